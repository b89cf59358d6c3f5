"""The same verbs in Python."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import detente
from detente.errors import StoreMissingError, UsageError


def test_what_is_promised_is_there_and_documented() -> None:
    for name in detente.__all__:
        assert getattr(detente, name).__doc__, name


def test_importing_loads_no_heavy_library() -> None:
    script = "import sys, detente; print({'spacy', 'duckdb', 'pyarrow', 'typer'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_listings_are_tables(folder: Path) -> None:
    sizes = {"articles": 3, "statements": 6, "forecasts": 1, "retellings": 2, "pairs": 1, "rejects": 1}
    for name, size in sizes.items():
        assert getattr(detente, name)(store=folder).num_rows == size, name


def test_what_is_asked_of_relations_and_forecasts_is_a_table(folder: Path, tmp_path: Path) -> None:
    assert detente.search("pact", store=folder).num_rows > 0
    assert detente.ledger(store=folder).num_rows == 1
    for verb in (detente.events, detente.commitments):
        assert verb(store=folder).num_rows == 0
    assert "level" in detente.relation("Russia", "CHN", store=folder).column_names
    assert "pattern" in detente.triangle("Russia", "CHN", "USA", store=folder).column_names
    assert "subject" in detente.positions("Russia", "pact", store=folder).column_names
    assert "moved" in detente.shifts("Russia", "pact", store=folder).column_names
    assert detente.export("articles", tmp_path / "articles.csv", store=folder) == 3


def test_one_side_acts_on_the_other() -> None:
    assert detente.code_event("Freedonia imposed sanctions on Sylvania.", "Freedonia", "Sylvania") == "COERCE"


def test_criteria_are_those_of_the_command_line(folder: Path) -> None:
    assert detente.statements(store=folder, speaker="orlin", about="China").num_rows == 5
    assert detente.statements(store=str(folder), actor="chn").num_rows == 1
    assert detente.statements(store=folder, since="2022", kind="mixed", outermost=True).num_rows == 1
    with pytest.raises(UsageError, match="no state is called"):
        detente.statements(store=folder, actor="Rusia")
    with pytest.raises(TypeError):
        detente.statements(store=folder, speeker="orlin")  # type: ignore[call-arg]  # this is what is tested


def test_a_criterion_without_words_is_refused(folder: Path) -> None:
    for name in ("since", "until", "actor", "speaker", "about", "outlet"):
        with pytest.raises(UsageError, match=f"{name} is empty"):
            detente.statements(store=folder, **{name: ""})  # type: ignore[arg-type]  # the names are those of Criteria


def test_offsets_count_in_the_text(folder: Path) -> None:
    for row in detente.statements(store=folder).to_pylist():
        assert row["pieces"] or detente.text(row["article"], store=folder)[row["start"] : row["end"]] == row["content"]
    with pytest.raises(UsageError, match="holds no article"):
        detente.text("none", store=folder)


def test_the_store_is_found_by_the_environment(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DETENTE_STORE", str(folder))
    assert detente.articles().num_rows == 3
    monkeypatch.setenv("DETENTE_STORE", str(tmp_path / "none"))
    with pytest.raises(StoreMissingError):
        detente.articles()


def test_a_brief_is_returned_and_written(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "brief.html"
    brief = detente.brief("RUS", "China", store=folder, output=page)
    assert brief.title == "Russia and China"
    assert all(sentence.citations for sentence in brief.sentences)
    assert brief.sentences[0].text in "".join(str(s) for s in brief.sentences)
    assert page.stat().st_size > 10_000


def test_a_wrong_file_name_is_refused_before_anything_is_done(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"brief\.odt"):
        detente.brief("RUS", "CHN", store=tmp_path / "none", output="brief.odt")
