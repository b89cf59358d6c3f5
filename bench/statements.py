"""Statements and forecasts: quality on gold, beside what other systems reach on the same measure.

``python -m bench.statements`` scores the example corpus that ships with the project and, where the folder
``../shared/data`` lies beside the repository, its development sets, by the judge and by the rules alone, with textacy
beside them. The judge is fitted on the corpus' training part, to which 16 of the 23 example articles belong; on the
test part and on PolNeAR nothing is fitted.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from bench import polnear
from bench.attribution_corpus import documents
from bench.scoring import Attributed, Score, pair, same
from detente.config import Config
from detente.extract import extract
from detente.link import within
from detente.model import Article, Reading, Statement
from detente.read import discover, read
from detente.read.files import Source

SHARED = Path(__file__).parents[2] / "shared" / "data"
# F1 on PolNeAR's test part by the same measure, all attributions and speech alone, as reported beside the data.
PUBLISHED = {
    "Citron, retrained": (0.533, 0.670),
    "Gender Gap Tracker": (0.483, 0.670),
    "second annotator": (0.746, 0.915),
}


@dataclass(frozen=True, slots=True)
class Fields:
    """Shares of right fields among the statements found."""

    speaker: float
    actor: float
    kind: float
    said_on: float


def reading_of(text: str, published: str | None = None, name: str = "text.txt") -> Reading:
    """Return the reading of a bare text."""
    return within.link(extract(Article(name, name, name, name, "text/plain", text, published=published, language="en")))


def attributed(row: Statement) -> Attributed:
    """Return the statement as the scorer takes it."""
    source = (row.source.start, row.source.end) if row.source else None
    return Attributed(source, tuple((p.start, p.end) for p in row.pieces))


def example() -> Iterator[tuple[str, dict[str, Any], Reading]]:
    """Yield text, gold and reading of each article of the example corpus whose gold has offsets."""
    with as_file(files("detente.data") / "example") as folder:
        gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))["articles"]
        for source in discover([folder / "articles"]):
            if isinstance(source, Source) and not source.path.endswith(".html"):
                article = read(source, Config())
                yield article.text, gold[source.file.name], within.link(extract(article))


def example_scores() -> tuple[Score, Fields, Score]:
    """Return statements, their fields, and forecasts of the example corpus (articles whose gold is complete)."""
    statements, forecasts = Score(0, 0, 0), Score(0, 0, 0)
    fields = {"speaker": 0, "actor": 0, "kind": 0, "said_on": 0}
    paired = 0
    for text, gold, reading in example():
        if not gold["complete"]:
            continue
        wanted = [Attributed(None, ((g["start"], g["end"]),)) for g in gold["statements"]]
        found = [Attributed(None, ((s.start, s.end),)) for s in reading.statements]
        pairs = pair(text, wanted, found)
        statements += Score(len(pairs), len(found), len(wanted))
        paired += len(pairs)
        for g, f, _ in pairs:
            right, row = gold["statements"][g], reading.statements[f]
            fields["speaker"] += same(row.speaker, right["speaker"], reading.article.published)
            fields["actor"] += row.actor == right["actor"]
            fields["kind"] += row.kind == right["kind"]
            fields["said_on"] += row.said_on == right["said_on"]
        wanted = [Attributed(None, ((g["start"], g["end"]),)) for g in gold["forecasts"]]
        found = [Attributed(None, ((f.start, f.end),)) for f in reading.forecasts]
        forecasts += Score(len(pair(text, wanted, found)), len(found), len(wanted))
    return statements, Fields(**{name: count / max(paired, 1) for name, count in fields.items()}), forecasts


def corpus_scores(part: str) -> tuple[Score, dict[str, float]]:
    """Return statements with their sources, and shares of right fields, on a part of the project's own corpus.

    Joint speakers are one attribution there and one statement each here (see :func:`joined`): a field is right where
    one of their statements has it right.
    """
    total = Score(0, 0, 0)
    right: Counter[str] = Counter()
    for document in documents():
        if document.part != part:
            continue
        joint = joined(within.link(extract(document.article)).statements)
        found = list(joint)
        pairs = [(g, f) for g, f, ok in pair(document.article.text, document.gold, found) if ok]
        total += Score(len(pairs), len(found), len(document.gold))
        for g, f in pairs:
            right.update(_fields(document.rows[g], joint[found[f]], document.article.published))
    shares = {name: right[name] / max(right[f"{name} known"], 1) for name in ("speaker", "actor", "said_on", "relay")}
    return total, shares


def rules_alone(part: str) -> Score:
    """Return statements with their sources that the rules find alone on a part of the project's own corpus."""
    total = Score(0, 0, 0)
    for document in documents():
        if document.part == part:
            found = list({f.what: f for f in polnear.of_article(document.article, by_rules=True, nested=True)})
            right = sum(ok for *_, ok in pair(document.article.text, document.gold, found))
            total += Score(right, len(found), len(document.gold))
    return total


def joined(statements: Iterable[Statement]) -> dict[Attributed, list[Statement]]:
    """Return the statements by attribution: those of joint speakers, one each, are one attribution.

    Its source is what their sources enclose ("Lima and Quito agreed").
    """
    together: dict[tuple[Any, ...], list[Statement]] = {}
    for row in statements:
        together.setdefault((row.pieces, row.cue), []).append(row)
    out: dict[Attributed, list[Statement]] = {}
    for rows in together.values():
        sources = [r.source for r in rows if r.source is not None]
        around = (min(s.start for s in sources), max(s.end for s in sources)) if sources else None
        out.setdefault(Attributed(around, attributed(rows[0]).content), []).extend(rows)
    return out


def _fields(gold: dict[str, Any], rows: Sequence[Statement], on: str | None) -> Iterator[str]:
    """Yield the names of the fields that the gold knows and of those that are right."""
    checks = {
        "speaker": (bool(gold["speaker"]), any(same(r.speaker, name, on) for r in rows for name in gold["speaker"])),
        "actor": (True, any((r.actor or "") in (gold["actor"] or [""]) for r in rows)),
        "said_on": (gold["said_on"] is not None, any(r.said_on == gold["said_on"] for r in rows)),
        "relay": (bool(gold["relay"]), any(_same_chain(r.relay, gold["relay"], on) for r in rows)),
    }
    for name, (known, right) in checks.items():
        if known:
            yield f"{name} known"
            if right:
                yield name


def _same_chain(found: Sequence[str], gold: Sequence[str], on: str | None) -> bool:
    return len(found) == len(gold) and all(same(a, b, on) for a, b in zip(found, gold, strict=True))


def run() -> dict[str, float]:
    """Return the figures by name, the ones for which floors are kept."""
    statements, fields, forecasts = example_scores()
    figures = {
        "example statements F1": statements.f1,
        "example speaker": fields.speaker,
        "example actor": fields.actor,
        "example said_on": fields.said_on,
        "example forecasts F1": forecasts.f1,
    }
    if SHARED.is_dir():
        total, shares = corpus_scores("test")
        figures["own corpus, test F1"] = total.f1
        figures |= {f"own corpus, test {name}": share for name, share in shares.items()}
        figures["own corpus, test F1, rules alone"] = rules_alone("test").f1
    if polnear.FOLDER.is_dir():
        for name, system in polnear.systems():
            figures |= {f"PolNeAR dev {k}, {name}": v for k, v in polnear.measure(system).figures().items()}
    return {name: round(value, 3) for name, value in figures.items()}


def main() -> None:
    """Print the table."""
    for name, value in run().items():
        print(f"{name:52s} {value:.3f}")
    print("\nPolNeAR test part, published or measured by others, all / speech:")
    for name, (everything, speech) in PUBLISHED.items():
        print(f"{name:52s} {everything:.3f} / {speech:.3f}")


if __name__ == "__main__":
    main()
