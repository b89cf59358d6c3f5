"""What if: fix or push some relations, let the fitted dynamics run, and see where the others go.

Three runs share their random numbers: the scenario, the same without the pull of balance (the null), and the course
without any fixing or pushing. What the scenario does to a third relation beyond the null is the work of balance alone;
where the fitted balance is nil, so is that. Each draw takes one refit of the dynamics, so that the fans hold the doubt
about the strengths as well as the noise.

A scenario is a TOML file::

    title = "What if Washington and Moscow ease"
    states = ["USA", "RUS", "CHN"]
    weeks = 52
    draws = 10000
    seed = 7

    [[relation]]                  # where a relation starts from; else the last level of its series
    pair = ["CHN", "RUS"]
    value = 5.0

    [[fix]]                       # held at a value
    pair = ["USA", "RUS"]
    value = 2.0
    from = 2024-03-04             # the first and the last day; without them, from start to end
    until = 2024-08-26

    [[push]]                      # moved by so much a week, on top of what it would do
    pair = ["USA", "CHN"]
    by = 0.5
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from detente.errors import UsageError
from detente.foresee.dynamics import Dynamics, Fitted, Pair, ordered
from detente.foresee.models import Floats

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
MOST_STATES = 40
MOST_WEEKS = 520
MOST_DRAWS = 100_000
# Draws moved on together. Part of the result: another size would deal the random numbers out differently.
CHUNK = 1000

Small = NDArray[np.float32]
Kind = Literal["fix", "push"]


@dataclass(frozen=True, slots=True)
class Touch:
    """A relation fixed at ``value``, or pushed by ``value`` a week, from one day to another (None: start, end)."""

    kind: Kind
    pair: Pair
    value: float
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario as its file gives it. ``start`` holds the relations that do not start from their series."""

    title: str
    states: tuple[str, ...]
    start: Mapping[Pair, float]
    touches: tuple[Touch, ...]
    weeks: int = 52
    draws: int = 10_000
    seed: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Fan:
    """One run: levels at ``QUANTILES`` (weeks, pairs, 5), and the share of draws ``above`` nought (weeks, pairs)."""

    quantiles: Floats
    above: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What came of a scenario.

    ``pairs`` are in the order of the fans, ``weeks`` the Mondays of their weeks. ``fan`` is the scenario, ``null`` the
    same without balance, ``untouched`` the course without fixing or pushing. ``assumed`` are the pairs without a series
    of their own: held to rest where they start, with the noise of the others.
    """

    scenario: Scenario
    dynamics: Dynamics
    pairs: tuple[Pair, ...]
    weeks: tuple[date, ...]
    fan: Fan
    null: Fan
    untouched: Fan
    assumed: tuple[Pair, ...]


def parse(text: str) -> Scenario:
    """Read a scenario.

    Raises:
        UsageError: the text is no TOML, or does not hold together; the message says where.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"the scenario is no TOML file: {error}") from None
    unknown = table.keys() - {"title", "states", "weeks", "draws", "seed", "relation", "fix", "push"}
    if unknown:
        raise UsageError(f"the scenario does not know {', '.join(sorted(unknown))}")
    states = table.get("states")
    if not isinstance(states, list) or not all(isinstance(state, str) and state for state in states):
        raise UsageError('the scenario needs its states, as in states = ["USA", "RUS", "CHN"]')
    if len(set(states)) != len(states) or not 2 <= len(states) <= MOST_STATES:
        raise UsageError(f"a scenario has 2 to {MOST_STATES} different states")
    start: dict[Pair, float] = {}
    for row in _tables(table, "relation", {"pair", "value"}):
        start[_pair(row, states, "relation")] = _number(row, "value", "relation")
    kinds: tuple[tuple[Kind, str], ...] = (("fix", "value"), ("push", "by"))
    touches = [
        Touch(kind, _pair(row, states, kind), _number(row, key, kind), _day(row, "from"), _day(row, "until"))
        for kind, key in kinds
        for row in _tables(table, kind, {"pair", key, "from", "until"})
    ]
    return Scenario(
        str(table.get("title", "Scenario")),
        tuple(states),
        start,
        tuple(touches),
        _whole(table, "weeks", 52, MOST_WEEKS),
        _whole(table, "draws", 10_000, MOST_DRAWS),
        _whole(table, "seed", 0, 2**63 - 1, least=0),
    )


def run(scenario: Scenario, dynamics: Dynamics) -> Outcome:
    """Run a scenario: the same seed gives the same result.

    Raises:
        UsageError: a pair has neither a series nor a start, or a date lies outside the weeks.
    """
    pairs = tuple(ordered(*pair) for pair in combinations(sorted(scenario.states), 2))
    at = {pair: i for i, pair in enumerate(dynamics.pairs)}
    missing = [pair for pair in pairs if pair not in scenario.start and pair not in at]
    if missing:
        named = ", ".join("-".join(pair) for pair in missing[:5])
        raise UsageError(f"{len(missing)} relations have neither a series nor a start in the scenario: {named}")
    start = np.array([scenario.start[p] if p in scenario.start else dynamics.levels[at[p]] for p in pairs])
    weeks = tuple(dynamics.next_week + timedelta(weeks=week) for week in range(scenario.weeks))
    touched = _touched(scenario, pairs, weeks)
    untouched = (np.full_like(touched[0], np.nan), np.zeros_like(touched[1]))
    columns = np.array([at.get(pair, -1) for pair in pairs])
    fan, null, free = (
        _simulate(scenario, dynamics, model, columns, start, plan)
        for model, plan in ((dynamics.full, touched), (dynamics.plain, touched), (dynamics.full, untouched))
    )
    return Outcome(scenario, dynamics, pairs, weeks, fan, null, free, tuple(pair for pair in pairs if pair not in at))


def _simulate(
    scenario: Scenario,
    dynamics: Dynamics,
    model: Fitted,
    columns: NDArray[np.int64],
    start: Floats,
    plan: tuple[Floats, Floats],
) -> Fan:
    count, width = len(scenario.states), len(start)
    upper = np.triu_indices(count, 1)
    random = np.random.default_rng(scenario.seed)
    drawn = random.integers(1, len(model.balance), scenario.draws)
    persistence = model.persistence[drawn, None].astype(np.float32)
    balance = model.balance[drawn, None].astype(np.float32)
    constants = _constants(dynamics, model, columns, start, drawn)
    levels = np.repeat(start[None].astype(np.float32), scenario.draws, axis=0)
    noise = _Noise(model.noise, columns)
    quantiles = np.empty((scenario.weeks, width, len(QUANTILES)))
    above = np.empty((scenario.weeks, width))
    for week in range(scenario.weeks):
        fixed, push = plan[0][week].astype(np.float32), plan[1][week].astype(np.float32)
        for first in range(0, scenario.draws, CHUNK):
            rows = slice(first, min(first + CHUNK, scenario.draws))
            level = levels[rows]
            value = constants[rows] + persistence[rows] * level + push + noise.draw(random, len(level))
            if model.balance.any() and count > 2:
                value += balance[rows] * _pull(level, count, upper, dynamics.scale)
            level += np.float32(dynamics.smoothing) * (value - level)
            np.copyto(level, fixed, where=~np.isnan(fixed))
        across = np.ascontiguousarray(levels.T)
        above[week] = (across > 0).mean(axis=1)
        across.sort(axis=1)
        place = [round(q * (scenario.draws - 1)) for q in QUANTILES]
        quantiles[week] = across[:, place]
    return Fan(quantiles, above)


def _constants(
    dynamics: Dynamics, model: Fitted, columns: NDArray[np.int64], start: Floats, drawn: NDArray[np.int64]
) -> Small:
    """Return the constants: those fitted, and for a pair without a series what lets it rest at its start."""
    count = round((1 + (1 + 8 * len(start)) ** 0.5) / 2)
    upper = np.triu_indices(count, 1)
    at_start = _pull(start[None].astype(np.float32), count, upper, dynamics.scale) if count > 2 else np.float32(0)
    rest = (1 - model.persistence[drawn, None]) * start - model.balance[drawn, None] * at_start
    fitted = model.constants[drawn][:, np.maximum(columns, 0)]
    return np.where(columns >= 0, fitted, rest).astype(np.float32)


class _Noise:
    """What the fit left over, dealt out again: whole weeks at a time, so that what moves several pairs still does."""

    def __init__(self, noise: Floats, columns: NDArray[np.int64]) -> None:
        centred = noise - np.nanmean(noise, axis=0)
        # A week without a value for some pair lends it that pair's value of another week, drawn once.
        random = np.random.default_rng(0)
        for column in centred.T:
            gone = np.isnan(column)
            column[gone] = random.choice(column[~gone], int(gone.sum()))
        self._weeks = np.ascontiguousarray(centred[:, columns[columns >= 0]], dtype=np.float32)
        self._pool = centred.ravel().astype(np.float32)
        self._own = np.flatnonzero(columns >= 0)
        self._other = np.flatnonzero(columns < 0)

    def draw(self, random: np.random.Generator, rows: int) -> Small:
        out = np.empty((rows, len(self._own) + len(self._other)), dtype=np.float32)
        if len(self._own):
            out[:, self._own] = self._weeks[random.integers(0, len(self._weeks), rows)]
        if len(self._other):
            out[:, self._other] = self._pool[random.integers(0, len(self._pool), (rows, len(self._other)))]
        return out


def _pull(level: Small, count: int, upper: tuple[NDArray[Any], NDArray[Any]], scale: float) -> Small:
    """Return the pull of balance on each pair of a full network: the mean of products over third states."""
    signs = np.tanh(level / np.float32(scale))
    square = np.zeros((len(level), count, count), dtype=np.float32)
    square[:, upper[0], upper[1]] = signs
    square[:, upper[1], upper[0]] = signs
    return np.asarray((square @ square)[:, upper[0], upper[1]] / np.float32(count - 2))


def _touched(scenario: Scenario, pairs: tuple[Pair, ...], weeks: tuple[date, ...]) -> tuple[Floats, Floats]:
    """Return what is fixed (NaN where free) and what is pushed: (weeks, pairs) each."""
    fixed, push = np.full((len(weeks), len(pairs)), np.nan), np.zeros((len(weeks), len(pairs)))
    for touch in scenario.touches:
        inside = [
            (touch.last is None or monday <= touch.last)
            and (touch.first is None or monday + timedelta(days=6) >= touch.first)
            for monday in weeks
        ]
        if not any(inside):
            raise UsageError(f"a {touch.kind} of {'-'.join(touch.pair)} lies outside {weeks[0]} to {weeks[-1]}")
        column = pairs.index(touch.pair)
        if touch.kind == "fix":
            fixed[inside, column] = touch.value
        else:
            push[inside, column] += touch.value
    return fixed, push


def _tables(table: Mapping[str, Any], name: str, keys: set[str]) -> list[Mapping[str, Any]]:
    rows = table.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UsageError(f"{name} is written as [[{name}]]")
    for row in rows:
        if row.keys() - keys:
            raise UsageError(f"a {name} does not know {', '.join(sorted(row.keys() - keys))}")
    return rows


def _pair(row: Mapping[str, Any], states: list[str], name: str) -> Pair:
    pair = row.get("pair")
    if not isinstance(pair, list) or len(pair) != 2 or pair[0] == pair[1] or not set(pair) <= set(states):
        raise UsageError(f'a {name} needs two of the states, as in pair = ["{states[0]}", "{states[1]}"]')
    return ordered(*pair)


def _number(row: Mapping[str, Any], key: str, name: str) -> float:
    value = row.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or not np.isfinite(value):
        raise UsageError(f"a {name} needs a number, as in {key} = 1.5")
    return float(value)


def _whole(table: Mapping[str, Any], key: str, default: int, most: int, least: int = 1) -> int:
    value = table.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise UsageError(f"{key} is a whole number from {least} to {most}")
    return value


def _day(row: Mapping[str, Any], key: str) -> date | None:
    value = row.get(key)
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            value = ...
    if value is not None and (isinstance(value, datetime) or not isinstance(value, date)):
        raise UsageError(f"{key} is a day, as in {key} = 2024-03-04")
    return value
