from __future__ import annotations

from datetime import date

import pytest

from detente.relate.deeds import say_and_do
from detente.relate.evidence import Evidence, Quad
from relate.rows import made

YEAR = [(date(1990, 1, 1), date(1990, 12, 31))]


def rows(quad: Quad, count: int) -> list[Evidence]:
    return [made(f"{quad} {n}", f"1990-{n % 12 + 1:02d}-05", 1.0, quad=quad) for n in range(count)]


def test_kind_words_and_hostile_deeds_part() -> None:
    found = say_and_do(rows("verbal cooperation", 9) + rows("material conflict", 6), "AAA", "BBB", YEAR)[0]
    assert found.words.balance > 0.7
    assert found.deeds.balance < -0.7
    assert found.low90 < found.gap < found.high90 < 0
    assert found.doubtless
    assert found.worse > 0.99
    assert (found.words.cooperative, found.deeds.hostile) == (9, 6)


def test_nothing_known_decides_nothing() -> None:
    found = say_and_do([], "AAA", "BBB", YEAR)[0]
    assert found.gap == pytest.approx(0, abs=1e-9)
    assert found.worse == pytest.approx(0.5, abs=0.01)
    assert not found.doubtless
    assert found.low90 < -1


def test_a_single_deed_against_many_words_is_no_proof() -> None:
    found = say_and_do(rows("verbal cooperation", 2) + rows("material conflict", 1), "AAA", "BBB", YEAR)[0]
    assert found.gap < 0
    assert not found.doubtless


def test_copies_and_other_windows_move_nothing() -> None:
    held = rows("verbal cooperation", 5) + rows("material conflict", 2)
    other = made("later", "1995-01-01", -9.0, quad="material conflict")
    back = made("back", "1990-02-01", -9.0, pair="BBB AAA", quad="material conflict")
    assert say_and_do(held * 50 + [other, back], "AAA", "BBB", YEAR) == say_and_do(held, "AAA", "BBB", YEAR)


def test_more_evidence_narrows_the_interval() -> None:
    few, many = (
        say_and_do(rows("verbal cooperation", n) + rows("material cooperation", n), "AAA", "BBB", YEAR)[0]
        for n in (3, 60)
    )
    assert many.high90 - many.low90 < few.high90 - few.low90
