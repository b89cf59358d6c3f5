"""The commands on what is to come, run as a user runs them."""

from __future__ import annotations

import json
import math
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

SCENARIO = """
title = "What if the two ease"
states = ["US", "RU", "CN"]
weeks = 8
draws = 200
seed = 3

[[fix]]
pair = ["US", "RU"]
value = 2.0
"""
QUESTION = """
title = "Why did the talks stop?"
[hypotheses]
home = "Pressure at home"
price = "A pause to raise the price"
[[evidence]]
id = "e1"
text = "The minister said the talks would go on"
origin = "one"
home = "C"
price = "II"
"""


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "detente.faces.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def rows(*arguments: object) -> list[dict[str, object]]:
    done = run(*arguments, "--format", "json")
    assert done.returncode == 0, done.stderr
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def daily(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two years of three made-up pairs, daily."""
    path = tmp_path_factory.mktemp("series") / "daily.csv"
    first = date(2020, 1, 6)
    lines = ["date,US-RU,US-CN,RU-CN"]
    for day in range(728):
        values = (math.sin(day / 40) + math.sin(day * 7.3) / 3, math.cos(day / 60), 1 + math.sin(day * 2.9) / 5)
        lines.append(",".join([str(first + timedelta(days=day)), *(f"{value:.3f}" for value in values)]))
    path.write_text("\n".join(lines))
    return path


def test_an_outlook_carries_its_record(daily: Path) -> None:
    found = rows("outlook", "US", "CN", "--series", daily, "--weeks", 1)
    assert [row["weeks"] for row in found] == [1]
    assert found[0]["low90"] <= found[0]["low50"] <= found[0]["median"] <= found[0]["high50"]  # type: ignore[operator]
    assert found[0]["note"]
    assert found[0]["outcomes"]


def test_an_outlook_is_drawn(daily: Path, tmp_path: Path) -> None:
    done = run("outlook", "US", "CN", "--series", daily, "--weeks", 1, "-o", tmp_path / "x.svg")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "x.svg").read_text().startswith("<svg")


def test_a_pair_without_a_series_is_told(daily: Path) -> None:
    done = run("outlook", "US", "FR", "--series", daily)
    assert done.returncode == 2
    assert "RU CN" in done.stderr


def test_a_scenario_gives_the_same_twice(daily: Path, tmp_path: Path) -> None:
    (tmp_path / "ease.toml").write_text(SCENARIO)
    once, again = (rows("scenario", tmp_path / "ease.toml", "--series", daily) for _ in range(2))
    assert once == again
    assert {(row["one"], row["other"]) for row in once} == {("RU", "US"), ("CN", "US"), ("CN", "RU")}
    assert next(row for row in once if {row["one"], row["other"]} == {"US", "RU"})["q50"] == pytest.approx(2.0)


def test_hypotheses_are_weighed(tmp_path: Path) -> None:
    (tmp_path / "why.toml").write_text(QUESTION)
    found = rows("hypotheses", tmp_path / "why.toml")
    assert [(row["place"], row["hypothesis"]) for row in found] == [(1, "home"), (2, "price")]


@pytest.mark.parametrize("command", ["scenario", "hypotheses"])
def test_a_file_that_is_not_there_is_told(command: str, tmp_path: Path) -> None:
    done = run(command, tmp_path / "nothing.toml")
    assert done.returncode == 2
    assert "nothing.toml" in done.stderr


def test_a_forecast_is_decided_scored_and_the_decision_undone(folder: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(folder, tmp_path / "store"))
    (first, *_) = rows("ledger", "--store", folder)
    decided = run(
        "resolve", first["id"], "--outcome", "true", "--reason", "it did", "--author", "ann", "--store", folder
    )
    assert decided.returncode == 0, decided.stderr
    now = {row["id"]: row for row in rows("ledger", "--store", folder)}[first["id"]]
    assert (now["outcome"], now["decided_by"]) == ("true", "person")
    (score, *_) = rows("scores", "--store", folder)
    assert score["settled"] == 1
    assert score["brier"] == pytest.approx((1 - (now["low"] + now["high"]) / 2) ** 2)  # type: ignore[operator]
    assert run("resolve", first["id"], "--undo", "--store", folder).returncode == 0
    assert rows("ledger", "--store", folder)[0]["outcome"] == first["outcome"]


@pytest.mark.parametrize(
    "arguments",
    [["resolve", "0" * 16, "--outcome", "true"], ["resolve", "0" * 16, "--undo"], ["resolve", "0" * 16]],
)
def test_what_cannot_be_decided_is_told(folder: Path, arguments: list[str]) -> None:
    assert run(*arguments, "--store", folder).returncode == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["relation", "RUS", "CHN"],
        ["triangle", "RUS", "CHN", "USA"],
        ["deeds", "RUS", "CHN"],
        ["positions", "--actor", "RUS", "--on", "pact"],
        ["shifts", "--actor", "RUS", "--on", "pact"],
        ["events"],
        ["commitments"],
    ],
)
@pytest.mark.parametrize("form", ["table", "csv"])
def test_every_listing_of_relations_is_printed(folder: Path, arguments: list[str], form: str) -> None:
    done = run(*arguments, "--store", folder, "--format", form)
    assert done.returncode == 0, done.stderr
