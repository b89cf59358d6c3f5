"""How, where, about whom and with what stance: the fields of statements on gold, beside the most frequent value.

``python -m bench.manner`` scores the development and test parts of ``corpus/attribution`` and, where
``../shared/data/gold`` lies beside the repository, its two articles. Only statements are scored that were found with
the right content and source; joint speakers are one attribution there and one statement each here, taken together.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from bench.attribution_corpus import Annotated, documents
from bench.scoring import Attributed, Score, pair
from bench.statements import SHARED, attributed, reading_of
from detente.extract import extract
from detente.extract.manner import MODES
from detente.link import within
from detente.model import Statement

FIELDS = ("mode", "negated", "certainty", "venue", "stance")
Values = list[tuple[Any, Any]]


def found(document: Annotated) -> Iterator[tuple[dict[str, Any], list[Statement]]]:
    """Yield the attributions of a text with the statements that render them."""
    joint: dict[Attributed, list[Statement]] = {}
    for row in within.link(extract(document.article)).statements:
        joint.setdefault(attributed(row), []).append(row)
    keys = list(joint)
    for g, f, right in pair(document.article.text, document.gold, keys):
        if right:
            yield document.rows[g], joint[keys[f]]


def scores(part: str) -> tuple[dict[str, Values], Score]:
    """Return, for a part of the corpus, wanted and given values by field, and the states spoken of."""
    values: dict[str, Values] = {name: [] for name in FIELDS}
    about = Score(0, 0, 0)
    for document in documents():
        if document.part != part:
            continue
        for gold, rows in found(document):
            values["mode"].append((MODES[gold["mode"] or "speech"], rows[0].mode))
            for name in ("negated", "certainty", "venue"):
                values[name].append((gold[name], getattr(rows[0], name)))
            wanted, given = {a["state"]: a["stance"] for a in gold["about"]}, _stances(rows)
            about += Score(len(wanted.keys() & given.keys()), len(given), len(wanted))
            values["stance"].extend((wanted[s], given[s]) for s in sorted(wanted.keys() & given.keys()))
    return values, about


def _stances(rows: Sequence[Statement]) -> dict[str, str]:
    """Return the stance toward each state; states that speak together do not speak of each other."""
    own = {r.actor for r in rows} if len(rows) > 1 else set()
    return {s: how for r in rows for s, how in zip(r.about, r.stance, strict=True) if s not in own}


def measured(values: Values) -> dict[str, float]:
    """Return accuracy, macro-averaged F1 over the values annotated, and both for the most frequent value alone."""
    most = Counter(wanted for wanted, _ in values).most_common(1)[0][0] if values else None
    return {
        "accuracy": _accuracy(values),
        "macro F1": _macro(values),
        "accuracy, most frequent": _accuracy([(w, most) for w, _ in values]),
        "macro F1, most frequent": _macro([(w, most) for w, _ in values]),
    }


def _accuracy(values: Values) -> float:
    right: int = sum(w == g for w, g in values)
    return round(right / max(len(values), 1), 3)


def _macro(values: Values) -> float:
    labels = {w for w, _ in values}
    total: float = 0.0
    for label in labels:
        right: int = sum(w == g == label for w, g in values)
        total += 2 * right / (sum(w == label for w, _ in values) + sum(g == label for _, g in values))
    return round(total / max(len(labels), 1), 3)


def of_gold() -> tuple[Score, Values]:
    """Return states spoken of and polarity on the two development articles; a field there lists what counts as right.

    A state is missed or extra against the first of the lists that count as right which fits best. The polarity of a
    statement is that toward the states it speaks of; where the annotators gave none it is not scored.
    """
    about, polarity = Score(0, 0, 0), []
    for name, gold in json.loads((SHARED / "gold" / "statements_000_003.json").read_text(encoding="utf-8")).items():
        path = next((SHARED / "articles").glob(f"*{name[1:]}*"))
        text = path.read_text(encoding="utf-8")
        rows = reading_of(text).statements
        wanted = [Attributed(None, ((g["start"], g["end"]),)) for g in gold["statements"]]
        for g, f, _ in pair(text, wanted, [Attributed(None, ((r.start, r.end),)) for r in rows]):
            row, fields = rows[f], gold["statements"][g]
            options = [set(states or []) for states in fields["about"]] or [set()]
            best = max(options, key=lambda o: (len(o & set(row.about)) - len(o ^ set(row.about)), sorted(o)))
            about += Score(len(best & set(row.about)), len(row.about), len(best))
            allowed = [p for p in fields["polarity"] if p]
            if allowed and row.stance:
                given = next((s for s in row.stance if s in allowed), row.stance[0])
                polarity.append((given if given in allowed else allowed[0], given))
    return about, polarity


def run() -> dict[str, dict[str, float]]:
    """Return the figures by part and field; nothing where the texts are not at hand."""
    out: dict[str, dict[str, float]] = {}
    for part in ("dev", "test"):
        values, about = scores(part)
        if values["mode"]:
            out |= {f"{part} {name}": {"n": len(given), **measured(given)} for name, given in values.items()}
            out[f"{part} about"] = {"n": about.gold, **_prf(about)}
    if (SHARED / "gold").is_dir():
        about, polarity = of_gold()
        out["gold about"] = {"n": about.gold, **_prf(about)}
        out["gold polarity"] = {"n": len(polarity), **measured(polarity)}
    return out


def _prf(score: Score) -> dict[str, float]:
    return {name: round(getattr(score, name), 3) for name in ("precision", "recall", "f1")}


def main() -> None:
    """Print a line a field."""
    for name, figures in run().items():
        print(f"{name:16s}", "  ".join(f"{key} {value:g}" for key, value in figures.items()))


if __name__ == "__main__":
    main()
