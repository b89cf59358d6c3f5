"""Strategic triangles: which of Dittmer's patterns three states form, with what probability, and who is the pivot.

L. Dittmer, The Strategic Triangle: An Elementary Game-Theoretical Analysis, World Politics 33(4), 1981: ménage à trois
(amity on all three sides), romantic triangle (a pivot on good terms with two states that are at odds), stable marriage
(two on good terms, each at odds with the third). The case of three enmities, the unit veto, was added later (Dittmer
1987, after Kaplan 1957).

A side is amity where its level lies above ``BAND``, enmity below ``-BAND``, and neither in between. The three sides
are taken as independent given the evidence; what is left over when all patterns are counted is undecided.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from detente.errors import UsageError
from detente.relate.evidence import Evidence, between
from detente.relate.level import Estimate, Floats
from detente.relate.series import Series, Step, relation

Pair = tuple[str, str]
# Half a tenth of the inner half of the scale: levels this near to nought are neither amity nor enmity. A convention.
BAND = 0.25
# A pattern is named where it is likelier than all other patterns together, and the undecided mass is less than a half.
NAMED = 0.5
# Points at which the distributions of two levels are compared.
_NODES = 201


@dataclass(frozen=True, slots=True)
class TrianglePoint:
    """The triangle at one step. Probabilities; with ``undecided`` the patterns sum to one.

    ``marriage`` gives that of each pair's stable marriage, ``romance`` that of the romantic triangle around each pivot,
    both in the order of ``Triangle.pairs`` and ``Triangle.states``. ``warmest`` gives for each pair the probability
    that its level is the highest of the three, whatever the signs. ``pattern`` is "ménage à trois", "stable marriage",
    "romantic triangle", "unit veto" or "undecided"; ``states`` are the married pair, or the pivot. ``likeliest`` is the
    likeliest pattern with its states, named or not, and ``chance`` its probability.
    """

    on: str
    menage: float
    marriage: tuple[float, float, float]
    romance: tuple[float, float, float]
    veto: float
    undecided: float
    warmest: tuple[float, float, float]
    pattern: str
    states: tuple[str, ...]
    likeliest: tuple[str, ...]
    chance: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Triangle:
    """Three states over time. ``pairs[i]`` is the side that leaves out ``states[i]``; ``sides`` are their series."""

    states: tuple[str, str, str]
    pairs: tuple[Pair, Pair, Pair]
    hindsight: bool
    points: tuple[TrianglePoint, ...]
    sides: tuple[Series, Series, Series]


def triangle(
    evidence: Iterable[Evidence],
    states: tuple[str, str, str],
    *,
    step: Step = "month",
    window: tuple[date, date] | None = None,
    hindsight: bool = False,
) -> Triangle:
    """Return the pattern of three states at each step.

    Args:
        evidence: coded reports of any pairs; only what happened belongs here.
        states: three alpha-3 codes.
        step: length of a step.
        window: first and last day; by default from the first to the last happening of any side.
        hindsight: judge each step by all evidence; else by that up to the step, as it could be judged then.

    Raises:
        UsageError: the three are not three different states, or the window is impossible.
    """
    if len(set(states)) != 3:
        raise UsageError(f"a triangle needs three different states, not {', '.join(states)}")
    rows = list(evidence)
    one, two, three = states
    pairs: tuple[Pair, Pair, Pair] = ((two, three), (one, three), (one, two))
    reach = window or _reach(rows, pairs)
    if reach is None:
        sides = [Series(*pair, True, step, (), (), None) for pair in pairs]
    else:
        sides = [relation(rows, *pair, step=step, mutual=True, window=reach) for pair in pairs]
    return Triangle(states, pairs, hindsight, _points(states, pairs, sides, hindsight), (sides[0], sides[1], sides[2]))


@dataclass(frozen=True, slots=True)
class Turn:
    """A step at which the triangle's pattern, or the pair on the best terms, became another.

    ``what`` is "pattern" or "warmest pair"; ``probability`` is that of the new one; ``evidence`` that of the step.
    """

    on: str
    what: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    probability: float
    evidence: tuple[str, ...]


def turns(found: Triangle) -> list[Turn]:
    """Return the steps at which the named pattern, or the pair likelier than not to be the warmest, changed."""
    result: list[Turn] = []
    held: dict[str, tuple[str, ...]] = {}
    for point in found.points:
        i = max(range(3), key=lambda side: point.warmest[side])
        now = {"pattern": (point.pattern, *point.states)}
        if point.warmest[i] >= NAMED:
            now["warmest pair"] = found.pairs[i]
        chances = {
            "pattern": point.undecided if point.pattern == "undecided" else point.chance,
            "warmest pair": point.warmest[i],
        }
        for what, after in now.items():
            before = held.get(what, ())
            if before != after and (before or after != ("undecided",)):
                result.append(Turn(point.on, what, before, after, chances[what], point.evidence))
            held[what] = after
    return result


def _reach(rows: Sequence[Evidence], pairs: Sequence[Pair]) -> tuple[date, date] | None:
    days = [each.middle for pair in pairs for each in between(rows, *pair, mutual=True)[0]]
    return (min(days), max(days)) if days else None


def _points(
    states: tuple[str, str, str], pairs: Sequence[Pair], sides: Sequence[Series], hindsight: bool
) -> tuple[TrianglePoint, ...]:
    fits = [side.fitted for side in sides if side.fitted is not None]
    if len(fits) < 3:
        return ()
    levels = [fit.smoothed if hindsight else fit.filtered for fit in fits]
    good = [1 - level.below(BAND) for level in levels]
    bad = [level.below(-BAND) for level in levels]
    menage, veto = good[0] * good[1] * good[2], bad[0] * bad[1] * bad[2]
    others = ((1, 2), (0, 2), (0, 1))
    # Side i leaves out state i: it is the marriage where the two others are bad, and the quarrel around pivot i.
    marriage = [good[i] * bad[j] * bad[k] for i, (j, k) in enumerate(others)]
    romance = [bad[i] * good[j] * good[k] for i, (j, k) in enumerate(others)]
    undecided = np.clip(1 - menage - veto - sum(marriage) - sum(romance), 0, 1)
    warmest = _warmest(levels)
    points = []
    for t in range(len(menage)):
        found: list[tuple[str, tuple[str, ...], float]] = [("ménage à trois", (), menage[t])]
        found += [("unit veto", (), veto[t])]
        found += [("stable marriage", pair, p[t]) for pair, p in zip(pairs, marriage, strict=True)]
        found += [("romantic triangle", (state,), p[t]) for state, p in zip(states, romance, strict=True)]
        pattern, who, most = max(found, key=lambda each: each[2])
        named = undecided[t] < NAMED and most >= NAMED * (1 - undecided[t])
        points.append(
            TrianglePoint(
                on=sides[0].points[t].on,
                menage=float(menage[t]),
                marriage=_three(marriage, t),
                romance=_three(romance, t),
                veto=float(veto[t]),
                undecided=float(undecided[t]),
                warmest=_three(warmest, t),
                pattern=pattern if named else "undecided",
                states=who if named else (),
                likeliest=(pattern, *who),
                chance=float(most),
                evidence=tuple(sorted({key for side in sides for key in side.points[t].evidence})),
            )
        )
    return tuple(points)


def _three(values: Sequence[Floats], t: int) -> tuple[float, float, float]:
    return float(values[0][t]), float(values[1][t]), float(values[2][t])


def _warmest(levels: Sequence[Estimate]) -> list[Floats]:
    """Return for each side the probability that its level is the highest, by summing over a grid of values."""
    low = min(float((level.mean - 6 * level.sd).min()) for level in levels)
    high = max(float((level.mean + 6 * level.sd).max()) for level in levels)
    below = np.stack([[level.below(edge) for edge in np.linspace(low, high, _NODES)] for level in levels])
    middle, mass = (below[:, 1:] + below[:, :-1]) / 2, np.diff(below, axis=1)
    result = [(mass[i] * middle[j] * middle[k]).sum(axis=0) for i, j, k in ((0, 1, 2), (1, 0, 2), (2, 0, 1))]
    total = sum(result)
    return [np.asarray(each / total, dtype=np.float64) for each in result]


__all__ = ["BAND", "Triangle", "TrianglePoint", "Turn", "triangle", "turns"]
