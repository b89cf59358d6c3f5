"""Print a brief as PDF, typeset by Typst (https://typst.app, Apache-2.0), which the extra ``pdf`` brings.

All words reach the typesetter as data, so none of them can be taken for its markup; nothing is fetched. The list of
citations at the end gives the exact words with their place, and every number leads to it.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from detente.errors import UsageError
from detente.tell import timeline
from detente.tell.brief import Brief, Item, Picture, Section
from detente.tell.evidence import BriefSentence, Citation, Name
from detente.tell.marking import fit
from detente.tell.wordfile import closing, coverage, place

INK = "#1b1f24"
HOW = "a brief is written as PDF by Typst, which is not installed: pip install 'detente[pdf]'; .docx needs nothing more"


def pdf(brief: Brief) -> bytes:
    """Return the brief as the bytes of a PDF file.

    Raises:
        UsageError: Typst is not installed.
    """
    try:
        import typst
    except ImportError as error:
        raise UsageError(HOW) from error
    template = files("detente.tell").joinpath("templates", "brief.typ").read_bytes()
    written = typst.compile(template, format="pdf", sys_inputs={"brief": json.dumps(content(brief))})
    assert isinstance(written, bytes)  # several pages are several files for pictures only
    return written


def content(brief: Brief) -> dict[str, Any]:
    """Return all that is printed as plain data: title, coverage, sections, timeline, citations, closing."""
    drawn = timeline.svg(brief, inline=False)
    empty = [section.title for section in brief.sections if section.empty]
    says = "What happened, was said and predicted, by date and by the state spoken for."
    return {
        "title": fit(brief.title),
        "coverage": coverage(brief),
        "sections": [_section(section) for section in brief.sections if not section.empty],
        "empty": f"Nothing found on: {'; '.join(empty)}." if empty else None,
        "timeline": {"svg": _inked(drawn), "says": says} if drawn else None,
        "citations": [
            {
                "number": citation.number,
                "place": fit(place(citation, brief.sources[citation.article])),
                "text": fit(citation.text),
                "leans": fit("; ".join(f"{r}: “{s.text}” {s.start}–{s.end}" for s, r in citation.leans_on)) or None,
            }
            for citation in brief.citations
        ],
        "closing": closing(brief),
    }


def _section(section: Section) -> dict[str, Any]:
    notes = list(section.notes)
    if section.left_out:
        notes.append(f"{section.left_out} more not printed here; list them with {' and '.join(section.see)}.")
    return {
        "title": section.title,
        "lead": section.lead,
        "items": [_item(item) for item in section.items],
        "picture": _picture(section.picture) if section.picture else None,
        "notes": [fit(note) for note in notes],
    }


def _item(item: Item) -> dict[str, Any]:
    beside = item.sentences[-2:] if item.shape == "beside" else ()
    unlisted = f"In {item.unlisted} further article{'s' if item.unlisted != 1 else ''}."
    return {
        "label": fit(item.label) if item.label else None,
        "sentences": [_parts(sentence) for sentence in item.sentences[: len(item.sentences) - len(beside)]],
        "beside": [_parts(sentence) for sentence in beside],
        "unlisted": unlisted if item.unlisted else None,
    }


def _picture(picture: Picture) -> dict[str, Any]:
    drawn = _inked(timeline.drawn(picture, inline=False))
    return {"svg": drawn, "says": f"{picture.says}.", "rows": [_parts(row) for row in picture.rows]}


def _parts(sentence: BriefSentence) -> list[dict[str, Any]]:
    return [
        {"kind": "citation", "number": part.number}
        if isinstance(part, Citation)
        else {"kind": "name" if isinstance(part, Name) else "plain", "text": fit(str(part))}
        for part in sentence.parts
    ]


def _inked(svg: str) -> str:
    return svg.replace("currentColor", INK)


__all__ = ["content", "pdf"]
