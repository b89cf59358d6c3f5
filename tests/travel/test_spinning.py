from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.travel_sets import WORDNET, article, invented, spun
from detente.model import Article
from detente.travel.spinning import Trace, is_word, machine_made, synonyms

SHARED = Path(__file__).parents[3] / "shared" / "data" / "articles"
TEXTS = [text for story in invented().values() for text in ("\n\n".join(story[0]),)]


def found(text: str) -> list[tuple[str, str, str | None]]:
    one = Article("a", "a", "a", "", "text/plain", text)
    return [(trace.kind, text[trace.start : trace.end], trace.instead) for trace in machine_made(one)[1]]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The minister spoke once morest the treaty.", ("inside a word", "once morest", "against")),
        ("They talked of cooperationThere is no limit.", ("glued words", "cooperationThere", None)),
        ("The talks ended in peace.The ministers left.", ("glued words", "peace.The", None)),
        ("The ministers left the city . , as planned.", ("stray mark", " .", None)),
    ],
)
def test_traces(text: str, wanted: tuple[str, str, str | None]) -> None:
    assert wanted in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "The servers of the ministry failed again, and the larger ones had to be restarted.",
        "The U.S. Government asked for its iPhone back; LinkedIn and YouTube were closed... and open.",
        "Preparedness is a matter for lawmakers, policymakers and peacekeepers.",
        "The firm Archyde.com said that it paid 3.5 million, 4.5 million and no more.",
    ],
)
def test_ordinary_words_are_no_traces(text: str) -> None:
    assert not [trace for trace in found(text) if trace[0] != "rare synonym"]


def test_what_somebody_said_is_no_trace() -> None:
    assert found('He told us: "I have always been once morest the treaty of the two."') == []


@pytest.mark.parametrize("text", TEXTS)
def test_texts_written_by_hand_are_not_machine_made(text: str) -> None:
    assert machine_made(article("a", [text]))[0] < 0.5


@pytest.mark.skipif(not WORDNET.is_dir(), reason="WordNet (Debian's wordnet-base) is not installed")
def test_spun_texts_are() -> None:
    chance = random.Random(1)
    together = "\n\n".join(TEXTS)
    assert machine_made(article("a", [spun(together, 0.6, chance)]))[0] > 0.9
    assert machine_made(article("a", [together]))[0] < 0.5


def test_other_languages_are_left_alone() -> None:
    one = Article("a", "a", "a", "", "text/plain", "Der Minister sprach.Die Lage ist once morest ernst.", language="de")
    assert machine_made(one) == (0.0, ())


def test_the_table_can_fire() -> None:
    known = synonyms()
    assert sum(rare for _, rare in known.values()) > 1000
    assert all(is_word(word) for words, _ in known.values() for word in words)


ODD = st.lists(st.sampled_from(["once", "more", "st", " ", ".", ",", "“", "A", "peace", "The", "\n\n", "é", "\ud800"]))


@settings(max_examples=200, deadline=None)
@given(ODD.map("".join))
def test_traces_point_at_words_in_order(text: str) -> None:
    probability, traces = machine_made(Article("a", "a", "a", "", "text/plain", text))
    assert 0 <= probability <= 1
    assert all(isinstance(trace, Trace) and 0 <= trace.start < trace.end <= len(text) for trace in traces)
    assert [trace.start for trace in traces] == sorted(trace.start for trace in traces)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the development articles are not part of the project")
def test_of_the_five_articles_one_went_through_a_machine() -> None:
    sure = {path.name[:3]: machine_made(article(path.name, [path.read_text("utf-8")])) for path in SHARED.glob("*.txt")}
    assert {name for name, (probability, _) in sure.items() if probability > 0.5} == {"002"}
    assert sure["002"][0] > 0.9
    assert sum(trace.kind == "inside a word" for trace in sure["002"][1]) >= 3
