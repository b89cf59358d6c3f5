from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.model import Article, Span
from detente.travel.passages import passages, quotations


def article(text: str, *boilerplate: Span) -> Article:
    return Article("a", "a", "a", "", "text/plain", text, boilerplate=boilerplate)


def cut(text: str, *boilerplate: Span) -> list[str]:
    return [text[passage.start : passage.end] for passage in passages(article(text, *boilerplate))]


WRAPPED = "The envoy landed in the evening and\nwent straight to the palace, where\nthe talks lasted until midnight."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\n \t\n", []),
        ("* * *\n\n---", []),
        ("One.", ["One."]),
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\n \t \nTwo.", ["One.", "Two."]),
        ("  One.  \n\n\n\n  Two.\n", ["One.", "Two."]),
        ("A first one.\nA second, which is longer.\nThird.", ["A first one.", "A second, which is longer.", "Third."]),
        (WRAPPED, [WRAPPED]),
        (f"Talks at the palace\n\n{WRAPPED}\n\nMore soon.", ["Talks at the palace", WRAPPED, "More soon."]),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_long_lines_are_paragraphs_of_their_own() -> None:
    lines = ["word " * 60 + "end.", "word " * 20 + "end.", "word " * 90 + "end."]
    assert cut("\n".join(lines)) == lines


def test_boilerplate_is_left_out() -> None:
    text = "Home | World\n\nThe treaty was signed. Share this\n\nIt enters into force in May.\n\nLeave a reply"
    residue = [Span(0, 12), Span(text.index("Share"), text.index("\n\nIt")), Span(text.index("Leave"), len(text))]
    assert cut(text, *residue) == ["The treaty was signed.", "It enters into force in May."]
    assert cut(text, Span(0, len(text))) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “we will see” and left.", ["“we will see”"]),
        ('He said "we will see" and left.', ['"we will see"']),
        ("Er sagte „wir werden sehen“ und ging.", ["„wir werden sehen“"]),
        ("Il dit « nous verrons » et partit.", ["« nous verrons »"]),
        ("“We will see. It is early", ["“We will see. It is early"]),
        ("“We will see,” he said. “It is early.”", ["“We will see,”", "“It is early.”"]),
        ("“We will see. “It is early.” So he said.", ["“We will see. ", "“It is early.”"]),
        ('A 5" pipe is 12" shorter.', []),
        ("The ministers' plan, it isn't his.", []),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in quotations(text, Span(0, len(text)))] == expected


def test_sentences_end_at_stops_but_not_at_abbreviations() -> None:
    text = (
        "The foreign ministers met Mr. Orlan on the island for six hours. "
        "Gen. Hask, who commands the fleet, was not there. Why?"
    )
    (passage,) = passages(article(text))
    assert [span.of(text) for span in passage.sentences] == [
        "The foreign ministers met Mr. Orlan on the island for six hours. ",
        "Gen. Hask, who commands the fleet, was not there. Why?",
    ]


TEXT = st.text(st.sampled_from("ab A.!?\n\t \"“”„«»'0é中\u2028\x00"), max_size=300)


@settings(max_examples=300)
@given(TEXT, st.lists(st.tuples(st.integers(0, 300), st.integers(0, 60)), max_size=6))
def test_spans_are_exact(text: str, cuts: list[tuple[int, int]]) -> None:
    residue = [Span(min(a, len(text)), min(a + n, len(text))) for a, n in cuts]
    end = 0
    for passage in passages(article(text, *residue)):
        words = text[passage.start : passage.end]
        assert end <= passage.start < passage.end <= len(text)
        assert words == words.strip()
        assert any(map(str.isalnum, words))
        assert not any(Span(passage.start, passage.end).overlaps(span) for span in residue if span.end > span.start)
        assert passage.sentences[0].start == passage.start
        assert passage.sentences[-1].end == passage.end
        assert all(a.end == b.start for a, b in zip(passage.sentences, passage.sentences[1:], strict=False))
        assert all(span.within(Span(passage.start, passage.end)) for span in passage.quoted)
        end = passage.end
