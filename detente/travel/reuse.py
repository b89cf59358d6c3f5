"""Reuse: word by word, how much of the passages two articles share is the same, and what was put for what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from detente.model import Article, Retelling
from detente.travel.concepts import table
from detente.travel.features import Lexicon

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W_]+(?:['’-][^\W_]+)*")
# A word may be put for up to so many words, and the other way round ("again" for "once more").
_FEW = 3

Stretch = tuple[int, int]
Change = tuple[Sequence[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Reuse:
    """How the corresponding passages of ``a`` and ``b`` compare, in words.

    ``kept_a`` and ``kept_b`` are the shares of the words of either one's passages that the other has in the same order.
    ``changed`` counts the places where they differ, ``synonyms`` those of them where a word or few were put for a word
    that means the same, ``words`` the words of the shorter side. ``rarer_b`` is the share of synonyms where ``b`` has
    the rarer word (0.5 where there are none).
    """

    kept_a: float
    kept_b: float
    changed: int
    synonyms: int
    words: int
    rarer_b: float


def compare(a: Article, b: Article, rows: Iterable[Retelling], lexicon: Lexicon) -> Reuse:
    """Compare two articles by the rows of ``score.retold`` on them, ``a.id < b.id``."""
    same = of_a = of_b = changed = synonyms = 0
    rarer = 0.0
    for left, right in _together(rows):
        one, two = (
            [token.lower() for span in spans for token in _TOKEN.findall(article.text, *span)]
            for article, spans in ((a, left), (b, right))
        )
        of_a, of_b = of_a + len(one), of_b + len(two)
        kept = len(one)
        for before, after in changes(one, two):
            kept -= len(before)
            changed += 1
            if before and after and len(before) <= _FEW and len(after) <= _FEW and akin(before, after, lexicon):
                synonyms += 1
                rarer += _rarer(before, after, lexicon)
        same += kept
    share = rarer / synonyms if synonyms else 0.5
    return Reuse(same / max(1, of_a), same / max(1, of_b), changed, synonyms, min(of_a, of_b), share)


def _together(rows: Iterable[Retelling]) -> Iterator[tuple[list[Stretch], list[Stretch]]]:
    """Put the rows that share a passage together: the passages of ``a`` and of ``b`` that render one another."""
    groups: list[tuple[set[Stretch], set[Stretch]]] = []
    for row in rows:
        left, right = {(row.a_start, row.a_end)}, {(row.b_start, row.b_end)}
        apart = []
        for group in groups:
            if group[0] & left or group[1] & right:
                left, right = left | group[0], right | group[1]
            else:
                apart.append(group)
        groups = [*apart, (left, right)]
    for left, right in groups:
        yield sorted(left), sorted(right)


def changes(one: Sequence[str], two: Sequence[str]) -> Iterator[Change]:
    """Yield the stretches of words that stand at one place in either text and differ; one of them may be empty."""
    start_one = start_two = end_one = end_two = 0
    for edit in Levenshtein.opcodes(one, two):
        if edit.tag == "equal":
            if end_one > start_one or end_two > start_two:
                yield one[start_one:end_one], two[start_two:end_two]
            start_one, start_two = edit.src_end, edit.dest_end
        end_one, end_two = edit.src_end, edit.dest_end
    if end_one > start_one or end_two > start_two:
        yield one[start_one:end_one], two[start_two:end_two]


def akin(one: Sequence[str], two: Sequence[str], lexicon: Lexicon) -> bool:
    """Say whether a word of one stretch has a sense in common with a word of the other, or with what that is kin to."""
    known = table()
    for left in one:
        own, kin = known.get(lexicon.feature(left), ((), ()))
        for right in two:
            other, others_kin = known.get(lexicon.feature(right), ((), ()))
            if set(own) & {*other, *others_kin} or set(kin) & set(other):
                return True
    return False


def _rarer(one: Sequence[str], two: Sequence[str], lexicon: Lexicon) -> float:
    """Return 1 where the rarest word of the second stretch is rarer than that of the first, 0.5 where neither is."""
    first, second = (min(lexicon.known.counts.get(lexicon.feature(word), 0) for word in side) for side in (one, two))
    return 1.0 if second < first else 0.5 if second == first else 0.0
