"""Events and commitments as they are asked for, in Python and on the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from detente.errors import UsageError
from detente.model import Article, Commitment, Event, Reading, content_id
from detente.store import Store
from detente.store.build import SHARDS, Draft, build
from detente.store.shards import write_shard
from detente.tell import answers
from detente.tell.answers import EventQuery

TEXT = "Peru met Chile in Lima on May 24. Peru will attack Bolivia. Chile and Peru signed a treaty on fishing."


def event(words: str, source: str, target: str, kind: str, **fields: Any) -> Event:
    start = TEXT.index(words)
    given: dict[str, Any] = {"date": None, "precision": None, "status": "happened", "confidence": 0.8} | fields
    return Event(
        id=content_id(words, source, target), article="a", start=start, end=start + len(words), content=words,
        type=kind, mode=None, context=(), cameo="04", source=(source,), target=(target,), place=None, intensity=2.5,
        happening="h", **given,
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("events")
    article = Article("a", "news/a.txt", "a", "s", "text/plain", TEXT, published="2021-05-26", language="en")
    met = event("Peru met Chile in Lima on May 24", "PER", "CHL", "CONSULT", date="2021-05-24", precision="day")
    threat = event("Peru will attack Bolivia", "PER", "BOL", "THREATEN", status="scheduled", confidence=0.4)
    words = "Chile and Peru signed a treaty on fishing"
    start = TEXT.index(words)
    treaty = Commitment(
        "c", "a", start, start + len(words), words, "agreement", ("CHL", "PER"), "a treaty on fishing", None, None, 0.7
    )
    (home / SHARDS).mkdir()
    reading = Reading(article, events=(met, threat), commitments=(treaty,))
    write_shard(home / SHARDS, "000000-0123456789abcdef", [reading], [])

    def step(draft: Draft) -> None:
        draft.write(Event, draft.rows(Event))

    build(home, step)
    return home


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with Store.open(folder) as held:
        yield held


def found(store: Store, **criteria: Any) -> list[str]:
    types: list[str] = answers.events(store, EventQuery(**criteria)).column("type").to_pylist()
    return types


def test_columns(store: Store) -> None:
    names = (
        "id article start end content type mode context cameo source target date precision place status intensity "
        "confidence statement happening"
    )
    assert answers.events(store).schema.names == names.split()
    names = "id article start end content kind parties subject due due_precision confidence statement event"
    assert answers.commitments(store).schema.names == names.split()


@pytest.mark.parametrize(
    ("criteria", "wanted"),
    [
        ({}, ["CONSULT", "THREATEN"]),
        ({"source": "PER"}, ["CONSULT", "THREATEN"]),
        ({"source": "CHL"}, []),
        ({"target": "BOL"}, ["THREATEN"]),
        ({"type": "consult"}, ["CONSULT"]),
        ({"status": "scheduled"}, ["THREATEN"]),
        ({"least": 0.5}, ["CONSULT"]),
        ({"until": "2021-05-25"}, ["CONSULT"]),
        ({"since": "2021-05-25"}, ["THREATEN"]),
        ({"since": "2022"}, []),
    ],
)
def test_every_criterion_keeps_what_it_should(store: Store, criteria: dict[str, Any], wanted: list[str]) -> None:
    assert found(store, **criteria) == wanted


@pytest.mark.parametrize("criteria", [{"type": "GREET"}, {"status": "maybe"}, {"least": 2.0}, {"source": " "}])
def test_what_nothing_could_meet_is_refused(criteria: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        EventQuery(**criteria)


def test_commitments_of_a_party(store: Store) -> None:
    assert answers.commitments(store, "CHL").num_rows == 1
    assert answers.commitments(store, "BOL").num_rows == 0


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "detente.faces.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=60)


def test_the_command_line(folder: Path) -> None:
    done = run("events", "--source", "Peru", "--status", "happened", "--format", "jsonl", "--store", folder)
    assert done.returncode == 0, done.stderr
    (row,) = map(json.loads, done.stdout.splitlines())
    assert (row["type"], row["source"], row["target"], row["date"]) == ("CONSULT", ["PER"], ["CHL"], "2021-05-24")
    assert TEXT[row["start"] : row["end"]] == row["content"]
    table = run("commitments", "--party", "Chile", "--store", folder)
    assert "a treaty on fishing" in " ".join(table.stdout.split())
    assert run("events", "--type", "GREET", "--store", folder).returncode == 2
