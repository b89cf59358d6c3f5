"""What every command shares: the application they belong to, their common options, opening and showing."""

from __future__ import annotations

import contextlib
import getpass
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.config import default_store
from detente.errors import DetenteError, UsageError
from detente.faces.listing import Format, show

if TYPE_CHECKING:
    import pyarrow as pa

    from detente.store import Store

# Lines a table shows unless told otherwise: what one can still scroll through.
TABLE_ROWS = 50

app = typer.Typer(
    name="detente",
    help="Read the news between states and keep, with the exact words as proof, who said what about whom, and when.",
    epilog="Begin with: detente add FOLDER, then: detente statements, or: detente brief RUS CHN -o brief.html",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

StoreOption = Annotated[
    Path | None,
    typer.Option("--store", metavar="DIR", help="Folder of the store; else DETENTE_STORE, else ./.detente."),
]
FormatOption = Annotated[
    Format, typer.Option("--format", help="A table for reading, or every field for a program.", show_default=True)
]
LimitOption = Annotated[
    int | None, typer.Option("--limit", metavar="N", min=0, help=f"Most rows; a table shows {TABLE_ROWS} unless told.")
]


def opened(store: Path | None) -> Store:
    """Open the store a command was given, or the default one; raises as ``Store.open`` does."""
    from detente.store import Store

    return Store.open(store or default_store())


def listed(table: pa.Table, form: Format, listing: str, limit: int | None) -> None:
    """Print a listing; a table is cut to what one can scroll through unless a limit is given."""
    with while_read():
        show(table, form, listing, TABLE_ROWS if limit is None and form == "table" else limit)


@contextlib.contextmanager
def while_read() -> Iterator[None]:
    """End as a program ends whose reader has gone (``| head``): silently, with the code of SIGPIPE."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(141) from None


def user() -> str:
    """Return the name of who is logged in, for decisions; ``reader`` where the system knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "reader"


def draw(spec: dict[str, Any], output: Path) -> None:
    """Draw a Vega-Lite picture into an .svg or .png file; raises UsageError for another, DetenteError if it fails."""
    from detente.tell import relation_charts

    suffix = output.suffix.lower()
    if suffix not in {".svg", ".png"}:
        raise UsageError(f"{output}: a picture is drawn as .svg or .png")
    drawn = relation_charts.svg(spec).encode() if suffix == ".svg" else relation_charts.png(spec)
    try:
        output.write_bytes(drawn)
    except OSError as error:
        raise DetenteError(f"the picture could not be written to {output}: {error.strerror}") from error
    typer.echo(f"wrote {output}", err=True)
