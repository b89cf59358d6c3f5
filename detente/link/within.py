"""Linking inside one article: mentions to actors, people to offices, statements to who speaks, for whom, about whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from detente.language import tongues
from detente.link import multilingual
from detente.link.about import about
from detente.link.deeds import settle
from detente.link.ground import ground
from detente.link.naming import APART, PRESS, Naming, naming
from detente.link.persons import Identity
from detente.link.stance import stances
from detente.model import Forecast, Link, Mention, Reading, Role, Statement, content_id


def link(reading: Reading) -> Reading:
    """Return the reading with its mentions linked, its roles, and its statements and forecasts given to names.

    Pure: the dictionaries and the reading decide. Rows that were linked before are replaced.
    """
    if reading.article.language in tongues.TONGUES:
        return multilingual.link(reading)
    names = naming(ground(reading))
    by_id = {m.id: m for m in reading.mentions}
    joint = _joint(reading.statements)
    statements = tuple(_once(told for s in reading.statements for told in _told(s, (by_id, joint), names)))
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


Voices = tuple[dict[str, Mention], dict[str, tuple[str, ...]]]


def _joint(statements: Iterable[Statement]) -> dict[str, tuple[str, ...]]:
    """Return the speakers' mentions of each statement: its own, or those of all who make it together."""
    together: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for row in statements:
        together[row.pieces, row.cue].append(row)
    speakers = {key: tuple(s.speaker_mention for s in rows if s.speaker_mention) for key, rows in together.items()}
    return {s.id: speakers[s.pieces, s.cue] for s in statements}


def _told(statement: Statement, voices: Voices, names: Naming) -> Iterator[Statement]:
    """Yield a statement with its names; where two speak at once, one for each of them."""
    mention = voices[0].get(statement.speaker_mention or "")
    speakers = names.of(mention) if mention is not None else ()
    yield _named(statement, next(iter(speakers), None), voices, names)
    for who in speakers[1:]:
        yield _named(replace(statement, id=content_id(statement.id, who.actor)), who, voices, names)


def _chain(statement: Statement, voices: Voices, names: Naming) -> list[Identity]:
    """Return through whom a statement came: those who passed it on together as one, "Anna Berg; Ivo Kovacs"."""
    mentions, joint = voices
    chain = []
    relays = statement.relay_mentions or _as_before(mentions.get(statement.speaker_mention or ""), mentions, names)
    for relay in relays:
        around = joint.get(statement.parent or "", ())
        passed = {i.name: i for m in (around if relay in around else (relay,)) for i in names.of(mentions[m])}
        first = next(iter(passed.values()), None)
        if first is not None and not _audience(first):
            chain.append(replace(first, name=APART.join(passed)))
    return chain


def _as_before(document: Mention | None, mentions: dict[str, Mention], names: Naming) -> tuple[str, ...]:
    """Return through whom the document came that "the statement" repeats."""
    before = names.repeated(document) if document is not None else None
    if before is None:
        return ()
    return before.relay_mentions or _as_before(mentions.get(before.speaker_mention or ""), mentions, names)


def _named(statement: Statement, who: Identity | None, voices: Voices, names: Naming) -> Statement:
    chain = _chain(statement, voices, names)
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
