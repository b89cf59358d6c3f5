"""What a verb or noun reports, in PLOVER: the meanings of words put together along the dependency tree.

"Imposed sanctions" is COERCE by its noun, "lifted sanctions" RETREAT, "agreed to lift sanctions" AGREE, "refused to
lift sanctions" REJECT, "called for sanctions" THREATEN. ``operators`` says what each class of words makes of an act.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.extract.events import lookup, operators
from detente.extract.events.operators import APPLY, ASKED
from detente.extract.events.sense import HOSTILE, Sense, coming, finite, has_to, lemma
from detente.extract.events.vocabulary import OPERATORS, THINGS, Word, things, words

if TYPE_CHECKING:
    from spacy.tokens import Token

# How deep an act may be wrapped: "is said to be ready to agree to end the ban".
DEEPEST = 5
LIKELY = 0.6
PREDICATING = frozenset({"be", "remain", "become"})
# Verbs whose clause says what is done, agreed, asked for or refused.
CONTROL = frozenset("DO PROMISE ASK REFUSE ALLOW MENACE FAIL MUST SAY END START ACCEPT".split())
# Words for a part of what follows "of".
PARTITIVE = frozenset(
    "some part number batch group series dozens hundreds thousands all most any one many lot contingent handful "
    "several majority rest half bulk".split()
)
# Verbs that carry out what they govern: a clause of its own subject is none of it.
CARRYING = frozenset("DO BUILD START".split())
# Verbs that say by themselves what is done, however little of the act is understood.
DECISIVE = frozenset("ASK REFUSE MENACE DEFY JUDGE".split())
# Verbs whose object alone says what is done: what stands behind a preposition is where or why.
OBJECTS = frozenset("MOVE SEND GIVE PROVIDE TAKE FREE LEAVE".split())
# An attack in words.
VERBAL = frozenset("scathing verbal blistering stinging furious rhetorical withering scorching".split())
# Said of another's deeds, these bring a charge.
CLAIMING = frozenset("assert maintain claim contend declare complain allege say state insist".split())
OBLIGED = frozenset({"must", "should", "ought"})
# Nouns of these are goods, money and knowledge.
HANDED = frozenset(
    {
        ("AID", "economic"),
        ("AID", "humanitarian"),
        ("AID", "military"),
        ("COOPERATE", "intelligence"),
        ("COOPERATE", "economic"),
    }
)
AIMED = frozenset({"at", "into", "on", "toward", "towards", "against"})
INTO = frozenset({"of", "to", "for", "on", "in", "against", "with", "from", "into", "about", "over"})


def forms() -> frozenset[str]:
    """Return the dictionary forms of single words that may report something."""
    held = words()
    firsts = (form.partition("_")[0] for form in (*held.verbs, *held.nouns))
    lasts = (form.rpartition("_")[2].rpartition("-")[2] for form in held.nouns)
    return frozenset({*firsts, *lasts, *lookup.GENERIC, *PREDICATING, "leave"})


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


def stands(sense: Sense) -> bool:
    """Say whether a reading is an event by itself: goods and knowledge are only what some verb hands over."""
    alone = sense.head.pos_ == "NOUN" and sense.core is sense.head
    if sense.thing or (alone and sense.type == "THREATEN"):
        # "The threat of China" is what somebody fears.
        return False
    return sense.head.pos_ != "NOUN" or sense.core is not sense.head or (sense.type, sense.context) not in HANDED


def _verb(verb: Token, depth: int) -> Sense | None:
    best: Sense | None = None
    for word in lookup.verb(verb):
        found = _applied(word, verb, depth)
        if found is not None and found.reverse:
            # "Received aid from" beside "received the envoy".
            best = found
            break
        if found is not None and found.sure > (best.sure if best is not None else 0.0):
            best = found
    if best is None and verb.lemma_ in PREDICATING:
        best = _predicate(verb, depth) or _there(verb)
    elif verb.lemma_ == "leave" and (best is None or best.sure < LIKELY):
        best = _there(verb) or best
    if (
        best is not None
        and best.type == "PROTEST"
        and best.core is verb
        and any(c.dep_ == "ccomp" for c in verb.children)
    ):
        best = replace(best, type="ACCUSE", mode="disapprove")
    if best is not None and best.type == "CONSULT" and best.head is verb:
        best = _purpose(verb, best, depth)
    if best is not None and not best.thing and _negated(verb):
        best = _not(best)
    if best is not None and not best.thing and coming(verb) and "PROMISE" not in best.via:
        promised = operators.promise(verb, best, None)
        best = replace(promised, via=("FUTURE", *best.via), planned=None if best.negated else (best.type, best.mode))
    return best


def _purpose(verb: Token, met: Sense, depth: int) -> Sense:
    """Return what a meeting or call is for, where that is an act in words: "telephoned him to congratulate him"."""
    for c in verb.children:
        if c.dep_ in {"advcl", "xcomp"} and has_to(c) and c.i > verb.i:
            meant = read(c, depth + 1)
            if meant is not None and meant.type in {"SUPPORT", "ACCUSE", "THREATEN"} and not meant.thing:
                return replace(meant, head=verb, core=verb, via=("CONSULT", *meant.via))
    return met


def _contents(verb: Token, kind: str, depth: int) -> tuple[Sense | None, Token | None]:
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
            found.extend(
                (4 if kind not in OBJECTS else 7, x)
                for x in c.children
                if x.dep_ in {"pobj", "pcomp"} and x.ent_type_ not in {"DATE", "TIME"}
            )
        elif c.dep_ in {"advcl", "acl"} and has_to(c):
            found.append((6, c))
    if verb.dep_ in {"relcl", "acl"} and verb.head.pos_ == "NOUN":
        found.append((5, verb.head))
    return [t for _, t in sorted(found, key=lambda pair: pair[0])]


def _conjuncts(token: Token) -> list[Token]:
    return [c for c in token.children if c.dep_ == "conj" and c.pos_ == "NOUN"]


def _applied(word: Word, verb: Token, depth: int) -> Sense | None:
    """Return what one meaning of a verb makes of what depends on it."""
    kind, own = word.kind, lemma(verb)
    if kind not in OPERATORS:
        if word.mode == "phone" and any(c.dep_ in {"oprd", "ccomp", "xcomp", "acomp"} for c in verb.children):
            # "Called it a mistake", "called on him to go".
            return None
        return Sense(word.kind, word.mode, word.context, verb, verb)
    if kind == "SAY" and (told := _obliged(verb, depth) or _alleged(verb, depth)) is not None:
        return told
    if (kind == "ASK" or own == "deny") and any(c.dep_ == "ccomp" and finite(c) for c in verb.children):
        # "Insisted that it had not signed", "asked whether it was true". To deny a fault is no event of PLOVER.
        return None
    inner, at = _contents(verb, kind, depth)
    if kind in CARRYING and at is not None and at.dep_ == "ccomp":
        return None
    if kind == "PROMISE" and own == "agree" and inner is not None and inner.type == "DEAL":
        return Sense("SUPPORT", None, "diplomatic", verb, inner.core, ("DO",))
    if kind == "DO" and inner is not None and inner.thing and inner.type == "WEAPON":
        aimed = any(c.lower_ in AIMED for c in verb.children)
        meant = ("ASSAULT", "heavy-weapons") if aimed else ("MOBILIZE", "weapons")
        return Sense(*meant, None, verb, inner.core, sure=0.8)
    if inner is not None and inner.thing:
        known = operators.of_thing(kind, verb, inner)
        if known is not None or (kind, "*") not in things():
            return known
        inner = None
    if inner is None:
        return operators.alone(kind, verb)
    found = APPLY[kind](verb, inner, at) if kind in APPLY else operators.alone(kind, verb)
    alone = things().get((kind, "*"))
    if found is not None and alone is not None and found.sure < alone[2] and kind in DECISIVE:
        found = replace(found, sure=alone[2])
    return found


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


def _alleged(verb: Token, depth: int) -> Sense | None:
    """Return the accusation in "asserted that Russian guards had fired first": what another is said to have done."""
    if lemma(verb) not in CLAIMING:
        return None
    for clause in verb.children:
        if clause.dep_ == "ccomp" and finite(clause):
            own = next((c for c in clause.children if c.dep_ == "nsubj"), None)
            inner = read(clause, depth + 1)
            wrong = inner is not None and inner.type in HOSTILE and not (inner.thing or inner.negated or inner.reverse)
            if wrong and own is not None and own.pos_ != "PRON":
                return Sense("ACCUSE", "allege", None, verb, verb, ("SAY",), own)
    return None


def _noun(noun: Token, depth: int) -> Sense | None:
    held = lookup.noun(noun)
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
        seats = (
            [c] if c.dep_ in {"acl", "compound"} else list(c.children) if c.dep_ == "prep" and c.lower_ in INTO else []
        )
        for token in seats:
            found = read(token, depth + 1)
            if found is not None and (inner is None or (inner.thing and not found.thing)):
                inner = found
    kind = word.kind
    if inner is not None and inner.thing:
        known = operators.of_thing(kind, noun, inner)
        if known is not None:
            return known
        inner = None
    if inner is not None:
        return APPLY[kind](noun, inner, inner.head)
    if kind in {"DO", "END"}:
        return None
    found = operators.alone(kind, noun)
    return replace(found, sure=min(found.sure, 0.6)) if found is not None else None


def _adjective(adjective: Token, depth: int) -> Sense | None:
    for word in words().adjectives.get(adjective.lower_, ()):
        for c in adjective.children:
            seats = [c] if c.dep_ in {"xcomp", "ccomp"} else list(c.children) if c.dep_ == "prep" else []
            for token in seats:
                inner = read(token, depth + 1)
                if inner is not None and not inner.thing:
                    return APPLY[word.kind](adjective, inner, token)
                if token.pos_ == "VERB":
                    return operators.alone(word.kind, adjective)
    return None


def _predicate(verb: Token, depth: int) -> Sense | None:
    for c in verb.children:
        if c.dep_ in {"acomp", "attr", "oprd"} or c.dep_ == "xcomp":
            found = read(c, depth + 1)
            if found is not None and not found.thing and c.pos_ in {"ADJ", "VERB"}:
                return replace(found, head=verb)
        if c.dep_ == "prep" and c.lower_ in {"on", "at", "under", "in"}:
            for x in c.children:
                found = read(x, depth + 1)
                if found is not None and not found.thing and found.type in HOSTILE:
                    return replace(found, head=verb, sure=0.6)
    return None


def _there(verb: Token) -> Sense | None:
    """Return the visit in "the minister was in Chile", "the president left Chile"."""
    who = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if who is None or not any(t.ent_type_ == "PERSON" for t in (who, *who.children) if t is who or t.dep_ == "appos"):
        return None
    seats = [c for c in verb.children if c.dep_ == "dobj"]
    seats += [x for c in verb.children if c.dep_ == "prep" and c.lower_ == "in" for x in c.children]
    if any(c.ent_type_ == "GPE" for c in seats):
        return Sense("CONSULT", "visit", None, verb, verb, sure=LIKELY)
    return None


def _negated(verb: Token) -> bool:
    return any(c.dep_ == "neg" or c.lower_ in {"no", "neither", "nor"} for c in verb.children) or any(
        c.lower_ == "no" for x in verb.children if x.dep_ == "dobj" for c in x.children
    )


def _not(sense: Sense) -> Sense:
    """Return what is left of an act that is said not to be: not agreeing and not helping is to refuse."""
    if sense.type in {"AGREE", "CONCEDE", "RETREAT"} or "PROMISE" in sense.via:
        return replace(sense, type="REJECT", mode=ASKED.get(sense.type), negated=False)
    if sense.type == "SUPPORT" and "START" in sense.via:
        return replace(sense, type="SANCTION", mode="withdraw", negated=False)
    if sense.type == "REJECT":
        return replace(sense, negated=True, sure=sense.sure * 0.6)
    return replace(sense, negated=True)
