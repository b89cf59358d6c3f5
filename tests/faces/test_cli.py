"""The command line as a process: what it prints where, and the code it ends with."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tell.small_store import HARBOUR

from detente import __version__

KEYS = {
    "articles": "id path title author outlet published language boilerplate words",
    "statements": "id article start end content pieces kind mode source cue speaker actor relay venue said_on "
    "said_on_precision about stance negated certainty confidence utterance corrected",
    "forecasts": "id article start end content holder wording condition confidence",
    "retellings": "a a_start a_end b b_start b_end score",
    "rejects": "path code reason",
}
FILTERS = ("since", "until", "actor", "speaker", "about", "outlet")


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "detente.faces.cli", *map(str, arguments)]
    env = {**os.environ, "COLUMNS": "100", **environment}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=env, check=False, timeout=60)


def rows(*arguments: str | Path) -> list[dict[str, Any]]:
    done = run(*arguments, "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("listing", KEYS)
def test_a_line_of_jsonl_has_exactly_the_keys_promised(folder: Path, listing: str) -> None:
    found = rows(listing, "--store", folder)
    assert found
    for row in found:
        assert list(row) == KEYS[listing].split()


def test_nested_values_are_objects_and_lists(folder: Path) -> None:
    first = rows("statements", "--store", folder)[0]
    assert first["source"] == {"start": 24, "end": 60, "text": HARBOUR[24:60]}
    assert first["about"] == ["CHN"]
    assert first["relay"] == ["Vesti Severa"]
    assert first["pieces"] == []
    assert HARBOUR[first["start"] : first["end"]] == first["content"]


def test_json_is_one_list_of_the_same_rows(folder: Path) -> None:
    done = run("statements", "--store", folder, "--format", "json")
    assert json.loads(done.stdout) == rows("statements", "--store", folder)
    assert json.loads(run("statements", "--speaker", "nobody", "--store", folder, "--format", "json").stdout) == []


def test_csv_is_flat(folder: Path) -> None:
    done = run("statements", "--store", folder, "--format", "csv")
    table = list(csv.DictReader(io.StringIO(done.stdout)))
    assert len(table) == 6
    assert table[0]["source_text"] == "Russian Foreign Minister Pavel Orlin"
    mixed = next(row for row in table if row["kind"] == "mixed")
    assert mixed["pieces"] == "63:88; 90:102"
    assert mixed["relay"] == ""


def test_a_table_fits_the_terminal_and_counts_what_it_left_out(folder: Path) -> None:
    done = run("statements", "--store", folder, "--limit", "2", COLUMNS="72")
    assert max(map(len, done.stdout.splitlines())) <= 72
    assert "Pavel Orlin" in done.stdout
    assert "6 statements, 2 shown" in done.stderr
    assert len(rows("statements", "--store", folder, "--limit", "4")) == 4


def test_states_are_taken_by_code_and_by_name(folder: Path) -> None:
    for typed in ("RUS", "russia", "Russia"):
        assert len(rows("statements", "--actor", typed, "--about", "china", "--store", folder)) == 5


def test_pairs_are_listed_with_their_shares(folder: Path) -> None:
    (pair,) = rows("retellings", "--articles", "--store", folder)
    assert (pair["share_a"], pair["share_b"], pair["passages"]) == (0.6, 0.7, 2)
    table = run("retellings", "--articles", "--store", folder)
    assert "60%" in table.stdout
    assert table.stderr == "1 pair\n"


def test_the_store_is_named_by_option_or_environment(folder: Path, tmp_path: Path) -> None:
    done = run("articles", "--format", "csv", DETENTE_STORE=str(folder))
    assert done.stdout.count("\n") == 4
    missing = run("articles", "--store", tmp_path / "none", DETENTE_STORE=str(folder))
    assert missing.returncode == 1
    assert missing.stderr.startswith("detente: there is no store in")
    assert "Traceback" not in missing.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["statements", "--actor", "Rusia"], "did you mean Russia, RUS"),
        (["statements", "--since", "last week"], "--since 'last week' is no date"),
        *((["statements", f"--{name}", value], f"--{name} is empty") for name in FILTERS for value in ("", " ")),
        (["text", "no-such-article"], "holds no article 'no-such-article'; detente articles"),
        (["text", "news/harbor.txt"], "news/harbour.txt or "),
        (["statements", "--kind", "loud"], "'loud' is not"),
        (["statements", "--limit", "-1"], "--limit"),
        (["statments"], "No such command"),
        (["articles", "--format", "xml"], "'xml' is not"),
        (["brief", "RUS"], "Missing argument"),
        (["brief", "RUS", "RUS"], "both Russia"),
        (["brief", "RUS", "CHN", "-o", "brief.rtf"], "brief.rtf: a brief is written as a .html, .md,"),
    ],
)
def test_a_wrong_call_ends_with_2_and_says_what_was_wrong(folder: Path, arguments: list[str], said: str) -> None:
    done = run(*arguments, DETENTE_STORE=str(folder))
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_path_that_is_not_there_is_a_wrong_call(tmp_path: Path) -> None:
    done = run("add", tmp_path / "none", "--store", tmp_path / "store")
    assert done.returncode == 2
    assert str(tmp_path / "none") in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_skipped_is_told_and_ends_with_1_only_when_strict(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    calm = run("add", tmp_path / "in", "--store", tmp_path / "calm", "--engine", "serial")
    assert calm.returncode == 0, calm.stderr
    assert "skipped   1: 1 empty" in calm.stdout
    strict = run("add", tmp_path / "in", "--store", tmp_path / "strict", "--strict", "--format", "json")
    assert strict.returncode == 1
    assert json.loads(strict.stdout)["reasons"] == {"empty": 1}
    again = run("add", tmp_path / "in", "--store", tmp_path / "strict", "--strict")
    assert again.returncode == 1
    assert "1 read before, 1 of them skipped then" in again.stdout
    assert run("add", tmp_path / "in", "--store", tmp_path / "strict").returncode == 0
    assert rows("rejects", "--store", tmp_path / "calm")[0]["path"] == str(tmp_path / "in" / "empty.txt")


@pytest.mark.parametrize("when", ["reading", "building"])
def test_ctrl_c_ends_with_130_and_says_what_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str) -> None:
    from typer.testing import CliRunner

    from detente import pipeline
    from detente.faces.cli import app

    def stopped(*_: object, **__: object) -> pipeline.Summary:
        if when == "building":
            raise KeyboardInterrupt
        return pipeline.Summary(1, 9, {"en": 1}, 0, 0, (), {}, {}, 0.1, interrupted=True)

    monkeypatch.setattr(pipeline, "add", stopped)
    done = CliRunner().invoke(app, ["add", str(tmp_path), "--store", str(tmp_path / "store")])
    assert done.exit_code == 130
    assert "run the same command again to go on" in done.output


def test_a_brief_goes_to_standard_output_or_to_a_file(folder: Path, tmp_path: Path) -> None:
    done = run("brief", "Russia", "CHN", "--store", folder)
    assert done.returncode == 0
    assert "\n# Russia and China\n" in done.stdout
    page = tmp_path / "brief.html"
    assert run("brief", "RUS", "CHN", "-o", page, "--store", folder).returncode == 0
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    lost = run("brief", "RUS", "CHN", "-o", tmp_path / "no" / "brief.html", "--store", folder)
    assert lost.returncode == 1
    assert "could not be written" in lost.stderr


@pytest.mark.parametrize("arguments", ["statements --format jsonl", "articles", "brief RUS CHN"])
def test_a_reader_that_has_left_is_no_error(folder: Path, arguments: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "detente.faces.cli", *arguments.split()]
    env = {**os.environ, "DETENTE_STORE": str(folder)}
    try:
        done = subprocess.run(
            command, stdout=writer, stderr=subprocess.PIPE, text=True, env=env, check=False, timeout=60
        )
    finally:
        os.close(writer)
    assert done.returncode == 141
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_what_would_move_the_cursor_is_not_printed(tmp_path: Path) -> None:
    from tell.small_store import Scribe, make

    scribe = Scribe("a\x1b[2J.txt", "some words", title="\x1b]0;owned\x07 \u202ereversed", outlet="O")
    make(tmp_path, [scribe]).close()
    done = run("articles", "--store", tmp_path)
    assert "\x1b" not in done.stdout
    assert "\x07" not in done.stdout
    assert "\u202e" not in done.stdout
    assert "owned" in done.stdout
    assert rows("articles", "--store", tmp_path)[0]["title"] == "\x1b]0;owned\x07 \u202ereversed"


def test_help_shows_examples() -> None:
    assert "brief" in run("--help").stdout
    assert "detente statements --speaker lavrov --about china" in run("statements", "--help").stdout


def test_help_loads_no_heavy_library() -> None:
    script = (
        "import sys, detente.faces.cli, detente; "
        "print({'spacy', 'duckdb', 'pyarrow', 'rich', 'vl_convert', 'jinja2', 'trafilatura'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_the_version_is_that_of_the_package() -> None:
    for asked in ("version", "--version"):
        done = run(asked)
        assert (done.returncode, done.stdout) == (0, f"detente {__version__}\n")


def test_a_store_that_is_a_file_is_a_wrong_call(tmp_path: Path) -> None:
    file = tmp_path / "file.txt"
    file.write_text("Anna Vale came to the harbour on Monday.", encoding="utf-8")
    for arguments in (["add", file], ["statements"], ["brief", "RUS", "CHN"], ["text", "a"]):
        done = run(*arguments, "--store", file)
        assert done.returncode == 2
        assert f"{file} is a file, and a store is a folder" in done.stderr
        assert "Traceback" not in done.stderr
    assert file.read_text(encoding="utf-8").startswith("Anna")


def test_the_text_is_the_one_that_offsets_count_in(folder: Path) -> None:
    held = {row["path"]: row["id"] for row in rows("articles", "--store", folder)}
    for row in rows("statements", "--store", folder):
        exact = run("text", held[row["article"]], "--store", folder).stdout
        assert run("text", row["article"], "--store", folder).stdout == exact
        assert row["pieces"] or exact[row["start"] : row["end"]] == row["content"]
    assert run("text", held["news/harbour.txt"], "--store", folder).stdout == HARBOUR


def test_an_unknown_id_is_answered_with_those_near(folder: Path) -> None:
    known = rows("articles", "--store", folder)[0]
    wrong = ("0" if known["id"][0] != "0" else "1") + known["id"][1:]
    done = run("text", wrong, "--store", folder)
    assert done.returncode == 2
    assert f"did you mean {known['id']}, {known['path']}" in done.stderr


def test_a_path_that_two_articles_have_is_not_guessed(tmp_path: Path) -> None:
    from tell.small_store import Scribe, make

    scribes = [Scribe("a.txt", "some words"), Scribe("a.txt", "other words")]
    make(tmp_path, scribes).close()
    done = run("text", "a.txt", "--store", tmp_path)
    assert done.returncode == 2
    assert all(scribe.article.id in done.stderr for scribe in scribes)


def test_a_brief_on_states_that_no_article_names_says_which_are_named(folder: Path, tmp_path: Path) -> None:
    done = run("brief", "FRA", "BRA", "--store", folder)
    assert done.returncode == 0
    assert "no stored article names both states of France and Brazil; the store names CHN, RUS most" in done.stderr
    assert "no stored article" not in run("brief", "RUS", "CHN", "--store", folder).stderr
    run("add", tmp_path, "--store", tmp_path / "empty")
    assert "the store names no state" in run("brief", "RUS", "CHN", "--store", tmp_path / "empty").stderr


def test_on_a_terminal_every_character_of_a_text_keeps_its_place() -> None:
    from detente.faces.listing import visible

    assert visible("a\x1b[2J\n\tb\u202ec\r\n") == "a\ufffd[2J\n\tb\ufffdc\ufffd\n"
