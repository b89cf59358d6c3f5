"""Files that hold many articles: which they are, the records in them, and the document of one record.

A container is gone through once, in this process, a record in memory at a time, to find where each article stands and
what its bytes hash to; then each is a source of its own, read wherever the engine reads, from its own place. So a
record that was read before is not read again, whatever file it comes in, and what gives no article is counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from detente.config import Config
from detente.errors import UnreadableError
from detente.model import Reject, content_id
from detente.read import feeds, mail, tables, telegram
from detente.read.codes import Code, refuse
from detente.read.files import Record, Source, opened, why
from detente.read.records import Fault, Part

_HEAD = 4096
_PARQUET = b"PAR1"
_GZIP = b"\x1f\x8b\x08"
_BY_SUFFIX: Final = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".mbox": mail.FORM,
    ".warc": "warc",
}


def expanded(source: Source, config: Config) -> Iterator[Source | Reject]:
    """Give the records of a container as sources, and what holds no article as rejects; any other file as it is."""
    try:
        with opened(source.file) as stream:
            head = stream.read(_HEAD)
        form = form_of(head, source.file.name)
    except (OSError, UnreadableError):
        form = None  # who reads it will say why it cannot be read
    if form is None:
        yield source
        return
    nothing = True
    try:
        for found in _records(source.file, form, config):
            nothing = False
            yield _taken(source, found)
    except UnreadableError as error:
        yield _reject(source.path, error.code, error.reason)
    except OSError as error:
        yield _reject(source.path, "unreadable", why(error))
    else:
        if nothing:
            yield _reject(source.path, "empty", "it holds no record")


def form_of(head: bytes, name: str) -> str | None:
    """Return what container a file is, by its first bytes and, among texts, its name; None for one article."""
    lower = name.lower()
    if head.startswith(b"WARC/") or (head.startswith(_GZIP) and lower.endswith((".warc.gz", ".wat.gz", ".wet.gz"))):
        return "warc"
    if head.startswith(_PARQUET):
        return "parquet"
    if lower.endswith(".json"):
        return telegram.FORM if telegram.is_export(head) else None
    if feeds.is_feed(head):
        return feeds.FORM
    form = _BY_SUFFIX.get(Path(lower).suffix)
    # An empty file is told as such, and binary bytes under these names are no table.
    return form if form and head.strip() and b"\0" not in head else None


def part(source: Source, record: Record, config: Config) -> Part:
    """Return the document of a record.

    Raises:
        UnreadableError: with a code of ``CODES``.
    """
    try:
        if record.form == "warc":
            from detente.read import warc

            return warc.part(source.file, record, config.max_bytes)
        if record.form == mail.FORM:
            return mail.part(source.file, record)
        if record.form == feeds.FORM:
            return feeds.part(source.file, record, config.max_bytes)
        if record.form == telegram.FORM:
            return telegram.part(source.file, record)
        return tables.part(source.file, record, config.columns, config.max_bytes)
    except OSError as error:
        raise refuse("damaged", f"the record cannot be read: {why(error)}") from error


def _records(file: Path, form: str, config: Config) -> Iterator[Record | Fault]:
    if form == "warc":
        from detente.read import warc

        return warc.records(file, config.max_bytes)
    if form == mail.FORM:
        return mail.records(file, config.max_bytes)
    if form == feeds.FORM:
        return feeds.records(file, config.max_bytes)
    if form == telegram.FORM:
        return telegram.records(file)
    return tables.records(file, form, config.columns, config.max_bytes)


def _taken(source: Source, found: Record | Fault) -> Source | Reject:
    path = f"{source.path}#{found.at}"
    if isinstance(found, Fault):
        return _reject(path, found.code, found.reason)
    return Source(path, source.file, found.size, found)


def _reject(path: str, code: Code | str, reason: str) -> Reject:
    return Reject(path, content_id(code, path), code, reason)
