"""Web pages of many shapes: what is the article is kept, what is around it is marked, and the head is believed."""

from __future__ import annotations

import json
import socket
import time

import pytest

from detente.config import Config
from read.conftest import Read, Refused
from read.makers import BORDER, CLOSE, TALKS, kept, marked

HEAD = """<title>Envoys resume talks - World | Harbour Courier</title>
<meta property="og:title" content="Envoys resume talks - World | Harbour Courier">
<meta property="og:site_name" content="Harbour Courier"><meta name="author" content="Ada Example">
<meta property="article:published_time" content="2021-05-24T10:00:00Z">
<link rel="canonical" href="https://courier.example/world/talks">"""
PARAGRAPHS = f"<p>{TALKS}</p><p>{BORDER}</p><p>{CLOSE}</p>"
NAV = "<nav><ul><li><a href=/>Home</a></li><li><a href=/w>World</a></li><li><a href=/s>Sports pages</a></li></ul></nav>"
FOOTER = "<footer><p>© 2021 Harbour Courier. All rights reserved.</p><a href=/p>Privacy policy</a></footer>"


def page(body: str, head: str = HEAD) -> str:
    return f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"


NEWS = page(
    f"""<div id=cookies>We use cookies to make this site work. <button>Accept all</button></div>
    <header>{NAV}</header><main><article><h1>Envoys resume talks</h1>
    <p class=deck>After a pause of two months the two delegations sat down again under one roof.</p>
    <div class=byline>By <a href=/ada>Ada Example</a></div><time>24 May 2021</time>
    <figure><img src=x.jpg alt=x><figcaption>Delegates arrive at the hall. Photo: Ben Sample</figcaption></figure>
    <div class=share><a href=#>Facebook</a> <a href=#>Twitter</a></div>
    <p>{TALKS}</p><aside><h3>Related</h3><ul><li><a href=/1>Harvest begins late in Sudland</a></li></ul></aside>
    <p>{BORDER}</p><h2>What comes next</h2><p>{CLOSE}</p><p>Few doubt it.</p></article></main>
    <section class=comments><h3>2 Comments</h3><p>Reader one: this will never work.</p></section>{FOOTER}"""
)
TABLES = page(
    f"""<table width=100% border=0><tr><td colspan=3>{NAV}</td></tr><tr><td width=120><a href=/a>Archive</a><br>
    <a href=/b>Letters</a></td><td><font size=5><b>Envoys resume talks</b></font><br><br>{TALKS}<br><br>
    {BORDER}<br><br>{CLOSE}</td><td><a href=/c>Weather</a></td></tr><tr>
    <td colspan=3>Copyright 2001 Harbour Courier</td></tr></table>"""
)
AMP = f"""<!doctype html><html amp lang=en><head>{HEAD}<style amp-boilerplate>body{{visibility:hidden}}</style>
<noscript><style amp-boilerplate>body{{animation:none}}</style></noscript></head><body><amp-sidebar><ul><li>
<a href=/>Home</a></li></ul></amp-sidebar><article><h1>Envoys resume talks</h1>{PARAGRAPHS}
<amp-social-share type=twitter></amp-social-share></article>{FOOTER}</body></html>"""
LINKED_DATA = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Envoys resume talks",
    "datePublished": "2021-05-24T08:00:00+02:00",
    "author": [{"@type": "Person", "name": "Ada Example"}],
    "publisher": {"@type": "Organization", "name": "Harbour Courier"},
    "mainEntityOfPage": "https://courier.example/world/talks",
}
JSON_LD = page(
    f"<h1>Envoys resume talks</h1>{PARAGRAPHS}",
    f'<title>x</title><script type="application/ld+json">{json.dumps(LINKED_DATA)}</script>'
    '<link rel="canonical" href="https://courier.example/world/talks">',
)
LIVE = page(
    "<h1>Envoys resume talks</h1>"
    + "".join(
        f"<article class=post><time datetime=2021-05-24T1{i}:00>1{i}:00</time><h2>Round {i} begins</h2>"
        f"<p>Round {i}. {text}</p></article>"
        for i, text in enumerate((TALKS, BORDER, CLOSE))
    )
    + FOOTER
)
BROKEN = f"""<html><head>{HEAD}<body><div><h1>Envoys resume talks</h2><p>{TALKS}<p><b>{BORDER}</i></div></span>
    <p>{CLOSE}</td></table><br/></p></p></html><x"""
NO_BODY = f"<!DOCTYPE html><head>{HEAD}</head><h1>Envoys resume talks</h1>{PARAGRAPHS}"
ASP_FORM = page(f"<form id=aspnetForm>{NAV}<h1>Envoys resume talks</h1>{PARAGRAPHS}</form>{FOOTER}")
DIVS = page("<h1>Envoys resume talks</h1>" + "".join(f"<div>{text}</div>" for text in (TALKS, BORDER, CLOSE)) + FOOTER)
BREAKS = page(f"{NAV}<h1>Envoys resume talks</h1><div>{TALKS}<br><br>{BORDER}<br><br>{CLOSE}</div>{FOOTER}")
XHTML = (
    '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd">'
    f'<html xmlns="http://www.w3.org/1999/xhtml"><head>{HEAD.replace("<meta", "<meta ")}</head><body>'
    f"<h1>Envoys resume talks</h1>{PARAGRAPHS}</body></html>"
)
SHAPES = {
    "news": NEWS,
    "tables": TABLES,
    "amp": AMP,
    "json-ld": JSON_LD,
    "live": LIVE,
    "broken": BROKEN,
    "no body": NO_BODY,
    "form": ASP_FORM,
    "divs": DIVS,
    "breaks": BREAKS,
    "xhtml": XHTML,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_article_is_kept_and_the_head_believed(read_bytes: Read, shape: str) -> None:
    article = read_bytes("page.html", SHAPES[shape])
    text = kept(article)
    for paragraph in (TALKS, BORDER, CLOSE):
        assert paragraph in text, article.text
    assert article.title == "Envoys resume talks"
    assert (article.author, article.outlet, article.published) == ("Ada Example", "Harbour Courier", "2021-05-24")
    assert article.address == "https://courier.example/world/talks"
    for residue in ("Home", "Sports pages", "Privacy policy", "All rights reserved", "Copyright", "Archive", "Weather"):
        assert residue not in text
    assert "<" not in article.text
    assert "visibility" not in article.text


def test_what_stands_in_and_around_the_article_is_told_apart(read_bytes: Read) -> None:
    article = read_bytes("page.html", NEWS)
    text, residue = kept(article), marked(article)
    for words in ("Envoys resume talks", "two delegations sat down", "What comes next", "Few doubt it."):
        assert words in text
    for words in ("We use cookies", "By Ada Example", "Photo: Ben Sample", "Facebook", "Harvest begins", "Reader one"):
        assert words in residue
    assert article.text.index("Envoys resume talks") < article.text.index(TALKS) < article.text.index(BORDER)


def test_layout_tables_are_read_cell_by_cell_and_data_tables_row_by_row(read_bytes: Read) -> None:
    data = "<table><tr><th>Year</th><th>Rounds</th></tr><tr><td>1971</td><td>four</td></tr></table>"
    article = read_bytes("page.html", page(f"<article><h1>Talks</h1><p>{TALKS}</p>{data}<p>{BORDER}</p></article>"))
    assert "1971  four" in article.text
    assert f"{TALKS}\n" in read_bytes("old.html", TABLES).text


@pytest.mark.parametrize("encoding", ["koi8-r", "cp1251", "utf-8", "utf-16"])
def test_a_charset_declared_wrong_is_not_believed(read_bytes: Read, encoding: str) -> None:
    russian = (
        "Делегации двух стран встретились в понедельник в старой ратуше и договорились возобновить переговоры, которые "
        "были прерваны весной. По словам представителя министерства, посты откроются до начала уборки урожая."
    )
    text = f"<html><head><meta charset=iso-8859-1><title>Переговоры</title></head><body><p>{russian}</p></body></html>"
    assert russian in read_bytes("page.html", text.encode(encoding)).text


def test_a_byline_in_the_page_counts_where_the_head_is_silent(read_bytes: Read) -> None:
    body = f"{NAV}<h1>Envoys resume talks</h1><p>By Ben Sample</p><p>3 March 1972</p>{PARAGRAPHS}{FOOTER}"
    article = read_bytes("page.html", page(body, "<title>Envoys resume talks</title>"))
    assert (article.author, article.published, article.address) == ("Ben Sample", "1972-03-03", "page.html")
    assert "Ben Sample" not in kept(article)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ('<frameset cols="20%,80%"><frame src=a.html><frame src=b.html></frameset>', "frames"),
        ('<meta http-equiv="Refresh" content="0; url=https://courier.example/">', "another address"),
        ("<div id=root></div><script>load()</script>", "script"),
        ("<p>Go on.</p>", "2 words"),
    ],
)
def test_pages_without_an_article_say_why(refused: Refused, body: str, says: str) -> None:
    error = refused("page.html", f"<html><head><title>x</title></head>{body}</html>")
    assert error.code == "no_text"
    assert says in error.reason


def test_a_page_of_links_is_no_article(refused: Refused) -> None:
    links = "".join(f"<li><a href=/{i}>Ministers of both sides meet again, round {i}</a></li>" for i in range(60))
    assert refused("page.html", page(f"<ul>{links}</ul>", "<title>All news</title>")).code == "no_text"


def test_hidden_text_is_not_read(read_bytes: Read) -> None:
    hidden = "<div hidden>secret one</div><div style='display: none'>secret two</div><script>'secret three'</script>"
    assert "secret" not in read_bytes("page.html", page(hidden + PARAGRAPHS)).text


def test_deep_nesting_is_refused_at_once(refused: Refused) -> None:
    started = time.process_time()
    for deep in (300, 100_000):
        assert refused("page.html", "<div>" * deep + TALKS + "</div>" * deep).code == "too_complex"
    assert time.process_time() - started < 5


def test_too_many_tags_are_refused(refused: Refused) -> None:
    assert refused("page.html", "<html>" + "<i>a</i>" * 120_000).code == "too_complex"


def test_nothing_is_fetched_and_no_entity_expanded(read_bytes: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a page made the reader open a connection")

    monkeypatch.setattr(socket, "socket", refuse)
    evil = (
        '<!DOCTYPE html [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
        f"<html><head><link rel=stylesheet href=http://evil.example/x.css></head><body><p>&b;&x;</p>{PARAGRAPHS}"
        "<img src=http://evil.example/pixel><iframe src=http://evil.example/></iframe></body></html>"
    )
    article = read_bytes("page.html", evil)
    assert "lollol" not in article.text
    assert "root:" not in article.text


@pytest.mark.parametrize(
    "source",
    [
        "<html><head><script type=application/ld+json>{{{</script></head><body>" + PARAGRAPHS,
        "<html><head><script type=application/ld+json>" + "[" * 50_000 + "</script></head><body>" + PARAGRAPHS,
        "<html><head><meta property=article:published_time content='99999-99-99'></head><body>" + PARAGRAPHS,
        "<html><head><link rel=canonical href='http://[::1'></head><body>" + PARAGRAPHS,
        "<html><head><title>\x01</title></head><body>" + 3 * PARAGRAPHS.replace("broken", "bro\x8dken"),
        "<html><body>" + "<table><tr><td>" * 40 + PARAGRAPHS,
        "<html><body><p>" + "&amp;" * 5_000 + "&#xD800;&#0;&#x110000;" + PARAGRAPHS,
    ],
)
def test_heads_and_bodies_that_hurt(read_bytes: Read, source: str) -> None:
    article = read_bytes("page.html", source.encode("utf-8", "surrogatepass"))
    assert "town hall" in kept(article)
    article.text.encode("utf-8")


def test_a_long_page_takes_time_in_proportion(refused: Refused) -> None:
    started = time.process_time()
    lines = "".join(f"<p>{TALKS[: 20 + i % 90]}</p>" for i in range(20_000))
    assert refused("page.html", f"<html><body>{lines}</body></html>", Config(max_chars=100_000)).code == "too_long"
    assert time.process_time() - started < 30
