from __future__ import annotations

from datetime import date

import pytest

from detente.errors import UsageError
from detente.relate.evidence import Evidence
from detente.relate.triangles import triangle, turns
from relate.rows import gold, made

WINDOW = (date(1969, 1, 1), date(1979, 12, 31))
STATES = ("USA", "CHN", "SUN")


def months(pair: str, value: float) -> list[Evidence]:
    back = " ".join(reversed(pair.split()))
    dates = [f"1990-{n:02d}-05" for n in range(1, 13)]
    return [made(pair + on, on, value, pair=each) for on in dates for each in (pair, back)]


@pytest.mark.parametrize(
    ("sides", "pattern", "states"),
    [
        ((6, 6, 6), "ménage à trois", ()),
        ((-6, -6, -6), "unit veto", ()),
        ((6, -6, -6), "stable marriage", ("BBB", "CCC")),
        ((-6, 6, -6), "stable marriage", ("AAA", "CCC")),
        ((-6, 6, 6), "romantic triangle", ("AAA",)),
        ((6, 6, -6), "romantic triangle", ("CCC",)),
    ],
)
def test_each_pattern_is_named(sides: tuple[int, int, int], pattern: str, states: tuple[str, ...]) -> None:
    pairs = ("BBB CCC", "AAA CCC", "AAA BBB")
    rows = [row for pair, value in zip(pairs, sides, strict=True) for row in months(pair, value)]
    last = triangle(rows, ("AAA", "BBB", "CCC")).points[-1]
    assert (last.pattern, last.states) == (pattern, states)
    assert last.menage + last.veto + sum(last.marriage) + sum(last.romance) + last.undecided == pytest.approx(1)
    assert sum(last.warmest) == pytest.approx(1)


def test_without_evidence_nothing_is_decided() -> None:
    assert triangle([], ("AAA", "BBB", "CCC")).points == ()
    found = triangle(months("AAA BBB", 6), ("AAA", "BBB", "CCC")).points[-1]
    assert found.pattern == "undecided"


def test_a_triangle_has_three_states() -> None:
    with pytest.raises(UsageError, match="three different states"):
        triangle([], ("USA", "CHN", "USA"))


def test_the_order_of_the_states_does_not_matter() -> None:
    one = triangle(gold(), STATES, window=WINDOW).points
    other = triangle(reversed(gold()), ("SUN", "USA", "CHN"), window=WINDOW).points
    for a, b in zip(one, other, strict=True):
        assert a.romance == pytest.approx((b.romance[1], b.romance[2], b.romance[0]), abs=1e-9)
        assert a.pattern == b.pattern


def test_the_triangle_of_the_seventies_is_as_dittmer_has_it() -> None:
    found = triangle(gold(), STATES, window=WINDOW)
    before = [p for p in found.points if p.on < "1971"]
    assert all(p.pattern != "stable marriage" and max(p.marriage) < 0.5 for p in before)
    from_1972 = [p for p in found.points if p.on >= "1972-06"]
    assert all((p.pattern, p.states) == ("romantic triangle", ("USA",)) for p in from_1972)
    # By the end of 1979 Washington and Peking are the warmest pair, and Moscow is at odds with Peking.
    last = found.points[-1]
    assert found.pairs[2] == ("USA", "CHN")
    assert last.warmest[2] == max(last.warmest) > 0.5
    assert found.sides[0].points[-1].high90 < 0


def test_turns_tell_when_the_pattern_changed() -> None:
    found = turns(triangle(gold(), STATES, window=WINDOW))
    patterns = [(turn.on, turn.after) for turn in found if turn.what == "pattern"]
    assert [after for _, after in patterns] == [("romantic triangle", "USA")]
    assert patterns[0][0].startswith("1972")
    assert found[-1].after == ("USA", "CHN")
    assert found[-1].on == "1979-12"
    assert found[-1].evidence
