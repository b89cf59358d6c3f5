"""The command line: ``detente``. Heavy libraries are loaded by the command that needs them, not before."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import typer

from detente.config import MEGABYTE, Config, EngineName, default_store
from detente.errors import DetenteError, UsageError
from detente.faces import correcting as _correcting  # noqa: F401  (its command registers itself)
from detente.faces import exporting as _exporting  # noqa: F401  (its command registers itself)
from detente.faces import foreseeing as _foreseeing  # noqa: F401  (its commands register themselves)
from detente.faces import keeping as _keeping  # noqa: F401  (its commands register themselves)
from detente.faces import relating as _relating  # noqa: F401  (its commands register themselves)
from detente.faces import serving as _serving  # noqa: F401  (its command registers itself)
from detente.faces import travelling as _travelling  # noqa: F401  (its commands register themselves)
from detente.faces import watching as _watching  # noqa: F401  (its commands register themselves)
from detente.faces.app import FormatOption, LimitOption, StoreOption, app, listed, opened, while_read
from detente.faces.listing import visible

if TYPE_CHECKING:
    from detente.store import Store
    from detente.tell.brief import Brief

__all__ = ["app", "main"]

# States a notice names.
NAMED_MOST = 3


def _print_version(wanted: bool = True) -> None:
    from detente import __version__

    if wanted:
        typer.echo(f"detente {__version__}")
        raise typer.Exit


@app.callback()
def root(
    _: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Print the version and exit.")
    ] = False,
) -> None:
    """Take what is said before any command."""


@app.command(
    epilog="""\b
Examples:
  detente add articles/
  detente add report.pdf clippings/ --store ~/russia --strict
  detente add CC-NEWS-20240301.warc.gz
  detente add wire.csv --map text=story,title=slug,published=day
  detente add https://www.example.org/news/talks.html"""
)
def add(  # noqa: PLR0913, PLR0917  (each option of the command is an argument of the function)
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Files, folders, and addresses (https://...).")],
    store: StoreOption = None,
    engine: Annotated[
        EngineName, typer.Option(help="This process, several, or a Ray cluster (RAY_ADDRESS); the result is the same.")
    ] = "processes",
    workers: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Processes at work at once.", show_default="one a core")
    ] = None,
    max_size: Annotated[int, typer.Option(min=1, metavar="MB", help="Larger files are not read.")] = 20,
    strict: Annotated[
        bool, typer.Option("--strict", help="End with code 1 if anything was skipped, now or before.")
    ] = False,
    retry: Annotated[bool, typer.Option("--retry", help="Try again what was skipped before.")] = False,
    columns: Annotated[
        str, typer.Option("--map", metavar="FIELD=COLUMN,...", help="Which columns of a table hold what.")
    ] = "",
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from this machine and its own network, too.")
    ] = False,
    form: Annotated[Literal["text", "json"], typer.Option("--format", help="How the summary is printed.")] = "text",
) -> None:
    """Read articles into the store.

    Text, HTML, Markdown, PDF, DOCX and EML files, and folders of them; and files that hold many articles: WARC, JSONL,
    CSV, Parquet, mbox, saved feeds, a Telegram export. Nothing is fetched but the addresses named, as robots.txt
    allows. What was read before is not read again; the run may be stopped at any moment and started again.
    """
    from detente import pipeline
    from detente.faces import adding, fetching
    from detente.read.fetch import Fetcher, Manners
    from detente.read.tables import parse_mapping

    default = Config()
    config = Config(
        store=store or default_store(),
        engine=engine,
        workers=workers or default.workers,
        max_bytes=max_size * MEGABYTE,
        columns=parse_mapping(columns),
    )
    addresses = [path for path in paths if path.startswith(fetching.HTTP)]
    fetcher = Fetcher(Manners(max_bytes=config.max_bytes, allow_private=allow_private))
    also = fetching.fetched(addresses, fetcher, config.store) if addresses else ()
    try:
        with adding.shown(sys.stderr) as progress:
            files = [path for path in paths if path not in addresses]
            summary = pipeline.add(files, config, progress, retry=retry, also=also)
    except KeyboardInterrupt:
        typer.echo(f"stopped; {adding.KEPT}", err=True)
        raise typer.Exit(130) from None
    typer.echo(adding.as_json(summary) if form == "json" else adding.as_text(summary, config.store))
    if summary.interrupted:
        raise typer.Exit(130)
    if strict and (summary.skipped or summary.known_skipped):
        raise typer.Exit(1)


@app.command(
    epilog="""\b
Example:
  detente articles --format csv > articles.csv"""
)
def articles(store: StoreOption = None, form: FormatOption = "table", limit: LimitOption = None) -> None:
    """List the articles."""
    from detente.tell import answers

    with opened(store) as held:
        listed(answers.articles(held), form, "articles", limit)


@app.command(
    epilog="""\b
Examples:
  detente statements --speaker lavrov --about china
  detente statements --actor RUS --since 2021-05 --until 2021-06-15
  detente statements --about USA --stance conflictual --venue "press conference"
  detente statements --format jsonl | jq .content

A statement is placed in time by the day it was said, or else by the date of its article. A date known only
to the month or the year is kept when any of its days lies between the limits.

Offsets (start, end) are characters, the first of them 0: of the decoded file for .txt and .md, and for
other formats of the text that detente took from it, which detente text prints."""
)
def statements(  # noqa: PLR0913, PLR0917  (each option of the command is an argument of the function)
    speaker: Annotated[str | None, typer.Option(metavar="WORDS", help="Words of the speaker's name.")] = None,
    actor: Annotated[str | None, typer.Option(metavar="STATE", help="The state spoken for: RUS, Russia.")] = None,
    about: Annotated[str | None, typer.Option(metavar="STATE", help="A state spoken about.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="2021, 2021-05 or 2021-05-24.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="The last day, month or year.")] = None,
    outlet: Annotated[str | None, typer.Option(metavar="WORDS", help="Part of the outlet's name.")] = None,
    kind: Annotated[Literal["direct", "indirect", "mixed"] | None, typer.Option(help="How it is worded.")] = None,
    mode: Annotated[
        Literal["saying", "belief", "intention"] | None, typer.Option(help="Said, held to be so, or intended.")
    ] = None,
    stance: Annotated[
        Literal["cooperative", "neutral", "conflictual"] | None,
        typer.Option(help="The speaker's stance toward --about, or toward any state."),
    ] = None,
    venue: Annotated[
        str | None, typer.Option(metavar="VENUE", help="Where it was said: call, interview, press conference.")
    ] = None,
    outermost: Annotated[bool, typer.Option("--outermost", help="Leave out statements inside another.")] = False,
    store: StoreOption = None,
    form: FormatOption = "table",
    limit: LimitOption = None,
) -> None:
    """List who said what, about whom, when and through whom."""
    from detente.tell import answers, states

    criteria = answers.StatementQuery(
        speaker=speaker,
        actor=states.code(actor) if actor and actor.strip() else actor,
        about=states.code(about) if about and about.strip() else about,
        since=since,
        until=until,
        outlet=outlet,
        kind=kind,
        mode=mode,
        stance=stance,
        venue=venue,
        outermost=outermost,
    )
    with opened(store) as held:
        listed(answers.statements(held, criteria=criteria), form, "statements", limit)


@app.command(
    epilog="""\b
Examples:
  detente text articles/talks.html
  detente text 0f3c5a9be1d27468 > talks.txt"""
)
def text(
    article: Annotated[str, typer.Argument(metavar="ID", help="The article's id, or its path as it was given.")],
    store: StoreOption = None,
) -> None:
    """Print the exact text of an article.

    Offsets are characters of this text.
    """
    from detente.tell import answers

    with opened(store) as held:
        exact = answers.text(held, article)
    with while_read():
        sys.stdout.write(visible(exact) if sys.stdout.isatty() else exact)


@app.command(
    epilog="""\b
Example:
  detente forecasts --limit 10"""
)
def forecasts(store: StoreOption = None, form: FormatOption = "table", limit: LimitOption = None) -> None:
    """List claims whose truth the future decides."""
    from detente.tell import answers

    with opened(store) as held:
        listed(answers.forecasts(held), form, "forecasts", limit)


@app.command()
def rejects(store: StoreOption = None, form: FormatOption = "table", limit: LimitOption = None) -> None:
    """List what was skipped, with the reason."""
    from detente.tell import answers

    with opened(store) as held:
        listed(answers.rejects(held), form, "rejects", limit)


@app.command(
    epilog="""\b
Examples:
  detente brief RUS CHN -o brief.html
  detente brief "United States" China | less"""
)
def brief(
    one: Annotated[str, typer.Argument(metavar="STATE", help="A state: RUS, Russia.")],
    other: Annotated[str, typer.Argument(metavar="STATE", help="The other state.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="A .html, .md, .docx or .pdf file; else Markdown."),
    ] = None,
    store: StoreOption = None,
) -> None:
    """Write a cited brief on two states.

    Every sentence carries the exact words it rests on. An HTML brief is one file that opens without a network and holds
    the articles it cites; beside a Markdown brief its pictures are written as SVG files. PDF needs the extra "pdf".
    """
    from detente.tell import compose, render

    target = None if output is None else render.checked(output)
    with opened(store) as held:
        written = compose.brief(held, one, other)
        if not written.coverage.articles:
            typer.echo(_nothing_on_both(held, written), err=True)
    if target is None:
        with while_read():
            print(render.markdown(written), end="")
        return
    for path in render.write(written, target):
        typer.echo(f"wrote {path}", err=True)


@app.command()
def version() -> None:
    """Print the version."""
    _print_version()


def _nothing_on_both(store: Store, brief: Brief) -> str:
    from detente.tell import answers

    most = ", ".join(answers.named_most(store, NAMED_MOST))
    known = f"the store names {most} most" if most else "the store names no state"
    return f"no stored article names both states of {brief.title}; {known}"


def main() -> NoReturn:
    """Run the command line; what was wrong is said in one line, with exit code 2 for the call, 1 for anything else."""
    for stream in (sys.stdout, sys.stderr):
        # Whatever the locale, what is printed is UTF-8; a file name that is not is shown escaped.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]  # both are text files
    try:
        app(prog_name="detente")
    except UsageError as error:
        _end(str(error), 2)
    except DetenteError as error:
        _end(str(error), 1)
    raise SystemExit(0)


def _end(message: str, code: int) -> NoReturn:
    print(f"detente: {message}", file=sys.stderr)
    raise SystemExit(code)


if __name__ == "__main__":
    main()
