"""A watch reads what is new, once, goes on where it was stopped, and tells of what was waited for."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser  # type: ignore[import-untyped]  # ships no types
import pytest
import small_stages
from read.server import Server, answer, pages, serving
from read.test_containers import page

from detente import pipeline
from detente.config import Config
from detente.errors import UsageError
from detente.faces.polling import Plan, due, duration, plan
from detente.faces.watching import Alert, changes, looked
from detente.pipeline import Stages, Summary
from detente.read import read
from detente.read.fetch import Fetcher, Manners
from detente.store import Store
from detente.store.visits import Visit, Visits
from detente.tell import news

HERE = Manners(pause=0.0, seconds=3, allow_private=True)


def stages() -> Stages:
    return replace(small_stages.stages(), read=read)


def feed(server: Server, *paths: str) -> str:
    items = "".join(f"<item><title>t</title><link>{server.address}{path}</link></item>" for path in paths)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Post</title>{items}</channel></rss>'


def sources(folder: Path, text: str) -> Plan:
    (folder / "sources.toml").write_text(text)
    return plan(folder / "sources.toml")


def round_of(planned: Plan, store: Path) -> tuple[Summary, list[Alert]]:
    return looked(planned, Config(store=store, engine="serial"), Fetcher(HERE), stages)


def test_a_feed_is_read_once_and_then_what_is_new(tmp_path: Path) -> None:
    held: dict[str, bytes] = {f"/{n}": answer(page(n)) for n in range(4)}
    with serving(pages(held)) as server:
        held["/feed"] = answer(feed(server, "/0", "/1", "/none"), "200 OK", 'ETag: "f1"')
        planned = sources(tmp_path, f'[[source]]\nfeed = "{server.address}/feed"')
        summary, _ = round_of(planned, tmp_path / "store")
        assert (summary.read, summary.reasons) == (2, {"answer": 1})
        asked = len(server.asked)
        summary, _ = round_of(planned, tmp_path / "store")
        assert (summary.read, summary.known) == (0, 2)
        # Robots and the feed alone: no page is fetched again, and what failed is left for a day.
        assert [path for path in server.paths()[asked:] if path != "/robots.txt"] == ["/feed"]
        assert 'If-None-Match: "f1"' in server.asked[-1]
        held["/feed"] = answer(feed(server, "/2", "/0"))
        assert round_of(planned, tmp_path / "store")[0].read == 1


def test_a_watch_that_was_killed_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held: dict[str, bytes] = {f"/{n}": answer(page(n)) for n in range(6)}
    with serving(pages(held)) as server:
        for name, paths in {"a": ("/0", "/1"), "b": ("/2", "/3"), "c": ("/4", "/5")}.items():
            held[f"/{name}"] = answer(feed(server, *paths), "200 OK", f'ETag: "{name}"')
        lines = "".join(f'[[source]]\nfeed = "{server.address}/{name}"\n' for name in "abc")
        planned = sources(tmp_path, lines)
        real = pipeline._read_all

        def killed(new: object, run: object) -> None:
            list(new)  # type: ignore[call-overload]  # everything is fetched, then the power goes
            raise MemoryError

        monkeypatch.setattr(pipeline, "_read_all", killed)
        with pytest.raises(MemoryError):
            round_of(planned, tmp_path / "store")
        monkeypatch.setattr(pipeline, "_read_all", real)
        asked = len(server.asked)
        assert round_of(planned, tmp_path / "store")[0].read == 6
        assert sorted(path for path in server.paths()[asked:] if path != "/robots.txt") == ["/a", "/b", "/c"]


def test_sitemaps_addresses_and_folders(tmp_path: Path) -> None:
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    held: dict[str, bytes] = {"/news/1": answer(page(1)), "/shop/2": answer(page(2)), "/front": answer(page(3))}
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.html").write_bytes(page(4))
    with serving(pages(held)) as server:
        urls = "".join(f"<url><loc>{server.address}{path}</loc></url>" for path in ("/news/1", "/shop/2"))
        held["/map"] = answer(f"<urlset {space}>{urls}</urlset>")
        held["/index"] = answer(
            f"<sitemapindex {space}><sitemap><loc>{server.address}/map</loc></sitemap></sitemapindex>"
        )
        planned = sources(
            tmp_path,
            f'[[source]]\nsitemap = "{server.address}/index"\nmatch = "/news/"\n'
            f'[[source]]\naddress = "{server.address}/front"\n[[source]]\nfolder = "in"\n',
        )
        summary, _ = round_of(planned, tmp_path / "store")
        assert (summary.read, summary.skipped) == (3, ())
        held["/front"] = answer(page(3).replace(b"old town hall", b"new town hall"))
        (tmp_path / "in" / "a.html").write_bytes(page(5))
        summary, _ = round_of(planned, tmp_path / "store")
        assert summary.read == 2
    with Store.open(tmp_path / "store") as store:
        changed = store.query("superseded", {}).num_rows
    assert changed == 2


def test_alerts_are_told_once(tmp_path: Path) -> None:
    said = (
        '<html><body><p>"We shall open the {} before winter," said Anna Vale to the reporters in the hall.</p></body>'
    )
    held: dict[str, bytes] = {"/1": answer(said.format("bridge")), "/2": answer(said.format("harbour"))}
    told = tmp_path / "told"
    program = f"import sys; open({str(told)!r}, 'a').write(sys.stdin.read())"
    with serving(pages(held)) as server:
        held["/feed"] = answer(feed(server, "/1"))
        planned = sources(
            tmp_path,
            f'alerts = "alerts.atom"\ncommand = {json.dumps([sys.executable, "-c", program])}\n'
            f'[[source]]\nfeed = "{server.address}/feed"\n',
        )
        store = tmp_path / "store"
        assert round_of(planned, store)[1] == []
        with Store.open(store) as held_store:
            news.save(held_store, "openings", "open", author="a reader")
        assert round_of(planned, store)[1] == []
        held["/feed"] = answer(feed(server, "/1", "/2"))
        (alert,) = round_of(planned, store)[1]
        assert (alert["search"], "harbour" in alert["content"]) == ("openings", True)
        assert round_of(planned, store)[1] == []
    (entry,) = feedparser.parse((tmp_path / "alerts.atom").read_bytes()).entries
    assert (entry.id, "harbour" in entry.content[0].value) == (f"urn:detente:statement:{alert['id']}", True)
    assert [json.loads(line)["id"] for line in told.read_text().splitlines()] == [alert["id"]]


def test_what_is_due(tmp_path: Path) -> None:
    planned = sources(
        tmp_path, 'every = "1h"\n[[source]]\nfeed = "https://a.example/f"\n[[source]]\nfolder = "x"\nevery = "1 day"\n'
    )
    assert planned.sources[1].place == str(tmp_path / "x")
    visits, moment = Visits(tmp_path), datetime(2024, 5, 3, 12, tzinfo=UTC)
    assert due(planned.sources, visits, moment) == list(planned.sources)
    for each in planned.sources:
        visits.record(Visit(each.key, moment.isoformat()))
    assert due(planned.sources, visits, moment + timedelta(minutes=59)) == []
    assert due(planned.sources, visits, moment + timedelta(minutes=61)) == [planned.sources[0]]
    # A clock that was set back must not silence a watch.
    assert due(planned.sources, visits, moment - timedelta(days=400)) == list(planned.sources)


@pytest.mark.parametrize(
    "wrong",
    ["", "x = [", 'more = 1\n[[source]]\nfolder = "a"', '[[source]]\nfeed = "ftp://a"', "[[source]]\nevery = '1h'",
     "source = 1",
     '[[source]]\nfolder = "a"\nevery = "soon"', '[[source]]\nfolder = "a"\nfeed = "https://b.example"'],
)  # fmt: skip
def test_a_file_of_sources_that_cannot_be_read(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(UsageError):
        sources(tmp_path, wrong)


def test_lengths_of_time() -> None:
    assert [duration(text, timedelta(0)) for text in ("90s", "15 minutes", "2h", "1 day")] == [
        timedelta(seconds=90), timedelta(minutes=15), timedelta(hours=2), timedelta(days=1),
    ]  # fmt: skip


def test_changes_word_by_word() -> None:
    assert list(changes("They agreed to meet in May again.", "They refused to meet in May.")) == [
        "They [-agreed-] {+refused+} to meet in May.",
        "They refused to meet in [-May again.-] {+May.+}",
    ]
    assert list(changes("The same.", "The same.")) == []
