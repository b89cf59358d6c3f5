"""Overlap: what speaks for two aligned sentences rendering one another rather than meeting on one happening.

Independent reports of a happening share its names, its numbers and what was said. What counts is therefore how much two
sentences share outside quotations of that which neither article uses all over, in themselves and with their neighbours,
and whether the sentence before or after them corresponds too: what was taken over was mostly taken over in runs. A
logistic model weighs it (``SENTENCE``, fitted by ``bench.travel --fit``).
"""

from __future__ import annotations

import numpy as np

from detente.travel.align import Alignment
from detente.travel.features import Floats, Ids, Words
from detente.travel.likeness import Likeness, Matrix, Shared, in_context

# Intercept, then as ``looks`` gives them.
SENTENCE = (-8.73, 8.98, -9.07, 0.23, 5.14, -2.17, -3.77, 1.29, 3.1, 2.05)
# A sentence whose words outside quotations weigh less ("he said", three rare words) can show nothing.
_LEAST = 30.0
# Shares are taken of no less than this, so that they stay small for small sentences.
_SHORT = 5.0
# Steps to what comes next in both articles; one may leave out a sentence.
_NEXT = ((1, 1), (1, 2), (2, 1))


def odds(a: Words, b: Words, like: Likeness, found: Alignment) -> tuple[Floats, Floats]:
    """Return for each sentence of either article the best log odds of its aligned cells, as ``log(1 + odds)``.

    0 for sentences not aligned. Bounded below by 0, so a sentence of an article's own takes nothing away.
    """
    i, j, features = looks(a, b, like, found)
    intercept, *slopes = SENTENCE
    value = np.logaddexp(0.0, intercept + features @ np.array(slopes))
    best = np.zeros(like.alone.shape[0]), np.zeros(like.alone.shape[1])
    for side, rows in zip(best, (i, j), strict=True):
        np.maximum.at(side, rows, value)
    return best


def looks(a: Words, b: Words, like: Likeness, found: Alignment) -> tuple[Ids, Ids, Floats]:
    """Return the aligned cells that have enough words, and what the model weighs of each.

    That is: cosine in context and alone, log odds of the alignment, weight of what is shared (log), of what is shared
    in context (log), number of words shared (log), weight of the lighter sentence (log), share of it that is shared in
    context (log), whether a neighbour corresponds too.
    """
    chosen = found.chain + found.moved
    i, j, aligned = found.cells.a[chosen], found.cells.b[chosen], found.cells.odds[chosen]
    tables, heavy, shared = like.tables, like.heavy, like.shared
    mass = np.minimum(((tables[0] > 0) @ heavy[0])[i], ((tables[1] > 0) @ heavy[1])[j])
    alone = _both(tables, shared, i, j)
    near = _both((in_context(tables[0], a.owner), in_context(tables[1], b.owner)), shared, i, j)
    common_weight = heavy[0][shared[0]]
    in_both, in_context_of_both = alone @ common_weight, near @ common_weight
    features = np.column_stack(
        [
            like.context[i, j],
            like.alone[i, j],
            aligned,
            np.log1p(in_both),
            np.log1p(in_context_of_both),
            np.log1p(alone.sum(axis=1)),
            np.log1p(mass),
            np.log1p(in_context_of_both / np.maximum(mass, _SHORT)),
            _accompanied(i, j),
        ]
    ).astype(np.float64)
    kept = mass >= _LEAST
    return i[kept], j[kept], features[kept]


def _both(tables: tuple[Matrix, Matrix], shared: Shared, i: Ids, j: Ids) -> Matrix:
    """Return cells by shared words: 1 where both sentences of the cell have the word."""
    one, two = ((side > 0)[:, columns] for side, columns in zip(tables, shared, strict=True))
    return (one[i] & two[j]).astype(np.float32)


def _accompanied(i: Ids, j: Ids) -> Floats:
    cells = list(zip(i.tolist(), j.tolist(), strict=True))
    known = set(cells)
    steps = [(sign * x, sign * y) for x, y in _NEXT for sign in (1, -1)]
    return np.array([any((x + dx, y + dy) in known for dx, dy in steps) for x, y in cells], dtype=np.float64)
