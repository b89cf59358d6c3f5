"""When and through whom something was said: the occasion a sentence names, and how long it lasts.

A sentence that sets the scene ("On 3 May the minister was interviewed by the daily Azadi") gives date and channel to
what the same person says in the sentences after it, until another occasion is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.extract.clauses import child, subject
from detente.extract.cues import speakers
from detente.extract.mentions import Roster, Seat
from detente.language.english import Block
from detente.model import Precision, TimeExpression

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

VENUES = frozenset(
    "interview conversation briefing conference speech address talk meeting call summit remark statement ceremony "
    "session testimony lecture visit telegram letter".split()
)
# What a readout's first sentence says was done.
ENCOUNTERS = frozenset("speak meet talk call host receive convene confer converse hold chair attend".split())
# How many paragraphs may open a readout.
OPENING = 2
FEW_DAYS = 2
# "in an interview with", "in remarks to".
TOLD_IN = frozenset({"interview", "remark", "comment"})
INTERVIEW = frozenset({"interview"})
CHANNEL_PREPOSITIONS = frozenset({"with", "by", "to", "for", "of", "in", "on"})
MEDIA = frozenset(
    "newspaper daily agency media magazine channel television tv radio outlet weekly broadcaster press".split()
)
CARRYING = frozenset("see obtain review view carry air broadcast quote cite report relay run translate".split())
QUOTING = frozenset("quote cite report broadcast relay carry publish paraphrase".split())


@dataclass(frozen=True, slots=True)
class Occasion:
    """A date of saying, how exact it is, and the channel it came through (a mention), as far as they are named."""

    said_on: str | None = None
    precision: Precision | None = None
    channel: Seat | None = None


def of_sentence(
    sentence: Sentence, place: tuple[int, Block], roster: Roster, times: Sequence[TimeExpression]
) -> tuple[Occasion, list[Seat]] | None:
    """Return the occasion a sentence sets and the people it holds for, or None."""
    index, block = place
    venue = next((t for t in sentence if t.lemma_.lower() in VENUES and t.pos_ in {"NOUN", "VERB", "PROPN"}), None)
    if venue is None:
        return None
    when = next((t for t in times if _inside(t, block, sentence) and t.precision == "day"), None)
    channel = _channel(sentence, place, roster) if venue.lemma_.lower() in INTERVIEW else None
    if when is None and channel is None:
        return None
    speakers = [s for s in roster.seats if s.block == index and s.kind == "person" and _in(s.head, sentence) and s.acts]
    return Occasion(when.on if when else None, when.precision if when else None, channel), speakers


def of_readout(sentence: Sentence, block: Block, times: Sequence[TimeExpression], published: str | None) -> Occasion:
    """Return the one occasion a readout tells of, where an opening sentence says that people met or spoke.

    A readout that gives no day is taken to be of the day it was published.
    """
    root = sentence.root
    held = root.lemma_.lower() in ENCOUNTERS or any(
        c.lemma_.lower() in VENUES for c in root.children if c.dep_ in {"dobj", "nsubjpass", "nsubj"}
    )
    if not held or root.tag_ not in {"VBD", "VBN"}:
        return Occasion()
    when = next((t for t in times if _inside(t, block, sentence) and t.precision == "day"), None)
    if when is not None:
        return Occasion(when.on, when.precision)
    return Occasion(published, "day") if published else Occasion()


def of_deeds(
    sentence: Sentence, place: tuple[int, Block], roster: Roster, times: Sequence[TimeExpression]
) -> list[tuple[Seat, Occasion]]:
    """Return whom a dated sentence in the past is about, with the date: what they say next, they say then.

    "Berg came home on Monday. He denied ...": the date holds for the paragraph.
    """
    index, block = place
    root = sentence.root
    when = next((t for t in times if _inside(t, block, sentence) and t.precision == "day"), None)
    past = root.tag_ == "VBD" or any(c.tag_ == "VBD" and c.dep_ in {"aux", "auxpass"} for c in root.children)
    if when is None or not past or root.pos_ not in {"VERB", "AUX"}:
        return []
    actors = [s for s in roster.seats if s.block == index and s.head.head is root and s.acts]
    return [(seat, Occasion(when.on, when.precision)) for seat in actors]


# Along these a date belongs to the verb above it: "on Monday", "in a speech in Cairo on Monday".
DATING = frozenset("npadvmod tmod prep nummod compound amod advmod det nmod appos pcomp punct conj".split())
SAID_AT = frozenset({"in", "at", "during", "on", "to", "from", "near", "outside", "before", "by"})
# A clause that is of the day of its main clause: "As the envoy left on Friday, Lima announced".
SPEAKING = frozenset({"speak", "talk", "address", "write", "appear", "brief"})
SAME_TIME = frozenset({"as", "when", "while"})


def dates(block: Block, when: TimeExpression, cue: Token) -> bool:
    """Say whether a date is that of the saying, not of something spoken of: "informed him of the talks on 26 May".

    The tree above the date leads to the cue, or to the verb the cue is coordinated with or stands beside, through
    nothing but adverbials of time and place.
    """
    inside = block.doc.char_span(when.start - block.start, when.end - block.start, alignment_mode="expand")
    if inside is None:
        return False
    token = inside.root
    beside = cue.dep_ in {"conj", "advcl", "xcomp", "acl", "prep", "pobj", "dobj"}
    verbs = {cue.i, cue.head.i} if beside else {cue.i}
    while token.i not in verbs:
        if token.head.i == token.i:
            return False
        if token.dep_ == "advcl":
            return token.head.i in verbs and (
                token.lemma_.lower() in SPEAKING
                or any(c.dep_ in {"mark", "advmod"} and c.lower_ in SAME_TIME for c in token.children)
            )
        at = token.dep_ == "pobj" and (token.head.lower_ in SAID_AT or inside.start <= token.i < inside.end)
        if token.dep_ not in DATING and not at:
            return False
        token = token.head
    return True


def _inside(when: TimeExpression, block: Block, sentence: Sentence) -> bool:
    return block.start + sentence.start_char <= when.start and when.end <= block.start + sentence.end_char


def _in(token: Token, sentence: Sentence) -> bool:
    return sentence.start <= token.i < sentence.end


def _channel(sentence: Sentence, place: tuple[int, Block], roster: Roster) -> Seat | None:
    """Find the outlet of an interview: "interviewed by X", "interview with the newspaper X", "X interviewed Y"."""
    for token in sentence:
        if token.lemma_.lower() != "interview":
            continue
        if token.pos_ == "VERB" and (asker := subject(token)) is not None:
            found = outlet(roster, place, asker)
            if found is not None:
                return found
        for prep in token.children:
            inner = (
                child(prep, "pobj") if prep.dep_ in {"prep", "agent"} and prep.lower_ in CHANNEL_PREPOSITIONS else None
            )
            found = outlet(roster, place, inner) if inner is not None else None
            if found is not None:
                return found
    return None


def outlet(roster: Roster, place: tuple[int, Block], head: Token) -> Seat | None:
    """Return the mention of the outlet a noun phrase names: its own name, or the one in apposition to "newspaper".

    In the place of an interviewer any name that is no person's or state's is an outlet, whatever the recogniser calls
    it (newspapers are often taken for products or places).
    """
    names = [head]
    if head.lemma_.lower() in MEDIA:
        names = [t for t in head.subtree if t.i > head.i and t.dep_ in {"appos", "nmod", "npadvmod"}]
    for token in names:
        seat = roster.at(place[0], token)
        if seat is not None:
            return seat if seat.kind in {"organisation", "group"} else None
        if token.pos_ == "PROPN" and "." in token.text[1:-1] and not token.ent_type_:
            # "UOL.com.br": an outlet by its address.
            return roster.add(place, [token], "organisation", None)
        if token.ent_type_ and token.ent_type_ not in {"PERSON", "GPE", "NORP", "DATE", "TIME"}:
            entity = [t for t in token.sent if t.ent_type_ == token.ent_type_ and _one_run(t, token)]
            return roster.add(place, [t for t in entity if t.dep_ != "det"], "organisation", None)
    return None


def _one_run(token: Token, name: Token) -> bool:
    """Say whether two tokens belong to one recognised name: no token between them lies outside a name."""
    low, high = sorted((token.i, name.i))
    return all(t.ent_type_ == name.ent_type_ and (t.ent_iob_ == "I" or t.i == low) for t in name.doc[low : high + 1])


def passed_on(cue: Token, source: Token | None) -> Token | None:
    """Return through whom words came that were carried, seen or handed on: "in a statement carried by the agency".

    The noun carried is the source ("a letter seen by the Courier") or stands beside the cue ("in a letter seen by").
    """
    beside = [
        child(p, "pobj") for p in cue.children if p.dep_ == "prep" and p.lower_ in {"in", "on", "by", "via", "to"}
    ]
    for noun in (source, *beside):
        carried = next((c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN"), None) if noun else None
        if carried is None:
            continue
        agent = child(carried, "agent")
        if agent is not None and carried.lemma_.lower() in CARRYING:
            return child(agent, "pobj")
        via = next((c for c in carried.children if c.dep_ == "prep" and c.lower_ in {"via", "through"}), None)
        if via is not None:
            return child(via, "pobj")
    return None


def media_phrase(head: Token) -> bool:
    """Say whether the words mean media without naming one ("Serbian media", "state television")."""
    return head.lemma_.lower() in MEDIA


def quoter(cue: Token, source: Token | None) -> Token | None:
    """Return who passes a statement on: the subject of "quoted", "cited" above the cue, if it is not the source."""
    above = cue
    for _ in range(5):
        if above.pos_ == "VERB" and above.lemma_.lower() in QUOTING and (above.i != cue.i or quoted(cue) is not None):
            through = subject(above)
            return through if through is not None and (source is None or through.i != source.i) else None
        if above.head.i == above.i:
            return None
        above = above.head
    return None


def quoted(cue: Token) -> Token | None:
    """Return whose words a quoting verb passes on: "quoted the minister as saying", "cited Berg as warning"."""
    if cue.lemma_.lower() not in {"quote", "cite", "paraphrase"}:
        return None
    whom = child(cue, "dobj")
    above = (cue, whom) if whom is not None else ()
    tells = any(c.lower_ == "as" and child(c, "pcomp") is not None for t in above for c in t.children)
    return whom if tells else None


def _body(noun: Token) -> bool:
    return speakers().get(noun.lower_) == "body" and noun.lower_ not in MEDIA


def told(cue: Token) -> Token | None:
    """Return the outlet a speaker told: "Lavrov told Serbian media", "in an interview with NBC", "speaking to RT"."""
    if cue.lemma_.lower() in {"tell", "inform"}:
        hearer = child(cue, "dobj", "dative")
        # A parliament or a ministry that is told something passes nothing on.
        return None if hearer is not None and _body(hearer) else hearer
    # Before a quotation the parser hangs it on the quotation's verb.
    near = (*cue.children, *cue.head.children) if cue.dep_ == "parataxis" else (*cue.children,)
    aside = next((c for c in near if c.dep_ == "advcl" and c.lower_ in {"speaking", "talking"} and c.i < cue.i), None)
    first = cue.sent[0]
    if aside is None and first.lower_ in {"speaking", "talking"} and first.tag_ == "VBG" and first.i < cue.i:
        # Before a long quotation the parser may hang it anywhere.
        aside = first
    if aside is not None:
        # "Speaking to the Courier, the minister said": to whom, if it is no body.
        hearer = next(
            (child(c, "pobj") for c in aside.children if c.dep_ == "prep" and c.lower_ in {"to", "with", "on"}), None
        )
        return None if hearer is None or _body(hearer) else hearer
    # "The director, in remarks to the Courier, said": beside the subject.
    by = subject(cue)
    for prep in (*cue.children, *(by.children if by is not None and by.i < cue.i else ())):
        if prep.dep_ != "prep" or prep.lower_ not in {"in", "to", "on", "with"}:
            continue
        inner = child(prep, "pobj")
        if inner is None:
            continue
        if inner.lemma_.lower() in TOLD_IN:
            return _through(inner, CHANNEL_PREPOSITIONS - {"of"})
        if inner.lemma_.lower() == "statement":
            return _through(inner, frozenset({"to"}))
        wrote = cue.lemma_.lower() in {"write", "argue"} and prep.lower_ == "in"
        if inner.lemma_.lower() in MEDIA or (wrote and inner.ent_type_ in {"ORG", "WORK_OF_ART"}):
            return inner
    return None


def _through(noun: Token, prepositions: frozenset[str]) -> Token | None:
    """Return whom an interview or a remark was given to: "with the Courier", "published by the Courier"."""
    published = [c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN"]
    for above in (noun, *published):
        for prep in above.children:
            inner = child(prep, "pobj") if prep.dep_ in {"prep", "agent"} and prep.lower_ in prepositions else None
            if inner is not None and not _body(inner):
                return inner
    return None
