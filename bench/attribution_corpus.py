"""The project's own corpus of attributions, joined to its texts where they lie beside the repository."""

from __future__ import annotations

import json
import runpy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.scoring import Attributed
from detente.model import Article

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus" / "attribution"
TEXTS = ROOT.parent / "shared" / "data" / "open_text"


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text as an article, its part of the split, and its attributions as annotated."""

    article: Article
    part: str
    rows: tuple[dict[str, Any], ...]

    @property
    def gold(self) -> list[Attributed]:
        """Source and content of each attribution."""
        return [
            Attributed(tuple(row["source"][0]) if row["source"] else None, tuple(map(tuple, row["content"])))
            for row in self.rows
        ]


def documents() -> Iterator[Annotated]:
    """Yield the annotated texts collected from elsewhere; nothing where the texts are not at hand."""
    if not TEXTS.is_dir():
        return
    known = runpy.run_path(str(CORPUS / "join.py"))["texts"](TEXTS)
    titles = _titles()
    for line in (CORPUS / "annotations.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["id"] in known:
            name = row["id"]
            article = Article(
                name,
                name,
                row["address"],
                name,
                "text/plain",
                known[name],
                title=titles.get(name),
                published=row["date"],
                language="en",
            )
            yield Annotated(article, row["split"], tuple(row["attributions"]))


def _titles() -> dict[str, str]:
    """Return the heading of each text collected, as its page has it."""
    found: dict[str, str] = {}
    for path in sorted(TEXTS.glob("**/*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if isinstance(row, dict) and row.get("title"):
                found[row["id"]] = row["title"]
    return found
