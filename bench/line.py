"""The whole line's time over the bare parser's, on the same text in the same run, and a worker's peak memory.

``python -m bench.line [--articles N]`` generates N articles, then, in a process of its own for each side, loads the
models, warms up and measures processor time (user and system, seconds): once the spaCy pipeline alone over the
articles' paragraphs, once all that a worker does with them (read from disk, identify, extract, link, write the shard).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.corpus import generate

ROUNDS = 3
# Both sides on one core, as the engine's workers run: threads that spin would count as work.
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Measure:
    """Processor seconds (the best of the rounds), words, and peak resident memory in MB of one side."""

    seconds: float
    words: int
    peak_mb: float


def bare(folder: Path) -> Measure:
    """Run the parser alone, as spaCy loads it, over the paragraphs."""
    import spacy

    from detente.config import Config
    from detente.language import english
    from detente.read import discover, read
    from detente.read.files import Source

    sources = [s for s in discover([folder]) if isinstance(s, Source)]
    articles = [read(source, Config()) for source in sources]
    texts = [span.of(article.text) for article in articles for span in english.paragraphs(article)]
    nlp = spacy.load(english.MODEL)

    def once() -> None:
        for _ in nlp.pipe(texts, batch_size=64):
            pass

    return _measured(once, sum(article.words for article in articles))


def line(folder: Path) -> Measure:
    """Run everything a worker does."""
    from detente.config import Config
    from detente.pipeline import ReadShard, detente_stages
    from detente.read import discover, source_id
    from detente.read.files import Source

    sources = tuple((s, source_id(s)) for s in discover([folder]) if isinstance(s, Source))
    words = 0

    def once() -> None:
        nonlocal words
        with tempfile.TemporaryDirectory() as store:
            task = ReadShard(Config(store=Path(store)), detente_stages, 0)
            words = sum(task(sources[at : at + 16]).words for at in range(0, len(sources), 16))

    measured = _measured(once, 0)
    return Measure(measured.seconds, words, measured.peak_mb)


def _measured(once: object, words: int) -> Measure:
    assert callable(once)
    once()
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.process_time()
        once()
        best = min(best, time.process_time() - started)
    return Measure(best, words, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)


def run(articles: int = 200) -> dict[str, float]:
    """Measure both sides, one process each, and return the figures."""
    with tempfile.TemporaryDirectory() as folder:
        generate(articles, 1, Path(folder))
        sides = {side: _in_a_process(side, folder) for side in ("bare", "line")}
    return {
        "words": sides["line"].words,
        "parser words/s": round(sides["line"].words / sides["bare"].seconds),
        "line words/s": round(sides["line"].words / sides["line"].seconds),
        "line over parser": round(sides["line"].seconds / sides["bare"].seconds, 3),
        "worker peak MB": round(sides["line"].peak_mb),
        "parser peak MB": round(sides["bare"].peak_mb),
    }


def _in_a_process(side: str, folder: str) -> Measure:
    done = subprocess.run(
        [sys.executable, "-m", "bench.line", "--side", side, "--folder", folder],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | dict.fromkeys(THREADS, "1"),
    )
    return Measure(**json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    """Print the figures, or, in a side's own process, its measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--side", choices=["bare", "line"])
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    if asked.side:
        measure = {"bare": bare, "line": line}[asked.side](asked.folder)
        print(json.dumps(asdict(measure)))
        return
    for name, value in run(asked.articles).items():
        print(f"{name:20s} {value:>12,}")


if __name__ == "__main__":
    main()
