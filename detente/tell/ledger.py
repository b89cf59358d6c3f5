"""The ledger as it stands: forecasts of the store, evidence proposed, what people decided."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from detente import edtf
from detente.errors import AbsentError, UsageError
from detente.foresee.ledger import Claim, Entry, entries
from detente.foresee.resolution import OUTCOMES, Evidence, Outcome, Resolution, facts, resolve
from detente.store.decisions import Decision, Decisions

if TYPE_CHECKING:
    import pyarrow as pa

    from detente.store import Store

SUBJECT = "forecast:"


def standing(store: Store, only: Collection[str] | None = None) -> list[Resolution]:
    """Return every forecast of the store once, in the order they were made, with how it stands.

    ``only`` are ids of forecasts: entries that hold none of them are left out.
    """
    claims = [_claim(row) for row in store.query("answer_ledger_claims", {}).to_pylist()]
    copies = store.query("answer_ledger_copies", {}).to_pylist()
    rows = store.query("answer_ledger_evidence", {}).to_pylist()
    evidence = facts(map(_evidence, rows), claims)
    decided: dict[str, Outcome] = {
        subject.removeprefix(SUBJECT): each.value["outcome"]
        for subject, each in Decisions(store.folder).standing("resolution").items()
    }
    known = [days[1] for row in rows if row["on"] and (days := edtf.bounds(row["on"])) and days[1] < date.max]
    today = max(known, default=date.min)
    found = entries(claims, [(row["one"], row["other"]) for row in copies])
    if only is not None:
        found = [entry for entry in found if any(claim.id in only for claim in entry.claims)]
    return resolve(found, evidence, today, decided)


def ledger(store: Store, *, outcome: Outcome | None = None, holder: str | None = None) -> pa.Table:
    """Return the ledger as a table: of one outcome, and of holders whose name has these letters, or all.

    Columns: id, holder, actor, content, wording, band, low, high, condition, made_on, deadline, deadline_kind, states,
    types, criterion, vague, sources (articles that carry it), outlets, article, start, end (where it was made first),
    outcome, decided_by, proposed, probability, reason, evidence (id of the best proposal's).
    """
    import pyarrow as pa

    paths = {row["id"]: row["path"] for row in store.query("answer_articles", {}).to_pylist()}
    rows = [_row(each, paths) for each in standing(store) if outcome is None or each.outcome == outcome]
    kept = [row for row in rows if holder is None or holder.casefold() in row["holder"].casefold()]
    return pa.Table.from_pylist(kept, schema=_schema())


def decide(
    store: Store, forecast: str, outcome: str, *, evidence: Sequence[str] = (), author: str, reason: str | None = None
) -> Decision:
    """Log what a person decided on a forecast.

    Args:
        store: the store.
        forecast: id of an entry of the ledger.
        outcome: true, false, void or open.
        evidence: ids of the statements or events it rests on.
        author: who decided.
        reason: why, in the author's words.

    Raises:
        UsageError: the outcome is none of the four.
        AbsentError: there is no such forecast, or no such evidence.
    """
    if outcome not in OUTCOMES:
        raise UsageError(f"{outcome!r} is no outcome; the outcomes are {', '.join(OUTCOMES)}")
    known = {row["id"] for row in store.query("answer_ledger_claims", {}).to_pylist()}
    if forecast not in known:
        raise AbsentError(f"the ledger holds no forecast {forecast!r}; detente ledger lists them with their ids")
    held = {row["id"] for row in store.query("answer_ledger_evidence", {}).to_pylist()} if evidence else set()
    for each in evidence:
        if each not in held:
            raise AbsentError(f"the store holds no event or statement {each!r}")
    value = {"outcome": outcome, "evidence": list(evidence)}
    return Decisions(store.folder).record("resolution", SUBJECT + forecast, value, author=author, reason=reason)


def undo(store: Store, forecast: str, *, author: str, reason: str | None = None) -> Decision:
    """Undo the decision in force on a forecast.

    Raises:
        AbsentError: nobody has decided on it.
    """
    log = Decisions(store.folder)
    made = log.standing("resolution").get(SUBJECT + forecast)
    if made is None:
        raise AbsentError(f"no decision on the forecast {forecast!r} is in force")
    return log.undo(made.id, author=author, reason=reason)


def _claim(row: dict[str, Any]) -> Claim:
    fields = (
        "id",
        "article",
        "start",
        "end",
        "content",
        "holder",
        "wording",
        "condition",
        "made_on",
        "outlet",
        "author",
    )
    return Claim(
        **{name: row[name] for name in fields},
        actor=row["actor"],
        states=tuple(row["within"] or row["before"] or ()),
        types=tuple(row["types"] or ()),
        lead=row["lead"],
        trail=row["trail"],
    )


def _evidence(row: dict[str, Any]) -> Evidence:
    fields = ("id", "kind", "article", "start", "end", "content", "on", "type", "denied", "origin")
    return Evidence(**{name: row[name] for name in fields}, states=frozenset(row["states"]))


def _row(stands: Resolution, paths: Mapping[str, str]) -> dict[str, Any]:
    entry: Entry = stands.entry
    best = stands.proposals[0] if stands.proposals else None
    first = entry.first
    return {
        "id": entry.id,
        "holder": entry.holder,
        "actor": first.actor,
        "content": first.content,
        "wording": first.wording,
        "band": entry.band,
        "low": entry.low,
        "high": entry.high,
        "condition": first.condition,
        "made_on": entry.made_on,
        "deadline": entry.deadline,
        "deadline_kind": entry.deadline_kind,
        "states": list(entry.states),
        "types": list(entry.types),
        "criterion": entry.criterion,
        "vague": entry.vague,
        "sources": list(dict.fromkeys(paths[claim.article] for claim in entry.claims)),
        "outlets": sorted({claim.outlet for claim in entry.claims if claim.outlet}),
        "article": paths[first.article],
        "start": first.start,
        "end": first.end,
        "outcome": stands.outcome,
        "decided_by": stands.decided_by,
        "proposed": best.outcome if best else None,
        "probability": best.probability if best else None,
        "reason": best.reason if best else None,
        "evidence": best.evidence.id if best and best.evidence else None,
    }


def _schema() -> pa.Schema:
    import pyarrow as pa

    text, texts = pa.string(), pa.list_(pa.string())
    kinds = {
        "low": pa.float64(),
        "high": pa.float64(),
        "probability": pa.float64(),
        "vague": pa.bool_(),
        "start": pa.int64(),
        "end": pa.int64(),
    } | dict.fromkeys(("states", "types", "sources", "outlets"), texts)
    names = (
        "id holder actor content wording band low high condition made_on deadline deadline_kind states types criterion "
        "vague sources outlets article start end outcome decided_by proposed probability reason evidence"
    ).split()
    return pa.schema([pa.field(name, kinds.get(name, text)) for name in names])
