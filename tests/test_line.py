"""The whole line with the real rooms: the example corpus from files to a published store."""

from __future__ import annotations

import shutil
from itertools import chain
from pathlib import Path
from typing import Any

import duckdb
import pytest

import detente
from detente import pipeline
from detente.config import Config
from detente.model import Article, Excerpt, Forecast, Link, Mention, Retelling, Role, Statement, TimeExpression
from detente.store import Store
from detente.store.tables import TABLES, from_arrow, table_of

EXAMPLE = Path(detente.__file__).parent / "data" / "example" / "articles"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the store of the example corpus, made in this process."""
    store = tmp_path_factory.mktemp("example")
    summary = pipeline.add([EXAMPLE], Config(store=store, engine="serial"))
    assert (summary.read, summary.skipped) == (len(list(EXAMPLE.iterdir())), ())
    return store


def rows(store: Path, noun: type) -> list[Any]:
    with duckdb.connect(store / "detente.duckdb", read_only=True) as connection:
        return from_arrow(noun, connection.table(table_of(noun)).to_arrow_table())


def test_every_table_has_rows(example: Path) -> None:
    with Store.open(example) as store:
        counts = store.counts()
    assert [table for table in TABLES if not counts[table]] == ["rejects"]


def test_every_finding_points_at_its_words(example: Path) -> None:
    texts = {article.id: article.text for article in rows(example, Article)}
    for found in chain(rows(example, Mention), rows(example, TimeExpression)):
        assert texts[found.article][found.start : found.end] == found.text
    for said in rows(example, Statement):
        text = texts[said.article]
        assert said.content.strip()
        assert said.pieces or text[said.start : said.end] == said.content
        for excerpt in (said.source, said.cue):
            assert not isinstance(excerpt, Excerpt) or text[excerpt.start : excerpt.end] == excerpt.text
        assert all(said.start <= piece.start < piece.end <= said.end for piece in said.pieces)
    for guess in rows(example, Forecast):
        assert texts[guess.article][guess.start : guess.end] == guess.content
    for role in rows(example, Role):
        assert texts[role.article][role.start : role.end].strip()
    for passage in rows(example, Retelling):
        assert texts[passage.a][passage.a_start : passage.a_end].strip()
        assert texts[passage.b][passage.b_start : passage.b_end].strip()
        assert passage.a < passage.b


def test_every_reference_leads_somewhere(example: Path) -> None:
    mentions = {mention.id for mention in rows(example, Mention)}
    statements = {said.id: said for said in rows(example, Statement)}
    articles = {article.id for article in rows(example, Article)}
    assert {link.mention for link in rows(example, Link)} <= mentions
    for said in statements.values():
        assert said.article in articles
        assert said.utterance in statements
        assert said.parent is None or statements[said.parent].article == said.article
        assert said.speaker_mention is None or said.speaker_mention in mentions
        assert set(said.relay_mentions) <= mentions
    for guess in rows(example, Forecast):
        assert guess.statement is None or guess.statement in statements


def test_engines_agree(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for path in sorted(EXAMPLE.iterdir())[:8]:
        shutil.copy(path, folder)
    prints = set()
    for settings in (
        Config(store=tmp_path / "serial", engine="serial"),
        Config(store=tmp_path / "processes", engine="processes", workers=2, shard_size=3),
    ):
        assert pipeline.add([folder], settings).read == 8
        with Store.open(settings.store) as store:
            prints.add(store.fingerprint())
    assert len(prints) == 1
