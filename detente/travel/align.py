"""Alignment: which sentences of two articles correspond, in order with gaps, then what was moved.

Two sentences are compared in their context (``likeness``): by the cosine and by how far it stands out from the next
best partner of either. A logistic model turns both into log odds (``CELL``, fitted by ``bench.travel --fit``). The
alignment is the heaviest chain of cells with positive odds, as in the chaining of genome alignments (Gusfield 1997,
13.3): monotone, with gaps free of charge; one sentence may meet neighbours one to many. What forms chains of its own
beside it was moved.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np

from detente.travel.features import Floats, Ids
from detente.travel.likeness import Likeness, Matrix

# Intercept, cosine in context, its margin over the next best partner.
CELL = (-3.55, 15.18, 7.4)
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


def align(like: Likeness, prior: float = 0.0) -> Alignment:
    """Align two articles; ``prior`` (log odds) is added to every cell for what is known of the articles as wholes."""
    found = cells(like, prior)
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


def cells(like: Likeness, prior: float = 0.0) -> Cells:
    """Return the promising pairs of sentences, ordered by ``a``, then ``b``."""
    i, j, cosine, margin = compared(like)
    intercept, of_cosine, of_margin = CELL
    odds = prior + intercept + of_cosine * cosine + of_margin * margin
    kept = odds > 0
    return Cells(i[kept], j[kept], odds[kept])


def compared(like: Likeness) -> tuple[Ids, Ids, Floats, Floats]:
    """Return the pairs of sentences worth a look, with their cosine in context and its margin over the next best."""
    i, j = np.nonzero(like.alone >= _FLOOR)
    rival_a, least_a = _rivals(like.context, i, j)
    rival_b, least_b = _rivals(like.context.T, j, i)
    cosine = like.context[i, j].astype(np.float64)
    looked = (cosine >= least_a) | (cosine >= least_b)
    margin = cosine - np.maximum(rival_a, rival_b)
    return i[looked], j[looked], cosine[looked], margin[looked]


def _rivals(cosine: Matrix, own: Ids, other: Ids) -> tuple[Floats, Floats]:
    """Return for every cell the best cosine its ``own`` sentence reaches away from it, and the least of its best."""
    size = min(_PARTNERS, cosine.shape[1])
    partner = np.argpartition(-cosine, size - 1, axis=1)[:, :size]
    best = np.take_along_axis(cosine, partner, axis=1).astype(np.float64)
    away = np.abs(partner[own] - other[:, None]) > _NEAR
    return np.where(away, best[own], 0.0).max(axis=1, initial=0.0), best.min(axis=1)[own]


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
