"""The whole line, from the example articles to the brief, as ``make demo`` runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html

ROOT = Path(__file__).parents[2]


def demo(folder: Path) -> str:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "detente.faces.demo"]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("demo")
    return folder, demo(folder)


def listed(folder: Path, listing: str) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "detente.faces.cli", listing, "--format", "jsonl"]
    env = {**os.environ, "DETENTE_STORE": str(folder / ".detente-demo")}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_it_reads_the_examples_and_says_where_the_brief_is(shown: tuple[Path, str]) -> None:
    folder, told = shown
    articles = list((ROOT / "detente" / "data" / "example" / "articles").iterdir())
    assert f"read      {len(articles)} articles" in told
    assert (folder / "demo-brief.html").as_uri() in told
    assert "detente add your-folder" in told
    assert len(listed(folder, "articles")) == len(articles)


def test_every_finding_points_at_its_words(shown: tuple[Path, str]) -> None:
    folder, _ = shown
    page = lxml_html.document_fromstring((folder / "demo-brief.html").read_text(encoding="utf-8"))
    marks = page.xpath("//mark[@id]")
    assert len(marks) >= 20
    quoted = {item.get("id")[1:]: item.xpath("./blockquote")[0].text_content() for item in page.xpath("//ol/li")}
    for mark in marks:
        number = mark.get("id")[1:]
        assert quoted[number].startswith(mark.text_content())


def test_the_brief_names_the_two_and_its_citations_open(shown: tuple[Path, str]) -> None:
    folder, _ = shown
    page = lxml_html.document_fromstring((folder / "demo-brief.html").read_text(encoding="utf-8"))
    assert page.findtext(".//h1") == "United States and China"
    identifiers = set(page.xpath("//@id"))
    cited = page.xpath('//a[@class="cite"]/@href')
    assert len(cited) >= 20
    assert {address[1:] for address in cited} <= identifiers
    assert page.xpath('//section[@id="retold"]//div[@class="item beside"]')
    assert "\n# United States and China\n" in (folder / "demo-brief.md").read_text(encoding="utf-8")


def test_a_second_run_reads_nothing_and_writes_the_same_brief(shown: tuple[Path, str]) -> None:
    folder, _ = shown
    before = (folder / "demo-brief.html").read_bytes()
    again = demo(folder)
    assert "read      0 articles" in again
    assert "read before" in again
    assert (folder / "demo-brief.html").read_bytes() == before
