"""Say and do: does what a state does to another agree with what it says? A measure of this project's own.

The verbal balance is the share of cooperative happenings among the verbal ones, less that of hostile ones: from -1 (all
hostile) to 1. The material balance is the same of deeds. Both are estimated as shares with a uniform prior (Laplace's
rule of succession), so that two happenings decide little and none decide nothing; the gap is deeds less words. A
happening counts once, however many tell of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy.special import betaincinv

from detente.relate.evidence import Evidence, Happening, between

LABEL = "say and do: a measure of detente's own"
# One happening on either side before any is seen. Jeffreys' half would call a single deed against two words proof.
_PRIOR = 1.0
# Quantiles that stand for each of the two distributions.
_NODES = 401


@dataclass(frozen=True, slots=True)
class Share:
    """A balance of cooperation and hostility, -1 to 1: its 90% interval, the counts, and the evidence behind it."""

    balance: float
    low90: float
    high90: float
    cooperative: int
    hostile: int
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SayDo:
    """Words and deeds of one state towards another in a window.

    ``gap`` is deeds less words, -2 to 2: below nought the deeds are worse than the words. ``doubtless`` says that its
    90% interval does not hold nought. ``worse`` is the probability that deeds are worse than words.
    """

    source: str
    target: str
    first: date
    last: date
    words: Share
    deeds: Share
    gap: float
    low90: float
    high90: float
    worse: float
    doubtless: bool


def say_and_do(
    evidence: Iterable[Evidence], source: str, target: str, windows: Sequence[tuple[date, date]]
) -> list[SayDo]:
    """Return words and deeds from source to target in each window (first and last day, both included).

    A happening belongs to the window its middle day lies in.
    """
    found, _ = between(evidence, source, target)
    return [
        _compared(source, target, (first, last), [each for each in found if first <= each.middle <= last])
        for first, last in windows
    ]


def _compared(source: str, target: str, window: tuple[date, date], found: Sequence[Happening]) -> SayDo:
    words, deeds = ([each for each in found if each.quad.startswith(kind)] for kind in ("verbal", "material"))
    (said, one), (done, other) = _share(words), _share(deeds)
    gaps = np.sort((other[:, None] - one[None, :]).ravel())
    low, high = (float(gaps[round(share * (len(gaps) - 1))]) for share in (0.05, 0.95))
    return SayDo(
        source=source,
        target=target,
        first=window[0],
        last=window[1],
        words=said,
        deeds=done,
        gap=float(gaps.mean()),
        low90=low,
        high90=high,
        worse=float((gaps < 0).mean() + (gaps == 0).mean() / 2),
        doubtless=low > 0 or high < 0,
    )


def _share(found: Sequence[Happening]) -> tuple[Share, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """Return the balance of happenings, and equally likely values that stand for its distribution."""
    good = sum(each.quad.endswith("cooperation") for each in found)
    bad = len(found) - good
    shares = betaincinv(good + _PRIOR, bad + _PRIOR, (np.arange(_NODES) + 0.5) / _NODES)
    values = 2.0 * np.asarray(shares, dtype=np.float64) - 1.0
    low, high = (2.0 * float(betaincinv(good + _PRIOR, bad + _PRIOR, share)) - 1.0 for share in (0.05, 0.95))
    ids = tuple(sorted({key for each in found for key in each.evidence}))
    mean = 2.0 * (good + _PRIOR) / (len(found) + 2.0 * _PRIOR) - 1.0
    return Share(mean, low, high, good, bad, ids), values


__all__ = ["LABEL", "SayDo", "Share", "say_and_do"]
