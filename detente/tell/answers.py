"""Questions and answers: every listing is one function from a store to an Arrow table, in a fixed order.

The command line and the Python verbs are thin layers over this module. The SQL is in ``store/sql/answer_*.sql``.
Offsets are characters of the article's text (:func:`text`), ends exclusive; a span is ``[start, end]``.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from detente.errors import UsageError
from detente.model import EventStatus, Mode, Stance, StatementKind
from detente.plover import TYPES
from detente.tell import corrections, dates

if TYPE_CHECKING:
    import pyarrow as pa

    from detente.store import Store

# How many articles a message offers in place of one that is not there, and how alike their names are at least (0-100).
NEAR, ALIKE = 3, 60
KINDS: tuple[StatementKind, ...] = ("direct", "indirect", "mixed")
MODES: tuple[Mode, ...] = ("saying", "belief", "intention")
STANCES: tuple[Stance, ...] = ("cooperative", "neutral", "conflictual")
VENUES = (
    *("call", "conference", "court", "interview", "letter", "meeting", "parliament", "press conference"),
    *("social media", "speech", "statement", "visit"),
)
STATUSES: tuple[EventStatus, ...] = ("happened", "scheduled", "denied", "hypothetical")


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
        mode: ``saying``, ``belief`` (held or felt, not said) or ``intention``.
        stance: ``cooperative``, ``neutral`` or ``conflictual``: toward ``about`` where that is asked for, else toward
            any state spoken about.
        venue: where it was said, one of ``VENUES``.
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
    mode: Mode | None = None
    stance: Stance | None = None
    venue: str | None = None
    outermost: bool = False

    def __post_init__(self) -> None:
        """Refuse a criterion without words, which everything or nothing would meet.

        Raises:
            UsageError: a criterion is empty.
        """
        _refuse_empty(self)


def _refuse_empty(criteria: StatementQuery | EventQuery) -> None:
    for field in fields(criteria):
        value = getattr(criteria, field.name)
        if isinstance(value, str) and not value.strip():
            raise UsageError(f"--{field.name} is empty; leave it out, or say what is looked for")


def articles(store: Store) -> pa.Table:
    """Return id, path, title, author, outlet, published, language, boilerplate [[start, end]...], words."""
    return store.query("answer_articles", {})


def statements(store: Store, criteria: StatementQuery | None = None) -> pa.Table:
    """Return the statements that meet the criteria, by article path and place in the text.

    Columns: id, article (the path as given), start, end, content, pieces [[start, end]...] (empty where the content is
    in one), kind, mode, source {start, end, text} or null, cue {start, end, text} or null, speaker, actor, relay
    [outermost last], venue or null, said_on, said_on_precision, about [alpha-3], stance [one for each of about],
    negated, certainty, confidence, utterance, corrected [what was changed by whom, in words].

    Raises:
        UsageError: a limit is no date, or the kind, mode, stance or venue is none there is.
    """
    wanted = criteria or StatementQuery()
    for name, known in (("kind", KINDS), ("mode", MODES), ("stance", STANCES), ("venue", VENUES)):
        value = getattr(wanted, name)
        if value is not None and value not in known:
            raise UsageError(f"{value!r} is no {name} of a statement; there are {', '.join(known)}")
    parameters: dict[str, Any] = {
        "speaker": wanted.speaker.strip() if wanted.speaker else None,
        "actor": wanted.actor,
        "about": wanted.about,
        "outlet": wanted.outlet,
        "kind": wanted.kind,
        "mode": wanted.mode,
        "stance": wanted.stance,
        "venue": wanted.venue,
        "outermost": wanted.outermost,
        "dates": None,
        "ids": None,
    }
    if wanted.since or wanted.until:
        met = store.query("answer_dates", {})["on"].to_pylist()
        parameters["dates"] = dates.between(met, wanted.since, wanted.until)
    return corrections.listed(store, parameters, (wanted.since, wanted.until))


def text(store: Store, article: str) -> str:
    """Return the exact text of an article, in whose characters all offsets count.

    For plain text and Markdown it is the decoded file; for HTML, PDF and DOCX what was taken from it.

    Args:
        store: the store.
        article: its id, or its path as it was given.

    Raises:
        UsageError: the store holds no such article, or several of this path; the message names those near.
    """
    return store.text(identity(store, article))


def identity(store: Store, article: str) -> str:
    """Return the id of an article given by its id, or its path as it was given.

    Raises:
        UsageError: the store holds no such article, or several of this path; the message names those near.
    """
    known = store.query("answer_articles", {}).select(["id", "path"]).to_pylist()
    met = [row["id"] for row in known if article in (row["id"], row["path"])]
    if len(met) == 1:
        return str(met[0])
    if met:
        raise UsageError(
            f"the store holds {len(met)} articles of the path {article}; name one by its id: {', '.join(met)}"
        )
    from rapidfuzz import fuzz, process

    names = [f"{row[key]}" for key in ("id", "path") for row in known]
    near = process.extract(article, names, scorer=fuzz.ratio, limit=NEAR, score_cutoff=ALIKE)
    offered = " or ".join(f"{known[at % len(known)]['id']}, {known[at % len(known)]['path']}" for _, _, at in near)
    raise UsageError(
        f"the store holds no article {article!r}"
        + (f" (did you mean {offered}?)" if offered else "; detente articles --format csv lists them with their ids")
    )


def named_most(store: Store, most: int) -> list[str]:
    """Return the codes of the states that most articles name, the most named first; at most ``most``."""
    codes: list[str] = store.query("answer_named_most", {"most": most}).column("state").to_pylist()
    return codes


@dataclass(frozen=True, slots=True)
class EventQuery:
    """Which events are asked for; a criterion left at None is met by all.

    Attributes:
        source: the state that acts, ISO 3166 alpha-3, ``EUU`` for the European Union.
        target: the state acted on, the same codes.
        type: a type of PLOVER ("CONSULT"), in any case.
        status: ``happened``, ``scheduled``, ``denied`` or ``hypothetical``.
        since: EDTF; kept is what can have been on or after its first day.
        until: EDTF; kept is what can have been on or before its last day.
        least: the confidence below which an event is left out, 0 to 1.

    An event is placed in time by its own date, and without one by the date its article was published.
    """

    source: str | None = None
    target: str | None = None
    type: str | None = None
    status: EventStatus | None = None
    since: str | None = None
    until: str | None = None
    least: float = 0.0

    def __post_init__(self) -> None:
        """Refuse a criterion that nothing could meet.

        Raises:
            UsageError: an empty criterion, no type of PLOVER, no status of the four, or no share as ``least``.
        """
        _refuse_empty(self)
        if self.type is not None and self.type.upper() not in TYPES:
            raise UsageError(f"{self.type!r} is no type of PLOVER; the types are {', '.join(TYPES)}")
        if self.status is not None and self.status not in STATUSES:
            raise UsageError(f"{self.status!r} is no status of an event; they are {', '.join(STATUSES)}")
        if not 0 <= self.least <= 1:
            raise UsageError(f"--least {self.least} is no probability; write a number from 0 to 1")


def events(store: Store, criteria: EventQuery | None = None) -> pa.Table:
    """Return the events that meet the criteria, earliest first, then by article and place in the text.

    Columns: id, article (the path as given), start, end, content, type, mode, context [codes], cameo (two-digit root),
    source [alpha-3], target [alpha-3], date, precision, place, status, intensity (PLOVER's score, -10 to 10),
    confidence, statement (in whose content it is claimed), happening (the same for all reports of one).

    Raises:
        UsageError: a limit is no date.
    """
    wanted = criteria or EventQuery()
    parameters: dict[str, Any] = {
        "source": wanted.source,
        "target": wanted.target,
        "type": wanted.type.upper() if wanted.type else None,
        "status": wanted.status,
        "least": wanted.least,
        "dates": None,
    }
    if wanted.since or wanted.until:
        met = store.query("answer_event_dates", {})["on"].to_pylist()
        parameters["dates"] = dates.between(met, wanted.since, wanted.until)
    return store.query("answer_events", parameters)


def commitments(store: Store, party: str | None = None) -> pa.Table:
    """Return what states bind themselves to, all or those of one party (alpha-3, ``EUU``).

    Columns: id, article (the path as given), start, end, content, kind (agreement, promise, next step), parties
    [alpha-3], subject (words of the text), due, due_precision, confidence, statement, event.
    """
    return store.query("answer_commitments", {"party": party})


def forecasts(store: Store) -> pa.Table:
    """Return id, article, start, end, content, holder ("author" or a name), wording, condition, confidence."""
    return store.query("answer_forecasts", {})


def retellings(store: Store) -> pa.Table:
    """Return passage pairs: a, a_start, a_end, b, b_start, b_end, score; a and b are paths as given."""
    return store.query("answer_retellings", {})


def pairs(store: Store) -> pa.Table:
    """Return article pairs that render one text.

    Columns: a, b, probability, share_a, share_b, kind, first, a_first, reason, passages.
    A share is the part of that article's words that stand in corresponding passages, 0 to 1. ``a``, ``b`` and ``first``
    are paths; ``first`` was there first, null where that cannot be known, and ``a_first`` is the probability for ``a``.
    """
    return store.query("answer_pairs", {})


def rejects(store: Store) -> pa.Table:
    """Return the sources that gave no article: path, code, reason."""
    return store.query("answer_rejects", {})
