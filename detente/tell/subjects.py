"""Subjects that come back: what the same actor said of the same thing at different dates.

A subject is a common noun, or the name of a place, body, treaty or event, that occurs in statements of different dates.
The rarer a noun is among all the statements looked at, the more it tells (inverse document frequency, Spärck Jones
1972). Nothing here claims that a line moved: the two wordings are set side by side for the reader.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from detente.tell import states

# Nouns that name no subject: parties, persons, pieces of talk and measures of time. They come back in any diplomacy.
EMPTY = frozenset(
    """
    bit case course day decade end example fact government hour issue kind leader leadership lot matter minister minute
    month morning nation number official one order part party people person place point president question reason result
    secretary side sort spokesman spokesperson spokeswoman state statement step summer term thing time today tomorrow
    way week winter word year yesterday
    """.split()
)
# spaCy's labels (OntoNotes 5) of names that can be what is talked about: not persons, dates, amounts.
NAMED = frozenset({"GPE", "LOC", "ORG", "FAC", "LAW", "EVENT", "PRODUCT"})
ALIKE = 85.0


@dataclass(frozen=True, slots=True)
class Saying:
    """One wording of what an actor said: ``key`` is given back, ``on`` is its day, ``act`` the utterance it renders."""

    key: int
    on: date
    act: str
    text: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject with the first and the latest saying of it; ``words`` are as the latest has them."""

    words: tuple[str, ...]
    first: Saying
    latest: Saying
    sayings: int
    weight: float


def find(sayings: Sequence[Saying], pair: Collection[str] = ()) -> list[Subject]:
    """Return the subjects with their first and latest wording, the weightiest first.

    ``pair`` are the codes of the states at hand, whose own names are no subject. A saying serves one subject only. Two
    sayings that are nearly the same words (rapidfuzz's ratio of 85 of 100) show no course of a line.
    """
    nouns = dict(zip((s.key for s in sayings), _nouns([s.text for s in sayings], pair), strict=True))
    spread = Counter(noun for found in nouns.values() for noun in found)
    weight = {noun: math.log((1 + len(sayings)) / met) for noun, met in spread.items()}
    met: dict[str, list[Saying]] = defaultdict(list)
    for saying in sayings:
        for noun in nouns[saying.key]:
            met[noun].append(saying)
    candidates = [c for noun in met if (c := _candidate(met[noun], nouns, weight)) is not None]
    candidates.sort(key=lambda c: (-c.weight, -c.sayings, c.words))
    chosen: list[Subject] = []
    used: set[str] = set()
    for candidate in candidates:
        acts = {candidate.first.act, candidate.latest.act}
        if not acts & used:
            chosen.append(candidate)
            used |= acts
    return chosen


def _candidate(
    sayings: Sequence[Saying], nouns: Mapping[int, Mapping[str, str]], weight: Mapping[str, float]
) -> Subject | None:
    """Return the subject shared by the first of these sayings and the latest that says it in other words."""
    first, *others = sorted(sayings, key=lambda s: (s.on, s.key))
    for latest in reversed(others):
        if latest.on > first.on and latest.act != first.act and fuzz.ratio(first.text, latest.text) < ALIKE:
            shared = sorted(nouns[first.key].keys() & nouns[latest.key].keys(), key=lambda noun: (-weight[noun], noun))
            words = tuple(nouns[latest.key][noun] for noun in shared[:3])
            return Subject(words, first, latest, len({s.act for s in sayings}), sum(weight[noun] for noun in shared))
    return None


def _nouns(texts: Sequence[str], pair: Collection[str]) -> list[dict[str, str]]:
    """Return the nouns and names of each text that can be a subject: a key that its forms share, and the form met."""
    from detente.language.english import pipeline

    found: list[dict[str, str]] = []
    for doc in pipeline().pipe(texts, batch_size=64):
        nouns: dict[str, str] = {}
        names = [entity for entity in doc.ents if states.meant(entity.text)]
        for words in (*(entity.text for entity in names), *(token.text for token in doc if token.ent_type_ in NAMED)):
            codes = states.meant(words)
            if codes and not codes & set(pair):
                nouns.setdefault(min(codes), words.removeprefix("the "))
        named = {token.i for entity in names for token in entity}
        for token in doc:
            lemma = token.lemma_.casefold()
            kind = token.pos_ == "NOUN" or (token.pos_ == "PROPN" and token.ent_type_ in NAMED)
            if kind and token.i not in named and not states.meant(token.text) and len(lemma) > 2 and lemma not in EMPTY:
                nouns.setdefault(lemma, token.lower_ if token.pos_ == "NOUN" else token.text)
        found.append(nouns)
    return found
