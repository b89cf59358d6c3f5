"""Detente reads the news between states and keeps who said what, with the exact words as proof.

The verbs of the command line, in Python::

    import detente

    detente.add(["articles/"], store="my-store")
    for row in detente.statements(store="my-store", speaker="lavrov").to_pylist():
        print(row["speaker"], row["content"])
    detente.brief("RUS", "CHN", store="my-store", output="brief.html")

Every listing is a ``pyarrow.Table`` (``.to_pylist()``, ``.to_pandas()``); ``store`` defaults to ``DETENTE_STORE``, else
``./.detente``. The nouns are in :mod:`detente.model`, what can go wrong in :mod:`detente.errors`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from detente.config import Config, default_store
from detente.errors import DetenteError

# What a verb needs is imported when it is called: importing detente takes milliseconds.
if TYPE_CHECKING:
    from typing import Unpack

    import pyarrow as pa

    from detente.model import Mode, Stance, StatementKind
    from detente.pipeline import Progress, Summary
    from detente.relate.series import Step as Length
    from detente.store import Store
    from detente.tell.brief import Brief

__version__ = metadata.version("detente")
__all__ = [
    "Config",
    "DetenteError",
    "add",
    "articles",
    "brief",
    "code_event",
    "commitments",
    "compare",
    "events",
    "export",
    "forecasts",
    "ledger",
    "naming",
    "pairs",
    "positions",
    "readouts",
    "rejects",
    "relation",
    "retellings",
    "search",
    "shifts",
    "statements",
    "stories",
    "text",
    "trace",
    "triangle",
]

Folder = str | Path | None


class Criteria(TypedDict, total=False):
    """Which statements are asked for; see ``detente.tell.answers.StatementQuery``. States by code or name."""

    speaker: str
    actor: str
    about: str
    since: str
    until: str
    outlet: str
    kind: StatementKind
    mode: Mode
    stance: Stance
    venue: str
    outermost: bool


def add(
    paths: Sequence[str | Path],
    *,
    store: Folder = None,
    config: Config | None = None,
    progress: Callable[[Progress], None] | None = None,
    retry: bool = False,
) -> Summary:
    """Read files and folders into the store; what it has read before is not read again.

    Args:
        paths: files and folders.
        store: folder of the store; overrides the configuration's.
        config: how the run is made.
        progress: is told how far the run is.
        retry: try again what gave no article before.

    Raises:
        DetenteError: see ``detente.pipeline.add``.
    """
    from dataclasses import replace

    from detente import pipeline

    chosen = config or Config()
    return pipeline.add(paths, replace(chosen, store=Path(store)) if store else chosen, progress, retry=retry)


def articles(*, store: Folder = None) -> pa.Table:
    """Return the articles; columns as ``detente.tell.answers.articles`` says."""
    from detente.tell import answers

    with _open(store) as opened:
        return answers.articles(opened)


def statements(*, store: Folder = None, **criteria: Unpack[Criteria]) -> pa.Table:
    """Return the statements that meet all criteria; columns as ``detente.tell.answers.statements`` says.

    Raises:
        UsageError: a state or a date is not known, or a criterion is empty.
    """
    from detente.tell import answers, states

    named = dict(criteria)
    for key in ("actor", "about"):
        if str(named.get(key) or "").strip():
            named[key] = states.code(str(named[key]))
    with _open(store) as opened:
        return answers.statements(opened, answers.StatementQuery(**named))  # type: ignore[arg-type]  # typed by Criteria


def text(article: str, *, store: Folder = None) -> str:
    """Return the exact text of an article, in whose characters all offsets count; see ``detente.tell.answers.text``.

    Args:
        article: its id (column ``id`` of the articles), or its path as the listings give it.
        store: folder of the store.

    Raises:
        UsageError: the store holds no such article.
    """
    from detente.tell import answers

    with _open(store) as opened:
        return answers.text(opened, article)


def forecasts(*, store: Folder = None) -> pa.Table:
    """Return the forecasts; columns as ``detente.tell.answers.forecasts`` says."""
    from detente.tell import answers

    with _open(store) as opened:
        return answers.forecasts(opened)


def retellings(*, store: Folder = None) -> pa.Table:
    """Return the passage pairs; columns as ``detente.tell.answers.retellings`` says."""
    from detente.tell import answers

    with _open(store) as opened:
        return answers.retellings(opened)


def pairs(*, store: Folder = None) -> pa.Table:
    """Return the article pairs that render one text; columns as ``detente.tell.answers.pairs`` says."""
    from detente.tell import answers

    with _open(store) as opened:
        return answers.pairs(opened)


def compare(a: str, b: str, *, store: Folder = None) -> pa.Table:
    """Return what changed from one article to another; columns as ``detente.tell.comparing.compare`` says.

    Args:
        a: an article's id, or its path as the listings give it.
        b: the other's.
        store: folder of the store.

    Raises:
        UsageError: the store holds no such article, or the two are one.
    """
    from detente.tell import comparing

    with _open(store) as opened:
        return comparing.compare(opened, a, b)


def readouts(a: str, b: str, *, store: Folder = None) -> pa.Table:
    """Return two accounts of one meeting clause by clause; columns as ``detente.tell.comparing.readouts`` says.

    Raises:
        UsageError: the store holds no such article, or the two are one.
    """
    from detente.tell import comparing

    with _open(store) as opened:
        return comparing.readouts(opened, a, b)


def trace(words: str, *, store: Folder = None) -> pa.Table:
    """Return every wording of something, the earliest first; columns as ``detente.tell.tracing.trace`` says.

    Raises:
        UsageError: there are no words to look for.
    """
    from detente.tell import tracing

    with _open(store) as opened:
        return tracing.trace(opened, words)


def stories(*, store: Folder = None) -> pa.Table:
    """Return articles about the same happening together; columns as ``detente.tell.comparing.stories`` says."""
    from detente.tell import comparing

    with _open(store) as opened:
        return comparing.stories(opened)


def naming(one: str, other: str, *, store: Folder = None) -> pa.Table:
    """Return what two outlets call the same actors; columns as ``detente.tell.comparing.naming`` says.

    Raises:
        UsageError: no outlet, or several, go by such a name, or the two are one.
    """
    from detente.tell import comparing

    with _open(store) as opened:
        return comparing.naming(opened, one, other)


def code_event(sentence: str, source: str, target: str) -> str:
    """Return the PLOVER type of what one named side does to the other in an English sentence; it always answers.

    Args:
        sentence: the words that report it.
        source: who acts, in words of the sentence.
        target: who is acted on, in words of the sentence.

    Raises:
        ModelMissingError: the English model is not installed.
    """
    from detente.extract.events import code_event as coded

    return coded(sentence, source, target)


def events(*, store: Folder = None) -> pa.Table:
    """Return who did what to whom; columns as ``detente.tell.answers.events`` says."""
    from detente.tell import answers

    with _open(store) as opened:
        return answers.events(opened)


def commitments(*, store: Folder = None) -> pa.Table:
    """Return what states bind themselves to; columns as ``detente.tell.answers.commitments`` says."""
    from detente.tell import answers

    with _open(store) as opened:
        return answers.commitments(opened)


def search(text: str, *, store: Folder = None, most: int = 100) -> pa.Table:
    """Return the statements that meet a search, the newest first; see ``detente.tell.search``.

    Raises:
        UsageError: the search cannot be read.
    """
    import pyarrow as pa

    from detente.tell import search as searching

    with _open(store) as opened:
        return pa.Table.from_pylist(searching.search(opened, text, most=most).statements)


def relation(one: str, other: str, *, store: Folder = None, step: Length = "month") -> pa.Table:
    """Return how two states have been getting on; columns as ``detente.tell.relations.relation_table`` says.

    Raises:
        UsageError: a state is not known.
    """
    from detente.tell import relations, states

    with _open(store) as opened:
        return relations.relation_table(relations.relation(opened, states.code(one), states.code(other), step=step))


def triangle(one: str, two: str, three: str, *, store: Folder = None, step: Length = "month") -> pa.Table:
    """Return the pattern between three states over time; columns as ``detente.tell.relations.triangle_table`` says.

    Raises:
        UsageError: a state is not known.
    """
    from detente.tell import relations, states

    codes = states.code(one), states.code(two), states.code(three)
    with _open(store) as opened:
        return relations.triangle_table(relations.triangle(opened, codes, step=step))


def positions(actor: str | None = None, on: str | None = None, *, store: Folder = None) -> pa.Table:
    """Return lines on subjects over time; columns as ``detente.tell.relations.positions_table`` says.

    Args:
        actor: whose; all that spoke if None.
        on: the subject in a few words; those that come back in the corpus if None.
        store: folder of the store.

    Raises:
        UsageError: the state is not known, or the words name no subject.
    """
    from detente.tell import relations, states

    with _open(store) as opened:
        found = relations.positions(opened, states.code(actor) if actor else None, on)
        return relations.positions_table(opened, found)


def shifts(actor: str | None = None, on: str | None = None, *, store: Folder = None) -> pa.Table:
    """Return where lines moved beyond their uncertainty; arguments as ``positions`` takes them."""
    from detente.tell import relations, states

    with _open(store) as opened:
        return relations.shifts_table(relations.positions(opened, states.code(actor) if actor else None, on))


def ledger(*, store: Folder = None) -> pa.Table:
    """Return every forecast once, with how it stands; columns as ``detente.tell.ledger.ledger`` says."""
    from detente.tell import ledger as told

    with _open(store) as opened:
        return told.ledger(opened)


def export(what: str, output: str | Path, *, store: Folder = None) -> int:
    """Write what the store holds to a file another program opens; see ``detente.tell.exports.write``.

    Raises:
        UsageError: there is no such export, or not in this format.
    """
    from detente.tell import exports

    with _open(store) as opened:
        return exports.write(opened, what, Path(output))


def rejects(*, store: Folder = None) -> pa.Table:
    """Return what was skipped, with the reason: path, code, reason."""
    from detente.tell import answers

    with _open(store) as opened:
        return answers.rejects(opened)


def brief(one: str, other: str, *, store: Folder = None, output: str | Path | None = None) -> Brief:
    """Return the brief on two states, given by code or name; ``output`` writes it as a .md or .html file too.

    Raises:
        UsageError: a state is not known, or the two are one, or ``output`` is neither .md nor .html.
    """
    from detente.tell import compose, render

    target = None if output is None else render.checked(Path(output))
    with _open(store) as opened:
        written = compose.brief(opened, one, other)
    if target is not None:
        render.write(written, target)
    return written


def _open(store: Folder) -> Store:
    from detente.store import Store

    return Store.open(Path(store) if store else default_store())
