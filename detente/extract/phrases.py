"""Content that is no clause: objects with what is said of them, and what stands after a preposition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.extract.clauses import child, cue_of, has_to, trim, words
from detente.extract.cues import Cue

if TYPE_CHECKING:
    from spacy.tokens import Token

PRONOUNS = frozenset("nothing it this that them him her me us you himself herself itself".split())
# Verbs whose negation is an attitude of its own ("does not recognise the republic").
NEGATABLE = frozenset({"recognize", "recognise", "support", "accept"})
# "accused the ministry of a breach", "thanked them for their help": what for is part of what was said.
CHARGES = frozenset({"of", "for"})
# Verb and object that stand for one verb of speech, and what leads to the content.
LIGHT = frozenset(
    {("exchange", "view"), ("exchange", "opinion"), ("share", "view"), ("take", "note"), ("draw", "attention")}
    | {("hold", "discussion"), ("have", "discussion"), ("have", "exchange"), ("pay", "attention"), ("give", "account")}
)
ABOUT = frozenset({"on", "about", "of", "to", "regarding", "over", "concerning"})
# Prepositions by which a phrase behind an object belongs to it rather than to the verb of speech.
BELONGING = frozenset("for to of on as over between toward towards against regarding about into from in".split())
PLACES = frozenset(
    "interview briefing conference speech address talk meeting call summit statement letter message tweet visit "
    "conversation telegram session ceremony twitter telephone phone end beginning turn reply response".split()
)
# Verbs whose object hears: what is said stands behind a preposition.
HEARD = frozenset("inform brief tell remind assure notify warn update advise".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """Frame, words of the cue beyond the verb (its preposition), and content."""

    frame: str
    cue: tuple[Token, ...]
    content: tuple[Token, ...]


def find(verb: Token, cue: Cue) -> Phrase | None:
    """Return what a cue verb takes that is no clause, or None."""
    if cue.lemma == "look" and not any(c.lower_ == "forward" for c in verb.children):
        return None
    object_ = child(verb, "dobj")
    light = _light(verb, object_)
    if light:
        return _after(verb, light, ABOUT)
    found = _backed(verb, cue) if object_ is None or object_.tag_ in {"WP", "WDT"} else _object(verb, object_, cue)
    if found is not None:
        return Phrase(found[0], (), found[1])
    if child(verb, "neg") is not None:
        return None
    return _after(verb, list(_prepositions(verb, object_ if cue.lemma in HEARD else None)), cue.prepositions)


def after(word: Token, cue: Cue) -> Phrase | None:
    """Return what stands after a preposition of the cue, be it a verb or an adjective."""
    return _after(word, [c for c in word.children if c.dep_ == "prep"], cue.prepositions)


def _after(verb: Token, prepositions: list[Token], wanted: frozenset[str]) -> Phrase | None:
    """Return what stands after the first wanted preposition, with what somebody is called on to do."""
    for prep in prepositions:
        inner = child(prep, "pobj", "pcomp") if prep.lower_ in wanted else None
        if inner is None or inner.lower_ in PRONOUNS or inner.ent_type_ in {"DATE", "TIME"}:
            continue
        asked = _infinitive(verb, inner)
        if asked is not None:
            return Phrase("ob", (prep,), _joined(inner, asked))
        return Phrase("prep", (prep,), tuple(trim(words(inner))))
    return None


def _holds_clause(noun: Token) -> bool:
    """Say whether a noun is a cue with a clause of its own ("expressed the hope that ...")."""
    clause = child(noun, "acl", "ccomp")
    marker = child(clause, "mark") if clause is not None else None
    return cue_of(noun) is not None and marker is not None and marker.lower_ == "that"


def _reach(verb: Token, object_: Token) -> tuple[Token, ...]:
    """Return an object with what the parser hung to the verb instead of to it ("reaffirmed support | for peace").

    Left with the verb: time, venue, and whatever stands behind a comma.
    """
    last = object_
    for word in verb.children:
        if word.i <= last.i:
            continue
        belongs = word.dep_ == "prep" and word.lower_ in BELONGING and not _circumstance(word)
        if not (belongs or (word.dep_ in {"xcomp", "advcl"} and has_to(word))):
            break
        if word.left_edge.i != last.right_edge.i + 1:
            break
        last = word
    tokens = {t.i: t for t in words(object_)}
    if last is not object_:
        tokens |= {t.i: t for t in verb.doc[object_.right_edge.i + 1 : last.right_edge.i + 1]}
    return tuple(trim([tokens[i] for i in sorted(tokens)]))


def _circumstance(preposition: Token) -> bool:
    """Say whether a prepositional phrase tells when or where it was said."""
    noun = child(preposition, "pobj")
    return noun is None or noun.ent_type_ in {"DATE", "TIME"} or noun.lemma_.lower() in PLACES


def _light(verb: Token, object_: Token | None) -> list[Token]:
    """Return the preposition of a phrase that stands for one verb: "exchanged views on", "took note of"."""
    if object_ is None or (verb.lemma_.lower(), object_.lemma_.lower()) not in LIGHT:
        return []
    return [c for c in (*object_.children, *verb.children) if c.dep_ == "prep" and c.lower_ in ABOUT]


def _backed(verb: Token, cue: Cue) -> tuple[str, tuple[Token, ...]] | None:
    """Return what a verb without an object of its own takes: "which Moscow backs as a plan"."""
    as_phrase = _as_phrase(verb)
    inner = child(as_phrase, "pobj") if as_phrase is not None and "as" in cue.frames else None
    if inner is not None and "relcl" in {verb.dep_, verb.head.dep_}:
        return "as", tuple(trim(words(inner)))
    return None


def _infinitive(verb: Token, behind: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in {"xcomp", "advcl"} and c.i > behind.i and has_to(c)), None)


def _as_phrase(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "as"), None)


def _object(verb: Token, object_: Token, cue: Cue) -> tuple[str, tuple[Token, ...]] | None:
    """Return frame and content of an object with what is said of it."""
    infinitive = next(
        (c for c in verb.children if c.dep_ in {"xcomp", "advcl"} and c.i > object_.i and has_to(c)), None
    )
    as_phrase, complement = _as_phrase(verb), child(verb, "oprd")
    if complement is not None and "oc" in cue.frames:
        return "oc", _joined(object_, complement)
    if infinitive is not None and "ob" in cue.frames and object_.lower_ not in PRONOUNS:
        return "ob", _joined(object_, infinitive)
    if as_phrase is not None and "as" in cue.frames and object_.lower_ not in PRONOUNS - {"it"}:
        return "as", _joined(object_, as_phrase)
    charges = (c for c in verb.children if c.dep_ == "prep" and c.lower_ in cue.prepositions & CHARGES)
    charge = next((c for c in charges if c.i > object_.i), None)
    if charge is not None and "np" in cue.frames:
        return "ob", _joined(object_, charge)
    negated = child(verb, "neg") is not None and cue.lemma not in NEGATABLE
    spoken = object_.lower_ not in PRONOUNS and object_.ent_type_ not in {"DATE", "TIME"}
    if "np" in cue.frames and not negated and spoken and not _holds_clause(object_):
        return "np", _reach(verb, object_)
    return None


def _prepositions(verb: Token, hearer: Token | None) -> Iterator[Token]:
    """Yield the prepositions of a verb, of its particle ("looked forward to") and of its hearer ("told them of")."""
    for word in (*verb.children, *(hearer.children if hearer is not None else ())):
        if word.dep_ == "prep":
            yield word
        elif word.dep_ in {"advmod", "prt"}:
            yield from (c for c in word.children if c.dep_ == "prep")


def _joined(first: Token, second: Token) -> tuple[Token, ...]:
    tokens = {t.i: t for t in [*words(first), *words(second)]}
    return tuple(trim([tokens[i] for i in sorted(tokens)]))
