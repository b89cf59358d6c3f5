"""What ``detente add`` shows: how far it is, and at the end what it did."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import shlex
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from detente.faces.listing import printable
from detente.language.tongues import TONGUES

if TYPE_CHECKING:
    from detente.model import Reject
    from detente.pipeline import Progress, Summary

# What a reader wants counted; the other tables hold what these are made of.
COUNTED = {
    "articles": ("article", "articles"),
    "statements": ("statement", "statements"),
    "events": ("event", "events"),
    "forecasts": ("forecast", "forecasts"),
    "pairs": ("pair of articles that render one text", "pairs of articles that render one text"),
}
# Skipped sources shown of each reason.
SHOWN_SKIPPED = 3
KEPT = "what was read until then is kept; run the same command again to go on"


@contextlib.contextmanager
def shown(stream: TextIO) -> Iterator[Callable[[Progress], None] | None]:
    """Give a function that shows progress on a terminal; None where the stream is none."""
    if not stream.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bars(*columns, console=Console(file=stream), transient=True) as bar:
        task = bar.add_task("finding", total=None)

        def show(now: Progress) -> None:
            bar.update(task, description=now.stage, completed=now.done, total=now.total)

        yield show


def as_json(summary: Summary) -> str:
    """Return the summary as one JSON object."""
    return json.dumps(dataclasses.asdict(summary) | {"reasons": summary.reasons}, ensure_ascii=False)


def as_text(summary: Summary, store: Path) -> str:
    """Return the summary as lines for a person: read, known, skipped with reasons, found, and where it is."""
    read = f"{_count(summary.read, 'article', 'articles')}, {_count(summary.words, 'word', 'words')}"
    lines = [f"read      {read}, in {summary.seconds:.1f} s"]
    foreign = {code: n for code, n in summary.languages.items() if code != "en" and code not in TONGUES}
    if foreign:
        listed = ", ".join(f"{n:,} {language}" for language, n in sorted(foreign.items()))
        lines.append(f"          in other languages, kept but not taken further: {listed}")
    if summary.known:
        again = "it" if summary.known_skipped == 1 else "them"
        before = f", {summary.known_skipped:,} of them skipped then (--retry reads {again} again)"
        lines.append(f"known     {summary.known:,} read before" + (before if summary.known_skipped else ""))
    lines += _skipped(summary.skipped, store)
    lines.append(f"found     {', '.join(_counts(summary.found)) or 'nothing new'}")
    lines.append(f"store     {store}: {', '.join(_counts(summary.held)) or 'empty'}")
    if summary.interrupted:
        lines.append(f"stopped   {KEPT}")
    return "\n".join(lines)


def _skipped(skipped: Sequence[Reject], store: Path) -> list[str]:
    """Return what was skipped by reason, the rarest first: what went wrong once is what a reader may not expect."""
    by_code: dict[str, list[Reject]] = defaultdict(list)
    for reject in skipped:
        by_code[reject.code].append(reject)
    groups = sorted(by_code.items(), key=lambda group: (len(group[1]), group[0]))
    if not groups:
        return []
    lines = [f"skipped   {len(skipped):,}: " + ", ".join(f"{len(held):,} {code}" for code, held in groups)]
    for code, held in groups:
        lines += [f"          {code}: {printable(r.path)}: {printable(r.reason)}" for r in held[:SHOWN_SKIPPED]]
        if len(held) > SHOWN_SKIPPED:
            lines.append(f"          {code}: and {len(held) - SHOWN_SKIPPED:,} more")
    if any(len(held) > SHOWN_SKIPPED for held in by_code.values()):
        lines.append(f"          all of them: detente rejects --store {shlex.quote(str(store))}")
    return lines


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _counts(rows: Mapping[str, int]) -> list[str]:
    counted = ((rows.get(table, 0), names) for table, names in COUNTED.items())
    return [_count(number, *names) for number, names in counted if number]
