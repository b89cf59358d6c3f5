"""People of one article: the office its own words give them, and what the dated dictionary knows of them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from detente.link.gazetteer import Match
from detente.link.ground import Ground
from detente.link.lexicon import slug
from detente.model import Mention

# Between a title and the name: "Foreign Minister Mr. Wang", "the foreign minister, Wang Yi".
TITLE_GAP = re.compile(r"\s*,?\s*(?:(?:Mr|Mrs|Ms|Dr|Prof)\.?\s+|Sir\s+|Madame?\s+|General\s+)?")
# Between a name and its apposition: "Wang Yi, who is the Chinese foreign minister".
APPOSITION_GAP = re.compile(
    r"\s*(?:,|\(|–|—)\s*(?:who\s+(?:is|was)\s+|now\s+|currently\s+)?(?:an?\s+|the\s+|its\s+|their\s+)?(?:[a-z][\w-]*\s+){0,2}"
)
POSSESSIVE = re.compile(r"['’]s?\s*$")


@dataclass(frozen=True, slots=True)
class Title:
    """An office that the words at ``text[start:end]`` give to a person."""

    match: Match
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is meant.

    Attributes:
        actor: id of the actor.
        name: what it is called.
        state: alpha-3 or EUU it speaks for, None where it speaks for none or that is not known.
        named: the state its name brings to mind, whether it speaks for that or not.
        reason: why, in words.
        score: how surely, 0 to 1.
        office: id of the office held, where one is.
    """

    actor: str
    name: str
    state: str | None
    named: str | None
    reason: str
    score: float
    office: str | None = None


def is_person(ground: Ground, mentions: list[Mention]) -> bool:
    """Say whether a cluster is a person, by the recogniser's word unless the dictionaries know the name otherwise."""
    kinds = Counter(m.kind for m in mentions)
    own = next((m for m in mentions if m.kind == "person"), None)
    if not kinds["person"] or own is None:
        return False
    known = ground.overlapping(own.start, own.end)
    covering = [m for m in known if m.start <= own.start and own.end <= m.end]
    if any(m.kind == "person" for m in known) or not covering:
        return True
    return own.title is not None or (" " in own.name and covering[0].kind not in {"outlet", "organisation", "party"})


def titles(ground: Ground, mentions: list[Mention]) -> list[Title]:
    """Return the offices that the article gives to a person, those that say whose first, then the most frequent."""
    found = [t for m in mentions if m.kind == "person" for t in _beside(ground, m)]
    count = Counter((t.match.office, t.match.of) for t in found)
    rank = ground.gazetteer.rank
    return sorted(
        found,
        key=lambda t: (
            t.match.of is None,
            -count[t.match.office, t.match.of],
            rank(t.match.office),
            t.start,
        ),
    )


def _beside(ground: Ground, mention: Mention) -> Iterator[Title]:
    before = ground.before(mention.start)
    if before is not None and before.kind == "post" and TITLE_GAP.fullmatch(ground.text, before.end, mention.start):
        yield Title(before, before.start, mention.end)
        first = ground.before(before.start)
        # "State Councilor and Foreign Minister Wang Yi" holds both.
        if (
            first is not None
            and first.kind == "post"
            and re.fullmatch(r"\s+and\s+", ground.text[first.end : before.start])
        ):
            yield Title(first, first.start, mention.end)
        return
    after = ground.after(mention.end)
    if (
        after is not None
        and after.kind == "post"
        and APPOSITION_GAP.fullmatch(ground.text, mention.end, after.start)
        and not _names_another(ground, after)
    ):
        yield Title(after, mention.start, after.end)
        return
    yield from _from_title(ground, mention)


def _names_another(ground: Ground, match: Match) -> bool:
    """Say whether a capitalised name follows an office: it is that person's."""
    return re.match(r"\s+[A-Z][a-z]", ground.text[match.end : match.end + 4]) is not None


def _from_title(ground: Ground, mention: Mention) -> Iterator[Title]:
    """Yield the office of the mention's title words where these stand beside the mention itself."""
    if not mention.title:
        return
    reach = len(mention.title) + 8
    at = ground.text.find(mention.title, max(0, mention.start - reach), mention.end + reach)
    if at < 0:
        return
    role = ground.gazetteer.role(mention.title, ground.on)
    if role is not None:
        end = at + len(mention.title)
        yield Title(role, min(at, mention.start), max(end, mention.end))


@dataclass(slots=True)
class Persons:
    """The people of an article: identities by entity, and the offices its words give them."""

    identities: dict[str, Identity]
    titles: dict[str, list[Title]]

    def by_office(self, office: str, of: str | None, alike: frozenset[str]) -> list[Identity]:
        """Return those who hold an office, or one that is the same under another name."""
        wanted = alike | {office}
        found = {
            self.identities[e].actor: self.identities[e]
            for e, held in self.titles.items()
            for t in held
            if t.match.office in wanted and (of is None or t.match.of in {of, None}) and t.match.sole
        }
        return [i for i in found.values() if of is None or i.named in {of, None} or ":" in of]


def find(ground: Ground) -> Persons:
    """Identify the people of an article."""
    people = Persons({}, {})
    entities = {e: ms for e, ms in ground.clusters.items() if is_person(ground, ms)}
    full: dict[str, set[str]] = defaultdict(set)
    for entity, mentions in entities.items():
        words = mentions[0].name.split()
        if len(words) > 1:
            full[words[0]].add(entity)
            full[words[-1]].add(entity)
    for entity, mentions in sorted(entities.items(), key=lambda item: " " not in item[1][0].name):
        held = titles(ground, mentions)
        bearers = full.get(mentions[0].name, set())
        if len(bearers) == 1 and (known := people.identities.get(next(iter(bearers)))) is not None:
            people.identities[entity], people.titles[entity] = known, held
            continue
        people.titles[entity] = held
        people.identities[entity] = identify(ground, mentions, held)
    return people


def identify(ground: Ground, mentions: list[Mention], held: list[Title]) -> Identity:
    """Return who a person is: the article's own title words first, then the dated dictionary."""
    name = mentions[0].name
    title = held[0].match if held else None
    words = (
        ground.text[held[0].match.start : held[0].match.end] if held and not mentions[0].title else mentions[0].title
    )
    known = ground.gazetteer.person(name, ground.on, words if title is not None else None)
    if known is not None and title is not None and not title.acts and title.of is None and known.office != title.office:
        known = None  # A professor of the same name.
    actor, called = (known.actor_id, known.name) if known else (f"person:{slug(name)}", name)
    if title is not None and title.of is not None:
        return _by_title((actor, called), title, known)
    if known is not None:
        return _by_dictionary(ground, known, title)
    if title is not None and title.acts:
        for body, where in (near for m in mentions for near in ground.bodies_near(m)):
            score = 0.6 if where == "sentence" else 0.5
            return Identity(
                actor, called, body.state, body.state, f"{body.text} in the same {where}", score, title.office
            )
    reason = f"title without a state: {title.text}" if title is not None else "name alone"
    return Identity(actor, called, None, None, reason, 0.5, title.office if title else None)


def _by_title(who: tuple[str, str], title: Match, known: Match | None) -> Identity:
    named = title.state
    state = named if title.acts else None
    words = f"the article's words “{title.text}”"
    if known is None:
        reason, score = words, 0.9
    elif known.of == title.of:
        reason, score = f"{words}; the dictionary agrees", 0.97
    else:
        reason, score = f"{words}; the dictionary says {known.of}", 0.6
    return Identity(who[0], who[1], state, named, reason, score, title.office)


def _by_dictionary(ground: Ground, known: Match, title: Match | None) -> Identity:
    acts = known.acts
    reason, score = known.reason, known.score - 0.1
    if not acts and ground.on is None and title is None:
        # Without a date the state is still the same where the person never served another.
        acts, reason, score = True, f"{known.reason}; the article has no date", 0.6
    if not acts and title is not None and title.acts:
        acts, reason, score = True, f"{known.reason}; the article's words “{title.text}”", 0.6
    acts = acts and (title is None or title.acts)
    return Identity(known.actor_id, known.name, known.state if acts else None, known.state, reason, score, known.office)
