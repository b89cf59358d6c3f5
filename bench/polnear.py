"""PolNeAR's development part: what detente, its rules alone, and textacy find of it. Measured only, nothing is learned.

The measure (Newell, Margolin, Ruths, LREC 2018 for the data; ``bench/scoring.py`` for pairing): right content and right
source; the same exactly; and two views. **Speech** counts a gold attribution if a word of its cue marks speech or its
content is quoted; a finding that pairs with another, or with none while its own cue marks no speech and its content
has no quotation, is left out of account. **Other cues** are those without a form of say, tell, add or "according".
"""

from __future__ import annotations

import importlib
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.scoring import Attributed, Score, Words, pair
from detente.extract import dates, mentions, quotes, statements
from detente.language import english
from detente.model import Article, Span, Statement

FOLDER = Path(__file__).parents[2] / "shared" / "data" / "polnear"
COMMON = frozenset("said say says saying told tell tells telling added adds according".split())
TEXTACY = ("textacy==0.13.0", "cytoolz", "toolz", "cachetools", "jellyfish", "floret", "networkx", "pyphen")
Piece = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution with the span of its cue, or None."""

    what: Attributed
    cue: Piece | None


@dataclass(slots=True)
class Result:
    """Counts of one system over all texts."""

    everything: Score = field(default_factory=lambda: Score(0, 0, 0))
    exact: Score = field(default_factory=lambda: Score(0, 0, 0))
    speech: Score = field(default_factory=lambda: Score(0, 0, 0))
    other_cues: Score = field(default_factory=lambda: Score(0, 0, 0))

    def figures(self) -> dict[str, float]:
        """Return the figures that the table shows."""
        return {
            "F1": self.everything.f1,
            "precision": self.everything.precision,
            "recall": self.everything.recall,
            "speech F1": self.speech.f1,
            "exact F1": self.exact.f1,
            "other cues recall": self.other_cues.recall,
        }


def texts() -> Iterator[tuple[str, list[Found]]]:
    """Yield each text with its gold; nothing where the data is not at hand."""
    path = FOLDER / "dev.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        row = json.loads(line)
        yield row["text"], [_gold(a) for a in row["attributions"] if a["content"]]


def _gold(row: dict[str, Any]) -> Found:
    source = tuple(row["source"][0]) if row["source"] else None
    cue = (row["cue"][0][0], row["cue"][-1][1]) if row["cue"] else None
    return Found(Attributed(source, tuple(map(tuple, row["content"]))), cue)


def detente(text: str) -> list[Found]:
    """Return the outermost attributions of a text, as PolNeAR annotates no others."""
    return of_article(Article("text", "text", "text", "text", "text/plain", text, language="en"))


def of_article(article: Article, *, by_rules: bool = False, nested: bool = False) -> list[Found]:
    """Return the attributions of an article, by the judge or by the rules alone, nested ones left out or kept."""
    blocks = english.parse(article)
    marks = quotes.find(article.text, [Span(b.start, b.start + len(b.text)) for b in blocks])
    times = dates.find(article.text, article.published, article.id)
    rows = statements.find(article, blocks, (mentions.named(article.id, blocks), marks, times), by_rules=by_rules)
    return [_found(row) for row, _ in rows if nested or row.parent is None]


def _found(row: Statement) -> Found:
    source = (row.source.start, row.source.end) if row.source else None
    what = Attributed(source, tuple((p.start, p.end) for p in row.pieces))
    return Found(what, (row.cue.start, row.cue.end) if row.cue else None)


def rules_alone(text: str) -> list[Found]:
    """Return what the rules find without the judge."""
    article = Article("text", "text", "text", "text", "text/plain", text, language="en")
    return of_article(article, by_rules=True)


def textacy() -> Callable[[str], list[Found]]:
    """Return textacy's ``direct_quotations`` as a system; triples that share a cue are pieces of one attribution.

    It is installed into a folder of its own, beside spaCy but outside the environment.

    Raises:
        RuntimeError: it cannot be installed here.
    """
    folder = Path(tempfile.gettempdir()) / "detente-bench-textacy"
    if not folder.exists():
        command = ["uv", "pip", "install", "--quiet", "--python", sys.executable, "--no-deps", "--target", str(folder)]
        done = subprocess.run([sys.executable, "-m", *command, *TEXTACY], capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "uv failed")
    if str(folder) not in sys.path:
        sys.path.append(str(folder))
    triples = importlib.import_module("textacy.extract.triples")

    def system(text: str) -> list[Found]:
        together: dict[Piece, tuple[Piece | None, list[Piece]]] = {}
        try:
            for found in triples.direct_quotations(english.pipeline()(text)):
                cue = _around(found.cue)
                source = _around(found.speaker) if found.speaker else None
                place = together.setdefault(cue, (source, []))
                place[1].append((found.content.start_char, found.content.end_char))
        except ValueError:
            return []  # it refuses texts with an odd number of marks
        return [Found(Attributed(source, tuple(sorted(spans))), cue) for cue, (source, spans) in together.items()]

    return system


def _around(tokens: Sequence[Any]) -> Piece:
    return min(t.idx for t in tokens), max(t.idx + len(t) for t in tokens)


def measure(system: Callable[[str], list[Found]]) -> Result:
    """Score a system."""
    speech = frozenset((FOLDER / "speech_cue_words.txt").read_text(encoding="utf-8").lower().split())
    result = Result()
    for text, gold in texts():
        found = list({f.what: f for f in system(text)}.values())
        words, inside = Words(text), _quotations(text)
        pairs = pair(text, [g.what for g in gold], [f.what for f in found])
        right = {g: f for g, f, ok in pairs if ok}
        same = sum(_same(words, gold[g].what, found[f].what) for g, f, _ in pairs)
        result.everything += Score(len(right), len(found), len(gold))
        result.exact += Score(same, len(found), len(gold))
        other = [g for g, row in enumerate(gold) if row.cue and not _cue_words(text, row) & COMMON]
        result.other_cues += Score(sum(g in right for g in other), 0, len(other))
        said = [_is_said(text, row, words, inside, speech) for row in gold]
        paired = {f: g for g, f, _ in pairs}
        counted = sum(
            said[paired[f]] if f in paired else row.cue is None or _is_said(text, row, words, inside, speech)
            for f, row in enumerate(found)
        )
        result.speech += Score(sum(said[g] for g in right), counted, sum(said))
    return result


def _same(words: Words, gold: Attributed, found: Attributed) -> bool:
    sources = [words.of([s.source]) if s.source else frozenset() for s in (gold, found)]
    return words.of(gold.content) == words.of(found.content) and sources[0] == sources[1]


def _cue_words(text: str, row: Found) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text[slice(*row.cue)].lower())) if row.cue else frozenset()


def _quotations(text: str) -> list[Piece]:
    paragraphs = [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    return [(q.start, q.end) for q in quotes.find(text, paragraphs)]


def _is_said(text: str, row: Found, words: Words, quoted: Sequence[Piece], speech: frozenset[str]) -> bool:
    inside = words.of(row.what.content) & words.of(quoted)
    return bool(inside) or bool(_cue_words(text, row) & speech)


def systems() -> Iterator[tuple[str, Callable[[str], list[Found]]]]:
    """Yield the systems that run here; why one does not is printed."""
    yield "detente", detente
    yield "detente, rules alone", rules_alone
    try:
        yield "textacy 0.13", textacy()
    except (RuntimeError, ImportError) as reason:
        print(f"textacy left out: {reason}")
