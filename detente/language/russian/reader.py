"""Russian sentences, words and names.

Sentences and words by razdel, tags, trees and names by slovnet (small convolutional networks over quantised navec
vectors, trained on news), dictionary forms by pymorphy3 (OpenCorpora). All MIT; the weights are those that natasha
1.6.0 carries. Nothing is downloaded at run time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from detente.errors import ModelMissingError
from detente.language import english
from detente.language.russian import attribution
from detente.language.tongue import Attribution, Quotation, Sentence, Word, still_open
from detente.model import Article, Span

VECTORS = "emb/navec_news_v1_1B_250K_300d_100q.tar"
MODELS = {name: f"model/slovnet_{name}_news_v1.tar" for name in ("morph", "syntax", "ner")}
# A sentence never begins with a dash and a capital inside a paragraph: a quotation goes on behind the writer's words.
CARRIED_ON = re.compile(r"[—–]\s")
LONGEST_QUOTED = 800  # characters; a quotation open for longer was never closed
LONGEST_SENTENCE = 200  # words; a tree over more means nothing
# Modal words whose infinitive speaks of the future, and words that hedge one.
PAST_OR_OWN = re.compile(r"(?:л|ла|ло|ли|гу|жем)$")
MODALS = frozenset("мочь смочь предстоять намеренный суметь".split())
HEDGES = frozenset("вероятно возможно скорее видимо наверняка непременно обязательно едва вряд".split())
# BGN/PCGN romanisation of Russian, as the English press prints it; soft and hard signs are left out.
LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya".split(" "),
        strict=True,
    )
)
# Endings that the press simplifies, and letters after which "е" is read "ye".
ENDINGS = (("ий", "y"), ("ый", "y"), ("ия", "ia"))


class Russian:
    """Reads Russian; see :class:`detente.language.tongue.Tongue`."""

    code = "ru"
    name = "Russian"
    head_first = True
    spaced = True
    home = "RUS"

    def parse(self, article: Article) -> list[Sentence]:
        """Return the sentences outside the article's boilerplate, in order."""
        from razdel import sentenize, tokenize

        spans: list[tuple[int, Span]] = []
        for number, paragraph in enumerate(english.paragraphs(article)):
            for part in sentenize(paragraph.of(article.text)):
                span = Span(paragraph.start + part.start, paragraph.start + part.stop)
                before = spans[-1][1].of(article.text) if spans and spans[-1][0] == number else None
                carried = CARRIED_ON.match(span.of(article.text)) is not None
                if before is not None and (carried or still_open(before, LONGEST_QUOTED)):
                    span = Span(spans.pop()[1].start, span.end)
                spans.append((number, span))
        tokens = [list(tokenize(span.of(article.text))) for _, span in spans]
        fit = [n for n, words in enumerate(tokens) if 0 < len(words) <= LONGEST_SENTENCE]
        models = _models()
        texts = [[token.text for token in tokens[n]] for n in fit]
        tagged = list(models["morph"].map(texts))
        parsed = list(models["syntax"].map(texts))
        named = list(models["ner"].map([spans[n][1].of(article.text) for n in fit]))
        return [
            _sentence(spans[n], tokens[n], (tags, tree, names))
            for n, tags, tree, names in zip(fit, tagged, parsed, named, strict=True)
        ]

    def attributions(self, text: str, sentence: Sentence, quotations: Sequence[Quotation]) -> list[Attribution]:
        """Return what somebody expresses in a sentence."""
        return attribution.find(text, sentence, quotations)

    def keys(self, word: str) -> frozenset[str]:
        """Return the dictionary forms a word may have, and the word itself, in lower case without "ё"."""
        return _keys(word)

    def ordinary(self, word: str) -> bool:
        """Say whether a word is first of all no name: "Того" at the head of a sentence."""
        grammemes = {"Geox", "Orgn", "Name", "Surn", "Patr", "Abbr"}
        return not any(grammemes & set(p.tag.grammemes) for p in _analyser().parse(word)[:1])

    def futures(self, text: str, sentence: Sentence) -> list[tuple[Span, str]]:
        """Return the clauses with a future tense, or a modal of the present over an infinitive."""
        found = []
        for n, word in enumerate(sentence.words):
            infinitive = any(w.head == n and w.tag == "VERB" and not w.finite for w in sentence.words)
            modal = word.lemma in MODALS and word.finite and infinitive and not PAST_OR_OWN.search(word.text)
            auxiliary = word.future and word.tag == "AUX"
            if not (word.future or modal):
                continue
            top = word.head if auxiliary and word.head >= 0 else n
            clause = attribution.clause(text, sentence, top)
            hedges = [w for w in sentence.words if w.head == top and w.lemma in HEDGES]
            if clause is not None:
                found.append((clause, " ".join(w.text for w in sorted([*hedges, word], key=lambda w: w.start))))
        return found

    def english_name(self, name: str) -> str:
        """Return a name in the nominative and in Latin letters (BGN/PCGN, endings as the press prints them)."""
        words = name.replace(".", ". ").split()
        gender = gender_of(words[0]) if len(words) > 1 else None
        return " ".join(romanised(nominative(word, gender)) for word in words)


def _sentence(place: tuple[int, Span], tokens: Sequence[Any], read: tuple[Any, Any, Any]) -> Sentence:
    (paragraph, span), (tags, tree, names) = place, read
    verbs = [_is_verb(token.text, tag.pos) for token, tag in zip(tokens, tags.tokens, strict=True)]
    words = tuple(
        Word(
            start=span.start + token.start,
            end=span.start + token.stop,
            text=token.text,
            lemma=_lemma(token.text, "VERB" if verb else tag.pos),
            tag="VERB" if verb else tag.pos,
            head=int(node.head_id) - 1,
            relation=node.rel,
            finite=verb or tag.feats.get("VerbForm") == "Fin" or tag.feats.get("Variant") == "Short",
            future=tag.feats.get("Tense") == "Fut" or (tag.pos == "AUX" and token.text.lower().startswith("буд")),
        )
        for token, tag, node, verb in zip(tokens, tags.tokens, tree.tokens, verbs, strict=True)
    )
    people = tuple(Span(span.start + n.start, span.start + n.stop) for n in names.spans if n.type == "PER")
    return Sentence(span.start, span.end, paragraph, words, people)


@cache
def _models() -> dict[str, Any]:
    """Return the networks, loaded once per process.

    Raises:
        ModelMissingError: the package that carries them is not there.
    """
    from navec import Navec
    from slovnet import NER, Morph, Syntax

    spec = find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:
        raise ModelMissingError("the Russian models are not installed; pip install 'detente[ru]'")
    folder = Path(spec.submodule_search_locations[0]) / "data"
    vectors = Navec.load(str(folder / VECTORS))
    kinds = {"morph": Morph, "syntax": Syntax, "ner": NER}
    return {name: kinds[name].load(str(folder / MODELS[name])).navec(vectors) for name in kinds}


@cache
def _analyser() -> Any:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer()


# Parts of speech of Universal Dependencies and the grammemes of OpenCorpora they may have.
GRAMMEMES = {
    "VERB": {"VERB", "INFN", "PRTF", "PRTS", "GRND"},
    "AUX": {"VERB", "INFN"},
    "NOUN": {"NOUN"},
    "PROPN": {"NOUN"},
    "ADJ": {"ADJF", "ADJS", "PRTF", "PRTS"},
    "ADP": {"PREP"},
}


@lru_cache(maxsize=100_000)
def _lemma(word: str, tag: str) -> str:
    parses = _analyser().parse(word)
    fitting = [p for p in parses if p.tag.POS in GRAMMEMES.get(tag, ())] or parses
    return str(fitting[0].normal_form) if fitting else word.lower()


@lru_cache(maxsize=100_000)
def _is_verb(word: str, tag: str) -> bool:
    """Say whether the tagger took a form for a noun that can only be a finite verb."""
    return tag in {"NOUN", "PROPN"} and word.islower() and all(p.tag.POS == "VERB" for p in _analyser().parse(word))


@lru_cache(maxsize=100_000)
def _keys(word: str) -> frozenset[str]:
    forms = {word.lower(), *(str(p.normal_form) for p in _analyser().parse(word))}
    return frozenset(form.replace("ё", "е") for form in forms)


def gender_of(first: str) -> str | None:
    """Return "masc" or "femn" where a first name has one, as the dictionary knows it."""
    genders = [str(p.tag.gender) for p in _analyser().parse(first) if "Name" in p.tag and p.tag.gender]
    return genders[0] if genders else None


@lru_cache(maxsize=20_000)
def nominative(word: str, gender: str | None) -> str:
    """Return a part of a person's name in the nominative; what the dictionary does not take for a name stays."""
    parses = [p for p in _analyser().parse(word) if ("Surn" in p.tag or "Name" in p.tag) and "plur" not in p.tag]
    fitting = [p for p in parses if gender is None or p.tag.gender in {gender, None}]
    if not fitting:
        return word
    form = fitting[0].inflect({"nomn"})
    return str(form.word).capitalize() if form is not None else word


def romanised(word: str) -> str:
    """Return a Russian word in Latin letters (BGN/PCGN, endings as the press prints them)."""
    lower = word.lower()
    tail = ""
    for ending, latin in ENDINGS:
        if lower.endswith(ending) and len(lower) > 3:
            lower, tail = lower.removesuffix(ending), latin
            break
    out = []
    for n, letter in enumerate(lower):
        before = lower[n - 1] if n else ""
        latin = LATIN.get(letter, letter)
        out.append("ye" if letter == "е" and before in {"", "ь", "ъ"} else latin)
    joined = "".join(out) + tail
    return joined[:1].upper() + joined[1:] if word[:1].isupper() else joined
