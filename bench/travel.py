"""Measure the travel room: ``python -m bench.travel`` prints tables, ``--fit`` the coefficients of its models.

Each is fitted with the shipped coefficients of those before it: fit again until nothing changes.
Sets are made anew at each run from the data folder beside the project (``bench.travel_sets``) and nothing of them is
kept. The coefficients are fitted on open texts and our own writing; articles of several outlets on one event
(NewsWCL50) only set the threshold and are measured on. ``bench.travel_folds`` measures on documents not fitted on.
Beside ours run alignment of sentences (TF-IDF), document cosine and MinHash of five-word shingles (datasketch), each at
the threshold that lets through one in a hundred of the independent pairs.
"""

from __future__ import annotations

import math
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

from bench import travel_kinds
from bench import travel_sets as sets
from bench.travel_sets import Labelled
from detente import travel
from detente.model import Article
from detente.travel.align import align, compared
from detente.travel.candidates import propose
from detente.travel.concepts import meanings
from detente.travel.features import Floats, Lexicon, Words, background, weights, words
from detente.travel.likeness import likeness
from detente.travel.overlap import looks
from detente.travel.score import PRIOR, evidence, retold

SEED = 20
# Cosine of sentences from which on the peer aligns them.
ALIGNED = 0.15
MARGIN = 0.4
FITTED = {"whole", "60%", "40%", "independent", "independent of the retelling", "readouts", "related"}
Score = Callable[[Labelled], float]


class Reader:
    """All articles of the sets as words, with weights from those that are not variants of one another."""

    def __init__(self, pairs: Iterable[Labelled], base: Iterable[Article]) -> None:
        self.lexicon = Lexicon(background())
        corpus = [words(article, self.lexicon) for article in base]
        self.pairs = {id(pair): tuple(words(side, self.lexicon) for side in (pair.a, pair.b)) for pair in pairs}
        self.weight = weights(corpus, self.lexicon)
        self.meaning = meanings(self.lexicon)

    def __call__(self, pair: Labelled) -> tuple[Words, Words]:
        """Return the two articles of a pair."""
        a, b = self.pairs[id(pair)]
        return a, b


@dataclass(frozen=True)
class Data:
    """The sets, read."""

    true: list[Labelled]
    false: list[Labelled]
    one_event: list[Labelled]
    related: list[Labelled]
    read: Reader

    @classmethod
    def make(cls) -> Data:
        """Make the sets."""
        chance = random.Random(SEED)
        true = sets.retellings(chance) + sets.reworked(chance, 15)
        false, one_event = sets.independents(), sets.same_events()
        related = sets.related(chance, 600)
        base = [sets.article(name, passages) for name, passages in sets.open_texts().items()]
        base += {side.id: side for pair in one_event for side in (pair.a, pair.b)}.values()
        return cls(true, false, one_event, related, Reader([*true, *false, *one_event, *related], base))


def kind_of(pair: Labelled) -> str:
    """Return a pair's kind without the number of the drawing."""
    return pair.kind.partition(" #")[0]


# -- fitting ----------------------------------------------------------------------------------------------------------


def logistic(features: Floats, labels: NDArray[np.bool_], importance: Floats, ridge: float) -> Floats:
    """Fit a logistic regression with a ridge on its slopes; returns intercept and slopes."""
    inputs = np.column_stack([np.ones(len(features)), features])
    signs = np.where(labels, 1.0, -1.0)

    def loss(beta: Floats) -> tuple[float, Floats]:
        margin = signs * (inputs @ beta)
        pull = -(importance * signs / (1 + np.exp(margin)))[:, None] * inputs
        slopes = np.r_[0.0, beta[1:]]
        size = float(importance @ np.logaddexp(0, -margin) + 0.5 * ridge * slopes @ slopes)
        return size, pull.sum(axis=0) + ridge * slopes

    result: Floats = minimize(loss, np.zeros(inputs.shape[1]), jac=True, method="L-BFGS-B").x
    return result


def fit_cells(data: Data) -> Floats:
    """Fit ``align.CELL``: in whole retellings the best sentence of the right passage against those of others."""
    rows: list[Floats] = []
    labels: list[NDArray[np.bool_]] = []
    for pair in [*data.true, *data.false]:
        if kind_of(pair) in {"whole", "independent", "independent of the retelling"}:
            a, b = data.read(pair)
            i, j, cosine, margin = compared(likeness(a, b, data.read.weight, plain=True))
            right = np.array([(p, q) in pair.passages for p, q in zip(a.owner[i], b.owner[j], strict=True)], dtype=bool)
            best = _best_of(np.column_stack([i, b.owner[j]]), cosine) | _best_of(
                np.column_stack([j, a.owner[i]]), cosine
            )
            used = ~right | best
            rows.append(np.column_stack([cosine, margin])[used])
            labels.append(right[used])
    features, wanted = np.concatenate(rows), np.concatenate(labels)
    return logistic(features, wanted, np.ones(len(wanted)), ridge=0.02)


def _best_of(groups: NDArray[np.int64], value: Floats) -> NDArray[np.bool_]:
    """Mark the highest value of each group."""
    best: dict[tuple[int, ...], int] = {}
    for place, group in enumerate(map(tuple, groups.tolist())):
        if group not in best or value[place] > value[best[group]]:
            best[group] = place
    marked = np.zeros(len(value), dtype=np.bool_)
    marked[list(best.values())] = True
    return marked


def fit_sentences(data: Data) -> Floats:
    """Fit ``overlap.SENTENCE``: aligned sentences of retellings that correspond against all others that are aligned."""
    rows: list[Floats] = []
    labels: list[NDArray[np.bool_]] = []
    for pair in [*data.true, *data.false, *data.related]:
        if kind_of(pair) in FITTED:
            a, b = data.read(pair)
            like = likeness(a, b, data.read.weight, plain=True)
            i, j, features = looks(a, b, like, align(like, PRIOR))
            rows.append(features)
            owners = zip(a.owner[i], b.owner[j], strict=True)
            labels.append(np.array([owner in pair.passages for owner in owners], dtype=bool))
    return logistic(np.concatenate(rows), np.concatenate(labels), np.ones(sum(map(len, labels))), ridge=0.1)


def fit_pairs(data: Data) -> Floats:
    """Fit ``score.PAIR``: every kind of pair counts alike, true and false ones as much as each other.

    The intercept is then moved until at most one in a hundred pairs of NewsWCL50 and one in sixteen of the readouts of
    two offices, which share their phrases, pass for a retelling, with a margin (``MARGIN``), as these sets are small.
    """
    pairs = [pair for pair in [*data.true, *data.false, *data.related] if kind_of(pair) in FITTED]
    counts: dict[str, int] = defaultdict(int)
    for pair in pairs:
        counts[kind_of(pair)] += 1
    kinds = {truth: {kind_of(pair) for pair in pairs if pair.retelling is truth} for truth in (True, False)}
    importance = np.array([200 / counts[kind_of(pair)] / len(kinds[pair.retelling]) for pair in pairs])
    features = np.array([[_strength(data, pair)] for pair in pairs])
    beta = logistic(features, np.array([pair.retelling for pair in pairs]), importance, ridge=0.1)
    limits = []
    for limited, share in ((data.one_event, 0.01), ([p for p in data.false if kind_of(p) == "readouts"], 1 / 16)):
        odds = sorted((float(beta[0] + beta[1] * _strength(data, pair)) for pair in limited), reverse=True)
        limits.append(odds[int(share * len(odds))])
    beta[0] -= max(limits) + MARGIN
    return beta


def _strength(data: Data, pair: Labelled) -> float:
    return evidence(*data.read(pair), data.read.weight, data.read.meaning).strength()


# -- measuring --------------------------------------------------------------------------------------------------------


def ours(data: Data) -> Score:
    """Return the probability that the travel room gives."""
    return lambda pair: evidence(*data.read(pair), data.read.weight, data.read.meaning).probability()


def cosine(data: Data) -> Score:
    """Return the cosine of the articles' TF-IDF vectors."""

    def score(pair: Labelled) -> float:
        size = len(data.read.weight)
        sides = [np.log1p(np.bincount(side.feature, side.whole, minlength=size)) for side in data.read(pair)]
        one, two = (side * data.read.weight for side in sides)
        return float(one @ two) / max(1e-9, math.sqrt(float(one @ one) * float(two @ two)))

    return score


def minhash(pair: Labelled) -> float:
    """Return the Jaccard likeness of five-word shingles as datasketch's MinHash estimates it."""
    from datasketch import MinHash  # type: ignore[import-untyped]  # it ships no types

    one, two = MinHash(num_perm=128), MinHash(num_perm=128)
    one.update_batch(sets.shingles(pair.a.text))
    two.update_batch(sets.shingles(pair.b.text))
    return float(one.jaccard(two))


def alignment(data: Data) -> Score:
    """Return the coverage of the best monotone alignment of sentences by TF-IDF, as a share of the shorter article."""

    def score(pair: Labelled) -> float:
        a, b = data.read(pair)
        if not len(a.owner) or not len(b.owner):
            return 0.0
        sides = []
        for side in (a, b):
            value = (1 + np.log(side.whole)) * data.read.weight[side.feature]
            size = (len(side.owner), len(data.read.weight))
            matrix = sparse.csr_array((value, (side.row, side.feature)), shape=size)
            norms = np.sqrt(matrix.power(2).sum(axis=1))
            sides.append(matrix.multiply((1 / np.maximum(norms, 1e-9))[:, None]).tocsr())
        cells: Floats = np.maximum(np.asarray((sides[0] @ sides[1].T).todense()) - ALIGNED, 0.0)
        best = np.zeros(cells.shape[1] + 1)
        for row in cells:
            best[1:] = np.maximum(best[1:], best[:-1] + row)
            best = np.maximum.accumulate(best)
        return float(best[-1]) / min(len(a.owner), len(b.owner))

    return score


def recall_table(data: Data) -> None:
    """Print what share of each kind is found at one false alarm in a hundred independent pairs, and the time of it."""
    scores: dict[str, Score] = {"ours": ours(data), "alignment": alignment(data), "cosine": cosine(data)}
    if find_spec("datasketch"):
        scores["minhash"] = minhash
    else:
        print("datasketch is not installed: no MinHash beside ours")
    kinds = sorted({kind_of(pair) for pair in data.true})
    print(f"\n{'recall at 1% false alarms':34}" + "".join(f"{name:>10}" for name in scores))
    found: dict[str, dict[str, float]] = {}
    for name, score in scores.items():
        start = time.process_time()
        quiet = sorted((score(p) for p in [*data.false, *data.one_event] if kind_of(p) != "readouts"), reverse=True)
        threshold = quiet[int(0.01 * len(quiet))]
        by_kind = {k: np.array([score(p) for p in data.true if kind_of(p) == k]) for k in kinds}
        found[name] = {kind: float((values > threshold).mean()) for kind, values in by_kind.items()}
        by_kind = {k: np.array([score(p) for p in data.false if kind_of(p) == k]) for k in ("readouts",)}
        found[name]["(readouts let through)"] = float((by_kind["readouts"] > threshold).mean())
        pairs = len([*data.true, *data.false, *data.one_event])
        found[name]["milliseconds a pair"] = 1000 * (time.process_time() - start) / pairs
    for kind in [*kinds, "(readouts let through)", "milliseconds a pair"]:
        print(f"{kind:34}" + "".join(f"{found[name][kind]:10.2f}" for name in scores))


def verdict_table(data: Data) -> None:
    """Print what share of each kind is reported (probability of at least one half), and the passages' F1."""
    print(f"\n{'as reported':34}{'pairs':>10}{'reported':>10}{'precision':>10}{'recall':>10}{'F1':>10}  (passages)")
    score = ours(data)
    by_kind: dict[str, list[Labelled]] = defaultdict(list)
    for pair in [*data.true, *data.false, *data.one_event]:
        by_kind[kind_of(pair)].append(pair)
    for kind, pairs in by_kind.items():
        line = f"{kind:34}{len(pairs):10}{np.mean([score(pair) >= travel.LIKELY for pair in pairs]):10.2f}"
        if pairs[0].retelling:
            right, wrong, missed = (sum(column) for column in zip(*(_passages(data, p) for p in pairs), strict=True))
            precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
            line += f"{precision:10.2f}{recall:10.2f}{2 * right / max(1, 2 * right + wrong + missed):10.2f}"
        print(line)


def _passages(data: Data, pair: Labelled) -> tuple[int, int, int]:
    a, b = data.read(pair)
    starts = [{passage.start: number for number, passage in enumerate(side.passages)} for side in (a, b)]
    _, rows = retold(a, b, data.read.weight, 1.0)
    found = {(starts[0][row.a_start], starts[1][row.b_start]) for row in rows}
    return len(found & pair.passages), len(found - pair.passages), len(pair.passages - found)


def speed_table(data: Data) -> None:
    """Print words a second, end to end and for candidates, beside the peers on the same articles in the same run."""
    corpus = list({side.id: side for pair in data.one_event for side in (pair.a, pair.b)}.values())
    corpus += [sets.article(name, passages) for name, passages in sets.open_texts().items()]
    size = sum(len(article.text.split()) for article in corpus)
    peers: dict[str, Callable[[Sequence[Article]], object]] = {
        "ours, end to end": travel.find,
        "ours, candidates": _candidates,
        "cosine, all with all": _all_cosines,
    }
    if find_spec("datasketch"):
        peers["minhash, LSH"] = _lsh
    base = 0.0
    print(f"\n{len(corpus)} articles, {size} words{'':10}{'words/s':>14}{'of ours':>10}")
    for name, run in peers.items():
        start = time.process_time()
        run(corpus)
        rate = size / (time.process_time() - start)
        base = base or rate
        print(f"{name:34}{rate:14.0f}{rate / base:10.2f}")


def _candidates(corpus: Sequence[Article]) -> object:
    lexicon = Lexicon(background())
    read = [words(article, lexicon) for article in corpus]
    return propose(read, weights(read, lexicon))


def _all_cosines(corpus: Sequence[Article]) -> object:
    lexicon = Lexicon(background())
    read = [words(article, lexicon) for article in corpus]
    weight = weights(read, lexicon)
    rows = np.repeat(np.arange(len(read)), [len(article.row) for article in read])
    columns = np.concatenate([article.feature for article in read])
    matrix = sparse.csr_array((weight[columns], (rows, columns)), shape=(len(read), len(weight)))
    norms = np.sqrt(matrix.power(2).sum(axis=1))
    unit = matrix.multiply((1 / np.maximum(norms, 1e-9))[:, None]).tocsr()
    return np.argwhere((unit @ unit.T).toarray() > 0.3)


def _lsh(corpus: Sequence[Article]) -> object:
    from datasketch import MinHash, MinHashLSH  # it ships no types: see above

    index = MinHashLSH(threshold=0.5, num_perm=128)
    found = []
    for article in corpus:
        signature = MinHash(num_perm=128)
        signature.update_batch(sets.shingles(article.text))
        found.append(index.query(signature))
        index.insert(article.id, signature)
    return found


def main(arguments: Sequence[str]) -> None:
    """Fit or measure."""
    if not sets.SHARED.is_dir():
        print(f"no data at {sets.SHARED}: nothing to measure")
        return
    data = Data.make()
    if "--fit" in arguments:
        print("CELL =", tuple(round(float(value), 2) for value in fit_cells(data)))
        print("SENTENCE =", tuple(round(float(value), 2) for value in fit_sentences(data)))
        print("PAIR =", tuple(round(float(value), 2) for value in fit_pairs(data)))
        return
    verdict_table(data)
    recall_table(data)
    travel_kinds.measure()
    travel_kinds.spinning()
    speed_table(data)


if __name__ == "__main__":
    main(sys.argv[1:])
