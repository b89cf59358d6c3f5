"""Pictures that a page draws: everything lies in the box, in order, and an empty one is empty."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from detente.tell import drawing
from detente.tell.drawing import Step

LEVELS = st.floats(-10, 10, allow_nan=False)
NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")


@given(st.lists(st.tuples(LEVELS, st.none() | LEVELS, st.floats(0, 50)), min_size=1, max_size=30))
def test_every_shape_lies_in_the_box(told: list[tuple[float, float | None, float]]) -> None:
    steps = [
        Step(f"{1990 + i}-01", level, level - 0.5, level + 0.5, level - 1, level + 1, value, weight)
        for i, (level, value, weight) in enumerate(told)
    ]
    drawn = drawing.series(steps)
    assert [dot.on for dot in drawn.dots] == [step.on for step in steps if step.value is not None]
    for path in (drawn.line, drawn.band50, drawn.band90):
        numbers = [float(number) for number in NUMBERS.findall(path)]
        assert all(0 <= x <= drawn.width for x in numbers[::2])
        assert all(0 <= y <= drawn.height for y in numbers[1::2])
    assert all(0 <= dot.y <= drawn.height for dot in drawn.dots)
    xs = [x for x, _ in drawn.x_ticks]
    assert xs == sorted(xs)


def test_higher_levels_are_drawn_higher() -> None:
    steps = [Step(f"199{i}", level, None, None, level, level, level, 1.0) for i, level in enumerate((-3.0, 0.0, 4.0))]
    drawn = drawing.series(steps)
    ys = [dot.y for dot in drawn.dots]
    assert ys == sorted(ys, reverse=True)
    assert ys[1] == drawn.zero
    assert drawn.band50 == ""


def test_bars_are_as_tall_as_they_count() -> None:
    one, two = drawing.counts([("1990", 2), ("1991", 4)]).bars
    assert two.height == 2 * one.height
    assert one.y + one.height == two.y + two.height


def test_nothing_draws_nothing() -> None:
    assert drawing.series([]).line == ""
    assert drawing.counts([]).bars == ()
