"""Linking inside one article: mentions to actors, people to offices, statements to who speaks, for whom, about whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from detente.link.gazetteer import SURE
from detente.link.ground import Ground, ground
from detente.link.naming import Naming, naming
from detente.model import Forecast, Link, Mention, Reading, Role, Span, Statement


def link(reading: Reading) -> Reading:
    """Return the reading with its mentions linked, its roles, and its statements and forecasts given to names.

    Pure: the dictionaries and the reading decide. Rows that were linked before are replaced.
    """
    place = ground(reading)
    names = naming(place)
    by_id = {m.id: m for m in reading.mentions}
    statements = tuple(_told(s, by_id, names) for s in reading.statements)
    speakers = {s.id: s.speaker for s in statements}
    return replace(
        reading,
        links=tuple(_links(reading, names)),
        roles=tuple(_roles(reading, names)),
        statements=statements,
        forecasts=tuple(_held(f, speakers) for f in reading.forecasts),
    )


def _links(reading: Reading, names: Naming) -> Iterator[Link]:
    for mention in reading.mentions:
        for who in names.of(mention):
            yield Link(mention.id, mention.article, who.actor, who.name, who.state, who.reason, who.score)


def _roles(reading: Reading, names: Naming) -> Iterator[Role]:
    """Yield each office the article's words give to somebody, once for each place."""
    seen: set[tuple[int, int, str]] = set()
    for entity, held in names.people.titles.items():
        who = names.people.identities[entity]
        for title in sorted(held, key=lambda t: t.start):
            office = title.match.office
            key = (title.start, title.end, office or "")
            if office is not None and key not in seen:
                seen.add(key)
                yield Role(reading.article.id, title.start, title.end, who.actor, office, title.match.state)


def _told(statement: Statement, mentions: dict[str, Mention], names: Naming) -> Statement:
    mention = mentions.get(statement.speaker_mention or "")
    who = next(iter(names.of(mention)), None) if mention is not None else None
    speaker, actor = (who.name, who.state) if who is not None else (None, None)
    relay: list[str] = []
    for ident in statement.relay_mentions:
        for through in names.of(mentions[ident])[:1]:
            if through.name != speaker and through.name not in relay:
                relay.append(through.name)
    about = _about(statement.pieces, names) - {actor}
    return replace(
        statement, speaker=speaker, actor=actor, relay=tuple(relay), about=tuple(sorted(c for c in about if c))
    )


def _about(pieces: tuple[Span, ...], names: Naming) -> set[str | None]:
    """Return the states named in a content: by name, or through people, bodies and parties."""
    place: Ground = names.ground
    found: set[str | None] = set()
    for piece in pieces:
        found.update(m.state for m in place.overlapping(piece.start, piece.end) if m.score >= SURE)
        for mention in names.ground.mentions_in(piece):
            found.update(who.named for who in names.of(mention) if who.score >= SURE)
    return found


def _held(forecast: Forecast, speakers: dict[str, str | None]) -> Forecast:
    speaker = speakers.get(forecast.statement or "")
    return replace(forecast, holder=speaker) if speaker else forecast
