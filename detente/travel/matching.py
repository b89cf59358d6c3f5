"""Which pieces of two wordings correspond: by the same word, by a word for the same thing, by their place.

First what is alike is aligned, in order and with gaps (Needleman and Wunsch 1970, gaps free); what is the same on both
sides but stands elsewhere was moved; then pieces of one kind left over in the same gap are taken to stand for one
another. Likeness of words: the same stem (Porter 2001), entries of one dictionary that belong together, concepts in
common (``concepts``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import Stemmer  # type: ignore[import-not-found]  # a C extension without stubs
from numpy.typing import NDArray

from detente.extract.cues import speakers
from detente.travel.concepts import table
from detente.travel.pieces import Piece

Cells = NDArray[np.float64]
Flags = NDArray[np.bool_]
# From this likeness on two pieces are taken to correspond wherever the order allows it.
ALIKE = 0.5
# What a pair of pieces of grammar adds to an alignment, beside 1 for a pair of the same content words.
_GRAMMAR = 0.08
# Two sentences correspond if they share at least this part of what the likest partner of either shares with it.
_BESIDE_BEST = 0.5
# What a neighbouring pair adds to a pair's worth.
_BESIDE = 0.25
# Pieces that stand elsewhere must be this alike; in a gap with more weight than this left over nothing is exchanged.
_SAME, _TIGHT = 0.85, 3.0
_PREFIX = ("un", "in", "im", "il", "ir", "non", "dis", "non-")
# Concepts shared by more stems than this are too wide to make two words stand for one another.
_NEAR, _KIN = 0.7, 0.55
_STEM = Stemmer.Stemmer("english")


@dataclass(frozen=True, slots=True)
class Matching:
    """Pairs of positions that correspond, in order of the first; ``moved`` are those of them that stand elsewhere."""

    pairs: tuple[tuple[int, int], ...]
    moved: frozenset[tuple[int, int]]


def match(a: Sequence[Piece], b: Sequence[Piece]) -> Matching:
    """Match the pieces of two wordings; swapping the two swaps the pairs."""
    places = _tellers_first(a), _tellers_first(b)
    found = _match([a[i] for i in places[0]], [b[j] for j in places[1]])
    pairs, moved = ([(places[0][i], places[1][j]) for i, j in each] for each in found)
    return Matching(tuple(sorted(pairs)), frozenset(moved))


def _tellers_first(pieces: Sequence[Piece]) -> list[int]:
    """Return the places in an order in which who said it comes first: where in a sentence that stands is free."""
    return sorted(range(len(pieces)), key=lambda i: (pieces[i].frame is None, i))


def _match(a: Sequence[Piece], b: Sequence[Piece]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the pairs, and those of them that were moved."""
    like = np.array([[likeness(one, two) for two in b] for one in a]).reshape(len(a), len(b))
    like *= _sentences_alike(a, b, np.where(like >= ALIKE, like * _weights(a, b), 0.0))
    pairs = _chain(np.where(like >= ALIKE, like * _weights(a, b), 0.0) * _in_context(like >= ALIKE))
    moved = _moves(a, b, like, pairs)
    pairs = sorted(pairs + moved)
    pairs += _substitutes(a, b, sorted(set(pairs) - set(moved)), pairs)
    return pairs, moved


def _sentences_alike(a: Sequence[Piece], b: Sequence[Piece], worth: Cells) -> Flags:
    """Say for every two pieces whether their sentences have much in common, beside what either has with others.

    Between passages of several sentences words are not matched with the same words of a sentence on another thing.
    """
    rows, columns = (np.array([piece.sentence for piece in side], dtype=np.int64) for side in (a, b))
    if not worth.size or not (rows.max() or columns.max()):
        return np.ones(worth.shape, dtype=np.bool_)
    # Each piece counts once for each sentence of the other side, with what it has most in common there.
    one = np.stack([worth[:, columns == q].max(axis=1, initial=0.0) for q in range(columns.max() + 1)], axis=1)
    two = np.stack([worth[rows == p].max(axis=0, initial=0.0) for p in range(rows.max() + 1)], axis=0)
    shared = np.zeros((rows.max() + 1, columns.max() + 1))
    np.add.at(shared, rows, one)
    other = np.zeros(shared.T.shape)
    np.add.at(other, columns, two.T)
    both = np.minimum(shared, other.T)
    best = np.minimum(both.max(axis=1)[:, None], both.max(axis=0)[None, :])
    flags: Flags = (both >= _BESIDE_BEST * best)[rows][:, columns]
    return flags


def _weights(a: Sequence[Piece], b: Sequence[Piece]) -> Cells:
    """Return what a pair of pieces is worth: little for grammar, less for what both have all over."""
    one, two = (np.array([piece.weight or _GRAMMAR for piece in side]) for side in (a, b))
    often = [Counter(piece.form for piece in side) for side in (a, b)]
    spread = [np.array([max(count[piece.form] for count in often) for piece in side]) for side in (a, b)]
    worth: Cells = np.minimum.outer(one, two) / np.sqrt(np.maximum.outer(spread[0], spread[1]))
    return worth


def _in_context(same: Flags) -> Cells:
    """Return by how much a pair is worth more for the pairs beside it: what runs on without a break goes together."""
    beside = np.ones(same.shape)
    beside[1:, 1:] += _BESIDE * same[:-1, :-1]
    beside[:-1, :-1] += _BESIDE * same[1:, 1:]
    return beside


def _chain(value: Cells) -> list[tuple[int, int]]:
    """Return the heaviest monotone chain of cells, each row and column at most once."""
    rows, columns = value.shape
    best = np.zeros((rows + 1, columns + 1))
    for i in range(rows):
        np.maximum(best[i, 1:], best[i, :-1] + value[i] * (value[i] > 0), out=best[i + 1, 1:])
        np.maximum.accumulate(best[i + 1], out=best[i + 1])
    found = []
    i, j = rows, columns
    while i and j:
        if best[i, j] == best[i - 1, j]:
            i -= 1
        elif best[i, j] == best[i, j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            found.append((i, j))
    return found[::-1]


def _moves(a: Sequence[Piece], b: Sequence[Piece], like: Cells, pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return pairs of pieces left over that say the same, the likest first, each piece once."""
    used_a, used_b = {i for i, _ in pairs}, {j for _, j in pairs}
    free = [
        (-like[i, j], abs(i - j), i, j)
        for i in range(len(a))
        for j in range(len(b))
        if i not in used_a and j not in used_b and like[i, j] >= _SAME and a[i].kind != "grammar"
    ]
    found = []
    for _, _, i, j in sorted(free):
        if i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            found.append((i, j))
    return found


def _substitutes(
    a: Sequence[Piece], b: Sequence[Piece], order: list[tuple[int, int]], pairs: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return, gap by gap between pieces that correspond, those left over that may stand for one another."""
    used_a, used_b = {i for i, _ in pairs}, {j for _, j in pairs}
    # Words of grammar are met everywhere; only what has weight parts the gaps.
    anchors = [(i, j) for i, j in order if a[i].weight and b[j].weight]
    found: list[tuple[int, int]] = []
    for (i0, j0), (i1, j1) in zip([(-1, -1), *anchors], [*anchors, (len(a), len(b))], strict=True):
        rows = [i for i in range(i0 + 1, i1) if i not in used_a]
        columns = [j for j in range(j0 + 1, j1) if j not in used_b]
        found += _only(a, b, rows, columns)
        if rows and columns and max(sum(a[i].weight for i in rows), sum(b[j].weight for j in columns)) <= _TIGHT:
            value = np.array([[_exchange(a[i], b[j]) for j in columns] for i in rows])
            found += [(rows[i], columns[j]) for i, j in _chain(value)]
    return found


def _only(a: Sequence[Piece], b: Sequence[Piece], rows: list[int], columns: list[int]) -> list[tuple[int, int]]:
    """Take the one date, and the one number, that each side of a gap has for one another; they leave the gap."""
    found = []
    for kind in ("date", "number"):
        one, two = ([i for i in places if side[i].kind == kind] for side, places in ((a, rows), (b, columns)))
        if len(one) == len(two) == 1:
            rows.remove(one[0])
            columns.remove(two[0])
            found.append((one[0], two[0]))
    return found


def _exchange(one: Piece, two: Piece) -> float:
    """Return how readily one piece stands for another in the same place, 0 for never."""
    if one.kind == "grammar" or two.kind == "grammar" or (one.frame is None) != (two.frame is None):
        return 0.0
    if one.kind == two.kind and one.kind != "word":
        return 1.0
    names = {one.kind, two.kind}
    if names == {"negation", "word"}:
        # "Nobody spoke", "members spoke".
        return 0.5 if {one.pos, two.pos} <= {"PRON", "NOUN", "PROPN"} else 0.0
    if names == {"name", "word"}:
        # A common noun stands for a name if it is one for somebody who speaks.
        return 0.6 if {one.lemma, two.lemma} & speakers().keys() else 0.0
    if names <= {"word"} and one.weight and two.weight:
        same = _class(one) == _class(two)
        return (0.8 if same else 0.0) + (0.1 if _loaded(one) or _loaded(two) else 0.0) * same
    return 0.0


def _class(piece: Piece) -> str:
    return "NOUN" if piece.pos == "PROPN" else "VERB" if piece.pos == "AUX" else piece.pos


def _loaded(piece: Piece) -> bool:
    return any(entry.use == "loaded" for entry in piece.uses)


def likeness(one: Piece, two: Piece) -> float:
    """Return how alike two pieces are, 0 to 1; 1 is the same."""
    found = _alike(one, two)
    if found and (one.frame is None) != (two.frame is None) and not (one.cue or two.cue):
        return found * 0.8
    return found


def _alike(one: Piece, two: Piece) -> float:
    if one.kind != two.kind:
        return _across(one, two)
    if one.form == two.form:
        return 1.0 if one.habit == two.habit else 0.9
    match one.kind:
        case "name":
            return _names(one, two)
        case "hedge" | "degree":
            return 0.6
        case "word":
            return words_alike(one, two)
        case _:
            return 0.0


def _across(one: Piece, two: Piece) -> float:
    """Compare pieces of different kinds: "most" may hedge here and not there, a name may be a common noun."""
    if one.form == two.form or stem(one.lemma) == stem(two.lemma):
        return 0.9 if "grammar" not in {one.kind, two.kind} else 0.0
    return 0.0


def _names(one: Piece, two: Piece) -> float:
    state = _state(one.form)
    if state and state == _state(two.form):
        return 0.8
    # A person may stand with or without first name and office.
    if set(one.habit.split()) & set(two.habit.split()) and one.form.split(":")[0] == two.form.split(":")[0]:
        return 0.6
    return 0.0


def _state(form: str) -> str:
    """Return the state an actor's id names: ``RUS``, ``office:RUS:kremlin``; empty where it names none."""
    parts = [part for part in form.split(":") if len(part) == 3 and part.isupper()]
    return parts[0] if parts else ""


def words_alike(one: Piece, two: Piece) -> float:
    """Return how alike two words are in meaning."""
    if stem(one.lemma) == stem(two.lemma) or opposed(one.lemma, two.lemma):
        return 0.9
    for x in one.uses:
        for y in two.uses:
            if x.use == y.use == "scale" and x.scale == y.scale:
                return 0.8
    if _plain_of(one, two) or _plain_of(two, one):
        return 0.8
    if one.pos == "AUX" or two.pos == "AUX" or _class(one) != _class(two):
        return 0.0
    return synonyms(stem(one.lemma), stem(two.lemma))


def _plain_of(loaded: Piece, plain: Piece) -> bool:
    return any(e.use == "loaded" and (plain.form in e.plain or plain.lemma in e.plain) for e in loaded.uses)


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return the stem of a word."""
    return str(_STEM.stemWord(word))


@lru_cache(maxsize=65_536)
def synonyms(one: str, two: str) -> float:
    """Return how alike two stems are by the concepts they have in common."""
    own_one, kin_one = table().get(one, ((), ()))
    own_two, kin_two = table().get(two, ((), ()))
    if set(own_one) & set(own_two):
        return _NEAR
    crossed = [c for c in (set(own_one) & set(kin_two)) | (set(kin_one) & set(own_two)) if _width(c) <= 12]
    return _KIN if crossed else 0.0


def _width(concept: int) -> int:
    return _widths().get(concept, 0)


@cache
def _widths() -> dict[int, int]:
    """Return how many stems have each concept."""
    counts: dict[int, int] = {}
    for own, kin in table().values():
        for concept in {*own, *kin}:
            counts[concept] = counts.get(concept, 0) + 1
    return counts


def opposed(one: str, two: str) -> bool:
    """Say whether one word is the other with a prefix that denies it."""
    return any(one == prefix + two or two == prefix + one for prefix in _PREFIX) and min(len(one), len(two)) > 3
