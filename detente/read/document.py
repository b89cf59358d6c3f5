"""What each reader hands on: the text of a file, the spans known to be residue, and what the file says of itself."""

from __future__ import annotations

from dataclasses import dataclass, fields

from detente.model import Span


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a source says of itself; None where it does not say.

    ``published`` is EDTF, ``language`` an ISO 639-1 code, ``address`` the web address the page names as its own.
    """

    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published: str | None = None
    address: str | None = None
    language: str | None = None

    def filled_from(self, other: Metadata) -> Metadata:
        """Return this, with what it does not say taken from ``other``."""
        return Metadata(*(getattr(self, field.name) or getattr(other, field.name) for field in fields(Metadata)))


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one file, never altered after this; ``residue`` are spans that are no part of the article."""

    text: str
    residue: tuple[Span, ...] = ()
    metadata: Metadata = Metadata()
