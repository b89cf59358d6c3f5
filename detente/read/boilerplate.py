"""Which lines of a page are residue: navigation, share buttons, comment forms, notices. Precision first.

A line counts by the dictionary (``residue``) and by where it stands: short words that are also headings count only in
company, what opens a comment form or an author box takes along what follows, but only near the end of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from detente.read.lines import Line, is_prose, word_count
from detente.read.residue import Kind, any_of

LONGEST = 400  # characters; a longer line is a paragraph, whatever it begins with
LINE_KINDS: tuple[Kind, ...] = ("line", "list", "end", "box", "weak")
# A comment form stands after the article, not in it; an author box is short, and so is a list of links.
END_AFTER, BOX_AFTER = 0.6, 0.5  # share of the prose that must stand before
BOX_WORDS, LIST_LINES, LIST_WORDS = 150, 12, 18
LONE_NAVIGATION = 4  # so many buttons in a row are no headings, even right before a paragraph


def residue_lines(lines: Sequence[Line], known: Iterable[int] = ()) -> set[int]:
    """Return the indices of the lines that are residue, those that are ``known`` to be included."""
    marks = [_mark(line) for line in lines]
    found = {*known, *(index for index, mark in enumerate(marks) if mark not in (None, "weak"))}
    prose = [index not in found and is_prose(line.text) for index, line in enumerate(lines)]
    before = _share_before(lines, prose)
    for index, mark in enumerate(marks):
        if mark == "list":
            found.update(_list_after(lines, prose, index))
        elif mark == "end" and before[index] >= END_AFTER:
            found.update(range(index, len(lines)))
            break
        elif mark == "box" and before[index] >= BOX_AFTER:
            found.update(_box_after(lines, marks, index))
    return found | set(_clusters(marks, prose, found))


def author_notes(lines: Sequence[Line], residue: set[int], authors: Iterable[str]) -> Iterator[int]:
    """Yield the closing lines that introduce an author by full name ("Ada Example is a fellow at ...")."""
    last = [index for index in range(len(lines)) if index not in residue][-2:]
    for author in authors:
        note = re.compile(rf"{re.escape(author)}(?:,[^,.]{{3,80}},)? (?:is|was|has been|serves|works|writes|teaches)\b")
        for index in last[-1:] if len(last) < 2 else last:
            if index > 2 and note.match(lines[index].text):
                yield index


def _mark(line: Line) -> Kind | None:
    if len(line.text) > LONGEST:
        return None
    text = line.text.strip("*•·-–—#>_ \t") or line.text  # list bullets and Markdown's marks
    return next((kind for kind in LINE_KINDS if any_of(kind).fullmatch(text)), None)


def _share_before(lines: Sequence[Line], prose: Sequence[bool]) -> list[float]:
    """Return for each line the share of the text's prose that stands before it; 0 where there is no prose."""
    lengths = [len(line.text) if flag else 0 for line, flag in zip(lines, prose, strict=True)]
    total, seen, shares = sum(lengths) or 1, 0, []
    for length in lengths:
        shares.append(seen / total)
        seen += length
    return shares


def _list_after(lines: Sequence[Line], prose: Sequence[bool], opening: int) -> list[int]:
    """Return the short lines after ``opening``: one block of them, or several that blank lines keep apart."""
    taken: list[int] = []
    for index in range(opening + 1, min(opening + 1 + LIST_LINES, len(lines))):
        line = lines[index]
        if prose[index] or word_count(line.text) > LIST_WORDS:
            break
        if line.opens and taken and not lines[taken[-1]].opens:
            return taken  # a block of lines has ended
        taken.append(index)
    following = taken[-1] + 1 if taken else opening + 1
    # Right before a paragraph, a short line of its own is rather the paragraph's heading.
    if taken and following < len(lines) and prose[following] and lines[taken[-1]].opens and lines[taken[-1]].closes:
        taken.pop()
    return taken


def _box_after(lines: Sequence[Line], marks: Sequence[Kind | None], opening: int) -> list[int]:
    taken: list[int] = []
    words = 0
    for index in range(opening + 1, len(lines)):
        if marks[index] not in (None, "weak"):
            break
        words += word_count(lines[index].text)
        if words > BOX_WORDS:
            return []  # too much for a box: the heading opened a chapter
        taken.append(index)
    return taken


def _clusters(marks: Sequence[Kind | None], prose: Sequence[bool], found: set[int]) -> Iterator[int]:
    """Yield the weak lines that stand in a run of residue which is not a lone heading before a paragraph."""
    index = 0
    while index < len(marks):
        run = index
        while run < len(marks) and (marks[run] is not None or run in found):
            run += 1
        heads_prose = run < len(marks) and prose[run]
        if run - index >= (LONE_NAVIGATION if heads_prose else 2):
            yield from range(index, run)
        index = max(run, index + 1)
