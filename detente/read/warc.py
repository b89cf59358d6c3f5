"""Web archives (WARC, ISO 28500), plain or compressed record by record, as Common Crawl and browsers' tools write them.

A file is gone through once, a record in memory at a time, and each page is later read from its own place. Where a file
is cut off or damaged, what stands before and after the damage is read.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import BinaryIO, Final
from urllib.parse import urlsplit

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from detente.read.codes import refuse
from detente.read.document import Metadata
from detente.read.files import Record, opened, too_large
from detente.read.records import Fault, Part

FORM = "warc"
GZIP = b"\x1f\x8b\x08"
START = b"WARC/1."
# Tries to find a record behind damage, before the rest of a file is given up.
MOST_TRIES = 1_000
_ONE_MEMBER = "compressed as a whole, not record by record; write it anew: fastwarc recompress IN OUT"
_STEP = 1 << 20
# What describes a page, and is none itself.
_ABOUT: Final = (
    WarcRecordType.warcinfo,
    WarcRecordType.request,
    WarcRecordType.metadata,
    WarcRecordType.continuation,
)
_PAGES: Final = (WarcRecordType.response, WarcRecordType.resource, WarcRecordType.conversion)
_OK = 200


def records(file: Path, max_bytes: int) -> Iterator[Record | Fault]:
    """Give the pages of an archive in order, and what holds none.

    Requests, metadata and the like are about pages and are passed over. Codes: ``not_a_page`` (an answer that is no
    page, a copy kept elsewhere), ``empty``, ``too_large``, ``damaged``, ``unsupported`` (compressed as a whole).

    Raises:
        OSError: the file cannot be read.
        UnreadableError: ``not_a_file``.
    """
    with opened(file) as stream:
        packed = stream.read(len(GZIP)) == GZIP
        start: int | None = 0
        tries = 0
        while tries < MOST_TRIES and start is not None:
            last = start - 1
            try:
                for found in _from(stream, start):
                    if found.stream_pos <= last or (packed and not _begins_at(stream, found.stream_pos)):
                        yield Fault(found.stream_pos, "unsupported", _ONE_MEMBER)
                        return
                    last, tries = found.stream_pos, 0
                    if found.record_type not in _ABOUT:
                        yield _record(found, max_bytes)
            except OSError as error:
                if tries == 0:
                    yield Fault(max(last, start), "damaged", f"what stands behind this place cannot be read: {error}")
                tries += 1
                start = _next_start(stream, max(last, start) + 1, packed=packed)
            else:
                if packed and last >= start and (rest := _behind(stream, last)) is not None:
                    yield Fault(rest, "damaged", "the file ends within the record that begins here")
                return


def part(file: Path, record: Record, max_bytes: int) -> Part:
    """Return the page of a record, its transfer and content codings undone.

    Raises:
        OSError: the file cannot be read, or a coding is not what it says.
        UnreadableError: ``damaged`` where the file is no longer what it was, ``archive_bomb``.
    """
    with opened(file) as stream:
        raw = next(_from(stream, record.at), None)
        if raw is None or hashlib.sha256(_read(raw, max_bytes)).hexdigest() != record.digest:
            raise refuse("damaged", "what stands at this place of the archive is not what was found there before")
        found = next(_from(stream, record.at, decode=True))
        data = _read(found, max_bytes)
        if len(data) > max_bytes:
            raise refuse("archive_bomb", f"it unpacks to more than {max_bytes:,} bytes")
        fetched = found.record_date
        return Part(
            data,
            name=urlsplit(record.name).path.rsplit("/", 1)[-1],
            otherwise=Metadata(address=record.name if record.name.startswith(("http://", "https://")) else None),
            charset=found.http_charset if found.is_http_parsed else None,
            as_of=fetched.astimezone(UTC).isoformat().replace("+00:00", "Z") if fetched else None,
        )


def _from(stream: BinaryIO, start: int, *, decode: bool = False) -> Iterator[WarcRecord]:
    """Give the records from a byte on; ``stream_pos`` counts from the beginning of the file."""
    stream.seek(start)
    return iter(ArchiveIterator(stream, parse_http=True, auto_decode="all" if decode else "none"))


def _read(found: WarcRecord, max_bytes: int) -> bytes:
    """Return at most ``max_bytes`` and one more."""
    out = bytearray()
    while len(out) <= max_bytes and (more := found.reader.read(min(_STEP, max_bytes + 1 - len(out)))):
        out += more
    return bytes(out)


def _record(found: WarcRecord, max_bytes: int) -> Record | Fault:
    at, name, stated = found.stream_pos, found.headers.get("WARC-Target-URI") or "", found.content_length
    if found.record_type not in _PAGES:
        return Fault(at, "not_a_page", "a record that only points at a copy kept elsewhere")
    status = found.http_headers.status_code if found.is_http_parsed and found.http_headers else _OK
    if status != _OK:
        return Fault(at, "not_a_page", f"the server answered {status}")
    if stated > max_bytes:
        return Fault(at, "too_large", too_large(stated, max_bytes).reason)
    data = _read(found, max_bytes)
    # What the record says of its length is held against what is there: a file that is cut off ends within a record.
    if len(data) < stated or not (name or data):
        return Fault(at, "damaged", "the file ends within this record")
    if not data:
        return Fault(at, "empty", "the record holds no byte")
    return Record(FORM, at, len(data), hashlib.sha256(data).hexdigest(), name or "record")


def _begins_at(stream: BinaryIO, at: int) -> bool:
    """Say whether a compressed record begins there; the stream is left where it was."""
    before = stream.tell()
    stream.seek(at)
    found = stream.read(len(GZIP)) == GZIP
    stream.seek(before)
    return found


def _behind(stream: BinaryIO, at: int) -> int | None:
    """Return where bytes are left behind the compressed record that begins at a place; None where there are none."""
    stream.seek(at)
    member = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        while not member.eof and (block := member.unconsumed_tail or stream.read(_STEP)):
            member.decompress(block, _STEP)
    except zlib.error:
        return at
    left = len(member.unused_data)
    if not member.eof or not (left or stream.read(1)):
        return None
    return stream.tell() - (left or 1)


def _next_start(stream: BinaryIO, start: int, *, packed: bool) -> int | None:
    """Return the next byte from which a record may begin; None where there is none."""
    mark = GZIP if packed else START
    stream.seek(start)
    kept = b""
    while block := stream.read(_STEP):
        if (found := (kept + block).find(mark)) >= 0:
            return stream.tell() - len(block) - len(kept) + found
        kept = (kept + block)[-len(mark) + 1 :]
    return None
