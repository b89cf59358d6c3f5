"""Acts of speaking: the statements that render one utterance, an article each, oldest first."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapidfuzz import fuzz

from detente import edtf
from detente.tell import dates
from detente.tell.evidence import WORD, plain

Row = Mapping[str, Any]
# Two wordings this much alike (rapidfuzz's ratio of 100) differ in punctuation or a word cut off, not in what is said.
SAME_WORDS = 92.0
FEWEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Act:
    """One act of speaking with the row of each article that renders it, the oldest article first."""

    id: str
    rows: tuple[Row, ...]

    @property
    def head(self) -> Row:
        """The oldest wording."""
        return self.rows[0]

    @property
    def said(self) -> str | None:
        """The date it was said on as the oldest wording gives it, perhaps without a year."""
        found: str | None = self.head["said_on"]
        return found

    @property
    def on(self) -> str | None:
        """The date it is placed by, EDTF: when it was said, else when it was first published."""
        known = [row["said_on"] for row in self.rows if row["said_on"] and edtf.bounds(row["said_on"])]
        published = [row["published"] for row in self.rows if row["published"]]
        return next(iter([*known, *published]), None)

    @property
    def day(self) -> date | None:
        """The middle day of that date."""
        return dates.middle(self.on)

    @property
    def tells(self) -> bool:
        """Say whether its words mean something out of their place: a bare name or noun does not."""
        return len(WORD.findall(self.head["content"])) >= FEWEST_WORDS

    def told_alike(self, most: int) -> tuple[list[Row], list[Row]]:
        """Return the other rows up to ``most``: those in the oldest one's words, and those in words of their own."""
        words = plain(self.head["content"]).casefold()
        alike = [fuzz.ratio(plain(row["content"]).casefold(), words) >= SAME_WORDS for row in self.rows[1:most]]
        pairs = list(zip(self.rows[1:most], alike, strict=True))
        return [row for row, same in pairs if same], [row for row, same in pairs if not same]

    @property
    def named(self) -> bool:
        """Say whether its speaker is one whom a reader can place: an actor, or a name."""
        row = self.head
        return row["actor"] is not None or (row["speaker"] or "a").split()[-1][:1].isupper()

    def weight(self, pair: Sequence[str]) -> float:
        """Return how much it belongs in a brief on the pair: who spoke, how sure, how widely carried."""
        row = self.head
        own = any(row["actor"] == one and other in row["about"] for one, other in (pair, pair[::-1]))
        direct = any(r["kind"] == "direct" for r in self.rows)
        return 2.0 * own + self.named + 0.5 * direct + float(row["confidence"]) + math.log2(len(self.rows))


def gather(rows: Iterable[Row]) -> list[Act]:
    """Return the acts of these statements, the earliest first, the undated last.

    A statement that mostly consists of another's words (a minister relayed by an agency) is left to the inner one,
    which names its relay.
    """
    held = list(rows)
    outer = {row["parent"] for row in held if row["parent"]}
    inner = {row["parent"]: row["end"] - row["start"] for row in held if row["parent"]}
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in held:
        if row["id"] in outer and inner[row["id"]] * 2 >= row["end"] - row["start"]:
            continue
        groups[row["utterance"] or row["id"]].append(row)
    acts = [Act(key, tuple(_one_an_article(group))) for key, group in groups.items()]
    return sorted(acts, key=lambda act: (act.day or date.max, act.said or "~", act.head["path"], act.head["start"]))


def _one_an_article(rows: Iterable[Row]) -> list[Row]:
    best: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: (row["kind"] != "direct", -row["confidence"], row["start"], row["id"])):
        best.setdefault(row["article"], row)
    return sorted(best.values(), key=lambda row: (_first_day(row["published"]), row["path"], row["start"]))


def _first_day(published: str | None) -> date:
    days = edtf.bounds(published) if published else None
    return days[0] if days else date.max
