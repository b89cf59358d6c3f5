"""The pages in a real browser: they load, search finds, a link opens the right words, keys suffice, axe is content."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tell.small_store import Scribe, make, retold, standard

from detente.model import Story
from detente.store import Store
from detente.tell import answers
from faces.browser import chromium, served

PAGES = (
    *("/", "/?since=2021-05", "/articles", "/article", "/statements", "/statements?q=pact", "/statement"),
    *("/utterance", "/compare", "/compared", "/stories", "/story", "/naming", "/named", "/ledger", "/forecast"),
    *("/states", "/states/RUS", "/states/RUS?subject=treaty", "/person", "/relations/RUS/CHN"),
    *("/triangles/RUS/CHN/USA", "/sources", "/source", "/corrections", "/nowhere", "/static/keys.html"),
)
CRITERIA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FLAGS = "--no-sandbox --disable-background-networking --disable-component-update --disable-sync --disable-quic".split()
HOSTILE = (
    "<script>document.title='broken'</script><img src=x onerror=\"document.title='broken'\">\u202e\u2066"
    "<svg onload=\"document.title='broken'\"></svg></div><style>*{display:none}</style>{{ 7 * 7 }}\x00\ud800"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = chromium()
    if found is None:
        how = "no Chromium was found: install one (Debian: apt install chromium) or name it in DETENTE_CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(how)
        pytest.skip(how)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder, write=True) as base:
        yield base


def real(folder: Path, path: str) -> str:
    """Return the address of a page that stands for one of its kind: the first article, statement, and so on."""
    with Store.open(folder) as store:
        articles = store.query("answer_articles", {})["id"].to_pylist()
        rows = answers.statements(store).to_pylist()
        named = {
            "/article": f"/articles/{articles[0]}",
            "/compared": f"/compare?a={articles[0]}&b={articles[-1]}",
            "/statement": f"/statements/{rows[0]['id']}",
            "/person": f"/persons/{quote(rows[0]['speaker'], safe='')}",
            "/utterance": f"/utterances/{next((row['utterance'] for row in rows if row['utterance']), 'none')}",
        }
        for key, name, query, column in (
            ("/story", "/stories/", "answer_story_articles", "id"),
            ("/forecast", "/ledger/", "answer_ledger_claims", "id"),
            ("/source", "/sources/", "answer_outlets", "outlet"),
        ):
            found = store.query(query, {"story": None} if key == "/story" else {})[column].to_pylist()
            named[key] = name + quote(found[0], safe="") if found else name + "none"
        outlets = [quote(outlet) for outlet in store.query("answer_outlets", {})["outlet"].to_pylist()]
        named["/named"] = f"/naming?a={outlets[0]}&b={outlets[-1]}"
    return named.get(path, path)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(page: Page, address: str, folder: Path, path: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two
    page.goto(address + real(folder, path))
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.removeAttribute('name'); d.open = true; })")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": CRITERIA}})
    assert found.violations_count == 0, found.generate_report()


def test_search_finds_and_a_card_opens_the_right_words(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("searchbox").fill("pact speaker:orlin")
    page.get_by_role("button", name="Search").click()
    words = page.locator(".card .words").first
    said = words.inner_text()
    words.click()
    target = page.locator(":target")
    expect(target).to_be_in_viewport()
    assert target.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
    assert said.startswith(target.inner_text())


def test_keys_suffice(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type("pact")
    page.keyboard.press("Enter")
    page.wait_for_url("**/statements?q=pact")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/*#s*")
    page.keyboard.press("g")
    page.keyboard.press("t")
    page.wait_for_url(address + "/")
    page.keyboard.press("g")
    page.keyboard.press("o")
    page.wait_for_url(address + "/stories")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stories/s-*")
    page.keyboard.press("?")
    page.wait_for_url("**/keys.html")


def test_everything_can_be_read_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.get_by_role("searchbox").fill("pact")
    page.keyboard.press("Enter")
    page.locator(".card .words").first.click()
    expect(page.locator(":target")).to_be_in_viewport()
    context.close()


def test_a_hostile_article_does_nothing(page: Page, tmp_path: Path) -> None:
    text = f"On May 24, Orlin said {HOSTILE} and that was all."
    scribe = Scribe(
        "javascript:x.txt", text, title=HOSTILE, outlet=HOSTILE, address="javascript:document.title='broken'"
    )
    scribe.statement(
        HOSTILE, None, None, speaker=HOSTILE, said_on="2021-05-24", relay=(HOSTILE,), actor="RUS", utterance="u-x"
    )
    scribe.forecast(HOSTILE, HOSTILE, HOSTILE)
    scribe.mention(HOSTILE, "RUS", name=HOSTILE)
    other = Scribe("onerror.txt", text + " More.", title=HOSTILE, outlet=HOSTILE + "2")
    other.statement(HOSTILE, None, None, speaker=HOSTILE, actor="RUS", utterance="u-x")
    story = [Story("s-x", HOSTILE, each.article.id) for each in (scribe, other)]
    make(tmp_path, [scribe, other], [*retold(scribe, other, [(text, text, 0.9)]), *story]).close()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("dialog", lambda dialog: problems.append(dialog.message))
    with served(tmp_path) as base:
        for path in (*PAGES[:-2], "/statements?q=document"):
            page.goto(base + real(tmp_path, path))
            assert "broken" not in page.title().split("·")[-1]
            assert page.locator("script").count() == 1
            assert (
                page.locator(
                    "main img:not(.plate), main svg:not(.picture), main style, main [onerror], main [onload]"
                ).count()
                == 0
            )
            assert page.locator("a[href^='javascript']").count() == 0
            assert "49" not in page.locator("h1").inner_text()
    assert problems == []


def test_a_statement_is_corrected_in_two_clicks_and_it_is_undone(page: Page, tmp_path: Path) -> None:
    standard(tmp_path).close()
    with served(tmp_path, write=True, author="ada") as base:
        page.goto(base + real(tmp_path, "/statement"))
        page.get_by_text("Wrong speaker").click()
        page.get_by_label("Who said this").fill("Luo Jian <b>")
        page.get_by_role("button", name="Save").locator("visible=true").click()
        expect(page.locator(".card .who .person").first).to_have_text("Luo Jian <b>")
        expect(page.locator(".corrected").first).to_contain_text("by ada")
        page.get_by_role("button", name="Undo").click()
        expect(page.locator(".corrected")).to_have_count(0)
