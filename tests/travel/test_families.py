from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from detente.model import Pair
from detente.travel.families import Descent, origins, trees


def pair(a: str, b: str, first: str | None = None, share: float = 1.0) -> Pair:
    """Return a pair with the direction given; ``share`` is that of the younger one (or of both)."""
    a_first = 0.95 if first == a else 0.05 if first == b else 0.5
    share_a, share_b = (1.0, share) if first == a else (share, 1.0)
    return Pair(a, b, 0.99, share_a, share_b, first=first, a_first=a_first)


def parents(*pairs: Pair) -> dict[str, str | None]:
    return {descent.article: descent.parent for descent in trees(pairs)}


def test_two_copies_of_one_text() -> None:
    assert trees([pair("a", "b", "a"), pair("a", "c", "a"), pair("b", "c")]) == [
        Descent("a", "a", None, 1.0),
        Descent("b", "a", "a", 0.95),
        Descent("c", "a", "a", 0.95),
    ]


def test_the_parent_is_the_one_with_most_in_common() -> None:
    assert parents(pair("a", "b", "a", 0.9), pair("a", "c", "a", 0.5), pair("b", "c", "b", 0.8)) == {
        "a": None,
        "b": "a",
        "c": "b",
    }


def test_what_cannot_be_known_has_no_parent() -> None:
    assert parents(pair("a", "b"), pair("c", "d", "d")) == {"a": None, "b": None, "c": "d", "d": None}


def test_a_circle_is_opened_at_its_weakest_link() -> None:
    found = parents(pair("a", "b", "a", 0.9), pair("b", "c", "b", 0.8), pair("a", "c", "c", 0.4))
    assert found == {"a": None, "b": "a", "c": "b"}


def test_origins_are_counted_once_a_family() -> None:
    pairs = [pair("a", "b"), pair("b", "c"), pair("d", "e")]
    assert origins(["a", "b", "c", "d", "e", "f"], pairs) == 3
    assert origins(["a", "c"], pairs) == 1
    assert origins([], pairs) == 0


NAMES = st.sampled_from("abcdefg")
PAIRS = st.lists(st.tuples(NAMES, NAMES, st.integers(0, 2), st.floats(0.1, 1)), max_size=12).map(
    lambda rows: list(
        {
            (a, b): pair(a, b, (None, a, b)[way], round(share, 3))
            for x, y, way, share in rows
            if x != y
            for a, b in [sorted((x, y))]
        }.values()
    )
)


@given(PAIRS, st.integers(0, 5))
def test_trees_are_trees_whatever_the_order(pairs: list[Pair], seed: int) -> None:
    found = trees(pairs)
    assert trees(random.Random(seed).sample(pairs, len(pairs))) == found
    above = {descent.article: descent.parent for descent in found}
    family = {descent.article: descent.family for descent in found}
    assert above.keys() == {article for row in pairs for article in (row.a, row.b)}
    for article in above:
        seen = set()
        at: str | None = article
        while at is not None:
            assert at not in seen
            seen.add(at)
            assert family[at] == family[article] <= at
            at = above[at]
    assert origins(above, pairs) == len(set(family.values()))
    directed = {frozenset((row.a, row.b)): row.first for row in pairs}
    assert all(directed[frozenset((child, parent))] == parent for child, parent in above.items() if parent)
