"""The commands that keep a store whole: check and repair."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from detente.config import default_store
from detente.faces.app import StoreOption, app

if TYPE_CHECKING:
    from detente.store.check import Fault

__all__ = ["check", "repair"]

FormOption = Annotated[Literal["text", "json"], typer.Option("--format", help="Lines for reading, or JSON lines.")]


@app.command(
    epilog="""\b
Examples:
  detente check
  detente check --store ~/russia --format json"""
)
def check(store: StoreOption = None, form: FormOption = "text") -> None:
    """Look whether the store is whole; end with code 1 if it is not.

    Every file of what was read against its hash, the published store against that, every span against its text, every
    reference, the search index, the decisions. Nothing is changed.
    """
    from detente.store.check import check as checked

    count = 0
    for fault in checked(store or default_store()):
        count += 1
        typer.echo(_line(fault, form))
    if form == "text":
        typer.echo(f"{count:,} faults" if count else "the store is whole")
    if count:
        raise typer.Exit(1)


@app.command(
    epilog="""\b
Example:
  detente repair && detente check"""
)
def repair(store: StoreOption = None, form: FormOption = "text") -> None:
    """Mend what can be mended.

    What was read and is damaged is set aside, and its sources are named, to be added again; the published store and
    its search index are made anew from the rest. Ends with code 1 if something is left to do.
    """
    from detente.pipeline import detente_stages, relate
    from detente.store.check import repair as repaired

    folder = Path(store or default_store())
    done = repaired(folder, functools.partial(relate, detente_stages()))
    for fault in (*done.found, *done.left):
        typer.echo(_line(fault, form))
    if form == "text":
        mended = len(done.found) - len(done.left)
        typer.echo(f"mended    {mended:,} of {len(done.found):,}" if done.found else "the store is whole")
        for place in done.aside:
            typer.echo(f"aside     {place}")
        for path in done.again:
            typer.echo(f"add again {path}")
    if done.left or done.again:
        raise typer.Exit(1)


def _line(fault: Fault, form: str) -> str:
    if form == "json":
        told = {"what": fault.what, "where": fault.where, "reason": fault.reason, "remedy": fault.remedy}
        return json.dumps(told, ensure_ascii=False)
    return f"{fault.what}: {fault.where}: {fault.reason}; {fault.remedy}"
