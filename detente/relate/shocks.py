"""Shocks: steps at which a relation is suddenly worse or better than its own past led to expect.

Online: a step is judged by what came before it and nothing later. The local level predicts each step with a spread of
its own (``level.Fit.score`` is the distance in standard deviations); a shock is a run of steps whose distances, added
up and divided by the root of how many they are, pass a threshold. One loud day weighs, two days weigh more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from detente import edtf
from detente.relate.level import Floats
from detente.relate.series import Series

Direction = Literal["worse", "better"]
# Chosen on eight daily series of 2018 to 2024 (docs/measures.md); of a series that the model fits, one step in 4,300
# would pass by chance.
THRESHOLD = 3.5
WITHIN = 2
# Alarms in so many days after one belong to the same shock.
QUIET = 30


@dataclass(frozen=True, slots=True)
class Shock:
    """A sudden change.

    ``on`` is the step of the alarm (EDTF), ``score`` the standard deviations by which the steps differ from what was
    expected, ``expected`` the level expected, ``seen`` the mean of what was seen in the steps, ``evidence`` its ids.
    """

    on: str
    direction: Direction
    score: float
    expected: float
    seen: float
    reason: str
    evidence: tuple[str, ...]


def shocks(
    series: Series, *, threshold: float = THRESHOLD, within: int = WITHIN, warm_up: int = 0, quiet: int = QUIET
) -> list[Shock]:
    """Return the shocks of a series, the earliest first.

    Args:
        series: as ``series.relation`` or ``series.plain`` gives it.
        threshold: standard deviations from which a run of steps is a shock.
        within: length of a run, in steps that have evidence.
        warm_up: steps with evidence at the start that raise no alarm, for a series whose usual level is yet unknown.
        quiet: days after a shock in which another of the same direction is not reported.
    """
    if series.fitted is None:
        return []
    seen = np.flatnonzero(np.isfinite(series.fitted.score))
    score = series.fitted.score[seen]
    expected = series.fitted.predicted.centre()
    found: list[Shock] = []
    last: dict[Direction, date] = {}
    for place in range(warm_up, len(seen)):
        first = max(0, place - within + 1)
        total = _together(score[first : place + 1])
        steps = [int(step) for step in seen[first : place + 1]]
        day = _day(series.points[steps[-1]].on)
        direction: Direction = "worse" if total < 0 else "better"
        if abs(total) <= threshold or (direction in last and (day - last[direction]).days <= quiet):
            continue
        last[direction] = day
        found.append(_shock(series, steps, direction, abs(total), float(expected[steps[0]])))
    return found


def _together(score: Floats) -> float:
    """Return the distance of a run of steps: their sum over the root of how many they are (Stouffer's method)."""
    return float(score.sum() / np.sqrt(len(score)))


def _day(on: str) -> date:
    days = edtf.bounds(on)
    assert days is not None, f"a series' own date is no date: {on}"
    return days[0]


def _shock(series: Series, steps: list[int], direction: Direction, score: float, expected: float) -> Shock:
    points = [series.points[step] for step in steps]
    weights = [point.weight for point in points]
    seen = float(np.average([point.value or 0.0 for point in points], weights=weights))
    ids = tuple(sorted({key for point in points for key in point.evidence}))
    count = f"{len(points)} {series.step}{'s' if len(points) > 1 else ''}"
    reason = f"{seen:,.1f} in {count} where {expected:,.1f} was expected: {score:.1f} standard deviations {direction}"
    return Shock(points[-1].on, direction, score, expected, seen, reason, ids)


__all__ = ["QUIET", "THRESHOLD", "WITHIN", "Shock", "shocks"]
