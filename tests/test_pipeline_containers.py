"""Containers through the whole line: what is read and what is skipped adds up, and nothing is read twice."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest
import small_stages
from read.test_containers import archive, page, record

from detente import pipeline
from detente.config import Config
from detente.pipeline import Stages, Summary
from detente.read import read
from detente.store import Store


def stages() -> Stages:
    return replace(small_stages.stages(), read=read)


def add(store: Path, *paths: Path, engine: str = "serial", retry: bool = False) -> Summary:
    config = replace(Config(store=store, shard_size=7, workers=2), engine=engine)  # type: ignore[arg-type]  # a name
    return pipeline.add(paths, config, retry=retry, stages=stages)


@pytest.fixture
def month(tmp_path: Path) -> Path:
    """Return an archive of 40 records: 30 pages, two of them met twice, and eight that hold none."""
    pages = [record(f"https://norland.example/news/{n}", page(n)) for n in range(30)]
    gone = [record(f"https://norland.example/gone/{n}", b"", status=404) for n in range(5)]
    short = [record(f"https://norland.example/short/{n}", b"<html><p>Too short.") for n in range(3)]
    records = [part for each in zip(pages, (gone + short) * 4, strict=False) for part in each][:16] + pages[8:]
    file = tmp_path / "month.warc.gz"
    file.write_bytes(b"".join(gzip.compress(each, mtime=0) for each in [*records, *pages[:2]]))
    return file


@pytest.mark.parametrize("engine", ["serial", "processes"])
def test_totals_add_up(month: Path, tmp_path: Path, engine: str) -> None:
    summary = add(tmp_path / "store", month, engine=engine)
    assert (summary.read, summary.reasons, summary.known) == (30, {"no_text": 3, "not_a_page": 5}, 2)
    assert summary.read + len(summary.skipped) + summary.known == 40
    assert (summary.held["articles"], summary.held["rejects"]) == (30, 8)
    with Store.open(tmp_path / "store") as store:
        paths = [row["path"] for row in store.query("answer_articles", {}).to_pylist()]
    assert all(path.startswith(f"{month}#") for path in paths)


def test_nothing_is_read_twice(month: Path, tmp_path: Path) -> None:
    add(tmp_path / "store", month)
    again = add(tmp_path / "store", month)
    assert (again.read, again.known, again.known_skipped, again.skipped) == (0, 40, 8, ())
    # In another file, with one page more, only that is read.
    other = tmp_path / "other.warc.gz"
    other.write_bytes(month.read_bytes() + archive(1)[0])
    more = add(tmp_path / "store", other)
    assert (more.read, more.held["articles"]) == (1, 31)


def test_engines_give_the_same_rows(month: Path, tmp_path: Path) -> None:
    prints = []
    for engine in ("serial", "processes"):
        add(tmp_path / engine, month, engine=engine)
        with Store.open(tmp_path / engine) as store:
            prints.append(store.fingerprint())
    assert prints[0] == prints[1]


def test_more_than_is_looked_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "_AHEAD", 10)
    monkeypatch.setattr(pipeline, "_REJECTS_AT_ONCE", 3)
    rows = [{"text": f"Round {n} of the talks began in the old town hall."} for n in range(50)]
    lines = [json.dumps(row) for row in rows] + ["{"] * 7
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    seen: list[pipeline.Progress] = []
    config = Config(store=tmp_path / "store", engine="serial", shard_size=4)
    summary = pipeline.add([tmp_path / "a.jsonl"], config, seen.append, stages=stages)
    assert (summary.read, summary.reasons) == (50, {"damaged": 7})
    assert [each.total for each in seen if each.stage == "reading"] == [None] * 14
    assert [each.done for each in seen if each.stage == "reading"][-1] == 50


def versions(store: Path) -> list[tuple[str, int, str | None, str | None]]:
    with Store.open(store) as held:
        rows = held.query("versions", {"address": "https://norland.example/v"}).to_pylist()
    return [(row["text"][:5], row["version"], row["supersedes"], row["superseded_by"]) for row in rows]


def test_a_changed_text_is_a_new_version(tmp_path: Path) -> None:
    address = "https://norland.example/v"
    first = json.dumps({"text": "First words of the text, as they stood.", "url": address, "date": "2024-05-01"})
    second = json.dumps({"text": "Other words of the text, as they stood.", "url": address, "date": "2024-05-02"})
    elsewhere = json.dumps({"text": "Third words of another text.", "url": "https://norland.example/"})
    front = json.dumps({"text": "Fourth words of a front page.", "url": "https://norland.example/"})
    (tmp_path / "b.jsonl").write_text(f"{second}\n{elsewhere}\n{front}\n")
    add(tmp_path / "store", tmp_path / "b.jsonl")
    assert [(words, version) for words, version, *_ in versions(tmp_path / "store")] == [("Other", 1)]
    (tmp_path / "a.jsonl").write_text(first)
    add(tmp_path / "store", tmp_path / "a.jsonl")
    (one, two) = versions(tmp_path / "store")
    assert (one[:3], two[:2], two[3]) == (("First", 1, None), ("Other", 2), None)
    with Store.open(tmp_path / "store") as held:
        ids = [row["id"] for row in held.query("versions", {"address": address}).to_pylist()]
        assert (two[2], one[3]) == tuple(ids)
        assert held.query("superseded", {}).num_rows == 1
