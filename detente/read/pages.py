"""Pages that were fetched, kept as web archives in the store's folder: what was asked, what came, and when."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import WarcRecord, WarcRecordType

from detente.read.fetch import Answer
from detente.read.files import STORE_FETCHED, Record, Source
from detente.read.warc import FORM


@dataclass(slots=True)
class Keeper:
    """Writes answers to one archive below a store's folder, each brought to disk before it is given on.

    Attributes:
        store: the store's folder.
    """

    store: Path
    _stream: BinaryIO | None = field(default=None)

    def keep(self, answer: Answer, asked: str) -> Source:
        """Write an answer and return it as a source whose path is the address that was asked for.

        Raises:
            OSError: the archive cannot be written.
        """
        stream = self._stream = self._stream or self._opened()
        at = stream.tell()
        stream.write(gzip.compress(_record(answer), mtime=0))
        stream.flush()
        os.fsync(stream.fileno())
        # The digest is that of the payload as it came, as the reader of archives takes it.
        payload = answer.wire.split(b"\r\n\r\n", 1)[-1]
        record = Record(FORM, at, len(payload), hashlib.sha256(payload).hexdigest(), answer.address)
        return Source(asked, Path(stream.name), len(payload), record)

    def close(self) -> None:
        """Close the archive."""
        if self._stream is not None:
            self._stream.close()

    def __enter__(self) -> Keeper:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _opened(self) -> BinaryIO:
        folder = self.store / STORE_FETCHED
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}-{os.getpid()}.warc.gz"
        return (folder / name).open("xb")


def _record(answer: Answer) -> bytes:
    record = WarcRecord()
    record.init_headers(record_type=WarcRecordType.response)
    record.headers["WARC-Target-URI"] = answer.address
    record.headers["WARC-Date"] = moment()
    record.headers["WARC-IP-Address"] = answer.ip
    record.headers["Content-Type"] = "application/http; msgtype=response"
    record.set_bytes_content(answer.wire)
    out = io.BytesIO()
    record.write(out)
    return out.getvalue()


def moment() -> str:
    """Return this moment as WARC-Date wants it: ISO 8601 in UTC."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
