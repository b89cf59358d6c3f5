"""Whom an article means by words that only repeat what it named before: "the paper", "the note", "the two sides"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from detente.link.gazetteer import SURE, Match
from detente.link.ground import Ground
from detente.link.persons import Identity
from detente.link.phrases import HELD
from detente.model import Mention

DEFINITE = re.compile(r"^(?:the|this|that|its|their)\s+", re.IGNORECASE)
OUTLET_NOUN = re.compile(
    r"\b(?:paper|newspaper|daily|weekly|magazine|journal|(?:news\s+)?agency|outlet|portal|(?:web\s?)?site)$",
    re.IGNORECASE,
)
OF_STATES = (
    r"sides?|governments?|countr(?:y|ies)|states?|nations?|part(?:y|ies)|powers?|superpowers|capitals?|delegations?|"
    r"neighbou?rs?"
)
OF_PEOPLE = (
    r"leaders?|presidents?|premiers?|chancellors?|(?:prime\s+|foreign\s+|defen[cs]e\s+)?ministers?|"
    r"heads\s+of\s+state|men|diplomats"
)
JOINT = re.compile(
    rf"^(?:(?:both|each|either)(?:\s+of)?(?:\s+the)?|the\s+two|two)(?:\s+(?:of\s+them|(?P<states>{OF_STATES})|"
    rf"(?P<people>{OF_PEOPLE})))?$|^the\s+(?:(?P<some>sides|parties|governments)|(?P<heads>leaders|presidents))$",
    re.IGNORECASE,
)
JOINT_PAPER = re.compile(r"^(?:the|a|this|that|their)\s+joint\b", re.IGNORECASE)
# So many phrases of the dictionaries are looked through for what is repeated.
MANY = 300
# How far back a document is looked for, in characters.
FAR = 3_000
# Over so many characters a naming loses half its weight; a state that is fainter than this is too far away.
HALF, FAINT = 500, 0.1


def back(ground: Ground, at: int) -> Iterator[Match]:
    """Yield the phrases of the dictionaries before a place, the last first."""
    yield from reversed(ground.before_all(at, MANY))


def outlet(ground: Ground, mention: Mention) -> Match | None:
    """Return the outlet that "the paper", "the agency" repeats: the one named last."""
    if not DEFINITE.match(mention.text) or not OUTLET_NOUN.search(mention.text):
        return None
    return next((m for m in back(ground, mention.start) if m.kind == "outlet"), None)


def office(ground: Ground, mention: Mention, head: Match) -> Match | None:
    """Return the body, group or post that definite words repeat in short: "the ministry", "the administration"."""
    if head.office is None or not DEFINITE.match(mention.text):
        return None
    wanted, noun = set(head.office.split("-")), head.text.split()[-1].casefold()
    for match in back(ground, mention.start):
        if match.office is None or match.kind not in HELD or match.state is None or not match.acts:
            continue
        if match.text.split()[-1].casefold() == noun or (
            head.kind == "body" and wanted <= set(match.office.split("-"))
        ):
            return match
    return None


# Nouns for bodies and offices whose names end in them or begin with them.
BODY_NOUN = re.compile(
    r"^(?:(?:the|this|that|its|their)\s+(?:\w+\s+)?)?(?P<noun>court|bank|agency|council|commission|union|university|company|"
    r"institute|group|alliance|committee|parliament|party|tribunal|fund|bureau|authority|association|federation|league|"
    r"bloc|organi[sz]ation|commissioner|council|assembly|foundation|center|centre|service|friends|front|movement)$",
    re.IGNORECASE,
)
INITIALS = re.compile(r"^[A-Z][A-Z&]{1,7}s?$")


def named_before(ground: Ground, mention: Mention) -> Mention | None:
    """Return the organisation that "the court", "the bank" repeats: the last one named before with that word."""
    found = BODY_NOUN.match(" ".join(mention.text.split()))
    if found is None:
        return None
    noun = found["noun"].casefold()
    before = (m for m in reversed(ground.mentions_before(mention.start)) if m.kind == "organisation")
    return next((m for m in before if " " in m.text and noun in m.text.casefold().split()), None)


def written_out(ground: Ground, name: str) -> str | None:
    """Return the name that the article gives initials for: "Syrian Democratic Forces (SDF)"."""
    if not INITIALS.match(name):
        return None
    letters = name.rstrip("s")
    words = r"\s+(?:(?:of|and|the|for|to|on|in)\s+){0,2}".join(rf"{re.escape(c)}[\w’'-]+" for c in letters if c != "&")
    match = re.search(rf"\b({words})\s+\({re.escape(name)}\)", ground.text)
    return " ".join(match[1].split()) if match is not None else None


def document_before(ground: Ground, mention: Mention) -> tuple[int, int] | None:
    """Return the bounds of the last sentence before that speaks of the kind of document that a mention repeats."""
    if not DEFINITE.match(mention.text):
        return None
    noun = re.compile(rf"\b{re.escape(mention.text.split()[-1])}\b", re.IGNORECASE)
    places = [m.start() for m in noun.finditer(ground.text, max(0, mention.start - FAR), mention.start)]
    own = ground.sentence(mention.start)
    before = [at for at in places if at < own[0]]
    return ground.sentence(before[-1]) if before else None


def issuer(ground: Ground, mention: Mention) -> Match | None:
    """Return who issued the paper that "the note" repeats: "a Soviet note", "a note issued by the Kremlin"."""
    if not DEFINITE.match(mention.text):
        return None
    noun = re.escape(mention.text.split()[-1])
    of_it = re.compile(rf"(?:['’]s?)?\s+(?:[\w-]+\s+)?{noun}\b", re.IGNORECASE)
    by_it = re.compile(rf"\b{noun}\s+(?:issued|released|published|put\s+out|made)\s+by\s+(?:the\s+)?$", re.IGNORECASE)
    for match in back(ground, mention.start):
        if of_it.match(ground.text, match.end) or by_it.search(ground.text, max(0, match.start - 60), match.start):
            return match
    return None


def is_joint(mention: Mention) -> str | None:
    """Return "states" or "people" for words that mean two at once, None for others."""
    if mention.kind == "document":
        return "states" if JOINT_PAPER.match(mention.text) else None
    # A plural pronoun bears the name of what it stands for.
    words = mention.name if mention.kind == "pronoun" else mention.text
    match = JOINT.match(" ".join(words.split()))
    if match is None:
        return None
    return "people" if match["people"] or match["heads"] else "states"


def two_states(ground: Ground, mention: Mention) -> list[str]:
    """Return the codes of the two states that a mention, and what stands before it, names most."""
    weight: dict[str, float] = defaultdict(float)
    for match in (*ground.overlapping(mention.start, mention.end), *back(ground, mention.start)):
        if match.state is not None and match.acts and match.score >= SURE:
            weight[match.state] += 0.5 ** (max(0, mention.start - match.start) / HALF)
    pair = sorted(weight, key=lambda code: (-weight[code], code))[:2]
    return pair if len(pair) == 2 and weight[pair[1]] >= FAINT else []


def two_people(at: int, said: Iterable[tuple[int, Identity]]) -> list[Identity]:
    """Return the two people of different states who are named most before a place, the nearer namings weighing more.

    Args:
        at: the place.
        said: where in the text people who act for a state are named.
    """
    weight: dict[str, float] = defaultdict(float)
    people: dict[str, Identity] = {}
    for start, person in said:
        weight[person.actor] += 0.5 ** ((at - start) / HALF)
        people[person.actor] = person
    pair: dict[str | None, Identity] = {}
    for actor in sorted(weight, key=lambda a: (-weight[a], a)):
        pair.setdefault(people[actor].state, people[actor])
    return list(pair.values())[:2] if len(pair) > 1 else []
