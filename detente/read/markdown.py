"""Markdown, and the front matter that may stand before any text: a block of ``key: value`` lines between dashes.

The text stays as it is, marks included. Front matter, fenced code, raw HTML and rules are no article: residue.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import zip_longest

import yaml  # type: ignore[import-untyped]  # one call does not warrant another package of stubs
from markdown_it import MarkdownIt

from detente.model import Span
from detente.read.document import Document, Metadata
from detente.read.lines import merged
from detente.read.stated import metadata_of

LONGEST_FRONT = 20_000  # characters
FRONT = re.compile(r"---[ \t]*(?:\r\n|\n|\r)(?P<yaml>.*?)(?:\r\n|\n|\r)(?:---|\.\.\.)[ \t]*(?=\r|\n|\Z)", re.DOTALL)
LINE_END = re.compile(r"\r\n|\n|\r")
NOT_PROSE = ("fence", "html_block", "hr")


def read_markdown(text: str) -> Document:
    """Return the document of a Markdown text: its front matter read, its title the first heading of the first level."""
    front = read_front_matter(text)
    start = front.residue[0].end if front.residue else 0
    parser = MarkdownIt("commonmark")
    # Blocks are all that is wanted; inline parsing costs most and could be made to cost more.
    parser.core.ruler.enableOnly(["normalize", "block"])
    body = text[start:]
    ends = [match.end() for match in LINE_END.finditer(body)]
    edges = [0, *ends, len(body)]
    residue, title = list(front.residue), None
    tokens = parser.parse(body)
    for token, following in zip_longest(tokens, tokens[1:]):
        if token.map is None:
            continue
        if token.type in NOT_PROSE:
            first, last = (edges[min(line, len(edges) - 1)] for line in token.map)
            residue.append(Span(start + first, start + last))
        elif token.type == "heading_open" and token.tag == "h1" and title is None and following is not None:
            title = re.sub(r"[*_`]+", "", following.content).strip() or None
    return Document(text, merged(text, residue), front.metadata.filled_from(Metadata(title=title)))


def read_front_matter(text: str) -> Document:
    """Return the document of a text with what its front matter says; the front matter is residue.

    Values are taken as they are written: a date keeps its precision. What is not YAML, or no mapping, is text.
    """
    match = FRONT.match(text[:LONGEST_FRONT])
    fields = _mapping(match["yaml"]) if match else None
    if match is None or not fields:
        return Document(text)
    return Document(text, (Span(0, match.end()),), metadata_of(fields))


def _mapping(text: str) -> Mapping[str, object] | None:
    try:
        # BaseLoader makes only strings, lists and mappings of them: no object, and no date out of "2021-05".
        loaded = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - see above
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    return (
        {key.casefold(): value for key, value in loaded.items() if isinstance(key, str)}
        if isinstance(loaded, dict)
        else None
    )
