"""Who met or is named together: what "they", "the two leaders", "the sides", "participants" stand for.

A party is two or more people (or states) of one sentence: the subjects of one verb ("Lima and Quito agreed"), or those
of whom the sentence says that they met, spoke or held talks. Words for several at once mean the party named last, if
their number does not contradict it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.extract.clauses import noun_phrase
from detente.extract.mentions import OFFICES, Cluster, Roster, Seat
from detente.language.english import Block
from detente.model import content_id

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

# What parts the names of a party's members in its name.
APART = "; "
MET = frozenset("speak meet talk call host receive convene confer converse phone telephone join".split())
# Nouns for a meeting, said to have been held, had, or to have taken place.
MEETING = frozenset(
    "meeting talk conversation call summit consultation discussion negotiation videoconference briefing dialogue "
    "breakfast lunch dinner reception session".split()
)
# Along these a name belongs to who met; "on", "about", "ahead of" lead to what the meeting was about.
TOGETHER = frozenset({"with", "between", "by", "of", "among", "alongside"})
WITHIN_PHRASE = frozenset("nsubj nsubjpass dobj pobj conj appos compound nmod agent dative poss attr prep ROOT".split())
PEOPLE = re.compile(
    r"^(?:the\s+)?(?P<count>both(?:\s+of)?(?:\s+the)?|two|three|four|five)?\s*(?:meeting(?:['’]s)?\s+)?"
    r"(?:leaders?|presidents|premiers|chancellors|(?:\w+\s+)?ministers|secretaries|"
    r"heads\s+of\s+(?:state|government)|officials|participants|interlocutors|counterparts|principals|negotiators|"
    r"diplomats|men|sides|parties|delegations|(?:national\s+security\s+)?advis[eo]rs|countries[’'] leaders|of\s+them)?"
    r"(?:\s+of\s+(?:the\s+)?(?P<states>both|two|three|four|five)\s+(?:countries|states|nations))?$",
    re.IGNORECASE,
)
# People besides the holders of offices whom somebody may meet.
MEMBERS = frozenset("member counterpart ally partner participant senator lawmaker executive".split())
COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}
MANY = 6


@dataclass(frozen=True, slots=True)
class Party:
    """Several who act or met together, by their mentions; ``met`` where the sentence tells of a meeting."""

    block: int
    at: int
    members: tuple[Seat, ...]
    met: bool


def meant(roster: Roster, blocks: Sequence[Block], place: tuple[int, Token], words: str) -> Cluster | None:
    """Return the party that words for several stand for, as a cluster named by all its members; None if there is none.

    Args:
        roster: the article's mentions.
        blocks: the parsed paragraphs.
        place: index of the block and the token of the words' head.
        words: the phrase, or a plural pronoun.
    """
    match = PEOPLE.match(" ".join(words.split()))
    if match is None:
        return None
    count = COUNTS.get((match["count"] or match["states"] or "").split(" ")[0].lower())
    named = [p for p in _before(roster, blocks, place) if _fits(p, count)] or _behind(roster, blocks, place, count)
    party = next(iter(named), None)
    if party is not None and party.members[0].cluster.kind == "state":
        # Those who met are the sides, whatever states are named on the way.
        party = next((p for p in named if p.met), party)
    return cluster(roster, party.members) if party is not None else None


def cluster(roster: Roster, members: Sequence[Seat]) -> Cluster:
    """Return the cluster of several together."""
    entities = sorted({m.cluster.entity for m in members})
    name = APART.join(dict.fromkeys(m.cluster.name for m in members))
    return Cluster(content_id(roster.article, "party", *entities), "group", name)


def _fits(party: Party, count: int | None) -> bool:
    return count is None or len(party.members) == count


def _before(roster: Roster, blocks: Sequence[Block], place: tuple[int, Token]) -> Iterator[Party]:
    """Yield the parties named before a place: those of this paragraph and the one before, then any who met."""
    index, head = place
    for back in range(index, -1, -1):
        for party in reversed(of_block(roster, blocks, back)):
            if back == index and party.at >= head.i:
                continue
            if party.met or index - back <= 1:
                yield party


def _behind(roster: Roster, blocks: Sequence[Block], place: tuple[int, Token], count: int | None) -> list[Party]:
    """Return the party that a paragraph, or the next one, names only behind words for two: "the two presidents"."""
    index, head = place
    if count is None:
        return []
    near = [p for at in (index, index + 1) if at < len(blocks) for p in of_block(roster, blocks, at)]
    return [p for p in near if (p.block, p.at) > (index, head.i) and _fits(p, count)][:1]


def of_block(roster: Roster, blocks: Sequence[Block], index: int) -> tuple[Party, ...]:
    """Return the parties of a paragraph, in order; each paragraph is looked through once."""
    known = roster.parties.get(index)
    if known is None:
        seats = [s for s in roster.in_block(index) if s.cluster.kind in {"person", "state"}]
        place = (index, blocks[index])
        found = [_of_sentence(roster, place, sentence, seats) for sentence in place[1].sentences] if seats else []
        known = roster.parties[index] = tuple(p for p in found if p is not None)
    return known


def _of_sentence(roster: Roster, place: tuple[int, Block], sentence: Sentence, seats: Sequence[Seat]) -> Party | None:
    inside = [s for s in seats if sentence.start <= s.head.i < sentence.end]
    people = [s for s in inside if s.cluster.kind == "person"]
    if people and _tells_of_meeting(sentence):
        together = _distinct(s for s in people if _belongs(s.head))
        if len(together) == 1 and _subject_of(together[0].head) is not None:
            # "Berg met with the ministers of the region".
            together = (*together, *_unnamed(roster, place, sentence))
        if len(together) > 1:
            return Party(together[0].block, together[0].head.i, together, met=True)
    for kind in (people, [s for s in inside if s.cluster.kind == "state"]):
        acting = _distinct(s for s in kind if _subject_of(s.head) is not None)
        verbs = {_subject_of(s.head) for s in acting}
        if len(acting) > 1 and len(verbs) == 1:
            return Party(acting[0].block, acting[0].head.i, acting, met=False)
    return None


def _unnamed(roster: Roster, place: tuple[int, Block], sentence: Sentence) -> list[Seat]:
    """Return a mention of the people without names whom somebody met."""
    for head in sentence:
        if head.tag_ != "NNS" or head.lemma_.lower() not in OFFICES | MEMBERS or not _belongs(head):
            continue
        met = head.dep_ == "dobj" or (head.dep_ == "pobj" and head.head.lower_ == "with")
        if met:
            return [roster.at(place[0], head) or roster.add(place, noun_phrase(head), "group", None)]
    return []


def _distinct(seats: Iterator[Seat]) -> tuple[Seat, ...]:
    return tuple({s.cluster.entity: s for s in reversed(list(seats))}.values())[::-1][:MANY]


def _tells_of_meeting(sentence: Sentence) -> bool:
    """Say whether people met: "spoke with", "held talks", "during the conversation, Berg told Kovacs"."""
    root = sentence.root
    if root.lemma_.lower() in MET:
        return True
    above = {root.i, *(c.i for c in root.children if c.dep_ == "prep" and c.lower_ in {"during", "at"})}
    return any(
        t.lemma_.lower() in MEETING and t.pos_ == "NOUN" and (t.i == root.i or t.head.i in above) for t in sentence
    )


def _belongs(head: Token) -> bool:
    """Say whether a name is one of those who met: no clause and no other preposition stands above it."""
    token, with_ = head, False
    while token.head.i != token.i:
        if token.dep_ == "prep" and token.lower_ not in TOGETHER:
            return with_
        with_ = with_ or (token.dep_ == "prep" and token.lower_ in {"with", "between"})
        if token.dep_ not in WITHIN_PHRASE:
            return False
        if token.dep_ == "poss" and token.head.lemma_.lower() not in MEETING:
            return False
        token = token.head
    return True


def _subject_of(head: Token) -> int | None:
    """Return the verb whose subject a name is, alone or coordinated."""
    token = head
    while token.dep_ in {"conj", "appos", "compound", "nmod"} and token.head.i != token.i:
        token = token.head
    return token.head.i if token.dep_ in {"nsubj", "nsubjpass"} else None


def opening(roster: Roster, blocks: Sequence[Block], last: int) -> Party | None:
    """Return who met by the first paragraphs, up to and with a last one."""
    parties = (p for index in range(min(last, len(blocks))) for p in of_block(roster, blocks, index))
    return next((p for p in parties if p.met), None)
