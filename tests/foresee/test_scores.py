"""Scores of settled forecasts are their definitions', copies count once, and no order is claimed that is not shown."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import UsageError
from detente.foresee.scores import (
    FEWEST,
    Estimate,
    Settled,
    brier,
    by_group,
    calibration,
    decomposed,
    log_score,
    overlap,
    ranking,
    wilson,
)


def rows(group: str, odds: Sequence[float], came: Sequence[bool | None]) -> list[Settled]:
    return [Settled(group, p, o, f"{group}{i}") for i, (p, o) in enumerate(zip(odds, came, strict=True))]


def test_brier_and_log_score_of_one_forecast() -> None:
    assert brier(np.array([0.7]), np.array([1.0]))[0] == pytest.approx(0.09)
    assert log_score(np.array([0.5, 0.25, 0.25]), np.array([1.0, 1.0, 0.0])) == pytest.approx([1, 2, 0.415], abs=1e-3)
    assert log_score(np.array([0.0]), np.array([1.0]))[0] == 10


def test_void_and_open_are_counted_and_not_scored() -> None:
    found = by_group(rows("one", [0.9, 0.1, 0.5], [True, None, None]))[0]
    assert (found.settled, found.unsettled) == (1, 2)
    assert found.brier.value == pytest.approx(0.01)
    assert by_group(rows("none", [0.5], [None])) == []


def test_few_forecasts_have_no_interval_of_the_score() -> None:
    few = by_group(rows("one", [0.6] * (FEWEST - 1), [True] * (FEWEST - 1)))[0]
    assert few.brier.low is None
    assert few.came_true.low is not None
    enough = by_group(rows("one", [0.6] * FEWEST, [True] * (FEWEST - 1) + [False]))[0]
    assert enough.brier.low is not None
    assert enough.brier.high is not None
    assert enough.brier.low < enough.brier.value < enough.brier.high


def test_five_that_were_all_right_are_not_surely_so_good() -> None:
    found = by_group(rows("one", [0.9] * 5, [True] * 5))[0]
    assert found.brier.value == pytest.approx(0.01)
    assert found.brier.low == pytest.approx(0.01)
    assert found.brier.high is not None
    # Jeffreys: 95% of Beta(5.5, 0.5) lies above 0.694.
    assert found.brier.high == pytest.approx(0.694 * 0.01 + 0.306 * 0.81, abs=0.02)


def test_copies_count_once() -> None:
    copies = [Settled("one", p, True, "same") for p in (0.8, 0.6)] + [Settled("one", 0.1, False, "other")]
    found = by_group(copies)[0]
    assert (found.settled, found.origins) == (3, 2)
    assert found.brier.value == pytest.approx((0.09 + 0.01) / 2)
    assert sum(row.count for row in calibration(copies)) == 2
    with pytest.raises(UsageError, match="settled differently"):
        by_group([Settled("one", 0.8, True, "same"), Settled("one", 0.8, False, "same")])


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60))
def test_the_parts_give_the_score(made: list[tuple[float, bool]]) -> None:
    probability, outcome = np.array([p for p, _ in made]), np.array([float(o) for _, o in made])
    parts = decomposed(probability, outcome)
    total = parts.reliability - parts.resolution + parts.uncertainty + parts.within
    assert total == pytest.approx(brier(probability, outcome).mean(), abs=1e-9)
    assert parts.reliability >= 0
    assert 0 <= parts.resolution <= parts.uncertainty + 1e-12


def test_reliable_and_sharp_forecasters_differ_in_their_parts() -> None:
    random = np.random.default_rng(0)
    truth = random.choice([0.1, 0.9], 4000)
    outcome = (random.random(4000) < truth).astype(float)
    knows, dull, bold = (decomposed(p, outcome) for p in (truth, np.full(4000, 0.5), np.where(truth > 0.5, 1.0, 0.0)))
    assert knows.reliability < 0.001
    assert knows.resolution > 0.1
    assert dull.resolution == 0
    assert bold.reliability > knows.reliability
    assert bold.resolution == pytest.approx(knows.resolution)


def test_wilson_is_as_published() -> None:
    # Newcombe 1998, Statistics in Medicine 17, table I: 81 of 263 and 0 of 20, 95%.
    assert wilson(81, 263, 0.95) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(0, 20, 0.95) == pytest.approx((0.0, 0.1611), abs=5e-5)
    with pytest.raises(UsageError):
        wilson(3, 2)
    with pytest.raises(UsageError):
        wilson(0, 0)


def test_calibration_bins_hold_every_forecast_once() -> None:
    made = rows("one", [0.0, 0.2, 0.2, 0.55, 1.0], [False, True, False, True, True])
    bins = calibration(made)
    assert [(row.low, row.count) for row in bins] == [(0.0, 1), (0.2, 2), (0.4, 1), (0.8, 1)]
    assert bins[1].came_true.value == 0.5
    assert bins[1].came_true.low is not None
    assert bins[1].came_true.low > 0.05
    with pytest.raises(UsageError, match="edges"):
        calibration(made, [0, 0.5])


def test_a_ranking_says_where_it_shows_no_order() -> None:
    random = np.random.default_rng(0)
    outcome = [bool(o) for o in random.random(200) < 0.5]
    good = rows("good", [0.9 if o else 0.1 for o in outcome], outcome)
    bad = rows("bad", [0.1 if o else 0.9 for o in outcome], outcome)
    few = rows("few", [0.5], [True])
    places = ranking(by_group([*good, *bad, *few]))
    assert [place.score.group for place in places] == ["good", "few", "bad"]
    assert not places[0].apart_from_next
    assert places[0].shares_with == ("few",)
    assert places[1].shares_with == ("good", "bad")
    apart = ranking(by_group([*good, *bad]))
    assert apart[0].apart_from_next
    assert apart[0].shares_with == ()
    ours, theirs = ([*random.uniform(0.2, 0.8, 30)] for _ in range(2))
    close = [*rows("a", ours, outcome[:30]), *rows("b", theirs, outcome[:30])]
    assert not ranking(by_group(close))[0].apart_from_next


def test_overlap() -> None:
    assert overlap(Estimate(0.2, 0.1, 0.3), Estimate(0.4, 0.3, 0.5))
    assert not overlap(Estimate(0.2, 0.1, 0.3), Estimate(0.4, 0.31, 0.5))
    assert overlap(Estimate(0.2, None, None), Estimate(0.9, 0.8, 1.0))


def test_skill_is_measured_against_the_base_rate_of_all() -> None:
    found = by_group(rows("one", [0.5] * 4, [True, True, False, False]))[0]
    assert found.skill == 0
    assert by_group(rows("one", [0.9], [True]))[0].skill is None


def test_what_is_no_probability_is_refused() -> None:
    with pytest.raises(UsageError, match="no probability"):
        Settled("one", 1.2, True, "x")
