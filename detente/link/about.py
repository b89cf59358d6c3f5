"""Which states a statement is about: those its content names, by themselves or through people, bodies and parties."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.link.gazetteer import SURE
from detente.link.naming import Naming
from detente.model import Span

# Words that mean two states named before.
PAIR = re.compile(
    r"\b(?:two|both|between)\s+(?:\w+\s+)?(?:countries|nations|sides|states|parties|governments|powers|peoples|neighbou?rs|"
    r"capitals|leaders|presidents|ministers|heads\s+of\s+state)\b|\bbilateral\b|\beach\s+other\b",
    re.IGNORECASE,
)
# How far back the two may be named, in characters.
REACH = 1_000


def about(pieces: Sequence[Span], actor: str | None, names: Naming) -> tuple[str, ...]:
    """Return the sorted codes of the states a content is about, the speaker's own left out.

    Args:
        pieces: the content.
        actor: the state the speaker speaks for.
        names: the article's naming.
    """
    found: set[str] = set()
    for piece in pieces:
        found.update(m.state for m in names.ground.overlapping(piece.start, piece.end) if m.state and m.score >= SURE)
        for mention in names.ground.mentions_in(piece):
            found.update(who.named for who in names.of(mention) if who.named and who.score >= SURE)
    text = names.ground.text
    if len(found | {actor} - {None}) < 2 and any(PAIR.search(text, p.start, p.end) for p in pieces):
        found.update(_pair_before(pieces[0].start, actor, names))
    return tuple(sorted(found - {actor}))


def _pair_before(at: int, actor: str | None, names: Naming) -> set[str]:
    """Return the two states named last before a place, the speaker's own being one of them where it has one."""
    pair = {actor} if actor is not None else set()
    for match in reversed(names.ground.overlapping(max(0, at - REACH), at)):
        if match.state is not None and match.score >= SURE:
            pair.add(match.state)
        if len(pair) == 2:
            return pair
    return set()
