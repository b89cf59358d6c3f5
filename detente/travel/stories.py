"""Stories: which articles tell of one happening, whether they copy one another or not.

An article is its names, numbers and rare words, those of its opening counted more (Salton & Buckley 1988; that a report
tells the happening first is the inverted pyramid of news). Articles are compared with those published within a few days
that share rare features with them, and grouped by average linkage (Sokal & Michener 1958) as in topic detection and
tracking (Allan 2002): two groups become one story while their articles are alike on average, so that a story does not
run on into the next by a chain of single likenesses. Articles that render one text are of one story in any case.

The work is bounded for each article, by the features it is filed under and the neighbours in a file it is compared
with, so it grows as n log n. Nothing depends on the order in which articles come.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

import numpy as np
from scipy import sparse

from detente import edtf
from detente.model import Article, Pair, Story, content_id
from detente.travel.features import Background, Floats, Ids, Lexicon, background
from detente.travel.residue import Parted, part, recurring

# Features of an article that are compared, the weightiest first, and those it is filed under.
FEATURES, FILED = 160, 48
# Articles before it, in the order of publication, that an article meets in one file.
NEIGHBOURS = 24
# Of these an article is compared with so many, those that share most files with it.
CANDIDATES = 32
# Average likeness of two groups from which on they are one story.
ALIKE = 0.26
# Days after which two articles alike in words are half as alike as if of one day, and beyond which they are not.
HALF, WINDOW = 7, 21
# What is left of the likeness of an article with a date and one without.
_UNDATED = 0.7
# How much more a name or number tells than another word.
_NAME = 1.5
# The background counts like so many articles of so many sentences: a few articles on one happening all hold its names.
_BEFORE, _SENTENCES = 300, 25
# Words after which a feature counts half of what it would in the opening.
_OPENING = 150
# Longest title taken from a text that has none.
_TITLE = 160
# Features of an article that are held until it is known how many other articles have them.
_HELD = 320
# Articles less alike than this have nothing in common, and count so in an average; pairs compared at once.
_FLOOR, _CHUNK = 0.05, 16_384

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_STOP = re.compile(r"[.!?:“\"‘]\s*$")
_SENTENCE = re.compile(r".+?(?:[.!?…](?=\s|$)|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Told:
    """An article as weighted features (numbers, ascending, with their weights) and the day it was published.

    ``filed`` are the weightiest of them; ``day`` is an ordinal, None where it is not known.
    """

    id: str
    features: Ids
    weights: Floats
    filed: tuple[int, ...]
    day: float | None


def find(articles: Iterable[Article], pairs: Iterable[Pair] = ()) -> list[Story]:
    """Return the place of every article among those about the same happening, one row an article, by id.

    An article alone is a story of its own. ``title`` is the title, or else first sentence, of the member most like the
    others; ``id`` is that of the story whatever is added to it later, as long as nothing older is.
    """
    corpus = sorted({article.id: article for article in articles}.values(), key=lambda article: article.id)
    told = _told(corpus)
    likeness = _likeness(told)
    place = {article.id: number for number, article in enumerate(corpus)}
    for pair in pairs:
        if pair.a in place and pair.b in place:
            likeness[min(place[pair.a], place[pair.b]), max(place[pair.a], place[pair.b])] = 1.0
    rows = []
    for members in _groups(len(corpus), likeness):
        title = _title(corpus[_central(members, likeness)])
        first = min((corpus[i] for i in members), key=lambda article: (article.published or "9999", article.id))
        identity = content_id("story", first.id)
        rows += [Story(identity, title, corpus[i].id) for i in members]
    return sorted(rows, key=lambda row: row.article)


def _told(corpus: Sequence[Article]) -> list[_Told]:
    lexicon = Lexicon(background())
    feature = lru_cache(maxsize=None)(lexicon.feature)
    # The passages are cut twice, as nothing of an article but its numbers is held meanwhile.
    left_out = recurring([replace(part(article), passages=()) for article in corpus])
    numbers: dict[str, int] = {}
    prior: list[float] = []
    counts = [_counts(_features(part(article), left_out, feature), numbers, prior, lexicon.known) for article in corpus]
    held = np.zeros(len(numbers), dtype=np.int64)
    for features, _ in counts:
        held[features] += 1
    # Ties are broken by the features' names, as their numbers depend on which article came first.
    rank = np.empty(len(numbers), dtype=np.int64)
    rank[[numbers[name] for name in sorted(numbers)]] = np.arange(len(numbers))
    named = np.array([name[0] in "@#" for name in numbers], dtype=np.bool_)
    rarity = np.log((len(corpus) + _BEFORE + 1) / (held + np.array(prior) + 0.5)) * np.where(named, _NAME, 1.0)
    return [
        _weighted(article, features, rarity[features] * np.log1p(count), rank[features])
        for article, (features, count) in zip(corpus, counts, strict=True)
    ]


def _features(parted: Parted, left_out: frozenset[bytes], feature: Callable[[str], str]) -> dict[str, float]:
    """Count an article's features; capitals inside a sentence make a word a name, told by a leading ``@``."""
    counts: dict[str, float] = defaultdict(float)
    text = parted.article.text
    at = 0
    for passage, key in zip(parted.passages, parted.keys, strict=True):
        if key is not None and key in left_out:
            continue
        for token in _TOKEN.finditer(text, passage.start, passage.end):
            name = feature(token[0])
            at += 1
            if name:
                value = 1 / (1 + at / _OPENING)
                counts[name] += value
                if token[0][0].isupper() and not _begins(text, token.start(), passage.start):
                    counts["@" + name] += value
    return counts


def _counts(
    features: Mapping[str, float], numbers: dict[str, int], prior: list[float], known: Background
) -> tuple[Ids, Floats]:
    """Return an article's features by number, with how often; ``prior`` gets their background counts."""
    for name in features:
        if numbers.setdefault(name, len(numbers)) == len(prior):
            share = known.counts.get(name.removeprefix("@"), 0) / known.sentences
            prior.append(_BEFORE * (1 - (1 - share) ** _SENTENCES))
    chosen = sorted(features, key=lambda name: (-math.log1p(features[name]) / (1 + prior[numbers[name]]), name))[:_HELD]
    return (
        np.array([numbers[name] for name in chosen], dtype=np.int32),
        np.array([features[name] for name in chosen], dtype=np.float64),
    )


def _begins(text: str, start: int, passage: int) -> bool:
    return start == passage or _STOP.search(text, max(passage, start - 3), start) is not None


def _weighted(article: Article, features: Ids, weights: Floats, rank: Ids) -> _Told:
    """Keep the weightiest features, scaled to length 1."""
    best = np.lexsort((rank, -weights))[:FEATURES]
    scaled = weights[best] / (math.sqrt(float(weights[best] @ weights[best])) or 1.0)
    order = np.argsort(features[best])
    filed = tuple(features[best[:FILED]].tolist())
    return _Told(article.id, features[best][order], scaled[order], filed, _day(article))


def _day(article: Article) -> float | None:
    bounds = edtf.bounds(article.published) if article.published else None
    return None if bounds is None else (bounds[0].toordinal() + bounds[1].toordinal()) / 2


def _likeness(told: Sequence[_Told]) -> dict[tuple[int, int], float]:
    """Return the likeness of every two articles worth comparing, lower number first, from ``_FLOOR`` on."""
    starts = np.cumsum([0, *(len(each.features) for each in told)])
    features = np.concatenate([each.features for each in told]) if told else np.empty(0, dtype=np.int32)
    weights = np.concatenate([each.weights for each in told]) if told else np.empty(0)
    table = sparse.csr_array((weights, features, starts), shape=(len(told), int(features.max(initial=0)) + 1))
    found: dict[tuple[int, int], float] = {}
    for chunk in _chunks(_candidates(told)):
        one, two = np.array(chunk).T
        cosines = np.asarray(table[one].multiply(table[two]).sum(axis=1)).ravel()
        for (i, j), cosine in zip(chunk, cosines.tolist(), strict=True):
            alike = cosine * _near(told[i].day, told[j].day)
            if alike >= _FLOOR:
                found[min(i, j), max(i, j)] = alike
    return found


def _chunks(pairs: Iterator[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    while chunk := list(islice(pairs, _CHUNK)):
        yield chunk


def _candidates(told: Sequence[_Told]) -> Iterator[tuple[int, int]]:
    """Yield each article with those before it, in the order of publication, filed most often beside it."""
    order = sorted(range(len(told)), key=lambda i: (told[i].day or 0.0, told[i].id))
    filed: dict[int, deque[int]] = {}
    for i in order:
        met: Counter[int] = Counter()
        for feature in told[i].filed:
            file = filed.setdefault(feature, deque(maxlen=NEIGHBOURS))
            met.update(j for j in file if _near(told[i].day, told[j].day) > 0)
            file.append(i)
        best = sorted(met, key=lambda j: (-met[j], told[j].id))[:CANDIDATES]
        yield from ((i, j) for j in best)


def _near(one: float | None, two: float | None) -> float:
    """Return what distance in time leaves of a likeness; one without a date may lie far from one that has one."""
    if one is None or two is None:
        return 1.0 if one == two else _UNDATED
    days = abs(one - two)
    return 0.0 if days > WINDOW else math.exp2(-max(0.0, days - 1) / HALF)


def _groups(size: int, likeness: Mapping[tuple[int, int], float]) -> list[list[int]]:
    """Group by average linkage: the two groups most alike are joined first, ties by their lowest members."""
    members: dict[int, list[int]] = {i: [i] for i in range(size)}
    sums: dict[int, dict[int, float]] = {i: {} for i in range(size)}
    for (i, j), value in likeness.items():
        sums[i][j] = sums[j][i] = value
    heap = [(-value, i, j, 1, 1) for (i, j), value in likeness.items() if value >= ALIKE]
    heapq.heapify(heap)
    while heap:
        _, i, j, size_i, size_j = heapq.heappop(heap)
        if len(members.get(i, ())) != size_i or len(members.get(j, ())) != size_j:
            continue
        members[i] += members.pop(j)
        for other, value in sums.pop(j).items():
            del sums[other][j]
            if other != i:
                sums[i][other] = sums[other][i] = sums[i].get(other, 0.0) + value
        for other, value in sums[i].items():
            average = value / (len(members[i]) * len(members[other]))
            if average >= ALIKE:
                low, high = min(i, other), max(i, other)
                heapq.heappush(heap, (-average, low, high, len(members[low]), len(members[high])))
    return [sorted(group) for group in members.values()]


def _central(members: Sequence[int], likeness: Mapping[tuple[int, int], float]) -> int:
    """Return the member most like the others, the lowest of equals."""
    return max(members, key=lambda i: (sum(likeness.get((min(i, j), max(i, j)), 0.0) for j in members), -i))


def _title(article: Article) -> str:
    """Return the article's title, else its first sentence, on one line."""
    if article.title and article.title.strip():
        return " ".join(article.title.split())
    for span in article.body():
        words = " ".join(span.of(article.text).split())
        first = _SENTENCE.match(words)
        if first is not None and first[0].strip():
            sentence = first[0].strip()
            return (
                sentence if len(sentence) <= _TITLE else sentence[: sentence.rfind(" ", 0, _TITLE)] or sentence[:_TITLE]
            )
    return article.path
