"""Make the next store beside the published one and put it in its place with one rename."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import metadata
from itertools import islice
from pathlib import Path
from typing import TypeVar

import duckdb

from detente.errors import StoreError, StoreMissingError
from detente.model import Event, Link, Statement, content_id
from detente.store import search
from detente.store.queries import run_script, sql
from detente.store.shards import FORMAT, READING_TABLES, list_shards, shard_schema, sync, write_table
from detente.store.store import PUBLISHED, Store
from detente.store.tables import from_arrow, table_of, to_arrow

SHARDS = "shards"
_BUILDING = "building"
_BATCH = 4096
_MEMORY = "1GB"
# How DuckDB tells of Ctrl-C during one of its queries.
_INTERRUPTED = "Query interrupted"
# The corpus step makes these anew from what the single articles gave.
_REMADE: tuple[type, ...] = (Event, Link, Statement)

Row = TypeVar("Row")


class Draft:
    """The store while it is built: the articles' rows are in, the corpus's own are to be written."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def rows(self, noun: type[Row]) -> Iterator[Row]:
        """Give the rows of one table in their fixed order, a batch in memory at a time.

        Events, links and statements come as the single articles gave them, whatever was written since.
        """
        name = f"scratch.{table_of(noun)}" if noun in _REMADE else table_of(noun)
        with self._connection.cursor() as cursor:
            for batch in cursor.table(name).to_arrow_reader(_BATCH):
                yield from from_arrow(noun, batch)

    def write(self, noun: type[Row], rows: Iterable[Row]) -> None:
        """Append rows to the table of a noun, in the order given, a batch in memory at a time."""
        left = iter(rows)
        with self._connection.cursor() as cursor:
            while batch := list(islice(left, _BATCH)):
                cursor.from_arrow(to_arrow(noun, batch)).insert_into(table_of(noun))


CorpusStep = Callable[[Draft], None]


def is_current(folder: Path) -> bool:
    """Say whether the published store was made, by this version, of exactly the shards that are done.

    Raises:
        StoreFormatError: the published store is damaged or of another format.

    """
    try:
        with Store.open(folder) as store:
            meta = _meta(list_shards(folder / SHARDS))
            return store.meta() == meta and (folder / search.file_name(meta["shards"])).exists()
    except StoreMissingError:
        return False


def build(folder: Path, corpus_step: CorpusStep) -> None:
    """Make a store of all shards that are done and publish it. For the one who holds the lock (``lock.writing``).

    Args:
        folder: the store's folder, shards in ``shards/`` below it.
        corpus_step: writes what follows from all articles together: links, statements, pairs, retellings.

    Raises:
        StoreError: the disk is full, a shard is damaged; the published store stays as it was.
        KeyboardInterrupt: Ctrl-C; the published store stays as it was.

    """
    building = folder / _BUILDING
    shutil.rmtree(building, ignore_errors=True)
    try:
        building.mkdir()
        shards = list_shards(folder / SHARDS)
        with loaded(shards, building) as connection:
            corpus_step(Draft(connection))
            meta = _meta(shards)
            for key, value in meta.items():
                connection.execute(sql("build_meta"), {"key": key, "value": value})
            index = search.file_name(meta["shards"])
            search.write(connection, building / index)
            connection.execute("CHECKPOINT")
        _publish(building, folder, index)
    except (duckdb.Error, OSError) as error:
        raise StoreError(
            f"the store {folder} could not be built: {error}. What was published before is as it was, what was read is "
            "kept; run detente add again once the cause is gone."
        ) from error
    except RuntimeError as error:
        if str(error) == _INTERRUPTED:
            raise KeyboardInterrupt from error
        raise
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _publish(building: Path, folder: Path, index: str) -> None:
    """Put the index and then the store in their places, and take older indexes away: who has one open keeps it."""
    for name in (index, PUBLISHED):
        sync(building / name)
        (building / name).replace(folder / name)
        sync(folder)
    for old in folder.glob(f"{search.PREFIX}*"):
        if old.name != index:
            old.unlink(missing_ok=True)


@contextlib.contextmanager
def loaded(shards: Sequence[Path], building: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a store in the folder ``building`` that holds the rows of the shards, and none that follow from all.

    Raises:
        duckdb.Error: a shard is damaged, or the disk is full.
    """
    with _drafting(building) as connection:
        run_script(connection, "build_load", _files(shards, building))
        yield connection


@contextlib.contextmanager
def _drafting(building: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": _MEMORY,
        "temp_directory": os.fspath(building / "spill"),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    connection = duckdb.connect(building / PUBLISHED, config=settings)
    try:
        run_script(connection, "build_attach", {"scratch": os.fspath(building / "scratch.duckdb")})
        run_script(connection, "build_schema", {})
        yield connection
    finally:
        connection.close()


def _files(shards: Sequence[Path], building: Path) -> dict[str, list[str]]:
    """Return the Parquet files of each table, an empty one always among them: DuckDB reads no list of none."""
    files = {}
    for name in ("articles", "rejects", *READING_TABLES):
        empty = building / f"{name}.parquet"
        write_table(shard_schema(name).empty_table(), empty)
        found = [path for shard in shards if (path := shard / f"{name}.parquet").exists()]
        files[name] = [os.fspath(path) for path in [empty, *found]]
    return files


def _meta(shards: list[Path]) -> dict[str, str]:
    return {
        "format": str(FORMAT),
        "made_by": f"detente {metadata.version('detente')}",
        "shards": content_id(*(shard.name for shard in shards)),
    }
