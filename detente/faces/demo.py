"""The demonstration, ``make demo``: the example corpus from articles to a cited brief, in the folder it is run in.

The corpus is the American-Soviet-Chinese triangle of 1969 to 1979, in articles written for this project.
"""

from __future__ import annotations

import sys
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from detente.config import Config
from detente.errors import DetenteError
from detente.faces.listing import printable

if TYPE_CHECKING:
    from detente.store import Store

STORE = Path(".detente-demo")
BRIEFS = (Path("demo-brief.html"), Path("demo-brief.md"))
PAIR = ("USA", "CHN")
SHOWN = 6


def main() -> int:
    """Run the demonstration; return its exit code."""
    try:
        return _run()
    except DetenteError as error:
        print(f"detente: {error}", file=sys.stderr)
        return 1


def _run() -> int:
    from detente import pipeline
    from detente.faces import adding
    from detente.store import Store
    from detente.tell import compose, render

    print(f"Reading the example articles into {STORE} ...", flush=True)
    with as_file(files("detente").joinpath("data", "example", "articles")) as folder, adding.shown(sys.stderr) as bar:
        summary = pipeline.add([folder], Config(store=STORE), bar)
    print(adding.as_text(summary, STORE))
    with Store.open(STORE) as store:
        _show_statements(store)
        brief = compose.brief(store, *PAIR)
    written = [path for output in BRIEFS for path in render.write(brief, output)]
    told, cited = len(brief.sentences), len(brief.citations)
    print(f"\nBrief on {brief.title}: {told} sentences, {cited} citations, written to {', '.join(map(str, written))}")
    print(f"Open it in a browser, no network needed:\n  {BRIEFS[0].resolve().as_uri()}")
    print(f"Or open the workbench on the same store (make serve does both):\n  .venv/bin/detente serve --store {STORE}")
    print(
        f"\nGo on with the same store:\n"
        f"  .venv/bin/detente statements --store {STORE} --actor CHN --about SUN\n"
        f"  .venv/bin/detente retellings --store {STORE} --articles\n"
        f"  .venv/bin/detente relation USA CHN --store {STORE}\n"
        f"  .venv/bin/detente ledger --store {STORE}\n"
        f"or with articles of your own:\n"
        f"  .venv/bin/detente add your-folder\n"
        f"  .venv/bin/detente statements"
    )
    return 130 if summary.interrupted else 0


def _show_statements(store: Store) -> None:
    """Print the surest direct statements, oldest first."""
    from detente.tell import answers, states
    from detente.tell.evidence import quotable

    rows = answers.statements(store, answers.StatementQuery(kind="direct", outermost=True)).to_pylist()
    surest = sorted((row for row in rows if row["said_on"] and row["actor"]), key=lambda row: -row["confidence"])[
        :SHOWN
    ]
    print(f"\nSome of the {len(rows)} direct statements:")
    for row in sorted(surest, key=lambda row: row["said_on"]):
        who = f"{row['speaker']} ({states.name(row['actor'])})"
        print(f"  {row['said_on']:<10}  {printable(who)}: {printable(quotable(row['content'], 90))}")


if __name__ == "__main__":
    raise SystemExit(main())
