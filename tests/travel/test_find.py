from __future__ import annotations

import json
import random
import time
from collections import Counter
from functools import cache
from importlib.resources import as_file, files
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.travel_sets import Told, article, invented, labelled
from detente import travel
from detente.config import Config
from detente.model import Article, Pair, Retelling
from detente.read import Source, discover, read
from detente.travel.concepts import meanings
from detente.travel.features import Lexicon, background, weights, words
from detente.travel.score import evidence, retold

SHARED = Path(__file__).parents[3] / "shared" / "data" / "articles"
STORIES = invented()


def named(name: str, text: str) -> Article:
    return Article(name, name, name, "", "text/plain", text)


def probability(one: Article, two: Article) -> float:
    lexicon = Lexicon(background())
    corpus = [words(one, lexicon), words(two, lexicon)]
    return evidence(corpus[0], corpus[1], weights(corpus, lexicon), meanings(lexicon)).probability()


def numbers(one: Article, two: Article, rows: list[Retelling]) -> set[tuple[int, int]]:
    """Return the retellings of two articles as numbers of their paragraphs."""
    starts: list[dict[int, int]] = []
    for side in (one, two):
        paragraphs = side.text.split("\n\n")
        starts.append({sum(len(p) + 2 for p in paragraphs[:n]): n for n in range(len(paragraphs))})
    return {
        (starts[0][row.a_start], starts[1][row.b_start])
        if row.a == one.id
        else (starts[0][row.b_start], starts[1][row.a_start])
        for row in rows
        if {row.a, row.b} == {one.id, two.id}
    }


@cache
def stories() -> tuple[dict[str, Article], list[Pair], list[Retelling]]:
    """Find the retellings among all invented happenings, each told, retold and told by another."""
    corpus = {}
    for story, (original, retold_, independent) in STORIES.items():
        corpus[f"{story}/original"] = article(f"{story}/original", original)
        corpus[f"{story}/retelling"] = article(f"{story}/retelling", [text for _, text in retold_])
        corpus[f"{story}/independent"] = article(f"{story}/independent", [text for _, text in independent])
    return corpus, *travel.find(corpus.values())


LINKS = [(story, i, j) for story, (_, told, _) in STORIES.items() for j, (ns, _) in enumerate(told) for i in ns]
# Passages on the same happening, those that repeat a quotation left out: there is something to find in them.
STRANGERS = [
    (story, j)
    for story, (original, _, independent) in STORIES.items()
    for j, (_, text) in enumerate(independent)
    if not any(quotation in " ".join(original) for quotation in text.split('"')[1::2])
]


def test_there_are_enough_labelled_passages() -> None:
    assert len(LINKS) >= 12
    assert len(STRANGERS) >= 12


@pytest.mark.parametrize("story", STORIES)
def test_retold_and_independent_articles(story: str) -> None:
    _, pairs, _ = stories()
    found = {frozenset((pair.a, pair.b)) for pair in pairs if story in pair.a or story in pair.b}
    assert found == {frozenset((f"{story}/original", f"{story}/retelling"))}


@pytest.mark.parametrize(("story", "i", "j"), LINKS)
def test_a_passage_finds_its_retelling(story: str, i: int, j: int) -> None:
    corpus, _, rows = stories()
    original, retelling = corpus[f"{story}/original"], corpus[f"{story}/retelling"]
    assert (i, j) in numbers(original, retelling, rows)


@pytest.mark.parametrize("story", STORIES)
def test_no_passage_finds_another(story: str) -> None:
    corpus, _, rows = stories()
    original, retelling = corpus[f"{story}/original"], corpus[f"{story}/retelling"]
    wanted = {(i, j) for name, i, j in LINKS if name == story}
    assert numbers(original, retelling, rows) <= wanted


def strays(story: str, j: int) -> list[float]:
    """Set a passage of an independent article among retold ones and return the scores of the links it gets."""
    original, told, independent = STORIES[story]
    mixed: list[Told] = [*told[:2], independent[j], *told[3:]]
    pair = labelled("mixed", story, original, mixed)
    lexicon = Lexicon(background())
    corpus = [words(pair.a, lexicon), words(pair.b, lexicon)]
    _, rows = retold(corpus[0], corpus[1], weights(corpus, lexicon), 1.0)
    return [row.score for row in rows if 2 in {place for _, place in numbers(pair.a, pair.b, [row])}]


@pytest.mark.parametrize(("story", "j"), STRANGERS)
def test_a_passage_of_an_independent_article_renders_nothing_for_sure(story: str, j: int) -> None:
    assert max(strays(story, j), default=0) < 0.7


def test_most_passages_of_independent_articles_render_nothing() -> None:
    assert sum(bool(strays(story, j)) for story, j in STRANGERS) <= len(STRANGERS) // 3


def test_most_links_of_retellings_are_sure() -> None:
    _, _, rows = stories()
    assert sum(row.score > 0.9 for row in rows) >= 0.8 * len(rows)


def test_the_spans_point_at_whole_paragraphs() -> None:
    corpus, _, rows = stories()
    assert rows
    for row in rows:
        assert row.a < row.b
        assert corpus[row.a].text[row.a_start : row.a_end] in corpus[row.a].text.split("\n\n")
        assert corpus[row.b].text[row.b_start : row.b_end] in corpus[row.b].text.split("\n\n")
        assert 0.5 < row.score <= 1


def test_the_order_of_arrival_does_not_matter() -> None:
    corpus, pairs, rows = stories()
    for seed in range(3):
        arrived = random.Random(seed).sample([*corpus.values(), corpus["ferry/original"]], len(corpus) + 1)
        assert travel.find(arrived) == (pairs, rows)


@pytest.mark.parametrize("story", STORIES)
def test_either_article_may_come_first(story: str) -> None:
    corpus, _, _ = stories()
    one, two = corpus[f"{story}/original"], corpus[f"{story}/retelling"]
    assert probability(one, two) == pytest.approx(probability(two, one), abs=1e-6)


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("kind", ["original", "retelling", "independent"])
def test_an_article_against_itself_aligns_fully(story: str, kind: str) -> None:
    text = stories()[0][f"{story}/{kind}"].text
    one, two = named("a", text), named("b", text)
    pairs, rows = travel.find([one, two])
    assert [(pair.share_a, pair.share_b) for pair in pairs] == [(1.0, 1.0)]
    assert pairs[0].probability > 0.99
    paragraphs = range(len(text.split("\n\n")))
    assert numbers(one, two, rows) == {(n, n) for n in paragraphs}


@pytest.mark.parametrize("story", STORIES)
def test_a_text_told_in_another_order_is_found(story: str) -> None:
    paragraphs = stories()[0][f"{story}/original"].text.split("\n\n")
    order = [3, 4, 0, 1, 2]
    one, two = article("a", paragraphs), article("b", [paragraphs[n] for n in order])
    pairs, rows = travel.find([one, two])
    assert len(pairs) == 1
    assert numbers(one, two, rows) == {(n, place) for place, n in enumerate(order)}


def test_a_paragraph_cut_in_two_meets_both_halves() -> None:
    original, told, _ = STORIES["ferry"]
    texts = [text for _, text in told]
    head, stop, tail = texts[2].partition(". ")
    split = [*texts[:2], head + stop.strip(), tail, *texts[3:]]
    one, two = article("a", original), article("b", split)
    _, rows = travel.find([one, two])
    assert {(2, 2), (2, 3)} <= numbers(one, two, rows)


def test_what_both_quote_is_no_retelling() -> None:
    quotes = [
        "“We shall open the border on the first of May, and we shall open it for everybody who wishes to cross,” {}",
        "“There will be neither visas nor fees, and nobody will be asked which church he attends,” {}",
        "“My grandmother lived on the other side of this river and I never saw her house,” {}",
    ]
    one = ["Prime Minister Olsky surprised his guests at dinner.", *(q.format("said Olsky.") for q in quotes)]
    two = ["A speech in Varn has set off hopes, and some alarm.", *(q.format("he told the hall.") for q in quotes)]
    two += ["Customs officers were not informed, their union complained, and hotels are booked out until autumn."]
    one += ["Opposition leaders doubt that parliament will find the money for new bridges in time."]
    assert probability(article("a", one), article("b", two)) < 0.5


ODD = st.lists(
    st.sampled_from(
        ["", " ", "word", "Word.", "“", "”", '"', "\n", "\n\n", "12", "U.S.", "中文字", "\x00", "é", "\ud800"]
    ),
    max_size=40,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(st.lists(ODD, max_size=5))
def test_odd_texts_do_no_harm(texts: list[str]) -> None:
    corpus = {str(n): named(str(n), text) for n, text in enumerate(texts)}
    pairs, rows = travel.find(corpus.values())
    assert all(pair.a < pair.b and travel.LIKELY <= pair.probability <= 1 for pair in pairs)
    assert {(row.a, row.b) for row in rows} <= {(pair.a, pair.b) for pair in pairs}


@pytest.mark.parametrize("text", ["", "word", "\n" * 5000, "same words here\n\n" * 200, "x" * 100_000])
def test_odd_texts_beside_themselves(text: str) -> None:
    travel.find([named("a", text), named("b", text)])


def test_ten_thousand_paragraphs_take_bounded_time() -> None:
    chance = random.Random(4)
    stock = ["".join(chance.choice("bdfgklmnprst") + chance.choice("aeiou") for _ in range(3)) for _ in range(3000)]
    paragraphs = [" ".join(chance.choices(stock, k=14)).capitalize() + "." for _ in range(10_000)]
    start = time.process_time()
    pairs, _ = travel.find([article("a", paragraphs), article("b", paragraphs)])
    assert time.process_time() - start < 60
    assert len(pairs) == 1


@pytest.mark.skipif(not SHARED.is_dir(), reason="the development articles are not part of the project")
def test_the_five_articles_hold_one_retelling() -> None:
    corpus = {path.name[:3]: named(path.name[:3], path.read_text("utf-8")) for path in sorted(SHARED.glob("*.txt"))}
    pairs, rows = travel.find(corpus.values())
    assert [(pair.a, pair.b) for pair in pairs] == [("000", "001")]
    assert pairs[0].probability > 0.9
    assert len(rows) == 17
    assert [row.b_start for row in rows] == sorted(row.b_start for row in rows)
    lexicon = Lexicon(background())
    texts = {name: words(each, lexicon) for name, each in corpus.items()}
    weight, meaning = weights(texts.values(), lexicon), meanings(lexicon)
    for a, b in combinations(sorted(texts), 2):
        if (a, b) != ("000", "001"):
            assert evidence(texts[a], texts[b], weight, meaning).probability() < 0.1


# So freely told anew that the two have hardly a word in common: beyond what words can show.
BEYOND_WORDS = {"13_sextant-bulletin_shanghai-text.md"}


def test_the_example_corpus() -> None:
    with as_file(files("detente.data").joinpath("example")) as folder:
        gold = json.loads((folder / "gold.json").read_text("utf-8"))
        sources = [source for source in discover([folder / "articles"]) if isinstance(source, Source)]
        articles = [read(source, Config()) for source in sources]
    names = {each.id: Path(each.path).name for each in articles}
    pairs, rows = travel.find(articles)
    found = {frozenset((names[pair.a], names[pair.b])) for pair in pairs}
    wanted = {frozenset((pair["a"], pair["b"])) for pair in gold["retellings"] if pair["a"] not in BEYOND_WORDS}
    assert found == wanted
    assert not found & {frozenset((trap["a"], trap["b"])) for trap in [*gold["traps"], *gold["readouts"]]}
    assert Counter(frozenset((names[row.a], names[row.b])) for row in rows).keys() == found
