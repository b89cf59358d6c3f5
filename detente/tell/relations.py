"""How states are getting on, asked of a store: series, triangles, balance, words and deeds, positions, shifts.

The measures are those of ``detente.relate``, defined in ``docs/measures.md``; every row names the findings behind it.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from detente import edtf
from detente.errors import UsageError
from detente.model import Article, Event, Pair, Role, Statement
from detente.relate import balance as balances
from detente.relate import positions as lines
from detente.relate.deeds import SayDo, say_and_do
from detente.relate.evidence import Evidence, coded, origins
from detente.relate.positions import Position, Remark
from detente.relate.series import Series
from detente.relate.series import Step as Length
from detente.relate.series import relation as series_of
from detente.relate.subjects import define
from detente.relate.triangles import Triangle
from detente.relate.triangles import triangle as triangle_of
from detente.tell import dates

if TYPE_CHECKING:
    import pyarrow as pa

    from detente.store import Store

# Of so many states the balance is worked out when none are named: those that most events join.
MOST_STATES = 8


def evidence(store: Store) -> list[Evidence]:
    """Return the store's events as evidence: what happened, each origin once."""
    published = {row["id"]: row["published"] for row in store.query("answer_articles_cited", {}).to_pylist()}
    return coded(store.rows(Event), origins(store.rows(Pair)), published)


def window(since: str | None, until: str | None) -> tuple[date, date] | None:
    """Return the first and last day of a window; None where neither limit is given.

    Raises:
        UsageError: one limit is missing, or is no date.
    """
    if since is None and until is None:
        return None
    if since is None or until is None:
        raise UsageError("a window has two ends: give --since and --until")
    return dates.limit(since, "since")[0], dates.limit(until, "until")[1]


def relation(
    store: Store,
    one: str,
    other: str,
    *,
    step: Length = "month",
    mutual: bool = True,
    within: tuple[date, date] | None = None,
) -> Series:
    """Return the series of a pair (alpha-3 codes): of both directions together, or from the first to the other."""
    return series_of(evidence(store), one, other, step=step, mutual=mutual, window=within)


def triangle(
    store: Store, three: tuple[str, str, str], *, step: Length = "month", within: tuple[date, date] | None = None
) -> Triangle:
    """Return the triangle of three states (alpha-3 codes) over time, as known at each step."""
    return triangle_of(evidence(store), three, step=step, window=within)


def balance(store: Store, states: Sequence[str] = (), *, at: str | None = None) -> balances.Balance:
    """Return the structural balance of states: of those named, else of the eight that most happenings join.

    Raises:
        UsageError: more than 20 states, or fewer than two.
    """
    rows = evidence(store)
    chosen = sorted(set(states)) or _most_met(rows)
    if len(chosen) < 2:
        raise UsageError("balance needs two states or more; the store has events between too few")
    window_of_all = _reach(rows)
    series = [
        series_of(rows, one, other, mutual=True, window=window_of_all)
        for one, other in itertools.combinations(chosen, 2)
        if any({row.source, row.target} == {one, other} for row in rows)
    ]
    return balances.balance(*balances.ties(series, at=at))


def deeds(store: Store, source: str, target: str, windows: Sequence[tuple[date, date]] = ()) -> list[SayDo]:
    """Return words against deeds from one state to another: by window, else by calendar year."""
    rows = evidence(store)
    if windows:
        return say_and_do(rows, source, target, windows)
    found = say_and_do(rows, source, target, _years(rows, {source, target}))
    return [each for each in found if each.words.evidence or each.deeds.evidence]


def remarks(store: Store) -> list[Remark]:
    """Return what states said, dated, copies joined to their acts of speaking."""
    return lines.remarks(store.rows(Statement), store.rows(Article), store.rows(Role), origins(store.rows(Pair)))


def positions(store: Store, actor: str | None, subject: str | None) -> list[Position]:
    """Return lines: of one actor or all that spoke, on one subject in a few words or on those that grow of the corpus.

    Raises:
        UsageError: the words name no subject.
    """
    told = remarks(store)
    subjects = [define(subject)] if subject else lines.grown(told)
    actors = [actor] if actor else sorted({remark.actor for remark in told})
    found = lines.positions(told, [(each, subject) for each in actors for subject in subjects])
    return [position for position in found if position.steps]


def relation_table(series: Series) -> pa.Table:
    """Return a series: on, level, low50, high50, low90, high90, now, value, weight, happenings, evidence [event id]."""
    names = "on level low50 high50 low90 high90 now value weight happenings evidence".split()
    rows = [{name: getattr(point, name) for name in names} for point in series.points]
    return _table([row | {"evidence": list(row["evidence"])} for row in rows], names, {"happenings": "int"})


def triangle_table(found: Triangle) -> pa.Table:
    """Return a triangle: on, pattern, states, likeliest, chance, then the probability of each pattern, evidence."""
    names = "on pattern states likeliest chance menage marriage romance veto undecided evidence".split()
    rows = [{name: _plain(getattr(point, name)) for name in names} for point in found.points]
    return _table(rows, names, {"marriage": "floats", "romance": "floats"})


def balance_table(found: balances.Balance) -> pa.Table:
    """Return the ties: one, other, sign, probability, against (whether it is one of those that frustrate)."""
    rows = [
        {
            "one": tie.one,
            "other": tie.other,
            "sign": tie.sign,
            "probability": tie.probability,
            "against": tie in found.against,
        }
        for tie in found.ties
    ]
    return _table(rows, "one other sign probability against".split(), {"sign": "int", "against": "bool"})


def deeds_table(found: Iterable[SayDo]) -> pa.Table:
    """Return words and deeds: since, until, words, words_low90, words_high90, words_count, the same of deeds, gap..."""
    rows = []
    for each in found:
        row: dict[str, Any] = {"since": each.first.isoformat(), "until": each.last.isoformat()}
        for name, share in (("words", each.words), ("deeds", each.deeds)):
            row |= {name: share.balance, f"{name}_low90": share.low90, f"{name}_high90": share.high90}
            row |= {f"{name}_count": share.cooperative + share.hostile}
        row |= {"gap": each.gap, "low90": each.low90, "high90": each.high90, "worse": each.worse}
        rows.append(row | {"doubtless": each.doubtless, "evidence": [*each.words.evidence, *each.deeds.evidence]})
    names = (
        "since until words words_low90 words_high90 words_count deeds deeds_low90 deeds_high90 deeds_count gap low90 "
        "high90 worse doubtless evidence"
    ).split()
    return _table(rows, names, {"words_count": "int", "deeds_count": "int", "doubtless": "bool"})


def positions_table(store: Store, found: Iterable[Position]) -> pa.Table:
    """Return steps, the oldest of each line first.

    Columns: actor, subject, on, value (-1 turns from it, 1 binds itself), strength, line, low90, high90, new, shifted,
    speaker, words (the saying that tells most), article (path), start, end, statement, evidence [statement id].
    """
    places = _places(
        store, (say.remark.id for position in found for step in position.steps for say in step.sayings[:1])
    )
    rows = []
    for position in found:
        for step in position.steps:
            first = step.sayings[0]
            rows.append(
                {
                    "actor": position.actor,
                    "subject": position.subject.name,
                    "on": step.on,
                    "value": step.value,
                    "strength": first.strength,
                    "line": step.line,
                    "low90": step.low90,
                    "high90": step.high90,
                    "new": step.new,
                    "shifted": step.shifted,
                    "speaker": first.remark.speaker,
                    "words": first.remark.text,
                    **places[first.remark.id],
                    "evidence": list(step.evidence),
                }
            )
    names = (
        "actor subject on value strength line low90 high90 new shifted speaker words article start end statement "
        "evidence"
    ).split()
    return _table(rows, names, {"new": "bool", "shifted": "bool", "start": "int", "end": "int"})


def shifts_table(found: Iterable[Position]) -> pa.Table:
    """Return shifts: actor, subject, before_on, before, before_statement, the same after, moved, score."""
    rows = [
        {
            "actor": shift.actor,
            "subject": shift.subject,
            "before_on": shift.before_on,
            "before": shift.before.remark.text,
            "before_statement": shift.before.remark.id,
            "after_on": shift.after_on,
            "after": shift.after.remark.text,
            "after_statement": shift.after.remark.id,
            "moved": shift.moved,
            "score": shift.score,
        }
        for position in found
        for shift in position.shifts
    ]
    names = "actor subject before_on before before_statement after_on after after_statement moved score".split()
    return _table(rows, names, {})


def _places(store: Store, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    rows = store.query("answer_statements_of", {"ids": list(dict.fromkeys(ids))}).to_pylist()
    return {
        row["id"]: {"article": row["article"], "start": row["start"], "end": row["end"], "statement": row["id"]}
        for row in rows
    }


_FLOATS = frozenset(
    "level low50 high50 low90 high90 now value weight chance menage veto undecided probability words_low90 "
    "words_high90 deeds deeds_low90 deeds_high90 gap worse line moved score".split()
)


def _table(rows: list[dict[str, Any]], names: Sequence[str], kinds: Mapping[str, str]) -> pa.Table:
    import pyarrow as pa

    types = {"int": pa.int64(), "bool": pa.bool_(), "floats": pa.list_(pa.float64()), "float": pa.float64()}
    texts = pa.list_(pa.string())
    fields = []
    for name in names:
        kind = kinds.get(name) or ("float" if name in _FLOATS or (name == "words" and "gap" in names) else None)
        if kind is None and name in {"evidence", "states", "likeliest"}:
            fields.append(pa.field(name, texts))
        else:
            fields.append(pa.field(name, types.get(kind or "", pa.string())))
    return pa.Table.from_pylist(rows, schema=pa.schema(fields))


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _most_met(rows: Iterable[Evidence]) -> list[str]:
    met: Counter[str] = Counter()
    for source, target, _ in {(row.source, row.target, row.happening) for row in rows}:
        met.update((source, target))
    return sorted(state for state, _ in sorted(met.items(), key=lambda item: (-item[1], item[0]))[:MOST_STATES])


def _reach(rows: Iterable[Evidence]) -> tuple[date, date] | None:
    days = [bounds for row in rows if (bounds := edtf.bounds(row.on)) is not None]
    known = [pair for pair in days if pair[0] > date.min and pair[1] < date.max]
    return (min(first for first, _ in known), max(last for _, last in known)) if known else None


def _years(rows: Iterable[Evidence], pair: set[str]) -> list[tuple[date, date]]:
    reach = _reach([row for row in rows if {row.source, row.target} == pair])
    if reach is None:
        return []
    return [(date(year, 1, 1), date(year, 12, 31)) for year in range(reach[0].year, reach[1].year + 1)]
