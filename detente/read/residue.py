"""The dictionary of page residue, ``data/residue.tsv``: phrases of publishing systems and news sites, as facts.

Each row has a kind, a regular expression, an example that it matches, and where the phrase comes from:

=========  ==========================================================================================================
line       the whole line is residue
weak       the whole line is residue if other residue stands next to it ("Facebook" alone may be a heading)
list       the line opens a list of links: it and the short lines after it are residue
end        the line and everything after it is residue, if most of the text stands before it (comment forms)
box        the line opens a box about the author: it and the few lines after it are residue
label      the kind of article, before the title ("Analysis")
byline     who wrote it; group ``author``
published  when it was published; group ``date``
updated    when it was last changed; group ``date``
dateline   opens the first paragraph; groups ``outlet``, ``place``, ``date``
agency     name of a news agency, as datelines give it
=========  ==========================================================================================================
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Kind = Literal["line", "weak", "list", "end", "box", "label", "byline", "published", "updated", "dateline", "agency"]
# Upper and lower case tell a name from a word in datelines; elsewhere buttons are set in any case.
CASE_SENSITIVE: frozenset[str] = frozenset({"dateline", "agency"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the dictionary."""

    kind: Kind
    pattern: str
    example: str
    source: str

    @property
    def expression(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return re.compile(self.pattern, 0 if self.kind in CASE_SENSITIVE else re.IGNORECASE)


@cache
def entries() -> tuple[Entry, ...]:
    """Return the rows of the dictionary, in order."""
    table = files("detente").joinpath("data", "residue.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("# ")]
    return tuple(Entry(*row) for row in rows[1:])  # type: ignore[arg-type]  # the kinds are checked by a test


@cache
def patterns(kind: Kind) -> tuple[re.Pattern[str], ...]:
    """Return the compiled patterns of one kind, in order; use these where groups matter."""
    return tuple(entry.expression for entry in entries() if entry.kind == kind)


@cache
def any_of(kind: Kind) -> re.Pattern[str]:
    """Return one pattern that matches where any of the kind does."""
    joined = "|".join(f"(?:{entry.pattern})" for entry in entries() if entry.kind == kind)
    return re.compile(joined, 0 if kind in CASE_SENSITIVE else re.IGNORECASE)
