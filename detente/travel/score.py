"""How likely it is that two articles render one text, and which of their passages do.

Two independent articles on one happening share its names, its numbers and what was said; they do not share most of
their sentences, nor the order of telling. So the evidence is the share of either article that lies in aligned
sentences, quotations apart, how much of it runs on without a break, and whether the order of telling agrees beyond
chance. A logistic model weighs it (``PAIR``, fitted by ``bench.travel --fit``).
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from detente.model import Pair, Retelling
from detente.travel.align import Alignment, align
from detente.travel.features import Floats, Ids, Words
from detente.travel.likeness import LONGEST, likeness
from detente.travel.order import order

# Intercept, lower share, higher share, share of unbroken runs, order beyond chance.
PAIR = (-4.25, 8.28, 7.49, 1.13, 6.18)
# Log odds at which an aligned sentence counts for 1 - 1/e of its words: weak ones are met in independent articles too.
_STRONG = 2.0
# Sentences not shared that every article is credited with: of a text of four sentences two may agree by chance.
_CREDIT = 4
# Sentences that may be left out within a run, on either side, less one.
_STEP = 2
# Of a language the background does not know, grammar passes for rare words. Where it has met a smaller share of the
# words of either article, so many log odds more are asked for.
_KNOWN, _UNKNOWN = 0.5, 4.0
# Order that independent articles reach.
_CHANCE = 0.75
# What knowing that two articles are a retelling adds to the log odds of each two sentences.
_PRIOR = 1.5


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a retelling: the lower and higher share of the two, the share of runs, the order (``order``).

    ``foreign`` says that the background has no words of the language of either article.
    """

    low: float
    high: float
    run: float
    order: float
    foreign: bool = False

    def vector(self) -> tuple[float, float, float, float]:
        """Return what the logistic model weighs."""
        return self.low, self.high, self.run, max(0.0, self.order - _CHANCE)

    def probability(self) -> float:
        """Return the probability of a retelling."""
        intercept, *slopes = PAIR
        intercept -= _UNKNOWN * self.foreign
        return sigmoid(intercept + sum(slope * value for slope, value in zip(slopes, self.vector(), strict=True)))


def sigmoid(log_odds: float) -> float:
    """Return the probability that log odds stand for, without overflow."""
    return 0.5 * (1.0 + math.tanh(log_odds / 2.0))


def evidence(a: Words, b: Words, weight: Floats, meaning: sparse.csr_array) -> Evidence:
    """Weigh two articles, quotations apart; which of them comes first makes no difference."""
    if b.id < a.id:
        a, b = b, a
    if not len(a.row) or not len(b.row):
        return Evidence(0.0, 0.0, 0.0, 0.0)
    like = likeness(a, b, weight, plain=True)
    found = align(like)
    mass_a, mass_b = _mass(a, weight), _mass(b, weight)
    credit = _CREDIT * float(np.median(np.concatenate([mass_a, mass_b])))
    shares = [
        float(mass @ (1 - np.exp(-_odds(rows, found, len(mass)) / _STRONG))) / max(float(mass.sum()) + credit, 1e-9)
        for mass, rows in ((mass_a, found.cells.a), (mass_b, found.cells.b))
    ]
    run = _runs(found) / (min(len(mass_a), len(mass_b)) + _CREDIT)
    return Evidence(min(shares), max(shares), run, order(a, b, like, weight, meaning), min(a.known, b.known) < _KNOWN)


def _mass(article: Words, weight: Floats) -> Floats:
    """Return the weight of the words of each sentence that stand outside quotations."""
    value = np.log1p(article.plain) * weight[article.feature]
    return np.bincount(article.row, value, minlength=len(article.owner)).astype(np.float64)[:LONGEST]


def _odds(rows: Ids, found: Alignment, size: int) -> Floats:
    """Return the best log odds of each sentence of one article, nought where it is not aligned."""
    chosen = found.chain + found.moved
    best = np.zeros(size)
    np.maximum.at(best, rows[chosen], found.cells.odds[chosen])
    return best


def _runs(found: Alignment) -> int:
    a, b = found.cells.a[found.chain], found.cells.b[found.chain]
    return int(((np.diff(a) <= _STEP) & (np.diff(b) <= _STEP)).sum())


def retold(a: Words, b: Words, weight: Floats, probability: float) -> tuple[Pair, list[Retelling]]:
    """Return the passages of a retelling that correspond, in the order of ``a``, and what share of either they are.

    A passage may stand in several rows: one rendered by several, or several by one. ``a.id < b.id``.
    """
    found = align(likeness(a, b, weight, plain=False), _PRIOR)
    odds: dict[tuple[int, int], float] = defaultdict(float)
    for place in found.chain + found.moved:
        i, j = found.cells.a[place], found.cells.b[place]
        odds[int(a.owner[i]), int(b.owner[j])] += float(found.cells.odds[place])
    rows = []
    for (p, q), together in sorted(odds.items()):
        left, right = a.passages[p], b.passages[q]
        rows.append(Retelling(a.id, left.start, left.end, b.id, right.start, right.end, round(sigmoid(together), 6)))
    share_a, share_b = (_share(article, {key[side] for key in odds}) for side, article in enumerate((a, b)))
    return Pair(a.id, b.id, probability, share_a, share_b), rows


def _share(article: Words, chosen: set[int]) -> float:
    """Return the share of an article's words (those of grammar apart) that stand in the chosen passages."""
    inside = np.isin(article.owner[article.row], list(chosen))
    return round(float(article.whole[inside].sum() / article.whole.sum()), 6)
