"""How two states are getting on, as a brief tells it: where the relation stands, where it moved, words against deeds.

The figures are this project's own measures (docs/measures.md). Each sentence cites the reports it was worked out from,
and each point of the picture is a row of the table beside it, with its reports.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from detente import edtf
from detente.model import Event
from detente.relate.deeds import SayDo, say_and_do
from detente.relate.evidence import Evidence, coded
from detente.relate.series import Point, Series
from detente.relate.series import relation as series_of
from detente.relate.shocks import Shock, shocks
from detente.store.tables import from_arrow
from detente.tell import dates, relation_charts, sentences, states
from detente.tell.brief import Item, Picture, Section
from detente.tell.desk import Desk
from detente.tell.evidence import BriefSentence, Citation

Row = Mapping[str, Any]
# Reports cited for one figure, and points and shocks that are told.
MOST_CITED, MOST_POINTS, MOST_SHOCKS = 4, 36, 3
# Reports that a point of the picture opens.
MOST_OPENED = 8
MONTHS_BEFORE = 12
FEWEST = 2  # happenings: one is no series


def evidence(desk: Desk) -> list[Evidence]:
    """Return what the store's events between the two say of their relation, each origin once."""
    table = desk.table("answer_brief_events")
    published = dict(zip(table.column("article").to_pylist(), table.column("published").to_pylist(), strict=True))
    rows = coded(from_arrow(Event, table), desk.origin, published)
    return [row for row in rows if {row.source, row.target} == set(desk.pair)]


def stands(desk: Desk, rows: Sequence[Row], told: Sequence[Evidence]) -> Section:
    """Write where the relation stands, where it moved, and where words and deeds differ beyond doubt.

    Args:
        desk: the desk.
        rows: of ``answer_brief_events``, for the words behind the figures.
        told: the evidence, as :func:`evidence` gives it.
    """
    series = series_of(told, *desk.pair, step="month", mutual=True)
    if sum(point.happenings for point in series.points) < FEWEST:
        return desk.section("stands", (), 0)
    places = {row["id"]: Citation(row["article"], row["start"], row["end"], row["content"]) for row in rows}
    desk.fetch(place.article for place in places.values())
    items = [Item(written) for written in _levels(desk, series, places) if written]
    moved = shocks(series)
    for shock in moved[-MOST_SHOCKS:]:
        if written := _written(desk, f"{_when(shock.on)}, ", _moved(shock), _cited(places, shock.evidence)):
            items.append(Item(written))
    notes = [] if moved else ["No month stands out from what went before it by more than 3.5 standard deviations."]
    items += [Item(written) for each in _doubtless(told, desk.pair) if (written := _say_do(desk, each, places))]
    return desk.section("stands", items, 0, notes=notes, picture=_picture(desk, series, moved, places))


def _levels(desk: Desk, series: Series, places: Mapping[str, Citation]) -> list[tuple[BriefSentence, ...]]:
    """Write the level at the end, and a year before it."""
    last = len(series.points) - 1
    found = []
    for at in (last, last - MONTHS_BEFORE):
        if at < 0:
            continue
        point = series.points[at]
        behind = [key for each in reversed(series.points[: at + 1]) for key in each.evidence]
        names = " and ".join(states.spoken(states.name(code)) for code in desk.pair)
        said = f"the relation stood at {_interval(point)}: {_judged(point)}"
        before = f"{_when(point.on)}, " if at == last else f"A year before, {_lower(_when(point.on))}, "
        desk.measured(_cited(places, behind), names, "A year before")
        written = _written(desk, before, said, _cited(places, behind))
        found.append(written)
    return found


def _interval(point: Point) -> str:
    return f"{_signed(point.level)} (90% between {_signed(point.low90)} and {_signed(point.high90)})"


def _judged(point: Point) -> str:
    """Return which side of nought the level lies on, where the interval leaves no doubt of it."""
    if point.low90 > 0:
        return "more cooperation than conflict"
    return "more conflict than cooperation" if point.high90 < 0 else "on neither side of nought beyond doubt"


def _signed(value: float) -> str:
    text = f"{value:+.1f}"
    return "0.0" if text in {"+0.0", "-0.0"} else text.replace("-", "−")


def _moved(shock: Shock) -> str:
    way = "for the better" if shock.direction == "better" else "for the worse"
    return (
        f"it moved {way}: {_signed(shock.seen)} was seen where {_signed(shock.expected)} was to be expected, "
        f"{shock.score:.1f} standard deviations apart"
    )


def _doubtless(told: Sequence[Evidence], pair: tuple[str, str]) -> list[SayDo]:
    """Return words against deeds of each towards the other over the whole time, where they differ beyond doubt."""
    days = [bounds for row in told if (bounds := edtf.bounds(row.on)) is not None]
    known = [each for each in days if each[0] > date.min and each[1] < date.max]
    if not known:
        return []
    whole = (min(first for first, _ in known), max(last for _, last in known))
    found = [each for one, other in (pair, pair[::-1]) for each in say_and_do(told, one, other, [whole])]
    return [each for each in found if each.doubtless]


def _say_do(desk: Desk, each: SayDo, places: Mapping[str, Citation]) -> tuple[BriefSentence, ...]:
    half = MOST_CITED // 2
    cited = [*_cited(places, each.words.evidence, half), *_cited(places, each.deeds.evidence, half)]
    who = f"{states.name(each.source)} towards {states.name(each.target)}: "
    way = "worse" if each.gap < 0 else "better"
    said = (
        f"deeds are {way} than words by {abs(each.gap):.1f} of 2 (90% between {_signed(each.low90)} and "
        f"{_signed(each.high90)}); {each.deeds.cooperative} deeds of cooperation and {each.deeds.hostile} of conflict, "
        f"{each.words.cooperative} words of cooperation and {each.words.hostile} of conflict"
    )
    return _written(desk, "", who + said, cited)


def _written(desk: Desk, before: str, said: str, cited: Sequence[Citation]) -> tuple[BriefSentence, ...]:
    if not cited:
        return ()
    desk.measured(cited, said, before.strip(" ,"))
    return desk.accept(sentences.figure(before, said, cited))


def _cited(places: Mapping[str, Citation], keys: Iterable[str], most: int = MOST_CITED) -> list[Citation]:
    """Return the places of these events, each place once."""
    met = {(place.article, place.start): place for key in keys if (place := places.get(key)) is not None}
    return list(met.values())[:most]


def _when(on: str) -> str:
    return f"In {dates.in_words(on)}"


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _picture(desk: Desk, series: Series, moved: Sequence[Shock], places: Mapping[str, Citation]) -> Picture | None:
    """Return the picture with a row of the table for each point that has reports; each point opens the first."""
    spec = copy.deepcopy(relation_charts.series_spec(series, moved))
    rows: list[BriefSentence] = []
    for at in [i for i, point in enumerate(series.points) if point.happenings][-MOST_POINTS:]:
        point = series.points[at]
        count = f"{point.happenings} happening{'s' if point.happenings > 1 else ''}"
        written = _written(
            desk, f"{_when(point.on)}, ", f"{_interval(point)}; {count}", _cited(places, point.evidence, MOST_OPENED)
        )
        for sentence in written:
            rows.append(sentence)
            spec["data"]["values"][at]["href"] = f"#e{sentence.citations[0].number}"
    if not rows:
        return None
    names = " and ".join(states.name(code) for code in desk.pair)
    says = f"The relation of {names} by month: level, 50% and 90% intervals, and what was seen"
    return Picture("relation", says, _linked(spec), tuple(rows))


def _linked(spec: dict[str, Any]) -> dict[str, Any]:
    """Return the specification with points that are links, and without the title, which the page gives."""
    spec.pop("title", None)
    for layer in spec["layer"]:
        mark = layer.get("mark", {})
        if isinstance(mark, dict) and mark.get("type") == "circle":
            layer["encoding"]["href"] = {"field": "href"}
    return spec


__all__ = ["evidence", "stands"]
