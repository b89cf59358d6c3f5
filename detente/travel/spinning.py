"""Spinning: the traces that machines leave in a text, each with its place, and how sure it is that one was at work.

Spinners put synonyms for words without regard to sense, so that a text abounds in words much rarer than those that
would stand there, and some without regard to word borders, so that a synonym stands inside of another word ("bigst" for
"largest"). Pipelines of scraping and translating glue words together and leave marks of punctuation behind. All is told
from ``synonyms.tsv`` (WordNet 3.0, made by ``bench.concepts``) and from the words that the background and WordNet know;
no trace is looked for by name.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from types import MappingProxyType
from typing import Literal

from detente.model import Article
from detente.travel.concepts import table
from detente.travel.features import Lexicon, background
from detente.travel.passages import Passage, passages

TraceKind = Literal["inside a word", "rare synonym", "glued words", "stray mark"]

# Log odds before anything is seen, and what the first few traces of a kind add, each (rare synonyms apart).
_BEFORE = -4.0
_WEIGHTS = MappingProxyType({"inside a word": 4.0, "glued words": 1.2, "stray mark": 0.6})
_MOST = 3
# Different rare synonyms to a word of running text, as journalists write: measured on news and open texts.
_RARE = 0.002
# A synonym may have so many words. Parts of words have at least so many letters.
_PHRASE, _LETTERS = 3, 3
# Endings that make another form of a word.
_ENDINGS = frozenset("s es d ed r er est ing ly y al ally n en ness ful less ism ist ists ish able ible'".split())
# Glued to the end of another word, only words that stand in such a share of sentences are believed.
_COMMON = 0.03

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_JOINED = re.compile(r"\b[a-z]{3,}(?=[A-Z][a-z]+)[A-Za-z]+\b|\b[A-Za-z]{3,}[.!?][A-Z][a-z]+\b")
_STRAY = re.compile(r"(?<=[\w.”\"])\s+[.,;](?=\s|$)|[.,;]\s[.,;](?!\.)")
_PARTS = re.compile(r"[A-Z]?[a-z]+")


@dataclass(frozen=True, slots=True)
class Trace:
    """A trace of a machine, ``text[start:end]``; ``instead`` is what would stand there, None where not known."""

    article: str
    start: int
    end: int
    kind: TraceKind
    instead: str | None = None


@cache
def synonyms() -> MappingProxyType[str, tuple[tuple[str, ...], bool]]:
    """Return for each synonym of common words these words, and whether it is rare beside them."""
    found = {}
    for line in files("detente.data").joinpath("synonyms.tsv").read_text("utf-8").splitlines():
        if not line.startswith("//"):
            mate, common, rare = line.split("\t")
            found[mate] = (tuple(common.split()), rare == "1")
    return MappingProxyType(found)


@cache
def _lexicon() -> Lexicon:
    return Lexicon(background())


def machine_made(article: Article) -> tuple[float, tuple[Trace, ...]]:
    """Return the probability that a machine has spun or mangled an English text, and the traces, in their order.

    Boilerplate and quotations of somebody's sentences are not looked at, nor texts known to be in another language
    (probability 0). The weights are a convention; ``bench.travel`` prints how many spun and plain texts pass one half.
    """
    if article.language not in {"en", "und"}:
        return 0.0, ()
    found = sorted(set(_traces(article)), key=lambda trace: (trace.start, trace.end, trace.kind))
    log_odds = _BEFORE + _surplus(article, found)
    for kind, weight in _WEIGHTS.items():
        log_odds += weight * min(_MOST, sum(trace.kind == kind for trace in found))
    return round(1 / (1 + math.exp(-log_odds)), 6), tuple(found)


def _surplus(article: Article, found: Sequence[Trace]) -> float:
    """Return the log likelihood ratio (Poisson) of as many different rare synonyms as there are against the usual."""
    rare = {article.text[trace.start : trace.end].lower() for trace in found if trace.kind == "rare synonym"}
    length = sum(len(_WORD.findall(article.text, p.start, p.end)) for p in passages(article))
    usual = _RARE * max(1, length)
    return len(rare) * math.log(len(rare) / usual) - len(rare) + usual if len(rare) > usual else 0.0


def _traces(article: Article) -> Iterator[Trace]:
    for passage in passages(article):
        for kind, start, end, instead in (*_of_words(article.text, passage), *_of_marks(article.text, passage)):
            if not any(span.start <= start < span.end for span in passage.spoken(article.text)):
                yield Trace(article.id, start, end, kind, instead)


Found = tuple[TraceKind, int, int, str | None]


def _of_words(text: str, passage: Passage) -> Iterator[Found]:
    tokens = [(match.start(), match.end(), match[0]) for match in _WORD.finditer(text, passage.start, passage.end)]
    known = synonyms()
    until = 0
    for at, (start, end, word) in enumerate(tokens):
        if not word.islower() or start < until:
            continue
        for length in range(_PHRASE, 0, -1):
            stretch = tokens[at : at + length]
            phrase = text[start : stretch[-1][1]].lower()
            if len(stretch) == length and phrase in known and known[phrase][1]:
                until = stretch[-1][1]
                yield "rare synonym", start, until, known[phrase][0][0]
                break
        if not is_word(word):
            inside = _inside(word, [token.lower() for _, _, token in tokens[max(0, at - _PHRASE) : at]])
            if inside is not None:
                back, instead = inside
                yield "inside a word", tokens[at - back][0], end, instead
            elif _glued(word):
                yield "glued words", start, end, None


def is_word(word: str) -> bool:
    """Say whether the background, WordNet's common words or the table of synonyms know a word."""
    lexicon = _lexicon()
    feature = lexicon.feature(word)
    return not feature or feature in lexicon.known.counts or feature in table() or word in synonyms()


def _inside(word: str, before: Sequence[str]) -> tuple[int, str] | None:
    """Return how many words before an unknown one belong to the synonym that stands inside it, and the word meant."""
    known, stem = synonyms(), _lexicon().feature
    for cut in range(_LETTERS, len(word) - 1):
        head, tail = word[:cut], word[cut:]
        if tail in _ENDINGS and is_word(head):
            return None
        heads = [*accumulate(reversed(before), lambda phrase, earlier: f"{earlier} {phrase}", initial=head)]
        for back, phrase in enumerate(heads):
            for meant in known.get(phrase, ((), False))[0]:
                if is_word(meant + tail) and stem(meant + tail) != stem(meant) and not (back == 0 and is_word(tail)):
                    return back, meant + tail
    return None


def _glued(word: str) -> bool:
    """Say whether an unknown word is one known word and a very common one."""
    lexicon = _lexicon()
    least = _COMMON * lexicon.known.sentences
    for cut in range(len(word) - _LETTERS, _LETTERS + 1, -1):
        tail = word[cut:]
        if tail not in _ENDINGS and lexicon.known.counts.get(tail, 0) >= least and is_word(word[:cut]):
            return True
    return False


def _of_marks(text: str, passage: Passage) -> Iterator[Found]:
    for match in _JOINED.finditer(text, passage.start, passage.end):
        if all(is_word(part.lower()) for part in _PARTS.findall(match[0])):
            yield "glued words", match.start(), match.end(), None
    for match in _STRAY.finditer(text, passage.start, passage.end):
        yield "stray mark", match.start(), match.end(), None
