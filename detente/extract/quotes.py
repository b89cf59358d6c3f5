"""Quotation marks: curly, straight, guillemets; nested, run on over paragraphs, or never closed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.model import Span

MARKS = re.compile(r"[“”„«»\"]|``|''")
# Two apostrophes close what two grave accents open; where they do both, their place tells, as with straight marks.
OPENERS, CLOSERS = frozenset("“„«") | {"``"}, frozenset("”»")
# Where an article has no double marks at all, single ones do their work (the British habit).
SINGLE = re.compile(r"(?<!\w)[‘'](?=\w)|(?<=[\w.,!?…])[’'](?!\w)")
SENTENCE_BREAK = re.compile(r"[.!?][\"”']*\s+(?=[A-Z“\"])")
NESTED_WORDS = 5


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: ``start`` and ``end`` take in the marks, as far as they are there.

    Attributes:
        start, end: article offsets, marks included.
        closed: whether a closing mark was found; an unclosed quotation runs to the end of its paragraph.
        block: index of the paragraph it stands in.
    """

    start: int
    end: int
    closed: bool
    block: int

    @property
    def span(self) -> Span:
        """The quotation with its marks."""
        return Span(self.start, self.end)


def find(text: str, blocks: Sequence[Span]) -> list[Quote]:
    """Return the outermost quotations of the text, paragraph by paragraph, in order."""
    single = not any(MARKS.search(text, block.start, block.end) for block in blocks)
    found: list[Quote] = []
    for index, block in enumerate(blocks):
        marks = _marks(text, block, single=single)
        found.extend(Quote(start, end, closed, index) for start, end, closed in _pair(text, block, marks))
    return found


def _marks(text: str, block: Span, *, single: bool) -> list[tuple[int, int, bool | None]]:
    """Return (start, end, opens) for each mark; ``opens`` is None where only the state can tell."""
    marks: list[tuple[int, int, bool | None]] = []
    for match in (SINGLE if single else MARKS).finditer(text, block.start, block.end):
        mark, at = match.group(), match.start()
        if single:
            opens: bool | None = mark == "‘" or not (
                (at > block.start and text[at - 1] in ".,!?…") or text[at - 1].isalnum()
            )
        elif mark in OPENERS:
            opens = True
        elif mark in CLOSERS:
            opens = False
        else:
            before = text[at - 1] if at > block.start else " "
            after = text[match.end()] if match.end() < block.end else " "
            opens = _straight(before, after)
        marks.append((at, match.end(), opens))
    return marks


def _straight(before: str, after: str) -> bool | None:
    left, right = before.isspace() or before in "([—–-", after.isspace() or after in ".,;:!?)]—–"
    if left and not right:
        return True
    return False if right and not left else None


def _pair(text: str, block: Span, marks: list[tuple[int, int, bool | None]]) -> list[tuple[int, int, bool]]:
    out: list[tuple[int, int, bool]] = []
    opened: list[int] = []
    for start, end, opens in marks:
        opening = not opened if opens is None else opens
        if not opening:
            if opened:
                first = opened.pop()
                if not opened:
                    out.append((first, end, True))
            continue
        if opened and not _nests(text, start, block.end):
            # A second opening that is no short quotation inside the first: the first was never closed.
            out.append((opened[0], _sentence_end(text, opened[0], start), False))
            opened.clear()
        opened.append(start)
    if opened:
        out.append((opened[0], block.end, False))
    return out


def _nests(text: str, start: int, limit: int) -> bool:
    """Say whether the mark at ``start`` opens a few quoted words inside a longer quotation."""
    closing = next((m for m in MARKS.finditer(text, start + 1, limit)), None)
    return (
        closing is not None
        and closing.group() not in OPENERS
        and text.count(" ", start, closing.start()) < NESTED_WORDS
    )


def _sentence_end(text: str, start: int, limit: int) -> int:
    """Return the end of the last sentence that ends in text[start:limit], else the limit's last word."""
    breaks = [m.start() + 1 for m in SENTENCE_BREAK.finditer(text, start, limit + 1)]
    return breaks[-1] if breaks else len(text[:limit].rstrip())
