"""Fit the stance toward states spoken of, and tell how well it holds: ``python -m bench.stance [--fit]``.

Fitted on the training part of ``corpus/attribution`` (annotated spans and states), measured on its other parts beside
the majority stance of the training part. ``--fit`` writes ``detente/data/stance_weights.tsv``.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

import detente.data
from bench.attribution_corpus import Annotated, documents
from detente.extract import extract
from detente.extract.manner import MODES
from detente.link import stance
from detente.link.about import about
from detente.link.ground import ground
from detente.link.naming import Naming, naming
from detente.model import Excerpt, Span, Statement

# Chosen on the training part, in four folds of documents, among 1, 2, 4, 8.
RIDGE = 8.0
# A feature that fewer labels of the training part have is left out.
RARE = 6


@dataclass(frozen=True, slots=True)
class Labelled:
    """Features of one state in one annotated content, and the stance annotated."""

    features: dict[str, float]
    stance: str


def labelled(document: Annotated) -> Iterator[Labelled]:
    """Yield the states spoken of in the annotated contents of a text, as far as they are found in them."""
    article = document.article
    names = naming(ground(extract(article)))
    for row in document.rows:
        wanted = {a["state"]: a["stance"] for a in row["about"] if a["stance"]}
        statement = _statement(document, row)
        places = _places(statement, row, names, wanted)
        for state, found in zip(places, stance.features(statement, article.text, places), strict=True):
            if state in wanted:
                yield Labelled(found, wanted[state])


def _places(
    statement: Statement, row: dict[str, Any], names: Naming, wanted: dict[str, str]
) -> dict[str, tuple[Span, ...]]:
    """Return where the states are named; one that is annotated and not found has no place."""
    found = about(statement, None, names)
    return {s: p for s, p in found.items() if s not in row["actor"]} | {s: () for s in wanted if s not in found}


def _statement(document: Annotated, row: dict[str, Any]) -> Statement:
    text = document.article.text
    pieces = tuple(Span(start, end) for start, end in row["content"])
    start, end = row["cue"][0] if row["cue"] else (0, 0)
    cue = Excerpt(start, end, text[start:end]) if row["cue"] else None
    return Statement(
        "s", document.article.id, pieces[0].start, pieces[-1].end, "", pieces, "indirect", None, cue,
        actor=row["actor"][0] if row["actor"] else None, negated=row["negated"],
        mode=MODES.get(row["mode"] or "speech", "saying"),
    )  # fmt: skip


def fit(rows: Sequence[Labelled]) -> dict[str, list[float]]:
    """Return the weights of a ridge multinomial logistic regression, rounded to hundredths, by feature."""
    counts = Counter(name for row in rows for name in row.features)
    names = sorted(name for name, count in counts.items() if count >= RARE)
    table = _table(rows, names)
    labels = np.array([stance.STANCES.index(row.stance) for row in rows])
    truth = np.eye(len(stance.STANCES))[labels]
    free = np.array([0.0 if name == "bias" else RIDGE for name in names])[:, None]

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(len(names), -1)
        scores = table @ weights
        scores -= scores.max(axis=1, keepdims=True)
        log = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        slope = table.T @ (np.exp(log) - truth) + free * weights
        return float(-(truth * log).sum() + (free * weights**2).sum() / 2), slope.ravel()

    start = np.zeros(len(names) * len(stance.STANCES))
    best = minimize(loss, start, jac=True, method="L-BFGS-B").x.reshape(len(names), -1)
    rounded = {name: [round(float(w), 2) for w in line] for name, line in zip(names, best, strict=True)}
    return {name: line for name, line in rounded.items() if any(line)}


def _table(rows: Sequence[Labelled], names: Sequence[str]) -> np.ndarray:
    index = {name: column for column, name in enumerate(names)}
    table = np.zeros((len(rows), len(names)))
    for number, row in enumerate(rows):
        for name, value in row.features.items():
            if name in index:
                table[number, index[name]] = value
    return table


def judged(rows: Sequence[Labelled]) -> list[str]:
    """Return the stance that the weights in use give to each row."""
    return [stance.judge(row.features) for row in rows]


def figures(wanted: Sequence[str], given: Sequence[str]) -> dict[str, float]:
    """Return accuracy and macro-averaged F1 over the three stances."""
    f1 = []
    for label in stance.STANCES:
        right = sum(w == g == label for w, g in zip(wanted, given, strict=True))
        f1.append(2 * right / max(sum(w == label for w in wanted) + sum(g == label for g in given), 1))
    right = sum(w == g for w, g in zip(wanted, given, strict=True))
    return {"accuracy": round(right / max(len(wanted), 1), 3), "macro F1": round(sum(f1) / len(f1), 3)}


def write(weights: dict[str, list[float]], path: Path) -> None:
    """Write the weights as the table that ``detente.link.stance`` reads."""
    head = (
        "# Weights of the stance toward a state: what each feature of detente/link/stance.py adds for each stance.\n"
        "# Source: `python -m bench.stance --fit` on the training part of corpus/attribution (CC BY 4.0, the detente\n"
        "# authors; of its texts no words but single stems). Licence: Apache-2.0, as the project.\n"
    )
    lines = ["\t".join(("feature", *stance.STANCES))]
    lines += ["\t".join((name, *(f"{w:g}" for w in line))) for name, line in sorted(weights.items())]
    path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


def main(arguments: Sequence[str]) -> None:
    """Fit or measure."""
    parts: dict[str, list[Labelled]] = {"train": [], "dev": [], "test": []}
    for document in documents():
        parts[document.part].extend(labelled(document))
    if not parts["train"]:
        print("the texts of corpus/attribution are not at hand: nothing to measure")
        return
    if "--fit" in arguments:
        write(fit(parts["train"]), Path(detente.data.__file__).parent / "stance_weights.tsv")
        stance.weights.cache_clear()
    most = Counter(row.stance for row in parts["train"]).most_common(1)[0][0]
    for part, rows in parts.items():
        wanted = [row.stance for row in rows]
        print(f"{part:6s} {len(rows):5d} states", figures(wanted, judged(rows)))
        print(f"{'':6s} all {most:10s}", figures(wanted, [most] * len(rows)))


if __name__ == "__main__":
    main(sys.argv[1:])
