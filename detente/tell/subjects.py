"""Subjects that come back: what the same actor said of the same thing at different dates.

A subject is a common noun, or the name of a place, body, treaty or event, that occurs in statements of different dates.
One noun that any speech may hold ties no two sentences together: it must be rare in the news between states, or the two
sentences share another content word, rare enough with it (inverse sentence frequency, Sparck Jones 1972, over the
background of ``travel.features`` and the statements looked at). Nothing here claims that a line moved: the two wordings
are set side by side for the reader.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from detente.tell import states
from detente.travel.features import Lexicon, background

if TYPE_CHECKING:
    from spacy.tokens import Doc

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
# A noun that ties two sayings by itself stands in about one sentence in five hundred, or fewer.
ALONE = 6.2
# Two words that tie them together: each is in about one sentence in sixty, on the geometric mean.
TOGETHER = 8.2
WORD = re.compile(r"[^\W\d_]+")
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})


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


@dataclass(frozen=True, slots=True)
class _Content:
    """What a saying holds: ``nouns`` that can be a subject, by key, with the form met; stems of its content words.

    ``stems`` gives for each noun's key the stems it is weighed by, ``words`` all stems of content words.
    """

    nouns: Mapping[str, str]
    stems: Mapping[str, frozenset[str]]
    words: frozenset[str]


def find(sayings: Sequence[Saying], pair: Collection[str] = ()) -> list[Subject]:
    """Return the subjects with their first and latest wording, the weightiest first.

    ``pair`` are the codes of the states at hand, whose own names are no subject. A saying serves one subject only. Two
    sayings that are nearly the same words (rapidfuzz's ratio of 85 of 100) show no course of a line.
    """
    content = dict(zip((s.key for s in sayings), _contents([s.text for s in sayings], pair), strict=True))
    weight = _weights(content.values())
    met: dict[str, list[Saying]] = defaultdict(list)
    for saying in sayings:
        for noun in content[saying.key].nouns:
            met[noun].append(saying)
    candidates = [c for noun in met if (c := _candidate(noun, met[noun], content, weight)) is not None]
    candidates.sort(key=lambda c: (-c.weight, -c.sayings, c.words))
    chosen: list[Subject] = []
    used: set[str] = set()
    for candidate in candidates:
        acts = {candidate.first.act, candidate.latest.act}
        if not acts & used:
            chosen.append(candidate)
            used |= acts
    return chosen


def _weights(contents: Collection[_Content]) -> dict[str, float]:
    """Return the weight of each stem, ``log((N + 1) / (n + 1/2))`` over the background's sentences and these."""
    known = background()
    spread = Counter(stem for content in contents for stem in content.words)
    total = known.sentences + len(contents) + 1
    return {stem: math.log(total / (known.counts.get(stem, 0) + met + 0.5)) for stem, met in spread.items()}


def _candidate(
    noun: str, sayings: Sequence[Saying], content: Mapping[int, _Content], weight: Mapping[str, float]
) -> Subject | None:
    """Return the subject that ties the first of these sayings it can to the latest that says it in other words."""
    ordered = sorted(sayings, key=lambda s: (s.on, s.key))
    for place, first in enumerate(ordered):
        for latest in reversed(ordered[place + 1 :]):
            if latest.on == first.on or latest.act == first.act:
                continue
            tie = _tie(noun, content[first.key], content[latest.key], weight)
            if tie and fuzz.ratio(first.text, latest.text) < ALIKE:
                words = _named(noun, content[first.key], content[latest.key], weight)
                return Subject(words, first, latest, len({s.act for s in sayings}), tie)
    return None


def _tie(noun: str, one: _Content, two: _Content, weight: Mapping[str, float]) -> float:
    """Return how strongly a noun ties two sayings, alone or with another content word of both; 0 for too little."""
    own = one.stems[noun] | two.stems[noun]
    # Other forms of one name ("Taipei"): the one met most often says how much the subject tells.
    alone = min(max(weight[stem] for stem in side.stems[noun]) for side in (one, two))
    together = alone + max((weight[stem] for stem in (one.words & two.words) - own), default=0.0)
    return together if alone >= ALONE or together >= TOGETHER else 0.0


def _named(noun: str, one: _Content, two: _Content, weight: Mapping[str, float]) -> tuple[str, ...]:
    """Return the subject in the words of the later saying: the noun, and up to two others that both have."""

    def rarity(key: str) -> tuple[bool, float, str]:
        return key != noun, -max(weight[stem] for stem in two.stems[key]), key

    return tuple(two.nouns[key] for key in sorted(one.nouns.keys() & two.nouns.keys(), key=rarity)[:3])


def _contents(texts: Sequence[str], pair: Collection[str]) -> list[_Content]:
    """Return what each text holds."""
    from detente.language.english import pipeline

    lexicon = Lexicon(background())
    return [_content(doc, pair, lexicon) for doc in pipeline().pipe(texts, batch_size=64)]


def _content(doc: Doc, pair: Collection[str], lexicon: Lexicon) -> _Content:
    """Return the nouns and names that can be a subject, a key that their forms share, and all content words."""
    nouns: dict[str, str] = {}
    stems: dict[str, frozenset[str]] = {}
    names = [entity for entity in doc.ents if states.meant(entity.text)]
    for words in (*(entity.text for entity in names), *(token.text for token in doc if token.ent_type_ in NAMED)):
        codes = states.meant(words)
        if codes and not codes & set(pair):
            nouns.setdefault(min(codes), words.removeprefix("the "))
            stems.setdefault(min(codes), frozenset(_stems(words, lexicon)))
    named = {token.i for entity in names for token in entity}
    content = {stem for found in stems.values() for stem in found}
    for token in doc:
        lemma = token.lemma_.casefold()
        if token.pos_ not in CONTENT or token.i in named or states.meant(token.text) or len(lemma) < 3:
            continue
        if lemma in EMPTY or not (found := _stems(token.text, lexicon)):
            continue
        content |= found
        if token.pos_ == "NOUN" or (token.pos_ == "PROPN" and token.ent_type_ in NAMED):
            nouns.setdefault(lemma, token.lower_ if token.pos_ == "NOUN" else token.text)
            stems.setdefault(lemma, frozenset(found))
    return _Content({key: form for key, form in nouns.items() if stems[key]}, stems, frozenset(content))


def _stems(words: str, lexicon: Lexicon) -> set[str]:
    """Return the stems of words."""
    return {stem for word in WORD.findall(words) if (stem := lexicon.feature(word))}
