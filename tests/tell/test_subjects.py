from __future__ import annotations

from datetime import date

from detente.tell.subjects import Saying, find


def saying(key: int, year: int, text: str, act: str | None = None) -> Saying:
    return Saying(key, date(year, 5, 1), act or f"act{key}", text)


def test_a_noun_that_comes_back_at_another_date_makes_a_subject() -> None:
    met = find(
        [
            saying(0, 2019, "the harbour dues are an insult to sailors"),
            saying(1, 2020, "we welcome the visit of the orchestra"),
            saying(2, 2022, "the dues on the harbour have been settled amicably"),
        ]
    )
    assert len(met) == 1
    assert set(met[0].words) == {"harbour", "dues"}
    assert (met[0].first.key, met[0].latest.key, met[0].sayings) == (0, 2, 2)


def test_one_day_one_act_or_the_same_words_make_none() -> None:
    words = "the harbour dues are an insult"
    assert find([saying(0, 2019, words), saying(1, 2019, "harbour dues may fall")]) == []
    assert find([saying(0, 2019, words, "act"), saying(1, 2022, "harbour dues may fall", "act")]) == []
    assert find([saying(0, 2019, words), saying(1, 2022, "The harbour dues are an insult!")]) == []


def test_words_of_every_diplomacy_are_no_subject() -> None:
    assert (
        find([saying(0, 2019, "the minister leads his side"), saying(1, 2022, "a minister on our side resigned")]) == []
    )


def test_the_rarer_subject_comes_first_and_a_saying_serves_one_only() -> None:
    met = find(
        [
            saying(0, 2018, "the treaty protects the fishing quotas"),
            saying(1, 2019, "the treaty is dead"),
            saying(2, 2020, "a treaty of friendship was never on offer"),
            saying(3, 2021, "the quotas and the treaty belong together"),
            saying(4, 2022, "no treaty without an apology"),
        ]
    )
    assert "quotas" in met[0].words
    acts = [act for subject in met for act in (subject.first.act, subject.latest.act)]
    assert len(acts) == len(set(acts))


def test_one_noun_of_any_speech_ties_nothing() -> None:
    for noun in ("world", "relations", "trade", "peace"):
        texts = f"the {noun} has seen stormy weeks", f"farmers hope for the {noun} that was promised"
        assert find([saying(0, 2019, texts[0]), saying(1, 2022, texts[1])]) == []


def test_two_such_words_together_tie() -> None:
    met = find(
        [
            saying(0, 2019, "we shall never sign a treaty about arms"),
            saying(1, 2022, "the arms are gone thanks to a treaty both parliaments like"),
        ]
    )
    assert [set(subject.words) for subject in met] == [{"treaty", "arms"}]


def test_a_rare_noun_ties_alone() -> None:
    met = find(
        [
            saying(0, 2019, "the lighthouse belongs to nobody"),
            saying(1, 2022, "we sold our lighthouse to an old skipper"),
        ]
    )
    assert [subject.words for subject in met] == [("lighthouse",)]


def test_another_form_of_a_name_is_not_rarer_than_the_name() -> None:
    texts = "Beijing would vote for a chair", "the bread that China bakes is cheaper"
    assert find([saying(0, 2019, texts[0]), saying(1, 2022, texts[1])]) == []
