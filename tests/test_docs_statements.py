"""The example of docs/statements.md is what the line gives."""

from __future__ import annotations

from pathlib import Path

from detente.extract import extract
from detente.link import within
from detente.model import Article

GUIDE = Path(__file__).parents[1] / "docs" / "statements.md"


def test_the_example_is_what_is_found() -> None:
    lines = GUIDE.read_text(encoding="utf-8").splitlines()
    text = " ".join(line[2:] for line in lines if line.startswith("> "))
    first = lines.index("| content | mode | speaker | venue | about, stance | negated | certainty |") + 2
    table = lines[first : lines.index("", first)]
    wanted = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in table]
    found = within.link(extract(Article("a", "t", "t", "t", "text/plain", text, language="en"))).statements
    given = [
        (
            row.content,
            row.mode,
            f"{row.speaker} ({row.actor})",
            row.venue or "",
            ", ".join(f"{state} {how}" for state, how in zip(row.about, row.stance, strict=True)),
            "yes" if row.negated else "no",
            row.certainty,
        )
        for row in found
    ]
    assert given == wanted
