"""Order: do two articles tell the same things one after the other, however differently they word them?

The heaviest chain through the likeness of their sentences is compared with what the same sentences reach when those of
one article are shuffled (a permutation test; Good 2005). Words shared in passing, names of the story and likeness of
length fall out: they are there after shuffling too.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from detente.travel.align import context, matrices
from detente.travel.features import Floats, Words

SHUFFLES = 100
# Weight of concepts beside that of words.
_CONCEPTS = 0.6
# Chains of fewer sentences cannot be told from chance; more than this many are not needed to.
_LEAST, _MOST = 3, 160


def order(a: Words, b: Words, weight: Floats, meaning: sparse.csr_array) -> float:
    """Return how far the order of two articles agrees beyond chance, 0 or more, about 2 for one text.

    It is the number of standard deviations by which the chain surpasses shuffled ones, over the root of the sentences
    of the shorter article, as the surplus grows with it. What stands in quotations counts for nothing. ``a.id < b.id``.
    """
    likeness = _likeness(a, b, weight, meaning)[:_MOST, :_MOST]
    if min(likeness.shape) < _LEAST:
        return 0.0
    chains = _chains(likeness)
    spread = float(chains[1:].std())
    surplus = float(chains[0] - chains[1:].mean())
    return max(0.0, surplus / spread / np.sqrt(min(likeness.shape) + 4)) if spread > 0 else 0.0


def _likeness(a: Words, b: Words, weight: Floats, meaning: sparse.csr_array) -> Floats:
    """Return the root of the cosine of each two sentences in context, by words and concepts."""
    left, right = matrices(a, b, weight, plain=True)
    senses = [_senses(article, weight, meaning) for article in (a, b)]
    carriers = sum((concepts > 0).sum(axis=0) for concepts in senses)
    total = len(a.owner) + len(b.owner)
    rarity = _CONCEPTS * np.log1p(total / np.maximum(carriers, 1)) / np.log1p(total)
    sides = []
    for article, by_words, by_concepts in zip((a, b), (left, right), senses, strict=True):
        both = context(article) @ sparse.hstack([by_words, by_concepts.multiply(rarity[None, :])], format="csr")
        norms = np.sqrt(both.power(2).sum(axis=1))
        sides.append(both.multiply(np.divide(1.0, norms, out=np.zeros_like(norms), where=norms > 0)[:, None]).tocsr())
    cosine: Floats = np.maximum((sides[0] @ sides[1].T).toarray(), 0.0)
    return np.sqrt(cosine)


def _senses(article: Words, weight: Floats, meaning: sparse.csr_array) -> sparse.csr_array:
    used = article.plain > 0
    row, feature = article.row[used], article.feature[used]
    shape = (len(article.owner), meaning.shape[0])
    return sparse.csr_array((weight[feature], (row, feature)), shape=shape) @ meaning


def _chains(likeness: Floats) -> Floats:
    """Return the sum of the heaviest strictly monotone chain: as it is, then for each shuffle of the columns."""
    columns = _shuffles(likeness.shape[1])
    best = np.zeros((len(columns), likeness.shape[1] + 1))
    for row in likeness:
        np.maximum(best[:, 1:], best[:, :-1] + row[columns], out=best[:, 1:])
        np.maximum.accumulate(best, axis=1, out=best)
    result: Floats = best[:, -1]
    return result


@lru_cache(maxsize=_MOST)
def _shuffles(size: int) -> NDArray[np.int64]:
    """Return the identity and ``SHUFFLES`` shuffles of as many columns, the same ones at every call."""
    chance = np.random.default_rng(size)
    return np.stack([np.arange(size), *(chance.permutation(size) for _ in range(SHUFFLES))])
