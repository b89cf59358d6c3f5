"""Linking inside an article in another language: its mentions carry English words, which the gazetteer knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.link.gazetteer import SURE, Gazetteer
from detente.link.lexicon import slug
from detente.model import Forecast, Link, Mention, Reading, Role, Stance, Statement

# How surely a name that no dictionary holds is the person of that name in English.
BY_NAME = 0.5
NEUTRAL: Stance = "neutral"


@dataclass(frozen=True, slots=True)
class Meant:
    """Who a mention means: id, name, state it speaks for, state its name brings to mind, reason, score."""

    actor: str
    name: str
    state: str | None
    named: str | None
    reason: str
    score: float


def link(reading: Reading) -> Reading:
    """Return the reading with mentions linked, roles, and statements given to names.

    Pure: the dictionaries and the reading decide. ``about`` lists the states that the content names; the stance toward
    each is not read in other languages and stands as neutral.
    """
    gazetteer, on = Gazetteer.load(), reading.article.published
    meant: dict[str, Meant] = {}
    by_entity: dict[str, Meant | None] = {}
    for mention in sorted(reading.mentions, key=lambda m: (m.kind == "pronoun", m.start)):
        if mention.entity not in by_entity:
            by_entity[mention.entity] = identify(gazetteer, mention, on)
        who = by_entity[mention.entity]
        if who is not None:
            meant[mention.id] = who
    statements = tuple(_told(s, meant, reading.mentions) for s in reading.statements)
    speakers = {s.id: s.speaker for s in statements}
    return replace(
        reading,
        links=tuple(_links(reading, meant)),
        roles=tuple(_roles(reading, gazetteer, meant)),
        statements=statements,
        forecasts=tuple(_held(f, speakers) for f in reading.forecasts),
    )


def identify(gazetteer: Gazetteer, mention: Mention, on: str | None) -> Meant | None:
    """Return who a mention means, None where nobody can tell.

    Args:
        gazetteer: the dictionaries.
        mention: its name, and its title where it has one, in English.
        on: EDTF date of the article.
    """
    if mention.kind == "person":
        return _person(gazetteer, mention, on)
    matches = gazetteer.find(mention.name, on)
    whole = max(matches, key=lambda m: (m.end - m.start, m.score), default=None)
    if whole is None:
        return None
    acts = whole.state if whole.acts else None
    # An office or a body whose holder is not named: the owner's name and the office's make one.
    if mention.kind in {"office", "organisation", "group"} and len(matches) > 1:
        owner = next((m for m in matches if m.state is not None), None)
        acts = acts or (owner.state if owner is not None and whole.acts else None)
    name = gazetteer.name_of(whole.actor_id) if whole.kind == "state" else mention.name
    name = whole.name if whole.kind in {"outlet", "organisation"} else name
    return Meant(whole.actor_id, name, acts, acts or whole.state, f"{whole.reason}, in translation", whole.score)


def _person(gazetteer: Gazetteer, mention: Mention, on: str | None) -> Meant:
    office, state = gazetteer.office_of(mention.title, on) if mention.title else (None, None)
    of = state if state is not None and ":" not in state else None
    known = gazetteer.person(mention.name, on, mention.title, of) or gazetteer.person(mention.name, on)
    if known is not None and (of is None or known.state in {of, None} or known.score > 0.9):
        acts = known.state if known.acts else of
        return Meant(known.actor_id, known.name, acts, known.state, f"{known.reason}, in translation", known.score)
    reason = f"name and title: {office}" if office else "name"
    return Meant(f"person:{slug(mention.name)}", mention.name, of, of, f"{reason}, in translation", BY_NAME)


def _links(reading: Reading, meant: dict[str, Meant]) -> Iterator[Link]:
    for mention in reading.mentions:
        who = meant.get(mention.id)
        if who is not None and who.actor.partition(":")[0] not in {"place", "group", "document"}:
            yield Link(mention.id, mention.article, who.actor, who.name, who.state or who.named, who.reason, who.score)


def _roles(reading: Reading, gazetteer: Gazetteer, meant: dict[str, Meant]) -> Iterator[Role]:
    """Yield each office that the article's words give to a person, once."""
    seen: set[tuple[str, str]] = set()
    for mention in reading.mentions:
        who = meant.get(mention.id)
        if mention.kind != "person" or mention.title is None or who is None:
            continue
        office, of = gazetteer.office_of(mention.title, reading.article.published)
        if office is not None and (who.actor, office) not in seen:
            seen.add((who.actor, office))
            yield Role(reading.article.id, mention.start, mention.end, who.actor, office, of)


def _told(statement: Statement, meant: dict[str, Meant], mentions: tuple[Mention, ...]) -> Statement:
    who = meant.get(statement.speaker_mention or "")
    speaker = who.name if who is not None else statement.speaker
    actor = who.state if who is not None else None
    chain = (meant[r].name for r in statement.relay_mentions if r in meant)
    places = sorted(
        {
            meant[m.id].named or ""
            for m in mentions
            if m.id in meant and meant[m.id].score >= SURE and any(p.start <= m.start < p.end for p in statement.pieces)
        }
        - {"", actor or ""}
    )
    relay = tuple(dict.fromkeys(name for name in chain if name != speaker)) or statement.relay
    return replace(
        statement,
        speaker=speaker,
        actor=actor,
        relay=relay,
        about=tuple(places),
        stance=tuple(NEUTRAL for _ in places),
    )


def _held(forecast: Forecast, speakers: dict[str, str | None]) -> Forecast:
    speaker = speakers.get(forecast.statement or "")
    return replace(forecast, holder=speaker) if speaker else forecast
