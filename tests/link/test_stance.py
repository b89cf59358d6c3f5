"""About whom and with what stance: labelled sentences, sound dictionaries, and what must hold whatever the words."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from detente.extract import extract
from detente.link import stance, tables, within
from detente.model import Article, Excerpt, Span, Statement

SIGNS = {"+": "+1", "-": "-1", "0": "+0"}
CASES = Path(__file__).parent.parent / "cases" / "stances.tsv"


def told(text: str) -> tuple[Statement, ...]:
    article = Article("a1", "t.txt", "t.txt", "s1", "text/plain", text, published="2021-05-20", language="en")
    return within.link(extract(article)).statements


def cases() -> list[list[str]]:
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return list(csv.reader(lines[1:], delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize(("text", "state", "wanted"), cases())
def test_cases(text: str, state: str, wanted: str) -> None:
    given = [s for row in told(text) for state_, s in zip(row.about, row.stance, strict=True) if state_ == state]
    assert given, "no statement is about the state"
    assert given[0] == wanted


def test_every_state_spoken_of_has_a_stance() -> None:
    rows = told("Peru and Chile agreed to patrol the strait. Bolivia said that both countries had broken the treaty.")
    assert rows
    assert all(len(row.about) == len(row.stance) for row in rows)
    assert any(len(row.about) == 2 for row in rows)


def test_every_judging_word_is_met_by_its_own_stem() -> None:
    rows = list(tables.rows("stances"))
    assert len(rows) == len(stance.judging())
    for entry in rows:
        found = row(f"They said the {entry['word']} Utopia", "said", "Utopia")
        wanted = f"before {SIGNS[entry['doer']]}{SIGNS[entry['target']]}"
        assert entry["doer"] == entry["target"] == "0" or wanted in found, entry


def row(text: str, cue: str, state: str) -> dict[str, float]:
    start = text.index(cue)
    content = Span(start + len(cue) + 1, len(text))
    at = text.index(state)
    statement = Statement(
        "s", "a", content.start, content.end, "", (content,), "indirect", None,
        Excerpt(start, start + len(cue), cue), actor="ARG",
    )  # fmt: skip
    return next(iter(stance.features(statement, text, {"X": (Span(at, at + len(state)),)})))


def test_who_does_it_and_whom_it_is_done_to_are_told_apart() -> None:
    doer = row("They decried Utopia’s aggression", "decried", "Utopia")
    victim = row("They decried aggression against Utopia", "decried", "Utopia")
    assert "then -1+0" in doer
    assert "against -1+0" in victim
    assert "then -1+0" not in victim


def test_negation_is_seen() -> None:
    plain = row("They said we support Utopia", "said", "Utopia")
    denied = row("They said we never support Utopia", "said", "Utopia")
    assert "before +0+1" in plain
    assert "denied before +0+1" in denied


def test_weights_are_of_features_that_can_fire() -> None:
    kinds = {name.split()[0].rstrip(",") for name in stance.weights()}
    assert kinds <= {
        "a", "no", "bias", "good", "bad", "only", "states", "negated", "mode", "cue", "behind", "first", "before",
        "far", "denied", "ended", "second", "then", "unnamed", "left", "right", "the", "else", *stance.PREPOSITIONS,
    }  # fmt: skip
