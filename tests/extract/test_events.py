"""What a sentence reports, in PLOVER: labelled sentences, and the rules that put meanings together."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from detente import plover
from detente.extract import dates, events, extract, mentions
from detente.extract.events import pairs
from detente.extract.events.vocabulary import THINGS, things, words
from detente.language import english
from detente.link import deeds, within
from detente.link.ground import ground
from detente.link.naming import naming
from detente.model import Article, Commitment, Deed, Event, Reading

CASES = Path(__file__).parents[1] / "cases" / "events.tsv"
# CONCEDE and RETREAT are one class in CAMEO and near one another in meaning.
ONE = {"CONCEDE": "RETREAT"}


def labelled() -> list[list[str]]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")][1:]


@cache
def found(text: str, published: str | None = "2021-05-26") -> tuple[tuple[Event, ...], tuple[Commitment, ...]]:
    reading = undertaken(text, published)
    settled = deeds.settle(reading, naming(ground(reading)))
    return settled.events, settled.commitments


def undertaken(text: str, published: str | None = "2021-05-26") -> Reading:
    article = Article("a", "a", "a", "a", "text/plain", text, published=published, language="en")
    blocks = english.parse(article)
    roster = mentions.named(article.id, blocks)
    times = dates.find(text, published, article.id)
    told: tuple[Deed, ...] = tuple(events.find(article, blocks, roster, times, ()))
    return Reading(article, mentions=roster.mentions(), times=times, deeds=told)


def rows(text: str, published: str | None = "2021-05-26") -> set[tuple[str, str, str]]:
    return {(s, t, e.type) for e in found(text, published)[0] for s in e.source for t in e.target}


def test_types_of_labelled_pairs() -> None:
    right: dict[str, list[bool]] = defaultdict(list)
    held = labelled()
    docs = english.pipeline().pipe([text for *_, text in held])
    for (kind, source, target, _), doc in zip(held, docs, strict=True):
        told = pairs.choose(doc, source, target)
        right[kind].append(ONE.get(told, told) == ONE.get(kind, kind))
    assert set(right) == set(plover.TYPES)
    shares = {kind: sum(each) / len(each) for kind, each in right.items()}
    assert min(shares.values()) >= 0.75, shares
    assert sum(shares.values()) / len(shares) >= 0.93, shares


def test_a_pair_is_always_answered() -> None:
    assert events.code_event("Peru broke off relations with Chile.", "Peru", "Chile") == "SANCTION"
    assert events.code_event("Zzz qqq.", "Peru", "Chile") in plover.TYPES
    assert events.code_event("", "", "") in plover.TYPES


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("France imposed sanctions on Mali.", {("FRA", "MLI", "COERCE")}),
        ("France lifted its sanctions on Mali.", {("FRA", "MLI", "RETREAT")}),
        ("France agreed to lift its sanctions on Mali.", {("FRA", "MLI", "AGREE")}),
        ("France refused to lift its sanctions on Mali.", {("FRA", "MLI", "REJECT")}),
        ("France threatened to impose sanctions on Mali.", {("FRA", "MLI", "THREATEN")}),
        ("France will not lift its sanctions on Mali.", {("FRA", "MLI", "REJECT")}),
        ("Sanctions were imposed on Mali by France.", {("FRA", "MLI", "COERCE")}),
        ("France urged Mali to release the prisoners.", {("FRA", "MLI", "REQUEST")}),
        ("France suspended its aid to Mali.", {("FRA", "MLI", "SANCTION")}),
        ("France said it would send aid to Mali.", {("FRA", "MLI", "AGREE")}),
        ("France has received aid from Mali.", {("MLI", "FRA", "AID")}),
    ],
)
def test_meanings_are_put_together(text: str, wanted: set[tuple[str, str, str]]) -> None:
    assert rows(text) == wanted


def test_an_event_between_equals_is_a_row_each_way() -> None:
    assert rows("The Peruvian foreign minister met his Chilean counterpart in Lima on Monday.") == {
        ("PER", "CHL", "CONSULT"),
        ("CHL", "PER", "CONSULT"),
    }
    assert rows("Peru and Chile signed a treaty.") == {("PER", "CHL", "SUPPORT"), ("CHL", "PER", "SUPPORT")}
    assert rows("The president of Peru visited Chile.") == {("PER", "CHL", "CONSULT")}


def test_who_only_speaks_consults_nobody() -> None:
    assert rows("Peru said that Chile has many mountains.") == set()


@pytest.mark.parametrize(
    ("text", "status", "on"),
    [
        ("Peru attacked Chile on 24 May 2021.", "happened", "2021-05-24"),
        ("The president of Peru will visit Chile on 3 June 2021.", "scheduled", "2021-06-03"),
        ("The president of Peru did not visit Chile.", "denied", None),
        ("Peru may attack Chile.", "hypothetical", None),
        ("If Peru attacks Chile, nobody will help.", "hypothetical", None),
    ],
)
def test_status_and_date(text: str, status: str, on: str | None) -> None:
    (event,) = [e for e in found(text)[0] if e.source == ("PER",)]
    assert (event.status, event.date) == (status, on)
    assert text[event.start : event.end] == event.content


def test_a_dateline_is_no_place_and_no_date() -> None:
    (event,) = found("LIMA, May 20 (Courier) — Bolivia accused Chile of theft on Tuesday.")[0]
    assert (event.source, event.target, event.date) == (("BOL",), ("CHL",), "2021-05-25")
    assert event.content.startswith("Bolivia")


def test_what_has_no_state_on_a_side_is_dropped_and_counted() -> None:
    reading = undertaken("Peru attacked the village. Peru attacked Chile.")
    settled = deeds.settle(reading, naming(ground(reading)))
    assert [e.target for e in settled.events] == [("CHL",)]
    assert settled.dropped == 1


def test_one_alone_is_meant_by_the_two_sides_named_before() -> None:
    told = rows("Peru and Chile have quarrelled for years. The two countries signed an accord in June.")
    assert told == {("PER", "CHL", "SUPPORT"), ("CHL", "PER", "SUPPORT")}


def test_an_aim_is_no_event() -> None:
    assert rows("Peru lacks the ships to attack Chile.") == set()


def test_what_talks_are_about_is_nobody_met() -> None:
    assert rows("Peru and Chile held talks on the situation in Ecuador.") == {
        ("PER", "CHL", "CONSULT"),
        ("CHL", "PER", "CONSULT"),
    }
    assert rows("Peru discussed the border of Ecuador with Chile.") == {
        ("PER", "CHL", "CONSULT"),
        ("CHL", "PER", "CONSULT"),
    }


def test_what_might_be_and_what_is_denied() -> None:
    told = found("Bolivia spoke with Chile of the risk of Peruvian attacks against Ecuador.")[0]
    assert [e.status for e in told if e.type == "ASSAULT"] == ["hypothetical"]
    assert rows("Chile sees the threat of Peru.") == set()
    # To deny a fault is no event of PLOVER; to refuse what is asked is.
    assert rows("Chile denied that Peru was right.") == set()
    assert rows("Chile denied Peru the use of the port.") == {("CHL", "PER", "REJECT")}


def test_acts_in_words_are_done_on_the_day_of_saying() -> None:
    text = "On 20 May 2021 the foreign minister of Peru said that Peru would support Chile."
    article = Article("a", "a", "a", "a", "text/plain", text, published="2021-05-26", language="en")
    (event,) = [e for e in within.link(extract(article)).events if e.type == "SUPPORT"]
    assert (event.source, event.status, event.date) == (("PER",), "happened", "2021-05-20")


def test_whom_words_repeat() -> None:
    told = found("The president of Chile arrived in Peru. Chile's army has raided Peru. Peru condemned the raid.")[0]
    assert ("PER", "CHL", "ACCUSE") in {(*e.source, *e.target, e.type) for e in told}
    # What a clause tells of the world is said to nobody in particular.
    assert rows("Chile and Peru are neighbours. Chile denied that prices had risen.") == set()


def test_a_charge_is_what_another_is_said_to_have_done() -> None:
    told = rows("Peru asserted that Chilean troops had attacked a village.")
    assert ("PER", "CHL", "ACCUSE") in told
    assert rows("Peru insisted that Chile open the port.") == {("PER", "CHL", "REQUEST")}
    assert ("PER", "CHL", "REQUEST") not in rows("Peru insisted that Chile had opened the port.")


def test_a_crowd_is_of_where_it_marches() -> None:
    assert rows("Crowds marched past the Chilean embassy in Lima.") == {("PER", "CHL", "PROTEST")}


def test_nothing_that_happened_is_dated_after_its_article() -> None:
    (event,) = found("Peru agreed with Chile to open the port as of 1 March 2031.")[0][:1]
    assert (event.type, event.date) == ("AGREE", None)


def test_commitments() -> None:
    _, bound = found("Peru and Chile signed an accord on fishing. Peru promised Bolivia to open the port by June 2022.")
    assert [(c.kind, c.parties) for c in bound] == [("agreement", ("CHL", "PER")), ("promise", ("BOL", "PER"))]
    assert bound[1].due == "2022-06"
    assert "open the port" in bound[1].subject
    _, step = found("The president of Peru will visit Chile on 3 June 2021.")
    assert [(c.kind, c.due) for c in step] == [("next step", "2021-06-03")]
    assert found("Peru hopes to help Bolivia.")[1] == ()


def test_the_dictionary_can_fire() -> None:
    held = words()
    kinds = {w.kind for table in (held.verbs, held.nouns, held.adjectives) for each in table.values() for w in each}
    # What only operators make: "agreed to", "asked for", "refused".
    assert set(plover.TYPES) - kinds == {"AGREE", "REQUEST", "REJECT"}
    for (kind, thing), (type_, mode, sure) in things().items():
        assert kind in kinds, f"no word of the class {kind}"
        assert thing == "*" or thing in THINGS & kinds
        assert 0 < sure <= 1
        assert mode is None or (type_, mode) in plover.codes(), (type_, mode)
    for table in (held.verbs, held.nouns, held.adjectives):
        for form, each in table.items():
            assert form == form.strip("_").lower()
            assert len(set(each)) == len(each), f"{form} stands twice"


def test_modes_of_the_dictionary_are_plovers() -> None:
    held = words()
    modes = {(w.kind, w.mode) for table in (held.verbs, held.nouns) for each in table.values() for w in each if w.mode}
    assert modes <= set(plover.codes())
