"""Searches as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import UsageError
from detente.store import Store
from detente.tell.search import query, search


def contents(store: Store, text: str) -> list[str]:
    return [row["content"] for row in search(store, text).statements]


@pytest.mark.parametrize(
    ("text", "some"),
    [
        ("pact", True),
        ("pacts", True),
        ('"pact with China"', True),
        ('"China with pact"', False),
        ("pact AND speaker:orlin", True),
        ("pact AND zeppelin", False),
        ("zeppelin OR tariff", True),
        ("tar*", True),
        ("speaker:orlin", True),
        ("speaker:tariff", False),
        ("actor:russia", True),
        ("actor:RUS NOT speaker:orlin", False),
        ("about:china", True),
        ("NOT pact", True),
        ("said:2021", True),
        ("said:1999", False),
        ("said:>=2022-03 said:<=2022-03-03", True),
        ("said:>2023", False),
        ("pact said:[2021-05-24 TO 2021-05-24]", True),
        ("said:[* TO 2020]", False),
        ("said:>9999", False),
        ("said:<0001", False),
    ],
)
def test_what_is_sought_is_found(store: Store, text: str, some: bool) -> None:
    assert bool(contents(store, text)) is some


def test_not_leaves_the_rest(store: Store) -> None:
    assert set(contents(store, "NOT pact")) | set(contents(store, "pact")) == set(contents(store, "NOT zeppelin"))
    assert not set(contents(store, "NOT pact")) & set(contents(store, "pact"))


def test_the_newest_comes_first(store: Store) -> None:
    rows = search(store, "pact").statements
    dates = [row["said_on"] for row in rows if row["said_on"]]
    assert dates == sorted(dates, reverse=True)


def test_every_hit_is_the_exact_words(store: Store) -> None:
    for row in search(store, "pact OR tariff").statements:
        text = store.text(row["article_id"])
        assert text[row["start"] : row["end"]] == row["content"]
        assert text[: row["start"]].endswith(row["before"])
        assert text[row["end"] :].startswith(row["after"])


def test_pages_follow_each_other(store: Store) -> None:
    whole = [row["id"] for row in search(store, "NOT zeppelin").statements]
    paged = [search(store, "NOT zeppelin", passed=at, most=1).statements[0]["id"] for at in range(len(whole))]
    assert paged == whole
    assert search(store, "NOT zeppelin").total == len(whole)


def test_facets_count_the_hits(store: Store) -> None:
    found = search(store, "NOT zeppelin")
    assert sum(count for _, count in found.facets["actor"]) <= found.total
    assert found.facets["actor"][0][0] == "RUS"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "pact AND",
        '"open',
        "weight:5",
        "said:soon",
        "about:atlantis",
        "speaker:(about:x)",
        "NOT said:2021",
        "…",
        "a~3",
        "(" * 300,
        "x " * 900,
        "a OR said:2021",
        'speaker:"…"',
    ],
)
def test_what_cannot_be_read_is_told(store: Store, text: str) -> None:
    with pytest.raises(UsageError):
        search(store, text)


@settings(max_examples=300, deadline=None)
@given(text=st.text(alphabet=' ab"*():~^[]{}<>=!+-/\\ANDORT.sid2é中', max_size=30))
def test_no_search_breaks_it(store: Store, text: str) -> None:
    try:
        read = query(text)
    except UsageError:
        return
    store.search(read.match, read.since, read.until, (0, 5))
