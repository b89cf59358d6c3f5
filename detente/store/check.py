"""Look whether a store is whole, and make anew what can be made anew.

What was read lies in the shards; each shard lists the hashes of its files. All else but the decisions follows from the
shards, so that damage to it is mended by building the store again. A damaged shard is set aside, not deleted, and its
sources are to be read again.
"""

from __future__ import annotations

import contextlib
import itertools
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from detente.errors import StoreError, StoreMissingError
from detente.model import content_id
from detente.store import search
from detente.store.build import SHARDS, CorpusStep, build, loaded
from detente.store.decisions import Decisions
from detente.store.lock import writing
from detente.store.queries import run_script, sql
from detente.store.shards import clear_leftovers, done_sources, list_shards, shard_fault
from detente.store.store import PUBLISHED, Store

DAMAGED = "damaged"
# Faults of one kind that are listed; there may be millions.
MOST = 1_000
What = Literal["shard", "store", "span", "link", "count", "search index", "decisions"]
REBUILD = "detente repair makes it anew from the shards"
_SET_ASIDE = "detente repair sets the shard aside; then add its sources again"
_BACKUP = "it holds what people decided and is not made anew: restore it from a backup"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something about a store that is not as it should be.

    Attributes:
        what: the part of the store.
        where: the file, or the row.
        reason: what is wrong.
        remedy: what to do.
    """

    what: What
    where: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair did.

    Attributes:
        found: what was wrong.
        aside: damaged shards, where they lie now.
        again: paths and addresses that those held, as far as they are known: to be added again.
        left: what is wrong still.
    """

    found: tuple[Fault, ...]
    aside: tuple[Path, ...]
    again: tuple[str, ...]
    left: tuple[Fault, ...]


def check(folder: Path) -> Iterator[Fault]:
    """Give what is wrong with the store in ``folder``; at most ``MOST`` faults of each kind. Nothing is written there.

    Looked at: every file of every shard against its hash; the published store against the shards, row by row; every
    span against its text; every reference; the search index against the statements; the decisions.

    Raises:
        StoreMissingError: there is neither a published store nor a shard.
    """
    shards = list_shards(folder / SHARDS)
    if not shards and not (folder / PUBLISHED).exists():
        raise StoreMissingError(f"there is no store in {folder}")
    damaged = list(_shards(shards))
    yield from damaged
    yield from _published(folder, [] if damaged else shards, stale=not damaged)
    yield from _decisions(folder)


def repair(folder: Path, corpus_step: CorpusStep) -> Repaired:
    """Mend what can be mended: set damaged shards aside and build store and search index anew from the others.

    Raises:
        StoreMissingError: there is nothing to mend.
        StoreBusyError: another process writes to the store.
        StoreError: it cannot be written.
    """
    with writing(folder):
        found = tuple(check(folder))
        clear_leftovers(folder / SHARDS)
        again = _known(folder)
        aside = [_set_aside(folder, Path(fault.where)) for fault in found if fault.what == "shard"]
        if any(fault.what != "decisions" for fault in found):
            (folder / PUBLISHED).unlink(missing_ok=True)
            build(folder, corpus_step)
        if aside:
            held = done_sources(folder / SHARDS).sources
            lost = {path for source, path in again if source not in held}
        else:
            lost = set()
        left = tuple(check(folder)) if found else ()
    return Repaired(found, tuple(aside), tuple(sorted(lost)), left)


def _shards(shards: Sequence[Path]) -> Iterator[Fault]:
    for shard in shards:
        if reason := shard_fault(shard):
            yield Fault("shard", str(shard), reason, _SET_ASIDE)


def _set_aside(folder: Path, shard: Path) -> Path:
    places = (
        folder / DAMAGED / f"{shard.name}{end}" for end in itertools.chain([""], (f".{n}" for n in range(1, 999)))
    )
    target = next(place for place in places if not place.exists())
    target.parent.mkdir(exist_ok=True)
    shard.rename(target)
    return target


def _known(folder: Path) -> set[tuple[str, str]]:
    """Return source and path of all that the published store and the shards name, as far as they can be read."""
    known: set[tuple[str, str]] = set()
    with contextlib.suppress(StoreError), Store.open(folder) as store:
        for row in store.query("check_sources", {}).to_pylist():
            known.add((row["source"], row["path"]))
    for file in (folder / SHARDS).glob("*/*.parquet"):
        if file.name in {"articles.parquet", "rejects.parquet"}:
            with contextlib.suppress(pa.ArrowException, OSError, KeyError):
                table = pq.read_table(file, columns=["source", "path"], partitioning=None)
                known |= set(zip(table["source"].to_pylist(), table["path"].to_pylist(), strict=True))
    return known


def _published(folder: Path, shards: Sequence[Path], *, stale: bool) -> Iterator[Fault]:
    file = folder / PUBLISHED
    try:
        with Store.open(folder) as store:
            meta = store.meta()
            if stale and meta.get("shards") != content_id(*(shard.name for shard in shards)):
                yield Fault("store", str(file), "it was made of other shards than are there now", REBUILD)
                stale = False
            store.fingerprint()  # reads every row of every table, and so every block that DuckDB guards by a checksum
            for what, name in (("span", "check_spans"), ("link", "check_links")):
                for row in store.query(name, {}).slice(0, MOST).to_pylist():
                    yield Fault(
                        "span" if what == "span" else "link", f"{row['table']} {row['place']}", row["reason"], REBUILD
                    )
    except StoreMissingError as error:
        yield Fault("store", str(file), str(error), REBUILD)
        return
    except (StoreError, duckdb.Error) as error:
        yield Fault("store", str(file), str(error), REBUILD)
        return
    with tempfile.TemporaryDirectory(prefix="detente-check-") as scratch, duckdb.connect(file, read_only=True) as held:
        if stale:
            yield from _counts(held, shards, Path(scratch))
        yield from _index(held, folder / search.file_name(meta["shards"]), Path(scratch))


def _counts(held: duckdb.DuckDBPyConnection, shards: Sequence[Path], scratch: Path) -> Iterator[Fault]:
    """Hold the rows of the published store against those of the shards."""
    with loaded(shards, scratch) as connection:
        run_script(connection, "check_scratch", {})
        wanted = {name: (rows, mark) for name, rows, mark in connection.execute(sql("check_rows")).fetchall()}
    for name, rows, mark in held.execute(sql("check_rows")).fetchall():
        if (rows, mark) != wanted[name]:
            told = f"{rows:,} rows, the shards give {wanted[name][0]:,}" if rows != wanted[name][0] else "other rows"
            yield Fault("count", name, f"the published table holds {told}", REBUILD)


def _index(held: duckdb.DuckDBPyConnection, file: Path, scratch: Path) -> Iterator[Fault]:
    """Hold the search index against one made anew."""
    fresh = scratch / "index.sqlite"
    search.write(held, fresh)
    try:
        same = _contents(file) == _contents(fresh) if file.exists() else None
    except sqlite3.Error as error:
        yield Fault("search index", str(file), f"it is damaged ({error})", REBUILD)
        return
    if same is None:
        yield Fault("search index", str(file), "it is not there", REBUILD)
    elif not same:
        yield Fault("search index", str(file), "it does not hold the words of the statements", REBUILD)


def _contents(file: Path) -> tuple[list[Any], list[Any]]:
    with contextlib.closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as index:
        (verdict,) = index.execute("PRAGMA integrity_check(1)").fetchone()
        if verdict != "ok":
            raise sqlite3.DatabaseError(str(verdict).splitlines()[0])
        index.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab('main', 'words', 'row')")
        return index.execute(sql("search_found")).fetchall(), index.execute(sql("search_vocabulary")).fetchall()


def _decisions(folder: Path) -> Iterator[Fault]:
    log = Decisions(folder)
    try:
        log.log()
        if log.file.exists():
            with contextlib.closing(sqlite3.connect(f"{log.file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
                (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            if verdict != "ok":
                yield Fault("decisions", str(log.file), str(verdict).splitlines()[0], _BACKUP)
    except (StoreError, sqlite3.Error, ValueError) as error:
        yield Fault("decisions", str(log.file), str(error), _BACKUP)
