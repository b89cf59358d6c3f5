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
from itertools import combinations
from pathlib import Path

from detente.model import Article
from detente.travel.candidates import propose
from detente.travel.features import Lexicon, background, weights, words

CASES = Path(__file__).parents[1] / "tests" / "travel" / "cases"
SHARED = Path(__file__).parents[2] / "shared" / "data"
WORDNET = Path("/usr/share/wordnet")  # Debian's package wordnet-base
ENGLISH = ("kremlin_en", "state_dept", "whitehouse", "wikinews")
_WORD = re.compile(r"[a-z]{4,}")
_FORM = 0.15

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


def retellings(chance: random.Random) -> list[Labelled]:
    """Tell every text of ``originals`` again: whole, and with passages of other articles in place of some."""
    found = []
    others = list(open_texts().values()) if (SHARED / "open_text").is_dir() else []
    for name, (original, retold, independent) in originals().items():
        found.append(labelled("whole", name, original, retold))
        for share in (0.6, 0.4):
            for number in range(4):
                filler = list(independent)
                if not filler and others:
                    filler = [(frozenset(), text) for text in chance.choice(others)]
                chance.shuffle(filler)
                found.append(labelled(f"{share:.0%} #{number}", name, original, mixed(retold, filler, share, chance)))
    return found


def independents() -> list[Labelled]:
    """Pair independent articles on one happening: ours, and the readouts of two offices or governments."""
    found = []
    for name, (original, retold, independent) in originals().items():
        if independent:
            texts = [text for _, text in retold]
            found.append(labelled("independent", name, original, independent))
            found.append(labelled("independent of the retelling", name, texts, independent))
    found += [
        Labelled("readouts", article(left, open_texts()[left]), article(right, open_texts()[right]), retelling=False)
        for left, right in readouts()
    ]
    return found


def related(chance: random.Random, most: int) -> list[Labelled]:
    """Pair open texts that have rare words in common: independent accounts of related things, at most ``most`` pairs.

    Half of them are of two publishers or of Wikinews, as far as there are so many. Two texts of one form, by the share
    of five-word shingles of the shorter that the longer has, are left out: there something was copied.
    """
    texts = {name: article(name, passages) for name, passages in open_texts().items()}
    lexicon = Lexicon(background())
    read = [words(each, lexicon) for each in texts.values()]
    names = list(texts)
    pairs = [(names[i], names[j]) for i, j in propose(read, weights(read, lexicon))]
    listed = {frozenset(pair) for pair in readouts()}
    pairs = [(a, b) for a, b in pairs if frozenset((a, b)) not in listed and not _of_one_form(texts[a], texts[b])]
    apart = [(a, b) for a, b in pairs if a[:2] != b[:2] or a[:2] == "wn"]
    same = [pair for pair in pairs if pair not in set(apart)]
    chosen = [chance.sample(kind, min(len(kind), most // 2)) for kind in (apart, same)]
    return [Labelled("related", texts[a], texts[b], retelling=False) for kind in chosen for a, b in kind]


def _of_one_form(a: Article, b: Article) -> bool:
    one, two = shingles(a.text), shingles(b.text)
    return len(one & two) > _FORM * min(len(one), len(two))


def shingles(text: str) -> set[bytes]:
    """Return the five-word shingles of a text."""
    tokens = text.lower().split()
    return {" ".join(tokens[i : i + 5]).encode() for i in range(max(1, len(tokens) - 4))}


def readouts() -> list[tuple[str, str]]:
    """Return the ids of accounts of one call, meeting or event by two offices, both in English."""
    listed = json.loads((SHARED / "open_text" / "pairs.json").read_text("utf-8"))
    ids = [tuple(side[0] for side in entry["sides"][:2]) for entry in listed]
    return [(left, right) for left, right in ids if left in open_texts() and right in open_texts()]


def same_events() -> list[Labelled]:
    """Pair the articles of NewsWCL50 on one event, by outlets that do not copy each other (development only)."""
    events: dict[int, list[Article]] = defaultdict(list)
    for line in (SHARED / "newswcl50.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        events[row["event"]].append(article(f"wcl/{row['id']}", row["text"].split("\\n"), row["outlet_lean"]))
    return [
        Labelled("one event", a, b, retelling=False) for event in events.values() for a, b in combinations(event, 2)
    ]


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """Return the other words of the commonest sense of each word, by WordNet; empty where it is not installed."""
    found: dict[str, tuple[str, ...]] = {}
    for part in ("noun", "verb", "adj", "adv") if WORDNET.is_dir() else ():
        words_of = {}
        for line in (WORDNET / f"data.{part}").read_text("ascii").splitlines():
            if not line.startswith(" "):
                fields = line.split()
                count = int(fields[3], 16)
                words_of[fields[0]] = [word.partition("(")[0] for word in fields[4 : 4 + 2 * count : 2]]
        for line in (WORDNET / f"index.{part}").read_text("ascii").splitlines():
            fields = line.split()
            if not line.startswith(" ") and fields[0] not in found:
                others = [word for word in words_of[fields[-int(fields[2])]] if word.lower() != fields[0]]
                if others:
                    found[fields[0]] = tuple(word.replace("_", " ") for word in others)
    return found


def spun(text: str, share: float, chance: random.Random) -> str:
    """Put synonyms for a share of the words that have one, as spinners do, without regard to sense."""

    def replaced(match: re.Match[str]) -> str:
        others = synonyms().get(match.group())
        return chance.choice(others) if others and chance.random() < share else match.group()

    return _WORD.sub(replaced, text)


def reworked(chance: random.Random, count: int) -> list[Labelled]:
    """Copy, trim, reorder and spin open texts of at least six passages, ``count`` of each."""
    long = sorted(name for name, passages in open_texts().items() if len(passages) >= 6)
    found = []
    for name in chance.sample(long, count):
        original = open_texts()[name]
        same: list[Told] = [(frozenset({i}), text) for i, text in enumerate(original)]
        shuffled = chance.sample(same, len(same))
        trimmed = sorted(chance.sample(same, len(same) // 2), key=lambda told: min(told[0]))
        found += [
            labelled("copy", name, original, same),
            labelled("trimmed", name, original, trimmed),
            labelled("reordered", name, original, shuffled),
        ]
        if synonyms():
            found.append(labelled("spun", name, original, [(n, spun(text, 0.7, chance)) for n, text in same]))
    return found
