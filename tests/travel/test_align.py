from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.travel import align as module
from detente.travel.align import Cells, align, heaviest_chain
from detente.travel.likeness import Likeness, Matrix

SIZE = 9
CELLS = st.dictionaries(
    st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)), st.integers(1, 60), max_size=30
).map(lambda found: {place: value / 8 for place, value in found.items()})


def as_cells(found: dict[tuple[int, int], float]) -> Cells:
    places = sorted(found)
    a, b = (np.array([place[side] for place in places], dtype=np.int64) for side in (0, 1))
    return Cells(a, b, np.array([found[place] for place in places], dtype=np.float64))


def slow_heaviest(found: dict[tuple[int, int], float]) -> float:
    """Try every cell before every cell: the definition, in quadratic time."""
    best: dict[tuple[int, int], float] = {}
    for i, j in sorted(found):
        gain = 0.0
        for (p, q), value in best.items():
            if p < i and q < j:
                gain = max(gain, value)
            elif (p, q) in {(i, j - 1), (i - 1, j)}:
                gain = max(gain, value - module._MANY)
        best[i, j] = gain + found[i, j]
    return max(best.values(), default=0.0)


def weight_of(chain: list[tuple[int, int]], found: dict[tuple[int, int], float]) -> float:
    """Check that a chain is one, and return its weight."""
    total = 0.0
    for number, (i, j) in enumerate(chain):
        total += found[i, j]
        if number:
            p, q = chain[number - 1]
            beside = (p, q) in {(i, j - 1), (i - 1, j)}
            assert beside or (p < i and q < j)
            total -= module._MANY * beside
    return total


@settings(max_examples=400)
@given(CELLS)
def test_the_fast_chain_is_as_heavy_as_the_slow_one(found: dict[tuple[int, int], float]) -> None:
    fast = as_cells(found)
    chain = [(int(fast.a[k]), int(fast.b[k])) for k in heaviest_chain(fast)]
    assert weight_of(chain, found) == slow_heaviest(found)


@settings(max_examples=200)
@given(CELLS)
def test_the_chain_is_as_heavy_from_the_other_side(found: dict[tuple[int, int], float]) -> None:
    turned = {(j, i): odds for (i, j), odds in found.items()}
    one, two = as_cells(found), as_cells(turned)
    assert weight_of([(int(one.a[k]), int(one.b[k])) for k in heaviest_chain(one)], found) == weight_of(
        [(int(two.a[k]), int(two.b[k])) for k in heaviest_chain(two)], turned
    )


def like(size: int, partners: dict[int, int]) -> Likeness:
    matrix = np.full((size, size), 0.02, dtype=np.float32)
    for i, j in partners.items():
        matrix[i, j] = 0.6
    return of(matrix)


def of(matrix: Matrix) -> Likeness:
    """Return a likeness that is the same in context; alignment asks for nothing else."""
    none = np.empty((len(matrix), 0), dtype=np.float32)
    nothing = np.empty(0, dtype=np.int64)
    return Likeness(matrix, matrix, (none, none), (none[0], none[0]), (nothing, nothing))


def pairs(found: module.Alignment, places: list[int]) -> list[tuple[int, int]]:
    return [(int(found.cells.a[k]), int(found.cells.b[k])) for k in places]


def test_gaps_are_free() -> None:
    found = align(like(12, {0: 0, 1: 1, 5: 4, 9: 11}))
    assert pairs(found, found.chain) == [(0, 0), (1, 1), (5, 4), (9, 11)]
    assert not found.moved


def test_what_was_moved_is_found_beside_the_chain() -> None:
    found = align(like(12, {0: 4, 1: 5, 2: 6, 3: 7, 4: 8, 8: 0, 9: 1}))
    assert pairs(found, found.chain) == [(0, 4), (1, 5), (2, 6), (3, 7), (4, 8)]
    assert sorted(pairs(found, found.moved)) == [(8, 0), (9, 1)]


def test_one_sentence_may_meet_two_neighbours() -> None:
    matrix = like(10, {0: 0, 4: 5}).context.copy()
    matrix[2, 2:4] = 0.6
    found = align(of(matrix))
    assert pairs(found, found.chain) == [(0, 0), (2, 2), (2, 3), (4, 5)]


def test_a_rival_lowers_the_odds() -> None:
    alone = like(12, {2: 2}).context
    rivalled = alone.copy()
    rivalled[2, 9] = 0.5
    beside = alone.copy()
    beside[2, 4] = 0.5
    odds = [float(align(of(each)).cells.odds.max()) for each in (alone, rivalled, beside)]
    assert odds[1] < odds[0] - 2
    assert odds[2] == odds[0]
