"""Events: how well they are coded, beside a linear text classifier and the plain subject-verb-object reading.

``python -m bench.events`` scores the project's own sentences, the example corpus and, where ``../shared/data`` lies
beside the repository, a development set of sentences with a marked pair of sides (15 classes: CONCEDE and RETREAT are
one). The classifier is trained on that set by cross-validation, for the measure alone; nothing of it is kept.
``--fit`` prints the weights of the confidence, fitted on the first two.
"""

from __future__ import annotations

import csv
import functools
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bench.statements import SHARED, example
from detente.extract import extract
from detente.extract.events import pairs
from detente.extract.events.lookup import verb as meanings
from detente.language import english
from detente.link import deeds
from detente.link.gazetteer import Gazetteer
from detente.link.ground import ground
from detente.link.naming import naming
from detente.model import Article, Event, Reading
from detente.plover import TYPES

if TYPE_CHECKING:
    from spacy.tokens import Doc

CASES = Path(__file__).parents[1] / "tests" / "cases" / "events.tsv"
MARKED = SHARED / "plv_train.tsv"
# The development set has one class for both.
ONE = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
FOLDS, STEPS, RATE, PENALTY = 5, 300, 0.5, 1e-4
WHEN = "2019-06-01"
WORD = re.compile(r"[a-z]+|<[st]>")
Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence with the words of two sides, and what the one does to the other."""

    text: str
    source: str
    target: str
    type: str


def cases() -> list[Marked]:
    """Return the project's own sentences."""
    lines = CASES.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
    return [Marked(text, source, target, kind) for kind, source, target, text in rows]


def marked() -> list[Marked]:
    """Return the development set."""
    with MARKED.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Marked(row["sentence"], row["source"], row["target"], row["gold_root"]) for row in rows]


@functools.cache
def _parsed(texts: tuple[str, ...]) -> list[Doc]:
    return list(english.pipeline().pipe(texts))


def coded(rows: Sequence[Marked]) -> list[str]:
    """Return the type the coder gives each pair."""
    docs = _parsed(tuple(row.text for row in rows))
    return [pairs.choose(doc, row.source, row.target) for row, doc in zip(rows, docs, strict=True)]


def subject_verb_object(rows: Sequence[Marked]) -> list[str]:
    """Return the type of the plain verb nearest the source that has one in the dictionary: the baseline."""
    docs = _parsed(tuple(row.text for row in rows))
    return [_verb_type(doc, row) for row, doc in zip(rows, docs, strict=True)]


def _verb_type(doc: Doc, row: Marked) -> str:
    at = max((t.i for t in pairs.find(doc, row.source)), default=0)
    plain = [(abs(t.i - at), w.kind) for t in doc if t.pos_ == "VERB" for w in meanings(t) if w.kind in TYPES]
    return min(plain, default=(0, "CONSULT"))[1]


def classified(rows: Sequence[Marked]) -> list[str]:
    """Return what a linear classifier (TF-IDF of words and pairs of words) gives rows it has not seen, fold by fold."""
    texts = [_tokens(row) for row in rows]
    classes = sorted({row.type for row in rows})
    out = [""] * len(rows)
    for fold in range(FOLDS):
        train = [i for i in range(len(rows)) if i % FOLDS != fold]
        test = [i for i in range(len(rows)) if i % FOLDS == fold]
        seen = Counter(term for i in train for term in set(texts[i]))
        terms = {term: n for n, term in enumerate(sorted(t for t, count in seen.items() if count > 1))}
        weights = np.array([math.log(len(train) / seen[term]) + 1.0 for term in terms])
        x, y = _matrix([texts[i] for i in train], terms, weights), [classes.index(rows[i].type) for i in train]
        model = _softmax(x, np.array(y), len(classes))
        best = (_matrix([texts[i] for i in test], terms, weights) @ model).argmax(axis=1)
        for i, n in zip(test, best, strict=True):
            out[i] = classes[int(n)]
    return out


def _tokens(row: Marked) -> list[str]:
    text = row.text.replace(row.source, " <s> ", 1).replace(row.target, " <t> ", 1).lower()
    words = WORD.findall(text)
    return [*words, *(f"{a} {b}" for a, b in pairwise(words))]


def _matrix(texts: Sequence[Sequence[str]], terms: Mapping[str, int], weights: Any) -> Any:
    out = np.zeros((len(texts), len(terms)), dtype=np.float32)
    for row, text in enumerate(texts):
        for term, count in Counter(text).items():
            if term in terms:
                out[row, terms[term]] = (1.0 + math.log(count)) * weights[terms[term]]
    return out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)


def _softmax(x: Any, y: Any, classes: int) -> Any:
    """Fit a balanced softmax regression by gradient descent with momentum."""
    share = np.bincount(y, minlength=classes)[y]
    importance = (len(y) / (classes * share))[:, None]
    wanted = np.eye(classes)[y]
    model, speed = np.zeros((x.shape[1], classes)), np.zeros((x.shape[1], classes))
    for _ in range(STEPS):
        scores = np.exp(x @ model - (x @ model).max(axis=1, keepdims=True))
        off = (scores / scores.sum(axis=1, keepdims=True) - wanted) * importance
        speed = 0.9 * speed - RATE * (20.0 * x.T @ off / len(y) + PENALTY * model)
        model += speed
    return model


def macro_f1(gold: Sequence[str], found: Sequence[str]) -> float:
    """Return the mean over the gold's classes of the F1 of each."""
    score = []
    for kind in sorted(set(gold)):
        right = sum(g == f == kind for g, f in zip(gold, found, strict=True))
        score.append(2 * right / (gold.count(kind) + list(found).count(kind)))
    return sum(score) / len(score)


def merged(types: Iterable[str]) -> list[str]:
    """Return the types in the classes of the development set."""
    return [ONE.get(kind, kind) for kind in types]


def reading_of(text: str) -> Reading:
    """Return the unlinked reading of a sentence."""
    return extract(Article("x", "x", "x", "x", "text/plain", text, published=WHEN, language="en"))


def triples(rows: Sequence[Marked]) -> Iterator[tuple[set[Triple], set[Triple], set[Triple]]]:
    """Yield gold, found and the baseline's triples (state, state, class) of each sentence with two states marked."""
    gold: dict[str, set[Triple]] = {}
    plain: dict[str, set[Triple]] = {}
    base = merged(subject_verb_object(rows))
    for row, kind in zip(rows, base, strict=True):
        ends = [Gazetteer.load().states_in(words, WHEN) for words in (row.source, row.target)]
        if len(ends[0]) == len(ends[1]) == 1 and ends[0] != ends[1]:
            gold.setdefault(row.text, set()).add((*ends[0], *ends[1], ONE.get(row.type, row.type)))
            plain.setdefault(row.text, set()).update(_in_order(row.text, kind))
    for text, wanted in gold.items():
        reading = reading_of(text)
        events = deeds.settle(reading, naming(ground(reading))).events
        yield wanted, {t for e in events for t in _triples(e)}, plain[text]


def _triples(event: Event) -> Iterator[Triple]:
    for source in event.source:
        for target in event.target:
            yield source, target, ONE.get(event.type, event.type)


def _in_order(text: str, kind: str) -> set[Triple]:
    """Return the baseline's triple: the first state named does it to the second.

    Where each sentence is known to tell of two states this is hard to beat for the pair; on running text it makes an
    event of every sentence that names two.
    """
    named = list(dict.fromkeys(m.state for m in Gazetteer.load().find(text, WHEN) if m.state))
    return {(named[0], named[1], kind)} if len(named) > 1 else set()


def f1(sets: Iterable[tuple[set[Any], set[Any]]]) -> float:
    """Return the F1 over all of (gold, found)."""
    right = held = found = 0
    for gold, given in sets:
        right, held, found = right + len(gold & given), held + len(gold), found + len(given)
    return 2 * right / (held + found) if held + found else 0.0


def example_scores() -> dict[str, float]:
    """Return F1 on the example corpus: sides and place in the text; with the type; with the date; with both.

    A gold event is found by an event whose words overlap its own, with a state in common on each side.
    """
    tests: dict[str, tuple[str, ...]] = {
        "sides": (),
        "type": ("type",),
        "date": ("date",),
        "type and date": ("type", "date"),
    }
    right: Counter[str] = Counter()
    held = found = 0
    for _, gold, reading in example():
        events = list({(e.start, e.end, e.type, *sorted({*e.source, *e.target})): e for e in reading.events}.values())
        held, found = held + len(gold["events"]), found + len(events)
        for name, fields in tests.items():
            left = list(events)
            for wanted in gold["events"]:
                met = next((e for e in left if _meets(wanted, e) and _same(wanted, e, fields)), None)
                if met is not None:
                    left.remove(met)
                    right[name] += 1
    return {f"example events, {name}": 2 * right[name] / (held + found) for name in tests}


def _same(wanted: Mapping[str, Any], event: Event, fields: Iterable[str]) -> bool:
    return all(getattr(event, field) == wanted[field] for field in fields)


def _meets(wanted: Mapping[str, Any], event: Event) -> bool:
    if not (event.start < wanted["end"] and wanted["start"] < event.end):
        return False
    both = {*event.source, *event.target}
    return bool(both & {*wanted["source"]}) and bool(both & {*wanted["target"]}) and len(both) > 1


def observed() -> Iterator[tuple[Mapping[str, float], bool]]:
    """Yield the traits of each event found in the project's own texts, and whether it is right."""
    for row in cases():
        reading = reading_of(row.text)
        sides = [set(Gazetteer.load().states_in(words, WHEN)) for words in (row.source, row.target)]
        for event, traits in deeds.traced(reading, naming(ground(reading))):
            meets = bool(sides[0] & {*event.source}) and bool(sides[1] & {*event.target})
            yield traits, meets and ONE.get(event.type, event.type) == ONE.get(row.type, row.type)
    for _, gold, reading in example():
        for event, traits in deeds.traced(reading, naming(ground(reading))):
            yield traits, any(_meets(wanted, event) and event.type == wanted["type"] for wanted in gold["events"])


def fit() -> dict[str, float]:
    """Return bias and weights of the confidence."""
    rows = list(observed())
    names = sorted(deeds.WEIGHTS)
    x = np.array([[1.0, *(traits.get(name, 0.0) for name in names)] for traits, _ in rows])
    y = np.array([float(right) for _, right in rows])
    weights = np.zeros(x.shape[1])
    for _ in range(5_000):
        off = 1.0 / (1.0 + np.exp(-x @ weights)) - y
        weights -= 0.5 * (x.T @ off / len(y) + 0.01 * np.array([0.0, *weights[1:]]))
    return dict(zip(["bias", *names], np.round(weights, 2).tolist(), strict=True))


def calibration() -> list[tuple[float, float, int]]:
    """Return mean confidence, share that is right and number of events, in four bands of confidence."""
    rows = [(deeds.probability(traits), right) for traits, right in observed()]
    bands = [[row for row in rows if low <= row[0] < low + 0.25] for low in (0.0, 0.25, 0.5, 0.75)]
    return [
        (sum(p for p, _ in band) / len(band), sum(r for _, r in band) / len(band), len(band)) for band in bands if band
    ]


def run() -> dict[str, float]:
    """Return every figure by name."""
    own = cases()
    figures = {"own sentences, type given the pair": macro_f1([row.type for row in own], coded(own))}
    figures |= example_scores()
    if MARKED.exists():
        rows = marked()
        gold = [row.type for row in rows]
        figures["type given the pair"] = macro_f1(gold, merged(coded(rows)))
        figures["  TF-IDF and logistic regression"] = macro_f1(gold, classified(rows))
        figures["  subject, verb, object"] = macro_f1(gold, merged(subject_verb_object(rows)))
        found = list(triples(rows))
        figures["triples"] = f1((gold, given) for gold, given, _ in found)
        figures["  triples, states in their order"] = f1((gold, given) for gold, _, given in found)
        figures["dyads"] = f1((_dyads(gold), _dyads(given)) for gold, given, _ in found)
        figures["  dyads, states in their order"] = f1((_dyads(gold), _dyads(given)) for gold, _, given in found)
    return {name: round(value, 3) for name, value in figures.items()}


def _dyads(found: set[Triple]) -> set[tuple[str, str]]:
    return {(source, target) for source, target, _ in found}


def main(arguments: Sequence[str]) -> None:
    """Print the figures, or the weights of the confidence."""
    if "--fit" in arguments:
        print(fit())
        return
    for name, value in run().items():
        print(f"  {name:40s} {value:.3f}")
    print("  confidence, share right, events: " + "; ".join(f"{p:.2f} {r:.2f} {n}" for p, r, n in calibration()))


if __name__ == "__main__":
    main(sys.argv[1:])
