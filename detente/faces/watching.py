"""``detente watch``: feeds, sitemaps, addresses and folders on a schedule; ``detente versions``: what changed."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.config import Config, default_store
from detente.errors import AbsentError, StoreError
from detente.faces.app import StoreOption, app, opened, while_read

if TYPE_CHECKING:
    from detente.faces.polling import Plan
    from detente.pipeline import Summary

__all__ = ["versions", "watch"]

# Hits of one saved search that are compared before and after a round, and alerts that the feed of them keeps.
MOST_HITS, MOST_ALERTS = 5_000, 200
# Seconds between two looks at the schedule, and for a command that is told of alerts.
TICK, PATIENCE = 5.0, 60
# Words shown on each side of a change.
AROUND = 6
_ATOM = "http://www.w3.org/2005/Atom"

Alert = Mapping[str, Any]


@app.command(
    epilog="""\b
Examples:
  detente watch sources.toml
  detente watch sources.toml --once --store ~/russia

The file:
  every = "30 minutes"
  alerts = "alerts.atom"
  [[source]]
  feed = "https://www.example.org/rss.xml"
  [[source]]
  sitemap = "https://www.example.org/sitemap.xml"
  match = "/news/"
  every = "6h"
  [[source]]
  folder = "clippings" """
)
def watch(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What is watched, in TOML.")],
    store: StoreOption = None,
    once: Annotated[bool, typer.Option("--once", help="Look at what is due, then end.")] = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from this machine and its own network, too.")
    ] = False,
) -> None:
    """Read what is new in feeds, sitemaps, addresses and folders, on a schedule.

    What was seen is written down in the store's folder, so that a watch goes on where it was stopped. Statements that
    meet a saved search for the first time are alerts: entries of an Atom file, and lines of JSON for a command.
    """
    from detente.faces.polling import due, plan
    from detente.read.fetch import Fetcher, Manners
    from detente.store.visits import Visits

    planned = plan(file)
    config = replace(Config(), store=store or default_store())
    fetcher = Fetcher(Manners(max_bytes=config.max_bytes, allow_private=allow_private))
    try:
        while True:
            now_due = due(planned.sources, Visits(config.store), datetime.now(UTC))
            if now_due:
                summary, alerts = looked(replace(planned, sources=tuple(now_due)), config, fetcher)
                typer.echo(
                    f"{datetime.now():%Y-%m-%d %H:%M}  looked at {len(now_due)}, read {summary.read}, "
                    f"skipped {len(summary.skipped)}, alerts {len(alerts)}"
                )
            if once:
                return
            time.sleep(TICK)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def looked(planned: Plan, config: Config, fetcher: Any, stages: Any = None) -> tuple[Summary, list[Alert]]:
    """Do one round: fetch, read, publish, tell.

    Raises:
        DetenteError: as ``pipeline.add``; or the alerts cannot be written.
    """
    from detente import pipeline
    from detente.faces.polling import found
    from detente.store.visits import Visit, Visits

    looks: list[Visit] = []
    folders = [each for each in planned.sources if each.kind == "folder"]
    before = _hits(config.store)
    summary = pipeline.add(
        [each.place for each in folders],
        config,
        stages=stages,
        also=found(planned.sources, fetcher, config.store, looks),
    )
    for look in () if summary.interrupted else looks:
        Visits(config.store).record(look)
    alerts = list(_alerts(config.store, before))
    if alerts and planned.alerts:
        _write_atom(planned.alerts, alerts)
    if alerts and planned.command:
        _tell(planned.command, alerts)
    return summary, alerts


def _hits(folder: Path) -> dict[str, set[str]]:
    """Return the statements that meet each saved search now."""
    from detente.store import Store
    from detente.tell import news, search

    try:
        with Store.open(folder) as store:
            out = {}
            for saved in news.saved(store):
                wanted = search.query(str(saved.value["q"]))
                out[str(saved.value["name"])] = set(
                    store.search(wanted.match, wanted.since, wanted.until, (0, MOST_HITS)).ids
                )
            return out
    except StoreError:
        return {}


def _alerts(folder: Path, before: Mapping[str, set[str]]) -> Iterator[Alert]:
    from detente.store import Store
    from detente.tell import search

    after = _hits(folder)
    new = {name: sorted(ids - before.get(name, set())) for name, ids in after.items()}
    with Store.open(folder) as store:
        for name, ids in new.items():
            for card in search.cards(store, ids[:MOST_ALERTS]):
                yield {"search": name, **card}


def _write_atom(file: Path, alerts: Sequence[Alert]) -> None:
    """Put alerts before those that the feed (RFC 4287) holds; the file is replaced as a whole."""
    from lxml import etree

    moment = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    for tag, text in (("id", "urn:detente:alerts"), ("title", "detente: alerts"), ("updated", moment)):
        etree.SubElement(feed, f"{{{_ATOM}}}{tag}").text = text
    author = etree.SubElement(feed, f"{{{_ATOM}}}author")
    etree.SubElement(author, f"{{{_ATOM}}}name").text = "detente"
    for alert in alerts:
        entry = etree.SubElement(feed, f"{{{_ATOM}}}entry")
        who = alert.get("speaker") or alert.get("outlet") or "somebody"
        told = {
            "id": f"urn:detente:statement:{alert['id']}",
            "title": f"{alert['search']}: {who}",
            "updated": moment,
            "content": str(alert.get("content") or ""),
        }
        for tag, text in told.items():
            etree.SubElement(entry, f"{{{_ATOM}}}{tag}").text = _printable(text)
    try:
        old = etree.parse(str(file)).getroot().iterfind(f"{{{_ATOM}}}entry") if file.exists() else iter(())
        feed.extend([each for each, _ in zip(old, range(max(0, MOST_ALERTS - len(alerts))), strict=False)])
    except etree.XMLSyntaxError:
        pass  # what cannot be read gives way
    part = file.with_name(f".{file.name}.part")
    try:
        part.write_bytes(etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True))
        part.replace(file)
    except OSError as error:
        raise StoreError(f"the alerts cannot be written to {file}: {error}") from error


def _printable(text: str) -> str:
    """Leave out what XML has no place for."""
    return "".join(char for char in text if char in "\t\n\r" or (char >= " " and char not in "\ufffe\uffff"))


def _tell(command: Sequence[str], alerts: Sequence[Alert]) -> None:
    lines = "".join(json.dumps(alert, ensure_ascii=False, default=str) + "\n" for alert in alerts)
    try:
        # The command stands in the user's own file of sources, and no shell reads it.
        subprocess.run(command, input=lines.encode(), check=True, timeout=PATIENCE)  # noqa: S603 - see above
    except (OSError, subprocess.SubprocessError) as error:
        typer.echo(f"the command for alerts failed: {error}", err=True)


@app.command(
    epilog="""\b
Examples:
  detente versions https://www.example.org/news/talks.html
  detente versions 0f3c5a9be1d27468"""
)
def versions(
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="An address or path, or an article's id.")],
    store: StoreOption = None,
) -> None:
    """Show the versions of an article, and word by word what changed from each to the next."""
    with opened(store) as held:
        rows = held.query("versions", {"address": address}).to_pylist()
    if not rows:
        raise AbsentError(f"the store holds no article of {address}")
    with while_read():
        for before, row in zip([None, *rows], rows, strict=False):
            print(
                f"version {row['version']}  {row['id']}  {row['as_of'] or row['published'] or ''}  {row['title'] or ''}"
            )
            for line in changes(before["text"], row["text"]) if before else ():
                print(f"  {line}")


def changes(before: str, after: str) -> Iterator[str]:
    """Give each change from one text to another: words taken out in [-...-], put in in {+...+}, as wdiff does."""
    old, new = before.split(), after.split()
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            out = f"[-{' '.join(old[i:j])}-]" if i < j else ""
            put = f"{{+{' '.join(new[k:m])}+}}" if k < m else ""
            around = (" ".join(new[max(0, k - AROUND) : k]), out, put, " ".join(new[m : m + AROUND]))
            yield " ".join(part for part in around if part)
