"""Which states a statement is about: those its content names, by themselves or through people, bodies and parties."""

from __future__ import annotations

import re

from detente.link.gazetteer import SURE
from detente.link.naming import Naming
from detente.model import Span, Statement

# Words that mean two states named before.
PAIR = re.compile(
    r"\b(?:two|both|between)\s+(?:\w+\s+)?(?:countries|nations|sides|states|parties|governments|powers|peoples|neighbou?rs|"
    r"capitals|leaders|presidents|ministers|heads\s+of\s+state)\b|\bbilateral\b|\beach\s+other\b",
    re.IGNORECASE,
)
# Words by which the speaker's state is one of the two.
OURS = re.compile(r"\bour\b|\bbilateral\b|\beach\s+other\b", re.IGNORECASE)
# How far back the two may be named, in characters.
REACH = 1_000


def about(statement: Statement, actor: str | None, names: Naming) -> dict[str, tuple[Span, ...]]:
    """Return the states a content is about, the speaker's own left out, by code in order, each with where it is named.

    A state that is only meant ("the two countries") has no place.

    Args:
        statement: its content and source.
        actor: the state the speaker speaks for.
        names: the article's naming.
    """
    found: dict[str, list[Span]] = {}
    pieces = statement.pieces
    for piece in pieces:
        for match in names.ground.overlapping(piece.start, piece.end):
            if match.state and match.score >= SURE:
                found.setdefault(match.state, []).append(Span(match.start, match.end))
        for mention in names.ground.mentions_in(piece):
            for who in names.of(mention):
                if who.named and who.score >= SURE:
                    found.setdefault(who.named, []).append(Span(mention.start, mention.end))
    text = names.ground.text
    if len(found.keys() | {actor} - {None}) < 2 and any(PAIR.search(text, p.start, p.end) for p in pieces):
        own = actor if any(OURS.search(text, p.start, p.end) for p in pieces) else None
        source = statement.source.start if statement.source is not None else statement.start
        for state in _pair_before(min(source, statement.start), own, names):
            found.setdefault(state, [])
    return {state: tuple(found[state]) for state in sorted(found) if state != actor}


def _pair_before(at: int, own: str | None, names: Naming) -> set[str]:
    """Return the two states named last before a place, one of them ``own`` where it is given."""
    pair = {own} if own is not None else set()
    for match in reversed(names.ground.overlapping(max(0, at - REACH), at)):
        if match.state is not None and match.score >= SURE:
            pair.add(match.state)
        if len(pair) == 2:
            return pair
    return set()
