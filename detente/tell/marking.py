"""An article's text as HTML, with the cited spans as anchors; spans may nest and cross."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup, escape

# HTML has no place for these; each becomes one other character, so that what stands behind it stays where it was.
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A span to be shown: cited words with their number, words a citation leans on, page residue, or a finding.

    A finding's element has the id ``key`` (once, where it begins) and a title that ``says`` what it is.
    """

    start: int
    end: int
    kind: Literal["cited", "support", "residue", "statement", "event", "forecast", "passage", "change"]
    number: int = 0
    says: str = ""
    key: str = ""


def fit(text: str) -> str:
    """Return the text with the characters that HTML cannot hold replaced, one for one."""
    return UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)


def marked(text: str, stretches: Sequence[Stretch]) -> Markup:
    """Return the text escaped, each stretch in an element of its own.

    The first piece of a cited stretch has the id ``e<number>``; where it ends stands a link back to ``#r<number>``.
    Where two stretches cross, the one that began later is closed and opened again.
    """
    spans = sorted(
        {s for s in stretches if s.start < s.end}, key=lambda s: (s.start, -s.end, s.kind, s.number, s.says, s.key)
    )
    out: list[str] = []
    stack: list[Stretch] = []
    borders = sorted({0, len(text), *(s.start for s in spans), *(s.end for s in spans)})
    for at, upto in zip(borders, [*borders[1:], len(text)], strict=True):
        _close(stack, at, out)
        for span in (span for span in spans if span.start == at):
            out.append(_open(span, first=True))
            stack.append(span)
        out.append(str(escape(fit(text[at:upto]))))
    return Markup("").join(map(Markup, out))


def _close(stack: list[Stretch], at: int, out: list[str]) -> None:
    """Close what ends here, and for that what lies above it, which is opened again."""
    lowest = next((i for i, span in enumerate(stack) if span.end <= at), None)
    if lowest is None:
        return
    above = stack[lowest:]
    del stack[lowest:]
    for span in reversed(above):
        out.append("</mark>" if span.kind == "cited" else "</span>")
        if span.kind == "cited" and span.end <= at:
            number = span.number
            out.append(f'<a class="back" href="#r{number}" data-n="{number}" aria-label="citation {number}"></a>')
    for span in above:
        if span.end > at:
            out.append(_open(span, first=False))
            stack.append(span)


def _open(span: Stretch, *, first: bool) -> str:
    if span.kind == "cited":
        return f'<mark id="e{span.number}">' if first else "<mark>"
    if span.kind == "support":
        return f'<span class="support" title="{escape(span.says)}">'
    if span.kind == "residue":
        return '<span class="residue">'
    named = f' id="{escape(span.key)}" tabindex="-1"' if first else ""
    return f'<span class="{span.kind}"{named} title="{escape(fit(span.says))}">'
