"""Statements found in other languages, on labelled sentences of our own, and speed beside each language's bare reader.

``python -m bench.languages [--part dev|held] [--speed]``. A label is found by a statement whose pieces share
characters with it to an F1 of at least 0.5; its speaker is right where the state is, and the name as the English line
gives it, or, for a source without a name in English, the words. Joint speakers of one content count once.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.extract import extract
from detente.link.within import link
from detente.model import Article, Span, Statement

CASES = Path(__file__).parent.parent / "tests" / "cases"
ENOUGH = 0.5
PUBLISHED = "2022-03-15"


@dataclass(frozen=True, slots=True)
class Label:
    """One labelled statement of a text; ``content`` is empty where the text holds none."""

    part: str
    text: str
    kind: str
    source: str
    content: tuple[str, ...]
    speaker: str
    actor: str


@dataclass(frozen=True, slots=True)
class Score:
    """How many labels were found, with the right speaker, and how many statements answer no label."""

    found: int
    right: int
    missed: int
    extra: int

    @property
    def f1(self) -> float:
        """F1 of statements."""
        return 2 * self.found / max(1, 2 * self.found + self.missed + self.extra)

    @property
    def speakers(self) -> float:
        """Share of the statements found whose speaker is right."""
        return self.right / max(1, self.found)


def labels(code: str) -> Iterator[Label]:
    """Yield the labels of a language."""
    lines = (CASES / f"statements_{code}.tsv").read_text(encoding="utf-8").splitlines()
    told = [line.split("\t") for line in lines if line and not line.startswith("#")]
    for fields in told[1:]:
        part, text, kind, source, content, speaker, actor = [*fields, *[""] * 7][:7]
        yield Label(part, text, kind, source, tuple(content.split(" + ")) if content else (), speaker, actor)


def article(code: str, text: str, ident: str = "a") -> Article:
    """Return a text as an article of a day in 2022."""
    return Article(ident, ident, ident, ident, "text/plain", text, language=code, published=PUBLISHED, words=len(text))


def score(code: str, part: str) -> Score:
    """Score one part of a language's labels."""
    by_text: dict[str, list[Label]] = {}
    for label in labels(code):
        if label.part == part:
            by_text.setdefault(label.text, []).append(label)
    found = right = missed = extra = 0
    for text, wanted in by_text.items():
        groups: dict[tuple[int, int], list[Statement]] = {}
        for row in link(extract(article(code, text))).statements:
            groups.setdefault((row.start, row.end), []).append(row)
        for label in (each for each in wanted if each.content):
            place = _places(text, label.content)
            best = max(groups, key=lambda g: overlap(groups[g][0].pieces, place), default=None)
            if best is None or overlap(groups[best][0].pieces, place) < ENOUGH:
                missed += 1
                continue
            found += 1
            right += any(_speaks(text, label, row) for row in groups.pop(best))
        extra += len(groups)
    return Score(found, right, missed, extra)


def _places(text: str, pieces: Sequence[str]) -> tuple[Span, ...]:
    out, at = [], 0
    for piece in pieces:
        start = text.index(piece, at)
        at = start + len(piece)
        out.append(Span(start, at))
    return tuple(out)


def overlap(a: Sequence[Span], b: Sequence[Span]) -> float:
    """Return the F1 of the characters of two sets of spans."""
    first = {n for span in a for n in range(span.start, span.end)}
    second = {n for span in b for n in range(span.start, span.end)}
    return 2 * len(first & second) / max(1, len(first) + len(second))


def _speaks(text: str, label: Label, row: Statement) -> bool:
    if (row.actor or "") != label.actor:
        return False
    if row.speaker == label.speaker:
        return True
    if label.speaker != label.source or row.source is None:
        return False
    start = text.index(label.source)
    return overlap((row.source.span,), (Span(start, start + len(label.source)),)) >= ENOUGH


def speed(code: str, rounds: int = 3) -> dict[str, float]:
    """Return characters and words a processor second of the line and of the bare reader, and their ratio.

    The text is the labelled sentences, twenty to an article; words are parted by blanks (none in Chinese).
    """
    from detente.language.tongues import tongue

    sentences = list(dict.fromkeys(label.text for label in labels(code)))
    texts = ["\n\n".join(sentences[n : n + 20]) for n in range(0, len(sentences), 20)] * 5
    articles = [article(code, text, str(n)) for n, text in enumerate(texts)]
    reader = tongue(code)
    characters = sum(len(text) for text in texts)
    words = sum(len(text.split()) for text in texts)

    def bare() -> None:
        for each in articles:
            reader.parse(each)

    def line() -> None:
        for each in articles:
            link(extract(each))

    for warm in (bare, line):
        warm()
    alone, whole = (min(_timed(run) for _ in range(rounds)) for run in (bare, line))
    return {
        "characters/s bare": characters / alone,
        "characters/s": characters / whole,
        "words/s bare": words / alone,
        "words/s": words / whole,
        "ratio": whole / alone,
    }


def _timed(run: object) -> float:
    assert callable(run)
    started = time.process_time()
    run()
    return time.process_time() - started


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=["dev", "held"], default="dev")
    parser.add_argument("--speed", action="store_true")
    chosen = parser.parse_args(argv)
    for code in ("ru", "zh", "de"):
        if chosen.speed:
            print(code, ", ".join(f"{name} {value:,.2f}" for name, value in speed(code).items()))
            continue
        got = score(code, chosen.part)
        print(
            f"{code} {chosen.part}: statements F1 {got.f1:.3f}, speaker right {got.speakers:.3f} "
            f"(found {got.found}, missed {got.missed}, extra {got.extra})"
        )


if __name__ == "__main__":
    main()
