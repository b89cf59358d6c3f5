"""Pictures of what is to come: the outlook as a fan, a scenario beside its null, and how well odds were calibrated.

Vega-Lite specifications as plain dictionaries, drawn by ``relation_charts.svg`` and ``png``; nothing is fetched. Every
point says in words what it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import numpy as np

from detente.errors import UsageError
from detente.foresee.dynamics import Pair, ordered
from detente.foresee.outlook import Outlook, Weekly
from detente.foresee.scenarios import Fan, Outcome
from detente.foresee.scores import Bin
from detente.tell import states
from detente.tell.relation_charts import BLUE, GREY, HEIGHT, INK, VERMILION, WIDTH, Spec, _page

PAST = 52  # weeks shown before the outlook begins
LEVEL = "level (hostile below, friendly above 0)"
SCENARIO, NULL, FREE = "scenario", "without balance", "left alone"
SQUARE = 320


def fan_spec(outlook: Outlook, series: Weekly) -> Spec:
    """Return the picture of an outlook: the last year's values, then median, 50% and 90% intervals at each horizon.

    The intervals are joined to a fan where one forecaster is shown throughout, else each stands by itself. The
    forecasters are named in the title, and whether they have shown skill in each point's words.

    Raises:
        UsageError: there is no outlook to draw.
    """
    if not outlook.ahead or outlook.last is None or outlook.stands is None:
        raise UsageError(outlook.refusal or "there is no outlook to draw")
    weeks = [series.start + timedelta(weeks=i) for i in range(len(series.values))]
    past = [
        {"on": str(week), "value": float(value), "says": f"week of {week}: {value:.1f}"}
        for week, value in zip(weeks, series.values, strict=True)
        if not np.isnan(value) and outlook.last - timedelta(weeks=PAST) < week <= outlook.last
    ]
    flat = dict.fromkeys(("median", "low50", "high50", "low90", "high90"), outlook.stands)
    rows: list[Spec] = [{"on": str(outlook.last), **flat, "says": f"where things stand: {outlook.stands:.1f}"}]
    for ahead in outlook.ahead:
        bounds = {name: getattr(ahead, name) for name in flat}
        said = (
            f"{ahead.weeks} weeks ahead, {ahead.shown}: {ahead.median:.1f}, 50% between {ahead.low50:.1f} and "
            f"{ahead.high50:.1f}, 90% between {ahead.low90:.1f} and {ahead.high90:.1f}. {ahead.note}"
        )
        rows.append({"on": str(ahead.week), **bounds, "says": said})
    shown = list(dict.fromkeys(ahead.shown for ahead in outlook.ahead))
    layers: list[Spec] = [
        *(_fan(rows, BLUE) if len(shown) == 1 else _bars(rows[1:], BLUE)),
        _zero(),
        {
            "data": {"values": past},
            "mark": {"type": "line", "color": INK, "strokeWidth": 1.5, "point": {"color": INK, "size": 12}},
            "encoding": {"x": _x(), "y": _y("value"), "description": {"field": "says"}},
        },
        {
            "data": {"values": rows[1:]},
            "mark": {"type": "point", "filled": True, "color": BLUE, "size": 60, "opacity": 1},
            "encoding": {"x": _x(), "y": _y("median"), "description": {"field": "says"}},
        },
    ]
    return _page(f"{outlook.name}: {', '.join(shown)}", {"width": WIDTH, "height": HEIGHT, "layer": layers})


def scenario_spec(outcome: Outcome, pair: Pair) -> Spec:
    """Return the picture of one relation in a scenario: its fan, and the medians without balance and left alone.

    Raises:
        UsageError: the pair is not in the scenario.
    """
    if ordered(*pair) not in outcome.pairs:
        raise UsageError(f"{pair[0]}-{pair[1]} is not in the scenario")
    column = outcome.pairs.index(ordered(*pair))
    names = ("low90", "low50", "median", "high50", "high90")
    rows: list[Spec] = [
        {"on": str(week), **dict(zip(names, map(float, values), strict=True))}
        for week, values in zip(outcome.weeks, outcome.fan.quantiles[:, column], strict=True)
    ]
    runs: list[tuple[str, Fan]] = [(SCENARIO, outcome.fan), (NULL, outcome.null), (FREE, outcome.untouched)]
    medians = [
        {"on": str(week), "run": name, "median": float(value), "says": f"week of {week}, {name}: median {value:.1f}"}
        for name, fan in runs
        for week, value in zip(outcome.weeks, fan.quantiles[:, column, 2], strict=True)
    ]
    colour = {
        "field": "run",
        "type": "nominal",
        "scale": {"domain": [SCENARIO, NULL, FREE], "range": [BLUE, VERMILION, INK]},
        "legend": {"orient": "top", "title": None, "labelLimit": 300},
    }
    # Lines that lie on each other are told apart by their dashes.
    dash = {"field": "run", "scale": {"domain": [SCENARIO, NULL, FREE], "range": [[1, 0], [6, 4], [2, 3]]}}
    layers: list[Spec] = [
        *_fan(rows, BLUE)[:2],
        _zero(),
        {
            "data": {"values": medians},
            "mark": {"type": "line", "strokeWidth": 2},
            "encoding": {
                "x": _x(),
                "y": _y("median"),
                "color": colour,
                "strokeDash": dash | {"type": "nominal", "legend": None},
            },
        },
    ]
    title = f"{outcome.scenario.title}: {states.name(pair[0])} and {states.name(pair[1])}"
    return _page(title, {"width": WIDTH, "height": HEIGHT, "layer": layers})


def calibration_spec(bins: Sequence[Bin], title: str = "Calibration") -> Spec:
    """Return the calibration plot: how often forecasts of each bin came true, with Wilson's intervals.

    Points on the diagonal are calibrated; the size of a point is the number of forecasts behind it.
    """
    rows = [
        {
            "said": row.mean,
            "came": row.came_true.value,
            "low": row.came_true.low,
            "high": row.came_true.high,
            "count": row.count,
            "says": f"{row.count} forecasts of {row.low:.0%} to {row.high:.0%} (mean {row.mean:.0%}): "
            f"{row.came_true.value:.0%} came true, 90% between {row.came_true.low:.0%} and {row.came_true.high:.0%}",
        }
        for row in bins
    ]
    x = _share("said", "probability said")
    y = _share("came", "share that came true")
    size = {"field": "count", "type": "quantitative", "scale": {"range": [40, 300]}, "legend": {"title": "forecasts"}}
    layers: list[Spec] = [
        {
            "data": {"values": [{"said": edge, "came": edge} for edge in (0, 1)]},
            "mark": {"type": "line", "color": GREY, "strokeDash": [4, 3]},
            "encoding": {"x": x, "y": y},
        },
        {
            "mark": {"type": "rule", "color": BLUE, "strokeWidth": 2},
            "encoding": {"x": x, "y": y | {"field": "low"}, "y2": {"field": "high"}},
        },
        {
            "mark": {"type": "point", "filled": True, "color": BLUE, "opacity": 1},
            "encoding": {"x": x, "y": y, "size": size, "description": {"field": "says"}},
        },
    ]
    return _page(title, {"data": {"values": rows}, "width": SQUARE, "height": SQUARE, "layer": layers})


def _fan(rows: list[Spec], colour: str) -> list[Spec]:
    band = {"type": "area", "color": colour}
    return [
        {"data": {"values": rows}, "mark": band | {"opacity": 0.15}, "encoding": _band("low90", "high90")},
        {"data": {"values": rows}, "mark": band | {"opacity": 0.3}, "encoding": _band("low50", "high50")},
        {
            "data": {"values": rows},
            "mark": {"type": "line", "color": colour, "strokeWidth": 2},
            "encoding": {"x": _x(), "y": _y("median")},
        },
    ]


def _bars(rows: list[Spec], colour: str) -> list[Spec]:
    mark = {"type": "rule", "color": colour, "strokeWidth": 8}
    return [
        {"data": {"values": rows}, "mark": mark | {"opacity": 0.2}, "encoding": _band("low90", "high90")},
        {"data": {"values": rows}, "mark": mark | {"opacity": 0.4}, "encoding": _band("low50", "high50")},
    ]


def _zero() -> Spec:
    return {
        "data": {"values": [{}]},
        "mark": {"type": "rule", "color": INK, "opacity": 0.4},
        "encoding": {"y": {"datum": 0, "type": "quantitative"}},
    }


def _x() -> Spec:
    axis = {"title": None, "grid": False, "labelOverlap": True, "format": "%b %Y", "tickCount": 8}
    return {"field": "on", "type": "temporal", "scale": {"type": "utc"}, "axis": axis}


def _y(field: str) -> Spec:
    return {"field": field, "type": "quantitative", "axis": {"title": LEVEL, "tickCount": 5}}


def _band(low: str, high: str) -> Spec:
    return {"x": _x(), "y": _y(low), "y2": {"field": high}}


def _share(field: str, title: str) -> Spec:
    axis = {"title": title, "format": "%", "tickCount": 5}
    return {"field": field, "type": "quantitative", "scale": {"domain": [0, 1]}, "axis": axis}
