from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from detente.errors import UsageError
from detente.model import Span, Statement, Story
from detente.store import Store
from detente.tell import compose, echoes
from detente.tell.brief import Brief, Section
from tell.small_store import HARBOUR, MIRROR, Scribe, harbour, make, mirror, retold, standard


@pytest.fixture(scope="module")
def brief(store: Store) -> Brief:
    return compose.brief(store, "russia", "CHN")


def section(brief: Brief, key: str) -> Section:
    (found,) = (section for section in brief.sections if section.key == key)
    return found


def told(brief: Brief, key: str) -> list[str]:
    return [str(sentence) for item in section(brief, key).items for sentence in item.sentences]


def test_the_newest_come_first_the_latest_at_the_head(brief: Brief) -> None:
    assert told(brief, "new") == [
        "Reported 4 March 2022: Luo Jian (China) denied, as The Meridian has it: “a pact was being discussed” [1].",
        "On 3 March 2022, Pavel Orlin (Russia) said, as The Meridian has it: “a pact with China was now […] within "
        "reach” [2].",
    ]


def test_an_act_of_speaking_is_told_in_its_oldest_wording_then_in_the_others(brief: Brief) -> None:
    assert told(brief, "said") == [
        "On 24 May 2021, Pavel Orlin (Russia) said, through Vesti Severa: “Russia would never sign a pact against "
        "Beijing” [3].",
        "mirror.txt (27 May 2021): Orlin said: “Moscow refuses to join any pact that is aimed at China” [4].",
        "On 24 May 2021, Pavel Orlin (Russia) warned, as Harbour Times has it: “the new grain tariff would hurt both "
        "peoples” [5].",
        "mirror.txt (27 May 2021): Orlin warned: “a grain tariff will hurt ordinary people” [6].",
    ]


def test_a_subject_that_comes_back_is_set_side_by_side(brief: Brief) -> None:
    (item,) = section(brief, "moved").items
    assert item.label == "Russia on pact"
    assert item.shape == "beside"
    first, latest = map(str, item.sentences)
    assert first.startswith("On 24 May 2021")
    assert latest.startswith("On 3 March 2022")


def test_echoes_count_articles_and_origins(brief: Brief) -> None:
    head, direction = told(brief, "echoes")
    assert head == (
        "Harbour Times (25 May 2021) [8] and mirror.txt (27 May 2021) [9] tell of one happening: "
        "2 articles of 1 origin."
    )
    assert direction.startswith("It cannot be known which was first: ")


def test_which_was_first_is_told_with_its_probability(tmp_path: Path) -> None:
    one, other = harbour(), mirror()
    pair, *passages = retold(one, other, [(HARBOUR.split("\n\n")[1], MIRROR, 0.9)])
    a_first = 0.91 if pair.a == one.article.id else 0.09
    known = replace(pair, kind="edited", first=one.article.id, a_first=a_first, reason="its date")
    places = [Story("s", "Orlin: no pact", each.article.id) for each in (one, other)]
    brief = compose.brief(make(tmp_path / "store", [one, other], [known, *passages, *places]), "RUS", "CHN")
    _, direction = told(brief, "echoes")
    assert direction.startswith("mirror.txt [")
    assert direction.endswith("which was first by a probability of 0.91.")
    assert "renders Harbour Times" in direction


def test_articles_of_one_quotation_are_two_origins() -> None:
    rows = [{"story": "s", "article": article} for article in ("x", "y", "z")]
    pairs = [{"a": "x", "b": "y", "kind": "same quotation"}, {"a": "y", "b": "z", "kind": "trimmed"}]
    (echo,) = echoes.gather(rows, pairs)
    assert (echo.articles, echo.origins, echo.figures) == (("x", "y", "z"), 2, ("3 articles", "2 origins"))


def test_a_retelling_gives_both_shares_and_a_passage_of_each(brief: Brief) -> None:
    head, here, there = told(brief, "retold")
    assert head.startswith(
        "Harbour Times (25 May 2021) [10] and later mirror.txt (27 May 2021) [9] render one text: 60 %"
    )
    assert "70 % of the second stand in 2 corresponding passages" in head
    assert here.startswith("Harbour Times (25 May 2021): “Russian Foreign Minister Pavel Orlin told")
    assert there.startswith("mirror.txt (27 May 2021): “Speaking to Vesti Severa")


def test_a_forecast_carries_its_hedge_and_condition(brief: Brief) -> None:
    assert told(brief, "predicted") == [
        "Forecast by Ada Quill, in Harbour Times (25 May 2021): “the two sides may well close the border crossing by "
        "winter”; wording “may well”; condition “If the tariff stays” [7]; read as 55 to 80 % sure to come; "
        "due by 20 March 2022; open."
    ]


def test_every_citation_is_the_exact_words_of_its_article(brief: Brief) -> None:
    assert [citation.number for citation in brief.citations] == list(range(1, 11))
    for citation in brief.citations:
        text = brief.sources[citation.article].text
        for start, end, words in citation.spans:
            assert text[start:end] == words != ""


def test_every_sentence_cites_what_is_listed(brief: Brief) -> None:
    listed = {(c.number, c.article, c.start, c.end) for c in brief.citations}
    assert len(brief.sentences) == 15
    for sentence in brief.sentences:
        assert sentence.citations
        assert {(c.number, c.article, c.start, c.end) for c in sentence.citations} <= listed


def test_the_brief_says_what_it_rests_on(brief: Brief) -> None:
    coverage = brief.coverage
    assert (coverage.articles, coverage.outlets, coverage.stored) == (3, 2, 3)
    assert (coverage.first, coverage.last) == ("2021-05-25", "2022-03-04")
    assert brief.unsupported == 0
    assert [mark.number for mark in brief.marks] == [1, 2, 3, 5, 7]


def test_the_order_of_the_two_states_changes_no_finding(store: Store, brief: Brief) -> None:
    other = compose.brief(store, "China", "Russia")
    for key in ("new", "said", "echoes", "retold", "predicted"):
        assert told(other, key) == told(brief, key)


def test_a_pair_of_which_nothing_is_known_has_empty_sections(store: Store) -> None:
    empty = compose.brief(store, "FRA", "BRA")
    assert empty.sentences == ()
    assert empty.coverage.articles == 0


@pytest.mark.parametrize(
    ("one", "other", "said"), [("RUS", "Russia", "both Russia"), ("RUS", "Chna", "did you mean China")]
)
def test_one_state_or_an_unknown_one_is_refused(store: Store, one: str, other: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        compose.brief(store, one, other)


def moved_by_one(scribe: Scribe) -> None:
    """Shift the first statement's span by one character: its content is no longer what the span points at."""
    for index, row in enumerate(scribe.rows):
        if isinstance(row, Statement) and row.utterance == "u-pact":
            scribe.rows[index] = replace(row, start=row.start + 1, end=row.end + 1)


def test_a_statement_whose_span_misses_its_words_is_counted_and_not_printed(tmp_path: Path) -> None:
    with standard(tmp_path, moved_by_one) as broken:
        brief = compose.brief(broken, "RUS", "CHN")
    assert brief.unsupported >= 1
    assert "never sign a pact" not in " ".join(told(brief, "said") + told(brief, "moved"))
    for citation in brief.citations:
        assert brief.sources[citation.article].text[citation.start : citation.end] == citation.text


def test_an_unfounded_date_is_not_told(tmp_path: Path) -> None:
    """A date of saying that neither the article's words nor its own date give is left out of the sentence."""
    scribe = harbour()
    scribe.rows = [replace(row, said_on="2020-01-01") if isinstance(row, Statement) else row for row in scribe.rows]
    with make(tmp_path, [scribe]) as odd:
        brief = compose.brief(odd, "RUS", "CHN")
    assert brief.sentences
    assert not any("2020" in str(sentence) for sentence in brief.sentences)


def crowd(size: int) -> Scribe:
    """Return one article in which a minister says a great many different things about a neighbour."""
    lines = [f"Minister Orlin said item{n} of plan{n * 7} displeases neighbour{n} and China." for n in range(size)]
    scribe = Scribe("crowd.txt", "\n".join(lines), outlet="Crowd", published="2021-05-25")
    for n, line in enumerate(lines):
        start = scribe.article.text.index(line) + len("Minister Orlin said ")
        end = scribe.article.text.index(line) + len(line) - 1
        content = scribe.article.text[start:end]
        scribe.rows.append(
            Statement(
                f"s{n:04}",
                scribe.article.id,
                start,
                end,
                content,
                pieces=(Span(start, end),),
                kind="indirect",
                source=scribe.excerpt("Minister Orlin", n),
                cue=scribe.excerpt("said", n),
                actor="RUS",
                about=("CHN",),
                confidence=0.5,
            )
        )
    return scribe


def test_a_brief_has_a_bounded_length_and_says_what_it_left_out(tmp_path: Path) -> None:
    with make(tmp_path, [crowd(120)]) as large:
        brief = compose.brief(large, "RUS", "CHN")
    assert len(brief.sentences) <= 60
    said = section(brief, "said")
    assert len(said.items) == compose.MOST["said"]
    assert said.left_out == 120 - len(section(brief, "new").items) - len(said.items)
    assert said.see[0] == "detente statements --actor RUS --about CHN"
    assert "“Minister Orlin” said" in str(said.items[0].sentences[0])
