"""The outlook's forecasters look back only, and say what they are meant to say."""

from __future__ import annotations

import numpy as np
import pytest

from detente.foresee import baselines, models
from detente.foresee.models import Floats


def panel(weeks: int = 110, series: int = 3, seed: int = 1) -> Floats:
    random = np.random.default_rng(seed)
    level = np.cumsum(random.normal(0, 0.3, (weeks, series)), axis=0)
    return np.asarray(level + random.normal(0, 1, (weeks, series)))


@pytest.mark.parametrize("horizon", [1, 4])
def test_the_model_never_looks_ahead(horizon: int) -> None:
    values = panel()
    other = values.copy()
    other[80:] += 50
    one, two = models.forecast(values, horizon), models.forecast(other, horizon)
    assert np.array_equal(one[:80], two[:80], equal_nan=True)
    assert not np.allclose(one[85:], two[85:])


@pytest.mark.parametrize("name", sorted(baselines.BASELINES))
def test_no_baseline_looks_ahead(name: str) -> None:
    values = panel()[:, 0].copy()
    other = values.copy()
    other[80:] = 99.0
    one, two = (baselines.BASELINES[name](series, 4) for series in (values, other))
    assert np.array_equal(one(79), two(79))
    assert not np.array_equal(one(85), two(85))


def test_quantiles_rise_and_begin_when_there_is_enough() -> None:
    made = models.forecast(panel(), 1)
    assert np.isnan(made[: models.START - 1]).all()
    assert not np.isnan(made[models.START - 1 :]).any()
    assert (np.diff(made[models.START :], axis=2) >= 0).all()


def test_the_unit_does_not_matter() -> None:
    values = panel()
    assert np.allclose(models.forecast(values * 1000, 1)[60:], models.forecast(values, 1)[60:] * 1000)


def test_gaps_are_no_values() -> None:
    values = panel()
    values[50:53, 0] = np.nan
    made = models.forecast(values, 1)
    assert not np.isnan(made[models.START + 3 :]).any()
    level = models.smooth(values, 0.3)
    assert level[52, 0] == level[49, 0]


def test_a_series_that_starts_late_is_forecast_late() -> None:
    values = panel()
    values[:30, 1] = np.nan
    made = models.forecast(values, 1)
    assert np.isnan(made[: 30 + models.START - 1, 1]).all()
    assert not np.isnan(made[30 + models.START :, 1]).any()


def test_a_series_that_never_changes_is_forecast_as_it_is() -> None:
    made = models.forecast(np.full((80, 1), 3.0), 1)
    assert np.allclose(made[-1], 3.0, atol=0.1)


def test_weighted_quantiles_of_equal_weights_are_plain_ones() -> None:
    values = np.random.default_rng(0).normal(size=201)
    mine = models.weighted_quantiles(values, np.ones((1, 201)))[0]
    assert np.allclose(mine, np.quantile(values, models.LEVELS, method="hazen"))


def test_quantile_regression_finds_the_quantiles_of_a_line() -> None:
    random = np.random.default_rng(0)
    x = random.uniform(0, 10, 4000)
    rows = np.column_stack([np.ones_like(x), x])
    target = 2 + 0.5 * x + random.normal(0, 1, 4000)
    beta = models.quantile_regression(rows, target, np.zeros(2), np.full(2, 1e-6))
    middle = list(models.FITTED).index(0.5)
    assert beta[middle] == pytest.approx([2, 0.5], abs=0.1)
    upper = int(np.argmin(np.abs(models.FITTED - 0.9)))
    assert beta[upper] == pytest.approx([2 + 1.2816, 0.5], abs=0.15)


def test_weights_go_to_the_forecaster_that_is_right() -> None:
    values = np.random.default_rng(0).normal(0, 1, (200, 1))
    good = np.quantile(values, models.LEVELS)
    count = 2 + len(models.RIDGES)
    made = np.broadcast_to(good, (200, 1, count, 100)).copy()
    made[:, :, 0] += 5
    out = models.combine(made, values, 1, 0.1, 0.5)
    assert abs(out[0, 0] - good).max() > 0.3
    assert np.allclose(out[-1, 0], good, atol=0.1)


def test_the_local_level_takes_a_walk_for_a_walk_and_noise_for_noise() -> None:
    random = np.random.default_rng(3)
    noise = random.normal(0, 1, 400)
    walk = np.cumsum(random.normal(0, 1, 400))
    still, moving = baselines.local_level(noise, 1)(399), baselines.local_level(walk, 1)(399)
    assert abs(np.median(still)) < 0.3
    assert abs(np.median(moving) - walk[-1]) < 0.5
    assert np.std(moving) == pytest.approx(1.0, abs=0.15)


def test_the_walk_is_the_last_value_and_its_changes() -> None:
    values = np.array([0.0, 1.0, 3.0] * 8)
    members = baselines.random_walk(values, 1)(23)
    assert sorted(members) == sorted(values[-1] + np.diff(values))
