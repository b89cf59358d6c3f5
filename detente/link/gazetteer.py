"""The gazetteer: states, organisations, offices, bodies and people in a text, by the dictionaries of ``detente/data``.

Nothing is guessed here: what the dictionaries do not hold is not found. Meanings that changed are chosen by the date
the text is read as of ("Moscow" is the Soviet Union until 25 December 1991).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from detente import edtf
from detente.link import phrases, senses
from detente.link.lexicon import WORD, Kind, Lexicon
from detente.link.people import People, Person, agree, people, unique
from detente.link.phrases import Found
from detente.link.tables import OfficeRow, offices, organisations, states

# A form that means a state less surely than this does not count as naming it.
SURE = 0.5
# Groups that are the state itself in other words ("the Russian side"); other groups are some people of it.
THE_STATE = frozenset({"side", "government"})


@dataclass(frozen=True, slots=True)
class Match:
    """Words that the dictionaries know: ``text[start:end]`` of the text searched is ``text``.

    Attributes:
        actor_id: ``RUS``, ``EUU``, ``org:nato``, ``office:RUS:foreign-minister``, ``person:sergey-lavrov``;
            ``office:foreign-minister`` where the words do not say whose.
        name: the dictionary's name; for an office, body or group the words themselves.
        kind: state, organisation, party, outlet, post, body, group or person.
        state: alpha-3 or EUU that the words name or belong to, None where they do not say.
        reason: why, in words.
        score: how surely, 0 to 1.
        acts: whether it speaks for ``state`` (an analyst does not, nor somebody out of office on the day).
        office: id of the office, body or group, where it is one.
        of: ``state``, or the organisation whose office it is.
        sole: whether one person alone is meant.
    """

    start: int
    end: int
    text: str
    actor_id: str
    name: str
    kind: Kind
    state: str | None
    reason: str
    score: float
    acts: bool = True
    office: str | None = None
    of: str | None = None
    sole: bool = True


class Gazetteer:
    """The dictionaries, ready to be searched. Made once per process by :meth:`load`."""

    def __init__(self, lexicon: Lexicon, persons: People, ranks: dict[str, OfficeRow]) -> None:
        self._lexicon = lexicon
        self._people = persons
        self._ranks = ranks

    @staticmethod
    def load() -> Gazetteer:
        """Return the gazetteer of the dictionaries.

        Raises:
            ValueError: a dictionary is damaged.
        """
        return _loaded()

    def find(self, text: str, on: str | None = None, start: int = 0, end: int | None = None) -> list[Match]:
        """Return the longest phrases of the dictionaries in ``text[start:end]``, in order, none overlapping another.

        Args:
            text: any text.
            on: EDTF date the text is read as of; None for today.
            start: where to begin, in characters.
            end: where to stop.
        """
        day = senses.day_of(on)
        stop = len(text) if end is None else end
        return [self._match(text, f, on) for f in phrases.compose(text, self._single(text, day, start, stop))]

    def _single(self, text: str, day: date, start: int, end: int) -> list[Found]:
        out: list[Found] = []
        done = start
        find_at = self._lexicon.find_at
        for word in WORD.finditer(text, start, end):
            at = word.start()
            if at < done:
                continue
            for stop, meanings in find_at(text, word, end):
                sense = senses.choose(meanings, (text, at, stop), day)
                if sense is None or (sense.form == "prefix" and text[stop : stop + 1] not in {"-", "–", "‑", "‐"}):
                    continue
                done = stop
                if sense.kind != "none":
                    out.append(phrases.found(text, at, stop, sense))
                break
        return out

    def _match(self, text: str, item: Found, on: str | None) -> Match:
        sense, words = item.sense, text[item.start : item.end]
        if sense.kind == "person":
            return self._person(self._people.by_id[sense.actor], (item.start, item.end, words), on, "full name")
        state = item.of if item.of is None or ":" not in item.of else None
        if sense.kind not in phrases.HELD:
            how = sense.form if sense.kind == "state" else sense.kind
            return Match(
                item.start, item.end, words, sense.actor, sense.name, sense.kind, state, f"{how} in the dictionary",
                item.score, item.acts, None, item.of,
            )  # fmt: skip
        ident = f"office:{item.of}:{sense.actor}" if item.of else f"office:{sense.actor}"
        if sense.actor in THE_STATE and state is not None:
            ident = state
        own = sense.kind == "body" and item.of == sense.state and item.of is not None
        name, reason = (sense.name, "body in the dictionary") if own else (words, f"{sense.kind} by its words")
        return Match(
            item.start, item.end, words, ident, name, sense.kind, state, reason, item.score, item.acts, sense.actor,
            item.of, item.sole and sense.kind == "post",
        )  # fmt: skip

    def _person(
        self, who: Person, place: tuple[int, int, str], on: str | None, how: str, office: str | None = None
    ) -> Match:
        days = edtf.bounds(on) if on else None
        day = days[0] if days else None
        term = who.term(day, office)
        held = who.in_office(day)
        state = None if ":" in term.of else term.of
        when = "in office then" if held else "not in office then"
        score = (0.95 if how == "full name" else 0.75) - (0.0 if held else 0.15)
        return Match(
            *place, who.id, who.name, "person", state, f"{how} of {term.office} {term.of}, {when}", score, held,
            term.office, term.of,
        )  # fmt: skip

    def states_in(self, text: str, on: str | None = None) -> tuple[str, ...]:
        """Return the sorted codes of the states that a text names, by themselves or through what belongs to them."""
        return tuple(sorted({m.state for m in self.find(text, on) if m.state is not None and m.score >= SURE}))

    def held_office(self, name: str, on: str | None) -> bool:
        """Say whether somebody of this full name or surname held an office around a day (None: today)."""
        days = edtf.bounds(on) if on else None
        day = days[0] if days else None
        known = self._people.by_full_name(name) or self._people.by_surname(name)
        return any(p.held_around(day) for p in known)

    def person(
        self, name: str, on: str | None = None, title: str | None = None, state: str | None = None
    ) -> Match | None:
        """Return the person of the dated dictionary who is meant by a name, offsets within the name.

        A full name is enough, a surname when one person alone has it among those in office around the day, or when
        title or state agree.

        Args:
            name: full name or surname.
            on: EDTF date.
            title: role words met with the name.
            state: alpha-3 or EUU the person is known to act for.
        """
        days = edtf.bounds(on) if on else None
        day = days[0] if days else None
        full = self._people.by_full_name(name)
        known = full or [p for p in self._people.by_surname(name) if p.held_around(day)]
        role = self.role(title, on) if title else None
        agreeing = [p for p in known if _agrees(p, role, state, day)]
        if (role is not None or state is not None) and not full and not agreeing:
            return None
        serving = [p for p in agreeing or known if p.in_office(day)]
        who = unique(agreeing) or unique(serving) or (unique(known) if not agreeing else None)
        if who is None:
            return None
        how = "full name" if full else "surname"
        return self._person(who, (0, len(name), name), on, how, role.office if role is not None else None)

    def role(self, phrase: str, on: str | None = None) -> Match | None:
        """Return the office that role words name: of several the highest, a post before a body before a group."""
        found = [m for m in self.find(phrase, on) if m.office is not None and m.kind != "person"]
        order = ("post", "body", "group")
        return min(found, key=lambda m: (order.index(m.kind), self.rank(m.office)), default=None)

    def rank(self, office: str | None) -> int:
        """Return the rank of an office, 0 the highest."""
        return self._ranks[office].rank if office in self._ranks else len(self._ranks)

    def office_of(self, phrase: str, on: str | None = None) -> tuple[str | None, str | None]:
        """Return the office that role words name and the state or organisation it is held for, as far as they say.

        An office that speaks for no state ("professor") has none.
        """
        role = self.role(phrase, on)
        if role is None:
            return None, None
        return role.office, role.of if role.acts else None

    def name_of(self, actor: str) -> str:
        """Return the name of a state or organisation by its id, the id itself where there is none."""
        return _names().get(actor, actor)

    def is_outlet(self, actor: str | None) -> bool:
        """Say whether an id is that of a news outlet."""
        return actor in _outlets()

    def holder(self, office: str, of: str, on: str | None) -> Match | None:
        """Return who held an office of a state or organisation on a day, if one person alone did; offsets are 0."""
        who = self._people.holder(office, of, on)
        return self._person(who, (0, 0, ""), on, "office", office) if who is not None else None


def _agrees(who: Person, role: Match | None, state: str | None, day: date | None) -> bool:
    term = who.term(day)
    if state is not None and term.of != state:
        return False
    if role is None or role.office is None:
        return True
    if role.of is not None and role.of != term.of:
        return False
    return any(agree(role.office, t.office) for t in who.terms) or (role.of is not None and role.of == term.of)


@cache
def _names() -> dict[str, str]:
    return {row.id: row.name for row in organisations()} | {row.code: row.name for row in states()}


@cache
def _outlets() -> frozenset[str]:
    return frozenset(row.id for row in organisations() if row.kind == "outlet")


@cache
def _loaded() -> Gazetteer:
    ranks = {row.id: row for row in offices()}
    return Gazetteer(senses.lexicon(), people(), ranks)
