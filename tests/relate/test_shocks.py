from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from detente.relate.series import Series, plain, relation
from detente.relate.shocks import shocks
from relate.rows import made

START = date(2020, 1, 1)


def daily(values: list[float]) -> Series:
    return plain({START + timedelta(days=n): value for n, value in enumerate(values)}, ("AAA", "BBB"), step="day")


def quiet(days: int) -> list[float]:
    return list(np.random.default_rng(3).normal(100, 40, days))


def test_a_break_is_found_within_two_days_and_with_its_direction() -> None:
    values = quiet(300)
    values[200:] = [value - 400 for value in values[200:]]
    found = shocks(daily(values), warm_up=60)
    assert [(s.direction, (date.fromisoformat(s.on) - START).days in (200, 201)) for s in found] == [("worse", True)]
    assert "standard deviations worse" in found[0].reason
    assert found[0].seen < 0 < found[0].expected
    upward = shocks(daily([-value for value in values]), warm_up=60)
    assert [s.direction for s in upward] == ["better"]


def test_nothing_happens_in_quiet_times() -> None:
    assert shocks(daily(quiet(1500)), warm_up=60) == []
    assert shocks(plain({}, ("AAA", "BBB"))) == []


def test_what_comes_later_changes_no_alarm() -> None:
    values = quiet(400)
    values[250] -= 900
    values[330:340] = [value + 700 for value in values[330:340]]
    whole, part = shocks(daily(values), warm_up=60), shocks(daily(values[:300]), warm_up=60)
    assert part
    before = [s for s in whole if s.on <= part[-1].on]
    assert [s.on for s in before] == [s.on for s in part]
    assert [s.score for s in before] == pytest.approx([s.score for s in part])


def test_a_shock_in_coded_reports_names_its_evidence() -> None:
    rows = [made(str(n), f"{1990 + n // 12}-{n % 12 + 1:02d}-10", 4.0) for n in range(30)]
    rows += [made(f"x{n}", "1992-07-05", -9.0, origin=f"o{n}") for n in range(4)]
    found = shocks(relation(rows, "AAA", "BBB"))
    assert [(s.on, s.direction) for s in found] == [("1992-07", "worse")]
    assert {key for key in found[0].evidence if key.startswith("x")} == {f"x{n}.o{n}" for n in range(4)}
