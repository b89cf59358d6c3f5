"""Stories: what tells of one happening is together, and the order of arrival does not matter."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.stories import FILE, b_cubed, run
from detente.model import Article, Pair, Span, Story
from detente.travel import stories

# Two happenings of an invented world, each told by three outlets in their own words, some days apart.
FERRY = (
    "Ferry Aurelia sinks off Cape Tolvane\n\nThe ferry Aurelia sank off Cape Tolvane on Monday night with 214 people "
    "on board, the coast guard of Syldavia said. Captain Bruno Hask was among the rescued. Rescue ships from Zerko "
    "searched the strait until dawn. The shipping line Norvik had the ferry inspected in March.",
    "Dozens missing after Aurelia disaster\n\nRescuers from Zerko went on looking for survivors of the Aurelia in the "
    "waters of Cape Tolvane. Of 214 passengers 180 were saved, among them Captain Bruno Hask. Norvik, to whom the ship "
    "belongs, spoke of a sudden squall; the coast guard doubts that.",
    "Norvik under fire over Aurelia\n\nTwo days after the Aurelia went down at Cape Tolvane the line Norvik is asked "
    "why Captain Bruno Hask sailed with 214 people in a storm. The harbour of Zerko had been closed, fishermen say.",
)
TREATY = (
    "Glubovia and Pottsylvania sign Lake Orbo treaty\n\nPresidents Irma Staal and Otto Vuk signed the Lake Orbo treaty "
    "in Dravograd on Wednesday. It shares the fisheries and sets up a commission of engineers under Judge Palmer.",
    "A lake divided\n\nAfter nine years of talks Lake Orbo has two owners. Irma Staal and Otto Vuk put their names to "
    "the treaty at Dravograd; Judge Palmer will head the commission that watches over the fisheries.",
    "Fishermen doubt the Orbo accord\n\nIn the villages on Lake Orbo few believe what Staal and Vuk signed at "
    "Dravograd. The commission of Judge Palmer, they fear, will sit far away from the fisheries.",
)


def article(name: str, text: str, published: str | None) -> Article:
    return Article(name, f"{name}.txt", name, name, "text/plain", text, published=published, words=len(text.split()))


CORPUS = [
    *(article(f"ferry{n}", text, f"2031-03-0{n + 4}") for n, text in enumerate(FERRY)),
    *(article(f"treaty{n}", text, f"2031-03-0{n + 5}") for n, text in enumerate(TREATY)),
]


def grouped(rows: list[Story]) -> set[frozenset[str]]:
    return {frozenset(row.article for row in rows if row.id == one.id) for one in rows}


def test_articles_about_one_happening_are_one_story() -> None:
    assert grouped(stories.find(CORPUS)) == {
        frozenset({"ferry0", "ferry1", "ferry2"}),
        frozenset({"treaty0", "treaty1", "treaty2"}),
    }


def test_every_article_has_one_place() -> None:
    assert [row.article for row in stories.find(CORPUS)] == sorted(article.id for article in CORPUS)
    assert stories.find([]) == []


@settings(max_examples=25, deadline=None)
@given(st.permutations(CORPUS))
def test_the_order_of_arrival_does_not_matter(shuffled: list[Article]) -> None:
    assert stories.find(shuffled) == stories.find(CORPUS)


@settings(max_examples=25, deadline=None)
@given(st.integers(min_value=0, max_value=10_000), st.integers(min_value=2, max_value=40))
def test_groups_do_not_depend_on_the_order_of_likenesses(seed: int, size: int) -> None:
    chance = random.Random(seed)
    cells = [(i, j) for i in range(size) for j in range(i + 1, size) if chance.random() < 0.3]
    likeness = {cell: round(chance.random(), 3) for cell in cells}
    expected = stories._groups(size, likeness)
    chance.shuffle(cells)
    assert stories._groups(size, {cell: likeness[cell] for cell in cells}) == expected
    assert sorted(i for group in expected for i in group) == list(range(size))
    for group in expected:
        alike = [likeness.get((i, j), 0.0) for i in group for j in group if i < j]
        assert not alike or sum(alike) / len(alike) > 0


def test_a_story_goes_on_over_days_but_not_over_months() -> None:
    late = replace(CORPUS[2], published="2031-08-01")
    groups = grouped(stories.find([*CORPUS[:2], late, *CORPUS[3:]]))
    assert frozenset({"ferry0", "ferry1"}) in groups
    assert frozenset({"ferry2"}) in groups


def test_the_id_stays_when_a_later_article_comes() -> None:
    before = {row.article: row.id for row in stories.find([CORPUS[0], CORPUS[1], *CORPUS[3:]])}
    after = {row.article: row.id for row in stories.find(CORPUS)}
    assert all(after[name] == identity for name, identity in before.items())


def test_the_title_is_made_of_the_words_of_a_member() -> None:
    titled = [replace(each, title=each.text.split("\n")[0]) for each in CORPUS]
    for rows in (stories.find(titled), stories.find(CORPUS)):
        texts = {article.id: " ".join(article.text.split()) for article in CORPUS}
        for row in rows:
            members = [other.article for other in rows if other.id == row.id]
            assert any(row.title in texts[member] for member in members)


def test_what_renders_one_text_is_one_story() -> None:
    other = article("zz", "Nothing of the kind was ever told by anybody here, said the clerk of Muskau.", "2031-03-05")
    rows = stories.find([*CORPUS, other], [Pair("treaty0", "zz", 0.95, 0.5, 0.5)])
    found = {row.article: row.id for row in rows}
    alone = {row.article: row.id for row in stories.find([*CORPUS, other])}
    assert alone["zz"] not in {alone[each.id] for each in CORPUS}
    assert found["zz"] == found["treaty0"]


def test_residue_of_the_page_makes_no_story() -> None:
    menu = "Subscribe to the Tolvane Gazette for news from Zerko, Orbo and Dravograd by Palmer, Hask and Staal."
    corpus = [
        Article(
            f"m{n}", f"m{n}", f"m{n}", f"m{n}", "text/plain", f"{text}\n\n{menu}", boilerplate=(Span(len(text), 10**6),)
        )
        for n, text in enumerate(
            ("Barley is cheap in Ulm this week.", "A comet was seen above Perth by two shepherds.")
        )
    ]
    assert len(grouped(stories.find(corpus))) == 2


@pytest.mark.skipif(not FILE.exists(), reason="NewsWCL50 is not part of this project and is not here")
def test_ten_events_by_five_outlets_reach_their_floor() -> None:
    assert run()["F1"] >= 0.93


def test_b_cubed_of_known_groupings() -> None:
    gold = {"a": 1, "b": 1, "c": 2, "d": 2}
    assert b_cubed(dict.fromkeys(gold, "one"), gold) == pytest.approx({"precision": 0.5, "recall": 1.0, "F1": 2 / 3})
    assert b_cubed({name: name for name in gold}, gold)["precision"] == 1.0
