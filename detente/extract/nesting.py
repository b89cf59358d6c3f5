"""Statements inside statements: who passes whose words on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from detente.extract import coreference, occasions
from detente.extract.drafts import Draft
from detente.model import Span, Statement

Row = tuple[Statement, Draft]


def settle(rows: list[Row], entity: Mapping[str, str]) -> list[Row]:
    """Set parents and relays of nested statements; drop what only repeats the statement around it.

    Args:
        rows: statements with the drafts they came from, in the order of their content.
        entity: the cluster of each mention.
    """
    out: list[Row] = []
    for row, draft in _reported(rows):
        parent = _parent(row, draft, out)
        if parent is None:
            out.append((row, draft))
            continue
        same = row.speaker_mention is not None and parent.speaker_mention is not None
        same = same and entity[row.speaker_mention or ""] == entity[parent.speaker_mention or ""]
        if (
            row.speaker_mention is None
            or _first_person(draft)
            or _no_clause(draft)
            or (same and draft.kind != "speech")
        ):
            continue
        chain = parent.relay_mentions if same else (parent.speaker_mention, *parent.relay_mentions)
        relays = tuple(m for m in chain if m is not None)
        # The day of the saying around it is not its own: "said that Berg had told him".
        on, precision = (row.said_on, row.said_on_precision) if row.said_on != parent.said_on else (None, None)
        nested = replace(row, parent=parent.id, relay_mentions=relays or row.relay_mentions)
        out.append((replace(nested, said_on=on, said_on_precision=precision), draft))
    return _without_carriers(out)


def _reported(rows: list[Row]) -> list[Row]:
    """Take a report that trails what it reports out of it: "an official said that the dam holds, the Courier reported".

    The parser hangs the trailing words on the reported clause; they carry all of the statement before them.
    """
    out = {s.id: (s, d) for s, d in rows}
    for report, draft in rows:
        if report.cue is None or report.source is None or not _passes_on(draft):
            continue
        begins = min(report.cue.start, report.source.start)
        tail = Span(begins, max(report.cue.end, report.source.end))
        for told, told_draft in list(out.values()):
            holds = told.id != report.id and any(tail.within(p) and tail.end >= p.end - 1 for p in told.pieces)
            if not holds or report.end > begins or not told.start <= report.start or told_draft.kind != "speech":
                continue
            pieces = tuple(Span(p.start, report.end) if tail.within(p) else p for p in told.pieces if p.start < begins)
            cut = report.end - told.start
            speaker = () if report.speaker_mention is None else (report.speaker_mention,)
            trimmed = replace(
                told,
                end=report.end,
                content=told.content[:cut],
                pieces=pieces,
                relay_mentions=told.relay_mentions or speaker,
            )
            out[told.id] = trimmed, told_draft
            out.pop(report.id, None)
    return [out[s.id] for s, _ in rows if s.id in out]


def _first_person(draft: Draft) -> bool:
    """Say whether the speaker of a quotation speaks of himself: "I think", "we hope"."""
    return draft.source is not None and draft.source.lower_ in coreference.FIRST


def _no_clause(draft: Draft) -> bool:
    """Say whether a noun or infinitive speaks of saying without a clause: "the threat of force", "to discuss aid"."""
    if draft.frame not in {"np", "prep"} or not draft.cue:
        return False
    return draft.cue[0].pos_ == "NOUN" or draft.cue[0].tag_ == "VB"


def _parent(row: Statement, draft: Draft, before: list[Row]) -> Statement | None:
    inner = draft.cue_span or Span(row.start, row.end)
    around = [s for s, _ in before if any(inner.within(p) for p in s.pieces) and s.id != row.id]
    return min(around, key=lambda s: s.end - s.start, default=None)


def _without_carriers(rows: list[Row]) -> list[Row]:
    """Drop an outlet's "reported that Y said Z" where Y's own statement is most of it: the outlet is the relay."""
    by_id = {s.id: (s, d) for s, d in rows}
    carriers = {row.parent for row, _ in rows if row.parent and _is_carrier(*by_id[row.parent], row)}
    return [(replace(s, parent=None) if s.parent in carriers else s, d) for s, d in rows if s.id not in carriers]


def _is_carrier(outer: Statement, draft: Draft, inner: Statement) -> bool:
    long = 2 * (inner.end - inner.start) >= outer.end - outer.start
    return _passes_on(draft) and inner.cue is not None and long


def _passes_on(draft: Draft) -> bool:
    """Say whether a cue carries what others said: "reported", "according to"."""
    return bool(draft.cue) and (draft.cue[0].lemma_.lower() in occasions.QUOTING or draft.cue[0].lower_ == "according")
