"""Scores are those of their definitions; gains and their intervals tell a better forecaster from an equal one."""

from __future__ import annotations

import numpy as np
import pytest

from detente.foresee import backtest
from detente.foresee.models import LEVELS, Floats


def normal(spread: float) -> Floats:
    from scipy.special import ndtri

    return np.asarray(spread * ndtri(LEVELS))


def test_crps_is_that_of_the_definition() -> None:
    values = np.array([0.0, 0.0, 1.3])
    members = np.array([-1.0, 0.0, 2.0, 5.0])
    scored = backtest.rolling(values, lambda _: members, 1, [1])
    grid = np.linspace(-3, 8, 200_001)
    steps = (members[:, None] <= grid).mean(axis=0)
    assert scored.crps[0] == pytest.approx(np.trapezoid((steps - (grid >= 1.3)) ** 2, grid), abs=1e-3)


def test_intervals_cover_what_they_say_of_what_they_describe() -> None:
    values = np.random.default_rng(0).normal(0, 1, 3000)
    scored = backtest.rolling(values, lambda _: normal(1.0), 1, range(2999))
    assert scored.within90.mean() == pytest.approx(0.9, abs=0.02)
    assert scored.within50.mean() == pytest.approx(0.5, abs=0.03)
    wide = backtest.rolling(values, lambda _: normal(3.0), 1, range(2999))
    assert wide.within90.mean() > 0.99
    assert wide.interval90.mean() > scored.interval90.mean()
    assert wide.crps.mean() > scored.crps.mean()


def test_weeks_without_a_value_or_a_forecast_are_not_scored() -> None:
    values = np.arange(10.0)
    values[5] = np.nan
    scored = backtest.rolling(values, lambda at: np.empty(0) if at == 7 else np.arange(5.0), 1, range(20))
    assert scored.origins.tolist() == [0, 1, 2, 3, 5, 6, 8]


def test_brier_of_named_outcomes() -> None:
    values = np.array([1.0, 1.0, 1.0, 1.0, -3.0])
    surely_down = np.full(99, -3.0)
    scored = backtest.rolling(values, lambda _: surely_down, 1, [3], margin=0.5)
    assert scored.brier["a further fall"][0] == pytest.approx((1 - 99.5 / 100) ** 2)
    assert scored.brier["a reversal of sign"][0] == pytest.approx((1 - 99.5 / 100) ** 2)
    assert scored.brier["a rise"][0] == pytest.approx(0.005**2)


def test_an_outcome_is_asked_from_where_things_stand() -> None:
    asked = backtest.thresholds(np.array([9.0, -2.0, np.nan, -4.0, -3.0]), 4, 1.0)
    assert asked["a further fall"] == (-4.0, -1)
    assert asked["a rise"] == (-2.0, 1)
    assert asked["a reversal of sign"] == (0.0, 1)


def test_a_gain_is_sure_where_there_is_one_and_not_where_there_is_none() -> None:
    random = np.random.default_rng(1)
    values = random.normal(0, 1, 300)
    sharp = backtest.rolling(values, lambda _: normal(1.0), 1, range(299))
    blunt = backtest.rolling(values, lambda _: normal(3.0), 1, range(299))
    found = backtest.gain([sharp], [blunt], 1)
    assert found is not None
    assert found.sure
    assert found.share == pytest.approx(1 - sharp.crps.mean() / blunt.crps.mean())
    back = backtest.gain([blunt], [sharp], 1)
    assert back is not None
    assert back.high < 0
    left, right = (random.normal(0, 1, 300) for _ in range(2))
    one = backtest.rolling(values, lambda at: normal(1.0) + 0.3 * left[at], 1, range(299))
    two = backtest.rolling(values, lambda at: normal(1.0) + 0.3 * right[at], 1, range(299))
    equal = backtest.gain([one], [two], 1)
    assert equal is not None
    assert equal.low < 0 < equal.high


def test_gains_are_taken_over_the_weeks_both_forecast() -> None:
    values = np.random.default_rng(1).normal(0, 1, 100)
    every = backtest.rolling(values, lambda _: normal(1.0), 1, range(99))
    assert backtest.gain([every], [every.at(np.array([], dtype=np.int64))], 1) is None
    half = backtest.gain([every.at(np.arange(50))], [every], 1)
    assert half is not None
    assert half.share == 0


def test_blocks_are_runs_of_neighbouring_weeks() -> None:
    rows = backtest.blocks(100, 13)
    assert rows.shape == (backtest.DRAWS, 100)
    steps = np.diff(rows[:, :13], axis=1) % 100
    assert (steps == 1).all()
    assert np.bincount(rows.ravel(), minlength=100).min() > 0.9 * backtest.DRAWS
