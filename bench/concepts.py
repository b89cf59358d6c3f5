"""Make ``detente/data/concepts.tsv`` and ``synonyms.tsv`` anew: ``python -m bench.concepts [WORDNET_FOLDER]``.

WordNet 3.0's database files are in Debian's package wordnet-base. Of each lemma that WordNet's own tagged texts contain
the commonest sense of each part of speech is kept, with what it is a kind of and what it is derived from or akin to.
For the table of synonyms these are the commoner words of diplomatic news (``document_frequency.tsv``); their mates in
that sense are marked as rare where they are much rarer there and hardly met in WordNet's tagged texts.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from detente.travel.features import Background, Lexicon, background

SYNONYMS = Path(__file__).parents[1] / "detente" / "data" / "synonyms.tsv"
TABLE = Path(__file__).parents[1] / "detente" / "data" / "concepts.tsv"
WORDNET = Path("/usr/share/wordnet")
PARTS = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
# Hypernym, instance hypernym, similar to, derivationally related: https://wordnet.princeton.edu/documentation/wninput5wn
RELATIONS = {"@", "@i", "&", "+"}
# A word of so many sentences of the background is common; one of so many times fewer, and of so few in the tagged
# texts, is rare beside it.
COMMON, TIMES, TAGGED = 15, 8, 4
LICENCE = """\
// WordNet 3.0 licence: Copyright 2006 by Princeton University. All rights reserved. Permission to use, copy, modify
// and distribute this software and database and its documentation for any purpose and without fee or royalty is hereby
// granted, provided that the copyright notice and these statements, including the disclaimer, appear on ALL copies.
// THIS SOFTWARE AND DATABASE IS PROVIDED "AS IS" AND PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES,
// EXPRESS OR IMPLIED, OF MERCHANTABILITY OR FITNESS FOR ANY PARTICULAR PURPOSE, OR THAT THE USE OF THE LICENSED
// SOFTWARE, DATABASE OR DOCUMENTATION WILL NOT INFRINGE ANY THIRD PARTY PATENTS, COPYRIGHTS, TRADEMARKS OR OTHER
// RIGHTS. The name of Princeton University may not be used in advertising or publicity. Title to copyright stays with
// Princeton University.
"""
HEADER = """\
// Concepts that word stems (Snowball, English) share: stem, then the numbers of what its commonest senses mean and,
// after a semicolon, of what these are kinds of, akin to or derived from. Made by bench/concepts.py from WordNet 3.0.
"""

SYNONYM_HEADER = """\
// What means the same as a common word in its commonest sense: the other words, the common ones, and 1 where the former
// are rare beside the latter. Made by bench/concepts.py from WordNet 3.0.
"""

Sense = tuple[str, str]  # part of speech, offset of the synset


def tagged(folder: Path) -> set[str]:
    """Return the lemmas of which some sense was met in WordNet's tagged texts."""
    lines = (folder / "cntlist.rev").read_text("ascii").splitlines()
    return {line.partition("%")[0] for line in lines}


def first_senses(folder: Path) -> Iterator[tuple[str, Sense]]:
    """Yield (lemma, its commonest sense) for each part of speech; lemmas of several words left out."""
    for part, name in PARTS.items():
        for line in (folder / f"index.{name}").read_text("ascii").splitlines():
            if not line.startswith(" "):
                fields = line.split()
                if fields[0].isalpha():
                    yield fields[0], (part, fields[-int(fields[2])])


def relations(folder: Path) -> dict[Sense, list[Sense]]:
    """Return for each synset those it points to by one of ``RELATIONS``."""
    found: dict[Sense, list[Sense]] = defaultdict(list)
    for part, name in PARTS.items():
        for line in (folder / f"data.{name}").read_text("ascii").splitlines():
            if not line.startswith(" "):
                fields = line.partition(" | ")[0].split()
                at = 4 + 2 * int(fields[3], 16)
                for pointer in range(at + 1, at + 1 + 4 * int(fields[at]), 4):
                    symbol, offset, to = fields[pointer : pointer + 3]
                    if symbol in RELATIONS:
                        found[part, fields[0]].append((to, offset))
    return found


def main(folder: Path) -> None:
    """Collect, number and write the concepts that at least two stems share."""
    known, related = tagged(folder), relations(folder)
    stem = Lexicon(Background(0, {})).feature
    meant: dict[str, dict[Sense, bool]] = defaultdict(dict)
    for lemma, sense in first_senses(folder):
        if lemma in known:
            concepts = meant[stem(lemma)]
            concepts[sense] = True
            for other in related.get(sense, ()):
                concepts.setdefault(other, False)
    holders: dict[Sense, int] = defaultdict(int)
    for concepts in meant.values():
        for sense in concepts:
            holders[sense] += 1
    # The commoner a concept the shorter its number; those of very many stems tell nothing.
    kept = sorted((sense for sense, count in holders.items() if count > 1), key=lambda sense: (-holders[sense], sense))
    number = {sense: place for place, sense in enumerate(kept)}
    rows = []
    for word, concepts in sorted(meant.items()):
        own, kin = (
            [number[s] for s, mine in concepts.items() if mine is which and s in number] for which in (True, False)
        )
        if own or kin:
            rows.append(f"{word}\t{' '.join(map(str, sorted(own)))};{' '.join(map(str, sorted(kin)))}\n")
    TABLE.write_text(HEADER + LICENCE + "".join(rows), "utf-8")
    print(f"{len(rows)} stems, {len(kept)} concepts, {TABLE.stat().st_size} bytes")
    write_synonyms(folder, known)


def mates(folder: Path) -> dict[Sense, list[str]]:
    """Return the words of each synset."""
    found = {}
    for part, name in PARTS.items():
        for line in (folder / f"data.{name}").read_text("ascii").splitlines():
            if not line.startswith(" "):
                fields = line.split()
                words = fields[4 : 4 + 2 * int(fields[3], 16) : 2]
                found[part, fields[0]] = [word.partition("(")[0].replace("_", " ").lower() for word in words]
    return found


def write_synonyms(folder: Path, known: set[str]) -> None:
    """Write the synonyms of the common words."""
    lexicon = Lexicon(background())
    tagged_times: Counter[str] = Counter()
    for line in (folder / "cntlist.rev").read_text("ascii").splitlines():
        key, _, count = line.split()
        tagged_times[key.partition("%")[0].replace("_", " ")] += int(count)

    def met(words: str) -> int:
        return 0 if " " in words else lexicon.known.counts.get(lexicon.feature(words), 0)

    words_of = mates(folder)
    common: dict[str, set[str]] = defaultdict(set)
    for lemma, sense in first_senses(folder):
        if lemma in known and len(lemma) > 2 and met(lemma) >= COMMON:
            for mate in words_of[sense]:
                if mate != lemma and (" " in mate or lexicon.feature(mate) != lexicon.feature(lemma)):
                    common[mate].add(lemma)
    rows = []
    for mate, words in sorted(common.items()):
        rare = tagged_times[mate] <= TAGGED and any(TIMES * met(mate) <= met(word) for word in words) and len(mate) > 3
        rows.append(f"{mate}\t{' '.join(sorted(words))}\t{int(rare)}\n")
    SYNONYMS.write_text(SYNONYM_HEADER + LICENCE + "".join(rows), "utf-8")
    print(f"{len(rows)} synonyms, {SYNONYMS.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else WORDNET)
