"""The commands on how texts travel."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from detente.errors import UsageError
from detente.faces.cli import app

PAIR = ["news/harbour.txt", "news/mirror.txt"]
CALLS = {
    "retellings": ["retellings"],
    "families": ["retellings", "--families"],
    "spinning": ["spinning"],
    "compare": ["compare", *PAIR],
    "readouts": ["readouts", *PAIR],
    "trace": ["trace", "sign a pact"],
    "stories": ["stories"],
    "story": ["stories", "s-tariff"],
    "naming": ["naming", "harbour", "meridian"],
}


def told(folder: Path, *words: str) -> str:
    done = CliRunner().invoke(app, [*words, "--store", str(folder)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_every_form_gives_the_same_rows(folder: Path, call: list[str]) -> None:
    rows = json.loads(told(folder, *call, "--format", "json"))
    assert rows
    assert [json.loads(line) for line in told(folder, *call, "--format", "jsonl").splitlines()] == rows
    assert len(list(csv.DictReader(io.StringIO(told(folder, *call, "--format", "csv"))))) == len(rows)
    assert told(folder, *call, "--limit", "1").strip()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (["compare", PAIR[0], PAIR[0]], "one article"),
        (["readouts", PAIR[0], "nowhere.txt"], "holds no article"),
        (["retellings", "--articles", "--families"], "name one"),
        (["spinning", "nowhere.txt"], "holds no article"),
        (["trace", "?"], "no words"),
        (["stories", "none"], "holds no story"),
        (["naming", "gazette", "meridian"], "it knows"),
    ],
)
def test_what_is_wrong_is_said(folder: Path, call: list[str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        told(folder, *call)


@pytest.mark.parametrize("name", ["compare", "readouts", "trace", "stories", "naming", "retellings", "spinning"])
def test_help_has_examples(name: str) -> None:
    shown = CliRunner().invoke(app, [name, "--help"]).stdout
    assert f"detente {name}" in shown
    assert "Example" in shown
