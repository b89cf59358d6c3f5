"""Who each mention of an article means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from detente.link import persons
from detente.link.gazetteer import THE_STATE, Match
from detente.link.ground import WHOLE, Ground
from detente.link.lexicon import slug
from detente.link.people import alike
from detente.link.persons import Identity, Persons
from detente.link.phrases import HELD
from detente.model import Mention

DETERMINER = re.compile(
    r"^(?:(?:the|a|an|this|that|these|those|its|his|her|their|our|some|many|several|most|all|both|other|certain|few|"
    r"various|numerous|any|one|two|three|four|five|dozens\s+of|a\s+number\s+of)\s+)+",
    re.IGNORECASE,
)
# Where a noun phrase goes on behind its head: "skeptics of these statements", "analysts who follow the talks".
BEHIND = re.compile(r"\s*(?:,|\s(?:of|in|at|on|from|with|who|that|which|whose|to|for|by|about|inside|within)\s)")
# Who issues a document stands before it, possibly as an owner, or behind one of these: "a report by Sputnik".
ISSUED_BY = re.compile(r"\b(?:by|from|of|in|issued\s+by|released\s+by|published\s+by|published\s+in)\s+(?:the\s+)?$")
ABOUT = re.compile(r"\b(?:on|about|regarding|concerning|against|to|with|between|toward|towards|for)\s")
LESS_SURE = 0.8


@dataclass(slots=True)
class Naming:
    """Names the mentions of one article, each once."""

    ground: Ground
    people: Persons
    short: dict[str, Match | None]
    done: dict[str, tuple[Identity, ...]] = field(default_factory=dict)

    def of(self, mention: Mention) -> tuple[Identity, ...]:
        """Return who is meant: several only where the words join several ("Russian-Chinese")."""
        if mention.id not in self.done:
            self.done[mention.id] = self._of(mention)
        return self.done[mention.id]

    def _of(self, mention: Mention) -> tuple[Identity, ...]:
        person = self.people.identities.get(mention.entity)
        if person is not None:
            return (self._again(mention, person),)
        first = self.ground.clusters[mention.entity][0]
        if mention.kind == "pronoun" and first.id != mention.id:
            return tuple(self._again(mention, i) for i in self.of(first))
        if mention.kind == "pronoun":
            return ()
        if mention.kind == "document":
            return (self._document(mention),)
        if mention.kind == "office":
            return (self._office(mention),)
        return self._thing(mention)

    def _again(self, mention: Mention, identity: Identity) -> Identity:
        if mention.kind != "pronoun":
            return identity
        reason = f"“{mention.text}” for {identity.name}: {identity.reason}"
        return replace(identity, reason=reason, score=round(identity.score * LESS_SURE, 3))

    def _thing(self, mention: Mention) -> tuple[Identity, ...]:
        """Name a state, organisation or group."""
        found = self.ground.inside(mention)
        states = [m for m in found if m.kind == "state"]
        if mention.kind == "state" and len(states) > 1:
            return tuple(_known(m) for m in states)
        whole = _covering(mention, found)
        if whole is not None and whole.kind in WHOLE:
            return (_known(whole),)
        held = [m for m in found if m.kind in HELD]
        if mention.kind == "group" or held:
            return (self._group(mention, found),)
        if whole is not None and whole.kind == "person":
            return (self._surname(mention) or _known(whole),)
        return (self._surname(mention) or self._shortened(mention.name) or _unknown(mention),)

    def _surname(self, mention: Mention) -> Identity | None:
        """Return the person a name means that the recogniser took for something else."""
        name = _bare(mention.text)
        if not name[:1].isupper():
            return None
        for entity, identity in self.people.identities.items():
            known = self.ground.clusters[entity][0].name.split()
            if name in {known[-1], " ".join(known)}:
                return replace(identity, score=round(identity.score * LESS_SURE, 3))
        found = self.ground.gazetteer.person(name, self.ground.on, mention.title)
        return _known(found) if found is not None else None

    def _shortened(self, words: str) -> Identity | None:
        """Return the organisation of the article whose name these words end: "Communist Party"."""
        match = self.short.get(_bare(words).casefold())
        if match is None:
            return None
        return replace(_known(match), reason=f"short for {match.text} in this article", score=0.6)

    def _group(self, mention: Mention, found: Sequence[Match]) -> Identity:
        """Name people meant by a noun: for their state where the noun speaks for it, else for themselves."""
        head = _head(mention, found)
        if head is None:
            short = self._shortened(mention.text)
            return short or _unknown(mention)
        state = head.state if head.acts else None
        reason, score = head.reason, head.score
        if head.acts and head.of is None:
            of, reason, score = self._state_for(mention, head)
            state = of
        if head.office in THE_STATE and head.office == "side" and state is not None:
            return _state(self.ground, state, reason, score)
        name = head.name if head.kind == "body" and _covers(head, mention) else phrase(mention.text)
        actor = head.actor_id if head.of is not None else f"office:{state}:{head.office}" if state else head.actor_id
        return Identity(actor, name, state, head.state or state, reason, round(score, 3), head.office)

    def _state_for(self, mention: Mention, head: Match) -> tuple[str | None, str, float]:
        """Return the state of a body or group whose words do not say it."""
        words = head.text.split()
        for cut in range(len(words) - 1, 0, -1):
            short = self._shortened(" ".join(words[:cut]))
            if short is not None and short.state is not None:
                return short.state, short.reason, 0.6
        if head.kind == "group":
            return None, f"{head.reason}, no state said", 0.4
        alike_bodies = [
            m for m in self.ground.matches if m.office == head.office and m.state and m.start < mention.start
        ]
        if alike_bodies:
            return alike_bodies[-1].state, f"{alike_bodies[-1].text} named before", 0.6
        for body, where in self.ground.bodies_near(mention):
            if body.start != mention.start:
                return body.state, f"{body.text} in the same {where}", 0.5
        return None, f"{head.reason}, no state said", 0.4

    def _office(self, mention: Mention) -> Identity:
        """Name who holds an office: one of the article's people, else by the dated dictionary, else the office."""
        found = [m for m in self.ground.inside(mention) if m.office is not None and m.kind != "person"]
        post = next((m for m in found if m.kind == "post"), found[0] if found else None)
        if post is None or post.office is None:
            return _unknown(mention)
        of, reason, score = post.of, post.reason, post.score
        if of is None and post.acts:
            of, reason, score = self._state_for(mention, post)
        if post.sole:
            people = self.people.by_office(post.office, of, alike(post.office))
            if len(people) == 1:
                return replace(people[0], reason=f"the article's {post.text}: {people[0].name}", score=0.8)
            holder = self.ground.gazetteer.holder(post.office, of, self.ground.on) if of else None
            if holder is not None:
                return replace(_known(holder), score=0.75)
        state = of if of is not None and ":" not in of and post.acts else None
        actor = f"office:{of}:{post.office}" if of else post.actor_id
        return Identity(actor, phrase(mention.text), state, state, reason, round(score, 3), post.office)

    def _document(self, mention: Mention) -> Identity:
        """Name who issued a document, where its words say so."""
        words = mention.text
        about = ABOUT.search(words)
        for match in self.ground.overlapping(mention.start, mention.end):
            at = match.start - mention.start
            if about is not None and at > about.start():
                break
            before = words[: max(at, 0)]
            if match.kind == "person" and not ISSUED_BY.search(before) and not _owner(words, match, mention):
                continue
            if not DETERMINER.sub("", before).strip() or ISSUED_BY.search(before) or before.split()[-1].islower():
                known = _known(match) if match.kind not in HELD else self._held(match)
                return replace(
                    known, reason=f"issued by {match.text}: {known.reason}", score=round(0.9 * known.score, 3)
                )
        return _unknown(mention)

    def _held(self, match: Match) -> Identity:
        name = match.name if match.kind == "body" else phrase(match.text)
        state = match.state if match.acts else None
        return Identity(match.actor_id, name, state, match.state, match.reason, match.score, match.office)


def naming(ground: Ground) -> Naming:
    """Return the naming of an article: its people first, since the rest may lean on them."""
    return Naming(ground, persons.find(ground), _short_names(ground))


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


def phrase(words: str) -> str:
    """Return the words of a noun phrase that name somebody, as they would stand inside a sentence.

    No determiner, nothing behind the head, no capital that only begins a sentence.
    """
    bare = _bare(words)
    behind = BEHIND.search(bare)
    if behind is not None and not any(w[:1].isupper() for w in bare[behind.end() :].split()):
        bare = bare[: behind.start()]
    first, *rest = bare.split() or [""]
    known = first[:1].isupper() and rest and all(w.islower() for w in rest)
    if (known or not rest) and DETERMINER.sub("", words) == words and not _is_name(first):
        bare = bare[:1].lower() + bare[1:]
    return " ".join(bare.split())


def _is_name(word: str) -> bool:
    from detente.link.gazetteer import Gazetteer

    return word[1:] != word[1:].lower() or any(m.kind in WHOLE for m in Gazetteer.load().find(word))


def _bare(words: str) -> str:
    return re.sub(r"['’]s?$", "", DETERMINER.sub("", words.strip())).strip(" ,“”\"'’")


def _known(match: Match) -> Identity:
    state = match.state if match.acts else None
    return Identity(match.actor_id, match.name, state, match.state, match.reason, round(match.score, 3), match.office)


def _state(ground: Ground, code: str, reason: str, score: float) -> Identity:
    name = next((m.name for m in ground.matches if m.kind == "state" and m.state == code), None)
    return Identity(code, name or ground.gazetteer.state_name(code), code, code, reason, round(score, 3))


def _unknown(mention: Mention) -> Identity:
    name = mention.name if mention.kind in {"person", "organisation", "state"} else phrase(mention.text)
    kind = {"person": "person", "organisation": "org", "state": "place", "document": "document"}.get(
        mention.kind, "group"
    )
    return Identity(f"{kind}:{slug(name)}", name, None, None, "name alone", 0.3)


def _covers(match: Match, mention: Mention) -> bool:
    lead = DETERMINER.match(mention.text)
    return match.start <= mention.start + (lead.end() if lead else 0) and match.end >= mention.end


def _covering(mention: Mention, found: Sequence[Match]) -> Match | None:
    return next((m for m in found if _covers(m, mention)), None)


def _head(mention: Mention, found: Sequence[Match]) -> Match | None:
    """Return the office, body or group that is the head of a noun phrase, or the organisation the phrase is."""
    behind = BEHIND.search(mention.text)
    stop = mention.start + behind.start() if behind is not None else mention.end
    heads = [m for m in found if m.kind in HELD and m.start < stop and m.end >= stop]
    return heads[-1] if heads else None


def _owner(words: str, match: Match, mention: Mention) -> bool:
    return words[match.end - mention.start :][:1] in {"'", "’"}
