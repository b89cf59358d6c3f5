"""The commands on what was predicted, and whether it came true."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from detente.errors import UsageError
from detente.faces.app import FormatOption, LimitOption, StoreOption, app, listed, opened, user

__all__ = ["ledger", "resolve"]


@app.command(
    epilog="""\b
Examples:
  detente ledger
  detente ledger --outcome open --holder lavrov
  detente ledger --format csv > ledger.csv

A forecast that is repeated or copied is one entry with several sources. The odds are the range its words are
read as (ICD 203 where it has them). "true? (80%)" is proposed, not decided: detente resolve decides."""
)
def ledger(
    outcome: Annotated[Literal["true", "false", "void", "open"] | None, typer.Option(help="How it stands.")] = None,
    holder: Annotated[str | None, typer.Option(metavar="WORDS", help="Letters of the holder's name.")] = None,
    store: StoreOption = None,
    form: FormatOption = "table",
    limit: LimitOption = None,
) -> None:
    """List every forecast once: who held it, how sure, by when, and whether it came true."""
    from detente.tell import ledger as told

    with opened(store) as held:
        table = told.ledger(held, outcome=outcome, holder=holder)
        listed(table, form, "ledger", limit)
        if form == "table" and table.num_rows:
            outcomes = table.column("outcome").to_pylist()
            shares = ", ".join(f"{outcomes.count(each)} {each}" for each in ("true", "false", "void", "open"))
            typer.echo(f"{shares}; {sum(table.column('vague').to_pylist())} vague", err=True)


@app.command(
    epilog="""\b
Examples:
  detente resolve 0f3c5a9be1d27468 --outcome true --evidence 77aa01be93c4d5e6 --reason "the talks opened"
  detente resolve 0f3c5a9be1d27468 --undo"""
)
def resolve(  # noqa: PLR0913, PLR0917  (each option of the command is an argument of the function)
    forecast: Annotated[str, typer.Argument(metavar="ID", help="The forecast's id in the ledger.")],
    outcome: Annotated[
        Literal["true", "false", "void", "open"] | None, typer.Option(help="What came of it; void: it cannot be said.")
    ] = None,
    evidence: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="A statement or event it rests on; may be repeated.")
    ] = None,
    reason: Annotated[str | None, typer.Option(metavar="WORDS", help="Why.")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take the decision in force back.")] = False,
    author: Annotated[str | None, typer.Option(metavar="NAME", help="Who decides.", show_default="you")] = None,
    store: StoreOption = None,
) -> None:
    """Decide what came of a forecast. The decision is logged and can be undone; no rebuild of the store touches it."""
    from detente.tell import ledger as told

    by = author or user()
    with opened(store) as held:
        if undo == (outcome is not None):
            raise UsageError("say --outcome, or --undo, one of the two")
        if outcome is None:
            made = told.undo(held, forecast, author=by, reason=reason)
        else:
            made = told.decide(held, forecast, outcome, evidence=evidence or (), author=by, reason=reason)
    typer.echo(f"decision {made.id} by {made.author}: {outcome or 'undone'}")
