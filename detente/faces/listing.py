"""A listing printed as a table for a person, or as JSON, JSON Lines or CSV for a program."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Literal

from detente.tell.rows import WRITERS, rows

if TYPE_CHECKING:
    import pyarrow as pa

Format = Literal["table", "json", "jsonl", "csv"]
Row = Mapping[str, Any]
# What could move the cursor, recolour the screen or turn the reading direction of what follows.
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
LONGEST_CELL = 240
# Enough for a shortened file name and a place in it.
LONGEST_NAME, NARROWEST = 12, 18
# Listings whose rows are steps in time, and not called as the listing is.
SERIES, STEPS = frozenset("relation triangle deeds balance ledger outlook scenario hypotheses scores".split()), "rows"


def show(table: pa.Table, form: Format, listing: str, limit: int | None = None) -> None:
    """Print a listing on standard output, its first ``limit`` rows or all.

    Args:
        table: the answer.
        form: ``table`` picks and shortens columns to fit the terminal; the others give every column, whole.
        listing: the name of the listing, which chooses the columns of ``table``.
        limit: most rows to print; None is all.
    """
    shown = table if limit is None else table.slice(0, limit)
    if form == "table":
        _table(shown, listing, table.num_rows)
    else:
        WRITERS[form](shown, sys.stdout)


def printable(value: object) -> str:
    """Return what a terminal may show of a text from outside: one line, control characters replaced."""
    return UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", " ".join(str(value).split()))


def visible(text: str) -> str:
    """Return what a terminal may show of a text of many lines; every character keeps its place."""
    return UNPRINTABLE.sub(lambda met: met[0] if met[0] in "\n\t" else "\N{REPLACEMENT CHARACTER}", text)


def _short(value: object) -> str:
    text = "" if value is None else printable(value)
    if len(text) <= LONGEST_CELL:
        return text
    return text[: text.rfind(" ", 0, LONGEST_CELL)] + " […]"


def _place(row: Row) -> str:
    name = PurePath(row["article"]).name
    return f"{name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + '…'}:{row['start']}"


def _passage(row: Row, side: str) -> str:
    return f"{PurePath(row[side]).name}:{row[side + '_start']}-{row[side + '_end']}"


def _who(row: Row) -> str:
    name = row["speaker"] or (row["source"] or {}).get("text") or "?"
    return f"{name} ({row['actor']})" if row["actor"] else str(name)


def _forms(forms: list[list[str]]) -> str:
    return ", ".join(f"{form} {times}" for form, times in forms)


def _brier(row: Row) -> str:
    low, high = row["brier_low"], row["brier_high"]
    return f"{row['brier']:.3f}" + (f" ({low:.3f} to {high:.3f})" if low is not None else "")


def _outcome(row: Row) -> str:
    if row["decided_by"]:
        return f"{row['outcome']} ({row['decided_by']})"
    return f"{row['proposed']}? ({row['probability']:.0%})" if row["proposed"] else "open"


# For each listing, its columns in a terminal: heading, cell, and whether it takes the room that is left.
TABLES: Mapping[str, tuple[tuple[str, Callable[[Row], object], bool], ...]] = {
    "articles": (
        ("published", lambda row: row["published"], False),
        ("outlet", lambda row: row["outlet"], False),
        ("title", lambda row: row["title"], True),
        ("words", lambda row: row["words"], False),
        ("file", lambda row: PurePath(row["path"]).name, False),
    ),
    "statements": (
        ("said on", lambda row: row["said_on"], False),
        ("speaker", _who, False),
        ("about", lambda row: " ".join(row["about"]), False),
        ("kind", lambda row: row["kind"], False),
        ("content", lambda row: row["content"], True),
        ("where", _place, False),
    ),
    "events": (
        ("date", lambda row: row["date"], False),
        ("from", lambda row: " ".join(row["source"]), False),
        ("to", lambda row: " ".join(row["target"]), False),
        ("event", lambda row: " ".join(filter(None, (row["type"], row["mode"]))), False),
        ("status", lambda row: row["status"], False),
        ("words", lambda row: row["content"], True),
        ("where", _place, False),
    ),
    "commitments": (
        ("due", lambda row: row["due"], False),
        ("parties", lambda row: " ".join(row["parties"]), False),
        ("kind", lambda row: row["kind"], False),
        ("to what", lambda row: row["subject"], True),
        ("where", _place, False),
    ),
    "forecasts": (
        ("holder", lambda row: row["holder"], False),
        ("wording", lambda row: row["wording"], False),
        ("content", lambda row: row["content"], True),
        ("where", _place, False),
    ),
    "relation": (
        ("on", lambda row: row["on"], False),
        ("level", lambda row: f"{row['level']:+.2f}", False),
        ("half", lambda row: f"{row['low50']:+.2f} to {row['high50']:+.2f}", False),
        ("nine tenths", lambda row: f"{row['low90']:+.2f} to {row['high90']:+.2f}", False),
        ("happenings", lambda row: row["happenings"] or "", False),
    ),
    "triangle": (
        ("on", lambda row: row["on"], False),
        ("pattern", lambda row: " ".join([row["pattern"], *row["states"]]), True),
        ("likeliest", lambda row: f"{' '.join(row['likeliest'])} ({row['chance']:.0%})", True),
        ("undecided", lambda row: f"{row['undecided']:.0%}", False),
    ),
    "balance": (
        ("one", lambda row: row["one"], False),
        ("other", lambda row: row["other"], False),
        ("tie", lambda row: "friendly" if row["sign"] > 0 else "hostile", False),
        ("probability", lambda row: f"{row['probability']:.2f}", False),
        ("against", lambda row: "yes" if row["against"] else "", False),
    ),
    "deeds": (
        ("from", lambda row: row["since"], False),
        ("to", lambda row: row["until"], False),
        ("words", lambda row: f"{row['words']:+.2f} ({row['words_count']})", False),
        ("deeds", lambda row: f"{row['deeds']:+.2f} ({row['deeds_count']})", False),
        ("gap", lambda row: f"{row['gap']:+.2f} ({row['low90']:+.2f} to {row['high90']:+.2f})", False),
    ),
    "positions": (
        ("on", lambda row: row["on"], False),
        ("actor", lambda row: row["actor"], False),
        ("subject", lambda row: row["subject"], False),
        ("line", lambda row: f"{row['value']:+.2f} {row['strength']}", False),
        ("", lambda row: "SHIFT" if row["shifted"] else "new" if row["new"] else "again", False),
        ("words", lambda row: row["words"], True),
        ("where", _place, False),
    ),
    "shifts": (
        ("actor", lambda row: row["actor"], False),
        ("subject", lambda row: row["subject"], False),
        ("before", lambda row: f"{row['before_on']}: {row['before']}", True),
        ("after", lambda row: f"{row['after_on']}: {row['after']}", True),
        ("moved", lambda row: f"{row['moved']:+.2f}", False),
    ),
    "outlook": (
        ("week of", lambda row: row["week"], False),
        ("forecaster", lambda row: row["forecaster"], False),
        ("median", lambda row: f"{row['median']:+.2f}", False),
        ("half", lambda row: f"{row['low50']:+.2f} to {row['high50']:+.2f}", False),
        ("nine tenths", lambda row: f"{row['low90']:+.2f} to {row['high90']:+.2f}", False),
        ("odds", lambda row: "; ".join(row["outcomes"]), True),
        ("record", lambda row: row["note"], True),
    ),
    "scenario": (
        ("one", lambda row: row["one"], False),
        ("other", lambda row: row["other"], False),
        ("half", lambda row: f"{row['q25']:+.2f} to {row['q75']:+.2f}", False),
        ("nine tenths", lambda row: f"{row['q05']:+.2f} to {row['q95']:+.2f}", False),
        ("median", lambda row: f"{row['q50']:+.2f}", False),
        ("without balance", lambda row: f"{row['without_balance']:+.2f}", False),
        ("untouched", lambda row: f"{row['untouched']:+.2f}", False),
    ),
    "hypotheses": (
        ("place", lambda row: row["place"], False),
        ("hypothesis", lambda row: row["sentence"], True),
        ("against", lambda row: f"{row['against']:.2f}", False),
        ("inconsistent", lambda row: row["inconsistent"], False),
        ("unmarked", lambda row: row["unmarked"], False),
    ),
    "scores": (
        ("whose", lambda row: row["group"], True),
        ("settled", lambda row: row["settled"], False),
        ("Brier", _brier, False),
        ("came true", lambda row: f"{row['came_true']:.0%}", False),
        ("no order with", lambda row: ", ".join(row["no_order_with"]), True),
    ),
    "ledger": (
        ("id", lambda row: row["id"], False),
        ("outcome", _outcome, False),
        ("by", lambda row: row["deadline"], False),
        ("odds", lambda row: f"{row['low']:.0%}-{row['high']:.0%}", False),
        ("holder", lambda row: row["holder"], False),
        ("forecast", lambda row: row["content"], True),
    ),
    "retellings": (
        ("score", lambda row: f"{row['score']:.2f}", False),
        ("passage", lambda row: _passage(row, "a"), True),
        ("and", lambda row: _passage(row, "b"), True),
    ),
    "pairs": (
        ("probability", lambda row: f"{row['probability']:.2f}", False),
        ("kind", lambda row: row["kind"], False),
        ("passages", lambda row: row["passages"], False),
        ("article", lambda row: PurePath(row["a"]).name, True),
        ("shared", lambda row: f"{row['share_a']:.0%}", False),
        ("article ", lambda row: PurePath(row["b"]).name, True),
        ("shared ", lambda row: f"{row['share_b']:.0%}", False),
        ("first", lambda row: PurePath(row["first"]).name if row["first"] else "unknown", True),
    ),
    "changes": (
        ("#", lambda row: row["passage"], False),
        ("change", lambda row: row["change"], False),
        ("a", lambda row: row["a_words"], True),
        ("b", lambda row: row["b_words"], True),
    ),
    "points": (
        ("verdict", lambda row: row["verdict"], False),
        ("a", lambda row: row["a_words"], True),
        ("b", lambda row: row["b_words"], True),
    ),
    "wordings": (
        ("date", lambda row: row["date"], False),
        ("outlet", lambda row: row["outlet"] or PurePath(row["article"]).name, False),
        ("speaker", lambda row: row["speaker"], False),
        ("how", lambda row: row["how"], False),
        ("words", lambda row: row["words"], True),
        ("changes", lambda row: ", ".join(row["changes"]), False),
    ),
    "families": (
        ("published", lambda row: row["published"], False),
        ("outlet", lambda row: row["outlet"], False),
        ("article", lambda row: PurePath(row["article"]).name, True),
        ("made from", lambda row: PurePath(row["parent"]).name if row["parent"] else "", True),
        ("surely", lambda row: f"{row['probability']:.2f}" if row["parent"] else "", False),
        ("sources", lambda row: len(row["sources"]), False),
        ("origins", lambda row: row["origins"], False),
        ("family", lambda row: PurePath(row["family"]).name, False),
    ),
    "spinning": (
        ("machine", lambda row: f"{row['probability']:.2f}", False),
        ("traces", lambda row: row["traces"], False),
        ("article", lambda row: PurePath(row["article"]).name, True),
    ),
    "traces": (
        ("where", lambda row: f"{row['start']}-{row['end']}", False),
        ("kind", lambda row: row["kind"], False),
        ("words", lambda row: row["words"], True),
        ("instead of", lambda row: row["instead"], False),
    ),
    "stories": (
        ("first", lambda row: row["first"], False),
        ("last", lambda row: row["last"], False),
        ("articles", lambda row: row["articles"], False),
        ("origins", lambda row: row["origins"], False),
        ("title", lambda row: row["title"], True),
        ("id", lambda row: row["id"], False),
    ),
    "story articles": (
        ("published", lambda row: row["published"], False),
        ("outlet", lambda row: row["outlet"], False),
        ("title", lambda row: row["title"], True),
        ("file", lambda row: PurePath(row["article"]).name, False),
        ("origin", lambda row: PurePath(row["origin"]).name, False),
    ),
    "actors": (
        ("actor", lambda row: row["name"], False),
        ("the one says", lambda row: _forms(row["a_forms"]), True),
        ("the other says", lambda row: _forms(row["b_forms"]), True),
        ("in corresponding passages", lambda row: ", ".join(f"{a} / {b} {n}" for a, b, n in row["aligned"]), True),
    ),
    "corrections": (
        ("id", lambda row: row["id"], False),
        ("by", lambda row: row["author"], False),
        ("on", lambda row: row["at"][:10], False),
        ("field", lambda row: row["field"], False),
        ("was", lambda row: row["was"] or "not known", True),
        ("is", lambda row: row["now"] or "not known", True),
        ("statement", lambda row: row["words"] if row["statement"] else f"(not found now) {row['words']}", True),
    ),
    "rejects": (
        ("code", lambda row: row["code"], False),
        ("reason", lambda row: row["reason"], True),
        ("path", lambda row: row["path"], True),
    ),
}


def _table(table: pa.Table, listing: str, total: int) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading, _, wide in TABLES[listing]:
        most = None if wide else max(NARROWEST, console.width // 5)
        grid.add_column(heading, ratio=1 if wide else None, max_width=most, overflow="fold")
    for row in rows(table):
        grid.add_row(*(Text(_short(cell(row))) for _, cell, _ in TABLES[listing]))
    if table.num_rows:
        # Rich would end the program with a code of its own where nobody reads any more.
        with console.capture() as drawn:
            console.print(grid)
        sys.stdout.write(drawn.get())
    left = total - table.num_rows
    what = STEPS if listing in SERIES else listing
    note = f"{total:,} {what if total != 1 else what.removesuffix('s')}" + (
        f", {table.num_rows:,} shown; --limit gives more or fewer" if left else ""
    )
    Console(stderr=True).print(note, style="dim", highlight=False)
