"""How well the confidence of statements holds: ``python -m bench.confidence [--plot FILE]``.

The judge's probabilities are calibrated on the training part of ``corpus/attribution`` (``python -m bench.judge``);
here they are measured on its test part: expected calibration error over ten bins (Naeini, Cooper, Hauskrecht 2015) and
Brier score, beside the one of the base rate. ``--plot`` writes the reliability diagram as SVG.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench.attribution_corpus import documents
from bench.scoring import pair
from bench.statements import joined
from detente.extract import extract
from detente.link import within

BINS = 10
Judged = tuple[float, bool]


def judged(part: str) -> list[Judged]:
    """Return confidence and rightness of each statement found in a part of the corpus."""
    rows: list[Judged] = []
    for document in documents():
        if document.part == part:
            found = joined(within.link(extract(document.article)).statements)
            right = {f for _, f, ok in pair(document.article.text, document.gold, list(found)) if ok}
            rows.extend((group[0].confidence, number in right) for number, group in enumerate(found.values()))
    return rows


def bins(rows: Sequence[Judged]) -> list[tuple[float, float, int]]:
    """Return mean confidence, share that is right, and number of statements of each bin that holds any."""
    given = np.array([sure for sure, _ in rows])
    right = np.array([ok for _, ok in rows], dtype=float)
    place = np.minimum((given * BINS).astype(int), BINS - 1)
    inside = [place == b for b in sorted(set(place.tolist()))]
    return [(float(given[i].mean()), float(right[i].mean()), int(i.sum())) for i in inside]


def calibration(rows: Sequence[Judged]) -> dict[str, float]:
    """Return expected calibration error, Brier score and the Brier score of the base rate."""
    given = np.array([sure for sure, _ in rows])
    right = np.array([ok for _, ok in rows], dtype=float)
    error = sum(abs(sure - share) * number for sure, share, number in bins(rows)) / len(rows)
    return {
        "statements": len(rows),
        "right": round(float(right.mean()), 3),
        "expected calibration error": round(error, 3),
        "Brier score": round(float(np.mean((given - right) ** 2)), 3),
        "Brier score of the base rate": round(float(right.mean() * (1 - right.mean())), 3),
    }


def plot(rows: Sequence[Judged], path: Path) -> None:
    """Write the reliability diagram: share that is right over confidence, dots by number of statements."""
    import altair

    points = [{"confidence": sure, "share right": share, "statements": n} for sure, share, n in bins(rows)]
    scale = altair.Scale(domain=[0, 1])
    dots = (
        altair.Chart(altair.InlineData(values=points))
        .mark_circle(opacity=1)
        .encode(
            x=altair.X("confidence:Q", scale=scale),
            y=altair.Y("share right:Q", scale=scale),
            size=altair.Size("statements:Q"),
        )
    )
    ends = altair.InlineData(values=[{"confidence": 0, "share right": 0}, {"confidence": 1, "share right": 1}])
    ideal = altair.Chart(ends).mark_line(strokeDash=[4, 4]).encode(x="confidence:Q", y="share right:Q")
    (ideal + dots).properties(width=320, height=320, title="Confidence of statements, test part").save(str(path))


def main() -> None:
    """Measure, and draw where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plot", type=Path)
    asked = parser.parse_args()
    rows = judged("test")
    if not rows:
        print("the texts of corpus/attribution are not at hand: nothing to measure")
        return
    for name, value in calibration(rows).items():
        print(f"{name:30s} {value}")
    for sure, share, number in bins(rows):
        print(f"confidence {sure:.2f}: right {share:.2f} of {number}")
    if asked.plot is not None:
        plot(rows, asked.plot)


if __name__ == "__main__":
    main()
