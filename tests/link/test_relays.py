"""Through whom words came, and who speaks on a government's own page: from text to named statements."""

from __future__ import annotations

import pytest

from detente.extract import extract
from detente.link import within
from detente.model import Article, Statement


def statements(text: str, address: str = "a", title: str | None = None) -> tuple[Statement, ...]:
    article = Article(
        "a", "a", address, "a", "text/plain", text, title=title, published="2021-06-10", language="en"
    )  # fmt: skip
    return within.link(extract(article)).statements


@pytest.mark.parametrize(
    ("text", "content", "speaker", "relay"),
    [
        ("In an interview with the BBC, Anna Berg said the pact was dead.", "pact", "Anna Berg", ("BBC",)),
        ("The mayor said in an interview on Fox News that the city was safe.", "city", "mayor", ("Fox News",)),
        ("Speaking on CNN, Brandt said the army was ready.", "army", "Brandt", ("CNN",)),
        ("Xinhua quoted Anna Berg as saying that the pact was welcome.", "pact", "Anna Berg", ("Xinhua",)),
        (
            'A leaked internal letter seen by Sky News says "refusal to answer the call may lead to dismissal."',
            "dismissal",
            "leaked internal letter",
            ("Sky News",),
        ),
        # The press at large passes nothing on that could be traced, a parliament neither.
        ("Anna Berg told reporters that the pact was dead.", "pact", "Anna Berg", ()),
        ("Anna Berg told parliament that the pact was dead.", "pact", "Anna Berg", ()),
    ],
)
def test_through_whom(text: str, content: str, speaker: str, relay: tuple[str, ...]) -> None:
    told = [s for s in statements(text) if content in s.content]
    assert (speaker, relay) in [(s.speaker, s.relay) for s in told]


def test_an_interview_lasts_for_what_the_same_person_says_next() -> None:
    text = "In an interview with the BBC, Anna Berg said the pact was dead. Berg added that talks would resume."
    assert [s.relay for s in statements(text)] == [("BBC",), ("BBC",)]


def test_a_government_speaks_on_its_own_site_as_we() -> None:
    text = "We condemn the attack on the embassy."
    (told,) = statements(text, "https://www.state.gov/statement")
    assert (told.speaker, told.actor, told.said_on) == ("United States", "USA", "2021-06-10")
    assert statements(text) == ()


def test_the_heading_says_who_i_is() -> None:
    text = "I condemn the attack on the embassy."
    (told,) = statements(text, "https://www.whitehouse.gov/x", "Statement by President Joe Biden on the Attack")
    assert (told.speaker, told.actor) == ("Joe Biden", "USA")


def test_what_was_agreed_in_a_readout_was_agreed_by_those_who_met() -> None:
    text = (
        "Vladimir Putin spoke by phone with President of France Emmanuel Macron.\n\nIt was agreed to continue contacts."
    )
    told = [s for s in statements(text) if "contacts" in s.content]
    assert {(s.speaker, s.actor) for s in told} == {("Vladimir Putin", "RUS"), ("Emmanuel Macron", "FRA")}
    assert len({s.id for s in told}) == 2
