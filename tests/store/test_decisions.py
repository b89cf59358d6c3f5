"""What people decide is logged, can be undone, and is never changed."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import StoreError, StoreFormatError, UsageError
from detente.store.decisions import FILE, Decisions


def test_a_log_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert Decisions(tmp_path).log() == []
    assert not (tmp_path / FILE).exists()


def test_the_last_decision_on_a_subject_holds(tmp_path: Path) -> None:
    log = Decisions(tmp_path)
    log.record("rating", "outlet:The Courier", {"reliability": "B"}, author="ann")
    last = log.record("rating", "outlet:The Courier", {"reliability": "C"}, author="bob", reason="two corrections")
    assert log.standing("rating") == {"outlet:The Courier": last}
    assert [each.author for each in log.log("rating")] == ["ann", "bob"]


def test_what_is_undone_gives_place_to_what_was_before(tmp_path: Path) -> None:
    log = Decisions(tmp_path)
    first = log.record("correction", "statement:1:speaker", {"speaker": "A"}, author="ann")
    second = log.record("correction", "statement:1:speaker", {"speaker": "B"}, author="ann")
    undone = log.undo(second.id, author="ann")
    assert log.standing("correction")["statement:1:speaker"] == first
    log.undo(undone.id, author="ann", reason="it was right")
    assert log.standing("correction")["statement:1:speaker"].value == {"speaker": "B"}
    assert len(log.log()) == 4


def test_nothing_is_undone_twice(tmp_path: Path) -> None:
    log = Decisions(tmp_path)
    made = log.record("search", "talks", {"query": "talks"}, author="ann")
    log.undo(made.id, author="ann")
    with pytest.raises(UsageError):
        log.undo(made.id, author="ann")


@pytest.mark.parametrize(("kind", "subject", "author"), [("undo", "x", "a"), ("visit", " ", "a"), ("visit", "x", "")])
def test_a_decision_without_author_or_subject_is_refused(tmp_path: Path, kind: str, subject: str, author: str) -> None:
    with pytest.raises(UsageError):
        Decisions(tmp_path).record(kind, subject, {}, author=author)  # type: ignore[arg-type]  # refused at run time


@pytest.mark.parametrize("change", ["UPDATE decisions SET author = 'x'", "DELETE FROM decisions"])
def test_rows_stay_as_they_are(tmp_path: Path, change: str) -> None:
    Decisions(tmp_path).record("visit", "today", {}, author="ann")
    connection = sqlite3.connect(tmp_path / FILE)
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(change)
    connection.close()


def test_many_write_at_once_and_none_is_lost(tmp_path: Path) -> None:
    def write(name: str) -> None:
        for number in range(10):
            Decisions(tmp_path).record("visit", f"{name} {number}", {}, author=name)

    threads = [threading.Thread(target=write, args=(name,)) for name in ("ann", "bob", "cid")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(Decisions(tmp_path).standing("visit")) == 30


def test_a_damaged_log_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database at all, and long enough to be looked at" * 40)
    with pytest.raises(StoreFormatError, match="backup"):
        Decisions(tmp_path).log()


def test_a_log_of_another_format_is_refused(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / FILE)
    connection.execute("PRAGMA user_version = 9")
    connection.close()
    with pytest.raises(StoreFormatError, match="format 9"):
        Decisions(tmp_path).log()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError):
        Decisions(tmp_path / "file").record("visit", "today", {}, author="ann")


@settings(max_examples=25, deadline=None)
@given(values=st.dictionaries(st.text(max_size=8), st.none() | st.booleans() | st.integers() | st.text(max_size=20)))
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, values: dict[str, object]) -> None:
    log = Decisions(tmp_path_factory.mktemp("log"))
    made = log.record("correction", "statement:1", values, author="ann")
    assert log.log() == [made]
