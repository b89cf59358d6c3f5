"""Pages that are an interview: whose answers the text is made of, where its lines bear no labels."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.extract.mentions import Roster, Seat
from detente.extract.quotes import Quote
from detente.language.english import Block

TITLED = re.compile(r"\b(?:interview|q\s?&\s?a)\s+(?:with|of)\s+(?P<whom>[^\n]+)", re.IGNORECASE)
# Spoken text speaks of itself and to a hearer.
SPOKEN = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Yy]ou|[Yy]our)\b")
# A paragraph is spoken if so many of its words are such, and a page if so large a share of it is.
OFTEN, MOST = 1 / 60, 0.6
WORD = re.compile(r"\w+")


def interviewee(
    title: str | None, blocks: Sequence[Block], quotes: Sequence[Quote], roster: Roster
) -> tuple[int, Seat] | None:
    """Return who answers on a page whose title calls it an interview with somebody, and the first spoken paragraph.

    Not an article about an interview: most of it must be spoken. What others say in them came through who
    answers.
    """
    named = TITLED.search(title or "")
    if named is None:
        return None
    known = (s for s in roster.seats if s.kind == "person" and s.cluster.name.split()[-1] in named["whom"].split())
    who = next(known, None)
    spoken = [index for index, block in enumerate(blocks) if _spoken(block, [q for q in quotes if q.block == index])]
    if who is None or sum(len(blocks[i].text) for i in spoken) < MOST * sum(len(block.text) for block in blocks):
        return None
    return spoken[0], who


def _spoken(block: Block, quotes: Sequence[Quote]) -> bool:
    def outside(pattern: re.Pattern[str]) -> int:
        starts = (block.start + m.start() for m in pattern.finditer(block.text))
        return sum(not any(q.start <= at < q.end for q in quotes) for at in starts)

    return outside(SPOKEN) >= max(1.0, OFTEN * outside(WORD))


__all__ = ["interviewee"]
