"""Make the files that the tests read: PDF and Word files, archives that lie, and texts long enough to be articles."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

import docx

from detente.config import Config
from detente.model import Article
from detente.read import Source, read

TALKS = (
    "The envoys of Norland and Sudland met in the old town hall on Monday and agreed to resume the talks that had been "
    "broken off in the spring. Both sides said that the border posts would open again before the harvest."
)
BORDER = (
    "The foreign minister of Norland told reporters that her government would not sign a treaty without inspectors. "
    "“We have waited for eleven years,” she said, “and we can wait another month.”"
)
CLOSE = (
    "Observers in the capital expect a second round in early autumn, although neither ministry has named a place. The "
    "last meeting of this kind ended without a statement."
)


def article_of(file: Path, config: Config | None = None) -> Article:
    """Read one file with its name as path."""
    size = file.stat().st_size if file.exists() else 0
    return read(Source(file.name, file, size), config or Config())


def marked(article: Article) -> str:
    """Return the boilerplate's words, one span a line."""
    return "\n".join(span.of(article.text) for span in article.boilerplate)


def kept(article: Article) -> str:
    """Return the words outside the boilerplate."""
    text, at = "", 0
    for span in article.boilerplate:
        text += article.text[at : span.start]
        at = span.end
    return text + article.text[at:]


def pdf(pages: Sequence[Sequence[str]], title: str = "") -> bytes:
    """Make a PDF of lines of text in Helvetica, one content stream a page."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for lines in pages:
        shown = " ".join(f"({line.translate({40: '[', 41: ']', 92: None})}) Tj T*" for line in lines)
        stream = f"BT /F1 10 Tf 50 780 Td 12 TL {shown} ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        content = len(objects)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 700 800] /Contents {content} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< /Title ({title}) >>")
    out, places = b"%PDF-1.4\n", []
    for number, held in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{held}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer << /Size {size} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode() + trailer.encode()


def word(paragraphs: Sequence[str], title: str = "", author: str = "") -> bytes:
    """Make a Word file of paragraphs."""
    document = docx.Document()
    document.core_properties.title, document.core_properties.author = title, author
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def archive(parts: dict[str, bytes]) -> bytes:
    """Make a ZIP archive, deflated."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as held:
        for name, data in parts.items():
            held.writestr(name, data)
    return target.getvalue()


def lying_archive(name: str, size: int, declared: int, others: dict[str, bytes]) -> bytes:
    """Make an archive one part of which unpacks to ``size`` zeros but is declared to hold ``declared`` bytes.

    The checksum is that of the first ``declared`` bytes, so that a reader which trusts the declaration sees no fault.
    """
    packed = archive({**others, name: bytes(size)})
    with zipfile.ZipFile(io.BytesIO(packed)) as held:
        true = held.getinfo(name)
    old = struct.pack("<L", true.CRC), struct.pack("<L", true.file_size)
    new = struct.pack("<L", zlib.crc32(bytes(declared))), struct.pack("<L", declared)
    return packed.replace(old[0], new[0]).replace(old[1], new[1])
