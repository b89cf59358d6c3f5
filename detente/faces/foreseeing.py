"""The commands on what was predicted, and whether it came true."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from detente.errors import UsageError
from detente.faces.app import FormatOption, LimitOption, StoreOption, app, draw, listed, opened, user

__all__ = ["hypotheses", "ledger", "outlook", "resolve", "scenario", "scores"]

SeriesOption = Annotated[
    Path | None,
    typer.Option("--series", metavar="CSV", help="Daily columns named like US-CN, instead of the store."),
]
PictureOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Draw it into a .svg or .png file instead.")
]


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


@app.command(
    epilog="""\b
Examples:
  detente outlook USA CHN
  detente outlook US CN --series gdelt.csv -o outlook.svg

The forecaster shown is the one its record on this very series speaks for; where the model has no skill over the
simple baseline, the baseline is shown and the note says so (docs/outlook.md)."""
)
def outlook(  # noqa: PLR0913, PLR0917  (each option of the command is an argument of the function)
    one: Annotated[str, typer.Argument(metavar="STATE", help="A state: RUS, Russia; with --series, as its columns.")],
    other: Annotated[str, typer.Argument(metavar="STATE", help="The other state.")],
    weeks: Annotated[list[int] | None, typer.Option(metavar="N", min=1, max=104, help="Weeks ahead; repeat.")] = None,
    series: SeriesOption = None,
    output: PictureOption = None,
    store: StoreOption = None,
    form: FormatOption = "table",
    limit: LimitOption = None,
) -> None:
    """Show where a relation may go, some weeks ahead, with honest odds and the record behind them."""
    from detente.tell import outlooks, states

    if series is None:
        pair = states.code(one), states.code(other)
        with opened(store) as held:
            known = outlooks.weekly(held, [pair])
    else:
        pair, known = (one, other), outlooks.weekly_of_file(series)
    found = outlooks.outlook(known, pair, weeks or ())
    if output:
        from detente.tell.outlook_charts import fan_spec

        draw(fan_spec(found, next(each for key, each in known.items() if set(key) == set(pair))), output)
        return
    listed(outlooks.outlook_table(found), form, "outlook", limit)
    for said in filter(None, (found.refusal, found.warning)):
        typer.echo(said, err=True)


@app.command(
    epilog="""\b
Examples:
  detente scenario ease.toml
  detente scenario ease.toml --series gdelt.csv --format csv

The file names states, relations to fix or push, weeks, draws and a seed; docs/outlook.md shows one."""
)
def scenario(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The scenario, TOML.")],
    series: SeriesOption = None,
    store: StoreOption = None,
    form: FormatOption = "table",
    limit: LimitOption = None,
) -> None:
    """Run a what-if forward many times: relations pulled by balance, persistence and noise as fitted to the series."""
    from detente.tell import outlooks

    if series is None:
        pairs = outlooks.scenario_pairs(file)
        with opened(store) as held:
            known = outlooks.weekly(held, pairs)
    else:
        known = outlooks.weekly_of_file(series)
    found = outlooks.scenario(known, file)
    listed(outlooks.scenario_table(found), form, "scenario", limit)
    if form == "table":
        pull = found.dynamics.balance
        told = f"{pull.value:.2f} ({pull.low:.2f} to {pull.high:.2f})" if pull else "not to be measured"
        typer.echo(f"strength of balance: {told}{', nil is not excluded' if pull and pull.nil else ''}", err=True)


@app.command(
    epilog="""\b
Example:
  detente hypotheses talks.toml

Heuer's analysis: every card against every hypothesis; the one with least against it comes first. Cards of one
origin count once. The file's form is shown in docs/outlook.md."""
)
def hypotheses(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Hypotheses and marked evidence, TOML.")],
    form: FormatOption = "table",
    limit: LimitOption = None,
) -> None:
    """Weigh competing hypotheses by what speaks against each, and name the evidence that decides."""
    from detente.tell import outlooks

    found = outlooks.weighed(file)
    listed(outlooks.hypotheses_table(found), form, "hypotheses", limit)
    if form == "table":
        typer.echo(f"decides: {', '.join(found.deciding) or 'no single card'}", err=True)
        typer.echo(
            "settled whatever is unmarked" if found.settled else "not settled: unmarked cells could turn it", err=True
        )


@app.command(
    epilog="""\b
Examples:
  detente scores
  detente scores --by outlet --format csv"""
)
def scores(
    by: Annotated[
        Literal["holder", "outlet", "state"], typer.Option(help="Whose forecasts are scored together.")
    ] = "holder",
    output: PictureOption = None,
    store: StoreOption = None,
    form: FormatOption = "table",
    limit: LimitOption = None,
) -> None:
    """Score the settled forecasts (Brier, log), with intervals, and say where they show no order."""
    from detente.foresee import scores as measures
    from detente.tell import outlooks

    with opened(store) as held:
        settled = outlooks.settled(held, by)
    if output:
        from detente.tell.outlook_charts import calibration_spec

        draw(calibration_spec(measures.calibration(settled)), output)
        return
    known = [row for row in measures.by_group(settled) if row.settled]
    listed(outlooks.scores_table(measures.ranking(known)), form, "scores", limit)
    if form == "table":
        left = sum(row.outcome is None for row in settled)
        typer.echo(f"{left} of {len(settled)} are void or open and are not scored", err=True)
