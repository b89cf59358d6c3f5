"""Events and commitments given to states: what the phrases of a deed mean, by the article's naming."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from detente.extract.events import TOLD
from detente.link.gazetteer import SURE, Match
from detente.link.naming import Naming
from detente.model import Commitment, Deed, Event, Mention, Phrase, Reading, Span, Statement, content_id

# A capital behind a preposition is where, and for a visit or troops also whom.
PLACED = 0.35
# What is done in a capital is not for that done to the state: meeting, signing, agreeing.
ANYWHERE = frozenset({"CONSULT", "SUPPORT", "AGREE", "COOPERATE"})
# Words that mean two states named before, and how far back these may stand, in characters.
PAIR = re.compile(
    r"(?:the\s+)?(?:two|both)\s+(?:\w+\s+)?(?:countries|nations|sides|states|parties|governments|powers|peoples|men|"
    r"neighbou?rs|capitals|leaders|presidents|premiers|ministers|delegations)\b|(?:each\s+other|one\s+another)\b|"
    r"(?:they|both|the\s+(?:leaders|sides|parties))$",
    re.IGNORECASE,
)
REACH = 1_000
# Before a place: it lies there.
INSIDE = re.compile(r"\bin\s+(?:the\s+)?$")
# Words for somebody, or something of somebody's, that has been named before.
REPEATED = re.compile(
    r"(?:him|her|it|them|this|that|these|those|(?:the|that|this|its|his|their)\s.*)$", re.IGNORECASE | re.DOTALL
)
# A logistic model of whether type and sides are right, fitted by ``python -m bench.events --fit`` on the project's own
# labelled sentences and example corpus.
BIAS = 1.46
WEIGHTS = {
    "doubt": -0.14,
    "noun": -0.71,
    "source later": 0.0,
    "target second": 0.57,
    "target later": -0.19,
    "each other": -0.6,
    "left out": -0.86,
    "by place": -0.27,
}
# Said of oneself, these are done by saying it.
PLEDGES = frozenset({"AGREE", "THREATEN", "REJECT", "SUPPORT", "CONCEDE"})
JOINED = re.compile(r"\s*(?:,|and|&|or|,\s*and)\s*(?:the\s+)?", re.IGNORECASE)
# "Iran-backed militias" are not Iran; "the Saudi-led coalition" is Saudi Arabia's.
BEHIND = re.compile(r"[-‐‑–](?:backed|born|based|made|held|occupied|controlled|brokered|mediated|sponsored|supported)")


@dataclass(frozen=True, slots=True)
class Settled:
    """The events and commitments of an article, and how many deeds had no state on one of their sides."""

    events: tuple[Event, ...]
    commitments: tuple[Commitment, ...]
    dropped: int


def settle(reading: Reading, names: Naming) -> Settled:
    """Return the deeds of a reading as events and commitments between states.

    A deed without a state on each side gives no event and is counted; one whose words bind a state alone still gives
    a commitment. What two readings of one sentence report alike stands once.
    """
    events: dict[tuple[object, ...], Event] = {}
    commitments: dict[tuple[object, ...], Commitment] = {}
    acts: dict[str, tuple[object, ...]] = {}
    dropped = 0
    said = _said(reading, names)
    for deed, source, target, traits in _ended(reading, names):
        sure = round(probability(traits), 2)
        found = list(_events(deed, source, target, sure)) if source and target else []
        dropped += not found
        for event in (_pledged(each, said) for each in found):
            key = (event.start, event.end, event.type, event.source, event.target)
            acts.setdefault(deed.event.id, key)
            known = events.get(key)
            if known is None or known.confidence < event.confidence:
                events[key] = event
        if deed.commitment is not None and source:
            bound = replace(deed.commitment, parties=tuple(sorted({*source, *target})))
            commitments.setdefault((bound.start, bound.end, bound.kind, bound.parties), bound)
    # Of two readings of one act the surer stays: only now is it known which event a commitment's words report.
    settled = [
        replace(each, event=events[acts[each.event]].id if each.event in acts else None)
        for each in commitments.values()
    ]
    return Settled(tuple(events.values()), tuple(settled), dropped)


def _said(reading: Reading, names: Naming) -> dict[str, tuple[Statement, frozenset[str]]]:
    """Return the statements by id with the states their speakers act for."""
    by_id = {m.id: m for m in reading.mentions}
    speakers = ((s, by_id.get(s.speaker_mention or "")) for s in reading.statements)
    return {
        s.id: (s, frozenset(who.state for who in names.of(mention) if who.state is not None))
        for s, mention in speakers
        if mention is not None
    }


def _pledged(event: Event, said: Mapping[str, tuple[Statement, frozenset[str]]]) -> Event:
    """Return what a state says of its own acts in words as done by saying it, and so on the day it was said."""
    told = said.get(event.statement or "")
    if told is None or event.type not in PLEDGES or not told[1] & {*event.source}:
        return event
    statement = told[0]
    if event.status == "scheduled" and (event.type != "SUPPORT" or event.date is None):
        return replace(event, status="happened", date=statement.said_on, precision=statement.said_on_precision)
    if event.status == "happened" and event.date is None:
        return replace(event, date=statement.said_on, precision=statement.said_on_precision)
    return event


def traced(reading: Reading, names: Naming) -> Iterator[tuple[Event, Mapping[str, float]]]:
    """Yield the events of a reading with the traits their confidence is made of, for its fit."""
    for deed, source, target, traits in _ended(reading, names):
        if source and target:
            yield from ((event, traits) for event in _events(deed, source, target, 0.0))


def _ended(reading: Reading, names: Naming) -> Iterator[Ended]:
    """Yield the deeds with their sides and traits.

    Where a sentence gives no event by its phrases, the first deed that has none takes its sides from the states named
    before and behind its verb.
    """
    look = _Look(names, {m.start: m for m in reading.mentions if m.kind in {"pronoun", "group"}})
    found = []
    for deed in reading.deeds:
        source, target, traits = look.ends(deed)
        look.remember(source, target)
        found.append((deed, source, target, traits))
    told = {deed.sentence for deed, source, target, _ in found if source and target}
    for deed, source, target, traits in found:
        if deed.sentence in told or deed.nominal:
            yield deed, source, target, traits
            continue
        placed = look.by_place(deed, source, target)
        if not all(placed):
            yield deed, source, target, traits
            continue
        told.add(deed.sentence)
        yield deed, *placed, traits | {"by place": 1.0}


def probability(traits: Mapping[str, float]) -> float:
    """Return the probability that an event of these traits has the right type and sides."""
    return 1.0 / (1.0 + math.exp(-BIAS - sum(WEIGHTS[name] * value for name, value in traits.items())))


def _events(deed: Deed, source: tuple[str, ...], target: tuple[str, ...], sure: float) -> Iterator[Event]:
    both = deed.mutual and source != target
    ways: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ((source, target),)
    if both:
        ways = ((source, target), (target, source))
    if source == target and len(source) > 1:
        ways = tuple(((code,), tuple(c for c in source if c != code)) for code in source)
    for one, other in ways:
        ident = content_id(deed.event.id, *one, "to", *other)
        yield replace(deed.event, id=ident, source=one, target=other, confidence=sure)


Ended = tuple[Deed, tuple[str, ...], tuple[str, ...], dict[str, float]]


class _Look:
    """Finds the states that phrases mean."""

    def __init__(self, names: Naming, pronouns: dict[int, Mention]) -> None:
        self.names = names
        self.pronouns = pronouns
        self.text = names.ground.text
        # The sides of the last deed between two states.
        self.last: tuple[str, ...] = ()

    def remember(self, source: tuple[str, ...], target: tuple[str, ...]) -> None:
        """Keep the two states of a deed, for "the two sides" and for one whose other side is not named again."""
        both = tuple(sorted({*source, *target}))
        if source and target and len(both) == 2:
            self.last = both

    def ends(self, deed: Deed) -> tuple[tuple[str, ...], tuple[str, ...], dict[str, float]]:
        """Return the codes of both sides, sorted, () where no state is found; and the traits of how they were found."""
        source, first = self._first(deed.sources, frozenset(), SURE)
        least = SURE if deed.event.type in ANYWHERE and deed.event.mode != "visit" else PLACED
        target, second = self._first(deed.targets, frozenset(source), least)
        if not source and deed.event.type == "PROTEST":
            source = self._crowd(deed, target)
        traits = {
            "doubt": 1.0 - deed.event.confidence,
            "noun": float(deed.nominal),
            "source later": float(first > 0),
            "target second": float(second == 1),
            "target later": float(second > 1),
        }
        if not target and len(source) > 1 and (deed.mutual or deed.together):
            return source, source, traits | {"each other": 1.0}
        if source and not target and (deed.implied or (deed.event.type not in TOLD and self._repeated(deed.targets))):
            return source, self._other(deed, source), traits | {"left out": 1.0}
        return source, target, traits

    def _crowd(self, deed: Deed, target: tuple[str, ...]) -> tuple[str, ...]:
        """Return the state in which people protest, where nothing else says who they are."""
        named = self._matches(deed.sentence.start, deed.sentence.end, PLACED)
        inside = [str(m.state) for m in named if INSIDE.search(self.text, max(0, m.start - 8), m.start)]
        return tuple(code for code in inside[-1:] if code not in target)

    def _repeated(self, targets: Iterable[tuple[Phrase, ...]]) -> bool:
        """Say whether the one acted on has been named before: "him", "the guests", "this"."""
        first = next(iter(targets), ())
        return any(REPEATED.match(self.text[p.start : p.cut]) for p in first)

    def by_place(
        self, deed: Deed, source: tuple[str, ...], target: tuple[str, ...]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the sides, those that no phrase gave taken from the states named before and behind the verb."""
        named = self._matches(deed.sentence.start, deed.sentence.end, SURE)
        before = [m.state for m in named if m.end <= deed.at and m.state not in {*source, *target}]
        behind = [m.state for m in named if m.start >= deed.at and m.state not in {*source, *target}]
        source = source or tuple(str(code) for code in before[-1:])
        target = target or tuple(str(code) for code in behind[:1] if code not in source)
        return source, target

    def _other(self, deed: Deed, source: tuple[str, ...]) -> tuple[str, ...]:
        """Return the one other state that a sentence names, else its paragraph up to there, else the last deed."""
        start, _ = self.names.ground.paragraph(deed.event.start)
        for bounds in ((deed.sentence.start, deed.sentence.end), (start, deed.event.end)):
            others = {str(m.state) for m in self._matches(*bounds, SURE)} - {*source}
            if len(others) == 1:
                return tuple(others)
            if others:
                break
        rest = tuple(code for code in self.last if code not in source)
        return rest if len(rest) == 1 and {*source} & {*self.last} else ()

    def _first(
        self, choices: Iterable[tuple[Phrase, ...]], other: frozenset[str], least: float
    ) -> tuple[tuple[str, ...], int]:
        """Return the states of the first phrases that name any, and how many phrases named none before."""
        for rank, phrases in enumerate(choices):
            found = {code for phrase in phrases for code in self.of(phrase, least)} - other
            if found:
                return tuple(sorted(found)), rank
        return (), 0

    def of(self, phrase: Phrase, least: float) -> set[str]:
        """Return the states that a phrase means: the name nearest before its end, else the first one behind."""
        pronoun = self.pronouns.get(phrase.start)
        if pronoun is not None:
            meant = {who.state for who in self.names.of(pronoun) if who.state is not None}
            if meant:
                return meant
        if PAIR.match(self.text[phrase.start : phrase.cut]):
            return self._pair_before(phrase.start)
        return self._front(phrase, least) or self._back(phrase, least)

    def _pair_before(self, at: int) -> set[str]:
        """Return the two states named most before a place, the later one of those named as often."""
        if self.last:
            return {*self.last}
        before = self.names.ground.overlapping(max(0, at - REACH), at)
        named = [m.state for m in reversed(before) if m.state is not None and m.score >= SURE]
        most = [code for code, _ in Counter(named).most_common(2)]
        return set(most) if len(most) == 2 else set()

    def _front(self, phrase: Phrase, least: float) -> set[str]:
        matches = [m for m in self._matches(phrase.start, phrase.cut, least) if m.end <= phrase.cut + 1]
        if matches:
            last = matches[-1]
            found = {str(last.state)}
            for before, after in zip(reversed(matches[:-1]), reversed(matches[1:]), strict=True):
                if not JOINED.fullmatch(self.text, before.end, after.start):
                    break
                found.add(str(before.state))
            return found
        named = [
            who.state
            for m in self.names.ground.mentions_in(Span(phrase.start, phrase.cut))
            if not BEHIND.search(m.text)
            for who in self.names.of(m)
            if who.state is not None and who.score >= least
        ]
        return {named[-1]} if named else set()

    def _back(self, phrase: Phrase, least: float) -> set[str]:
        matches = self._matches(phrase.cut, phrase.end, least)
        return {str(matches[0].state)} if matches else set()

    def _matches(self, start: int, end: int, least: float) -> list[Match]:
        return [
            m
            for m in self.names.ground.overlapping(start, end)
            if m.state is not None and m.score >= least and not BEHIND.match(self.text, m.end)
        ]
