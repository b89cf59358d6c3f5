"""Articles beside each other: changes, two accounts, stories, what outlets call whom, where words come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import UsageError
from detente.store import Store
from detente.tell import comparing, tracing
from detente.travel.variants import NAMES
from tell.small_store import HARBOUR, LATER, MIRROR, Scribe, harbour, later, make, retold

ONE = (
    "The presidents of Glubovia and Pottsylvania spoke by telephone about the Lake Orbo fisheries.\n\n"
    "President Staal strongly condemned the seizure of two Glubovian trawlers. The two agreed to send engineers to "
    "the sluice at Dravograd in May.\n\nThe Glubovian side raised the fate of the interned poet Milo Kresh."
)
OTHER = (
    "At the request of Glubovia a telephone conversation took place on Lake Orbo and its fisheries.\n\n"
    "It was agreed that engineers will be sent to the sluice at Dravograd in June.\n\n"
    "President Vuk invited his colleague to the winter games at Kelso."
)


@pytest.fixture(scope="module")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return make(tmp_path_factory.mktemp("accounts") / "store", [Scribe("one.txt", ONE), Scribe("other.txt", OTHER)])


def test_every_change_points_at_its_words(store: Store) -> None:
    rows = comparing.compare(store, "news/harbour.txt", "news/mirror.txt").to_pylist()
    assert {row["change"] for row in rows} <= {*NAMES, "same words", "reworded"}
    for row in rows:
        assert HARBOUR[row["a_start"] : row["a_end"]] == row["a_words"]
        assert MIRROR[row["b_start"] : row["b_end"]] == row["b_words"]
    assert "made indirect" in {row["change"] for row in rows}
    assert [row["passage"] for row in rows] == sorted(row["passage"] for row in rows)


def test_a_passage_of_one_article_alone_is_listed_whole(store: Store) -> None:
    rows = comparing.compare(store, "news/harbour.txt", "news/mirror.txt").to_pylist()
    alone = [row["a_words"] for row in rows if row["change"] == "omitted"]
    assert any(words.startswith("If the tariff stays") for words in alone)


def test_an_article_and_itself_are_not_compared(store: Store) -> None:
    for ask in (comparing.compare, comparing.readouts):
        with pytest.raises(UsageError, match="one article"):
            ask(store, "news/harbour.txt", "news/harbour.txt")
        with pytest.raises(UsageError, match="holds no article"):
            ask(store, "news/harbour.txt", "nowhere")


def test_two_accounts_are_set_side_by_side(accounts: Store) -> None:
    rows = comparing.readouts(accounts, "one.txt", "other.txt").to_pylist()
    by_words = {row["a_words"] or row["b_words"]: row for row in rows}
    engineers = next(row for words, row in by_words.items() if "engineers" in words)
    assert engineers["verdict"] == "worded otherwise"
    assert "date changed" in engineers["changes"]
    assert "engineers" in engineers["b_words"]
    assert next(row for words, row in by_words.items() if "Kresh" in words)["verdict"] == "only a"
    assert next(row for words, row in by_words.items() if "Kelso" in words)["verdict"] == "only b"
    for row in rows:
        for side, text in (("a", ONE), ("b", OTHER)):
            if row[f"{side}_words"] is not None:
                assert text[row[f"{side}_start"] : row[f"{side}_end"]] == row[f"{side}_words"]


def test_swapped_accounts_have_the_same_points(accounts: Store) -> None:
    swap = {"only a": "only b", "only b": "only a"}
    one = comparing.readouts(accounts, "one.txt", "other.txt").to_pylist()
    two = comparing.readouts(accounts, "other.txt", "one.txt").to_pylist()
    first = {(row["verdict"], row["a_words"], row["b_words"]) for row in one}
    assert first == {(swap.get(row["verdict"], row["verdict"]), row["b_words"], row["a_words"]) for row in two}


def test_copies_count_as_one_origin_of_a_story(store: Store) -> None:
    rows = comparing.stories(store).to_pylist()
    assert [(row["id"], row["articles"], row["origins"]) for row in rows] == [("s-tariff", 2, 1), ("s-reach", 1, 1)]
    members = comparing.story(store, "s-tariff").to_pylist()
    assert [row["article"] for row in members] == ["news/harbour.txt", "news/mirror.txt"]
    assert {row["origin"] for row in members} == {"news/harbour.txt"}
    with pytest.raises(UsageError, match="no story"):
        comparing.story(store, "s-none")


def test_families_join_by_way_of_a_third() -> None:
    pairs = [{"a": "c", "b": "d"}, {"a": "a", "b": "b"}, {"a": "b", "b": "c"}, {"a": "x", "b": "y"}]
    found = comparing.families(pairs)
    assert len({found[each] for each in "abcd"}) == 1
    assert found["x"] == found["y"] != found["a"]


def test_what_two_outlets_call_the_same_actors(tmp_path: Path) -> None:
    one, other = harbour(), later()
    one.mention("both peoples", "RUS")
    rows = comparing.naming(make(tmp_path / "store", [one, other]), "harbour", "meridian").to_pylist()
    china = next(row for row in rows if row["actor"] == "CHN")
    assert china["name"] == "China"
    assert {form for form, _ in china["a_forms"]} == {"Beijing", "border crossing"}
    assert china["b_forms"] == [["China", "1"]]
    assert (china["a_times"], china["b_times"]) == (2, 1)


def test_names_in_corresponding_passages_are_counted(tmp_path: Path) -> None:
    one = harbour()
    given = Scribe(
        "news/mirror.txt", MIRROR.replace("at China", "at the Chinese Communist Party"), outlet="The Mirror",
        published="2021-05-27",
    )  # fmt: skip
    given.mention("Chinese Communist Party", "CHN")
    passages = [(HARBOUR.split("\n\n")[1], given.article.text, 0.9)]
    store = make(tmp_path / "store", [one, given], retold(one, given, passages))
    rows = comparing.naming(store, "Harbour Times", "mirror").to_pylist()
    assert ["Beijing", "Chinese Communist Party", "1"] in [pair for row in rows for pair in row["aligned"]]


def test_an_outlet_must_be_told_from_others(store: Store) -> None:
    with pytest.raises(UsageError, match="it knows Harbour Times, The Meridian"):
        comparing.naming(store, "Gazette", "Meridian")
    with pytest.raises(UsageError, match="2 outlets are called 'e'"):
        comparing.naming(store, "e", "Meridian")
    with pytest.raises(UsageError, match="are both The Meridian"):
        comparing.naming(store, "the meridian", "Meridian")
    with pytest.raises(UsageError, match="empty"):
        comparing.naming(store, " ", "Meridian")


def test_words_are_traced_to_their_earliest_form(store: Store) -> None:
    rows = tracing.trace(store, "sign a pact").to_pylist()
    assert [(row["date"], row["article"]) for row in rows[:2]] == [
        ("2021-05-25", "news/harbour.txt"), ("2021-05-27", "news/mirror.txt"),
    ]  # fmt: skip
    assert rows[0]["changes"] == []
    assert "made indirect" in rows[1]["changes"]
    assert rows[1]["utterance"] == rows[0]["utterance"] == "u-pact"
    texts = {"news/harbour.txt": HARBOUR, "news/mirror.txt": MIRROR, "news/later.html": LATER}
    for row in rows:
        assert texts[row["article"]][row["start"] : row["end"]] == row["words"]


def test_an_utterance_is_traced_by_its_id(store: Store) -> None:
    rows = tracing.trace(store, "u-tariff").to_pylist()
    assert [row["article"] for row in rows] == ["news/harbour.txt", "news/mirror.txt"]
    assert {row["utterance"] for row in rows} == {"u-tariff"}
    assert rows[0]["changes"] == []
    assert rows[1]["changes"]


def test_words_outside_of_statements_are_traced_too(store: Store) -> None:
    (row,) = tracing.trace(store, "border closing winters").to_pylist()
    assert (row["how"], row["article"], row["speaker"]) == ("text", "news/harbour.txt", None)


def test_words_that_nobody_used_give_an_empty_table(store: Store) -> None:
    assert tracing.trace(store, "zeppelin").num_rows == 0
    with pytest.raises(UsageError, match="no words"):
        tracing.trace(store, " “” ")


def test_stories_of_an_empty_store(tmp_path: Path) -> None:
    store = make(tmp_path / "store", [], [])
    assert comparing.stories(store).num_rows == 0
