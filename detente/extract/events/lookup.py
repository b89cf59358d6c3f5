"""The dictionary's meanings of the words of a sentence: verbs with particle and preposition, nouns with compound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.extract.events.sense import lemma
from detente.extract.events.vocabulary import Word, words

if TYPE_CHECKING:
    from spacy.tokens import Token

PARTS = frozenset({"prt", "prep", "advmod", "dative", "agent"})
COMPLEMENTS = frozenset({"dobj", "acomp", "oprd", "attr"})
# Heads that say less than the noun before them: "a carrier group", "an aid convoy".
GENERIC = frozenset("group package convoy team column system line measure step move plan work bid task".split())
TIMES = frozenset({"DATE", "TIME"})


def verb(token: Token) -> tuple[Word, ...]:
    """Return the meanings of a verb: of it with its particle, preposition or object, else of the verb alone."""
    table, own = words(), lemma(token)
    if own in table.beginnings:
        for part in token.children:
            if part.dep_ in COMPLEMENTS:
                found = _with_object(table.verbs, own, token, part)
            elif part.i > token.i and part.dep_ in PARTS:
                found = _with_part(table.verbs, own, token, part)
            else:
                continue
            if found:
                return found
    return table.verbs.get(own, ())


def _with_part(table: dict[str, tuple[Word, ...]], own: str, token: Token, part: Token) -> tuple[Word, ...]:
    if any(x.ent_type_ in TIMES for x in part.children):
        return ()
    start = f"{own}_{part.lower_}"
    for deeper in part.children if part.dep_ != "prt" else token.children:
        if deeper.dep_ == "prep" and (found := table.get(f"{start}_{deeper.lower_}")):
            return found
        if part.dep_ == "prep" and (found := table.get(f"{start}_{lemma(deeper)}")):
            return found
    return table.get(start, ())


def _with_object(table: dict[str, tuple[Word, ...]], own: str, token: Token, part: Token) -> tuple[Word, ...]:
    for start in dict.fromkeys((f"{own}_{lemma(part)}", f"{own}_{part.lower_}")):
        for prep in (*part.children, *token.children):
            if prep.dep_ == "prep" and (found := table.get(f"{start}_{prep.lower_}")):
                return found
        if found := table.get(start):
            return found
    return ()


def noun(token: Token) -> tuple[Word, ...]:
    """Return the meanings of a noun: of its compound or phrase, else of the noun alone."""
    table, own = words().nouns, lemma(token)
    for c in token.children:
        if c.dep_ in {"compound", "amod"} and c.i < token.i and (found := table.get(f"{lemma(c)}_{own}")):
            return found
        if c.dep_ == "prep" and c.i > token.i:
            for x in c.children:
                if found := table.get(f"{own}_{c.lower_}_{lemma(x)}"):
                    return found
    if token.i > 1 and token.doc[token.i - 1].text == "-":
        found = table.get(f"{token.doc[token.i - 2].lower_}-{own}", ())
        if found:
            return found
    found = table.get(own) or table.get(token.lower_) or ()
    if not found and own in GENERIC:
        found = next((held for c in token.children if c.dep_ == "compound" and (held := table.get(lemma(c)))), ())
    return found


def swallowed(token: Token) -> bool:
    """Say whether a noun is but part of a compound that has a meaning of its own: "war games", "trade agreement"."""
    return token.dep_ == "compound" and token.pos_ == "NOUN" and bool(noun(token.head))
