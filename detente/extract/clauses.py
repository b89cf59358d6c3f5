"""Reading content out of a dependency tree: which words of a sentence a cue governs.

Labels are those of spaCy's English models (ClearNLP style: ccomp, xcomp, dobj, nsubj, advcl, relcl ...).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from detente.extract.cues import Cue, lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
CLAUSES = frozenset({"ccomp", "xcomp"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def child(token: Token, *labels: str) -> Token | None:
    """Return the first child that has one of the labels."""
    wanted = _numbers(labels)
    for word in token.children:
        # The number of a label is at hand; its text is looked up and made anew each time.
        if word.dep in wanted:
            return word
    return None


@cache
def _numbers(labels: tuple[str, ...]) -> frozenset[int]:
    from spacy.strings import get_string_id

    return frozenset(get_string_id(label) for label in labels)


def is_finite(verb: Token) -> bool:
    """Say whether the verb is finite itself or through an auxiliary."""
    return verb.tag_ in FINITE or any(c.dep_ in {"aux", "auxpass"} and c.tag_ in FINITE for c in verb.children)


def has_to(verb: Token) -> bool:
    """Say whether the verb is a to-infinitive."""
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def words(head: Token, *, without: Iterable[Token] = ()) -> list[Token]:
    """Return the tokens of the subtree of ``head`` in order, less the subtrees of ``without``."""
    dropped = {t.i for hole in without for t in hole.subtree}
    return [t for t in head.subtree if t.i not in dropped]


def trim(tokens: list[Token]) -> list[Token]:
    """Drop edge punctuation, conjunctions and the complementizer "that"."""
    start, end = 0, len(tokens)
    while start < end and _edge(tokens[start], first=True):
        start += 1
    while end > start and _edge(tokens[end - 1], first=False):
        end -= 1
    return tokens[start:end]


def _edge(token: Token, *, first: bool) -> bool:
    if token.is_space or (token.is_punct and token.text not in {"(", ")", "%"} and not token.is_quote):
        return True
    if not first:
        return token.dep_ == "cc"
    return token.dep_ == "cc" or (token.lower_ == "that" and token.dep_ == "mark")


def pieces(tokens: list[Token]) -> list[list[Token]]:
    """Split tokens into runs without gaps."""
    out: list[list[Token]] = []
    for token in tokens:
        if out and token.i == out[-1][-1].i + 1:
            out[-1].append(token)
        else:
            out.append([token])
    return out


def cue_of(token: Token) -> Cue | None:
    """Return the cue the token is, by lemma and part of speech."""
    pos = {"VERB": "V", "AUX": "V", "NOUN": "N", "ADJ": "A"}.get(token.pos_)
    return lexicon().get((token.lemma_.lower(), pos)) if pos else None


def strays(clause: Token) -> list[Token]:
    """Return subtrees the parser hung inside a content clause although they go with the cue.

    A finite cue verb coordinated with the clause ("said that he would not ally and hinted that ...") and a
    participle cue after it ("said X, adding that Y") report again; they are no part of what was said.
    """
    return [t for t in clause.subtree if t is not clause and (is_stray(t) or _breaks_out(t, clause))]


def _breaks_out(token: Token, clause: Token) -> bool:
    """Say whether a finite verb is coordinated with an infinitive: "refused to comment and left"."""
    return token.dep_ == "conj" and token.head is clause and token.tag_ in FINITE and not is_finite(clause)


def is_stray(token: Token) -> bool:
    """Say whether a verb inside a content clause reports again (see ``strays``)."""
    if token.pos_ != "VERB" or child(token, *SUBJECTS) is not None:
        return False
    cue = cue_of(token)
    if cue is None or (child(token, "ccomp") is None and (cue.kind != "speech" or child(token, "dobj") is None)):
        return False
    coordinated = token.dep_ == "conj" and token.tag_ == "VBD" and token.head.tag_ != "VBD"
    participle = token.dep_ == "advcl" and token.tag_ == "VBG" and child(token, "ccomp") is not None
    return coordinated or (participle and _after_comma(token))


def _after_comma(token: Token) -> bool:
    left = token.left_edge.i - 1
    return left >= 0 and token.doc[left].text in {",", ";", "—", "–"}


def subject(verb: Token) -> Token | None:
    """Return the head of the noun phrase that acts in ``verb``, looked up through the tree where it is left out.

    Coordinated verbs share a subject; participles and infinitives take their governor's ("tried to ..., saying");
    a relative clause's subject is the noun it modifies; a passive's is its agent, if it has one.
    """
    passive = child(verb, "auxpass", "agent") is not None
    if passive or (verb.dep_ == "acl" and verb.tag_ == "VBN"):
        agent = child(verb, "agent")
        return child(agent, "pobj") if agent is not None else None
    own = child(verb, "nsubj")
    if own is not None:
        return _antecedent(own)
    return _inherited(verb)


def _antecedent(noun: Token) -> Token:
    """Return what a relative pronoun stands for, else the noun itself."""
    if noun.tag_ in {"WP", "WDT"} and noun.head.dep_ == "relcl":
        return noun.head.head
    return noun


def _inherited(verb: Token) -> Token | None:
    head = verb.head
    if head is verb:
        return None
    if verb.dep_ in {"relcl", "acl"}:
        return head if head.pos_ in {"NOUN", "PROPN", "PRON"} else None
    if verb.dep_ == "xcomp":
        # In "quoted him as saying" and "urged China to say" the object acts.
        object_ = child(head, "dobj")
        return object_ if object_ is not None and object_.i < verb.i else subject(head)
    if verb.dep_ == "pcomp":
        governor = head.head
        if head.lower_ == "as" and child(governor, "dobj") is not None:
            return child(governor, "dobj")
        return subject(governor) if governor.pos_ in {"VERB", "AUX"} else None
    if verb.dep_ in {"conj", "advcl", "ccomp", "parataxis", "dep"} and head.pos_ in {"VERB", "AUX"}:
        if verb.dep_ == "conj" and head.dep_ == "ccomp" and is_stray(verb):
            return subject(head.head)
        return subject(head)
    return None


def _names_on(head: Token, hole: Token) -> bool:
    """Say whether what the parser hung to a noun belongs to the name behind it: "the heads of China | and Russia"."""
    name = hole if hole.dep_ == "conj" else child(head, "conj")
    conjunction = child(head, "cc")
    if name is None or conjunction is None or hole.dep_ not in {"cc", "conj"} or head.ent_type_:
        return False
    before = conjunction.nbor(-1)
    return name.ent_type_ in {"GPE", "NORP"} and before.ent_type_ == name.ent_type_


def noun_phrase(head: Token) -> list[Token]:
    """Return the noun phrase of ``head`` without relative clauses and coordinated phrases, as one run of tokens."""
    holes = [
        c for c in head.children if c.dep_ in {"relcl", "acl", "advcl", "cc", "conj", "appos", "punct"} and c.i > head.i
    ]
    holes = [hole for hole in holes if not _names_on(head, hole)]
    run = pieces(words(head, without=holes))
    # A head that is a mark or the like, in a broken text, is a phrase by itself.
    phrase = trim(next(piece for piece in run if any(t.i == head.i for t in piece))) or [head]
    return phrase[:-1] if len(phrase) > 1 and phrase[-1].tag_ == "POS" else phrase
