"""The commands on what happened and was agreed between states."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from detente.faces.app import FormatOption, LimitOption, StoreOption, app, listed, opened

__all__ = ["commitments", "events"]


@app.command(
    epilog="""\b
Examples:
  detente events --source RUS --target USA
  detente events --type CONSULT --since 1972 --until 1973-06
  detente events --status happened --format csv > events.csv

Types and modes are those of PLOVER, cameo is the two-digit CAMEO root, intensity the published PLOVER score from
-10 to 10. An event between equals is a row each way; reports of one happening share its id. An event without a date
is placed by the day of its article."""
)
def events(  # noqa: PLR0913, PLR0917  (each option of the command is an argument of the function)
    source: Annotated[str | None, typer.Option(metavar="STATE", help="The state that acts: RUS, Russia.")] = None,
    target: Annotated[str | None, typer.Option(metavar="STATE", help="The state acted on.")] = None,
    type_: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="A type of PLOVER: CONSULT.")] = None,
    status: Annotated[
        Literal["happened", "scheduled", "denied", "hypothetical"] | None, typer.Option(help="Whether it took place.")
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="2021, 2021-05 or 2021-05-24.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="The last day, month or year.")] = None,
    least: Annotated[float, typer.Option(metavar="P", help="Leave out events less sure than this.")] = 0.0,
    store: StoreOption = None,
    form: FormatOption = "table",
    limit: LimitOption = None,
) -> None:
    """List who did what to whom, when and where."""
    from detente.tell import answers, states

    criteria = answers.EventQuery(
        source=states.code(source) if source and source.strip() else source,
        target=states.code(target) if target and target.strip() else target,
        type=type_,
        status=status,
        since=since,
        until=until,
        least=least,
    )
    with opened(store) as held:
        listed(answers.events(held, criteria), form, "events", limit)


@app.command(
    epilog="""\b
Examples:
  detente commitments
  detente commitments --party CHN --format jsonl"""
)
def commitments(
    party: Annotated[str | None, typer.Option(metavar="STATE", help="A state that is bound: CHN, China.")] = None,
    store: StoreOption = None,
    form: FormatOption = "table",
    limit: LimitOption = None,
) -> None:
    """List what states bind themselves to: agreements, promises, announced next steps."""
    from detente.tell import answers, states

    with opened(store) as held:
        listed(answers.commitments(held, states.code(party) if party else None), form, "commitments", limit)
