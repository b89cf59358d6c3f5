"""Hedges of forecasts: every row fires, the longest phrase wins, negation is reckoned in."""

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.extract import hedges

PHRASES = sorted(hedges.lexicon())


@pytest.mark.parametrize("phrase", PHRASES)
def test_every_row_fires(phrase: str) -> None:
    row = hedges.lexicon()[phrase]
    assert hedges.hedge(f"They say it {phrase} end well") == row.hedge
    assert hedges.hedge(phrase.capitalize()) == row.hedge


@pytest.mark.parametrize("phrase", [phrase for phrase in PHRASES if phrase.endswith(" to")])
def test_a_phrase_with_to_is_known_without_it(phrase: str) -> None:
    found = hedges.hedge(phrase.removesuffix(" to"))
    row = hedges.lexicon()[phrase].hedge
    assert found is not None
    assert (found.low, found.high) == (row.low, row.high)


def test_every_row_has_a_source_that_the_head_of_the_file_names_and_a_convention_its_reason() -> None:
    head = "".join(
        line
        for line in files("detente.data").joinpath("hedges.tsv").read_text(encoding="utf-8").splitlines()
        if line.startswith("#")
    )
    for row in hedges.lexicon().values():
        assert f"{row.hedge.source}:" in head
        assert row.note or row.hedge.source not in {"convention", "form"}


def test_the_ranges_of_icd_203() -> None:
    expected = {
        **dict.fromkeys(("almost no chance", "remote"), (0.01, 0.05)),
        **dict.fromkeys(("very unlikely", "highly improbable"), (0.05, 0.20)),
        **dict.fromkeys(("unlikely", "improbable", "improbably"), (0.20, 0.45)),
        **dict.fromkeys(("roughly even chance", "roughly even odds"), (0.45, 0.55)),
        **dict.fromkeys(("likely", "probable", "probably"), (0.55, 0.80)),
        **dict.fromkeys(("very likely", "highly probable"), (0.80, 0.95)),
        **dict.fromkeys(("almost certain", "almost certainly", "nearly certain"), (0.95, 0.99)),
    }
    rows = [row.hedge for row in hedges.lexicon().values() if row.hedge.source == "ICD 203"]
    assert {row.phrase: (row.low, row.high) for row in rows} == expected


@pytest.mark.parametrize(
    ("words", "phrase", "low", "high", "negated"),
    [
        ("will", "will", 0.95, 0.99, False),
        ("will not", "will", 0.01, 0.05, True),
        ("wo n't", "will", 0.01, 0.05, True),
        ("won’t", "will", 0.01, 0.05, True),
        ("will never", "will", 0.01, 0.05, True),
        ("’ll", "will", 0.95, 0.99, False),
        ("may further", "may", 0.20, 0.55, False),
        ("may not", "may", 0.45, 0.80, True),
        ("may well", "may well", 0.55, 0.80, False),
        ("will probably", "probably", 0.55, 0.80, False),
        ("will probably not", "probably not", 0.20, 0.40, False),
        ("would be very likely", "very likely", 0.80, 0.95, False),
        ("is not likely to", "likely", 0.20, 0.45, True),
        ("unlikely would", "unlikely", 0.20, 0.45, False),
        ("not unlikely", "unlikely", 0.55, 0.80, True),
        ("is bound to", "bound to", 0.95, 0.99, False),
        ("bound", "bound to", 0.95, 0.99, False),
        ("is not certain to", "certain to", 0.01, 0.95, True),
        ("not necessarily", "necessarily", 0.01, 0.95, True),
        ("will certainly not", "certainly", 0.01, 0.05, True),
        ("there is no doubt that it will", "no doubt", 0.95, 0.99, False),
        ("I do not doubt that it will", "doubt", 0.55, 0.80, True),
        ("cannot", "can not", 0.01, 0.05, False),
        ("ca n't", "can not", 0.01, 0.05, False),
        ("can not possibly", "can not possibly", 0.01, 0.05, False),
        ("could", "could", 0.20, 0.55, False),
        ("is expected to", "expected to", 0.55, 0.95, False),
        ("only a matter of time", "only a matter of time", 0.95, 0.99, False),
    ],
)
def test_wordings(words: str, phrase: str, low: float, high: float, negated: bool) -> None:
    found = hedges.hedge(words)
    assert found is not None
    assert (found.phrase, found.low, found.high, found.negated) == (phrase, low, high, negated)


@pytest.mark.parametrize(
    ("words", "share", "band"), [("a 70 percent chance", 0.7, "likely"), ("a 5% risk", 0.05, "remote")]
)
def test_a_stated_probability_is_taken_as_it_stands(words: str, share: float, band: str) -> None:
    found = hedges.hedge(f"there is {words} that it may fail")
    assert found is not None
    assert (found.low, found.high, found.band, found.source) == (share, share, band, "stated")


@pytest.mark.parametrize("words", ["", "the envoy left", "willing", "maybe-not", "mayor", "a 170 percent chance"])
def test_words_without_a_hedge(words: str) -> None:
    assert hedges.hedge(words) is None


@given(st.text(max_size=60) | st.lists(st.sampled_from([*PHRASES, "not", "n't", "never", "to", "'ll"])).map(" ".join))
def test_a_range_is_ordered_and_within_bounds(words: str) -> None:
    found = hedges.hedge(words)
    if found is not None:
        assert 0 <= found.low <= found.high <= 1
        assert found.band in hedges.BANDS
