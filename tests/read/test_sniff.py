"""What kind of file it is: the bytes decide, the suffix only among texts."""

from __future__ import annotations

import gzip

import pytest

from read.conftest import Read, Refused
from read.makers import BORDER, CLOSE, TALKS, archive, pdf, word

PAGE = f"<!DOCTYPE html><html><body><p>{TALKS}</p><p>{BORDER}</p></body></html>"
PROSE = f"{TALKS}\n\n{BORDER}\n\n{CLOSE}\n"


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.txt", PROSE, "text/plain"),
        ("a", PROSE, "text/plain"),
        ("a.log", PROSE, "text/plain"),
        ("a.html", PAGE, "text/html"),
        ("a.txt", PAGE, "text/html"),
        ("a", "\n <!-- saved --> " + PAGE, "text/html"),
        ("a.xhtml", '<?xml version="1.0"?>' + PAGE, "text/html"),
        ("a.html", PROSE, "text/plain"),
        ("a.html", PAGE.encode("utf-16"), "text/html"),
        ("a.md", PROSE, "text/markdown"),
        ("a.pdf", pdf([TALKS.split(". "), BORDER.split(", ")]), "application/pdf"),
        ("a.html", pdf([TALKS.split(". ")]), "application/pdf"),
        ("a.txt", b"\n" + pdf([TALKS.split(". ")]), "application/pdf"),
        (
            "a.zip",
            word([TALKS, BORDER]),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        ("a.pdf", PAGE, "text/html"),
        ("a.docx", PROSE, "text/plain"),
    ],
)
def test_kinds(read_bytes: Read, name: str, data: bytes | str, media_type: str) -> None:
    article = read_bytes(name, data)
    assert article.media_type == media_type
    assert "town hall" in article.text


@pytest.mark.parametrize(
    ("name", "data", "code", "says"),
    [
        ("a.txt", b"", "empty", "empty"),
        ("a.csv", "day,value\n1,2\n" * 20, "unsupported", "table"),
        ("a.json", '{"text": "words"}', "unsupported", "JSON"),
        ("a.txt", '<?xml version="1.0"?><rss><channel/></rss>', "unsupported", "feed"),
        ("a.html", '<?xml version="1.0"?><feed></feed>', "unsupported", "feed"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "unsupported", "2007"),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "encrypted",
            "password",
        ),
        ("a.rtf", r"{\rtf1\ansi Hello}", "unsupported", "RTF"),
        ("a.zip", archive({"a.txt": TALKS.encode()}), "unsupported", "unpack"),
        ("a.xlsx", archive({"xl/workbook.xml": b"<a/>"}), "unsupported", "Excel"),
        ("a.docx", word([TALKS])[:2_000], "damaged", "cut off"),
        ("a.gz", gzip.compress(PROSE.encode()), "binary", "GZIP"),
        ("a.txt", " \n\t\r\n ", "no_text", "0 words"),
        ("a.txt", "Too few words.", "no_text", "3 words"),
    ],
)
def test_refusals(refused: Refused, name: str, data: bytes | str, code: str, says: str) -> None:
    error = refused(name, data)
    assert error.code == code
    assert says in error.reason
