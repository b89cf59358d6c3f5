"""The next store is made beside the published one, and the same rows always make the same store."""

from __future__ import annotations

import itertools
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from detente.errors import StoreBusyError, StoreError, StoreFormatError, StoreMissingError, UsageError
from detente.model import (
    Article,
    Excerpt,
    Link,
    Mention,
    Pair,
    Reading,
    Reject,
    Retelling,
    Span,
    Statement,
    content_id,
)
from detente.store import Store, build, lock, queries, search, shards, store, tables


def reading(name: str, path: str | None = None, source: str | None = None) -> Reading:
    text = f"Anna Vale said {name} is on. She told us so."
    article = Article(
        content_id(name, text), path or f"in/{name}.txt", name, source or f"source-{name}", "text/plain", text,
        published="2021-05-24", boilerplate=(Span(0, 4),), words=9,
    )  # fmt: skip
    who = Mention(content_id(article.id, 0), article.id, 0, 9, "Anna Vale", "person", "e", "Anna Vale")
    said = Statement(
        content_id(article.id, 15), article.id, 15, 20, text[15:20], (Span(15, 17), Span(18, 20)), "indirect",
        Excerpt(0, 9, "Anna Vale"), Excerpt(10, 14, "said"), speaker="Anna Vale", about=("RUS", "CHN"),
    )  # fmt: skip
    link = Link(who.id, article.id, "person:anna", "Anna Vale", None, "name", 0.5)
    return Reading(article, mentions=(who,), statements=(said,), links=(link,))


def corpus_step(draft: build.Draft) -> None:
    """Change links and statements, and pair each article with the next."""
    draft.write(Link, (replace(link, score=1.0) for link in draft.rows(Link)))
    draft.write(Statement, (replace(said, utterance=said.id) for said in draft.rows(Statement)))
    ids = [article.id for article in draft.rows(Article)]
    draft.write(Pair, [Pair(a, b, 1.0, 0.5, 0.5) for a, b in itertools.pairwise(ids)])
    draft.write(Retelling, [Retelling(pair.a, 0, 4, pair.b, 0, 4, 0.9) for pair in draft.rows(Pair)])


def write(folder: Path, readings: Sequence[Reading] = (), rejects: Sequence[Reject] = (), attempt: int = 0) -> None:
    sources = [each.article.source for each in readings] + [each.source for each in rejects]
    shards.write_shard(folder / "shards", shards.shard_name(sources, attempt), readings, rejects)


def built(folder: Path) -> Store:
    with lock.writing(folder):
        build.build(folder, corpus_step)
    return Store.open(folder)


def test_all_rows_are_there(tmp_path: Path) -> None:
    rejects = [Reject("in/empty.txt", "source-empty", "empty", "the file is empty")]
    write(tmp_path, [reading("a"), reading("b")], rejects)
    write(tmp_path, [reading("c")])
    with built(tmp_path) as opened:
        assert {table: rows for table, rows in opened.counts().items() if rows} == {
            "articles": 3, "rejects": 1, "mentions": 3, "links": 3, "statements": 3, "pairs": 2, "retellings": 2,
        }  # fmt: skip
        assert opened.text(reading("b").article.id) == reading("b").article.text
        with pytest.raises(UsageError, match="no article 'nobody'"):
            opened.text("nobody")


def test_the_corpus_step_decides_links_and_statements(tmp_path: Path) -> None:
    write(tmp_path, [reading("a")])
    built(tmp_path).close()
    with duckdb.connect(tmp_path / store.PUBLISHED, read_only=True) as connection:
        (said,) = tables.from_arrow(Statement, connection.table("statements").to_arrow_table())
        assert connection.sql("SELECT score FROM links").fetchall() == [(1.0,)]
        assert connection.sql("FROM duckdb_databases() WHERE database_name = 'scratch'").fetchall() == []
    assert said == replace(reading("a").statements[0], utterance=said.id)


def test_the_schema_is_the_model(tmp_path: Path) -> None:
    built(tmp_path).close()
    with duckdb.connect(tmp_path / store.PUBLISHED, read_only=True) as connection:
        names = {name for (name,) in connection.sql("SELECT table_name FROM duckdb_tables()").fetchall()}
        assert names == {*tables.TABLES, "meta"}
        for name, noun in tables.TABLES.items():
            connection.register("wanted", tables.schema(noun).empty_table())
            wanted = connection.sql("SELECT * FROM wanted")
            table = connection.table(name)
            assert (table.columns, [str(each) for each in table.types]) == (
                wanted.columns,
                [str(each) for each in wanted.types],
            )
            nullable = connection.sql(
                "SELECT column_name FROM duckdb_columns() "
                "WHERE table_name = $name AND is_nullable ORDER BY column_index",
                params={"name": name},
            ).fetchall()
            assert [column for (column,) in nullable] == [each.name for each in tables.schema(noun) if each.nullable]


def test_the_fingerprint_sees_every_table(tmp_path: Path) -> None:
    with built(tmp_path) as opened:
        assert set(opened.counts()) == set(tables.TABLES)
    text = queries.sql("fingerprint")
    assert all(f"'{name}' || to_json(t)" in text and f"FROM {name} AS t" in text for name in tables.TABLES)


def test_neither_layout_nor_order_matters(tmp_path: Path) -> None:
    names = [f"n{number}" for number in range(12)]
    prints = set()
    for trial, size in enumerate((1, 3, 5, 12)):
        random.Random(trial).shuffle(names)
        folder = tmp_path / str(trial)
        for start in range(0, len(names), size):
            write(folder, [reading(name) for name in names[start : start + size]])
        with built(folder) as opened:
            prints.add(opened.fingerprint())
    assert len(prints) == 1


def test_another_row_another_fingerprint(tmp_path: Path) -> None:
    prints = []
    for name, held in {"one": [reading("a")], "two": [reading("b")], "both": [reading("a"), reading("b")]}.items():
        write(tmp_path / name, held)
        with built(tmp_path / name) as opened:
            prints.append(opened.fingerprint())
    assert len(set(prints)) == 3


@pytest.mark.parametrize("together", [True, False])
def test_one_text_in_several_files_is_kept_once(tmp_path: Path, together: bool) -> None:
    copies = [reading("a", path, source) for path, source in (("z.txt", "s1"), ("b.txt", "s2"), ("m.txt", "s3"))]
    for each in [copies] if together else [[copy] for copy in copies]:
        write(tmp_path, each)
    with built(tmp_path) as opened:
        assert opened.counts() | {"rejects": 2, "articles": 1, "mentions": 1, "statements": 1} == opened.counts()
        rejects = opened.query("answer_rejects", {}).to_pylist()
    assert [(row["path"], row["code"]) for row in rejects] == [("m.txt", "duplicate"), ("z.txt", "duplicate")]
    assert all(row["reason"].endswith("as b.txt") for row in rejects)


def test_the_last_attempt_counts(tmp_path: Path) -> None:
    failed = Reject("in/b.txt", "source-b", "failed", "ValueError: no")
    write(tmp_path, [reading("a"), Reading(reading("b").article)], [failed])
    write(tmp_path, [reading("b")], attempt=1)
    write(tmp_path / "clean", [reading("a"), reading("b")])
    with built(tmp_path) as retried, built(tmp_path / "clean") as clean:
        assert retried.fingerprint() == clean.fingerprint()
        assert retried.counts()["rejects"] == 0


def test_currency(tmp_path: Path) -> None:
    assert not build.is_current(tmp_path)
    write(tmp_path, [reading("a")])
    built(tmp_path).close()
    assert build.is_current(tmp_path)
    write(tmp_path, [reading("b")])
    assert not build.is_current(tmp_path)


def fail(draft: build.Draft) -> None:
    draft.write(Link, draft.rows(Link))
    raise RuntimeError("halfway")


def test_an_interrupted_build_leaves_the_old_store(tmp_path: Path) -> None:
    write(tmp_path, [reading("a")])
    with built(tmp_path) as opened:
        before = opened.fingerprint()
        write(tmp_path, [reading("b")])
        with pytest.raises(RuntimeError, match="halfway"):
            build.build(tmp_path, fail)
        assert opened.fingerprint() == before
    left = sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith(search.PREFIX))
    assert left == [store.PUBLISHED, "lock", "shards"]


def test_ctrl_c_during_a_query_is_ctrl_c(tmp_path: Path) -> None:
    write(tmp_path, [reading("a")])

    def interrupted(draft: build.Draft) -> None:
        with duckdb.connect() as connection:
            threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGINT)).start()
            connection.execute("SELECT count(*) FROM range(3000000) a, range(200) b WHERE a.range * b.range = -1")

    with pytest.raises(KeyboardInterrupt):
        build.build(tmp_path, interrupted)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["shards"]


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    write(tmp_path, [reading("a")])
    with built(tmp_path) as opened:
        before = opened.fingerprint()
        write(tmp_path, [reading("b")])

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(os, call, full)
            with pytest.raises(StoreError, match="No space left"):
                build.build(tmp_path, corpus_step)
        assert opened.fingerprint() == before
        build.build(tmp_path, corpus_step)
        assert opened.fingerprint() != before
        assert not (tmp_path / "building").exists()


def test_a_damaged_shard_leaves_the_old_store(tmp_path: Path) -> None:
    write(tmp_path, [reading("a")])
    with built(tmp_path) as opened:
        before = opened.fingerprint()
        (shard,) = shards.list_shards(tmp_path / "shards")
        (shard / "statements.parquet").write_bytes(b"garbage")
        with pytest.raises(StoreError, match=r"statements\.parquet"):
            build.build(tmp_path, corpus_step)
        assert opened.fingerprint() == before


def test_readers_see_one_store_or_the_next(tmp_path: Path) -> None:
    write(tmp_path, [reading("a0")])
    opened = built(tmp_path)
    seen: list[int] = []
    done = threading.Event()
    wrong: list[BaseException] = []

    def read() -> None:
        try:
            while not done.is_set():
                counts = opened.counts()
                assert counts["articles"] == counts["statements"] == counts["links"] == counts["pairs"] + 1
                seen.append(counts["articles"])
        except BaseException as error:
            wrong.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(1, 6):
        write(tmp_path, [reading(f"a{number}")])
        build.build(tmp_path, corpus_step)
    done.set()
    for reader in readers:
        reader.join()
    assert not wrong
    assert opened.counts()["articles"] == 6
    assert set(seen) <= set(range(1, 7))


def test_a_snapshot_stays(tmp_path: Path) -> None:
    write(tmp_path, [reading("a")])
    with built(tmp_path) as following, following.snapshot() as kept:
        write(tmp_path, [reading("b")])
        build.build(tmp_path, corpus_step)
        assert (kept.counts()["articles"], following.counts()["articles"]) == (1, 2)


def test_a_reader_can_do_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, [reading("a")])
    opened = built(tmp_path)
    for text in (
        "SELECT * FROM read_text('/etc/hostname')",
        "CREATE TABLE more (a INTEGER)",
        "SET enable_external_access = true",
        "ATTACH '/nowhere/else.duckdb'",
        "INSTALL httpfs",
    ):
        monkeypatch.setattr(store, "sql", lambda name, text=text: text)
        with pytest.raises(duckdb.Error):
            opened.query("any", {})


def test_parameters_are_bound(tmp_path: Path) -> None:
    write(tmp_path, [reading("a")])
    with built(tmp_path) as opened:
        assert opened.query("article_text", {"article": "' OR true --"}).num_rows == 0
        for name in ("no_such_query", "../sql/meta", "Meta", ""):
            with pytest.raises(UsageError, match="no query"):
                opened.query(name, {})


def test_no_store(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(StoreMissingError, match="detente add"):
            Store.open(folder)


def test_a_file_that_is_no_store(tmp_path: Path) -> None:
    for content in (b"", b"garbage" * 2000):
        (tmp_path / store.PUBLISHED).write_bytes(content)
        with pytest.raises(StoreFormatError, match="detente add"):
            Store.open(tmp_path)


def test_a_store_cut_short(tmp_path: Path) -> None:
    write(tmp_path, [reading(f"a{number}") for number in range(50)])
    built(tmp_path).close()
    published = tmp_path / store.PUBLISHED
    published.write_bytes(published.read_bytes()[: published.stat().st_size // 2])
    with pytest.raises(StoreFormatError, match="damaged"):
        Store.open(tmp_path).fingerprint()


@pytest.mark.parametrize(
    "made", ["CREATE TABLE other (a INTEGER)", "CREATE TABLE meta AS SELECT 'format' AS key, '0' AS value"]
)
def test_a_store_of_another_format(tmp_path: Path, made: str) -> None:
    with duckdb.connect(tmp_path / store.PUBLISHED) as connection:
        connection.execute(made)
    with pytest.raises(StoreFormatError, match="store format"):
        Store.open(tmp_path)


def test_two_writers(tmp_path: Path) -> None:
    with lock.writing(tmp_path):
        with pytest.raises(StoreBusyError, match=f"process {os.getpid()} since 2"), lock.writing(tmp_path):
            pass
        other = (
            "import sys; from pathlib import Path; from detente.store import lock\n"
            "with lock.writing(Path(sys.argv[1])): pass"
        )
        refused = subprocess.run([sys.executable, "-c", other, tmp_path], capture_output=True, text=True, check=False)
        assert "StoreBusyError" in refused.stderr
    with lock.writing(tmp_path):
        pass


def test_a_dead_writer_blocks_nobody(tmp_path: Path) -> None:
    dies = (
        "import os, sys; from pathlib import Path; from detente.store import lock\n"
        "with lock.writing(Path(sys.argv[1])): os.kill(os.getpid(), 9)"
    )
    assert subprocess.run([sys.executable, "-c", dies, tmp_path], check=False).returncode == -9
    assert (tmp_path / "writer").exists()
    with lock.writing(tmp_path):
        pass


def test_a_place_that_cannot_hold_a_store(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here already")
    with pytest.raises(UsageError, match="file is a file, and a store is a folder"), lock.writing(tmp_path / "file"):
        pass
    with pytest.raises(UsageError, match="file is a file, and a store is a folder"):
        Store.open(tmp_path / "file")
    with pytest.raises(StoreError, match="cannot be written"), lock.writing(tmp_path / "file" / "below"):
        pass
    with pytest.raises(StoreMissingError):
        Store.open(tmp_path / "file" / "below")
