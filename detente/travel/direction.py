"""Direction: which of two articles was there first, as far as can be known.

Signs are weighed in log odds and added up: dates of publication, one article crediting the other's outlet, what is left
out (the shorter text is the younger one more often than not: it is easier to leave out than to add), and traces of
spinning or translating, which only the later text has. The weights are set by judgement (see ``_WEIGHTS``), not fitted:
``bench.travel`` says how often they are right on pairs whose direction is known.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import PurePath
from types import MappingProxyType

from detente.edtf import bounds
from detente.model import Article, Pair, PairKind
from detente.travel.credits import credits_to, says_translated
from detente.travel.reuse import Reuse
from detente.travel.spinning import machine_made

# Log odds that each sign gives to the article it speaks for.
_WEIGHTS = MappingProxyType({"days": 3.0, "credit": 3.0, "longer": 1.2, "spun": 2.5, "translated": 2.0})
# Direction is told from this probability on.
_TOLD = 0.75
# Below this difference of shares neither is the longer one. Below this difference in how odd they read (by the rarer
# synonym, -1 to 1, and by the probability of a machine) neither is the spun one.
_LONGER, _ODD = 0.1, 0.2


def direction(pair: Pair, kind: PairKind, a: Article, b: Article, reuse: Reuse) -> tuple[str | None, float, str]:
    """Return the id of the first article or None, the probability that it is ``a``, and the reason in words.

    Exchanging the two exchanges the answer. Children of one source have no direction between them.
    """
    if kind == "common source":
        return None, 0.5, "both come from a third text"
    total, reasons = 0.0, []
    for sign, of_a, why in _signs(pair, kind, (a, b), reuse):
        total += _WEIGHTS[sign] * (1 if of_a else -1)
        reasons.append(f"{_called(a if of_a else b)} {why}")
    a_first = 1 / (1 + math.exp(-total))
    first = a.id if a_first >= _TOLD else b.id if a_first <= 1 - _TOLD else None
    return first, round(a_first, 6), "; ".join(reasons) or "no sign of it"


def _signs(
    pair: Pair, kind: PairKind, articles: tuple[Article, Article], reuse: Reuse
) -> Iterator[tuple[str, bool, str]]:
    """Yield each sign with whether it speaks for ``a`` and why, in words."""
    a, b = articles
    days = _days_between(a, b)
    if days:
        yield "days", days > 0, f"was published {abs(days)} day{'s' * (abs(days) > 1)} earlier"
    if credits_to(b, a) != credits_to(a, b):
        yield "credit", credits_to(b, a), "is credited by the other"
    if abs(pair.share_a - pair.share_b) >= _LONGER and kind in {"trimmed", "edited", "exact copy"}:
        yield "longer", pair.share_a < pair.share_b, "has what the other leaves out"
    if kind == "machine-spun":
        odd = machine_made(b)[0] - machine_made(a)[0] + 2 * (reuse.rarer_b - 0.5)
        if abs(odd) >= _ODD:
            yield "spun", odd > 0, "has the commoner words where the other has odd ones"
    if says_translated(a.text) != says_translated(b.text):
        yield "translated", says_translated(b.text), "is what the other calls itself a translation of"


def _called(article: Article) -> str:
    return article.outlet or PurePath(article.path).name


def _days_between(a: Article, b: Article) -> int:
    """Return by how many days ``a`` was published before ``b``, 0 where that is not known for sure."""
    one, two = (bounds(article.published) if article.published else None for article in (a, b))
    if one is None or two is None:
        return 0
    return (two[0] - one[1]).days if one[1] < two[0] else -(one[0] - two[1]).days if two[1] < one[0] else 0
