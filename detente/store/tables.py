"""One table per noun: the columns are the dataclass's fields, the Arrow types follow from their Python types.

``str`` is string, ``int`` int64, ``float`` double, ``bool`` boolean; ``X | None`` is nullable, everything else is not;
a ``Literal`` is the type of its values; ``Span`` is ``struct<start, end>``, ``Excerpt`` is ``struct<start, end, text>``
and ``tuple[X, ...]`` is ``list<X>``.

Strings are stored as UTF-8, which has no place for a lone surrogate (U+D800 to U+DFFF; Python makes them of file names
that are not valid UTF-8). Each is stored as U+FFFD, one character for one, so that offsets keep pointing at the same
words. That is the one thing a write and a read do not give back.
"""

from __future__ import annotations

import dataclasses
import functools
import re
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, TypeVar

import pyarrow as pa

from detente.model import (
    Article,
    Commitment,
    Event,
    Excerpt,
    Forecast,
    Link,
    Mention,
    Pair,
    Reject,
    Retelling,
    Role,
    Span,
    Statement,
    Story,
    TimeExpression,
)

Row = TypeVar("Row")

TABLES: Mapping[str, type] = types.MappingProxyType(
    {
        "articles": Article,
        "rejects": Reject,
        "mentions": Mention,
        "links": Link,
        "roles": Role,
        "times": TimeExpression,
        "statements": Statement,
        "forecasts": Forecast,
        "events": Event,
        "commitments": Commitment,
        "retellings": Retelling,
        "pairs": Pair,
        "stories": Story,
    }
)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_PLAIN = types.MappingProxyType({str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()})


def table_of(noun: type) -> str:
    """Return the name of the table that holds this noun.

    Raises:
        KeyError: no table holds it.

    """
    return _names()[noun]


@functools.cache
def _names() -> dict[type, str]:
    return {noun: name for name, noun in TABLES.items()}


def schema(noun: type) -> pa.Schema:
    """Return the Arrow schema of a dataclass.

    Raises:
        TypeError: a field has a type that no column can hold.

    """
    hints = typing.get_type_hints(noun)
    return pa.schema([_column(field.name, hints[field.name]) for field in dataclasses.fields(noun)])


def _column(name: str, hint: Any) -> pa.Field:
    options = typing.get_args(hint)
    if typing.get_origin(hint) in (types.UnionType, typing.Union) and types.NoneType in options:
        (inner,) = (option for option in options if option is not types.NoneType)
        return pa.field(name, _arrow_type(inner), nullable=True)
    return pa.field(name, _arrow_type(hint), nullable=False)


def _arrow_type(hint: Any) -> pa.DataType:
    if hint in _PLAIN:
        return _PLAIN[hint]
    origin, options = typing.get_origin(hint), typing.get_args(hint)
    if origin is Literal:
        (value_type,) = {type(option) for option in options}
        return _PLAIN[value_type]
    if origin is tuple and len(options) == 2 and options[1] is Ellipsis:
        return pa.list_(pa.field("item", _arrow_type(options[0]), nullable=False))
    if hint in (Span, Excerpt):
        return pa.struct(list(schema(hint)))
    raise TypeError(f"no column holds {hint!r}")


def to_arrow(noun: type[Row], rows: Iterable[Row]) -> pa.Table:
    """Return the rows as an Arrow table of the noun's schema, in the order given."""
    held = list(rows)
    form = schema(noun)
    return pa.table([_array([_plain(getattr(row, field.name)) for row in held], field) for field in form], schema=form)


def _plain(value: Any) -> Any:
    """Turn what a field holds into what Arrow takes: structs are mappings, lists are lists."""
    match value:
        case Span():
            return {"start": value.start, "end": value.end}
        case Excerpt():
            return {"start": value.start, "end": value.end, "text": value.text}
        case tuple():
            return [_plain(item) for item in value]
        case _:
            return value


def _array(values: list[Any], field: pa.Field) -> pa.Array:
    try:
        return pa.array(values, field.type)
    except UnicodeEncodeError:
        return pa.array([storable(value) for value in values], field.type)


def storable(value: Any) -> Any:
    """Return a value, and all it holds, with each lone surrogate replaced."""
    match value:
        case str():
            return _LONE_SURROGATE.sub("\ufffd", value)
        case list():
            return [storable(item) for item in value]
        case dict():
            return {key: storable(item) for key, item in value.items()}
        case _:
            return value


def from_arrow(noun: type[Row], table: pa.Table | pa.RecordBatch) -> list[Row]:
    """Return the table's rows as nouns; columns that the noun has no field for are left aside.

    Raises:
        KeyError: a column that the noun needs is absent.

    """
    hints = typing.get_type_hints(noun)
    columns = [map(_reader(hints[each]), table.column(each).to_pylist()) for each in schema(noun).names]
    return [noun(*values) for values in zip(*columns, strict=True)]


@functools.cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    """Return what turns an Arrow value back into what the field holds."""
    options = [option for option in typing.get_args(hint) if option is not types.NoneType]
    if typing.get_origin(hint) is tuple:
        item = _reader(options[0])
        return lambda value: tuple(item(each) for each in value)
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        inner = _reader(options[0])
        return lambda value: None if value is None else inner(value)
    if hint in (Span, Excerpt):
        return lambda value: hint(**value)
    return lambda value: value
