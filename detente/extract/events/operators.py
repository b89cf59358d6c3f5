"""What each class of verbs and nouns makes of the act it governs.

The rules follow the published categories of CAMEO: to express intent is AGREE, to decline REJECT, to threaten
THREATEN, to ask REQUEST; to end a hostile act is RETREAT, to end cooperation SANCTION.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.extract.clauses import subject
from detente.extract.events import lookup
from detente.extract.events.sense import COOPERATIVE, HOSTILE, Sense, lemma
from detente.extract.events.vocabulary import things

if TYPE_CHECKING:
    from spacy.tokens import Token

# What a request, refusal or threat is about, by the type of the act.
ASKED = {"AID": "assist", "COOPERATE": "assist", "SUPPORT": "assist", "CONSULT": "meet", "RETREAT": "yield"}
MENACED = {
    "COERCE": "restrict",
    "SANCTION": "relations",
    "ASSAULT": "violence",
    "MOBILIZE": "violence",
    "PROTEST": "relations",
}
STOPPED = {"ASSAULT": "ceasefire", "MOBILIZE": "disarm"}
CEASEFIRE = frozenset({"ceasefire", "truce", "fire", "armistice"})
ANNOUNCING = frozenset("announce declare reaffirm reiterate repeat confirm signal stress order".split())
# Said to somebody, these bind whatever the words that follow mean.
BINDING = frozenset("agree pledge promise vow offer invite consent undertake guarantee".split())
# Said of forces alone, so that they need not be named.
MUSTERED = frozenset("deploy mobilize mobilise mass muster garrison deployment mobilization mobilisation".split())
ASKED_BY = frozenset({"on", "upon", "to", "from", "with"})


def of_thing(kind: str, word: Token, thing: Sense) -> Sense | None:
    """Return what a class of words makes of a thing, or None where the table does not say."""
    known = things().get((kind, thing.type))
    if known is None:
        return None
    type_, mode, sure = known
    return Sense(*_kept((type_, mode), thing), None, word, thing.core, (kind,), sure=sure)


def _kept(known: tuple[str, str | None], thing: Sense) -> tuple[str, str | None]:
    """Return what becomes of a thing; of troops that keep the peace, help."""
    if known == ("REJECT", "yield") and any(
        c.dep_ == "compound" and c.lower_ in CEASEFIRE for c in thing.head.children
    ):
        return "ASSAULT", None
    if known[0] == "MOBILIZE" and any(t.lower_.startswith("peace") for t in thing.head.sent):
        return "AID", None
    return known


def alone(kind: str, verb: Token) -> Sense | None:
    """Return what a word of a class reports where it governs nothing that the words know."""
    known = things().get((kind, "*"))
    if known is None:
        return None
    type_, mode, sure = known
    if kind == "MOVE" and lemma(verb) not in MUSTERED:
        return None
    if kind == "PROMISE" and lemma(verb) in BINDING:
        sure = 0.7
    if kind == "LEAVE" and not _by_troops(verb):
        sure = 0.3 if lemma(verb) != "leave" else 0.0
    return Sense(type_, mode, None, verb, verb, (kind,), asked(kind, verb), sure)


def _by_troops(verb: Token) -> bool:
    acts = subject(verb) if verb.pos_ == "VERB" else None
    return acts is not None and any(word.kind == "TROOPS" for word in lookup.noun(acts))


def asked(kind: str, verb: Token) -> Token | None:
    """Return who is asked, allowed or warned."""
    if kind not in {"ASK", "ALLOW", "MENACE"}:
        return None
    for c in verb.children:
        if c.dep_ in {"dobj", "nsubjpass", "dative"} and c.pos_ in {"PROPN", "PRON", "NOUN"}:
            return c
        if c.dep_ == "prep" and c.lower_ in ASKED_BY:
            return next((x for x in c.children if x.dep_ == "pobj"), None)
        if c.dep_ in {"ccomp", "xcomp"}:
            return next((x for x in c.children if x.dep_ in {"nsubj", "nsubjpass"}), None)
    return None


def _plain(inner: Sense) -> Sense:
    """Return an act as what words are about, whether or not, when, and by whom it is done."""
    return replace(inner, negated=False, reverse=False, planned=None)


def _do(verb: Token, inner: Sense, _: Token | None) -> Sense | None:
    return replace(inner, head=verb)


def _end(verb: Token, inner: Sense, _: Token | None) -> Sense | None:
    if inner.type in {"REQUEST", "THREATEN"}:
        return replace(inner, type="CONCEDE", mode=None, head=verb, via=("END", *inner.via))
    if inner.type == "AGREE":
        return replace(inner, type="REJECT", mode=None, head=verb, via=("END", *inner.via))
    if inner.type in HOSTILE or inner.type in {"ACCUSE", "REJECT"}:
        return replace(inner, type="RETREAT", mode=STOPPED.get(inner.type), head=verb, via=("END", *inner.via))
    if inner.type in {"RETREAT", "CONCEDE"}:
        return replace(inner, type="REJECT", mode=None, head=verb, via=("END", *inner.via))
    mode = "withdraw" if inner.type in {"CONSULT", "SUPPORT"} else "discontinue"
    return replace(inner, type="SANCTION", mode=mode, head=verb, via=("END", *inner.via))


def promise(verb: Token, inner: Sense, _: Token | None) -> Sense:
    """Return an act as one that is promised: AGREE where it helps, THREATEN where it hurts."""
    via = ("PROMISE", *inner.via)
    if inner.negated and inner.type in COOPERATIVE:
        return replace(inner, type="REJECT", mode=None, head=verb, via=via, negated=False)
    if inner.type in HOSTILE and not inner.negated:
        return replace(inner, type="THREATEN", mode=MENACED.get(inner.type), head=verb, via=via, reverse=False)
    if inner.type == "SUPPORT" and not inner.negated and inner.head.pos_ == "NOUN":
        # Support is given in words: to pledge it is to give it.
        return replace(inner, head=verb, via=via)
    if inner.type in COOPERATIVE or inner.negated:
        return replace(inner, type="AGREE", mode=None, head=verb, via=via, negated=False, reverse=False)
    return replace(inner, head=verb, via=via)


def _ask(verb: Token, inner: Sense, at: Token | None) -> Sense | None:
    via, whom = ("ASK", *inner.via), asked("ASK", verb)
    noun = at is not None and at.pos_ in {"NOUN", "PROPN"}
    if inner.type in {"COERCE", "SANCTION", "ASSAULT"} and noun and not inner.negated:
        return replace(inner, type="THREATEN", mode=MENACED.get(inner.type), head=verb, via=via, sure=0.8)
    if inner.type == "PROTEST":
        return replace(inner, head=verb, via=via)
    mode = "yield" if inner.negated else ASKED.get(inner.type, "change")
    return replace(
        inner, type="REQUEST", mode=mode, head=verb, via=via, asked=whom, negated=False, reverse=False, planned=None
    )


def _refuse(verb: Token, inner: Sense, _: Token | None) -> Sense | None:
    mode = ASKED.get(inner.type, "change" if inner.type in {"CONCEDE", "REQUEST"} else None)
    return replace(
        inner,
        type="REJECT",
        mode=mode,
        head=verb,
        via=("REFUSE", *inner.via),
        negated=False,
        reverse=False,
        planned=None,
    )


def _defy(verb: Token, inner: Sense, _: Token | None) -> Sense | None:
    if inner.type == "RETREAT" and inner.mode == "ceasefire":
        return replace(inner, type="ASSAULT", mode=None, head=verb, via=("DEFY",))
    return replace(inner, type="REJECT", mode="yield", head=verb, via=("DEFY", *inner.via), sure=0.7)


def _allow(verb: Token, inner: Sense, _: Token | None) -> Sense | None:
    via, whom = ("ALLOW", *inner.via), asked("ALLOW", verb)
    if inner.type in HOSTILE and inner.type not in {"PROTEST", "SANCTION", "MOBILIZE"}:
        return replace(inner, head=verb, via=via)
    return replace(inner, type="RETREAT", mode="access", head=verb, via=via, asked=whom, planned=None)


def _menace(verb: Token, inner: Sense, _: Token | None) -> Sense | None:
    mode = MENACED.get(inner.type)
    return replace(
        inner,
        type="THREATEN",
        mode=mode,
        head=verb,
        via=("MENACE", *inner.via),
        negated=False,
        reverse=False,
        planned=None,
    )


def _fail(verb: Token, inner: Sense, _: Token | None) -> Sense | None:
    if lemma(verb) == "fail" and inner.type in COOPERATIVE:
        return replace(inner, type="REJECT", mode=ASKED.get(inner.type), head=verb, via=("FAIL",), sure=0.5)
    return replace(inner, head=verb, via=("FAIL", *inner.via), sure=inner.sure * 0.8)


def _give(verb: Token, inner: Sense, _: Token | None) -> Sense | None:
    if inner.type == "RETREAT" and inner.mode == "release":
        return replace(inner, head=verb)
    return replace(inner, head=verb, via=("GIVE", *inner.via))


def _cancel(verb: Token, inner: Sense, _: Token | None) -> Sense | None:
    if inner.type == "CONSULT":
        return replace(inner, type="REJECT", mode="meet", head=verb, via=("END", *inner.via))
    return _end(verb, inner, None)


def _provide(verb: Token, inner: Sense, _: Token | None) -> Sense | None:
    if inner.type == "SUPPORT" and inner.head.lemma_ == "support":
        return replace(inner, type="AID", mode=None, context=None, head=verb, via=("GIVE",))
    return _give(verb, inner, None)


def _send(verb: Token, inner: Sense, _: Token | None) -> Sense | None:
    return replace(inner, head=verb, via=("SEND", *inner.via))


def _leave(verb: Token, inner: Sense, _: Token | None) -> Sense | None:
    return _end(verb, inner, None)


def _free(verb: Token, inner: Sense, _: Token | None) -> Sense | None:
    if inner.type in {"AID", "COOPERATE"}:
        return replace(inner, head=verb)
    if inner.type in {"COERCE", "RETREAT"}:
        return Sense("RETREAT", "release", None, verb, inner.core, ("FREE",), sure=0.8)
    return alone("FREE", verb)


def _take(verb: Token, inner: Sense, _: Token | None) -> Sense | None:
    return Sense("COERCE", "seize", None, verb, inner.core, ("TAKE",), sure=0.7)


def _say(verb: Token, inner: Sense, at: Token | None) -> Sense | None:
    """Return what is said as the speaker's own act: a demand, a promise, or an act announced in a noun."""
    if at is None:
        return None
    if at.pos_ in {"NOUN", "PROPN"}:
        return replace(inner, head=verb, via=("SAY", *inner.via), sure=0.8) if lemma(verb) in ANNOUNCING else None
    own = next((c for c in at.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if at.dep_ == "xcomp" or (own is not None and own.pos_ == "PRON"):
        ahead = "PROMISE" in inner.via or "FUTURE" in inner.via or inner.type in {"REQUEST", "REJECT", "THREATEN"}
        return replace(inner, head=verb, via=("SAY", *inner.via)) if ahead else None
    return None


def _judge(verb: Token, inner: Sense, _: Token | None) -> Sense | None:
    return Sense("SUPPORT", None, "diplomatic", verb, inner.core, ("JUDGE", *inner.via), sure=0.85)


def _accept(verb: Token, inner: Sense, _: Token | None) -> Sense | None:
    if inner.type == "REQUEST" or "ASK" in inner.via:
        return replace(inner, type="CONCEDE", mode=None, head=verb, via=("ACCEPT", *inner.via))
    if inner.type in {"AGREE", "RETREAT", "CONSULT", "AID", "CONCEDE"}:
        return replace(inner, type="AGREE", mode=None, head=verb, via=("ACCEPT", *inner.via))
    return replace(inner, head=verb, via=("ACCEPT", *inner.via), sure=0.8)


def _reverse(verb: Token, inner: Sense, _: Token | None) -> Sense | None:
    if any(c.dep_ == "prep" and c.lower_ in {"from", "by"} for t in (verb, *verb.children) for c in t.children):
        return replace(inner, head=verb, reverse=True, sure=0.8)
    return None


APPLY: dict[str, Callable[[Token, Sense, Token | None], Sense | None]] = {
    "DO": _do, "BUILD": _do, "START": _do, "END": _end, "CANCEL": _cancel, "PROMISE": promise, "ASK": _ask,
    "MUST": _ask, "REFUSE": _refuse, "DEFY": _defy, "ALLOW": _allow, "MENACE": _menace, "FAIL": _fail,
    "GIVE": _give, "PROVIDE": _provide, "SEND": _send, "MOVE": _send, "LEAVE": _leave, "FREE": _free, "TAKE": _take,
    "SAY": _say, "JUDGE": _judge, "ACCEPT": _accept, "REVERSE": _reverse,
}  # fmt: skip
