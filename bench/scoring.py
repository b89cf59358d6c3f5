"""How findings are scored against gold: spans in words, one to one, best first.

Content agrees when the F1 of its word tokens (letters and digits, punctuation and quotation marks never counted) is at
least 0.5. A source is right when both sides have none, or when they share the head (the last word before the first
comma, bracket, preposition or relative word) or half of their words. The measure is the one published for PolNeAR's
attributions (Newell, Margolin, Ruths, LREC 2018 gives the data; content overlap of a half as in Pareti 2012).

Two names are the same where their last words are, case and accents aside ("Putin", "President Vladimir Putin"), or
where the dictionaries know both, whole, as names of one actor on the day ("Teng Hsiao-ping", "Deng Xiaoping";
"Moscow", "the Soviet Union" in 1969): which of its names an annotator wrote down is no matter of right or wrong.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from detente.link.gazetteer import Gazetteer
from detente.link.nouns import bare

Pieces = Sequence[tuple[int, int]]
TOKEN = re.compile(r"\w+(?:[.'’\-]\w+)*")
HEAD_ENDS = re.compile(
    r"[,;:(\[–—]|\s--?\s|\b(?:of|in|on|at|for|from|with|by|to|who|whom|whose|which|that|about|among|inside|within|near|"
    r"behind|under|over|against|including|when|where|as)\b",
    re.IGNORECASE,
)
ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Attributed:
    """A source (None where no words name it) and a content, in offsets."""

    source: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 with the counts behind them."""

    right: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the found that are right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.found + other.found, self.gold + other.gold)


class Words:
    """A text's word tokens, to turn spans into sets of token numbers."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = [m.span() for m in TOKEN.finditer(text)]

    def of(self, pieces: Iterable[tuple[int, int]]) -> frozenset[int]:
        """Return the numbers of the tokens that begin inside one of the pieces."""
        wanted = list(pieces)
        return frozenset(i for i, (start, _) in enumerate(self.spans) if any(a <= start < b for a, b in wanted))

    def head(self, source: tuple[int, int] | None) -> int | None:
        """Return the number of the head token of a source."""
        inside = sorted(self.of([source])) if source else []
        if not inside or source is None:
            return None
        stop = HEAD_ENDS.search(self.text, self.spans[inside[0]][1], source[1])
        limit = stop.start() if stop else source[1]
        return next((i for i in reversed(inside) if self.spans[i][0] < limit), inside[-1])


def overlap(a: frozenset[int], b: frozenset[int]) -> float:
    """Return the F1 of two token sets."""
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def pair(text: str, gold: Sequence[Attributed], found: Sequence[Attributed]) -> list[tuple[int, int, bool]]:
    """Pair gold with found, one to one: (gold, found, whether the source is right), right sources first."""
    words = Words(text)
    contents = [[words.of(a.content) for a in side] for side in (gold, found)]
    options = []
    for g, wanted in enumerate(contents[0]):
        for f, given in enumerate(contents[1]):
            share = overlap(wanted, given)
            if share >= ENOUGH:
                options.append((source_right(words, gold[g], found[f]), share, -g, -f))
    taken_gold, taken_found, pairs = set(), set(), []
    for right, _, g, f in sorted(options, reverse=True):
        if g not in taken_gold and f not in taken_found:
            taken_gold.add(g)
            taken_found.add(f)
            pairs.append((-g, -f, right))
    return pairs


def source_right(words: Words, gold: Attributed, found: Attributed) -> bool:
    """Say whether the sources agree: both empty, or sharing enough of their words."""
    wanted, given = words.of([gold.source] if gold.source else []), words.of([found.source] if found.source else [])
    if not wanted or not given:
        return not wanted and not given
    return words.head(found.source) in wanted or overlap(wanted, given) >= ENOUGH


def same(a: str | None, b: str | None, on: str | None) -> bool:
    """Say whether two names are names of one actor on a day (EDTF)."""
    if not a or not b:
        return not a and not b
    return _last(a) == _last(b) or (_actor(a, on) is not None and _actor(a, on) == _actor(b, on))


def _last(name: str) -> str:
    """Return the last word of a name, case folded, without accents."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return str((TOKEN.findall(plain) or [""])[-1])


@cache
def _actor(name: str, on: str | None) -> str | None:
    """Return the actor of whom the dictionaries know a name, if they know the whole of it."""
    words = bare(name)
    found = Gazetteer.load().find(words, on)
    return found[0].actor_id if len(found) == 1 and len(found[0].text) == len(words) else None
