"""Named changes on labelled pairs of wordings, micro-F1 over (pair, name): ``bench.variants [--held] [-v]``."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from detente.travel.variants import NAMES, compared

CASES = Path(__file__).parent.parent / "tests" / "cases" / "variants.tsv"


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled pair: ``names`` are the changes a reader gives."""

    part: str
    a: str
    b: str
    names: frozenset[str]


def cases(part: str) -> list[Case]:
    """Return the labelled pairs of a part, ``dev`` or ``held``.

    Raises:
        ValueError: a label is no name of a change.
    """
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    found = []
    for line in lines[1:]:
        held, a, b, names = line.split("\t")
        labels = frozenset(filter(None, names.split("; ")))
        if not labels <= set(NAMES):
            raise ValueError(f"variants.tsv: {sorted(labels - set(NAMES))}")
        found.append(Case(held, a, b, labels))
    return [case for case in found if case.part == part]


def run(part: str, *, verbose: bool = False) -> dict[str, float]:
    """Return precision, recall and F1 of the names over all pairs of a part."""
    held = cases(part)
    right, missed, wrong = Counter[str](), Counter[str](), Counter[str]()
    for case, found in zip(held, compared([(case.a, case.b) for case in held]), strict=True):
        given = {change.name for change in found}
        right.update(case.names & given)
        missed.update(case.names - given)
        wrong.update(given - case.names)
        if verbose and given != case.names:
            print(f"{case.a}\n{case.b}\n  missed {sorted(case.names - given)}  wrong {sorted(given - case.names)}")
            for change in found:
                print(f"    {change.name}: {change.a.text!r} / {change.b.text!r}")
    if verbose:
        for name in NAMES:
            print(f"  {name:20s} right {right[name]:3d}  missed {missed[name]:3d}  wrong {wrong[name]:3d}")
    precision = right.total() / max(1, right.total() + wrong.total())
    recall = right.total() / max(1, right.total() + missed.total())
    return {"precision": precision, "recall": recall, "F1": 2 * precision * recall / max(1e-9, precision + recall)}


if __name__ == "__main__":
    for name, value in run("held" if "--held" in sys.argv else "dev", verbose="-v" in sys.argv).items():
        print(f"{name:10s} {value:.3f}")
