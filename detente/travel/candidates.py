"""Candidates: which pairs of articles are worth aligning, found without comparing all with all.

What survives rewording, translation and spinning are rare words, names and numbers. Every article is filed under its
rarest features that another article has too; two articles filed together often enough are candidates. The work is
bounded per article: by the features it is filed under, by how many neighbours in a file it is paired with, and by how
many candidates it keeps. In a family larger than that each member meets only its neighbours (by id).

In memory lie 4 bytes for each feature an article is filed under (``FEATURES``), and the candidates. Pairs are counted
for a block of articles at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.travel.features import Floats, Ids, Words

FEATURES = 48
NEIGHBOURS = 32
CANDIDATES = 16
# Weight of shared features below which two articles have nothing to do with each other (about five rare words).
_ENOUGH = 36.0
# Articles whose pairs are counted at a time.
_BLOCK = 2048

Pairs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Index:
    """Which articles are filed under which feature: of ``feature`` those in ``holder[start[f]:start[f + 1]]``."""

    start: Pairs
    holder: NDArray[np.int32]

    @classmethod
    def of(cls, corpus: Sequence[Words], weight: Floats) -> Index:
        """File each article under its rarest features that another one has."""
        carriers = np.zeros(len(weight), dtype=np.int32)
        for article in corpus:
            carriers[article.vocabulary] += 1
        filed = np.zeros(len(weight) + 1, dtype=np.int64)
        for article in corpus:
            filed[_rarest(article, carriers, weight) + 1] += 1
        start = np.cumsum(filed)
        holder = np.empty(start[-1], dtype=np.int32)
        free = start[:-1].copy()
        for number, article in enumerate(corpus):
            features = _rarest(article, carriers, weight)
            holder[free[features]] = number
            free[features] += 1
        return cls(start, holder)

    def together(self, low: int, high: int, weight: Floats) -> tuple[Pairs, Pairs, Floats]:
        """Return (first, second, weight of the features they are filed under) of pairs with ``low <= first < high``.

        ``second`` is larger than ``first`` and among its ``NEIGHBOURS`` next in each file.
        """
        place = np.flatnonzero((self.holder >= low) & (self.holder < high))
        feature = np.searchsorted(self.start, place, side="right") - 1
        end = self.start[feature + 1]
        keys, scores = [], []
        for distance in range(1, NEIGHBOURS + 1):
            inside = place + distance < end
            place, feature, end = place[inside], feature[inside], end[inside]
            if not len(place):
                break
            keys.append(self.holder[place].astype(np.int64) << 32 | self.holder[place + distance])
            scores.append(weight[feature])
        if not keys:
            return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0)
        found, number = np.unique(np.concatenate(keys), return_inverse=True)
        score: Floats = np.bincount(number, np.concatenate(scores)).astype(np.float64)
        kept = score >= _ENOUGH
        return found[kept] >> 32, found[kept] & 0xFFFFFFFF, score[kept]


def _rarest(article: Words, carriers: Ids, weight: Floats) -> Ids:
    shared = article.vocabulary[carriers[article.vocabulary] > 1]
    return shared[np.argsort(-weight[shared], kind="stable")[:FEATURES]]


def propose(corpus: Sequence[Words], weight: Floats) -> list[tuple[int, int]]:
    """Return pairs of positions in ``corpus``, lower one first, in order; at most ``CANDIDATES`` times its length."""
    index = Index.of(corpus, weight)
    kept = (np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))
    settled = 0
    for low in range(0, len(corpus), _BLOCK):
        new = index.together(low, low + _BLOCK, weight)
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
