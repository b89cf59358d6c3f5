"""Fit the confidence of statements, and tell how well it holds: ``python -m bench.confidence [--fit]``.

Fitted on the training part of ``corpus/attribution``, measured on its test part: expected calibration error over ten
bins (Naeini, Cooper, Hauskrecht, AAAI 2015) and Brier score, beside the one of the base rate.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

import numpy as np
from scipy.optimize import minimize

from bench.attribution_corpus import Annotated, documents
from bench.scoring import pair
from bench.statements import attributed
from detente.extract import confidence, dates, mentions, quotes, statements
from detente.language import english
from detente.model import Span

RIDGE = 1.0


def drafts(document: Annotated, least: float) -> Iterator[tuple[list[str], float, bool]]:
    """Yield features, confidence and rightness of each statement of a text that is at least so sure."""
    article = document.article
    blocks = english.parse(article)
    marks = quotes.find(article.text, [Span(b.start, b.start + len(b.text)) for b in blocks])
    times = dates.find(article.text, article.published, article.id)
    found = statements.find(article, blocks, (mentions.named(article.id, blocks), marks, times), least)
    right = {f for _, f, ok in pair(article.text, document.gold, [attributed(row) for row, _ in found]) if ok}
    for number, (row, draft) in enumerate(found):
        yield list(confidence.features(article.text, draft, row.kind)), row.confidence, number in right


def fit(rows: Sequence[tuple[list[str], float, bool]]) -> tuple[float, dict[str, float]]:
    """Return bias and weights of a ridge logistic regression."""
    names = sorted({name for features, _, _ in rows for name in features})
    index = {name: column for column, name in enumerate(names)}
    table = np.zeros((len(rows), len(names)))
    for number, (features, _, _) in enumerate(rows):
        table[number, [index[name] for name in features]] = 1.0
    labels = np.array([right for *_, right in rows], dtype=float)

    def loss(weights: np.ndarray) -> float:
        scores = weights[0] + table @ weights[1:]
        return float(np.sum(np.logaddexp(0.0, scores) - labels * scores) + RIDGE / 2 * np.sum(weights[1:] ** 2))

    best = minimize(loss, np.zeros(len(names) + 1), method="L-BFGS-B").x
    return round(float(best[0]), 2), {name: round(float(best[1 + index[name]]), 2) for name in names}


def calibration(rows: Sequence[tuple[list[str], float, bool]]) -> dict[str, float]:
    """Return expected calibration error, Brier score and the Brier score of the base rate."""
    given = np.array([sure for _, sure, _ in rows])
    right = np.array([ok for *_, ok in rows], dtype=float)
    bins = np.minimum((given * 10).astype(int), 9)
    error = sum(abs(given[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist()))
    return {
        "statements": len(rows),
        "right": round(float(right.mean()), 3),
        "expected calibration error": round(float(error), 3),
        "Brier score": round(float(np.mean((given - right) ** 2)), 3),
        "Brier score of the base rate": round(float(right.mean() * (1 - right.mean())), 3),
    }


def main(arguments: Sequence[str]) -> None:
    """Fit or measure."""
    # Fitted on all that is found, also on what is left out for being unsure: else a fit would eat its own tail.
    least = 0.0 if "--fit" in arguments else confidence.LEAST
    parts: dict[str, list[tuple[list[str], float, bool]]] = {"train": [], "dev": [], "test": []}
    for document in documents():
        parts[document.part].extend(drafts(document, least))
    if not parts["train"]:
        print("the texts of corpus/attribution are not at hand: nothing to measure")
    elif "--fit" in arguments:
        bias, weights = fit(parts["train"])
        print(f"BIAS = {bias}\nWEIGHTS: dict[str, float] = {weights}")
    else:
        for name, value in calibration(parts["test"]).items():
            print(f"{name:30s} {value}")


if __name__ == "__main__":
    main(sys.argv[1:])
