"""Each export opens in a real reader of its format and says what the store says."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import networkx
import pyarrow.parquet as pq
import pytest
import rdflib
import rispy
import stix2
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from pybtex.database import parse_string

from detente.errors import UsageError
from detente.store import Store
from detente.tell import answers
from detente.tell.exports import LISTINGS, TABLES, write


@pytest.mark.parametrize("what", LISTINGS)
@pytest.mark.parametrize("suffix", TABLES)
def test_a_listing_is_read_back(store: Store, tmp_path: Path, what: str, suffix: str) -> None:
    path = tmp_path / f"x{suffix}"
    held = LISTINGS[what](store)
    assert write(store, what, path) == held.num_rows
    match suffix:
        case ".parquet":
            assert pq.read_table(path).equals(held)
        case ".jsonl":
            assert [json.loads(line) for line in path.read_text().splitlines()] == held.to_pylist()
        case ".json":
            assert json.loads(path.read_text()) == held.to_pylist()
        case _:
            assert len(list(csv.DictReader(io.StringIO(path.read_text(), newline="")))) == held.num_rows


# rdflib warns of its own insides.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_annotations_are_linked_data_with_provenance(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "x.jsonld"
    count = write(store, "annotations", path)
    graph = rdflib.Graph().parse(path, format="json-ld")
    oa, prov = rdflib.Namespace("http://www.w3.org/ns/oa#"), rdflib.Namespace("http://www.w3.org/ns/prov#")
    annotations = set(graph.subjects(rdflib.RDF.type, oa.Annotation))
    assert len(annotations) == count == answers.statements(store).num_rows
    quoted = {str(words) for words in graph.objects(None, oa.exact)}
    assert quoted == set(answers.statements(store).column("content").to_pylist())
    articles = set(graph.subjects(rdflib.RDF.type, prov.Entity)) - annotations
    assert {source for each in annotations for source in graph.objects(each, prov.wasDerivedFrom)} <= articles
    starts, ends = ([int(str(at)) for at in graph.objects(None, oa[name])] for name in ("start", "end"))
    assert len(starts) == len(ends) > 0
    assert max(ends) <= max(len(store.text(row["id"])) for row in answers.articles(store).to_pylist())


def test_the_network_counts_statements(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "x.graphml"
    write(store, "network", path)
    graph = networkx.read_graphml(path)
    said = [row for row in answers.statements(store).to_pylist() if row["actor"] == "RUS" and "CHN" in row["about"]]
    assert graph.edges["RUS", "CHN"]["statements"] == len(said) > 0
    assert graph.nodes["RUS"]["name"] == "Russia"


def test_a_bundle_is_stix(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    count = write(store, "stix", path)
    bundle = stix2.parse(path.read_text(), allow_custom=False)
    assert len(bundle.objects) == count
    notes = [each for each in bundle.objects if each.type == "note"]
    assert {note.content for note in notes} == set(answers.statements(store).column("content").to_pylist())
    known = {each.id for each in bundle.objects}
    assert all(set(each.object_refs) <= known for each in bundle.objects if each.type in {"note", "report"})


def test_two_exports_are_the_same(store: Store, tmp_path: Path) -> None:
    for what, name in (("stix", "x.json"), ("annotations", "x.jsonld"), ("network", "x.graphml")):
        write(store, what, tmp_path / name)
        first = (tmp_path / name).read_bytes()
        write(store, what, tmp_path / name)
        assert (tmp_path / name).read_bytes() == first


def test_references_are_read_by_a_citation_processor(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    count = write(store, "citations", path)
    records = json.loads(path.read_text())
    assert len(records) == count == answers.articles(store).num_rows
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(records), formatter.plain)
    for record in records:
        bibliography.register(Citation([CitationItem(record["id"])]))
    printed = " ".join(str(item) for item in bibliography.bibliography())
    assert "Orlin: no pact" in printed
    assert "2021" in printed


def test_references_are_read_as_bibtex_and_ris(store: Store, tmp_path: Path) -> None:
    write(store, "citations", tmp_path / "x.bib")
    write(store, "citations", tmp_path / "x.ris")
    entries = parse_string((tmp_path / "x.bib").read_text(), "bibtex").entries
    assert {entry.fields.get("journal") for entry in entries.values()} >= {"Harbour Times"}
    records = rispy.loads((tmp_path / "x.ris").read_text())
    assert len(records) == len(entries)
    assert {record.get("secondary_title") for record in records} >= {"Harbour Times"}


@pytest.mark.parametrize(
    ("what", "name"), [("dreams", "x.csv"), ("statements", "x.doc"), ("stix", "x.csv"), ("articles", "x")]
)
def test_what_cannot_be_exported_is_told(store: Store, tmp_path: Path, what: str, name: str) -> None:
    with pytest.raises(UsageError):
        write(store, what, tmp_path / name)
    assert list(tmp_path.iterdir()) == []
