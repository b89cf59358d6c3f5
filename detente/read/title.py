"""Find the title of a page of text: the headline before the text, and what clings to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from detente.model import Span
from detente.read.dates import line_date
from detente.read.lines import SENTENCE_END, Line, is_prose, likeness, word_count
from detente.read.names import is_name, people
from detente.read.residue import any_of, patterns

LOOKED_AT = 10  # lines from the top
MOST_WORDS, MOST_CHARS, FEWEST_WORDS = 35, 250, 3
# A headline that ends in a full stop looks like a first sentence. It is believed where it is set in title case, or
# where a much longer paragraph follows and the text has headings at all: a text that heads its parts has one itself.
STOPPED_WORDS, STOPPED_RATIO, STOPPED_HEADINGS = 20, 2.5, 2
LONG_WORD = re.compile(r"[^\W\d_]{5,}")
TITLE_CASE_WORDS, TITLE_CASE_SHARE = 4, 0.95  # of words of five letters or more
REPEATED = 15  # letters and digits that a repeated headline has at least
BAR = re.compile(r"\s*[|｜]\s*")
PREFIX = re.compile(r"(?P<name>[^:：|]{2,40})[:：]\s*")
INNER_STOP = re.compile(r"[^\W\d_]{3}[.!?。][\"'”’»)]?\s+\S")
# A title begins with a letter, a number or an opening mark, and has at least two words of letters.
WORDY = re.compile(r"[\w\"'“‘«„「『《【(\[¿¡].*?[^\W\d_]{2}.*?[^\W\d_]{3}", re.DOTALL)
NOT_A_TITLE_END = (":", ",", ";", "：", "，", "；", "、")
MARKS = "#*_ \t"  # Markdown's


@dataclass(frozen=True, slots=True)
class Heading:
    """The title on line ``index``: its words, an author that stands before it, and the residue around it."""

    index: int
    text: str
    author: str | None = None
    residue: tuple[Span, ...] = ()


def find(lines: Sequence[Line], residue: set[int], known: str | None) -> Heading | None:
    """Return the title among the first lines, or the line of a title that is ``known``; None if there is none.

    Lines above the title that repeat it (a trail of sections, the window's title) are residue of it.
    """
    if known:
        return _locate(lines, residue, known)
    above: list[int] = []
    for index in range(min(LOOKED_AT, len(lines))):
        line = lines[index]
        if index in residue or _is_other(line.text):
            continue
        if _is_repeated(lines, residue, index):
            above.append(index)
        elif _is_headline(lines, residue, index):
            return _trimmed(lines, index, above)
        elif word_count(line.text) >= FEWEST_WORDS or is_prose(line.text):
            return None
    return None


def _locate(lines: Sequence[Line], residue: set[int], known: str) -> Heading | None:
    wanted = likeness(known)
    # Up to the text; of a web page, that may be a long way down.
    text = (index for index, line in enumerate(lines) if index not in residue and is_prose(line.text))
    head = range(next(text, len(lines) - 1) + 1)
    same = [index for index in head if wanted and likeness(lines[index].text) == wanted]
    near = [index for index in head if not same and wanted and _holds(likeness(lines[index].text), wanted)]
    chosen = (same or near)[-1:]
    again = tuple(lines[index].span for index in (same or near)[:-1])
    return Heading(chosen[0], known, None, again) if chosen else None


def _holds(line: str, wanted: str) -> bool:
    short, long = sorted((line, wanted), key=len)
    return len(short) >= REPEATED and short in long and len(short) > 0.6 * len(long)


def _is_other(text: str) -> bool:
    """Say whether a line is one of author, date or kind, and so no title."""
    if len(text) > MOST_CHARS:
        return False
    if any_of("label").fullmatch(text) or line_date(text):
        return True
    for pattern in patterns("byline"):
        if (match := pattern.fullmatch(text)) and people(match["author"]):
            return True
    dated = (
        match for kind in ("published", "updated") for pattern in patterns(kind) if (match := pattern.fullmatch(text))
    )
    return any(line_date(match["date"]) for match in dated)


def _is_repeated(lines: Sequence[Line], residue: set[int], index: int) -> bool:
    """Say whether one of the next lines is this one without what clings to it: a section's name, the site's name."""
    this = likeness(lines[index].text)
    for after in range(index + 1, min(index + 4, len(lines))):
        other = likeness(lines[after].text)
        if after in residue or len(other) < REPEATED or is_prose(lines[after].text):
            continue
        if this == other or (len(other) < len(this) and (this.endswith(other) or this.startswith(other))):
            return True
    return False


def _is_headline(lines: Sequence[Line], residue: set[int], index: int) -> bool:
    line = lines[index]
    text = line.text.strip(MARKS)
    if not (FEWEST_WORDS <= word_count(text) <= MOST_WORDS and len(text) <= MOST_CHARS) or text[:1].islower():
        return False
    if text.endswith(NOT_A_TITLE_END) or INNER_STOP.search(text) or not WORDY.match(text) or _is_spoken(text):
        return False
    following = next((other for at, other in enumerate(lines) if at > index and is_prose(other.text)), None)
    if following is None or not _stands_alone(lines, residue, index):
        return False
    if not SENTENCE_END.search(text) or text.endswith(("?", "？")):
        return True
    return _is_title_case(text) or (
        word_count(text) <= STOPPED_WORDS
        and word_count(following.text) >= STOPPED_RATIO * word_count(text)
        and INNER_STOP.search(following.text) is not None
        and sum(_heads_section(lines, at) for at in range(index + 1, len(lines) - 1)) >= STOPPED_HEADINGS
    )


def _is_title_case(text: str) -> bool:
    words = LONG_WORD.findall(text)
    capital = sum(word[0].isupper() for word in words)
    return len(words) >= TITLE_CASE_WORDS and capital >= TITLE_CASE_SHARE * len(words)


def _heads_section(lines: Sequence[Line], index: int) -> bool:
    line = lines[index]
    if not (line.opens and line.closes and is_prose(lines[index + 1].text)) or word_count(line.text) > STOPPED_WORDS:
        return False
    return not SENTENCE_END.search(line.text) and not line.text.endswith(NOT_A_TITLE_END)


def _is_spoken(text: str) -> bool:
    """Say whether this is a turn of a transcript ("Question: Why now?"); a kind of article before a colon is none."""
    match = PREFIX.match(text)
    return bool(match and SENTENCE_END.search(text) and not any_of("label").fullmatch(match["name"]))


def _stands_alone(lines: Sequence[Line], residue: set[int], index: int) -> bool:
    """Say whether a blank line follows, after no more than lines of author and date, or no blank line is anywhere."""
    at = index
    while not lines[at].closes and at + 1 < len(lines) and (at + 1 in residue or _is_other(lines[at + 1].text)):
        at += 1
    if lines[at].closes:
        return True
    rest = lines[index + 1 :]
    if any(line.opens or line.closes for line in rest[:-1]) or SENTENCE_END.search(lines[index].text):
        return False
    ended = sum(SENTENCE_END.search(line.text) is not None for line in rest)
    return bool(rest) and is_prose(rest[0].text) and ended > 0.6 * len(rest)


def _trimmed(lines: Sequence[Line], index: int, above: Sequence[int]) -> Heading:
    """Cut from the title what clings to it: tags after bars, and an author's name before a colon."""
    line = lines[index]
    start = len(line.text) - len(line.text.lstrip(MARKS))
    end = len(line.text.rstrip(MARKS))
    parts = [(0, 0), *((bar.start(), bar.end()) for bar in BAR.finditer(line.text)), (end, end)]
    segments = [(left[1], right[0]) for left, right in pairwise(parts)]
    if len(segments) > 1:
        first = next((piece for piece in segments if word_count(line.text, *piece) >= FEWEST_WORDS), segments[0])
        start, end = max(start, first[0]), first[1]
    author, prefix = _author_before(lines, index, line.text[start:end])
    kept = Span(line.start + start + prefix, line.start + end)
    around = (Span(line.start, kept.start), Span(kept.end, line.end), *(lines[at].span for at in above))
    return Heading(
        index, line.text[start + prefix : end], author, tuple(span for span in around if span.start < span.end)
    )


def _author_before(lines: Sequence[Line], index: int, text: str) -> tuple[str | None, int]:
    """Return the name before a colon, and its length, if it can only be the author's.

    "Name: headline" is as often a speaker's name as an author's; but a speaker is named in the text, an author is not.
    """
    match = PREFIX.match(text)
    if match is None or not is_name(match["name"], most=4) or any_of("label").fullmatch(match["name"]):
        return None, 0
    if word_count(text, match.end()) < FEWEST_WORDS:
        return None, 0
    words = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in match["name"].split()), re.IGNORECASE)
    named = any(words.search(line.text) for at, line in enumerate(lines) if at != index)
    return (None, 0) if named else (match["name"], match.end())
