"""What happened between two states, as a brief tells it: each happening once, with how many tell of it.

A happening is told in the words of the surest of its reports. What is only scheduled, denied, or claimed by somebody
is said to be so; what is no more than thought of (``hypothetical``) is left out and counted.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente import edtf
from detente.tell import dates, sentences
from detente.tell.brief import Item, Mark, Section
from detente.tell.desk import Desk
from detente.tell.evidence import WORD, Citation, Quote

Row = Mapping[str, Any]
MOST = 10
# Reports of one happening that are cited; the rest is a number.
MOST_REPORTS = 3
# Fewer words tell little out of their place ("the attack", "open support for").
FEWEST_WORDS = 6
# Events coded less surely are left to the list of events.
LEAST = 0.5
# What somebody says has happened weighs less than what the articles tell themselves, and so does what has no date.
CLAIMED, UNDATED = 1.0, 0.5


@dataclass(frozen=True, slots=True)
class Happening:
    """One happening with its reports, the surest first; ``origins`` are its independent sources."""

    id: str
    rows: tuple[Row, ...]
    origins: int

    @property
    def head(self) -> Row:
        """The report whose words are printed."""
        return self.rows[0]

    @property
    def on(self) -> str | None:
        """The day, EDTF: that of the happening where a report gives one, else of the earliest article."""
        told = [row["date"] for row in self.rows if row["date"] and edtf.bounds(row["date"])]
        published = sorted(row["published"] for row in self.rows if row["published"])
        return next(iter([*told, *published]), None)

    @property
    def weight(self) -> float:
        """How much it belongs in a brief: how telling, how widely and how surely reported."""
        telling = abs(float(self.head["intensity"])) / 10 + float(self.head["confidence"])
        lacking = CLAIMED * (self.head["statement"] is not None) + UNDATED * (self.on is None)
        return telling + math.log2(self.origins) - lacking


def gather(rows: Iterable[Row], origin: Mapping[str, str]) -> list[Happening]:
    """Return the happenings in rows of ``answer_brief_events``, the earliest first, the undated last."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["happening"] or row["id"], row["status"]].append(row)
    found = []
    for (key, _), held in groups.items():
        # An event between equals is a row each way; one of them tells it.
        words = {(row["article"], row["start"], row["end"]): row for row in sorted(held, key=lambda row: row["id"])}
        ordered = sorted(words.values(), key=_first)
        found.append(Happening(key, tuple(ordered), len({origin.get(r["article"], r["article"]) for r in ordered})))
    return sorted(found, key=lambda h: (dates.middle(h.on) or date.max, h.head["path"], h.head["start"]))


def _first(row: Row) -> tuple[Any, ...]:
    return (row["statement"] is not None, row["date"] is None, -row["confidence"], row["path"], row["start"])


def tells(happening: Happening) -> bool:
    """Say whether its words can stand in a brief by themselves."""
    head = happening.head
    return head["confidence"] >= LEAST and len(WORD.findall(head["content"])) >= FEWEST_WORDS


def happened(desk: Desk, found: Sequence[Happening]) -> Section:
    """Write what happened, was denied or claimed: the weightiest that fit, the oldest first."""
    past = [each for each in found if each.head["status"] in {"happened", "denied"}]
    weightiest = sorted((each for each in past if tells(each)), key=lambda each: -each.weight)
    items: dict[str, Item] = {}
    used: set[tuple[str, int]] = set()
    for each in weightiest:
        place = (each.head["article"], each.head["start"])
        if place not in used and len(items) < MOST and (item := tell(desk, each)) is not None:
            items[each.id] = item
            used.add(place)
    told = [items[each.id] for each in past if each.id in items]
    thought = sum(each.head["status"] == "hypothetical" for each in found)
    notes = [f"{thought} more {'is' if thought == 1 else 'are'} told of as possible only."] if thought else []
    return desk.section("happened", told, len(past) - len(told), notes=notes)


def tell(desk: Desk, happening: Happening) -> Item | None:
    """Write one happening; None where its words do not bear it out."""
    shown = _an_article_each(happening.rows)[:MOST_REPORTS]
    desk.fetch(row["article"] for row in shown)
    cited = [Citation(row["article"], row["start"], row["end"], row["content"]) for row in shown]
    figure = None
    articles = len({row["article"] for row in happening.rows})
    if articles > 1:
        figure = f"{articles} articles of {happening.origins} origin{'s' if happening.origins > 1 else ''}"
        desk.measured(cited[:1], figure)
    told = desk.accept(sentences.happened(shown[0], desk.sources[shown[0]["article"]], cited[1:], figure))
    if not told:
        return None
    words = next(str(part.text) for part in told[0].parts if isinstance(part, Quote))
    mark = Mark(happening.on, "", None, "event", told[0].citations[0].number, words) if happening.on else None
    return Item(told, mark=mark)


def _an_article_each(rows: Iterable[Row]) -> list[Row]:
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(row["article"], row)
    return list(first.values())
