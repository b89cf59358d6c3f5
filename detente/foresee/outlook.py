"""The engine's own outlook for one weekly series: odds some weeks ahead, beside the record of who makes them.

The model of ``models`` and every simple forecaster of ``baselines`` are run over the series' own past. Where the
model's CRPS is not surely below the best simple one's, the outlook says so and shows that one instead. The best simple
one is picked with hindsight, on the very weeks the model is measured on: the test leans against the model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np

from detente.errors import UsageError
from detente.foresee import backtest, models
from detente.foresee.backtest import Gain, Scores
from detente.foresee.baselines import BASELINES, LEAST
from detente.foresee.models import Floats

HORIZONS = (1, 4, 12)
MODEL = "combined model"
# Weeks with a value before an outlook is given at all, and known before the first forecast that counts for the record.
FEWEST = 26
KNOWN = 52
# Scored forecasts without which no record is shown, and no skill claimed.
SCORED = 40
CONFIDENCE = 0.9
# The last value may be this old before the outlook says that it speaks of the past.
STALE = 4

Verdict = Literal["skill", "no skill", "too few weeks"]


@dataclass(frozen=True, slots=True)
class Weekly:
    """One value a week: ``values[i]`` is that of the week from ``start + 7 i`` days, NaN where there is none.

    ``start`` is a Monday; any unit will do.
    """

    name: str
    start: date
    values: Floats

    def __post_init__(self) -> None:
        if self.start.weekday() != 0:
            raise UsageError(f"{self.name}: weeks start on a Monday, {self.start.isoformat()} is none")
        if self.values.ndim != 1 or np.isinf(self.values).any():
            raise UsageError(f"{self.name}: the weekly values must be one row of finite numbers or gaps")

    @property
    def observed(self) -> int:
        """How many weeks have a value."""
        return int(np.count_nonzero(~np.isnan(self.values)))


@dataclass(frozen=True, slots=True)
class Outcome:
    """A named outcome and its probability. ``threshold`` is in the unit of the series, ``below`` its side.

    ``brier`` is the mean Brier score of such odds in the backtest, ``share`` how often the outcome came in it, both
    None without a record; ``count`` forecasts stand behind them.
    """

    name: str
    probability: float
    threshold: float
    below: bool
    brier: float | None
    share: float | None
    count: int


@dataclass(frozen=True, slots=True)
class Record:
    """What a forecaster got on this very series: means over ``count`` rolling origins, in the unit of the series.

    ``interval50`` and ``interval90`` are interval scores, ``within50`` and ``within90`` the shares of values that fell
    into the 50% and the 90% interval, ``brier`` the Brier score of each named outcome.
    """

    forecaster: str
    count: int
    crps: float
    interval50: float
    interval90: float
    within50: float
    within90: float
    brier: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Ahead:
    """The outlook at one horizon.

    ``shown`` names whose odds these are. ``low90`` to ``high90`` holds the week's value with probability 0.9. ``model``
    and ``baseline`` are the records, None where there is none; ``gain`` is the model's in CRPS over that baseline.
    ``note`` says in a sentence why this forecaster is shown.
    """

    weeks: int
    week: date
    shown: str
    verdict: Verdict
    median: float
    low50: float
    high50: float
    low90: float
    high90: float
    outcomes: tuple[Outcome, ...]
    model: Record | None
    baseline: Record | None
    gain: Gain | None
    note: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """The outlook for one series. ``ahead`` is empty where ``refusal`` says why there is none.

    ``last`` is the last week with a value, ``stands`` the mean of the values of the four weeks up to it, ``margin``
    what a further fall or a rise goes beyond.
    """

    name: str
    last: date | None
    observed: int
    stands: float | None
    margin: float
    ahead: tuple[Ahead, ...]
    refusal: str | None = None
    warning: str | None = None


def outlook(
    series: Weekly,
    horizons: Sequence[int] = HORIZONS,
    *,
    others: Sequence[Weekly] = (),
    margin: float | None = None,
) -> Outlook:
    """Return the outlook for a series.

    Args:
        series: the weekly values; those after the last week with a value are left out.
        horizons: weeks ahead, counted from the last week with a value.
        others: further series that the model may learn from, in the same unit; weeks outside ``series`` are left out.
        margin: what a further fall or a rise goes beyond, in the unit of the series; where None, its typical change
            from one week to the next.

    Raises:
        UsageError: a horizon is less than 1, a margin is negative.
    """
    if not horizons or min(horizons) < 1:
        raise UsageError("an outlook looks at least one week ahead")
    if margin is not None and not margin >= 0:
        raise UsageError("the margin of a fall or a rise cannot be negative")
    known = np.flatnonzero(~np.isnan(series.values))
    if len(known) < FEWEST:
        said = f"{len(known)} weeks have a value, an outlook needs {FEWEST}"
        return Outlook(series.name, None, len(known), None, margin or 0.0, (), refusal=said)
    values = series.values[known[0] : known[-1] + 1]
    start = series.start + timedelta(weeks=int(known[0]))
    last = series.start + timedelta(weeks=int(known[-1]))
    panel = np.column_stack([values, *(_beside(other, start, len(values)) for other in others)])
    beyond = models.typical_change(values[:, None]) if margin is None else margin
    ahead = tuple(_ahead(panel, weeks, last, beyond) for weeks in horizons)
    late = values[-backtest.STAND :]
    missing = len(series.values) - 1 - int(known[-1])
    warning = f"no value in the last {missing} weeks: the outlook counts from {last.isoformat()}"
    return Outlook(
        series.name,
        last,
        len(known),
        float(np.nanmean(late)),
        beyond,
        tuple(row for row in ahead if row is not None),
        refusal=None if any(ahead) else "the series is too short for these weeks ahead",
        warning=warning if missing >= STALE else None,
    )


def _beside(other: Weekly, start: date, weeks: int) -> Floats:
    """Return another series' values in the weeks of this one."""
    shift = (start - other.start).days // 7
    at = np.arange(weeks) + shift
    inside = (at >= 0) & (at < len(other.values))
    return np.where(inside, other.values[np.clip(at, 0, len(other.values) - 1)], np.nan)


def _ahead(panel: Floats, weeks: int, last: date, margin: float) -> Ahead | None:
    values, at = panel[:, 0].copy(), len(panel) - 1
    made = models.forecast(panel, weeks)[:, 0]
    runs = {name: baseline(values, weeks) for name, baseline in BASELINES.items()}
    origins = range(KNOWN - 1, len(values) - weeks)
    ours = backtest.rolling(values, lambda week: np.asarray(made[week]), weeks, origins, margin)
    theirs = {name: backtest.rolling(values, run, weeks, origins, margin) for name, run in runs.items()}
    able = {name: scores for name, scores in theirs.items() if len(runs[name](at)) >= LEAST}
    if not able:
        return None
    # Compared on the same weeks: those at which the model and all of them forecast.
    common = np.array(sorted(set.intersection(*(set(s.origins.tolist()) for s in (ours, *able.values())))), dtype=int)
    able = {name: scores.at(common) for name, scores in able.items()}
    ours = ours.at(common)
    enough = len(common) >= SCORED and not np.isnan(made[at]).any()
    best = min(able, key=lambda name: float(able[name].crps.mean())) if enough else _plainest(able)
    gain = backtest.gain([ours], [able[best]], weeks, CONFIDENCE) if enough else None
    verdict: Verdict = "too few weeks" if gain is None else "skill" if gain.sure else "no skill"
    members = made[at] if verdict == "skill" else runs[best](at)
    scores = ours if verdict == "skill" else able[best]
    (low50, high50), (low90, high90) = backtest.interval(members, 0.5), backtest.interval(members, 0.9)
    return Ahead(
        weeks,
        last + timedelta(weeks=weeks),
        MODEL if verdict == "skill" else best,
        verdict,
        float(np.median(members)),
        low50,
        high50,
        low90,
        high90,
        _outcomes(values, members, margin, scores if enough else None, weeks),
        _record(MODEL, ours) if enough else None,
        _record(best, able[best]) if enough else None,
        gain,
        _note(verdict, best, gain, len(common)),
    )


def _plainest(able: dict[str, Scores]) -> str:
    """Return the simple forecaster shown where none has a record: a year's values if they can be had."""
    return "climatology of a year" if "climatology of a year" in able else next(iter(able))


def _outcomes(values: Floats, members: Floats, margin: float, scores: Scores | None, weeks: int) -> tuple[Outcome, ...]:
    out = []
    for name, (threshold, side) in backtest.thresholds(values, len(values) - 1, margin).items():
        odds = backtest.probability(members, threshold, side)
        came = _came(values, scores, name, margin, weeks) if scores else []
        brier = float(np.nanmean(scores.brier[name])) if scores and came else None
        share = float(np.mean(came)) if came else None
        out.append(Outcome(name, odds, threshold, side < 0, brier, share, len(came)))
    return tuple(out)


def _came(values: Floats, scores: Scores, name: str, margin: float, weeks: int) -> list[bool]:
    """Return whether the outcome came, at each origin of the record at which it can be asked for."""
    out = []
    for at in scores.origins.tolist():
        asked = backtest.thresholds(values, at, margin)
        if asked:
            threshold, side = asked[name]
            out.append(bool((values[at + weeks] - threshold) * side > 0))
    return out


def _record(forecaster: str, scores: Scores) -> Record:
    return Record(
        forecaster,
        len(scores.origins),
        float(scores.crps.mean()),
        float(scores.interval50.mean()),
        float(scores.interval90.mean()),
        float(scores.within50.mean()),
        float(scores.within90.mean()),
        tuple((name, float(np.nanmean(row))) for name, row in scores.brier.items() if not np.isnan(row).all()),
    )


def _note(verdict: Verdict, best: str, gain: Gain | None, count: int) -> str:
    if gain is None:
        return (
            f"Too few weeks for a record: {count} forecasts could be scored, {SCORED} are needed. What is shown is "
            f"{best} alone, and no skill is claimed."
        )
    figures = f"{100 * gain.share:+.1f}% (90% interval {100 * gain.low:+.1f}% to {100 * gain.high:+.1f}%)"
    if verdict == "skill":
        return f"Over {count} past weeks the {MODEL} scored better than the best simple forecaster, {best}: {figures}."
    return (
        f"The {MODEL} has shown no skill over {best} on this series: {figures} over {count} past weeks. "
        f"What is shown is {best}."
    )
