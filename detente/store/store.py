"""The published store, read-only: questions are SQL files, answers are Arrow tables.

The run that writes makes the next file beside this one and renames it into place, so an open store goes on answering
from the file it opened; before each question it looks whether another was published and opens that.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import duckdb
import pyarrow as pa

from detente.errors import StoreFormatError, StoreMissingError, UsageError
from detente.store.queries import run_script, sql
from detente.store.search import Hits, Index
from detente.store.shards import FORMAT
from detente.store.tables import from_arrow, table_of

Row = TypeVar("Row")

PUBLISHED = "detente.duckdb"
# What DuckDB raises when the bytes of a file are not what they should be.
_DAMAGE = (duckdb.IOException, duckdb.FatalException, duckdb.InternalException, duckdb.SerializationException)


class Store:
    """A published store, open for questions; may be shared by threads."""

    def __init__(self, folder: Path, *, follow: bool = True) -> None:
        """Open the store in ``folder``.

        Args:
            folder: the store's folder.
            follow: look for a newly published store before each question; else keep to the one opened.

        Raises:
            UsageError: a file of this name is there.
            StoreMissingError: nothing was published there.
            StoreFormatError: it was made by another version, or is damaged.

        """
        self.folder = folder
        self._follow = follow
        self._lock = threading.Lock()
        self._stamp = _stamp(folder)
        self._connection = _connect(folder)

    @classmethod
    def open(cls, folder: str | Path) -> Store:
        """Open the store in ``folder``; raises as the constructor does."""
        return cls(Path(folder))

    def snapshot(self) -> Store:
        """Return the store as it is now: its answers agree with each other whatever is published meanwhile."""
        return Store(self.folder, follow=False)

    def query(self, name: str, params: Mapping[str, object]) -> pa.Table:
        """Return the answer to ``sql/<name>.sql``, its ``$name`` parameters bound.

        Raises:
            UsageError: there is no query of that name.
            StoreFormatError: the file is damaged, or is of another format by now.
            StoreMissingError: the store was removed.

        """
        text = sql(name)
        with self._cursor() as cursor:
            try:
                return cursor.sql(text, params=dict(params) or None).to_arrow_table()
            except _DAMAGE as error:
                raise _damaged(self.folder, error) from error

    def rows(self, noun: type[Row]) -> list[Row]:
        """Return all rows of the table of a noun, in their fixed order.

        Raises:
            StoreFormatError: the file is damaged, or is of another format by now.

        """
        with self._cursor() as cursor:
            try:
                return from_arrow(noun, cursor.table(table_of(noun)).to_arrow_table())
            except _DAMAGE as error:
                raise _damaged(self.folder, error) from error

    def text(self, article: str) -> str:
        """Return the exact text of an article.

        Raises:
            UsageError: the store holds no article of this id.

        """
        found = self.query("article_text", {"article": article}).column("text").to_pylist()
        if not found:
            raise UsageError(f"the store {self.folder} holds no article {article!r}")
        return str(found[0])

    def search(self, match: str, since: str | None, until: str | None, page: tuple[int, int]) -> Hits:
        """Return a page of statements by their words; see ``detente.store.search.Index.find``.

        Raises:
            UsageError: the expression cannot be read.
            StoreFormatError: the index is damaged or not there.
        """
        shards = self.meta()["shards"]
        try:
            index = Index(self.folder, shards)
        except StoreFormatError:
            # Between the two lines above another store may have been published, with an index of its own.
            if self.meta()["shards"] == shards:
                raise
            return self.search(match, since, until, page)
        with index:
            return index.find(match, since, until, page)

    def meta(self) -> dict[str, str]:
        """Return how the store was made: its format, the version that made it, the shards in it."""
        table = self.query("meta", {})
        return dict(zip(table.column("key").to_pylist(), table.column("value").to_pylist(), strict=True))

    def counts(self) -> dict[str, int]:
        """Return how many rows each table holds."""
        table = self.query("count_rows", {})
        return dict(zip(table.column("table").to_pylist(), table.column("rows").to_pylist(), strict=True))

    def fingerprint(self) -> str:
        """Return a hash of all rows of all tables: equal rows, equal fingerprint, however the store was made."""
        return str(self.query("fingerprint", {}).column("fingerprint")[0].as_py())

    def close(self) -> None:
        """Let go of the file. A closed store answers nothing."""
        with self._lock:
            self._connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        with self._lock:
            if self._follow and (stamp := _stamp(self.folder)) != self._stamp:
                # The old connection is only let go: other threads may be reading through its cursors.
                self._connection = _connect(self.folder)
                self._stamp = stamp
            cursor = self._connection.cursor()
        return cursor.execute("USE store")


def _stamp(folder: Path) -> tuple[int, int, int]:
    """Return what tells one published file from the next."""
    try:
        found = (folder / PUBLISHED).stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        if folder.is_file():
            raise not_a_folder(folder) from error
        raise StoreMissingError(
            f"there is no store in {folder}: make one with detente add PATH... --store {folder}"
        ) from error
    return found.st_ino, found.st_mtime_ns, found.st_size


def not_a_folder(folder: Path) -> UsageError:
    """Return the error for a store that was named where a file is."""
    return UsageError(f"{folder} is a file, and a store is a folder; name another place with --store")


def _connect(folder: Path) -> duckdb.DuckDBPyConnection:
    # No spill file is left behind, and no extension is looked for on a network.
    connection = duckdb.connect(
        ":memory:",
        config={"temp_directory": "", "autoinstall_known_extensions": False, "autoload_known_extensions": False},
    )
    try:
        run_script(connection, "attach", {"file": os.fspath(folder / PUBLISHED)})
        with connection.cursor() as cursor:
            rows = cursor.execute("USE store").execute(sql("meta")).fetchall()
    except duckdb.Error as error:
        connection.close()
        if isinstance(error, duckdb.CatalogException):
            rows = []
        else:
            raise _damaged(folder, error) from error
    found = dict(rows).get("format", "none")
    if found != str(FORMAT):
        connection.close()
        raise StoreFormatError(
            f"{folder / PUBLISHED} is of store format {found}; this version of detente reads format {FORMAT}. Name "
            "another folder with --store and add the sources to it, or use the version that made this one."
        )
    return connection


def _damaged(folder: Path, error: duckdb.Error) -> StoreFormatError:
    return StoreFormatError(
        f"{folder / PUBLISHED} is damaged ({error}). Delete that file and run detente add again: it is made anew from "
        "what was read before."
    )
