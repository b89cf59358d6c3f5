"""Quality on the example corpus does not fall under what was once reached."""

from __future__ import annotations

from bench import events, floors, statements


def test_no_figure_is_under_its_floor() -> None:
    kept = floors.read()
    assert kept, "the gold has changed: measure anew with python -m bench.floors"
    said, fields, predicted = statements.example_scores()
    figures = {
        "example statements F1": said.f1,
        "example speaker": fields.speaker,
        "example actor": fields.actor,
        "example said_on": fields.said_on,
        "example forecasts F1": predicted.f1,
    } | events.example_scores()
    assert floors.fallen({name: round(value, 3) for name, value in figures.items()}) == {}
