"""Commitments held against what came after: kept, broken, or open.

A commitment is kept or broken by a later event between the same parties whose words are about the same thing; a step
that was announced (a visit, talks) also by an event of its own type in its own time. The latest such event decides: a
visit put off and then made is kept, an agreement carried out and then torn up is broken. Where nothing is reported it
is open, also after its day: silence is no proof, so that ``overdue`` only says that the day has passed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from detente import edtf
from detente.link.utterances import content_words
from detente.model import Commitment, Event

Standing = Literal["kept", "broken", "open"]
# Types that take back what was undertaken; a further promise or demand neither keeps nor breaks.
BREAKING = frozenset({"REJECT", "SANCTION", "COERCE", "ASSAULT"})
NEITHER = frozenset({"AGREE", "REQUEST", "ACCUSE", "THREATEN", "PROTEST", "MOBILIZE"})
# Share of the weight of the subject's words that an event's words hold, to be about the same thing.
ALIKE = 0.4
# How far from its day an announced step may be taken and still be that step.
GRACE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a commitment stands.

    Attributes:
        commitment: its id.
        standing: kept, broken or open.
        overdue: it is open and the last day of its term lies before the day asked about.
        kept_by: ids of the events that keep it, earliest first.
        broken_by: ids of the events that break it, earliest first.
    """

    commitment: str
    standing: Standing
    overdue: bool
    kept_by: tuple[str, ...]
    broken_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """An event with the days it may have been on."""

    event: Event
    first: date
    last: date


def outcomes(
    commitments: Iterable[Commitment], events: Iterable[Event], published: Mapping[str, str | None], on: date
) -> Iterator[Outcome]:
    """Yield how each commitment stands on a day, in the order they came.

    Args:
        commitments: of the corpus.
        events: of the corpus, linked; those of one happening as the commitment's own event do not count.
        published: EDTF date by article, for what has no date of its own.
        on: the day asked about; what comes later is not looked at.
    """
    known = {event.id: event for event in events}
    by_state: dict[str, list[_Placed]] = defaultdict(list)
    for event in known.values():
        days = _days(event.date, published.get(event.article))
        if event.status == "happened" and days is not None and days[0] <= on:
            for code in {*event.source, *event.target}:
                by_state[code].append(_Placed(event, *days))
    for commitment in commitments:
        own = known.get(commitment.event or "")
        made = published.get(commitment.article)
        if own is not None and own.status == "happened":
            made = own.date or made
        days = _days(made, None)
        near = by_state.get(commitment.parties[0], []) if commitment.parties and days is not None else []
        after = [p for p in near if days is not None and p.first > days[1] and _others(p.event, commitment, own)]
        yield _outcome(commitment, own, after, on)


def _days(when: str | None, otherwise: str | None) -> tuple[date, date] | None:
    for text in (when, otherwise):
        days = edtf.bounds(text) if text else None
        if days is not None and days[0] > date.min and days[1] < date.max:
            return days
    return None


def _others(event: Event, commitment: Commitment, own: Event | None) -> bool:
    """Say whether an event is one of the same parties and not the one that made the commitment."""
    if own is not None and (event.happening or event.id) == (own.happening or own.id):
        return False
    if len(commitment.parties) == 1:
        return commitment.parties[0] in event.source
    return {*commitment.parties} <= {*event.source, *event.target}


def _outcome(commitment: Commitment, own: Event | None, after: list[_Placed], on: date) -> Outcome:
    due = edtf.bounds(commitment.due) if commitment.due else None
    kept: list[_Placed] = []
    broken: list[_Placed] = []
    for placed in sorted(after, key=lambda p: (p.first, p.last, p.event.id)):
        alike = _about(commitment, placed.event)
        if placed.event.type in BREAKING and alike:
            broken.append(placed)
        elif placed.event.type not in BREAKING | NEITHER and (alike or _the_step(commitment, own, placed)):
            kept.append(placed)
    standing: Standing = "open"
    if kept or broken:
        standing = "kept" if not broken or (kept and kept[-1].first >= broken[-1].first) else "broken"
    return Outcome(
        commitment.id,
        standing,
        standing == "open" and due is not None and due[1] < on,
        tuple(p.event.id for p in kept),
        tuple(p.event.id for p in broken),
    )


def _about(commitment: Commitment, event: Event) -> bool:
    """Say whether the words of an event hold enough of the words that say what was undertaken."""
    wanted, told = content_words(commitment.subject), content_words(event.content)
    total = sum(wanted.values())
    return total > 0 and sum(weight for stem, weight in wanted.items() if stem in told) >= ALIKE * total


def _the_step(commitment: Commitment, own: Event | None, placed: _Placed) -> bool:
    """Say whether an event is the step that was announced: its type, its acting side, and its time."""
    due = edtf.bounds(commitment.due) if commitment.due else None
    if commitment.kind != "next step" or own is None or due is None or due[0] == date.min or due[1] == date.max:
        return False
    if placed.event.type != own.type or not {*own.source} & {*placed.event.source}:
        return False
    return placed.first <= due[1] + GRACE and placed.last >= due[0] - GRACE
