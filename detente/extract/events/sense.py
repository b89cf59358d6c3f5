"""What a word reports, as the other modules pass it on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
# Deeds, not words, against somebody.
HOSTILE = frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
AHEAD = frozenset({"will", "would", "shall", "'ll", "’ll", "wo"})


@dataclass(frozen=True, slots=True)
class Sense:
    """What is reported: a PLOVER type, or an act that is only a thing so far (``thing``).

    Attributes:
        head: the word that reports it: where its source is looked for.
        core: the innermost act: where its target is looked for first.
        asked: who is asked, urged or allowed to act, where that is somebody else than the target of the act.
        sure: how surely the words mean it, 0 to 1.
        negated: the act is said not to be.
        reverse: the grammatical subject undergoes it.
        thing: it is no act, and ``type`` the class of the thing.
        planned: type and mode of the act that is told of as to come.
    """

    type: str
    mode: str | None
    context: str | None
    head: Token
    core: Token
    via: tuple[str, ...] = ()
    asked: Token | None = None
    sure: float = 1.0
    negated: bool = False
    reverse: bool = False
    thing: bool = False
    planned: tuple[str, str | None] | None = None


def lemma(token: Token) -> str:
    """Return the dictionary form in lower case."""
    return str(token.lemma_).lower()


def has_to(verb: Token) -> bool:
    """Say whether a verb is a to-infinitive."""
    return any(x.lower_ == "to" and x.dep_ == "aux" for x in verb.children)


def coming(verb: Token) -> bool:
    """Say whether a verb tells of what is to come: "will", "would", "is to", "is going to"."""
    if any(c.dep_ == "aux" and c.lower_ in AHEAD for c in verb.children):
        # "Would have" tells of what has not been.
        return not any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
    head = verb.head
    return verb.dep_ == "xcomp" and has_to(verb) and head.lemma_ in {"be", "go"} and head is not verb


def finite(clause: Token) -> bool:
    """Say whether a clause tells how things are or were: "that it had agreed", not "that it agree"."""
    own = (clause, *(c for c in clause.children if c.dep_ in {"aux", "auxpass"}))
    return any(t.tag_ in {"VBD", "VBZ"} for t in own) and not any(t.tag_ == "MD" for t in own)
