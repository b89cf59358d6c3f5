"""The dictionary of leaders: its columns, its dates, and that no single office has two holders at once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files
from itertools import combinations

import pytest

from detente.edtf import bounds

COLUMNS = ["person", "spellings", "office", "state", "since", "until", "source"]

# Offices that several people of one state hold at a time: a country has many ambassadors, a chamber many members, and
# "speaker" stands for those of two chambers.
SHARED = frozenset(
    "aide ambassador commander commissioner deputy-defence-minister deputy-foreign-minister deputy-prime-minister"
    " deputy-secretary-of-state envoy minister permanent-representative politburo-member representative senator"
    " speaker special-envoy spokesperson state-councillor".split()
)


@dataclass(frozen=True)
class Term:
    """One row."""

    person: str
    spellings: str
    office: str
    state: str
    since: str
    until: str
    source: str

    @property
    def names(self) -> list[str]:
        return [self.person, *(self.spellings.split(";") if self.spellings else [])]


def table(name: str) -> list[list[str]]:
    text = files("detente.data").joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def ids(name: str, **needed: str) -> dict[str, dict[str, str]]:
    header, *rows = table(name)
    found = (dict(zip(header, row, strict=True)) for row in rows)
    return {row[header[0]]: row for row in found if all(row[key] == value for key, value in needed.items())}


HEADER, *ROWS = table("leaders.tsv")
TERMS = [Term(*row) for row in ROWS if len(row) == len(COLUMNS)]
POSTS = ids("offices.tsv", kind="post")
STATES = ids("states.tsv")
ORGANISATIONS = ids("organisations.tsv")


def days(edtf: str) -> tuple[date, date]:
    found = bounds(edtf)
    assert found is not None, edtf
    return found


def surely_both(one: Term, other: Term) -> bool:
    """Say whether the two terms share a day however their dates are read; the day of a handover does not count."""
    last_start = max(days(one.since)[1], days(other.since)[1])
    first_end = min(days(term.until)[0] if term.until else date.max for term in (one, other))
    return (first_end - last_start).days > 1


def wrong_office(terms: list[Term]) -> Iterator[Term]:
    for term in terms:
        post = POSTS.get(term.office)
        if post is None or (post["state"] and post["state"] != term.state):
            yield term


def wrong_state(terms: list[Term]) -> Iterator[Term]:
    """Terms of an unknown state, or wholly before or after there was such a state."""
    for term in terms:
        state = STATES.get(term.state)
        if state is None:
            if term.state not in ORGANISATIONS:
                yield term
            continue
        ended = bounds(state["until"]) if state["until"] else None
        began = bounds(state["since"]) if state["since"] else None
        before = began is not None and term.until and days(term.until)[1] < began[0]
        after = ended is not None and (not term.until or days(term.since)[0] > ended[1])
        if before or after:
            yield term


def wrong_dates(terms: list[Term]) -> Iterator[Term]:
    for term in terms:
        first, last = bounds(term.since), bounds(term.until) if term.until else (date.max, date.max)
        if first is None or last is None or first[0] > last[1]:
            yield term


def wrong_names(terms: list[Term]) -> Iterator[Term]:
    """Terms with an empty, unstripped or repeated name, or with other spellings than the person's first row."""
    first: dict[str, Term] = {}
    for term in terms:
        as_before = first.setdefault(term.person, term).spellings == term.spellings
        clean = all(name and name == name.strip() for name in term.names)
        if not (as_before and clean and len(set(term.names)) == len(term.names)):
            yield term


def repeated(terms: list[Term]) -> Iterator[Term]:
    """Terms that stand twice, or that overlap another of the same person in the same office."""
    for one, other in _pairs(terms, lambda term: (term.person, term.office, term.state)):
        if one == other or (term_is_single(one) and surely_both(one, other)):
            yield other


def term_is_single(term: Term) -> bool:
    return term.office not in {"ambassador", "spokesperson", "envoy", "special-envoy"}


def two_holders(terms: list[Term]) -> Iterator[Term]:
    single = [term for term in terms if term.office not in SHARED]
    for one, other in _pairs(single, lambda term: (term.office, term.state)):
        if surely_both(one, other):
            yield other


def ambiguous(terms: list[Term]) -> Iterator[Term]:
    """Terms whose full name another person bears for the same state at the same time: nothing could tell them apart."""
    by_name: dict[str, list[Term]] = {}
    for term in terms:
        for name in term.names:
            if " " in name:
                by_name.setdefault(name.casefold(), []).append(term)
    for bearers in by_name.values():
        for one, other in combinations(bearers, 2):
            if one.person != other.person and one.state == other.state and surely_both(one, other):
                yield other


def _pairs(terms: list[Term], key: Callable[[Term], tuple[str, ...]]) -> Iterator[tuple[Term, Term]]:
    groups: dict[tuple[str, ...], list[Term]] = {}
    for term in terms:
        groups.setdefault(key(term), []).append(term)
    for group in groups.values():
        yield from combinations(group, 2)


CHECKS = [wrong_office, wrong_state, wrong_dates, wrong_names, repeated, two_holders, ambiguous]
GOOD = Term("Ada Ours", "A. Ours;Ours the Elder", "president", "FRA", "1990-03-11", "1994-03-11", "record")
BAD = [
    (wrong_office, [replace(GOOD, office="wizard")]),
    (wrong_office, [replace(GOOD, office="kremlin")]),
    (wrong_office, [replace(GOOD, office="state-councillor")]),
    (wrong_state, [replace(GOOD, state="XXX")]),
    (wrong_state, [replace(GOOD, state="org:round-table")]),
    (wrong_state, [replace(GOOD, state="SUN", since="1992-01", until="1992-02")]),
    (wrong_state, [replace(GOOD, state="SUN", until="")]),
    (wrong_state, [replace(GOOD, state="SSD")]),
    (wrong_dates, [replace(GOOD, since="")]),
    (wrong_dates, [replace(GOOD, since="1990-02-30")]),
    (wrong_dates, [replace(GOOD, until="now")]),
    (wrong_dates, [replace(GOOD, until="1990-02")]),
    (wrong_names, [replace(GOOD, person="")]),
    (wrong_names, [replace(GOOD, spellings="A. Ours;;Ours the Elder")]),
    (wrong_names, [replace(GOOD, spellings="A. Ours; Ours the Elder")]),
    (wrong_names, [replace(GOOD, spellings="A. Ours;A. Ours")]),
    (wrong_names, [replace(GOOD, spellings="Ada Ours")]),
    (wrong_names, [GOOD, replace(GOOD, spellings="A. Ours", since="2001", until="2002")]),
    (repeated, [GOOD, GOOD]),
    (repeated, [GOOD, replace(GOOD, since="1993")]),
    (two_holders, [GOOD, replace(GOOD, person="Bo Theirs", spellings="", since="1993", until="1996")]),
    (two_holders, [GOOD, replace(GOOD, person="Bo Theirs", spellings="", since="1994-03-05", until="")]),
    (ambiguous, [GOOD, replace(GOOD, person="Ida Ours", office="premier", spellings="A. Ours", until="")]),
]
FINE = [
    [GOOD, replace(GOOD, person="Bo Theirs", spellings="", since="1994-03-11", until="")],
    [GOOD, replace(GOOD, person="Bo Theirs", spellings="", since="1994", until="1995")],
    [replace(GOOD, office="envoy"), replace(GOOD, office="envoy", person="Bo Theirs", spellings="", since="1991")],
    [GOOD, replace(GOOD, person="Ida Ours", office="premier", spellings="A. Ours", since="2001", until="")],
    [replace(GOOD, state="SUN", until="1991-12-25")],
]


@pytest.mark.parametrize(("check", "terms"), BAD)
def test_each_check_finds_its_fault(check: Callable[[list[Term]], Iterator[Term]], terms: list[Term]) -> None:
    assert list(check(terms))


@pytest.mark.parametrize("terms", FINE)
def test_no_check_complains_of_good_rows(terms: list[Term]) -> None:
    assert [(check.__name__, term) for check in CHECKS for term in check(terms)] == []


def test_columns() -> None:
    assert HEADER == COLUMNS
    assert [row for row in ROWS if len(row) != len(COLUMNS)] == []
    assert {term.source for term in TERMS} == {"record"}


def test_covers_the_permanent_members_of_the_security_council_without_a_gap_of_a_year() -> None:
    """Their heads of government and foreign ministers follow one another from the end of 1945."""
    for states, offices in [
        (["USA"], ["president"]),
        (["USA"], ["secretary-of-state"]),
        (["SUN"], ["premier", "prime-minister"]),
        (["SUN", "RUS"], ["foreign-minister"]),
        (["GBR"], ["prime-minister"]),
        (["GBR"], ["foreign-secretary"]),
    ]:
        found = [term for term in TERMS if term.state in states and term.office in offices]
        reached = date(1945, 12, 31)
        for term in sorted(found, key=lambda term: days(term.since)):
            assert (days(term.since)[0] - reached).days < 366, term
            reached = max(reached, days(term.until)[1] if term.until else date.max)
        assert reached >= date(1991, 1, 1)


@pytest.mark.parametrize("check", CHECKS)
def test_the_dictionary_has_no_such_fault(check: Callable[[list[Term]], Iterator[Term]]) -> None:
    assert list(check(TERMS)) == []
