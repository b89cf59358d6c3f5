"""Coded reports for the tests: the example corpus' gold events, and small ones made up."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from detente.relate.evidence import Evidence, Quad

# Intensity and quad class of the PLOVER types that the gold uses (Open Event Data Alliance, CC BY-SA 4.0).
PLOVER: dict[str, tuple[float, Quad]] = {
    "AGREE": (2.5, "verbal cooperation"),
    "CONSULT": (2.5, "verbal cooperation"),
    "SUPPORT": (5.0, "verbal cooperation"),
    "CONCEDE": (4.5, "verbal cooperation"),
    "COOPERATE": (9.5, "material cooperation"),
    "AID": (10.0, "material cooperation"),
    "RETREAT": (6.5, "material cooperation"),
    "REQUEST": (0.0, "verbal conflict"),
    "ACCUSE": (-3.0, "verbal conflict"),
    "REJECT": (-2.0, "verbal conflict"),
    "THREATEN": (-3.5, "verbal conflict"),
    "PROTEST": (-5.0, "material conflict"),
    "SANCTION": (-6.0, "material conflict"),
    "MOBILIZE": (-6.5, "material conflict"),
    "COERCE": (-7.0, "material conflict"),
    "ASSAULT": (-9.0, "material conflict"),
}


def made(
    key: str, on: str, value: float, *, pair: str = "AAA BBB", origin: str = "o", quad: Quad | None = None
) -> Evidence:
    source, target = pair.split()
    fitting: Quad = "verbal cooperation" if value >= 0 else "verbal conflict"
    return Evidence(f"{key}.{origin}", key, origin, on, source, target, value, quad or fitting)


@cache
def gold() -> tuple[Evidence, ...]:
    """What happened by the gold: one row for each direction; reports of a type and month by one side are one."""
    articles = json.loads((files("detente.data") / "example" / "gold.json").read_text("utf-8"))["articles"]
    rows = []
    for name, article in articles.items():
        for number, event in enumerate(article["events"]):
            if event["status"] != "happened" or event["claimed_by"] or not event["date"]:
                continue
            sides = "+".join(sorted({*event["source"], *event["target"]}))
            happening = f"{event['type']} {sides} {event['date'][:7]}"
            pairs = [(s, t) for s in event["source"] for t in event["target"] if s != t]
            value, quad = PLOVER[event["type"]]
            rows += [Evidence(f"{name}:{number}", happening, name, event["date"], s, t, value, quad) for s, t in pairs]
    return tuple(rows)
