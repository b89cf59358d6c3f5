from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.tell.evidence import (
    GAP,
    BriefSentence,
    Citation,
    Known,
    Numbering,
    Part,
    Quote,
    Support,
    quotable,
    unsupported,
)

TEXT = "On May 24, Minister Orlin told Vesti: “We will “never” sign the 12 pacts.” He left."
WORDS = "We will “never” sign the 12 pacts."
START = TEXT.index(WORDS)
NAMED = Support(11, 25, "Minister Orlin", "speaker")
DATED = Support(3, 9, "May 24", "date")
CITED = Citation("a", START, START + len(WORDS), WORDS, (NAMED, DATED))
KNOWN = {
    "a": Known(
        TEXT,
        labels=("Harbour Times",),
        dates=("25 May 2021",),
        dated=((3, 9, "24 May 2021"),),
        linked=((11, 25, ("Pavel Orlin", "Russia")),),
        measures=(("b", "60 %"),),
    )
}
VOCABULARY = frozenset("on said in".split())


def sentence(*parts: Part) -> BriefSentence:
    return BriefSentence(parts)


def refused(*parts: Part) -> list[str]:
    return unsupported(sentence(*parts), KNOWN, VOCABULARY)


def test_what_the_cited_words_and_the_findings_give_is_supported() -> None:
    said = quotable(WORDS)
    assert refused("On 24 May 2021, Minister Orlin (Russia) said: ", said, CITED, ".") == []
    assert refused("In Harbour Times (25 May 2021) Pavel Orlin said: ", said, CITED, ".") == []
    assert refused("Orlin said: ", Quote(f"We will {GAP} the 12 pacts"), CITED) == []


@pytest.mark.parametrize(
    ("parts", "culprit"),
    [
        (("Orlin said: ", Quote("We will always sign"), CITED), "We will always sign"),
        (("Orlin said: ", Quote("e will ‘never’ sign"), CITED), "e will 'never' sign"),
        (("Orlin said: ", Quote(f"We will {GAP} obey"), CITED), "obey"),
        (("Orlin said: ", Quote(""), CITED), "“”"),
        (("Petrov said: ", Quote("sign"), CITED), "Petrov"),
        (("Orlin (China) said: ", Quote("sign"), CITED), "China"),
        (("On 25 April 2021 Orlin said: ", Quote("sign"), CITED), "25"),
        (("In Harbour Gazette Orlin said: ", Quote("sign"), CITED), "Gazette"),
        (("Orlin said in 13 ", Quote("sign"), CITED), "13"),
        (("Orlin threatened: ", Quote("sign"), CITED), "threatened"),
        (("60 % said ", Quote("sign"), CITED), "60"),
    ],
)
def test_what_they_do_not_give_is_named(parts: tuple[Part, ...], culprit: str) -> None:
    assert culprit in refused(*parts)


def test_a_state_needs_a_link_inside_the_cited_words() -> None:
    unnamed = replace(CITED, support=(DATED,))
    assert refused("Russia said: ", Quote("sign"), unnamed) == ["Russia"]


def test_a_date_needs_its_words_among_the_cited() -> None:
    undated = replace(CITED, support=(NAMED,))
    assert refused("On 24 May 2021 Orlin said: ", Quote("sign"), undated) == ["24", "May", "2021"]


def test_a_measure_holds_only_where_both_articles_are_cited() -> None:
    other = {**KNOWN, "b": Known("Another text.", (), (), (), ())}
    both = sentence("60 % said ", Quote("sign"), CITED, Citation("b", 0, 7, "Another"))
    assert unsupported(both, other, VOCABULARY) == []


@pytest.mark.parametrize(
    "citation",
    [
        replace(CITED, start=CITED.start + 1),
        replace(CITED, article="gone"),
        replace(CITED, text=""),
        replace(CITED, support=(replace(NAMED, text="Minister Orlov"),)),
    ],
)
def test_a_citation_that_is_not_its_articles_words_supports_nothing(citation: Citation) -> None:
    assert refused("Orlin said: ", Quote("sign"), citation) != []


def test_a_sentence_without_citation_is_refused() -> None:
    assert refused("On said in") == ["On said in"]


def test_one_place_has_one_number_and_gathers_what_sentences_leaned_on() -> None:
    numbering = Numbering()
    first = numbering.accept(sentence("a", replace(CITED, support=(NAMED,))))
    numbering.accept(sentence("b", replace(CITED, start=0, end=2, text="On", support=())))
    again = numbering.accept(sentence("c", replace(CITED, support=(DATED,))))
    assert [s.citations[0].number for s in (first, again)] == [1, 1]
    assert first.text == "a [1]"
    assert [c.number for c in numbering.citations] == [1, 2]
    assert numbering.citations[0].support == (DATED, NAMED)


def test_places_leaned_on_are_listed_once_with_all_they_stand_for() -> None:
    citation = replace(CITED, support=(replace(NAMED, role="source"), NAMED))
    assert citation.leans_on == [(replace(NAMED, role="source"), "source, speaker")]


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("“Never,” he wrote,\n  “again”", "‘Never,’ he wrote, ‘again’"),
        ('"a "b" c"', "a ‘b’ c"),
        ("«один»", "один"),
        ("he said it was “not so”", "he said it was ‘not so’"),
        ("“We” and “they”", "‘We’ and ‘they’"),
        ("“It is” he said, “so", "‘It is’ he said, ‘so"),
        ("“so, he said", "so, he said"),
        ("the allies’", "the allies’"),
    ],
)
def test_inner_quotation_marks_become_single(words: str, quoted: str) -> None:
    assert quotable(words).text == quoted


def test_long_words_are_cut_between_words() -> None:
    cut = quotable("alpha beta gamma delta", limit=18).text
    assert cut == f"alpha beta {GAP}"


WORDS_AND_MARKS = st.lists(st.text(alphabet="ab,.“”\"'‘’«»-", min_size=1, max_size=6), min_size=1, max_size=30)


@given(WORDS_AND_MARKS, st.sampled_from([" ", "\n  ", "\u00a0"]), st.integers(12, 90))
def test_what_is_quoted_always_stands_in_what_it_was_taken_from(words: list[str], space: str, limit: int) -> None:
    text = space.join(["a", *words])
    quoted = quotable(text, limit)
    known = {"a": Known(text, (), (), (), ())}
    assert unsupported(sentence(quoted, Citation("a", 0, len(text), text)), known, frozenset()) == []
    assert len(quoted.text) <= limit
