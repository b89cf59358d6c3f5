"""The timeline picture: what happened, was said and predicted, by date and by the state spoken for, as SVG.

Drawn on this machine by Vega-Lite (Satyanarayan et al. 2017) through vl-convert, which carries its own renderer;
nothing is fetched, no font is embedded. Colours of lines and letters follow the page (``currentColor``), so that one
picture serves light and dark.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from detente import edtf
from detente.tell import dates, relation_charts, states
from detente.tell.brief import Brief, Mark, Picture

WIDTH = 640
ROW = 13
LANE_GAP = 15
OTHERS, EVENTS = "no state", "what happened"
# Points closer than this share of the whole stretch would lie on each other: the later one goes a row lower.
CLOSE = 0.02
# After Okabe and Ito (2008), told apart by the colour-blind; 3:1 or better on the page's light and dark grounds.
COLOURS = {"event": "#1a8a5f", "statement": "#2a7fc1", "forecast": "#d55e00"}
SHAPES = {"event": "square", "statement": "circle", "forecast": "diamond"}
BASE = "https://vega.github.io/vega-datasets/"
SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"


def points(brief: Brief) -> list[tuple[date, Mark]]:
    """Return the marks that can be placed in time with their middle day, the earliest first."""
    placed = [(middle, mark) for mark in brief.marks if (middle := dates.middle(mark.on)) is not None]
    return sorted(placed, key=lambda pair: (pair[0], pair[1].number))


def svg(brief: Brief, *, inline: bool) -> str | None:
    """Return the picture, or None where nothing can be placed in time.

    Args:
        brief: what is drawn: one point for each statement and forecast told.
        inline: drawn for a page that holds the evidence, each point a link to ``#e<number>``; else a file of its own,
            on white.
    """
    marks = points(brief)
    if not marks:
        return None
    import vl_convert

    drawn = vl_convert.vegalite_to_svg(
        json.dumps(_spec(marks, (states.name(brief.one), states.name(brief.other)))), allowed_base_urls=[]
    )
    label = f"Timeline of {len(marks)} events, statements and forecasts on {brief.title}"
    return finish(drawn, label, inline=inline)


def drawn(picture: Picture, *, inline: bool) -> str:
    """Return the picture of a section, as :func:`svg` returns the timeline."""
    import vl_convert

    config = picture.spec.get("config", {})
    colours = {"titleColor": "currentColor", "domainColor": "currentColor", "tickColor": "currentColor"}
    axis = {
        **config.get("axis", {}),
        **colours,
        "gridColor": "currentColor",
        "gridOpacity": 0.15,
        "titleFontWeight": 400,
    }
    spec = json.loads(json.dumps({**picture.spec, "background": None, "config": {**config, "axis": axis}}))
    days = [date.fromisoformat(row["on"]) for row in spec["data"]["values"]]
    for layer in spec["layer"]:
        if "axis" in layer.get("encoding", {}).get("x", {}):
            layer["encoding"]["x"]["axis"] |= _ticks((days[-1] - days[0]).days)
    text = json.dumps(spec).replace(f'"{relation_charts.INK}"', '"currentColor"')
    return finish(vl_convert.vegalite_to_svg(text, allowed_base_urls=[]), picture.says, inline=inline)


def who(mark: Mark) -> str:
    """Return who a mark is about: the speaker or holder, and the state spoken for."""
    name = " ".join(mark.who.split())
    state = states.name(mark.state) if mark.state else None
    return name if state is None or states.named(mark.who) else f"{name} ({state})"


def lane(mark: Mark) -> str:
    """Return the name of a mark's lane: the state spoken for, or that of events."""
    if mark.kind == "event":
        return EVENTS
    return states.name(mark.state) if mark.state else OTHERS


def _spec(marks: Sequence[tuple[date, Mark]], first: Sequence[str]) -> dict[str, Any]:
    rows, lanes, height = _layout(marks, first)
    colour = {
        "field": "kind",
        "type": "nominal",
        "scale": {"domain": list(COLOURS), "range": list(COLOURS.values())},
        "legend": {"orient": "top", "title": None},
    }
    shape = {"field": "kind", "type": "nominal", "scale": {"domain": list(SHAPES), "range": list(SHAPES.values())}}
    y = {
        "field": "y",
        "type": "quantitative",
        "scale": {"domain": [0, height], "reverse": True, "nice": False, "zero": False},
        "axis": {
            "title": None,
            "values": [at for at, _ in lanes],
            "labelExpr": f"({json.dumps({str(at): name for at, name in lanes})})[datum.value]",
            "grid": True,
            "ticks": False,
            "domain": False,
            "labelLimit": 240,
        },
    }
    x = {
        "field": "middle",
        "type": "temporal",
        "scale": {"type": "utc"},
        "axis": {"title": None, "grid": False, "labelOverlap": True, **_ticks((marks[-1][0] - marks[0][0]).days)},
    }
    return {
        "data": {"values": rows},
        "width": WIDTH,
        "height": height,
        "background": None,
        # Room for a reader's font that runs wider than the one measured here.
        "padding": {"left": 28, "right": 28, "top": 5, "bottom": 5},
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 3, "opacity": 0.45, "aria": False},
                "encoding": {"x": {**x, "field": "first"}, "x2": {"field": "last"}, "y": y, "color": colour},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
                "encoding": {
                    "x": x,
                    "y": y,
                    "color": colour,
                    "shape": shape,
                    "href": {"field": "href"},
                    "description": {"field": "says"},
                },
            },
        ],
        "config": _config(),
    }


def _ticks(days: int) -> dict[str, Any]:
    """Return where dates stand under a picture of so many days, and how (d3-time-format), always with their year."""
    if days < 8:
        # The library would divide days into hours and write each day twice.
        return {"tickCount": {"interval": "day", "step": 1}, "format": "%-d %b %Y"}
    return {"tickCount": 8, "format": "%-d %b %Y" if days < 120 else "%b %Y" if days < 1200 else "%Y"}


def _layout(
    marks: Sequence[tuple[date, Mark]], first: Sequence[str]
) -> tuple[list[dict[str, Any]], list[tuple[int, str]], int]:
    """Return the points with their heights, the lanes as (height of the label, name), and the height of it all.

    The lane of events comes first, then those named in ``first``, that of no state last.
    """
    close = max(1.0, (marks[-1][0] - marks[0][0]).days * CLOSE)
    rows: list[dict[str, Any]] = []
    lanes: list[tuple[int, str]] = []
    top = LANE_GAP
    order = [EVENTS, *first, *sorted({lane(mark) for _, mark in marks} - {EVENTS, *first, OTHERS}), OTHERS]
    for name in (name for name in order if any(lane(mark) == name for _, mark in marks)):
        taken: list[date] = []
        for middle, mark in ((middle, mark) for middle, mark in marks if lane(mark) == name):
            row = next((i for i, last in enumerate(taken) if (middle - last).days > close), len(taken))
            taken[row : row + 1] = [middle]
            rows.append(_point(middle, mark) | {"y": top + row * ROW})
        lanes.append((top, name))
        top += (len(taken) - 1) * ROW + LANE_GAP + ROW
    return rows, lanes, top - ROW


def _point(middle: date, mark: Mark) -> dict[str, Any]:
    first, last = edtf.bounds(mark.on) or (middle, middle)
    told = ", ".join(filter(None, (who(mark), mark.kind)))
    said = f"{dates.in_words(mark.on)}: {told}: {mark.words} [{mark.number}]"
    days = {"first": first.isoformat(), "middle": middle.isoformat(), "last": last.isoformat()}
    return {**days, "kind": mark.kind, "href": f"#e{mark.number}", "says": said}


def _config() -> dict[str, Any]:
    quiet = {"labelColor": "currentColor", "titleColor": "currentColor", "labelFontSize": 12}
    lines = {
        "gridColor": "currentColor",
        "gridOpacity": 0.15,
        "domainColor": "currentColor",
        "tickColor": "currentColor",
    }
    return {
        "font": "system-ui, sans-serif",
        "view": {"stroke": None},
        "axis": {**quiet, **lines},
        "legend": {"labelColor": "currentColor", "labelFontSize": 12, "symbolOpacity": 1, "columnPadding": 18},
    }


def finish(drawn: str, label: str, *, inline: bool) -> str:
    """Return a picture of Vega's with its links made local, its points titled, and its size left to the page."""
    from lxml import etree

    root = etree.fromstring(drawn.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    root.set("role", "group")
    root.set("aria-label", label)
    for link in root.iter(f"{SVG}a"):
        target = link.attrib.pop(XLINK).removeprefix(BASE)
        for point in link:
            title = etree.SubElement(link, f"{SVG}title")
            title.text = point.get("aria-label")
        if inline:
            link.set("href", target)
        else:
            link.tag = f"{SVG}g"
    if inline:
        for name in ("width", "height"):
            del root.attrib[name]
    else:
        style = etree.Element(f"{SVG}style")
        style.text = "svg{color:#1b1f24;background:#fff}"
        root.insert(0, style)
    etree.cleanup_namespaces(root)
    return str(etree.tostring(root, encoding="unicode"))
