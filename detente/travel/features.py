"""Words as features: what a token counts as, and how much it weighs.

A feature is a stem (Snowball's English stemmer, Porter 2001), a name or number as it stands. Weights are inverse
sentence frequencies, from a table that ships with the package and from the corpus at hand together (Sparck Jones 1972):
a handful of articles leans on the table, a large corpus on itself.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import Stemmer  # type: ignore[import-not-found]  # a C extension without stubs
from numpy.typing import NDArray

from detente.model import Article, Span
from detente.travel.passages import Passage
from detente.travel.residue import Parted, part

Ids = NDArray[np.integer]
Floats = NDArray[np.float64]

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
# Features in more than this share of the background's sentences are the grammar of the language.
_GRAMMAR_SHARE = 0.22
_NUMBER_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
_SPELT = {word: f"#{number}" for number, word in enumerate(_NUMBER_WORDS) if number > 1} | {
    word: f"#{10 * number}"
    for number, word in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), start=3)
}
IGNORED = -1


@dataclass(frozen=True, slots=True)
class Background:
    """In how many of ``sentences`` sentences of ordinary news a feature occurs."""

    sentences: int
    counts: dict[str, int]


@cache
def background() -> Background:
    """Load the shipped table ``detente/data/document_frequency.tsv``."""
    lines = files("detente.data").joinpath("document_frequency.tsv").read_text("utf-8").splitlines()
    rows = csv.reader((line for line in lines if not line.startswith("//")), delimiter="\t")
    counts = {feature: int(count) for feature, count in rows}
    return Background(counts.pop("*"), counts)


class Lexicon(dict[str, int]):
    """Token to feature number, filled as tokens are met; ``IGNORED`` for words of grammar."""

    def __init__(self, known: Background) -> None:
        super().__init__()
        self.known = known
        self.features: list[str] = []
        # Of each feature: is it neither a number nor in the background?
        self.unmet: list[bool] = []
        self._numbers: dict[str, int] = {}
        self._stem = Stemmer.Stemmer("english").stemWord
        self._grammar = _GRAMMAR_SHARE * known.sentences

    def __missing__(self, token: str) -> int:
        feature = self.feature(token)
        if not feature or self.known.counts.get(feature, 0) > self._grammar:
            number = IGNORED
        else:
            number = self._numbers.setdefault(feature, len(self.features))
            if number == len(self.features):
                self.features.append(feature)
                self.unmet.append(feature[0] != "#" and feature not in self.known.counts)
        self[token] = number
        return number

    def feature(self, token: str) -> str:
        """Return what a token counts as: ``Ministers'`` as ``minist``, ``1,200`` as ``#1200``, ``U.S.`` as ``us``."""
        if token[0].isdigit():
            return "#" + token.replace(",", "")
        word = token.lower().replace("’", "'").removesuffix("'s").replace("'", "").replace(".", "")
        if not word.isascii():
            word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
        if word == "us" and token.islower():
            return ""
        return _SPELT.get(word) or (self._stem(word) if word.isascii() else word)


@dataclass(frozen=True, slots=True)
class Words:
    """An article as features of its sentences.

    Entry ``k`` says that ``vocabulary[place[k]]`` stands in sentence ``row[k]``, ``whole[k]`` times, ``plain[k]`` of
    them outside quotations; entries are sorted by row and feature. ``owner[row]`` is the passage of the sentence.
    ``known`` is the share of all its words that the background has met: low where the language is another.
    """

    id: str
    passages: tuple[Passage, ...]
    owner: Ids
    vocabulary: Ids
    row: Ids
    place: Ids
    whole: Ids
    plain: Ids
    known: float

    @property
    def feature(self) -> Ids:
        """The feature of each entry."""
        return self.vocabulary[self.place]


def words(article: Article, lexicon: Lexicon, left_out: Container[bytes] = ()) -> Words:
    """Read an article into features, adding what is new to the lexicon.

    Passages too short to say anything, and those whose key is ``left_out`` (``residue.recurring``), have no sentences.
    """
    return read_words(part(article), lexicon, left_out)


def read_words(parted: Parted, lexicon: Lexicon, left_out: Container[bytes]) -> Words:
    """Read an article already parted into features, as ``words`` does."""
    article, found = parted.article, parted.passages
    numbers: list[int] = []
    stretches: list[tuple[int, int, bool]] = []
    owner: list[int] = []
    for number, (passage, said) in enumerate(zip(found, parted.keys, strict=True)):
        if said is None or said in left_out:
            continue
        spoken = passage.spoken(article.text)
        for sentence in passage.sentences:
            for start, end, quoted in _stretches(sentence, spoken):
                tokens = _TOKEN.findall(article.text, start, end)
                numbers.extend(map(lexicon.__getitem__, tokens))
                stretches.append((len(owner), len(tokens), quoted))
            owner.append(number)
    rows, lengths, marks = np.array(stretches, dtype=np.int64).reshape(-1, 3).T
    feature = np.array(numbers, dtype=np.int64)
    kept = feature != IGNORED
    key = (np.repeat(rows, lengths) << 32 | feature)[kept]
    entries, position = np.unique(key, return_inverse=True)
    vocabulary, place = np.unique(entries & 0xFFFFFFFF, return_inverse=True)
    return Words(
        id=article.id,
        passages=found,
        owner=np.array(owner, dtype=np.int32),
        vocabulary=vocabulary.astype(np.int32),
        row=(entries >> 32).astype(np.int32),
        place=place.astype(np.int32),
        whole=np.bincount(position, minlength=len(entries)).astype(np.int32),
        plain=np.bincount(position, 1 - np.repeat(marks, lengths)[kept], minlength=len(entries)).astype(np.int32),
        known=1.0 - sum(map(lexicon.unmet.__getitem__, feature[kept].tolist())) / max(1, len(feature)),
    )


def _stretches(sentence: Span, spoken: Sequence[Span]) -> Iterator[tuple[int, int, bool]]:
    """Part a sentence into what stands outside and inside of quotations."""
    at = sentence.start
    for number in range(bisect_right(spoken, at, key=lambda span: span.end), len(spoken)):
        start, end = max(at, spoken[number].start), min(spoken[number].end, sentence.end)
        if start >= sentence.end:
            break
        if start > at:
            yield at, start, False
        yield start, end, True
        at = end
    if at < sentence.end:
        yield at, sentence.end, False


def weights(corpus: Iterable[Words], lexicon: Lexicon) -> Floats:
    """Return the weight of every feature of the lexicon: ``log((N + 1) / (n + 1/2))`` over sentences.

    ``N`` and ``n`` count the sentences, and those with the feature, of the background and of the corpus together.
    """
    known = lexicon.known
    counts = np.array([known.counts.get(feature, 0) for feature in lexicon.features], dtype=np.float64)
    total = known.sentences
    for article in corpus:
        np.add.at(counts, article.feature, 1)
        total += len(article.owner)
    return np.log((total + 1) / (counts + 0.5))
