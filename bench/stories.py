"""Stories on articles of ten events by five outlets each: B-cubed precision, recall and F1 (Bagga and Baldwin 1998).

``python -m bench.stories [FILE]``. The file is NewsWCL50 (Hamborg et al. 2019), one article a line with ``id``,
``event`` and ``text``; it is not part of this project.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from detente.model import Article
from detente.travel import stories

FILE = Path(__file__).parent.parent.parent / "shared" / "data" / "newswcl50.jsonl"


def articles(file: Path) -> tuple[list[Article], dict[str, int]]:
    """Return the articles of the file and the event of each by id."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    texts = [str(row["text"]).replace("\\n", "\n") for row in rows]
    read = [
        Article(
            str(row["id"]), str(row["id"]), str(row["id"]), str(row["id"]), "text/plain", text, words=len(text.split())
        )
        for row, text in zip(rows, texts, strict=True)
    ]
    return read, {str(row["id"]): int(row["event"]) for row in rows}


def b_cubed(found: Mapping[str, str], gold: Mapping[str, int]) -> dict[str, float]:
    """Return precision, recall and F1 of a grouping, averaged over the articles."""
    precision = recall = 0.0
    for one in gold:
        together = [other for other in gold if found[other] == found[one]]
        meant = [other for other in gold if gold[other] == gold[one]]
        both = len(set(together) & set(meant))
        precision += both / len(together) / len(gold)
        recall += both / len(meant) / len(gold)
    return {"precision": precision, "recall": recall, "F1": 2 * precision * recall / (precision + recall)}


def run(file: Path = FILE) -> dict[str, float]:
    """Return the figures of the grouping that ``detente.travel.stories`` finds."""
    read, gold = articles(file)
    started = time.process_time()
    found = {row.article: row.id for row in stories.find(read)}
    seconds = time.process_time() - started
    words = sum(article.words for article in read)
    return b_cubed(found, gold) | {"stories": float(len(set(found.values()))), "words a second": words / seconds}


if __name__ == "__main__":
    for name, value in run(Path(sys.argv[1]) if sys.argv[1:] else FILE).items():
        print(f"{name:15s} {value:,.3f}")
