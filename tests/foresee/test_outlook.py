"""The outlook claims skill where there is some, and shows the simple forecaster and says so where there is none."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from detente.errors import UsageError
from detente.foresee.models import Floats
from detente.foresee.outlook import FEWEST, MODEL, Weekly, outlook

MONDAY = date(2020, 1, 6)


def noise(weeks: int = 150, seed: int = 0) -> Floats:
    return np.asarray(np.random.default_rng(seed).normal(0, 1, weeks))


def skewed(weeks: int = 300) -> Floats:
    """A level that moves, seen with a spread that depends on it, and now and then far off: no simple forecaster's."""
    random = np.random.default_rng(0)
    level = np.zeros(weeks)
    for t in range(1, weeks):
        level[t] = 0.97 * level[t - 1] + random.normal(0, 0.5)
    return np.asarray(level + random.standard_t(2, weeks) * (0.2 + np.abs(level)))


def test_skill_is_claimed_only_with_its_interval_above_nought() -> None:
    found = outlook(Weekly("s", MONDAY, skewed()), [1])
    ahead = found.ahead[0]
    assert ahead.verdict == "skill"
    assert ahead.shown == MODEL
    assert ahead.gain is not None
    assert ahead.gain.low > 0
    assert ahead.model is not None
    assert ahead.baseline is not None
    assert ahead.model.crps < ahead.baseline.crps
    assert ahead.model.forecaster == MODEL
    assert "better than the best simple" in ahead.note


def test_where_there_is_no_skill_the_baseline_is_shown() -> None:
    ahead = outlook(Weekly("s", MONDAY, noise()), [1]).ahead[0]
    assert ahead.verdict == "no skill"
    assert ahead.baseline is not None
    assert ahead.shown == ahead.baseline.forecaster
    assert ahead.shown in ahead.note
    assert "no skill" in ahead.note
    assert ahead.low90 < ahead.low50 < ahead.median < ahead.high50 < ahead.high90
    assert ahead.low90 == pytest.approx(-1.64, abs=0.5)
    assert ahead.week == MONDAY + timedelta(weeks=150)


def test_the_odds_come_with_their_record() -> None:
    ahead = outlook(Weekly("s", MONDAY, noise()), [4]).ahead[0]
    assert [outcome.name for outcome in ahead.outcomes] == ["a further fall", "a rise", "a reversal of sign"]
    assert ahead.baseline is not None
    shown = dict(ahead.baseline.brier)
    for outcome in ahead.outcomes:
        assert 0 < outcome.probability < 1
        assert outcome.count == ahead.baseline.count
        assert outcome.brier == shown[outcome.name]
        assert outcome.share is not None
        assert 0 <= outcome.share <= 1


def test_a_wider_margin_is_less_likely() -> None:
    series = Weekly("s", MONDAY, noise())
    odds = [outlook(series, [1], margin=margin).ahead[0].outcomes[0].probability for margin in (0.0, 1.0, 2.0)]
    assert odds[0] > odds[1] > odds[2]


def test_too_few_weeks_for_a_record_are_said() -> None:
    ahead = outlook(Weekly("s", MONDAY, noise(60)), [1, 12]).ahead
    assert {row.verdict for row in ahead} == {"too few weeks"}
    assert all(row.model is None and row.gain is None and "Too few weeks" in row.note for row in ahead)
    assert all(outcome.brier is None for row in ahead for outcome in row.outcomes)


def test_too_few_weeks_for_anything_are_refused() -> None:
    found = outlook(Weekly("s", MONDAY, noise(FEWEST - 1)))
    assert found.ahead == ()
    assert found.refusal
    assert str(FEWEST) in found.refusal
    assert outlook(Weekly("s", MONDAY, np.full(200, np.nan))).refusal


def test_a_series_that_has_stopped_says_so() -> None:
    values = np.concatenate([noise(120), np.full(10, np.nan)])
    found = outlook(Weekly("s", MONDAY, values), [1])
    assert found.last == MONDAY + timedelta(weeks=119)
    assert found.warning
    assert "10 weeks" in found.warning
    assert found.ahead[0].week == MONDAY + timedelta(weeks=120)
    assert outlook(Weekly("s", MONDAY, noise(120)), [1]).warning is None


def test_gaps_at_the_ends_change_nothing() -> None:
    values = noise(120)
    padded = np.concatenate([np.full(3, np.nan), values, [np.nan]])
    one = outlook(Weekly("s", MONDAY, values), [1])
    two = outlook(Weekly("s", MONDAY - timedelta(weeks=3), padded), [1])
    assert one == two


def test_a_series_with_more_gaps_than_values_is_scored_where_it_can_be() -> None:
    values = np.where(np.random.default_rng(2).random(400) < 0.7, np.nan, noise(400))
    ahead = outlook(Weekly("s", MONDAY, values), [1]).ahead[0]
    assert ahead.baseline is not None
    outcome = ahead.outcomes[0]
    assert 0 < outcome.count < ahead.baseline.count
    assert outcome.brier is not None
    assert 0 < outcome.brier < 1


def test_a_series_that_never_changes_is_told_as_it_is() -> None:
    ahead = outlook(Weekly("s", MONDAY, np.full(120, 2.0)), [1]).ahead[0]
    assert ahead.verdict == "no skill"
    assert ahead.low90 == ahead.high90 == 2
    assert ahead.gain is not None
    assert ahead.gain.share == -1


def test_others_without_a_value_in_these_weeks_teach_nothing() -> None:
    series = Weekly("s", MONDAY, noise())
    empty = Weekly("o", MONDAY - timedelta(weeks=500), noise(100))
    assert outlook(series, [1], others=[empty]).ahead[0].verdict == "no skill"


def test_others_are_laid_beside_by_date() -> None:
    random = np.random.default_rng(5)
    long = np.cumsum(random.normal(0, 1, 400))
    series = Weekly("s", MONDAY, noise())
    exact = Weekly("o", MONDAY, long[100:250].copy())
    wider = Weekly("o", MONDAY - timedelta(weeks=100), long)
    assert outlook(series, [1], others=[exact]) == outlook(series, [1], others=[wider])


def test_bad_calls_are_refused() -> None:
    series = Weekly("s", MONDAY, noise())
    with pytest.raises(UsageError, match="at least one week"):
        outlook(series, [0])
    with pytest.raises(UsageError, match="margin"):
        outlook(series, margin=-1.0)
    with pytest.raises(UsageError, match="Monday"):
        Weekly("s", MONDAY + timedelta(days=1), noise())
    with pytest.raises(UsageError, match="finite"):
        Weekly("s", MONDAY, np.array([1.0, np.inf]))
