"""How and where something was expressed: labelled sentences, and a dictionary whose rows all fire."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from detente.extract import extract, venues
from detente.model import Article, Statement

CASES = Path(__file__).parent.parent / "cases" / "manner.tsv"
# A sentence in which a form of each use stands where it counts.
FRAMES = {
    "occasion": "In a {}, Kovacs said the pact was dead.",
    "document": "The {} said the pact was dead.",
    "platform": "Kovacs said on {} that the pact was dead.",
    "verb": "“The pact is dead,” Kovacs {}ed.",
    "hearer": "Kovacs told {} that the pact was dead.",
    "chamber": "Kovacs said in the {} that the pact was dead.",
    "source": "The {} said the pact was dead.",
}
PAST = {"speak": "spoke", "meet": "met", "confer": "conferred", "receive": "received", "convene": "convened"}


def told(text: str, title: str | None = None) -> tuple[Statement, ...]:
    article = Article("a1", "t.txt", "t.txt", "s1", "text/plain", text, title=title, language="en")
    return extract(article).statements


def cases() -> list[list[str]]:
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return list(csv.reader(lines[1:], delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize(("text", "content", "mode", "negated", "certainty", "venue"), cases())
def test_cases(text: str, content: str, mode: str, negated: str, certainty: str, venue: str) -> None:  # a row's columns
    found = [s for s in told(text) if s.content.startswith(content)]
    assert found, f"no statement begins with {content!r}"
    row = found[0]
    assert (row.mode, row.negated, row.certainty, row.venue) == (mode, negated == "yes", certainty, venue or None)


@pytest.mark.parametrize(
    ("use", "form", "venue"),
    [(use, form, venue) for use in FRAMES for form, venue in venues.words().by_use[use].items()],
)
def test_every_form_counts_in_its_place(use: str, form: str, venue: str) -> None:
    text = FRAMES[use].format(form).replace("on by", "by").replace("on over", "over")
    assert venue in {s.venue for s in told(text)}, text


@pytest.mark.parametrize(("lemma", "venue"), list(venues.words().by_use["deed"].items()))
def test_every_deed_opens_a_readout(lemma: str, venue: str) -> None:
    verb = PAST.get(lemma, lemma.removesuffix("e") + "ed")
    preposition = "" if lemma in {"phone", "telephone", "host", "receive", "convene", "interview"} else "with "
    text = f"President Berg {verb} {preposition}Minister Anna Kovacs today. Berg said that the pact was dead."
    assert [s.venue for s in told(text)] == [venue], text


@pytest.mark.parametrize(
    ("title", "venue"),
    [
        ("Readout of Minister Berg’s Call with Minister Kovacs", "call"),
        ("Minister Berg’s Meeting with Minister Kovacs", "meeting"),
        ("Statement by the Press Secretary on the Harbour", "statement"),
        ("Remarks by Minister Berg at the Harbour", "speech"),
        ("Court halts the ferry after a call from Berg", None),
        ("Minister calls for a meeting on the ferry", None),
    ],
)
def test_title_says_what_the_text_is(title: str, venue: str | None) -> None:
    assert [s.venue for s in told("Minister Berg said that the pact was dead.", title)] == [venue]


def test_the_same_speaker_stays_in_place_for_a_paragraph() -> None:
    text = "In a speech in Klow, Berg said the pact was dead. He added that the ferry would stop.\n\nBerg said so."
    assert [s.venue for s in told(text)][:2] == ["speech", "speech"]
    other = "In a speech in Klow, Berg said the pact was dead. Kovacs said that the ferry would run."
    assert [s.venue for s in told(other)] == ["speech", None]


def test_an_interview_is_not_where_others_spoke() -> None:
    text = "In an interview with the Courier, Anna Kovacs said the raid was a crime. Borduria said it was legal."
    assert [s.venue for s in told(text)] == ["interview", None]
