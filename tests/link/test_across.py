"""What one article says of a person, for another that does not."""

from __future__ import annotations

import itertools
from dataclasses import replace

from detente.link.across import across, corrected
from detente.model import Link, Role, Span, Statement

UNKNOWN = Link("m1", "b", "person:anna-kovacs", "Anna Kovacs", None, "name alone", 0.5)
ROLE = Role("a", 0, 40, "person:anna-kovacs", "foreign-minister", "PER")


def test_the_state_is_adopted_and_the_reason_names_the_article() -> None:
    (link,) = across([UNKNOWN], [ROLE])
    assert (link.state, link.score) == ("PER", 0.5)
    assert "article a" in link.reason


def test_nothing_is_adopted_without_words_that_give_a_state() -> None:
    assert across([UNKNOWN], [replace(ROLE, state=None)]) == [UNKNOWN]
    assert across([UNKNOWN], [replace(ROLE, person="person:bela-kovacs")]) == [UNKNOWN]


def test_a_surname_alone_adopts_nothing() -> None:
    bare = replace(UNKNOWN, actor="person:kovacs", name="Kovacs")
    assert across([bare], [replace(ROLE, person="person:kovacs")]) == [bare]


def test_a_known_state_stays() -> None:
    known = replace(UNKNOWN, state="CHL")
    assert across([known], [ROLE]) == [known]


def test_the_articles_own_other_office_stays_without_a_state() -> None:
    own = Role("b", 0, 10, "person:anna-kovacs", "professor", None)
    assert across([UNKNOWN], [ROLE, own]) == [UNKNOWN]
    same = replace(own, office="foreign-minister")
    assert across([UNKNOWN], [ROLE, same])[0].state == "PER"


def test_articles_that_disagree_decide_nothing_unless_most_agree() -> None:
    other = replace(ROLE, article="c", state="CHL")
    assert across([UNKNOWN], [ROLE, other]) == [UNKNOWN]
    more = [ROLE, other, replace(ROLE, article="d")]
    assert across([UNKNOWN], more)[0].state == "PER"


def test_people_of_the_dictionary_are_left_to_it() -> None:
    retired = Link("m", "b", "person:angela-merkel", "Angela Merkel", None, "not in office then", 0.7)
    role = Role("a", 0, 9, "person:angela-merkel", "chancellor", "DEU")
    assert across([retired], [role]) == [retired]


def test_order_does_not_matter() -> None:
    roles = [ROLE, replace(ROLE, article="d"), replace(ROLE, article="c", state="CHL")]
    links = [UNKNOWN, replace(UNKNOWN, mention="m2", article="e")]
    outcomes = {
        frozenset(across(some, held))
        for some in itertools.permutations(links)
        for held in itertools.permutations(roles)
    }
    assert len(outcomes) == 1


def test_statements_follow_the_corrected_link() -> None:
    said = Statement(
        "s", "b", 0, 4, "Wait", (Span(0, 4),), "direct", None, None, speaker="Anna Kovacs", about=("CHL", "PER"),
        speaker_mention="m1",
    )  # fmt: skip
    other = replace(said, id="t", speaker_mention="m9")
    first, second = corrected([said, other], across([UNKNOWN], [ROLE]))
    assert (first.actor, first.about) == ("PER", ("CHL",))
    assert second == other
