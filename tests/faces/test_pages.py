"""The pages in a real browser: they load, search finds, a link opens the right words, keys suffice, axe is content."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tell.small_store import Scribe, make

from faces.browser import chromium, served

PAGES = ("/", "/articles", "/statements", "/statements?q=pact", "/nowhere", "/static/keys.html")
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
    with served(folder) as base:
        yield base


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(page: Page, address: str, path: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two
    page.goto(address + path)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": CRITERIA}})
    assert found.violations_count == 0, found.generate_report()


def test_axe_finds_nothing_on_an_article(page: Page, address: str) -> None:
    page.goto(address + "/articles")
    page.locator(".rows a").first.click()
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
    scribe.statement(HOSTILE, None, None, speaker=HOSTILE, said_on="2021-05-24")
    make(tmp_path, [scribe]).close()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("dialog", lambda dialog: problems.append(dialog.message))
    with served(tmp_path) as base:
        for path in ("/", "/articles", "/statements", f"/articles/{scribe.article.id}", "/statements?q=document"):
            page.goto(base + path)
            assert "broken" not in page.title().split("·")[-1]
            assert page.locator("script").count() == 1
            assert page.locator("main img, main svg, main style, main [onerror], main [onload]").count() == 0
            assert page.locator("a[href^='javascript']").count() == 0
            assert "49" not in page.locator("h1").inner_text()
    assert problems == []
