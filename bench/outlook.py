"""The outlook's model beside the simple baselines on eight pairs of GDELT, in one run.

``python -m bench.outlook [--data FILE] [--gaps mean] [--grid]``. The protocol: days without a row are filled by the
straight line between their neighbours, each week from Monday, 1 January 2018 holds the mean of asinh(daily value);
forecasts are made at every week from the 156th that is known, 1, 4 and 12 weeks ahead, with all weeks up to then. Mean
CRPS over pairs and origins. ``--gaps mean`` takes the mean of the days there are instead: no later day
is touched. ``--grid`` scores each learning rate and sharing by itself, on the weeks before the 156th and after.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from datetime import date
from pathlib import Path
from typing import Literal

import numpy as np

from detente.foresee import backtest, models
from detente.foresee.backtest import Scores
from detente.foresee.baselines import BASELINES
from detente.foresee.models import Floats

DATA = Path(__file__).parent.parent.parent / "shared/data/gdelt_dyads_daily.csv"
MONDAY = date(2018, 1, 1)
KNOWN = 156  # weeks known at the first origin
HORIZONS = (1, 4, 12)
MODEL = "detente"
# As stated with the data, for the comparison.
STATED = {
    "random walk": (1.266, 1.568, 1.708),
    "climatology of a year": (1.310, 1.350, 1.429),
    "exponential smoothing (0.1)": (1.178, 1.275, 1.417),
    "exponential smoothing (0.3)": (1.120, 1.300, 1.466),
    "local level": (1.132, 1.322, 1.509),
}


def weekly(path: Path, gaps: Literal["line", "mean"] = "line") -> tuple[list[str], Floats]:
    """Return the names of the pairs and their panel (weeks, pairs) of mean asinh(daily value)."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = [name for name in rows[0] if name != "date"]
    at = np.array([(date.fromisoformat(row["date"]) - MONDAY).days for row in rows])
    given = np.array([[float(row[name]) for name in names] for row in rows])
    weeks = -(-(int(at[-1]) + 1) // 7)
    days = np.full((weeks * 7, len(names)), np.nan)
    days[at] = given
    if gaps == "line":
        every = np.arange(at[-1] + 1)
        days[: at[-1] + 1] = np.stack([np.interp(every, at, column) for column in given.T], axis=1)
    return names, np.nanmean(np.arcsinh(days).reshape(weeks, 7, -1), axis=1)


def scores(panel: Floats, horizon: int, origins: range) -> dict[str, list[Scores]]:
    """Return every forecaster's scores on every pair."""
    made = models.forecast(panel, horizon)
    out = {MODEL: [_scored(panel[:, j], made[:, j], horizon, origins) for j in range(panel.shape[1])]}
    for name, baseline in BASELINES.items():
        out[name] = [backtest.rolling(series, baseline(series, horizon), horizon, origins) for series in panel.T.copy()]
    return out


def _scored(series: Floats, made: Floats, horizon: int, origins: range) -> Scores:
    return backtest.rolling(series, lambda at: np.asarray(made[at]), horizon, origins)


def mean(rows: list[Scores]) -> float:
    """Return the mean CRPS over pairs and origins."""
    return float(np.mean([row.crps for row in rows]))


def report(names: list[str], panel: Floats) -> dict[str, float]:
    """Print the tables and return the figures that a floor may hold."""
    table: dict[str, list[float]] = {}
    lines: list[str] = []
    figures: dict[str, float] = {}
    for horizon in HORIZONS:
        every = scores(panel, horizon, range(KNOWN - 1, len(panel) - horizon))
        for name, rows in every.items():
            table.setdefault(name, []).append(mean(rows))
        best = min(BASELINES, key=lambda name: mean(every[name]))
        gain = backtest.gain(every[MODEL], every[best], horizon)
        if gain is None:
            raise SystemExit("no origin at which both forecast")
        inside = {share: float(np.mean([getattr(r, f"within{share}") for r in every[MODEL]])) for share in (50, 90)}
        width = {name: float(np.mean([r.interval90 for r in every[name]])) for name in (MODEL, best)}
        lines.append(
            f"{horizon:3d} weeks: {100 * gain.share:.1f}% below {best} (95% interval {100 * gain.low:.1f} to "
            f"{100 * gain.high:.1f}), 50% interval holds {inside[50]:.3f}, 90% interval {inside[90]:.3f}, "
            f"interval score {width[MODEL]:.2f} against {width[best]:.2f}"
        )
        pairs = [1 - a.crps.mean() / b.crps.mean() for a, b in zip(every[MODEL], every[best], strict=True)]
        lines.append("           " + "  ".join(f"{n} {100 * p:+.1f}%" for n, p in zip(names, pairs, strict=True)))
        figures |= {f"gain {horizon}": gain.share, f"gain low {horizon}": gain.low, f"within90 {horizon}": inside[90]}
    print(f"{'mean CRPS, weeks ahead':30s}" + "".join(f"{horizon:>8d}" for horizon in HORIZONS) + "   stated")
    for name, row in table.items():
        stated = " / ".join(f"{value:.3f}" for value in STATED.get(name, ()))
        print(f"{name:30s}" + "".join(f"{value:8.3f}" for value in row) + f"   {stated}")
    print(*lines, sep="\n")
    return figures


def grid(panel: Floats) -> None:
    """Print what each single setting of the weights gets, the best before the evaluation first."""
    unit = models.typical_change(panel[: models.START])
    cells: dict[tuple[float, float], list[tuple[float, float]]] = {}
    for horizon in HORIZONS:
        made = models.experts(panel / unit, horizon)
        for rate in models.RATES:
            for shared in models.SHARES:
                combined = models.combine(made, panel / unit, horizon, rate, shared) * unit
                before, after = (
                    mean([_scored(panel[:, j], combined[:, j], horizon, weeks) for j in range(panel.shape[1])])
                    for weeks in (range(60, KNOWN - horizon), range(KNOWN - 1, len(panel) - horizon))
                )
                cells.setdefault((rate, shared), []).append((before, after))
    print("rate shared   weeks 60 to 155            from week 156")
    for (rate, shared), row in sorted(cells.items(), key=lambda cell: sum(before for before, _ in cell[1])):
        parts = ["  ".join(f"{pair[i]:.3f}" for pair in row) for i in (0, 1)]
        print(f"{rate:4.2f} {shared:6.1f}   {parts[0]}   sum {sum(pair[0] for pair in row):.3f}   {parts[1]}")


def main(argv: list[str] | None = None) -> int:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--gaps", choices=("line", "mean"), default="line")
    parser.add_argument("--grid", action="store_true")
    options = parser.parse_args(argv)
    if not options.data.exists():
        print(f"no data at {options.data}", file=sys.stderr)
        return 2
    start = time.process_time()
    names, panel = weekly(options.data, options.gaps)
    if options.grid:
        grid(panel)
    else:
        report(names, panel)
    print(f"{time.process_time() - start:.0f} s of processor time")
    return 0


if __name__ == "__main__":
    sys.exit(main())
