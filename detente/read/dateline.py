"""The dateline that opens a first paragraph: outlet, place and date ("GENEVA, April 9 (Courier) —")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.read.dates import line_date
from detente.read.residue import any_of, patterns

LONGEST = 120  # characters


@dataclass(frozen=True, slots=True)
class Dateline:
    """The first ``length`` characters of a paragraph; ``on`` is EDTF."""

    length: int
    outlet: str | None
    on: str | None


def find(paragraph: str) -> Dateline | None:
    """Return the dateline that ``paragraph`` begins with, or None.

    What merely looks like one is refused: a place in small letters without a date or a known agency ("Ada Example
    (Courier) –"), a bracket without a date, or a sentence that goes on in small letters after a dash.
    """
    for pattern in patterns("dateline"):
        match = pattern.match(paragraph[:LONGEST])
        if match is None or paragraph[match.end() : match.end() + 1].islower() or match.end() >= len(paragraph):
            continue
        said = match.groupdict()
        on = line_date(said["date"]) if said.get("date") else None
        if said.get("date") and on is None:
            continue
        if _is_place(said.get("place"), on, said.get("outlet")) and _is_outlet(said.get("outlet")):
            return Dateline(match.end(), said.get("outlet"), on)
    return None


def _is_place(place: str | None, on: str | None, outlet: str | None) -> bool:
    if not place:
        return True
    if place.isupper():
        return True
    known = on is not None or (outlet is not None and any_of("agency").fullmatch(outlet) is not None)
    return known and len(place.split()) <= 4 and not place[:1].islower()


def _is_outlet(outlet: str | None) -> bool:
    return (
        outlet is None
        or (not outlet[:1].islower() and not re.search(r"\d", outlet))
        or (any_of("agency").fullmatch(outlet) is not None)
    )
