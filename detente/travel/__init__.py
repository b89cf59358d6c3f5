"""How texts travel: which articles render one text, which of their passages correspond, and which was there first.

>>> pairs, passages = find(articles)

Read on in ``passages`` (what is compared), ``residue`` (what of it is no evidence), ``features`` (words and their
weights), ``candidates`` (which pairs are looked at), ``align`` (which sentences correspond), ``overlap`` (what that is
worth), ``concepts`` and ``order`` (is the same told in the same order?), ``score`` (how likely it is that two articles
are one text), ``reuse`` and ``kinds`` (what kind of retelling), ``credits`` and ``direction`` (which was first),
``families`` (who took it from whom).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy import sparse

from detente.edtf import bounds
from detente.model import Article, Pair, Retelling
from detente.travel.candidates import UNDATED, propose
from detente.travel.concepts import meanings
from detente.travel.direction import direction
from detente.travel.features import Floats, Lexicon, Words, background, read_words, weights
from detente.travel.kinds import kind_of
from detente.travel.residue import Parted, part, recurring
from detente.travel.reuse import compare as reused
from detente.travel.score import LIKELY, evidence, retold
from detente.travel.shelf import Shelf

__all__ = ["LIKELY", "compare", "find"]

# Dates that leave so many days open are not held against two articles.
_VAGUE = 32


def find(articles: Iterable[Article]) -> tuple[list[Pair], list[Retelling]]:
    """Find the pairs of articles that render one text, and the passages that correspond.

    The result does not depend on the order of the articles. Passages are paragraphs outside of boilerplate, one row
    for each two that correspond, ``a < b`` by id; rows come by pair, then in the order of ``a``. A pair's probability
    is that of a retelling rather than of two independent articles on one happening, of which at least ``LIKELY`` are
    returned; words in quotation marks, which independent articles share too, do not count towards it, nor do passages
    of a few words and those a site sets under all it prints. Versions of one file (same path) are no pair. Articles
    published months apart (``candidates.WINDOW``) are compared only if they share a great deal that is rare.
    """
    pairs: list[Pair] = []
    retellings: list[Retelling] = []
    with closing(_Corpus.read(articles)) as corpus:
        for i, j in propose(corpus.words, corpus.weight, np.array(corpus.day, dtype=np.int32)):
            probability = corpus.probability(i, j)
            if probability >= LIKELY and corpus.articles[i].path != corpus.articles[j].path:
                pair, rows = corpus.judge(i, j, probability)
                pairs.append(pair)
                retellings += rows
    return pairs, retellings


def compare(one: Article, two: Article) -> tuple[Pair, list[Retelling]]:
    """Judge two articles, however unlikely it is that they render one text.

    Below ``LIKELY`` the kind is ``same quotation`` or ``same story``; the rows then say what of them comes nearest.
    ``find`` may judge the same two otherwise by a little: there the corpus says which words are rare.

    Raises:
        ValueError: the two are one article.
    """
    if one.id == two.id:
        raise ValueError(f"an article cannot be compared with itself: {one.path}")
    with closing(_Corpus.read([one, two])) as corpus:
        return corpus.judge(0, 1, corpus.probability(0, 1))


def _day(published: str | None) -> int:
    """Return the first day on which it may have been published; a date vaguer than a month is none."""
    span = bounds(published) if published else None
    return span[0].toordinal() if span and (span[1] - span[0]).days < _VAGUE else UNDATED


@dataclass(frozen=True)
class _Corpus:
    """Articles in the order of their ids, their words, and what the words weigh and mean; in bounded memory."""

    articles: Shelf[Article]
    words: Shelf[Words]
    lexicon: Lexicon
    day: array[int]

    @classmethod
    def read(cls, articles: Iterable[Article]) -> _Corpus:
        arrived, parted = Shelf[Article](), Shelf[Parted]()
        lexicon, ordered, words = Lexicon(background()), Shelf[Article](), Shelf[Words]()
        day = array("l")
        with closing(arrived), closing(parted):
            places: dict[str, int] = {}
            for article in articles:
                if places.setdefault(article.id, len(arrived)) == len(arrived):
                    arrived.append(article)
            for _, place in sorted(places.items()):
                parted.append(part(arrived[place]))
            left_out = recurring(parted)
            for each in parted:
                ordered.append(each.article)
                day.append(_day(each.article.published))
                words.append(read_words(each, lexicon, left_out))
        return cls(ordered, words, lexicon, day)

    def close(self) -> None:
        self.articles.close()
        self.words.close()

    @cached_property
    def weight(self) -> Floats:
        return weights(self.words, self.lexicon)

    @cached_property
    def meaning(self) -> sparse.csr_array:
        return meanings(self.lexicon)

    def probability(self, i: int, j: int) -> float:
        return round(evidence(self.words[i], self.words[j], self.weight, self.meaning).probability(), 6)

    def judge(self, i: int, j: int, probability: float) -> tuple[Pair, list[Retelling]]:
        a, b = self.articles[i], self.articles[j]
        pair, rows = retold(self.words[i], self.words[j], self.weight, probability)
        reuse = reused(a, b, rows, self.lexicon)
        kind = kind_of(pair, a, b, rows, reuse)
        first, a_first, reason = direction(pair, kind, a, b, reuse)
        return replace(pair, kind=kind, first=first, a_first=a_first, reason=reason), rows
