"""Subjects: what an actor's line is about. They grow out of what is said, or a person defines one in a few words.

A grown subject is a noun, alone or with the word before it, that statements of different occasions take sides on
(``wording``), weighed by how many occasions it has (after Justeson & Katz 1995, who take noun phrases that come back
for terms) and by how rare it is in the news between states (inverse sentence frequency, Spärck Jones 1972). It is named
by its own words, in the form met most often, so that the name is the same on every run over the same statements.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from detente.errors import UsageError
from detente.link.tables import rows, states
from detente.relate.wording import place
from detente.travel.concepts import table
from detente.travel.features import Lexicon, background

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# What a word of the family counts beside the word itself, a word of a family near by, and a synonym of WordNet.
FAMILY, NEAR, SYNONYM = 0.9, 0.5, 0.7
# Occasions that a subject needs. Rarity (a logarithm) from which a word is no word of every speech, and how much beyond
# that counts: what is rarer still is no better a subject.
OCCASIONS, COMMON, RAREST = 2, 2.5, 1.5
# Forms whose stem is that of a subject's word and that never name one: "according to" is no accord.
_NO_NAMES = frozenset({"according", "accordingly"})
# spaCy's labels (OntoNotes 5) of names that can be what is talked about: no persons, dates, nationalities.
_THINGS = frozenset({"LOC", "FAC", "LAW", "EVENT", "PRODUCT", "ORG"})
_CODE = re.compile(r"\b[A-Z]{3}\b")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset(
    "a an and as at by for from in of on or the to with between against about over his her its their".split()
)
# Nouns that name parties, persons, pieces of talk and measures of time: they come back in any diplomacy.
_EMPTY = frozenset(
    """
    bit case course day decade end example fact government hour issue kind leader leadership lot matter minister minute
    month morning nation number official one order part party people person place point president question reason result
    secretary side sort spokesman spokesperson spokeswoman state statement step summer term thing time today tomorrow
    way week winter word year yesterday country capital world position view hand regard level attitude era eve period
    sight arena core head other basis attempt intention expense heart outbreak window line course hope role
    """.split()
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject: its name, the stems that name it with their weights, and the states it concerns (alpha-3 codes)."""

    name: str
    stems: Mapping[str, float]
    about: tuple[str, ...] = ()

    def targets(self, doc: Doc) -> list[tuple[int, float]]:
        """Return the tokens of a parsed text that name the subject, with the weight of each.

        A word whose own phrase names other states alone ("relations with Japan") names another subject.
        """
        found = []
        for token in doc:
            wordlike = token.is_alpha or "-" in token.text
            weight = self.stems.get(_stem(token.text), 0.0) if wordlike and token.lower_ not in _NO_NAMES else 0.0
            if weight and (not self.about or self._of(token)):
                found.append((token.i, weight))
        return found

    def met(self, text: str) -> bool:
        """Say whether a text has a word that may name the subject, without parsing it."""
        return any(_stem(word) in self.stems for word in _WORD.findall(text))

    def _of(self, token: Token) -> bool:
        if token.pos_ == "VERB":
            return True
        words = [each.text.casefold() for each in token.subtree]
        pairs = [f"{one} {two}" for one, two in pairwise(words)]
        named = {code for form in (*words, *pairs) if (code := _named().get(form))}
        return not named or bool(named & set(self.about))


def define(words: str) -> Subject:
    """Return the subject that a few words name: "alliance with China", "sanctions", "Minsk agreement".

    States among the words say whom it concerns; of the others each counts with its family (``data/subject_words.tsv``),
    its synonyms of WordNet, and at half weight the words of families near by.

    Raises:
        UsageError: no word is left that could name a subject.
    """
    about, rest = _states(words)
    plain = [word for word in _WORD.findall(rest) if word.lower() not in _SMALL]
    if not plain:
        raise UsageError(f"{words!r} names no subject; give a word or two for the matter, as in: alliance with China")
    stems: dict[str, float] = {}
    for word in plain:
        for stem, weight in _kin(_stem(word)).items():
            stems[stem] = max(stems.get(stem, 0.0), weight)
    return Subject(" ".join(words.split()), stems, about)


def grow(contents: Sequence[tuple[str, Doc]], *, most: int = 20) -> list[Subject]:
    """Return the subjects that come back in statements, the weightiest first.

    Args:
        contents: occasion (any key that tells one from another) and parsed content of each statement.
        most: how many subjects at most. A phrase that stands within a weightier one on the same occasions is left out.
    """
    forms: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    occasions: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for occasion, doc in contents:
        for stems, form, at in _phrases(doc):
            forms[stems][form] += 1
            if place(doc, [(at, 1.0)]) is not None:
                occasions[stems].add(occasion)
    scored = [
        (len(held) * min(_rarity(stems) - COMMON, RAREST), stems)
        for stems, held in occasions.items()
        if len(held) >= OCCASIONS and _rarity(stems) > COMMON
    ]
    chosen: list[tuple[str, ...]] = []
    for _, stems in sorted(scored, key=lambda each: (-each[0], each[1])):
        if not any(set(stems) & set(other) for other in chosen):
            chosen.append(stems)
        if len(chosen) == most:
            break
    return [Subject(_name(forms[stems]), dict.fromkeys(stems, 1.0)) for stems in chosen]


def _phrases(doc: Doc) -> Iterator[tuple[tuple[str, ...], str, int]]:
    """Yield names of things, and nouns alone and with the word before them: stems, form, and which token is meant."""
    for entity in doc.ents:
        words = [token for token in entity if token.is_alpha and token.text[0].isupper()]
        if entity.label_ in _THINGS and words and all(_telling(token.text, token.lemma_) for token in words):
            form = doc[words[0].i : words[-1].i + 1].text
            yield tuple(_stem(token.text) for token in words), form, entity.root.i
    for token in doc:
        if token.pos_ != "NOUN" or not _telling(token.text, token.lemma_):
            continue
        yield (_stem(token.text),), token.lower_, token.i
        before = doc[token.i - 1] if token.i else None
        if before is None or before.head != token or before.dep_ not in {"amod", "compound"}:
            continue
        if before.pos_ != "PROPN" and _telling(before.text, before.lemma_):
            yield (_stem(before.text), _stem(token.text)), doc[before.i : token.i + 1].text.lower(), token.i


def _telling(text: str, lemma: str) -> bool:
    return len(text) > 2 and text.isalpha() and lemma.lower() not in _EMPTY and text.casefold() not in _named()


def _name(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], form))


def _rarity(stems: tuple[str, ...]) -> float:
    known = background()
    return max(math.log((known.sentences + 1) / (known.counts.get(stem, 0) + 0.5)) for stem in stems)


def _states(words: str) -> tuple[tuple[str, ...], str]:
    """Return the states that words name and what is left of the words."""
    found: list[str] = []
    rest = f" {' '.join(words.split())} "
    for code in _CODE.findall(rest):
        if code in _codes():
            found.append(code)
            rest = rest.replace(code, " ")
    for form in sorted(_named(), key=lambda name: (-len(name), name)):
        if form in rest.casefold():
            pattern = re.compile(rf"(?<!\w){re.escape(form)}(?!\w)", re.IGNORECASE)
            if pattern.search(rest):
                found.append(_named()[form])
                rest = pattern.sub(" ", rest)
    return tuple(sorted(set(found))), rest


@cache
def _named() -> dict[str, str]:
    kinds = {"name", "alias", "adjective", "capital"}
    return {form.casefold(): row.code for row in states() for kind, form in row.forms if kind in kinds}


@cache
def _codes() -> frozenset[str]:
    return frozenset(row.code for row in states())


@cache
def _lexicon() -> Lexicon:
    return Lexicon(background())


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    return _lexicon().feature(word) if word else ""


@cache
def _families() -> tuple[Mapping[str, frozenset[str]], Mapping[str, tuple[str, ...]]]:
    """Return the stems of each family, and the families near to it."""
    table_rows = list(rows("subject_words"))
    members = {row["family"]: frozenset(_stem(word) for word in row["words"].split()) for row in table_rows}
    return members, {row["family"]: tuple(row["near"].split()) for row in table_rows}


def _kin(stem: str) -> dict[str, float]:
    """Return the stems that count for one, with their weights."""
    members, near = _families()
    held = [name for name, stems in members.items() if stem in stems]
    found: dict[str, float] = {}
    own = set(table().get(stem, ((), ()))[0])
    for other, (concepts, _) in table().items() if own and not held else ():
        if own & set(concepts):
            found[other] = SYNONYM
    for name in held:
        for beside in near[name]:
            found |= {other: NEAR for other in members[beside] if other not in found}
    for name in held:
        found |= dict.fromkeys(members[name], FAMILY)
    return found | {stem: 1.0}


__all__ = ["Subject", "define", "grow"]
