"""The outlook's model: simple forecasters side by side, weighed anew each week by how well each has done so far.

A panel is an array (weeks, series) of weekly values, NaN where a week has none. Every function here looks back only:
row ``t`` of a result uses rows ``0..t`` of the panel. A distribution is given by its quantiles at ``LEVELS``, which
are also a hundred equally likely values of it.

Three kinds of forecaster stand side by side:

- ``recent``: the values seen so far, the recent ones counting more (a climatology that forgets);
- ``smoothed``: simple exponential smoothing, spread by its own past errors at that horizon;
- ``regressed``: linear quantile regression (Koenker & Bassett 1978, Econometrica 46(1)) on levels and unrest, one set
  of coefficients for all series, drawn by a ridge towards smoothing; fitted by the MM algorithm of Hunter & Lange
  (2000, Journal of Computational and Graphical Statistics 9(1)).

``combine`` weighs their quantiles by exponentially weighted averaging on the gradient of the pinball loss, level by
level, smoothed over levels: CRPS learning (Berrisch & Ziel 2023, Journal of Econometrics 237(2)). What was chosen, and
when, is told in ``docs/outlook.md``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LEVELS: Floats = (np.arange(100) + 0.5) / 100
# The regression is fitted at these levels; those between are read off the straight line.
FITTED: Floats = np.array([0.01, 0.025, *np.arange(1, 20) / 20, 0.975, 0.99])
# Weeks with a value before a series is forecast at all, and before it is learned from.
START = 40
BURN_IN = 10
REFIT = 13  # weeks
DECAYS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3)
ALPHAS = (0.05, 0.1, 0.2, 0.3, 0.5, 0.8)
# Pull of the regressions towards smoothing, in rows.
RIDGES = (10.0, 30.0, 100.0, 300.0)
# How fast the weights learn, for a loss in typical weekly changes; share of the loss that all series have in common.
RATES = (0.02, 0.05, 0.1, 0.2)
SHARES = (0.0, 0.5, 1.0)
# Below this, in typical weekly changes, the pinball loss is rounded off: keeps the MM weights finite.
_SOFT = 0.05
_PASSES = 30
_SMOOTH = 10  # levels to either side


def forecast(values: Floats, horizon: int) -> Floats:
    """Return the combined forecast made at each week for ``horizon`` weeks later.

    Args:
        values: the panel, (weeks, series), in any unit.
        horizon: weeks ahead, at least 1.

    Returns:
        (weeks, series, 100): quantiles at ``LEVELS``, NaN while a series has fewer than ``START`` values.
    """
    unit = typical_change(values[:START])
    scaled = values / unit
    made = experts(scaled, horizon)
    # Which rate and which share is best cannot be told from two years of weeks: all are run, none is chosen.
    runs = [combine(made, scaled, horizon, rate, shared) for rate in RATES for shared in SHARES]
    return np.asarray(np.mean(runs, axis=0) * unit)


def typical_change(values: Floats) -> float:
    """Return the mean absolute change from week to week over a panel; 1 where nothing changes."""
    change = np.abs(np.diff(filled(values), axis=0))
    mean = float(np.nanmean(change)) if np.isfinite(change).any() else 0.0
    return mean if mean > 0 else 1.0


def filled(values: Floats) -> Floats:
    """Return the panel with each gap holding the last value before it (NaN before the first)."""
    rows = np.arange(len(values))[:, None]
    last = np.maximum.accumulate(np.where(np.isnan(values), -1, rows), axis=0)
    out = np.take_along_axis(values, np.maximum(last, 0), axis=0)
    return np.where(last < 0, np.nan, out)


def smooth(values: Floats, alpha: float, *, warm: bool = True) -> Floats:
    """Return the level of simple exponential smoothing after each week; a gap leaves it as it was.

    Args:
        values: the panel.
        alpha: weight of the newest value.
        warm: the level is the plain mean until that gives the newest value less weight than ``alpha``; else it starts
            at the first value.
    """
    out = np.full_like(values, np.nan)
    level = np.full(values.shape[1], np.nan)
    seen = np.zeros(values.shape[1])
    for t, row in enumerate(values):
        here = ~np.isnan(row)
        seen += here
        weight = np.maximum(alpha, 1 / np.maximum(seen, 1)) if warm else alpha
        level = np.where(here, np.where(np.isnan(level), row, level + weight * (row - level)), level)
        out[t] = level
    return out


def errors(values: Floats, levels: Floats, horizon: int) -> Floats:
    """Return by what each week's level missed the value ``horizon`` weeks later (row ``t``: the forecast made then)."""
    out = np.full_like(values, np.nan)
    out[: len(values) - horizon] = values[horizon:] - levels[: len(values) - horizon]
    return out


def weighted_quantiles(values: Floats, weights: Floats) -> Floats:
    """Return the quantiles at ``LEVELS`` of values (n,) under each set of weights (sets, n), as (sets, 100)."""
    order = np.argsort(values, kind="stable")
    ordered, mass = values[order], weights[:, order]
    middle = (np.cumsum(mass, axis=1) - mass / 2) / mass.sum(axis=1, keepdims=True)
    return np.stack([np.interp(LEVELS, row, ordered) for row in middle])


def experts(values: Floats, horizon: int) -> Floats:
    """Return every forecaster's quantiles: (weeks, series, forecasters, 100), the regressions last."""
    regressions = np.stack([regressed(values, horizon, ridge) for ridge in RIDGES], axis=2)
    return np.concatenate([recent(values), smoothed(values, horizon), regressions], axis=2)


def recent(values: Floats) -> Floats:
    """Return the distribution of the values so far, each week's weight shrinking by a share of ``DECAYS`` a week."""
    out = np.full((*values.shape, len(DECAYS), len(LEVELS)), np.nan)
    kept = 1 - np.array(DECAYS)[:, None]
    for t, j in _ready(values):
        at = np.flatnonzero(~np.isnan(values[: t + 1, j]))
        out[t, j] = weighted_quantiles(values[at, j], kept ** (t - at))
    return out


def smoothed(values: Floats, horizon: int) -> Floats:
    """Return smoothing at each of ``ALPHAS`` plus the errors it made so far at this horizon."""
    out = np.full((*values.shape, len(ALPHAS), len(LEVELS)), np.nan)
    for k, alpha in enumerate(ALPHAS):
        levels = smooth(values, alpha)
        missed = errors(values, levels, horizon)
        for t, j in _ready(values):
            known = missed[BURN_IN : t - horizon + 1, j]
            known = known[~np.isnan(known)]
            if len(known) >= BURN_IN:
                out[t, j, k] = levels[t, j] + weighted_quantiles(known, np.ones((1, len(known))))[0]
    return out


def features(values: Floats) -> Floats:
    """Return what the regression sees: (weeks, series, 10), from levels at several speeds to the unrest of late."""
    level = smooth(values, 0.1)
    unrest = np.abs(values - np.vstack([values[:1], smooth(values, 0.2)[:-1]]))
    seen = filled(values)
    parts = [
        np.ones_like(values),
        seen,
        smooth(values, 0.5),
        smooth(values, 0.2),
        level,
        smooth(values, 0.04),
        smooth(values, 0.0),
        smooth(unrest, 0.08),
        np.abs(level),
        level * np.abs(level) / 4,
    ]
    return np.stack(parts, axis=2)


def regressed(values: Floats, horizon: int, ridge: float) -> Floats:
    """Return pooled quantile regression, refitted every ``REFIT`` weeks on all that is known by then."""
    weeks, width = values.shape
    seen = features(values)
    target = np.full_like(values, np.nan)
    target[: weeks - horizon] = values[horizon:]
    usable = ~(np.isnan(seen).any(axis=2) | np.isnan(target))
    prior = np.zeros(seen.shape[2])
    prior[3] = 1.0
    pull = np.full(seen.shape[2], ridge)
    pull[0] = 0.1
    spread = np.stack([np.interp(LEVELS, FITTED, row) for row in np.eye(len(FITTED))])
    out = np.full((weeks, width, len(LEVELS)), np.nan)
    for first in range(START - 1, weeks, REFIT):
        rows = usable.copy()
        rows[:BURN_IN] = rows[max(first - horizon + 1, 0) :] = False
        if not rows.any():
            continue
        fitted = quantile_regression(seen[rows], target[rows], prior, pull)
        until = min(first + REFIT, weeks)
        out[first:until] = np.sort(seen[first:until] @ fitted.T, axis=2) @ spread
    counts = np.cumsum(~np.isnan(values), axis=0)
    out[counts < START] = np.nan
    return out


def quantile_regression(rows: Floats, target: Floats, prior: Floats, pull: Floats) -> Floats:
    """Return the coefficients (levels of ``FITTED``, features) of linear quantile regression with a ridge to a prior.

    Args:
        rows: (n, features).
        target: (n,).
        prior: coefficients that the ridge draws to.
        pull: strength of the ridge for each feature.
    """
    out = np.empty((len(FITTED), rows.shape[1]))
    beta = prior
    totals = rows.sum(axis=0)
    for i, level in enumerate(FITTED):
        for _ in range(_PASSES):
            weighted = rows / np.maximum(np.abs(target - rows @ beta), _SOFT)[:, None]
            left = weighted.T @ rows + np.diag(pull)
            new = np.linalg.solve(left, weighted.T @ target + (2 * level - 1) * totals + pull * prior)
            moved = float(np.abs(new - beta).max())
            beta = new
            if moved < 1e-3:
                break
        out[i] = beta
    return out


def combine(quantiles: Floats, values: Floats, horizon: int, rate: float, shared: float) -> Floats:
    """Return the weighted mean of the forecasters' quantiles, the weights learned from weeks already seen.

    Args:
        quantiles: (weeks, series, forecasters, 100), the regressions last; they start with a third of the weight.
        values: the panel, in the unit of ``quantiles``.
        horizon: weeks ahead.
        rate: how fast the weights learn.
        shared: 0 for weights that each series learns by itself, 1 for weights that all have in common.
    """
    weeks, width, count, _ = quantiles.shape
    start = np.ones(count)
    start[-len(RIDGES) :] = (count - len(RIDGES)) / (2 * len(RIDGES))
    prior = np.log(start)[None, :, None]
    out = np.full((weeks, width, len(LEVELS)), np.nan)
    loss = np.zeros((width, count, len(LEVELS)))
    for t in range(weeks):
        if t >= horizon:
            made = quantiles[t - horizon]
            slope = 2 * ((values[t][:, None] < out[t - horizon]) - LEVELS)
            slope[np.isnan(values[t])] = 0
            new = slope[:, None, :] * made
            loss += np.nan_to_num(new - new.mean(axis=1, keepdims=True))
        mixed = (1 - shared) * loss + shared * loss.mean(axis=0, keepdims=True)
        score = prior - rate * _over_levels(mixed)
        weight = np.exp(score - score.max(axis=1, keepdims=True))
        out[t] = (weight * quantiles[t]).sum(axis=1) / weight.sum(axis=1)
    return np.sort(out, axis=2)


def _over_levels(loss: Floats) -> Floats:
    """Return the running mean over neighbouring levels, the outermost repeated beyond the ends."""
    padded = np.pad(loss, ((0, 0), (0, 0), (_SMOOTH, _SMOOTH)), mode="edge")
    total = np.cumsum(np.pad(padded, ((0, 0), (0, 0), (1, 0))), axis=2)
    wide = 2 * _SMOOTH + 1
    return (total[:, :, wide:] - total[:, :, :-wide]) / wide


def _ready(values: Floats) -> list[tuple[int, int]]:
    """Return the (week, series) at which a series has ``START`` values or more."""
    counts = np.cumsum(~np.isnan(values), axis=0)
    return [(int(t), int(j)) for t, j in np.argwhere(counts >= START)]
