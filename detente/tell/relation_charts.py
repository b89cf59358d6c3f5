"""Pictures of relations: a series with its intervals, a triangle's patterns over time, an actor's line on a subject.

Vega-Lite specifications as plain dictionaries (Satyanarayan et al. 2017), drawn on this machine by vl-convert; nothing
is fetched. Colours are those of Okabe and Ito (2008), which the colour-blind can tell apart; every series of a picture
also has its name in the legend, and every point says in words what it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from detente import edtf
from detente.relate.positions import Position
from detente.relate.series import Series
from detente.relate.shocks import Shock
from detente.relate.triangles import Triangle, TrianglePoint
from detente.tell import dates, states

Spec = dict[str, Any]
WIDTH, HEIGHT, LOW = 640, 240, 150
INK, BLUE, VERMILION, GREEN, ORANGE = "#1b1f24", "#0072b2", "#d55e00", "#009e73", "#e69f00"
SKY, PURPLE, YELLOW, GREY = "#56b4e9", "#cc79a7", "#f0e442", "#c8ccd0"
# A pattern that is never so likely gets no colour of its own.
SHOWN = 0.1
OTHERS, UNDECIDED = "other patterns", "undecided"
LINE = "line (refuses below, agrees above 0)"
AXIS = "level (hostile below, friendly above 0)"


def series_spec(series: Series, shocks: Iterable[Shock] = ()) -> Spec:
    """Return the picture of a relation series: level, 50% and 90% intervals, what was seen, and shocks.

    The picture of an empty series is an empty frame.
    """
    rows = [
        {
            "on": _first(point.on),
            "level": point.level,
            "low50": point.low50,
            "high50": point.high50,
            "low90": point.low90,
            "high90": point.high90,
            "value": point.value,
            "weight": point.weight,
            "says": _says(point.on, point.level, point.low90, point.high90, point.happenings),
        }
        for point in series.points
    ]
    marked = [{"on": _first(shock.on), "says": f"{dates.in_words(shock.on)}: {shock.reason}"} for shock in shocks]
    arrow = "and" if series.mutual else "towards"
    title = f"{states.name(series.source)} {arrow} {states.name(series.target)}, by {series.step}"
    layers: list[Spec] = [
        {"mark": {"type": "area", "color": BLUE, "opacity": 0.15}, "encoding": _band("low90", "high90")},
        {"mark": {"type": "area", "color": BLUE, "opacity": 0.3}, "encoding": _band("low50", "high50")},
        _zero(),
        {"mark": {"type": "line", "color": BLUE, "strokeWidth": 2}, "encoding": {"x": _x(), "y": _y("level")}},
        {
            "transform": [{"filter": "datum.value !== null"}],
            "mark": {"type": "circle", "color": INK, "opacity": 0.7},
            "encoding": {
                "x": _x(),
                "y": _y("value"),
                "size": {"field": "weight", "type": "quantitative", "legend": None, "scale": {"range": [12, 120]}},
                "description": {"field": "says"},
            },
        },
        {
            "data": {"values": marked},
            "mark": {"type": "rule", "color": VERMILION, "strokeDash": [4, 3]},
            "encoding": {"x": _x(), "description": {"field": "says"}},
        },
    ]
    return _page(title, {"data": {"values": rows}, "width": WIDTH, "height": HEIGHT, "layer": layers})


def triangle_spec(triangle: Triangle) -> Spec:
    """Return the picture of a triangle: the probability of each pattern over time, and the levels of its three sides.

    The levels are those the patterns were judged by: with hindsight, or as known then; each with its 90% interval.
    """
    names = [states.name(code) for code in triangle.states]
    kinds = {name: colour for name, colour, most in _patterns(triangle, names) if most >= SHOWN}
    rows: list[Spec] = []
    for point in triangle.points:
        shown = 0.0
        for name, value in _values(point, names).items():
            if name in kinds:
                shown += value
                rows.append(_share(point, name, value, list(kinds).index(name)))
        rows.append(_share(point, OTHERS, max(0.0, 1 - shown - point.undecided), len(kinds)))
        rows.append(_share(point, UNDECIDED, point.undecided, len(kinds) + 1))
    colours = kinds | {OTHERS: GREY, UNDECIDED: "#f2f3f5"}
    shares: Spec = {
        "data": {"values": rows},
        "width": WIDTH,
        "height": HEIGHT,
        "mark": {"type": "area"},
        "encoding": {
            "x": _x(),
            "y": {
                "field": "share",
                "type": "quantitative",
                "stack": "zero",
                "scale": {"domain": [0, 1]},
                "axis": {"title": "probability", "format": "%", "tickCount": 5},
            },
            "color": _colour("pattern", colours),
            "order": {"field": "order"},
        },
    }
    known = "with hindsight" if triangle.hindsight else "as known at the time"
    return _page(f"{', '.join(names)}: patterns {known}", {"vconcat": [shares, _sides(triangle)]})


def position_spec(position: Position) -> Spec:
    """Return the picture of an actor's line on a subject: each occasion, the line with its 90% interval, the shifts."""
    rows = [
        {
            "on": str(middle),
            "first": str(first),
            "last": str(last),
            "value": step.value,
            "line": step.line,
            "low90": step.low90,
            "high90": step.high90,
            "kind": "new" if step.new else "said before",
            "says": f"{dates.in_words(step.on)}: {step.sayings[0].remark.text}",
        }
        for step in position.steps
        if (middle := dates.middle(step.on)) and (bounds := edtf.bounds(step.on))
        for first, last in [bounds]
    ]
    moved = [{"on": str(middle)} for shift in position.shifts if (middle := dates.middle(shift.after_on))]
    y = _y("value", title=LINE) | {"scale": {"domain": [-1, 1]}}
    known = {"x": _x("first"), "y": _y("line", title=LINE)}
    kinds = {"new": VERMILION, "said before": SKY}
    layers: list[Spec] = [
        {
            "mark": {"type": "area", "color": BLUE, "opacity": 0.15},
            "encoding": _band("low90", "high90", LINE) | {"x": _x("first")},
        },
        _zero(),
        {"mark": {"type": "line", "color": BLUE, "strokeWidth": 2}, "encoding": known},
        {
            "mark": {"type": "rule", "opacity": 0.3, "color": INK},
            "encoding": {"x": _x("first"), "x2": {"field": "last"}, "y": y},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
            "encoding": {"x": _x(), "y": y, "color": _colour("kind", kinds), "description": {"field": "says"}},
        },
        {
            "data": {"values": moved},
            "mark": {"type": "rule", "color": VERMILION, "strokeDash": [4, 3]},
            "encoding": {"x": _x()},
        },
    ]
    title = f"{states.name(position.actor)} on {position.subject.name}"
    return _page(title, {"data": {"values": rows}, "width": WIDTH, "height": HEIGHT, "layer": layers})


def svg(spec: Spec) -> str:
    """Return a picture as SVG."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(json.dumps(spec), allowed_base_urls=[]))


def png(spec: Spec, *, scale: float = 2.0) -> bytes:
    """Return a picture as PNG, so many times as large as it is meant to be seen."""
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(json.dumps(spec), scale=scale, allowed_base_urls=[]))


def _patterns(triangle: Triangle, names: Sequence[str]) -> list[tuple[str, str, float]]:
    """Return name, colour and greatest probability of each pattern."""
    colours = [GREEN, PURPLE, BLUE, SKY, "#004c77", VERMILION, ORANGE, YELLOW]
    every = [_values(point, names) for point in triangle.points]
    keys = list(every[0]) if every else []
    return [(key, colours[i], max(values[key] for values in every)) for i, key in enumerate(keys)]


def _values(point: TrianglePoint, names: Sequence[str]) -> dict[str, float]:
    found = {"ménage à trois": point.menage, "unit veto": point.veto}
    pairs = [(names[1], names[2]), (names[0], names[2]), (names[0], names[1])]
    found |= {f"romantic, pivot {name}": value for name, value in zip(names, point.romance, strict=True)}
    married = zip(pairs, point.marriage, strict=True)
    return found | {f"marriage {one} and {other}": value for (one, other), value in married}


def _share(point: TrianglePoint, name: str, value: float, order: int) -> Spec:
    return {"on": _first(point.on), "pattern": name, "share": value, "order": order}


def _sides(triangle: Triangle) -> Spec:
    rows: list[Spec] = []
    labels = {}
    for pair, side, colour in zip(triangle.pairs, triangle.sides, (VERMILION, GREEN, BLUE), strict=True):
        label = f"{states.name(pair[0])} and {states.name(pair[1])}"
        labels[label] = colour
        if side.fitted is None:
            continue
        estimate = side.fitted.smoothed if triangle.hindsight else side.fitted.filtered
        levels = zip(
            side.points, estimate.centre().tolist(), estimate.quantile(0.05), estimate.quantile(0.95), strict=True
        )
        rows += [
            {"on": _first(point.on), "pair": label, "level": level, "low90": float(low), "high90": float(high)}
            for point, level, low, high in levels
        ]
    colour_of = _colour("pair", labels)
    layers: list[Spec] = [
        {
            "mark": {"type": "area", "opacity": 0.12},
            "encoding": {**_band("low90", "high90", "level"), "color": colour_of},
        },
        _zero(),
        {
            "mark": {"type": "line", "strokeWidth": 2},
            "encoding": {"x": _x(), "y": _y("level", title="level"), "color": colour_of},
        },
    ]
    return {"data": {"values": rows}, "width": WIDTH, "height": LOW, "layer": layers}


def _first(on: str) -> str:
    days = edtf.bounds(on)
    return str(days[0] if days else date.max)


def _says(on: str, level: float, low: float, high: float, count: int) -> str:
    told = f"{count} happening{'s' if count != 1 else ''}"
    return f"{dates.in_words(on)}: level {level:.1f}, 90% between {low:.1f} and {high:.1f}; {told}"


def _x(field: str = "on") -> Spec:
    axis = {"title": None, "grid": False, "labelOverlap": True}
    return {"field": field, "type": "temporal", "scale": {"type": "utc"}, "axis": axis}


def _y(field: str, *, title: str = AXIS) -> Spec:
    return {"field": field, "type": "quantitative", "axis": {"title": title, "tickCount": 5}}


def _band(low: str, high: str, title: str = AXIS) -> Spec:
    return {"x": _x(), "y": _y(low, title=title), "y2": {"field": high}}


def _zero() -> Spec:
    return {
        "data": {"values": [{}]},
        "mark": {"type": "rule", "color": INK, "opacity": 0.4},
        "encoding": {"y": {"datum": 0, "type": "quantitative"}},
    }


def _colour(field: str, colours: dict[str, str]) -> Spec:
    return {
        "field": field,
        "type": "nominal",
        "scale": {"domain": list(colours), "range": list(colours.values())},
        "legend": {"orient": "top", "title": None, "columns": 2, "labelLimit": 400},
    }


def _page(title: str, body: Spec) -> Spec:
    return {
        "title": {"text": title, "anchor": "start", "fontSize": 14, "color": INK},
        "background": "white",
        "padding": {"left": 12, "right": 24, "top": 8, "bottom": 8},
        **body,
        "resolve": {"scale": {"color": "independent"}},
        "config": {
            "font": "system-ui, sans-serif",
            "view": {"stroke": None},
            "axis": {"labelFontSize": 12, "titleFontSize": 12, "gridOpacity": 0.4, "labelColor": INK},
            "legend": {"labelFontSize": 12, "labelColor": INK},
        },
    }


__all__ = ["Spec", "png", "position_spec", "series_spec", "svg", "triangle_spec"]
