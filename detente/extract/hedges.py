"""How sure a forecast's wording is: words of estimative probability and other hedges, with the range they are read as.

The ranges and their sources are in ``data/hedges.tsv``: ICD 203 where it has the word, then Kent and the IPCC, then
conventions of this project, each with its reason. A range is a reading of words, not a measured probability.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Literal

Negation = Literal["event", "degree", "none"]
BANDS = (
    *("remote", "very unlikely", "unlikely", "roughly even", "likely", "very likely", "almost certain"),
    *("possible", "unhedged"),
)
FLOOR, CEILING = 0.01, 0.99  # ICD 203 has no words for surer than this

# The verbs that carry a forecast; any other hedge beside one of them says more ("will probably").
_CARRIERS = frozenset({"will", "would", "shall", "may", "might", "could", "can", "should", "going to", "gonna", "must"})
_CONTRACTIONS = (
    (re.compile(r"[‘’ʼ]"), "'"),
    (re.compile(r"\b(?:wo ?n't)"), "will not"),
    (re.compile(r"\b(?:sha ?n't)"), "shall not"),
    (re.compile(r"\b(?:ca ?n't|cannot|can ?not)\b"), "can not"),
    (re.compile(r" ?n't\b"), " not"),
    (re.compile(r" ?'ll\b"), " will"),
    (re.compile(r"\s+"), " "),
)
_NEGATION = re.compile(r"\b(?:not|no longer|never|neither|nor)\b")
_STATED = re.compile(
    r"\b(?P<number>[0-9]{1,3}(?:\.[0-9])?) ?(?:%|percent|per cent)(?: or (?:more|so))?"
    r" (?:chance|probability|likelihood|risk)\b"
)


@dataclass(frozen=True, slots=True)
class Hedge:
    """A hedge and the range it is read as.

    ``low`` and ``high`` are the probability of what the verb names, without its negation: "will not attend" gives that
    of attending. ``negated`` says whether a negation beside the phrase has been reckoned in. ``band`` is one of
    ``BANDS``; for a negated phrase it stays that of the phrase. ``source`` is the row's, ``stated`` for a number.
    """

    phrase: str
    low: float
    high: float
    band: str
    source: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class HedgeRow:
    """One row of ``data/hedges.tsv``: a hedge, what "not" beside it denies, and why its range is taken."""

    hedge: Hedge
    negation: Negation
    note: str


@cache
def lexicon() -> dict[str, HedgeRow]:
    """Return the rows by phrase.

    Raises:
        ValueError: a row has an unknown band or negation, a range that is none, or stands twice.

    """
    table: dict[str, HedgeRow] = {}
    text = files("detente.data").joinpath("hedges.tsv").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line and not line.startswith("#")]
    for line in rows[1:]:
        phrase, low, high, band, negation, source, note = line.split("\t")
        found = Hedge(phrase, float(low), float(high), band, source)
        if phrase in table or band not in BANDS or not 0 <= found.low < found.high <= 1:
            raise ValueError(f"hedges.tsv: bad row {line!r}")
        if negation not in {"event", "degree", "none"}:
            raise ValueError(f"hedges.tsv: unknown negation in {line!r}")
        table[phrase] = HedgeRow(found, negation, note)  # type: ignore[arg-type]  # checked above
    return table


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of all phrases but the carriers, and of the carriers; the longest phrase comes first."""
    longest = sorted(lexicon(), key=lambda phrase: (-len(phrase), phrase))
    hedging = [phrase for phrase in longest if phrase not in _CARRIERS]
    carrying = [phrase for phrase in longest if phrase in _CARRIERS]
    return _any_of(hedging), _any_of(carrying)


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, phrases))})(?![\w-])")


def hedge(words: str) -> Hedge | None:
    """Return how sure the words of a forecast are, or None where they hold no hedge.

    ``words`` are those that hedge ("will probably not", "bound to") or a clause that holds them. A probability stated
    as a number comes first, then the longest phrase that is more than the verb's auxiliary, then the auxiliary.
    """
    text = words.lower()
    for pattern, plain in _CONTRACTIONS:
        text = pattern.sub(plain, text)
    stated = _STATED.search(text)
    if stated is not None and float(stated["number"]) <= 100:
        share = float(stated["number"]) / 100
        return Hedge(stated[0], share, share, _band_of(share), "stated")
    # A phrase that ends in "to" may be given without it ("bound").
    for pattern in _patterns():
        matches = list(pattern.finditer(text)) or list(pattern.finditer(f"{text.strip()} to"))
        if matches:
            return _with_negation(text, max(matches, key=lambda match: len(match[0])))
    return None


def _with_negation(text: str, match: re.Match[str]) -> Hedge:
    row = lexicon()[match[0]]
    rest = text[: match.start()] + " " + text[match.end() :]
    if row.negation == "none" or _NEGATION.search(rest) is None:
        return row.hedge
    if row.negation == "degree":
        return replace(row.hedge, low=FLOOR, high=row.hedge.low, negated=True)
    return replace(row.hedge, low=round(1 - row.hedge.high, 2), high=round(1 - row.hedge.low, 2), negated=True)


def _band_of(share: float) -> str:
    """Return the band of ICD 203 that holds a stated probability."""
    edges = ((0.05, "remote"), (0.20, "very unlikely"), (0.45, "unlikely"), (0.55, "roughly even"))
    upper = ((0.80, "likely"), (0.95, "very likely"), (1.0, "almost certain"))
    return next(band for edge, band in (*edges, *upper) if share <= edge)
