"""What kind of file it is: by its first bytes, and by its suffix only among kinds of text."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath
from typing import Final, Literal

import puremagic

from detente.read.codes import refuse
from detente.read.decode import MARKS, looks_binary, wide_encoding

Kind = Literal["text", "html", "markdown", "pdf", "docx", "mail"]

MEDIA_TYPES: Final[dict[Kind, str]] = {
    "text": "text/plain",
    "html": "text/html",
    "markdown": "text/markdown",
    "mail": "message/rfc822",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
HEAD = 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A password-protected Word file is an OLE container with this stream ([MS-OFFCRYPTO], 2.3.4); names there are UTF-16.
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
ZIP_MEMBERS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "an Excel workbook"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
    ("META-INF/container.xml", "an EPUB book"),
    ("content.xml", "an OpenDocument file"),
)
# Text by its bytes, data or markup by its purpose: no article stands in these.
DATA_SUFFIXES: Final[dict[str, str]] = {
    ".atom": "a feed",
    ".bib": "a bibliography",
    ".css": "a style sheet",
    ".csv": "a table",
    ".ini": "settings",
    ".js": "a script",
    ".json": "JSON data",
    ".jsonl": "JSON data",
    ".mbox": "a mailbox",
    ".mht": "a web archive",
    ".mhtml": "a web archive",
    ".ndjson": "JSON data",
    ".py": "a script",
    ".rdf": "linked data",
    ".rss": "a feed",
    ".srt": "subtitles",
    ".svg": "a picture",
    ".toml": "settings",
    ".tsv": "a table",
    ".vtt": "subtitles",
    ".xml": "XML data",
    ".yaml": "settings",
    ".yml": "settings",
}
MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")
HTML_SUFFIXES = (".html", ".htm", ".xhtml", ".xht", ".shtml")
# The tags by which a browser knows HTML without being told (WHATWG MIME Sniffing, 7.1), with those of old pages.
HTML_START = re.compile(
    rb"(?:\s|<!--.*?-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|body|meta|title|script|style|iframe|frameset|h1|div"
    rb"|font|table|a|br|p)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
FEED_START = re.compile(rb"(?:\s|<!--.*?-->|<\?xml[^>]*>)*<(?:rss|feed|rdf:RDF|svg)[\s>]", re.IGNORECASE | re.DOTALL)
TAG = re.compile(rb"<[a-z!/]", re.IGNORECASE)
# What the templates of ``detente.tell`` write at the head of a brief; a test holds the two together.
BRIEF_HTML = re.compile(rb'<meta name="generator" content="detente[ "]')
BRIEF_MARKDOWN = b"<!-- detente brief"


def kind_of(data: bytes, name: str) -> Kind:
    """Return the kind of file, from its bytes and, for text, its name's suffix.

    Raises:
        UnreadableError: ``binary``, ``unsupported``, ``encrypted`` (a locked Word file) or ``damaged`` (a broken ZIP).
    """
    suffix = PurePath(name).suffix.lower()
    head = data[:HEAD]
    if head.lstrip().startswith(b"%PDF-") or (suffix == ".pdf" and b"%PDF-" in head):
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _kind_of_zip(data)
    if head.startswith(OLE):
        if ENCRYPTED_STREAM in data:
            raise refuse("encrypted", "a Word, Excel or PowerPoint file locked with a password; save it without one")
        raise refuse("unsupported", "an Office file of before 2007; save it as DOCX, PDF or text")
    if head.startswith(b"{\\rtf"):
        raise refuse("unsupported", "rich text (RTF); save it as DOCX, PDF or text")
    if not data.startswith(tuple(mark for mark, _ in MARKS)) and looks_binary(data) and not wide_encoding(data):
        raise refuse("binary", f"not text but {_guess(data)}")
    return _kind_of_text(data, suffix)


def _kind_of_text(data: bytes, suffix: str) -> Kind:
    # Sixteen- and 32-bit encodings put zeros between the letters of a tag; without them the tags can be seen.
    head = data[: 4 * HEAD].replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe")
    if suffix in DATA_SUFFIXES:
        raise refuse("unsupported", f"{DATA_SUFFIXES[suffix]} ({suffix}), which holds no article")
    if BRIEF_HTML.search(head) or head.lstrip().startswith(BRIEF_MARKDOWN):
        raise refuse("unsupported", "a brief that detente wrote, and no source of its own")
    if suffix in MARKDOWN_SUFFIXES:
        return "markdown"
    if suffix == ".eml":
        return "mail"
    if FEED_START.match(head) or (head.lstrip().startswith(b"<?xml") and b"<html" not in head.lower()):
        raise refuse("unsupported", "XML data or a feed, which holds no article by itself")
    if HTML_START.match(head) or (suffix in HTML_SUFFIXES and TAG.search(data)):
        return "html"
    return "text"


def _kind_of_zip(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except Exception as error:  # a hostile directory can raise nearly anything
        raise refuse("damaged", "a ZIP archive or Word file that is cut off or damaged") from error
    for member, kind in ZIP_MEMBERS:
        if member in names:
            if kind == "docx":
                return "docx"
            raise refuse("unsupported", f"{kind}; save it as DOCX, PDF or text")
    raise refuse("unsupported", "a ZIP archive and no Word document; unpack it and name the files inside")


def _guess(data: bytes) -> str:
    try:
        match = puremagic.magic_string(data[: 64 * HEAD])[0]
    except (puremagic.PureError, ValueError, IndexError):
        return "unknown binary data"
    return f"binary data, perhaps {match.name} ({match.extension or match.mime_type})"
