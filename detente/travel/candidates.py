"""Candidates: which pairs of articles are worth aligning, found without comparing all with all.

What survives rewording, translation and spinning are rare words, names and numbers. Every article is filed under its
rarest features that another article has too; two articles filed together often enough are candidates. The work is
bounded per article: by the features it is filed under, by how many neighbours in a file it is paired with, and by how
many candidates it keeps. In a family larger than that each member meets only its neighbours (by id).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.travel.features import Floats, Words

FEATURES = 64
NEIGHBOURS = 32
CANDIDATES = 16
# Weight of shared features below which two articles have nothing to do with each other (about five rare words).
_ENOUGH = 36.0

Pairs = NDArray[np.int64]


def propose(corpus: Sequence[Words], weight: Floats) -> list[tuple[int, int]]:
    """Return pairs of positions in ``corpus``, lower one first, in order; at most ``CANDIDATES`` times its length."""
    size = len(corpus)
    feature, article = _files(corpus, weight)
    pairs: list[Pairs] = []
    scores: list[Floats] = []
    for distance in range(1, NEIGHBOURS + 1):
        together = np.flatnonzero(feature[distance:] == feature[:-distance])
        if not len(together):
            break
        pairs.append(article[together] * size + article[together + distance])
        scores.append(weight[feature[together]])
    if not pairs:
        return []
    found, place = np.unique(np.concatenate(pairs), return_inverse=True)
    score: Floats = np.bincount(place, np.concatenate(scores)).astype(np.float64)
    return _best(found[score >= _ENOUGH], score[score >= _ENOUGH], size)


def _files(corpus: Sequence[Words], weight: Floats) -> tuple[Pairs, Pairs]:
    """Return (feature, article) entries, sorted: each article under its rarest features that another one has."""
    carriers = np.zeros(len(weight), dtype=np.int64)
    for article in corpus:
        carriers[article.vocabulary] += 1
    chosen = []
    for article in corpus:
        shared = article.vocabulary[carriers[article.vocabulary] > 1]
        chosen.append(shared[np.argsort(-weight[shared], kind="stable")[:FEATURES]])
    feature = np.concatenate(chosen).astype(np.int64) if chosen else np.empty(0, dtype=np.int64)
    holder = np.repeat(np.arange(len(corpus)), [len(features) for features in chosen])
    order = np.lexsort((holder, feature))
    return feature[order], holder[order]


def _best(pairs: Pairs, score: Floats, size: int) -> list[tuple[int, int]]:
    """Keep a pair that is among the best of either of its articles."""
    first, second = pairs // size, pairs % size
    owner = np.concatenate([first, second])
    both = np.concatenate([score, score])
    entry = np.tile(np.arange(len(pairs)), 2)
    order = np.lexsort((entry, -both, owner))
    starts = np.searchsorted(owner[order], np.arange(size))
    rank = np.arange(len(order)) - starts[owner[order]]
    kept = np.unique(entry[order[rank < CANDIDATES]])
    return list(zip(first[kept].tolist(), second[kept].tolist(), strict=True))
