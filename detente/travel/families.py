"""Families: who took a text from whom, and how many independent origins a set of articles has.

Pure functions over the rows of ``find``: their answers follow from the set of pairs, not from its order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from detente.link.utterances import Groups
from detente.model import Pair


@dataclass(frozen=True, slots=True)
class Descent:
    """An article's place in its family.

    ``family`` is the smallest id of its members; ``parent`` the article it was most likely made from, None for the
    first of a family, and where it cannot be known; ``probability`` that the parent was there first (1.0 without one).
    """

    article: str
    family: str
    parent: str | None
    probability: float


def trees(pairs: Iterable[Pair]) -> list[Descent]:
    """Return for every article of the pairs its place in the family tree of its text, by family, then by article.

    Each article gets at most one parent, of those known to have been there before it the one that it has most of its
    words in common with; links that would close a circle are left out, the surest come first (Kruskal 1956).
    """
    rows = list(pairs)
    family = families((row.a, row.b) for row in rows)
    parents: dict[str, tuple[str, float]] = {}
    for _, child, parent, sure in sorted(map(_link, (row for row in rows if row.first is not None))):
        if child not in parents and not _descends(parent, child, parents):
            parents[child] = (parent, sure)
    found = [Descent(article, first, *parents.get(article, (None, 1.0))) for article, first in family.items()]
    return sorted(found, key=lambda descent: (descent.family, descent.article))


def origins(articles: Collection[str], pairs: Iterable[Pair]) -> int:
    """Return how many independent origins the articles (ids) have: those of one family count once.

    A family counts as one also where some of its members are not among the articles.
    """
    family = families((pair.a, pair.b) for pair in pairs)
    return len({family.get(article, article) for article in articles})


def _link(pair: Pair) -> tuple[tuple[float, float, str, str], str, str, float]:
    """Return a pair as (order of trust, child, parent, probability of the direction)."""
    a_is_parent = pair.first == pair.a
    child, parent = (pair.b, pair.a) if a_is_parent else (pair.a, pair.b)
    share = pair.share_b if a_is_parent else pair.share_a
    sure = pair.a_first if a_is_parent else 1 - pair.a_first
    return (-round(share * pair.probability, 2), -sure, child, parent), child, parent, sure


def _descends(article: str, ancestor: str, parents: dict[str, tuple[str, float]]) -> bool:
    at: str | None = article
    while at is not None and at != ancestor:
        at = parents[at][0] if at in parents else None
    return at is not None


def families(joined: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return for every article of the pairs of ids the smallest id of those it is joined with, however far."""
    groups = Groups()
    met: set[str] = set()
    for one, other in joined:
        groups.unite(one, other)
        met |= {one, other}
    return {article: groups.root(article) for article in met}
