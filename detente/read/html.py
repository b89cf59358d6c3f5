"""Web pages: the whole visible text (by inscriptis), and which of it is the article (by trafilatura).

Pages are hostile: bytes, tags and nesting are bounded before anything is made of them, nothing they point at is
fetched, entities of their own are not expanded (an HTML parser knows none), and whatever a library raises over a page
becomes ``damaged``.
"""

from __future__ import annotations

import copy
import logging
import re
from bisect import bisect_right
from dataclasses import replace
from typing import Any, Final

import lxml.html
from inscriptis import Inscriptis
from inscriptis.css_profiles import STRICT_CSS_PROFILE
from inscriptis.html_properties import Display
from inscriptis.model.config import ParserConfig
from inscriptis.model.html_element import HtmlElement

from detente import edtf
from detente.errors import UnreadableError
from detente.model import Span
from detente.read.align import main_lines
from detente.read.codes import refuse, too_long
from detente.read.document import Document, Metadata
from detente.read.lines import Line, is_prose, likeness, lines_of, merged

MOST_TAGS = 100_000
# What is never shown, or is a control and not text.
UNSEEN = "//script|//style|//noscript|//template|//svg|//math|//iframe|//object|//embed|//canvas|//audio|//video|//map"
CONTROLS = "//select|//textarea|//input|//datalist|//dialog[not(@open)]"
HIDDEN = (
    "//body//*[@hidden or contains(translate(@style, ' ', ''), 'display:none')"
    " or contains(translate(@style, ' ', ''), 'visibility:hidden')][not(self::main or self::article)]"
)
# A table that lays out a page: it holds another one, or blocks of text in its cells. Its cells are read one by one.
LAYOUT_TABLE = ".//table or .//td[.//p or .//div or .//h1 or .//h2 or .//ul or .//blockquote or string-length() > 300]"
TABLE_PARTS = ("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption")
BLOCKS = "section details summary dl dt dd form fieldset legend center noframes frameset menu dir option tbody".split()
CSS: Final[dict[str, Any]] = {
    **STRICT_CSS_PROFILE,
    **{tag: HtmlElement(display=Display.block) for tag in BLOCKS},
    # A browser puts no blank line after a block; here it tells paragraphs from lines.
    "div": HtmlElement(display=Display.block),
    "blockquote": HtmlElement(display=Display.block, margin_before=1, margin_after=1),
    "ul": HtmlElement(display=Display.block, margin_before=1, margin_after=1),
    "ol": HtmlElement(display=Display.block, margin_before=1, margin_after=1),
}
RESIDUE, LINK = "residue", "link"
RULES = {
    "nav": [RESIDUE],
    "footer": [RESIDUE],
    "aside": [RESIDUE],
    "figcaption": [RESIDUE],
    "button": [RESIDUE],
    "#role=navigation": [RESIDUE],
    "#role=contentinfo": [RESIDUE],
    "#role=complementary": [RESIDUE],
    "a": [LINK],
}
LINKED = 0.5  # share of a line that is link from which on it is rather a link than a sentence
ALL_LINK = 0.9  # a whole line of link leads elsewhere; no paragraph of an article is one
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
TAG = re.compile(r"<[a-zA-Z]")
# Libraries complain of bad pages to whoever listens; what matters is said in the refusal.
for _library in ("trafilatura", "htmldate", "inscriptis", "courlan", "justext", "readability"):
    logging.getLogger(_library).addHandler(logging.NullHandler())


def read_html(source: str, max_chars: int) -> Document:
    """Return the visible text of a page; what is not the article is residue; metadata as the page's head states it.

    The page's own statement of its language is not taken: it is wrong too often.

    Raises:
        UnreadableError: ``too_complex``, ``too_long``, ``damaged`` or ``no_text`` (a page without any visible word).
    """
    source = CONTROL_CHARACTERS.sub(" ", source)
    if (tags := sum(1 for _ in TAG.finditer(source))) > MOST_TAGS:
        raise refuse("too_complex", f"the page holds {tags:,} tags; {MOST_TAGS:,} is the limit")
    try:
        return _read(_tree(source), max_chars)
    except UnreadableError:
        raise
    except Exception as error:  # four libraries take the page apart, and each raises what it likes
        raise refuse("damaged", f"the page cannot be taken apart ({type(error).__name__})") from error


def _tree(source: str) -> lxml.html.HtmlElement:
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    root = lxml.html.document_fromstring(source.encode("utf-8"), parser=parser)
    # Beyond its limits libxml2 stops reading without a word: a page would be cut off, and nobody would know.
    if limits := [entry.message for entry in parser.error_log if entry.type_name == "ERR_RESOURCE_LIMIT"]:
        why = "its tags are nested more than 256 deep" if "depth" in limits[0] else "it holds more than 10 MB of markup"
        raise refuse("too_complex", why)
    for table in root.xpath(f"//table[{LAYOUT_TABLE}]"):
        for part in [part for part in table.iter(*TABLE_PARTS) if next(part.iterancestors("table"), table) is table]:
            part.tag = "div"
    return root


def _read(root: lxml.html.HtmlElement, max_chars: int) -> Document:
    text, marks = _visible(root)
    if not text.strip():
        raise refuse("no_text", _why_empty(root))
    if len(text) > max_chars:
        raise too_long(len(text), max_chars)
    metadata = _metadata(root)
    main = _main_text(root)
    lines = lines_of(text)
    inside = {index for index, line in enumerate(lines) if _share(line, marks[RESIDUE]) > LINKED}
    matched = main_lines(lines, main) if main else set()
    shown = _headline(lines[: max(matched, default=len(lines)) + 1], metadata.title, root.findtext("head/title"))
    metadata = replace(metadata, title=shown)
    if matched:
        kept = {index for index in matched if _share(lines[index], marks[LINK]) < ALL_LINK}
        kept |= _rescued(lines, matched, inside, metadata.title, marks[LINK])
        residue = [line.span for index, line in enumerate(lines) if index not in kept]
    else:
        residue = [lines[index].span for index in inside]
    return Document(text, merged(text, residue), metadata)


def _headline(lines: list[Line], stated: str | None, window: str | None) -> str | None:
    """Return the title as the page shows it: the longest line that stands within the title that its head states.

    What heads state carries the names of sites and sections ("Headline - Section | Site"), before or after. Where two
    statements disagree, the one shown in the window's bar is believed.
    """
    wholes = [likeness(whole) for whole in (stated, window) if whole]
    if len(wholes) == 2 and wholes[0] not in wholes[1]:
        wholes.reverse()
    for whole in wholes:
        keys = ((line.text, likeness(line.text)) for line in lines)
        ends = [text for text, key in keys if 3 * len(key) >= len(whole) and key in whole]
        if ends:
            return max(ends, key=len)
    return stated


def _rescued(lines: list[Line], matched: set[int], inside: set[int], title: str | None, links: list[Span]) -> set[int]:
    """Return the title's line, and the sentences within the article that the extraction of the main text dropped."""
    wanted = likeness(title or "")
    last = max(matched)
    headings = [i for i in range(last) if wanted and i not in inside and likeness(lines[i].text) == wanted]
    before = [index for index in headings if index <= min(matched)]
    first = before[-1] if before else min(matched)
    rescued = {
        index
        for index in range(first, last)
        if index not in inside and is_prose(lines[index].text) and _share(lines[index], links) < LINKED
    }
    return rescued | set(before[-1:])


def _share(line: Line, spans: list[Span]) -> float:
    """Return the share of a line's characters that lie in ``spans`` (in order, not overlapping)."""
    at = max(0, bisect_right(spans, line.start, key=lambda span: span.start) - 1)
    covered = 0
    while at < len(spans) and spans[at].start < line.end:
        covered += max(0, min(line.end, spans[at].end) - max(line.start, spans[at].start))
        at += 1
    return covered / (line.end - line.start)


def _visible(root: lxml.html.HtmlElement) -> tuple[str, dict[str, list[Span]]]:
    """Return the visible text and, by mark, the spans of residue by its tag and of links."""
    shown = copy.deepcopy(root)
    for element in shown.xpath(f"{UNSEEN}|{CONTROLS}|{HIDDEN}"):
        if element.getparent() is not None:
            element.drop_tree()
    page = Inscriptis(shown, ParserConfig(css=CSS, annotation_rules=RULES))
    text = page.get_text()
    marks: dict[str, list[Span]] = {RESIDUE: [], LINK: []}
    for note in page.get_annotations():
        if 0 <= note.start < note.end <= len(text):
            marks[note.metadata].append(Span(note.start, note.end))
    return text, {mark: list(merged(text, spans)) for mark, spans in marks.items()}


def _main_text(root: lxml.html.HtmlElement) -> str:
    import trafilatura

    found = trafilatura.bare_extraction(copy.deepcopy(root), include_comments=False, include_tables=True)
    text = getattr(found, "text", None)  # None where trafilatura finds no main text
    return text if isinstance(text, str) else ""


def _metadata(root: lxml.html.HtmlElement) -> Metadata:
    import trafilatura

    # No date is guessed from the body, and old articles count: the default of htmldate is 1995.
    dates = {"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d", "min_date": "1800-01-01"}
    found = trafilatura.extract_metadata(copy.deepcopy(root), date_config=dates)
    address, outlet = _line(found.url, 2000), _line(found.sitename, 100)
    return Metadata(
        title=_without_site(_line(found.title, 500), outlet),
        author=_author(_line(found.author, 200), outlet),
        outlet=outlet,
        published=found.date if found.date and edtf.parse(found.date) else None,
        address=address if address and address.startswith(("http://", "https://")) else None,
    )


def _without_site(title: str | None, outlet: str | None) -> str | None:
    """Return the title without the outlet's name behind a dash or a bar."""
    if not title or not outlet:
        return title
    return re.sub(rf"\s*(?:[|»·]|\s-+|[–—])\s*{re.escape(outlet)}\s*$", "", title) or title


def _author(stated: str | None, outlet: str | None) -> str | None:
    """Return the authors stated, less the outlet, which is often stated among them."""
    names = [name for name in (stated or "").split("; ") if name and likeness(name) != likeness(outlet or "")]
    return "; ".join(names) or None


def _line(value: object, longest: int) -> str | None:
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return text if 0 < len(text) <= longest else None


def _why_empty(root: lxml.html.HtmlElement) -> str:
    if root.xpath("//frame|//frameset"):
        return "a page of frames, which holds no text itself; save the frame that holds the article"
    if root.xpath("//meta[translate(@http-equiv, 'REFSH', 'refsh') = 'refresh']"):
        return "a page that only leads to another address"
    return "the page shows no text; perhaps a script was to load it"
