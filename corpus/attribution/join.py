#!/usr/bin/env python3
"""Join the stand-off annotations to the texts they belong to.

usage: join.py TEXTS [-o JOINED.jsonl]

TEXTS is a folder of JSON Lines files whose rows hold ``id`` and ``text`` (as collected from the addresses that the
annotations name); the example articles of this project are found by themselves. A text is joined only if its SHA-256
is the annotated one, so that every offset points at the words it was made on. Each row written holds the document, its
text, and its attributions with the words of every span. Documents whose text is missing or different are counted and
listed; the exit code is 1 if there were any.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SPANS = ("source", "cue", "content")


def texts(folder: Path) -> dict[str, str]:
    """Return the texts of a folder by document id."""
    found: dict[str, str] = {}
    for path in sorted(folder.glob("**/*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if isinstance(row, dict) and "id" in row and "text" in row:
                found[row["id"]] = row["text"]
    return found


def documents() -> Iterator[dict[str, Any]]:
    """Yield the annotated documents, without their words."""
    for line in (HERE / "annotations.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def joined(document: dict[str, Any], text: str) -> dict[str, Any]:
    """Return the document with its text and the words of every span.

    Raises:
        ValueError: the text is not the one that was annotated.
    """
    if hashlib.sha256(text.encode("utf-8")).hexdigest() != document["sha256"]:
        raise ValueError("another text")
    attributions = []
    for attribution in document["attributions"]:
        words = {f"{name}_words": [text[start:end] for start, end in attribution[name]] for name in SPANS}
        attributions.append({**attribution, **words})
    return {**document, "text": text, "attributions": attributions}


def main() -> int:
    """Join, write, and say what could not be joined."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("-o", "--output", type=Path)
    asked = parser.parse_args()
    known, missing, written = texts(asked.texts), [], []
    for document in documents():
        own = HERE.parents[1] / document["address"]
        if own.is_file():
            known[document["id"]] = own.read_text(encoding="utf-8")
        try:
            written.append(json.dumps(joined(document, known[document["id"]]), ensure_ascii=False))
        except (KeyError, ValueError) as error:
            missing.append(f"{document['id']}: {'no text' if isinstance(error, KeyError) else error}")
    out = asked.output.open("w", encoding="utf-8") if asked.output else sys.stdout
    out.write("".join(line + "\n" for line in written))
    print(f"{len(written)} documents joined, {len(missing)} not", *missing, sep="\n", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
