"""Fetching is polite and safe, whatever the server does: tried on real servers of this machine."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from detente.errors import UnreadableError
from detente.read import CODES
from detente.read.fetch import Fetcher, Known, Manners, checked_address, is_public
from read.server import Script, answer, endless, pages, serving, trickling

HERE = Manners(pause=0.0, seconds=1.5, max_bytes=300_000, allow_private=True)


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(UnreadableError) as caught:
        call()
    assert caught.value.code in CODES
    return caught.value.code


def test_a_page_comes_as_it_is() -> None:
    body = "<html>Ночь</html>".encode()
    with serving(
        pages({"/a": answer(body, "200 OK", 'ETag: "v1"', "Last-Modified: Fri, 03 May 2024 10:00:00 GMT")})
    ) as server:
        got = Fetcher(HERE).fetch(f"{server.address}/a#part")
        assert (got.status, got.body, got.ip) == (200, body, "127.0.0.1")
        assert got.wire.startswith(b"HTTP/1.1 200 OK\r\n")
        assert got.wire.endswith(body)
        assert got.known == Known('"v1"', "Fri, 03 May 2024 10:00:00 GMT")
        assert server.paths() == ["/robots.txt", "/a"]
        assert all("User-Agent: detente\r\n" in request for request in server.asked)


def test_codings_are_undone() -> None:
    packed = answer(gzip.compress(b"words " * 100), "200 OK", "Content-Encoding: gzip")
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nwords\r\n0\r\n\r\n"
    bomb = answer(gzip.compress(bytes(5_000_000)), "200 OK", "Content-Encoding: gzip")
    with serving(pages({"/z": packed, "/c": chunked, "/b": bomb})) as server:
        fetcher = Fetcher(HERE)
        assert fetcher.fetch(f"{server.address}/z").body == b"words " * 100
        assert fetcher.fetch(f"{server.address}/c").body == b"words"
        assert refused(lambda: fetcher.fetch(f"{server.address}/b")) == "too_large"


def test_what_has_not_changed_is_not_sent_again() -> None:
    def script(request: str, send: Callable[[bytes], None]) -> None:
        same = 'If-None-Match: "v1"' in request and "If-Modified-Since: Fri" in request
        send(answer("", "304 Not Modified") if same else answer("new", "200 OK", 'ETag: "v2"'))

    with serving(script) as server:
        fetcher = Fetcher(HERE)
        assert fetcher.fetch(f"{server.address}/a", Known('"v1"', "Fri, 03 May 2024 10:00:00 GMT")).status == 304
        assert fetcher.fetch(f"{server.address}/a", Known('"v0"')).body == b"new"


ROBOTS = "User-agent: *\nDisallow: /closed/\nAllow: /closed/but\nUser-agent: other\nDisallow: /\n"


def test_robots_are_heard() -> None:
    held = {"/robots.txt": answer(ROBOTS), "/closed/a": answer("a"), "/closed/but": answer("b"), "/open": answer("c")}
    with serving(pages(held)) as server:
        fetcher = Fetcher(HERE)
        assert refused(lambda: fetcher.fetch(f"{server.address}/closed/a")) == "robots"
        assert fetcher.fetch(f"{server.address}/closed/but").body == b"b"
        assert fetcher.fetch(f"{server.address}/open").body == b"c"
        assert server.paths() == ["/robots.txt", "/closed/but", "/open"]
        assert refused(lambda: Fetcher(replace(HERE, agent="other")).fetch(f"{server.address}/open")) == "robots"
    with serving(pages({"/robots.txt": answer("", "503 Busy"), "/a": answer("a")})) as server:
        assert refused(lambda: Fetcher(HERE).fetch(f"{server.address}/a")) == "robots"
        assert server.paths() == ["/robots.txt"]


def test_a_redirection_is_asked_about_anew() -> None:
    with serving(pages({"/robots.txt": answer("User-agent: *\nDisallow: /"), "/a": answer("a")})) as closed:
        held = {
            "/go": answer("", "302 Found", f"Location: {closed.address}/a"),
            "/on": answer("", "301 Moved", "Location: b"),
        }
        with serving(pages({**held, "/b": answer("b")})) as server:
            fetcher = Fetcher(HERE)
            assert refused(lambda: fetcher.fetch(f"{server.address}/go")) == "robots"
            assert fetcher.fetch(f"{server.address}/on").address == f"{server.address}/b"
        assert closed.paths() == ["/robots.txt"]


def test_a_host_is_left_to_rest() -> None:
    slow = "User-agent: *\nCrawl-delay: 0.4\n"
    with serving(pages({"/robots.txt": answer(slow), "/a": answer("a"), "/b": answer("b")})) as server:
        fetcher = Fetcher(replace(HERE, pause=0.1))
        fetcher.fetch(f"{server.address}/a")
        started = time.monotonic()
        fetcher.fetch(f"{server.address}/b")
        assert time.monotonic() - started >= 0.35
    with serving(pages({"/a": answer("", "429 Slow down", "Retry-After: 120")})) as server:
        fetcher = Fetcher(HERE)
        assert refused(lambda: fetcher.fetch(f"{server.address}/a")) == "answer"
        assert refused(lambda: fetcher.fetch(f"{server.address}/a")) == "answer"
        assert server.paths() == ["/robots.txt", "/a"]


def for_ever(request: str, send: Callable[[bytes], None]) -> None:
    path = request.split(" ")[1]
    send(answer("") if path == "/robots.txt" else answer("", "302 Found", f"Location: {path}x"))


def lies_short(request: str, send: Callable[[bytes], None]) -> None:
    send(answer("") if "/robots.txt" in request else b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\nshort")


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
HOSTILE: dict[str, tuple[Script, set[str]]] = {
    "trickles its body": (trickling(b"x", HEAD + b"\r\n"), {"slow"}),
    "trickles its headers": (trickling(b"X-More: 1\r\n", HEAD), {"slow"}),
    "says nothing": (trickling(b""), {"slow"}),
    "never ends": (endless, {"too_large"}),
    "redirects for ever": (for_ever, {"redirects"}),
    "sends less than it says": (lies_short, {"answer"}),
    "says it sends nothing it can": (pages({"/a": b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n"}), {"answer"}),
    "speaks no HTTP": (pages({"/a": b"220 mail ready\r\n" * 3}), {"answer"}),
    "hangs up": (pages({"/a": b""}), {"answer"}),
    "leads nowhere": (pages({"/a": answer("", "302 Found", "Location: gopher://x/")}), {"answer"}),
    "leads to a file": (pages({"/a": answer("", "302 Found", "Location: file:///etc/passwd")}), {"answer"}),
    "endless headers": (trickling(b"X: " + b"y" * 60_000 + b"\r\n", HEAD), {"answer", "too_large"}),
}  # fmt: skip


@pytest.mark.parametrize("how", HOSTILE)
def test_a_server_that_means_ill(how: str) -> None:
    script, codes = HOSTILE[how]
    with serving(script) as server:
        started = time.monotonic()
        assert refused(lambda: Fetcher(HERE).fetch(f"{server.address}/a")) in codes
        assert time.monotonic() - started < 8


def test_more_than_is_said_is_not_taken() -> None:
    long = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwords and more that nobody asked for"
    with serving(pages({"/a": long})) as server:
        assert Fetcher(HERE).fetch(f"{server.address}/a").body == b"words"


CLOSED = (
    "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "2002:7f00:1::",
    "64:ff9b::7f00:1", "ff02::1",
)  # fmt: skip


@pytest.mark.parametrize("ip", CLOSED)
def test_addresses_that_are_not_public(ip: str) -> None:
    assert not is_public(ip)
    fetcher = Fetcher(replace(HERE, allow_private=False), lambda host, port: ["93.184.216.34", ip])
    assert refused(lambda: fetcher.fetch("http://norland.example/")) == "private"


@pytest.mark.parametrize("ip", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"])
def test_addresses_that_are(ip: str) -> None:
    assert is_public(ip)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]"])
def test_this_machine_under_any_name(host: str) -> None:
    with serving(pages({"/": answer("secret")})) as server:
        fetcher = Fetcher(replace(HERE, allow_private=False))
        assert refused(lambda: fetcher.fetch(f"http://{host}:{server.port}/")) in {"private", "unreachable"}
        assert server.asked == []


def test_a_redirection_into_the_own_network() -> None:
    with serving(pages({"/secret": answer("secret")})) as inside:
        leads = answer("", "302 Found", f"Location: http://127.0.0.1:{inside.port}/secret")
        with serving(pages({"/go": leads})) as server:
            # The first host is taken for a public one, whose connection ends at the server; the second is what it is.
            fetcher = _Public(replace(HERE, allow_private=False), server.port)
            assert refused(lambda: fetcher.fetch("http://norland.example/go")) == "private"
            assert server.paths() == ["/robots.txt", "/go"]
        assert inside.asked == []


class _Public(Fetcher):
    """Reaches one server of this machine as if it were public."""

    def __init__(self, manners: Manners, port: int) -> None:
        super().__init__(manners)
        self._port = port

    def _get(self, address: str, known: Known | None, most: int | None = None) -> object:  # type: ignore[override]  # the same
        if address.startswith("http://norland.example/"):
            inner = Fetcher(replace(self.manners, allow_private=True))
            got = inner._get(address.replace("norland.example", f"127.0.0.1:{self._port}"), known, most)
            return replace(got, address=address)
        return super()._get(address, known, most)


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("HTTP://Norland.example", "http://norland.example/"),
        ("https://norland.example:8443/a b?q=ä#x", "https://norland.example:8443/a%20b?q=%C3%A4"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
    ],
)
def test_addresses_as_they_are_asked_for(address: str, asked: str) -> None:
    assert checked_address(address) == asked


@pytest.mark.parametrize(
    "wrong", ["ftp://a.example/", "http://", "http://a:b@c.example/", "http://[::", "file:///x", "http://a:99999/"]
)
def test_what_is_no_address(wrong: str) -> None:
    assert refused(lambda: checked_address(wrong)) == "answer"
