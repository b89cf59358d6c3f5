"""Event data of others, read row by row: GDELT 1.0 and 2.0, ICEWS, POLECAT, and plain columns of dated values.

Files are read line by line, plain or packed (.gz, .zip), and nothing is held but the rows asked for. A row that cannot
be used is counted with its reason and never guessed at. Layouts:

- GDELT 1.0: 58 columns without a header, 57 before 1 April 2013 (no SOURCEURL). GDELT 2.0: 61 columns, three more
  codes of places. All have the same first 35 columns (The GDELT Event Database, Data Format Codebook V1.03 of 25 August
  2013 and V2.0 of 19 February 2015). Tabs; actors are CAMEO country codes, which are alpha-3 but for a few.
- ICEWS Coded Event Data (Harvard Dataverse, doi:10.7910/DVN/28075): header and tabs, names of countries in English.
- POLECAT (Halterman et al. 2023; Harvard Dataverse, doi:10.7910/DVN/AJGVIT): header and tabs, PLOVER types.
- Plain: a column ``date`` and one column for each pair, named ``US-CN``.
"""

from __future__ import annotations

import csv
import gzip
import io
import math
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import IO

from detente.errors import UsageError
from detente.link.tables import states
from detente.relate.evidence import QUADS, Evidence, Quad

Pair = tuple[str, str]
Row = Sequence[str]
# Fields of a GDELT row by layout: 1.0 before April 2013, 1.0, 2.0.
GDELT_WIDTHS = (57, 58, 61)
_GDELT = {"id": 0, "date": 1, "source": 7, "target": 17, "root": 28, "quad": 29, "value": 30}
_QUAD_CLASS = {str(number): quad for number, quad in enumerate(QUADS, start=1)}
# Codes of CAMEO that are not those of ISO 3166.
_CAMEO_STATES = {"ROM": "ROU", "TMP": "TLS", "WSB": "PSE", "GZS": "PSE", "KSV": "XKX"}
# Names of ICEWS that are neither a state's usual name nor an alias kept here.
_ICEWS_STATES = {"Occupied Palestinian Territory": "PSE", "Democratic Republic of Congo": "COD"}
# CAMEO roots 01-05, 06-08, 09-13, 14-20 (GDELT's own grouping of them).
_ROOT_QUADS = ((5, QUADS[0]), (8, QUADS[1]), (13, QUADS[2]), (20, QUADS[3]))
_ICEWS = {"Event ID", "Event Date", "Source Country", "Target Country", "CAMEO Code", "Intensity"}
_POLECAT = {"Event ID", "Event Date", "Event Type", "Quad Code", "Actor Country", "Recipient Country"}
_LONG = {"date", "source", "target", "value"}
# Longest line that can be a row; a longer one means that the file is something else.
_LONGEST = 1_000_000


class _BadRowError(Exception):
    """A row cannot be used; the message is the reason it is counted under."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file of events gave: the evidence between the pairs asked for, rows read, and rejected rows by reason."""

    layout: str
    evidence: tuple[Evidence, ...]
    rows: int
    rejected: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Columns:
    """What a file of plain columns gave: dated values by pair, rows read, and rejected cells and rows by reason."""

    values: Mapping[Pair, Mapping[date, float]]
    rows: int
    rejected: Mapping[str, int]


def read_events(path: Path, pairs: Collection[Pair] | None = None) -> Loaded:
    """Read a file of coded events; its layout is told from its first line.

    Args:
        path: GDELT 1.0 or 2.0 export, ICEWS, POLECAT, or a CSV file with the columns date, source, target, value and,
            if there is one, quad; plain, .gz or .zip.
        pairs: states between whom events are kept, in either direction; None for all.

    Raises:
        UsageError: the file is of none of these layouts, or cannot be unpacked.
    """
    wanted = None if pairs is None else {frozenset(pair) for pair in pairs}
    kept: dict[Evidence, None] = {}
    rejected: Counter[str] = Counter()
    count = 0
    with _opened(path) as lines:
        first = lines.readline(_LONGEST).rstrip("\r\n").lstrip("\ufeff")
        layout, parse, delimiter = _layout(first, path)
        rows = _split(lines, delimiter)
        if layout.startswith("GDELT"):
            rows = _with_first(first.split(delimiter), rows)
        for row in rows:
            count += 1
            try:
                found = parse(row)
            except _BadRowError as reason:
                rejected[str(reason)] += 1
                continue
            if wanted is None or frozenset((found.source, found.target)) in wanted:
                kept[found] = None
    return Loaded(layout, tuple(kept), count, dict(rejected))


def read_plain(path: Path) -> Columns:
    """Read a CSV file with a column ``date`` and one for each pair, named by two codes with a hyphen (``US-CN``).

    Raises:
        UsageError: the file has no such columns, or cannot be unpacked.
    """
    rejected: Counter[str] = Counter()
    values: dict[Pair, dict[date, float]] = defaultdict(dict)
    count = 0
    with _opened(path) as lines:
        rows = csv.reader(lines)
        header = [name.strip().lstrip("\ufeff") for name in next(rows, [])]
        columns = {at: _pair(name) for at, name in enumerate(header) if name.count("-") == 1}
        if "date" not in header or not columns:
            raise UsageError(f"{path}: a table of values needs a column 'date' and columns named like US-CN")
        for row in rows:
            count += 1
            try:
                day = _day(row[header.index("date")] if len(row) == len(header) else "")
            except _BadRowError as reason:
                rejected["wrong number of fields" if len(row) != len(header) else str(reason)] += 1
                continue
            for at, pair in columns.items():
                cell = row[at].strip()
                try:
                    values[pair][day] = _number(cell)
                except _BadRowError as reason:
                    rejected["no value" if not cell else str(reason)] += 1
    return Columns(dict(values), count, dict(rejected))


def _pair(name: str) -> Pair:
    one, _, other = name.partition("-")
    return one.strip(), other.strip()


@contextmanager
def _opened(path: Path) -> Iterator[IO[str]]:
    try:
        with path.open("rb") as raw:
            magic = raw.read(4)
        if magic[:2] == b"\x1f\x8b":
            with gzip.open(path, "rt", encoding="utf-8", errors="replace", newline="") as lines:
                yield lines
        elif magic == b"PK\x03\x04":
            with zipfile.ZipFile(path) as archive:
                members = [each for each in archive.namelist() if not each.endswith("/")]
                if len(members) != 1:
                    raise UsageError(f"{path} holds {len(members)} files; unpack it and name one")
                with archive.open(members[0]) as packed:
                    yield io.TextIOWrapper(packed, encoding="utf-8", errors="replace", newline="")
        else:
            with path.open(encoding="utf-8", errors="replace", newline="") as lines:
                yield lines
    except (OSError, EOFError, zipfile.BadZipFile) as error:
        raise UsageError(f"{path} cannot be read: {error}") from error


def _split(lines: IO[str], delimiter: str) -> Iterator[Row]:
    if delimiter == ",":
        yield from csv.reader(lines)
        return
    # Fields of these files are never quoted: a quotation mark is a character of a headline.
    while line := lines.readline(_LONGEST):
        yield line.rstrip("\r\n").split(delimiter)


def _with_first(first: Row, rest: Iterator[Row]) -> Iterator[Row]:
    yield first
    yield from rest


def _layout(first: str, path: Path) -> tuple[str, Callable[[Row], Evidence], str]:
    fields = first.split("\t")
    if len(fields) in GDELT_WIDTHS and fields[0].isdigit() and fields[1].isdigit():
        return ("GDELT 2.0" if len(fields) == 61 else "GDELT 1.0"), _gdelt, "\t"
    delimiter = "\t" if len(fields) > 1 else ","
    header = next(csv.reader([first]), []) if delimiter == "," else fields
    names = [name.strip().strip('"') for name in header]
    for layout, needed, parse in (
        ("ICEWS", _ICEWS, _icews),
        ("POLECAT", _POLECAT, _polecat),
        ("plain events", _LONG, _long),
    ):
        if needed <= set(names):
            return layout, _by_name(names, parse), delimiter
    raise UsageError(
        f"{path} is no event file known here: neither GDELT (57, 58 or 61 fields parted by tabs) nor one whose first "
        f"line names the columns of ICEWS, POLECAT, or date, source, target, value"
    )


def _by_name(names: Sequence[str], parse: Callable[[Mapping[str, str]], Evidence]) -> Callable[[Row], Evidence]:
    def parsed(row: Row) -> Evidence:
        if len(row) != len(names):
            raise _BadRowError("wrong number of fields")
        return parse(dict(zip(names, row, strict=True)))

    return parsed


def _gdelt(row: Row) -> Evidence:
    if len(row) not in GDELT_WIDTHS:
        raise _BadRowError("wrong number of fields")
    field = {name: row[at].strip() for name, at in _GDELT.items()}
    quad = _QUAD_CLASS.get(field["quad"])
    if quad is None:
        raise _BadRowError("no quad class")
    source, target = _sides(_code(field["source"]), _code(field["target"]))
    origin = row[-1].strip() if len(row) > GDELT_WIDTHS[0] else ""
    return _evidence(f"gdelt:{field['id']}", field, (source, target), quad, origin)


def _icews(field: Mapping[str, str]) -> Evidence:
    root = field["CAMEO Code"].strip()[:2].zfill(2)
    quad = next((quad for last, quad in _ROOT_QUADS if root.isdigit() and 1 <= int(root) <= last), None)
    if quad is None:
        raise _BadRowError("no CAMEO code")
    pair = _sides(_named(field["Source Country"]), _named(field["Target Country"]))
    plain = {"date": field["Event Date"], "root": root, "value": field["Intensity"]}
    return _evidence(f"icews:{field['Event ID']}", plain, pair, quad, field.get("Story ID", "").strip())


def _polecat(field: Mapping[str, str]) -> Evidence:
    told = field["Quad Code"].strip().lower()
    quad = _QUAD_CLASS.get(told) or next((quad for quad in QUADS if quad == told), None)
    if quad is None:
        raise _BadRowError("no quad class")
    pair = _sides(_code(field["Actor Country"].strip()), _code(field["Recipient Country"].strip()))
    value = field.get("Intensity", field.get("Event Intensity", ""))
    plain = {"date": field["Event Date"], "root": field["Event Type"].strip(), "value": value}
    return _evidence(f"polecat:{field['Event ID']}", plain, pair, quad, field.get("Source", "").strip())


def _long(field: Mapping[str, str]) -> Evidence:
    value = _number(field["value"])
    told = field.get("quad", "").strip().lower()
    quad = next((quad for quad in QUADS if quad == told), None)
    if told and quad is None:
        raise _BadRowError("no quad class")
    pair = _sides(_code(field["source"].strip()), _code(field["target"].strip()))
    plain = {"date": field["date"], "root": field.get("happening", "") or field.get("id", ""), "value": field["value"]}
    key = field.get("id", "") or f"{field['date']} {pair[0]} {pair[1]} {field['value']}"
    fitting = quad or (QUADS[0] if value >= 0 else QUADS[2])
    return _evidence(key, plain, pair, fitting, field.get("origin", "").strip())


def _evidence(key: str, field: Mapping[str, str], pair: Pair, quad: Quad, origin: str) -> Evidence:
    """Put a row together. Rows of one day, pair and kind of event are one happening (one-a-day filter)."""
    day = _day(field["date"])
    happening = f"{day} {pair[0]} {pair[1]} {field['root']}"
    return Evidence(key, happening, origin or key, day.isoformat(), *pair, _number(field["value"]), quad)


def _sides(source: str, target: str) -> Pair:
    if source == target:
        raise _BadRowError("within one state")
    return source, target


def _code(told: str) -> str:
    code = _CAMEO_STATES.get(told, told)
    if code not in _codes():
        raise _BadRowError("no state on one side" if not told or told == "None" else "not the code of a state")
    return code


def _named(told: str) -> str:
    code = _names().get(told.strip().casefold())
    if code is None:
        raise _BadRowError("no state on one side" if not told.strip() else "not the name of a state")
    return code


def _day(told: str) -> date:
    try:
        return date.fromisoformat(told.strip()[:10])
    except ValueError as error:
        raise _BadRowError("no date") from error


def _number(told: str) -> float:
    try:
        value = float(told)
    except ValueError as error:
        raise _BadRowError("no number") from error
    if not math.isfinite(value):
        raise _BadRowError("no number")
    return value


@cache
def _codes() -> frozenset[str]:
    return frozenset(row.code for row in states())


@cache
def _names() -> dict[str, str]:
    kinds = {"name", "alias"}
    found = {form.casefold(): row.code for row in states() for kind, form in row.forms if kind in kinds}
    return {name.casefold(): code for name, code in _ICEWS_STATES.items()} | found


__all__ = ["Columns", "Loaded", "read_events", "read_plain"]
