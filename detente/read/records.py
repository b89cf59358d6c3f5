"""What the readers of container files share: how a record is found, what it gives, and why it may give nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Final

from detente.read.codes import Code
from detente.read.document import Metadata
from detente.read.files import Record
from detente.read.sniff import Kind

UNSAID: Final = Metadata()


@dataclass(frozen=True, slots=True)
class Fault:
    """A record that gives no article, found while a container is gone through.

    Attributes:
        at: where it begins, as in ``Record``.
        code: one of ``detente.read.CODES``.
        reason: a sentence for a person.
    """

    at: int
    code: Code
    reason: str


@dataclass(frozen=True, slots=True)
class Part:
    """What one record gives: the bytes of a document, and what stands beside it.

    Attributes:
        data: the document.
        kind: what it is; None where that is to be told from the bytes.
        name: a file name whose suffix may help to tell.
        said: metadata that go before those of the document.
        otherwise: metadata for what the document does not say.
        charset: the character encoding that is stated beside it.
        as_of: when it was fetched, ISO 8601 in UTC.
    """

    data: bytes
    kind: Kind | None = None
    name: str = ""
    said: Metadata = UNSAID
    otherwise: Metadata = UNSAID
    charset: str | None = None
    as_of: str | None = None


def row_record(form: str, at: int, fields: Mapping[str, object], file_name: str) -> Record:
    """Return the record of a row: its digest is that of the fields that are taken from it, in a fixed order.

    So a row is read again when what is taken from it has changed, and not when it has moved or a column has come.
    """
    told = json.dumps(fields, ensure_ascii=True, sort_keys=True, default=str).encode()
    address = fields.get("address")
    name = address if isinstance(address, str) and address else file_name
    return Record(form, at, len(told), hashlib.sha256(told).hexdigest(), name)


def whole_lines(stream: BinaryIO, most: int) -> Iterator[tuple[int, bytes | None]]:
    """Give every line with the byte it begins at, from where the stream stands; None for one of more than ``most``."""
    at = stream.tell()
    while line := stream.readline(most + 1):
        held: bytes | None = line
        while len(line) > most and not line.endswith(b"\n"):
            held = None
            line = stream.readline(most + 1)
            if not line:
                break
        yield at, held
        at = stream.tell()
