"""A real server on this machine that behaves as badly as it is told to."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Send = Callable[[bytes], None]
Script = Callable[[str, Send], None]


@dataclass
class Server:
    """What answers at ``address``; ``asked`` are the requests so far, as text."""

    script: Script
    asked: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def paths(self) -> list[str]:
        return [request.split(" ")[1] for request in self.asked]


@contextlib.contextmanager
def serving(script: Script) -> Iterator[Server]:
    """Serve by a script: it is given the request and sends what it likes, then the connection is closed."""
    server = Server(script)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server.port = listening.getsockname()[1]
        listening.settimeout(0.2)
        over = threading.Event()

        def answer(connection: socket.socket) -> None:
            with connection, contextlib.suppress(OSError):
                connection.settimeout(5)
                request = b""
                while b"\r\n\r\n" not in request and (more := connection.recv(4096)):
                    request += more
                server.asked.append(request.decode("latin-1"))
                server.script(request.decode("latin-1"), connection.sendall)

        def run() -> None:
            while not over.is_set():
                with contextlib.suppress(TimeoutError):
                    connection, _ = listening.accept()
                    threading.Thread(target=answer, args=(connection,), daemon=True).start()

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            over.set()
            thread.join()


def answer(body: bytes | str, status: str = "200 OK", *headers: str) -> bytes:
    """Return an answer of HTTP."""
    data = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(data)}", "Content-Type: text/html; charset=utf-8", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + data


def pages(held: dict[str, bytes]) -> Script:
    """Return a script that gives these answers by path, and "not found" for any other."""

    def script(request: str, send: Send) -> None:
        send(held.get(request.split(" ")[1], answer("", "404 Not Found")))

    return script


def trickling(piece: bytes, start: bytes = b"") -> Script:
    """Return a script that sends a little every twentieth of a second, for ever; robots.txt aside."""

    def script(request: str, send: Send) -> None:
        if request.split(" ")[1] == "/robots.txt":
            send(answer("", "404 Not Found"))
            return
        send(start)
        while True:
            send(piece)
            time.sleep(0.05)

    return script


def endless(request: str, send: Send) -> None:
    """Send a page that never ends, as fast as it is taken."""
    if request.split(" ")[1] == "/robots.txt":
        send(answer("", "404 Not Found"))
        return
    send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        send(b"<p>more</p>" * 10_000)
