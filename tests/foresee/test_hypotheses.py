"""Competing hypotheses: the matrix is full, copies count once, and what decides is named."""

from __future__ import annotations

import pytest

from detente.errors import UsageError
from detente.foresee.hypotheses import Matrix, parse, weigh

HEAD = """
title = "Why did the ferry stop?"
[hypotheses]
storm = "The weather made the crossing unsafe"
quarrel = "The two ports fell out over fees"
repair = "The ship was under repair"
"""

CARDS = """
[[evidence]]
id = "wind"
text = "The harbour log shows a calm week"
storm = "II"
quarrel = "N"
repair = "N"
[[evidence]]
id = "letter"
text = "The port authority wrote that fees were agreed"
storm = "N"
quarrel = "I"
repair = "N"
[[evidence]]
id = "crew"
text = "The crew was paid as usual"
storm = "C"
quarrel = "C"
repair = "C"
"""


def matrix(cards: str = CARDS) -> Matrix:
    return weigh(parse(HEAD + cards))


def test_least_against_comes_first() -> None:
    found = matrix()
    assert [(row.hypothesis, row.against, row.place) for row in found.standings] == [
        ("repair", 0.0, 1),
        ("quarrel", 1.0, 2),
        ("storm", 2.0, 3),
    ]
    assert found.first == ("repair",)
    assert found.settled


def test_what_fits_all_decides_nothing() -> None:
    told = {row.card: row.diagnosticity for row in matrix().evidence}
    assert told["crew"] == 0
    assert told["wind"] == 0.5
    assert told["letter"] == 0.25


def test_support_does_not_count_only_what_speaks_against() -> None:
    more = "".join(
        f'[[evidence]]\nid = "s{i}"\ntext = "Clouds were seen"\nstorm = "CC"\nquarrel = "N"\nrepair = "N"\n'
        for i in range(9)
    )
    assert [row.place for row in matrix(CARDS + more).standings] == [row.place for row in matrix().standings]


def test_taking_the_deciding_card_away_changes_who_is_first() -> None:
    found = matrix()
    assert found.deciding == ("wind", "letter")
    letter = next(row for row in found.evidence if row.card == "letter")
    assert set(letter.without) == {"repair", "quarrel"}
    assert found.evidence[-1].card == "crew"
    assert not found.evidence[-1].decides


def test_copies_count_once() -> None:
    copy = CARDS.replace('id = "letter"', 'id = "letter"\norigin = "fees"')
    again = '[[evidence]]\nid = "reprint"\norigin = "fees"\ntext = "Fees agreed, says port"\nquarrel = "I"\n'
    found = matrix(copy + again)
    assert {row.hypothesis: row.against for row in found.standings} == {"repair": 0, "quarrel": 1, "storm": 2}
    letter = next(row for row in found.evidence if row.card == "letter")
    assert letter.copies == ("reprint",)
    assert len(found.cells) == 9
    apart = matrix(copy + again.replace('"fees"', '"else"'))
    assert {row.hypothesis: row.against for row in apart.standings}["quarrel"] == 2


def test_a_copy_fills_in_what_the_other_does_not_mark() -> None:
    found = matrix(
        '[[evidence]]\nid = "a"\norigin = "o"\ntext = "x"\ncredibility = "high"\nstorm = "I"\n'
        '[[evidence]]\nid = "b"\norigin = "o"\ntext = "x"\nstorm = "C"\nquarrel = "II"\n'
    )
    marks = {cell.hypothesis: cell.mark for cell in found.cells}
    assert marks == {"storm": "I", "quarrel": "II", "repair": None}


def test_the_matrix_is_full_and_counts_what_is_not_marked() -> None:
    found = matrix(CARDS + '[[evidence]]\nid = "new"\ntext = "A mast was seen in the yard"\nstorm = "I"\n')
    assert len(found.cells) == 4 * 3
    assert found.unmarked == 2
    assert not found.settled
    repair = next(row for row in found.standings if row.hypothesis == "repair")
    assert (repair.unmarked, repair.still_open) == (1, 2.0)


def test_weight_multiplies() -> None:
    found = matrix(CARDS.replace('id = "letter"', 'id = "letter"\ncredibility = "high"\nrelevance = "high"'))
    assert next(row.against for row in found.standings if row.hypothesis == "quarrel") == pytest.approx(2)
    low = matrix(CARDS.replace('id = "letter"', 'id = "letter"\ncredibility = "low"\nrelevance = "low"'))
    assert next(row.against for row in low.standings if row.hypothesis == "quarrel") == pytest.approx(0.5)


def test_equals_share_a_place() -> None:
    found = matrix('[[evidence]]\nid = "a"\ntext = "x"\nstorm = "I"\nquarrel = "I"\nrepair = "II"\n')
    assert [row.place for row in found.standings] == [1, 1, 3]
    assert not found.settled


def test_without_evidence_all_are_equal() -> None:
    found = matrix("")
    assert set(found.first) == {"storm", "quarrel", "repair"}
    assert found.evidence == ()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('storm = "II"', 'storm = "maybe"', "the marks are"),
        ('storm = "II"', 'flood = "II"', "no hypothesis: flood"),
        ('id = "letter"', 'id = "wind"', "same id"),
        ('text = "The crew was paid as usual"', 'text = " "', "has no text"),
        ('id = "wind"', 'id = "wind"\ncredibility = "total"', "credibility of evidence wind"),
        ('id = "wind"', 'id = "wind"\norigin = 3', "is no name"),
        ("[[evidence]]", "[evidence", "no TOML"),
    ],
)
def test_a_bad_card_is_refused_with_its_reason(old: str, new: str, says: str) -> None:
    assert old in CARDS
    with pytest.raises(UsageError, match=says):
        parse(HEAD + CARDS.replace(old, new, 1))


@pytest.mark.parametrize("head", ['[hypotheses]\none = "Alone"\n', "", '[hypotheses]\nid = "x"\nb = "y"\n'])
def test_hypotheses_must_compete(head: str) -> None:
    with pytest.raises(UsageError, match="hypothes"):
        parse(head)
