"""The commands on what happened and was agreed between states."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from detente.errors import UsageError
from detente.faces.app import FormatOption, LimitOption, StoreOption, app, draw, listed, opened

__all__ = ["balance", "commitments", "deeds", "events", "positions", "relation", "shifts", "triangle"]


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


State = Annotated[str, typer.Argument(metavar="STATE", help="A state: RUS, Russia.")]
StepOption = Annotated[Literal["day", "week", "month"], typer.Option(help="The length of a step.")]
SinceOption = Annotated[str | None, typer.Option(metavar="DATE", help="First day, month or year of the window.")]
UntilOption = Annotated[str | None, typer.Option(metavar="DATE", help="Last day, month or year of the window.")]
PictureOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Draw it into a .svg or .png file instead.")
]


@app.command(
    epilog="""\b
Examples:
  detente relation USA CHN
  detente relation Russia Ukraine --step week --one-way -o war.svg
  detente relation USA SUN --since 1969 --until 1979 --format csv

The level is on PLOVER's scale, from -10 (hostile) to 10 (friendly), with intervals that hold it with
probability a half and nine tenths; a happening counts once, however many outlets copy it (docs/measures.md)."""
)
def relation(  # noqa: PLR0913, PLR0917  (each option of the command is an argument of the function)
    one: State,
    other: State,
    step: StepOption = "month",
    one_way: Annotated[bool, typer.Option("--one-way", help="Only what the first does to the other.")] = False,
    since: SinceOption = None,
    until: UntilOption = None,
    output: PictureOption = None,
    store: StoreOption = None,
    form: FormatOption = "table",
    limit: LimitOption = None,
) -> None:
    """Show how two states have been getting on, step by step, with how sure that is."""
    from detente.tell import relations, states

    with opened(store) as held:
        pair = states.code(one), states.code(other)
        found = relations.relation(held, *pair, step=step, mutual=not one_way, within=relations.window(since, until))
    if output:
        from detente.relate.shocks import shocks
        from detente.tell.relation_charts import series_spec

        draw(series_spec(found, shocks(found)), output)
    else:
        listed(relations.relation_table(found), form, "relation", limit)
        if found.left_out:
            typer.echo(f"{len(found.left_out)} reports without a date that could be placed are left out", err=True)


@app.command(
    epilog="""\b
Examples:
  detente triangle USA SUN CHN
  detente triangle USA SUN CHN --since 1969 --until 1979 -o triangle.svg

The patterns are those of Dittmer (World Politics 33, 1981), each with its probability; where none is likelier
than all others together, the triangle is undecided."""
)
def triangle(  # noqa: PLR0913, PLR0917  (each option of the command is an argument of the function)
    one: State,
    two: State,
    three: State,
    step: StepOption = "month",
    since: SinceOption = None,
    until: UntilOption = None,
    output: PictureOption = None,
    store: StoreOption = None,
    form: FormatOption = "table",
    limit: LimitOption = None,
) -> None:
    """Show the pattern between three states over time, and who is its pivot."""
    from detente.tell import relations, states

    with opened(store) as held:
        codes = states.code(one), states.code(two), states.code(three)
        if len(set(codes)) < 3:
            raise UsageError("a triangle has three different states")
        found = relations.triangle(held, codes, step=step, within=relations.window(since, until))
    if output:
        from detente.tell.relation_charts import triangle_spec

        draw(triangle_spec(found), output)
    else:
        listed(relations.triangle_table(found), form, "triangle", limit)


@app.command(
    epilog="""\b
Examples:
  detente balance
  detente balance USA SUN CHN VNM JPN --at 1979-12"""
)
def balance(
    states_: Annotated[
        list[str] | None, typer.Argument(metavar="[STATE]...", help="Up to 20; else the eight met most.")
    ] = None,
    at: Annotated[
        str | None, typer.Option(metavar="MONTH", help="1979-12; else the last.", show_default="last")
    ] = None,
    store: StoreOption = None,
    form: FormatOption = "table",
    limit: LimitOption = None,
) -> None:
    """Split states into the two camps that go against the fewest ties (structural balance, exact)."""
    from detente.tell import relations, states

    with opened(store) as held:
        found = relations.balance(held, [states.code(each) for each in states_ or ()], at=at)
    listed(relations.balance_table(found), form, "balance", limit)
    if form == "table":
        camps = " against ".join(", ".join(states.name(code) for code in camp) or "nobody" for camp in found.camps)
        typer.echo(f"{camps}; {found.frustration} of {len(found.ties)} ties go against it", err=True)


@app.command(
    epilog="""\b
Examples:
  detente deeds USA CHN
  detente deeds CHN VNM --since 1978 --until 1979"""
)
def deeds(  # noqa: PLR0913, PLR0917  (each option of the command is an argument of the function)
    source: State,
    target: State,
    since: SinceOption = None,
    until: UntilOption = None,
    store: StoreOption = None,
    form: FormatOption = "table",
    limit: LimitOption = None,
) -> None:
    """Set what one state says to another against what it does: this project's own measure (docs/measures.md)."""
    from detente.tell import relations, states

    window = relations.window(since, until)
    with opened(store) as held:
        found = relations.deeds(held, states.code(source), states.code(target), [window] if window else ())
    listed(relations.deeds_table(found), form, "deeds", limit)


ActorOption = Annotated[str | None, typer.Option(metavar="STATE", help="Whose line: RUS, Russia.")]
SubjectOption = Annotated[
    str | None, typer.Option("--on", metavar="WORDS", help="The subject in a few words; else those that come back.")
]


@app.command(
    epilog="""\b
Examples:
  detente positions --actor RUS --on "alliance with China"
  detente positions --on sanctions --format jsonl"""
)
def positions(
    actor: ActorOption = None,
    on: SubjectOption = None,
    store: StoreOption = None,
    form: FormatOption = "table",
    limit: LimitOption = None,
) -> None:
    """Show a state's line on a subject, oldest first: agreement or refusal, how strong, new or said again."""
    from detente.tell import relations, states

    with opened(store) as held:
        found = relations.positions(held, states.code(actor) if actor else None, on)
        listed(relations.positions_table(held, found), form, "positions", limit)


@app.command(
    epilog="""\b
Examples:
  detente shifts --actor RUS --on "alliance with China"
  detente shifts --format jsonl"""
)
def shifts(
    actor: ActorOption = None,
    on: SubjectOption = None,
    store: StoreOption = None,
    form: FormatOption = "table",
    limit: LimitOption = None,
) -> None:
    """List where a line moved beyond its uncertainty, with both sentences."""
    from detente.tell import relations, states

    with opened(store) as held:
        found = relations.positions(held, states.code(actor) if actor else None, on)
        listed(relations.shifts_table(found), form, "shifts", limit)
