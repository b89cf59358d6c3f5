"""What was fetched when: so that an unchanged page is not sent again, and a watch goes on where it was stopped.

It lies in ``STORE/visits.sqlite`` and survives every rebuilding; the pages themselves lie in ``STORE/fetched``.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from detente.errors import StoreError
from detente.store.queries import sql

FILE = "visits.sqlite"
_PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class Visit:
    """The last look at an address.

    Attributes:
        address: as it was named.
        checked: when, ISO 8601 in UTC.
        etag: the server's mark of the answer, or None.
        modified: when the server says it was changed, in its own words, or None.
        digest: of the last page that came, or None.
    """

    address: str
    checked: str
    etag: str | None = None
    modified: str | None = None
    digest: str | None = None

    def due(self, every: timedelta, now: datetime) -> bool:
        """Say whether it is time to look again; also where the clock was set back since."""
        age = now - datetime.fromisoformat(self.checked)
        return age >= every or age < timedelta(0)


@dataclass(frozen=True, slots=True)
class Page:
    """A page that came, and where it lies.

    Attributes:
        fetched: when, ISO 8601 in UTC.
        file: the archive's name in ``STORE/fetched``.
        at: where in it the record begins.
        size: bytes of the payload.
        digest: their SHA-256.
        name: the address it came from, behind all redirections.
    """

    fetched: str
    file: str
    at: int
    size: int
    digest: str
    name: str


class Visits:
    """The looks at addresses of one store's folder."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / FILE

    def last(self, address: str) -> Visit | None:
        """Return the last look at an address; None for a new one."""
        if not self.file.exists():
            return None
        with self._connected() as connection:
            row = connection.execute(sql("visits_get"), {"address": address}).fetchone()
        return Visit(*row) if row else None

    def record(self, visit: Visit, page: Page | None = None) -> None:
        """Write down a look, and where the page lies that it gave.

        Raises:
            StoreError: it cannot be written.
        """
        with self._connected() as connection:
            connection.execute(sql("visits_put"), asdict(visit))
            if page is not None:
                connection.execute(sql("visits_answer"), {"address": visit.address, **asdict(page)})

    def pages(self, address: str) -> list[Page]:
        """Return the pages that came from an address, the oldest first."""
        if not self.file.exists():
            return []
        with self._connected() as connection:
            return [Page(*row) for row in connection.execute(sql("visits_answers"), {"address": address}).fetchall()]

    @contextlib.contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.closing(sqlite3.connect(self.file, timeout=_PATIENCE)) as connection:
                connection.executescript(sql("visits_schema"))
                with connection:
                    yield connection
        except (sqlite3.Error, OSError) as error:
            raise StoreError(
                f"{self.file} cannot be read or written: {error}. It can be deleted: pages are then fetched anew, and "
                "what was read is known all the same."
            ) from error


def now() -> str:
    """Return this moment, ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")
