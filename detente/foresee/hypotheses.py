"""Analysis of competing hypotheses: which explanation has least against it, and which evidence decides.

R. J. Heuer, Psychology of Intelligence Analysis (1999), chapter 8: every piece of evidence is held against every
hypothesis, one works across the matrix and not down a favourite column, and the hypothesis with the least evidence
*against* it stands; what fits all of them decides nothing, however much it seems to support one. Inconsistency counts
by weight, as in the scoring of Heuer & Pherson, Structured Analytic Techniques (2010).

A file is TOML::

    title = "Why did the talks stop?"

    [hypotheses]
    domestic = "Pressure at home made going on too dear"
    leverage = "A pause meant to raise the price"

    [[evidence]]
    id = "e1"
    text = "The minister said the talks would go on after the vote"
    origin = "statement:4f1d"        # cards of one origin are copies and count once
    credibility = "high"             # high, medium (the default), low
    relevance = "medium"
    domestic = "C"                   # CC very consistent, C, N neither, I inconsistent, II very inconsistent,
    leverage = "I"                   # NA not applicable; left out: not marked yet

The matrix starts full: each card has a cell for each hypothesis, and those that nobody has marked are counted and
shown, so that a hypothesis cannot look good by not having been tested.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from detente.errors import UsageError

Mark = Literal["CC", "C", "N", "I", "II", "NA"]
Grade = Literal["high", "medium", "low"]

MARKS: tuple[str, ...] = get_args(Mark)
GRADES: tuple[str, ...] = get_args(Grade)
# What a mark counts against a hypothesis, and what a grade multiplies it by: the convention of the method.
AGAINST: dict[str, float] = {"I": 1.0, "II": 2.0}
FIT: dict[str, float] = {"CC": 2.0, "C": 1.0, "N": 0.0, "I": -1.0, "II": -2.0}
WEIGHT: dict[str, float] = {"high": 2**0.5, "medium": 1.0, "low": 2**-0.5}
_FIELDS = {"id", "text", "origin", "credibility", "relevance"}


@dataclass(frozen=True, slots=True)
class Card:
    """A piece of evidence. ``origin`` names where its words were first said: cards that share one are copies.

    ``marks`` holds a mark for some hypotheses by their key; ``credibility`` and ``relevance`` weigh it.
    """

    id: str
    text: str
    origin: str
    marks: Mapping[str, Mark]
    credibility: Grade = "medium"
    relevance: Grade = "medium"

    @property
    def weight(self) -> float:
        """What an inconsistency of this card counts, 0.5 to 2."""
        return WEIGHT[self.credibility] * WEIGHT[self.relevance]


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its hypotheses (key to sentence) and evidence."""

    title: str
    hypotheses: Mapping[str, str]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the matrix; ``mark`` is None where nobody has marked it."""

    card: str
    hypothesis: str
    mark: Mark | None
    against: float


@dataclass(frozen=True, slots=True)
class Standing:
    """How a hypothesis stands: what counts ``against`` it in all (the less the better), by how many cards.

    ``place`` is 1 for the least; equals share a place. ``unmarked`` cells could still count against it, by
    ``still_open`` at most.
    """

    hypothesis: str
    sentence: str
    against: float
    inconsistent: int
    consistent: int
    unmarked: int
    still_open: float
    place: int


@dataclass(frozen=True, slots=True)
class Weighed:
    """What one card does. ``diagnosticity`` is 0 where it fits all hypotheses alike, 1 where it tells them apart most.

    It is the widest difference between its marks, of four steps at most, times the weight, over the largest weight.
    ``copies`` are the cards of the same origin that count with it. ``without`` lists the keys of the hypotheses in
    first place if it is taken away, and ``decides`` says whether they are others than now.
    """

    card: str
    text: str
    diagnosticity: float
    copies: tuple[str, ...]
    without: tuple[str, ...]
    decides: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    """The full matrix and what follows from it.

    ``first`` are the keys of the hypotheses with least against them. ``settled`` says whether they would stay first
    whatever the unmarked cells hold. ``deciding`` are the cards without which others would come first.
    """

    question: Question
    cells: tuple[Cell, ...]
    standings: tuple[Standing, ...]
    evidence: tuple[Weighed, ...]
    first: tuple[str, ...]
    settled: bool

    @property
    def deciding(self) -> tuple[str, ...]:
        """The cards that, taken away one at a time, change which hypothesis comes first."""
        return tuple(row.card for row in self.evidence if row.decides)

    @property
    def unmarked(self) -> int:
        """How many cells nobody has marked."""
        return sum(cell.mark is None for cell in self.cells)


def parse(text: str) -> Question:
    """Read a file of hypotheses and evidence.

    Raises:
        UsageError: the text is no TOML, or does not hold together; the message says where.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"the hypotheses are no TOML file: {error}") from None
    hypotheses = table.get("hypotheses")
    if not isinstance(hypotheses, dict) or len(hypotheses) < 2:
        raise UsageError("at least two hypotheses are needed, under [hypotheses], each as key = sentence")
    clash = hypotheses.keys() & _FIELDS
    if clash or not all(isinstance(sentence, str) and sentence.strip() for sentence in hypotheses.values()):
        raise UsageError(f"a hypothesis is key = sentence, and no key may be one of {', '.join(sorted(_FIELDS))}")
    rows = table.get("evidence", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UsageError("evidence is written as [[evidence]]")
    cards = tuple(_card(row, i, hypotheses) for i, row in enumerate(rows, 1))
    if len({card.id for card in cards}) != len(cards):
        raise UsageError("two cards of evidence have the same id")
    return Question(str(table.get("title", "Competing hypotheses")), hypotheses, cards)


def weigh(question: Question) -> Matrix:
    """Return the full matrix, the standing of each hypothesis and what each card does.

    Cards of one origin are one: where their marks differ, the one with the greatest weight is taken, and among equals
    the first; the others are named as its copies.
    """
    groups = _groups(question.cards)
    chosen = [_spokesman(group) for group in groups]
    keys = tuple(question.hypotheses)
    cells = tuple(Cell(card.id, key, card.marks.get(key), _against(card, key)) for card in chosen for key in keys)
    standings = _standings(question, chosen)
    first = tuple(row.hypothesis for row in standings if row.place == 1)
    most = max((card.weight for card in chosen), default=1.0)
    evidence = []
    for card, group in zip(chosen, groups, strict=True):
        rest = _standings(question, [other for other in chosen if other is not card])
        without = tuple(row.hypothesis for row in rest if row.place == 1)
        copies = tuple(other.id for other in group if other.id != card.id)
        told = _apart(card) * card.weight / most
        evidence.append(Weighed(card.id, card.text, told, copies, without, set(without) != set(first)))
    evidence.sort(key=lambda row: (-row.decides, -row.diagnosticity, row.card))
    worst = max((row.against + row.still_open for row in standings if row.place == 1), default=0.0)
    rivals = [row.against for row in standings if row.place > 1]
    settled = len(first) == 1 and bool(rivals) and worst < min(rivals)
    return Matrix(question, cells, standings, tuple(evidence), first, settled)


def _against(card: Card, key: str) -> float:
    mark = card.marks.get(key)
    return AGAINST.get(mark, 0.0) * card.weight if mark else 0.0


def _apart(card: Card) -> float:
    """Return the widest difference between the marks of a card, as a share of the widest there is."""
    fits = [FIT[mark] for mark in card.marks.values() if mark in FIT]
    return (max(fits) - min(fits)) / 4 if len(fits) > 1 else 0.0


def _groups(cards: Sequence[Card]) -> list[list[Card]]:
    groups: dict[str, list[Card]] = {}
    for card in cards:
        groups.setdefault(card.origin, []).append(card)
    return list(groups.values())


def _spokesman(group: Sequence[Card]) -> Card:
    """Return the card that stands for its copies, with the marks that any of them has."""
    best = max(group, key=lambda card: card.weight)
    marks: dict[str, Mark] = {}
    for card in (*(other for other in reversed(group) if other is not best), best):
        marks |= card.marks
    return Card(best.id, best.text, best.origin, marks, best.credibility, best.relevance)


def _standings(question: Question, cards: Sequence[Card]) -> tuple[Standing, ...]:
    totals = {key: sum(_against(card, key) for card in cards) for key in question.hypotheses}
    out = []
    for key, sentence in question.hypotheses.items():
        marks = [card.marks.get(key) for card in cards]
        left = [card.weight for card, mark in zip(cards, marks, strict=True) if mark is None]
        out.append(
            Standing(
                key,
                sentence,
                totals[key],
                sum(mark in AGAINST for mark in marks if mark),
                sum(mark in {"C", "CC"} for mark in marks),
                len(left),
                AGAINST["II"] * sum(left),
                1 + sum(other < totals[key] - 1e-9 for other in totals.values()),
            )
        )
    return tuple(sorted(out, key=lambda row: row.place))


def _card(row: Mapping[str, Any], number: int, hypotheses: Mapping[str, str]) -> Card:
    name = str(row.get("id", f"e{number}"))
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise UsageError(f"evidence {name} has no text")
    unknown = row.keys() - _FIELDS - hypotheses.keys()
    if unknown:
        raise UsageError(f"evidence {name} marks what is no hypothesis: {', '.join(sorted(unknown))}")
    marks: dict[str, Mark] = {}
    for key in hypotheses.keys() & row.keys():
        if row[key] not in MARKS:
            raise UsageError(f"evidence {name} marks {key} as {row[key]!r}; the marks are {', '.join(MARKS)}")
        marks[key] = row[key]
    grades: list[Grade] = []
    for field in ("credibility", "relevance"):
        grade = row.get(field, "medium")
        if grade not in GRADES:
            raise UsageError(f"the {field} of evidence {name} is {grade!r}; it is one of {', '.join(GRADES)}")
        grades.append(grade)
    origin = row.get("origin", name)
    if not isinstance(origin, str) or not origin:
        raise UsageError(f"the origin of evidence {name} is no name")
    return Card(name, text.strip(), origin, marks, *grades)
