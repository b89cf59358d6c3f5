#!/usr/bin/env python3
"""Make the annotations keep two guidelines everywhere that they kept in some places only.

usage: amend.py TEXTS

Who speaks where a readout's passive names nobody. "It was agreed to continue contacts", in the readout of a call or
meeting, has an empty source; its speakers are those who met. Half of these rows had speakers and half none, often in
one document. Rows without any are given the speakers that the annotation itself gives most often to joint statements
of the same document and day, with their states; their own states leave `about`. Documents in which no joint statement
is annotated stay as they are.

Through whom a statement inside a statement came: through the speaker of the one around it, then through whom that one
came. Rows that had no relay are given it; nobody is his own relay.

Running it again changes nothing. TEXTS is as for join.py: the text decides whether the cue is a passive.
"""

from __future__ import annotations

import json
import re
import runpy
import sys
from collections import Counter
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FILE = HERE / "annotations.jsonl"
PASSIVE = re.compile(r"\b(?:was|were|is|are|been|being)\s+(?:\w+\s+){0,2}$")
ENCOUNTER = frozenset({"call", "meeting"})


def met(document: dict[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return speakers and actors of most of a document's joint statements, None where it has none."""
    joint = Counter(
        (tuple(a["speaker"]), tuple(a["actor"]))
        for a in document["attributions"]
        if len(a["speaker"]) > 1 and a["venue"] in ENCOUNTER and a["said_on"] == document["date"]
    )
    return joint.most_common(1)[0][0] if joint else None


def silent(attribution: dict[str, Any], text: str) -> bool:
    """Say whether a row is a passive of a call or meeting that names nobody and has no speaker yet."""
    if attribution["source"] or attribution["speaker"] or not attribution["cue"] or attribution["parent"] is not None:
        return False
    before = text[max(0, attribution["cue"][0][0] - 40) : attribution["cue"][0][0]]
    return attribution["venue"] in ENCOUNTER and PASSIVE.search(before) is not None


def chain(attribution: dict[str, Any], rows: list[dict[str, Any]]) -> list[str]:
    """Return through whom a nested statement came."""
    around = rows[attribution["parent"]]
    if set(around["speaker"]) & set(attribution["speaker"]):
        own = {*attribution["speaker"], "; ".join(attribution["speaker"])}
        return [name for name in attribution["relay"] if name not in own]
    if attribution["relay"] or not around["speaker"]:
        return list(attribution["relay"])
    return ["; ".join(around["speaker"]), *around["relay"]]


def main() -> int:
    """Amend the file in place and say how much changed in each part."""
    known = runpy.run_path(str(HERE / "join.py"))["texts"](Path(sys.argv[1]))
    documents = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    changed: Counter[tuple[str, str]] = Counter()
    for document in documents:
        who, part = met(document), document["split"]
        for row in document["attributions"]:
            if who is not None and document["id"] in known and silent(row, known[document["id"]]):
                row["speaker"], row["actor"] = list(who[0]), list(who[1])
                row["about"] = [a for a in row["about"] if a["state"] not in who[1]]
                changed["passives", part] += 1
        for row in document["attributions"] if document["id"] in known else ():
            relay = chain(row, document["attributions"]) if row["parent"] is not None else row["relay"]
            if relay != row["relay"]:
                changed["relay given" if len(relay) > len(row["relay"]) else "relay of oneself", part] += 1
                row["relay"] = relay
    FILE.write_text("".join(json.dumps(d, ensure_ascii=False) + "\n" for d in documents), encoding="utf-8")
    for (what, part), count in sorted(changed.items()):
        print(f"{what}, {part}: {count}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
