"""The dictionaries: every row loads and is sound, and every entry can fire."""

from __future__ import annotations

import functools
import itertools
from collections import Counter
from datetime import date

import pytest

from detente.link import tables
from detente.link.gazetteer import Gazetteer
from detente.link.lexicon import slug
from detente.link.tables import Period

TODAY = date(2026, 1, 1)
# Words around which a form with a rule of its own stands free.
FRAME = "Then {} spoke at length about it all."


def day_in(period: Period) -> str:
    """Return a day in the middle of a period, as far as it is bounded."""
    since = max(period.since, date(1900, 1, 1))
    until = min(period.until, TODAY)
    return (since + (until - since) / 2).isoformat()


@functools.cache
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def fired(phrase: str, on: str, frame: str = FRAME) -> set[str]:
    """Return the ids found for a phrase that are found over all its words."""
    text = frame.format(phrase)
    start = text.index(phrase)
    return {
        m.actor_id
        for m in gazetteer().find(text, on)
        if m.start <= start + 4 and m.end >= start + len(phrase)  # a leading "The" may stay outside
    }


def test_states_are_alpha_3_and_distinct() -> None:
    codes = Counter(row.code for row in tables.states())
    assert all(len(code) == 3 and code.isupper() for code in codes)
    assert max(codes.values()) == 1
    assert len(codes) > 200


def test_every_form_of_a_state_fires() -> None:
    decided = {row.form for row in tables.state_forms()}
    silent = [
        (row.code, form)
        for row in tables.states()
        for _, form in row.forms
        if form not in decided and row.code not in fired(form, day_in(row.period))
    ]
    assert silent == []


def test_every_dated_form_fires_and_no_two_of_its_meanings_meet() -> None:
    codes = {row.code for row in tables.states()} | {"EUU"}
    by_form: dict[str, list[tables.FormRow]] = {}
    for row in tables.state_forms():
        by_form.setdefault(row.form, []).append(row)
        assert row.code in codes
        assert 0 < row.score <= 1
        assert all(rule in {"alone", "caps", "exact"} or rule.startswith("not:") for rule in row.rules)
        frame = "Then {}-Ruritanian talks began." if row.kind == "prefix" else FRAME
        assert row.code in fired(row.form, day_in(row.period), frame), row
    for rows in by_form.values():
        periods = sorted((r.period for r in rows), key=lambda p: p.since)
        assert all(a.until < b.since for a, b in itertools.pairwise(periods)), rows


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("Georgia", "The governor of Georgia spoke."),
        ("Jordan", "Then Barbara Jordan spoke."),
        ("US", "PLEASE GIVE US MORE OF IT"),
        ("Malé", "The Male population grew."),
        ("Sino", "The Sino company grew."),
    ],
)
def test_rules_withhold(form: str, text: str) -> None:
    assert form in {row.form for row in tables.state_forms()}
    assert gazetteer().states_in(text, "2021-05-24") == ()


def test_every_organisation_fires() -> None:
    known = {row.code for row in tables.states()} | {"EUU"}
    silent = []
    for row in tables.organisations():
        assert row.id == "EUU" or row.id.startswith("org:"), row
        assert row.state is None or row.state in known, row
        assert not row.voice or row.state is not None, row
        on = day_in(row.period)
        silent += [(row.id, form) for form in (row.name, *row.aliases) if row.id not in fired(form, on)]
    assert silent == []


def test_every_office_fires() -> None:
    known = {row.code for row in tables.states()} | {"EUU"}
    silent = []
    for row in tables.offices():
        assert row.state is None or row.state in known, row
        for form in (row.name, *row.variants):
            on = day_in(row.period)
            of = row.state or "POL"
            alone = {f"office:{of}:{row.id}", f"office:{row.id}"}
            side = {of} if row.id in {"side", "government"} else set()
            frame = "Then the Polish {} spoke." if row.kind == "group" else "Then the {} spoke."
            if not fired(form, on, frame) & (alone | side):
                silent.append((row.id, form))
    assert silent == []


def test_offices_ids_name_one_kind() -> None:
    kinds: dict[str, set[tuple[str, str, bool]]] = {}
    for row in tables.offices():
        kinds.setdefault(row.id, set()).add((row.kind, row.name, row.acts))
    assert [i for i, found in kinds.items() if len({k for k, _, _ in found}) > 1] == []


def test_every_phrase_that_names_nobody_silences_its_names() -> None:
    assert [p for p in tables.not_actors() if gazetteer().states_in(f"Then the {p} came up.", "2021-05-24")] == []


def test_every_leader_holds_a_known_office_of_somebody_known() -> None:
    offices = {row.id for row in tables.offices()}
    holders = {row.code for row in tables.states()} | {row.id for row in tables.organisations()}
    assert [r for r in tables.leaders() if r.office not in offices or r.state not in holders] == []


def test_spellings_of_one_person_are_the_same_in_all_rows() -> None:
    spellings: dict[str, set[tuple[str, ...]]] = {}
    for row in tables.leaders():
        spellings.setdefault(row.person, set()).add(row.spellings)
    assert [person for person, found in spellings.items() if len(found) > 1] == []


def test_people_have_distinct_ids() -> None:
    ids = Counter(slug(person) for person in {row.person for row in tables.leaders()})
    assert [i for i, count in ids.items() if count > 1] == []


def test_every_leader_fires_in_office() -> None:
    titles = {row.id: row.name for row in tables.offices()}
    silent = []
    for row in tables.leaders():
        on = day_in(row.period)
        for name in (row.person, *row.spellings):
            if " " in name and f"person:{slug(row.person)}" not in fired(name, on) and not shared(row, name, on):
                silent.append((row.person, name, on))
            found = gazetteer().person(name, on, titles[row.office], row.state)
            # Of two in one state's service with one surname neither is guessed.
            ambiguous = " " not in name and namesakes(row, name)
            if (found is None or found.name != row.person) and not ambiguous:
                silent.append((row.person, name, on))
    assert silent == []


def shared(row: tables.LeaderRow, name: str, on: str) -> bool:
    """Say whether somebody else in office on the day is called exactly so."""
    day = date.fromisoformat(on)
    return any(
        r.person != row.person and name in {r.person, *r.spellings} and r.period.covers(day, day)
        for r in tables.leaders()
    )


def namesakes(row: tables.LeaderRow, name: str) -> bool:
    """Say whether somebody else of the same state is called so in short, too."""
    names = {r.person: (r.person, *r.spellings) for r in tables.leaders() if r.state == row.state}
    bearers = [p for p, known in names.items() if any(slug(name) in slug(n).split("-") for n in known)]
    return len(bearers) > 1


def test_a_damaged_table_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="not a period"):
        tables.period("2020-05-01", "2019-05-01")
    with pytest.raises(ValueError, match="not a period"):
        tables.period("someday", "")
    with pytest.raises(ValueError, match="none of"):
        tables.yes("maybe")
