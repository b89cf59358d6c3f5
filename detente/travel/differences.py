"""What a change is called, and which changes lie between two pieces that correspond."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, get_args

from detente.travel import matching
from detente.travel.pieces import Piece

ChangeName = Literal[
    "attribution lost",
    "attribution gained",
    "made indirect",
    "made direct",
    "hedge lost",
    "hedge gained",
    "negation lost",
    "negation gained",
    "modality changed",
    "tense changed",
    "number changed",
    "date changed",
    "name changed",
    "loaded word gained",
    "loaded word lost",
    "softened",
    "hardened",
    "omitted",
    "added",
    "reordered",
]
NAMES: tuple[ChangeName, ...] = get_args(ChangeName)


def differences(one: Piece, two: Piece) -> Iterator[ChangeName]:
    """Yield the changes between two pieces that correspond."""
    kinds = {one.kind, two.kind}
    if kinds == {"number"} and one.form != two.form:
        yield "number changed"
    if kinds == {"date"} and one.form != two.form:
        yield "date changed"
    if "name" in kinds and kinds <= {"name", "word"}:
        if _renamed(one, two):
            yield "name changed"
        return
    if matching.opposed(one.lemma, two.lemma) and kinds == {"word"}:
        yield "negation gained" if len(two.lemma) > len(one.lemma) else "negation lost"
    yield from _tone(one, two)
    yield from _verbs(one, two)


def _renamed(one: Piece, two: Piece) -> bool:
    if one.kind != two.kind:
        return one.lemma != two.lemma
    if one.form == two.form:
        habits = one.habit, two.habit
        return all(habits) and habits[0] != habits[1] and not _initials(*habits) and not _initials(*habits[::-1])
    return True


def _initials(short: str, long: str) -> bool:
    return short.replace(" ", "") == "".join(word[0] for word in long.split())


def _tone(one: Piece, two: Piece) -> Iterator[ChangeName]:
    loaded = [any(entry.use == "loaded" for entry in piece.uses) for piece in (one, two)]
    if loaded == [False, True]:
        yield "loaded word gained"
        return
    if loaded == [True, False]:
        yield "loaded word lost"
        return
    ranks = {(x.rank, y.rank) for x in one.uses for y in two.uses if x.use == y.use == "scale" and x.scale == y.scale}
    for first, second in sorted(ranks)[:1]:
        if first != second:
            yield "hardened" if second > first else "softened"


def _verbs(one: Piece, two: Piece) -> Iterator[ChangeName]:
    if one.group is None or two.group is None or one.cue or two.cue:
        return
    if (one.reported or two.reported) and one.group.reported_as(two.group):
        return
    if one.group.modality_differs(two.group):
        yield "modality changed"
    elif (one.group.tense, one.group.progressive) != (two.group.tense, two.group.progressive):
        yield "tense changed"
