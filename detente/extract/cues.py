"""The cue lexicon: words that introduce what somebody expressed, and the shapes their content takes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

CueKind = Literal["speech", "belief", "intention", "attitude"]
KINDS: frozenset[str] = frozenset({"speech", "belief", "intention", "attitude"})
FRAMES: frozenset[str] = frozenset({"q", "that", "wh", "to", "ob", "np", "as", "oc"})


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of ``data/cues.tsv``.

    Attributes:
        lemma: the dictionary form.
        pos: ``V`` verb, ``N`` noun, ``A`` adjective.
        kind: what the word says of the content: spoken, believed, intended, or shown.
        frames: shapes of content (the file's head explains them).
        prepositions: those after which a noun phrase is content ("of" in "warned of").
    """

    lemma: str
    pos: str
    kind: CueKind
    frames: frozenset[str]
    prepositions: frozenset[str]


@cache
def lexicon() -> dict[tuple[str, str], Cue]:
    """Return the cues by lemma and part of speech.

    Raises:
        ValueError: a row names an unknown kind or frame, or stands twice.
    """
    table: dict[tuple[str, str], Cue] = {}
    text = files("detente.data").joinpath("cues.tsv").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line and not line.startswith("#")]
    for line in rows[1:]:
        lemma, pos, kind, shapes = line.split("\t")
        frames = {shape for shape in shapes.split() if not shape.startswith(":")}
        prepositions = {shape[1:] for shape in shapes.split() if shape.startswith(":")}
        if kind not in KINDS or not frames <= FRAMES or (lemma, pos) in table:
            raise ValueError(f"cues.tsv: bad row {line!r}")
        table[lemma, pos] = Cue(lemma, pos, kind, frozenset(frames), frozenset(prepositions))  # type: ignore[arg-type]  # checked above
    return table


@cache
def speakers() -> dict[str, str]:
    """Return the nouns that can be a source, with what they are: ``person``, ``body`` or ``document``."""
    text = files("detente.data").joinpath("speakers.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {row[0]: row[1] for row in rows[1:]}
