"""Recall on documents that the models were not fitted on: ``python -m bench.travel_folds [--aside]``.

The documents that were retold are parted in six by a hash of their names. Five parts take turns: the models are fitted
on the others (and on the related pairs) and measured on it. The sixth, ``--aside``, is measured by what is fitted on
the five; it is not for choosing anything by. NewsWCL50 is never fitted on and lends its pairs to every threshold. As
one in a hundred of so few independent pairs is the second of them, two and three in a hundred are printed too.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from unittest.mock import patch

import numpy as np

from bench import travel_sets as sets
from bench.travel import Data, fit_cells, fit_sentences, kind_of
from bench.travel_sets import Labelled
from detente.travel import align, overlap
from detente.travel.score import evidence

PARTS = 6
ALLOWED = (0.01, 0.02, 0.03)


def parts() -> dict[str, int]:
    """Return the part of every document that was retold."""
    names = sorted(sets.originals(), key=lambda name: sha256(name.encode()).hexdigest())
    return {name: place % PARTS for place, name in enumerate(names)}


def measured(data: Data, part: int, left_out: Iterable[int]) -> tuple[dict[str, list[float]], list[float], list[float]]:
    """Return the strengths of a part's retellings by kind, of its independent pairs, and of NewsWCL50's.

    Args:
        data: all sets.
        part: the part that is measured.
        left_out: the parts that nothing is fitted on.
    """
    of, aside = parts(), set(left_out)

    def place(pair: Labelled) -> int:
        return of.get(pair.a.id.rpartition("/")[0], PARTS)

    seen = replace(
        data,
        true=[pair for pair in data.true if place(pair) not in aside],
        false=[pair for pair in data.false if place(pair) not in aside],
        related=[p for p in data.related if not {of.get(p.a.id, PARTS), of.get(p.b.id, PARTS)} & aside],
    )
    with patch.object(align, "CELL", tuple(fit_cells(seen))):
        sentence = tuple(fit_sentences(seen))
        with patch.object(overlap, "SENTENCE", sentence):

            def strength(pair: Labelled) -> float:
                return evidence(*data.read(pair), data.read.weight, data.read.meaning).strength()

            kinds: dict[str, list[float]] = defaultdict(list)
            for pair in data.true:
                if place(pair) == part:
                    kinds[kind_of(pair)].append(strength(pair))
            independent = [strength(p) for p in data.false if place(p) == part]
            return kinds, independent, [strength(p) for p in data.one_event]


def main(arguments: list[str]) -> None:
    """Print recall at one, two and three false alarms in a hundred."""
    if not sets.SHARED.is_dir():
        print(f"no data at {sets.SHARED}: nothing to measure")
        return
    data, last = Data.make(), PARTS - 1
    chosen = [last] if "--aside" in arguments else range(last)
    results = [measured(data, part, {part, last}) for part in chosen]
    independent = [value for _, values, _ in results for value in values]
    found: dict[tuple[str, float], list[bool]] = defaultdict(list)
    for kinds, _, one_event in results:
        quiet = sorted([*one_event, *independent], reverse=True)
        for kind, values in kinds.items():
            for share in ALLOWED:
                found[kind, share] += [value > quiet[int(share * len(quiet))] for value in values]
    print(f"{'recall at so many false alarms':34}{'pairs':>8}" + "".join(f"{share:>10.0%}" for share in ALLOWED))
    for kind in sorted({kind for kind, _ in found}):
        row = "".join(f"{np.mean(found[kind, share]):10.2f}" for share in ALLOWED)
        print(f"{kind:34}{len(found[kind, ALLOWED[0]]):8}{row}")


if __name__ == "__main__":
    main(sys.argv[1:])
