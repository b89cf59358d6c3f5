"""Word files (DOCX). The archive is unpacked here, counting bytes, and only then handed to python-docx.

A ZIP archive can unpack to thousands of times its size, and can lie about it. What it declares is checked first; then
each part that holds text is unpacked piece by piece and stopped at the limit. Pictures, fonts and whatever is embedded
are not unpacked at all.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator

import docx
from docx.document import Document as Docx
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from detente.errors import UnreadableError
from detente.read.codes import refuse
from detente.read.document import Document, Metadata
from detente.read.names import is_name

MOST_PARTS = 5_000
MOST_RATIO, LARGE = 200, 1_000_000  # XML of real files unpacks to 5 to 40 times its size
PIECE = 64 * 1024
TEXT_PARTS = (".xml", ".rels")
DEEPEST_TABLE = 5
UNNAMED = ("", "word document", "microsoft word document", "document", "document1", "untitled", "template")


def read_docx(data: bytes, max_bytes: int) -> Document:
    """Return the text of a Word file: paragraphs and tables in order, a blank line between paragraphs.

    Headers, footers, footnotes and comments are left out. The title is the paragraph of style Title, else the file's
    property; the author is the file's property where that is a full name, not a user name.

    Raises:
        UnreadableError: ``archive_bomb``, ``encrypted`` or ``damaged``.
    """
    try:
        repacked = _repacked(data, max_bytes)
        document = docx.Document(io.BytesIO(repacked))
        text = "\n\n".join(_blocks(document.iter_inner_content()))
        return Document(text, (), _metadata(document))
    except UnreadableError:
        raise
    except Exception as error:  # python-docx and zipfile raise nearly anything over a broken file
        raise refuse("damaged", f"the Word file cannot be taken apart ({type(error).__name__})") from error


def _repacked(data: bytes, max_bytes: int) -> bytes:
    """Return the archive with its text parts stored uncompressed, and its other parts empty."""
    target = io.BytesIO()
    left = max_bytes
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(target, "w") as stored:
        parts = archive.infolist()
        _check_declared(parts, max_bytes)
        for part in parts:
            if part.flag_bits & 1:
                raise refuse("encrypted", "the Word file is locked with a password; save it without one")
            held = bytearray()
            if part.filename.lower().endswith(TEXT_PARTS):
                with archive.open(part) as stream:
                    # Small reads: one large read() would unpack a lying part whole before it could be refused.
                    while piece := stream.read(PIECE):
                        held += piece
                        if len(held) > left:
                            raise _bomb(max_bytes)
            left -= len(held)
            stored.writestr(part.filename, bytes(held))
    return target.getvalue()


def _check_declared(parts: Iterable[zipfile.ZipInfo], max_bytes: int) -> None:
    held = [part for part in parts if part.filename.lower().endswith(TEXT_PARTS)]
    swollen = any(part.file_size > LARGE and part.file_size > MOST_RATIO * part.compress_size for part in held)
    if swollen or sum(part.file_size for part in held) > max_bytes:
        raise _bomb(max_bytes)
    if len(held) > MOST_PARTS:
        raise refuse("archive_bomb", f"it holds {len(held):,} parts; a Word file has some dozens")


def _bomb(max_bytes: int) -> UnreadableError:
    return refuse(
        "archive_bomb",
        f"it would unpack to more than {max_bytes / 1_000_000:,.0f} MB, or a part of it to {MOST_RATIO} times its size",
    )


def _blocks(content: Iterable[Paragraph | Table], depth: int = 0) -> Iterator[str]:
    for block in content:
        if isinstance(block, Paragraph):
            if block.text.strip():
                yield block.text
        elif depth < DEEPEST_TABLE and (rows := [row for row in _rows(block, depth) if row.strip()]):
            yield "\n".join(rows)


def _rows(table: Table, depth: int) -> Iterator[str]:
    for row in table.rows:
        seen: list[_Cell] = []
        for cell in row.cells:
            # A merged cell is given once for each place it covers.
            if not any(cell._tc is other._tc for other in seen):
                seen.append(cell)
        yield "\t".join("\n".join(_blocks(cell.iter_inner_content(), depth + 1)) for cell in seen)


def _metadata(document: Docx) -> Metadata:
    said = document.core_properties
    styled = next((p.text.strip() for p in document.paragraphs[:20] if p.style and p.style.name == "Title"), "")
    title = styled or (said.title or "").strip()
    author = (said.author or "").strip()
    return Metadata(
        title=title if title.casefold() not in UNNAMED and len(title) <= 500 else None,
        author=author if is_name(author) else None,
    )
