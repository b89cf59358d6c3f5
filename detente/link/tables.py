"""The dictionaries of ``detente/data`` as rows: read once, checked once.

Each file says at its head what its columns mean and where its facts come from. Dates are EDTF; a period is the days
from the first day ``since`` allows to the last day ``until`` allows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from detente import edtf

FORM_KINDS = frozenset({"name", "adjective", "people", "capital", "metonym", "prefix"})
ORGANISATION_KINDS = frozenset({"organisation", "party", "outlet"})
OFFICE_KINDS = frozenset({"post", "body", "group"})


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``since`` to ``until``, both included."""

    since: date = date.min
    until: date = date.max

    def covers(self, first: date, last: date) -> bool:
        """Say whether every day from the first to the last lies in it."""
        return self.since <= first and last <= self.until

    def gap(self, day: date) -> int:
        """Return how many days it lies away from a day, 0 within."""
        return max((self.since - day).days, (day - self.until).days, 0)


ALWAYS = Period()


@dataclass(frozen=True, slots=True)
class StateRow:
    """A state: its name, then forms by kind (``capital``, ``adjective``, ...)."""

    code: str
    name: str
    forms: tuple[tuple[str, str], ...]
    period: Period


@dataclass(frozen=True, slots=True)
class FormRow:
    """A form of a state's name whose meaning hangs on the date or on the words around it."""

    form: str
    code: str
    kind: str
    period: Period
    score: float
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation, party or outlet; ``voice`` where it speaks for ``state``."""

    id: str
    name: str
    kind: str
    state: str | None
    voice: bool
    aliases: tuple[str, ...]
    period: Period


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """A post, a body of a state or a noun for a group; ``rank`` is its place in the file, 0 the highest."""

    id: str
    name: str
    kind: str
    state: str | None
    acts: bool
    variants: tuple[str, ...]
    period: Period
    rank: int


@dataclass(frozen=True, slots=True)
class LeaderRow:
    """A person held an office for a state (alpha-3, EUU) or an organisation (``org:...``) in a period."""

    person: str
    spellings: tuple[str, ...]
    office: str
    state: str
    period: Period


def rows(table: str) -> Iterator[dict[str, str]]:
    """Yield the rows of ``detente/data/<table>.tsv``, keyed by its header.

    Raises:
        ValueError: a row has more or fewer fields than the header.
    """
    lines = files("detente.data").joinpath(f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    numbered = [(n, line) for n, line in enumerate(lines, start=1) if line.strip() and not line.startswith("#")]
    header = numbered[0][1].split("\t")
    for number, line in numbered[1:]:
        fields = line.split("\t")
        if len(fields) != len(header):
            raise ValueError(f"{table}.tsv, line {number}: {len(fields)} fields, {len(header)} expected")
        yield dict(zip(header, fields, strict=True))


def several(field: str) -> tuple[str, ...]:
    """Split a field that holds several values."""
    return tuple(part.strip() for part in field.split(";") if part.strip())


def period(since: str, until: str) -> Period:
    """Return the period between two EDTF dates, either of which may be empty.

    Raises:
        ValueError: one is no date, or they stand in the wrong order.
    """
    first = edtf.bounds(since) if since else (date.min, date.min)
    last = edtf.bounds(until) if until else (date.max, date.max)
    if first is None or last is None or first[0] > last[1]:
        raise ValueError(f"not a period: {since!r} to {until!r}")
    return Period(first[0], last[1])


@cache
def states() -> tuple[StateRow, ...]:
    """Return states.tsv."""
    kinds = {"aliases": "name", "adjectives": "adjective", "people": "people", "capitals": "capital"}
    return tuple(
        StateRow(
            r["code"],
            r["name"],
            (("name", r["name"]), *((kind, form) for column, kind in kinds.items() for form in several(r[column]))),
            period(r["since"], r["until"]),
        )
        for r in rows("states")
    )


@cache
def state_forms() -> tuple[FormRow, ...]:
    """Return state_forms.tsv."""
    return tuple(
        FormRow(
            r["form"],
            r["code"],
            one_of(FORM_KINDS, r["kind"]),
            period(r["since"], r["until"]),
            float(r["score"]),
            several(r["rule"]),
        )
        for r in rows("state_forms")
    )


@cache
def organisations() -> tuple[OrganisationRow, ...]:
    """Return organisations.tsv."""
    return tuple(
        OrganisationRow(
            r["id"],
            r["name"],
            one_of(ORGANISATION_KINDS, r["kind"]),
            r["state"] or None,
            yes(r["voice"]),
            several(r["aliases"]),
            period(r["since"], r["until"]),
        )
        for r in rows("organisations")
    )


@cache
def offices() -> tuple[OfficeRow, ...]:
    """Return offices.tsv, in the order of its ranks."""
    return tuple(
        OfficeRow(
            r["id"],
            r["name"],
            one_of(OFFICE_KINDS, r["kind"]),
            r["state"] or None,
            yes(r["acts"]),
            several(r["variants"]),
            period(r["since"], r["until"]),
            rank,
        )
        for rank, r in enumerate(rows("offices"))
    )


@cache
def not_actors() -> tuple[str, ...]:
    """Return the phrases of not_actors.tsv."""
    return tuple(r["phrase"] for r in rows("not_actors"))


@cache
def leaders() -> tuple[LeaderRow, ...]:
    """Return leaders.tsv."""
    return tuple(
        LeaderRow(r["person"], several(r["spellings"]), r["office"], r["state"], period(r["since"], r["until"]))
        for r in rows("leaders")
    )


def yes(field: str) -> bool:
    """Read ``yes`` or ``no``.

    Raises:
        ValueError: it is neither.
    """
    return one_of(frozenset({"yes", "no"}), field) == "yes"


def one_of(allowed: frozenset[str], field: str) -> str:
    """Return the field if it is one of those allowed.

    Raises:
        ValueError: it is not.
    """
    if field not in allowed:
        raise ValueError(f"{field!r} is none of {sorted(allowed)}")
    return field
