"""The commands on how texts travel: retellings, what changed in the words, where words come from, stories, naming."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.errors import UsageError
from detente.faces.app import FormatOption, LimitOption, StoreOption, app, listed, opened

__all__ = ["compare", "naming", "readouts", "retellings", "spinning", "stories", "trace"]

One = Annotated[str, typer.Argument(metavar="A", help="An article: its id, or its path as it was given.")]
Other = Annotated[str, typer.Argument(metavar="B", help="The other article.")]


@app.command(
    epilog="""\b
Examples:
  detente retellings --articles
  detente retellings --families
  detente retellings --format jsonl

A family is the articles that render one text, be it by way of a third. Sources are the articles that were there before
one and share passages with it; origins counts them, those that render one another once."""
)
def retellings(
    by_article: Annotated[
        bool, typer.Option("--articles", help="Pairs of articles with the share of words they share.")
    ] = False,
    by_family: Annotated[
        bool, typer.Option("--families", help="Articles by family: which was made from which, and its sources.")
    ] = False,
    store: StoreOption = None,
    form: FormatOption = "table",
    limit: LimitOption = None,
) -> None:
    """List passages of one article that render a passage of another."""
    from detente.tell import answers, origins

    if by_article and by_family:
        raise UsageError("--articles and --families are two listings; name one")
    with opened(store) as held:
        if by_family:
            listed(origins.families(held), form, "families", limit)
        elif by_article:
            listed(answers.pairs(held), form, "pairs", limit)
        else:
            listed(answers.retellings(held), form, "retellings", limit)


@app.command(
    epilog="""\b
Examples:
  detente compare articles/talks.txt articles/talks-again.txt
  detente compare 0f3c5a9be1d27468 7711f0d4c2aa9b03 --format csv > changes.csv

Changes: attribution lost or gained, made indirect or direct, hedge lost or gained, negation lost or gained,
modality, tense, number, date or name changed, loaded word lost or gained, softened, hardened, omitted, added,
reordered. Two accounts of one meeting that do not copy each other are for detente readouts."""
)
def compare(
    a: One, b: Other, store: StoreOption = None, form: FormatOption = "table", limit: LimitOption = None
) -> None:
    """Show what changed from one article to another, passage by passage."""
    from detente.tell import comparing

    with opened(store) as held:
        listed(comparing.compare(held, a, b), form, "changes", limit)


@app.command(
    epilog="""\b
Examples:
  detente readouts kremlin.txt whitehouse.txt
  detente readouts kremlin.txt whitehouse.txt --format json"""
)
def readouts(
    a: One, b: Other, store: StoreOption = None, form: FormatOption = "table", limit: LimitOption = None
) -> None:
    """Set two accounts of one meeting or call side by side, clause by clause.

    A clause is said by both, by one alone, or by both in other words.
    """
    from detente.tell import comparing

    with opened(store) as held:
        listed(comparing.readouts(held, a, b), form, "points", limit)


@app.command(
    epilog="""\b
Examples:
  detente trace "solid as a rock"
  detente trace "harvest embargo" --format jsonl
  detente trace 5ac1d274680f3b4e

All the words must be there, in whatever order and form; the other reports of an utterance found, and passages that
render a sentence found, are listed with it. Changes are those from the earliest report of the same utterance,
or from the sentence that is rendered. The id of an utterance (detente statements) gives all its reports."""
)
def trace(
    words: Annotated[
        str, typer.Argument(metavar="WORDS", help="Words that were said or written, or the id of an utterance.")
    ],
    store: StoreOption = None,
    form: FormatOption = "table",
    limit: LimitOption = None,
) -> None:
    """Follow words to their earliest form, with every wording since, by whom, in order of date."""
    from detente.tell import tracing

    with opened(store) as held:
        listed(tracing.trace(held, words), form, "wordings", limit)


@app.command(
    epilog="""\b
Examples:
  detente stories
  detente stories 4be1d274680f3c5a"""
)
def stories(
    identity: Annotated[
        str | None, typer.Argument(metavar="ID", help="A story: its articles and their origins.")
    ] = None,
    store: StoreOption = None,
    form: FormatOption = "table",
    limit: LimitOption = None,
) -> None:
    """List stories: articles about the same happening, and how many of them are independent of each other."""
    from detente.tell import comparing

    with opened(store) as held:
        if identity is None:
            listed(comparing.stories(held), form, "stories", limit)
        else:
            listed(comparing.story(held, identity), form, "story articles", limit)


@app.command(
    epilog="""\b
Examples:
  detente spinning
  detente spinning articles/repost.html
  detente spinning 0f3c5a9be1d27468 --format jsonl

Traces: inside a word (a synonym put where other letters go on), rare synonym (one much rarer than the common word),
glued words, stray mark. English only. The probability is a convention, not calibrated: read the traces."""
)
def spinning(
    article: Annotated[
        str | None, typer.Argument(metavar="ARTICLE", help="An article, its id or path: the traces in it.")
    ] = None,
    store: StoreOption = None,
    form: FormatOption = "table",
    limit: LimitOption = None,
) -> None:
    """Tell which articles a machine has spun or mangled, and the traces that show it."""
    from detente.tell import origins

    with opened(store) as held:
        if article is None:
            listed(origins.spinning(held), form, "spinning", limit)
        else:
            listed(origins.traces(held, article), form, "traces", limit)


@app.command(
    epilog="""\b
Examples:
  detente naming "Morning Herald" "Evening Post"
  detente naming herald post --format json"""
)
def naming(
    one: Annotated[str, typer.Argument(metavar="OUTLET", help="Part of an outlet's name.")],
    other: Annotated[str, typer.Argument(metavar="OUTLET", help="Part of the other's.")],
    store: StoreOption = None,
    form: FormatOption = "table",
    limit: LimitOption = None,
) -> None:
    """List what two outlets call the same actors, with counts, those they name most differently first."""
    from detente.tell import comparing

    with opened(store) as held:
        listed(comparing.naming(held, one, other), form, "actors", limit)
