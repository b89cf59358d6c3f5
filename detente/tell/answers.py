"""Questions and answers: every listing is one function from a store to an Arrow table, in a fixed order.

The command line and the Python verbs are thin layers over this module. The SQL is in ``store/sql/answer_*.sql``.
Offsets are characters of the decoded article, ends exclusive; a span is ``[start, end]``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.errors import UsageError
from detente.model import StatementKind
from detente.tell import dates

if TYPE_CHECKING:
    import pyarrow as pa

    from detente.store import Store

KINDS: tuple[StatementKind, ...] = ("direct", "indirect", "mixed")


@dataclass(frozen=True, slots=True)
class StatementQuery:
    """Which statements are asked for; a criterion left at None is met by all.

    Attributes:
        speaker: words that all occur in the speaker's name, in any case ("lavrov").
        actor: the state spoken for, ISO 3166 alpha-3, ``EUU`` for the European Union.
        about: a state spoken about, the same codes.
        since: EDTF; kept is what can have been said on or after its first day.
        until: EDTF; kept is what can have been said on or before its last day.
        outlet: words that occur in the outlet's name, in any case.
        kind: ``direct``, ``indirect`` or ``mixed``.
        outermost: leave out statements that stand in the content of another.

    A statement is placed in time by the date it was said on; where that is not known to the year, by the date its
    article was published. With neither it meets no limit. A date coarser than a day ("May 2021") is kept when any of
    its days lies within the limits.
    """

    speaker: str | None = None
    actor: str | None = None
    about: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    kind: StatementKind | None = None
    outermost: bool = False


def articles(store: Store) -> pa.Table:
    """Return id, path, title, author, outlet, published, language, boilerplate [[start, end]...], words."""
    return store.query("answer_articles", {})


def statements(store: Store, criteria: StatementQuery | None = None) -> pa.Table:
    """Return the statements that meet the criteria, by article path and place in the text.

    Columns: id, article (the path as given), start, end, content, pieces [[start, end]...] (empty where the content is
    in one), kind, source {start, end, text} or null, cue {start, end, text} or null, speaker, actor, relay [outermost
    last], said_on, said_on_precision, about [alpha-3], confidence, utterance.

    Raises:
        UsageError: a limit is no date, or the kind is none of the three.
    """
    wanted = criteria or StatementQuery()
    if wanted.kind is not None and wanted.kind not in KINDS:
        raise UsageError(f"{wanted.kind!r} is no kind of statement; the kinds are {', '.join(KINDS)}")
    parameters: dict[str, Any] = {
        "speaker": wanted.speaker.strip() if wanted.speaker else None,
        "actor": wanted.actor,
        "about": wanted.about,
        "outlet": wanted.outlet,
        "kind": wanted.kind,
        "outermost": wanted.outermost,
        "dates": None,
    }
    if wanted.since or wanted.until:
        met = store.query("answer_dates", {})["on"].to_pylist()
        parameters["dates"] = dates.between(met, wanted.since, wanted.until)
    return store.query("answer_statements", parameters)


def forecasts(store: Store) -> pa.Table:
    """Return id, article, start, end, content, holder ("author" or a name), wording, condition, confidence."""
    return store.query("answer_forecasts", {})


def retellings(store: Store) -> pa.Table:
    """Return passage pairs: a, a_start, a_end, b, b_start, b_end, score; a and b are paths as given."""
    return store.query("answer_retellings", {})


def pairs(store: Store) -> pa.Table:
    """Return article pairs that render one text: a, b (paths), probability, share_a, share_b, passages.

    A share is the part of that article's words that stand in corresponding passages, 0 to 1.
    """
    return store.query("answer_pairs", {})


def rejects(store: Store) -> pa.Table:
    """Return the sources that gave no article: path, code, reason."""
    return store.query("answer_rejects", {})
