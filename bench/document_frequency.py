"""Make ``detente/data/document_frequency.tsv`` anew: ``python -m bench.document_frequency OPEN_TEXT_FOLDER``.

Counts in how many sentences each feature stands. Features met in one sentence only are left out, so that no text can be
put together again from the table.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from detente.model import Article
from detente.travel.features import Background, Lexicon, words

TABLE = Path(__file__).parents[1] / "detente" / "data" / "document_frequency.tsv"
SOURCES = ("kremlin_en", "state_dept", "whitehouse", "wikinews")
HEADER = """\
// In how many sentences of diplomatic news and announcements a word stem, name or number (#) stands; the
// row * is the number of sentences. Stems by Snowball (English). Features of one sentence only are left out.
// Counted by bench/document_frequency.py in texts of: the Presidential Executive Office of Russia, kremlin.ru
// (CC BY 4.0); Wikinews contributors, en.wikinews.org, in part by way of the GUM corpus (CC BY 2.5); the White House
// and the U.S. Department of State (works of the US Government, public domain).
"""


def main(folder: Path) -> None:
    """Count, and write the table."""
    lexicon = Lexicon(Background(0, {}))
    counts: Counter[int] = Counter()
    total = 0
    for source in SOURCES:
        for line in (folder / f"{source}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            article = words(Article(row["id"], "", "", "", "", row["text"]), lexicon)
            total += len(article.owner)
            counts.update(article.feature.tolist())
    kept = sorted((lexicon.features[number], count) for number, count in counts.items() if count > 1)
    rows = "".join(f"{feature}\t{count}\n" for feature, count in [("*", total), *kept])
    TABLE.write_text(HEADER + rows, "utf-8")
    print(f"{len(kept)} features of {total} sentences, {TABLE.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
