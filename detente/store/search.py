"""Words to statements: a full-text index in SQLite (FTS5) beside the store, made and published with it.

The file is named by the shards the store was made of, so that a reader who still has the older store open goes on
searching the older index. Rows are numbered from the newest statement to the oldest (by the last day it can have been
said on, else its article's): the first page of any search is the first rows met, whatever the size of the corpus.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from detente import edtf
from detente.errors import StoreFormatError, UsageError
from detente.store.queries import sql
from detente.store.tables import storable

PREFIX = "search-"
# Of so many of the newest hits the facets are counted and the total is exact; beyond, "at least" is the answer.
COUNTED = 5_000
FACETS = ("speaker", "actor", "outlet", "year")
_BATCH = 2_000
# What sqlite3 says of a MATCH that it cannot read; what is asked in words is written by ``detente.tell.search``.
_BAD_MATCH = ("fts5:", "unterminated string", "no such column", "unknown special query")


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of a search.

    Attributes:
        ids: statements, newest first.
        total: how many meet the search, at most ``COUNTED``.
        more: there are more than ``total``.
        facets: for each of ``FACETS``, how many of the counted hits have which value, the most frequent first.
    """

    ids: tuple[str, ...]
    total: int
    more: bool
    facets: Mapping[str, Sequence[tuple[str, int]]]


def file_name(shards: str) -> str:
    """Return the name of the index of a store made of these shards (``meta``'s ``shards``)."""
    return f"{PREFIX}{shards}.sqlite"


def write(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write the index of the statements of a store that is being built."""
    index = sqlite3.connect(path)
    try:
        # The file is published by a rename once it is whole: a journal would guard nothing.
        index.execute("PRAGMA journal_mode = OFF")
        index.execute("PRAGMA synchronous = OFF")
        index.executescript(sql("search_schema"))
        with connection.cursor() as cursor:
            found = cursor.execute(sql("search_rows"))
            number = 0
            for batch in iter(lambda: found.fetchmany(_BATCH), []):
                rows = [_row(number + place, row) for place, row in enumerate(batch, start=1)]
                index.executemany(sql("search_add_words"), rows)
                index.executemany(sql("search_add_found"), rows)
                number += len(batch)
        index.commit()
        index.execute("PRAGMA query_only = ON")
    finally:
        index.close()


def _row(number: int, row: tuple[str | None, ...]) -> dict[str, object]:
    identity, content, speaker, actor, via, about, outlet, placed = map(storable, row)
    days = edtf.bounds(placed) if placed else None
    return {
        "number": number,
        "id": identity,
        "content": content,
        "speaker": speaker,
        "actor": actor,
        "via": via,
        "about": about,
        "outlet": outlet,
        "first": days and days[0].isoformat(),
        "last": days and days[1].isoformat(),
    }


class Index:
    """The published index of one store, open for searches; one for each thread."""

    def __init__(self, folder: Path, shards: str) -> None:
        """Open the index.

        Raises:
            StoreFormatError: it is not there, or damaged.
        """
        self.file = folder / file_name(shards)
        if not self.file.exists():
            raise StoreFormatError(f"{self.file} is not there; run detente add again, and it is made anew")
        self._connection = sqlite3.connect(f"{self.file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def find(self, match: str, since: str | None, until: str | None, page: tuple[int, int]) -> Hits:
        """Return a page of the statements that meet an FTS5 expression and lie between two days.

        Args:
            match: an expression of FTS5 over the columns content, speaker, actor, via, about, outlet, every.
            since: the first day (YYYY-MM-DD), or None.
            until: the last day, or None.
            page: how many to pass over, how many to return.

        Raises:
            UsageError: the expression cannot be read.
            StoreFormatError: the index is damaged.
        """
        wanted = {"match": match, "since": since, "until": until, "counted": COUNTED + 1}
        with self._guarded():
            found = self._connection.execute(sql("search_find"), wanted).fetchall()
            counted = found[:COUNTED]
            passed, most = page
            ids = [row[0] for row in counted[passed : passed + most]]
            if len(ids) < most and len(found) > COUNTED:
                ids = [
                    row[0]
                    for row in self._connection.execute(
                        sql("search_page"), {**wanted, "passed": passed, "most": most}
                    ).fetchall()
                ]
        facets = {name: _counts([row[place] for row in counted]) for place, name in enumerate(FACETS, start=1)}
        return Hits(tuple(ids), len(counted), len(found) > COUNTED, facets)

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            if str(error).startswith(_BAD_MATCH):
                raise UsageError(f"the search cannot be read: {error}") from error
            raise StoreFormatError(f"{self.file} cannot be searched: {error}") from error
        except sqlite3.DatabaseError as error:
            raise StoreFormatError(
                f"{self.file} is damaged ({error}). Delete it and detente.duckdb beside it and run detente add again: "
                "both are made anew from what was read before."
            ) from error


def _counts(values: Sequence[str | None]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for value in values:
        if value:
            counts[value] = counts.get(value, 0) + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
