"""The project's own corpus of attributions, joined to its texts where they lie beside the repository."""

from __future__ import annotations

import json
import re
import runpy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.scoring import Attributed
from detente.model import Article

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus" / "attribution"
MARK = re.compile(r"(\{[sct]\d? |\})")
ROLES = {"s": "source", "c": "cue", "t": "content"}
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


def written() -> Iterator[Annotated]:
    """Yield the example articles that ship with the project, as annotated in the corpus."""
    for line in (CORPUS / "annotations.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["id"].startswith("example-"):
            name, text = row["id"], (ROOT / row["address"]).read_text(encoding="utf-8")
            article = Article(name, name, name, name, "text/plain", text, published=row["date"], language="en")
            yield Annotated(article, row["split"], tuple(row["attributions"]))


def sentences() -> Iterator[Annotated]:
    """Yield the invented sentences of ``corpus/attribution/sentences.txt``, each a text of its own, for training."""
    lines = (CORPUS / "sentences.txt").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(line for line in lines if not line.startswith("#")):
        text, rows = unmarked(line)
        name = f"sentence-{number}"
        yield Annotated(Article(name, name, name, name, "text/plain", text, language="en"), "train", rows)


def unmarked(line: str) -> tuple[str, tuple[dict[str, Any], ...]]:
    """Return a sentence without its marks, and its attributions: ``{s Berg} {c said} {t so}``; marks may nest."""
    text, opened = "", list[tuple[str, str, int]]()
    rows: dict[str, dict[str, Any]] = {}
    for part in MARK.split(line):
        if part == "}":
            role, attribution, start = opened.pop()
            row = rows.setdefault(attribution, {"source": [], "cue": [], "content": []})
            row[role] = sorted([*row[role], [start, len(text)]])
        elif MARK.fullmatch(part):
            opened.append((ROLES[part[1]], part[2:].strip(), len(text)))
        else:
            text += part
    shared: list[list[int]] = next((row["source"] for row in rows.values() if row["source"]), [])
    return text, tuple({**row, "source": row["source"] or (shared if len(rows) > 1 else [])} for row in rows.values())
