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
