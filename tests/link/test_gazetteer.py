"""The gazetteer: offsets, dates, people; and what holds for any text."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.link import tables
from detente.link.gazetteer import Gazetteer

NAMES = [form for row in tables.states()[:60] for _, form in row.forms]
NAMES += [v for row in tables.offices() for v in (row.name, *row.variants)]
NAMES += [a for row in tables.organisations()[:80] for a in (row.name, *row.aliases)]
NAMES += [row.person for row in tables.leaders()[:80]]
GLUE = [
    "'s ",
    "’ ",
    " of ",
    " of the ",
    " for the ",
    " and ",
    "-",
    ", ",
    " ",
    "\n",
    " former ",
    " in ",
    ". The ",
    "’s ",
]
DATES = st.one_of(
    st.none(), st.dates().map(str), st.sampled_from(["1991-12", "197X", "XXXX-05-24", "not a date", "2021/.."])
)
words = st.one_of(
    st.sampled_from(NAMES), st.sampled_from(["", "the", "TELL", "Michael", "analysts", "3", "é", "U.", "'"])
)
texts = st.lists(st.tuples(words, st.sampled_from(GLUE)), max_size=9).map(lambda ps: "".join(a + b for a, b in ps))


@settings(max_examples=150, deadline=None)
@given(text=st.one_of(texts, st.text(max_size=60)), on=DATES)
def test_matches_point_at_their_words_in_order_and_apart(text: str, on: str | None) -> None:
    found = Gazetteer.load().find(text, on)
    assert all(text[m.start : m.end] == m.text and m.text for m in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(0 < m.score <= 1 and m.reason and m.actor_id for m in found)
    assert all(m.state is None or (len(m.state) == 3 and m.state.isupper()) for m in found)


@settings(max_examples=60, deadline=None)
@given(text=texts, on=DATES, cut=st.tuples(st.integers(0, 40), st.integers(0, 80)))
def test_a_part_of_a_text_is_searched_as_that_part(text: str, on: str | None, cut: tuple[int, int]) -> None:
    start, end = min(cut[0], len(text)), min(max(cut), len(text))
    found = Gazetteer.load().find(text, on, start, end)
    assert all(start <= m.start < m.end <= end and text[m.start : m.end] == m.text for m in found)


@settings(max_examples=60, deadline=None)
@given(phrase=texts, on=DATES)
def test_questions_answer_whatever_is_asked(phrase: str, on: str | None) -> None:
    gazetteer = Gazetteer.load()
    office, of = gazetteer.office_of(phrase, on)
    assert office is not None or of is None
    person = gazetteer.person(phrase, on, title=phrase)
    assert person is None or person.kind == "person"
    states = gazetteer.states_in(phrase, on)
    assert list(states) == sorted(set(states))


@pytest.mark.parametrize(
    ("name", "on", "title", "state", "expected"),
    [
        ("Lavrov", "2021-05-24", None, None, "Sergey Lavrov"),
        ("Sergei Lavrov", None, None, None, "Sergey Lavrov"),
        ("S. Lavrov", "2021-05-24", None, None, "Sergey Lavrov"),
        ("Lavrov", "1975-05-24", None, None, None),
        ("Zhou", "1972-02-21", "Premier", None, "Zhou Enlai"),
        ("Bush", "1990-05-24", "President", None, "George H. W. Bush"),
        ("Bush", "2003-05-24", "President", None, "George W. Bush"),
        ("George Bush", "2003-05-24", None, None, "George W. Bush"),
        ("Merkel", "2019-05-24", None, "DEU", "Angela Merkel"),
        ("Merkel", "2019-05-24", None, "PER", None),
        ("Blinken", "2021-05-24", "professor", None, None),
        ("Kissinger", "1972-05-24", "national security adviser", None, "Henry Kissinger"),
        ("Nobody Atall", "2021-05-24", None, None, None),
    ],
)
def test_person(name: str, on: str | None, title: str | None, state: str | None, expected: str | None) -> None:
    found = Gazetteer.load().person(name, on, title, state)
    assert (found.name if found else None) == expected
    assert found is None or (found.start, found.end, found.text) == (0, len(name), name)


def test_out_of_office_a_person_speaks_for_no_state() -> None:
    gazetteer = Gazetteer.load()
    there, later = gazetteer.person("Angela Merkel", "2019-01-01"), gazetteer.person("Angela Merkel", "2023-01-01")
    assert there is not None
    assert later is not None
    assert (there.state, there.acts) == ("DEU", True)
    assert (later.state, later.acts) == ("DEU", False)
    assert later.score < there.score


@pytest.mark.parametrize(
    ("office", "of", "on", "expected"),
    [
        ("foreign-minister", "RUS", "2021-05-24", "Sergey Lavrov"),
        ("foreign-minister", "RUS", "2021", "Sergey Lavrov"),
        ("secretary-of-state", "USA", "1974-05-24", "Henry Kissinger"),
        ("foreign-minister", "USA", "1974-05-24", "Henry Kissinger"),
        ("president", "USA", "2021-01", None),
        ("president", "USA", None, None),
        ("spokesperson", "CHN", "2021-05-24", None),
        ("foreign-minister", "RUS", "1700-05-24", None),
    ],
)
def test_holder(office: str, of: str, on: str | None, expected: str | None) -> None:
    found = Gazetteer.load().holder(office, of, on)
    assert (found.name if found else None) == expected


def test_it_is_loaded_once() -> None:
    assert Gazetteer.load() is Gazetteer.load()
