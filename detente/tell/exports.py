"""What leaves the store for other programs: tables, annotations, a network, threat-intelligence bundles, references.

Listings leave as CSV, JSON Lines, JSON or Parquet with the columns of ``answers``. Statements leave as W3C Web
Annotations (annotation-model, 2017) with their provenance (PROV-O), in JSON-LD whose context is in the file, so that
it is read without a network; who speaks about whom as GraphML; articles, statements and actors as a STIX 2.1 bundle;
articles as CSL-JSON, BibTeX or RIS.
"""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import DetenteError, UsageError
from detente.tell import answers, citing, states

if TYPE_CHECKING:
    import pyarrow as pa

    from detente.store import Store

Row = Mapping[str, Any]
LISTINGS: Mapping[str, Callable[[Store], pa.Table]] = {
    "articles": answers.articles,
    "statements": answers.statements,
    "events": answers.events,
    "commitments": answers.commitments,
    "forecasts": answers.forecasts,
    "retellings": answers.retellings,
    "pairs": answers.pairs,
    "rejects": answers.rejects,
}
TABLES = (".csv", ".jsonl", ".json", ".parquet")
# Ids of exported things are made of those in the store (RFC 4122, version 5), so that a second export has the same.
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:detente")
CONTEXT = {
    "oa": "http://www.w3.org/ns/oa#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": {"@type": "@id", "@id": "@id"},
    "type": {"@type": "@vocab", "@id": "@type"},
    "Annotation": "oa:Annotation",
    "TextualBody": "oa:TextualBody",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "body": {"@id": "oa:hasBody"},
    "target": {"@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"},
    "selector": {"@id": "oa:hasSelector"},
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    "identifying": "oa:identifying",
    "describing": "oa:describing",
    "tagging": "oa:tagging",
    "value": {"@id": "rdf:value"},
    "exact": {"@id": "oa:exact"},
    "prefix": {"@id": "oa:prefix"},
    "suffix": {"@id": "oa:suffix"},
    "start": {"@type": "xsd:nonNegativeInteger", "@id": "oa:start"},
    "end": {"@type": "xsd:nonNegativeInteger", "@id": "oa:end"},
    "attributedTo": {"@type": "@id", "@id": "prov:wasAttributedTo"},
    "derivedFrom": {"@type": "@id", "@id": "prov:wasDerivedFrom"},
    "title": {"@id": "dcterms:title"},
    "issued": {"@id": "dcterms:issued"},
    "publisher": {"@id": "dcterms:publisher"},
}


def write(store: Store, what: str, output: Path) -> int:
    """Write an export to a file, whole or not at all; return how many rows, annotations, objects or records it holds.

    Args:
        store: the store.
        what: a listing (``LISTINGS``), ``annotations`` (.jsonld), ``network`` (.graphml), ``stix`` (.json) or
            ``citations`` (.json for CSL-JSON, .bib, .ris).
        output: the file; its ending names the format.

    Raises:
        UsageError: there is no such export, or not in this format.
        DetenteError: the file cannot be written.
    """
    maker = _maker(what, output.suffix.lower())
    part = output.with_name(f".{output.name}.part")
    try:
        count = maker(store, part)
        part.replace(output)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise DetenteError(f"the export could not be written to {output}: {error.strerror}") from error
    return count


def _maker(what: str, suffix: str) -> Callable[[Store, Path], int]:
    special: Mapping[str, Mapping[str, Callable[[Store, Path], int]]] = {
        "annotations": {".jsonld": _annotations},
        "network": {".graphml": _network},
        "stix": {".json": _stix},
        "citations": {".json": _cited(citing.as_csl), ".bib": _cited(citing.as_bibtex), ".ris": _cited(citing.as_ris)},
    }
    if what in LISTINGS:
        if suffix in TABLES:
            return lambda store, path: _table(LISTINGS[what](store), path, suffix)
        raise UsageError(f"{what} are written as {', '.join(TABLES)}, not as {suffix or 'a file without an ending'}")
    if what not in special:
        raise UsageError(f"{what!r} is no export; there are {', '.join([*LISTINGS, *special])}")
    if suffix not in special[what]:
        raise UsageError(
            f"{what} are written as {', '.join(special[what])}, not as {suffix or 'a file without an ending'}"
        )
    return special[what][suffix]


def _table(table: pa.Table, path: Path, suffix: str) -> int:
    if suffix == ".parquet":
        import pyarrow.parquet as pq

        pq.write_table(table, path, compression="zstd")
        return int(table.num_rows)
    from detente.tell.rows import WRITERS

    with path.open("w", encoding="utf-8", newline="") as stream:
        WRITERS[suffix[1:]](table, stream)
    return int(table.num_rows)


def _statements(store: Store) -> Iterator[Row]:
    """Yield the statements with their articles, a batch in memory at a time."""
    ids: list[str] = answers.statements(store).column("id").to_pylist()
    for start in range(0, len(ids), 1_000):
        yield from store.query("answer_statements_of", {"ids": ids[start : start + 1_000]}).to_pylist()


def _annotations(store: Store, path: Path) -> int:
    graph = [_annotation(row) for row in _statements(store)]
    articles = [_source(row) for row in store.query("answer_articles_cited", {}).to_pylist()]
    document = {"@context": CONTEXT, "@graph": articles + graph}
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return len(graph)


def _source(row: Row) -> dict[str, Any]:
    known = {"title": row["title"], "issued": row["published"], "publisher": row["outlet"]}
    return {"id": _urn(row["id"]), "type": "prov:Entity"} | {key: value for key, value in known.items() if value}


def _annotation(row: Row) -> dict[str, Any]:
    said = {key: row[key] for key in ("kind", "mode", "said_on", "actor", "venue") if row[key]}
    bodies = [
        {"type": "TextualBody", "purpose": "describing", "value": f"{key}: {value}"} for key, value in said.items()
    ]
    bodies += [{"type": "TextualBody", "purpose": "tagging", "value": code} for code in row["about"]]
    source = _urn(row["article_id"])
    annotation: dict[str, Any] = {
        "id": _urn(row["id"]),
        "type": ["Annotation", "prov:Entity"],
        "motivation": "identifying",
        "body": bodies,
        "derivedFrom": source,
        "target": {
            "source": source,
            "selector": [
                {"type": "TextQuoteSelector", "exact": row["content"], "prefix": row["before"], "suffix": row["after"]},
                {"type": "TextPositionSelector", "start": row["start"], "end": row["end"]},
            ],
        },
    }
    if row["speaker"]:
        annotation["attributedTo"] = _urn("speaker", row["speaker"])
        bodies.append({"type": "TextualBody", "purpose": "identifying", "value": row["speaker"]})
    return annotation


def _urn(*parts: str) -> str:
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, ':'.join(parts))}"


def _network(store: Store, path: Path) -> int:
    """Write who speaks about whom: an edge for each pair of states, with the number of statements."""
    import networkx as nx

    counts: Counter[tuple[str, str]] = Counter()
    for row in answers.statements(store).to_pylist():
        counts.update((row["actor"], about) for about in row["about"] if row["actor"])
    graph = nx.DiGraph()
    for code in sorted({code for pair in counts for code in pair}):
        graph.add_node(code, name=states.name(code))
    for (speaker, about), count in sorted(counts.items()):
        graph.add_edge(speaker, about, statements=count)
    nx.write_graphml(graph, path)
    return int(graph.number_of_edges())


def _stix(store: Store, path: Path) -> int:
    objects: dict[str, dict[str, Any]] = {}
    noted: dict[str, list[str]] = {}
    for row in _statements(store):
        report = _stix_id("report", row["article_id"])
        refs = noted.setdefault(report, [])
        who = [_identity(objects, row["speaker"], "individual")] if row["speaker"] else []
        who += [
            _identity(objects, states.name(code), "class")
            for code in dict.fromkeys([row["actor"], *row["about"]])
            if code
        ]
        note = _stix_id("note", row["id"])
        objects[note] = _stix_object(
            "note", note, content=row["content"] or " ", object_refs=who or [report], **_authors(row)
        )
        refs += [*who, note]
    for row in store.query("answer_articles_cited", {}).to_pylist():
        report = _stix_id("report", row["id"])
        if refs := list(dict.fromkeys(noted.get(report, []))):
            day = (row["published"] or "")[:10]
            published = f"{day}T00:00:00.000Z" if len(day) == 10 and day[:4].isdigit() else _EPOCH
            objects[report] = _stix_object(
                "report", report, name=row["title"] or row["path"], published=published, object_refs=refs
            )
    bundle = {"type": "bundle", "id": _stix_id("bundle", *objects), "objects": list(objects.values())}
    path.write_text(json.dumps(bundle, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return len(objects)


# STIX asks when an object was made; what the store knows is when things were said and published, which stand in
# fields of their own. One fixed time keeps two exports of one store alike.
_EPOCH = "1970-01-01T00:00:00.000Z"


def _stix_id(kind: str, *parts: str) -> str:
    return f"{kind}--{uuid.uuid5(NAMESPACE, ':'.join((kind, *parts)))}"


def _stix_object(kind: str, identity: str, **fields: Any) -> dict[str, Any]:
    made = {"type": kind, "spec_version": "2.1", "id": identity, "created": _EPOCH, "modified": _EPOCH}
    return made | fields


def _identity(objects: dict[str, dict[str, Any]], name: str, kind: str) -> str:
    identity = _stix_id("identity", kind, name)
    objects[identity] = _stix_object("identity", identity, name=name, identity_class=kind)
    return identity


def _authors(row: Row) -> dict[str, Any]:
    return {"authors": [row["speaker"]]} if row["speaker"] else {}


def _cited(form: Callable[[Iterator[Row]], str]) -> Callable[[Store, Path], int]:
    def cite(store: Store, path: Path) -> int:
        rows = store.query("answer_articles_cited", {}).to_pylist()
        path.write_text(form(iter(rows)), encoding="utf-8")
        return len(rows)

    return cite
