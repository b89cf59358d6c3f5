"""People of the dated dictionary: by full name, by surname, by office and day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TypeVar

from detente import edtf
from detente.link import tables
from detente.link.lexicon import slug
from detente.link.tables import Period

Key = TypeVar("Key", str, tuple[str, str])
# Where print gives the family name first.
FAMILY_FIRST = frozenset({"CHN", "TWN", "PRK", "KOR"})
# "el-Sisi" is also written "Sisi".
ARTICLE = re.compile(r"^(?:al|el|ad|an|as)-(?=\w)")
SUFFIX = re.compile(r",?\s+(?:Jr|Sr|[IVX]{2,}|V|X)\.?$")
# Offices that are one and the same under the names different states give them.
ALIKE = (
    frozenset({"president", "acting-president"}),
    frozenset({"foreign-minister", "secretary-of-state", "foreign-secretary", "top-diplomat"}),
    frozenset({"prime-minister", "premier", "chancellor", "taoiseach"}),
    frozenset({"defence-minister", "secretary-of-defense", "defence-secretary"}),
    frozenset({"general-secretary", "party-chairman"}),
    frozenset({"spokesperson", "press-secretary"}),
)
# Words for whoever is at the top, and the offices that may be meant.
HEADS = frozenset({"leader", "ruler", "head-of-state"})
TOP = frozenset(
    "president general-secretary party-chairman supreme-leader prime-minister premier chancellor king emir".split()
)
# A surname alone is understood of those in office, or nearly: so long before and after.
EARLY, LATE = timedelta(days=365), timedelta(days=3 * 365)


@dataclass(frozen=True, slots=True)
class Term:
    """An office held for a state or organisation."""

    office: str
    of: str
    period: Period


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the dictionary, with terms in the order of time."""

    id: str
    name: str
    terms: tuple[Term, ...]

    def term(self, day: date | None, office: str | None = None) -> Term:
        """Return the term on a day, else the nearest one, for no day the last; of several the one of an office."""
        named = (t for t in self.terms if office is not None and agree(office, t.office))
        if day is None:
            return next(named, self.terms[-1])
        near = min(t.period.gap(day) for t in self.terms)
        here = [t for t in self.terms if t.period.gap(day) == near]
        return next((t for t in named if t in here), here[0])

    def in_office(self, day: date | None) -> bool:
        """Say whether a term covers the day; for no day, whether one is open to this day."""
        return self.term(day).period.covers(day or date.max, day or date.max)

    def held_around(self, day: date | None) -> bool:
        """Say whether some term lies around the day."""
        if day is None:
            return True
        return any(t.period.gap(day) <= (EARLY if day < t.period.since else LATE).days for t in self.terms)


class People:
    """The persons of ``leaders.tsv``."""

    def __init__(self, rows: Iterable[tables.LeaderRow]) -> None:
        by_name: dict[str, list[tables.LeaderRow]] = defaultdict(list)
        for row in rows:
            by_name[row.person].append(row)
        self._full: dict[str, list[Person]] = defaultdict(list)
        self._short: dict[str, list[Person]] = defaultdict(list)
        self._ends: dict[tuple[str, str], list[Person]] = defaultdict(list)
        self._offices: dict[tuple[str, str], list[Person]] = defaultdict(list)
        self.by_id: dict[str, Person] = {}
        for name, held in by_name.items():
            terms = sorted((Term(r.office, r.state, r.period) for r in held), key=lambda t: t.period.since)
            person = Person(f"person:{slug(name)}", name, tuple(terms))
            self.by_id[person.id] = person
            self._index(person, {name, *(s for r in held for s in r.spellings)})

    def _index(self, person: Person, names: set[str]) -> None:
        family_first = person.terms[0].of in FAMILY_FIRST
        for name in sorted(names):
            words = slug(name).split("-") if name else []
            parts = name.replace("-", "").split()
            if len(parts) == 1 and name != person.name:
                _put(self._short, slug(name), person)
                continue
            _put(self._full, slug(name), person)
            _put(self._ends, (words[0], words[-1]), person)
        own = SUFFIX.sub("", person.name).split()
        surname = slug(own[0] if family_first else own[-1])
        _put(self._short, surname, person)
        _put(self._short, ARTICLE.sub("", surname), person)
        for term in person.terms:
            for office in alike(term.office):
                _put(self._offices, (office, term.of), person)

    def by_full_name(self, name: str) -> list[Person]:
        """Return who is called so in full, middle names and initials aside, the family name first or last."""
        words = [w for w in slug(name).split("-") if w]
        if "-".join(words) in self._full:
            return self._full["-".join(words)]
        words = [w for w in words if len(w) > 1]
        if len(words) == 2:
            return self._full.get("-".join(words)) or self._full.get("-".join(reversed(words)), [])
        return self._ends.get((words[0], words[-1]), []) if len(words) > 2 else []

    def by_surname(self, name: str) -> list[Person]:
        """Return who is called so in short, initials aside."""
        words = [w for w in slug(name).split("-") if len(w) > 1]
        return self._short.get("-".join(words), [])

    def holder(self, office: str, of: str, on: str | None) -> Person | None:
        """Return who held an office on every day that an EDTF date allows, if one person alone did."""
        days = edtf.bounds(on) if on else None
        if days is None:
            return None
        wanted = alike(office)
        held = [
            p
            for p in self._offices.get((office, of), [])
            if any(t.of == of and t.office in wanted and t.period.covers(*days) for t in p.terms)
        ]
        own = [p for p in held if any(t.of == of and t.office == office and t.period.covers(*days) for t in p.terms)]
        return own[0] if len(own) == 1 else held[0] if len(held) == 1 else None


def alike(office: str) -> frozenset[str]:
    """Return the office and those that are the same under another name."""
    return next((group for group in ALIKE if office in group), frozenset({office}))


def agree(short: str, full: str) -> bool:
    """Say whether one office may be the other named in short or otherwise: chairman of party-chairman."""
    return full in alike(short) or set(short.split("-")) <= set(full.split("-")) or (short in HEADS and full in TOP)


def unique(persons: Sequence[Person]) -> Person | None:
    """Return the one person, if there is one only."""
    return persons[0] if len(persons) == 1 else None


@cache
def people() -> People:
    """Return the people of the dictionary, indexed once."""
    return People(tables.leaders())


def _put(index: dict[Key, list[Person]], key: Key, person: Person) -> None:
    known = index.setdefault(key, [])
    if person not in known:
        known.append(person)
