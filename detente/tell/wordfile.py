"""Print a brief as a Word document (Office Open XML, ISO/IEC 29500), through python-docx.

Headings, quotations and lists are Word's own styles. Numbers in the text lead to the list of citations at the end,
which gives the exact words with their place in the article. Pictures are PNG, drawn on this machine.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from detente.tell import dates, timeline
from detente.tell.brief import Brief, Item, Section
from detente.tell.evidence import BriefSentence, Citation, Name, Quote
from detente.tell.library import Source
from detente.tell.marking import fit

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

# Centimetres: the width of A4 between the margins.
PICTURE_WIDTH = 16.0
PICTURE_SCALE = 2.0


def docx(brief: Brief) -> bytes:
    """Return the brief as the bytes of a .docx file."""
    from docx import api
    from docx.shared import Cm, Pt

    document = api.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm((21 - PICTURE_WIDTH) / 2)
    document.styles["Normal"].font.size = Pt(10.5)
    properties = document.core_properties
    properties.title, properties.author = fit(f"{brief.title}: brief"), "detente"
    document.add_heading(fit(brief.title), 0)
    _quiet(document, coverage(brief))
    for section in brief.sections:
        if not section.empty:
            _section(document, section)
    if empty := [section.title for section in brief.sections if section.empty]:
        _quiet(document, f"Nothing found on: {'; '.join(empty)}.")
    if drawn := timeline.svg(brief, inline=False):
        document.add_heading("Timeline", 1)
        _picture(document, drawn, "What happened, was said and predicted, by date and by the state spoken for.")
    _citations(document, brief)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def coverage(brief: Brief) -> str:
    """Return in a sentence what the brief rests on."""
    held = brief.coverage
    text = f"{held.articles} of {held.stored} stored articles name both states"
    if held.outlets:
        text += f"; {held.outlets} outlet{'s' if held.outlets != 1 else ''}"
    if held.first and held.last:
        first, last = (dates.in_words(day) or day for day in (held.first, held.last))
        text += f"; published {first}" + (f" to {last}" if first != last else "")
    return text + "."


def closing(brief: Brief) -> str:
    """Return in a sentence or two how the brief was made, and how much was not printed."""
    from detente import __version__

    made = (
        f"Made by detente {__version__} from what is stored; every sentence was checked against the words it cites. "
        "A statement is a claim that somebody said something, never a fact."
    )
    if not brief.unsupported:
        return made
    count = "1 sentence was" if brief.unsupported == 1 else f"{brief.unsupported} sentences were"
    return f"{count} not printed because the cited words did not bear out what it would have said. {made}"


def place(citation: Citation, source: Source) -> str:
    """Return where cited words stand: outlet, title, date, file, characters."""
    named = [source.label if source.outlet or source.author or not source.title else None, source.title]
    where = [*filter(None, named), source.published_in_words, source.path]
    return ", ".join(filter(None, where)) + f", characters {citation.start}–{citation.end}"


def _section(document: Document, section: Section) -> None:
    document.add_heading(section.title, 1)
    _quiet(document, section.lead)
    for item in section.items:
        _item(document, item)
    if section.picture is not None:
        _picture(document, timeline.drawn(section.picture, inline=False), f"{section.picture.says}.")
        for row in section.picture.rows:
            _told(document.add_paragraph(style="List Bullet 2"), row)
    for note in section.notes:
        _quiet(document, note)
    if section.left_out:
        _quiet(document, f"{section.left_out} more not printed here; list them with {' and '.join(section.see)}.")


def _item(document: Document, item: Item) -> None:
    if item.label:
        document.add_heading(fit(item.label), 2)
    beside = item.sentences[-2:] if item.shape == "beside" else ()
    first = item.sentences[: len(item.sentences) - len(beside)]
    for number, sentence in enumerate(first):
        _told(document.add_paragraph(style="List Bullet 2" if number else "List Bullet"), sentence)
    if item.unlisted:
        _quiet(document, f"In {item.unlisted} further article{'s' if item.unlisted != 1 else ''}.")
    if beside:
        table = document.add_table(rows=1, cols=2, style="Table Grid")
        for cell, sentence in zip(table.rows[0].cells, beside, strict=True):
            _told(cell.paragraphs[0], sentence)
        document.add_paragraph()


def _told(paragraph: Paragraph, sentence: BriefSentence) -> None:
    for part in sentence.parts:
        match part:
            case Citation():
                _leads_to(paragraph, f"c{part.number}", f"[{part.number}]")
            case Name():
                paragraph.add_run(fit(str(part))).bold = True
            case Quote():
                paragraph.add_run(fit(str(part))).italic = True
            case _:
                paragraph.add_run(fit(part))


def _leads_to(paragraph: Paragraph, bookmark: str, text: str) -> None:
    """Add raised text that leads to a bookmark (ISO/IEC 29500-1, 17.16.22)."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), bookmark)
    run = paragraph.add_run(text)
    run.font.superscript = True
    link.append(run._r)
    paragraph._p.append(link)


def _marked(paragraph: Paragraph, bookmark: str, number: int) -> None:
    """Set a bookmark at the beginning of a paragraph (ISO/IEC 29500-1, 17.13.6)."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if tag == "w:bookmarkStart":
            mark.set(qn("w:name"), bookmark)
        paragraph._p.append(mark)


def _citations(document: Document, brief: Brief) -> None:
    document.add_heading("Citations", 1)
    for citation in brief.citations:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        _marked(paragraph, f"c{citation.number}", citation.number)
        paragraph.add_run(f"[{citation.number}] ").bold = True
        paragraph.add_run(fit(place(citation, brief.sources[citation.article])))
        document.add_paragraph(fit(citation.text), style="Quote")
        if citation.support:
            leans = "; ".join(f"{r}: “{s.text}” {s.start}–{s.end}" for s, r in citation.leans_on)
            _quiet(document, leans)
    _quiet(document, closing(brief))


def _picture(document: Document, svg: str, says: str) -> None:
    import vl_convert
    from docx.shared import Cm

    png = vl_convert.svg_to_png(svg.replace("currentColor", "#1b1f24"), scale=PICTURE_SCALE)
    document.add_picture(io.BytesIO(png), width=Cm(PICTURE_WIDTH))
    shape = document.inline_shapes[-1]
    shape._inline.docPr.set("descr", fit(says))
    document.add_paragraph(fit(says), style="Caption")


def _quiet(document: Document, text: str) -> None:
    from docx.shared import Pt, RGBColor

    run = document.add_paragraph().add_run(fit(text))
    run.font.size = Pt(9)
    run.font.color.rgb = RGBColor(0x59, 0x61, 0x6B)


__all__ = ["closing", "coverage", "docx", "place"]
