"""What every language but English gives the line: sentences, words, attributions, names, and marks of the future.

A language is a folder beside this module with one class that keeps to :class:`Tongue`, and a folder of dictionaries in
``detente/data``. Offsets are those of the article throughout.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, Protocol

from detente.model import Article, Span

# What is expressed: said, held to be true, wanted.
CueKind = Literal["speech", "belief", "intention"]
QUOTATION_MARKS = {"«": "»", "„": "“", "“": "”", "「": "」", "『": "』", "»": "«", '"': '"'}


@dataclass(frozen=True, slots=True)
class Word:
    """A word: ``article.text[start:end] == text``.

    Attributes:
        start, end: article offsets.
        text: the word as it stands.
        lemma: its dictionary form; the word itself in lower case where the language has no tagger.
        tag: part of speech, by the tags of the language's own tagger.
        head: index of its head in the sentence, -1 for the root and where the language has no parser.
        relation: its relation to that head (Universal Dependencies), or nothing.
        finite: whether it is a finite verb.
        future: whether its form is a future.
    """

    start: int
    end: int
    text: str
    lemma: str
    tag: str = ""
    head: int = -1
    relation: str = ""
    finite: bool = False
    future: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, the number of its paragraph, and the names of persons that the language's recogniser finds."""

    start: int
    end: int
    paragraph: int
    words: tuple[Word, ...]
    persons: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation; ``inner`` leaves out its marks."""

    start: int
    end: int

    @property
    def inner(self) -> Span:
        """The words without the marks."""
        return Span(self.start + 1, max(self.start + 1, self.end - 1))

    @property
    def span(self) -> Span:
        """The words with the marks."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody expressed something: who, by which cue, what; without pieces it is what the sentence before holds.

    ``denies`` says that the saying is a denial, or is itself denied.
    """

    source: Span | None
    cue: Span
    pieces: tuple[Span, ...]
    kind: CueKind = "speech"
    denies: bool = False


@dataclass(frozen=True, slots=True)
class CueRow:
    """A cue: its lemma, what it expresses, and the shapes its content takes (see the head of ``cues.tsv``)."""

    cue: str
    kind: CueKind
    frames: frozenset[str]


@dataclass(frozen=True, slots=True)
class NameRow:
    """A form that names somebody, and the English words for it."""

    form: str
    kind: str
    english: str
    state: str | None


class Tongue(Protocol):
    """A language as the line needs it."""

    code: str
    name: str
    # Whether a title puts its first office first in rank ("Sprecher des Ministers"), or its last.
    head_first: bool
    # Whether blanks part the words.
    spaced: bool
    # The state that a ministry is of where nobody says whose, None where that is open.
    home: str | None

    def parse(self, article: Article) -> list[Sentence]:
        """Return the sentences outside the article's boilerplate, in order."""

    def attributions(self, text: str, sentence: Sentence, quotations: Sequence[Quotation]) -> list[Attribution]:
        """Return what somebody expresses in a sentence, given the quotations that touch it."""

    def keys(self, word: str) -> frozenset[str]:
        """Return what a word may be looked up by: two words that share a key are forms of one word."""

    def ordinary(self, word: str) -> bool:
        """Say whether a word that a capital begins for its place alone is first of all no name."""

    def futures(self, text: str, sentence: Sentence) -> list[tuple[Span, str]]:
        """Return the clauses that speak of the future, each with the words that mark it."""

    def english_name(self, name: str) -> str:
        """Return a person's name in Latin letters."""


def quotations(text: str, span: Span) -> list[Quotation]:
    """Return the outermost quotations in a stretch of text; one never closed runs to the end of the stretch."""
    found: list[Quotation] = []
    opened: list[tuple[int, str]] = []
    for at in range(span.start, span.end):
        mark = text[at]
        if opened and mark == opened[-1][1]:
            start, _ = opened.pop()
            if not opened:
                found.append(Quotation(start, at + 1))
        elif mark in QUOTATION_MARKS and (not opened or mark not in {"“", "«", "»"} or mark != opened[-1][1]):
            opened.append((at, QUOTATION_MARKS[mark]))
    if opened:
        found.append(Quotation(opened[0][0], span.end + 1 if span.end < len(text) else span.end))
    return [Quotation(q.start, min(q.end, span.end)) for q in found]


def still_open(words: str, longest: int) -> bool:
    """Say whether a quotation that some words begin goes on behind them; words past ``longest`` characters never do."""
    if len(words) > longest:
        return False
    opened = words.count("«") > words.count("»") or words.count("„") > words.count("“")
    return opened or words.count('"') % 2 == 1


def trimmed(text: str, span: Span, marks: str = " \t\r\n,;:—–-，；：、。.") -> Span | None:
    """Return a span without blanks and loose punctuation at its ends, None where nothing is left."""
    start, end = span.start, span.end
    while start < end and text[start] in marks:
        start += 1
    while end > start and text[end - 1] in marks:
        end -= 1
    return Span(start, end) if end > start else None


def without(span: Span, holes: Sequence[Span]) -> Iterator[Span]:
    """Yield what is left of a span when holes are cut out of it, in order."""
    at = span.start
    for hole in sorted(holes):
        if hole.start > at:
            yield Span(at, min(hole.start, span.end))
        at = max(at, hole.end)
    if at < span.end:
        yield Span(at, span.end)


def rows(code: str, table: str) -> Iterator[dict[str, str]]:
    """Yield the rows of ``detente/data/<code>/<table>.tsv`` by their columns.

    Raises:
        ValueError: a row has more or fewer fields than the header.
    """
    lines = files("detente.data").joinpath(code, f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    told = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    for fields in told[1:]:
        if len(fields) != len(told[0]):
            raise ValueError(f"{code}/{table}.tsv: {len(fields)} fields, {len(told[0])} expected: {fields}")
        yield dict(zip(told[0], fields, strict=True))


@cache
def cues(code: str) -> dict[str, CueRow]:
    """Return the cues of a language by lemma.

    Raises:
        ValueError: a row is damaged.
    """
    out: dict[str, CueRow] = {}
    for row in rows(code, "cues"):
        kind = _kind(row["kind"])
        out[row["cue"]] = CueRow(row["cue"], kind, frozenset(row["frames"].split()))
    return out


def _kind(field: str) -> CueKind:
    for kind in ("speech", "belief", "intention"):
        if field == kind:
            return kind
    raise ValueError(f"{field!r} is no kind of cue")


@cache
def names(code: str) -> tuple[NameRow, ...]:
    """Return the names of a language."""
    return tuple(NameRow(r["form"], r["kind"], r["english"], r["state"] or None) for r in rows(code, "names"))
