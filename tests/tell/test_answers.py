from __future__ import annotations

from typing import Any

import pytest

from detente.errors import UsageError
from detente.extract.venues import VENUES
from detente.store import Store
from detente.tell import answers
from detente.tell.answers import StatementQuery
from tell.small_store import HARBOUR


def contents(store: Store, **criteria: Any) -> list[str]:
    return [row["content"] for row in answers.statements(store, StatementQuery(**criteria)).to_pylist()]


def test_the_columns_are_those_other_programs_rely_on(store: Store) -> None:
    columns = {
        "articles": "id path title author outlet published language boilerplate words",
        "statements": "id article start end content pieces kind mode source cue speaker actor relay venue said_on "
        "said_on_precision about stance negated certainty confidence utterance corrected",
        "forecasts": "id article start end content holder wording condition confidence",
        "retellings": "a a_start a_end b b_start b_end score",
        "pairs": "a b probability share_a share_b kind first a_first reason passages",
        "rejects": "path code reason",
    }
    for listing, names in columns.items():
        assert getattr(answers, listing)(store).schema.names == names.split(), listing


def test_spans_point_at_their_words_in_the_article_as_given(store: Store) -> None:
    rows = [row for row in answers.statements(store).to_pylist() if row["article"] == "news/harbour.txt"]
    assert len(rows) == 2
    for row in rows:
        assert HARBOUR[row["start"] : row["end"]] == row["content"]
        assert HARBOUR[row["source"]["start"] : row["source"]["end"]] == row["source"]["text"]


def test_nested_values_have_the_shapes_promised(store: Store) -> None:
    by_content = {row["content"]: row for row in answers.statements(store).to_pylist()}
    mixed = by_content["a pact with China was now “within reach"]
    assert mixed["pieces"] == [[63, 88], [90, 102]]
    denied = by_content["a pact was being discussed"]
    assert denied["pieces"] == []
    assert denied["cue"].keys() == {"start", "end", "text"}
    assert denied["said_on"] is None
    articles = answers.articles(store).to_pylist()
    assert [row["boilerplate"] for row in articles] == [[[0, 11]], [], []]


def test_statements_stand_in_the_order_of_path_and_place(store: Store) -> None:
    rows = answers.statements(store).to_pylist()
    assert len(rows) == 6
    assert rows == sorted(rows, key=lambda row: (row["article"], row["start"]))


@pytest.mark.parametrize(
    ("criteria", "number"),
    [
        ({}, 6),
        ({"speaker": "orlin"}, 5),
        ({"speaker": "pavel ORLIN"}, 3),
        ({"speaker": "orli"}, 0),
        ({"actor": "CHN"}, 1),
        ({"about": "CHN"}, 5),
        ({"outlet": "harbour"}, 2),
        ({"kind": "direct"}, 1),
        ({"since": "2022"}, 2),
        ({"until": "2021-05-24"}, 4),
        ({"since": "2021-05-25", "until": "2021-12"}, 0),
        ({"actor": "RUS", "kind": "indirect", "outlet": "times", "speaker": "Orlin", "until": "2021"}, 1),
    ],
)
def test_every_criterion_keeps_what_it_should(store: Store, criteria: dict[str, Any], number: int) -> None:
    assert len(contents(store, **criteria)) == number


def test_a_statement_without_a_date_goes_by_its_article(store: Store) -> None:
    assert contents(store, since="2022-03-04") == ["a pact was being discussed"]
    assert contents(store, since="2022-03-05") == []


def test_criteria_are_bound_not_pasted(store: Store) -> None:
    assert contents(store, speaker="x' OR '1'='1") == []
    assert contents(store, outlet="%") == []


def test_what_is_no_kind_or_no_date_is_refused(store: Store) -> None:
    with pytest.raises(UsageError, match="direct, indirect, mixed"):
        contents(store, kind="loud")
    with pytest.raises(UsageError, match="--since 'yesterday' is no date"):
        contents(store, since="yesterday")


def test_pairs_and_passages_are_turned_so_that_the_earlier_path_is_first(store: Store) -> None:
    (pair,) = answers.pairs(store).to_pylist()
    assert (pair["a"], pair["b"]) == ("news/harbour.txt", "news/mirror.txt")
    assert (pair["share_a"], pair["share_b"], pair["passages"]) == (0.6, 0.7, 2)
    for row in answers.retellings(store).to_pylist():
        assert (row["a"], row["b"]) == ("news/harbour.txt", "news/mirror.txt")
        assert HARBOUR[row["a_start"] : row["a_end"]].endswith(".")


@pytest.mark.parametrize(
    ("criteria", "wanted"),
    [
        ({"mode": "belief"}, ["a grain tariff will hurt ordinary people"]),
        ({"venue": "interview"}, ["Russia would never sign a pact against Beijing"]),
        ({"stance": "conflictual"}, ["a grain tariff will hurt ordinary people"]),
        ({"stance": "conflictual", "about": "CHN"}, ["a grain tariff will hurt ordinary people"]),
        ({"stance": "conflictual", "about": "RUS"}, []),
        ({"stance": "cooperative"}, []),
    ],
)
def test_manner_venue_and_stance_are_asked_for(store: Store, criteria: dict[str, str], wanted: list[str]) -> None:
    assert contents(store, **criteria) == wanted


@pytest.mark.parametrize("name", ["mode", "stance", "venue"])
def test_an_unknown_value_is_refused_with_those_there_are(store: Store, name: str) -> None:
    with pytest.raises(UsageError, match=f"no {name} of a statement; there are"):
        contents(store, **{name: "loud"})


def test_the_venues_asked_for_are_those_found() -> None:
    assert set(answers.VENUES) == VENUES
