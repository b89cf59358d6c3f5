"""What is to come, asked of a store or of a series from elsewhere: outlook, scenario, hypotheses, scores.

The measures are those of ``detente.foresee``, defined in ``docs/outlook.md``.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from detente.errors import UsageError
from detente.foresee import dynamics, hypotheses, scenarios, scores
from detente.foresee.outlook import HORIZONS, Outlook, Weekly
from detente.foresee.outlook import outlook as outlook_of
from detente.relate.loaders import read_plain
from detente.relate.series import relation as series_of
from detente.tell import ledger, relations, states

if TYPE_CHECKING:
    import pyarrow as pa

    from detente.store import Store

Pair = tuple[str, str]
# Longest file of a scenario or of hypotheses, in characters.
LONGEST = 1_000_000
By = Literal["holder", "outlet", "state"]


def weekly(store: Store, pairs: Iterable[Pair]) -> dict[Pair, Weekly]:
    """Return the weekly series of pairs of states, what was seen in each week; a pair without evidence is left out."""
    rows = relations.evidence(store)
    found = {}
    for one, other in pairs:
        points = series_of(rows, one, other, step="week", mutual=True).points
        if points:
            values = np.array([np.nan if point.value is None else point.value for point in points])
            start = date.fromisoformat(points[0].on.partition("/")[0])
            found[one, other] = Weekly(f"{states.name(one)} and {states.name(other)}", start, values)
    return found


def weekly_of_file(path: Path) -> dict[Pair, Weekly]:
    """Return weekly means of daily columns of a CSV file; see ``relate.loaders.read_plain``."""
    found = {}
    for pair, values in read_plain(path).values.items():
        if not values:
            continue
        first, last = min(values), max(values)
        start = first - timedelta(days=first.weekday())
        weeks: list[list[float]] = [[] for _ in range((last - start).days // 7 + 1)]
        for day, value in values.items():
            weeks[(day - start).days // 7].append(value)
        means = np.array([np.mean(week) if week else np.nan for week in weeks])
        found[pair] = Weekly(" and ".join(pair), start, means)
    return found


def outlook(series: Mapping[Pair, Weekly], pair: Pair, weeks: Sequence[int] = ()) -> Outlook:
    """Return the outlook of a pair, with the other pairs to learn from.

    Raises:
        UsageError: there is no series of this pair.
    """
    known = {frozenset(each): each for each in series}
    found = known.get(frozenset(pair))
    if found is None:
        listed = ", ".join(" ".join(each) for each in sorted(series)[:20]) or "none"
        raise UsageError(f"there is no series of {' and '.join(pair)}; there are: {listed}")
    others = [each for key, each in series.items() if key != found]
    return outlook_of(series[found], tuple(weeks) or HORIZONS, others=others)


def outlook_table(found: Outlook) -> pa.Table:
    """Return an outlook: weeks, week, forecaster, verdict, median, intervals, outcomes in words, record, note."""
    import pyarrow as pa

    rows = []
    for ahead in found.ahead:
        record = ahead.model if ahead.verdict == "skill" else ahead.baseline
        rows.append(
            {
                "weeks": ahead.weeks,
                "week": ahead.week.isoformat(),
                "forecaster": ahead.shown,
                "verdict": ahead.verdict,
                "median": ahead.median,
                "low50": ahead.low50,
                "high50": ahead.high50,
                "low90": ahead.low90,
                "high90": ahead.high90,
                "outcomes": [f"{each.name}: {each.probability:.0%}" for each in ahead.outcomes],
                "crps": record.crps if record else None,
                "within90": record.within90 if record else None,
                "origins": record.count if record else 0,
                "note": ahead.note,
            }
        )
    return pa.Table.from_pylist(rows) if rows else pa.table({"weeks": pa.array([], pa.int64())})


def scenario(series: Mapping[Pair, Weekly], path: Path) -> scenarios.Outcome:
    """Return what comes of a scenario's file, by dynamics fitted to the series.

    Raises:
        UsageError: the file is not there or does not hold together, or the series are too short to fit anything to.
    """
    return scenarios.run(scenarios.parse(_text(path)), dynamics.fit(series))


def scenario_pairs(path: Path) -> list[Pair]:
    """Return the pairs of the states that a scenario's file names; raises UsageError as ``scenario`` does."""
    return list(itertools.combinations(scenarios.parse(_text(path)).states, 2))


def scenario_table(found: scenarios.Outcome) -> pa.Table:
    """Return a scenario's end: one row a pair, quantiles of the scenario, and medians of the null and of no touch."""
    import pyarrow as pa

    last = len(found.weeks) - 1
    rows = []
    for place, (one, other) in enumerate(found.pairs):
        quantiles = found.fan.quantiles[last, place]
        rows.append(
            {
                "one": one,
                "other": other,
                "week": found.weeks[last].isoformat(),
                **{f"q{round(q * 100):02d}": float(v) for q, v in zip(scenarios.QUANTILES, quantiles, strict=True)},
                "without_balance": float(found.null.quantiles[last, place, 2]),
                "untouched": float(found.untouched.quantiles[last, place, 2]),
                "friendly": float(found.fan.above[last, place]),
                "assumed": found.pairs[place] in found.assumed,
            }
        )
    return pa.Table.from_pylist(rows)


def weighed(path: Path) -> hypotheses.Matrix:
    """Return the matrix of a file of competing hypotheses.

    Raises:
        UsageError: the file is not there or does not hold together.
    """
    return hypotheses.weigh(hypotheses.parse(_text(path)))


def hypotheses_table(found: hypotheses.Matrix) -> pa.Table:
    """Return the hypotheses, the one with least against it first."""
    import pyarrow as pa

    names = "place hypothesis sentence against inconsistent consistent unmarked still_open".split()
    standings = sorted(found.standings, key=lambda each: (each.place, each.hypothesis))
    return pa.Table.from_pylist([{name: getattr(each, name) for name in names} for each in standings])


def settled(store: Store, by: By = "holder") -> list[scores.Settled]:
    """Return the ledger's forecasts as scores take them, grouped by holder, outlet or state."""
    rows = []
    for stands in ledger.standing(store):
        entry, outcome = stands.entry, {"true": True, "false": False}.get(stands.outcome)
        groups: Iterable[str] = {
            "holder": [entry.holder],
            "outlet": sorted({claim.outlet or claim.article for claim in entry.claims}),
            "state": entry.states,
        }[by]
        rows += [scores.Settled(group, entry.probability, outcome, entry.id) for group in groups]
    return rows


def scores_table(places: Iterable[scores.Place]) -> pa.Table:
    """Return the ranking: group, settled, unsettled, Brier and log score with intervals, and whom no order parts."""
    import pyarrow as pa

    rows: list[dict[str, Any]] = []
    for place in places:
        score = place.score
        rows.append(
            {
                "group": score.group,
                "settled": score.settled,
                "origins": score.origins,
                "unsettled": score.unsettled,
                "brier": score.brier.value,
                "brier_low": score.brier.low,
                "brier_high": score.brier.high,
                "log": score.log.value,
                "came_true": score.came_true.value,
                "skill": score.skill,
                "no_order_with": list(place.shares_with),
            }
        )
    fields = {
        "group": pa.string(),
        **dict.fromkeys(("settled", "origins", "unsettled"), pa.int64()),
        **dict.fromkeys(("brier", "brier_low", "brier_high", "log", "came_true", "skill"), pa.float64()),
        "no_order_with": pa.list_(pa.string()),
    }
    return pa.Table.from_pylist(rows, schema=pa.schema(list(fields.items())))


def _text(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from error
    if len(text) > LONGEST:
        raise UsageError(f"{path} is longer than {LONGEST:,} characters")
    return text
