"""Tables as text for programs: JSON, JSON Lines, CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    import pyarrow as pa


def rows(table: pa.Table) -> Iterator[dict[str, Any]]:
    """Yield the rows, a batch in memory at a time."""
    for batch in table.to_batches(max_chunksize=1_000):
        yield from batch.to_pylist()


def _jsonl(table: pa.Table, out: TextIO) -> None:
    for row in rows(table):
        out.write(json.dumps(row, ensure_ascii=False) + "\n")


def _json(table: pa.Table, out: TextIO) -> None:
    mark = "[\n"
    for row in rows(table):
        out.write(mark + json.dumps(row, ensure_ascii=False))
        mark = ",\n"
    out.write("\n]\n" if mark == ",\n" else "[]\n")


def _csv(table: pa.Table, out: TextIO) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([name for field in table.schema for name in _columns(field)])
    for row in rows(table):
        writer.writerow([cell for field in table.schema for cell in _cells(field, row[field.name])])


def _columns(field: pa.Field) -> list[str]:
    import pyarrow as pa

    return [f"{field.name}_{part.name}" for part in field.type] if pa.types.is_struct(field.type) else [field.name]


def _cells(field: pa.Field, value: Any) -> list[Any]:
    """Flatten a value: a struct is a column for each part, a span is ``start:end``, a list is parted by ``; ``."""
    import pyarrow as pa

    if pa.types.is_struct(field.type):
        return [None if value is None else value[part.name] for part in field.type]
    if isinstance(value, list):
        return ["; ".join(":".join(map(str, item)) if isinstance(item, list) else str(item) for item in value)]
    return [value]


WRITERS: Mapping[str, Callable[[pa.Table, TextIO], None]] = {"json": _json, "jsonl": _jsonl, "csv": _csv}
