"""Order: do two articles tell the same things one after the other, however differently they word them?

The heaviest chain through the likeness of their sentences is compared with what the same sentences reach when those of
one article are shuffled (a permutation test; Good 2005). Words shared in passing, names of the story and likeness of
length fall out: they are there after shuffling too.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from detente.travel.features import Floats, Words
from detente.travel.likeness import Likeness, Matrix, common, cosines, in_context, rarer, table

SHUFFLES = 100
# What every report of a happening opens with: the headline, or the first sentence, and the next.
_OPENING = 2
# Chains of fewer sentences cannot be told from chance; more than this many are not needed to.
_LEAST, _MOST = 3, 160
# Order by words alone from which on it is worth while to ask for concepts.
_HINT = 0.6
# Weight of concepts beside that of words.
_CONCEPTS = 0.6


def order(a: Words, b: Words, like: Likeness, weight: Floats, meaning: sparse.csr_array) -> float:
    """Return how far the order of two articles agrees beyond chance, 0 or more, about 2 for one text.

    It is the number of standard deviations by which the chain surpasses shuffled ones, over the root of the sentences
    of the shorter article, as the surplus grows with it. The opening, which independent reports share, does not count.
    Where words hint at an order the concepts behind them are asked too. ``a.id < b.id``.
    """
    by_words = _surplus(like.context)
    return _surplus(_with_concepts(a, b, weight, meaning)) if by_words >= _HINT else by_words


def _surplus(context: Matrix) -> float:
    likeness = np.sqrt(context[_OPENING:_MOST, _OPENING:_MOST])
    if min(likeness.shape) < _LEAST:
        return 0.0
    chains = _chains(likeness)
    spread = float(chains[1:].std())
    surplus = float(chains[0] - chains[1:].mean())
    return max(0.0, surplus / spread / math.sqrt(min(likeness.shape))) if spread > 0 else 0.0


def _with_concepts(a: Words, b: Words, weight: Floats, meaning: sparse.csr_array) -> Matrix:
    """Return the cosines in context by words and concepts together."""
    sides = [_sides(article, weight, meaning) for article in (a, b)]
    (left, left_senses, left_concepts), (right, right_senses, right_concepts) = sides
    by_words, by_senses = common(a.vocabulary, b.vocabulary), common(left_concepts, right_concepts)
    rarer(left, right, by_words)
    rarer(left_senses, right_senses, by_senses)
    return cosines(
        in_context(np.hstack([left, _CONCEPTS * left_senses]), a.owner),
        in_context(np.hstack([right, _CONCEPTS * right_senses]), b.owner),
        (
            np.concatenate([by_words[0], left.shape[1] + by_senses[0]]),
            np.concatenate([by_words[1], right.shape[1] + by_senses[1]]),
        ),
    )


def _sides(article: Words, weight: Floats, meaning: sparse.csr_array) -> tuple[Matrix, Matrix, NDArray[np.int64]]:
    """Return sentences by words, sentences by concepts, and the numbers of these concepts."""
    value = weight[article.vocabulary].astype(np.float32)
    counts = table(article, plain=True)[:_MOST]
    known = meaning[article.vocabulary]
    concepts, place = np.unique(known.indices, return_inverse=True)
    shape = (len(value), len(concepts))
    senses = sparse.csr_array((known.data.astype(np.float32), place, known.indptr), shape=shape)
    return counts * value, np.asarray((senses.T @ ((counts > 0) * value).T).T), concepts


def _chains(likeness: Matrix) -> Matrix:
    """Return the sum of the heaviest strictly monotone chain: as it is, then for each shuffle of the columns."""
    columns = _shuffles(likeness.shape[1])
    best = np.zeros((likeness.shape[1] + 1, columns.shape[1]), dtype=np.float32)
    for row in likeness:
        np.maximum(best[1:], best[:-1] + row[columns], out=best[1:])
        np.maximum.accumulate(best, axis=0, out=best)
    heaviest: Matrix = best[-1]
    return heaviest


@lru_cache(maxsize=_MOST)
def _shuffles(size: int) -> NDArray[np.int64]:
    """Return, a column each, the identity and ``SHUFFLES`` shuffles of so many numbers, the same at every call."""
    chance = np.random.default_rng(size)
    return np.stack([np.arange(size), *(chance.permutation(size) for _ in range(SHUFFLES))], axis=1)
