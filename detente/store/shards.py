"""A shard is what one worker made of a handful of sources: a folder of Parquet files that is there whole or not at all.

Each file holds one table of ``tables.TABLES``; those that an article's reading fills have one more column,
``read_from``, the id of the source each row came from, so that a source read twice counts once. An empty table has no
file. The folder is written under a temporary name, brought to disk and renamed: the rename is the done-marker (POSIX
``rename`` is atomic).

A shard's name sorts by attempt: where two shards hold one source, the one with the greater name is right.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from detente.errors import StoreFormatError
from detente.model import Article, Reading, Reject, content_id
from detente.store.tables import TABLES, schema, to_arrow

FORMAT = 3
# What the reading of one article fills; pairs and retellings are made of the whole corpus.
READING_TABLES = ("mentions", "links", "roles", "times", "statements", "forecasts", "events", "commitments")
_FORMAT_KEY = b"detente_format"
_NAME = re.compile(r"(?P<attempt>\d{6})-[0-9a-f]{16}")
_PART = ".part"
# What each file of a shard hashes to (SHA-256), in the form of the program sha256sum.
MANIFEST = "SHA256SUMS"
_READ_FROM = pa.field("read_from", pa.string(), nullable=False)


@dataclass(frozen=True, slots=True)
class Done:
    """What the shards of a store have settled.

    Attributes:
        sources: ids of all sources that were read, with or without success.
        rejected: those of them whose last attempt left a Reject.
        attempts: how often a source was tried at most.

    """

    sources: frozenset[str]
    rejected: frozenset[str]
    attempts: int


def shard_name(sources: Iterable[str], attempt: int = 0) -> str:
    """Return the name of the shard that holds these sources; ``attempt`` counts the tries before this one."""
    return f"{attempt:06d}-{content_id(*sorted(sources))}"


def list_shards(folder: Path) -> list[Path]:
    """Return the folders of all shards that are done, in the order of their names."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name))


def clear_leftovers(folder: Path) -> None:
    """Remove what killed writers left under temporary names; only for the one who holds the store's lock."""
    for path in folder.glob(f".*{_PART}"):
        shutil.rmtree(path, ignore_errors=True)


def write_shard(folder: Path, name: str, readings: Sequence[Reading], rejects: Sequence[Reject]) -> None:
    """Write one shard below ``folder``; where it is there already, leave it as it is.

    Raises:
        OSError: the disk is full or the folder cannot be written; then nothing of the shard is there.

    """
    target = folder / name
    part = folder / f".{name}.{os.getpid()}{_PART}"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        for table_name, table in _tables(readings, rejects):
            if table.num_rows:
                write_table(table, part / f"{table_name}.parquet")
        _write_manifest(part)
        sync(part)
        _rename_once(part, target)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    sync(folder)


def _tables(readings: Sequence[Reading], rejects: Sequence[Reject]) -> Iterator[tuple[str, pa.Table]]:
    yield "articles", to_arrow(Article, [reading.article for reading in readings])
    yield "rejects", to_arrow(Reject, rejects)
    for name in READING_TABLES:
        parts = [(reading.article.source, getattr(reading, name)) for reading in readings]
        sources = [source for source, rows in parts for _ in rows]
        table = to_arrow(TABLES[name], [row for _, rows in parts for row in rows])
        yield name, table.append_column(_READ_FROM, pa.array(sources, pa.string()))


def shard_schema(name: str) -> pa.Schema:
    """Return the Arrow schema of a table's file in a shard."""
    form = schema(TABLES[name])
    return form.append(_READ_FROM) if name in READING_TABLES else form


def write_table(table: pa.Table, path: Path) -> None:
    """Write one Parquet file and bring it to disk."""
    marked = table.replace_schema_metadata({_FORMAT_KEY: str(FORMAT).encode()})
    with path.open("wb") as stream:
        pq.write_table(marked, stream, compression="zstd")
        stream.flush()
        os.fsync(stream.fileno())


def sync(path: Path) -> None:
    """Bring a file, or the names in a folder, to disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_manifest(shard: Path) -> None:
    lines = [f"{_digest(file)}  {file.name}\n" for file in sorted(shard.glob("*.parquet"))]
    with (shard / MANIFEST).open("w", encoding="utf-8") as stream:
        stream.writelines(lines)
        stream.flush()
        os.fsync(stream.fileno())


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def shard_fault(shard: Path) -> str | None:
    """Say what is wrong with a shard: a file that is not there, or not what was written; None where all is well."""
    try:
        listed = dict(line.split("  ", 1)[::-1] for line in (shard / MANIFEST).read_text("utf-8").splitlines())
        for name, digest in listed.items():
            if not (shard / name).is_file():
                return f"{name} is not there"
            if _digest(shard / name) != digest:
                return f"{name} is not what was written"
    except (OSError, ValueError) as error:
        return f"the list of its files, {MANIFEST}, cannot be read: {error}"
    more = {file.name for file in shard.glob("*.parquet")} - set(listed)
    return f"{min(more)} is not of this shard" if more else None


def _rename_once(part: Path, target: Path) -> None:
    try:
        part.rename(target)
    except OSError:
        # A folder that is there cannot be renamed over: another process did the same work, and its rows are the same.
        if not target.is_dir():
            raise


def done_sources(folder: Path) -> Done:
    """Return what the shards below ``folder`` have settled.

    Raises:
        StoreFormatError: a shard is damaged, or of another format.

    """
    sources: set[str] = set()
    rejected: set[str] = set()
    attempts = 0
    for shard in list_shards(folder):
        failed = _source_column(shard / "rejects.parquet")
        held = failed | _source_column(shard / "articles.parquet")
        sources |= held
        rejected = (rejected - held) | failed
        attempts = max(attempts, int(shard.name.split("-")[0]) + 1)
    return Done(frozenset(sources), frozenset(rejected), attempts)


def _source_column(path: Path) -> set[str]:
    if not path.exists():
        return set()
    try:
        with pq.ParquetFile(path) as file:
            _check_format(path, file.schema_arrow.metadata or {})
            return set(file.read(columns=["source"]).column("source").to_pylist())
    except (pa.ArrowException, OSError) as error:
        raise StoreFormatError(
            f"{path} is damaged ({error}). Delete the folder {path.parent} and run detente add again: "
            "what it held is then read anew."
        ) from error


def _check_format(path: Path, metadata: dict[bytes, bytes]) -> None:
    found = metadata.get(_FORMAT_KEY, b"none").decode()
    if found != str(FORMAT):
        raise StoreFormatError(
            f"{path} is of store format {found}; this version of detente reads format {FORMAT}. Name another folder "
            "with --store and add the sources to it, or use the version that made this one."
        )
