"""A corpus in which one pair of articles in a hundred renders one text, and what ``travel.find`` makes of it.

Made anew at each run: open texts copied, trimmed, edited and spun by script, children of a parent that is held back,
unrelated texts that share a quotation, retellings written by hand and independent articles (``travel_sets``).
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bench import travel_sets as sets
from bench.travel_sets import Labelled, Told
from detente import travel
from detente.model import Article, Pair, PairKind, Retelling
from detente.travel.spinning import machine_made

SEED = 7
# How many pairs of each kind are made by script.
EACH = 12
# Words of a text that is worth spinning, in the measure of single articles.
_LONG = 150
_SENTENCE = re.compile(r"(?<=[.!?]) +(?=[A-Z])")
_SAID = {
    "said": "told reporters",
    "noted": "remarked",
    "discussed": "talked about",
    "met with": "saw",
    "also": "as well",
}


@dataclass(frozen=True)
class Case:
    """Two articles, the kind that lies between them, and the one that was there first (None: neither)."""

    pair: Labelled
    kind: PairKind
    first: str | None


def corpus(chance: random.Random) -> list[Case]:
    """Make the cases; no text is used twice."""
    long = sorted(name for name, passages in sets.open_texts().items() if 6 <= len(passages) <= 30)
    chance.shuffle(long)
    taken = iter(name for name in long if name not in sets.originals())
    found = []
    for _ in range(EACH):
        found += [
            _case("exact copy", next(taken), _whole, chance),
            _case("trimmed", next(taken), _trimmed, chance),
            _case("edited", next(taken), _edited, chance),
            _case("machine-spun", next(taken), _spun, chance),
            _common_source(next(taken), next(taken), next(taken), chance),
            _quotation(next(taken), next(taken), chance),
        ]
    for name, (original, told, independent) in sets.originals().items():
        case = sets.labelled("paraphrase", name, original, told)
        found.append(Case(case, "paraphrase", None))
        if independent:
            texts = [text for _, text in independent]
            quoted = "same quotation" if _quotes(case.a.text) & _quotes(" ".join(texts)) else "same story"
            found.append(Case(sets.labelled("independent", name, original, independent), quoted, None))  # type: ignore[arg-type]  # one of two literals
    return found


def _quotes(text: str) -> set[str]:
    return {quote for quote in re.findall(r'["“]([^"”]+)["”]', text) if quote.count(" ") > 5}


def _case(kind: PairKind, name: str, told: object, chance: random.Random) -> Case:
    original = sets.open_texts()[name]
    pair = sets.labelled(kind, name, original, told(original, chance))  # type: ignore[operator]  # one of the four below
    if kind == "exact copy" or chance.random() < 0.5:
        pair = replace(pair, a=replace(pair.a, published="2024-03-04"), b=replace(pair.b, published="2024-03-06"))
        return Case(pair, kind, pair.a.id)
    return Case(pair, kind, None if kind == "edited" else pair.a.id)


def _whole(original: Sequence[str], _: random.Random) -> list[Told]:
    return [(frozenset({i}), text) for i, text in enumerate(original)]


def _trimmed(original: Sequence[str], chance: random.Random) -> list[Told]:
    kept = sorted(chance.sample(range(len(original)), max(3, round(len(original) * chance.uniform(0.4, 0.8)))))
    return [(frozenset({i}), original[i]) for i in kept]


def _edited(original: Sequence[str], chance: random.Random) -> list[Told]:
    """Move a passage, leave out sentences and put plain words for others, as a desk does."""
    told = _whole(original, chance)
    told.insert(chance.randrange(len(told)), told.pop(chance.randrange(len(told))))
    result: list[Told] = []
    for numbers, text in told:
        sentences = _SENTENCE.split(text)
        if len(sentences) > 2 and chance.random() < 0.6:
            sentences.pop(chance.randrange(1, len(sentences)))
        words = " ".join(sentences)
        for plain, other in _SAID.items():
            words = words.replace(f" {plain} ", f" {other} ") if chance.random() < 0.5 else words
        result.append((numbers, words))
    return result


def _spun(original: Sequence[str], chance: random.Random) -> list[Told]:
    share = chance.uniform(0.4, 0.8)
    return [(frozenset({i}), sets.spun(text, share, chance)) for i, text in enumerate(original)]


def _common_source(parent: str, one: str, two: str, chance: random.Random) -> Case:
    """Make two children that each leave out passages of their parent and add some of their own."""
    texts = sets.open_texts()[parent]
    sides: list[list[tuple[int | None, str]]] = []
    for other in (one, two):
        kept = sorted(chance.sample(range(len(texts)), round(len(texts) * 0.75)))
        added: list[tuple[int | None, str]] = [(None, text) for text in sets.open_texts()[other][:2]]
        sides.append([*((i, texts[i]) for i in kept), *added])
    places = {i: place for place, (i, _) in enumerate(sides[0]) if i is not None}
    told: list[Told] = [(frozenset({places[i]} if i in places else ()), text) for i, text in sides[1]]
    return Case(sets.labelled("common source", parent, [text for _, text in sides[0]], told), "common source", None)


def _quotation(one: str, two: str, chance: random.Random) -> Case:
    """Set one quotation into two texts that have nothing to do with each other."""
    words = chance.choice([q for texts in sets.invented().values() for q in _quotes(" ".join(texts[0]))])
    left = [*sets.open_texts()[one][:3], f'"{words}" the minister told reporters.', *sets.open_texts()[one][3:]]
    right = [*sets.open_texts()[two][:1], f'She recalled the words: "{words}"', *sets.open_texts()[two][1:]]
    told: list[Told] = [(frozenset(), text) for text in right]
    return Case(sets.labelled("quotation", one + two, left, told), "same quotation", None)


def measure() -> dict[str, float]:
    """Find the pairs among all articles of the corpus, print how right they are and return the figures."""
    cases = corpus(random.Random(SEED))
    articles = {side.id: side for case in cases for side in (case.pair.a, case.pair.b)}
    wanted = {frozenset((case.pair.a.id, case.pair.b.id)): case for case in cases}
    pairs, rows = travel.find(articles.values())
    found = {frozenset((pair.a, pair.b)): pair for pair in pairs}
    true = {ids for ids, case in wanted.items() if case.pair.retelling}
    figures = {
        "pairs F1": _f1(len(true & found.keys()), len(found), len(true)),
        "passages F1": _passages(wanted, true, rows),
    }
    confusion = _confusion(cases, found)
    hits = sum(count for (kind, said), count in confusion.items() if kind == said)
    figures["kind right"] = hits / sum(confusion.values())
    right, told, known = _directions(wanted, found)
    all_pairs = len(articles) * (len(articles) - 1) // 2
    print(f"\n{len(articles)} articles, {len(true)} true pairs among {all_pairs} ({len(true) / all_pairs:.1%})")
    for name, value in figures.items():
        print(f"{name:34}{value:10.3f}")
    print(f"direction: {known} known, told {told}, of these right {right / max(1, told):.2f}")
    for (kind, said), count in sorted(confusion.items()):
        if kind != said:
            print(f"    {kind} taken for {said}: {count}")
    for ids in found.keys() - true:
        print("    no retelling:", *sorted(ids), f"{found[ids].probability:.2f}")
    return figures


def _f1(right: int, found: int, wanted: int) -> float:
    return 2 * right / max(1, found + wanted)


def _confusion(cases: Iterable[Case], found: dict[frozenset[str], Pair]) -> Counter[tuple[str, str]]:
    """Count (kind, kind told); what ``find`` does not report is judged by ``compare``."""
    counted: Counter[tuple[str, str]] = Counter()
    for case in cases:
        pair = found.get(frozenset((case.pair.a.id, case.pair.b.id)))
        counted[case.kind, (pair or travel.compare(case.pair.a, case.pair.b)[0]).kind] += 1
    return counted


def _directions(wanted: dict[frozenset[str], Case], found: dict[frozenset[str], Pair]) -> tuple[int, int, int]:
    """Return how many told directions are right, how many are told, and how many could be known."""
    both = [(wanted[ids], pair) for ids, pair in found.items() if ids in wanted]
    told = [(case, pair) for case, pair in both if pair.first is not None]
    return (
        sum(case.first == pair.first for case, pair in told),
        len(told),
        sum(case.first is not None for case, _ in both),
    )


def _passages(wanted: dict[frozenset[str], Case], true: set[frozenset[str]], rows: Iterable[Retelling]) -> float:
    """Return the F1 of the passages over all true pairs, those not found counted as missed."""
    told: dict[frozenset[str], set[tuple[int, int]]] = defaultdict(set)
    for row in rows:
        ids = frozenset((row.a, row.b))
        if ids in true:
            pair = wanted[ids].pair
            starts = (row.a_start, row.b_start) if row.a == pair.a.id else (row.b_start, row.a_start)
            told[ids].add((_number(pair.a, starts[0]), _number(pair.b, starts[1])))
    right = sum(len(told[ids] & wanted[ids].pair.passages) for ids in true)
    return _f1(right, sum(map(len, told.values())), sum(len(wanted[ids].pair.passages) for ids in true))


def _number(article: Article, start: int) -> int:
    return article.text.count("\n\n", 0, start)


def spinning() -> None:
    """Print what share of plain and of spun articles is taken for machine-made."""
    chance = random.Random(SEED)
    texts = ["\n\n".join(p) for p in sets.open_texts().values() if sum(len(t.split()) for t in p) >= _LONG]
    print(f"\n{'taken for machine-made, of ' + str(len(texts)):34}")
    for name, share in (("as written", 0.0), ("30% of synonyms put", 0.3), ("50%", 0.5), ("70%", 0.7)):
        made = [machine_made(sets.article(str(i), [sets.spun(t, share, chance)]))[0] > 0.5 for i, t in enumerate(texts)]
        print(f"{name:34}{sum(made) / len(made):10.3f}")


if __name__ == "__main__":
    measure()
    spinning()
