"""Happenings: which events of all articles report one and the same thing that took place.

Two reports do when who, what and when do not contradict each other and either the words are alike, or both dates name
the same day for an act that is seldom done twice a day between the same two, or they stand in passages that render one
another. So what copies of one text tell is one happening, and what outlets tell in their own words of a meeting is too.

Reports are compared only with those of the same two sides and near in time, so that the work grows as n log n.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from detente import edtf
from detente.link.utterances import Groups, content_words
from detente.model import Event, Retelling
from detente.plover import code

# Between the same two sides seldom done twice a day: one day, one happening.
RARE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "SANCTION", "MOBILIZE"})
# Reports without a date of their own are of the days before their article; how far back news looks.
RECENT = timedelta(days=3)
# A report is compared with so many that come before it in time.
NEIGHBOURS = 40
# Likeness of words (weighted Jaccard) that makes two reports one: where dates agree, and where none is named.
ALIKE, ALIKE_UNDATED = 0.25, 0.4
# A date coarser than this many days places nothing.
COARSE = 31
NEVER = date.min


@dataclass(frozen=True, slots=True)
class Report:
    """An event as it is compared: the days it may have been on, and the weights of its words."""

    event: Event
    first: date
    last: date
    dated: bool
    weights: dict[str, float]


def join(
    events: Iterable[Event], published: Mapping[str, str | None], retellings: Sequence[Retelling]
) -> Iterator[Event]:
    """Yield the events with their happenings, in the order they came.

    Args:
        events: of all articles.
        published: EDTF date by article.
        retellings: passages that render one another.
    """
    known = list(events)
    ids = happenings(known, published, retellings)
    for event in known:
        yield replace(event, happening=ids[event.id])


def happenings(
    events: Sequence[Event], published: Mapping[str, str | None], retellings: Sequence[Retelling]
) -> dict[str, str]:
    """Return the happening of each event, by ids: the smallest id among the events that report it.

    The order of events and retellings does not matter.
    """
    groups = Groups()
    told = sorted((_report(event, published.get(event.article)) for event in events), key=_order)
    for report in told:
        groups.root(report.event.id)
    for a, b in _twins(told):
        groups.unite(a.event.id, b.event.id)
    for a, b in _near(told):
        if _one(a, b):
            groups.unite(a.event.id, b.event.id)
    for a, b in _in_passages(told, retellings):
        groups.unite(a.event.id, b.event.id)
    return {event.id: groups.root(event.id) for event in events}


def _report(event: Event, published: str | None) -> Report:
    days = edtf.bounds(event.date) if event.date else None
    dated = days is not None and (days[1] - days[0]).days <= COARSE
    if days is None:
        days = edtf.bounds(published) if published else None
        days = (days[0] - RECENT, days[1]) if days is not None and days[0] > NEVER + RECENT else days
    first, last = days if days is not None else (NEVER, NEVER)
    return Report(event, first, last, dated, content_words(event.content))


def _order(report: Report) -> tuple[date, date, str]:
    return report.first, report.last, report.event.id


def _sides(event: Event) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((event.source, event.target)))


def _twins(told: Sequence[Report]) -> Iterator[tuple[Report, Report]]:
    """Yield what one place of one article tells of two sides: each way of an event between equals."""
    seen: dict[tuple[object, ...], Report] = {}
    for report in told:
        event = report.event
        key = (event.article, event.start, event.end, event.type, _sides(event))
        yield seen.setdefault(key, report), report


def _near(told: Sequence[Report]) -> Iterator[tuple[Report, Report]]:
    """Yield the pairs of reports of the same type, sides and reality that are near in time."""
    blocks: dict[tuple[object, ...], list[Report]] = defaultdict(list)
    for report in told:
        event = report.event
        blocks[event.type, event.source, event.target, event.status == "happened"].append(report)
    for block in blocks.values():
        for index, report in enumerate(block):
            for other in block[max(0, index - NEIGHBOURS) : index]:
                yield other, report


def _one(a: Report, b: Report) -> bool:
    """Say whether two reports of the same type and sides are of one happening."""
    if NEVER in {a.first, b.first} or a.first > b.last or b.first > a.last:
        return False
    if a.dated and b.dated:
        return a.event.type in RARE or _likeness(a, b) >= ALIKE
    return _likeness(a, b) >= ALIKE_UNDATED


def _likeness(a: Report, b: Report) -> float:
    """Return the weighted Jaccard likeness of the words of two reports."""
    shared = sum(weight for stem, weight in a.weights.items() if stem in b.weights)
    total = sum(a.weights.values()) + sum(b.weights.values()) - shared
    return shared / total if total else 0.0


def _in_passages(told: Sequence[Report], retellings: Sequence[Retelling]) -> Iterator[tuple[Report, Report]]:
    """Yield the pairs that stand in passages which render one another, have the same sides and fit in time.

    Of the same type, or where a rewording has made it another type, of the same quad class.
    """
    by_article: dict[str, list[tuple[int, int, Report]]] = defaultdict(list)
    for report in told:
        by_article[report.event.article].append((report.event.start, report.event.end, report))
    for held in by_article.values():
        held.sort(key=lambda place: (place[0], place[1], place[2].event.id))
    for passage in sorted(retellings, key=lambda r: (r.a, r.a_start, r.b, r.b_start)):
        left = _within(by_article.get(passage.a, []), passage.a_start, passage.a_end)
        right = _within(by_article.get(passage.b, []), passage.b_start, passage.b_end)
        for a in left:
            fitting = [b for b in right if _same_sides(a, b) and _compatible(a, b)]
            alike = [b for b in fitting if b.event.type == a.event.type]
            yield from ((a, b) for b in (alike or [b for b in fitting if _quad(b) == _quad(a)])[:1])


def _within(held: Sequence[tuple[int, int, Report]], start: int, end: int) -> list[Report]:
    first = bisect_left(held, start, key=lambda place: place[0])
    out = []
    for at, stop, report in held[first:]:
        if at >= end:
            break
        if stop <= end:
            out.append(report)
    return out


def _same_sides(a: Report, b: Report) -> bool:
    return a.event.source == b.event.source and a.event.target == b.event.target


def _compatible(a: Report, b: Report) -> bool:
    if (a.event.status == "happened") != (b.event.status == "happened"):
        return False
    return not (a.dated and b.dated) or (a.first <= b.last and b.first <= a.last)


def _quad(report: Report) -> str:
    return code(report.event.type, report.event.mode).quad
