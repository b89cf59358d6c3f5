"""Which lines of a page belong to its main text, by matching the two from top to bottom.

The main text comes from another extraction than the full text, so that blanks, bullets and line ends differ: lines are
compared by their letters and digits alone. Long lines that stand in both in the same order are the anchors (a longest
increasing chain, as in patience diff); short ones count only between the anchors where they belong, so that a word of
the navigation is not taken for the same word somewhere in the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from detente.read.lines import Line, likeness

ANCHOR = 25  # letters and digits that make a line unlikely to stand anywhere by chance
GRAM = 12  # letters and digits compared at once where a line stands in the main text only in part
PARTLY = 0.6


@dataclass(frozen=True, slots=True)
class _Match:
    """Line ``line`` of the page stands at ``start`` to ``end`` of the main text's letters and digits."""

    line: int
    start: int
    end: int


def main_lines(lines: Sequence[Line], main: str) -> set[int]:
    """Return the indices of ``lines`` that stand in ``main``, in order; lines of no letter or digit are left out."""
    keys = [likeness(line.text) for line in lines]
    pieces = [piece for piece in map(likeness, main.splitlines()) if piece]
    whole = "".join(pieces)
    starts: dict[str, list[int]] = {}
    at = 0
    for piece in pieces:
        starts.setdefault(piece, []).append(at)
        at += len(piece)
    places = {key: whole.find(key) for key in set(keys) if len(key) >= ANCHOR}
    anchors = _longest_chain(
        [
            _Match(index, places[key], places[key] + len(key))
            for index, key in enumerate(keys)
            if places.get(key, -1) >= 0
        ]
    )
    found = {match.line for match in anchors}
    edges = [_Match(-1, 0, 0), *anchors, _Match(len(lines), len(whole), len(whole))]
    for left, right in pairwise(edges):
        found.update(_between(keys, starts, left, right))
    return found | _partly(keys, whole, found)


def _longest_chain(matches: Sequence[_Match]) -> list[_Match]:
    """Return the longest chain of matches that increases in the main text, too (by patience, n log n)."""
    tails: list[int] = []  # end in the main text of the best chain of each length
    rows: list[list[tuple[_Match, int]]] = []  # for each length its matches, each with its forerunner's place
    for match in matches:
        length = bisect_right(tails, match.start)
        before = len(rows[length - 1]) - 1 if length else -1
        if length == len(rows):
            rows.append([])
            tails.append(match.end)
        elif match.end >= tails[length]:
            continue
        else:
            tails[length] = match.end
        rows[length].append((match, before))
    chain: list[_Match] = []
    at = len(rows[-1]) - 1 if rows else -1
    for row in reversed(rows):
        match, at = row[at][0], row[at][1]
        chain.append(match)
    return chain[::-1]


def _between(keys: Sequence[str], starts: dict[str, list[int]], left: _Match, right: _Match) -> list[int]:
    """Return the short lines between two anchors that are whole lines of the main text there, in order."""
    taken: list[int] = []
    at = left.end
    for index in range(left.line + 1, right.line):
        key = keys[index]
        if not key:
            continue
        places = starts.get(key, [])
        next_place = bisect_left(places, at)
        if next_place < len(places) and places[next_place] + len(key) <= right.start:
            taken.append(index)
            at = places[next_place] + len(key)
    return taken


def _partly(keys: Sequence[str], whole: str, found: set[int]) -> set[int]:
    """Return the long lines of which the larger part stands in the main text."""
    rest = [index for index, key in enumerate(keys) if index not in found and len(key) >= ANCHOR]
    if not rest or not whole:
        return set()
    grams = {whole[at : at + GRAM] for at in range(len(whole) - GRAM + 1)}
    partly = set()
    for index in rest:
        places = range(0, len(keys[index]) - GRAM + 1, GRAM)
        if sum(keys[index][at : at + GRAM] in grams for at in places) >= PARTLY * len(places):
            partly.add(index)
    return partly
