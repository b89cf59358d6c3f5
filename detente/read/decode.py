"""Bytes to text: byte order mark, then strict UTF-8, then a guess by charset-normalizer. Nothing is normalised."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from detente.read.codes import refuse

# UTF-32 first: its little-endian mark begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Enough to tell an encoding by; the whole is then decoded, strictly, by the one that was told.
SAMPLE = 200_000
# A few broken bytes in a long UTF-8 text (a cut-off end, a stray quotation mark) leave it UTF-8.
GOOD_PER_BAD = 20
ISO_2022 = re.compile(rb"\x1b(?:\$[@AB(]|\([BJI])")
# Characters that no text holds: controls other than tab, line ends, form feed and escape.
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
C1_CONTROL = re.compile(r"[\x80-\x9f]")
CONTROL_SHARE = 0.001


def decode(data: bytes) -> str:
    """Return the text of ``data``; a byte order mark is no part of it.

    The guess weighs an encoding that the bytes themselves declare (``<meta charset>``, ``<?xml encoding>``), but does
    not believe it against the evidence. ISO 8859-1 holding C1 controls is read as windows-1252 (WHATWG Encoding
    Standard, section 4.2).

    Raises:
        UnreadableError: ``binary`` for what holds control characters as no text does, ``undecodable``.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _checked(_strict(data[len(mark) :], encoding))
    if not ISO_2022.search(data[:SAMPLE]):
        try:
            return _checked(data.decode("utf-8"))
        except UnicodeDecodeError:
            text = data.decode("utf-8", "replace")
        bad = text.count("\ufffd")
        if sum(1 for char in text if char > "\x7f") - bad >= GOOD_PER_BAD * bad:
            return _checked(text)
    return _checked(_guessed(data))


def looks_binary(data: bytes) -> bool:
    """Say whether the bytes hold controls as no single-byte or UTF-8 text does (UTF-16 and UTF-32 do, too)."""
    sample = data[:SAMPLE].decode("latin-1")
    return len(CONTROL.findall(sample)) > CONTROL_SHARE * len(sample)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise refuse(
            "undecodable", f"it begins as {encoding.upper()} but byte {error.start:,} is not; save it anew as UTF-8"
        ) from error


def _guessed(data: bytes) -> str:
    guess = from_bytes(data[:SAMPLE]).best()
    if guess is None:
        if looks_binary(data):
            raise refuse("binary", "these bytes are no text")
        raise refuse("undecodable", "the character encoding cannot be told; save it anew as UTF-8")
    encoding = guess.encoding
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        # The sample may end within a character, or the rest hold a stray byte: keep the encoding, show the fault.
        text = data.decode(encoding, "replace")
    if encoding in ("latin_1", "iso8859_1") and C1_CONTROL.search(text):
        text = data.decode("cp1252", "replace")
    return text


def _checked(text: str) -> str:
    controls = sum(1 for _ in CONTROL.finditer(text))
    if controls > CONTROL_SHARE * len(text) or (controls and "\x00" in text):
        raise refuse("binary", "these bytes are no text: they hold control characters")
    return text
