"""Scores of forecasts that were settled: Brier and log score by group, calibration, and an honest ranking.

Brier score (Brier 1950) with Murphy's (1973) parts; log score in bits (Good 1952). A group is whatever the forecasts
are sorted by: holder, outlet, subject. Forecasts that share an origin share their fate and count once. Intervals of
shares are Wilson's (1927). Those of mean scores come from the Bayesian bootstrap (Rubin 1981, Annals of Statistics
9(1)) with the prior of Jeffreys: half a forecast that came true and half a one that came false are added at the group's
mean probability. The plain bootstrap would give five forecasts that were all right an interval of no width.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from detente.errors import UsageError
from detente.foresee.models import Floats

CONFIDENCE = 0.9
DRAWS = 2000
# Fewer forecasts than this give a score but no interval: a bootstrap of so few says nothing.
FEWEST = 5
BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
# No one is that sure: keeps the log score of a wrong certainty finite (10 bits).
_SUREST = 2**-10


@dataclass(frozen=True, slots=True)
class Settled:
    """A forecast with its outcome. ``probability`` is that it comes true; ``outcome`` None where it is void or open.

    ``origin`` names the forecast that this one repeats or copies, or itself: one origin is one draw.
    """

    group: str
    probability: float
    outcome: bool | None
    origin: str

    def __post_init__(self) -> None:
        if not 0 <= self.probability <= 1:
            raise UsageError(f"{self.probability} is no probability")


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean and its 90% interval; ``low`` and ``high`` are None where too few forecasts stand behind it."""

    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Parts:
    """Murphy's parts of the Brier score: ``reliability - resolution + uncertainty`` is the score of the bin means.

    ``within`` is what the spread of probabilities inside the bins adds, so that all four give the score itself
    (Stephenson, Coelho & Jolliffe 2008). Small reliability and large resolution are good.
    """

    reliability: float
    resolution: float
    uncertainty: float
    within: float


@dataclass(frozen=True, slots=True)
class GroupScore:
    """What one group got.

    ``settled`` forecasts came true or false and are scored, ``origins`` of them are independent; ``unsettled`` are void
    or open and are not. ``skill`` is the Brier skill over saying the base rate of all groups each time, None where that
    rate leaves nothing to be said.
    """

    group: str
    settled: int
    origins: int
    unsettled: int
    brier: Estimate
    log: Estimate
    came_true: Estimate
    skill: float | None
    parts: Parts


@dataclass(frozen=True, slots=True)
class Bin:
    """One bin of the calibration plot: forecasts of ``low`` to ``high``, their mean, and how often they came true."""

    low: float
    high: float
    count: int
    mean: float
    came_true: Estimate


@dataclass(frozen=True, slots=True)
class Place:
    """A group in the ranking. ``apart_from_next`` is False where its interval overlaps the next one's.

    ``shares_with`` lists every group whose interval overlaps this one's, or that has none: among those no order is
    shown by the data.
    """

    score: GroupScore
    apart_from_next: bool
    shares_with: tuple[str, ...]


def brier(probability: Floats, outcome: Floats) -> Floats:
    """Return the squared error of each probability; 0 is best, 1 worst, 0.25 that of always saying a half."""
    return np.asarray((probability - outcome) ** 2)


def log_score(probability: Floats, outcome: Floats) -> Floats:
    """Return the surprise at each outcome in bits, at most 10; 0 is best, 1 that of always saying a half."""
    given = np.where(outcome > 0.5, probability, 1 - probability)
    return np.asarray(-np.log2(np.maximum(given, _SUREST)))


def by_group(forecasts: Iterable[Settled]) -> list[GroupScore]:
    """Return the scores of every group that has a settled forecast, by name."""
    rows = list(forecasts)
    settled = [row for row in rows if row.outcome is not None]
    base = float(np.mean([bool(row.outcome) for row in settled])) if settled else 0.0
    names = sorted({row.group for row in settled})
    return [_score(name, [row for row in rows if row.group == name], base) for name in names]


def calibration(forecasts: Iterable[Settled], edges: Sequence[float] = BINS) -> list[Bin]:
    """Return the bins that hold a settled forecast. A copy counts once, with the mean probability of its origin.

    Raises:
        UsageError: the edges do not rise from 0 to 1.
    """
    if list(edges) != sorted(set(edges)) or edges[0] != 0 or edges[-1] != 1:
        raise UsageError("the edges of the bins must rise from 0 to 1")
    probability, outcome, _ = _independent([row for row in forecasts if row.outcome is not None])
    at = _binned(probability, edges)
    out = []
    for i, (low, high) in enumerate(pairwise(edges)):
        inside = at == i
        count = int(inside.sum())
        if count:
            share = _wilson(float(outcome[inside].sum()), count)
            out.append(Bin(low, high, count, float(probability[inside].mean()), share))
    return out


def ranking(scores: Iterable[GroupScore]) -> list[Place]:
    """Return the groups by Brier score, the best first, each with the groups it cannot be told from."""
    ordered = sorted(scores, key=lambda row: (row.brier.value, row.group))
    out = []
    for i, score in enumerate(ordered):
        apart = i + 1 < len(ordered) and not overlap(score.brier, ordered[i + 1].brier)
        shared = tuple(o.group for o in ordered if o is not score and overlap(score.brier, o.brier))
        out.append(Place(score, apart, shared))
    return out


def overlap(one: Estimate, other: Estimate) -> bool:
    """Say whether two intervals overlap; one that is not known overlaps everything."""
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return True
    return one.low <= other.high and other.low <= one.high


def wilson(successes: float, count: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Return Wilson's score interval of a share.

    Raises:
        UsageError: there is nothing to take a share of, or more successes than trials.
    """
    from scipy.special import ndtri

    if count < 1 or not 0 <= successes <= count:
        raise UsageError(f"no share can be taken of {successes} in {count}")
    z = float(ndtri((1 + confidence) / 2))
    share = successes / count
    middle = (share + z**2 / (2 * count)) / (1 + z**2 / count)
    half = z * np.sqrt(share * (1 - share) / count + z**2 / (4 * count**2)) / (1 + z**2 / count)
    # At the ends the interval reaches 0 or 1; rounding would leave it short.
    low = 0.0 if successes == 0 else float(middle - half)
    return low, 1.0 if successes == count else float(middle + half)


def decomposed(probability: Floats, outcome: Floats, edges: Sequence[float] = BINS) -> Parts:
    """Return the parts of the mean Brier score over bins of the probability."""
    rate = float(outcome.mean())
    at = _binned(probability, edges)
    reliability = resolution = within = 0.0
    for i in np.unique(at):
        inside = at == i
        share = float(inside.mean())
        said, came = probability[inside], outcome[inside]
        reliability += share * float((said.mean() - came.mean()) ** 2)
        resolution += share * float((came.mean() - rate) ** 2)
        spread, tied = said - said.mean(), came - came.mean()
        within += share * float((spread**2).mean() - 2 * (spread * tied).mean())
    return Parts(reliability, resolution, rate * (1 - rate), within)


def _score(name: str, rows: Sequence[Settled], base: float) -> GroupScore:
    settled = [row for row in rows if row.outcome is not None]
    probability, outcome, count = _independent(settled)
    plain = float(brier(np.full_like(outcome, base), outcome).mean())
    return GroupScore(
        name,
        len(settled),
        count,
        len(rows) - len(settled),
        _bootstrapped(probability, outcome, brier),
        _bootstrapped(probability, outcome, log_score),
        _wilson(float(outcome.sum()), count),
        1 - float(brier(probability, outcome).mean()) / plain if plain > 0 else None,
        decomposed(probability, outcome),
    )


def _independent(rows: Sequence[Settled]) -> tuple[Floats, Floats, int]:
    """Return probability and outcome of each origin once, in the order of the origins' names.

    Raises:
        UsageError: copies of one forecast were settled differently.
    """
    origins: dict[str, list[Settled]] = {}
    for row in rows:
        origins.setdefault(row.origin, []).append(row)
    for origin, copies in origins.items():
        if len({copy.outcome for copy in copies}) > 1:
            raise UsageError(f"the copies of forecast {origin} were settled differently")
    ordered = [origins[name] for name in sorted(origins)]
    probability = np.array([np.mean([copy.probability for copy in copies]) for copies in ordered], dtype=float)
    outcome = np.array([float(bool(copies[0].outcome)) for copies in ordered])
    return probability, outcome, len(ordered)


def _bootstrapped(probability: Floats, outcome: Floats, score: Callable[[Floats, Floats], Floats]) -> Estimate:
    got = score(probability, outcome)
    value = float(got.mean())
    if len(got) < FEWEST:
        return Estimate(value, None, None)
    prior = score(np.full(2, probability.mean()), np.array([0.0, 1.0]))
    weights = np.random.default_rng(0).dirichlet([*np.ones(len(got)), 0.5, 0.5], DRAWS)
    low, high = np.quantile(weights @ np.append(got, prior), [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return Estimate(value, min(float(low), value), max(float(high), value))


def _wilson(successes: float, count: int) -> Estimate:
    return Estimate(successes / count, *wilson(successes, count))


def _binned(probability: Floats, edges: Sequence[float]) -> Floats:
    """Return the number of the bin of each probability; the last bin holds its upper edge."""
    return np.minimum(np.searchsorted(edges, probability, side="right") - 1, len(edges) - 2).astype(float)
