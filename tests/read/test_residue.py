"""The dictionary of residue: every entry can fire, and each fires for itself."""

from __future__ import annotations

from collections import Counter
from typing import get_args

import pytest

from detente.read.document import Document
from detente.read.metadata import examined
from detente.read.residue import Entry, Kind, any_of, entries
from read.makers import BORDER, CLOSE, TALKS

ENTRIES = entries()
LABELS = [f"{entry.kind} {entry.example[:40]}" for entry in ENTRIES]
CHINESE = "两国代表团星期一在旧市政厅举行会谈，同意恢复春季中断的磋商，外交部发言人说，边境口岸将重新开放。"


def test_the_table_is_in_order() -> None:
    assert {entry.kind for entry in ENTRIES} == set(get_args(Kind))
    assert max(Counter((entry.kind, entry.pattern) for entry in ENTRIES).values()) == 1
    assert all(entry.example and entry.source for entry in ENTRIES)


@pytest.mark.parametrize("entry", ENTRIES, ids=LABELS)
def test_every_entry_matches_its_example(entry: Entry) -> None:
    match = entry.expression.match if entry.kind == "dateline" else entry.expression.fullmatch
    assert match(entry.example)


def shown(entry: Entry) -> tuple[str, str]:
    """Return a page on which the entry must fire, and the words that must be residue then."""
    example = entry.example
    title, rest = "Envoys resume talks in old town hall", f"{TALKS}\n\n{BORDER}\n\n{CLOSE}"
    if entry.kind in ("line", "end", "list"):
        return f"{title}\n\n{rest}\n\n{example}\n", example
    if entry.kind == "box":
        return f"{title}\n\n{rest}\n\n{example}\n\nAda Example writes.\n", f"{example}\n\nAda Example writes."
    if entry.kind == "weak":
        return f"{title}\n\n{rest}\n\nAdvertisement\n{example}\n", f"Advertisement\n{example}"
    if entry.kind == "dateline":
        body = CHINESE if any(char > "\u3000" for char in example) else TALKS
        return f"{title}\n\n{example}{body}\n\n{BORDER}", example.strip()
    if entry.kind == "agency":
        return f"{title}\n\nGeneva ({example}) - {TALKS}\n\n{BORDER}", f"Geneva ({example}) -"
    return f"{title}\n\n{example}\n\n{rest}", example


@pytest.mark.parametrize("entry", ENTRIES, ids=LABELS)
def test_every_entry_can_fire(entry: Entry) -> None:
    text, residue = shown(entry)
    document = examined(Document(text))
    assert [span.of(text).strip() for span in document.residue] == [residue]


@pytest.mark.parametrize("entry", ENTRIES, ids=LABELS)
def test_no_entry_takes_a_paragraph(entry: Entry) -> None:
    match = entry.expression.match if entry.kind == "dateline" else entry.expression.fullmatch
    assert not any(match(text) for text in (TALKS, BORDER, CLOSE, CHINESE))


def test_one_pattern_of_a_kind_matches_what_each_does() -> None:
    assert any_of("line").fullmatch("EXIT MOBILE VERSION")
    assert not any_of("agency").fullmatch("ap")
