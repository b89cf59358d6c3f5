from __future__ import annotations

import random
from dataclasses import replace

import pytest

from bench.travel_sets import WORDNET, article, invented, spun
from detente import travel
from detente.model import Article, PairKind
from detente.travel.credits import credited, credits_to, says_translated

STORIES = invented()
FERRY, DAM, VOTE = (STORIES[name][0] for name in ("ferry", "dam", "vote"))


def kind(one: Article, two: Article) -> PairKind:
    return travel.compare(one, two)[0].kind


@pytest.mark.parametrize("story", STORIES)
def test_plain_kinds(story: str) -> None:
    original, retold, independent = STORIES[story]
    whole = article("a", original)
    assert kind(whole, article("b", original)) == "exact copy"
    assert kind(whole, article("b", original[:4])) == "trimmed"
    assert kind(whole, article("b", [*original[3:], *original[:3]])) == "edited"
    assert kind(whole, article("b", [text for _, text in retold])) == "paraphrase"
    assert kind(whole, article("b", [text for _, text in independent])) in {"same story", "same quotation"}


def test_a_copy_with_other_line_ends_and_marks_is_a_copy() -> None:
    other = article("b", [text.replace('"', "“").replace(", ", ",  ") for text in FERRY])
    assert kind(article("a", FERRY), other) == "exact copy"


@pytest.mark.skipif(not WORDNET.is_dir(), reason="WordNet (Debian's wordnet-base) is not installed")
@pytest.mark.parametrize("story", STORIES)
def test_synonyms_put_by_a_machine(story: str) -> None:
    original = STORIES[story][0]
    chance = random.Random(3)
    pair, _ = travel.compare(article("a", original), article("b", [spun(text, 0.7, chance) for text in original]))
    assert pair.kind == "machine-spun"
    assert pair.first == "a"


def test_a_shared_quotation_is_no_retelling() -> None:
    quote = '"We have lost twelve years, and I do not intend to lose a thirteenth," {}'
    one = [*DAM[:2], quote.format("said the engineer."), *DAM[2:]]
    two = [VOTE[0], quote.format("the speaker recalled."), *VOTE[1:]]
    pair, _ = travel.compare(article("a", one), article("b", two))
    assert pair.kind == "same quotation"
    assert pair.probability < 0.1


def test_two_children_of_one_parent() -> None:
    one = article("a", [*FERRY[:4], DAM[2], DAM[3]])
    two = article("b", [FERRY[0], *FERRY[2:], VOTE[1], VOTE[2]])
    pair, _ = travel.compare(one, two)
    assert (pair.kind, pair.first, pair.a_first) == ("common source", None, 0.5)


def test_a_credit_line_names_the_source_of_both() -> None:
    one = article("a", [*FERRY, "Source: Quayside Wire"], "The Harbour Post")
    two = article("b", ["SELM (Quayside Wire) - " + FERRY[0], *FERRY[1:]], "Gulf Daily")
    assert kind(one, two) == "common source"
    assert kind(replace(one, outlet="Quayside Wire"), two) != "common source"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("MOSCOW, 3 May (Interposta) - The minister", {"interposta"}),
        ("The minister came.\n\nSource: the Harbour Post", {"harbour post"}),
        ("First published in The Gulf Daily.", {"gulf daily"}),
        ("The minister (Interposta says) came.", set()),
        ("He named no source: the file was lost.", set()),
    ],
)
def test_credit_lines(text: str, names: set[str]) -> None:
    assert credited(text) == names


def test_translations_say_so() -> None:
    assert says_translated("Translated from the Russian by Ada Holm\n\nThe minister came.")
    assert says_translated("The minister came.\n\nOriginally in Chinese")
    assert not says_translated("The treaty was translated into law.")
    one, two = (
        article("a", FERRY),
        article("b", [*(text for _, text in STORIES["ferry"][1]), "Translated from: Oltish"]),
    )
    pair, _ = travel.compare(one, two)
    assert (pair.kind, pair.first) == ("translation", "a")


def test_another_outlet_is_credited_beside_a_word_of_reporting() -> None:
    paper, wire = article("a", [], "Gulf Daily"), article("b", ["x"], "Quayside Wire")
    assert credits_to(replace(paper, text="The ferry sails again, Quayside Wire reported on Monday."), wire)
    assert not credits_to(replace(paper, text="The owners of Quayside Wire bought a ferry."), wire)
    assert not credits_to(replace(wire, text="Quayside Wire reported it."), wire)


def dated(name: str, published: str | None, outlet: str = "") -> Article:
    return replace(article(name, FERRY, outlet), published=published)


@pytest.mark.parametrize(
    ("one", "two", "first"),
    [
        ("2021-05-24", "2021-05-26", "a"),
        ("2021-05-26", "2021-05-24", "b"),
        ("2021-05-24", "2021-05-24", None),
        ("2021-05", "2021-05-24", None),
        ("2020", "2021-05-24", "a"),
        ("XXXX-05-01", "2021-05-24", None),
        (None, "2021-05-24", None),
        ("not a date", "2021-05-24", None),
    ],
)
def test_direction_by_dates(one: str | None, two: str | None, first: str | None) -> None:
    pair, _ = travel.compare(dated("a", one), dated("b", two))
    assert pair.first == first
    assert (pair.a_first > 0.75, pair.a_first < 0.25) == (first == "a", first == "b")
    assert ("earlier" in pair.reason) == (first is not None)


def test_direction_by_credit_and_by_what_is_left_out() -> None:
    whole = article("a", FERRY, "Quayside Wire")
    part = article("b", [*FERRY[:3], "Quayside Wire reported this."], "Gulf Daily")
    pair, _ = travel.compare(whole, part)
    assert pair.first == "a"
    assert "Quayside Wire is credited by the other" in pair.reason
    assert travel.compare(replace(whole, outlet=None), article("b", FERRY[:3]))[0].first == "a"


def test_signs_that_contradict_leave_it_open() -> None:
    one, two = dated("a", "2021-05-26", "Quayside Wire"), dated("b", "2021-05-24", "Gulf Daily")
    two = replace(two, text=two.text + "\n\nQuayside Wire reported this.")
    pair, _ = travel.compare(one, two)
    assert pair.first is None
    assert pair.reason.count(";") == 1


def test_exchanging_the_two_exchanges_the_answer() -> None:
    for names in (("a", "b"), ("b", "a")):
        one = replace(article(names[0], FERRY), published="2021-05-24")
        two = replace(article(names[1], FERRY[:4]), published="2021-05-25")
        for order in ([one, two], [two, one]):
            pair, _ = travel.compare(*order)
            assert (pair.kind, pair.first) == ("trimmed", names[0])
            assert (pair.a_first > 0.9) == (names[0] == "a")


def test_an_article_is_not_compared_with_itself() -> None:
    with pytest.raises(ValueError, match="itself"):
        travel.compare(article("a", FERRY), article("a", FERRY))


@pytest.mark.parametrize("text", ["", " ", "word", "\n\n\n", "“”", "中文"])
def test_articles_without_words_can_be_compared(text: str) -> None:
    empty = Article("b", "b", "b", "", "text/plain", text)
    pair, rows = travel.compare(article("a", FERRY), empty)
    assert pair.probability < 0.5
    assert rows == []
    assert pair.kind == "same story"
