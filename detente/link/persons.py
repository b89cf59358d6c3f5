"""People of one article: the office its own words give them, and what the dated dictionary knows of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.link.gazetteer import Match
from detente.link.ground import Ground
from detente.link.lexicon import slug
from detente.link.people import HEADS, TOP, agree, alike
from detente.link.phrases import MODIFIERS
from detente.model import Mention

HONORIFIC = r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Gen)\.?\s+|Sir\s+|Madame?\s+|General\s+)?"
# Between a title and the name: "Foreign Minister Mr. Wang", "the foreign minister, Wang Yi".
TITLE_GAP = re.compile(rf"\s*(?P<comma>,)?\s*{HONORIFIC}")
BOTH_TITLES = re.compile(r"\s*(?:,|and|&|,\s+and)\s+")
# Between a name and its apposition: "Wang Yi, who is the Chinese foreign minister".
APPOSITION_GAP = re.compile(
    r"\s*(?P<comma>,|\(|–|—)\s*(?:who\s+(?:is|was)\s+|now\s+|currently\s+)?(?:an?\s+|the\s+|its\s+|their\s+)?"
    r"(?P<between>(?:[a-z][\w-]*\s+){0,2})"
)
# Between an office and where it is held: "Ambassador to Germany Anna Berg".
SENT_TO = re.compile(r"\s+(?:to|for|in|at)\s+(?:the\s+)?")
# "President Ruto of Kenya": the state behind the name.
STATE_BEHIND = re.compile(r"\s+of\s+(?:the\s+)?")
# Titles that are part of a name; the others stand before it.
IN_NAMES = frozenset({"king", "queen", "emperor", "emir", "sultan", "crown-prince", "pope"})
# Role words of whoever speaks for a government, whatever the office.
OFFICIAL = re.compile(r"\b(?:official|administrator|negotiator|coordinator|counsel|commander)$", re.IGNORECASE)
LOOSE_HYPHEN = re.compile(r"\s*([-/])\s*(?=\w)|\s+(?=['’]s?\b)")


@dataclass(frozen=True, slots=True)
class Title:
    """An office that the words at ``text[start:end]`` give to a person; ``weak`` where a comma parts the two."""

    match: Match
    start: int
    end: int
    weak: bool = False


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


@dataclass(slots=True)
class Persons:
    """The people of an article: identities by entity, and the offices its words give them."""

    identities: dict[str, Identity]
    titles: dict[str, list[Title]]

    def fits(self, entity: str, role: Match) -> bool:
        """Say whether a person holds the office that some words name, or words that cut it short ("the Secretary")."""
        who = self.identities[entity]
        if role.of is not None and who.named is not None and role.of != who.named:
            return False
        if who.office is not None and (
            role.office in alike(who.office) or (role.office in HEADS and who.office in TOP)
        ):
            return role.office not in HEADS or who.state is not None
        words = set(role.text.casefold().split())
        return any(
            role.office in alike(t.match.office or "") or words <= set(t.match.text.casefold().split())
            for t in self.titles[entity]
            if t.match.sole and (role.of is None or t.match.of in {role.of, None})
        )


def is_person(ground: Ground, mentions: list[Mention]) -> bool:
    """Say whether a cluster is a person, by the recogniser's word unless the dictionaries know the name otherwise."""
    own = next((m for m in mentions if m.kind == "person"), None)
    if own is None:
        return False
    known = ground.overlapping(own.start, own.end)
    covering = [m for m in known if m.start <= own.start and own.end <= m.end]
    if len(known) > 1 and all(m.kind == "state" for m in known):
        return False  # "U.S.-Russia"
    if any(m.kind == "person" for m in known) or not covering:
        return True
    return own.title is not None or (" " in own.name and covering[0].kind not in {"outlet", "organisation", "party"})


def find(ground: Ground) -> Persons:
    """Identify the people of an article, those with a full name first."""
    people = Persons({}, {})
    entities = {e: ms for e, ms in ground.clusters.items() if is_person(ground, ms)}
    names = {entity: name_of(ground, mentions) for entity, mentions in entities.items()}
    full: dict[str, set[str]] = {}
    for entity, name in names.items():
        words = slug(name).split("-")
        for end in {words[0], words[-1]} if " " in name else ():
            full.setdefault(end, set()).add(entity)
    for entity, mentions in sorted(entities.items(), key=lambda item: " " not in names[item[0]]):
        people.titles[entity] = titles(ground, mentions)
        bearers = full.get(slug(names[entity]), set())
        known = people.identities.get(next(iter(bearers))) if len(bearers) == 1 else None
        people.identities[entity] = known or identify(ground, (names[entity], mentions), people.titles[entity])
    return people


def name_of(ground: Ground, mentions: list[Mention]) -> str:
    """Return a person's fullest name in the article, a title before it taken off."""
    name = tidy(mentions[0].name)
    before = next(iter(ground.gazetteer.find(name, ground.on)), None)
    if before is not None and before.kind == "post" and before.start == 0 and before.office not in IN_NAMES:
        name = name[before.end :].strip(" ,.") or name
    # "Orlo Vance of Uppsala"
    return name.partition(" of ")[0] if " " in name.partition(" of ")[0] else name


def tidy(name: str) -> str:
    """Return a name with its hyphens and apostrophes closed up and nothing hanging at its ends."""
    closed = LOOSE_HYPHEN.sub(lambda m: m[1] or "", name)
    return (closed if closed.count("(") == closed.count(")") else closed.partition("(")[0]).strip(' ,;:-“”"')


def titles(ground: Ground, mentions: list[Mention]) -> list[Title]:
    """Return the offices that the article gives to a person: those that say whose first, then the most frequent."""
    found = [_placed(ground, m, t) for m in mentions if m.kind == "person" for t in _beside(ground, m)]
    count = Counter((t.match.office, t.match.of) for t in found)
    rank = ground.gazetteer.rank
    return sorted(
        found,
        key=lambda t: (t.weak, t.match.of is None, -count[t.match.office, t.match.of], rank(t.match.office), t.start),
    )


def _beside(ground: Ground, mention: Mention) -> Iterator[Title]:
    inside = next(iter(ground.overlapping(mention.start, mention.end)), None)
    if inside is not None and inside.kind == "post" and inside.end < mention.end and inside.start <= mention.start:
        yield Title(inside, inside.start, mention.end)
        return
    before = ground.before(mention.start)
    gap = TITLE_GAP.fullmatch(ground.text, before.end, mention.start) if before is not None else None
    if before is not None and gap is not None and gap["comma"] is None and before.kind in {"state", "organisation"}:
        post = ground.before(before.start)
        if post is not None and post.kind == "post" and SENT_TO.fullmatch(ground.text, post.end, before.start):
            yield Title(post, post.start, mention.end)
            return
    if before is not None and gap is not None and before.kind == "post":
        yield Title(before, before.start, mention.end, weak=gap["comma"] is not None)
        first = ground.before(before.start)
        # "State Councilor and Foreign Minister Wang Yi" holds both.
        if first is not None and first.kind == "post" and BOTH_TITLES.fullmatch(ground.text, first.end, before.start):
            yield Title(first, first.start, mention.end, weak=gap["comma"] is not None)
        return
    after = ground.after(mention.end)
    if after is not None and after.kind == "post" and _is_apposition(ground, mention, after):
        yield Title(after, mention.start, after.end, weak=True)
        return
    yield from _from_title(ground, mention)


def _is_apposition(ground: Ground, mention: Mention, office: Match) -> bool:
    """Say whether an office behind a name is that person's, not that of a person named behind the office."""
    gap = APPOSITION_GAP.fullmatch(ground.text, mention.end, office.start)
    if gap is None or not all(word in MODIFIERS for word in gap["between"].split()):
        return False
    return re.match(r"\s+[A-Z][a-z]", ground.text[office.end : office.end + 4]) is None


def _placed(ground: Ground, mention: Mention, title: Title) -> Title:
    """Add the state that stands behind the name: "Prime Minister Draghi of Italy"."""
    after = ground.after(mention.end)
    if (
        title.match.of is not None
        or after is None
        or after.of is None
        or after.kind not in {"state", "organisation"}
        or STATE_BEHIND.fullmatch(ground.text, mention.end, after.start) is None
    ):
        return title
    return replace(title, match=replace(title.match, of=after.of, state=after.state), end=after.end)


def _from_title(ground: Ground, mention: Mention) -> Iterator[Title]:
    """Yield the office of the mention's title words where these stand beside the mention itself."""
    if not mention.title:
        return
    reach = len(mention.title) + 8
    at = ground.text.find(mention.title, max(0, mention.start - reach), mention.end + reach)
    role = ground.gazetteer.role(mention.title, ground.on) if at >= 0 else None
    if role is not None and role.kind == "post":
        end = at + len(mention.title)
        yield Title(role, min(at, mention.start), max(end, mention.end), weak=at > mention.start)


def identify(ground: Ground, who: tuple[str, list[Mention]], held: list[Title]) -> Identity:
    """Return who a person is: the article's own title words first, then the dated dictionary."""
    name, mentions = who
    known = ground.gazetteer.person(name, ground.on)
    held = [t for t in held if not (t.weak and known is not None and known.acts and t.match.of not in {known.of})]
    title = held[0].match if held else _in_heading(ground, name)
    if title is not None:
        known = ground.gazetteer.person(name, ground.on, title.text) or (known if _may_be(known, title) else None)
    actor, called = (known.actor_id, known.name) if known else (f"person:{slug(name)}", name)
    if title is not None and title.of is not None:
        return _by_title((actor, called), title, known)
    if known is not None:
        return _by_dictionary(ground, known, title)
    if title is not None and title.acts and title.kind == "post":
        if ground.issuer is not None:
            reason = f"{title.text}, on a site of {ground.issuer}"
            return Identity(actor, called, ground.issuer, ground.issuer, reason, 0.6, title.office)
        for body, where in (near for m in mentions for near in ground.bodies_near(m)):
            score = 0.6 if where == "sentence" else 0.5
            reason = f"{body.text} in the same {where}"
            return Identity(actor, called, body.state, body.state, reason, score, title.office)
    if title is None and ground.issuer is not None and any(OFFICIAL.search(m.title or "") for m in mentions):
        reason = f"an official on a site of {ground.issuer}"
        return Identity(actor, called, ground.issuer, ground.issuer, reason, 0.5)
    reason = f"title without a state: {title.text}" if title is not None else "name alone"
    return Identity(actor, called, None, None, reason, 0.5, title.office if title else None)


def _in_heading(ground: Ground, name: str) -> Match | None:
    """Return the post that the page's heading sets before a name: "Meeting with Transport Minister Anna Berg"."""
    if not name or name not in ground.title:
        return None
    surname = re.escape(name.rsplit(maxsplit=1)[-1])
    behind = re.compile(rf"\s+(?:[A-Z][\w.’'-]*\s+){{0,3}}{surname}\b")
    found = ground.gazetteer.find(ground.title, ground.on)
    return next((m for m in found if m.kind == "post" and behind.match(ground.title, m.end)), None)


def _may_be(known: Match | None, title: Match) -> bool:
    """Say whether the person of the dictionary may bear the article's title: a professor is another of the name."""
    if known is None or known.text.count(" ") == 0:
        return False
    return title.acts or title.of is not None or not title.sole


def _by_title(who: tuple[str, str], title: Match, known: Match | None) -> Identity:
    words = f"the article's words “{title.text}”"
    if known is None:
        reason, score = words, 0.9
    elif known.of == title.of:
        reason, score = f"{words}; the dictionary agrees", 0.97
    else:
        reason, score = f"{words}; the dictionary says {known.of}", 0.6
    return Identity(*who, title.state if title.acts else None, title.state, reason, score, title.office)


def _by_dictionary(ground: Ground, known: Match, title: Match | None) -> Identity:
    acts, reason, score = known.acts, known.reason, known.score - 0.1
    same = title is not None and agree(title.office or "", known.office or "")
    if title is not None and same:
        reason, score = f"{reason}; the article's words “{title.text}”", known.score
    if not acts and ground.on is None and title is None:
        # Without a date the state is still the same where the person never served another.
        acts, reason, score = True, f"{known.reason}; the article has no date", 0.6
    elif not acts and title is not None and title.acts:
        acts, reason, score = True, f"{known.reason}; the article's words “{title.text}”", 0.6
    acts = acts and (title is None or title.acts or (same and title.sole))
    state = known.state if acts else None
    return Identity(known.actor_id, known.name, state, known.state, reason, round(score, 3), known.office)
