"""Two accounts of one meeting or call, clause by clause: what both say, what only one says, what they word otherwise.

Two sides do not tell a meeting in one order, nor in the same words, so clauses are matched each with each, one to one,
so that the likeness of all pairs together is greatest (Kuhn 1955). Likeness is the share of what the two clauses say
that the other says too, in the same words or words for the same (``matching``); words that news is full of, and names
both accounts are full of, say little.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy.optimize import linear_sum_assignment

from detente.language import english
from detente.model import Article, Excerpt
from detente.travel import matching
from detente.travel.features import Lexicon, background
from detente.travel.pieces import Wording, read
from detente.travel.variants import Change, ChangeName, named

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

Verdict = Literal["both", "worded otherwise", "only a", "only b"]
# Two clauses that share less of what they say tell of different things; those that share as much as this say the same.
ALIKE, SAME = 0.18, 0.45
# Worth of what they share below which two clauses have nothing in common: less than one rare word.
_TELLING = 0.6
# Changes after which two clauses do not say the same, however many words they share.
_OF_SUBSTANCE: frozenset[ChangeName] = frozenset(
    {
        *("negation lost", "negation gained", "modality changed", "number changed", "date changed"),
        *("hedge lost", "hedge gained", "softened", "hardened", "loaded word lost", "loaded word gained"),
    }
)
# A clause of less weight is a remnant: it goes with the one before it.
_LEAST = 2
_HEADS = frozenset({"conj"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of one account, ``text[start:end]``, read into pieces."""

    words: Excerpt
    wording: Wording


@dataclass(frozen=True, slots=True)
class Point:
    """What the two accounts have on one point; ``likeness`` is 0 where only one has it.

    ``changes`` are those from ``a`` to ``b``, with offsets of the articles.
    """

    verdict: Verdict
    a: Excerpt | None
    b: Excerpt | None
    likeness: float
    changes: tuple[Change, ...] = ()


def compare(a: Article, b: Article) -> list[Point]:
    """Set two accounts of one occasion side by side: the points of ``a`` in its order, then those only ``b`` has.

    Swapping the two swaps the sides of the same points.

    Raises:
        ModelMissingError: the English pipeline is not installed.
    """
    one, two = clauses(a), clauses(b)
    like = likeness([c.wording for c in one], [c.wording for c in two])
    pairs = _assigned(like)
    points = [
        _point(clause, two[pairs[i]], float(like[i, pairs[i]]))
        if i in pairs
        else Point("only a", clause.words, None, 0.0)
        for i, clause in enumerate(one)
    ]
    taken = set(pairs.values())
    return points + [Point("only b", None, clause.words, 0.0) for j, clause in enumerate(two) if j not in taken]


def clauses(article: Article) -> list[Clause]:
    """Cut an article, page residue left out, into clauses: verbs with what belongs to them, coordinated ones apart."""
    spans = [
        Excerpt(block.start + start, block.start + end, block.text[start:end])
        for block in english.parse(article)
        for sentence in block.sentences
        for start, end in _cut(sentence)
    ]
    wordings = read(span.text for span in spans)
    return [Clause(span, wording) for span, wording in zip(spans, wordings, strict=True) if _said(wording)]


def _said(wording: Wording) -> bool:
    return sum(piece.weight for piece in wording.pieces) >= _LEAST


def _cut(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield the clauses of a sentence as offsets in its document: it is cut before each verb coordinated with its root.

    "The presidents discussed Cyprus and agreed to meet" is two clauses, "to meet and talk" is one.
    """
    heads = [sentence.root]
    for token in sentence:
        if token.dep_ in _HEADS and token.pos_ in {"VERB", "AUX"} and token.head in heads:
            heads.append(token)
        elif token.dep_ == "ccomp" and token.pos_ in {"VERB", "AUX"} and token.head in heads and _has_subject(token):
            # What is said may itself be two things: "stressed that A and that B".
            heads.append(token)
    cuts = sorted({_first(head) for head in heads[1:] if head.dep_ == "conj"})
    starts = [sentence.start, *(cut for cut in cuts if cut > sentence.start + 1)]
    for start, end in zip(starts, [*starts[1:], sentence.end], strict=True):
        words = sentence.doc[start:end]
        first, last = words.start_char, words.end_char
        text = sentence.doc.text[first:last]
        yield first + len(text) - len(text.lstrip()), last - len(text) + len(text.rstrip())


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in {"nsubj", "nsubjpass", "expl"} for child in verb.children)


def _first(head: Token) -> int:
    """Return the token a coordinated clause begins with, its conjunction taken in."""
    start = int(head.left_edge.i)
    before = head.doc[start - 1] if start else None
    return start - 1 if before is not None and before.dep_ == "cc" else start


def likeness(a: Sequence[Wording], b: Sequence[Wording]) -> matching.Cells:
    """Return how much of what each clause of one account says each of the other says too, 0 to 1."""
    held = Counter(piece.form for side in (a, b) for wording in side for piece in wording.pieces if piece.weight)
    total = max(1, len(a) + len(b))
    # What stands all over the two accounts, the names of those who met above all, does not tell clause from clause.
    worth = {
        form: _rarity(form) * (math.log((total + 1) / count) / math.log(total + 1)) ** 2 for form, count in held.items()
    }
    return np.array([[_shared(one, two, worth) for two in b] for one in a]).reshape(len(a), len(b))


def _shared(one: Wording, two: Wording, worth: Mapping[str, float]) -> float:
    left, right = ([p for p in each.pieces if p.weight] for each in (one, two))
    weights = [[worth[p.form] * p.weight for p in side] for side in (left, right)]
    table = np.array([[matching.likeness(x, y) for y in right] for x in left]).reshape(len(left), len(right))
    if not table.size:
        return 0.0
    rows, columns = linear_sum_assignment(-table)
    both = math.fsum(
        float(table[i, j]) * (weights[0][i] + weights[1][j])
        for i, j in zip(rows, columns, strict=True)
        if table[i, j] >= matching.ALIKE
    )
    if both < 2 * _TELLING:
        return 0.0
    return both / 2 / math.sqrt(sum(weights[0]) * sum(weights[1]))


@lru_cache(maxsize=65_536)
def _rarity(form: str) -> float:
    """Return how rare a word is in ordinary news, 0 to 1; a name, date or number counts as rare."""
    known = background()
    if not form.isalnum():
        return 1.0
    count = known.counts.get(_features().feature(form), 0)
    return math.log((known.sentences + 1) / (count + 0.5)) / math.log(2 * (known.sentences + 1))


@lru_cache(maxsize=1)
def _features() -> Lexicon:
    return Lexicon(background())


def _assigned(like: matching.Cells) -> dict[int, int]:
    rows, columns = linear_sum_assignment(-np.where(like >= ALIKE, like, 0.0))
    return {int(i): int(j) for i, j in zip(rows, columns, strict=True) if like[i, j] >= ALIKE}


def _point(one: Clause, two: Clause, alike: float) -> Point:
    changes = tuple(_moved(change, one, two) for change in named(one.wording, two.wording))
    same = alike >= SAME and not {change.name for change in changes} & _OF_SUBSTANCE
    return Point("both" if same else "worded otherwise", one.words, two.words, round(alike, 4), changes)


def _moved(change: Change, one: Clause, two: Clause) -> Change:
    """Return the change with the offsets of the articles."""
    return Change(change.name, _from(change.a, one.words.start), _from(change.b, two.words.start))


def _from(words: Excerpt, start: int) -> Excerpt:
    return Excerpt(start + words.start, start + words.end, words.text)
