from __future__ import annotations

import re
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from detente.tell.marking import Stretch, fit, marked

KINDS: tuple[Literal["cited", "support", "residue"], ...] = ("cited", "support", "residue")


def tree(text: str, stretches: list[Stretch]) -> lxml_html.HtmlElement:
    return lxml_html.fragment_fromstring(f"<div>{marked(text, stretches)}</div>")


def words_of(root: lxml_html.HtmlElement, number: int) -> str:
    (found,) = root.xpath(f'//mark[@id="e{number}"]')
    return str(found.text_content())


def test_a_cited_span_becomes_an_anchor_that_holds_its_words() -> None:
    root = tree("one two three", [Stretch(4, 7, "cited", 1)])
    assert words_of(root, 1) == "two"
    assert root.xpath('//a[@class="back"]/@href') == ["#r1"]


def test_spans_may_nest_begin_together_and_touch() -> None:
    text = "one two three four"
    root = tree(
        text,
        [Stretch(0, 13, "cited", 1), Stretch(0, 3, "cited", 2), Stretch(4, 7, "support"), Stretch(13, 18, "cited", 3)],
    )
    assert [words_of(root, n) for n in (1, 2, 3)] == ["one two three", "one", " four"]
    assert root.text_content() == text


def test_where_spans_cross_the_later_is_closed_and_opened_again() -> None:
    text = "one two three four"
    root = tree(text, [Stretch(0, 7, "cited", 1), Stretch(4, 13, "cited", 2)])
    assert words_of(root, 1) == "one two"
    assert words_of(root, 2) == "two"
    assert [m.text_content() for m in root.xpath("//mark")] == ["one two", "two", " three"]
    assert root.text_content() == text


def test_what_looks_like_markup_is_text() -> None:
    text = 'a </mark><script>alert(1)</script> "b" & c'
    root = tree(text, [Stretch(2, 9, "cited", 1), Stretch(0, 1, "support", says='"><script>')])
    assert root.text_content() == text
    assert root.xpath("//script") == []
    assert words_of(root, 1) == "</mark>"


def test_characters_html_cannot_hold_are_replaced_one_for_one() -> None:
    text = "a\x00b\x1b[31mc\x85\ud800d\te\n"
    assert len(fit(text)) == len(text)
    assert fit(text) == "a\ufffdb\ufffd[31mc\ufffd\ufffdd\te\n"


@given(
    st.text(alphabet="ab<>&\"' \n", max_size=40).flatmap(
        lambda text: st.tuples(
            st.just(text),
            st.lists(
                st.tuples(st.integers(0, len(text)), st.integers(0, len(text)), st.sampled_from(KINDS)), max_size=8
            ),
        )
    )
)
def test_the_text_is_whole_and_every_anchor_is_there_once(case: tuple[str, list[tuple[int, int, str]]]) -> None:
    text, spans = case
    given_spans = [(min(a, b), max(a, b), kind) for a, b, kind in spans if a != b]
    stretches = [Stretch(a, b, kind, n) for n, (a, b, kind) in enumerate(dict.fromkeys(given_spans), 1)]  # type: ignore[arg-type]  # drawn from KINDS
    out = str(marked(text, stretches))
    bare = re.sub(r"<[^>]*>", "", out)
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        bare = bare.replace(entity, char)
    assert bare == text
    cited = [s.number for s in stretches if s.kind == "cited"]
    assert sorted(map(int, re.findall(r'<mark id="e(\d+)">', out))) == cited
    assert out.count("<mark") == out.count("</mark>")
    assert out.count("<span") == out.count("</span>")
