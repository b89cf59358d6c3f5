"""Lists: what a source is said to have put forward, item by item in paragraphs of their own.

"The statement included the following:" and then paragraphs that are no sentences of the writer's: bullets, infinitives,
participles, noun phrases. Or a quotation: "He said:" and then “...”. Each item is content of the lead-in's source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.extract.clauses import SUBJECTS, child, cue_of, is_finite, subject
from detente.extract.cues import speakers
from detente.extract.drafts import WORD, Draft, source_span
from detente.extract.transcripts import LABEL
from detente.language.english import Block
from detente.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

LEAD = re.compile(
    r"(?:\bfollowing|\bas follows|\bincluding|\bsuch as)?\s*:\s*$|\b(?:including|as follows|the following)\W*$"
)
BULLET = re.compile(r"^\s*(?:[-–—•*·]|\(?\d{1,2}[.)]|\(?[a-z]\))\s*(?=\S)")
QUOTED = re.compile(r"[“”\"«»]")
LONGEST_ITEM = 80


def find(blocks: Sequence[Block]) -> Iterator[Draft]:
    """Yield a draft for each item of each list whose lead-in names a source."""
    at = 0
    while at < len(blocks):
        lead = _lead(blocks[at])
        at += 1
        if lead is None:
            continue
        verb, source, index = *lead, at - 1
        if at < len(blocks) and QUOTED.match(blocks[at].text) and _speaks(verb):
            yield replace(_draft(index, blocks[index], (verb, source), blocks[at]), frame="q")
            at += 1
        while at < len(blocks) and _is_item(blocks[at]):
            yield _draft(index, blocks[index], (verb, source), blocks[at])
            at += 1


def _lead(block: Block) -> tuple[Token, Token] | None:
    """Return verb and source of a paragraph that announces a list."""
    if not LEAD.search(block.text) or QUOTED.match(block.text):
        return None
    verb = block.sentences[-1].root
    source = subject(verb) if verb.pos_ in {"VERB", "AUX"} else None
    if source is None:
        return None
    speaks = source.pos_ in {"PROPN", "PRON"} or source.lemma_.lower() in speakers() or bool(source.ent_type_)
    return (verb, source) if speaks else None


def _speaks(verb: Token) -> bool:
    cue = cue_of(verb)
    return cue is not None and cue.kind == "speech" and "q" in cue.frames


def _is_item(block: Block) -> bool:
    text = block.text
    if QUOTED.match(text) or LABEL.match(text):
        return False  # a quotation or a turn of a transcript: it has its own speaker
    if len(WORD.findall(text)) > LONGEST_ITEM or not WORD.search(text):
        return False
    root = block.sentences[0].root
    sentence = is_finite(root) and child(root, *SUBJECTS, "expl") is not None
    return bool(BULLET.match(text)) or not sentence


def _draft(index: int, lead: Block, found: tuple[Token, Token], item: Block) -> Draft:
    verb, source = found
    bullet = BULLET.match(item.text)
    content = Span(item.start + (bullet.end() if bullet else 0), item.start + len(item.text))
    span = lead.span(verb, verb)
    return Draft(index, source, source_span(lead, source), (verb,), span, (content,), "speech", "np", "label")
