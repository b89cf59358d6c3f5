"""What words do besides naming: hedge, judge, strengthen. Three dictionaries, and where their phrases stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Use = Literal["hedge", "loaded", "plain", "degree", "scale"]
# One spelling for both sides of the Atlantic.
_SPELLING = re.compile(r"(?<=\w{3})is(?=(?:e|ed|es|ing|ation)$)")
# A determiner inside a phrase of the dictionary may be another, or absent.
_DETERMINERS = frozenset({"a", "an", "the", "its", "their", "his", "her", "our", "my"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase of one dictionary.

    ``phrase`` are lemmas. ``plain`` are the plain phrases for a loaded one; ``scale`` and ``rank`` order words of
    strength (rank 1 and -1 of ``degree`` strengthen and weaken); ``pos`` is V, N or A where the part of speech
    matters; ``before_number`` says that the phrase counts only before a number.
    """

    use: Use
    phrase: tuple[str, ...]
    pos: str = ""
    plain: tuple[str, ...] = ()
    scale: str = ""
    rank: int = 0
    before_number: bool = False


def spelt(word: str) -> str:
    """Return the word in lower case, as its American spelling has it where the two differ regularly."""
    return _SPELLING.sub("iz", word.lower().replace("’", "'"))


def _rows(name: str) -> Iterator[list[str]]:
    text = files("detente.data").joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    yield from (line.split("\t") for line in lines[1:])


def _phrase(words: str) -> tuple[str, ...]:
    # The tokeniser parts what a hyphen joins.
    return tuple(spelt(word) for word in words.replace("-", " - ").split())


@cache
def entries() -> tuple[Entry, ...]:
    """Return the entries of ``hedging.tsv``, ``loaded.tsv`` and ``strength.tsv``.

    Raises:
        ValueError: a phrase stands twice in one dictionary, or a rank is no number.
    """
    found = [
        Entry("hedge", _phrase(phrase), before_number=before == "number") for phrase, before, _ in _rows("hedging")
    ]
    many: set[tuple[str, ...]] = set()
    for phrase, pos, plain, _ in _rows("loaded"):
        found.append(Entry("loaded", _phrase(phrase), pos, tuple(" ".join(_phrase(each)) for each in plain.split(";"))))
        many.update(_phrase(each) for each in plain.split(";") if " " in each)
    for phrase, scale, rank, _ in _rows("strength"):
        use: Use = "degree" if scale == "degree" else "scale"
        found.append(Entry(use, _phrase(phrase), scale=scale, rank=int(rank)))
    # So that a plain phrase of several words is one thing, as the loaded word is that it stands for.
    found += [Entry("plain", phrase) for phrase in sorted(many)]
    met = [(entry.use, entry.phrase, entry.pos, entry.scale) for entry in found]
    if len(met) != len(set(met)):
        raise ValueError(f"a phrase stands twice: {sorted(each for each in set(met) if met.count(each) > 1)}")
    return tuple(found)


@cache
def _by_first() -> dict[str, tuple[Entry, ...]]:
    table: dict[str, list[Entry]] = {}
    for entry in entries():
        table.setdefault(entry.phrase[0], []).append(entry)
    return {first: tuple(sorted(held, key=lambda e: -len(e.phrase))) for first, held in table.items()}


def at(forms: Sequence[frozenset[str]], place: int, pos: str) -> list[tuple[int, Entry]]:
    """Return the entries that begin at a word, with how many words each takes, the longest first.

    Args:
        forms: for each word of the text the forms it may match by: as it stands and its lemma, both ``spelt``.
        place: the word.
        pos: its part of speech as Universal Dependencies name it.
    """
    found = []
    for form in sorted(forms[place]):
        for entry in _by_first().get(form, ()):
            length = _length(forms, place, entry.phrase)
            if length and (not entry.pos or pos in _TAGS[entry.pos]):
                found.append((length, entry))
    return sorted(found, key=lambda each: -each[0])


_TAGS = {"V": {"VERB", "AUX"}, "N": {"NOUN", "PROPN"}, "A": {"ADJ", "ADV", "VERB", "NOUN", "PROPN"}}


def _length(forms: Sequence[frozenset[str]], place: int, phrase: tuple[str, ...]) -> int:
    """Return how many words the phrase takes, a determiner in it passed over; 0 where it does not stand there."""
    here = place
    for number, word in enumerate(phrase):
        if number and here < len(forms) and word not in forms[here] and forms[here] & _DETERMINERS:
            here += 1
        if here >= len(forms) or word not in forms[here]:
            return 0
        here += 1
    return here - place
