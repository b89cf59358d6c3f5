"""PDF files, by pypdf: printed lines made into paragraphs, running heads and page numbers marked as residue."""

from __future__ import annotations

import io
import logging
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence

from pypdf import Configuration, PdfReader, apply_configuration
from pypdf.errors import DependencyError, LimitReachedError

from detente.errors import UnreadableError
from detente.model import Span
from detente.read.codes import refuse, too_long
from detente.read.document import Document, Metadata
from detente.read.lines import IDEOGRAPH, SENTENCE_END, word_count
from detente.read.names import is_name

MOST_PAGES = 2_000
MOST_OPERATIONS = 500_000  # of one stream; a full page of text needs some thousands
MOST_SECONDS = 60.0  # of processor time; a page can be made that takes hours, and no count of anything bounds it
EDGE = 2  # lines at the top and bottom of a page that may be a running head
REPEATS = 3  # pages on which a line must stand at the edge to be one
FULL = 0.75  # a line shorter than this share of a full line ends its paragraph
PAGE_NUMBER = re.compile(r"\W*(?:page|seite|стр\.?|p\.)?\s*\d{1,4}\s*(?:(?:of|von|из|/)\s*\d{1,4})?\W*", re.IGNORECASE)
WORD_BREAK = re.compile(r"[^\W\d_]-$")
IDEOGRAPHIC_JOIN = re.compile(rf"[{IDEOGRAPH}。，、；：]$")
# Titles that writing programs put in by themselves.
PROGRAM_TITLE = re.compile(
    r"microsoft word\b.*|untitled.*|.*\.(?:docx?|pdf|indd|qxd|tex|odt|rtf)|document\d*|\S+", re.I
)
logging.getLogger("pypdf").addHandler(logging.NullHandler())


def read_pdf(data: bytes, max_bytes: int, max_chars: int) -> Document:
    """Return the text of a PDF file: paragraphs, a blank line between them.

    Words broken at a line's end are joined unless the word stands with its hyphen elsewhere in the file.

    Raises:
        UnreadableError: ``encrypted``, ``damaged``, ``too_long``, ``too_complex``, ``archive_bomb`` or ``no_text``.
    """
    limits = Configuration(
        zlib_maximum_output_length=max_bytes,
        lzw_maximum_output_length=max_bytes,
        run_length_maximum_output_length=max_bytes,
        array_based_stream_maximum_output_length=max_bytes,
        maximum_declared_stream_length=max_bytes,
        stream_parsing_work_maximum_count=MOST_OPERATIONS,
    )
    try:
        with apply_configuration(limits):
            reader = PdfReader(io.BytesIO(data))
            pages = list(_pages(reader, max_chars))
            metadata = _metadata(reader)
    except UnreadableError:
        raise
    except DependencyError as error:
        raise refuse("encrypted", "the PDF is encrypted in a way that is not read here; save it unencrypted") from error
    except (LimitReachedError, MemoryError) as error:
        raise refuse("archive_bomb", f"the PDF goes beyond what a document needs: {str(error)[:120]}") from error
    except Exception as error:  # pypdf raises nearly anything over a broken file
        raise refuse("damaged", f"the PDF is cut off or damaged ({type(error).__name__})") from error
    if not any(pages):
        raise refuse(
            "no_text", "the PDF holds no text, perhaps only pictures of pages; text recognition (OCR) is needed"
        )
    return _composed(pages, metadata)


def _pages(reader: PdfReader, max_chars: int) -> Iterator[list[str]]:
    if reader.is_encrypted and not reader.decrypt(""):
        raise refuse("encrypted", "the PDF is locked with a password; save it without one")
    if (count := len(reader.pages)) > MOST_PAGES:
        raise refuse("too_long", f"the PDF has {count:,} pages; {MOST_PAGES:,} is the limit")
    end, length = time.process_time() + MOST_SECONDS, 0

    def watch(*_: object) -> None:
        if time.process_time() > end:
            raise refuse("too_complex", f"the PDF takes more than {MOST_SECONDS:.0f} seconds to read")

    for page in reader.pages:
        watch()
        text = page.extract_text(visitor_operand_before=watch)
        # Half of a pair of surrogates can stand in a broken table of characters; it could not be written anywhere.
        text = text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
        length += len(text)
        if length > max_chars:
            raise too_long(length, max_chars)
        yield [line.strip() for line in text.splitlines() if line.strip()]


def _composed(pages: Sequence[Sequence[str]], metadata: Metadata) -> Document:
    """Join the lines of all pages into paragraphs; running heads wait until the paragraph that they interrupt ends."""
    heads = _running_heads(pages)
    lengths = sorted(len(line) for page in pages for line in page)
    full = FULL * lengths[int(0.9 * (len(lengths) - 1))]
    hyphenated = {word.casefold() for page in pages for line in page for word in re.findall(r"\w+-\w+", line)}
    blocks: list[tuple[str, bool]] = []
    waiting: list[str] = []
    open_block = ""
    ended = True
    for page in pages:
        for index, line in enumerate(page):
            # The first line of all is the title, even where it is repeated at the head of every page.
            if blocks and _is_edge(index, len(page)) and (_shape(line) in heads or PAGE_NUMBER.fullmatch(line)):
                waiting.append(line)
                continue
            if ended and not (open_block and line[:1].islower() and not SENTENCE_END.search(open_block)):
                blocks.append((open_block, False))
                blocks.extend((head, True) for head in waiting)
                open_block, waiting = line, []
            else:
                open_block = _joined(open_block, line, hyphenated)
            ended = len(line) < full
    blocks.extend([(open_block, False), *((head, True) for head in waiting)])
    text, residue = "", []
    for block, is_residue in blocks:
        if block:
            text += "\n\n" if text else ""
            if is_residue:
                residue.append(Span(len(text), len(text) + len(block)))
            text += block
    return Document(text, tuple(residue), metadata)


def _joined(block: str, line: str, hyphenated: set[str]) -> str:
    if WORD_BREAK.search(block) and line[:1].islower():
        first, second = re.search(r"\w+-$", block), re.match(r"\w+", line)
        whole = (first[0] if first else "") + (second[0] if second else "")
        return block + line if whole.casefold() in hyphenated else block[:-1] + line
    return block + ("" if IDEOGRAPHIC_JOIN.search(block) else " ") + line


def _running_heads(pages: Sequence[Sequence[str]]) -> set[str]:
    """Return the shapes of lines that stand at the edge of at least three pages, and of a third of them."""
    counts = Counter(
        shape for page in pages for shape in {_shape(line) for i, line in enumerate(page) if _is_edge(i, len(page))}
    )
    return {shape for shape, count in counts.items() if count >= REPEATS and 3 * count >= len(pages)}


def _is_edge(index: int, length: int) -> bool:
    return index < EDGE or index >= length - EDGE


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line.casefold())


def _metadata(reader: PdfReader) -> Metadata:
    said = reader.metadata
    title, author = (str(value or "").strip() for value in ((said.title, said.author) if said else ("", "")))
    named = title and not PROGRAM_TITLE.fullmatch(title) and word_count(title) > 2 and len(title) <= 300
    return Metadata(title=title if named else None, author=author if is_name(author) else None)
