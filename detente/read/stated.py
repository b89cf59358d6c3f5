"""What named fields say of a text: the names that tools use, and their values as metadata."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from detente import edtf
from detente.read.dates import date_of
from detente.read.document import Metadata

# The names by which site generators and note-taking tools (Jekyll, Hugo, Pandoc, Zotero, Obsidian), schema.org's
# NewsArticle and the common collections of news know these.
NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("title", "headline"),
    "author": ("author", "authors", "byline", "creator", "by"),
    "outlet": ("outlet", "publisher", "publication", "source", "site", "site_name", "newspaper"),
    "published": (
        "published",
        "date",
        "publishdate",
        "date_published",
        "datepublished",
        "date_publish",
        "published_at",
        "publishedat",
        "published_time",
        "publication_date",
        "pubdate",
        "issued",
    ),
    "language": ("language", "lang", "locale", "inlanguage"),
    "address": ("address", "url", "canonical", "canonical_url", "link"),
}


def metadata_of(fields: Mapping[str, object]) -> Metadata:
    """Return what fields of these ``NAMES`` (in lower case) say; values are texts or lists of texts."""
    found = {each: first(fields, names) for each, names in NAMES.items()}
    return Metadata(
        title=found["title"],
        author=found["author"],
        outlet=found["outlet"],
        published=published(found["published"]),
        address=address(found["address"]),
        language=language(found["language"]),
    )


def first(fields: Mapping[str, object], names: tuple[str, ...]) -> str | None:
    """Return the first of the named values that is text, or a list of texts, on one line."""
    for name in names:
        value = fields.get(name)
        texts = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        found = "; ".join(" ".join(text.split()) for text in texts if isinstance(text, str) and text.strip())
        if found:
            return found
    return None


def published(value: str | None) -> str | None:
    """Return a date as EDTF with the precision it is written in; None where it is none."""
    if value is None:
        return None
    parsed = edtf.parse(value)
    return str(parsed) if parsed is not None else date_of(value)


def address(value: str | None) -> str | None:
    """Return a web address; None for anything else."""
    return value if value and value.startswith(("http://", "https://")) else None


def language(value: str | None) -> str | None:
    """Return the ISO 639-1 code that a language tag begins with (BCP 47)."""
    match = re.match(r"([a-z]{2})(?![a-z])", value.casefold()) if value else None
    return match[1] if match else None
