"""``detente corrections``: what people corrected, listed, undone, and exported as test cases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from detente.errors import DetenteError
from detente.faces.app import FormatOption, LimitOption, StoreOption, app, listed, opened, user

__all__ = ["corrections"]


@app.command(
    epilog="""\b
Examples:
  detente corrections
  detente corrections --undo 3
  detente corrections --export cases.jsonl

Corrections are made on a statement's page of detente serve --write. They are kept apart from the store and survive a
new reading. Each line of the export is a test case: the article's address, the span, its words, the field, what was
found and what is right."""
)
def corrections(
    undo: Annotated[int | None, typer.Option(metavar="ID", help="Undo this one; an earlier one holds again.")] = None,
    export: Annotated[Path | None, typer.Option(metavar="FILE", help="Write them as test cases (JSON Lines).")] = None,
    store: StoreOption = None,
    form: FormatOption = "table",
    limit: LimitOption = None,
) -> None:
    """List what was corrected, by whom and when."""
    from detente.tell import corrections as told

    with opened(store) as held:
        if undo is not None:
            told.undo(held, undo, author=user())
        if export is None:
            listed(told.table(held), form, "corrections", limit)
            return
        cases = told.cases(held)
    try:
        lines = "".join(json.dumps(case, ensure_ascii=False) + "\n" for case in cases)
        export.write_text(lines, encoding="utf-8")
    except OSError as error:
        raise DetenteError(f"the cases could not be written to {export}: {error.strerror}") from error
    typer.echo(f"wrote {export}: {len(cases):,}", err=True)
