"""Tables of articles: JSON Lines, CSV and TSV, Parquet; a row is an article, and columns are known by their names.

The names are those of ``detente.read.stated`` with ``TEXT`` and ``HTML`` for the words; a user's own mapping goes
before them. A row is read from its own place: a byte of the file, in Parquet its number.
"""

from __future__ import annotations

import csv
import datetime
import functools
import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any, BinaryIO, Final

from detente.errors import UnreadableError, UsageError
from detente.read.codes import refuse
from detente.read.files import Record, opened, too_large
from detente.read.records import Fault, Part, row_record, whole_lines
from detente.read.stated import NAMES, metadata_of

TEXT = ("text", "body", "content", "article_text", "maintext", "full_text", "article")
HTML = ("html", "body_html", "content_html", "raw_html")
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {"text": TEXT, "html": HTML, **NAMES}
DELIMITERS = (",", ";", "\t", "|")
# A Parquet row group is read whole: one of more bytes is refused.
LARGEST_GROUP = 256_000_000
# Seconds since 1970 that a column of numbers may mean: 1973 to 2286.
EPOCH = range(100_000_000, 10_000_000_000)

# Lines of JSON without a known name for the words, after which no other is looked for.
MOST_STRANGE = 100

Mapped = Sequence[tuple[str, str]]


def parse_mapping(text: str) -> tuple[tuple[str, str], ...]:
    """Return what ``title=headline,text=body`` says: pairs of field and column, a column of "" for none.

    Raises:
        UsageError: it cannot be read, or names a field that there is not.
    """
    pairs = [tuple(part.strip() for part in each.split("=", 1)) for each in text.split(",") if each.strip()]
    for pair in pairs:
        if len(pair) != 2 or pair[0] not in FIELDS:
            raise UsageError(
                f"{'='.join(pair)!r} is no FIELD=COLUMN; the fields are {', '.join(FIELDS)}, as in text=body,title=name"
            )
    return tuple((pair[0], pair[1]) for pair in pairs)


def records(file: Path, form: str, mapped: Mapped, max_bytes: int) -> Iterator[Record | Fault]:
    """Give the rows of a table of the form ``jsonl``, ``csv`` or ``parquet`` that hold words.

    Codes: ``damaged`` (a line or row that cannot be read), ``undecodable``, ``too_large``, ``empty`` (no words),
    ``unsupported`` (no column of words).

    Raises:
        OSError: the file cannot be read.
        UnreadableError: ``not_a_file``, or the file as a whole cannot be taken as a table.
    """
    strange = 0
    for at, row in _ROWS[form](file, max_bytes):
        if isinstance(row, Fault):
            yield row
            continue
        fields = _fields(row, mapped)
        words = str(fields.get("text") or fields.get("html") or "")
        if len(words) > max_bytes:
            yield Fault(at, "too_large", too_large(len(words), max_bytes).reason)
        elif words:
            yield row_record(form, at, fields, file.name)
        else:
            fault = _wordless(at, row, mapped)
            yield fault
            strange += fault.code == "unsupported"
            # A table of something else is refused once, not once a row; the lines of JSON may differ.
            if strange >= (MOST_STRANGE if form == "jsonl" else 1):
                return


def part(file: Path, record: Record, mapped: Mapped, max_bytes: int) -> Part:
    """Return the words of a row and what its other columns say.

    Raises:
        OSError: the file cannot be read.
        UnreadableError: ``damaged`` where the file is no longer what it was.
    """
    row = _ROW_AT[record.form](file, record.at, max_bytes)
    fields = {} if isinstance(row, Fault) else _fields(row, mapped)
    if row_record(record.form, record.at, fields, file.name) != record:
        raise refuse("damaged", "what stands at this place of the table is not what was found there before")
    words = fields.get("text")
    said = metadata_of(fields)
    if words:
        return Part(str(words).encode("utf-8", "replace"), "text", said=said)
    return Part(str(fields["html"]).encode("utf-8", "replace"), "html", said=said)


Row = Mapping[str, object]


def _fields(row: Row, mapped: Mapped) -> dict[str, object]:
    """Return the values of a row by field: by the user's mapping, else by the first of the known names it has."""
    chosen, known = dict(mapped), {str(name).casefold(): name for name in row}
    out: dict[str, object] = {}
    for field, names in FIELDS.items():
        if field in chosen:
            value = row.get(chosen[field])
        else:
            value = next((row[known[name]] for name in names if name in known and row[known[name]]), None)
        if (told := _told(value)) is not None:
            out[field] = told
    return out


def _told(value: object) -> object:
    """Return a value as text, or as a list of texts; None for what says nothing."""
    match value:
        case str():
            return value if value.strip() else None
        case bool() | None:
            return None
        case float() if not math.isfinite(value):
            return None
        case bytes():
            return value.decode("utf-8", "replace")
        case datetime.datetime() | datetime.date():
            return value.isoformat()[:10]
        case int() | float() if int(value) in EPOCH:
            return datetime.datetime.fromtimestamp(value, datetime.UTC).date().isoformat()
        case int() | float():
            return str(value)
        case list() | tuple():
            return [each for each in value if isinstance(each, str)] or None
        case dict():
            # schema.org and many interfaces give {"name": ...} for authors and outlets.
            return _told(value.get("name"))
        case _:
            return str(value)


def _wordless(at: int, row: Row, mapped: Mapped) -> Fault:
    names = {str(name).casefold() for name in row}
    wanted = {column.casefold() for field, column in mapped if field in {"text", "html"}} or {*TEXT, *HTML}
    if names & wanted:
        return Fault(at, "empty", "the row holds no words")
    columns = ", ".join(sorted(map(str, row))[:12])
    return Fault(at, "unsupported", f"no column is known to hold the words; name it with --map text=COLUMN: {columns}")


def _jsonl(file: Path, max_bytes: int) -> Iterator[tuple[int, Row | Fault]]:
    with opened(file) as stream:
        for at, line in whole_lines(stream, max_bytes):
            if line is None or line.strip():
                yield at, _json_row(at, line)


def _json_row(at: int, line: bytes | None) -> Row | Fault:
    if line is None:
        return Fault(at, "too_large", "the line is longer than the limit; raise it with --max-size")
    try:
        row = json.loads(line.decode("utf-8-sig" if at == 0 else "utf-8"))
    except UnicodeDecodeError:
        return Fault(at, "undecodable", "the line is not UTF-8")
    except (ValueError, RecursionError) as error:
        return Fault(at, "damaged", f"the line is no JSON: {str(error)[:100]}")
    return row if isinstance(row, dict) else Fault(at, "damaged", "the line is no JSON object")


def _jsonl_at(file: Path, at: int, max_bytes: int) -> Row | Fault:
    with opened(file) as stream:
        stream.seek(at)
        return _json_row(at, next((line for _, line in whole_lines(stream, max_bytes)), None))


class _Lines:
    """The lines of a CSV file as text, with the byte at which the next one begins."""

    def __init__(self, stream: BinaryIO, most: int) -> None:
        self._stream = stream
        self._most = most
        self._taken = 0
        self.at = stream.tell()

    def begin_row(self) -> None:
        self._taken = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._stream.readline(self._most + 1)
        if not line:
            raise StopIteration
        encoding = "utf-8-sig" if self.at == 0 else "utf-8"
        self.at = self._stream.tell()
        self._taken += len(line)
        if self._taken > self._most:
            raise too_large(self._taken, self._most)
        try:
            return line.decode(encoding).replace("\0", "")
        except UnicodeDecodeError as error:
            raise refuse("undecodable", "the line is not UTF-8") from error


def _csv(file: Path, max_bytes: int) -> Iterator[tuple[int, Row | Fault]]:
    with opened(file) as stream:
        names, delimiter, at = _header(stream, max_bytes)
        while True:
            stream.seek(at)
            row, behind = _csv_row(stream, names, delimiter, max_bytes)
            if row is None:
                return
            if row:
                yield at, row
            at = behind


def _csv_row(stream: BinaryIO, names: Sequence[str], delimiter: str, max_bytes: int) -> tuple[Row | Fault | None, int]:
    """Return the row that begins where the stream stands, None at the end of the file, and where the next begins."""
    start = stream.tell()
    lines = _Lines(stream, max_bytes)
    try:
        values = next(csv.reader(lines, delimiter=delimiter, strict=True), None)
    except UnreadableError as error:
        return Fault(start, "too_large" if error.code == "too_large" else "undecodable", error.reason), lines.at
    except csv.Error as error:
        # A quotation mark that is never closed takes in what follows: the next row is sought behind this line.
        stream.seek(start)
        stream.readline(max_bytes)
        return Fault(start, "damaged", f"the row cannot be read: {error}"), stream.tell()
    if values is None:
        return None, lines.at
    # A row that ends early still has all columns; a blank line is no row.
    return dict(zip_longest(names, values[: len(names)], fillvalue="")) if values else {}, lines.at


def _header(stream: BinaryIO, max_bytes: int) -> tuple[list[str], str, int]:
    # Python's limit on one field is the process's own, and stands at 131,072 characters.
    csv.field_size_limit(max(csv.field_size_limit(), max_bytes))
    first = stream.readline(max_bytes + 1)
    try:
        text = first.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse("undecodable", "the table's first line is not UTF-8; save it anew as UTF-8") from error
    delimiter = max(DELIMITERS, key=text.count)
    try:
        names = next(csv.reader([text], delimiter=delimiter), [])
    except csv.Error as error:
        raise refuse("damaged", f"the table's first line, which names its columns, cannot be read: {error}") from error
    return [name.strip() for name in names], delimiter, stream.tell()


def _csv_at(file: Path, at: int, max_bytes: int) -> Row | Fault:
    with opened(file) as stream:
        names, delimiter, _ = _header(stream, max_bytes)
        stream.seek(at)
        row, _ = _csv_row(stream, names, delimiter, max_bytes)
        return row if row is not None else Fault(at, "damaged", "the file ends before this row")


def _parquet(file: Path, _: int) -> Iterator[tuple[int, Row | Fault]]:
    at = 0
    for group in range(_groups(file)):
        for row in _group(file, group, file.stat().st_mtime_ns):
            yield at, row
            at += 1


def _parquet_at(file: Path, at: int, _: int) -> Row | Fault:
    import pyarrow.parquet as pq

    with opened(file) as stream:
        metadata = pq.ParquetFile(stream).metadata
        before = 0
        for group in range(metadata.num_row_groups):
            size = metadata.row_group(group).num_rows
            if at < before + size:
                return _group(file, group, file.stat().st_mtime_ns)[at - before]
            before += size
    return Fault(at, "damaged", "the file ends before this row")


def _groups(file: Path) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with opened(file) as stream:
            return int(pq.ParquetFile(stream).metadata.num_row_groups)
    except (pa.ArrowException, OSError) as error:
        raise refuse("damaged", f"no Parquet file that can be read: {error}") from error


@functools.lru_cache(maxsize=1)
def _group(file: Path, group: int, _: int) -> list[Row]:
    """Return the rows of a row group; the last one is kept, since its rows are asked for one after another."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with opened(file) as stream:
            table = pq.ParquetFile(stream)
            size = table.metadata.row_group(group).total_byte_size
            if size > LARGEST_GROUP:
                raise refuse("too_large", f"a row group of {size:,} bytes; write the file with smaller ones")
            rows: list[Row] = table.read_row_group(group).to_pylist()
            return rows
    except (pa.ArrowException, OSError) as error:
        raise refuse("damaged", f"row group {group} cannot be read: {error}") from error


_ROWS: Final[Mapping[str, Callable[[Path, int], Iterator[tuple[int, Row | Fault]]]]] = {
    "jsonl": _jsonl,
    "csv": _csv,
    "parquet": _parquet,
}
_ROW_AT: Final[Mapping[str, Callable[[Path, int, int], Any]]] = {
    "jsonl": _jsonl_at,
    "csv": _csv_at,
    "parquet": _parquet_at,
}
