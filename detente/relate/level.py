"""The local level: a value that drifts, seen through noise, with an interval that knows what is not known.

``y[t] = x[t] + e[t]``, ``x[t] = x[t-1] + u[t]`` (Harvey 1989, Forecasting, Structural Time Series Models and the Kalman
Filter, ch. 2; Durbin & Koopman 2012). The variance of ``e[t]`` is that of one piece of evidence divided by their weight
in the bin; a bin without evidence has no observation, so the level's variance grows through it.

Maximum likelihood gives both variances too surely when there are a few dozen bins, and often puts one of them at
nought. So they are not estimated but averaged over: the filter runs for every pair on a grid of standard deviations,
each as likely as its likelihood says (log-uniform before), and what comes out is the mixture.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

Floats = NDArray[np.float64]

# Standard deviations on each side of the grid.
_SIZE = 12
# Halvings in the search for a quantile: enough for a millionth of the range.
_HALVINGS = 40


@dataclass(frozen=True, slots=True)
class Scale:
    """What is held possible before anything is seen, in the unit of the values.

    ``mean`` and ``spread`` (a standard deviation) describe the first level; ``noise`` is the range of standard
    deviations one piece of evidence may have, ``drift`` that of the level's change in one step.
    """

    mean: float
    spread: float
    noise: tuple[float, float]
    drift: tuple[float, float]


# Intensities from -10 to 10. Conventions, as nobody has measured them: two thirds of all relations lie within -3 and 3
# at first; one happening strays from the level it comes from by 1.5 to 6 (allies quarrel, enemies meet); in thirty
# days a level moves by 0.03 to 0.5, in a year by 0.1 to 1.7.
_FIRST, _STRAY, _MOVE = 3.0, (1.5, 6.0), (0.03, 0.5)
# Noise and drift in a series of any other unit, as shares of its usual deviation early on: relations in the news can
# grow twenty times as loud in a day.
_PLAIN_NOISE, _PLAIN_DRIFT = (0.05, 20.0), (0.005, 5.0)
# So many first values say what a usual deviation is; what comes later may not tell, so that nothing looks ahead.
_EARLY = 180


@dataclass(frozen=True, slots=True)
class Estimate:
    """Mixtures of normal distributions, one for each step: ``weight``, ``mean``, ``sd`` are (steps, components)."""

    weight: Floats
    mean: Floats
    sd: Floats

    def centre(self) -> Floats:
        """Return the means, one for each step."""
        return np.asarray((self.weight * self.mean).sum(axis=1), dtype=np.float64)

    def deviation(self) -> Floats:
        """Return the standard deviations, one for each step."""
        square = (self.weight * (self.sd**2 + self.mean**2)).sum(axis=1) - self.centre() ** 2
        return np.asarray(np.sqrt(np.maximum(square, 0.0)), dtype=np.float64)

    def below(self, value: Floats | float) -> Floats:
        """Return the probability that the level lies below a value (one, or one for each step)."""
        edge = np.broadcast_to(np.asarray(value, dtype=np.float64), (len(self.mean),))[:, None]
        return np.asarray((self.weight * ndtr((edge - self.mean) / self.sd)).sum(axis=1), dtype=np.float64)

    def quantile(self, share: float) -> Floats:
        """Return the values below which the level lies with a probability, found by halving the range."""
        low = (self.mean - 9 * self.sd).min(axis=1)
        high = (self.mean + 9 * self.sd).max(axis=1)
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            under = self.below(middle) < share
            low, high = np.where(under, middle, low), np.where(under, high, middle)
        return np.asarray((low + high) / 2, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Fit:
    """What the filter and the smoother give for the same steps.

    ``predicted`` is the level as expected before the step's evidence, ``filtered`` with it, ``smoothed`` with all
    evidence, later one included. ``noise`` (components) is the standard deviation of one piece of evidence, ``score``
    the standardised surprise of each step's value (NaN where there is none), ``surprise`` its two-sided probability.
    """

    predicted: Estimate
    filtered: Estimate
    smoothed: Estimate
    noise: Floats
    score: Floats
    surprise: Floats


def intensity(days: float) -> Scale:
    """Return the scale of PLOVER and Goldstein intensities for steps of so many days."""
    longer = (days / 30.0) ** 0.5
    return Scale(0.0, _FIRST, _STRAY, (_MOVE[0] * longer, _MOVE[1] * longer))


def plain_scale(values: Floats) -> Scale:
    """Return the scale of values of any unit, by the median of the first 180 and their median absolute deviation."""
    known = values[np.isfinite(values)][:_EARLY]
    middle = float(np.median(known)) if len(known) else 0.0
    away = np.abs(known - middle) if len(known) else np.ones(1)
    # 1.4826 makes the deviation that of a normal distribution; where more than half are equal, the mean one serves.
    unit = 1.4826 * float(np.median(away)) or float(away.mean()) or 1.0
    noise, drift = ((low * unit, high * unit) for low, high in (_PLAIN_NOISE, _PLAIN_DRIFT))
    return Scale(middle, 3 * unit, noise, drift)


def fit(values: Floats, weights: Floats, scale: Scale) -> Fit:
    """Fit the local level to values of equal steps.

    Args:
        values: (steps,), NaN where a step has no evidence.
        weights: (steps,), weight of the evidence of each step, in pieces; its noise variance is divided by it.
        scale: what is known before the first value.

    Raises:
        ValueError: the lengths differ, or a value that counts has no positive weight.
    """
    seen = np.isfinite(values)
    if values.shape != weights.shape or values.ndim != 1 or (weights[seen] <= 0).any():
        raise ValueError("values and weights must have one length, and every value a positive weight")
    noise, drift = _grid(scale)
    size, steps = len(noise), len(values)
    before, after = np.empty((2, steps, size)), np.empty((2, steps, size))
    odds = np.empty((steps, size))
    so_far = np.zeros(size)
    mean, variance = np.full(size, scale.mean), np.full(size, scale.spread**2)
    for t in range(steps):
        if t:
            variance = variance + drift**2
        before[:, t] = mean, variance
        if seen[t]:
            total = variance + noise**2 / weights[t]
            miss = values[t] - mean
            so_far = so_far - 0.5 * (np.log(total) + miss**2 / total)
            gain = variance / total
            mean, variance = mean + gain * miss, variance * (1 - gain)
        after[:, t], odds[t] = (mean, variance), so_far
    earlier = np.vstack([np.zeros((1, size)), odds[:-1]]) if steps else odds
    predicted = Estimate(_softmax(earlier), before[0], np.sqrt(before[1]))
    score, surprise = _surprises(values, weights, predicted, noise)
    back = _smooth(before, after)
    final = np.broadcast_to(_softmax(odds[-1:]), odds.shape) if steps else odds
    return Fit(
        predicted=predicted,
        filtered=Estimate(_softmax(odds), after[0], np.sqrt(after[1])),
        smoothed=Estimate(final, back[0], np.sqrt(back[1])),
        noise=noise,
        score=score,
        surprise=surprise,
    )


def _grid(scale: Scale) -> tuple[Floats, Floats]:
    axes = [np.geomspace(low, high, _SIZE) for low, high in (scale.noise, scale.drift)]
    pairs = np.stack(np.meshgrid(*axes)).reshape(2, -1)
    return pairs[0], pairs[1]


def _softmax(odds: Floats) -> Floats:
    shifted = np.exp(odds - odds.max(axis=1, keepdims=True)) if odds.size else odds
    return np.asarray(shifted / shifted.sum(axis=1, keepdims=True), dtype=np.float64)


def _smooth(before: Floats, after: Floats) -> Floats:
    """Return means and variances given all evidence (Rauch, Tung & Striebel 1965)."""
    back = after.copy()
    for t in range(back.shape[1] - 2, -1, -1):
        gain = after[1, t] / before[1, t + 1]
        back[0, t] = after[0, t] + gain * (back[0, t + 1] - before[0, t + 1])
        back[1, t] = after[1, t] + gain**2 * (back[1, t + 1] - before[1, t + 1])
    return back


def _surprises(values: Floats, weights: Floats, predicted: Estimate, noise: Floats) -> tuple[Floats, Floats]:
    seen = np.isfinite(values)
    score, surprise = np.full(len(values), np.nan), np.full(len(values), np.nan)
    if seen.any():
        sd = np.sqrt(predicted.sd[seen] ** 2 + noise**2 / weights[seen][:, None])
        expected = Estimate(predicted.weight[seen], predicted.mean[seen], sd)
        score[seen] = (values[seen] - expected.centre()) / expected.deviation()
        under = expected.below(values[seen])
        surprise[seen] = 2 * np.minimum(under, 1 - under)
    return score, surprise


__all__ = ["Estimate", "Fit", "Floats", "Scale", "fit", "intensity", "plain_scale"]
