"""Title, author, outlet and date, and the lines that are no article: labelled heads of pages, and precision."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.model import Span
from detente.read.dates import dates_in, line_date
from detente.read.document import Document
from detente.read.lines import is_prose, lines_of, merged, word_count, words_outside
from detente.read.metadata import examined
from detente.read.names import people
from read.conftest import Read
from read.makers import BORDER, CLOSE, TALKS, kept, marked

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "cases" / "heads.tsv").read_text(encoding="utf-8").splitlines()[1:]
]


def page(text: str) -> Document:
    for name, words in (("{TALKS}", TALKS), ("{BORDER}", BORDER), ("{CLOSE}", CLOSE), ("\\n", "\n")):
        text = text.replace(name, words)
    return examined(Document(text))


@pytest.mark.parametrize("case", CASES, ids=[case[0][:60] for case in CASES])
def test_heads(case: list[str]) -> None:
    text, *expected = case
    found = page(text).metadata
    assert [found.title, found.author, found.outlet, found.published] == [value or None for value in expected]


@pytest.mark.parametrize("case", CASES, ids=[case[0][:60] for case in CASES])
def test_the_title_and_the_paragraphs_are_never_residue(case: list[str]) -> None:
    document = page(case[0])
    left, at = "", 0
    for span in document.residue:
        left += document.text[at : span.start]
        at = span.end
    left += document.text[at:]
    assert (document.metadata.title or "") in left
    for name, words in (("{TALKS}", TALKS), ("{BORDER}", BORDER), ("{CLOSE}", CLOSE)):
        assert left.count(words) == case[0].count(name)


TAIL = f"""Envoys resume talks in old town hall

By Ada Example

{TALKS}

{BORDER}

What comes next

{CLOSE}

Responsible editor: Ben Sample

Share:

Facebook
Twitter
Pinterest

Related articles

Harvest begins late in Sudland
Ferry line opens again

Leave a Reply

Your email address will not be published. Required fields are marked *

This site uses Akismet to reduce spam. Learn how your comment data is processed.

Reader one
I do not believe a word of what these two governments say, and nobody in my street does either.
"""


def test_a_whole_page_of_text(read_bytes: Read) -> None:
    article = read_bytes("a.txt", TAIL)
    assert article.text == TAIL
    text = kept(article).split()
    wanted = f"Envoys resume talks in old town hall {TALKS} {BORDER} What comes next {CLOSE}".split()
    assert text == wanted
    assert article.words == word_count(" ".join(wanted))


def test_an_author_box_is_marked_and_ends(read_bytes: Read) -> None:
    box = "About the author:\n\nAda Example\n\nFounder of the Harbour Institute, Ada Example writes on borders."
    text = f"By Ada Example\n\n{TALKS}\n\n{BORDER}\n\n{CLOSE}\n\n{box}\n\nExit mobile version\n"
    article = read_bytes("a.txt", text)
    assert marked(article) == f"By Ada Example\n{box}\n\nExit mobile version"


def test_a_line_about_the_author_at_the_end_is_marked(read_bytes: Read) -> None:
    note = "Ada Example is a fellow at the Harbour Institute and the author of two books on borders."
    article = read_bytes("a.txt", f"By Ada Example\n\n{TALKS}\n\n{BORDER}\n\n{note}\n")
    assert note in marked(article)
    other = note.replace("Ada", "Eve")
    assert other in kept(read_bytes("b.txt", f"By Ada Example\n\n{TALKS}\n\n{BORDER}\n\n{other}\n"))


HEADINGS = ["Russia", "Economy", "Facebook", "Live", "More", "Sources of the quarrel", "Share of the harvest", "Print"]
SENTENCES = [
    "Share prices fell.",
    "Related questions remain open.",
    "Comments by the minister were brief.",
    "Home rule was not discussed at all.",
    "By Monday, both envoys had left.",
    "Editors of two newspapers were arrested.",
    "Source close to the talks said no.",
    "Read the treaty, she said.",
    "Subscribe to that view or not, it holds.",
    "Writing by hand was the custom there.",
    "“We use cookies as money here,” he joked.",
    "Published accounts differ.",
    "See also what the other side says.",
    "Tags were put on the goods.",
    "The author: a man of no office.",
    "Photographs were not allowed.",
    "Updated plans were shown in March 2021 to both delegations.",
]


@pytest.mark.parametrize("line", HEADINGS)
def test_a_heading_is_no_button(read_bytes: Read, line: str) -> None:
    article = read_bytes("a.txt", f"{TALKS}\n\n{line}\n\n{BORDER}\n\n{CLOSE}\n")
    assert article.boilerplate == ()


@pytest.mark.parametrize("line", SENTENCES)
@pytest.mark.parametrize("first", [True, False])
def test_a_short_paragraph_is_no_residue(read_bytes: Read, line: str, first: bool) -> None:
    parts = [line, TALKS, BORDER, CLOSE] if first else [TALKS, BORDER, line, CLOSE]
    assert read_bytes("a.txt", "\n\n".join(parts)).boilerplate == ()


def test_a_comment_form_before_the_text_takes_nothing_along(read_bytes: Read) -> None:
    text = f"Leave a comment\n\n{TALKS}\n\n{BORDER}\n\n{CLOSE}\n"
    assert marked(read_bytes("a.txt", text)) == "Leave a comment"


def test_a_list_of_links_ends_before_the_next_heading(read_bytes: Read) -> None:
    text = f"{TALKS}\n\nRelated stories\n\nFerry line opens\n\nWhat comes next\n\n{BORDER}\n\n{CLOSE}\n"
    assert marked(read_bytes("a.txt", text)) == "Related stories\n\nFerry line opens"


def test_an_article_box_that_is_a_chapter_stays(read_bytes: Read) -> None:
    text = f"{TALKS}\n\n{BORDER}\n\nAbout the authors\n\n" + "\n\n".join([TALKS, BORDER, CLOSE] * 2)
    assert marked(read_bytes("a.txt", text)) == "About the authors"


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("March 31, 2022", "2022-03-31"),
        ("on 1er avril 2021", "2021-04-01"),
        ("12. Mai 2021", "2021-05-12"),
        ("3 de marzo de 2022", "2022-03-03"),
        ("31 березня 2022", "2022-03-31"),
        ("2022年3月31日", "2022-03-31"),
        ("2022년 3월 31일", "2022-03-31"),
        ("31 مارس 2022", "2022-03-31"),
        ("31.03.2022", "2022-03-31"),
        ("3/31/2022", "2022-03-31"),
        ("03/04/2022", "2022"),
        ("04/04/2022", "2022-04-04"),
        ("May 2021", "2021-05"),
        ("Sept. 3, 1939", "1939-09-03"),
        ("Feb. 1", "XXXX-02-01"),
        ("February 30, 2020", None),
        ("2 ago", None),
        ("Room 2021", None),
        ("12:30", None),
    ],
)
def test_dates_as_printed(text: str, on: str | None) -> None:
    assert [date.on for date in dates_in(text)] == ([on] if on else [])


def test_a_line_of_a_date_says_nothing_else() -> None:
    assert line_date("Thursday, March 31, 2022, 10:15 am (GMT+1)") == "2022-03-31"
    assert line_date("Talks resumed in March 2022") is None
    assert line_date("In May 2021 the envoys met") is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Example", ["Ada Example"]),
        ("Ada Example and Ludwig van der Sample", ["Ada Example", "Ludwig van der Sample"]),
        ("Ada Example, Staff Writer", ["Ada Example"]),
        ("Ada Example, Ben Sample and Eve Trial, Staff Writers", ["Ada Example", "Ben Sample", "Eve Trial"]),
        ("Ada Example in Geneva", ["Ada Example"]),
        ("Ada Example, foreign editor", ["Ada Example"]),
        ("李例子", ["李例子"]),
        ("Monday", []),
        ("the end of March", []),
        ("Land and Sea", []),
    ],
)
def test_people(text: str, names: list[str]) -> None:
    assert people(text) == names


def test_words_and_prose() -> None:
    assert word_count("The U.S. envoy’s well-known view: 3.5 million.") == 7
    assert word_count("两国外长 met") == 5
    assert is_prose(TALKS)
    assert not is_prose("Envoys resume talks in old town hall after a very long pause of months")
    assert words_outside("one two three four", [Span(4, 7), Span(14, 18)]) == 2


def test_lines_know_blank_lines_of_every_kind() -> None:
    lines = lines_of("a\r\n\r\n  b \nc\u2029d\n \t\ne")
    assert [(line.text, line.opens, line.closes) for line in lines] == [
        ("a", True, True),
        ("b", True, False),
        ("c", False, True),
        ("d", True, True),
        ("e", True, True),
    ]


def test_spans_are_joined_over_blanks_only() -> None:
    assert merged("ab \n cd, ef", [Span(5, 7), Span(0, 2), Span(9, 11), Span(4, 4)]) == (Span(0, 7), Span(9, 11))
