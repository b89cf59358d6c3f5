"""Named changes between two wordings."""

from __future__ import annotations

import pytest

from bench.variants import cases, run
from detente.travel import lexis
from detente.travel.numerals import value_of
from detente.travel.pieces import read
from detente.travel.variants import NAMES, Change, changes, compared

# What a change is when the two wordings are swapped.
MIRROR = {
    "attribution lost": "attribution gained",
    "made indirect": "made direct",
    "hedge lost": "hedge gained",
    "negation lost": "negation gained",
    "loaded word lost": "loaded word gained",
    "softened": "hardened",
    "omitted": "added",
}
MIRROR |= {value: key for key, value in MIRROR.items()}


def test_the_labelled_pairs_reach_their_floors() -> None:
    assert run("dev")["F1"] >= 0.97
    assert run("held")["F1"] >= 0.85


def test_every_name_is_met_in_the_labelled_pairs() -> None:
    labels = {name for part in ("dev", "held") for case in cases(part) for name in case.names}
    assert labels == set(NAMES)
    assert len(cases("dev")) >= 100
    assert len(cases("held")) == 50


def test_a_change_carries_the_exact_words_of_both_sides() -> None:
    held = [*cases("dev"), *cases("held")]
    met = 0
    for case, found in zip(held, compared([(case.a, case.b) for case in held]), strict=True):
        for change in found:
            assert case.a[change.a.start : change.a.end] == change.a.text
            assert case.b[change.b.start : change.b.end] == change.b.text
            assert change.a.text or change.b.text
            met += 1
    assert met > 150


def test_swapped_wordings_have_the_mirrored_changes() -> None:
    held = cases("dev")
    forward = compared([(case.a, case.b) for case in held])
    backward = compared([(case.b, case.a) for case in held])
    same = [
        {change.name for change in one} == {MIRROR.get(change.name, change.name) for change in two}
        for one, two in zip(forward, backward, strict=True)
    ]
    assert sum(same) >= 0.97 * len(same)


@pytest.mark.parametrize("text", ["", "  ", "...", "Klow.", "「和平」", "\u2028a\ufeff", "no no no"])
def test_anything_can_be_compared(text: str) -> None:
    assert changes(text, text) == []
    for found in (changes(text, "The envoy left Klow."), changes("The envoy left Klow.", text)):
        assert all(isinstance(change, Change) for change in found)


def test_white_space_is_no_change() -> None:
    assert changes("The pact  failed.\n", "The pact failed.") == []


def test_every_entry_of_the_dictionaries_can_fire() -> None:
    for entry in lexis.entries():
        forms = [frozenset({word}) for word in entry.phrase]
        pos = {"V": "VERB", "N": "NOUN", "A": "ADJ", "": "NOUN"}[entry.pos]
        assert (len(forms), entry) in lexis.at(forms, 0, pos), entry


def test_plain_words_of_a_loaded_one_are_not_loaded_in_the_same_place() -> None:
    loaded = {(" ".join(e.phrase), e.pos) for e in lexis.entries() if e.use == "loaded"}
    for entry in lexis.entries():
        assert not {(word, entry.pos) for word in entry.plain} & loaded, entry


def test_scales_have_several_ranks() -> None:
    scales: dict[str, set[int]] = {}
    for entry in lexis.entries():
        if entry.use in {"scale", "degree"}:
            scales.setdefault(entry.scale, set()).add(entry.rank)
    assert all(len(ranks) > 1 for ranks in scales.values())


@pytest.mark.parametrize(
    ("words", "value"),
    [("40 million", "40000000"), ("1,200", "1200"), ("twenty-five", "25"), ("hundreds", "hundreds"), ("third", "3")],
)
def test_numbers_have_values(words: str, value: str) -> None:
    assert value_of(words.split()) == value
    assert value_of([*words.split(), "rounds"]) is None


def test_pieces_cover_their_words_in_order() -> None:
    for wording in read(case.a for case in cases("dev")):
        ends = 0
        for piece in wording.pieces:
            assert wording.text[piece.start : piece.end] == piece.text
            assert piece.start >= ends
            ends = piece.end
