"""Articles as bibliographic records: CSL-JSON (citation-style-language 1.0.2), BibTeX and RIS."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from detente import edtf

Row = Mapping[str, Any]
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def csl(row: Row) -> dict[str, Any]:
    """Return an article's record in CSL-JSON: fields that are not known are left out.

    Args:
        row: id, title, author, outlet, published (EDTF), language, address, path of an article.
    """
    record: dict[str, Any] = {
        "id": row["id"],
        "type": "article-newspaper",
        "title": _plain(row["title"] or row["path"]),
        "language": row["language"],
    }
    if row["author"]:
        record["author"] = [{"literal": _plain(row["author"])}]
    if row["outlet"]:
        record["container-title"] = _plain(row["outlet"])
    if urlsplit(row["address"]).scheme in {"http", "https"}:
        record["URL"] = _plain(row["address"])
    days = edtf.bounds(row["published"]) if row["published"] else None
    if days is not None:
        parts = [[day.year, day.month, day.day] for day in dict.fromkeys(days)]
        record["issued"] = {"date-parts": parts}
    return record


def as_csl(rows: Iterable[Row]) -> str:
    """Return records as a CSL-JSON list."""
    return json.dumps([csl(row) for row in rows], ensure_ascii=False, indent=1) + "\n"


def as_ris(rows: Iterable[Row]) -> str:
    """Return records as RIS, as reference managers read it."""
    import rispy

    entries = []
    for record in map(csl, rows):
        entry: dict[str, Any] = {"type_of_reference": "NEWS", "id": record["id"], "title": record["title"]}
        entry |= {"language": record["language"]}
        if "author" in record:
            entry["authors"] = [record["author"][0]["literal"]]
        if "container-title" in record:
            entry["secondary_title"] = record["container-title"]
        if "URL" in record:
            entry["urls"] = [record["URL"]]
        if "issued" in record:
            year, month, day = record["issued"]["date-parts"][0]
            entry |= {"year": f"{year:04d}", "date": f"{year:04d}/{month:02d}/{day:02d}"}
        entries.append(entry)
    return str(rispy.dumps(entries))


def as_bibtex(rows: Iterable[Row]) -> str:
    """Return records as BibTeX; TeX's own characters in them are escaped."""
    from pybtex.database import BibliographyData, Entry, Person

    entries = {}
    for record in map(csl, rows):
        fields = {"title": "{" + _tex(record["title"]) + "}", "language": record["language"]}
        if "container-title" in record:
            fields["journal"] = _tex(record["container-title"])
        if "URL" in record:
            fields["url"] = record["URL"]
        if "issued" in record:
            year, month, day = record["issued"]["date-parts"][0]
            fields |= {"year": str(year), "date": f"{year:04d}-{month:02d}-{day:02d}"}
        entry = Entry("article", fields=fields)
        if "author" in record:
            # One name, whole: an outlet's byline is no list of first and last names.
            entry.persons["author"] = [Person(last=_tex(record["author"][0]["literal"]))]
        entries[f"detente-{record['id']}"] = entry
    return str(BibliographyData(entries=entries).to_string("bibtex"))


def _plain(text: str) -> str:
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def _tex(text: str) -> str:
    return re.sub(r"([\\{}])", "", text)
