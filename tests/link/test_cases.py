"""Labelled cases: tests/cases/links.tsv."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from detente.link import within
from detente.link.gazetteer import Gazetteer
from detente.model import Article, Mention, Reading, Span, Statement

CASES = Path(__file__).parents[1] / "cases" / "links.tsv"
MARK = re.compile(r"\{(?P<kind>\w+)\|(?P<title>[^|}]*)\|(?P<words>[^}=]+)(?:=(?P<same>[^}]+))?\}")


def cases(asked: str) -> list[tuple[str, str | None, str]]:
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    rows = [line.split("\t") for line in lines[1:]]
    return [(text, on or None, answer) for kind, text, on, answer in rows if kind == asked]


def reading(marked: str, on: str | None) -> Reading:
    """Make a reading by hand: the marked mentions, and one statement whose content follows the last of them."""
    mentions: list[Mention] = []
    entities: dict[str, tuple[str, str, str | None]] = {}
    text, at = "", 0
    for found in MARK.finditer(marked):
        text += marked[at : found.start()]
        words, at = found["words"], found.end()
        same = found["same"] or words
        ident = f"m{len(mentions)}"
        entity, name, title = entities.setdefault(same, (ident, words, found["title"] or None))
        start = len(text)
        text += words
        mentions.append(Mention(ident, "a", start, len(text), words, found["kind"], entity, name, title))  # type: ignore[arg-type]  # the file's word
    start = len(text) + 1
    text += marked[at:]
    content = text[start:]
    said = Statement(
        "s", "a", start, len(text), content, (Span(start, len(text)),), "indirect", None, None,
        speaker_mention=mentions[-1].id,
    )  # fmt: skip
    article = Article("a", "a.txt", "a.txt", "x", "text/plain", text, published=on)
    return Reading(article, mentions=tuple(mentions), statements=(said,))


@pytest.mark.parametrize(("text", "on", "answer"), cases("find"))
def test_find(text: str, on: str | None, answer: str) -> None:
    found = Gazetteer.load().find(text, on)
    assert " + ".join(f"{m.text}={m.actor_id}" for m in found) == answer


@pytest.mark.parametrize(("text", "on", "answer"), cases("states"))
def test_states(text: str, on: str | None, answer: str) -> None:
    assert " ".join(Gazetteer.load().states_in(text, on)) == answer


@pytest.mark.parametrize(("text", "on", "answer"), cases("office"))
def test_office(text: str, on: str | None, answer: str) -> None:
    office, state = Gazetteer.load().office_of(text, on)
    assert f"{office or '-'} {state or '-'}" == answer


@pytest.mark.parametrize(("text", "on", "answer"), cases("said"))
def test_said(text: str, on: str | None, answer: str) -> None:
    said, *_ = within.link(reading(text, on)).statements
    assert f"{said.speaker or '-'} ; {said.actor or '-'} ; {' '.join(said.about) or '-'}" == answer


@pytest.mark.parametrize(
    ("text", "on", "speakers"),
    [
        ("Peru and Poland met. {group||The two governments} said Chile would wait.", "2021-05-24", ["Peru", "Poland"]),
        ("Peru and Poland met. {group||Both sides} said Chile would wait.", "2021-05-24", ["Peru", "Poland"]),
        ("Peru and Poland met. {document||A joint statement} said Chile would wait.", "2021-05-24", ["Peru", "Poland"]),
        (
            "{person||Joe Biden} met {person||Olaf Scholz}. {group||The two leaders} said Chile would wait.",
            "2022-05-24",
            ["Joe Biden", "Olaf Scholz"],
        ),
        ("{group||The two governments} said Chile would wait.", "2021-05-24", ["governments"]),
        ("Peru, Cuba and Poland met. {group||The three governments} said it.", "2021-05-24", ["governments"]),
    ],
)
def test_two_who_speak_at_once_each_have_a_statement(text: str, on: str, speakers: list[str]) -> None:
    said = within.link(reading(text, on)).statements
    assert sorted(s.speaker or "" for s in said) == speakers
    assert len({s.id for s in said}) == len(said)
    assert len({(s.start, s.end) for s in said}) == 1
