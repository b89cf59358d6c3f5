"""What later events make of commitments: kept, broken, open; and what changes nothing."""

from __future__ import annotations

from datetime import date

from detente.model import Commitment, CommitmentKind, Event
from detente.relate.commitments import Outcome, outcomes

PUBLISHED = {"a": "2021-03-01", "b": "2021-06-01", "c": "2021-09-01"}
SUBJECT = "open the fishing port of Arica"


def bound(kind: CommitmentKind = "promise", parties: str = "CHL PER", due: str | None = None) -> Commitment:
    return Commitment("k", "a", 0, 9, "...", kind, tuple(parties.split()), SUBJECT, due, None, 0.7, None, "own")


def event(ident: str, type_: str, ends: str, content: str, *, article: str = "b", on: str | None = None) -> Event:
    source, target = ends.split()
    return Event(
        ident, article, 0, 9, content, type_, None, (), None, (source,), (target,), on, None, None, "happened", 1.0, 0.8
    )


OWN = event("own", "AGREE", "CHL PER", "Chile promised Peru to open the fishing port of Arica", article="a")


def of(commitment: Commitment, *events: Event, on: date = date(2022, 1, 1), own: Event = OWN) -> Outcome:
    (found,) = outcomes([commitment], [own, *events], PUBLISHED, on)
    return found


def test_kept_by_a_later_deed_about_the_same_thing() -> None:
    deed = event("e", "RETREAT", "CHL PER", "Chile opened the fishing port of Arica to Peru")
    assert of(bound(), deed) == Outcome("k", "kept", False, ("e",), ())
    # On the day before it was reported nobody knows.
    assert of(bound(), deed, on=date(2021, 5, 1)).standing == "open"


def test_words_alone_other_things_other_parties_and_earlier_deeds_change_nothing() -> None:
    again = event("e", "AGREE", "CHL PER", "Chile again promised to open the fishing port of Arica")
    other = event("f", "AID", "CHL PER", "Chile sent doctors to Lima")
    third = event("g", "RETREAT", "CHL BOL", "Chile opened the fishing port of Arica to Bolivia")
    before = event("h", "RETREAT", "CHL PER", "Chile opened the fishing port of Arica", on="2020-01-01")
    assert of(bound(due="2021-07"), again, other, third, before) == Outcome("k", "open", True, (), ())


def test_the_latest_deed_decides() -> None:
    opened = event("e", "RETREAT", "CHL PER", "Chile opened the fishing port of Arica")
    closed = event("f", "SANCTION", "CHL PER", "Chile closed the fishing port of Arica", article="c")
    assert of(bound(), opened, closed) == Outcome("k", "broken", False, ("e",), ("f",))
    refused = event("g", "REJECT", "CHL PER", "Chile refused to open the fishing port of Arica", on="2021-04-01")
    assert of(bound(), opened, refused).standing == "kept"


def test_an_announced_step_is_kept_by_one_of_its_type_in_its_time() -> None:
    step = bound("next step", due="2021-06-10")
    plan = Event(
        "own", "a", 0, 9, "Chile's president will visit Lima", "CONSULT", "visit", (), None, ("CHL",), ("PER",),
        "2021-06-10", "day", None, "scheduled", 1.0, 0.8,
    )  # fmt: skip
    came = event("e", "CONSULT", "CHL PER", "the president landed in Lima", article="c", on="2021-06-11")
    assert of(step, came, own=plan).standing == "kept"
    late = event("e", "CONSULT", "CHL PER", "the president landed in Lima", article="c", on="2021-08-30")
    assert of(step, late, own=plan).standing == "open"
    back = event("e", "CONSULT", "PER CHL", "ministers of both sides landed", article="c", on="2021-06-11")
    assert of(step, back, own=plan).standing == "open"
