"""How likely it is that two articles render one text, and which of their passages do.

Two independent articles on one happening share its names, its numbers and what was said. So the evidence is what the
aligned sentences have in common beyond that, quotations apart (``overlap``), summed over the sentences that have it,
not averaged over the articles: of a long text in which a part was taken over, that part speaks. Chance agreement grows
with the size of the articles; the sum is set against a power of it. A logistic model makes a probability of both and of
whether the order of telling agrees beyond chance (``PAIR``, fitted by ``bench.travel --fit``).
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from detente.model import Pair, Retelling
from detente.travel.align import align
from detente.travel.features import Floats, Words
from detente.travel.likeness import likeness
from detente.travel.order import order
from detente.travel.overlap import odds

# A pair is a retelling from this probability on.
LIKELY = 0.5
# Intercept and slope.
PAIR = (0.67, 3.71)
# The evidence of an article's sentences is set against its number of sentences to the power of one less this: the sum
# grows with the articles if they are one text, and with the chances of meeting if they are not.
_SIZE = 0.15
# Evidence a sentence that passes for nought.
_NOUGHT = 0.05
# Weight of the square of the order beyond that which independent articles reach, and where it is enough.
_ORDER, _CHANCE, _ENOUGH = 1.3, 0.75, 1.0
# Sentences not shared that every article is credited with: of a text of four sentences two may agree by chance.
_CREDIT = 3
# Of a language the background does not know, grammar passes for rare words. Where it has met a smaller share of the
# words of either article, so many log odds more are asked for.
_KNOWN, _UNKNOWN = 0.5, 4.0
# What is known of two articles that are compared: that they may be a retelling. In log odds of each two sentences.
PRIOR = 1.5


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a retelling.

    ``told`` is the mean of the evidence of the sentences of either article (log odds, geometric mean of both), ``size``
    their number and a few (geometric mean), ``order`` as in ``detente.travel.order``. ``foreign`` says that the
    background has no words of the language of either article.
    """

    told: float
    size: float
    order: float
    foreign: bool = False

    def strength(self) -> float:
        """Return what the logistic model weighs."""
        together = min(_ENOUGH, max(0.0, self.order - _CHANCE))
        return math.log(_NOUGHT + self.told) + _SIZE * math.log(max(1.0, self.size)) + _ORDER * together**2

    def probability(self) -> float:
        """Return the probability of a retelling."""
        intercept, slope = PAIR
        return sigmoid(intercept - _UNKNOWN * self.foreign + slope * self.strength())


def sigmoid(log_odds: float) -> float:
    """Return the probability that log odds stand for, without overflow."""
    return 0.5 * (1.0 + math.tanh(log_odds / 2.0))


def evidence(a: Words, b: Words, weight: Floats, meaning: sparse.csr_array) -> Evidence:
    """Weigh two articles, quotations apart; which of them comes first makes no difference."""
    if b.id < a.id:
        a, b = b, a
    if not len(a.row) or not len(b.row):
        return Evidence(0.0, 0.0, 0.0)
    like = likeness(a, b, weight, plain=True)
    one, two = odds(a, b, like, align(like, PRIOR))
    size = math.sqrt((len(one) + _CREDIT) * (len(two) + _CREDIT))
    told = math.sqrt(float(one.sum()) * float(two.sum())) / size
    found = Evidence(told, size, _CHANCE + _ENOUGH, min(a.known, b.known) < _KNOWN)
    # Where even the best order would not make it likely, asking for it (most of the time all this takes) is no use.
    asked = found.probability() >= LIKELY
    return replace(found, order=order(a, b, like, weight, meaning) if asked else 0.0)


def retold(a: Words, b: Words, weight: Floats, probability: float) -> tuple[Pair, list[Retelling]]:
    """Return the passages of a retelling that correspond, in the order of ``a``, and what share of either they are.

    A passage may stand in several rows: one rendered by several, or several by one. ``a.id < b.id``.
    """
    if not len(a.row) or not len(b.row):
        return Pair(a.id, b.id, probability, 0.0, 0.0), []
    found = align(likeness(a, b, weight, plain=False), PRIOR)
    linked: dict[tuple[int, int], float] = defaultdict(float)
    for place in found.chain + found.moved:
        i, j = found.cells.a[place], found.cells.b[place]
        linked[int(a.owner[i]), int(b.owner[j])] += float(found.cells.odds[place])
    rows = []
    for (p, q), together in sorted(linked.items()):
        left, right = a.passages[p], b.passages[q]
        rows.append(Retelling(a.id, left.start, left.end, b.id, right.start, right.end, round(sigmoid(together), 6)))
    share_a, share_b = (_share(article, {key[side] for key in linked}) for side, article in enumerate((a, b)))
    return Pair(a.id, b.id, probability, share_a, share_b), rows


def _share(article: Words, chosen: set[int]) -> float:
    """Return the share of an article's words (those of grammar apart) that stand in the chosen passages."""
    inside = np.isin(article.owner[article.row], list(chosen))
    return round(float(article.whole[inside].sum() / max(1, article.whole.sum())), 6)
