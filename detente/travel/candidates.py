"""Candidates: which pairs of articles are worth aligning, found without comparing all with all.

What survives rewording, translation and spinning are rare words, names and numbers. Every article is filed under its
rarest features that another article has too; two articles filed together often enough are candidates. The work is
bounded per article: by the features it is filed under, by how many neighbours in a file it is paired with, and by how
many candidates it keeps. In a family larger than that each member meets only its neighbours (by id).

A text is mostly taken over while it is news. Two articles published more than ``WINDOW`` days apart are candidates only
if they share far more that is rare than two articles on one subject do; a copy years later does.

In memory lie 3 bytes for each feature an article is filed under (``FEATURES``), its day, its size, and the candidates.
Pairs are counted for a block of articles at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.travel.features import Floats, Ids, Words

FEATURES = 64
NEIGHBOURS = 128
CANDIDATES = 28
# Weight of shared features below which two articles have nothing to do with each other (about three rare words).
_ENOUGH = 24.0
# Days between two articles from which on they must share so much (about nine rare words).
WINDOW = 92
_ENOUGH_APART = 72.0
# Articles whose pairs are counted at a time: 2 to the power of this.
_BLOCK_BITS = 11

Pairs = NDArray[np.int64]
Days = NDArray[np.int32]
# The day of an article whose date of publication is not known; later than any day.
UNDATED = 1 << 30


@dataclass(frozen=True, slots=True)
class Index:
    """Which articles are filed under which feature: under ``f`` those at the places ``start[f]`` to ``start[f + 1]``.

    Of an article's number ``low`` has the lower 16 bits and ``high`` the upper 8: 16 million articles at most. ``size``
    is the root of the number of an article's features: of two that share as much, the shorter shares more of itself.
    ``day`` counts from any one day on; ``UNDATED`` where it is not known.
    """

    start: Pairs
    low: NDArray[np.uint16]
    high: NDArray[np.uint8]
    size: NDArray[np.float32]
    day: Days

    @classmethod
    def of(cls, corpus: Sequence[Words], weight: Floats, day: Days | None = None) -> Index:
        """File each article under its rarest features that another one has; without ``day`` no date is known."""
        carriers = np.zeros(len(weight), dtype=np.int32)
        for article in corpus:
            carriers[article.vocabulary] += 1
        filed = np.zeros(len(weight) + 1, dtype=np.int64)
        for article in corpus:
            filed[_rarest(article, carriers, weight) + 1] += 1
        start = np.cumsum(filed)
        low, high = np.empty(start[-1], dtype=np.uint16), np.empty(start[-1], dtype=np.uint8)
        free = start[:-1].copy()
        for number, article in enumerate(corpus):
            features = _rarest(article, carriers, weight)
            low[free[features]], high[free[features]] = number & 0xFFFF, number >> 16
            free[features] += 1
        size = np.sqrt([max(1, len(article.vocabulary)) for article in corpus]).astype(np.float32)
        return cls(start, low, high, size, np.full(len(corpus), UNDATED, np.int32) if day is None else day)

    def holders(self, place: Pairs) -> Pairs:
        """Return the articles at these places."""
        return self.high[place].astype(np.int64) << 16 | self.low[place]

    def _of_block(self, block: int) -> Pairs:
        """Return the places of the articles of a block, in order."""
        size = 16 - _BLOCK_BITS
        here = (self.low >> _BLOCK_BITS == block & (1 << size) - 1) & (self.high == block >> size)
        return np.flatnonzero(here).astype(np.int64)

    def together(self, block: int, weight: Floats) -> tuple[Pairs, Pairs, Floats]:
        """Return (first, second, score) of the pairs whose first is in the block.

        ``second`` is larger than ``first`` and among its ``NEIGHBOURS`` next in a file. The score is the weight of the
        features that both are filed under, by the sizes of both.
        """
        place = self._of_block(block)
        feature = np.searchsorted(self.start, place, side="right") - 1
        end = self.start[feature + 1]
        keys, scores = [], []
        for distance in range(1, NEIGHBOURS + 1):
            inside = place + distance < end
            place, feature, end = place[inside], feature[inside], end[inside]
            if not len(place):
                break
            keys.append(self.holders(place) << 32 | self.holders(place + distance))
            scores.append(weight[feature])
        if not keys:
            return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0)
        found, number = np.unique(np.concatenate(keys), return_inverse=True)
        score: Floats = np.bincount(number, np.concatenate(scores)).astype(np.float64)
        kept = score >= np.where(self._apart(found >> 32, found & 0xFFFFFFFF), _ENOUGH_APART, _ENOUGH)
        first, second = found[kept] >> 32, found[kept] & 0xFFFFFFFF
        return first, second, score[kept] / (self.size[first] * self.size[second])

    def _apart(self, first: Pairs, second: Pairs) -> NDArray[np.bool_]:
        """Say which pairs have dates further apart than the window."""
        one, two = self.day[first], self.day[second]
        dated = np.maximum(one, two) < UNDATED
        apart: NDArray[np.bool_] = dated & (np.abs(one - two) > WINDOW)
        return apart


def _rarest(article: Words, carriers: Ids, weight: Floats) -> Ids:
    shared = article.vocabulary[carriers[article.vocabulary] > 1]
    return shared[np.argsort(-weight[shared], kind="stable")[:FEATURES]]


def propose(corpus: Sequence[Words], weight: Floats, day: Days | None = None) -> list[tuple[int, int]]:
    """Return pairs of positions in ``corpus``, lower one first, in order; at most ``CANDIDATES`` times its length.

    ``day`` gives the day each was published, ``UNDATED`` where that is not known.
    """
    index = Index.of(corpus, weight, day)
    kept = (np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))
    settled = 0
    for block in range((len(corpus) - 1 >> _BLOCK_BITS) + 1):
        new = index.together(block, weight)
        kept = tuple(np.concatenate(both) for both in zip(kept, new, strict=True))  # type: ignore[assignment]  # three
        # What is no longer among the best of either article never will be; to look for it each time would take longer
        # and longer, so it is done when there is twice as much as after the last time.
        if len(kept[0]) > 2 * settled:
            kept = _best(*kept)
            settled = len(kept[0])
    first, second, _ = _best(*kept)
    order = np.lexsort((second, first))
    return list(zip(first[order].tolist(), second[order].tolist(), strict=True))


def _best(first: Pairs, second: Pairs, score: Floats) -> tuple[Pairs, Pairs, Floats]:
    """Keep a pair that is among the best of either of its articles; of equal ones those with the smaller numbers."""
    owner, other = np.concatenate([first, second]), np.concatenate([second, first])
    entry = np.tile(np.arange(len(first)), 2)
    order = np.lexsort((other, -np.concatenate([score, score]), owner))
    ordered = owner[order]
    rank = np.arange(len(order)) - np.searchsorted(ordered, ordered)
    kept = np.unique(entry[order[rank < CANDIDATES]])
    return first[kept], second[kept], score[kept]
