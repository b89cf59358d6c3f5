"""How long the pages of the workbench take, what the server holds, and that many may read while a store is published.

``python -m bench.pages STORE`` serves a store (made, say, of ``bench.corpus`` articles), asks every page so often, and
prints the median and the 95th percentile of each in milliseconds, the first answer apart: it may work out what is kept.
Then fifty readers ask at once while another store is put in its place again and again.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from detente.store import Store
from detente.store.store import PUBLISHED

ROUNDS, READERS, SECONDS = 40, 50, 6.0
NOTHING: Mapping[str, object] = {}
LATEST: Mapping[str, object] = {"actor": None, "speaker": None, "most": 100}
RSS = re.compile(r"VmRSS:\s+(\d+) kB")


def addresses(store: Store) -> dict[str, list[str]]:
    """Return addresses of every kind of page, several where there are several."""

    def ids(query: str, column: str, asked: Mapping[str, object] = NOTHING, most: int = 10) -> list[str]:
        found = store.query(query, asked)[column].to_pylist()
        step = max(1, len(found) // most)
        return [str(each) for each in found[::step][:most]]

    pairs = store.query("answer_pairs_page", {"most": 10}).to_pylist()
    states = ids("answer_states", "code", most=4)
    cards = store.query("answer_statements_of", {"ids": ids("answer_latest_of", "id", LATEST)}).to_pylist()
    people = sorted({row["speaker"] for row in cards if row["speaker"]})
    return {
        "today": ["/"],
        "articles": ["/articles", "/articles?page=3"],
        "article": [f"/articles/{each}" for each in ids("answer_articles", "id")],
        "search": [
            f"/statements?q={quote(q)}" for q in ("", "agreement", "minister OR treaty", "sanc*", "said:>=2020")
        ],
        "statement": [f"/statements/{each}" for each in ids("answer_latest_of", "id", LATEST)],
        "compare (first time)": [f"/compare?a={row['a']}&b={row['b']}" for row in pairs],
        "stories": ["/stories"],
        "story": [f"/stories/{each}" for each in ids("answer_story_articles", "id", {"story": None})],
        "states": ["/states"],
        "state": [f"/states/{each}" for each in states],
        "person": [f"/persons/{quote(each, safe='')}" for each in people],
        "relation": [f"/relations/{states[0]}/{each}" for each in states[1:]],
        "ledger": ["/ledger", "/ledger?outcome=open&page=2"],
        "forecast": [f"/ledger/{each}" for each in ids("answer_ledger_claims", "id")],
        "sources": ["/sources"],
        "source": [f"/sources/{quote(each, safe='')}" for each in ids("answer_outlets", "outlet")],
    }


def ask(address: str) -> float:
    """Ask for a page and return how long it took, in milliseconds."""
    started = time.perf_counter()
    with urllib.request.urlopen(address, timeout=120) as answer:
        answer.read()
    return (time.perf_counter() - started) * 1000


def timed(base: str, pages: dict[str, list[str]]) -> None:
    """Print the times of each kind of page."""
    print(f"{'page':<24}{'first':>9}{'median':>9}{'95%':>9}   ms")
    for kind, kinds in pages.items():
        if not kinds:
            continue
        first = max(ask(base + each) for each in kinds)
        every = sorted(ask(base + kinds[i % len(kinds)]) for i in range(ROUNDS))
        print(f"{kind:<24}{first:>9.0f}{statistics.median(every):>9.0f}{every[int(0.95 * ROUNDS) - 1]:>9.0f}")


def read_while_published(base: str, folder: Path, paths: list[str]) -> tuple[int, list[str]]:
    """Have fifty readers ask while the store is published again and again; return answers and what went wrong."""
    wrong: list[str] = []
    answers = 0
    ends = time.monotonic() + SECONDS
    guard = threading.Lock()

    def read(number: int) -> None:
        nonlocal answers
        while time.monotonic() < ends:
            try:
                ask(base + paths[number % len(paths)])
            except OSError as error:
                with guard:
                    wrong.append(f"{paths[number % len(paths)]}: {error}")
            with guard:
                answers += 1
            number += 1

    threads = [threading.Thread(target=read, args=(number,)) for number in range(READERS)]
    for thread in threads:
        thread.start()
    while time.monotonic() < ends:
        copy = folder / "again.duckdb"
        shutil.copyfile(folder / PUBLISHED, copy)
        copy.replace(folder / PUBLISHED)
        time.sleep(0.5)
    for thread in threads:
        thread.join()
    return answers, wrong


def main() -> int:
    """Serve the store named on the command line and print the measures."""
    folder = Path(sys.argv[1])
    with Store.open(folder) as store:
        counts, pages = store.counts(), addresses(store)
    print(f"{counts['articles']:,} articles, {counts['statements']:,} statements")
    command = [sys.executable, "-m", "detente.faces.cli", "serve", "--port", "0", "--store", str(folder)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        said = server.stdout.readline() if server.stdout else ""
        found = re.search(r"http://\S+?/(?=\s)", said)
        if found is None:
            raise SystemExit(f"the server did not start: {said}")
        base = found[0].rstrip("/")
        timed(base, pages)
        status = Path(f"/proc/{server.pid}/status").read_text(encoding="utf-8")
        met = RSS.search(status)
        print(f"server memory {int(met[1]) / 1024:.0f} MB" if met else "server memory not known")
        paths = [address for kind, kinds in pages.items() if "compare" not in kind for address in kinds[:2]]
        answers, wrong = read_while_published(base, folder, paths)
        print(f"{READERS} readers, {SECONDS:.0f} s, published twice a second: {answers} answers, {len(wrong)} errors")
        print(*wrong[:5], sep="\n")
    finally:
        server.terminate()
        server.wait(20)
    return bool(wrong)


if __name__ == "__main__":
    raise SystemExit(main())
