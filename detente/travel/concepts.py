"""Concepts: what stems mean, so that other words for the same thing count a little towards likeness.

The shipped table ``detente/data/concepts.tsv`` holds, for the commoner English stems, the commonest senses of WordNet
3.0 (Fellbaum 1998) and what they are kinds of or akin to. Too blunt to say that two sentences correspond, it helps to
see an order that runs through two whole texts (``order``).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import numpy as np
from scipy import sparse

from detente.travel.features import Lexicon

# What a stem gives to its own senses and to their kin.
_OWN, _KIN = 1.0, 0.5


@cache
def table() -> dict[str, tuple[tuple[int, ...], tuple[int, ...]]]:
    """Return for each stem the numbers of its own concepts and of their kin."""
    found = {}
    for line in files("detente.data").joinpath("concepts.tsv").read_text("utf-8").splitlines():
        if not line.startswith("//"):
            stem, _, concepts = line.partition("\t")
            own, kin = (tuple(map(int, side.split())) for side in concepts.split(";"))
            found[stem] = (own, kin)
    return found


def meanings(lexicon: Lexicon) -> sparse.csr_array:
    """Return the matrix of the lexicon's features by concepts."""
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    known = table()
    for number, feature in enumerate(lexicon.features):
        for value, concepts in zip((_OWN, _KIN), known.get(feature, ((), ())), strict=True):
            rows += [number] * len(concepts)
            columns += concepts
            values += [value] * len(concepts)
    size = 1 + max((concept for pair in known.values() for side in pair for concept in side), default=0)
    return sparse.csr_array((values, (rows, columns)), shape=(len(lexicon.features), size), dtype=np.float64)
