"""What people corrected, joined to the answers: the one place where decisions and statements meet.

A correction is a decision of the kind ``correction`` on ``statement:<id>:<field>``. A statement's id is a hash of its
article and its place, and a better reading may move either; so the decision also keeps the article's address and the
exact words, and is found again by them: the same id first, else the same words at the same address, else the wording
there that is most like them. A correction that is found nowhere is kept, listed, and applied to nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from detente import edtf
from detente.errors import AbsentError, UsageError
from detente.store.decisions import Decision, Decisions
from detente.tell import dates, states

if TYPE_CHECKING:
    import pyarrow as pa

    from detente.store import Store

Row = dict[str, Any]
Field = Literal["speaker", "actor", "said_on", "link", "span"]
FIELDS: tuple[Field, ...] = get_args(Field)
KIND: Literal["correction"] = "correction"
# How alike (0 to 100) the words of a statement are to those that were corrected, for it to be the same, moved.
MOVED = 75.0
LONGEST = 20_000
# Characters of context on each side of a statement, as ``answer_statements_of.sql`` gives them.
CONTEXT = 240
# Characters of a corrected statement that a note of it shows.
SHOWN = 120


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction in force, and where in the store of today it belongs.

    ``statement`` is the id of the statement it is about now and ``article`` that of its article (None where it is
    found no more), ``also`` those of the same speaker in the same article, for a ``link``. ``was`` and ``value`` are
    words, a code or a date; for a link ``{"speaker", "actor"}``; for a span ``{"start", "end", "words"}``.
    """

    decision: int
    at: str
    author: str
    reason: str | None
    field: Field
    address: str
    start: int
    end: int
    words: str
    was: Any
    value: Any
    statement: str | None
    article: str | None = None
    also: tuple[str, ...] = ()
    published: str | None = None

    def shown(self) -> Row:
        """Return what an answer says of it."""
        was, now = (_in_words(self.field, value) for value in (self.was, self.value))
        return {
            "decision": self.decision,
            "field": self.field,
            "was": was,
            "is": now,
            "by": self.author,
            "at": self.at,
            "reason": self.reason,
        }


def correct(
    store: Store, statement: str, given: Mapping[str, str], *, author: str, reason: str | None = None
) -> Decision:
    """Log a correction of one field of a statement.

    Args:
        store: the store.
        statement: its id.
        given: ``field``, and what it is: ``speaker`` (a name, empty for nobody known), ``actor`` (a state's name or
            code, or empty), ``said_on`` (EDTF, or empty), ``words`` for a span (they stand in the article), ``speaker``
            and ``actor`` for a link, which holds for all that the same one says in the article.
        author: who corrects.
        reason: why, in the author's words.

    Raises:
        AbsentError: there is no such statement.
        UsageError: there is no such field, or the value is none it can have.
    """
    met = store.query("answer_statements_of", {"ids": [statement]}).to_pylist()
    if not met:
        raise AbsentError(f"the store holds no statement {statement!r}")
    row, field = met[0], given.get("field", "")
    if field not in FIELDS:
        raise UsageError(f"{field!r} is nothing that is corrected; there are {', '.join(FIELDS)}")
    was = _value_of(row, field)
    value = _read(store, row, field, given)
    if value == was and not any(each.field == field for each in standing(store).get(statement, ())):
        raise UsageError("that is what it says already")
    kept = {
        "statement": statement,
        "article": row["article_id"],
        "address": row["address"],
        "start": row["start"],
        "end": row["end"],
        "words": row["content"],
        "field": field,
        "was": was,
        "is": value,
    }
    return Decisions(store.folder).record(KIND, f"statement:{statement}:{field}", kept, author=author, reason=reason)


def undo(store: Store, decision: int, *, author: str, reason: str | None = None) -> Decision:
    """Undo a correction; one that it replaced holds again.

    Raises:
        AbsentError: no such correction is in force.
    """
    log = Decisions(store.folder)
    if decision not in {each.id for each in log.in_force(KIND)}:
        raise AbsentError(f"no correction {decision} is in force")
    return log.undo(decision, author=author, reason=reason)


def _value_of(row: Mapping[str, Any], field: str) -> Any:
    if field == "link":
        return {"speaker": row["speaker"], "actor": row["actor"]}
    if field == "span":
        return {"start": row["start"], "end": row["end"], "words": row["content"]}
    return row[field]


def _read(store: Store, row: Mapping[str, Any], field: str, given: Mapping[str, str]) -> Any:
    """Return the value a person gave, as it is kept."""
    if any(len(value) > LONGEST for value in given.values()):
        raise UsageError(f"a correction is no longer than {LONGEST:,} characters")
    speaker = " ".join(given.get("speaker", "").split()) or None
    actor = states.code(given["actor"]) if given.get("actor", "").strip() else None
    match field:
        case "speaker":
            return speaker
        case "actor":
            return actor
        case "link":
            if speaker is None:
                raise UsageError("say who it is; a name is needed")
            return {"speaker": speaker, "actor": actor}
        case "said_on":
            said = given.get("said_on", "").strip()
            if said and edtf.parse(said) is None:
                raise UsageError(f"{said!r} is no date; write a year, a month or a day: 2021, 2021-05 or 2021-05-24")
            return said or None
        case _:
            words = given.get("words", "").replace("\r\n", "\n").strip()
            start = _nearest(store.text(row["article_id"]), words, row["start"])
            if start is None:
                raise UsageError("these words do not stand in the article; copy them from it exactly")
            return {"start": start, "end": start + len(words), "words": words}


def _nearest(text: str, words: str, near: int) -> int | None:
    """Return where the words stand, nearest to a place; None where they do not, or there are none."""
    if not words:
        return None
    before, after = text.rfind(words, 0, near + len(words)), text.find(words, near)
    found = [at for at in (before, after) if at >= 0]
    return min(found, key=lambda at: abs(at - near)) if found else None


def standing(store: Store) -> dict[str, tuple[Correction, ...]]:
    """Return the corrections in force that are found in the store, the earliest first, by the id of the statement."""
    found: dict[str, list[Correction]] = defaultdict(list)
    for each in made(store):
        for identity in dict.fromkeys([each.statement, *each.also]):
            if identity is not None:
                found[identity].append(each)
    return {identity: tuple(each) for identity, each in found.items()}


def made(store: Store) -> list[Correction]:
    """Return all corrections in force, the earliest first, found in the store or not."""
    held = sorted(Decisions(store.folder).standing(KIND).values(), key=lambda each: each.id)
    if not held:
        return []
    asked = {"addresses": sorted({each.value["address"] for each in held})}
    places: dict[str, list[Row]] = defaultdict(list)
    for row in store.query("answer_statement_places", asked).to_pylist():
        places[row["address"]].append(row)
    return [_placed(each, places[each.value["address"]]) for each in held]


def _placed(decision: Decision, rows: Sequence[Row]) -> Correction:
    kept = decision.value
    at = _same(kept, rows)
    also = ()
    if at is not None and kept["field"] == "link" and at["entity"] is not None:
        also = tuple(r["id"] for r in rows if r["entity"] == at["entity"] and r["article"] == at["article"])
    return Correction(
        decision.id,
        decision.at,
        decision.author,
        decision.reason,
        kept["field"],
        kept["address"],
        kept["start"],
        kept["end"],
        kept["words"],
        kept["was"],
        kept["is"],
        *((at["id"], at["article"], also, at["published"]) if at is not None else (None,)),
    )


def _same(kept: Mapping[str, Any], rows: Sequence[Row]) -> Row | None:
    """Return the statement that was corrected, as the store has it now."""
    from rapidfuzz import fuzz

    if exact := [row for row in rows if row["id"] == kept["statement"]]:
        return exact[0]
    wordings = [kept["words"], *([kept["is"]["words"]] if kept["field"] == "span" else [])]

    def like(row: Row) -> float:
        return max(fuzz.ratio(" ".join(row["content"].split()), " ".join(words.split())) for words in wordings)

    best = max(rows, key=lambda row: (like(row), -abs(row["start"] - kept["start"])), default=None)
    return best if best is not None and like(best) >= MOVED else None


def applied(store: Store, rows: Iterable[Row]) -> list[Row]:
    """Return statements as corrected; each gets ``corrected``, what was changed by whom (see ``Correction.shown``).

    Args:
        store: the store.
        rows: statements with their ``id``; of the columns speaker, actor, said_on, said_on_precision, start, end,
            content, pieces, before and after, those that are there are set.
    """
    held = standing(store)
    return [_with(store, row, held.get(row["id"], ())) for row in rows]


def _with(store: Store, row: Row, corrections: Sequence[Correction]) -> Row:
    out = row | {"corrected": [each.shown() for each in corrections]}
    for each in corrections:
        match each.field:
            case "link":
                out |= {key: each.value[key] for key in ("speaker", "actor") if key in row}
            case "span":
                out |= _moved(store, row, each)
            case "said_on":
                precision = edtf.precision(each.value) if each.value else None
                new = {"said_on": each.value, "said_on_precision": precision}
                out |= {key: value for key, value in new.items() if key in row}
            case field:
                out |= {field: each.value} if field in row else {}
    return out


def _moved(store: Store, row: Row, correction: Correction) -> Row:
    """Return the place and words of a corrected span in the text as it is now, with the context the row has."""
    text = store.text(correction.article or "")
    words = correction.value["words"]
    start = _nearest(text, words, correction.value["start"])
    if start is None:
        return {}
    end = start + len(words)
    new: Row = {"start": start, "end": end, "content": words, "pieces": []}
    new |= {"before": text[max(0, start - CONTEXT) : start], "after": text[end : end + CONTEXT]}
    return {key: value for key, value in new.items() if key in row}


def listed(store: Store, asked: Mapping[str, Any], limits: tuple[str | None, str | None]) -> pa.Table:
    """Return the listing of statements with what was corrected, a column ``corrected`` at its end.

    A statement that was corrected is found by what it says now.

    Args:
        store: the store.
        asked: parameters of ``answer_statements.sql``.
        limits: the dates, EDTF, that ``dates`` of it was made of.
    """
    import pyarrow as pa

    found = store.query("answer_statements", asked)
    form = found.schema.append(pa.field("corrected", pa.list_(pa.string())))
    changed = standing(store)
    if not changed:
        return found.append_column(form.field("corrected"), pa.array([[]] * found.num_rows, pa.list_(pa.string())))
    open_now = dict(asked) | {"ids": list(changed), "speaker": None, "actor": None, "dates": None}
    published = {key: each[0].published for key, each in changed.items()}
    rows = [row for row in found.to_pylist() if row["id"] not in changed]
    for row in applied(store, store.query("answer_statements", open_now).to_pylist()):
        if _meets(row, asked, limits, published[row["id"]]):
            rows.append(row | {"corrected": [_told(each) for each in row["corrected"]]})
    rows = [{"corrected": [], **row} for row in rows]
    rows.sort(key=lambda row: (row["article"], row["start"], row["end"], row["id"]))
    return pa.Table.from_pylist(rows, schema=form)


def _meets(row: Row, asked: Mapping[str, Any], limits: tuple[str | None, str | None], published: str | None) -> bool:
    """Say whether a corrected statement meets what was asked of those fields that a correction may change."""
    if asked["speaker"] and not set(_folded(asked["speaker"])) <= set(_folded(row["speaker"] or "")):
        return False
    if asked["actor"] and row["actor"] != asked["actor"]:
        return False
    said = row["said_on"]
    on = published if said is None or said.startswith("XXXX") else said
    return limits == (None, None) or bool(on and dates.between([on], *limits))


def _folded(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name.lower())
    return re.findall(r"\w+", "".join(char for char in plain if not unicodedata.combining(char)))


def notes(rows: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return in words what was corrected in these statements (of ``applied``): whose words, what, by whom."""
    return tuple(
        f"{row['speaker'] or 'somebody'}, “{' '.join(row['content'].split())[:SHOWN]}”: {_told(each)}"
        for row in rows
        for each in row["corrected"]
    )


def _told(shown: Mapping[str, Any]) -> str:
    return f"{shown['field']}, was {shown['was'] or 'not known'}: by {shown['by']}, {shown['at'][:10]}"


def table(store: Store) -> pa.Table:
    """Return the corrections in force: id (of the decision), at, author, field, was, now, article, start, end, words.

    And ``statement``, the id of the statement it is about in the store of today, null where it is found no more;
    ``reason``. ``article`` is an address; start, end and words are those of the statement when it was corrected.
    """
    import pyarrow as pa

    text, number = pa.string(), pa.int64()
    names = "id at author field was now article start end words statement reason".split()
    schema = pa.schema([(name, number if name in {"id", "start", "end"} else text) for name in names])
    rows = [
        {
            "id": each.decision,
            "at": each.at,
            "author": each.author,
            "field": each.field,
            "was": _in_words(each.field, each.was),
            "now": _in_words(each.field, each.value),
            "article": each.address,
            "start": each.start,
            "end": each.end,
            "words": each.words,
            "statement": each.statement,
            "reason": each.reason,
        }
        for each in made(store)
    ]
    return pa.Table.from_pylist(rows, schema=schema)


def cases(store: Store) -> list[Row]:
    """Return the corrections in force as test cases: article (address), span, words, field, was, is, author, at."""
    return [
        {
            "article": each.address,
            "span": [each.start, each.end],
            "words": each.words,
            "field": each.field,
            "was": each.was,
            "is": each.value,
            "author": each.author,
            "at": each.at,
        }
        for each in made(store)
    ]


def _in_words(field: Field, value: Any) -> str | None:
    if field == "link":
        known = [value["speaker"], states.name(value["actor"]) if value["actor"] else None]
        return ", ".join(part for part in known if part) or None
    if field == "span":
        return str(value["words"])
    return states.name(value) if field == "actor" and value else value


__all__ = [
    "FIELDS",
    "Correction",
    "Field",
    "applied",
    "cases",
    "correct",
    "listed",
    "made",
    "notes",
    "standing",
    "table",
    "undo",
]
