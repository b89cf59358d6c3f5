"""Quotation marks, paragraph by paragraph."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.extract import quotes
from detente.model import Span


def found(text: str) -> list[str]:
    blocks = [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    return [q.span.of(text) for q in quotes.find(text, blocks)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “yes” and “no”.", ["“yes”", "“no”"]),
        ('He said "yes" and "no".', ['"yes"', '"no"']),
        ("«Oui», dit-il.", ["«Oui»"]),
        ("``Yes,'' he said.", ["``Yes,''"]),
        ("''Yes,'' he said. ''And no.''", ["''Yes,''", "''And no.''"]),
        ("She said “the “free” port is shut” today.", ["“the “free” port is shut”"]),
        ("“It goes on.\n“And on,” he said.", ["“It goes on.", "“And on,”"]),
        ("He added “it is over.\nNobody moved.", ["“it is over."]),
        ("‘It is over,’ said the minister’s aide.", ["‘It is over,’"]),
        ("The minister’s aide didn’t speak.", []),
        (
            "He said “it is over. She replied “it is not, and it never will be over” at once.",
            ["“it is over.", "“it is not, and it never will be over”"],
        ),
        ("", []),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@given(st.text(alphabet="ab .,\n“”\"'‘’«»`", max_size=80))
def test_quotations_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    blocks = [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    rows = quotes.find(text, blocks)
    assert all(0 <= q.start < q.end <= len(text) for q in rows)
    assert all(a.end <= b.start for a, b in itertools.pairwise(rows))
