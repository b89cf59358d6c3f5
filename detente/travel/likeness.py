"""Likeness: how much each sentence of one article has in common with each of another, alone and in its context.

Cosines of weighted words (Salton & Buckley 1988). A word that both articles use all over tells their sentences from one
another no better than the grammar does: its weight falls with the share of sentences, of both, that have it. The
context of a sentence is the sentence before and after it in the same paragraph.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from detente.travel.features import Floats, Ids, Words

# An article's first so many sentences are compared; what is longer is no article but a book.
LONGEST = 1000
# Matrices with more cells than this are multiplied sparse.
_DENSE = 4_000_000
# Multiplications up to which OpenBLAS stays in one thread. More threads cost far more than they bring to products as
# small as these, and the work is spread over processes anyway.
_SERIAL = 262_144

Matrix = NDArray[np.float32]
Shared = tuple[NDArray[np.int64], NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Sentences of ``a`` by sentences of ``b``: cosine of the sentences alone, and in their context; 0 to 1.

    ``tables`` are both articles as ``table`` gives them, ``heavy`` the weights of their vocabularies, lowered where the
    two use a word all over, ``shared`` where in them the words stand that both have.
    """

    alone: Matrix
    context: Matrix
    tables: tuple[Matrix, Matrix]
    heavy: tuple[Matrix, Matrix]
    shared: Shared


def likeness(a: Words, b: Words, weight: Floats, *, plain: bool) -> Likeness:
    """Compare two articles sentence by sentence. With ``plain`` what stands in quotations counts for nothing."""
    tables = table(a, plain=plain), table(b, plain=plain)
    shared = common(a.vocabulary, b.vocabulary)
    rare = rarity(*tables, shared)
    heavy = rare[0] * weight[a.vocabulary].astype(np.float32), rare[1] * weight[b.vocabulary].astype(np.float32)
    left, right = tables[0] * heavy[0], tables[1] * heavy[1]
    return Likeness(
        cosines(left, right, shared),
        cosines(in_context(left, a.owner), in_context(right, b.owner), shared),
        tables,
        heavy,
        shared,
    )


def table(article: Words, *, plain: bool) -> Matrix:
    """Return sentences by vocabulary: ``1 + log`` of how often, 0 for never."""
    count = article.plain if plain else article.whole
    used = (count > 0) & (article.row < LONGEST)
    result = np.zeros((min(len(article.owner), LONGEST), len(article.vocabulary)), dtype=np.float32)
    result[article.row[used], article.place[used]] = 1 + np.log(count[used])
    return result


def common(one: Ids, two: Ids) -> Shared:
    """Return where the members of two sorted sets without repetition stand that are in both."""
    _, first, second = np.intersect1d(one, two, assume_unique=True, return_indices=True)
    return first, second


def rarer(left: Matrix, right: Matrix, shared: Shared) -> None:
    """Lower, in place, the columns that many sentences of the two have."""
    for side, rare in zip((left, right), rarity(left, right, shared), strict=True):
        np.multiply(side, rare, out=side)


def rarity(left: Matrix, right: Matrix, shared: Shared) -> tuple[Matrix, Matrix]:
    """Return for the columns of both how rare they are among all sentences of the two: 1 and less."""
    one, two = (np.count_nonzero(side, axis=0) for side in (left, right))
    one[shared[0]] = two[shared[1]] = one[shared[0]] + two[shared[1]]
    total = len(left) + len(right)
    rare = [np.log1p(total / np.maximum(held, 1)) / np.log1p(total) for held in (one, two)]
    return rare[0].astype(np.float32), rare[1].astype(np.float32)


def in_context(value: Matrix, owner: Ids) -> Matrix:
    """Add to each sentence its neighbours in the same passage."""
    near = (owner[1 : len(value)] == owner[: len(value) - 1])[:, None]
    result = value.copy()
    result[:-1] += value[1:] * near
    result[1:] += value[:-1] * near
    return result


def cosines(left: Matrix, right: Matrix, shared: Shared) -> Matrix:
    """Return the cosine of each row of one matrix with each of the other; they share the columns ``shared``."""
    norms = [np.sqrt(np.einsum("ij,ij->i", side, side)) for side in (left, right)]
    one, two = left[:, shared[0]], right[:, shared[1]]
    if one.size + two.size > _DENSE:
        product = (sparse.csr_array(one) @ sparse.csr_array(two).T).toarray()
    else:
        step = max(1, _SERIAL // max(1, two.size))
        product = np.empty((len(one), len(two)), dtype=np.float32)
        for start in range(0, len(one), step):
            product[start : start + step] = one[start : start + step] @ two.T
    scale = np.outer(norms[0], norms[1])
    result: Matrix = np.divide(product, scale, out=np.zeros(product.shape, dtype=np.float32), where=scale > 0)
    return result
