"""Who several are, people behind titles, whose site a page is on, and which dates are those of the saying."""

from __future__ import annotations

import pytest

from detente.extract import mentions, occasions, official, parties, titled
from detente.extract.dates import find
from detente.language import english
from detente.model import Article


def article(text: str) -> Article:
    return Article("a", "a", "a", "a", "text/plain", text, published="2021-06-10", language="en")


def meant(text: str, words: str) -> list[str]:
    """Return the names of those whom words for several stand for."""
    blocks = english.parse(article(text))
    roster = mentions.named("a", blocks)
    last = len(blocks) - 1
    place = (last, next(t for t in blocks[last].doc if t.text == words.rsplit(maxsplit=1)[-1]))
    cluster = parties.meant(roster, blocks, place, words)
    return cluster.name.split(parties.APART) if cluster is not None else []


@pytest.mark.parametrize(
    ("text", "words", "names"),
    [
        (
            "President Anna Berg spoke by phone with Prime Minister Ivo Kovacs.\n\nThe two leaders discussed trade.",
            "The two leaders",
            ["Anna Berg", "Ivo Kovacs"],
        ),
        (
            "Anna Berg met Ivo Kovacs in the capital.\n\nThey had lunch.\n\nBoth sides agreed to meet again.",
            "Both sides",
            ["Anna Berg", "Ivo Kovacs"],
        ),
        (
            "Anna Berg held a meeting with the ministers of the region.\n\nThe participants praised the pact.",
            "The participants",
            ["Anna Berg", "ministers of the region"],
        ),
        # Three are no two.
        (
            "Anna Berg held talks with Ivo Kovacs and Maria Lind.\n\nThe two leaders discussed trade.",
            "The two leaders",
            [],
        ),
        # What was spoken about did not take part.
        (
            "Anna Berg spoke with Prime Minister Ivo Kovacs about Maria Lind’s visit.\n\nThe leaders discussed trade.",
            "The leaders",
            ["Anna Berg", "Ivo Kovacs"],
        ),
        # Nobody met, nobody acted together.
        ("Anna Berg wrote a book. Ivo Kovacs read it.\n\nThe leaders discussed trade.", "The leaders", []),
        ("Anna Berg met Ivo Kovacs.\n\nThe voters waited.", "The voters", []),
    ],
)
def test_words_for_several_mean_who_met(text: str, words: str, names: list[str]) -> None:
    assert meant(text, words) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("He called President of the Republic of Finland Arvo Tamm.", ["Arvo Tamm"]),
        ("The words are those of Spokesperson Nils Brandt:", ["Nils Brandt"]),
        ("He met Prime Minister of Turkey Selim Aydin on Monday.", ["Selim Aydin"]),
        ("The Secretary General told Foreign Minister Eva van der Berg so.", ["Eva van der Berg"]),
        ("Secretary Monday Club", []),
        ("The Minister left.", []),
    ],
)
def test_a_title_makes_a_person_of_the_name_behind_it(text: str, names: list[str]) -> None:
    (block,) = english.parse(article(text))
    assert [" ".join(t.text for t in tokens) for tokens in titled.people(block)] == names


@pytest.mark.parametrize(
    ("address", "state"),
    [
        ("https://www.state.gov/readout", "USA"),
        ("http://en.kremlin.ru/events/1", "RUS"),
        ("https://www.mofa.go.jp/press", "JPN"),
        ("https://dogov/x", None),
        ("https://news.example.org/state.gov", None),
        ("folder/state.gov.txt", None),
        ("", None),
        ("http://[broken", None),
    ],
)
def test_whose_site_an_address_lies_on(address: str, state: str | None) -> None:
    assert official.state_of(address) == state


@pytest.mark.parametrize(
    ("text", "cue", "said"),
    [
        ("On Monday, the minister said that talks would go on.", "said", True),
        ("In a speech in Cairo on Monday the minister warned of war.", "warned", True),
        ("When Berg left Lima on Friday, Peru announced a truce.", "announced", True),
        ("The minister informed him of the results of the talks held on 3 May.", "informed", False),
        ("The minister praised the pact of 3 May.", "praised", False),
    ],
)
def test_a_date_is_that_of_the_saying_or_of_what_it_speaks_of(text: str, cue: str, *, said: bool) -> None:
    (block,) = english.parse(article(text))
    (when,) = find(text, "2021-06-10", "a")
    assert occasions.dates(block, when, next(t for t in block.doc if t.text == cue)) is said
