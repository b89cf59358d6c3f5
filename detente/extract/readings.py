"""Readings: each way in which a cue of a sentence could be read, as material for the judge.

The rules take one source and one content for a cue. Where the parser went wrong, another noun phrase nearby is the
source, and the content runs further or stops earlier: those are further readings of the same cue. A word of the lexicon
may also take a shape of content, or a source, that its row does not name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.extract import attribution
from detente.extract.attribution import Attribution
from detente.extract.clauses import SUBJECTS, child, cue_of, is_finite, trim
from detente.extract.cues import speakers

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
# What stands inside a noun phrase, before its head.
WITHIN = frozenset({"compound", "amod", "det", "nummod", "nmod"})
# How far a source may stand from its cue, in tokens: to the left, to the right.
LEFT, RIGHT = 25, 6
SHORTEST = 3
RELATIONS = ("rule", "left", "further", "right", "root", "none")
EXTENTS = ("rule", "longer", "clause", "conjunct")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the content of a cue, with all that may be its source.

    Attributes:
        found: cue, content and frame, with the source that the rules give it.
        extent: how the content was cut, one of ``EXTENTS``.
        licence: how far the lexicon backs it, see ``licence``.
        sources: how each possible source stands to the cue, one of ``RELATIONS``, and the source.
    """

    found: Attribution
    extent: str
    licence: int
    sources: tuple[tuple[str, Token | None], ...]


def find(sentence: Sentence) -> Iterator[Reading]:
    """Yield the readings of the cues of a sentence."""
    seen: set[tuple[int, int, str, int, int]] = set()
    for found in attribution.readings(sentence):
        if not found.content:
            continue
        source = found.source.i if found.source is not None else -1
        key = (found.cue[0].i, source, found.frame, found.content[0].i, found.content[-1].i)
        if key in seen:
            continue
        seen.add(key)
        backing = licence(found)
        for extent, content in _extents(found):
            cut = found if extent == "rule" else replace(found, content=content)
            sources = tuple(_sources(cut) if backing > 1 else _by_rule(cut))
            if sources:
                yield Reading(cut, extent, backing, sources)


def _extents(found: Attribution) -> Iterator[tuple[str, tuple[Token, ...]]]:
    yield "rule", found.content
    cue, content = found.cue[0], found.content
    if content[0].i > cue.i:
        longer = _longer(cue, content)
        if len(longer) > len(content):
            yield "longer", longer
    elif found.frame == "np" and content[-1].i < cue.i and (behind := _behind(cue)):
        yield "longer", (*content, *behind)
    if len(content) > SHORTEST:
        for extent, end in (("clause", _clause_end(content)), ("conjunct", _conjunct_end(content))):
            shorter = tuple(trim([t for t in content if t.i < end])) if end is not None else ()
            if SHORTEST <= len(shorter) < len(content):
                yield extent, shorter


def _longer(cue: Token, content: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return the content with all that follows it under the cue, up to a verb coordinated with it or reporting on."""
    end = cue.right_edge.i
    for word in cue.children:
        reports = word.dep_ == "advcl" and word.tag_ == "VBG" and cue_of(word) is not None
        if word.i > content[-1].i and (reports or word.dep_ in {"conj", "cc"}):
            end = min(end, word.left_edge.i - 1)
    run = list(cue.doc[content[-1].i + 1 : end + 1])
    return tuple(trim([*content, *run]))


def _behind(verb: Token) -> list[Token]:
    """Return what a passive leaves behind the verb: "concern was expressed | about the strikes"."""
    phrases = [c for c in verb.children if c.dep_ == "prep" and c.i > verb.i and c.lower_ != "by"]
    return trim([t for c in phrases[:1] for t in c.subtree])


def _clause_end(content: tuple[Token, ...]) -> int | None:
    """Return where the last clause begins that a comma parts from the rest."""
    inside = {t.i for t in content}
    starts = [
        t.left_edge.i
        for t in content
        if t.dep_ in {"advcl", "relcl", "acl", "prep", "appos", "conj"}
        and t.left_edge.i - 1 in inside
        and t.left_edge.nbor(-1).text in {",", "—", "–", "-", ";"}
    ]
    return min((s for s in starts if s > content[0].i + SHORTEST), default=None)


def _conjunct_end(content: tuple[Token, ...]) -> int | None:
    """Return where a finite verb without a subject is coordinated into the content: "a clash and called for ..."."""
    for token in content:
        if token.pos_ == "VERB" and token.dep_ == "conj" and child(token, *SUBJECTS) is None and is_finite(token):
            start = token.i
            while start > content[0].i and token.doc[start - 1].dep_ in {"cc", "advmod", "punct", "aux", "neg"}:
                start -= 1
            return start
    return None


def _by_rule(found: Attribution) -> Iterator[tuple[str, Token | None]]:
    """Yield the source that the rules give, unless the content holds it."""
    source = found.source
    if source is None or all(t.i != source.i for t in found.content):
        yield "rule" if source is not None else "none", source


def _sources(found: Attribution) -> Iterator[tuple[str, Token | None]]:
    """Yield the nouns that may be the source, with how each stands to the cue, the rules' own first."""
    yield from _by_rule(found)
    rule, cue = found.source, found.cue[0]
    if rule is not None and _settled(rule, cue):
        return
    inside = {t.i for t in found.content}
    seen = {rule.i} if rule is not None else set()
    for relation, noun in _nearby(cue, inside):
        if noun.i not in seen and noun.i not in inside and noun.pos_ in NOMINAL and noun.i != cue.i:
            seen.add(noun.i)
            yield relation, noun


def _settled(source: Token, cue: Token) -> bool:
    """Say whether a source is the cue's own subject, near, and one that can speak."""
    if source.head is not cue or abs(cue.i - source.i) > 4:
        return False
    return source.pos_ == "PRON" or bool(source.ent_type_) or source.lemma_.lower() in speakers()


def _nearby(cue: Token, inside: set[int]) -> Iterator[tuple[str, Token]]:
    yield from zip(("left", "further"), _to_the_left(cue, inside), strict=False)
    right = _to_the_right(cue, inside)
    if right is not None:
        yield "right", right
    root = child(cue.sent.root, *SUBJECTS)
    if root is not None:
        yield "root", root


def _to_the_left(cue: Token, inside: set[int]) -> Iterator[Token]:
    at, first = cue.i - 1, max(cue.sent.start, cue.i - LEFT)
    while at >= first:
        token = cue.doc[at]
        if token.pos_ in NOMINAL and at not in inside:
            head = _phrase_head(token)
            if head.i < cue.i:
                yield head
                at = min(at, head.left_edge.i)
        at -= 1


def _to_the_right(cue: Token, inside: set[int]) -> Token | None:
    for token in cue.doc[cue.i + 1 : min(cue.sent.end, cue.i + RIGHT)]:
        if token.pos_ in NOMINAL and token.i not in inside:
            return _phrase_head(token)
        if token.is_quote or token.pos_ in {"VERB", "ADP", "SCONJ"}:
            return None
    return None


def _phrase_head(token: Token) -> Token:
    while token.dep_ in WITHIN and token.head.pos_ in NOMINAL and abs(token.head.i - token.i) < RIGHT + 2:
        token = token.head
    return token


def licence(found: Attribution) -> int:
    """Return how far the lexicon backs a reading: 2 its row names the frame, 1 it names others, 0 there is no row."""
    known = cue_of(found.cue[0])
    if known is None:
        return 2 if found.cue[0].lower_ in {"according", *attribution.VIEW_NOUNS} else 0
    words = {t.lower_ for t in found.cue}
    if found.frame == "prep" or (found.frame == "ob" and "ob" not in known.frames):
        return 2 if words & known.prepositions else 1
    shapes = {"q", "that"} if found.frame in {"q", "that"} else {found.frame}
    return 2 if shapes & known.frames else 1
