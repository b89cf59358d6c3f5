"""Floors of quality: figures that were reached once and may only rise.

``floors.json`` holds, for each figure, the least value it may have and the hash of the gold it was measured on: gold
that changes makes its floors void until they are measured anew (``python -m bench.floors`` raises what has risen).
"""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from pathlib import Path

FILE = Path(__file__).with_name("floors.json")


def gold_hash() -> str:
    """Return the hash of the example corpus' gold file."""
    return hashlib.sha256((files("detente.data") / "example" / "gold.json").read_bytes()).hexdigest()[:16]


def read() -> dict[str, float]:
    """Return the floors that hold for the gold as it is."""
    if not FILE.exists():
        return {}
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    return dict(kept["floors"]) if kept["gold"] == gold_hash() else {}


def fallen(figures: dict[str, float]) -> dict[str, tuple[float, float]]:
    """Return the figures under their floors: name to (figure, floor)."""
    floors = read()
    return {name: (figures[name], floor) for name, floor in floors.items() if figures.get(name, floor) < floor}


def main() -> None:
    """Raise the floors to what is reached now; none is ever lowered."""
    from bench import events, ledger, statements

    before = read()
    measured = statements.run() | {name: round(value, 3) for name, value in events.example_scores().items()}
    reached = {name: value for name, value in measured.items() if name.startswith("example")} | ledger.floors()
    raised = {name: max(value, before.get(name, 0.0)) for name, value in reached.items()}
    FILE.write_text(json.dumps({"gold": gold_hash(), "floors": raised}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
