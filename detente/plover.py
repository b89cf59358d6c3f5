"""PLOVER: types, modes, published scores, quad classes, and the way to and from CAMEO (``data/plover.tsv``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]
TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Code:
    """One row of the table: the score is PLOVER's, -10 (conflict) to 10 (cooperation)."""

    type: str
    mode: str | None
    score: float
    quad: Quad
    cameo: str


@cache
def codes() -> dict[tuple[str, str | None], Code]:
    """Return the codes by type and mode; every type also without a mode.

    Raises:
        ValueError: a type is missing or unknown.
    """
    table: dict[tuple[str, str | None], Code] = {}
    for kind, mode, score, quad, cameo in rows("plover.tsv"):
        table[kind, mode or None] = Code(kind, mode or None, float(score), quad, cameo)  # type: ignore[arg-type]  # the data file's own words, tested
    if {kind for kind, _ in table} != set(TYPES) or any((kind, None) not in table for kind in TYPES):
        raise ValueError("plover.tsv: a type is missing or unknown")
    return table


def code(kind: str, mode: str | None = None) -> Code:
    """Return the code of a type in a mode; of the type alone where the table has no such mode.

    Raises:
        KeyError: no such type.
    """
    table = codes()
    return table.get((kind, mode)) or table[kind, None]


@cache
def _conversions() -> dict[str, tuple[str, str | None, tuple[str, ...]]]:
    return {
        cameo: (kind, mode or None, tuple(context.split())) for cameo, kind, mode, context in rows("plover_cameo.tsv")
    }


def from_cameo(cameo: str) -> tuple[str, str | None, tuple[str, ...]] | None:
    """Return type, mode and contexts of a CAMEO code of two to four digits; None for what PLOVER leaves out (01, 02).

    A longer code that the published table does not list is read by its shorter one, a root by its general code.
    """
    table = _conversions()
    for known in (cameo, cameo[:3], cameo[:2] + "0"):
        if known in table:
            return table[known]
    return None


def rows(name: str) -> list[list[str]]:
    """Return the rows of a table of ``detente.data``, comments and heading left out."""
    text = files("detente.data").joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")][1:]
