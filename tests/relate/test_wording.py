from __future__ import annotations

import csv
from pathlib import Path

import pytest

from detente.language.english import pipeline
from detente.relate.subjects import define
from detente.relate.wording import Wording, lexicon, place

LINES = (Path(__file__).parent / "cases" / "wordings.tsv").read_text("utf-8").splitlines()
ROWS = list(csv.DictReader((line for line in LINES if not line.startswith("#")), delimiter="\t"))


def placed(row: dict[str, str]) -> Wording | None:
    doc = pipeline()(row["sentence"])
    return place(doc, define(row["subject"]).targets(doc), cue=row["cue"])


def line(wording: Wording | None) -> str:
    value = wording.value if wording else 0.0
    return "0" if abs(value) < 0.1 else "+" if value > 0 else "-"


@pytest.mark.parametrize("row", [row for row in ROWS if row["part"] != "c"], ids=lambda row: row["sentence"][:40])
def test_sentences_stand_on_their_side(row: dict[str, str]) -> None:
    assert line(placed(row)) == row["line"]


def test_sentences_not_looked_at_while_writing_are_mostly_placed_and_never_on_the_wrong_side() -> None:
    found = [(line(placed(row)), row["line"]) for row in ROWS if row["part"] == "c"]
    assert len(found) == 28
    assert sum(one == other for one, other in found) >= 21
    assert not [pair for pair in found if "0" not in pair and pair[0] != pair[1]]


def test_what_decided_is_named_and_hedges_weaken() -> None:
    doc = pipeline()("the kingdom may support the treaty")
    weak = place(doc, define("treaty").targets(doc))
    doc = pipeline()("the kingdom will support the treaty")
    firm = place(doc, define("treaty").targets(doc))
    assert weak is not None
    assert firm is not None
    assert 0 < weak.value < firm.value
    assert "support" in firm.words


def test_a_denial_turns_what_is_denied() -> None:
    doc = pipeline()("it had joined the alliance")
    targets = define("alliance").targets(doc)
    said, denied = place(doc, targets), place(doc, targets, denied=True)
    assert said is not None
    assert denied is not None
    assert said.value > 0 > denied.value


def test_the_table_is_sound() -> None:
    table = lexicon()
    assert all(-1 <= value <= 1 and value for value in table.values.values())
    assert all(0 < value <= 1 for value in table.modals.values())
    assert table.factors["perhaps"] < 1 < table.factors["fully"]
    nlp = pipeline()
    unmet = [
        word for kind, word in table.values if kind == "V" and nlp(f"They will {word} it.")[2].lemma_ != word.split()[0]
    ]
    assert len(unmet) <= len(table.values) * 0.02, unmet
