"""From an address to an article: fetched once, kept, read, and its changes shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import small_stages
from read.server import answer, pages, serving
from read.test_containers import page

from detente import pipeline
from detente.config import Config
from detente.faces.fetching import fetched
from detente.pipeline import Stages, Summary
from detente.read import read
from detente.read.fetch import Fetcher, Manners
from detente.store import Store
from detente.store.visits import Visits

HERE = Manners(pause=0.0, seconds=3, allow_private=True)


def stages() -> Stages:
    return replace(small_stages.stages(), read=read)


def add(store: Path, *addresses: str) -> Summary:
    also = fetched(addresses, Fetcher(HERE), store)
    return pipeline.add([], Config(store=store, engine="serial"), stages=stages, also=also)


def test_pages_are_fetched_kept_and_read(tmp_path: Path) -> None:
    store = tmp_path / "store"
    held = {
        "/a": answer(page(1), "200 OK", 'ETag: "1"'),
        "/b": answer(page(2)),
        "/go": answer("", "302 Found", "Location: /b"),
    }
    with serving(pages(held)) as server:
        asked = [f"{server.address}{path}" for path in ("/a", "/go", "/none")]
        summary = add(store, *asked)
        assert (summary.read, summary.reasons) == (2, {"answer": 1})
        with Store.open(store) as opened:
            rows = {row["path"]: row for row in opened.query("answer_articles", {}).to_pylist()}
            assert set(rows) == set(asked[:2])
            moved = opened.query("versions", {"address": f"{server.address}/b"}).to_pylist()
            assert moved[0]["as_of"].endswith("Z")
        again = add(store, *asked)
        assert (again.read, again.known, again.known_skipped) == (0, 3, 1)
        assert sum('If-None-Match: "1"' in request for request in server.asked) == 1
    (archive,) = {file for file in (store / "fetched").iterdir() if file.stat().st_size}
    assert [found.file for found in Visits(store).pages(asked[0])] == [archive.name]


def test_a_run_that_was_killed_after_fetching_loses_nothing(tmp_path: Path) -> None:
    with serving(pages({"/a": answer(page(1))})) as server:
        list(fetched([f"{server.address}/a"], Fetcher(HERE), tmp_path))
        assert add(tmp_path, f"{server.address}/a").read == 1
        for file in (tmp_path / "fetched").iterdir():
            file.unlink()
        assert add(tmp_path, f"{server.address}/a").known == 1


def test_a_silent_edit_is_a_new_version(tmp_path: Path) -> None:
    held = {"/a": answer(page(1))}
    with serving(pages(held)) as server:
        address = f"{server.address}/a"
        add(tmp_path, address)
        held["/a"] = answer(page(1).replace(b"agreed to resume", b"refused to resume"))
        assert add(tmp_path, address).read == 1
    with Store.open(tmp_path) as store:
        one, two = store.query("versions", {"address": address}).to_pylist()
        assert ("agreed" in one["text"], "refused" in two["text"]) == (True, True)
        assert (one["superseded_by"], two["supersedes"], two["version"]) == (two["id"], one["id"], 2)


def test_nothing_private_is_fetched_unasked(tmp_path: Path) -> None:
    with serving(pages({"/a": answer(page(1))})) as server:
        closed = Fetcher(replace(HERE, allow_private=False))
        also = fetched([f"{server.address}/a"], closed, tmp_path)
        summary = pipeline.add([], Config(store=tmp_path, engine="serial"), stages=stages, also=also)
        assert (summary.read, summary.reasons, server.asked) == (0, {"private": 1}, [])
