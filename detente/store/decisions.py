"""What people decide: corrections, resolutions, ratings, saved searches. A log that is only ever added to.

It lies in ``STORE/decisions.sqlite``, apart from the store that is rebuilt, so that reading everything anew loses
none of it. Nothing is changed or deleted in it (triggers forbid it): who undoes a decision adds a row that says so, and
that row can be undone in its turn. Many may read while one writes (SQLite's write-ahead log).
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from detente.errors import StoreError, StoreFormatError, UsageError
from detente.store.queries import sql

FILE = "decisions.sqlite"
FORMAT = 1
# How long a writer waits for another one, in seconds.
PATIENCE = 10.0
Kind = Literal["correction", "resolution", "rating", "search", "visit", "undo"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Decision:
    """One row of the log.

    Attributes:
        id: its place in the log, from 1.
        at: when it was made, ISO 8601 in UTC.
        author: who made it.
        kind: what it is.
        subject: what it is about; the last decision in force on a subject is the one that holds.
        value: what was decided, as JSON.
        reason: why, in the author's words.
        undoes: for ``undo``, the id of the row it undoes.
    """

    id: int
    at: str
    author: str
    kind: Kind
    subject: str
    value: Mapping[str, Any] = field(default_factory=dict)
    reason: str | None = None
    undoes: int | None = None


class Decisions:
    """The log of one store's folder."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / FILE

    def record(
        self, kind: Kind, subject: str, value: Mapping[str, Any], *, author: str, reason: str | None = None
    ) -> Decision:
        """Add a decision and return it.

        Raises:
            UsageError: the kind is not known, or author or subject is empty.
            StoreError: the log cannot be written.
            StoreFormatError: the log is damaged or of another format.
        """
        if kind not in KINDS or kind == "undo":
            raise UsageError(f"{kind!r} is no kind of decision; the kinds are {', '.join(KINDS[:-1])}")
        if not author.strip() or not subject.strip():
            raise UsageError("a decision names its author and what it is about")
        return self._add(kind, subject, value, author, (reason, None))

    def undo(self, decision: int, *, author: str, reason: str | None = None) -> Decision:
        """Add a row that undoes a decision, or that undoes an undoing.

        Raises:
            UsageError: there is no such decision, or it is not in force.
            StoreError: the log cannot be written.
        """
        met = [each for each in self.in_force() if each.id == decision]
        if not met:
            raise UsageError(f"there is no decision {decision} in force")
        return self._add("undo", met[0].subject, {}, author, (reason, decision))

    def log(self, kind: Kind | None = None) -> list[Decision]:
        """Return every row ever written, oldest first, of one kind or of all; none where there is no log yet."""
        if not self.file.exists():
            return []
        with self._connected(write=False) as connection:
            rows = connection.execute(sql("decisions_log"), {"kind": kind}).fetchall()
        return [
            Decision(place, at, author, named, subject, json.loads(value), reason, undoes)
            for place, at, author, named, subject, value, reason, undoes in rows
        ]

    def in_force(self, kind: Kind | None = None) -> list[Decision]:
        """Return the rows that nothing in force undoes, oldest first."""
        undone: set[int] = set()
        kept: list[Decision] = []
        # A row is undone by a later one only, so that going back through the log settles each before it is met.
        for each in reversed(self.log()):
            if each.id in undone:
                continue
            kept.append(each)
            if each.undoes is not None:
                undone.add(each.undoes)
        return [each for each in reversed(kept) if kind in (None, each.kind)]

    def standing(self, kind: Kind) -> dict[str, Decision]:
        """Return, for each subject, the last decision of a kind that is in force."""
        return {each.subject: each for each in self.in_force(kind)}

    def _add(
        self, kind: Kind, subject: str, value: Mapping[str, Any], author: str, why: tuple[str | None, int | None]
    ) -> Decision:
        at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        row = {
            "at": at,
            "author": author.strip(),
            "kind": kind,
            "subject": subject,
            "value": json.dumps(dict(value), ensure_ascii=False, sort_keys=True),
            "reason": why[0],
            "undoes": why[1],
        }
        with self._connected(write=True) as connection:
            added = connection.execute(sql("decisions_add"), row).lastrowid
        return Decision(added or 0, at, author.strip(), kind, subject, dict(value), why[0], why[1])

    @contextlib.contextmanager
    def _connected(self, *, write: bool) -> Iterator[sqlite3.Connection]:
        try:
            if write:
                self.file.parent.mkdir(parents=True, exist_ok=True)
            mode = "rwc" if write else "ro"
            connection = sqlite3.connect(f"{self.file.absolute().as_uri()}?mode={mode}", uri=True, timeout=PATIENCE)
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"the decisions in {self.file} cannot be opened: {error}") from error
        try:
            if write:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.executescript(sql("decisions_schema"))
            self._check(connection)
            with connection:
                yield connection
        except sqlite3.DatabaseError as error:
            raise _error(self.file, error) from error
        finally:
            connection.close()

    def _check(self, connection: sqlite3.Connection) -> None:
        (found,) = connection.execute("PRAGMA user_version").fetchone()
        if found != FORMAT:
            raise StoreFormatError(
                f"{self.file} is of format {found}; this version of detente reads format {FORMAT}. Use the version "
                "that made it."
            )


def _error(file: Path, error: sqlite3.DatabaseError) -> StoreError:
    if isinstance(error, sqlite3.OperationalError):
        return StoreError(f"the decisions in {file} cannot be read or written: {error}")
    return StoreFormatError(
        f"{file} is damaged ({error}). It holds what people decided and is not made anew: restore it from a backup."
    )
