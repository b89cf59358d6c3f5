"""Labelled pairs for the measures of ``bench.travel``, made anew at each run from open texts and from our own.

The open texts are no part of the project. Beside it lie ``paraphrases.tsv`` (passages of some of them told in our own
words, or translated anew from the Russian), ``independent.tsv`` (what another reporter might have written on the same
happenings; made up, no record of facts) and ``stories.tsv`` (invented happenings: told, retold, told by another).
``{start:end}`` in these files stands for the words of the open text at that place.
"""

from __future__ import annotations

import csv
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from detente.model import Article

CASES = Path(__file__).parents[1] / "tests" / "travel" / "cases"
SHARED = Path(__file__).parents[2] / "shared" / "data"
WORDNET = Path("/usr/share/wordnet")  # Debian's package wordnet-base
ENGLISH = ("kremlin_en", "state_dept", "whitehouse", "wikinews")
_WORD = re.compile(r"[a-z]{4,}")

Told = tuple[frozenset[int], str]  # the passages of the original it renders (none for an independent one), its words


@dataclass(frozen=True, slots=True)
class Labelled:
    """Two articles, whether one text lies behind both, and which passages of ``a`` and ``b`` (by number) correspond."""

    kind: str
    a: Article
    b: Article
    retelling: bool
    passages: frozenset[tuple[int, int]] = frozenset()


def article(name: str, passages: Iterable[str], outlet: str = "") -> Article:
    """Make an article of passages parted by blank lines."""
    return Article(name, name, name, "", "text/plain", "\n\n".join(passages), outlet=outlet)


@cache
def open_texts() -> dict[str, tuple[str, ...]]:
    """Return the passages of the English open texts by document id."""
    found = {}
    for source in ENGLISH:
        for line in (SHARED / "open_text" / f"{source}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            found[row["id"]] = tuple(p.strip() for p in row["text"].split("\n\n") if p.strip())
    return found


def rows(name: str) -> list[dict[str, str]]:
    """Read one of the tables of cases."""
    with (CASES / f"{name}.tsv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


def originals() -> dict[str, tuple[Sequence[str], list[Told], list[Told]]]:
    """Return by name: the passages of a text, its retelling, and an independent article (or nothing) on the same."""
    found: dict[str, tuple[Sequence[str], list[Told], list[Told]]] = {}
    for row in rows("paraphrases"):
        passages = open_texts()[row["document"]]
        numbers = frozenset(map(int, row["paragraphs"].split("+")))
        found.setdefault(row["document"], (passages, [], []))[1].append((numbers, _filled(row["rendering"], passages)))
    for row in rows("independent"):
        passages = open_texts()[row["document"]]
        found[row["document"]][2].append((frozenset(), _filled(row["text"], passages)))
    return found | invented()


def invented() -> dict[str, tuple[Sequence[str], list[Told], list[Told]]]:
    """Return the invented happenings in the form of ``originals``; they need no other data."""
    told: dict[str, dict[str, list[Told]]] = defaultdict(lambda: defaultdict(list))
    for row in rows("stories"):
        numbers = frozenset(int(number) for number in row["renders"].split("+") if number)
        told[row["story"]][row["article"]].append((numbers, row["text"]))
    return {
        story: ([text for _, text in by["original"]], by["retelling"], by["independent"]) for story, by in told.items()
    }


def _filled(text: str, passages: Sequence[str]) -> str:
    source = "\n\n".join(passages)
    return re.sub(r"\{(\d+):(\d+)\}", lambda span: source[int(span[1]) : int(span[2])], text)


def mixed(retold: Sequence[Told], filler: Sequence[Told], share: float, chance: random.Random) -> list[Told]:
    """Keep a share of the retold passages in order and put passages of the filler in the places of the others."""
    kept = set(chance.sample(range(len(retold)), max(1, round(share * len(retold)))))
    fill = iter(filler)
    result = []
    for number, passage in enumerate(retold):
        chosen = passage if number in kept else next(fill, None)
        if chosen is not None:
            result.append(chosen)
    return result


def labelled(kind: str, name: str, original: Sequence[str], told: Sequence[Told]) -> Labelled:
    """Pair an original with a telling of it."""
    links = frozenset((i, j) for j, (numbers, _) in enumerate(told) for i in numbers)
    texts = [text for _, text in told]
    return Labelled(kind, article(f"{name}/a", original), article(f"{name}/{kind}", texts), bool(links), links)
