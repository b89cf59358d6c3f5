"""From addresses that a user has named to sources: what ``detente add`` and ``detente watch`` do with the network."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path
from urllib.parse import urlsplit

from detente.errors import StoreError, UnreadableError
from detente.model import Reject, content_id
from detente.read.codes import refuse
from detente.read.fetch import Fetcher, Known
from detente.read.files import STORE_FETCHED, Record, Source
from detente.read.pages import Keeper
from detente.read.warc import FORM
from detente.store.visits import Page, Visit, Visits, now

HTTP = ("http://", "https://")


def fetched(addresses: Iterable[str], fetcher: Fetcher, store: Path) -> Iterator[Source | Reject]:
    """Fetch addresses and give what came as sources, what did not as rejects.

    What has not changed is given as it was kept, so that a run that was killed between fetching and reading has lost
    nothing. Hosts take turns, so that one pauses while another is asked. A page is kept, and the look written down,
    before it is given on.

    Raises:
        StoreError: the pages cannot be kept.
    """
    visits = Visits(store)
    try:
        with Keeper(store) as keeper:
            for address in _in_turns(addresses):
                try:
                    yield _looked(address, fetcher, visits, keeper)
                except UnreadableError as error:
                    yield Reject(address, content_id(error.code, address), error.code, error.reason)
    except OSError as error:
        raise StoreError(f"what was fetched cannot be kept in {store}: {error}") from error


def kept_pages(address: str, visits: Visits, store: Path) -> Iterator[Source]:
    """Give the last page that was kept of an address, if there is one."""
    pages = visits.pages(address)
    if pages and (kept := _kept(pages[-1], address, store)):
        yield kept


def _looked(address: str, fetcher: Fetcher, visits: Visits, keeper: Keeper) -> Source:
    before, pages = visits.last(address), visits.pages(address)
    kept = _kept(pages[-1], address, keeper.store) if pages else None
    known = Known(before.etag, before.modified) if before and kept else None
    answer = fetcher.fetch(address, known)
    digest = hashlib.sha256(answer.body).hexdigest()
    if kept and before and (answer.status == 304 or before.digest == digest):
        visits.record(Visit(address, now(), answer.known.etag or before.etag, answer.known.modified or before.modified))
        return kept
    if answer.status == 304:
        raise refuse("answer", "the server says that nothing has changed, but was not asked that")
    source = keeper.keep(answer, address)
    visit = Visit(address, now(), answer.known.etag, answer.known.modified, digest)
    visits.record(visit, _page(source, visit.checked))
    return source


def _kept(page: Page, address: str, store: Path) -> Source | None:
    """Return a page that was kept as a source; None where its archive is gone."""
    file = store / STORE_FETCHED / page.file
    record = Record(FORM, page.at, page.size, page.digest, page.name)
    return Source(address, file, page.size, record) if file.is_file() else None


def _page(source: Source, fetched: str) -> Page | None:
    if source.record is None:
        return None
    record = source.record
    return Page(fetched, source.file.name, record.at, record.size, record.digest, record.name)


def _in_turns(addresses: Iterable[str]) -> Iterator[str]:
    """Give each address once, one of every host after another."""
    by_host: dict[str, list[str]] = {}
    for address in dict.fromkeys(addresses):
        by_host.setdefault(urlsplit(address).netloc if "[" not in address else address, []).append(address)
    for turn in zip_longest(*by_host.values()):
        yield from (address for address in turn if address is not None)
