"""Passages of an article: its paragraphs without page residue, their sentences, and the quoted stretches.

A passage is a paragraph. Files differ in how they part them: by a blank line, or by a single line break. A block of
lines that was merely wrapped at a width is one paragraph (see ``_is_wrapped``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from detente.model import Article, Span

_WRAP_WIDTH = 120
_WRAPPED_SHARE = 0.8

# A quotation that is not closed runs to the end of its paragraph: by the printers' rule the next one opens anew.
# A straight mark opens only where no word stands before it, so that inches and stray marks do not turn the text
# inside out.
_QUOTATION = re.compile(
    r"“[^“”]*(?:”|\Z|(?=“))"
    r"|«[^«»]*(?:»|\Z|(?=«))"
    r"|„[^„“”]*(?:[“”]|\Z|(?=„))"
    r"|(?<![\w\"])\"(?=\S)[^\"]*(?:\"|\Z)"
)
# One of these opens every quotation; to look for them is far quicker than to look for quotations.
_MARKS = ('"', "“", "«", "„")
# A quotation of fewer words is a name or a distancing mark, not somebody's sentence.
_SPOKEN_WORDS = 4

_STOP = re.compile(r"[.!?…][\"”’»)\]]*\s+(?=[\"“„«(\[]?[A-ZÀ-ÞА-Я0-9])")
_ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Lt|Col|No|vs|Jr|Sr|Prof|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\."
)
# Shorter sentences say too little to be told from others by their words; they go with their neighbour.
_SENTENCE_CHARACTERS = 45


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, ``text[start:end]``.

    ``quoted`` are the stretches of it that stand in quotation marks (marks included), ``sentences`` its sentences,
    very short ones joined to their neighbour.
    """

    start: int
    end: int
    quoted: tuple[Span, ...] = ()
    sentences: tuple[Span, ...] = ()

    def spoken(self, text: str) -> list[Span]:
        """Return the quoted stretches long enough to be somebody's sentence."""
        return [span for span in self.quoted if text.count(" ", span.start, span.end) + 1 >= _SPOKEN_WORDS]


def passages(article: Article) -> list[Passage]:
    """Return the passages of an article in order; empty where it has no words outside its boilerplate."""
    text = article.text
    found = []
    for piece in _without(_paragraphs(text), sorted(article.boilerplate)):
        trimmed = _trim(text, piece)
        if trimmed is not None:
            quoted = quotations(text, trimmed)
            found.append(Passage(trimmed.start, trimmed.end, quoted, sentences(text, trimmed)))
    return found


def sentences(text: str, within: Span) -> tuple[Span, ...]:
    """Cut a paragraph into sentences, by stops and capitals alone: fast, and no harm is done by a wrong cut."""
    found = []
    start = within.start
    for stop in _STOP.finditer(text, within.start, within.end):
        if stop.end() - start < _SENTENCE_CHARACTERS or within.end - stop.end() < _SENTENCE_CHARACTERS:
            continue
        if not _ABBREVIATION.fullmatch(text, max(start, text.rfind(" ", start, stop.start()) + 1), stop.start() + 1):
            found.append(Span(start, stop.end()))
            start = stop.end()
    return (*found, Span(start, within.end))


def quotations(text: str, within: Span) -> tuple[Span, ...]:
    """Return the stretches of a paragraph between double quotation marks of any style, marks included."""
    words = text[within.start : within.end]
    if not any(mark in words for mark in _MARKS):
        return ()
    matches = _QUOTATION.finditer(words)
    return tuple(Span(within.start + match.start(), within.start + match.end()) for match in matches)


def _paragraphs(text: str) -> Iterator[Span]:
    block: list[Span] = []
    start = 0
    for line in text.split("\n"):
        span = Span(start, start + len(line))
        start = span.end + 1
        if line and not line.isspace():
            block.append(span)
        elif block:
            yield from _split(text, block)
            block = []
    yield from _split(text, block)


def _split(text: str, block: list[Span]) -> list[Span]:
    if len(block) > 1 and _is_wrapped([line.of(text) for line in block]):
        return [Span(block[0].start, block[-1].end)]
    return block


def _is_wrapped(lines: list[str]) -> bool:
    """Say whether the breaks only serve the width: on nearly every line the next word would not have fitted."""
    width = max(map(len, lines))
    if width > _WRAP_WIDTH:
        return False
    full = sum(len(line) + 1 + len(following.split(maxsplit=1)[0]) > width for line, following in pairwise(lines))
    return full >= _WRAPPED_SHARE * (len(lines) - 1)


def _without(paragraphs: Iterator[Span], boilerplate: list[Span]) -> Iterator[Span]:
    """Cut the boilerplate out of the paragraphs; both come in order, so one walk along both is enough."""
    first = 0
    for block in paragraphs:
        while first < len(boilerplate) and boilerplate[first].end <= block.start:
            first += 1
        start = block.start
        for at in range(first, len(boilerplate)):
            residue = boilerplate[at]
            if residue.start >= block.end:
                break
            if residue.start > start:
                yield Span(start, residue.start)
            start = max(start, residue.end)
        if start < block.end:
            yield Span(start, block.end)


def _trim(text: str, piece: Span) -> Span | None:
    words = text[piece.start : piece.end]
    if not any(map(str.isalnum, words)):
        return None
    start = piece.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))
