"""The pictures of outlook, scenario and calibration hold the figures they are drawn from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from detente.errors import UsageError
from detente.foresee import dynamics, scenarios
from detente.foresee.outlook import Weekly, outlook
from detente.foresee.scores import Settled, calibration
from detente.tell.outlook_charts import PAST, calibration_spec, fan_spec, scenario_spec
from detente.tell.relation_charts import Spec, svg

MONDAY = date(2020, 1, 6)
SVG = "{http://www.w3.org/2000/svg}"


def drawn(spec: Spec) -> str:
    root = ET.fromstring(svg(spec))
    assert root.tag == f"{SVG}svg"
    return " ".join(node.text or "" for node in root.iter(f"{SVG}text"))


def noise(name: str, seed: int, weeks: int = 120) -> Weekly:
    return Weekly(name, MONDAY, np.random.default_rng(seed).normal(0, 1, weeks))


def test_an_outlook_is_drawn_with_its_past_and_its_intervals() -> None:
    series = noise("Here and there", 1)
    found = outlook(series, [1, 4])
    spec = fan_spec(found, series)
    rows = next(layer for layer in spec["layer"] if layer["encoding"]["y"].get("field") == "median")["data"]["values"]
    by_week = {row["on"]: row for row in rows}
    assert {str(MONDAY + timedelta(weeks=119 + week)) for week in (1, 4)} <= by_week.keys()
    last = by_week[str(found.ahead[1].week)]
    assert last["low90"] == found.ahead[1].low90
    assert found.ahead[1].note in last["says"]
    past = next(layer for layer in spec["layer"] if layer["encoding"]["y"].get("field") == "value")
    assert len(past["data"]["values"]) == PAST
    words = drawn(spec)
    assert "Here and there" in words
    assert found.ahead[0].shown in words


def test_a_fan_is_drawn_only_of_one_forecaster() -> None:
    series = noise("one", 1)
    found = outlook(series, [1, 4])
    same = replace(found, ahead=tuple(replace(ahead, shown="local level") for ahead in found.ahead))
    mixed = replace(found, ahead=(same.ahead[0], replace(same.ahead[1], shown="random walk")))
    assert [fan_spec(o, series)["layer"][0]["mark"]["type"] for o in (same, mixed)] == ["area", "rule"]


def test_no_outlook_is_no_picture() -> None:
    series = noise("short", 1, 10)
    with pytest.raises(UsageError, match="10 weeks have a value"):
        fan_spec(outlook(series), series)


def test_a_scenario_is_drawn_beside_its_null() -> None:
    series = {pair: noise("-".join(pair), i) for i, pair in enumerate(combinations(("CHN", "RUS", "USA"), 2))}
    text = (
        'title = "A thaw"\nstates = ["USA", "RUS", "CHN"]\nweeks = 8\ndraws = 50\n'
        '[[fix]]\npair = ["USA", "RUS"]\nvalue = 2\n'
    )
    out = scenarios.run(scenarios.parse(text), dynamics.fit(series))
    spec = scenario_spec(out, ("RUS", "CHN"))
    lines = spec["layer"][-1]["data"]["values"]
    column = out.pairs.index(("CHN", "RUS"))
    assert {row["run"] for row in lines} == {"scenario", "without balance", "left alone"}
    assert [row["median"] for row in lines[:8]] == out.fan.quantiles[:, column, 2].tolist()
    words = drawn(spec)
    assert "A thaw: Russia and China" in words
    assert "without balance" in words
    with pytest.raises(UsageError, match="not in the scenario"):
        scenario_spec(out, ("USA", "FRA"))


def test_calibration_is_drawn_with_its_intervals() -> None:
    made = [Settled("one", p, o, str(i)) for i, (p, o) in enumerate([(0.1, False), (0.15, True), (0.9, True)])]
    bins = calibration(made)
    spec = calibration_spec(bins)
    rows = spec["data"]["values"]
    assert [(row["count"], row["came"]) for row in rows] == [(2, 0.5), (1, 1.0)]
    assert all(row["low"] <= row["came"] <= row["high"] for row in rows)
    assert "share that came true" in drawn(spec)
    assert "probability said" in drawn(calibration_spec([]))
