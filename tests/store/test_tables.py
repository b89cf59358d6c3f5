"""What is written is read back, for every noun."""

from __future__ import annotations

import dataclasses
import typing
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.model import Article, Excerpt, Span, Statement
from detente.store import tables

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NUMBERS = st.integers(-(2**63), 2**63 - 1)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start, end = sorted((draw(st.integers(0, 10**9)), draw(st.integers(0, 10**9))))
    return Span(start, end)


st.register_type_strategy(str, WORDS)
st.register_type_strategy(int, NUMBERS)
st.register_type_strategy(float, st.floats(allow_nan=False))
st.register_type_strategy(Span, spans())


@pytest.mark.parametrize("name", tables.TABLES)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_round_trip(name: str, data: st.DataObject) -> None:
    noun = tables.TABLES[name]
    rows: list[Any] = data.draw(st.lists(st.builds(noun), max_size=5))
    assert tables.from_arrow(noun, tables.to_arrow(noun, rows)) == rows


@pytest.mark.parametrize("name", tables.TABLES)
def test_columns_are_fields(name: str) -> None:
    noun = tables.TABLES[name]
    form = tables.schema(noun)
    assert form.names == [field.name for field in dataclasses.fields(noun)]
    hints = typing.get_type_hints(noun)
    assert [field.nullable for field in form] == [type(None) in typing.get_args(hints[each]) for each in form.names]
    assert tables.table_of(noun) == name


def test_types() -> None:
    form = tables.schema(Statement)
    span = [pa.field("start", pa.int64(), nullable=False), pa.field("end", pa.int64(), nullable=False)]
    assert form.field("pieces").type == pa.list_(pa.field("item", pa.struct(span), nullable=False))
    assert form.field("source").type == pa.struct([*span, pa.field("text", pa.string(), nullable=False)])
    assert form.field("kind").type == pa.string()
    assert form.field("confidence").type == pa.float64()


def test_lone_surrogates_become_one_replacement_character_each() -> None:
    article = Article(
        "id", "sp\udce9cial.txt", "address", "source", "text/plain", "a\ud800b\udfffc", boilerplate=(Span(1, 2),)
    )
    (back,) = tables.from_arrow(Article, tables.to_arrow(Article, [article]))
    assert (back.path, back.text) == ("sp\ufffdcial.txt", "a\ufffdb\ufffdc")
    assert dataclasses.replace(back, path=article.path, text=article.text) == article


def test_lone_surrogates_inside_lists_and_structs() -> None:
    said = Statement(
        "id",
        "article",
        0,
        1,
        "x",
        (),
        "direct",
        None,
        Excerpt(0, 1, "\ud800"),
        relay=("\udc80", "Anna"),
        about=("RUS",),
    )
    (back,) = tables.from_arrow(Statement, tables.to_arrow(Statement, [said]))
    assert back.cue == Excerpt(0, 1, "\ufffd")
    assert back.relay == ("\ufffd", "Anna")


def test_a_type_without_a_column_is_refused() -> None:
    with pytest.raises(TypeError, match="no column"):
        tables.schema(dataclasses.make_dataclass("Odd", [("held", dict)]))


def test_other_columns_are_left_aside() -> None:
    row = Article("id", "path", "address", "source", "text/plain", "text")
    wider = tables.to_arrow(Article, [row]).append_column("shard", pa.array(["s"]))
    assert tables.from_arrow(Article, wider) == [row]
