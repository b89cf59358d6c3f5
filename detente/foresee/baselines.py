"""The simple forecasters that the outlook must beat, as ensembles of equally likely values.

Random walk, climatology of a year, simple exponential smoothing (Brown 1959; Hyndman et al. 2008) and the local level
(Durbin & Koopman 2012, Time Series Analysis by State Space Methods, chapter 2). All look back only. ``values`` is one
series of weekly values, NaN for a week without; ``at`` the number of the last week known.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from detente.foresee.models import LEVELS, Floats, errors, filled, smooth

YEAR = 52
# Least number of past errors, or values, that make a distribution.
LEAST = 10
# Signal to noise of the local level, looked through in full: no optimiser that might stop early.
RATIOS: Floats = np.concatenate([[0.0], np.geomspace(1e-4, 100, 120)])

# Makes, from a series and a horizon, the function that gives the ensemble forecast at a week (empty: too few weeks).
Baseline = Callable[[Floats, int], Callable[[int], Floats]]


def random_walk(values: Floats, horizon: int) -> Callable[[int], Floats]:
    """Return the last value plus all changes over ``horizon`` weeks so far."""
    return _around(values, filled(values[:, None])[:, 0], horizon)


def smoothing(values: Floats, horizon: int, alpha: float) -> Callable[[int], Floats]:
    """Return simple exponential smoothing, started at the first value, plus all its errors at this horizon so far."""
    return _around(values, smooth(values[:, None], alpha, warm=False)[:, 0], horizon)


def climatology(values: Floats, horizon: int) -> Callable[[int], Floats]:  # noqa: ARG001 - the same at every horizon
    """Return the values of the last 52 weeks."""

    def ensemble(at: int) -> Floats:
        year = values[max(at - YEAR + 1, 0) : at + 1]
        year = year[~np.isnan(year)]
        return year if len(year) >= LEAST else np.empty(0)

    return ensemble


def local_level(values: Floats, horizon: int) -> Callable[[int], Floats]:
    """Return the Gaussian forecast of the local level, fitted anew at every week by maximum likelihood."""
    from scipy.special import ndtri

    mean, spread = _filtered(values, horizon)
    scores = ndtri(LEVELS)

    def ensemble(at: int) -> Floats:
        return mean[at] + spread[at] * scores if np.isfinite(spread[at]) else np.empty(0)

    return ensemble


def _around(values: Floats, levels: Floats, horizon: int) -> Callable[[int], Floats]:
    missed = errors(values[:, None], levels[:, None], horizon)[:, 0]

    def ensemble(at: int) -> Floats:
        known = missed[: max(at - horizon + 1, 0)]
        known = known[~np.isnan(known)]
        return np.asarray(levels[at] + known) if len(known) >= LEAST else np.empty(0)

    return ensemble


def _filtered(values: Floats, horizon: int) -> tuple[Floats, Floats]:
    """Return mean and standard deviation of the forecast at each week.

    The Kalman filter runs once for all of ``RATIOS``, the variance of the noise concentrated out of the likelihood, so
    that the best ratio of every growing window is known in one pass.
    """
    mean, spread = np.full(len(values), np.nan), np.full(len(values), np.nan)
    level, variance = np.zeros_like(RATIOS), np.ones_like(RATIOS)
    squares, logs, count = np.zeros_like(RATIOS), np.zeros_like(RATIOS), -1
    for t, value in enumerate(values):
        if count >= 0:
            variance = variance + RATIOS
        if not np.isnan(value):
            if count < 0:
                level = np.full_like(RATIOS, value)
            else:
                total = variance + 1
                squares = squares + (value - level) ** 2 / total
                logs = logs + np.log(total)
                gain = variance / total
                level, variance = level + gain * (value - level), variance * (1 - gain)
            count += 1
        if count >= LEAST:
            noise = squares / count
            best = int(np.argmin(count * np.log(np.maximum(noise, 1e-300)) + logs))
            mean[t] = level[best]
            spread[t] = np.sqrt(noise[best] * (variance[best] + horizon * RATIOS[best] + 1))
    return mean, spread


BASELINES: dict[str, Baseline] = {
    "random walk": random_walk,
    "climatology of a year": climatology,
    "exponential smoothing (0.1)": partial(smoothing, alpha=0.1),
    "exponential smoothing (0.3)": partial(smoothing, alpha=0.3),
    "local level": local_level,
}
