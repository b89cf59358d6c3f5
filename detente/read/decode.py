"""Bytes to text: byte order mark, then strict UTF-8, then a guess by charset-normalizer. Nothing is normalised."""

from __future__ import annotations

import codecs
import contextlib
import re
from collections import Counter
from typing import Final

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
# Enough to tell an encoding by; the whole is then decoded by the one that was told.
SAMPLE = 200_000
# A few broken bytes in a long UTF-8 text (a cut-off end, a stray quotation mark) leave it UTF-8.
GOOD_PER_BAD = 20
ISO_2022 = re.compile(rb"\x1b(?:\$[@AB(]|\([BJI])")
# Characters that no text holds: controls other than tab, line ends, form feed and escape.
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
CONTROL_SHARE = 0.001
# The single-byte encodings of Latin letters differ in a few letters only, which charset-normalizer does not weigh. The
# right one gives the letters of one language. In order of how common they are on the web, the first wins a tie.
LATIN_ENCODINGS = ("cp1252", "cp1250", "iso8859_2", "cp1254", "cp1257")
LATIN_LETTER = re.compile("[\u00aa\u00ba\u00c0-\u024f]")
WORD = re.compile(r"[^\W\d_]+")
LATIN_WORDS = frozenset("àâáéèêíóòöåúü")  # that are words by themselves; « and » in a wrong encoding are none
LONE_LETTER = re.compile(r"(?<!\w)(?![a-z])[^\W\d_](?!\w)")
C1_CONTROL = re.compile(r"[\x80-\x9f]")
OTHER_LETTER = re.compile("[^\\W\\d_\x00-\u024f]")
LATIN_ALPHABETS: Final[tuple[frozenset[str], ...]] = tuple(
    frozenset(letters)
    for letters in (
        "àâæçéèêëîïôœùûüÿ",  # French
        "äöüß",  # German
        "áéíñóúüªº",  # Spanish
        "àèéìíîòóùú",  # Italian
        "áâãàçéêíóôõúªº",  # Portuguese
        "áàéèëêïíóöôúü",  # Dutch
        "åäöéæøàü",  # Swedish, Danish, Norwegian, Finnish
        "ąćęłńóśźż",  # Polish
        "áäčďéěíĺľňóôŕřšťúůýž",  # Czech, Slovak
        "áéíóöőúüű",  # Hungarian
        "ăâîşţ",  # Romanian
        "čćđšž",  # Croatian, Slovene
        "çğıöşüâîû",  # Turkish
        "āčēģīķļņšūžąęėįųõäöü",  # Latvian, Lithuanian, Estonian
    )
)


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the text of ``data``; a byte order mark is no part of it.

    ``declared`` is the encoding that came beside the bytes (``Content-Type: text/html; charset=...``); it is taken
    where the bytes are no UTF-8 and every one of them is a character in it.

    The guess weighs an encoding that the bytes themselves declare (``<meta charset>``, ``<?xml encoding>``), but does
    not believe it against the evidence. ISO 8859-1 is read as windows-1252, of which it is a part (WHATWG Encoding
    Standard, section 4.2).

    Raises:
        UnreadableError: ``binary`` for what holds control characters as no text does, ``undecodable``.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _checked(_strict(data[len(mark) :], encoding))
    if wide := wide_encoding(data):
        return _checked(_strict(data, wide))
    if not ISO_2022.search(data[:SAMPLE]):
        try:
            return _checked(data.decode("utf-8"))
        except UnicodeDecodeError:
            text = data.decode("utf-8", "replace")
        bad = text.count("\ufffd")
        if sum(1 for char in text if char > "\x7f") - bad >= GOOD_PER_BAD * bad:
            return _checked(text)
    if declared:
        with contextlib.suppress(LookupError, UnicodeError):
            return _checked(data.decode(declared))
    return _checked(_guessed(data))


def looks_binary(data: bytes) -> bool:
    """Say whether the bytes hold controls as no single-byte or UTF-8 text does (UTF-16 and UTF-32 do, too)."""
    sample = data[:SAMPLE].decode("latin-1")
    return len(CONTROL.findall(sample)) > CONTROL_SHARE * len(sample)


def wide_encoding(data: bytes) -> str | None:
    """Return UTF-16's name if zeros stand as in Latin text in it: many at even or at odd places, none elsewhere."""
    sample = data[:SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    least, most = sorted((even, odd))
    if most <= 0.1 * len(sample) or least > 0.05 * most or looks_binary(sample.replace(b"\x00", b"")):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


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
    sample = data[:SAMPLE].decode(encoding, "replace")
    if len(LATIN_LETTER.findall(sample)) > 10 * len(OTHER_LETTER.findall(sample)):
        encoding = max(LATIN_ENCODINGS, key=lambda name: _fit(data[:SAMPLE], name))
    # The sample may end within a character, or the rest hold a stray byte: keep the encoding, show the fault.
    return data.decode(encoding, "replace")


def _fit(sample: bytes, encoding: str) -> int:
    """Return how many more letters beyond ASCII the best-fitting language has than it lacks."""
    text = sample.decode(encoding, "replace").lower()
    words = [word for word in WORD.findall(text) if not word.isascii() and (len(word) > 1 or word in LATIN_WORDS)]
    letters = Counter(char for word in words for char in word if char > "\x7f")
    lone = len(LONE_LETTER.findall(text)) - sum(len(word) == 1 for word in words)
    lacking = letters.total() + lone + len(C1_CONTROL.findall(text))
    return 2 * max(sum(letters[char] for char in alphabet) for alphabet in LATIN_ALPHABETS) - lacking


def _checked(text: str) -> str:
    controls = sum(1 for _ in CONTROL.finditer(text))
    if controls > CONTROL_SHARE * len(text) or (controls and "\x00" in text):
        raise refuse("binary", "these bytes are no text: they hold control characters")
    return text
