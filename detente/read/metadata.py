"""Title, author, outlet and date of a page of text, where the page says so, and the lines that say it.

Only what the words say is taken: no date is completed, no outlet inferred. The lines of author and date, the dateline
and what stands around the title are no statements of anybody and count as residue; the title itself does not.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from detente.model import Span
from detente.read import dateline, names, title
from detente.read.boilerplate import author_notes, residue_lines
from detente.read.dates import line_date
from detente.read.document import Document, Metadata
from detente.read.lines import Line, is_prose, lines_of, merged
from detente.read.residue import Kind, any_of, patterns

HEAD_LINES, TAIL_LINES = 25, 10


@dataclass(slots=True)
class Findings:
    """What the lines of author and date say; ``dates`` by the kind of line that gave them."""

    authors: list[str] = field(default_factory=list)
    dates: dict[str, str] = field(default_factory=dict)
    outlet: str | None = None
    residue: list[Span] = field(default_factory=list)

    def published(self) -> str | None:
        """Return the date of publication: a line that says so, else a date alone on its line, else the dateline."""
        dates = self.dates
        dated = dates.get("dateline", "")
        stated = dates.get("published") or dates.get("alone") or (None if dated.startswith("XXXX") else dated)
        return stated or dates.get("updated") or dated or None


def examined(document: Document) -> Document:
    """Return ``document`` with its residue lines marked and its metadata filled from its words where missing."""
    known = document.metadata
    lines = lines_of(document.text)
    residue = residue_lines(lines, _within(lines, document.residue))
    heading = title.find(lines, residue, known.title)
    # The title is no residue, even if it is also a link, or says "Related" something.
    residue -= {heading.index} if heading else set()
    findings = Findings(residue=list(heading.residue) if heading else [])
    body = _body(lines, residue, heading.index if heading else -1)
    for index in range(max(0, body - HEAD_LINES), body):
        if heading is None or index != heading.index:
            _read_line(lines[index], findings, ("byline", "published", "updated", "label"))
    for line in lines[max(body + 1, len(lines) - TAIL_LINES) :]:
        _read_line(line, findings, ("published", "updated"))
    if body < len(lines):
        _read_dateline(lines[body], findings)
    authors = findings.authors or ([heading.author] if heading and heading.author else [])
    found = Metadata(
        title=heading.text if heading else None,
        author="; ".join(authors) or None,
        outlet=findings.outlet,
        published=findings.published(),
    )
    metadata = known.filled_from(found)
    residue.update(author_notes(lines, residue, (metadata.author or "").split("; ") if metadata.author else ()))
    spans = [*document.residue, *findings.residue, *(lines[index].span for index in residue)]
    return Document(document.text, merged(document.text, spans), metadata)


def _within(lines: Sequence[Line], spans: Sequence[Span]) -> Iterator[int]:
    """Yield the indices of the lines that lie in ``spans`` (in order, not overlapping)."""
    ends = [span.end for span in spans]
    for index, line in enumerate(lines):
        at = bisect_left(ends, line.end)
        if at < len(spans) and spans[at].start <= line.start:
            yield index


def _body(lines: Sequence[Line], residue: set[int], heading: int) -> int:
    """Return the index of the first paragraph of running text after the title."""
    return next(
        (index for index in range(heading + 1, len(lines)) if index not in residue and is_prose(lines[index].text)),
        len(lines),
    )


def _read_line(line: Line, findings: Findings, kinds: Sequence[Kind]) -> None:
    """Take what one line says of author and date, if that is all it says."""
    text = line.text.strip("*_#> \t")
    if len(text) > 160:
        return
    for kind in kinds:
        if _takes(kind, text, findings):
            findings.residue.append(line.span)
            return
    if "published" in kinds and "byline" in kinds and (on := line_date(text)):
        findings.dates.setdefault("alone", on)
        findings.residue.append(line.span)


def _takes(kind: Kind, text: str, findings: Findings) -> bool:
    if kind == "label":
        return any_of("label").fullmatch(text) is not None
    for pattern in patterns(kind):
        match = pattern.fullmatch(text)
        if match is None:
            continue
        said = match.groupdict()
        on = line_date(said["date"]) if said.get("date") else None
        if kind != "byline":
            if on is None:
                continue
            findings.dates.setdefault(kind, on)
            return True
        if authors := names.people(said["author"]):
            findings.authors.extend(author for author in authors if author not in findings.authors)
            if on:
                findings.dates.setdefault("published", on)
            return True
    return False


def _read_dateline(line: Line, findings: Findings) -> None:
    if found := dateline.find(line.text):
        findings.outlet = found.outlet
        if found.on:
            findings.dates["dateline"] = found.on
        findings.residue.append(Span(line.start, line.start + found.length))
