from __future__ import annotations

import io
import json
from pathlib import Path

from detente.faces import adding
from detente.model import Reject
from detente.pipeline import Summary

HELD = {"articles": 7, "statements": 90, "forecasts": 4, "pairs": 1, "mentions": 500}


def summary(skipped: int = 0, *, interrupted: bool = False) -> Summary:
    rejects = tuple(
        Reject(f"a/{n}\x1b.txt", "0", "empty" if n else "binary", "the file is empty") for n in range(skipped)
    )
    found = dict(HELD) | {"articles": 5, "pairs": 0}
    return Summary(5, 12_345, {"en": 3, "ru": 1, "fr": 1}, 2, 1, rejects, found, HELD, 3.21, interrupted)


def test_the_summary_says_what_was_read_known_skipped_and_found() -> None:
    text = adding.as_text(summary(2), Path("store"))
    assert "read      5 articles, 12,345 words, in 3.2 s" in text
    assert "in other languages, kept but not taken further: 1 fr" in text
    assert "known     2 read before, 1 of them skipped then" in text
    assert "skipped   2: 1 binary, 1 empty" in text
    assert "the file is empty" in text
    assert "found     5 articles, 90 statements, 4 forecasts\n" in text
    assert "store     store: 7 articles, 90 statements, 4 forecasts, 1 pair of articles that render one text" in text
    assert "\x1b" not in text


def test_skipped_sources_are_listed_by_reason_the_rarest_first() -> None:
    lines = adding.as_text(summary(50), Path("my store")).splitlines()
    start = lines.index("skipped   50: 1 binary, 49 empty")
    listed = lines[start + 1 : start + 7]
    assert [line.split(":")[0].strip() for line in listed] == ["binary", *["empty"] * 4, "all of them"]
    assert listed[0].startswith("          binary: a/0")
    assert listed[4] == "          empty: and 46 more"
    assert listed[5].endswith("detente rejects --store 'my store'")
    assert "all of them" not in adding.as_text(summary(adding.SHOWN_SKIPPED + 1), Path("store"))


def test_one_is_told_as_one() -> None:
    held = {"articles": 1, "statements": 1, "forecasts": 1, "pairs": 1}
    text = adding.as_text(Summary(1, 1, {"en": 1}, 1, 1, (), held, held, 0.1, interrupted=False), Path("store"))
    assert "read      1 article, 1 word, in 0.1 s" in text
    assert "1 of them skipped then (--retry reads it again)" in text
    assert "found     1 article, 1 statement, 1 forecast, 1 pair of articles that render one text" in text


def test_a_run_that_was_stopped_says_how_to_go_on() -> None:
    assert "run the same command again" in adding.as_text(summary(interrupted=True), Path("store"))
    assert "again" not in adding.as_text(summary(), Path("store")).replace("read again", "").replace("it again", "")


def test_as_json_it_holds_all_of_it() -> None:
    held = json.loads(adding.as_json(summary(2)))
    assert held["read"] == 5
    assert held["reasons"] == {"binary": 1, "empty": 1}
    assert held["skipped"][1]["reason"] == "the file is empty"
    assert held["held"] == HELD


def test_progress_is_shown_on_a_terminal_only() -> None:
    with adding.shown(io.StringIO()) as nothing:
        assert nothing is None

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    from detente.pipeline import Progress

    stream = Terminal()
    with adding.shown(stream) as show:
        assert show is not None
        show(Progress("reading", 3, 9))
    assert "reading" in stream.getvalue()
    assert "3/9" in stream.getvalue()
