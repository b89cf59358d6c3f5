"""Linking inside one article: mentions to actors, people to offices, statements to who speaks, for whom, about whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from detente.link.about import about
from detente.link.deeds import settle
from detente.link.ground import ground
from detente.link.naming import PRESS, Naming, naming
from detente.link.persons import Identity
from detente.link.stance import stances
from detente.model import Forecast, Link, Mention, Reading, Role, Statement, content_id


def link(reading: Reading) -> Reading:
    """Return the reading with its mentions linked, its roles, and its statements and forecasts given to names.

    Pure: the dictionaries and the reading decide. Rows that were linked before are replaced.
    """
    names = naming(ground(reading))
    by_id = {m.id: m for m in reading.mentions}
    statements = tuple(_once(told for s in reading.statements for told in _told(s, by_id, names)))
    speakers = {s.id: s.speaker for s in statements}
    settled = settle(reading, names)
    return replace(
        reading,
        links=tuple(_links(reading, names)),
        roles=tuple(_roles(reading, names)),
        statements=statements,
        forecasts=tuple(_held(f, speakers) for f in reading.forecasts),
        events=settled.events,
        commitments=settled.commitments,
    )


def _once(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Yield the statements, those of joint speakers who turn out to be one person once."""
    seen: set[tuple[object, ...]] = set()
    for row in statements:
        key = (row.pieces, row.cue, row.speaker)
        if row.speaker is None or row.cue is None or key not in seen:
            yield row
        seen.add(key)


def _links(reading: Reading, names: Naming) -> Iterator[Link]:
    for mention in reading.mentions:
        for who in names.of(mention):
            # What is no actor (a place, some group of people) is linked to none.
            if who.actor.partition(":")[0] in {"place", "group", "document"}:
                continue
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
                state = title.match.state if title.match.acts else None
                yield Role(reading.article.id, title.start, title.end, who.actor, office, state)


def _told(statement: Statement, mentions: dict[str, Mention], names: Naming) -> Iterator[Statement]:
    """Yield a statement with its names; where two speak at once, one for each of them."""
    mention = mentions.get(statement.speaker_mention or "")
    speakers = names.of(mention) if mention is not None else ()
    yield _named(statement, next(iter(speakers), None), mentions, names)
    for who in speakers[1:]:
        yield _named(replace(statement, id=content_id(statement.id, who.actor)), who, mentions, names)


def _named(statement: Statement, who: Identity | None, mentions: dict[str, Mention], names: Naming) -> Statement:
    chain = [i for r in statement.relay_mentions for i in names.of(mentions[r])[:1] if not _audience(i)]
    outlet = bool(chain) and names.ground.gazetteer.is_outlet(chain[0].actor)
    if who is not None and who.actor.startswith("document:") and chain and not outlet:
        # A paper says nothing by itself: who put it out speaks.
        who, *chain = chain
    speaker, actor = (who.name, who.state) if who is not None else (None, None)
    relay = tuple(dict.fromkeys(i.name for i in chain if i.name != speaker))
    places = about(statement, actor or (who.named if who is not None else None), names)
    told = replace(statement, speaker=speaker, actor=actor, relay=relay, about=tuple(places))
    return replace(told, stance=stances(told, names.ground.text, places))


def _audience(who: Identity) -> bool:
    """Say whether somebody is the press at large ("told reporters"), through whom nothing is traced."""
    return who.office in PRESS and who.name.islower()


def _held(forecast: Forecast, speakers: dict[str, str | None]) -> Forecast:
    speaker = speakers.get(forecast.statement or "")
    return replace(forecast, holder=speaker) if speaker else forecast
