"""How relations move from week to week: persistence, the pull of structural balance, and noise, fitted to series.

The friend of a friend draws near, the friend of an enemy away (Heider 1946; as dynamics Kułakowski, Gawroński & Gronek
2005, International Journal of Modern Physics C 16(5); Marvel et al. 2011, PNAS 108(5)). Here each relation has a level,
the exponentially smoothed past, and

    next value = constant + persistence * level + balance * pull + noise,
    pull of a pair = mean over third states of tanh(level / scale) of the one side times that of the other,

with one persistence and one balance for all pairs and a constant for each. Least squares; the smoothing is the one
that fits best. Intervals come from refitting to weeks drawn in blocks, so that what lasts for weeks and moves several
pairs at once is not counted as many observations. What balance is worth is measured: it may well be nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from detente.errors import UsageError
from detente.foresee.backtest import BLOCK, blocks
from detente.foresee.models import Floats, smooth
from detente.foresee.outlook import Weekly

Pair = tuple[str, str]

SMOOTHINGS = (0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0)
REPLICATES = 400
FEWEST = 52  # weeks
CONFIDENCE = 0.9
# Beyond this a relation would never come back, and a run of years leave the scale.
_MOST_PERSISTENT = 0.999


@dataclass(frozen=True, slots=True)
class Strength:
    """A fitted strength and its 90% interval."""

    value: float
    low: float
    high: float

    @property
    def nil(self) -> bool:
        """Whether the interval holds nought: the series do not show that there is such a pull."""
        return self.low <= 0 <= self.high


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """One model, with balance or without: ``replicates`` rows of refits, the fit itself first.

    ``persistence`` and ``balance`` are (replicates,), ``constants`` (replicates, pairs), ``noise`` (weeks, pairs) what
    the fit left over, NaN where a week has no value.
    """

    persistence: Floats
    balance: Floats
    constants: Floats
    noise: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Dynamics:
    """What the series tell of the way relations move.

    ``pairs`` are those with a series, ``levels`` their last levels, ``next_week`` the Monday after the last week.
    ``balance`` is None where no three series close a triangle: then the pull cannot be measured. ``rows`` is how many
    weekly values were fitted to. ``plain`` is the model without balance, fitted by itself.
    """

    pairs: tuple[Pair, ...]
    next_week: date
    levels: Floats
    smoothing: float
    scale: float
    rows: int
    persistence: Strength
    balance: Strength | None
    full: Fitted
    plain: Fitted


def ordered(one: str, other: str) -> Pair:
    """Return the pair with its names in order."""
    return (one, other) if one < other else (other, one)


def fit(series: Mapping[Pair, Weekly]) -> Dynamics:
    """Fit the dynamics to the series of some pairs.

    Args:
        series: weekly values by pair of states, all in one unit; the order of the two does not matter.

    Raises:
        UsageError: fewer than 52 weeks have a value and a value before it.
    """
    pairs, start, values = _panel(series)
    third = _thirds(pairs)
    triangles = third.size > 0
    fits = []
    for alpha in SMOOTHINGS:
        levels = smooth(values, alpha)
        scale = float(np.sqrt(np.nanmean(levels**2))) or 1.0
        rows = _rows(values, levels, pull(levels, third, scale))
        fits.append((_left_over(*rows, triangles), alpha, levels, scale, rows))
    _, alpha, levels, scale, (target, level, drawn) = min(fits, key=lambda row: row[0])
    count = int(np.count_nonzero(~np.isnan(target)))
    if np.count_nonzero((~np.isnan(target)).any(axis=1)) < FEWEST:
        raise UsageError(f"the strengths of a scenario are fitted to series: at least {FEWEST} weeks are needed")
    full = _refitted(target, level, drawn if triangles else None)
    plain = _refitted(target, level, None)
    persistence = _strength(full.persistence)
    balance = _strength(full.balance) if triangles else None
    following = start + timedelta(weeks=len(values))
    return Dynamics(pairs, following, levels[-1], alpha, scale, count, persistence, balance, full, plain)


def pull(levels: Floats, third: Floats, scale: float) -> Floats:
    """Return the pull of balance on each pair: (..., pairs).

    Args:
        levels: (..., pairs), NaN where not known: such a side is left out.
        third: (pairs, triangles, 2) positions of the two other sides, -1 where there are fewer triangles.
        scale: the level at which a relation begins to count in full.
    """
    if not third.size:
        return np.zeros_like(levels)
    signs = np.tanh(levels / scale)
    at = third.astype(np.int64)
    product = np.where(at[..., 0] >= 0, signs[..., at[..., 0]] * signs[..., at[..., 1]], np.nan)
    known = ~np.isnan(product)
    return np.asarray(np.where(known, product, 0).sum(axis=-1) / np.maximum(known.sum(axis=-1), 1))


def _thirds(pairs: tuple[Pair, ...]) -> Floats:
    """Return for each pair the positions of the other two sides of each triangle it is in: (pairs, triangles, 2)."""
    at = {pair: i for i, pair in enumerate(pairs)}
    states = sorted({state for pair in pairs for state in pair})
    found = [
        [(at[ordered(a, c)], at[ordered(b, c)]) for c in states if {ordered(a, c), ordered(b, c)} <= at.keys()]
        for a, b in pairs
    ]
    out = np.full((len(pairs), max(map(len, found)), 2), -1.0)
    for i, sides in enumerate(found):
        if sides:
            out[i, : len(sides)] = sides
    return out


def _panel(series: Mapping[Pair, Weekly]) -> tuple[tuple[Pair, ...], date, Floats]:
    rows = {ordered(*pair): weekly for pair, weekly in series.items() if weekly.observed}
    if not rows:
        raise UsageError("the strengths of a scenario are fitted to series, and there are none for these states")
    if any(one == other for one, other in rows) or len({ordered(*pair) for pair in series}) < len(series):
        raise UsageError("a relation has two states, and one series")
    start = min(weekly.start for weekly in rows.values())
    end = max(weekly.start + timedelta(weeks=len(weekly.values)) for weekly in rows.values())
    values = np.full(((end - start).days // 7, len(rows)), np.nan)
    pairs = tuple(sorted(rows))
    for j, pair in enumerate(pairs):
        first = (rows[pair].start - start).days // 7
        values[first : first + len(rows[pair].values), j] = rows[pair].values
    return pairs, start, values


def _rows(values: Floats, levels: Floats, drawn: Floats) -> tuple[Floats, Floats, Floats]:
    """Return target, level and pull of every week but the first, NaN in all three where one is not known."""
    target, level = values[1:].copy(), levels[:-1].copy()
    gone = np.isnan(target) | np.isnan(level)
    target[gone] = level[gone] = np.nan
    return target, level, np.where(gone, np.nan, drawn[:-1])


def _left_over(target: Floats, level: Floats, drawn: Floats, balanced: bool) -> float:
    noise = _solve(target, level, drawn if balanced else None, np.ones((1, len(target)))).noise
    return float(np.nansum(noise**2))


def _refitted(target: Floats, level: Floats, drawn: Floats | None) -> Fitted:
    weeks = len(target)
    chosen = blocks(weeks, min(BLOCK, weeks), REPLICATES)
    counts = np.stack([np.bincount(row, minlength=weeks) for row in chosen]).astype(float)
    return _solve(target, level, drawn, np.vstack([np.ones(weeks), counts]))


def _solve(target: Floats, level: Floats, drawn: Floats | None, weights: Floats) -> Fitted:
    """Return least squares with a constant for each pair, once for each row of week weights."""
    known = (~np.isnan(target)).astype(float)
    y, x = np.nan_to_num(target), np.nan_to_num(level)
    b = np.zeros_like(x) if drawn is None else np.nan_to_num(drawn)
    mass = np.maximum(weights @ known, 1e-12)
    means = [weights @ (part * known) / mass for part in (y, x, b)]

    def moment(one: int, other: int, p: Floats, q: Floats) -> Floats:
        return np.asarray((weights @ (p * q * known) - mass * means[one] * means[other]).sum(axis=1))

    xx, bb, xb = moment(1, 1, x, x), moment(2, 2, b, b), moment(1, 2, x, b)
    xy, by = moment(1, 0, x, y), moment(2, 0, b, y)
    determinant = xx * bb - xb**2
    both = (drawn is not None) & (determinant > 1e-9 * np.maximum(xx * bb, 1e-12))
    safe = np.where(both, determinant, 1.0)
    balance = np.where(both, (xx * by - xb * xy) / safe, 0.0)
    persistence = np.where(both, (bb * xy - xb * by) / safe, xy / np.maximum(xx, 1e-12))
    persistence = np.clip(persistence, 0.0, _MOST_PERSISTENT)
    constants = means[0] - persistence[:, None] * means[1] - balance[:, None] * means[2]
    noise = np.where(known > 0, y - constants[0] - persistence[0] * x - balance[0] * b, np.nan)
    return Fitted(persistence, balance, constants, noise)


def _strength(replicates: Floats) -> Strength:
    low, high = np.quantile(replicates[1:], [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return Strength(float(replicates[0]), float(low), float(high))
