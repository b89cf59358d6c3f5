"""Who acts and who is acted on: the noun phrases around what a sense reports, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.extract.clauses import child, subject
from detente.extract.events.sense import Sense

if TYPE_CHECKING:
    from spacy.tokens import Token

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
# Prepositions before the one acted on, the surest first; what is not listed tells when, where or why.
TOWARD = tuple(
    "against with to on at toward towards into upon between over from for of about in inside near along across off by "
    "outside past".split()
)  # fmt: skip
ONTO = frozenset({"to", "on", "against", "with"})
# Before what talks are about, and verbs whose object that is.
TOPICAL = frozenset({"on", "over", "about", "regarding", "concerning", "in", "for"})
ABOUT = frozenset({"discuss", "negotiate", "exchange"})
RECIPROCAL = frozenset({"between", "among"})
# Clauses of their own below a verb: whoever stands there is not acted on by it.
APART = frozenset({"relcl", "advcl", "parataxis", "csubj", "conj", "punct", "mark", "nsubj"})
# How many phrases are looked at for each end.
MOST = 8


def sources(sense: Sense) -> list[Token]:
    """Return the heads of the phrases that may name who acts, the likeliest first."""
    head = sense.head
    if sense.reverse:
        return [x for c in (*_all_preps(head),) if c.lower_ in {"from", "by"} for x in c.children if x.dep_ == "pobj"]
    found: list[Token] = []
    if head.pos_ in {"VERB", "AUX"}:
        acts = subject(head)
        if acts is not None:
            found.append(acts)
            if acts.pos_ == "PRON":
                found += _speakers(head)
        found += _owners(sense.core) if sense.core is not head and not found else []
    else:
        found += _owners(head)
        governor = _governor(head)
        if governor is not None and (acts := subject(governor)) is not None:
            found.append(acts)
    return _distinct(found)


def _speakers(verb: Token) -> list[Token]:
    """Return who says the clause of a verb: the one a pronoun in it most likely means ("said it would ...")."""
    for at in verb.ancestors:
        said = child(at, "nsubj") if at.pos_ == "VERB" and at.dep_ not in {"relcl", "acl"} else None
        if said is not None and said.pos_ != "PRON":
            return [said]
    return []


def _all_preps(head: Token) -> Iterator[Token]:
    for c in head.children:
        if c.dep_ in {"prep", "agent"}:
            yield c
        elif c.dep_ in {"dobj", "attr"}:
            yield from (x for x in c.children if x.dep_ in {"prep", "agent"})


def _owners(noun: Token) -> list[Token]:
    """Return who carries out what a noun names: "Israel's attack", "the Israeli attack", "an attack by Israel"."""
    found = [c for c in noun.children if c.dep_ == "poss"]
    found += _behind(noun, frozenset({"by"}))
    found += [c for c in noun.children if c.dep_ in {"compound", "amod", "nmod"} and (c.ent_type_ or c.pos_ == "PROPN")]
    if not found and any(c.dep_ == "prep" and c.lower_ in ONTO for c in noun.children):
        # "The visit of the president to Chile".
        found += _behind(noun, frozenset({"of"}))
    between = _behind(noun, RECIPROCAL)
    return between or found


def _behind(noun: Token, prepositions: frozenset[str]) -> list[Token]:
    leading = (c for c in noun.children if c.dep_ in {"prep", "agent"} and c.lower_ in prepositions)
    return [x for c in leading for x in c.children if x.dep_ == "pobj"]


def _governor(noun: Token) -> Token | None:
    """Return the verb a noun is the object of, through "a series of attacks" and the like."""
    at = noun
    for _ in range(4):
        if at.dep_ in {"dobj", "nsubjpass", "attr", "conj"} and at.head.pos_ in {"VERB", "AUX"}:
            return at.head
        if at.dep_ not in {"pobj", "prep", "conj", "compound", "pcomp"}:
            return None
        at = at.head
    return None


def targets(sense: Sense, acting: list[Token]) -> list[Token]:
    """Return the heads of the phrases that may name who is acted on, the likeliest first, none of them acting."""
    head, core = sense.head, sense.core
    found: list[Token] = []
    if sense.reverse:
        acts = subject(head) if head.pos_ in {"VERB", "AUX"} else None
        return [acts] if acts is not None else []
    if sense.asked is not None:
        found.append(sense.asked)
    if core is not head:
        found += _owners(core) if core.pos_ == "NOUN" and head.pos_ != "NOUN" else []
        found += _around(core)
    found += _around(head)
    at = core
    for _ in range(4):
        # What lies between: "agreed to a ban on flights from Qatar".
        if at is head or at.head is at:
            break
        at = at.head
        if at is not head and at.pos_ in {"VERB", "NOUN"}:
            found += _around(at)
    if head.pos_ == "NOUN" and not found:
        governor = _governor(head)
        found += _around(governor) if governor is not None else []
    taken = {head.i, core.i, *(t.i for t in acting)}
    if sense.type == "CONSULT" and sense.mode != "visit":
        found = [t for t in found if not _topic(t, taken)]
    return [t for t in _distinct(found) if t.i not in taken][:MOST]


def _topic(token: Token, ends: set[int]) -> bool:
    """Say whether a phrase tells what talks are about and not with whom: "discussed Cyprus", "talks on Cyprus"."""
    if token.dep_ == "dobj" and token.head.lemma_.lower() in ABOUT:
        return True
    for at in token.ancestors:
        if at.i in ends:
            return False
        if at.dep_ == "prep" and at.lower_ in TOPICAL:
            return True
    return False


def _around(word: Token) -> list[Token]:
    """Return the objects of a word and what stands behind its prepositions, by how surely it names the target."""
    direct: list[Token] = []
    behind: list[tuple[int, int, Token]] = []
    for c in word.children:
        if c.dep_ in {"dobj", "dative", "nsubjpass", "oprd", "attr"} and c.pos_ in NOMINAL:
            direct.append(c)
            behind += _nested(c, 1)
        elif c.dep_ in {"dative"}:
            direct += [x for x in c.children if x.dep_ == "pobj"]
        elif c.dep_ in {"ccomp", "xcomp"}:
            own = child(c, "nsubj", "nsubjpass")
            direct += [own] if own is not None else []
            behind += [(60 + r, i, t) for r, i, t in _nested(c, 1)]
            direct_later = [x for x in c.children if x.dep_ == "dobj"]
            behind += [(50, x.i, x) for x in direct_later]
        elif c.dep_ == "compound" and c.ent_type_:
            behind.append((90, c.i, c))
    behind += _nested(word, 0)
    if word.pos_ == "NOUN" and word.dep_ in {"dobj", "pobj", "nsubjpass", "attr"} and word.head.pos_ == "VERB":
        behind += [(30 + r, i, t) for r, i, t in _nested(word.head, 0)]
    return direct + [t for _, _, t in sorted(behind)]


def _nested(word: Token, depth: int) -> list[tuple[int, int, Token]]:
    out: list[tuple[int, int, Token]] = []
    for c in word.children:
        if c.dep_ in {"prep", "agent"} and c.lower_ in TOWARD:
            rank = TOWARD.index(c.lower_) + 25 * depth
            for x in c.children:
                if x.dep_ == "pobj":
                    if x.ent_type_ not in {"DATE", "TIME"}:
                        out.append((rank, x.i, x))
                    if depth < 3:
                        out += [(r + 5, i, t) for r, i, t in _nested(x, depth + 1)]
                elif x.dep_ == "pcomp":
                    out += [(rank + 3, y.i, y) for y in x.children if y.dep_ == "dobj"]
                    out += [(r + 6, i, t) for r, i, t in _nested(x, depth + 1)]
                elif x.dep_ == "prep":
                    out += [(rank, y.i, y) for y in x.children if y.dep_ == "pobj"]
    return out


def joint(head: Token) -> list[Token]:
    """Return the heads of coordinated phrases: "Washington, London and Paris" are three."""
    out, queue = [head], [head]
    while queue and len(out) < MOST:
        at = queue.pop()
        for c in at.children:
            if c.dep_ == "conj" and c.pos_ in {"NOUN", "PROPN", "ADJ"}:
                out.append(c)
                queue.append(c)
    return out


def _distinct(tokens: list[Token]) -> list[Token]:
    return list({t.i: t for t in tokens}.values())
