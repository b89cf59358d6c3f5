"""Citations, the sentences that carry them, and the check that a sentence says no more than its evidence.

A sentence is made of plain words, quoted words and citations. Before it is printed, :func:`unsupported` looks at it
without regard to how it was made: every citation must be the exact words of its article, every quotation must stand in
the words cited beside it, and every plain word must be one of the few connecting words a template may use, or a word of
the evidence, or a date, outlet, state or measure that the evidence gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

GAP = "[…]"
WORD = re.compile(r"\w+(?:[’'.\-&]\w+)*")
SPACE = re.compile(r"\s+")
# A quotation inside a quotation changes its marks; that is no change of words.
QUOTES = str.maketrans(dict.fromkeys('“”„‟"«»‘’‚‛`´', "'"))
EDGE = " \t\r\n,;:—–-"
OPENING = '‘“„"«'
# Stand for double quotation marks, whatever their shape, while their partners are looked for.
OPEN, SHUT = "\ue000", "\ue001"

SupportRole = Literal["source", "speaker", "state", "cue", "date", "relay", "condition", "wording"]


@dataclass(frozen=True, slots=True, order=True)
class Support:
    """Words beside the cited ones that a sentence leans on: who spoke, when, through whom. ``text[start:end]``."""

    start: int
    end: int
    text: str
    role: SupportRole


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in an article: ``article.text[start:end] == text``; ``number`` is 0 until the sentence is accepted."""

    article: str
    start: int
    end: int
    text: str
    support: tuple[Support, ...] = ()
    number: int = 0

    @property
    def spans(self) -> list[tuple[int, int, str]]:
        """All places it points at, its own first, as (start, end, words)."""
        return [(self.start, self.end, self.text), *((s.start, s.end, s.text) for s in self.support)]

    @property
    def leans_on(self) -> list[tuple[Support, str]]:
        """The places beside it, each once, with all it stands for ("source, speaker")."""
        places: dict[tuple[int, int], list[Support]] = {}
        for support in self.support:
            places.setdefault((support.start, support.end), []).append(support)
        return [(found[0], ", ".join(support.role for support in found)) for found in places.values()]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words taken from an article, printed between quotation marks; ``[…]`` stands where words were left out."""

    text: str

    def __str__(self) -> str:
        return f"“{self.text}”"


@dataclass(frozen=True, slots=True)
class Name:
    """Who speaks, so that a page can set it off; for the check, words like any other."""

    text: str

    def __str__(self) -> str:
        return self.text


Part = str | Name | Quote | Citation


@dataclass(frozen=True, slots=True)
class BriefSentence:
    """A sentence of a brief: its parts in order, citations where they are read."""

    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """The sentence as it is read, with ``[n]`` for each citation."""
        return "".join(f" [{part.number}]" if isinstance(part, Citation) else str(part) for part in self.parts)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations in the order they are read."""
        return tuple(part for part in self.parts if isinstance(part, Citation))

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Known:
    """What an article gives besides its words.

    Attributes:
        text: the article's text.
        labels: its title, author, outlet, file name.
        dates: its date of publication, in words.
        dated: date expressions as (start, end, date in words).
        linked: links as (start, end, names the mention stands for: the actor's and its state's).
        measures: figures as (other article, words), which hold where that article is cited as well.
    """

    text: str
    labels: tuple[str, ...]
    dates: tuple[str, ...]
    dated: tuple[tuple[int, int, str], ...]
    linked: tuple[tuple[int, int, tuple[str, ...]], ...]
    measures: tuple[tuple[str, str], ...] = ()


def plain(text: str) -> str:
    """Return the words with quotation marks and white space made alike, for comparison only."""
    return SPACE.sub(" ", text.translate(QUOTES)).strip()


def quotable(text: str, limit: int = 320) -> Quote:
    """Return words ready to be quoted: one line, inner quotation marks single, cut at a word border with ``[…]``."""
    line = SPACE.sub(" ", text).strip(EDGE)
    line = re.sub("[“„‟«]", OPEN, re.sub("[”»]", SHUT, line))
    line = re.sub(r'(^|(?<=[\s(\[]))"', OPEN, line).replace('"', SHUT)
    line = _bare(line).replace(OPEN, "‘").replace(SHUT, "’")
    if len(line) <= limit:
        return Quote(line)
    cut = line.rfind(" ", 0, limit - len(GAP))
    head = line[: cut if cut > 0 else limit - len(GAP)]
    return Quote(f"{head.rstrip(EDGE + OPENING)} {GAP}")


def _bare(line: str) -> str:
    """Return the words without the quotation marks that enclose them all, or stand at an edge without a partner."""
    while line:
        pairs: dict[int, int] = {}
        open_at: list[int] = []
        for at, char in enumerate(line):
            if char == OPEN:
                open_at.append(at)
            elif char == SHUT and open_at:
                pairs[open_at.pop()] = at
        if line[0] in OPEN + SHUT and pairs.get(0, len(line) - 1) == len(line) - 1:
            line = line[1:-1] if 0 in pairs else line[1:]
        elif line[-1] in OPEN + SHUT and len(line) - 1 not in pairs.values():
            line = line[:-1]
        else:
            return line
        line = line.strip(EDGE)
    return line


def unsupported(sentence: BriefSentence, known: dict[str, Known], vocabulary: frozenset[str]) -> list[str]:
    """Return what in the sentence its citations do not support; empty where all is supported.

    Args:
        sentence: the sentence, numbered or not.
        known: what each cited article gives, by article id.
        vocabulary: connecting words, in lower case, that need no evidence.
    """
    citations = sentence.citations
    if not citations:
        return [sentence.text]
    found = [
        f"{start}–{end} of {citation.article}"
        for citation in citations
        for start, end, words in citation.spans
        if not words or citation.article not in known or known[citation.article].text[start:end] != words
    ]
    if found:
        return found
    pool = plain(" \n ".join(words for citation in citations for _, _, words in citation.spans))
    for quote in (part for part in sentence.parts if isinstance(part, Quote)):
        pieces = [plain(piece).strip(EDGE) for piece in quote.text.split(GAP)]
        found += [piece for piece in pieces if piece and not _stands(piece, pool)]
        found += [] if any(map(WORD.search, pieces)) else [str(quote)]
    rest = "\n".join(str(part) for part in sentence.parts if isinstance(part, str | Name))
    for phrase in sorted(set(_phrases(citations, known)), key=lambda p: (-len(p), p)):
        rest = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", "\n", rest)
    allowed = vocabulary | {word.casefold() for word in WORD.findall(pool)}
    return found + [word for word in WORD.findall(rest.translate(QUOTES)) if word.casefold() not in allowed]


def _stands(piece: str, pool: str) -> bool:
    """Say whether the words stand in the pool, whole words only."""
    return re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", pool) is not None


def _phrases(citations: Sequence[Citation], known: dict[str, Known]) -> Iterator[str]:
    """Yield the names, dates and measures that the cited places give beside their own words."""
    cited = {citation.article for citation in citations}
    for citation in citations:
        article = known[citation.article]
        yield from filter(None, article.labels)
        yield from article.dates
        yield from (words for other, words in article.measures if other in cited)
        for start, end, _ in citation.spans:
            yield from (words for s, e, words in article.dated if start <= s and e <= end)
            for s, e, names in article.linked:
                if start <= s and e <= end:
                    yield from filter(None, names)


class Numbering:
    """Gives citations their numbers in the order they are met; one place has one number."""

    def __init__(self) -> None:
        self._met: dict[tuple[str, int, int], Citation] = {}

    def accept(self, sentence: BriefSentence) -> BriefSentence:
        """Return the sentence with its citations numbered."""
        return BriefSentence(tuple(self._number(p) if isinstance(p, Citation) else p for p in sentence.parts))

    def _number(self, citation: Citation) -> Citation:
        key = (citation.article, citation.start, citation.end)
        before = self._met.get(key)
        number = before.number if before else len(self._met) + 1
        support = tuple(sorted({*citation.support, *(before.support if before else ())}))
        self._met[key] = replace(citation, number=number, support=support)
        return self._met[key]

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations by number, each with every place any sentence leaned on."""
        return tuple(sorted(self._met.values(), key=lambda c: c.number))
