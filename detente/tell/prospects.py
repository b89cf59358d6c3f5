"""What to expect of two states and what would change our mind, as a brief tells them: forecasts, outlook, what is due.

Every forecast of the ledger on the two is told once, with the range its words are read as, by when it is due and how
it stands; the share of those that are void or open is always said. The engine's own outlook is given with its record,
or it is said why there is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from detente import edtf
from detente.foresee import scores
from detente.foresee.ledger import Entry
from detente.foresee.outlook import Ahead, Weekly
from detente.foresee.outlook import outlook as outlook_of
from detente.foresee.resolution import OUTCOMES, Resolution
from detente.relate.evidence import Evidence
from detente.relate.series import relation as series_of
from detente.tell import dates, ledger, sentences, states
from detente.tell.brief import Item, Mark, Section
from detente.tell.desk import Desk
from detente.tell.evidence import BriefSentence, Citation, Quote
from detente.tell.happenings import Happening, tell

Row = Mapping[str, Any]
# Forecasts told, of each kind; other articles that carry one and are named; what is watched for.
MOST_OPEN, MOST_SETTLED, MOST_CARRIERS, MOST_WATCHED, MOST_DUE = 7, 4, 7, 4, 5
# Evidence less likely than this to be about a forecast is left to the ledger.
LIKELY = 0.5
CAME = {"true": "came true", "false": "did not come true", "void": "void", "open": "open"}


def standing(desk: Desk, rows: Sequence[Row]) -> list[Resolution]:
    """Return the forecasts of rows of ``answer_brief_forecasts``, each once, as they stand."""
    return ledger.standing(desk.store, only={row["id"] for row in rows}) if rows else []


def predicted(desk: Desk, rows: Sequence[Row], found: Sequence[Resolution], told: Sequence[Evidence]) -> Section:
    """Write the engine's outlook, what was predicted and how it stands, and scores by holder where any is settled."""
    known = {row["id"]: row for row in rows}
    items, notes = _outlook(desk, told)
    settled = [each for each in found if each.outcome in {"true", "false"}]
    unsettled = [each for each in found if each not in settled]
    chosen = _weightiest(unsettled, known, MOST_OPEN) + _weightiest(settled, known, MOST_SETTLED)
    shown = [item for each in found if each in chosen and (item := _forecast(desk, each, known)) is not None]
    if found:
        counts = {name: sum(each.outcome == name for each in found) for name in OUTCOMES}
        shares = ", ".join(f"{count} {CAME[name]} ({count / len(found):.0%})" for name, count in counts.items())
        vague = sum(each.entry.vague for each in found)
        notes.append(f"Forecasts on the two: {len(found)}; {shares}; {vague} too vague to be settled.")
    items += shown
    items += _scores(desk, settled, known)
    return desk.section("predicted", items, len(found) - len(shown), notes=notes)


def watched(desk: Desk, rows: Sequence[Row], found: Sequence[Resolution], events: Sequence[Happening]) -> Section:
    """Write what would settle the forecasts that are open, and what is scheduled, from the latest day told of on."""
    known = {row["id"]: row for row in rows}
    today = _today(desk)
    items: list[Item] = []
    clear = [each for each in found if each.outcome == "open" and not each.entry.vague]
    overdue = [each for each in clear if each.entry.deadline and date.fromisoformat(each.entry.deadline) < today]
    clear = [each for each in clear if each not in overdue]
    clear.sort(key=lambda each: each.entry.deadline is None)
    for each in clear:
        row = _own(each.entry, known)
        if row is None or len(items) >= MOST_WATCHED:
            continue
        desk.fetch([row["article"]])
        figure = _criterion(each.entry)
        desk.measured([_place(row)], figure)
        told = desk.accept(sentences.settling(row, desk.sources[row["article"]], figure))
        items += [Item(told)] if told else []
    due = [each for each in events if each.head["status"] == "scheduled" and _ends(each.on) >= today]
    scheduled = [item for each in due[:MOST_DUE] if (item := tell(desk, each)) is not None]
    notes = []
    if overdue:
        count = "1 open forecast is" if len(overdue) == 1 else f"{len(overdue)} open forecasts are"
        notes.append(f"{count} past the date given and undecided; detente resolve decides.")
    return desk.section("watch", items + scheduled, len(clear) + len(due) - len(items) - len(scheduled), notes=notes)


def _today(desk: Desk) -> date:
    """Return the latest day that an article on the two was published on."""
    last = desk.ask("answer_brief_coverage")[0]["last"]
    return _ends(last)


def _ends(on: str | None) -> date:
    days = edtf.bounds(on) if on else None
    return days[1] if days else date.min


def _weightiest(found: Sequence[Resolution], known: Mapping[str, Row], most: int) -> list[Resolution]:
    def weight(each: Resolution) -> tuple[float, ...]:
        row = _own(each.entry, known)
        sure = row["confidence"] if row is not None else 0.0
        return (-len(each.entry.claims), each.entry.vague, each.entry.deadline is None, -sure)

    return sorted(found, key=weight)[:most]


def _own(entry: Entry, known: Mapping[str, Row]) -> Row | None:
    return next((known[claim.id] for claim in entry.claims if claim.id in known), None)


def _place(row: Row) -> Citation:
    return Citation(row["article"], row["start"], row["end"], row["content"])


def _forecast(desk: Desk, stands: Resolution, known: Mapping[str, Row]) -> Item | None:
    row = _own(stands.entry, known)
    if row is None:
        return None
    others = [known[c.id] for c in stands.entry.claims if c.id in known and c.article != row["article"]]
    desk.fetch([row["article"], *(each["article"] for each in others)])
    figure = _stands(stands)
    desk.measured([_place(row)], figure)
    told = desk.accept(sentences.forecast(row, desk.sources[row["article"]], figure))
    if not told:
        return None
    more = [_proposed(desk, stands)] if stands.outcome == "open" else []
    if others:
        shown = [(each, desk.sources[each["article"]]) for each in others[:MOST_CARRIERS]]
        more.append(desk.accept(sentences.also("Carried", shown)))
    on = row["published"]
    words = next(str(part.text) for part in told[0].parts if isinstance(part, Quote))
    who = (row["author"] or "author") if row["holder"] == "author" else row["holder"]
    mark = Mark(on, who, row["actor"], "forecast", told[0].citations[0].number, words) if on else None
    return Item((*told, *(s for each in more for s in each)), mark=mark, unlisted=len(others[MOST_CARRIERS:]))


def _stands(stands: Resolution) -> str:
    """Return how sure the words are, by when it is due and how it stands, in words."""
    entry = stands.entry
    what = "not to come" if entry.negated else "to come"
    parts = [f"read as {round(100 * entry.low)} to {round(100 * entry.high)} % sure {what}", _due(entry)]
    by = {"person": ", decided by a person", "engine": ", decided by the engine", None: ""}[stands.decided_by]
    return "; ".join([*parts, f"{CAME[stands.outcome]}{by}"])


def _due(entry: Entry) -> str:
    if entry.deadline is None:
        return "no date given"
    said = "due by" if entry.deadline_kind == "stated" else "due, as its words imply, by"
    return f"{said} {dates.in_words(entry.deadline)}"


def _criterion(entry: Entry) -> str:
    """Return what would settle a forecast, in words."""
    truth = "does not come about" if entry.negated else "comes about"
    when = f" by {dates.in_words(entry.deadline)}" if entry.deadline else ""
    acts = ""
    if entry.types:
        kinds = " or ".join(each.lower() for each in entry.types)
        acts = f", an act of the kind {kinds}"
        if len(entry.states) > 1:
            acts += f" between {' and '.join(states.name(code) for code in entry.states)}"
    return f"true if it {truth}{when}{acts}"


def _proposed(desk: Desk, stands: Resolution) -> tuple[BriefSentence, ...]:
    """Write the best evidence for what came of an open forecast, where it is likely to be about it."""
    best = next((each for each in stands.proposals if each.evidence and each.probability >= LIKELY), None)
    if best is None or best.evidence is None:
        return ()
    row = best.evidence
    desk.fetch([row.article])
    cited = Citation(row.article, row.start, row.end, row.content)
    figure = f"Proposed and not decided, {CAME[best.outcome]} ({best.probability:.0%})"
    desk.measured([cited], figure)
    return desk.accept(sentences.evidence(cited, desk.sources[row.article], figure))


def _scores(desk: Desk, settled: Sequence[Resolution], known: Mapping[str, Row]) -> list[Item]:
    """Write the Brier score of each holder, beside the number of forecasts behind it."""
    rows = [scores.Settled(e.entry.holder, e.entry.probability, e.outcome == "true", e.entry.id) for e in settled]
    items = []
    for score in scores.by_group(rows):
        own = [row for e in settled if e.entry.holder == score.group and (row := _own(e.entry, known)) is not None]
        cited = [_place(row) for row in own]
        if not cited:
            continue
        desk.fetch(place.article for place in cited)
        count = f"{score.settled} settled forecast{'s' if score.settled > 1 else ''}"
        low, high = score.brier.low, score.brier.high
        reach = f" (90% between {low:.2f} and {high:.2f})" if low is not None and high is not None else ""
        said = f"{score.group}: Brier score {score.brier.value:.2f}{reach} over {count}; 0 is best, 0.25 a coin’s"
        desk.measured(cited, said)
        told = desk.accept(sentences.figure("", said, cited))
        items += [Item(told)] if told else []
    return items


def _outlook(desk: Desk, told: Sequence[Evidence]) -> tuple[list[Item], list[str]]:
    """Return the engine's outlook with its record, or the sentence that says why there is none."""
    points = series_of(told, *desk.pair, step="week", mutual=True).points
    if not points:
        return [], []
    values = np.array([np.nan if point.value is None else point.value for point in points])
    start = date.fromisoformat(points[0].on.partition("/")[0])
    found = outlook_of(Weekly("the two", start, values))
    if found.refusal is not None:
        return [], [f"No outlook of the engine’s own: {found.refusal}."]
    rows = {row["id"]: row for row in desk.ask("answer_brief_events")}
    cited = [_place(rows[key]) for point in points[::-1] for key in point.evidence if key in rows][:3]
    desk.fetch(place.article for place in cited)
    items = []
    for ahead in found.ahead:
        said = _odds(ahead)
        desk.measured(cited, said)
        told_so = desk.accept(sentences.figure("", said, cited))
        items += [Item(told_so)] if told_so else []
    return items, [found.warning] if found.warning else []


def _odds(ahead: Ahead) -> str:
    """Return the outlook at one horizon in words, with the record of whoever makes it."""
    weeks = f"{ahead.weeks} week{'s' if ahead.weeks > 1 else ''} ahead"
    odds = ", ".join(f"{each.name} {each.probability:.0%}" for each in ahead.outcomes)
    record = ahead.model if ahead.verdict == "skill" else ahead.baseline
    kept = "no record yet"
    if record is not None:
        kept = (
            f"on record, a mean error (CRPS) of {record.crps:.2f} over {record.count} weeks, {record.within90:.0%} "
            "within the 90% interval"
        )
    return (
        f"Outlook {weeks}, by {ahead.shown}: {ahead.median:+.1f} (90% between {ahead.low90:+.1f} and "
        f"{ahead.high90:+.1f}); {odds}; {kept}. {ahead.note.rstrip('.')}"
    )


__all__ = ["predicted", "standing", "watched"]
