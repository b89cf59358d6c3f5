"""Utterances: which statements report one and the same act of speaking.

Two statements do when the speaker is one, the dates do not contradict each other, and either the contents are alike or
they lie in passages that render one another. Contents are alike by the overlap of their words, each weighted by how
rare it is in diplomatic news at large (inverse document frequency, Spärck Jones 1972), so that what is joined does
not hang on what else is in the store.

Statements are compared only where they share one of their rarest words and speaker, and then only with those near in
time, so that the work grows as n log n.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

import Stemmer  # type: ignore[import-not-found]  # a C extension without stubs

from detente import edtf
from detente.link.gazetteer import Gazetteer
from detente.link.lexicon import slug
from detente.model import Retelling, Statement

# Share of the weight of words that two contents must have in common, of the lighter one's and of both together.
CONTAINED, ALIKE = 0.7, 0.3
# In passages that render one another, so much of the lighter one's will do.
CONTAINED_IN_PASSAGE = 0.35
# Fewer words than this are too few to know a content by.
FEWEST = 3
RAREST, NEIGHBOURS = 6, 24
# A statement without a date was made at most so long before its article was published.
STALE = timedelta(days=14)
# Words in more than this share of the background's sentences are the grammar of the language.
GRAMMAR = 0.1
WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as it is compared: when it may have been made (days), and the weights of its words."""

    statement: Statement
    speaker: str
    first: date
    last: date
    weights: dict[str, float]
    total: float


class Groups:
    """Sets of ids that are one, named by their smallest id (union-find with path halving)."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def root(self, item: str) -> str:
        """Return the name of the set an id is in."""
        parent = self._parent
        while (up := parent.setdefault(item, item)) != item:
            parent[item] = parent[up]
            item = parent[item]
        return item

    def unite(self, a: str, b: str) -> None:
        """Make the sets of two ids one."""
        low, high = sorted((self.root(a), self.root(b)))
        self._parent[high] = low


def join(
    statements: Iterable[Statement], published: Mapping[str, str | None], retellings: Sequence[Retelling]
) -> Iterator[Statement]:
    """Yield the statements with their utterances, in the order they came.

    Args:
        statements: of all articles.
        published: EDTF date by article.
        retellings: passages that render one another.
    """
    known = list(statements)
    groups = Groups()
    reasons: dict[str, tuple[str, str]] = {}
    for one, other, reason in edges(known, published, retellings):
        groups.unite(one, other)
        for here, there in ((one, other), (other, one)):
            reasons[here] = min(reasons.get(here, (there, reason)), (there, reason))
    for statement in known:
        why = reasons[statement.id][1] if statement.id in reasons else None
        yield replace(statement, utterance=groups.root(statement.id), utterance_reason=why)


def utterances(
    statements: Sequence[Statement], published: Mapping[str, str | None], retellings: Sequence[Retelling]
) -> dict[str, str]:
    """Return the utterance of each statement, by ids: the smallest id among the statements that report it.

    The order of statements and retellings does not matter. A statement without a speaker is an utterance of its own.
    """
    groups = Groups()
    for one, other, _ in edges(statements, published, retellings):
        groups.unite(one, other)
    return {s.id: groups.root(s.id) for s in statements}


def edges(
    statements: Sequence[Statement], published: Mapping[str, str | None], retellings: Sequence[Retelling]
) -> Iterator[tuple[str, str, str]]:
    """Yield pairs of statements that report one act of speaking, by ids, each with the reason in words."""
    told = _prepared(statements, published)
    for a, b in _candidates(told):
        if _compatible(a, b) and _alike(a, b):
            share = _common(a, b) / max(min(a.total, b.total), 1e-9)
            yield a.statement.id, b.statement.id, f"one speaker, days that agree, {share:.0%} of the rarer words"
    for a, b in _in_passages(told, retellings):
        if _agree(a, b):
            yield a.statement.id, b.statement.id, "one speaker, in passages that render one another"


def _prepared(statements: Sequence[Statement], published: Mapping[str, str | None]) -> list[Said]:
    told = []
    for statement in sorted((s for s in statements if s.speaker), key=lambda s: s.id):
        weights = content_words(statement.content)
        first, last = _when(statement, published.get(statement.article))
        total = sum(weights.values())
        told.append(Said(statement, speaker_key(statement.speaker or ""), first, last, weights, total))
    return told


def content_words(text: str) -> dict[str, float]:
    """Return the stems of a content's words with their weights, words of grammar left out, numbers as "#30"."""
    stems = sorted({_stem(word) for word in WORD.findall(text.casefold())})
    return {stem: weight for stem in stems if (weight := _weight(stem)) > -math.log(GRAMMAR)}


@cache
def _weight(stem: str) -> float:
    counts = _background()
    return math.log(counts["*"] / counts.get(stem, 1))


@cache
def _background() -> dict[str, int]:
    """Return in how many sentences of the background a stem stands; its sentences under ``*``."""
    lines = files("detente.data").joinpath("document_frequency.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("//"))
    return {stem: int(count) for stem, count in rows}


@cache
def _stem(word: str) -> str:
    return f"#{word}" if word[0].isdigit() else str(_stemmer().stemWord(word))


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


@cache
def speaker_key(name: str) -> str:
    """Return what a speaker is known by under all its names: the dictionaries' actor, else the name itself."""
    found = [m for m in Gazetteer.load().find(name) if m.end - m.start >= len(name.removeprefix("the ")) - 1]
    return found[0].actor_id if found else slug(name)


def _when(statement: Statement, published: str | None) -> tuple[date, date]:
    """Return the days between which a statement was made, as far as is known."""
    said = edtf.bounds(statement.said_on) if statement.said_on else None
    if said is not None:
        return said
    printed = edtf.bounds(published) if published else None
    if printed is None:
        return date.min, date.max
    return printed[0] - min(STALE, printed[0] - date.min), printed[1]


def _compatible(a: Said, b: Said) -> bool:
    return a.first <= b.last and b.first <= a.last


def _agree(a: Said, b: Said) -> bool:
    """Say whether dates that both statements give agree; passages that render one another need no more."""
    both = a.statement.said_on is not None and b.statement.said_on is not None
    return not both or _compatible(a, b)


def _common(a: Said, b: Said) -> float:
    light, heavy = sorted((a, b), key=lambda s: len(s.weights))
    return sum(weight for word, weight in light.weights.items() if word in heavy.weights)


def _alike(a: Said, b: Said) -> bool:
    if min(len(a.weights), len(b.weights)) < FEWEST:
        return a.weights.keys() == b.weights.keys() and len(a.weights) > 1
    common = _common(a, b)
    together = a.total + b.total - common
    return common >= CONTAINED * min(a.total, b.total) and common >= ALIKE * together


def _candidates(told: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """Yield pairs of one speaker that share a rare word, each with its neighbours in time."""
    blocks: dict[tuple[str, str], list[Said]] = defaultdict(list)
    told_by = Counter((said.speaker, word) for said in told for word in said.weights)
    for said in told:
        # The rarest in this speaker's own mouth: of a minister of energy "gas" tells little.
        shared = (w for w in said.weights if told_by[said.speaker, w] > 1)
        for word in sorted(shared, key=lambda w: (told_by[said.speaker, w], -said.weights[w], w))[:RAREST]:
            blocks[said.speaker, word].append(said)
    for block in blocks.values():
        block.sort(key=lambda s: (s.first, s.last, s.statement.id))
        for index, said in enumerate(block):
            for other in block[index + 1 : index + 1 + NEIGHBOURS]:
                yield said, other


def _in_passages(told: Sequence[Said], retellings: Sequence[Retelling]) -> Iterator[tuple[Said, Said]]:
    """Yield pairs that lie in corresponding passages, each the other's best among the speaker's."""
    by_article: dict[str, list[Said]] = defaultdict(list)
    for said in told:
        by_article[said.statement.article].append(said)
    middles: dict[str, list[float]] = {}
    for article, rows in by_article.items():
        rows.sort(key=lambda s: (_middle(s), s.statement.id))
        middles[article] = [_middle(s) for s in rows]
    for passage in retellings:
        here = _between(by_article, middles, (passage.a, passage.a_start, passage.a_end))
        there = _between(by_article, middles, (passage.b, passage.b_start, passage.b_end))
        best_there = {a.statement.id: _best(a, there) for a in here}
        best_here = {b.statement.id: _best(b, here) for b in there}
        for a in here:
            b = best_there[a.statement.id]
            if b is not None and best_here[b.statement.id] is a:
                yield a, b


def _middle(said: Said) -> float:
    return (said.statement.start + said.statement.end) / 2


def _between(
    by_article: Mapping[str, list[Said]], middles: Mapping[str, list[float]], passage: tuple[str, int, int]
) -> list[Said]:
    article, start, end = passage
    places = middles.get(article, [])
    return by_article.get(article, [])[bisect_left(places, start) : bisect_left(places, end)]


def _best(said: Said, others: Iterable[Said]) -> Said | None:
    """Return the most alike of others by the same speaker, if any is alike enough."""
    scored = [
        (_common(said, o) / max(min(said.total, o.total), 1e-9), o.statement.id, o)
        for o in others
        if o.speaker == said.speaker
    ]
    best = max(scored, default=None, key=lambda row: row[:2])
    return best[2] if best is not None and best[0] >= CONTAINED_IN_PASSAGE else None
