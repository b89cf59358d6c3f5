"""Events: who did what to whom, coded in PLOVER, read off the dependency tree of each sentence.

``senses`` says what a verb or noun reports, ``ends`` who may act and who may be acted on, ``status`` whether it has
happened and when. What is found here are deeds: which states the phrases mean is known when they are linked.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from detente.extract import commitments, coreference
from detente.extract.clauses import pieces, trim, words
from detente.extract.events import ends, lookup, senses, status
from detente.extract.events.pairs import code_event
from detente.extract.events.sense import Sense, has_to
from detente.extract.mentions import OFFICES, Roster
from detente.language import english
from detente.language.english import Block
from detente.model import Article, Deed, Event, Phrase, Span, Statement, TimeExpression, content_id

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Sentence

# Words of one of these kinds may name a state or somebody who acts for one.
NAMES = frozenset({"GPE", "NORP", "ORG", "PERSON", "LOC", "FAC"})
# An event less surely read than this is none.
LEAST = 0.45
REPORTS = frozenset({"VERB", "NOUN", "AUX"})
# Meetings, deals and joint work are done by both sides, unless one visits, calls or hosts the other.
MUTUAL = frozenset({"CONSULT", "COOPERATE"})
ONE_WAY = frozenset({"visit", "phone", "legal", "intelligence"})
# What two do together, where no third is named, each does to the other.
TOGETHER = frozenset({"CONSULT", "COOPERATE", "SUPPORT", "AGREE"})
# Words to somebody, who need not be named again.
TOLD = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "AGREE", "CONCEDE"})
# Words alone: where they have not been said, there is nothing.
WORDS_ALONE = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "CONCEDE"})
FIGHTS = frozenset({"fight", "clash", "skirmish", "battle", "trade"})
LONGEST_PHRASE = 40
LONGEST_DATELINE = 120
# A place in capitals, a date or an agency, and a dash: "PARIS, May 4 (AP) - ".
DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’ -]{2,40}(?:,[^-–—\n]{0,40}?)?"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2})"
    r"(?:\s*\([^)\n]{1,40}\))?\s+(?:--?|[–—])\s+"
)
THIRD = coreference.SINGULAR | coreference.NEUTER | coreference.PLURAL
HOLES = frozenset({"relcl", "acl", "advcl", "cc", "conj", "punct"})
BESIDE = frozenset({"conj", "cc", "advcl", "parataxis", "punct", "mark"})

__all__ = ["code_event", "find"]


def find(
    article: Article,
    blocks: Sequence[Block],
    roster: Roster,
    times: Sequence[TimeExpression],
    statements: Sequence[Statement],
) -> Iterator[Deed]:
    """Yield the deeds of an article in the order of its sentences.

    Args:
        article: for its id, text and date.
        blocks: its parsed paragraphs.
        roster: its mentions; pronouns that stand for an end are added.
        times: its dates.
        statements: its statements; an event in what somebody says is that one's claim.
    """
    calendar = status.Calendar(article.published, times)
    claims = status.Claims(statements)
    for index, block in enumerate(blocks):
        reporting = _reporting(block.doc)
        for sentence in block.sentences:
            for sense in of_sentence(sentence, reporting):
                acting = ends.sources(sense)
                acted = ends.targets(sense, acting)
                deed = _deed(article, block, (sense, acting, acted), calendar, claims)
                if deed is not None:
                    _resolve(roster, blocks, index, (acting, acted))
                    yield deed


def of_sentence(sentence: Sentence, reporting: Sequence[int]) -> list[Sense]:
    """Return what a sentence reports, the words that are part of a larger report left out.

    ``reporting`` are the places of its paragraph's words that the dictionary knows, in order.
    """
    doc = sentence.doc
    met = [doc[n] for n in reporting[bisect_left(reporting, sentence.start) : bisect_left(reporting, sentence.end)]]
    if not met or not any(t.ent_type_ in NAMES or t.pos_ in {"PROPN", "PRON"} for t in sentence):
        return []
    found = [
        sense
        for token in met
        if token.pos_ in REPORTS
        and (sense := senses.read(token)) is not None
        and senses.stands(sense)
        and sense.sure >= LEAST
        and not lookup.swallowed(token)
    ]
    taken = {i for sense in found for i in _consumed(sense)}
    return [sense for sense in found if sense.head.i not in taken]


def _reporting(doc: Doc) -> list[int]:
    known = _forms()
    return [n for n, form in enumerate(doc.to_array("LEMMA").tolist()) if form in known]


@cache
def _forms() -> frozenset[int]:
    """Return the dictionary forms that can report an event, as the numbers that spaCy keeps for them."""
    strings = english.pipeline().vocab.strings
    return frozenset(int(strings[form]) for form in senses.forms())


def _consumed(sense: Sense) -> Iterator[int]:
    """Yield the words between the head of a sense and its innermost act, that one included."""
    if sense.core is sense.head:
        return
    yield sense.core.i
    for token in sense.core.ancestors:
        if token.i == sense.head.i:
            return
        yield token.i


def _resolve(
    roster: Roster, blocks: Sequence[Block], index: int, ends_: tuple[Sequence[Token], Sequence[Token]]
) -> None:
    """Make mentions of the pronouns and titles that stand for an end, so that they are linked.

    Who acts is not whom "him" in the same clause means.
    """
    acting, acted = ends_
    block = blocks[index]
    own = [block.span(t, t) for t in acting[:1]]
    for heads, others in ((acting[:1], []), (acted[:1], own)):
        for end in heads:
            content = others if end.tag_ == "PRP" else []
            title = end.tag_ in {"NN", "NNP"} and end.lemma_.lower() in OFFICES and end.left_edge.lower_ == "the"
            if (end.lower_ in THIRD or title) and roster.at(index, end) is None:
                coreference.resolve(roster, blocks, index, end, None, content)


def _deed(
    article: Article,
    block: Block,
    read: tuple[Sense, list[Token], list[Token]],
    calendar: status.Calendar,
    claims: status.Claims,
) -> Deed | None:
    sense, acting, acted = read
    begins = _begins(block, sense.head.sent)
    acting = [t for t in acting if t.idx >= begins]
    acted = [t for t in acted if t.idx >= begins]
    if not acting and (sense.head.pos_ != "VERB" or _passive(sense.head)):
        return None
    told, how = status.told(sense)
    if (how == "denied" and told.type in WORDS_ALONE) or (how == "hypothetical" and has_to(sense.head)):
        # An aim is no event.
        return None
    span = _span(block, sense, begins)
    own = block.span(sense.head, sense.head)
    when = calendar.date(block, sense, begins)
    if when is None and how == "happened":
        when = claims.said(own) or calendar.before(block, sense)
    event = Event(
        id=content_id(article.id, "event", span.start, span.end, sense.head.idx, told.type),
        article=article.id,
        start=span.start,
        end=span.end,
        content=span.of(article.text),
        type=told.type,
        mode=told.mode,
        context=(sense.context,) if sense.context else (),
        cameo=told.cameo,
        source=(),
        target=(),
        date=when.on if when else None,
        precision=when.precision if when else None,
        place=status.place(sense),
        status=how,
        intensity=told.score,
        confidence=round(sense.sure, 2),
        statement=claims.around(span, own),
    )
    mutual = told.type in MUTUAL and told.mode not in ONE_WAY and (sense.context or "") not in ONE_WAY
    together = (
        (told.type in TOGETHER and told.mode not in ONE_WAY) or sense.head.lemma_ in FIGHTS or "FAIL" in sense.via
    )
    return Deed(
        event,
        commitments.of(event, sense, calendar, block),
        tuple(_phrases(block, head) for head in acting),
        tuple(_phrases(block, head) for head in acted),
        at=block.start + sense.head.idx,
        sentence=block.chars(max(begins, sense.head.sent.start_char), sense.head.sent.end_char),
        mutual=mutual,
        together=together,
        nominal=sense.head.pos_ == "NOUN",
        implied=told.type in TOLD and _addressed(sense),
    )


def _addressed(sense: Sense) -> bool:
    """Say whether the words are to somebody even where none is named: but for threats and demands, a clause is not."""
    head = sense.head
    if head.pos_ != "VERB":
        return False
    clauses = [c for c in head.children if c.dep_ == "ccomp"]
    if sense.type == "REQUEST":
        that = any(x.lower_ == "that" and x.dep_ == "mark" for c in clauses for x in c.children)
        return that or any(c.dep_ == "dobj" for c in head.children)
    return sense.type == "THREATEN" or not clauses


def _passive(verb: Token) -> bool:
    return verb.tag_ == "VBN" and (verb.dep_ == "acl" or any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children))


def _phrases(block: Block, head: Token) -> tuple[Phrase, ...]:
    return tuple(_phrase(block, token) for token in ends.joint(head))


def _phrase(block: Block, head: Token) -> Phrase:
    """Return the noun phrase of a head without clauses and coordinated phrases behind it."""
    first, last = max(head.left_edge.i, head.i - LONGEST_PHRASE), min(head.right_edge.i, head.i + LONGEST_PHRASE)
    for c in head.children:
        if c.i > head.i and c.dep_ in HOLES:
            last = min(last, max(head.i, c.left_edge.i - 1))
    end = head.doc[last]
    return Phrase(
        block.start + head.doc[first].idx, block.start + head.idx + len(head), block.start + end.idx + len(end)
    )


def _begins(block: Block, sentence: Sentence) -> int:
    """Return where a sentence begins, in characters of its paragraph, behind a dateline ("PARIS, May 4 (AP) - ")."""
    start = int(sentence.start_char)
    if start > LONGEST_DATELINE:
        return start
    found = DATELINE.match(block.text, start, start + LONGEST_DATELINE)
    return found.end() if found is not None else start


def _span(block: Block, sense: Sense, begins: int) -> Span:
    """Return the words that report an event: the clause of its head, without other clauses beside it."""
    head = sense.head
    holes = [c for c in head.children if c.dep_ in BESIDE and not _inside(sense, c)]
    runs = [r for r in pieces(words(head, without=holes)) if any(t.i in {head.i, sense.core.i} for t in r)]
    run = trim([t for r in runs for t in r])
    inside = [t for t in run if t.idx >= begins] or [head]
    return block.span(inside[0], inside[-1])


def _inside(sense: Sense, token: Token) -> bool:
    return token.i == sense.core.i or token.is_ancestor(sense.core)
