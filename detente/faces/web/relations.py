"""Pages on states and persons, on how two states are getting on, and three."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from detente.errors import AbsentError, UsageError
from detente.faces.web.render import Download, download, page
from detente.relate.deeds import SayDo
from detente.relate.evidence import Evidence
from detente.relate.positions import Position
from detente.relate.series import Point, Series
from detente.relate.series import relation as series_of
from detente.relate.triangles import Triangle
from detente.relate.triangles import triangle as triangle_of
from detente.store import Store
from detente.tell import actors, drawing, relation_charts, relations, search, states

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
Length = Annotated[Literal["week", "month"], Query()]
FIRST_SHOWN = 30


def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


def _code(text: str) -> str:
    """Return the code of a state in an address.

    Raises:
        AbsentError: there is no such state.
    """
    try:
        return states.code(text)
    except UsageError as error:
        raise AbsentError(str(error)) from error


@router.get("/states")
def listed(request: Request, form: Download = None) -> Response:
    """List the states, the most heard first."""
    store = _store(request)
    rows = request.app.state.memory.of(store, "states", lambda: actors.states(store))
    if form:
        return download(rows, "states", form)
    return page(request, "states", {"rows": rows, "downloads": ("csv", "jsonl")})


@router.get("/states/{code}")
def state(request: Request, code: str, subject: str = "", form: Download = None) -> Response:
    """Show what a state says: over time, of whom, through whom; with a subject, its line and where it moved."""
    store, known = _store(request), _code(code)
    memory = request.app.state.memory
    parts = memory.of(store, ("state", known), lambda: actors.state(store, known))
    line = _line(request, known, subject) if subject.strip() else None
    if form:
        if line:
            return download(relations.positions_table(store, [line]).to_pylist(), "line", form)
        return download(actors.latest(store, actor=known, most=200), "statements", form)
    told = {step: search.cards(store, step.evidence[:5]) for step in line.steps} if line else {}
    values = {
        "code": known,
        "parts": parts,
        "years": drawing.counts([(row["name"], row["n"]) for row in parts.get("years", [])]),
        "matters": memory.of(store, ("matters", known), lambda: actors.matters(store, known)),
        "latest": actors.latest(store, actor=known) if line is None else [],
        "subject": subject.strip(),
        "line": line,
        "told": told,
        "drawn": drawing.series(_of_line(line)) if line else None,
        "downloads": ("csv", "jsonl"),
    }
    return page(request, "state", values)


def _line(request: Request, code: str, subject: str) -> Position:
    store = _store(request)
    key = ("line", code, " ".join(subject.split()).casefold())
    held: Position = request.app.state.memory.of(store, key, lambda: actors.position(store, code, subject))
    return held


def _of_line(line: Position) -> list[drawing.Step]:
    return [
        drawing.Step(step.on, step.line, None, None, step.low90, step.high90, step.value, 1.0) for step in line.steps
    ]


@router.get("/persons/{name:path}")
def person(request: Request, name: str, form: Download = None) -> Response:
    """Show what a person says: over time, of whom, through whom."""
    store = _store(request)
    parts = request.app.state.memory.of(store, ("person", name), lambda: actors.person(store, name))
    latest = actors.latest(store, speaker=name, most=200 if form else 10)
    if form:
        return download(latest, "statements", form)
    years = drawing.counts([(row["name"], row["n"]) for row in parts["years"] if row["name"]])
    values = {"name": name, "parts": parts, "years": years, "latest": latest, "downloads": ("csv", "jsonl")}
    return page(request, "person", values)


def _evidence(request: Request) -> list[Evidence]:
    store = _store(request)
    held: list[Evidence] = request.app.state.memory.of(store, "evidence", lambda: relations.evidence(store))
    return held


@router.get("/relations")
def chosen(one: str = "", other: str = "", third: str = "") -> Response:
    """Send the reader on to the relation of two states, or the triangle of three, given by any name."""
    codes = [_code(name) for name in (one, other, third) if name.strip()]
    if len(codes) < 2:
        raise UsageError("name two states, or three")
    room = "relations" if len(codes) == 2 else "triangles"
    return RedirectResponse(f"/{room}/{'/'.join(codes)}", status_code=303)


@router.get("/relations/{one}/{other}")
def relation(
    request: Request, one: str, other: str, step: Length = "month", at: str = "", form: Download = None
) -> Response:
    """Show how two states are getting on: the series with its intervals, what moved it, words against deeds."""
    store, pair = _store(request), (_code(one), _code(other))
    if pair[0] == pair[1]:
        raise AbsentError(f"a relation is between two states; {one} and {other} are one")
    memory = request.app.state.memory

    def make() -> Series:
        return series_of(_evidence(request), *pair, step=step, mutual=True)

    series: Series = memory.of(store, ("relation", *sorted(pair), step), make)
    if form:
        return download(relations.relation_table(series).to_pylist(), f"relation-{pair[0]}-{pair[1]}", form)
    points = [point for point in series.points if point.happenings]
    chosen = [point for point in points if point.on == at] or points[-1:]
    ids = [key for point in chosen for key in point.evidence]
    values = {
        "one": pair[0],
        "other": pair[1],
        "step": step,
        "points": list(reversed(points)),
        "chosen": chosen[0] if chosen else None,
        "events": store.query("answer_events_of", {"ids": ids}).to_pylist(),
        "picture": drawing.series([_step(point) for point in series.points]),
        "deeds": memory.of(store, ("deeds", *pair), lambda: _deeds(store, pair)),
        "left_out": len(series.left_out),
        "downloads": ("csv", "jsonl"),
    }
    return page(request, "relation", values)


def _step(point: Point) -> drawing.Step:
    shape = (point.level, point.low50, point.high50, point.low90, point.high90)
    return drawing.Step(point.on, *shape, point.value, point.weight)


def _deeds(store: Store, pair: tuple[str, str]) -> list[tuple[str, str, list[SayDo]]]:
    """Return words against deeds by year, each way."""
    ways = (pair, (pair[1], pair[0]))
    return [(source, target, relations.deeds(store, source, target)) for source, target in ways]


@router.get("/triangles/{one}/{other}/{third}")
def triangle(request: Request, one: str, other: str, third: str, at: str = "", form: Download = None) -> Response:
    """Show which pattern three states form over time."""
    store = _store(request)
    found = _triangle(request, (one, other, third))
    if form:
        return download(relations.triangle_table(found).to_pylist(), "triangle", form)
    points = list(reversed(found.points))
    chosen = [point for point in points if point.on == at] or points[:1]
    events = store.query("answer_events_of", {"ids": list(chosen[0].evidence) if chosen else []}).to_pylist()
    values = {
        "triangle": found,
        "points": points,
        "chosen": chosen[0] if chosen else None,
        "events": events,
        "first_shown": FIRST_SHOWN,
        "downloads": ("csv", "jsonl"),
    }
    return page(request, "triangle", values)


@router.get("/triangles/{one}/{other}/{third}/picture.svg")
def triangle_picture(request: Request, one: str, other: str, third: str) -> Response:
    """Give the picture of a triangle."""
    store = _store(request)
    found = _triangle(request, (one, other, third))

    def make() -> str:
        return relation_charts.svg(relation_charts.triangle_spec(found))

    drawn = request.app.state.memory.of(store, ("triangle picture", *found.states), make)
    return Response(drawn, media_type="image/svg+xml")


def _triangle(request: Request, named: tuple[str, str, str]) -> Triangle:
    first, second, third = sorted(_code(each) for each in named)
    if len({first, second, third}) < 3:
        raise AbsentError("a triangle has three states")

    def make() -> Triangle:
        return triangle_of(_evidence(request), (first, second, third))

    held: Triangle = request.app.state.memory.of(_store(request), ("triangle", first, second, third), make)
    return held
