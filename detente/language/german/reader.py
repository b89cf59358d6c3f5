"""German sentences, words and names by rules: the small language that shows how one is added.

Nouns are capitalised, verbs stand second or last, and reported speech stands behind a comma: that is enough for the
patterns of agency reports, without a parser. What it cannot tell is a person's name from other nouns in a row; two
capitalised words that follow each other without an article are taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from detente.language import english
from detente.language.german import attribution
from detente.language.tongue import Attribution, Quotation, Sentence, Word, rows, still_open
from detente.model import Article, Span

WORD = re.compile(r"\w+(?:[-–’']\w+)*|[^\w\s]")
# A sentence ends before a capital, an opening mark or the end, but not behind an ordinal, a title or an initial.
END = re.compile(
    r"(?<!\b\d)(?<!\b\d\d)(?<!\bDr)(?<!\bProf)(?<!\bSt)(?<!\bbzw)(?<!\b[A-Z])[.!?…]+[“”«»\"]*(?=\s+[„»«\"A-ZÄÖÜ]|\s*$)"
)
LONGEST_QUOTED = 800  # characters; a quotation open for longer was never closed
ENDINGS = ("en", "em", "er", "es", "e", "n", "s")
ARTICLES = frozenset("der die das dem den des ein eine einen einem einer eines".split())
CAPITALISED = re.compile(r"[A-ZÄÖÜ][\w’'-]+$")


class German:
    """Reads German; see :class:`detente.language.tongue.Tongue`."""

    code = "de"
    name = "German"
    head_first = True
    spaced = True
    home = None

    def parse(self, article: Article) -> list[Sentence]:
        """Return the sentences outside the article's boilerplate, in order."""
        return [
            _sentence(article.text, number, span)
            for number, paragraph in enumerate(english.paragraphs(article))
            for span in _sentences(article.text, paragraph)
        ]

    def attributions(self, text: str, sentence: Sentence, quotations: Sequence[Quotation]) -> list[Attribution]:
        """Return what somebody expresses in a sentence."""
        return attribution.find(text, sentence, quotations)

    def keys(self, word: str) -> frozenset[str]:
        """Return a word in lower case, with and without the ending that may be its declension."""
        return _keys(word)

    def ordinary(self, word: str) -> bool:  # noqa: ARG002  # the protocol's argument, of use where words decline
        """Say whether a word is first of all no name; the dictionary of names holds none that is."""
        return False

    def futures(self, text: str, sentence: Sentence) -> list[tuple[Span, str]]:
        """Return the clauses with "werden" or a modal over an infinitive at their end."""
        found = []
        for word in sentence.words:
            if word.lemma in _futures():
                start = max(text.rfind(mark, sentence.start, word.start) for mark in ",;:„“»«") + 1
                ends = [at for mark in ",;.!“»" if (at := text.find(mark, word.end, sentence.end)) >= 0]
                span = Span(max(start, sentence.start), min(ends, default=sentence.end))
                if re.search(
                    r"\w(?:en|ern|eln|tun|sein)\b(?:\s+(?:wird|werden|würden|könnte|könnten|dürfte))?\W*$",
                    span.of(text),
                ):
                    found.append((span, word.text))
        return found

    def english_name(self, name: str) -> str:
        """Return a name as it stands, without the "s" of the genitive."""
        return name.removesuffix("’").removesuffix("'")


@cache
def _futures() -> frozenset[str]:
    return frozenset(r["form"] for r in rows("de", "frames") if r["use"] == "future")


@cache
def _keys(word: str) -> frozenset[str]:
    lower = word.lower()
    return frozenset(
        {lower, *(lower.removesuffix(e) for e in ENDINGS if lower.endswith(e) and len(lower) > len(e) + 3)}
    )


def _sentences(text: str, paragraph: Span) -> list[Span]:
    out, start = [], paragraph.start
    for match in END.finditer(text, paragraph.start, paragraph.end):
        if still_open(text[start : match.end()], LONGEST_QUOTED):
            continue
        out.append(Span(start, match.end()))
        start = match.end()
        while start < paragraph.end and text[start].isspace():
            start += 1
    if start < paragraph.end:
        out.append(Span(start, paragraph.end))
    return out


def _sentence(text: str, number: int, span: Span) -> Sentence:
    words = tuple(
        Word(m.start(), m.end(), m.group(), m.group().lower()) for m in WORD.finditer(text, span.start, span.end)
    )
    return Sentence(span.start, span.end, number, words, tuple(_people(words)))


def _people(words: Sequence[Word]) -> list[Span]:
    """Return the runs of two or three capitalised words that no article leads."""
    out: list[Span] = []
    n = 0
    while n < len(words):
        end = n
        while end < len(words) and CAPITALISED.match(words[end].text) and words[end].lemma not in ARTICLES:
            end += 1
        # The first word of a sentence is capitalised whatever it is; behind an article a noun comes first.
        led = n > 0 and words[n - 1].lemma in ARTICLES
        first = n + 1 if led and end - n > 2 else n
        if 2 <= end - first <= 3 and not (led and first == n):
            out.append(Span(words[first].start, words[end - 1].end))
        n = max(end, n + 1)
    return out
