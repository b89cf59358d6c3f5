"""A text as lines with their places, and the few measures taken of them: words, prose, likeness."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from detente.model import Span

# A form feed, a vertical tab and the Unicode separators end a line as well (Unicode Standard, 5.8).
LINE = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
LINE_END = re.compile(r"\r\n|[\n\r\v\x1c-\x1e\x85\u2028]")
# Ideographs and kana stand for a word each, as in Unicode Standard Annex 29; all other letters go by runs.
IDEOGRAPH = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
WORD = re.compile(rf"[{IDEOGRAPH}]|(?:[^\W_{IDEOGRAPH}]|(?<=\w)['’.-](?=[^\W_]))+")
SENTENCE_END = re.compile(r"[.!?…。！？।؟][\"'”’»)\]」』]*\s*$")
NOT_ALPHANUMERIC = re.compile(r"[\W_]+")
LONG_LINE, PROSE_LINE = 30, 10  # words


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the blanks at its edges: ``text == article[start:end]``.

    ``opens`` and ``closes`` say whether a blank line, or the edge of the text, comes before and after it.
    """

    start: int
    end: int
    text: str
    opens: bool
    closes: bool

    @property
    def span(self) -> Span:
        """The span of the line."""
        return Span(self.start, self.end)


def lines_of(text: str) -> list[Line]:
    """Return the lines of ``text`` that hold more than blanks."""
    found: list[tuple[int, int]] = []
    for match in LINE.finditer(text):
        held = match.group()
        left = len(held) - len(held.lstrip())
        right = len(held.rstrip())
        if left < right:
            found.append((match.start() + left, match.start() + right))
    lines = []
    for index, (start, end) in enumerate(found):
        opens = index == 0 or _is_blank_line(text[found[index - 1][1] : start])
        closes = index == len(found) - 1 or _is_blank_line(text[end : found[index + 1][0]])
        lines.append(Line(start, end, text[start:end], opens, closes))
    return lines


def _is_blank_line(gap: str) -> bool:
    return len(LINE_END.findall(gap)) > 1 or "\f" in gap or "\u2029" in gap


def word_count(text: str, start: int = 0, end: int | None = None) -> int:
    """Return the number of words in ``text[start:end]``; an ideograph or kana counts as one."""
    return sum(1 for _ in WORD.finditer(text, start, len(text) if end is None else end))


def words_outside(text: str, spans: Iterable[Span]) -> int:
    """Return the number of words of ``text`` outside ``spans`` (in order, not overlapping)."""
    total, at = 0, 0
    for span in spans:
        total += word_count(text, at, span.start)
        at = span.end
    return total + word_count(text, at)


def is_prose(text: str) -> bool:
    """Say whether a line reads as running text: a sentence of some length with its end, or very long."""
    words = word_count(text)
    return words >= LONG_LINE or (words >= PROSE_LINE and SENTENCE_END.search(text) is not None)


def likeness(text: str) -> str:
    """Return the letters and digits alone, without case: two lines of the same likeness say the same."""
    return NOT_ALPHANUMERIC.sub("", text.casefold())


def merged(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return ``spans`` in order, joined where they touch, overlap, or have only blanks between them."""
    joined: list[Span] = []
    for span in sorted(spans):
        if span.start == span.end:
            continue
        if joined and (span.start <= joined[-1].end or not text[joined[-1].end : span.start].strip()):
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
