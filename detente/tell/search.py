"""What a reader types into the search field, as an expression of the index.

Lucene's syntax, read by luqum: words, ``"phrases"``, ``begin*``, AND, OR, NOT, brackets, and the fields ``speaker:``,
``actor:``, ``about:``, ``via:``, ``outlet:`` and ``said:``. Words that stand beside each other must all be met. States
are named as one likes (``about:china``); ``said:`` takes a year, month or day, ``>=``, ``<=`` or ``[2021 TO 2022-03]``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from luqum import tree
from luqum.exceptions import ParseError
from luqum.parser import parser

from detente import edtf
from detente.errors import UsageError
from detente.tell import corrections, states

if TYPE_CHECKING:
    from detente.store import Store

# The columns of the index that a field searches; what stands without a field is sought in the first.
ANYWHERE = "content speaker"
COLUMNS = {"speaker": "speaker", "actor": "actor", "about": "about", "via": "via", "outlet": "outlet"}
STATES = frozenset({"actor", "about"})
DATE = "said"
ALL = "every : x"
EXAMPLE = 'alliance speaker:lavrov NOT about:usa said:>=2021-05, or "firmly established" OR via:xinhua'
LONGEST = 1_000
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Query:
    """A search as the index takes it: an FTS5 expression and two days (YYYY-MM-DD) or None."""

    match: str
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of a search: statements as ``cards`` gives them, newest first; see ``store.search.Hits``."""

    statements: list[dict[str, Any]]
    total: int
    more: bool
    facets: dict[str, list[tuple[str, int]]]


@dataclass(slots=True)
class _Reader:
    """Walks the tree of a search and writes it as FTS5; what limits the date is taken down beside it."""

    low: date | None = None
    high: date | None = None

    def text(self, node: Any, name: str | None, *, top: bool) -> str | None:
        """Return the expression of a part; None where it is a limit of the date alone."""
        match node:
            case tree.Word() | tree.Phrase():
                return self._term(node, name)
            case tree.SearchField():
                return self._field(node, name, top=top)
            case tree.Group() | tree.FieldGroup() | tree.Plus():
                return self.text(node.children[0], name, top=top)
            case tree.Not() | tree.Prohibit():
                return f"({ALL} NOT {self._needed(node.children[0], name)})"
            case tree.OrOperation():
                return "(" + " OR ".join(self._needed(child, name) for child in node.children) + ")"
            case tree.AndOperation() | tree.UnknownOperation() | tree.BoolOperation():
                parts = [part for child in node.children if (part := self.text(child, name, top=top)) is not None]
                return "(" + " AND ".join(parts) + ")" if parts else None
            case _:
                raise UsageError(f"{str(node).strip()!r} is not understood; searches look like this: {EXAMPLE}")

    def _needed(self, node: Any, name: str | None) -> str:
        found = self.text(node, name, top=False)
        return ALL if found is None else found

    def _field(self, node: tree.SearchField, outer: str | None, *, top: bool) -> str | None:
        name = node.name.lower()
        if outer is not None:
            raise UsageError(f"{node.name}: stands inside {outer}:")
        if name == DATE:
            if not top:
                raise UsageError("said: limits the whole search; put it beside the rest, outside OR, NOT and brackets")
            self._limit(node.expr)
            return None
        if name not in COLUMNS:
            raise UsageError(f"there is no field {node.name}:; the fields are {', '.join([*COLUMNS, DATE])}")
        return self.text(node.expr, name, top=False)

    def _term(self, node: tree.Word | tree.Phrase, name: str | None) -> str:
        value = str(node.value)
        words = value[1:-1] if isinstance(node, tree.Phrase) else value
        begins = isinstance(node, tree.Word) and words.endswith("*")
        if begins:
            words = words[:-1]
        if not _WORD.search(words):
            raise UsageError(f"{value!r} has no letter to look for")
        if name in STATES and not begins:
            words = states.code(words)
        column = COLUMNS[name] if name else ANYWHERE
        quoted = '"' + words.replace('"', '""') + '"'
        return f"{{{column}}} : {quoted}{' *' if begins else ''}"

    def _limit(self, node: Any) -> None:
        low: date | None = None
        high: date | None = None
        match node:
            case tree.Word():
                low, high = _days(node)
            case tree.From():
                low = _days(node.a)[0] if node.include else _shifted(_days(node.a)[1], 1)
            case tree.To():
                high = _days(node.a)[1] if node.include else _shifted(_days(node.a)[0], -1)
            case tree.Range():
                low = None if str(node.low).strip() == "*" else _days(node.low)[0]
                high = None if str(node.high).strip() == "*" else _days(node.high)[1]
            case _:
                raise UsageError(
                    f"said: takes 2021, >=2021-05, <=2021-05-24 or [2021 TO 2022], not {str(node).strip()}"
                )
        self.low = max((day for day in (self.low, low) if day), default=None)
        self.high = min((day for day in (self.high, high) if day), default=None)


def _days(node: Any) -> tuple[date, date]:
    text = str(node).strip()
    days = edtf.bounds(text)
    if days is None:
        raise UsageError(f"said: {text!r} is no date; write a year, a month or a day: 2021, 2021-05 or 2021-05-24")
    return days


def _shifted(day: date, days: int) -> date:
    """Return the day so many days on, within the calendar."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


def query(text: str) -> Query:
    """Read a search as a person types it.

    Raises:
        UsageError: it is empty or cannot be read; the message says where, with an example.
    """
    if not text.strip():
        raise UsageError(f"say what to search for, as in: {EXAMPLE}")
    if len(text) > LONGEST:
        raise UsageError(f"the search is longer than {LONGEST:,} characters")
    try:
        parsed = parser.parse(" ".join(text.split()))
    except (ParseError, RecursionError, ArithmeticError) as error:
        raise UsageError(f"the search cannot be read: {error}; searches look like this: {EXAMPLE}") from error
    reader = _Reader()
    match = reader.text(parsed, None, top=True)
    low, high = (day.isoformat() if day else None for day in (reader.low, reader.high))
    return Query(match or ALL, low, high)


def search(store: Store, text: str, *, passed: int = 0, most: int = 20) -> Found:
    """Return a page of the statements that meet a search, newest first.

    Args:
        store: the store.
        text: the search, as ``query`` reads it.
        passed: how many hits to pass over.
        most: how many to return.

    Raises:
        UsageError: the search cannot be read.
    """
    wanted = query(text)
    hits = store.search(wanted.match, wanted.since, wanted.until, (passed, most))
    facets = {name: list(counts) for name, counts in hits.facets.items()}
    return Found(cards(store, hits.ids), hits.total, hits.more, facets)


def cards(store: Store, ids: Iterable[str]) -> list[dict[str, Any]]:
    """Return the statements of these ids, in their order, as corrected, with what a quote card shows.

    Keys are those of ``answer_statements_of.sql``, and ``corrected`` (see ``detente.tell.corrections.applied``).
    """
    found = store.query("answer_statements_of", {"ids": list(ids)}).to_pylist()
    return corrections.applied(store, found)
