"""Commitments: agreements, promises and announced next steps, with what they bind to and when it is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.extract.clauses import pieces, trim, words
from detente.language.english import Block
from detente.model import Commitment, CommitmentKind, Event, content_id

if TYPE_CHECKING:
    from spacy.tokens import Token

    from detente.extract.events.sense import Sense
    from detente.extract.events.status import Calendar

# Types by which a state binds itself, told of as done or to come.
BINDING = frozenset({"AGREE", "SUPPORT", "COOPERATE", "CONSULT", "AID", "RETREAT", "CONCEDE"})
AGREEMENTS = frozenset(
    "agreement treaty pact accord memorandum communique communiqué contract protocol deal convention declaration "
    "understanding settlement charter".split()
)
# Wishes and readiness bind nobody.
LOOSE = frozenset(
    "hope expect consider contemplate mull weigh want aim seek envisage desire hint indicate open".split()
)
OBJECTS = frozenset({"dobj", "nsubjpass"})
SIGNING = frozenset("sign conclude reach initial ratify strike clinch seal agree adopt issue finalize finalise".split())


def of(event: Event, sense: Sense, calendar: Calendar, block: Block) -> Commitment | None:
    """Return the commitment that an event's words report, its parties still open; None where they bind nobody."""
    kind = _kind(event, sense)
    if kind is None:
        return None
    subject = _subject(sense)
    due = calendar.date(block, sense, due=True) if kind != "agreement" else None
    return Commitment(
        id=content_id(event.article, "commitment", event.start, event.end, sense.head.idx),
        article=event.article,
        start=event.start,
        end=event.end,
        content=event.content,
        kind=kind,
        parties=(),
        subject=subject,
        due=due.on if due else None,
        due_precision=due.precision if due else None,
        confidence=event.confidence,
        statement=event.statement,
        event=event.id,
    )


def _kind(event: Event, sense: Sense) -> CommitmentKind | None:
    if event.status not in {"happened", "scheduled"} or event.type not in BINDING:
        return None
    head = sense.head.lemma_.lower()
    named = {sense.core.lemma_.lower(), *(c.lemma_.lower() for c in sense.head.children if c.dep_ in OBJECTS)}
    if named & AGREEMENTS and event.type in {"SUPPORT", "AGREE"} and event.status == "happened":
        return "agreement" if head in SIGNING else None
    if event.status == "scheduled" and sense.planned is not None:
        return "next step"
    if event.type == "AGREE" and "PROMISE" in sense.via and head not in LOOSE:
        return "agreement" if head == "agree" and event.status == "happened" else "promise"
    return None


def _subject(sense: Sense) -> str:
    """Return the words that say to what somebody is bound: what was agreed, promised or announced."""
    head, core = sense.head, sense.core
    at: Token = core
    for token in core.ancestors:
        if token.i == head.i:
            break
        at = token
    if at.i == head.i:
        below = [c for c in head.children if c.dep_ in {"dobj", "xcomp", "ccomp", "prep"} and c.i > head.i]
        at = below[0] if below else head
    run = trim(next(piece for piece in pieces(words(at)) if any(t.i == at.i for t in piece))) or [at]
    first, last = run[0], run[-1]
    return " ".join(str(head.doc[first.i : last.i + 1].text).split())
