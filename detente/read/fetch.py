"""Fetch addresses that a user has named: politely, safely, and so that what was seen can be shown later.

Polite: robots.txt (RFC 9309) is kept to, one request a host at a time with a pause between two, and a page that has not
changed is not sent again (RFC 9110, 13). Safe: the name of a host is looked up here, every address it has must be a
public one, and the connection is made to the very address that was looked at, for the first request and for every
redirection; time, bytes and redirections are bounded whatever the server does. What came over the wire is kept, byte
for byte, in a web archive.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpcore
from protego import Protego

from detente.errors import UnreadableError
from detente.read.codes import refuse
from detente.read.files import too_large

AGENT: Final = "detente"
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_STEP = 65_536
# RFC 9309, 2.5: a parser reads at least 500 kibibytes of robots.txt.
_ROBOTS_BYTES = 512_000
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# A pause that robots.txt asks for is kept to up to here, in seconds.
_LONGEST_PAUSE = 30.0
_TOO_MANY = frozenset({429, 503})

Resolve = Callable[[str, int], Sequence[str]]


def looked_up(host: str, port: int) -> list[str]:
    """Return the addresses of the network that the system gives for a host; raises OSError."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True, slots=True)
class Manners:
    """How fetching is done.

    Attributes:
        pause: seconds between two requests to one host.
        seconds: that one address may take, redirections and robots.txt left out.
        max_bytes: of one answer, as it comes over the wire.
        redirects: followed at most.
        allow_private: addresses of the own machine and network may be fetched.
        agent: what the program calls itself.
    """

    pause: float = 1.0
    seconds: float = 30.0
    max_bytes: int = 20_000_000
    redirects: int = 5
    allow_private: bool = False
    agent: str = AGENT


@dataclass(frozen=True, slots=True)
class Known:
    """By what a server can tell that a page has not changed: its own marks of the last answer."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one request.

    Attributes:
        address: that was asked for last, behind all redirections.
        status: of HTTP; 304 where nothing has changed.
        wire: the answer as it came, headers and body.
        body: the body, its codings undone.
        known: the server's marks of this answer.
        ip: the address of the network that was connected to.
    """

    address: str
    status: int
    wire: bytes
    body: bytes
    known: Known
    ip: str


@dataclass(slots=True)
class Fetcher:
    """Fetches addresses; keeps what it has learnt of hosts as long as it lives.

    Attributes:
        manners: how it is done.
        resolve: host and port to the addresses of the network, as the system gives them; raises OSError.
    """

    manners: Manners = field(default_factory=Manners)
    resolve: Resolve = looked_up
    _robots: dict[str, Protego | None] = field(default_factory=dict)
    _next: dict[str, float] = field(default_factory=dict)

    def fetch(self, address: str, known: Known | None = None) -> Answer:
        """Fetch one address.

        Raises:
            UnreadableError: ``private``, ``robots``, ``unreachable``, ``slow``, ``too_large``, ``redirects``,
                ``answer`` (an error of HTTP, or no HTTP).
        """
        place = checked_address(address)
        for _ in range(self.manners.redirects + 1):
            self._ask_robots(place)
            answer = self._get(place, known)
            if answer.status not in _REDIRECTS:
                if answer.status not in {200, 304}:
                    raise refuse("answer", f"the server answered {answer.status}")
                return answer
            place = checked_address(urljoin(place, _header(answer.wire, b"location") or ""))
        raise refuse("redirects", f"it leads on more than {self.manners.redirects} times")

    def _ask_robots(self, address: str) -> None:
        host = _host(address)
        if host not in self._robots:
            self._robots[host] = self._read_robots(host)
        rules = self._robots[host]
        if rules is None:
            raise refuse("robots", "its robots.txt cannot be read, which closes the site (RFC 9309, 2.3.1.4)")
        if not rules.can_fetch(address, self.manners.agent):
            raise refuse("robots", "the site asks that programs do not read it (robots.txt)")

    def _read_robots(self, host: str) -> Protego | None:
        """Return the rules of a host; None where it cannot be known whether there are any."""
        place = f"{host}/robots.txt"
        for _ in range(self.manners.redirects + 1):
            try:
                answer = self._get(place, None, most=_ROBOTS_BYTES)
            except UnreadableError as error:
                if error.code in {"private", "unreachable", "slow"}:
                    raise
                return None
            if answer.status in _REDIRECTS:
                place = checked_address(urljoin(place, _header(answer.wire, b"location") or ""))
                continue
            if answer.status >= 500 or answer.status == 429:
                return None
            return Protego.parse(answer.body.decode("utf-8", "replace") if answer.status == 200 else "")
        return Protego.parse("")

    def _get(self, address: str, known: Known | None, most: int | None = None) -> Answer:
        host = _host(address)
        self._wait(host)
        headers: dict[bytes | str, bytes | str] = {}
        headers |= {"User-Agent": self.manners.agent, "Accept": "*/*", "Accept-Encoding": "gzip", "Connection": "close"}
        if known and known.etag:
            headers["If-None-Match"] = known.etag
        if known and known.modified:
            headers["If-Modified-Since"] = known.modified
        limit = most or self.manners.max_bytes
        wires = _Wires(self.manners, self.resolve, time.monotonic() + self.manners.seconds, limit)
        try:
            with (
                httpcore.ConnectionPool(network_backend=wires) as pool,
                pool.stream("GET", address, headers=headers) as response,
            ):
                body = b"".join(response.iter_stream())
                status = response.status
        except UnreadableError:
            raise
        except httpcore.TimeoutException as error:
            raise refuse("slow", f"it took longer than {self.manners.seconds:g} seconds") from error
        except (httpcore.NetworkError, OSError) as error:
            raise refuse("unreachable", f"no connection to {urlsplit(address).hostname}: {error}") from error
        except (httpcore.ProtocolError, httpcore.UnsupportedProtocol, ValueError) as error:
            raise refuse("answer", f"the answer is no HTTP that can be read: {error}") from error
        if status in _TOO_MANY:
            self._hold(host, _header(wires.wire, b"retry-after"))
        marks = Known(_header(wires.wire, b"etag"), _header(wires.wire, b"last-modified"))
        return Answer(address, status, bytes(wires.wire), _decoded(body, wires.wire, limit), marks, wires.ip)

    def _wait(self, host: str) -> None:
        """Wait until the host may be asked again."""
        now = time.monotonic()
        due = self._next.get(host, now)
        if due - now > _LONGEST_PAUSE:
            raise refuse("answer", "the server has asked to be left alone for a while; try again later")
        time.sleep(max(0.0, due - now))
        rules = self._robots.get(host)
        asked = float((rules.crawl_delay(self.manners.agent) if rules else None) or 0)
        self._next[host] = time.monotonic() + min(_LONGEST_PAUSE, max(self.manners.pause, asked))

    def _hold(self, host: str, after: str | None) -> None:
        seconds = float(after) if after and after.isdigit() else 60.0
        self._next[host] = max(self._next.get(host, 0.0), time.monotonic() + seconds)


def checked_address(address: str) -> str:
    """Return a web address in the form it is asked for, without its fragment.

    Raises:
        UnreadableError: ``answer`` where it is none of http or https, or holds a name and password.
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
        named = (host or "").encode("idna").decode() if host and not host.isascii() else host
    except (ValueError, UnicodeError) as error:
        raise refuse("answer", f"{address[:200]!r} is no web address: {error}") from error
    if parts.scheme not in {"http", "https"} or not named or "@" in parts.netloc:
        raise refuse("answer", f"{address[:200]!r} is no address of http or https, or holds a password")
    netloc = (f"[{named}]" if ":" in named else named) + (f":{port}" if port else "")
    quoted = urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, ""))
    return "".join(char if "!" <= char <= "~" else "".join(f"%{b:02X}" for b in char.encode()) for char in quoted)


def is_public(ip: str) -> bool:
    """Say whether an address of the network is one that anybody can reach, also behind the forms that hold IPv4."""
    found = ipaddress.ip_address(ip.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is None and found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast


def _host(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _header(wire: bytes | bytearray, name: bytes) -> str | None:
    head = bytes(wire).split(b"\r\n\r\n", 1)[0]
    for line in head.split(b"\r\n")[1:]:
        key, _, value = line.partition(b":")
        if key.strip().lower() == name:
            return value.strip().decode("latin-1")
    return None


def _decoded(body: bytes, wire: bytes | bytearray, most: int) -> bytes:
    """Return the body with its content coding undone; the codings that were not asked for are left as they are."""
    if (_header(wire, b"content-encoding") or "").lower() not in {"gzip", "x-gzip", "deflate"}:
        return body
    import zlib

    unpack = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        data = unpack.decompress(body, most + 1)
    except zlib.error as error:
        raise refuse("answer", "the answer is not compressed as it says") from error
    if len(data) > most:
        raise too_large(len(data), most)
    return data


class _Wires(httpcore.NetworkBackend):
    """Makes connections to addresses that were looked at, and keeps what comes over them."""

    def __init__(self, manners: Manners, resolve: Resolve, deadline: float, most: int) -> None:
        self._manners = manners
        self._resolve = resolve
        self.deadline = deadline
        self.most = most
        self.wire = bytearray()
        self.ip = ""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the seam's own; here one deadline holds for all
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of the host that answers, all of them being public."""
        found = self._resolve(host, port)
        closed = [ip for ip in found if not is_public(ip)]
        if closed and not self._manners.allow_private:
            raise refuse(
                "private",
                f"{host} leads to {closed[0]}, an address of a private network or of this machine; "
                "--allow-private reads it all the same",
            )
        wrong: Exception = OSError("the host has no address")
        for ip in found:
            try:
                made = httpcore.SyncBackend().connect_tcp(ip, port, self.left(), local_address, socket_options)
            except httpcore.NetworkError as error:
                wrong = error
                continue
            self.ip = ip
            return _Wire(made, self)
        raise wrong

    def left(self) -> float:
        """Return the seconds left; raises where there are none."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("out of time")
        return left


class _Wire(httpcore.NetworkStream):
    """One connection: no read waits beyond the deadline, and what is read is bounded and kept."""

    def __init__(self, inner: httpcore.NetworkStream, wires: _Wires) -> None:
        self._inner = inner
        self._wires = wires

    # The seam gives each call a time limit of its own; here one deadline holds for all of them.
    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - see above
        """Read as the stream beneath does."""
        data = self._inner.read(min(max_bytes, _STEP), self._wires.left())
        self._wires.wire += data
        if len(self._wires.wire) > self._wires.most:
            raise too_large(len(self._wires.wire), self._wires.most)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - see above
        """Write as the stream beneath does."""
        self._inner.write(buffer, self._wires.left())

    def close(self) -> None:
        """Close the stream beneath."""
        with contextlib.suppress(OSError):
            self._inner.close()

    def start_tls(
        self,
        ssl_context: Any,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - see above
    ) -> _Wire:
        """Speak TLS from here on, to the host by its name."""
        return _Wire(self._inner.start_tls(ssl_context, server_hostname, self._wires.left()), self._wires)

    def get_extra_info(self, info: str) -> Any:
        """Say what the stream beneath says."""
        return self._inner.get_extra_info(info)
