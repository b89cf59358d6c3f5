"""The ledger: a forecast once, its range, its deadline; and what later evidence says of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.foresee.ledger import Claim, deadline_of, entries
from detente.foresee.resolution import AUTOMATIC, Evidence, facts, resolve


def claim(content: str, identity: str = "c1", **fields: object) -> Claim:
    given: dict[str, object] = {
        "article": f"a-{identity}",
        "holder": "Pavel Orlin",
        "wording": "will",
        "condition": None,
        "made_on": "2021-05-24",
        "states": ("RUS", "CHN"),
        "types": (),
    } | fields
    return Claim(id=identity, start=0, end=len(content), content=content, **given)  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize(
    ("content", "deadline", "kind"),
    [
        ("the pact will be signed by the end of the year", "2021-12-31", "stated"),
        ("the pact will be signed before 2023", "2022-12-31", "stated"),
        ("the pact will be signed before the end of 2023", "2023-12-31", "stated"),
        ("the crossing will open on 3 June", "2021-06-03", "stated"),
        ("the crossing will open next week", "2021-06-06", "stated"),
        ("the crossing will open by Christmas", "2021-12-25", "stated"),
        ("the crossing will open before New Year’s Day", "2021-12-31", "stated"),
        ("the pact will be signed before the year is out", "2021-12-31", "stated"),
        ("the pact will be signed before 2023 is over", "2023-12-31", "stated"),
        ("trade in tin will double within three years", "2024-05-24", "stated"),
        ("the envoys will meet within two weeks", "2021-06-07", "stated"),
        ("the envoys will meet within weeks", "2021-07-08", "implied"),
        ("the envoys will meet in the autumn", "2021-12-20", "stated"),
        ("the envoys will meet this winter", "2022-03-20", "stated"),
        ("the envoys will meet before the winter", "2021-12-20", "stated"),
        ("the envoys will meet in spring", "2021-06-20", "stated"),
        ("the envoys will come in the middle of July", "2021-07-20", "stated"),
        ("it will not be before 1 August", "2021-08-01", "stated"),
        ("the crossing will soon open", "2021-08-24", "implied"),
        ("the crossing will open", None, "none"),
        ("the tariff, in force since 2019, will go", None, "none"),
    ],
)
def test_deadlines(content: str, deadline: str | None, kind: str) -> None:
    assert deadline_of(claim(content))[:2] == (deadline, kind)


@pytest.mark.parametrize(
    ("lead", "content", "trail", "deadline"),
    [
        ("They waited. Before 2023 is over, ", "the pact will be signed", ".", "2023-12-31"),
        ("They waited. By Easter, ", "the pact will be signed", ".", "2022-04-17"),
        ("They met in 2022 and said that ", "the pact will be signed", ".", None),
        ("", "the pact will be signed", " well before the autumn. The rest is talk.", "2021-09-22"),
        ("", "the pact will be signed", ". In 2022 there were storms.", None),
        ("He looks for a vote by the end of the year. We think ", "it will be lost by then", ".", "2021-12-31"),
        ("They met. We think ", "it will be lost by then", ".", None),
    ],
)
def test_deadlines_beside_the_words(lead: str, content: str, trail: str, deadline: str | None) -> None:
    assert deadline_of(claim(content, lead=lead, trail=trail))[0] == deadline


@pytest.mark.parametrize(
    ("lead", "content", "wording", "denied"),
    [
        ("", "the pact will be signed", "will", False),
        ("", "the pact will not be signed", "will not", True),
        ("", "no embassy will open in the old capital", "will", True),
        ("", "nobody will take the harbour back", "will", True),
        ("", "neither of the two will ask for the crossing", "will", True),
        ("", "there will be no treaty on tin this year", "will", True),
        ("They waited. Nor ", "will the crossing be quiet", "will", True),
        ("They waited. Nor, he said, ", "would the crossing be quiet", "would", True),
        ("", "the bill will fail to find its votes", "will", True),
        ("", "the harbour will never be given back", "will never", True),
        ("", "the pact will no doubt be signed", "will", False),
        ("", "the envoys will come no later than June", "will", False),
        ("", "the envoys will meet a man who has no office", "will", False),
    ],
)
def test_negation_reaches_the_polarity(lead: str, content: str, wording: str, denied: bool) -> None:
    (entry,) = entries([claim(content, wording=wording, lead=lead)], [])
    assert entry.negated is denied
    assert ("does not come about" in entry.criterion) is denied


def test_a_deadline_never_lies_before_the_forecast() -> None:
    assert deadline_of(claim("what began on 3 March 2020 will go on"))[0] is None


@pytest.mark.parametrize(
    ("wording", "low", "high"),
    [("will almost certainly", 0.9, 1.0), ("is unlikely to", 0.0, 0.5), ("will not", 0.5, 1.0), ("may well", 0.2, 1.0)],
)
def test_words_have_a_range(wording: str, low: float, high: float) -> None:
    (entry,) = entries([claim("x will happen", wording=wording)], [])
    assert low <= entry.low <= entry.high <= high


def test_a_copied_forecast_is_one_entry_with_two_sources() -> None:
    one = claim("the two sides may well close the border crossing by winter", "c1")
    other = claim("both may close the crossing on the border by winter", "c2", holder="author", made_on="2021-05-26")
    assert len(entries([one, other], [("c1", "c2")])) == 1
    assert len(entries([one, other], [])) == 2
    (entry,) = entries([other, one], [("c2", "c1")])
    assert [each.id for each in entry.claims] == ["c1", "c2"]


def test_one_holder_who_repeats_himself_is_one_entry() -> None:
    said = "the grain tariff will be lifted before the harvest"
    repeated = claim(said, "c2", article="a2", made_on="2021-06-01")
    assert len(entries([claim(said), repeated], [])) == 1
    assert len(entries([claim(said), replace(repeated, holder="Luo Jian")], [])) == 2


@given(st.permutations(range(6)))
def test_the_order_of_what_is_given_does_not_matter(order: list[int]) -> None:
    made = [claim(f"the pact of {year} will be signed soon", f"c{year}") for year in range(2020, 2026)]
    copied = [("c2020", "c2021"), ("c2023", "c2025")]
    assert entries([made[place] for place in order], copied[::-1]) == entries(made, copied)


def test_what_has_no_end_and_names_no_act_is_vague() -> None:
    assert entries([claim("the world will be a better place", states=())], [])[0].vague
    assert not entries([claim("the talks will open by July", types=("CONSULT",))], [])[0].vague


def event(content: str, on: str, **fields: object) -> Evidence:
    given: dict[str, object] = {
        "states": frozenset({"RUS", "CHN"}),
        "type": "CONSULT",
        "denied": False,
        "origin": content,
    } | fields
    return Evidence("e" + on, "event", "later", 0, len(content), content, on, **given)  # type: ignore[arg-type]  # by name


TALKS = claim("talks on the border crossing will open by the end of July", types=("CONSULT",))


def outcome(forecast: Claim, *evidence: Evidence, today: str = "2022-01-01") -> tuple[str, str | None, str | None]:
    (stands,) = resolve(entries([forecast], []), evidence, date.fromisoformat(today), {})
    best = stands.proposals[0] if stands.proposals else None
    return stands.outcome, stands.decided_by, best.outcome if best else None


def test_what_came_about_in_time_is_proposed_as_true() -> None:
    assert outcome(TALKS, event("talks on the border crossing opened", "2021-07-10"))[2] == "true"


def test_what_came_too_late_is_proposed_as_false() -> None:
    assert outcome(TALKS, event("talks on the border crossing opened", "2021-08-10"))[2] == "false"


def test_a_denial_turns_it_round() -> None:
    assert outcome(TALKS, event("talks on the border crossing opened", "2021-07-10", denied=True))[2] == "false"
    never = replace(TALKS, wording="will not")
    assert outcome(never, event("talks on the border crossing opened", "2021-07-10"))[2] == "false"


def test_silence_after_the_deadline_is_proposed_and_never_decided() -> None:
    other = [event(f"the two signed paper {n}", f"2021-06-{n}", type="AID") for n in range(10, 20)]
    assert outcome(TALKS, *other) == ("open", None, "false")
    assert outcome(TALKS, *other, today="2021-07-01") == ("open", None, None)
    assert outcome(replace(TALKS, wording="will not"), *other) == ("open", None, "true")


def test_silence_says_nothing_of_what_hangs_on_a_condition() -> None:
    other = [event(f"the two signed paper {n}", f"2021-06-{n}", type="AID") for n in range(10, 20)]
    assert outcome(replace(TALKS, condition="if the ice breaks"), *other)[2] is None


def test_what_is_predicted_is_no_evidence() -> None:
    told = "talks on the border crossing opened"
    row = event(told, "2021-07-10")
    inside = claim(f"they say {told} soon", "c9", article="later")
    beside = replace(inside, id="c8", article="elsewhere")
    assert facts([row], [inside]) == []
    assert facts([row], [beside]) == [row]


def test_silence_says_nothing_where_nothing_else_is_told() -> None:
    assert outcome(TALKS) == ("open", None, None)


def test_what_is_told_of_others_or_of_before_is_no_evidence() -> None:
    told = "talks on the border crossing opened"
    assert outcome(TALKS, event(told, "2021-05-20"), today="2021-07-01")[2] is None
    assert outcome(TALKS, event(told, "2021-07-10", states=frozenset({"USA"})), today="2021-07-12")[2] is None


def test_the_engine_decides_only_when_sure_and_a_person_over_it() -> None:
    sure = event("talks on the border crossing open at the end of July", "2021-07-30")
    (stands,) = resolve(entries([TALKS], []), [sure], date(2022, 1, 1), {})
    assert stands.proposals[0].probability >= AUTOMATIC
    assert (stands.outcome, stands.decided_by) == ("true", "engine")
    (stands,) = resolve(entries([TALKS], []), [sure], date(2022, 1, 1), {"c1": "void"})
    assert (stands.outcome, stands.decided_by) == ("void", "person")
    (stands,) = resolve(entries([replace(TALKS, condition="if it rains")], []), [sure], date(2022, 1, 1), {})
    assert stands.decided_by is None


def test_copies_of_evidence_count_once() -> None:
    told = [event("talks on the border crossing opened", f"2021-07-{day}", origin="one") for day in range(10, 20)]
    (stands,) = resolve(entries([TALKS], []), told, date(2022, 1, 1), {})
    assert len(stands.proposals) == 1
