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
            'A leaked internal memo seen by Sky News says "clerks who stay at home may be fined by the court."',
            "fined",
            "leaked internal memo",
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


def test_a_report_that_trails_carries_what_it_reports() -> None:
    text = "In March, an Omani official said that the pipeline would be ready in time, the Sea Courier reported."
    told = {s.speaker: s for s in statements(text)}
    assert told["Omani official"].relay == ("Sea Courier",)
    assert "Courier" not in told["Omani official"].content


def test_joint_speakers_pass_on_together() -> None:
    text = "Anna Berg and Ivo Kovacs said that Lima had agreed to pay for the dam."
    told = next(s for s in statements(text) if s.speaker == "Peru")
    assert told.relay == ("Anna Berg; Ivo Kovacs",)


def test_what_an_interview_tells_of_others_came_through_who_answers() -> None:
    text = (
        "Anna Berg taught history in Lund for thirty years.\n\nWhat do you make of the pact, and what would you do?\n\n"
        "I think you have to look at how it began, and I saw that myself. Ivo Kovacs said that the border was settled, "
        "and you know what I think of that."
    )
    told = next(
        s for s in statements(text, title="Interview with the historian Anna Berg") if s.speaker == "Ivo Kovacs"
    )
    assert told.relay == ("Anna Berg",)
    told = next(s for s in statements(text, title="The border") if s.speaker == "Ivo Kovacs")
    assert told.relay == ()


def test_a_statement_that_is_repeated_came_the_same_way() -> None:
    text = (
        "Donald Trump announced in a statement carried by the Sea Courier that troops would leave.\n\n"
        "The statement said that the war was over."
    )
    told = next(s for s in statements(text) if "war" in s.content)
    assert (told.speaker, told.relay) == ("Donald Trump", ("Sea Courier",))


def test_inside_a_quotation_he_is_not_who_is_quoted() -> None:
    text = (
        'Donald Trump met Anna Berg on Monday. Ivo Kovacs said: "I am not surprised. He promised to pay for the dam."'
    )
    told = next(s for s in statements(text) if s.content.startswith("to pay"))
    assert (told.speaker, told.relay) == ("Donald Trump", ("Ivo Kovacs",))


def test_they_are_those_who_spoke_together() -> None:
    text = (
        "Anna Berg and Ivo Kovacs said that they would protect Japanese workers in Lima. They also said that the dam "
        "would be built."
    )
    told = [s.speaker for s in statements(text) if "dam" in s.content]
    assert told == ["Anna Berg", "Ivo Kovacs"]


def test_the_heading_says_what_office_somebody_holds() -> None:
    told = statements(
        "Mr Berg said that the railway was ready.",
        "http://en.kremlin.ru/events/1",
        "Meeting with Transport Minister Anton Berg",
    )
    assert [s.actor for s in told] == ["RUS"]


def test_an_ambassador_acts_for_who_sent_him() -> None:
    told = statements("US Ambassador to Germany Richard Norlund alleged that the firm had broken the rules.")
    assert [s.actor for s in told] == ["USA"]
