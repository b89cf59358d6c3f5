"""Kill ``detente add`` again and again while it reads generated articles; then the store must equal an undisturbed one.

``python -m bench.survival [ARTICLES] [KILLS]`` (2,000 and 5 by default; minutes). Prints what was killed when, and ends
with exit code 1 where the two stores differ.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.corpus import generate
from detente.store import Store
from detente.store.build import SHARDS
from detente.store.shards import list_shards

SEED = 1


def main(articles: int = 2000, kills: int = 5) -> int:
    """Make both stores and compare them."""
    with tempfile.TemporaryDirectory(prefix="detente-survival-") as place:
        folder, clean, killed = (Path(place, name) for name in ("articles", "clean", "killed"))
        generate(articles, SEED, folder)
        took = -time.monotonic()
        _add(folder, clean).wait()
        took += time.monotonic()
        print(f"undisturbed: {articles:,} articles in {took:.1f} s, {len(list_shards(clean / SHARDS))} shards")
        chance = random.Random(SEED)
        for number in range(1, kills + 1):
            # Spread over the time that all takes, so that each run is killed in its own stretch of the work.
            _kill(_add(folder, killed), chance.uniform(0.3, 1.0) * took / kills, killed, number)
        _add(folder, killed).wait()
        prints = [_fingerprint(store) for store in (clean, killed)]
    print(f"undisturbed {prints[0]}\nkilled      {prints[1]}")
    return int(prints[0] != prints[1])


def _add(folder: Path, store: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "detente.faces.cli", "add", str(folder), "--store", str(store)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def _kill(run: subprocess.Popen[bytes], after: float, store: Path, number: int) -> None:
    time.sleep(after)
    run.send_signal(signal.SIGKILL)
    ended = "killed" if run.wait() == -signal.SIGKILL else "had ended"
    done = len(list_shards(store / SHARDS))
    building = ", while building" if (store / "building").exists() else ""
    print(f"kill {number}: {ended} after {after:.1f} s, {done} shards done{building}")


def _fingerprint(folder: Path) -> str:
    with Store.open(folder) as store:
        return store.fingerprint()


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:])))
