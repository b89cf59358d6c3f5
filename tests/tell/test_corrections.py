"""Corrections: joined to every answer, undone, exported, and found again when everything was read anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import AbsentError, UsageError
from detente.model import Statement, content_id
from detente.store import Store
from detente.tell import answers, articles, compose, corrections, render, search
from tell.small_store import Scribe, harbour, make, standard

PACT = "Russia would never sign a pact against Beijing"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return standard(tmp_path / "store")


def identity(store: Store, words: str = PACT) -> str:
    (found,) = [row["id"] for row in answers.statements(store).to_pylist() if row["content"] == words]
    return str(found)


def card(store: Store, words: str = PACT) -> dict[str, object]:
    return search.cards(store, [identity(store, words)])[0]


def said(store: Store, **criteria: str) -> list[str]:
    rows = answers.statements(store, answers.StatementQuery(**criteria)).to_pylist()  # type: ignore[arg-type]  # as asked
    return [row["content"] for row in rows]


@pytest.mark.parametrize(
    ("given", "field", "value"),
    [
        ({"field": "speaker", "speaker": " Luo  Jian "}, "speaker", "Luo Jian"),
        ({"field": "speaker", "speaker": ""}, "speaker", None),
        ({"field": "actor", "actor": "china"}, "actor", "CHN"),
        ({"field": "said_on", "said_on": "2021-05"}, "said_on", "2021-05"),
        ({"field": "span", "words": "never sign a pact"}, "content", "never sign a pact"),
    ],
)
def test_every_answer_says_what_was_corrected_and_by_whom(
    store: Store, given: dict[str, str], field: str, value: object
) -> None:
    key = identity(store)
    corrections.correct(store, key, given, author="ada", reason="heard it")
    shown = search.cards(store, [key])[0]
    assert shown[field] == value
    assert [(each["field"], each["by"], each["reason"]) for each in shown["corrected"]] == [
        (given["field"], "ada", "heard it")
    ]
    (listed,) = [row for row in answers.statements(store).to_pylist() if row["id"] == key]
    assert listed[field] == value
    assert "ada" in listed["corrected"][0]
    read = articles.article(store, shown["article_id"])
    (inside,) = [row for row in read.statements if row["id"] == key]
    assert inside[field] == value
    assert read.article["text"][inside["start"] : inside["end"]] == inside["content"]


def test_a_statement_is_listed_by_what_it_says_now(store: Store) -> None:
    corrections.correct(store, identity(store), {"field": "actor", "actor": "CHN"}, author="ada")
    corrections.correct(store, identity(store), {"field": "said_on", "said_on": "1999-01-02"}, author="ada")
    corrections.correct(store, identity(store), {"field": "speaker", "speaker": "Zoë Åkesson"}, author="ada")
    assert PACT in said(store, actor="CHN")
    assert PACT not in said(store, actor="RUS")
    assert said(store, until="1999") == [PACT]
    assert said(store, speaker="zoe akesson") == [PACT]


def test_a_link_holds_for_all_that_one_says_in_the_article(store: Store) -> None:
    corrections.correct(store, identity(store), {"field": "link", "speaker": "Ivo Lem", "actor": "POL"}, author="ada")
    read = articles.article(store, str(card(store)["article_id"]))
    assert {(row["speaker"], row["actor"]) for row in read.statements} == {("Ivo Lem", "POL")}


def test_undone_it_says_what_it_said(store: Store) -> None:
    first = corrections.correct(store, identity(store), {"field": "speaker", "speaker": "One"}, author="ada")
    second = corrections.correct(store, identity(store), {"field": "speaker", "speaker": "Two"}, author="bob")
    corrections.undo(store, second.id, author="ada")
    assert card(store)["speaker"] == "One"
    corrections.undo(store, first.id, author="ada")
    assert card(store)["speaker"] == "Pavel Orlin"
    assert card(store)["corrected"] == []
    with pytest.raises(AbsentError):
        corrections.undo(store, first.id, author="ada")


@pytest.mark.parametrize(
    "given",
    [
        {"field": "mood"},
        {"field": "actor", "actor": "Nowhere"},
        {"field": "said_on", "said_on": "yesterday"},
        {"field": "span", "words": "words that nobody wrote"},
        {"field": "span", "words": " "},
        {"field": "link", "speaker": ""},
        {"field": "speaker", "speaker": "Pavel Orlin"},
    ],
)
def test_what_cannot_be_is_refused(store: Store, given: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        corrections.correct(store, identity(store), given, author="ada")
    assert corrections.made(store) == []


def reread(folder: Path, text: str, words: str) -> Store:
    """Read the same address anew: another text around the words, another place, so another id."""
    scribe = Scribe("news/harbour.txt", text, outlet="Harbour Times", published="2021-05-25")
    scribe.statement(words, None, None, speaker="Pavel Orlin", actor="RUS")
    return make(folder, [scribe])


@pytest.mark.parametrize("words", [PACT, "Russia would never sign a pact against Beijing or others"])
def test_a_correction_survives_a_reading_that_moves_the_words(tmp_path: Path, words: str) -> None:
    first = make(tmp_path, [harbour()])
    old = identity(first)
    corrections.correct(first, old, {"field": "speaker", "speaker": "Luo Jian"}, author="ada")
    first.close()
    again = reread(tmp_path, f"A line that was not there before.\n\nHe said: {words}. No more.", words)
    (row,) = answers.statements(again).to_pylist()
    assert row["id"] != old
    assert row["speaker"] == "Luo Jian"
    assert [each.statement for each in corrections.made(again)] == [row["id"]]


def test_a_corrected_span_is_found_again_where_it_moved(tmp_path: Path) -> None:
    first = make(tmp_path, [harbour()])
    corrections.correct(first, identity(first), {"field": "span", "words": "never sign a pact"}, author="ada")
    first.close()
    again = reread(tmp_path, f"More above.\n\nHe said: {PACT}. No more.", PACT)
    (row,) = answers.statements(again).to_pylist()
    assert row["content"] == "never sign a pact"
    text = answers.text(again, row["article"])
    assert text[row["start"] : row["end"]] == row["content"]


def test_what_is_found_no_more_is_kept_and_applied_to_nothing(tmp_path: Path) -> None:
    first = make(tmp_path, [harbour()])
    corrections.correct(first, identity(first), {"field": "speaker", "speaker": "Luo Jian"}, author="ada")
    first.close()
    again = reread(tmp_path, "The harbour was calm.", "The harbour was calm")
    assert answers.statements(again)["speaker"].to_pylist() == ["Pavel Orlin"]
    (kept,) = corrections.table(again).to_pylist()
    assert kept["statement"] is None
    assert kept["words"] == PACT


def test_cases_say_where_what_it_was_and_is(store: Store) -> None:
    corrections.correct(store, identity(store), {"field": "actor", "actor": "CHN"}, author="ada")
    (case,) = corrections.cases(store)
    text = answers.text(store, "news/harbour.txt")
    assert text[slice(*case["span"])] == case["words"] == PACT
    assert (case["article"], case["field"], case["was"], case["is"]) == ("news/harbour.txt", "actor", "RUS", "CHN")


def test_the_id_of_a_statement_is_that_of_its_place() -> None:
    (first,) = [row for row in harbour().rows if isinstance(row, Statement) and row.content == PACT]
    assert first.id == content_id("statement", first.article, first.start, first.end)


def test_a_brief_says_what_was_corrected_and_by_whom(store: Store) -> None:
    pact = "a pact with China was now “within reach"
    corrections.correct(store, identity(store, pact), {"field": "said_on", "said_on": "2022-03"}, author="ada <b>")
    written = compose.brief(store, "RUS", "CHN")
    (note,) = written.corrected
    assert "was 2022-03-03: by ada" in note
    assert "ada &lt;b&gt;" in render.html(written)
    assert "by ada" in render.markdown(written)
    assert "2022-03-03" not in {mark.on for mark in written.marks}
