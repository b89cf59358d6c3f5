"""Feeds (RSS 0.9 to 2.0, Atom): an entry that carries its text is an article; and sitemaps: lists of addresses.

A feed's own text is often the first lines alone; then the article stands at the entry's address, which
``detente watch`` reads.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]  # ships no types, and one call needs none
import lxml.etree

from detente.read.codes import refuse
from detente.read.document import Metadata
from detente.read.files import Record, opened, too_large
from detente.read.records import Fault, Part, row_record
from detente.read.sniff import FEED_START

FORM = "feed"
_TAG = re.compile(r"<[a-zA-Z/]")
_HTTP = ("http://", "https://")
# The protocol's own limit (sitemaps.org).
MOST_ADDRESSES = 50_000


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of one article.

    Attributes:
        address: where the article stands, or None.
        title: its title.
        author: who wrote it.
        outlet: the feed's own title.
        published: day, EDTF.
        content: its text or the beginning of it, as HTML.
        whole: the feed says that this is the content, not a summary.
    """

    address: str | None
    title: str | None
    author: str | None
    outlet: str | None
    published: str | None
    content: str
    whole: bool


def is_feed(head: bytes) -> bool:
    """Say whether the first bytes are those of a feed."""
    return FEED_START.match(head) is not None and b"<svg" not in head[:1024].lower()


def entries(data: bytes) -> list[Entry]:
    """Return the entries of a feed, in its order; of a damaged one, those that can be read.

    Raises:
        UnreadableError: ``damaged`` where there is no feed in the bytes.
    """
    try:
        feed: Any = feedparser.parse(data, response_headers={"content-type": "application/xml"})
    except Exception as error:  # the parser takes in anything, and what it then raises is not listed
        raise refuse("damaged", f"the feed cannot be taken apart ({type(error).__name__})") from error
    if not feed.get("version") and not feed.entries:
        raise refuse("damaged", "neither RSS nor Atom that can be read")
    outlet = _line(feed.feed.get("title"))
    return [_entry(each, outlet) for each in feed.entries]


def _entry(found: Any, outlet: str | None) -> Entry:
    contents = [each.get("value") or "" for each in found.get("content", [])]
    content = max(contents, key=len, default="")
    summary = found.get("summary") or ""
    when = found.get("published_parsed") or found.get("updated_parsed")
    link = found.get("link") or ""
    return Entry(
        address=link if link.startswith(_HTTP) else None,
        title=_line(found.get("title")),
        author=_line(found.get("author")),
        outlet=outlet,
        published=f"{when[0]:04}-{when[1]:02}-{when[2]:02}" if when else None,
        content=content or summary,
        whole=bool(content),
    )


def records(file: Path, max_bytes: int) -> Iterator[Record | Fault]:
    """Give the entries of a saved feed; one without any text is ``empty``.

    Raises:
        OSError: the file cannot be read.
        UnreadableError: ``not_a_file``, ``too_large``, ``damaged``.
    """
    for at, entry in enumerate(_entries(file, file.stat().st_mtime_ns, max_bytes)):
        if entry.content.strip():
            yield row_record(FORM, at, asdict(entry), file.name)
        else:
            yield Fault(at, "empty", "an entry that only names an address; detente add reads it where it is named")


def part(file: Path, record: Record, max_bytes: int) -> Part:
    """Return the text of an entry.

    Raises:
        OSError: the file cannot be read.
        UnreadableError: ``damaged`` where the file is no longer what it was.
    """
    found = _entries(file, file.stat().st_mtime_ns, max_bytes)
    entry = found[record.at] if record.at < len(found) else None
    if entry is None or row_record(FORM, record.at, asdict(entry), file.name) != record:
        raise refuse("damaged", "what stands at this place of the feed is not what was found there before")
    said = Metadata(entry.title, entry.author, entry.outlet, entry.published, entry.address)
    if _TAG.search(entry.content):
        head = f"<h1>{html.escape(entry.title)}</h1>" if entry.title else ""
        page = f"<html><body><article>{head}{entry.content}</article></body></html>"
        return Part(page.encode("utf-8", "replace"), "html", said=said)
    return Part(html.unescape(entry.content).encode("utf-8", "replace"), "text", said=said)


@functools.lru_cache(maxsize=1)
def _entries(file: Path, _: int, max_bytes: int) -> list[Entry]:
    """Return the entries; the last file is kept, since its entries are asked for one after another."""
    with opened(file) as stream:
        data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise too_large(len(data), max_bytes)
    return entries(data)


def addresses(sitemap: bytes) -> tuple[list[str], list[str]]:
    """Return the pages and the further sitemaps that a sitemap (sitemaps.org, 0.9) lists.

    Raises:
        UnreadableError: ``damaged``.
    """
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    try:
        root = lxml.etree.fromstring(sitemap, parser)
    except lxml.etree.XMLSyntaxError as error:
        raise refuse("damaged", f"no sitemap that can be read: {error}") from error
    if root is None or lxml.etree.QName(root).localname not in {"urlset", "sitemapindex"}:
        raise refuse("damaged", "XML, but no sitemap")
    listed = [str(each.text or "").strip() for each in root.iterfind("{*}*/{*}loc")]
    listed = [each for each in listed if each.startswith(_HTTP)][:MOST_ADDRESSES]
    return ([], listed) if lxml.etree.QName(root).localname == "sitemapindex" else (listed, [])


def _line(value: object) -> str | None:
    text = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", value)).split())[:500] if isinstance(value, str) else ""
    return text or None
