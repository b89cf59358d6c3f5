"""Dynamics are found again in series made with known strengths; scenarios do what their file says, and repeat."""

from __future__ import annotations

import time
from datetime import date
from itertools import combinations

import numpy as np
import pytest

from detente.errors import UsageError
from detente.foresee import dynamics, scenarios
from detente.foresee.dynamics import Pair, ordered
from detente.foresee.outlook import Weekly

MONDAY = date(2020, 1, 6)
STATES = ("AAA", "BBB", "CCC", "DDD", "EEE")


def made(balance: float, weeks: int = 400, seed: int = 0, states: tuple[str, ...] = STATES) -> dict[Pair, Weekly]:
    """Series of a world with persistence 0.8, this balance, and noise of 1."""
    random = np.random.default_rng(seed)
    pairs = [ordered(*pair) for pair in combinations(states, 2)]
    third = dynamics._thirds(tuple(pairs))
    level = random.normal(0, 2, len(pairs))
    rows = []
    for _ in range(weeks):
        level = 0.8 * level + balance * dynamics.pull(level, third, 2.0) + random.normal(0, 1, len(pairs))
        rows.append(level)
    values = np.array(rows)
    return {pair: Weekly("-".join(pair), MONDAY, values[:, j].copy()) for j, pair in enumerate(pairs)}


def test_balance_is_found_where_there_is_some() -> None:
    found = dynamics.fit(made(0.8))
    assert found.smoothing == 1.0
    assert found.balance is not None
    assert not found.balance.nil
    assert found.balance.low < 0.8 < found.balance.high * 1.2
    assert found.persistence.value == pytest.approx(0.8, abs=0.05)


def test_balance_is_nil_where_there_is_none() -> None:
    nil = [found.nil for seed in range(10) if (found := dynamics.fit(made(0.0, 200, seed)).balance)]
    assert sum(nil) >= 7


def test_without_a_triangle_there_is_no_balance() -> None:
    series = {pair: weekly for pair, weekly in made(0.5).items() if pair[0] == "AAA"}
    found = dynamics.fit(series)
    assert found.balance is None
    assert not found.full.balance.any()


def test_gaps_and_late_starts_are_left_out() -> None:
    series = made(0.5)
    one = series["AAA", "BBB"].values.copy()
    one[:100] = np.nan
    one[200:210] = np.nan
    series["AAA", "BBB"] = Weekly("late", MONDAY, one)
    found = dynamics.fit(series)
    assert found.rows == 10 * 399 - 100 - 10
    assert np.isfinite(found.levels).all()


def test_too_short_series_are_refused() -> None:
    with pytest.raises(UsageError, match="52 weeks"):
        dynamics.fit(made(0.5, weeks=40))
    with pytest.raises(UsageError, match="none for these"):
        dynamics.fit({})
    series = made(0.5)
    with pytest.raises(UsageError, match="one series"):
        dynamics.fit(series | {("BBB", "AAA"): series["AAA", "BBB"]})


TEXT = """
title = "Two make peace"
states = ["AAA", "BBB", "CCC"]
weeks = 30
draws = 2000
seed = 5
[[relation]]
pair = ["AAA", "BBB"]
value = -4
[[relation]]
pair = ["CCC", "AAA"]
value = 4
[[relation]]
pair = ["CCC", "BBB"]
value = 0
[[fix]]
pair = ["BBB", "AAA"]
value = 4
"""


def test_a_friend_of_a_friend_draws_near_only_by_balance() -> None:
    found = dynamics.fit(made(1.5))
    out = scenarios.run(scenarios.parse(TEXT), found)
    third = out.pairs.index(("BBB", "CCC"))
    assert (out.fan.quantiles[:, out.pairs.index(("AAA", "BBB")), :] == 4).all()
    gained = out.fan.quantiles[-1, third, 2] - out.untouched.quantiles[-1, third, 2]
    by_null = out.null.quantiles[-1, third, 2] - out.untouched.quantiles[-1, third, 2]
    assert gained > 1
    assert gained > by_null + 0.5


def test_where_balance_is_not_measured_the_null_is_the_scenario() -> None:
    found = dynamics.fit({pair: weekly for pair, weekly in made(0.5).items() if pair[0] == "AAA"})
    out = scenarios.run(scenarios.parse(TEXT), found)
    assert np.array_equal(out.fan.quantiles, out.null.quantiles)
    assert out.assumed == (("BBB", "CCC"),)


def test_the_same_seed_gives_the_same_result() -> None:
    found = dynamics.fit(made(0.5))
    one, two = (scenarios.run(scenarios.parse(TEXT), found) for _ in range(2))
    other = scenarios.run(scenarios.parse(TEXT.replace("seed = 5", "seed = 6")), found)
    assert np.array_equal(one.fan.quantiles, two.fan.quantiles)
    assert not np.array_equal(one.fan.quantiles, other.fan.quantiles)


def test_quantiles_rise_and_shares_are_shares() -> None:
    out = scenarios.run(scenarios.parse(TEXT), dynamics.fit(made(0.5)))
    for fan in (out.fan, out.null, out.untouched):
        assert (np.diff(fan.quantiles, axis=2) >= 0).all()
        assert ((fan.above >= 0) & (fan.above <= 1)).all()


def test_a_push_acts_in_its_weeks_alone() -> None:
    found = dynamics.fit(made(0.0))
    text = TEXT.split("[[fix]]", maxsplit=1)[0] + '[[push]]\npair = ["AAA", "BBB"]\nby = 2.0\nfrom = {}\n'
    late = scenarios.parse(text.format(found.next_week.isoformat()))
    out = scenarios.run(late, found)
    column = out.pairs.index(("AAA", "BBB"))
    assert out.fan.quantiles[5, column, 2] > out.untouched.quantiles[5, column, 2] + 2
    later = out.weeks[10]
    out = scenarios.run(scenarios.parse(text.format(later.isoformat())), found)
    assert np.array_equal(out.fan.quantiles[:10], out.untouched.quantiles[:10])
    assert out.fan.quantiles[12, column, 2] > out.untouched.quantiles[12, column, 2] + 1


def test_a_large_run_is_quick() -> None:
    """10,000 draws over 16 states and 52 weeks: 3 seconds of processor time where this was written."""
    states = tuple(f"S{i:02d}" for i in range(16))
    found = dynamics.fit(made(0.5, weeks=120, states=states))
    text = f"states = {list(states)}\n".replace("'", '"') + '[[push]]\npair = ["S00", "S01"]\nby = 1\n'
    start = time.process_time()
    out = scenarios.run(scenarios.parse(text), found)
    assert time.process_time() - start < 10
    assert out.fan.quantiles.shape == (52, 120, 5)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"CCC"]\nweeks', '"AAA"]\nweeks', "different states"),
        ("weeks = 30", "weeks = 0", "weeks is a whole number"),
        ("weeks = 30", "weeks = true", "weeks is a whole number"),
        ("draws = 2000", "drws = 2000", "does not know drws"),
        ("value = 4\n[[relation]]", "value = nan\n[[relation]]", "needs a number"),
        ('pair = ["BBB", "AAA"]', 'pair = ["BBB", "BBB"]', "needs two of the states"),
        ('pair = ["BBB", "AAA"]', 'pair = ["BBB", "ZZZ"]', "needs two of the states"),
        ('pair = ["BBB", "AAA"]', 'pair = ["BBB", "AAA"]\nfrom = "soon"', "from is a day"),
        ('pair = ["BBB", "AAA"]', 'pair = ["BBB", "AAA"]\nbecause = 1', "does not know because"),
        ("[[fix]]", "[fix]", "is written as"),
        ("states", "states =", "no TOML"),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(old: str, new: str, says: str) -> None:
    assert old in TEXT
    with pytest.raises(UsageError, match=says):
        scenarios.parse(TEXT.replace(old, new, 1))


def test_a_relation_from_nowhere_and_a_day_outside_are_refused() -> None:
    found = dynamics.fit(made(0.5))
    with pytest.raises(UsageError, match="neither a series nor a start"):
        scenarios.run(scenarios.parse('states = ["AAA", "XXX"]'), found)
    late = TEXT.replace("value = 4\n", "value = 4\nfrom = 1999-01-01\nuntil = 1999-02-01\n").split("[[relation]]")
    fixed = late[0] + "[[fix]]" + TEXT.split("[[fix]]")[1] + "from = 1999-01-01\nuntil = 1999-02-01\n"
    with pytest.raises(UsageError, match="lies outside"):
        scenarios.run(scenarios.parse(fixed), found)
