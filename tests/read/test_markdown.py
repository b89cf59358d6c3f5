"""Markdown and front matter."""

from __future__ import annotations

import pytest

from detente.config import Config
from read.conftest import Read, Refused
from read.makers import BORDER, CLOSE, TALKS, kept, marked

FRONT = """---
title: "Envoys resume talks"
author: [Ada Example, Ben Sample]
outlet: Harbour Courier
date: 1971-05
language: en-GB
url: https://courier.example/talks
tags: [a, b]
---
"""


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_front_matter_is_believed_and_marked(read_bytes: Read, name: str) -> None:
    text = f"{FRONT}\n# Envoys resume talks\n\n{TALKS}\n\n{BORDER}\n"
    article = read_bytes(name, text)
    assert article.text == text
    assert (article.title, article.author) == ("Envoys resume talks", "Ada Example; Ben Sample")
    assert (article.outlet, article.published, article.language) == ("Harbour Courier", "1971-05", "en")
    assert article.address == "https://courier.example/talks"
    assert marked(article) == FRONT.strip()


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("date: 1972-05-26", "1972-05-26"),
        ("date: 1972-05-26T10:00:00Z", "1972-05-26"),
        ("published: 26 May 1972", "1972-05-26"),
        ("date: May 1972", "1972-05"),
        ("date: 1972", "1972"),
        ("date: 1972-13-40", None),
        ("date: soon", None),
        ("created: 1972-05-26", None),
    ],
)
def test_dates_keep_the_precision_that_is_stated(read_bytes: Read, line: str, published: str | None) -> None:
    assert read_bytes("a.md", f"---\ntitle: Talks\n{line}\n---\n{TALKS}").published == published


@pytest.mark.parametrize(
    "start",
    [
        "---\n\n",
        "---\nno mapping at all\n---\n",
        "---\ntitle: [unclosed\n---\n",
        "---\ntitle: never closed\n",
        "---\n" + "[" * 10_000 + "\n---\n",
        "---\na: &a [x, x]\nb: &b [*a, *a]\n? [*b]\n: {c: *b}\ntitle: !!python/object/apply:os.abort []\n---\n",
        " ---\ntitle: Not at the start\n---\n",
    ],
)
def test_what_is_no_front_matter_does_no_harm(read_bytes: Read, start: str) -> None:
    article = read_bytes("a.md", f"{start}{TALKS}\n")
    assert article.text.startswith(start)
    assert TALKS in kept(article)
    assert article.title is None


def test_code_and_raw_html_are_no_article(read_bytes: Read) -> None:
    parts = ["# Envoys *resume* talks", TALKS, "```\r\nlisting()\r\n```", "<div>raw</div>", BORDER]
    text = "\r\n\r\n".join(parts)
    article = read_bytes("a.md", text)
    assert article.title == "Envoys resume talks"
    assert "listing" not in kept(article)
    assert "raw" not in kept(article)
    assert BORDER in kept(article)
    assert "# Envoys *resume* talks" in kept(article)


def test_a_text_without_blocks_is_no_article(refused: Refused) -> None:
    assert refused("a.md", "[a]: b\n").code == "no_text"


def test_the_title_needs_no_first_level(read_bytes: Read) -> None:
    article = read_bytes("a.md", f"## Envoys resume their talks\n\nBy Ada Example\n\n{TALKS}\n\n{CLOSE}\n")
    assert (article.title, article.author) == ("Envoys resume their talks", "Ada Example")


def test_min_words_counts_what_is_left(read_bytes: Read) -> None:
    assert read_bytes("a.md", f"{FRONT}\nFive words are enough here.", Config(min_words=5)).words == 5
