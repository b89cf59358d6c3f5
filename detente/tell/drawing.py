"""The geometry of pictures that a page draws itself: series with intervals, counts over time. Units are those of SVG.

The page gives the shapes their colours, so that a picture follows light, dark and print, and every point can be a link.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from detente import edtf

WIDTH, HEIGHT = 900, 260
LEFT, RIGHT, TOP, BOTTOM = 46, 12, 12, 26
# Labels on an axis, at most.
TICKS_X, TICKS_Y = 9, 5
EDGE = 36
SMALLEST, LARGEST = 3.0, 8.0


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a series: its name, the level with its intervals, what was seen (None for nothing), its weight."""

    on: str
    level: float
    low50: float | None
    high50: float | None
    low90: float
    high90: float
    value: float | None
    weight: float


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of a picture: where, how large, and which step it stands for."""

    x: float
    y: float
    r: float
    on: str
    value: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a picture, with what it stands for."""

    x: float
    y: float
    width: float
    height: float
    on: str
    count: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Shapes in a box of ``width`` by ``height``: paths as SVG writes them, ticks as (place, label)."""

    width: int
    height: int
    line: str
    band50: str
    band90: str
    dots: tuple[Dot, ...]
    bars: tuple[Bar, ...]
    x_ticks: tuple[tuple[float, str], ...]
    y_ticks: tuple[tuple[float, str], ...]
    zero: float | None


def series(steps: Sequence[Step]) -> Picture:
    """Return the picture of a series: the level with its intervals, and a dot for each step with evidence."""
    if not steps:
        return _empty()
    values = [value for step in steps for value in (step.low90, step.high90, step.value) if value is not None]
    low, high = _round(min(*values, 0.0), max(*values, 0.0))
    days = [bounds[0].toordinal() if (bounds := edtf.bounds(step.on)) else 0 for step in steps]
    across = (WIDTH - LEFT - RIGHT) / max(1, days[-1] - days[0])

    def x(place: int) -> float:
        return round(LEFT + (days[place] - days[0]) * across, 1)

    def y(value: float) -> float:
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low), 1)

    heaviest = max((step.weight for step in steps), default=0.0) or 1.0
    dots = tuple(
        Dot(x(i), y(s.value), round(SMALLEST + (LARGEST - SMALLEST) * math.sqrt(s.weight / heaviest), 1), s.on, s.value)
        for i, s in enumerate(steps)
        if s.value is not None
    )
    return Picture(
        WIDTH,
        HEIGHT,
        _path([(x(i), y(s.level)) for i, s in enumerate(steps)]),
        _area(
            [
                (x(i), y(s.low50), y(s.high50))
                for i, s in enumerate(steps)
                if s.low50 is not None and s.high50 is not None
            ]
        ),
        _area([(x(i), y(s.low90), y(s.high90)) for i, s in enumerate(steps)]),
        dots,
        (),
        _labels([(x(i), s.on) for i, s in enumerate(steps)]),
        tuple((y(value), f"{value:g}".replace("-", "\N{MINUS SIGN}")) for value in _ticks(low, high)),
        y(0.0),
    )


def counts(held: Sequence[tuple[str, int]], height: int = 120) -> Picture:
    """Return bars of how many there are of each step, in order."""
    if not held:
        return _empty()
    most = max(count for _, count in held)
    across = (WIDTH - LEFT - RIGHT) / len(held)
    tall = height - TOP - BOTTOM
    bars = tuple(
        Bar(
            round(LEFT + i * across + across * 0.08, 1),
            round(TOP + tall * (1 - count / most), 1),
            round(across * 0.84, 1),
            round(tall * count / most, 1),
            on,
            count,
        )
        for i, (on, count) in enumerate(held)
    )
    ticks = _labels([(bar.x + bar.width / 2, bar.on) for bar in bars])
    return Picture(WIDTH, height, "", "", "", (), bars, ticks, ((TOP, f"{most:,}"), (TOP + tall, "0")), TOP + tall)


def _empty() -> Picture:
    return Picture(WIDTH, HEIGHT, "", "", "", (), (), (), (), None)


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in points)


def _area(points: Sequence[tuple[float, float, float]]) -> str:
    if not points:
        return ""
    there = [(x, high) for x, _, high in points]
    back = [(x, low) for x, low, _ in reversed(points)]
    return _path([*there, *back]) + "Z"


def _labels(places: Sequence[tuple[float, str]]) -> tuple[tuple[float, str], ...]:
    """Return labels evenly, as many as there is room for; an interval is called by its beginning."""
    every = max(1, math.ceil(len(places) / TICKS_X))
    # The label is centred on its place and must not run out of the picture.
    return tuple((round(min(max(x, EDGE), WIDTH - EDGE), 1), on.partition("/")[0]) for x, on in places[::every])


def _round(low: float, high: float) -> tuple[float, float]:
    unit = _unit(low, high)
    top = math.ceil(high / unit) * unit
    bottom = math.floor(low / unit) * unit
    return bottom, top if top > bottom else bottom + unit


def _unit(low: float, high: float) -> float:
    """Return 1, 2 or 5 times a power of ten that cuts the range into about as many parts as there are ticks."""
    raw = max(high - low, 1e-6) / TICKS_Y
    power = 10.0 ** math.floor(math.log10(raw))
    return next(power * times for times in (1, 2, 5, 10) if power * times >= raw)


def _ticks(low: float, high: float) -> list[float]:
    unit = _unit(low, high)
    return [round(low + unit * i, 6) for i in range(round((high - low) / unit) + 1)]
