"""Speakers marked by layout, not by a verb: "NAME: what was said" and “what was said” — Name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from detente.extract.drafts import WORD, Draft
from detente.language.english import Block
from detente.model import Span

# "WALLACE:", "Noam Chomsky:", "Q:", "Mr. PRICE:"; an opening quotation mark may stand before it.
LABEL = re.compile(r"^[\"“(]?(?P<name>(?:[A-Z][\w.'’-]*\s){0,4}[A-Z][\w.'’-]*)\s?:\s+(?=\S)")
SIGNED = re.compile(r"[”\"]\s*[―—–-]{1,2}\s*(?P<name>[A-Z][^\n.;:!?]{2,60}?)\s*$")
COMMON = frozenset({"Note", "Photo", "Update", "Editor", "Source", "Correction", "Read", "Related", "Watch", "More"})


def find(blocks: Sequence[Block]) -> Iterator[Draft]:
    """Yield the turns of a transcript and signed quotations.

    A label counts as a speaker when it is in capitals, starts at least two paragraphs of the article, or is a person's
    name at the head of the article ("Kovacs: treaty is nearly done").
    """
    labels = Counter(m["name"] for b in blocks if (m := LABEL.match(b.text)))
    for index, block in enumerate(blocks):
        text = block.text
        match = LABEL.match(text)
        if (
            match
            and match["name"] not in COMMON
            and (
                labels[match["name"]] > 1
                or _capitals(match["name"])
                or (index == 0 and _is_person(block, match.end("name")))
            )
        ):
            yield from _draft(index, block, Span(*match.span("name")), Span(match.end(), len(text)))
        elif (signed := SIGNED.search(text)) and text[0] in '“"”':
            yield from _draft(index, block, Span(*signed.span("name")), Span(0, signed.start() + 1))


def _capitals(name: str) -> bool:
    return name.isupper() and len(name) > 2


def _is_person(block: Block, end: int) -> bool:
    return any(t.ent_type_ == "PERSON" for t in block.doc if t.idx < end)


def _draft(index: int, block: Block, name: Span, content: Span) -> Iterator[Draft]:
    source = block.doc.char_span(name.start, name.end, alignment_mode="expand")
    if source is None or not WORD.search(block.text, content.start, content.end):
        return
    mark = next((t for t in block.doc[source.end :] if t.is_punct), source[-1])
    yield Draft(
        index,
        source.root,
        block.chars(name.start, name.end),
        (mark,),
        block.span(mark, mark),
        (block.chars(content.start, content.end),),
        "speech",
        "q",
        "label",
    )
