"""A real Chromium, found or not, and the workbench served to it."""

from __future__ import annotations

import contextlib
import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import uvicorn

from detente.faces.web.application import Settings, create

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str | None:
    """Return the path of a browser: DETENTE_CHROMIUM, or one on the PATH."""
    return os.environ.get("DETENTE_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@contextlib.contextmanager
def served(store: Path, **settings: object) -> Iterator[str]:
    """Serve a store on a free port of loopback; give the address."""
    application = create(Settings(store, **settings))  # type: ignore[arg-type]  # the caller's names are the fields
    server = uvicorn.Server(uvicorn.Config(application, port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            if not thread.is_alive():
                raise RuntimeError("the server did not start")
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
