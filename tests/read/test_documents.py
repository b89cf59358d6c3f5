"""PDF and Word files: their text, and everything that can be wrong with them."""

from __future__ import annotations

import io
import subprocess
import sys
import textwrap
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from detente.config import Config
from read.conftest import Read, Refused
from read.makers import BORDER, CLOSE, TALKS, archive, kept, lying_archive, marked, pdf, word


def wrapped(text: str, width: int = 70) -> list[str]:
    return textwrap.wrap(text, width)


def encrypted(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([wrapped(TALKS)]))))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def test_printed_lines_become_paragraphs(read_bytes: Read) -> None:
    lines = ["Envoys resume talks", "By Ada Example", *wrapped(TALKS), *wrapped(BORDER), *wrapped(CLOSE)]
    article = read_bytes("a.pdf", pdf([lines]))
    assert (article.title, article.author) == ("Envoys resume talks", "Ada Example")
    for paragraph in (TALKS, BORDER, CLOSE):
        assert paragraph in kept(article).split("\n\n")


def test_words_broken_at_a_line_end_are_joined(read_bytes: Read) -> None:
    lines = [
        "The delegations of both republics agreed on Monday to resume the negoti-",
        "ations about the border, and a well-known mediator was named by both of the well-",
        "known ministries in the old town hall, where they had met before, in the spring.",
    ]
    text = read_bytes("a.pdf", pdf([lines])).text
    assert "the negotiations about" in text
    assert "the well-known ministries" in text


def test_running_heads_and_page_numbers_are_marked(read_bytes: Read) -> None:
    words = wrapped(" ".join([TALKS, BORDER, CLOSE] * 2))
    pages = [["Harbour Courier Review 7", *words[i : i + 4], f"- {i // 4 + 1} -"] for i in range(0, 16, 4)]
    pages[0][0] = "Envoys resume their talks"
    article = read_bytes("a.pdf", pdf(pages))
    assert article.title == "Envoys resume their talks"
    assert marked(article).count("Harbour Courier Review") == 3
    assert "- 2 -" in marked(article)
    assert "Harbour" not in kept(article)
    assert BORDER in " ".join(kept(article).split())  # a sentence that runs over the page's end stays whole


def test_a_title_put_in_by_a_program_is_none(read_bytes: Read) -> None:
    assert read_bytes("a.pdf", pdf([wrapped(TALKS)], "Microsoft Word - draft7.doc")).title is None
    assert read_bytes("b.pdf", pdf([wrapped(TALKS)], "Envoys resume their talks")).title == "Envoys resume their talks"


def test_an_owner_password_alone_locks_nothing(read_bytes: Read) -> None:
    assert "town hall" in read_bytes("a.pdf", encrypted("")).text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (encrypted("secret"), "encrypted"),
        (pdf([[]]), "no_text"),
        (pdf([wrapped(TALKS)])[:200], "damaged"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 20, "damaged"),
        (b"%PDF-1.4\ntrailer << /Root 1 0 R >>\n1 0 obj << /Type /Catalog /Pages 1 0 R >> endobj", "damaged"),
    ],
    ids=["locked", "pictures", "cut off", "noise", "circle"],
)
def test_pdfs_that_cannot_be_read(refused: Refused, data: bytes, code: str) -> None:
    assert refused("a.pdf", data).code == code


def test_a_pdf_that_unpacks_to_too_much_is_refused(refused: Refused) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([wrapped(TALKS)]))))
    contents = writer.pages[0].get_contents()
    assert contents is not None
    contents.set_data(b"BT (a) Tj ET " * 400_000)
    writer.pages[0].replace_contents(contents)
    for held in writer.pages:
        held.compress_content_streams()
    target = io.BytesIO()
    writer.write(target)
    assert len(target.getvalue()) < 100_000
    assert refused("a.pdf", target.getvalue(), Config(max_bytes=1_000_000)).code in {"archive_bomb", "damaged"}


def test_a_long_pdf_is_given_up_early(refused: Refused) -> None:
    assert refused("a.pdf", pdf([wrapped(TALKS)] * 60), Config(max_chars=2_000)).code == "too_long"


def test_a_pdf_that_takes_too_long_is_given_up(refused: Refused, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.read.pdf.MOST_SECONDS", 0.0)
    assert refused("a.pdf", pdf([wrapped(TALKS)])).code == "too_complex"


def test_word_files(read_bytes: Read) -> None:
    data = word(["Envoys resume talks", "By Ada Example", TALKS, BORDER], author="python-docx")
    article = read_bytes("a.docx", data)
    assert (article.title, article.author) == ("Envoys resume talks", "Ada Example")
    assert article.text.split("\n\n") == ["Envoys resume talks", "By Ada Example", TALKS, BORDER]
    assert marked(article) == "By Ada Example"


def test_properties_count_where_the_text_is_silent(read_bytes: Read) -> None:
    article = read_bytes("a.docx", word([TALKS, BORDER], title="Envoys resume talks", author="Ada Example"))
    assert (article.title, article.author) == ("Envoys resume talks", "Ada Example")


def test_tables_are_read_in_their_place(read_bytes: Read) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph(TALKS)
    table = document.add_table(rows=2, cols=2)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"cell {number}"
    table.rows[1].cells[0].merge(table.rows[1].cells[1])
    document.add_paragraph(BORDER)
    target = io.BytesIO()
    document.save(target)
    text = read_bytes("a.docx", target.getvalue()).text
    assert "cell 0\tcell 1\ncell 2" in text
    assert text.count("cell 2") == 1
    assert text.index(TALKS) < text.index("cell 0") < text.index(BORDER)


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        return {name: held.read(name) for name in held.namelist()}


GOOD = parts_of(word([TALKS, BORDER]))
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "lololololol">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 12) for i in range(9))
    + b']><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&j;'
    b"</w:t></w:r></w:p></w:body></w:document>"
)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (archive({**GOOD, "word/document.xml": bytes(30_000_000)}), "archive_bomb"),
        (archive({**GOOD, "word/document.xml": bytes(8_000_000)}), "archive_bomb"),
        (lying_archive("word/document.xml", 60_000_000, 5_000, GOOD), "damaged"),
        (archive({**GOOD, **{f"word/part{i}.xml": b"<a/>" for i in range(6_000)}}), "archive_bomb"),
        (archive({**GOOD, "word/document.xml": LAUGHS}), "damaged"),
        (archive({**GOOD, "word/document.xml": b"<a>" * 5_000}), "damaged"),
        (archive({"word/document.xml": b"<a/>"}), "damaged"),
        (archive(GOOD)[:-200], "damaged"),
        (archive({**GOOD, "word/document.xml": archive({"x": bytes(1_000_000)})}), "damaged"),
    ],
    ids=["declared", "ratio", "lie", "parts", "laughs", "deep", "bare", "cut off", "nested"],
)
def test_word_files_that_hurt(refused: Refused, data: bytes, code: str) -> None:
    assert refused("a.docx", data).code == code


def test_pictures_in_a_word_file_are_not_unpacked(read_bytes: Read) -> None:
    data = archive({**GOOD, "word/media/huge.bmp": bytes(200_000_000)})
    assert TALKS in read_bytes("a.docx", data).text


@pytest.mark.parametrize("declared", [5_000, 50_000_000])
def test_a_bomb_does_not_fill_the_memory(tmp_path: Path, declared: int) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(lying_archive("word/document.xml", 400_000_000, declared, GOOD))
    code = """
        import resource, sys
        from pathlib import Path
        from detente.config import Config
        from detente.errors import UnreadableError
        from detente.read import Source, read
        import detente.read.docx
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        try:
            read(Source("a", Path(sys.argv[1]), 1), Config())
        except UnreadableError as error:
            print(error.code, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(file)], capture_output=True, text=True, check=True
    )
    said, grown = done.stdout.split()
    assert said in {"archive_bomb", "damaged"}
    assert int(grown) < 60_000  # kilobytes
