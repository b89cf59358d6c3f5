"""``python -m bench.relations [FILE]``: known shocks of eight pairs of states, and what intervals are worth.

FILE holds daily values by pair (a column ``date``, a column for each pair); it is not part of the project. Each shock
has the day it began by the public record and a window of days in which an alarm finds it. What else is raised is a
false alarm, although the record may know of it: both detectors are judged alike. The plain detector raises an alarm
where a day lies so many standard deviations below the mean of the ninety days before. Alarms within thirty days of one
are the same for both.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from detente.relate.loaders import read_plain
from detente.relate.series import Series, plain
from detente.relate.shocks import QUIET, THRESHOLD, shocks

FILE = Path(__file__).parents[2] / "shared" / "data" / "gdelt_dyads_daily.csv"
WARM_UP, BASE = 60, 90
OURS, PLAIN = (2.5, 3.0, 3.5, 4.0, 5.0), (2.0, 3.0, 4.0, 5.0, 6.0)
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """A shock by the public record: the day it began, and the days in which an alarm finds it."""

    pair: Pair
    began: date
    first: date
    last: date
    what: str


KNOWN = [
    Known(("US", "RU"), date(2018, 3, 26), date(2018, 3, 26), date(2018, 4, 30), "expulsions, sanctions, Syria"),
    Known(("IL", "IR"), date(2018, 5, 8), date(2018, 5, 1), date(2018, 5, 31), "strikes in Syria after 8 May"),
    Known(("IN", "PK"), date(2019, 2, 14), date(2019, 2, 14), date(2019, 3, 31), "Pulwama, Balakot and after"),
    Known(("US", "IR"), date(2019, 6, 13), date(2019, 6, 1), date(2019, 6, 30), "tankers attacked, drone shot down"),
    Known(("US", "IR"), date(2020, 1, 3), date(2019, 12, 31), date(2020, 1, 31), "killing of Soleimani"),
    Known(("US", "CN"), date(2020, 7, 22), date(2020, 7, 1), date(2020, 7, 31), "consulates closed"),
    Known(("RU", "UA"), date(2022, 2, 24), date(2022, 2, 1), date(2022, 2, 28), "invasion"),
]


@dataclass(frozen=True, slots=True)
class Figures:
    """Delays in days from the day it began (None for not found, negative for before), false alarms a pair and year."""

    delays: tuple[int | None, ...]
    false_alarms: float

    @property
    def found(self) -> int:
        """How many of the known shocks were found."""
        return sum(delay is not None for delay in self.delays)


def judge(alarms: Mapping[Pair, Sequence[date]], years: float) -> Figures:
    """Compare alarms, by pair, with the known shocks; ``years`` is the sum over pairs."""
    delays: list[int | None] = []
    hits = set()
    for known in KNOWN:
        inside = [day for day in alarms.get(known.pair, ()) if known.first <= day <= known.last]
        delays.append((min(inside) - known.began).days if inside else None)
        hits |= {(known.pair, day) for day in inside}
    raised = sum(len(days) for days in alarms.values())
    return Figures(tuple(delays), (raised - len(hits)) / years)


def ours(series: Mapping[Pair, Series], threshold: float) -> dict[Pair, list[date]]:
    """Return the alarms of this project for the worse."""
    return {
        pair: [
            date.fromisoformat(shock.on)
            for shock in shocks(held, threshold=threshold, warm_up=WARM_UP)
            if shock.direction == "worse"
        ]
        for pair, held in series.items()
    }


def z_score(values: Mapping[Pair, Mapping[date, float]], threshold: float) -> dict[Pair, list[date]]:
    """Return the alarms of the plain detector."""
    alarms = {}
    for pair, held in values.items():
        days = sorted(held)
        numbers = np.array([held[day] for day in days])
        raised: list[date] = []
        for i in range(BASE, len(days)):
            before = numbers[i - BASE : i]
            low = numbers[i] < before.mean() - threshold * before.std()
            if low and (not raised or (days[i] - raised[-1]).days > QUIET):
                raised.append(days[i])
        alarms[pair] = raised
    return alarms


def coverage(series: Mapping[Pair, Series]) -> dict[str, float]:
    """Return how often the next value lay in the interval predicted for it; ``surprise`` is its two-sided share."""
    values = np.concatenate([held.fitted.surprise[WARM_UP:] for held in series.values() if held.fitted])
    values = values[np.isfinite(values)]
    return {f"next value within {1 - share:.0%}": float((values > share).mean()) for share in (0.5, 0.1)}


def run(path: Path) -> None:
    """Print all figures."""
    loaded = read_plain(path)
    years = sum((max(held) - min(held)).days / 365.25 for held in loaded.values.values())
    began = time.process_time()
    daily = {pair: plain(held, pair, step="day") for pair, held in loaded.values.items()}
    spent = time.process_time() - began
    print(f"{len(daily)} pairs, {years:.1f} pair-years; fitted in {spent:.1f} s of one core; shocks for the worse")
    for known in KNOWN:
        print(f"  {'-'.join(known.pair)}  {known.began}  {known.what}")
    print("\ndetector      threshold  found  false alarms/pair-year  delay in days, in this order")
    table = [("level", each, judge(ours(daily, each), years)) for each in OURS]
    table += [("plain z", each, judge(z_score(loaded.values, each), years)) for each in PLAIN]
    for name, threshold, figures in table:
        delays = " ".join("   -" if delay is None else f"{delay:4d}" for delay in figures.delays)
        mark = "*" if (name, threshold) == ("level", THRESHOLD) else " "
        print(
            f"{name:12s}{mark} {threshold:9.1f}  {figures.found}/{len(KNOWN)}  {figures.false_alarms:22.2f}  {delays}"
        )
    for step in ("day", "week"):
        fitted = daily if step == "day" else {p: plain(v, p, step="week") for p, v in loaded.values.items()}
        for name, value in coverage(fitted).items():
            print(f"{step}: {name:24s} {value:.3f}")


if __name__ == "__main__":
    run(Path(sys.argv[1]) if len(sys.argv) > 1 else FILE)
