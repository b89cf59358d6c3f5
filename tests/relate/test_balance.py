from __future__ import annotations

import time
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import UsageError
from detente.relate.balance import Tie, balance, ties
from detente.relate.series import relation
from relate.rows import gold, made

GRAPHS = st.dictionaries(
    st.sampled_from(list(combinations("ABCDEFG", 2))), st.sampled_from([1, -1]), min_size=1, max_size=21
).map(lambda signs: [Tie(*pair, sign) for pair, sign in signs.items()])


@settings(max_examples=60, deadline=None)
@given(GRAPHS)
def test_no_partition_does_better(signed: list[Tie]) -> None:
    found = balance(signed)
    counts = []
    for sides in product((0, 1), repeat=len(found.states)):
        side = dict(zip(found.states, sides, strict=True))
        counts.append(sum((side[t.one] == side[t.other]) != (t.sign > 0) for t in signed))
    assert found.frustration == min(counts) == len(found.against)
    assert found.ways == counts.count(min(counts)) // 2
    assert sorted(found.camps[0] + found.camps[1]) == list(found.states)
    if len(signed) == 21:  # every pair has a sign: the theorem of Cartwright and Harary
        assert (found.frustration == 0) == (found.balanced == found.triads)


def test_two_camps_are_found_and_the_tie_that_spoils_them_named() -> None:
    camps = ("ABC", "DEFG")
    signed = [Tie(a, b, 1) for camp in camps for a, b in combinations(camp, 2)]
    signed += [Tie(a, b, -1) for a in camps[0] for b in camps[1]]
    whole = balance(signed)
    assert (whole.frustration, whole.line, whole.ways) == (0, 1.0, 1)
    assert whole.camps == (tuple("DEFG"), tuple("ABC"))
    spoilt = balance([Tie(t.one, t.other, -t.sign) if (t.one, t.other) == ("A", "D") else t for t in signed])
    assert [(t.one, t.other) for t in spoilt.against] == [("A", "D")]


def test_twenty_states_are_exact_and_quick() -> None:
    names = [f"S{n:02d}" for n in range(20)]
    signed = [Tie(a, b, 1 if (i * j) % 3 else -1) for (i, a), (j, b) in combinations(enumerate(names), 2)]
    began = time.process_time()
    found = balance(signed)
    assert time.process_time() - began < 20
    assert 0 < found.frustration < 95
    with pytest.raises(UsageError, match="20"):
        balance([*signed, Tie("S00", "more", 1)])


@pytest.mark.parametrize("signed", [[Tie("A", "A", 1)], [Tie("A", "B", 1), Tie("B", "A", -1)]])
def test_impossible_graphs_are_refused(signed: list[Tie]) -> None:
    with pytest.raises(UsageError):
        balance(signed)


def test_nothing_is_balanced() -> None:
    assert (balance([]).frustration, balance([]).camps, balance([]).line) == (0, ((), ()), 1.0)


def test_signs_come_from_series_that_decide_them() -> None:
    sides = [relation(gold(), *pair, mutual=True) for pair in (("CHN", "SUN"), ("USA", "SUN"), ("USA", "CHN"))]
    decided, left = ties(sides)
    assert {(t.one, t.other): t.sign for t in decided} == {("CHN", "SUN"): -1, ("USA", "SUN"): 1, ("USA", "CHN"): 1}
    assert left == []
    assert balance(decided).frustration == 1
    one = relation([made("a", "1990-05-01", 2.5)], "AAA", "BBB", mutual=True)
    assert ties([one, relation([], "AAA", "CCC")]) == ([], [("AAA", "BBB")])
