"""The lines of two states towards each other, as a brief tells them: shifts, and subjects they came back to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from detente.model import Article, Role, Statement
from detente.relate import positions
from detente.relate.positions import OWN, Placed, Position, Shift
from detente.store.tables import from_arrow
from detente.tell import dates, sentences, states, subjects
from detente.tell.acts import Act
from detente.tell.brief import Item, Section
from detente.tell.desk import Desk
from detente.tell.evidence import BriefSentence, Citation

Row = Mapping[str, Any]
MOST_SHIFTS, SUBJECTS_OF_ONE = 4, 2
# A shift that one in twenty occasions of an unmoved line would look like is told as tentative; so is one that rests on
# words that name only what is near to the subject, or on a single act of speaking on both sides.
SURE = 1.96
# Latest acts that are looked through: parsing them is what takes time.
SUBJECT_ACTS = 400
# Subjects that grow out of what the two said of each other.
MOST_SUBJECTS = 12


def moved(desk: Desk, found: Sequence[Act]) -> Section:
    """Write where a line moved, both sentences side by side, then first and latest words on subjects that came back."""
    rows = {row["id"]: row for act in found for row in act.rows}
    shifts = _shifts(desk, rows)
    items: list[Item] = []
    used: set[str] = set()
    for position, shift in shifts:
        both = {_act(rows[side.remark.id]) for side in (shift.before, shift.after)}
        if both & used or len(items) >= MOST_SHIFTS:
            continue
        if (item := _shift(desk, rows, position, shift)) is not None:
            items.append(item)
            used |= both
    back, left = _came_back(desk, found, used)
    return desk.section("moved", items + back, left + len(shifts) - len(items))


def _act(row: Row) -> str:
    return str(row["utterance"] or row["id"])


def _shifts(desk: Desk, rows: Mapping[str, Row]) -> list[tuple[Position, Shift]]:
    """Return the shifts of either state on what the two speak about, the surest first."""
    wanted = [row for row in rows.values() if row["actor"] in desk.pair][-SUBJECT_ACTS:]
    if len(wanted) < 2:
        return []
    desk.fetch(row["article"] for row in wanted)
    table = desk.table("answer_brief_statements")
    held = {row["id"] for row in wanted}
    told = [statement for statement in from_arrow(Statement, table) if statement.id in held]
    remarks = positions.remarks(told, _articles(desk, told), desk.store.rows(Role), desk.origin)
    own = [remark for remark in remarks if remark.actor in desk.pair and remark.about & set(desk.pair)]
    grown = positions.grown(own, most=MOST_SUBJECTS)
    lines = positions.positions(own, [(actor, subject) for actor in desk.pair for subject in grown])
    found = [(position, shift) for position in lines for shift in position.shifts]
    return sorted(found, key=lambda each: (-abs(each[1].score), each[1].actor, each[1].subject))


def _articles(desk: Desk, told: Sequence[Statement]) -> list[Article]:
    sources = (desk.sources[key] for key in sorted({statement.article for statement in told}))
    return [Article(s.id, s.path, s.address, "", "", s.text, outlet=s.outlet, published=s.published) for s in sources]


def tentative(position: Position, shift: Shift) -> bool:
    """Say whether a shift is one that more evidence may well take back."""
    near = any(side.weight < OWN for side in (shift.before, shift.after))
    acts = {step.on: len(step.sayings) for step in position.steps}
    single = acts.get(shift.before_on) == 1 and acts.get(shift.after_on) == 1
    return abs(shift.score) < SURE or near or single


def _shift(desk: Desk, rows: Mapping[str, Row], position: Position, shift: Shift) -> Item | None:
    sides = [rows[side.remark.id] for side in (shift.before, shift.after)]
    cited = [Citation(row["article"], row["start"], row["end"], row["content"]) for row in sides]
    desk.fetch(row["article"] for row in sides)
    way = "towards it" if shift.moved > 0 else "away from it"
    doubt = "; tentative" if tentative(position, shift) else ""
    name = f"{states.name(shift.actor)} on {shift.subject}"
    said = (
        f": the line moved {way}, from {_value(shift.before)}{_on(shift.before_on)} to "
        f"{_value(shift.after)}{_on(shift.after_on)}{doubt}"
    )
    pair = desk.accept(*(sentences.said(row, desk.sources[row["article"]]) for row in sides))
    if len(pair) < 2:
        return None
    desk.measured(cited, name + said)
    head: tuple[BriefSentence, ...] = desk.accept(sentences.figure("", name + said, cited))
    return Item((*head, *pair), shape="beside") if head else None


def _value(side: Placed) -> str:
    return f"{side.value:+.1f} ({side.strength})".replace("-", "−")


def _on(on: str) -> str:
    """Return a date that may be bounded only, in words."""
    words = dates.in_words(on)
    return f", {words}," if words else ""


def _came_back(desk: Desk, found: Sequence[Act], used: set[str]) -> tuple[list[Item], int]:
    """Return, for each of the two about the other, its first and latest words on what it came back to."""
    items: list[Item] = []
    left = 0
    for one, other in (desk.pair, desk.pair[::-1]):
        own = [act for act in found if act.tells and act.head["actor"] == one and other in act.head["about"]]
        own = [act for act in own if act.id not in used][-SUBJECT_ACTS:]
        sayings = [subjects.Saying(i, act.day, act.id, act.head["content"]) for i, act in enumerate(own) if act.day]
        met = subjects.find(sayings, desk.pair) if len(sayings) > 1 else []
        left += len(met[SUBJECTS_OF_ONE:])
        for subject in met[:SUBJECTS_OF_ONE]:
            rows = [own[subject.first.key].head, own[subject.latest.key].head]
            desk.fetch(row["article"] for row in rows)
            pair = desk.accept(*(sentences.said(row, desk.sources[row["article"]]) for row in rows))
            if len(pair) == 2:
                items.append(Item(pair, f"{states.name(one)} on {', '.join(subject.words)}", "beside"))
    return items, left


__all__ = ["moved", "tentative"]
