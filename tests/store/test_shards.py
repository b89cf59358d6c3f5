"""A shard is there whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from detente.errors import StoreFormatError
from detente.model import Article, Reading, Reject, Statement
from detente.store import shards, tables


def article(source: str) -> Article:
    return Article(f"id-{source}", f"{source}.txt", f"{source}.txt", source, "text/plain", "Anna said no.")


def reading(source: str) -> Reading:
    said = Statement(f"s-{source}", f"id-{source}", 10, 12, "no", (), "indirect", None, None)
    return Reading(article(source), statements=(said,))


def reject(source: str) -> Reject:
    return Reject(f"{source}.txt", source, "empty", "there is nothing in it")


def test_what_was_written_is_there(tmp_path: Path) -> None:
    name = shards.shard_name(["b", "a", "c"])
    shards.write_shard(tmp_path, name, [reading("a"), reading("b")], [reject("c")])
    (shard,) = shards.list_shards(tmp_path)
    assert sorted(path.name for path in shard.iterdir()) == [
        "SHA256SUMS",
        "articles.parquet",
        "rejects.parquet",
        "statements.parquet",
    ]
    held = pq.read_table(shard / "statements.parquet")
    assert held.column("read_from").to_pylist() == ["a", "b"]
    assert tables.from_arrow(Statement, held) == [*reading("a").statements, *reading("b").statements]
    assert held.schema.equals(shards.shard_schema("statements"), check_metadata=False)
    done = shards.done_sources(tmp_path)
    assert done == shards.Done(frozenset("abc"), frozenset("c"), 1)


def test_the_name_depends_on_the_sources_not_on_their_order() -> None:
    assert shards.shard_name(["a", "b"]) == shards.shard_name(["b", "a"])
    assert shards.shard_name(["a", "b"]) != shards.shard_name(["a", "b"], attempt=1)
    assert shards.shard_name(["a"], 2) < shards.shard_name(["b"], 10)


def test_no_folder_no_sources(tmp_path: Path) -> None:
    assert shards.done_sources(tmp_path / "none") == shards.Done(frozenset(), frozenset(), 0)


def test_a_later_attempt_settles_a_source(tmp_path: Path) -> None:
    shards.write_shard(tmp_path, shards.shard_name("ab"), [reading("a")], [reject("b")])
    shards.write_shard(tmp_path, shards.shard_name("b", 1), [reading("b")], [])
    assert shards.done_sources(tmp_path) == shards.Done(frozenset("ab"), frozenset(), 2)


def test_writing_a_shard_twice_leaves_the_first(tmp_path: Path) -> None:
    name = shards.shard_name("a")
    shards.write_shard(tmp_path, name, [reading("a")], [])
    before = (tmp_path / name / "articles.parquet").stat()
    shards.write_shard(tmp_path, name, [reading("a")], [])
    assert (tmp_path / name / "articles.parquet").stat() == before
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="space"):
        shards.write_shard(tmp_path, shards.shard_name("a"), [reading("a")], [])
    assert list(tmp_path.iterdir()) == []


def test_leftovers_do_not_count_and_are_removed(tmp_path: Path) -> None:
    shards.write_shard(tmp_path, shards.shard_name("a"), [reading("a")], [])
    left = tmp_path / f".{shards.shard_name('b')}.1234.part"
    left.mkdir()
    (left / "articles.parquet").write_bytes(b"half a fi")
    assert shards.done_sources(tmp_path).sources == {"a"}
    shards.clear_leftovers(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [shards.shard_name("a")]


def test_a_damaged_shard_is_named(tmp_path: Path) -> None:
    name = shards.shard_name("a")
    shards.write_shard(tmp_path, name, [reading("a")], [])
    (tmp_path / name / "articles.parquet").write_bytes(b"garbage")
    with pytest.raises(StoreFormatError, match=name):
        shards.done_sources(tmp_path)


def test_a_shard_of_another_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / shards.shard_name("a") / "articles.parquet"
    path.parent.mkdir()
    table = tables.to_arrow(Article, [article("a")])
    pq.write_table(table.replace_schema_metadata({b"detente_format": b"99"}), path)
    with pytest.raises(StoreFormatError, match="format 99"):
        shards.done_sources(tmp_path)
    pq.write_table(pa.table({"source": ["a"]}), path)
    with pytest.raises(StoreFormatError, match="format none"):
        shards.done_sources(tmp_path)
