"""Relation series: how one state has dealt with another, week by week or month by month, with an interval.

Each step holds the weighted mean of its happenings; the local level of ``level`` runs through them. Copies count once
(``evidence``), and every point names the evidence that moved it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np

from detente import edtf
from detente.errors import UsageError
from detente.relate.evidence import Evidence, Happening, between
from detente.relate.level import Estimate, Fit, Scale, fit, intensity, plain_scale

Step = Literal["day", "week", "month"]
# A date that leaves open more steps than this tells nothing of one of them.
WIDEST = 3
LONGEST = 40_000  # steps: a daily series of a century


@dataclass(frozen=True, slots=True)
class Point:
    """One step of a series.

    ``level`` is the mean of the level given all evidence, ``now`` given that up to this step alone. ``low50`` to
    ``high50`` holds it with a probability of a half, ``low90`` to ``high90`` of nine tenths. ``value`` is what was
    seen in this step (None where nothing was), ``weight`` its weight in pieces of evidence, ``evidence`` their ids.
    """

    on: str
    level: float
    low50: float
    high50: float
    low90: float
    high90: float
    now: float
    value: float | None
    weight: float
    happenings: int
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """The series of a pair, its steps without a gap, the earliest first.

    ``mutual`` says that both directions count. ``left_out`` holds the ids of rows whose date cannot be placed, or is
    wider than three steps. ``fitted`` keeps the whole distributions, one row for each point.
    """

    source: str
    target: str
    mutual: bool
    step: Step
    points: tuple[Point, ...]
    left_out: tuple[str, ...]
    fitted: Fit | None

    @property
    def estimate(self) -> Estimate | None:
        """The distribution of the level at each point, given all evidence."""
        return self.fitted.smoothed if self.fitted else None


@dataclass(frozen=True, slots=True)
class Seen:
    """What one step holds: the value, its weight, how many happenings, and the ids of the evidence."""

    value: float
    weight: float
    happenings: int = 1
    evidence: tuple[str, ...] = ()


def relation(
    evidence: Iterable[Evidence],
    source: str,
    target: str,
    *,
    step: Step = "month",
    mutual: bool = False,
    window: tuple[date, date] | None = None,
) -> Series:
    """Return the relation series of a pair.

    Args:
        evidence: coded reports of any pairs, in any order; only what happened belongs here.
        source: alpha-3 code of who acts.
        target: alpha-3 code of whom it concerns.
        step: length of a step.
        mutual: count both directions as one series.
        window: first and last day of the series; by default those of the evidence. What lies outside is not used.

    Raises:
        UsageError: the window ends before it begins, or has more than 40,000 steps.
    """
    found, undated = between(evidence, source, target, mutual=mutual)
    placed = [each for each in found if _fits(each, step)]
    left_out = [row.id for row in undated] + [key for h in found if not _fits(h, step) for key in h.evidence]
    days = [h.middle for h in placed]
    if window is None and not days:
        return Series(source, target, mutual, step, (), tuple(sorted(left_out)), None)
    first, last = window or (min(days), max(days))
    binned: dict[date, list[Happening]] = defaultdict(list)
    for each in placed:
        if first <= each.middle <= last:
            binned[floor(each.middle, step)].append(each)
    seen = {day: _together(held) for day, held in binned.items()}
    points, fitted = smooth(seen, starts(first, last, step), step, intensity(_length(step).days))
    return Series(source, target, mutual, step, points, tuple(sorted(left_out)), fitted)


def plain(values: Mapping[date, float], pair: tuple[str, str], *, step: Step = "week") -> Series:
    """Return the series of plain dated values of any unit, such as a column of a file.

    The value of a step is the mean of its days, its weight how many there are.

    Raises:
        UsageError: the values reach over more than 40,000 steps.
    """
    binned: dict[date, list[float]] = defaultdict(list)
    for day, value in values.items():
        if np.isfinite(value):
            binned[floor(day, step)].append(value)
    if not binned:
        return Series(*pair, True, step, (), (), None)
    seen = {day: Seen(float(np.mean(held)), float(len(held)), len(held)) for day, held in binned.items()}
    scale = plain_scale(np.array([seen[day].value for day in sorted(seen)]))
    points, fitted = smooth(seen, starts(min(binned), max(binned), step), step, scale)
    return Series(*pair, True, step, points, (), fitted)


def smooth(seen: Mapping[date, Seen], days: Sequence[date], step: Step, scale: Scale) -> tuple[tuple[Point, ...], Fit]:
    """Run the local level through what each step holds (``days`` are the steps' first days) and write the points."""
    values = np.array([seen[day].value if day in seen else np.nan for day in days], dtype=np.float64)
    weights = np.array([seen[day].weight if day in seen else 0.0 for day in days], dtype=np.float64)
    fitted = fit(values, weights, scale)
    bands = [fitted.smoothed.quantile(share).tolist() for share in (0.25, 0.75, 0.05, 0.95)]
    levels, now = fitted.smoothed.centre().tolist(), fitted.filtered.centre().tolist()
    points = []
    for place, day in enumerate(days):
        held = seen.get(day)
        points.append(
            Point(
                on=_written(day, step),
                level=levels[place],
                low50=bands[0][place],
                high50=bands[1][place],
                low90=bands[2][place],
                high90=bands[3][place],
                now=now[place],
                value=held.value if held else None,
                weight=held.weight if held else 0.0,
                happenings=held.happenings if held else 0,
                evidence=held.evidence if held else (),
            )
        )
    return tuple(points), fitted


def floor(day: date, step: Step) -> date:
    """Return the first day of the step a day lies in; weeks begin on Monday (ISO 8601)."""
    if step == "month":
        return day.replace(day=1)
    return day if step == "day" else day - timedelta(days=day.weekday())


def starts(first: date, last: date, step: Step) -> list[date]:
    """Return the first days of all steps from one day's to another's.

    Raises:
        UsageError: the window ends before it begins, or has too many steps.
    """
    if last < first:
        raise UsageError(f"the window ends ({last}) before it begins ({first})")
    if (last - first).days / {"day": 1, "week": 7, "month": 28}[step] > LONGEST:
        raise UsageError(f"{first} to {last} has more than {LONGEST:,} steps; take longer steps or a shorter window")
    days, at = [], floor(first, step)
    while at <= last:
        days.append(at)
        at = _next(at, step)
    return days


def _next(day: date, step: Step) -> date:
    return floor(day.replace(day=28) + timedelta(days=4), step) if step == "month" else day + _length(step)


def _length(step: Step) -> timedelta:
    return timedelta(days={"day": 1, "week": 7, "month": 30}[step])


def _written(day: date, step: Step) -> str:
    return edtf.month(day) if step == "month" else edtf.week(day) if step == "week" else edtf.day(day)


def _fits(happening: Happening, step: Step) -> bool:
    return happening.last - happening.first < WIDEST * _length(step) + timedelta(days=3 * (step == "month"))


def _together(held: Sequence[Happening]) -> Seen:
    values = np.array([each.value for each in held])
    weights = np.array([each.weight for each in held])
    mean = float(values @ weights / weights.sum())
    ids = sorted({key for each in held for key in each.evidence})
    return Seen(mean, float(weights.sum()), len(held), tuple(ids))


__all__ = ["Point", "Seen", "Series", "Step", "floor", "plain", "relation", "smooth", "starts"]
