"""Structural balance: can the states be parted into two camps, and how many ties speak against it?

A signed graph is balanced where its nodes can be parted into two sets with all positive ties inside and all negative
ones between them (Cartwright & Harary 1956, Psychological Review 63(5)). The frustration index is the least number of
ties that must be left out of account for that (Harary 1959; Aref & Wilson 2019, Journal of Complex Networks 7(2)). It
is found here by going through all partitions, which is exact and for 20 states takes a tenth of a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from detente.errors import UsageError
from detente.relate.series import Series
from detente.relate.triangles import BAND

MOST = 20
# Partitions looked at together; bounds memory, changes no result.
_CHUNK = 1 << 15
# A side counts as amity or enmity where its level lies beyond the band with at least this probability.
DECIDED = 0.8


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie between two states: ``sign`` is 1 or -1; ``probability`` is that of the sign (1 where it is given)."""

    one: str
    other: str
    sign: int
    probability: float = 1.0


@dataclass(frozen=True, slots=True)
class Balance:
    """How far a signed graph is from two camps.

    ``frustration`` is the least number of ties against a partition, ``camps`` a partition that attains it (the larger
    camp first, then by name), ``against`` the ties it has against it, ``ways`` how many partitions attain it. ``line``
    is 1 for a balanced graph and near 0 for a random one: ``1 - 2 frustration / ties``. ``triads`` counts the closed
    triangles, ``balanced`` those whose signs multiply to 1. ``undecided`` lists pairs that had evidence but no sign.
    """

    states: tuple[str, ...]
    ties: tuple[Tie, ...]
    frustration: int
    camps: tuple[tuple[str, ...], tuple[str, ...]]
    against: tuple[Tie, ...]
    ways: int
    line: float
    triads: int
    balanced: int
    undecided: tuple[tuple[str, str], ...] = ()


def ties(series: Iterable[Series], *, at: str | None = None) -> tuple[list[Tie], list[tuple[str, str]]]:
    """Return the ties that mutual series decide, and the pairs they leave undecided.

    Args:
        series: mutual series of pairs of states on the scale of intensities.
        at: EDTF of the step to look at; None for the last of each. A series without the step gives nothing.
    """
    found: list[Tie] = []
    open_pairs: list[tuple[str, str]] = []
    for each in series:
        place = next((i for i, point in enumerate(each.points) if point.on == at), -1 if at is None else None)
        if each.fitted is None or place is None:
            continue
        bad = float(each.fitted.filtered.below(-BAND)[place])
        good = 1.0 - float(each.fitted.filtered.below(BAND)[place])
        if max(good, bad) < DECIDED:
            open_pairs.append((each.source, each.target))
        else:
            found.append(Tie(each.source, each.target, 1 if good > bad else -1, max(good, bad)))
    return found, open_pairs


def balance(signed: Iterable[Tie], undecided: Iterable[tuple[str, str]] = ()) -> Balance:
    """Return the balance of a signed graph, exactly.

    Raises:
        UsageError: more than 20 states, a tie of a state with itself, or two ties of one pair.
    """
    held = sorted(signed, key=lambda tie: (tie.one, tie.other))
    states = tuple(sorted({name for tie in held for name in (tie.one, tie.other)}))
    if len(states) > MOST:
        raise UsageError(f"balance is worked out exactly for up to {MOST} states; these are {len(states)}")
    if len({frozenset((tie.one, tie.other)) for tie in held}) < len(held) or any(t.one == t.other for t in held):
        raise UsageError("balance needs one tie for each pair, between two different states")
    least, mask, ways = _least(states, held)
    side = {name: (mask >> place) & 1 for place, name in enumerate(states)}
    camps = sorted((tuple(n for n in states if side[n] == s) for s in (0, 1)), key=lambda camp: (-len(camp), camp))
    against = tuple(tie for tie in held if (side[tie.one] == side[tie.other]) != (tie.sign > 0))
    triads, balanced = _triads(states, held)
    return Balance(
        states=states,
        ties=tuple(held),
        frustration=least,
        camps=(camps[0], camps[1]),
        against=against,
        ways=ways,
        line=1.0 - 2.0 * least / len(held) if held else 1.0,
        triads=triads,
        balanced=balanced,
        undecided=tuple(undecided),
    )


def _least(states: tuple[str, ...], held: list[Tie]) -> tuple[int, int, int]:
    """Return the least number of ties against a partition, the first partition with it (as bits), and how many have it.

    The first state stays on its side, since a partition and its mirror image are one.
    """
    place = {name: at for at, name in enumerate(states)}
    ends = np.array([[place[tie.one], place[tie.other]] for tie in held], dtype=np.int64).reshape(-1, 2)
    apart = np.array([tie.sign < 0 for tie in held], dtype=np.uint32)
    least, first, ways = len(held) + 1, 0, 0
    total = 1 << max(0, len(states) - 1)
    for start in range(0, total, _CHUNK):
        masks = np.arange(start, min(total, start + _CHUNK), dtype=np.uint32) << np.uint32(1)
        against = np.zeros(len(masks), dtype=np.int32)
        for (a, b), wanted in zip(ends, apart, strict=True):
            against += ((((masks >> np.uint32(a)) ^ (masks >> np.uint32(b))) & np.uint32(1)) != wanted).astype(np.int32)
        low = int(against.min())
        if low < least:
            least, first, ways = low, int(masks[int(against.argmin())]), 0
        ways += int((against == least).sum())
    return least, first, ways


def _triads(states: tuple[str, ...], held: list[Tie]) -> tuple[int, int]:
    sign: Mapping[frozenset[str], int] = {frozenset((tie.one, tie.other)): tie.sign for tie in held}
    closed = [
        sign[frozenset((a, b))] * sign[frozenset((b, c))] * sign[frozenset((a, c))]
        for a, b, c in combinations(states, 3)
        if {frozenset((a, b)), frozenset((b, c)), frozenset((a, c))} <= sign.keys()
    ]
    return len(closed), sum(product > 0 for product in closed)


__all__ = ["DECIDED", "MOST", "Balance", "Tie", "balance", "ties"]
