"""Rolling-origin backtest: what a forecaster would have said each week, scored against what came.

CRPS (Matheson & Winkler 1976; Gneiting & Raftery 2007, JASA 102(477)) and interval score are scoringrules' own. A gain
is given with an interval by the circular block bootstrap (Politis & Romano 1992) over weeks, all series of a week kept
together: neighbouring weeks share their outcome, and pairs share the world.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.foresee.models import Floats

# A quarter of a year; longer where the horizon is.
BLOCK = 13  # weeks
DRAWS = 4000
# Weeks whose mean is "where things stand" when an outcome is asked for.
STAND = 4
OUTCOMES = ("a further fall", "a rise", "a reversal of sign")

Ensemble = Callable[[int], Floats]


@dataclass(frozen=True, slots=True)
class Scores:
    """What one forecaster got at one horizon, one row for each origin at which it forecast and a value followed.

    ``origins`` are numbers of weeks; ``crps``, ``interval50`` and ``interval90`` in the unit of the series (smaller is
    better); ``within50`` and ``within90`` say whether the value fell into the interval; ``brier`` holds the squared
    error of the probability of each outcome, NaN where nothing says how things stood.
    """

    origins: NDArray[np.int64]
    crps: Floats
    interval50: Floats
    interval90: Floats
    within50: NDArray[np.bool_]
    within90: NDArray[np.bool_]
    brier: Mapping[str, Floats]

    def at(self, origins: NDArray[np.int64]) -> Scores:
        """Return the rows of these origins alone."""
        keep = np.isin(self.origins, origins)
        return Scores(
            self.origins[keep],
            self.crps[keep],
            self.interval50[keep],
            self.interval90[keep],
            self.within50[keep],
            self.within90[keep],
            {name: row[keep] for name, row in self.brier.items()},
        )


@dataclass(frozen=True, slots=True)
class Gain:
    """How much lower the CRPS is than another's, as a share of the other's, with an interval by block bootstrap.

    A loss of more than the whole of the other's is told as -1.
    """

    share: float
    low: float
    high: float
    confidence: float

    @property
    def sure(self) -> bool:
        """Whether the whole interval lies above nought."""
        return self.low > 0


def interval(ensemble: Floats, coverage: float) -> tuple[float, float]:
    """Return the central interval that holds this share of the values."""
    low, high = np.quantile(ensemble, [(1 - coverage) / 2, (1 + coverage) / 2], method="hazen")
    return float(low), float(high)


def thresholds(values: Floats, at: int, margin: float) -> dict[str, tuple[float, int]]:
    """Return the outcomes that can be asked for at a week: name to (threshold, side), side -1 for "lies below".

    Empty where none of the last four weeks has a value.

    Where things stand is the mean of the last four weeks with a value among them; "a further fall" and "a rise" go
    beyond it by more than ``margin``; "a reversal" has the other sign.
    """
    late = values[max(at - STAND + 1, 0) : at + 1]
    late = late[~np.isnan(late)]
    if not len(late):
        return {}
    stand = float(late.mean())
    return dict(zip(OUTCOMES, [(stand - margin, -1), (stand + margin, 1), (0.0, -1 if stand >= 0 else 1)], strict=True))


def probability(ensemble: Floats, threshold: float, side: int) -> float:
    """Return the probability that the value lies beyond the threshold; never quite 0 or 1 (half a value's share)."""
    beyond = np.count_nonzero(ensemble > threshold if side > 0 else ensemble < threshold)
    return float((beyond + 0.5) / (len(ensemble) + 1))


def rolling(values: Floats, forecast: Ensemble, horizon: int, origins: Sequence[int], margin: float = 0.0) -> Scores:
    """Score a forecaster on one series.

    Args:
        values: weekly values, NaN for a week without.
        forecast: gives the ensemble made at a week, empty or NaN where it makes none.
        horizon: weeks ahead.
        origins: the weeks at which forecasts are asked for.
        margin: how far a fall or a rise goes at least.
    """
    import scoringrules  # type: ignore[import-untyped]  # ships no types

    kept: list[int] = []
    crps: list[float] = []
    bounds: list[tuple[float, float, float, float]] = []
    brier: dict[str, list[float]] = {name: [] for name in OUTCOMES}
    for at in origins:
        if at + horizon >= len(values) or np.isnan(values[at + horizon]):
            continue
        members, came = forecast(at), float(values[at + horizon])
        if not len(members) or np.isnan(members).any():
            continue
        kept.append(at)
        crps.append(float(scoringrules.crps_ensemble(came, members, estimator="qd")))
        bounds.append((*interval(members, 0.5), *interval(members, 0.9)))
        asked = thresholds(values, at, margin)
        for name in OUTCOMES:
            if name not in asked:
                brier[name].append(float("nan"))
                continue
            threshold, side = asked[name]
            happened = came > threshold if side > 0 else came < threshold
            odds = probability(members, threshold, side)
            brier[name].append(float(scoringrules.brier_score(float(happened), odds)))
    came_true = values[np.array(kept, dtype=np.int64) + horizon]
    low50, high50, low90, high90 = np.array(bounds).reshape(-1, 4).T
    return Scores(
        np.array(kept, dtype=np.int64),
        np.array(crps),
        np.asarray(scoringrules.interval_score(came_true, low50, high50, 0.5)),
        np.asarray(scoringrules.interval_score(came_true, low90, high90, 0.1)),
        (low50 <= came_true) & (came_true <= high50),
        (low90 <= came_true) & (came_true <= high90),
        {name: np.array(row) for name, row in brier.items()},
    )


def gain(ours: Sequence[Scores], theirs: Sequence[Scores], horizon: int, confidence: float = 0.95) -> Gain | None:
    """Return the gain in CRPS over the series at the origins that both forecast everywhere; None where there are none.

    Args:
        ours: scores of the forecaster, one for each series.
        theirs: scores of the one it is measured against, the same series in the same order.
        horizon: weeks ahead; a block is longer.
        confidence: of the interval.
    """
    shared = set.intersection(*(set(scores.origins.tolist()) for scores in (*ours, *theirs)))
    if not shared:
        return None
    origins = np.array(sorted(shared))
    one = np.mean([scores.at(origins).crps for scores in ours], axis=0)
    other = np.mean([scores.at(origins).crps for scores in theirs], axis=0)
    rows = blocks(len(origins), max(BLOCK, horizon + 1))
    drawn = _share(one[rows].mean(axis=1), other[rows].mean(axis=1))
    low, high = np.quantile(drawn, [(1 - confidence) / 2, (1 + confidence) / 2])
    return Gain(float(_share(one.mean(), other.mean())), float(low), float(high), confidence)


def _share(one: Floats | float, other: Floats | float) -> Floats:
    """Return the gain, also where the other is never wrong (a series that does not change)."""
    return np.asarray(np.maximum(1 - one / np.maximum(other, 1e-12), -1.0))


def blocks(count: int, length: int, draws: int = DRAWS, seed: int = 0) -> NDArray[np.int64]:
    """Return ``draws`` resamples of ``count`` rows in circular blocks of ``length``: (draws, count)."""
    random = np.random.default_rng(seed)
    starts = random.integers(0, count, (draws, -(-count // length)))
    return ((starts[:, :, None] + np.arange(length)) % count).reshape(draws, -1)[:, :count]
