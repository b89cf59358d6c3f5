"""What is watched, and one round of looking: which feeds, sitemaps, addresses and folders are due, and what is new."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from detente.errors import UnreadableError, UsageError
from detente.faces.fetching import HTTP, fetched, kept_pages
from detente.model import Reject, content_id
from detente.read.feeds import addresses, entries
from detente.read.fetch import Fetcher, Known
from detente.read.files import Source
from detente.store.visits import Visit, Visits, now

KINDS: Final = ("feed", "sitemap", "address", "folder")
EVERY = timedelta(minutes=30)
# A page that could not be read is tried again after this, as long as it is still named.
AGAIN = timedelta(days=1)
# New pages that one sitemap gives in one round, and sitemaps that an index of them is followed to.
MOST_PAGES, MOST_MAPS = 200, 20
_UNITS: Final = {"s": 1, "second": 1, "m": 60, "minute": 60, "h": 3600, "hour": 3600, "d": 86400, "day": 86400}


@dataclass(frozen=True, slots=True)
class Watched:
    """One thing that is watched.

    Attributes:
        kind: one of ``KINDS``.
        place: its address or folder.
        every: how long a look holds.
        match: only addresses that hold these characters are read; "" for all.
    """

    kind: str
    place: str
    every: timedelta = EVERY
    match: str = ""

    @property
    def key(self) -> str:
        """What its looks are written down under, apart from those at the address as a page."""
        return f"{self.kind} {self.place}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What ``sources.toml`` says: what is watched, the Atom file of alerts, and the command that is told of them."""

    sources: tuple[Watched, ...]
    alerts: Path | None = None
    command: tuple[str, ...] = ()


def plan(file: Path) -> Plan:
    """Read a file of sources.

    Raises:
        UsageError: it is not there, is no TOML, or says something that is not known.
    """
    try:
        said = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} is no TOML: {error}") from error
    if unknown := set(said) - {"every", "source", "alerts", "command"}:
        raise UsageError(f"{file}: {min(unknown)!r} is not known; known are every, alerts, command and [[source]]")
    every = duration(said.get("every"), EVERY)
    sources = tuple(_watched(each, every, file) for each in _list(said.get("source", []), file))
    if not sources:
        raise UsageError(f"{file} names no [[source]]")
    alerts, command = said.get("alerts"), said.get("command", [])
    if not isinstance(alerts, str | None) or not isinstance(command, list):
        raise UsageError(f"{file}: alerts is the name of a file, command a list of words")
    return Plan(sources, (file.parent / alerts) if alerts else None, tuple(map(str, command)))


def duration(text: object, default: timedelta) -> timedelta:
    """Return what "30 minutes" or "2h" says.

    Raises:
        UsageError: it cannot be read, or is less than a second.
    """
    if text is None:
        return default
    words = str(text).strip().lower()
    number = words.rstrip("abcdefghijklmnopqrstuvwxyz ")
    unit = words[len(number) :].strip()
    seconds = _UNITS.get(unit) or _UNITS.get(unit.removesuffix("s"))
    if not number.isdigit() or not int(number) or seconds is None:
        raise UsageError(f"{text!r} is no length of time; write 30 minutes, 2h or 1 day")
    return timedelta(seconds=int(number) * seconds)


def due(watched: Sequence[Watched], visits: Visits, moment: datetime) -> list[Watched]:
    """Return what is to be looked at now: what was never looked at, or not for long enough."""
    looks = [(each, visits.last(each.key)) for each in watched]
    return [each for each, look in looks if look is None or look.due(each.every, moment)]


def found(watched: Sequence[Watched], fetcher: Fetcher, store: Path, looks: list[Visit]) -> Iterator[Source | Reject]:
    """Look at feeds, sitemaps and addresses, and give the pages they name that are new.

    ``looks`` is added to; it is to be written down once all that was given is read: who is stopped before looks at the
    feeds again, and what was fetched by then is neither fetched nor read a second time.
    """
    visits = Visits(store)
    for each in watched:
        if each.kind == "folder":
            looks.append(Visit(each.key, now()))
            continue
        before = visits.last(each.key)
        known = Known(before.etag, before.modified) if before else Known()
        try:
            named, marks = _named(each, fetcher, known)
        except UnreadableError as error:
            yield Reject(each.place, content_id(error.code, each.key), error.code, error.reason)
            named, marks = [], known
        yield from _new(named, each, fetcher, store)
        looks.append(Visit(each.key, now(), marks.etag, marks.modified))


def _new(named: Sequence[str], each: Watched, fetcher: Fetcher, store: Path) -> Iterator[Source | Reject]:
    visits, moment = Visits(store), datetime.now(UTC)
    fresh: list[str] = []
    for address in dict.fromkeys(named):
        last = visits.last(address)
        if each.kind == "address" or last is None or (last.digest is None and last.due(AGAIN, moment)):
            fresh.append(address)
        elif last.digest is not None and not last.due(AGAIN, moment):
            # It was fetched, and perhaps the run was killed before it was read: who reads knows.
            yield from kept_pages(address, visits, store)
    for item in fetched(fresh[:MOST_PAGES] if each.kind == "sitemap" else fresh, fetcher, store):
        if isinstance(item, Reject):
            visits.record(Visit(item.path, now()))
        yield item


def _named(each: Watched, fetcher: Fetcher, known: Known) -> tuple[list[str], Known]:
    """Return the addresses that a feed or sitemap names now, none where it has not changed, and its marks."""
    if each.kind == "address":
        return [each.place], Known()
    answer = fetcher.fetch(each.place, known)
    marks = Known(answer.known.etag or known.etag, answer.known.modified or known.modified)
    if answer.status == 304:
        return [], marks
    if each.kind == "feed":
        named = [entry.address for entry in entries(answer.body) if entry.address]
    else:
        named, further = addresses(answer.body)
        for place in further[:MOST_MAPS]:
            named += addresses(fetcher.fetch(place).body)[0]
        # What is left over in this round is named again in the next, whether the sitemap changes or not.
        marks = Known()
    return [address for address in named if each.match in address], marks


def _list(said: Any, file: Path) -> list[dict[str, Any]]:
    if not isinstance(said, list) or not all(isinstance(each, dict) for each in said):
        raise UsageError(f"{file}: sources are written as [[source]]")
    return said


def _watched(said: dict[str, Any], every: timedelta, file: Path) -> Watched:
    kinds = [kind for kind in KINDS if kind in said]
    if len(kinds) != 1 or set(said) - {kinds[0], "every", "match", "name"}:
        raise UsageError(f"{file}: a [[source]] has one of {', '.join(KINDS)}, and every, match, name: {said}")
    (kind,) = kinds
    place = str(said[kind])
    if kind == "folder":
        # An absolute path: by it, changed texts are known as versions of one article.
        return Watched(kind, str((file.parent / place).resolve()), duration(said.get("every"), every))
    if not place.startswith(HTTP):
        raise UsageError(f"{file}: {place!r} is no address of http or https")
    return Watched(kind, place, duration(said.get("every"), every), str(said.get("match", "")))
