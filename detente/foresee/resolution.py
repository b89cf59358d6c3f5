"""Has it come true? Later events and statements are proposed as evidence, ranked, each with its reason.

A proposal is a probability that the evidence is about what was forecast, times what it says of it. It is decided by
the engine only above ``AUTOMATIC``; else a person decides. That nothing was found by the deadline speaks against what
was to come and for what was not to; how strongly depends on how much the corpus tells of the time, so it is proposed
and never decided by the engine. ``bench/ledger.py`` counts how often the proposals are right.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from detente import edtf
from detente.foresee.ledger import Claim, Entry
from detente.link.utterances import content_words

Outcome = Literal["true", "false", "void", "open"]
OUTCOMES: tuple[Outcome, ...] = ("true", "false", "void", "open")
AUTOMATIC = 0.95
# Evidence less likely than this to be about the forecast is not shown; of what is shown, so many at most.
LEAST, MOST = 0.2, 5
# When the deadline has passed and nothing was found, however much else the corpus tells of the states in that time: a
# convention, below AUTOMATIC on purpose. With so many other reports silence counts for half of it.
SILENCE, HALF = 0.6, 3.0
# Log-odds that evidence is about what was forecast: by the share of the forecast's weighted words it has, that it is an
# act of the same type, between the same states. Set by hand on invented cases; measured in bench/ledger.py.
BASE, WORDS, TYPE, STATES = -4.0, 5.0, 2.0, 1.5


@dataclass(frozen=True, slots=True)
class Evidence:
    """A later finding: ``on`` is EDTF; ``origin`` is the same for all reports of one happening or utterance."""

    id: str
    kind: Literal["event", "statement"]
    article: str
    start: int
    end: int
    content: str
    on: str | None
    states: frozenset[str]
    type: str | None
    denied: bool
    origin: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What evidence says of a forecast: ``probability`` that the outcome is so; ``evidence`` is None for silence."""

    entry: str
    outcome: Outcome
    probability: float
    reason: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """How a forecast stands: by whom decided (``person``, ``engine``, None), and the proposals, the best first."""

    entry: Entry
    outcome: Outcome
    decided_by: Literal["person", "engine"] | None
    proposals: tuple[Proposal, ...]


def resolve(
    entries: Sequence[Entry], evidence: Iterable[Evidence], today: date, decided: Mapping[str, Outcome]
) -> list[Resolution]:
    """Return how each forecast stands.

    Args:
        entries: the ledger.
        evidence: events and statements of the corpus.
        today: the day up to which the corpus tells; a deadline after it is open.
        decided: what people decided, by the id of any claim of the forecast.
    """
    known = _Evidence(evidence)
    return [_resolved(entry, tuple(proposals(entry, known, today)), decided) for entry in entries]


def facts(evidence: Iterable[Evidence], claims: Iterable[Claim]) -> list[Evidence]:
    """Return the evidence that does not itself stand in a forecast: what is predicted shows nothing that came about."""
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for claim in claims:
        spans[claim.article].append((claim.start, claim.end))
    return [
        row
        for row in evidence
        if not any(
            2 * (min(end, row.end) - max(start, row.start)) >= row.end - row.start for start, end in spans[row.article]
        )
    ]


class _Evidence:
    """Evidence by state, each origin once: its earliest report."""

    def __init__(self, rows: Iterable[Evidence]) -> None:
        first: dict[str, Evidence] = {}
        for row in sorted(rows, key=lambda row: (_first(row) or date.max, row.id)):
            first.setdefault(row.origin, row)
        self.words = {row.id: content_words(row.content) for row in first.values()}
        self.of_state: dict[str, list[Evidence]] = defaultdict(list)
        for row in first.values():
            for state in row.states:
                self.of_state[state].append(row)

    def about(self, states: Iterable[str]) -> list[Evidence]:
        found = {row.id: row for state in states for row in self.of_state.get(state, ())}
        return [found[key] for key in sorted(found)]


def _first(row: Evidence) -> date | None:
    days = edtf.bounds(row.on) if row.on else None
    return days[0] if days else None


def proposals(entry: Entry, evidence: _Evidence, today: date) -> list[Proposal]:
    """Return the proposals for one forecast, the most probable first; silence after the deadline comes last."""
    made = edtf.bounds(entry.made_on) if entry.made_on else None
    ends = date.fromisoformat(entry.deadline) if entry.deadline else None
    articles = {claim.article for claim in entry.claims}
    words = content_words(entry.first.content)
    met: list[Proposal] = []
    for row in evidence.about(entry.states):
        on = _first(row)
        if row.article in articles or made is None or on is None or on <= made[1]:
            continue
        probability, reasons = _about(entry, words, row, evidence.words[row.id])
        if probability < LEAST:
            continue
        if ends is not None and on > ends:
            # What came too late shows that it had not come before.
            late: Outcome = "false" if not entry.negated else "true"
            met.append(Proposal(entry.id, late, probability, f"{reasons}; after the deadline {ends}", row))
            continue
        came = row.denied == entry.negated
        met.append(Proposal(entry.id, "true" if came else "false", probability, reasons, row))
    met.sort(key=lambda each: (-each.probability, each.evidence.id if each.evidence else ""))
    # Where a condition was not met, nothing was to be told.
    if ends is not None and made is not None and ends < today and entry.first.condition is None:
        met += _silence(entry, evidence, (made[1], ends), max((each.probability for each in met), default=0.0))
        met.sort(key=lambda each: -each.probability)
    return met[:MOST]


def _silence(entry: Entry, evidence: _Evidence, window: tuple[date, date], best: float) -> list[Proposal]:
    """Return what it says that nothing was found: little where little else is told of the states in that time."""
    told = [row for row in evidence.about(entry.states) if row.states >= set(entry.states)]
    count = sum(1 for row in told if (on := _first(row)) is not None and window[0] < on <= window[1])
    probability = SILENCE * count / (count + HALF)
    if best > SILENCE or probability < LEAST:
        return []
    outcome: Outcome = "true" if entry.negated else "false"
    reason = f"nothing of the kind is among the {count} reports of the states by the deadline, {window[1]}"
    return [Proposal(entry.id, outcome, probability, reason)]


def _about(entry: Entry, words: Mapping[str, float], row: Evidence, told: Mapping[str, float]) -> tuple[float, str]:
    """Return the probability that evidence is about what was forecast, and why."""
    total = sum(words.values())
    common = [word for word in words if word in told]
    share = sum(words[word] for word in common) / total if total else 0.0
    same = sorted(set(entry.states) & row.states)
    between = len(same) / max(len(entry.states), 1)
    typed = row.type is not None and row.type in entry.types
    odds = BASE + WORDS * share + TYPE * typed + STATES * between
    reasons = [f"{share:.0%} of its words", f"{', '.join(same)}"] + (
        [f"an act of the kind {row.type}"] if typed else []
    )
    return 1 / (1 + math.exp(-odds)), "; ".join(reasons)


def _resolved(entry: Entry, found: tuple[Proposal, ...], decided: Mapping[str, Outcome]) -> Resolution:
    by_person = next((decided[claim.id] for claim in entry.claims if claim.id in decided), None)
    if by_person is not None:
        return Resolution(entry, by_person, "person", found)
    best = found[0] if found else None
    sure = best is not None and best.evidence is not None and best.probability >= AUTOMATIC
    contradicted = any(each.outcome != best.outcome and each.probability > 0.5 for each in found) if best else False
    if best is not None and sure and not contradicted and not entry.vague and entry.first.condition is None:
        return Resolution(entry, best.outcome, "engine", found)
    return Resolution(entry, "open", None, found)
