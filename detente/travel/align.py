"""Alignment: which sentences of two articles correspond, in order with gaps, then what was moved.

Two sentences are compared in their context, the neighbours within the paragraph included: by the cosine of their
weighted words and by how far it stands out from the next best partner of either. A logistic model turns both into log
odds (``CELL``, fitted by ``bench.travel --fit``). The alignment is the heaviest chain of cells with positive odds, as
in the chaining of genome alignments (Gusfield 1997, 13.3): monotone, with gaps free of charge; one sentence may meet
neighbours one to many. What forms chains of its own beside it was moved.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from detente.travel.features import Floats, Ids, Words

# Intercept, cosine in context, its margin over the next best partner.
CELL = (-3.44, 14.6, 7.42)
# Sentences whose own words have less in common than this are not compared (cosine).
_FLOOR = 0.06
# Neighbours so near a partner (in sentences) are no rivals to it: their contexts overlap.
_NEAR = 2
# Partners of a sentence that are looked at: one more than may lie near the best.
_PARTNERS = 2 * _NEAR + 2
# A further neighbour of a sentence already placed must earn this much (log odds).
_MANY = 0.5
# A chain beside the main one is a move if it is this heavy (log odds).
_MOVED = 3.0
_MOVES = 12
# Products of features of a pair of articles: rarest first until so many are spent (long lists of like paragraphs).
_PRODUCTS = 1_000_000


@dataclass(frozen=True, slots=True)
class Cells:
    """Pairs of sentences, ``a`` and ``b`` by number, with positive log odds ``odds`` of rendering one another."""

    a: Ids
    b: Ids
    odds: Floats


@dataclass(frozen=True, slots=True)
class Alignment:
    """Chosen cells by position in ``cells``: ``chain`` in order, ``moved`` outside of it."""

    cells: Cells
    chain: list[int]
    moved: list[int]


def align(a: Words, b: Words, weight: Floats, *, plain: bool, prior: float = 0.0) -> Alignment:
    """Align two articles.

    Args:
        a: one article.
        b: the other.
        weight: weight of each feature.
        plain: what stands in quotations counts for nothing.
        prior: log odds added to every cell, for what is known of the two articles as wholes.
    """
    found = cells(a, b, weight, plain=plain, prior=prior)
    main = heaviest_chain(found)
    free = np.ones(len(found.odds), dtype=np.bool_)
    moved: list[int] = []
    chain = main
    for _ in range(_MOVES):
        free &= ~np.isin(found.a, found.a[chain]) & ~np.isin(found.b, found.b[chain])
        rest = np.flatnonzero(free)
        if not len(rest):
            break
        chain = rest[heaviest_chain(Cells(found.a[rest], found.b[rest], found.odds[rest]))].tolist()
        if found.odds[chain].sum() < _MOVED:
            break
        moved += chain
    return Alignment(found, main, moved)


def cells(a: Words, b: Words, weight: Floats, *, plain: bool, prior: float = 0.0) -> Cells:
    """Return the promising pairs of sentences, ordered by ``a``, then ``b``."""
    i, j, cosine, margin = compared(a, b, weight, plain=plain)
    intercept, of_cosine, of_margin = CELL
    odds = prior + intercept + of_cosine * cosine + of_margin * margin
    kept = np.flatnonzero(odds > 0)
    kept = kept[np.lexsort((j[kept], i[kept]))]
    return Cells(i[kept], j[kept], odds[kept])


def compared(a: Words, b: Words, weight: Floats, *, plain: bool) -> tuple[Ids, Ids, Floats, Floats]:
    """Return the pairs of sentences worth a look, with their cosine in context and its margin over the next best."""
    left, right = matrices(a, b, weight, plain=plain)
    own_i, own_j, own = _cosines(left, right)
    i, j, cosine = _cosines(context(a) @ left, context(b) @ right)
    rival_a, rank_a = _rivals(i, j, cosine, len(a.owner))
    rival_b, rank_b = _rivals(j, i, cosine, len(b.owner))
    near = own >= _FLOOR
    looked = np.isin(i * len(b.owner) + j, own_i[near] * len(b.owner) + own_j[near])
    looked &= (rank_a < _PARTNERS) | (rank_b < _PARTNERS)
    margin = cosine - np.maximum(rival_a, rival_b)
    return i[looked], j[looked], cosine[looked], margin[looked]


def _cosines(left: sparse.csr_array, right: sparse.csr_array) -> tuple[Ids, Ids, Floats]:
    product = (left @ right.T).tocoo()
    i, j = (axis.astype(np.int64) for axis in product.coords)
    norms = np.sqrt(left.power(2).sum(axis=1))[i] * np.sqrt(right.power(2).sum(axis=1))[j]
    return i, j, np.divide(product.data, norms, out=np.zeros(len(norms)), where=norms > 0)


def context(article: Words) -> sparse.csr_array:
    """Return the square matrix that adds to each sentence its neighbours in the same passage."""
    size = len(article.owner)
    here = np.arange(size)
    paired = here[:-1][article.owner[:-1] == article.owner[1:]]
    rows = np.concatenate([here, paired, paired + 1])
    columns = np.concatenate([here, paired + 1, paired])
    return sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(size, size))


def matrices(a: Words, b: Words, weight: Floats, *, plain: bool) -> tuple[sparse.csr_array, sparse.csr_array]:
    """Return sentences by features, for the features of either article.

    A word that both articles use all over tells their sentences from one another no better than the grammar does: its
    weight falls with the share of sentences, of both, that have it.
    """
    count_a, count_b = (a.plain, b.plain) if plain else (a.whole, b.whole)
    use_a, use_b = count_a > 0, count_b > 0
    features, place = np.unique(np.concatenate([a.feature[use_a], b.feature[use_b]]), return_inverse=True)
    place_a, place_b = place[: use_a.sum()], place[use_a.sum() :]
    times_a = np.bincount(place_a, minlength=len(features))
    times_b = np.bincount(place_b, minlength=len(features))
    total = len(a.owner) + len(b.owner)
    value = weight[features] * np.log1p(total / (times_a + times_b)) / np.log1p(total)
    _spend(value, times_a * times_b)
    shape = len(features)
    left = (1 + np.log(count_a[use_a])) * value[place_a]
    right = (1 + np.log(count_b[use_b])) * value[place_b]
    return (
        sparse.csr_array((left, (a.row[use_a], place_a)), shape=(len(a.owner), shape)),
        sparse.csr_array((right, (b.row[use_b], place_b)), shape=(len(b.owner), shape)),
    )


def _spend(value: Floats, products: NDArray[np.int64]) -> None:
    """Silence the commonest features where all together would cost too many products."""
    if products.sum() > _PRODUCTS:
        order = np.argsort(products, kind="stable")
        value[order[np.cumsum(products[order]) > _PRODUCTS]] = 0.0


def _rivals(own: Ids, other: Ids, cosine: Floats, size: int) -> tuple[Floats, NDArray[np.int64]]:
    """Return for every cell the best cosine its ``own`` sentence reaches away from it, and its rank there."""
    order = np.lexsort((-cosine, own))
    starts = np.searchsorted(own[order], np.arange(size))
    rank = np.empty(len(own), dtype=np.int64)
    rank[order] = np.arange(len(own)) - starts[own[order]]
    top = rank < _PARTNERS
    partner = np.full((size, _PARTNERS), -_NEAR - 1)
    best = np.zeros((size, _PARTNERS))
    partner[own[top], rank[top]] = other[top]
    best[own[top], rank[top]] = cosine[top]
    away = np.abs(partner[own] - other[:, None]) > _NEAR
    rival: Floats = np.where(away, best[own], 0.0).max(axis=1, initial=0.0)
    return rival, rank


def heaviest_chain(found: Cells) -> list[int]:
    """Return the positions of the monotone chain of cells with the largest sum, in order; m log m for m cells.

    Consecutive cells go forward in both articles, or stay in one sentence and take the next one of the other article,
    which costs ``_MANY``. ``found`` is ordered by ``a``, then ``b``.
    """
    columns = sorted(set(found.b.tolist()))
    best = _PrefixMaximum(len(columns))
    total: list[float] = []
    before: list[int] = []
    above: dict[int, int] = {}
    current: dict[int, int] = {}
    row = -2
    for place, (i, j, odds) in enumerate(zip(found.a.tolist(), found.b.tolist(), found.odds.tolist(), strict=True)):
        if i != row:
            for column, held in current.items():
                best.raise_to(bisect_left(columns, column), total[held], held)
            above, current, row = (current if i == row + 1 else {}), {}, i
        gain, previous = best.below(bisect_left(columns, j))
        for neighbour in (current.get(j - 1), above.get(j)):
            if neighbour is not None and total[neighbour] - _MANY > gain:
                gain, previous = total[neighbour] - _MANY, neighbour
        total.append(gain + odds)
        before.append(previous)
        current[j] = place
    chain = []
    place = int(np.argmax(total)) if total else -1
    while place >= 0:
        chain.append(place)
        place = before[place]
    return chain[::-1]


class _PrefixMaximum:
    """Largest value met so far at positions below a given one (Fenwick 1994), with who reached it."""

    def __init__(self, size: int) -> None:
        self._nodes: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)

    def raise_to(self, position: int, value: float, holder: int) -> None:
        node = position + 1
        while node < len(self._nodes):
            if value > self._nodes[node][0]:
                self._nodes[node] = (value, holder)
            node += node & -node

    def below(self, position: int) -> tuple[float, int]:
        result = (0.0, -1)
        while position > 0:
            if self._nodes[position][0] > result[0]:
                result = self._nodes[position]
            position -= position & -position
        return result
