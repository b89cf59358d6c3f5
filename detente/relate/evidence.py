"""What relation measures are made of: dated, coded reports, and how copies of one are counted once.

A **happening** is one thing that took place; an **origin** is one independent source of it. Articles that render one
text are one origin, however many they are; a happening told by two independent articles has two.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from detente import edtf
from detente.model import Event, Pair

Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]
QUADS: tuple[Quad, ...] = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
# The share of a report's error that more reports of the same happening cannot lessen: how telling it was at all.
# A convention: with a half, a happening that many tell weighs at most twice one that a single source tells.
OWN_SHARE = 0.5
# What an act of one side alone tells of a relation that both sides make, beside one in which both take part.
ONE_SIDED = 0.5
# Types of hostile acts that are words: who reports them saying so reports the act itself.
_TOLD = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"})


# Kinds of pairs of articles that are two independent sources all the same.
_APART = frozenset({"same quotation", "same story"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """One coded report that ``source`` did something to ``target``.

    Args:
        id: what a reader opens (an event's id).
        happening: what took place; reports of the same share it.
        origin: the independent source; copies, rewordings and translations of one text share it.
        on: EDTF date of the happening.
        source: alpha-3 code of who did it.
        target: alpha-3 code of whom it was done to.
        value: intensity, from -10 (conflict) to 10 (cooperation) on the PLOVER and Goldstein scales.
        quad: verbal or material, cooperation or conflict.
    """

    id: str
    happening: str
    origin: str
    on: str
    source: str
    target: str
    value: float
    quad: Quad


@dataclass(frozen=True, slots=True)
class Happening:
    """A happening between two states with all that tells of it, counted once.

    ``first`` and ``last`` are the days its date allows. ``value`` is the mean over origins, each of them the mean of
    its distinct codings. ``weight`` is 1 for one origin and rises towards ``1 / OWN_SHARE`` with more; where both
    directions are looked at together, an act of one side alone weighs ``ONE_SIDED`` of that.
    """

    id: str
    first: date
    last: date
    value: float
    origins: int
    weight: float
    quad: Quad
    evidence: tuple[str, ...]

    @property
    def middle(self) -> date:
        """The day in the middle of those the date allows."""
        return self.first + timedelta(days=(self.last - self.first).days // 2)


def weight(origins: int) -> float:
    """Return the weight of a happening told by so many independent origins.

    The error of its coding has a part of its own (``OWN_SHARE``) and one that independent reports average out:
    ``1 / (OWN_SHARE + (1 - OWN_SHARE) / origins)``.
    """
    return 1.0 / (OWN_SHARE + (1.0 - OWN_SHARE) / origins)


def between(
    evidence: Iterable[Evidence], source: str, target: str, *, mutual: bool = False
) -> tuple[list[Happening], list[Evidence]]:
    """Return the happenings from source to target, earliest first, and the rows whose date cannot be placed.

    With ``mutual`` those from target to source count as well, and one that has both directions counts once.
    A repeated row moves nothing: not the values, not the weights, not the dates.
    """
    wanted = {(source, target), (target, source)} if mutual else {(source, target)}
    rows: dict[str, dict[Evidence, None]] = defaultdict(dict)
    undated: dict[Evidence, None] = {}
    for row in evidence:
        if (row.source, row.target) in wanted:
            (rows[row.happening] if _dated(row) else undated)[row] = None
    found = [_happening(key, list(held), len(wanted)) for key, held in rows.items()]
    return sorted(found, key=lambda h: (h.first, h.last, h.id)), sorted(undated, key=lambda row: row.id)


def _dated(row: Evidence) -> bool:
    days = edtf.bounds(row.on)
    return days is not None and days[0] > date.min and days[1] < date.max and math.isfinite(row.value)


def _happening(key: str, rows: list[Evidence], directions: int) -> Happening:
    codings: dict[str, set[float]] = defaultdict(set)
    for row in rows:
        codings[row.origin].add(row.value)
    whole = len({row.source for row in rows}) == directions
    means = sorted(math.fsum(values) / len(values) for values in codings.values())
    days = [bounds for row in rows if (bounds := edtf.bounds(row.on)) is not None]
    # The narrowest date tells most; of several, the earliest, since a report may lag behind what it tells.
    first, last = min(days, key=lambda pair: (pair[1] - pair[0], pair[0]))
    return Happening(
        id=key,
        first=first,
        last=last,
        value=math.fsum(means) / len(means),
        origins=len(means),
        weight=weight(len(means)) * (1.0 if whole else ONE_SIDED),
        quad=max(QUADS, key=lambda quad: len({row.origin for row in rows if row.quad == quad})),
        evidence=tuple(sorted({row.id for row in rows})),
    )


def origins(pairs: Iterable[Pair]) -> dict[str, str]:
    """Return the origin of each article that renders another's text: the smallest id of those that are one text.

    Args:
        pairs: as ``travel.find`` gives them; those that share no more than a quotation or a story are two origins. An
            article in no pair is its own.
    """
    from detente.travel.families import families

    return families((pair.a, pair.b) for pair in pairs if pair.kind not in _APART)


def coded(
    events: Iterable[Event], origin: Mapping[str, str], published: Mapping[str, str | None] | None = None
) -> list[Evidence]:
    """Return the evidence in coded events: one row for each source and target.

    Only what happened counts, with a date and two different states. A hostile act that stands in what somebody said is
    left out: it is his claim, and the accusation is an event of its own.

    Args:
        events: as extracted and linked.
        origin: of articles that render others, as ``origins`` gives it.
        published: EDTF date of each article. What an article reports without a date is placed there: news tells what
            has just happened, and says so where it tells of other times.
    """
    from detente.plover import code

    rows = []
    for event in events:
        claimed = event.statement is not None and event.intensity < 0 and event.type not in _TOLD
        on = event.date or (published or {}).get(event.article)
        if event.status != "happened" or on is None or claimed:
            continue
        quad = code(event.type, event.mode).quad
        source = origin.get(event.article, event.article)
        rows += [
            Evidence(event.id, event.happening or event.id, source, on, one, other, event.intensity, quad)
            for one in event.source
            for other in event.target
            if one != other
        ]
    return rows


__all__ = ["QUADS", "Evidence", "Happening", "Quad", "between", "coded", "origins", "weight"]
