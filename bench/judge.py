"""Fit the judge of readings: ``python -m bench.judge`` writes ``detente/data/judge.npz`` and prints its hash.

Fitted on the training part of ``corpus/attribution`` alone. A candidate's target is how far its content agrees with
that of an annotated attribution whose cue it shares and whose source it has right (F1 of words, 0 under a half), so
that of two right readings the closer one is the likelier. The calibration is fitted on the readings that would be
chosen, each scored by trees that have not seen its document (five folds).
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.ensemble import HistGradientBoostingClassifier  # type: ignore[import-untyped]  # ships no types

from bench.attribution_corpus import Annotated, documents, sentences, written
from bench.scoring import ENOUGH, Attributed, Words, overlap, source_right
from detente.extract import chosen, drafts, judge, lists, quotes, traits, transcripts
from detente.extract.drafts import WORD, Draft
from detente.extract.judge import Trees
from detente.language import english
from detente.language.english import Block
from detente.model import Span

FOLDS = 5
# Newspaper prose is rarer in the corpus than in what is read.
WEIGHTS = {"wn": 1.5, "sentence": 4.0, "example": 3.0}
SETTINGS = {
    "max_iter": 150,
    "learning_rate": 0.06,
    "max_depth": 5,
    "max_leaf_nodes": 14,
    "min_samples_leaf": 15,
    "l2_regularization": 5.0,
    "max_features": 0.5,
    "random_state": 1,
}


@dataclass(frozen=True, slots=True)
class Example:
    """A candidate: its document, the cue it reads, its traits, its agreement with the annotation (0 if wrong)."""

    document: int
    cue: tuple[int, int]
    row: list[float]
    agreement: float
    weight: float


def examples(number: int, document: Annotated, blocks: Sequence[Block]) -> list[Example]:
    """Return the candidates of a document."""
    text = document.article.text
    marks = quotes.find(text, [Span(b.start, b.start + len(b.text)) for b in blocks])
    gold = _Gold(text, document)
    weight = next((w for prefix, w in WEIGHTS.items() if document.article.id.startswith(prefix)), 1.0)
    out = []
    for index, group in enumerate(chosen.candidates(text, blocks, marks)):
        for candidate in group:
            draft = candidate.draft
            span = drafts.source_span(blocks[index], candidate.source)
            out.append(Example(number, (index, draft.cue[0].i), candidate.row, gold.agreement(draft, span), weight))
    words = traits.Quoted([m.start() for m in WORD.finditer(text)], marks)
    laid_out = [*transcripts.find(blocks), *lists.find(blocks)]
    strays = [d for d in drafts.find(text, blocks, marks) if d.origin != "tree"]
    for place, draft in enumerate([*laid_out, *strays]):
        row = chosen.row_of(draft, words, marks)
        out.append(Example(number, (draft.block, -1 - place), row, gold.agreement(draft, draft.source_span), weight))
    return out


class _Gold:
    """The attributions of a document, to be compared with."""

    def __init__(self, text: str, document: Annotated) -> None:
        self.words = Words(text)
        self.rows, self.gold = document.rows, document.gold
        self.contents = [self.words.of(g.content) for g in self.gold]

    def agreement(self, draft: Draft, source: Span | None) -> float:
        """Return the best agreement of contents among attributions with the draft's cue and source."""
        pieces = tuple((p.start, p.end) for p in draft.pieces)
        given = Attributed((source.start, source.end) if source is not None else None, pieces)
        content = self.words.of(pieces)
        best = 0.0
        for row, gold, wanted in zip(self.rows, self.gold, self.contents, strict=True):
            share = overlap(wanted, content)
            if share >= max(ENOUGH, best) and _shares_cue(draft, row) and source_right(self.words, gold, given):
                best = share
        return best


def _shares_cue(draft: Draft, row: dict[str, Any]) -> bool:
    if not row["cue"] or draft.cue_span is None:
        return not row["cue"] or draft.origin != "tree"
    return any(draft.cue_span.overlaps(Span(start, end)) for start, end in row["cue"])


def fit(found: Sequence[Example]) -> HistGradientBoostingClassifier:
    """Return trees fitted on candidates: each counts as right by its agreement and as wrong by the rest."""
    rows = np.array([e.row for e in found], dtype=np.float32)
    agreement = np.array([e.agreement for e in found])
    some = agreement > 0
    each = np.array([e.weight for e in found])
    weights = np.concatenate([(each * agreement)[some], each * (1.0 - agreement)])
    labels = np.concatenate([np.ones(int(some.sum())), np.zeros(len(rows))])
    return HistGradientBoostingClassifier(**SETTINGS).fit(np.concatenate([rows[some], rows]), labels, weights)


def exported(model: HistGradientBoostingClassifier, calibration: tuple[float, float] = (1.0, 0.0)) -> Trees:
    """Return the model's trees as arrays; a leaf points at itself, so that every row takes the same number of steps."""
    nodes = [stage[0].nodes for stage in model._predictors]  # scikit-learn shows its trees nowhere else
    shape = (len(nodes), max(len(n) for n in nodes))
    trait, left, right = (np.zeros(shape, dtype=np.int16) for _ in range(3))
    threshold, value = (np.zeros(shape, dtype=np.float32) for _ in range(2))
    for tree, table in enumerate(nodes):
        size, leaf = len(table), table["is_leaf"].astype(bool)
        itself = np.arange(size)
        trait[tree, :size] = np.where(leaf, 0, table["feature_idx"])
        threshold[tree, :size] = np.where(leaf, 0.0, table["num_threshold"])
        left[tree, :size] = np.where(leaf, itself, table["left"])
        right[tree, :size] = np.where(leaf, itself, table["right"])
        value[tree, :size] = np.where(leaf, table["value"], 0.0)
    depth = max(int(table["depth"].max()) for table in nodes)
    bias = float(np.ravel(model._baseline_prediction)[0])  # as above
    return Trees(trait, threshold, left, right, value, depth, bias, calibration)


def calibrated(found: Sequence[Example]) -> tuple[float, float]:
    """Return slope and intercept (Platt 1999) on the readings that trees blind to their document would choose."""
    scores, right = list[float](), list[bool]()
    for fold in range(FOLDS):
        forest = exported(fit([e for e in found if e.document % FOLDS != fold]))
        held = [e for e in found if e.document % FOLDS == fold]
        best: dict[tuple[int, tuple[int, int]], tuple[float, bool]] = {}
        for example, score in zip(held, forest.ask(np.array([e.row for e in held], dtype=np.float32)), strict=True):
            key = (example.document, example.cue)
            if key not in best or score > best[key][0]:
                best[key] = (float(score), example.agreement > 0)
        scores.extend(s for s, _ in best.values())
        right.extend(r for _, r in best.values())
    given, labels = np.array(scores), np.array(right, dtype=float)

    def loss(pair: NDArray[np.float64]) -> float:
        odds = float(pair[0]) * given + float(pair[1])
        return float(np.sum(np.logaddexp(0.0, odds) - labels * odds))

    slope, intercept = minimize(loss, np.ones(2), method="L-BFGS-B").x
    return float(slope), float(intercept)


def save(forest: Trees, path: Path) -> str:
    """Write the trees, and return the hash of the file."""
    kept = {name: getattr(forest, name) for name in ("trait", "threshold", "left", "right", "value", "depth", "bias")}
    buffer = io.BytesIO()
    np.savez_compressed(buffer, names=np.array(traits.NAMES), calibration=np.array(forest.calibration), **kept)
    path.write_bytes(buffer.getvalue())
    return hashlib.sha256(buffer.getvalue()).hexdigest()


def main() -> None:
    """Fit and write."""
    found: list[Example] = []
    collected = (d for d in (*documents(), *written(), *sentences()) if d.part == "train")
    for number, document in enumerate(collected):
        found.extend(examples(number, document, english.parse(document.article)))
    if not any(documents()):
        print("the texts of corpus/attribution are not at hand: nothing to fit on")
        return
    forest = exported(fit(found), calibrated(found))
    path = Path(judge.__file__).parents[1] / "data" / judge.FILE
    print(f"{len(found)} candidates, {sum(e.agreement > 0 for e in found)} right")
    print(f"SHA256 = {save(forest, path)!r}")


if __name__ == "__main__":
    main()
