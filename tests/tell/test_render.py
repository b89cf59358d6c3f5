from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from detente.config import Config
from detente.errors import UnreadableError, UsageError
from detente.read import Source, discover, read
from detente.store import Store
from detente.tell import compose, render, timeline
from detente.tell.brief import Brief
from detente.tell.marking import fit
from tell.small_store import Scribe, make, standard

HOSTILE = (
    "</mark></div><script>alert(1)</script><img src=x onerror=alert(2)> [click](javascript:alert(3)) "
    "\u202eesrever\u202c \x1b[31mred\x07 <!-- `x` {{ 7*7 }} {% raw %} &lt;b&gt; ![p](http://evil.example/p.png) "
    "Prime Minister Ola Rask said that “French </q> <svg onload=alert(4)> wine *is* _fine_ | good # no”."
)


def hostile() -> Scribe:
    """Return an article whose every field tries to get out of the page."""
    bad = '"><script>alert(5)</script>\u202e](javascript:alert(6))'
    scribe = Scribe(
        "javascript:alert(7).txt",
        HOSTILE,
        title=f"# {bad}",
        author=bad,
        outlet=bad,
        published="2021-05-25",
        address="javascript:alert(8)",
    )
    rask = scribe.mention("Prime Minister Ola Rask", "DEU", name="Ola Rask")
    scribe.mention("French", "FRA")
    words = "French </q> <svg onload=alert(4)> wine *is* _fine_ | good # no"
    said = {"speaker": "Ola Rask", "actor": "DEU", "about": ("FRA",), "speaker_mention": rask}
    scribe.statement(words, "Prime Minister Ola Rask", "said", kind="direct", **said)
    scribe.forecast("French </q> <svg onload=alert(4)> wine", "author", "wine")
    return scribe


@pytest.fixture(scope="module")
def brief(store: Store) -> Brief:
    return compose.brief(store, "RUS", "CHN")


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Brief:
    with make(tmp_path_factory.mktemp("hostile") / "store", [hostile()]) as opened:
        return compose.brief(opened, "DEU", "FRA")


def page_of(brief: Brief, near: Path | None = None) -> Any:
    return lxml_html.document_fromstring(render.html(brief, near))


def assert_shut(page: Any) -> None:
    """Nothing runs, nothing is loaded, every link inside leads somewhere, links outside are plain pages."""
    tags = {element.tag for element in page.iter() if isinstance(element.tag, str)}
    assert not tags & {"script", "img", "iframe", "object", "embed", "link", "form", "base", "image", "use", "video"}
    for element in page.iter():
        assert not [name for name in element.attrib if name.startswith("on") or name in {"src", "srcset", "style"}]
    identifiers = page.xpath("//@id")
    assert len(identifiers) == len(set(identifiers))
    for address in page.xpath("//@href"):
        if address.startswith("#"):
            assert address[1:] in identifiers, address
        else:
            assert address.startswith(("./", "file:///", "https://", "http://")), address
    for style in page.xpath("//style/text()"):
        assert "url(" not in style
        assert "@import" not in style


def test_the_page_is_shut_and_every_anchor_resolves(brief: Brief, attacked: Brief) -> None:
    for each in (brief, attacked):
        page = page_of(each)
        assert_shut(page)
        cited = page.xpath('//a[@class="cite"]/@href')
        assert len(cited) == sum(len(sentence.citations) for sentence in each.sentences) > 0


def test_the_policy_allows_this_style_and_nothing_else(brief: Brief) -> None:
    page = page_of(brief)
    (policy,) = page.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')
    (style,) = page.xpath("//style/text()")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_a_number_leads_to_the_exact_words_in_the_whole_article(brief: Brief) -> None:
    page = page_of(brief)
    for citation in brief.citations:
        (mark,) = page.xpath(f'//mark[@id="e{citation.number}"]')
        assert mark.text_content() == citation.text
    texts = {block.text_content() for block in page.xpath('//div[@class="text"]')}
    assert texts == {source.text for source in brief.sources.values()}


def test_residue_is_dimmed_and_words_leaned_on_are_named(brief: Brief) -> None:
    page = page_of(brief)
    assert [e.text_content() for e in page.xpath('//span[@class="residue"]')] == ["Menu | Home"]
    assert "date for [3]; date for [5]" in page.xpath('//span[@class="support"]/@title')


def test_hostile_words_stay_words(attacked: Brief) -> None:
    page = page_of(attacked)
    assert page.xpath("//svg[@onload]") == []
    (block,) = page.xpath('//div[@class="text"]')
    assert "<script>alert(1)</script>" in block.text_content()
    assert len(block.text_content()) == len(HOSTILE)
    assert "49" not in block.text_content()
    for element in page.xpath("//*[contains(text(), '\u202e')]"):
        assert element.tag in {"bdi", "title", "text", "mark", "div", "span"}


def test_the_timeline_has_a_table_that_says_the_same(brief: Brief) -> None:
    page = page_of(brief)
    rows = page.xpath("//table/tbody/tr")
    assert len(rows) == len(brief.marks)
    assert rows[0].text_content().startswith("24 May 2021Pavel Orlin (Russia)statement")
    assert len(page.xpath("//*[local-name()='svg']//*[local-name()='a']")) == len(brief.marks)


def channels(colour: str) -> list[int]:
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    return [int(digits[i : i + 2], 16) for i in (0, 2, 4)]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2, 1.4.3)."""

    def luminance(colour: str) -> float:
        shares = [channel / 255 for channel in channels(colour)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def themes(brief: Brief) -> Iterator[dict[str, str]]:
    (style,) = page_of(brief).xpath("//style/text()")
    for block in re.findall(r":root \{(.*?)\}", style, flags=re.DOTALL):
        yield dict(re.findall(r"--(\w+): (#\w+)", block))


def test_letters_stand_out_from_their_ground_in_light_dark_and_print(brief: Brief) -> None:
    found = list(themes(brief))
    assert len(found) == 3
    for theme in found:
        for ink in ("ink", "quiet", "link"):
            for ground in ("ground", "card"):
                assert contrast(theme[ink], theme[ground]) >= 4.5, (ink, ground)
        for ground in ("mark", "aim"):
            assert contrast(theme["ink"], theme[ground]) >= 4.5, ground


def test_points_of_the_timeline_stand_out_from_their_ground(brief: Brief) -> None:
    for theme in themes(brief):
        for colour in timeline.COLOURS.values():
            assert contrast(colour, theme["ground"]) >= 3.0


def test_pale_residue_can_still_be_read(brief: Brief) -> None:
    (style,) = page_of(brief).xpath("//style/text()")
    share = float(re.search(r"\.residue \{ opacity: ([.\d]+)", style)[1])  # type: ignore[index]  # it is in our own file
    for theme in themes(brief):
        ink, card = (
            [int(theme[n].lstrip("#").ljust(6, theme[n][-1])[i : i + 2], 16) for i in (0, 2, 4)]
            for n in ("ink", "card")
        )
        blend = "#" + "".join(f"{round(share * a + (1 - share) * b):02x}" for a, b in zip(ink, card, strict=True))
        assert contrast(blend, theme["card"]) >= 4.5


def test_markdown_renders_to_the_same_words_and_no_markup_of_theirs(brief: Brief, attacked: Brief) -> None:
    for each in (brief, attacked):
        rendered = MarkdownIt("gfm-like", {"linkify": False}).render(
            render.markdown(each, pictures={"timeline": "brief.svg"})
        )
        page = lxml_html.document_fromstring(rendered)
        tags = {element.tag for element in page.iter() if isinstance(element.tag, str)}
        assert tags <= {
            "html",
            "body",
            "h1",
            "h2",
            "p",
            "ul",
            "li",
            "a",
            "img",
            "strong",
            "code",
            "hr",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
        }
        assert page.xpath("//img/@src") == ["brief.svg"]
        anchors = set(page.xpath("//a/@id"))
        for address in page.xpath("//a/@href"):
            assert address[1:] in anchors or address.startswith("file:///")
        words = " ".join(page.text_content().split())
        for sentence in each.sentences:
            assert " ".join(re.sub("[\u202e\u202c]", "", fit(str(sentence))).split()) in words


def test_markdown_of_plain_words_is_left_plain(brief: Brief) -> None:
    text = render.markdown(brief)
    assert "On 24 May 2021, **Pavel Orlin** (Russia) said, through Vesti Severa: “Russia would" in text
    assert "mirror.txt (27 May 2021)" in text


@pytest.mark.parametrize(
    ("words", "literal"),
    [
        ("1. first", "1\\. first"),
        ("- a + b", "\\- a + b"),
        ("see https://a.example or www.a.example", "see https\\://a.example or www\\.a.example"),
        ("a\n\nb", "a b"),
        ("x_y*z`", "x\\_y\\*z\\`"),
        ("\u202ea\u2066", "a"),
    ],
)
def test_what_markdown_would_read_as_its_own_is_escaped(words: str, literal: str) -> None:
    assert render.literal(words) == literal


def test_a_text_fragment_names_the_first_and_last_words() -> None:
    assert render.fragment("a-b, c & d") == "#:~:text=a%2Db%2C%20c%20%26%20d"
    long = " ".join(f"w{n}" for n in range(40))
    assert render.fragment(long) == "#:~:text=w0%20w1%20w2%20w3%20w4%20w5,w34%20w35%20w36%20w37%20w38%20w39"


def test_a_file_that_is_there_is_linked_from_where_the_page_lies(tmp_path: Path) -> None:
    home = tmp_path / "news #1"
    home.mkdir()
    (home / "harbour.txt").write_text("x", encoding="utf-8")
    with standard(tmp_path / "store", root=str(home)) as opened:
        brief = compose.brief(opened, "RUS", "CHN")
    (source,) = (source for source in brief.sources.values() if source.path.endswith("harbour.txt"))
    assert render.file_link(source, tmp_path) == "./news%20%231/harbour.txt"
    assert render.file_link(source, home / "out") == "./../harbour.txt"
    assert render.file_link(source, None) == (home / "harbour.txt").as_uri()
    page = page_of(brief, tmp_path)
    links = [link for link in page.xpath("//a/@href") if link.startswith("./")]
    assert any(unquote(link).endswith("#:~:text=Russia would never sign a pact against Beijing") for link in links)
    assert not any("mirror.txt" in link for link in links)


@pytest.mark.parametrize("name", ["brief.html", "brief.md", "brief.txt"])
def test_a_brief_is_not_read_as_an_article(brief: Brief, tmp_path: Path, name: str) -> None:
    (written, *_) = render.write(brief, tmp_path / name.replace(".txt", ".md"))
    file = written.rename(tmp_path / name)
    (source,) = (item for item in discover([file]) if isinstance(item, Source))
    with pytest.raises(UnreadableError, match="a brief that detente wrote") as caught:
        read(source, Config())
    assert caught.value.code == "unsupported"


def test_a_name_that_looks_like_an_address_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("javascript:alert(7).txt").write_text("x", encoding="utf-8")
    with make(tmp_path / "store", [hostile()]) as opened:
        page = page_of(compose.brief(opened, "DEU", "FRA"), tmp_path)
    assert_shut(page)
    assert any(link.startswith("./javascript%3Aalert") for link in page.xpath("//a/@href"))


@pytest.mark.parametrize(
    ("address", "links"),
    [("https://outlet.example/a?b=c&d", 1), ("javascript:alert(8)", 0), ("data:text/html,x", 0), ("https://a b", 0)],
)
def test_only_a_web_address_is_linked_as_one(brief: Brief, address: str, links: int) -> None:
    (first, *_) = brief.sources.values()
    page = page_of(replace(brief, sources=dict(brief.sources) | {first.id: replace(first, address=address)}))
    assert_shut(page)
    assert bool(page.xpath('//a[text()="on the web"]')) == bool(links)


def test_writing_markdown_puts_the_picture_beside_it(brief: Brief, tmp_path: Path) -> None:
    written = render.write(brief, tmp_path / "out.md")
    assert [path.name for path in written] == ["out.md", "out.svg"]
    assert "](out.svg)" in written[0].read_text(encoding="utf-8")
    assert [path.name for path in render.write(brief, tmp_path / "out.html")] == ["out.html"]
    with pytest.raises(UsageError, match=r"out\.rtf"):
        render.write(brief, tmp_path / "out.rtf")


def test_the_same_store_gives_the_same_page(store: Store, brief: Brief) -> None:
    assert render.html(compose.brief(store, "RUS", "CHN")) == render.html(brief)
