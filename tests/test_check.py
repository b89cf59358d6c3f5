"""A store that was damaged in any way is told from a whole one, and is mended, or it is said what to do."""

from __future__ import annotations

import functools
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
import small_stages

from bench.corpus import generate
from detente import pipeline
from detente.config import Config
from detente.errors import StoreMissingError
from detente.store import Store
from detente.store.check import Fault, check, repair
from detente.store.decisions import Decisions
from detente.store.shards import shard_fault

STEP = functools.partial(pipeline.relate, small_stages.stages())


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    generate(24, 5, folder)
    (folder / "empty.txt").write_text("")
    return folder


@pytest.fixture(scope="module")
def made(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("made") / "store"
    add(store, articles)
    Decisions(store).record("search", "talks", {"words": "talks"}, author="a reader")
    return store


@pytest.fixture
def store(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "store")
    return tmp_path / "store"


def add(store: Path, *paths: Path) -> pipeline.Summary:
    return pipeline.add(paths, Config(store=store, engine="serial", shard_size=5), stages=small_stages.stages)


def fingerprint(store: Path) -> str:
    with Store.open(store) as held:
        return held.fingerprint()


def kinds(faults: list[Fault] | tuple[Fault, ...]) -> set[str]:
    assert all(fault.reason and fault.remedy and fault.where for fault in faults)
    return {fault.what for fault in faults}


def test_a_whole_store(store: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in store.rglob("*")}
    assert list(check(store)) == []
    done = repair(store, STEP)
    assert (done.found, done.aside, done.again, done.left) == ((), (), (), ())
    after = {path: path.stat().st_mtime_ns for path in store.rglob("*")}
    assert {path for path in after if before.get(path) != after[path]} <= {
        store / name for name in ("", "lock", "shards", "decisions.sqlite-wal", "decisions.sqlite-shm")
    }


def test_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError):
        list(check(tmp_path))


def shard_file(store: Path, name: str = "articles.parquet") -> Path:
    return sorted((store / "shards").glob(f"*/{name}"))[1]


def truncate(store: Path) -> None:
    file = shard_file(store)
    file.write_bytes(file.read_bytes()[:-9])


def flip(store: Path) -> None:
    file = shard_file(store, "statements.parquet")
    data = bytearray(file.read_bytes())
    data[len(data) // 3] ^= 1
    file.write_bytes(data)


def lose_file(store: Path) -> None:
    shard_file(store, "statements.parquet").unlink()


def lose_list(store: Path) -> None:
    shard_file(store, "SHA256SUMS").unlink()


def slip_in(store: Path) -> None:
    shutil.copy(shard_file(store, "mentions.parquet"), shard_file(store).with_name("times.parquet"))


@pytest.mark.parametrize("damage", [truncate, flip, lose_file, lose_list, slip_in])
def test_a_damaged_shard_is_set_aside_and_named(store: Path, articles: Path, damage: Callable[[Path], None]) -> None:
    whole = fingerprint(store)
    damage(store)
    assert kinds(list(check(store))) == {"shard"}
    done = repair(store, STEP)
    assert len(done.aside) == 1
    assert done.aside[0].parent == store / "damaged"
    assert done.left == ()
    assert len(done.again) == 5
    assert all(Path(path).exists() for path in done.again)
    with Store.open(store) as held:
        assert held.counts()["articles"] + held.counts()["rejects"] == 20
    assert list(check(store)) == []
    add(store, *map(Path, done.again))
    assert fingerprint(store) == whole
    assert list(check(store)) == []


def test_a_shard_that_is_gone(store: Path, articles: Path) -> None:
    whole = fingerprint(store)
    shutil.rmtree(shard_file(store).parent)
    assert kinds(list(check(store))) >= {"store"}
    done = repair(store, STEP)
    assert done.left == ()
    add(store, articles)
    assert fingerprint(store) == whole


def published_gone(store: Path) -> None:
    (store / "detente.duckdb").unlink()


def published_garbage(store: Path) -> None:
    (store / "detente.duckdb").write_bytes(b"garbage" * 999)


def published_short(store: Path) -> None:
    data = (store / "detente.duckdb").read_bytes()
    (store / "detente.duckdb").write_bytes(data[: len(data) // 2])


def statement(store: Path, text: str) -> None:
    with duckdb.connect(store / "detente.duckdb") as connection:
        connection.execute(text)


def sql(text: str) -> Callable[[Path], None]:
    return functools.partial(statement, text=text)


def index_gone(store: Path) -> None:
    next(store.glob("search-*")).unlink()


def index_flipped(store: Path) -> None:
    file = next(store.glob("search-*"))
    data = bytearray(file.read_bytes())
    with sqlite3.connect(file) as connection:
        (identity,) = connection.execute("SELECT id FROM found WHERE number = 3").fetchone()
    connection.close()
    data[data.index(identity.encode())] ^= 1
    file.write_bytes(data)


def index_stale(store: Path) -> None:
    with sqlite3.connect(next(store.glob("search-*"))) as connection:
        connection.execute("DELETE FROM found WHERE number = 1")
    connection.close()


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        (published_gone, "store"),
        (published_garbage, "store"),
        (published_short, "store"),
        (sql("UPDATE mentions SET \"start\" = \"start\" + 1, \"end\" = \"end\" + 1"), "span"),
        (sql("UPDATE statements SET content = content || '!' WHERE id = (SELECT min(id) FROM statements)"), "span"),
        (sql("DELETE FROM mentions WHERE id = (SELECT min(mention) FROM links)"), "link"),
        (sql("DELETE FROM articles WHERE id = (SELECT min(a) FROM pairs)"), "link"),
        (sql("UPDATE statements SET parent = 'nobody' WHERE id = (SELECT min(id) FROM statements)"), "link"),
        (sql("DELETE FROM rejects"), "count"),
        (sql("UPDATE articles SET title = 'Another' WHERE id = (SELECT min(id) FROM articles)"), "count"),
        (sql("INSERT INTO statements SELECT * FROM statements LIMIT 1"), "count"),
        (sql("UPDATE meta SET \"value\" = 'other' WHERE \"key\" = 'shards'"), "store"),
        (sql("DROP TABLE pairs"), "store"),
        (index_gone, "search index"),
        (index_flipped, "search index"),
        (index_stale, "search index"),
    ],
)  # fmt: skip
def test_what_is_published_is_made_anew(store: Path, damage: Callable[[Path], None], what: str) -> None:
    whole = fingerprint(store)
    damage(store)
    assert what in kinds(list(check(store)))
    done = repair(store, STEP)
    assert (done.aside, done.again, done.left) == ((), (), ())
    assert fingerprint(store) == whole
    assert list(check(store)) == []


def test_decisions_are_not_made_anew(store: Path) -> None:
    (store / "decisions.sqlite").write_bytes(b"garbage" * 999)
    assert kinds(list(check(store))) == {"decisions"}
    done = repair(store, STEP)
    assert kinds(done.left) == {"decisions"}
    assert "backup" in done.left[0].remedy


def test_one_byte_anywhere_in_a_shard_is_seen(store: Path) -> None:
    chance = random.Random(11)
    files = sorted(path for path in (store / "shards").rglob("*") if path.is_file())
    for _ in range(200):
        file = chance.choice(files)
        before = file.read_bytes()
        data = bytearray(before)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        file.write_bytes(data)
        assert shard_fault(file.parent), file
        file.write_bytes(before)
    assert list(check(store)) == []


def test_offsets_are_characters(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text('Ça 🇫🇷 e\u0301té \U0001f469\u200d\U0001f680: "We shall talk — soon," said Anna Vale.')
    add(tmp_path / "store", folder)
    assert list(check(tmp_path / "store")) == []
