"""One source to one article: load it, tell its kind, take its text, examine that."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from detente.config import Config
from detente.model import Article, content_id
from detente.read.codes import refuse, too_long
from detente.read.decode import decode
from detente.read.document import Document
from detente.read.files import Source, changed, load, printable, source_id
from detente.read.lines import words_outside
from detente.read.metadata import examined
from detente.read.records import Part
from detente.read.sniff import MEDIA_TYPES, Kind, kind_of


def read(source: Source, config: Config, identity: str | None = None) -> Article:
    """Read one file, or one record of a container.

    Args:
        source: the file or record.
        config: ``max_bytes``, ``max_chars`` and ``min_words`` bound what is read.
        identity: ``source_id(source)`` where it is known already; it is reckoned otherwise.

    Returns:
        The article. For plain text and Markdown ``text`` is the decoded file, character by character, without a byte
        order mark. ``language`` is what the front matter says, else ``und``: telling it is the language room's work.

    Raises:
        UnreadableError: with a code of ``CODES``.
    """
    part = _part(source, config)
    kind = part.kind or kind_of(part.data, part.name)
    document = _document(part, kind, config)
    document = replace(document, metadata=part.said.filled_from(document.metadata).filled_from(part.otherwise))
    if len(document.text) > config.max_chars:
        raise too_long(len(document.text), config.max_chars)
    document = examined(document)
    words = words_outside(document.text, document.residue)
    if words < config.min_words:
        raise refuse("no_text", f"it holds {words} words of text; fewer than {config.min_words} make no article")
    said = document.metadata
    address = said.address or _place(source)
    return Article(
        id=content_id(address, document.text),
        path=source.path,
        address=address,
        source=identity or source_id(source),
        media_type=MEDIA_TYPES[kind],
        text=document.text,
        title=said.title,
        author=said.author,
        outlet=said.outlet,
        published=said.published,
        language=said.language or "und",
        boilerplate=document.residue,
        words=words,
        as_of=part.as_of,
    )


def _part(source: Source, config: Config) -> Part:
    if source.record is not None:
        from detente.read.containers import part

        return part(source, source.record, config)
    return Part(load(source, config.max_bytes), name=source.file.name, as_of=changed(source.file))


def _place(source: Source) -> str:
    """Return what stands for the address of a text that names none: two records of one file are no versions."""
    name = printable(Path(source.file.name))
    return name if source.record is None else f"{name}#{source.record.digest[:16]}"


def _document(part: Part, kind: Kind, config: Config) -> Document:
    data = part.data
    # The readers of documents are imported where they are needed: they are heavy, and most files are text.
    if kind == "pdf":
        from detente.read.pdf import read_pdf

        return read_pdf(data, config.max_bytes, config.max_chars)
    if kind == "docx":
        from detente.read.docx import read_docx

        return read_docx(data, config.max_bytes)
    if kind == "mail":
        from detente.read.mail import read_mail

        return read_mail(data, config.max_chars)
    text = decode(data, part.charset)
    if kind == "html":
        from detente.read.html import read_html

        return read_html(text, config.max_chars)
    if len(text) > config.max_chars:
        return Document(text)  # it will be refused: no work on it
    from detente.read.markdown import read_front_matter, read_markdown

    return read_markdown(text) if kind == "markdown" else read_front_matter(text)
