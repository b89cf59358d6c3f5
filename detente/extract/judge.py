"""The judge: how likely a reading is right, by gradient-boosted trees, in numpy.

The trees (Friedman 2001) are fitted on the training part of ``corpus/attribution`` by ``python -m bench.judge`` and
kept in ``data/judge.npz``, pinned by hash: nothing but numpy is needed to ask them.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from detente.errors import ModelMissingError
from detente.extract.traits import NAMES

if TYPE_CHECKING:
    from numpy.typing import NDArray

FILE = "judge.npz"
SHA256 = "973763139e3a266107ec2024cbb8b1006bb084426175abb2d56da77ffe4d94b2"


@dataclass(frozen=True, slots=True)
class Trees:
    """A forest, tree by tree in one array each: (trees, nodes).

    Attributes:
        trait: which trait a node asks for.
        threshold: a trait not greater goes left.
        left, right: the nodes below; a leaf points at itself.
        value: what a leaf adds to the log-odds.
        depth: steps from the root to the deepest leaf.
        bias: log-odds before any tree.
        calibration: slope and intercept from log-odds to the log-odds that hold (Platt 1999).
    """

    trait: NDArray[np.int16]
    threshold: NDArray[np.float32]
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    value: NDArray[np.float32]
    depth: int
    bias: float
    calibration: tuple[float, float]

    def ask(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the log-odds of each row of traits, as the trees give them: all trees at once, level by level."""
        tree = np.arange(len(self.trait))[None, :]
        row = np.arange(len(rows))[:, None]
        node = np.zeros((len(rows), len(self.trait)), dtype=np.int16)
        for _ in range(self.depth):
            left = rows[row, self.trait[tree, node]] <= self.threshold[tree, node]
            node = np.where(left, self.left[tree, node], self.right[tree, node])
        return np.asarray(self.bias + self.value[tree, node].sum(axis=1), dtype=np.float64)

    def probability(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the calibrated probability of log-odds."""
        slope, intercept = self.calibration
        return np.asarray(1.0 / (1.0 + np.exp(-(slope * scores + intercept))))


@cache
def trees() -> Trees:
    """Return the fitted trees.

    Raises:
        ModelMissingError: the file is missing, is not the one pinned, or was fitted on other traits.
    """
    path = files("detente.data").joinpath(FILE)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelMissingError(f"{FILE} is missing; install detente anew") from error
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise ModelMissingError(f"{FILE} is not the one this version was tested with; install detente anew")
    with np.load(io.BytesIO(data)) as kept:
        if tuple(kept["names"].tolist()) != NAMES:
            raise ModelMissingError(f"{FILE} was fitted on other traits; run `python -m bench.judge`")
        slope, intercept = kept["calibration"].tolist()
        trait, threshold, left, right, value = (kept[n] for n in ("trait", "threshold", "left", "right", "value"))
        depth, bias = int(kept["depth"]), float(kept["bias"])
    return Trees(trait, threshold, left, right, value, depth, bias, (slope, intercept))
