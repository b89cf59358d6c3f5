"""The parts of a brief: how two states are getting on, what is new, what happened, lines, what to expect, echoes.

``compose.brief`` makes one, ``render`` prints it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from detente.tell import states
from detente.tell.evidence import BriefSentence, Citation
from detente.tell.library import Source

Shape = Literal["plain", "beside"]
SectionKey = Literal["stands", "new", "happened", "said", "moved", "predicted", "watch", "echoes", "retold"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of the timeline: ``on`` is EDTF, ``who`` a name, ``number`` the citation that opens its words."""

    on: str
    who: str
    state: str | None
    kind: Literal["statement", "event", "forecast"]
    number: int
    words: str


@dataclass(frozen=True, slots=True)
class Item:
    """Sentences that belong together; ``beside`` sets the last two against each other.

    ``unlisted`` counts further articles that carry the same and are not named.
    """

    sentences: tuple[BriefSentence, ...]
    label: str | None = None
    shape: Shape = "plain"
    mark: Mark | None = None
    unlisted: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a section and its table twin, whose rows are sentences: every point cites what it rests on.

    ``spec`` is a Vega-Lite specification, ``says`` what is seen, in a sentence.
    """

    name: str
    says: str
    spec: Mapping[str, Any]
    rows: tuple[BriefSentence, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the brief.

    ``left_out`` counts items there was no room for, ``see`` are the commands that list them. ``notes`` say what the
    section does not show and how much there is: counts of what is stored, which no words of an article bear out.
    """

    key: SectionKey
    title: str
    lead: str
    items: tuple[Item, ...]
    left_out: int
    see: tuple[str, ...]
    notes: tuple[str, ...] = ()
    picture: Picture | None = None

    @property
    def empty(self) -> bool:
        """Say whether there is nothing to print but that nothing was found."""
        return not (self.items or self.notes or self.picture)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the brief rests on: articles that name both states, their outlets and dates, and all that are stored."""

    articles: int
    outlets: int
    first: str | None
    last: str | None
    stored: int


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief on two states.

    Attributes:
        one: alpha-3 code of the first state.
        other: alpha-3 code of the second.
        sections: in the order of reading.
        citations: by number, 1 upwards.
        sources: the cited articles by id.
        coverage: what it rests on.
        unsupported: sentences that were not printed because their citations did not support them.
        corrected: what people corrected in the statements it was written from, in words.
    """

    one: str
    other: str
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
    sources: Mapping[str, Source]
    coverage: Coverage
    unsupported: int
    corrected: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The names of the two states."""
        return f"{states.name(self.one)} and {states.name(self.other)}"

    @property
    def sentences(self) -> tuple[BriefSentence, ...]:
        """All sentences in the order of reading."""
        return tuple(
            sentence
            for section in self.sections
            for sentence in (
                *(sentence for item in section.items for sentence in item.sentences),
                *(section.picture.rows if section.picture else ()),
            )
        )

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The points of the timeline."""
        met = {i.mark.number: i.mark for section in reversed(self.sections) for i in section.items if i.mark}
        return tuple(met[number] for number in sorted(met))
