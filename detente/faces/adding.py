"""What ``detente add`` shows: how far it is, and at the end what it did."""

from __future__ import annotations

import contextlib
import dataclasses
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from detente.faces.listing import printable

if TYPE_CHECKING:
    from detente.pipeline import Progress, Summary

# What a reader wants counted; the other tables hold what these are made of.
COUNTED = {
    "articles": ("article", "articles"),
    "statements": ("statement", "statements"),
    "forecasts": ("forecast", "forecasts"),
    "pairs": ("pair of articles that render one text", "pairs of articles that render one text"),
}
SHOWN_SKIPPED = 20
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
    articles = "1 article" if summary.read == 1 else f"{summary.read:,} articles"
    lines = [f"read      {articles}, {summary.words:,} words, in {summary.seconds:.1f} s"]
    foreign = {language: n for language, n in summary.languages.items() if language != "en"}
    if foreign:
        listed = ", ".join(f"{n:,} {language}" for language, n in sorted(foreign.items()))
        lines.append(f"          not in English, kept but not taken further: {listed}")
    if summary.known:
        before = f", {summary.known_skipped:,} of them skipped then (--retry reads them again)"
        lines.append(f"known     {summary.known:,} read before" + (before if summary.known_skipped else ""))
    if summary.skipped:
        reasons = ", ".join(f"{n:,} {code}" for code, n in summary.reasons.items())
        lines.append(f"skipped   {len(summary.skipped):,}: {reasons}")
        lines += [f"          {printable(r.path)}: {printable(r.reason)}" for r in summary.skipped[:SHOWN_SKIPPED]]
        if len(summary.skipped) > SHOWN_SKIPPED:
            lines.append(
                f"          and {len(summary.skipped) - SHOWN_SKIPPED:,} more: detente rejects --store {store}"
            )
    lines.append(f"found     {', '.join(_counts(summary.found)) or 'nothing new'}")
    lines.append(f"store     {store}: {', '.join(_counts(summary.held)) or 'empty'}")
    if summary.interrupted:
        lines.append(f"stopped   {KEPT}")
    return "\n".join(lines)


def _counts(rows: Mapping[str, int]) -> list[str]:
    counted = ((rows.get(table, 0), names) for table, names in COUNTED.items())
    return [f"{number:,} {one if number == 1 else many}" for number, (one, many) in counted if number]
