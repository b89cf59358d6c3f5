"""What a verb or noun reports, in PLOVER: the meanings of words put together along the dependency tree.

"Imposed sanctions" is COERCE by its noun, "lifted sanctions" RETREAT, "agreed to lift sanctions" AGREE, "refused to
lift sanctions" REJECT, "called for sanctions" THREATEN. The tables below say what each operator makes of an act; they
follow the published categories of CAMEO (to express intent is AGREE, to decline is REJECT, to threaten is THREATEN).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.extract.clauses import subject
from detente.extract.events.words import THINGS, Word, words

if TYPE_CHECKING:
    from spacy.tokens import Token

COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
# Deeds, not words, against somebody.
HOSTILE = frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
# How deep an act may be wrapped: "is said to be ready to agree to end the ban".
DEEPEST = 5
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
# Things: what becomes of them by the class of the verb. None for a verb that says nothing about such a thing.
BY_THING: dict[str, dict[str, tuple[str, str | None]]] = {
    "DO": {
        "DEAL": ("SUPPORT", None), "TIES": ("SUPPORT", None), "OFFER": ("AGREE", None), "WEAPON": ("ASSAULT", "heavy-weapons"),
        "TROOPS": ("MOBILIZE", "troops"), "INSTRUMENT": ("CONCEDE", None),
    },
    "START": {"TIES": ("SUPPORT", None), "DEAL": ("SUPPORT", None), "ENVOY": ("SUPPORT", None), "LAND": ("RETREAT", "access"), "INSTRUMENT": ("CONCEDE", None), "KEEPERS": ("AID", None)},
    "END": {
        "TIES": ("SANCTION", "withdraw"), "DEAL": ("SANCTION", "withdraw"), "TROOPS": ("RETREAT", "disarm"),
        "WEAPON": ("RETREAT", "disarm"), "OFFER": ("REJECT", None), "ENVOY": ("SANCTION", "withdraw"), "KEEPERS": ("SANCTION", "expel"), "LAND": ("COERCE", "restrict"),
        "INSTRUMENT": ("COERCE", "restrict"), "GOODS": ("SANCTION", "discontinue"), "RULE": ("RETREAT", None),
    },
    "GIVE": {
        "WEAPON": ("AID", None), "TROOPS": ("AID", None), "KEEPERS": ("AID", None), "GOODS": ("AID", None), "CAPTIVE": ("RETREAT", "release"),
        "LAND": ("RETREAT", None), "INSTRUMENT": ("CONCEDE", None), "OFFER": ("AGREE", None), "ENVOY": ("AID", None), "PEOPLE": ("AID", None),
    },
    "SEND": {
        "WEAPON": ("AID", None), "TROOPS": ("MOBILIZE", "troops"), "KEEPERS": ("AID", None), "ENVOY": ("CONSULT", "visit"),
        "GOODS": ("AID", None), "OFFER": ("AGREE", None), "CAPTIVE": ("RETREAT", "release"),
    },
    "MOVE": {"TROOPS": ("MOBILIZE", "troops"), "WEAPON": ("MOBILIZE", "weapons"), "KEEPERS": ("AID", None), "ENVOY": ("CONSULT", "visit")},
    "LEAVE": {
        "TROOPS": ("RETREAT", "withdraw"), "WEAPON": ("RETREAT", "withdraw"), "ENVOY": ("SANCTION", "withdraw"), "KEEPERS": ("SANCTION", "expel"),
        "DEAL": ("SANCTION", "withdraw"), "OFFER": ("REJECT", None), "PEOPLE": ("AID", None), "CAPTIVE": ("AID", None), "INSTRUMENT": ("COERCE", "restrict"),
    },
    "FREE": {"CAPTIVE": ("RETREAT", "release"), "PEOPLE": ("RETREAT", "release"), "GOODS": ("RETREAT", None), "LAND": ("RETREAT", None), "TROOPS": ("RETREAT", "release")},
    "TAKE": {"LAND": ("COERCE", "seize"), "GOODS": ("COERCE", "seize"), "CAPTIVE": ("COERCE", "arrest"), "PEOPLE": ("COERCE", "arrest"), "TROOPS": ("COERCE", "arrest"), "WEAPON": ("COERCE", "seize"), "ENVOY": ("COERCE", "seize")},
    "DEFY": {"RULE": ("REJECT", "yield"), "DEAL": ("REJECT", "yield"), "LAND": ("COERCE", None)},
    "ACCEPT": {"OFFER": ("AGREE", None), "DEAL": ("AGREE", None), "PEOPLE": ("AID", "asylum"), "ENVOY": ("AGREE", None)},
    "PROMISE": {"DEAL": ("AGREE", None), "TIES": ("AGREE", None), "OFFER": ("AGREE", None), "WEAPON": ("AGREE", None), "TROOPS": ("AGREE", None), "GOODS": ("AGREE", None)},
}  # fmt: skip
BY_THING["PROVIDE"] = BY_THING["GIVE"]
BY_THING["CANCEL"] = {**BY_THING["END"], "DEAL": ("REJECT", None)}
# Verbs that carry out an act or thing only if there is one; the others report something by themselves, so surely.
ALONE = {
    "PROMISE": ("AGREE", 0.35), "ASK": ("REQUEST", 0.8), "REFUSE": ("REJECT", 0.8), "MENACE": ("THREATEN", 0.8), "DEFY": ("REJECT", 0.6),
    "ALLOW": ("RETREAT", 0.5), "GIVE": ("AID", 0.4), "PROVIDE": ("AID", 0.5), "CANCEL": ("SANCTION", 0.3), "FREE": ("RETREAT", 0.7), "TAKE": ("COERCE", 0.7), "JUDGE": ("SUPPORT", 0.8),
    "MOVE": ("MOBILIZE", 0.5), "LEAVE": ("RETREAT", 0.5), "END": ("SANCTION", 0.3), "ACCEPT": ("AGREE", 0.5),
}  # fmt: skip
MODES = {"ALLOW": "access", "FREE": "release", "TAKE": "seize", "LEAVE": "withdraw", "MOVE": "troops"}
# Verbs whose clause says what is done, agreed, asked for or refused.
CONTROL = frozenset("DO PROMISE ASK REFUSE ALLOW MENACE FAIL MUST SAY END START ACCEPT".split())
PARTS = frozenset({"prt", "prep", "advmod", "dative", "agent"})
# Words for a part of what follows "of".
CEASEFIRE = frozenset({"ceasefire", "truce", "fire", "armistice"})
PARTITIVE = frozenset("some part number batch group series dozens hundreds thousands all most any one many lot contingent handful several majority rest half bulk".split())
# Verbs whose object alone says what is done: what stands behind a preposition is where or why.
OBJECTS = frozenset("MOVE SEND GIVE PROVIDE TAKE FREE LEAVE".split())
# An attack in words.
VERBAL = frozenset("scathing verbal blistering stinging furious rhetorical withering scorching".split())
ANNOUNCING = frozenset("announce declare reaffirm reiterate repeat confirm signal stress order".split())
OBLIGED = frozenset({"must", "should", "ought"})
AHEAD = frozenset({"will", "would", "shall", "'ll", "’ll", "wo"})
INTO = frozenset({"of", "to", "for", "on", "in", "against", "with", "from", "into", "about", "over"})


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
        planned: the type of the act that is told of as to come.
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
    planned: str | None = None


def read(token: Token, depth: int = 0) -> Sense | None:
    """Return what a word reports together with what depends on it, or None where it reports nothing."""
    if depth > DEEPEST:
        return None
    if token.pos_ in {"VERB", "AUX"}:
        return _verb(token, depth)
    if token.lower_ in PARTITIVE:
        whole = next((x for c in token.children if c.lower_ == "of" for x in c.children if x.dep_ == "pobj"), None)
        if whole is not None:
            return read(whole, depth + 1)
    if token.pos_ in {"NOUN", "PROPN"}:
        return _noun(token, depth)
    if token.pos_ == "ADJ":
        return _adjective(token, depth)
    return None


def _verb(verb: Token, depth: int) -> Sense | None:
    best: Sense | None = None
    held = [(word, True) for word in _phrasal(verb)] or [(word, False) for word in words().verbs.get(_lemma(verb), ())]
    for word, _ in held:
        found = _applied(word, verb, depth)
        if found is not None and found.sure > (best.sure if best is not None else 0.0):
            best = found
    if best is None and verb.lemma_ in {"be", "remain", "become"}:
        best = _predicate(verb, depth)
    if best is not None and best.type == "CONSULT" and best.head is verb:
        best = _purpose(verb, best, depth)
    if best is not None and not best.thing and _negated(verb):
        best = _not(best)
    if best is not None and not best.thing and _ahead(verb) and "PROMISE" not in best.via:
        promised = _promise(verb, best, None)
        best = replace(promised, via=("FUTURE", *best.via), planned=best.type if not best.negated else None)
    return best


def _purpose(verb: Token, met: Sense, depth: int) -> Sense:
    """Return what a meeting or call is for, where that is an act in words: "telephoned him to congratulate him"."""
    for c in verb.children:
        if c.dep_ in {"advcl", "xcomp"} and _has_to(c) and c.i > verb.i:
            meant = read(c, depth + 1)
            if meant is not None and meant.type in {"SUPPORT", "ACCUSE", "THREATEN"} and not meant.thing:
                return replace(meant, head=verb, core=verb, via=("CONSULT", *meant.via))
    return met


def _ahead(verb: Token) -> bool:
    """Say whether a verb tells of what is to come: "will", "would", "is to", "is going to"."""
    if any(c.dep_ == "aux" and c.lower_ in AHEAD for c in verb.children):
        # "Would have" tells of what has not been.
        return not any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
    head = verb.head
    return verb.dep_ == "xcomp" and _has_to(verb) and head.lemma_ in {"be", "go"} and head is not verb


def _phrasal(verb: Token) -> tuple[Word, ...]:
    """Return the meanings of the verb with its particle, preposition or object, the longest form first."""
    table, lemma = words().verbs, _lemma(verb)
    for part in verb.children:
        if part.i > verb.i and part.dep_ in PARTS and not any(x.ent_type_ in {"DATE", "TIME"} for x in part.children):
            for deeper in part.children:
                if deeper.dep_ == "prep" and (found := table.get(f"{lemma}_{part.lower_}_{deeper.lower_}")):
                    return found
                elif part.dep_ == "prep" and (found := table.get(f"{lemma}_{part.lower_}_{_lemma(deeper)}")):
                    return found
            if part.dep_ == "prt":
                for other in verb.children:
                    if other.dep_ == "prep" and (found := table.get(f"{lemma}_{part.lower_}_{other.lower_}")):
                        return found
            if found := table.get(f"{lemma}_{part.lower_}"):
                return found
        elif part.dep_ in {"dobj", "acomp", "oprd", "attr"}:
            for own in (f"{lemma}_{_lemma(part)}", f"{lemma}_{part.lower_}"):
                if found := table.get(own):
                    return found
                for prep in (*part.children, *verb.children):
                    if prep.dep_ == "prep" and (found := table.get(f"{own}_{prep.lower_}")):
                        return found
    return ()


def _lemma(token: Token) -> str:
    return str(token.lemma_).lower()


def contents(verb: Token, kind: str, depth: int) -> tuple[Sense | None, Token | None]:
    """Return what the verb's clause, object or preposition names: the first that is an act, else a thing."""
    thing: Sense | None = None
    for token in _complements(verb, kind):
        found = read(token, DEEPEST if token is verb.head else depth + 1)
        if found is not None and (not found.thing or (kind in OBJECTS and token.dep_ in {"dobj", "nsubjpass"})):
            return found, token
        thing = thing or found
    return thing, None


def _complements(verb: Token, kind: str) -> list[Token]:
    """Return what a verb may work on: the clause first for verbs of control, the object first for verbs of giving."""
    found: list[tuple[int, Token]] = []
    clause = 0 if kind in CONTROL else 2
    for c in verb.children:
        if c.dep_ in {"xcomp", "ccomp"}:
            found.append((clause, c))
        elif c.dep_ in {"dobj", "nsubjpass", "attr", "oprd", "acomp"}:
            found.extend((1, x) for x in (c, *_conjuncts(c)))
        elif c.dep_ in {"prep", "dative"} and c.i > verb.i:
            found.extend((4 if kind not in OBJECTS else 7, x) for x in c.children if x.dep_ in {"pobj", "pcomp"} and x.ent_type_ not in {"DATE", "TIME"})
        elif c.dep_ in {"advcl", "acl"} and _has_to(c):
            found.append((6, c))
    if verb.dep_ in {"relcl", "acl"} and verb.head.pos_ == "NOUN":
        found.append((5, verb.head))
    return [t for _, t in sorted(found, key=lambda pair: pair[0])]


def _has_to(verb: Token) -> bool:
    return any(x.lower_ == "to" and x.dep_ == "aux" for x in verb.children)


def _conjuncts(token: Token) -> list[Token]:
    return [c for c in token.children if c.dep_ == "conj" and c.pos_ == "NOUN"]


def _applied(word: Word, verb: Token, depth: int) -> Sense | None:
    """Return what one meaning of a verb makes of what depends on it."""
    kind = word.kind
    if kind not in APPLY and kind not in ALONE and kind not in BY_THING:
        return Sense(word.kind, word.mode, word.context, verb, verb)
    if kind == "SAY" and (demanded := _obliged(verb, depth)) is not None:
        return demanded
    inner, at = contents(verb, kind, depth)
    if kind == "PROMISE" and _lemma(verb) == "agree" and inner is not None and inner.type == "DEAL":
        return Sense("SUPPORT", None, "diplomatic", verb, inner.core, ("DO",))
    if kind == "DO" and inner is not None and inner.thing and inner.type == "WEAPON":
        aimed = any(c.lower_ in {"at", "into", "on", "toward", "towards", "against"} for c in verb.children)
        return Sense("ASSAULT" if aimed else "MOBILIZE", "heavy-weapons" if aimed else "weapons", None, verb, inner.core, sure=0.8)
    if inner is not None and inner.thing:
        known = BY_THING.get(kind, {}).get(inner.type)
        if known is not None:
            return Sense(*_kept(known, inner), None, verb, inner.core, (kind,), sure=0.9)
        inner = None if kind in ALONE else inner
        if inner is not None and inner.thing:
            return None
    if inner is None:
        return _alone(kind, verb)
    return APPLY[kind](verb, inner, at) if kind in APPLY else _alone(kind, verb)


def _kept(known: tuple[str, str | None], thing: Sense) -> tuple[str, str | None]:
    """Return what becomes of a thing; of troops that keep the peace, help."""
    if known == ("REJECT", "yield") and any(c.dep_ == "compound" and c.lower_ in CEASEFIRE for c in thing.head.children):
        return "ASSAULT", None
    if known[0] == "MOBILIZE" and any(t.lower_.startswith("peace") for t in thing.head.sent):
        return "AID", None
    return known


def _alone(kind: str, verb: Token) -> Sense | None:
    if kind not in ALONE:
        return None
    type_, sure = ALONE[kind]
    if kind == "LEAVE" and not _by_troops(verb):
        sure = 0.3 if _lemma(verb) != "leave" else 0.0
    return Sense(type_, MODES.get(kind), None, verb, verb, (kind,), _object_asked(kind, verb), sure)


def _by_troops(verb: Token) -> bool:
    acts = subject(verb) if verb.pos_ == "VERB" else None
    return acts is not None and any(word.kind == "TROOPS" for word in _named(acts))


def _object_asked(kind: str, verb: Token) -> Token | None:
    if kind not in {"ASK", "ALLOW", "MENACE"}:
        return None
    for c in verb.children:
        if c.dep_ in {"dobj", "nsubjpass", "dative"} and c.pos_ in {"PROPN", "PRON", "NOUN"}:
            return c
        if c.dep_ == "prep" and c.lower_ in {"on", "upon", "to", "from", "with"}:
            return next((x for x in c.children if x.dep_ == "pobj"), None)
        if c.dep_ in {"ccomp", "xcomp"}:
            return next((x for x in c.children if x.dep_ in {"nsubj", "nsubjpass"}), None)
    return None


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


def _promise(verb: Token, inner: Sense, _: Token | None) -> Sense:
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
    via, asked = ("ASK", *inner.via), _object_asked("ASK", verb)
    noun = at is not None and at.pos_ in {"NOUN", "PROPN"}
    if inner.type in {"COERCE", "SANCTION", "ASSAULT"} and noun and not inner.negated:
        return replace(inner, type="THREATEN", mode=MENACED.get(inner.type), head=verb, via=via, sure=0.8)
    if inner.type == "PROTEST":
        return replace(inner, head=verb, via=via)
    mode = "yield" if inner.negated else ASKED.get(inner.type, "change")
    return replace(inner, type="REQUEST", mode=mode, head=verb, via=via, asked=asked, negated=False, reverse=False)


def _refuse(verb: Token, inner: Sense, _: Token | None) -> Sense | None:
    mode = ASKED.get(inner.type, "change" if inner.type in {"CONCEDE", "REQUEST"} else None)
    return replace(inner, type="REJECT", mode=mode, head=verb, via=("REFUSE", *inner.via), negated=False, reverse=False)


def _defy(verb: Token, inner: Sense, _: Token | None) -> Sense | None:
    if inner.type == "RETREAT" and inner.mode == "ceasefire":
        return replace(inner, type="ASSAULT", mode=None, head=verb, via=("DEFY",))
    return replace(inner, type="REJECT", mode="yield", head=verb, via=("DEFY", *inner.via), sure=0.7)


def _allow(verb: Token, inner: Sense, _: Token | None) -> Sense | None:
    via, asked = ("ALLOW", *inner.via), _object_asked("ALLOW", verb)
    if inner.type in HOSTILE and inner.type not in {"PROTEST", "SANCTION", "MOBILIZE"}:
        return replace(inner, head=verb, via=via)
    if inner.type == "AID":
        return replace(inner, type="RETREAT", mode="access", head=verb, via=via, asked=asked)
    return replace(inner, type="RETREAT", mode="access", head=verb, via=via, asked=asked)


def _menace(verb: Token, inner: Sense, _: Token | None) -> Sense | None:
    mode = MENACED.get(inner.type)
    return replace(inner, type="THREATEN", mode=mode, head=verb, via=("MENACE", *inner.via), negated=False, reverse=False)


def _fail(verb: Token, inner: Sense, _: Token | None) -> Sense | None:
    if _lemma(verb) == "fail" and inner.type in COOPERATIVE:
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
    if inner.type == "AID" and _lemma(verb) in {"release", "unfreeze"}:
        return replace(inner, head=verb)
    if inner.type in {"COERCE", "RETREAT"}:
        return Sense("RETREAT", "release", None, verb, inner.core, ("FREE",), sure=0.8)
    return _alone("FREE", verb)


def _take(verb: Token, inner: Sense, _: Token | None) -> Sense | None:
    return Sense("COERCE", "seize", None, verb, inner.core, ("TAKE",), sure=0.7)


def _say(verb: Token, inner: Sense, at: Token | None) -> Sense | None:
    """Return what is said as the speaker's own act: a demand, a promise, or an act announced in a noun."""
    if at is None:
        return None
    if at.pos_ in {"NOUN", "PROPN"}:
        return replace(inner, head=verb, via=("SAY", *inner.via), sure=0.8) if _lemma(verb) in ANNOUNCING else None
    own = next((c for c in at.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if at.dep_ == "xcomp" or (own is not None and own.pos_ == "PRON"):
        ahead = "PROMISE" in inner.via or "FUTURE" in inner.via or inner.type in {"REQUEST", "REJECT", "THREATEN"}
        return replace(inner, head=verb, via=("SAY", *inner.via)) if ahead else None
    return None


def _obliged(verb: Token, depth: int) -> Sense | None:
    """Return the demand in "said that China must open its market": made of the one who must."""
    for clause in verb.children:
        if clause.dep_ not in {"ccomp", "advcl"}:
            continue
        own = next((c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        bound = any(c.dep_ == "aux" and c.lower_ in OBLIGED for c in clause.children) or clause.lemma_ == "need"
        if bound and own is not None and own.pos_ != "PRON":
            inner = read(clause, depth + 1)
            core = inner.core if inner is not None else clause
            mode = ASKED.get(inner.type, "change") if inner is not None else "change"
            return Sense("REQUEST", mode, None, verb, core, ("SAY", "MUST"), own)
    return None


def _judge(verb: Token, inner: Sense, _: Token | None) -> Sense | None:
    return Sense("SUPPORT", None, "diplomatic", verb, inner.core, ("JUDGE", *inner.via), sure=0.85)


def _accept(verb: Token, inner: Sense, _: Token | None) -> Sense | None:
    if inner.type == "REQUEST":
        return replace(inner, type="CONCEDE", mode=None, head=verb, via=("ACCEPT", *inner.via))
    if inner.type in {"AGREE", "RETREAT", "CONSULT", "AID", "CONCEDE"}:
        return replace(inner, type="AGREE", mode=None, head=verb, via=("ACCEPT", *inner.via))
    return replace(inner, head=verb, via=("ACCEPT", *inner.via), sure=0.8)


def _reverse(verb: Token, inner: Sense, _: Token | None) -> Sense | None:
    if any(c.dep_ == "prep" and c.lower_ in {"from", "by"} for t in (verb, *verb.children) for c in t.children):
        return replace(inner, head=verb, reverse=True, sure=0.8)
    return None


APPLY = {
    "DO": _do, "START": _do, "END": _end, "PROMISE": _promise, "ASK": _ask, "REFUSE": _refuse, "DEFY": _defy, "ALLOW": _allow,
    "MENACE": _menace, "FAIL": _fail, "GIVE": _give, "SEND": _send, "MOVE": _send, "LEAVE": _leave, "FREE": _free, "TAKE": _take,
    "SAY": _say, "JUDGE": _judge, "ACCEPT": _accept, "REVERSE": _reverse, "CANCEL": _cancel, "PROVIDE": _provide, "MUST": _ask,
}  # fmt: skip


def _noun(noun: Token, depth: int) -> Sense | None:
    held = _named(noun)
    best: Sense | None = None
    for word in held:
        found: Sense | None
        if word.kind in THINGS:
            found = Sense(word.kind, word.mode, word.context, noun, noun, thing=True)
        elif word.kind in APPLY:
            found = _derived(word, noun, depth)
        else:
            found = _modified(Sense(word.kind, word.mode, word.context, noun, noun), depth)
        if found is not None and (best is None or (best.thing and not found.thing)):
            best = found
    return best


def swallowed(noun: Token) -> bool:
    """Say whether a noun is but part of a compound that has a meaning of its own: "war games", "trade agreement"."""
    return noun.dep_ == "compound" and noun.pos_ == "NOUN" and bool(_named(noun.head))


def _named(noun: Token) -> tuple[Word, ...]:
    """Return the meanings of a noun, of its compound before those of the noun alone."""
    table = words().nouns
    for c in noun.children:
        if c.dep_ in {"compound", "amod"} and c.i < noun.i and (found := table.get(f"{_lemma(c)}_{_lemma(noun)}")):
            return found
        if c.dep_ == "prep" and c.i > noun.i:
            for x in c.children:
                if found := table.get(f"{_lemma(noun)}_{c.lower_}_{_lemma(x)}"):
                    return found
    if noun.i > 1 and noun.doc[noun.i - 1].text == "-" and (found := table.get(f"{noun.doc[noun.i - 2].lower_}-{_lemma(noun)}")):
        return found
    return table.get(_lemma(noun)) or (table.get(noun.lower_) or ())


def _modified(sense: Sense, depth: int) -> Sense:
    """Read an act through the noun before it: "sanctions relief" is relief from sanctions, "strike threat" a threat."""
    if sense.type == "ASSAULT" and any(c.dep_ == "amod" and c.lower_ in VERBAL for c in sense.head.children):
        return replace(sense, type="ACCUSE", mode="disapprove", context=None)
    if sense.type == "AID":
        for c in sense.head.children:
            if c.dep_ == "compound":
                before = read(c, depth + 1)
                if before is not None and before.type == "COERCE":
                    return replace(sense, type="RETREAT", mode=None)
    return sense


def _derived(word: Word, noun: Token, depth: int) -> Sense | None:
    """Return what a noun made of an operator means with what follows it: "suspension of aid", "call for talks"."""
    if depth >= DEEPEST:
        return None
    inner: Sense | None = None
    for c in noun.children:
        seats = [c] if c.dep_ in {"acl", "compound"} else list(c.children) if c.dep_ == "prep" and c.lower_ in INTO else []
        for token in seats:
            found = read(token, depth + 1)
            if found is not None and (inner is None or (inner.thing and not found.thing)):
                inner = found
    kind = word.kind
    if inner is not None and inner.thing:
        known = BY_THING.get(kind, {}).get(inner.type)
        if known is not None:
            return Sense(*_kept(known, inner), None, noun, inner.core, (kind,), sure=0.85)
        inner = None
    if inner is not None:
        return APPLY[kind](noun, inner, inner.head)
    if kind in {"DO", "END"}:
        return None
    found = _alone(kind, noun)
    return replace(found, sure=min(found.sure, 0.6)) if found is not None else None


def _adjective(adjective: Token, depth: int) -> Sense | None:
    for word in words().adjectives.get(adjective.lower_, ()):
        for c in adjective.children:
            seats = [c] if c.dep_ in {"xcomp", "ccomp"} else list(c.children) if c.dep_ == "prep" else []
            for token in seats:
                inner = read(token, depth + 1)
                if inner is not None and not inner.thing:
                    return APPLY[word.kind](adjective, inner, token)
    return None


def _predicate(verb: Token, depth: int) -> Sense | None:
    for c in verb.children:
        if c.dep_ in {"acomp", "attr", "oprd"} or (c.dep_ == "xcomp"):
            found = read(c, depth + 1)
            if found is not None and not found.thing and (c.pos_ == "ADJ" or c.pos_ == "VERB"):
                return replace(found, head=verb)
        if c.dep_ == "prep" and c.lower_ in {"on", "at", "under", "in"}:
            for x in c.children:
                found = read(x, depth + 1)
                if found is not None and not found.thing and found.type in HOSTILE:
                    return replace(found, head=verb, sure=0.6)
    return None


def _negated(verb: Token) -> bool:
    return any(c.dep_ == "neg" or c.lower_ == "no" for c in verb.children) or any(
        c.lower_ == "no" for x in verb.children if x.dep_ == "dobj" for c in x.children
    )


def _not(sense: Sense) -> Sense:
    """Return what is left of an act that is said not to be: not agreeing and not helping is to refuse."""
    if sense.type in {"AGREE", "CONCEDE", "RETREAT"} or "PROMISE" in sense.via:
        return replace(sense, type="REJECT", mode=ASKED.get(sense.type), negated=False)
    if sense.type == "REJECT":
        return replace(sense, negated=True, sure=sense.sure * 0.6)
    return replace(sense, negated=True)
