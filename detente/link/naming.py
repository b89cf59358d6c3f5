"""Who each mention of an article means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from detente.link import anaphora, persons
from detente.link.gazetteer import Match
from detente.link.ground import WHOLE, Ground
from detente.link.lexicon import slug
from detente.link.nouns import CARRIED_BY, COORDINATED, ISSUED_BEFORE, ISSUED_BY, ISSUED_END, bare, behind, phrase
from detente.link.people import HEADS, TOP
from detente.link.persons import Identity, Persons, tidy
from detente.link.phrases import HELD
from detente.model import Mention, Statement

NAME_BEHIND = re.compile(r"\s+((?:(?:[A-Z][\w.'’-]*|al|el|bin|de|van|von)\s*){1,5})")
LESS_SURE = 0.8
# Words for several that mean their states, whoever stood for them.
OF_STATES_ONLY = re.compile(r"\b(?:countries|nations|states|governments|powers|capitals)$", re.IGNORECASE)
OWN = frozenset({"i", "we", "our", "my"})
# "Statement by President Kovacs on the ceasefire".
OWN_HEADING = re.compile(
    r"^(?:joint\s+)?(?:statement|remarks|message|letter|address|speech)\s+(?:by|of|from)\s+(?P<who>[^\n]{4,80}?)"
    r"(?=\s+(?:on|at|to|regarding|following|before|in|about|marking)\b|$)",
    re.IGNORECASE,
)
BODY = re.compile(
    r"\b(?:Department|Ministry|Embassy|Consulate|Mission|Delegation|Government|Administration|Parliament|Senate|Assembly|"
    r"Army|Navy|Guards?|Corps|Forces|Police|Agency|Bureau|Service|Authority|Commission|Court|Treasury)\b"
)
# What parts the members in the name of a party.
APART = "; "
# Several of two states: "the presidents of Peru and Chile", "the foreign ministers of both".
OF_BOTH = re.compile(r"s\b.*\bof\s+(?:the\s+)?\S.*\s+and\s+", re.DOTALL)
# Whoever writes for an outlet is met as the outlet.
PRESS = frozenset({"journalist", "media"})


@dataclass(slots=True)
class Naming:
    """Names the mentions of one article, each once."""

    ground: Ground
    people: Persons
    short: dict[str, Match | None]
    bearers: dict[str, Identity | None]
    done: dict[str, tuple[Identity, ...]] = field(default_factory=dict)

    def of(self, mention: Mention) -> tuple[Identity, ...]:
        """Return who is meant: several only where the words join several ("Russian-Chinese")."""
        if mention.id not in self.done:
            self.done[mention.id] = self._of(mention)
        return self.done[mention.id]

    def _of(self, mention: Mention) -> tuple[Identity, ...]:
        person = self.people.identities.get(mention.entity)
        if person is not None:
            role = self._role(mention) if mention.kind == "office" else None
            if role is None or self.people.fits(mention.entity, role):
                return (_again(mention, person),)
        together = self._together(mention)
        if together:
            return together
        if mention.kind == "pronoun" and mention.text.casefold() in OWN and self.ground.issuer is not None:
            return (self._own_voice(mention, self.ground.issuer),)
        if mention.kind == "pronoun":
            first = self.ground.clusters[mention.entity][0]
            return tuple(_again(mention, i) for i in self.of(first)) if first.id != mention.id else ()
        joint = self._joint(mention)
        if joint:
            return joint
        if mention.kind == "document":
            return (self._document(mention),)
        if mention.kind == "office":
            return (self._titled(mention) or self._office(mention),)
        return self._thing(mention)

    def _thing(self, mention: Mention) -> tuple[Identity, ...]:
        """Name a state, organisation or group."""
        found = self.ground.inside(mention)
        states = [m for m in found if m.kind == "state"]
        if len(states) > 1 and (mention.kind == "state" or len(states) == len(mention.text.split("-"))):
            return tuple(_known(m) for m in {m.state: m for m in reversed(states)}.values())[::-1]
        whole = next((m for m in found if _covers(m, mention)), None)
        if whole is not None and whole.kind in WHOLE:
            return (_known(whole),)
        person = next((m for m in found if m.kind == "person" and m.end == mention.end), None)
        if person is not None:
            return (self._article_person(person.text) or _known(person),)
        if mention.kind == "state" and states:
            # "anti-Russian": a state is named, though not alone.
            return (replace(_known(states[0]), score=round(states[0].score * LESS_SURE, 3)),)
        if mention.kind == "group" or any(m.kind in HELD for m in found):
            return (self._titled(mention) or self._group(mention, found),)
        known = self._surname(mention) or self._shortened(mention.name) or self._named_before(mention)
        other = known or unknown(mention, self.ground)
        if known is None and states and BODY.search(mention.text) and states[0].start <= mention.start + len("the "):
            # "United States Department of Transportation": a body that the dictionaries do not list.
            reason = f"a body of {states[0].text} by its words"
            other = replace(other, state=states[0].state, named=states[0].state, reason=reason, score=0.6)
        return (other,)

    def _together(self, mention: Mention) -> tuple[Identity, ...]:
        """Name the members of a party, as words for several are named: "Anna Berg; Ivo Kovacs"."""
        if APART not in mention.name:
            return ()
        reason = f"“{mention.text}” for those named together before"
        members = [who for name in mention.name.split(APART) for who in self._member(name)]
        if OF_STATES_ONLY.search(mention.text):
            members = [self._as_state(m) for m in members if m.state is not None]
        unique = {m.actor: replace(m, reason=reason, score=round(m.score * LESS_SURE, 3)) for m in members}
        return tuple(unique.values())

    def _own_voice(self, mention: Mention, issuer: str) -> Identity:
        """Return who speaks as "I" and "we" on a government's site: whom its heading names, else the state."""
        heading = OWN_HEADING.match(self.ground.title)
        if heading is not None:
            found = self.ground.gazetteer.find(heading["who"], self.ground.on)
            person = next((m for m in found if m.kind == "person"), None)
            post = next((m for m in found if m.kind == "post" and m.office is not None), None)
            if person is None and post is not None and post.office is not None:
                person = self.ground.gazetteer.holder(post.office, post.of or issuer, self.ground.on)
            # A spokesman's "we" is the state, a president's is his own.
            if person is not None and (mention.text.casefold() in {"i", "my"} or person.office in TOP):
                return replace(_known(person), reason=f"“{mention.text}” under the heading “{heading[0]}”", score=0.8)
        name = self.ground.gazetteer.name_of(issuer)
        return Identity(issuer, name, issuer, issuer, f"“{mention.text}” on a site of {name}", 0.6)

    def _member(self, name: str) -> tuple[Identity, ...]:
        """Return who a name of the article stands for."""
        first = self.ground.by_name.get(name)
        return self.of(first) if first is not None else ()

    def _as_state(self, who: Identity) -> Identity:
        code = who.state or ""
        return replace(who, actor=code, name=self.ground.gazetteer.name_of(code), office=None)

    def _joint(self, mention: Mention) -> tuple[Identity, ...]:
        """Name the two whom "both sides", "the two leaders", "the joint communique" mean."""
        who = anaphora.is_joint(mention)
        if who is None:
            return self._of_two(mention)
        reason = f"“{mention.text}” for the two named last"
        if who == "people":
            said = [(m.start, self.people.identities.get(m.entity)) for m in self.ground.mentions_before(mention.start)]
            acting = [(start, person) for start, person in said if person is not None and person.state is not None]
            return tuple(replace(p, reason=reason, score=0.6) for p in anaphora.two_people(mention.start, acting))
        name = self.ground.gazetteer.name_of
        states = anaphora.two_states(self.ground, mention)
        return tuple(Identity(code, name(code), code, code, reason, 0.6) for code in states)

    def _of_two(self, mention: Mention) -> tuple[Identity, ...]:
        """Name those meant by "the presidents of Peru and Chile": each speaks, by name if the article names them."""
        if mention.kind not in {"group", "office"} or not OF_BOTH.search(mention.text):
            return ()
        gazetteer = self.ground.gazetteer
        named = gazetteer.states_in(mention.text, self.ground.on)
        reason = f"one of the two in “{mention.text}”"
        if len(named) < 2:
            return ()
        role = self._role(mention)
        return tuple(replace(self._head_of(code, role), reason=reason, score=0.8) for code in named)

    def _head_of(self, code: str, role: Match | None) -> Identity:
        """Return the article's person who holds an office named in the plural for a state, else the state."""
        offices = {o for o in TOP if role is not None and o in role.text.casefold().replace(" ", "-")} or TOP
        held = (i for i in self.people.identities.values() if i.state == code and i.office in offices)
        state = Identity(code, self.ground.gazetteer.name_of(code), code, code, "", 0.8)
        return next(held, state) if role is not None and role.office in {"official", "leader", "president"} else state

    def _role(self, mention: Mention) -> Match | None:
        found = [m for m in self.ground.inside(mention) if m.kind in HELD]
        return next((m for m in found if m.kind == "post"), found[0] if found else None)

    def _titled(self, mention: Mention) -> Identity | None:
        """Return the person a phrase of title and name means that the recogniser did not take for one."""
        role = self._role(mention)
        rest = NAME_BEHIND.fullmatch(self.ground.text, role.end, mention.end) if role is not None else None
        if role is None or role.kind != "post" or rest is None:
            return None
        name = tidy(rest[1])
        known = self._article_person(name)
        title = persons.Title(role, role.start, mention.end)
        return known or persons.identify(self.ground, (name, [mention]), [title])

    def _surname(self, mention: Mention) -> Identity | None:
        """Return the person a name means that the recogniser took for something else."""
        name = bare(mention.text)
        if not name[:1].isupper():
            return None
        known = self._article_person(name)
        if known is not None:
            return known
        found = self.ground.gazetteer.person(name, self.ground.on, mention.title)
        return _known(found) if found is not None else None

    def _article_person(self, name: str) -> Identity | None:
        """Return the person of the article who has this name or surname, if one alone has."""
        identity = self.bearers.get(slug(name))
        return replace(identity, score=round(identity.score * LESS_SURE, 3)) if identity is not None else None

    def _surname_before(self, mention: Mention, head: Match) -> Identity | None:
        """Return the person whose name stands right before a word for a government."""
        words = bare(self.ground.text[mention.start : head.start]).split()
        if not words or not words[-1][:1].isupper():
            return None
        found = self.ground.gazetteer.person(words[-1], self.ground.on)
        return self._article_person(words[-1]) or (_known(found) if found is not None else None)

    def _shortened(self, words: str) -> Identity | None:
        """Return the organisation of the article whose name these words end: "Communist Party"."""
        match = self.short.get(bare(words).casefold())
        if match is None:
            return None
        return replace(_known(match), reason=f"short for {match.text} in this article", score=0.6)

    def _group(self, mention: Mention, found: Sequence[Match]) -> Identity:
        """Name people meant by a noun: for their state where the noun speaks for it, else for themselves."""
        stop = mention.start + behind(mention.text)
        heads = [m for m in found if m.kind in HELD and m.start < stop <= m.end]
        if not heads:
            return self._shortened(mention.text) or self._named_before(mention) or self._repeated(mention)
        head = heads[-1]
        if head.office in PRESS and head.of is not None and self.ground.gazetteer.is_outlet(head.of):
            return Identity(head.of, self.ground.gazetteer.name_of(head.of), None, None, head.reason, head.score)
        of, reason, score = head.of if head.acts else None, head.reason, head.score
        states = {m.of for m in found if m.start < stop and m.of is not None}
        if len(states) > 1 and COORDINATED.search(mention.text):
            of, reason, score = None, f"{head.reason}, of several states", 0.4
        elif head.acts and of is None and states:
            of = next(iter(states))
        elif head.acts and of is None:
            of, reason, score = self._state_for(mention, head)
        state = None if of is None or ":" in of else of
        if head.office == "side" and state is not None:
            return Identity(state, self.ground.gazetteer.name_of(state), state, state, reason, round(score, 3))
        name = head.name if head.kind == "body" and _covers(head, mention) else self._phrase(mention)
        actor = f"office:{of}:{head.office}" if of and head.of is None else head.actor_id
        named = head.state or state
        return Identity(actor, name, state, named, reason, round(score, 3), head.office)

    def _repeated(self, mention: Mention) -> Identity:
        """Name the outlet that "the paper" repeats, else the words themselves."""
        known = anaphora.outlet(self.ground, mention)
        if known is None:
            return unknown(mention, self.ground)
        return replace(_known(known), reason=f"“{mention.text}” for {known.text}", score=0.6)

    def _named_before(self, mention: Mention) -> Identity | None:
        """Return the organisation or person that definite words repeat by their noun: "the court", "the bank"."""
        known = anaphora.named_before(self.ground, mention)
        return next(iter(self.of(known)), None) if known is not None else None

    def _phrase(self, mention: Mention) -> str:
        return phrase(mention.text, begins=self.ground.begins_with_name(mention))

    def _state_for(self, mention: Mention, head: Match) -> tuple[str | None, str, float]:
        """Return the state of a body, group or post whose words do not say it."""
        words = head.text.split()
        for cut in range(len(words) - 1, 0, -1):
            short = self._shortened(" ".join(words[:cut]))
            if short is not None and short.state is not None:
                return short.state, short.reason, 0.6
        if head.office == "government":
            # "the Kovacs administration"
            leader = self._surname_before(mention, head)
            if leader is not None and leader.named is not None:
                return leader.named, f"the {head.text} of {leader.name}", 0.7
        before = anaphora.office(self.ground, mention, head)
        if before is not None:
            return before.state, f"{before.text} named before", 0.6
        if head.kind == "post" and self.ground.issuer is not None:
            return self.ground.issuer, f"{head.text}, on a site of {self.ground.issuer}", 0.6
        if self.ground.main is not None and head.kind != "body":
            return self.ground.main, f"{head.text}, in a text on {self.ground.main}", 0.5
        if head.kind == "group" or (head.kind == "post" and not head.sole):
            return None, f"{head.reason}, no state said", 0.4
        for body, where in self.ground.bodies_near(mention):
            return body.state, f"{body.text} in the same {where}", 0.5
        return None, f"{head.reason}, no state said", 0.4

    def _office(self, mention: Mention) -> Identity:
        """Name who holds an office: one of the article's people, else by the dated dictionary, else the office."""
        post = self._role(mention)
        if post is None or post.office is None:
            return unknown(mention, self.ground)
        holder = self._holder_here(mention, post) if post.sole else None
        if holder is not None:
            return replace(holder, reason=f"the article's {post.text}: {holder.name}", score=0.8)
        of, reason, score = post.of, post.reason, post.score
        if of is None and post.acts:
            of, reason, score = self._state_for(mention, post)
        if post.office in PRESS:
            return self._group(mention, self.ground.inside(mention))
        held = self.ground.gazetteer.holder(post.office, of, self.ground.on) if of and post.sole else None
        if held is not None:
            return replace(_known(held), score=0.75)
        state = of if of is not None and ":" not in of and post.acts else None
        actor = f"office:{of}:{post.office}" if of else post.actor_id
        return Identity(actor, self._phrase(mention), state, state, reason, round(score, 3), post.office)

    def _holder_here(self, mention: Mention, post: Match) -> Identity | None:
        """Return who of the article's people holds an office: the last named before the words."""
        fitting = [e for e in self.people.identities if self.people.fits(e, post)]
        said = [
            m
            for e in fitting
            for m in self.ground.clusters[e]
            if m.kind == "person" and (m.start < mention.start or post.of is not None)
        ]
        held = self.people.identities
        # The very office before one that is the same in other words: an acting president before a president.
        nearest = min(
            said,
            key=lambda m: (
                self.ground.issuer is not None and post.of is None and held[m.entity].state != self.ground.issuer,
                held[m.entity].office != post.office and post.office not in HEADS,
                m.start > mention.start,
                abs(m.start - mention.start),
            ),
            default=None,
        )
        return self.people.identities[nearest.entity] if nearest is not None else None

    def _document(self, mention: Mention) -> Identity:
        """Name who issued a document, where its words say so: before it, or behind "by", "from", "of"."""
        words, end = mention.text, behind(mention.text)
        for match in self.ground.overlapping(mention.start, mention.end):
            at = max(match.start - mention.start, 0)
            if (at < end or ISSUED_BY.search(words[:at])) and not CARRIED_BY.search(words[:at]):
                known = _known(match) if match.kind not in HELD else _held(match)
                issued = f"issued by {match.text}: {known.reason}"
                return replace(known, reason=issued, score=round(LESS_SURE * known.score, 3))
        named = None if CARRIED_BY.search(words) else ISSUED_END.search(words) or ISSUED_BEFORE.search(words)
        person = self._article_person(named[1].split()[-1]) if named is not None else None
        if person is not None:
            return person
        if anaphora.OUTLET_NOUN.search(words) and anaphora.outlet(self.ground, mention) is not None:
            return self._repeated(mention)
        before = anaphora.issuer(self.ground, mention)
        if before is None:
            return self._said_in(mention) or self._issued_here(mention) or unknown(mention, self.ground)
        known = _known(before) if before.kind not in HELD else _held(before)
        return replace(known, reason=f"“{mention.text}” for one of {before.text}", score=0.5)

    def _issued_here(self, mention: Mention) -> Identity | None:
        """Return whose "the letter" is on a government's site: the state's person named most, else the state."""
        issuer = self.ground.issuer
        if issuer is None or not anaphora.DEFINITE.match(mention.text):
            return None
        own = {e: i for e, i in self.people.identities.items() if i.state == issuer}
        most = max(own, key=lambda e: len(self.ground.clusters[e]), default=None)
        name = self.ground.gazetteer.name_of(issuer)
        who = own[most] if most is not None else Identity(issuer, name, issuer, issuer, "", 0.5)
        return replace(who, reason=f"“{mention.text}” on a site of {name}", score=0.5)

    def _said_in(self, mention: Mention) -> Identity | None:
        """Return who said something in the document that "the statement" repeats: "Berg said in a statement"."""
        statement = self.repeated(mention)
        speaker = self.ground.by_id.get(statement.speaker_mention or "") if statement is not None else None
        who = next(iter(self.of(speaker)), None) if speaker is not None else None
        if speaker is None or who is None:
            return None
        return replace(who, reason=f"“{mention.text}” for that in which {speaker.text} spoke", score=0.6)

    def repeated(self, mention: Mention) -> Statement | None:
        """Return the statement made in the document that "the statement" repeats."""
        found = anaphora.document_before(self.ground, mention) if mention.kind == "document" else None
        if found is None:
            return None
        made = (s for s in self.ground.statements if s.cue is not None and found[0] <= s.cue.start < found[1])
        return next((s for s in made if s.parent is None and s.speaker_mention is not None), None)


def naming(ground: Ground) -> Naming:
    """Return the naming of an article: its people first, since the rest may lean on them."""
    people = persons.find(ground)
    return Naming(ground, people, _short_names(ground), _bearers(ground, people))


def _bearers(ground: Ground, people: Persons) -> dict[str, Identity | None]:
    """Map the full names and surnames of the article's people to them; a name that two share to None."""
    bearers: dict[str, Identity | None] = {}
    for entity, identity in people.identities.items():
        name = slug(tidy(ground.clusters[entity][0].name))
        for key in {name, name.rsplit("-", 1)[-1]}:
            known = bearers.setdefault(key, identity)
            if known is not None and known.actor != identity.actor:
                bearers[key] = None
    return bearers


def _short_names(ground: Ground) -> dict[str, Match | None]:
    """Map the ends of the longer names of organisations in the article to them; an end that two share to None."""
    short: dict[str, Match | None] = {}
    for match in ground.matches:
        words = match.text.split()
        if match.kind not in {"organisation", "party"} or len(words) < 3:
            continue
        for cut in range(1, len(words) - 1):
            key = " ".join(words[cut:]).casefold()
            known = short.setdefault(key, match)
            if known is not None and known.actor_id != match.actor_id:
                short[key] = None
    return short


def _again(mention: Mention, identity: Identity) -> Identity:
    if mention.kind != "pronoun":
        return identity
    reason = f"“{mention.text}” for {identity.name}: {identity.reason}"
    return replace(identity, reason=reason, score=round(identity.score * LESS_SURE, 3))


def _known(match: Match) -> Identity:
    state = match.state if match.acts else None
    return Identity(match.actor_id, match.name, state, match.state, match.reason, round(match.score, 3), match.office)


def _held(match: Match) -> Identity:
    name = match.name if match.kind == "body" else phrase(match.text)
    return replace(_known(match), name=name)


def unknown(mention: Mention, ground: Ground) -> Identity:
    """Return what the dictionaries and the article do not tell more of: the words themselves."""
    names = {"person": "person", "organisation": "org", "state": "place"}
    kind = names.get(mention.kind) or ("document" if mention.kind == "document" else "group")
    begins = ground.begins_with_name(mention)
    name = tidy(mention.name) if mention.kind in names else phrase(mention.text, begins=begins)
    name = anaphora.written_out(ground, name) or name
    return Identity(f"{kind}:{slug(name)}", name, None, None, "name alone", 0.3)


def _covers(match: Match, mention: Mention) -> bool:
    lead = len(mention.text) - len(bare(mention.text, both=False))
    return match.start <= mention.start + lead and match.end >= mention.end
