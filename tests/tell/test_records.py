"""Records of outlets: what is proposed of a source, and how independent reports count."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import UsageError
from detente.model import Pair
from detente.store import Store
from detente.tell import records
from tell.small_store import Scribe, harbour, make, mirror, retold


@pytest.mark.parametrize(
    ("articles", "echoes", "spun", "credited", "looked", "letter"),
    [
        (4, 0, 0, 0, 0, "F"),
        (10, 0, 0, 0, 0, "B"),
        (10, 5, 0, 5, 5, "B"),
        (10, 5, 0, 0, 5, "C"),
        (10, 9, 0, 9, 9, "C"),
        (10, 9, 0, 0, 9, "D"),
        (10, 3, 3, 0, 3, "E"),
    ],
)
def test_a_letter_follows_from_the_record(
    articles: int, echoes: int, spun: int, credited: int, looked: int, letter: str
) -> None:
    row = {"articles": articles, "echoes": echoes, "spun": spun}
    assert records.propose(row, credited, looked)[0] == letter


def told(folder: Path, kind: str) -> Store:
    first, then = harbour(), mirror()
    pair, *rest = retold(first, then, [])
    linked = Pair(pair.a, pair.b, 0.9, 0.6, 0.7, kind, first.article.id)  # type: ignore[arg-type]  # one of the kinds
    return make(folder, [first, then], [linked, *rest])


def test_who_renders_the_first_is_an_echo(tmp_path: Path) -> None:
    store = told(tmp_path, "paraphrase")
    (harbours,) = [row for row in records.records(store) if row.outlet == "Harbour Times"]
    assert (harbours.articles, harbours.origins, harbours.echoes, harbours.retold) == (1, 1, 0, 1)
    (echo,) = records.echoes(store, None)
    assert (echo["path"], echo["first_path"], echo["credited"]) == ("news/mirror.txt", "news/harbour.txt", False)


@pytest.mark.parametrize(("kind", "number"), [("paraphrase", "6"), ("same quotation", "2")])
def test_who_renders_another_is_no_second_origin(tmp_path: Path, kind: str, number: str) -> None:
    store = told(tmp_path, kind)
    ids = store.query("answer_articles", {})["id"].to_pylist()
    assert records.credibility(store, "0" * 16, ids).number == number


def test_a_rating_holds_until_it_is_undone(tmp_path: Path) -> None:
    store = make(tmp_path, [harbour()])
    records.rate(store, "outlet:Harbour Times", "D", author="ada", reason="I was there")
    (row,) = records.records(store)
    assert (row.reliability, row.proposed) == ("D", "F")
    records.undo(store, "outlet:Harbour Times", author="ada")
    assert records.records(store)[0].reliability == "F"
    with pytest.raises(UsageError):
        records.undo(store, "outlet:Harbour Times", author="ada")


@pytest.mark.parametrize(("subject", "value"), [("outlet:None such", "A"), ("outlet:Harbour Times", "1"), ("x", "A")])
def test_what_is_no_rating_is_refused(tmp_path: Path, subject: str, value: str) -> None:
    with pytest.raises(UsageError):
        records.rate(make(tmp_path, [harbour()]), subject, value, author="ada")


def test_an_outlet_without_a_name_is_its_host(tmp_path: Path) -> None:
    scribe = Scribe("page.html", "Nothing happened.", address="https://news.example.org/a?b")
    (row,) = records.records(make(tmp_path, [scribe]))
    assert row.outlet == "news.example.org"
