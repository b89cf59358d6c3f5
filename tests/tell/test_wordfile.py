"""Briefs as Word and PDF files, opened again by readers of those formats."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from detente.errors import UsageError
from detente.store import Store
from detente.tell import compose, printed, render, wordfile
from detente.tell.brief import Brief
from tell.small_store import make
from tell.test_compose_events import events, north, south
from tell.test_render import hostile


@pytest.fixture(scope="module")
def brief(store: Store) -> Brief:
    return compose.brief(store, "RUS", "CHN")


@pytest.fixture(scope="module")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> Brief:
    one, other = north(), south()
    with make(tmp_path_factory.mktemp("pictured") / "store", [one, other], events(one, other)) as opened:
        return compose.brief(opened, "PRT", "ESP")


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Brief:
    with make(tmp_path_factory.mktemp("hostile") / "store", [hostile()]) as opened:
        return compose.brief(opened, "DEU", "FRA")


def paragraphs(brief: Brief, folder: Path) -> list[tuple[str, str]]:
    """Return style and text of every paragraph of the Word file, those of tables at the end."""
    from docx import Document

    (written,) = render.write(brief, folder / "brief.docx")
    document = Document(str(written))
    own = [
        *document.paragraphs,
        *(p for t in document.tables for row in t.rows for c in row.cells for p in c.paragraphs),
    ]
    return [(str(p.style.name), p.text) for p in own]


def test_headings_are_headings_and_every_sentence_stands(brief: Brief, tmp_path: Path) -> None:
    found = paragraphs(brief, tmp_path)
    assert found[0] == ("Title", "Russia and China")
    wanted = [section.title for section in brief.sections if not section.empty]
    assert [text for style, text in found if style == "Heading 1"] == [*wanted, "Timeline", "Citations"]
    texts = {re.sub(r" ?(\[\d+\])", r"\1", text) for _, text in found}
    assert {re.sub(r" ?(\[\d+\])", r"\1", str(sentence)) for sentence in brief.sentences} <= texts


def test_citations_give_the_exact_words_and_their_place(brief: Brief, tmp_path: Path) -> None:
    found = paragraphs(brief, tmp_path)
    assert [text for style, text in found if style == "Quote"] == [citation.text for citation in brief.citations]
    for citation in brief.citations:
        (where,) = (text for _, text in found if text.startswith(f"[{citation.number}] "))
        assert where.endswith(f", characters {citation.start}–{citation.end}")


def test_every_number_leads_to_a_citation_that_is_there(pictured: Brief) -> None:
    with zipfile.ZipFile(io.BytesIO(wordfile.docx(pictured))) as parts:
        body = parts.read("word/document.xml").decode()
        pictures = [name for name in parts.namelist() if name.startswith("word/media/")]
    marks = set(re.findall(r'w:bookmarkStart w:id="\d+" w:name="(c\d+)"', body))
    assert marks == {f"c{citation.number}" for citation in pictured.citations}
    leads = re.findall(r'w:anchor="(c\d+)"', body)
    assert len(leads) == sum(len(sentence.citations) for sentence in pictured.sentences)
    assert set(leads) <= marks
    assert len(pictures) == 2


def test_hostile_words_are_words_in_both(attacked: Brief) -> None:
    from pypdf import PdfReader

    cut = replace(attacked, unsupported=2)
    with zipfile.ZipFile(io.BytesIO(wordfile.docx(cut))) as parts:
        assert parts.testzip() is None
        assert "&lt;svg onload=alert(4)&gt;" in parts.read("word/document.xml").decode()
    pytest.importorskip("typst", reason="the extra pdf is not installed")
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(printed.pdf(cut))).pages)
    assert "onload=alert(4)" in text
    assert "2 sentences were not printed" in " ".join(text.split())


def test_a_pdf_holds_every_section_and_citation(pictured: Brief, tmp_path: Path) -> None:
    pytest.importorskip("typst", reason="the extra pdf is not installed")
    from pypdf import PdfReader

    (written,) = render.write(pictured, tmp_path / "brief.pdf")
    reader = PdfReader(written)
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for section in pictured.sections:
        assert (section.title in text) or section.empty
    for citation in pictured.citations:
        assert f"characters {citation.start}–{citation.end}" in text
    links = [a for page in reader.pages for a in page.get("/Annots", []) if a.get_object()["/Subtype"] == "/Link"]
    assert len(links) >= sum(len(sentence.citations) for sentence in pictured.sentences)
    assert printed.pdf(pictured) == printed.pdf(pictured)


def test_without_the_typesetter_it_is_said_how_to_get_it(brief: Brief, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(UsageError, match=r"detente\[pdf\]"):
        printed.pdf(brief)
