"""The ledger on the example corpus: which gold forecasts are in it, their deadlines and ranges, and how they resolve.

``python -m bench.ledger [--store DIR] [--list]``. A gold forecast is found where a claim of the ledger shares half of
its words. A deadline is right to the day, or to the month. The band is right where the claim's range is the one that
the gold's own wording is read as. Most of what settles a gold forecast happened outside of the corpus: the settling
fact is counted as told where a gold event of the corpus, dated after the forecast, lies on a day that ``settled_by``
names.
An automatic decision against the gold is a fault, however many are right.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from bench.scoring import Attributed, pair
from detente import edtf
from detente.config import Config
from detente.extract import dates
from detente.extract.hedges import hedge
from detente.foresee.resolution import Resolution
from detente.store import Store
from detente.tell import ledger

Gold = dict[str, Any]
KEPT = frozenset(
    {
        "ledger, found",
        "ledger, deadline to the day",
        "ledger, no deadline where there is none",
        "ledger, band",
        "ledger, first proposal right",
    }
)
NONE_WRONG = "ledger, decisions not wrong"


@dataclass(frozen=True, slots=True)
class Case:
    """A gold forecast, with how the ledger has it (None where it has not), and whether its settling fact is told."""

    article: str
    gold: Gold
    stands: Resolution | None
    told: bool


def cases(store: Store) -> list[Case]:
    """Return every gold forecast that can be placed in its article, with the ledger's entry for it."""
    gold = json.loads((files("detente.data") / "example" / "gold.json").read_text(encoding="utf-8"))
    standing = ledger.standing(store)
    by_article: dict[str, list[tuple[int, int, Resolution]]] = {}
    for stands in standing:
        for claim in stands.entry.claims:
            by_article.setdefault(claim.article, []).append((claim.start, claim.end, stands))
    events = [event for article in gold["articles"].values() for event in article["events"]]
    found = []
    for row in store.query("answer_articles", {}).to_pylist():
        name = Path(row["path"]).name
        text = store.text(row["id"])
        wanted = [each for each in gold["articles"][name]["forecasts"] if each["content"] in text]
        spans = [_span(each, text) for each in wanted]
        claims = by_article.get(row["id"], [])
        pairs = pair(
            text,
            [Attributed(None, (span,)) for span in spans],
            [Attributed(None, ((start, end),)) for start, end, _ in claims],
        )
        met = {g: claims[f][2] for g, f, _ in pairs}
        for place, each in enumerate(wanted):
            found.append(Case(name, each, met.get(place), _told(each, row["published"], events)))
    return found


def _span(forecast: Gold, text: str) -> tuple[int, int]:
    start = forecast["start"] if forecast["start"] is not None else text.index(forecast["content"])
    return start, start + len(forecast["content"])


def _told(forecast: Gold, published: str | None, events: list[Gold]) -> bool:
    """Say whether an event of the corpus lies on a day that the gold names as settling the forecast."""
    made = edtf.bounds(published) if published else None
    named = [
        edtf.bounds(t.on) for t in dates.find(forecast["settled_by"], published, "") if t.precision == "day" and t.on
    ]
    days = [day for day in named if day is not None and (made is None or day[0] > made[0])]
    held = [edtf.bounds(each["date"]) for each in events if each["date"] and each["status"] == "happened"]
    return any(one[0] <= other[0] and other[1] <= one[1] for one in days for other in held if other is not None)


def run(store: Store) -> dict[str, float]:
    """Return the figures by name."""
    held = cases(store)
    met = [(case.gold, case.stands, case.told) for case in held if case.stands is not None]
    dated = [(gold, stands.entry) for gold, stands, _ in met if gold["deadline"]]
    counts: Counter[str] = Counter()
    for gold, entry in dated:
        counts["day"] += _same(gold["deadline"], entry.deadline, 10)
        counts["month"] += _same(gold["deadline"], entry.deadline, 7)
    undated = [entry for gold, entry in ((g, s.entry) for g, s, _ in met) if not gold_deadline(gold)]
    for gold, stands, told in met:
        best = stands.proposals[0] if stands.proposals else None
        right = best is not None and best.outcome == gold["outcome"]
        counts["proposed"] += best is not None
        counts["proposed right"] += right
        counts["told"] += told
        counts["told right"] += told and right
        decided = stands.decided_by == "engine"
        counts["decided"] += decided
        counts["decided wrong"] += decided and stands.outcome != gold["outcome"]
        counts["open"] += stands.outcome == "open"
        wanted = hedge(gold["wording"])
        counts["banded"] += wanted is not None
        counts["band right"] += wanted is not None and wanted.band == stands.entry.band
    return {
        "gold forecasts": len(held),
        "ledger, found": len(met) / len(held),
        "ledger, deadlines of the gold": len(dated),
        "ledger, deadline to the day": counts["day"] / max(len(dated), 1),
        "ledger, deadline to the month": counts["month"] / max(len(dated), 1),
        "ledger, no deadline where there is none": sum(e.deadline is None for e in undated) / max(len(undated), 1),
        "ledger, band": counts["band right"] / max(counts["banded"], 1),
        "ledger, proposals": counts["proposed"],
        "ledger, first proposal right": counts["proposed right"] / max(counts["proposed"], 1),
        "ledger, settling fact told": counts["told"],
        "ledger, settling fact told and first proposal right": counts["told right"] / max(counts["told"], 1),
        "ledger, decided by the engine": counts["decided"],
        "ledger, decided wrong": counts["decided wrong"],
        "ledger, open": counts["open"] / max(len(met), 1),
    }


def gold_deadline(gold: Gold) -> bool:
    """Say whether the gold gives a deadline, or words for one."""
    return bool(gold["deadline"] or gold["deadline_words"])


def _same(wanted: str, given: str | None, length: int) -> bool:
    """Say whether two deadlines are the same to so many characters; the gold's last day counts where it has no day."""
    days = edtf.bounds(wanted)
    return days is not None and given is not None and days[1].isoformat()[:length] == given[:length]


def example(folder: Path) -> Store:
    """Read the example corpus into a store of this folder and open it."""
    from detente import pipeline

    with as_file(files("detente.data") / "example" / "articles") as articles:
        pipeline.add([articles], Config(store=folder, engine="serial", workers=1))
    return Store.open(folder)


def floors() -> dict[str, float]:
    """Return the figures for which floors are kept; that no automatic decision is wrong has the floor 1."""
    with tempfile.TemporaryDirectory() as folder, example(Path(folder)) as store:
        figures = run(store)
    kept = {name: round(value, 3) for name, value in figures.items() if name in KEPT}
    decided = max(figures["ledger, decided by the engine"], 1)
    return kept | {NONE_WRONG: 1 - figures["ledger, decided wrong"] / decided}


def show(case: Case) -> str:
    """Return a line on one case: gold deadline, the ledger's, outcome, what is proposed, the words."""
    gold, stands = case.gold, case.stands
    if stands is None:
        return f"{case.article[:2]} -- {gold['content'][:100]}"
    best = stands.proposals[0] if stands.proposals else None
    entry = stands.entry
    proposed = f"{best.outcome} {best.probability:.2f}" if best else "-"
    told = "told" if case.told else "    "
    return (
        f"{case.article[:2]} {gold['deadline'] or '-':10} {entry.deadline or '-':10} {gold['outcome']:5} {proposed:10} "
        f"{'not' if entry.negated else '   '} {told} {gold['deadline_words'] or '-'} | {gold['content'][:90]}"
    )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, help="a store of the example corpus; else one is made")
    parser.add_argument("--list", action="store_true", help="print every gold forecast")
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(asked.store) if asked.store else example(Path(folder)) as store,
    ):
        if asked.list:
            print("\n".join(map(show, cases(store))))
        for name, value in run(store).items():
            print(f"{name:55s} {value:.3f}" if isinstance(value, float) else f"{name:55s} {value}")


if __name__ == "__main__":
    main()
