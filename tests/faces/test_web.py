"""The workbench as a program calls it: what every answer carries, who may call, and that no call breaks it."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import positive_data_acceptance
from tell.small_store import Scribe, make, standard

from detente.faces.web.application import Settings, create
from faces.browser import served


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder) as base:
        yield base


def call(address: str, **headers: str) -> tuple[int, str, dict[str, str]]:
    request = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read().decode(), dict(answer.headers)
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), dict(error.headers)


@pytest.mark.parametrize("path", ["/", "/articles", "/statements", "/statements?q=pact", "/nowhere", "/api/counts"])
def test_every_answer_allows_nothing_from_elsewhere(address: str, path: str) -> None:
    _, _, headers = call(address + path)
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("path", "status"),
    [("/nowhere", 404), ("/statements?q=%22", 400), ("/articles/0000", 404), ("/articles?page=0", 422)],
)
def test_what_is_wrong_is_said_on_a_page(address: str, path: str, status: int) -> None:
    got, body, _ = call(address + path)
    assert got == status
    assert 'role="alert"' in body


def test_another_name_for_this_machine_is_refused(address: str) -> None:
    assert call(address, Host="news.example.org")[0] == 400


def test_without_its_token_nothing_is_told(folder: Path) -> None:
    with served(folder, token="a secret") as base:
        assert call(base + "/api/counts")[0] == 401
        assert call(base + "/api/counts", Authorization="Bearer a guess")[0] == 401
        assert call(base + "/api/counts", Authorization="Bearer a secret")[0] == 200


def test_search_gives_statements_with_facets(address: str) -> None:
    _, body, _ = call(address + "/api/search?q=pact")
    found = json.loads(body)
    assert found["total"] == len(found["rows"]) > 0
    assert found["facets"]["actor"]


def test_an_article_comes_with_its_findings(address: str) -> None:
    _, body, _ = call(address + "/api/articles")
    for row in json.loads(body)["rows"]:
        read = json.loads(call(f"{address}/api/articles/{row['id']}")[1])
        for found in [*read["statements"], *read["forecasts"]]:
            assert read["article"]["text"][found["start"] : found["end"]] == found["content"]


def test_no_call_breaks_the_api(tmp_path: Path) -> None:
    standard(tmp_path).close()
    # The key that is empty is that of a call without one: what is written is tried too.
    described = schemathesis.openapi.from_asgi(
        "/api/openapi.json", create(Settings(tmp_path, write=True, form_key="", hosts=("*",)))
    )
    operations = [found.ok() for found in described.get_all_operations() if isinstance(found, Ok)]
    assert len(operations) >= 11
    for operation in operations:

        @settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def calls(case: Any) -> None:
            # A text that is no date or no search is refused with 400, which no schema of a text can say beforehand.
            case.call_and_validate(excluded_checks=[positive_data_acceptance])

        calls()


def post(address: str, fields: dict[str, str], **headers: str) -> int:
    request = urllib.request.Request(address, urllib.parse.urlencode(fields).encode(), headers=headers)
    try:
        with urllib.request.urlopen(request) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


POSTS = ("/statements/{}/corrections", "/corrections/1/undo", "/ledger/{}/resolution", "/ledger/{}/undo", "/ratings")


@pytest.mark.parametrize("path", POSTS)
def test_nothing_is_written_without_leave_and_key(folder: Path, address: str, path: str) -> None:
    to = path.format("0" * 16)
    assert post(address + to, {"key": "any", "field": "speaker"}) == 403
    with served(folder, write=True, form_key="the key") as base:
        assert post(base + to, {"key": "another"}) == 403
        assert post(base + to, {"key": "the key"}, **{"Content-Type": "text/plain"}) == 415
        assert post(base + to, {"key": "the key", "filler": "x" * 200_000}) == 413
        assert post(base + to, {"key": "the key"}) in {400, 404}
        assert call(base + to)[0] in {404, 405}
    assert not (folder / "decisions.sqlite").exists()


def test_a_form_leads_to_a_page_of_ours_alone(tmp_path: Path) -> None:
    standard(tmp_path).close()
    with served(tmp_path, write=True, form_key="k") as base:
        (row, *_) = json.loads(call(base + "/api/statements")[1])["rows"]
        for back, end in (
            ("/corrections", "/corrections"),
            ("//elsewhere.example", row["id"]),
            ("https://e", row["id"]),
        ):
            fields = {"key": "k", "field": "speaker", "speaker": f"One for {end}", "back": back}
            request = urllib.request.Request(
                f"{base}/statements/{row['id']}/corrections", urllib.parse.urlencode(fields).encode()
            )
            with urllib.request.urlopen(request) as answer:
                assert answer.url.startswith(base)
                assert end in answer.url


@pytest.mark.parametrize(
    ("path", "holds"),
    [
        ("/articles?format=csv", "harbour.txt"),
        ("/articles?format=bib", "Orlin: no pact"),
        ("/articles?format=ris", "TY  - NEWS"),
        ("/statements?format=jsonl", '"speaker"'),
        ("/stories?format=csv", "origins"),
        ("/ledger?format=csv", "deadline"),
        ("/sources?format=csv", "Harbour Times"),
    ],
)
def test_what_a_page_shows_leaves_as_a_file(address: str, path: str, holds: str) -> None:
    status, body, headers = call(address + path)
    assert status == 200
    assert holds in body
    assert headers["content-disposition"].startswith("attachment")


def test_an_article_names_itself_to_reference_managers(address: str) -> None:
    rows = json.loads(call(address + "/api/articles")[1])["rows"]
    (titled,) = [row for row in rows if row["title"] == "Orlin: no pact"]
    body = call(f"{address}/articles/{titled['id']}")[1]
    assert '<meta name="citation_title" content="Orlin: no pact">' in body
    assert '<meta name="citation_publication_date" content="2021/5/25">' in body


def test_a_program_corrects_with_the_key_alone(tmp_path: Path) -> None:
    standard(tmp_path).close()
    with served(tmp_path, write=True, form_key="k", author="ada") as base:
        (row, *_) = json.loads(call(base + "/api/statements")[1])["rows"]
        to = f"{base}/api/statements/{row['id']}/corrections"
        body = json.dumps({"field": "actor", "actor": "China"}).encode()
        for key, status in (("wrong", 403), ("k", 200)):
            headers = {"Content-Type": "application/json", "X-Detente-Key": key}
            try:
                with urllib.request.urlopen(urllib.request.Request(to, body, headers)) as answer:
                    got = answer.status
            except urllib.error.HTTPError as error:
                got = error.code
            assert got == status
        (kept,) = json.loads(call(base + "/api/corrections")[1])["rows"]
        assert (kept["now"], kept["author"]) == ("China", "ada")


def test_many_read_while_a_store_is_published(tmp_path: Path) -> None:
    standard(tmp_path).close()
    paths = ["/", "/articles", "/statements?q=pact", "/stories", "/ledger", "/sources", "/states/RUS", "/api/counts"]
    with served(tmp_path) as base, ThreadPoolExecutor(50) as readers:
        asked = [readers.submit(call, base + paths[number % len(paths)]) for number in range(400)]
        while not all(each.done() for each in asked):
            standard(tmp_path).close()
        assert {each.result()[0] for each in asked} == {200}


def test_what_was_looked_at_is_not_new_and_searches_are_kept(tmp_path: Path) -> None:
    standard(tmp_path).close()
    with served(tmp_path, write=True, form_key="k") as base:
        assert post(base + "/visits", {"key": "k"}) == 200
        assert "Since the last look" in call(base + "/")[1]
        assert post(base + "/searches", {"key": "k", "name": "pacts <i>", "q": "pact OR tariff"}) == 200
        body = call(base + "/")[1]
        assert "pacts &lt;i&gt;" in body
        assert post(base + "/searches", {"key": "k", "name": "x", "q": "speaker:"}) == 400
        assert post(base + "/searches", {"key": "k", "forget": "2"}) == 200
        assert "pacts" not in call(base + "/")[1]
        assert post(base + "/searches", {"key": "k", "forget": "2"}) == 400


def test_a_rating_stands_above_what_is_proposed(tmp_path: Path) -> None:
    standard(tmp_path).close()
    with served(tmp_path, write=True, form_key="k", author="ada") as base:
        subject = {"key": "k", "subject": "outlet:Harbour Times"}
        assert post(base + "/ratings", subject | {"value": "7"}) == 400
        assert post(base + "/ratings", subject | {"value": "A"}) == 200
        page = call(base + "/sources/Harbour%20Times")[1]
        assert "completely reliable" in page
        assert "rated by ada" in page
        assert post(base + "/ratings", subject | {"undo": "1"}) == 200
        rows = json.loads(call(base + "/api/sources")[1])["rows"]
        assert {row["outlet"]: row["reliability"] for row in rows}["Harbour Times"] == "F"


def test_a_forecast_is_decided_and_the_decision_undone(tmp_path: Path) -> None:
    standard(tmp_path).close()
    with served(tmp_path, write=True, form_key="k", author="ada") as base:
        (row,) = json.loads(call(base + "/api/ledger")[1])["rows"]
        assert post(f"{base}/ledger/{row['id']}/resolution", {"key": "k", "outcome": "void", "reason": "never"}) == 200
        assert json.loads(call(base + "/api/ledger")[1])["rows"][0]["outcome"] == "void"
        assert "never" in call(f"{base}/ledger/{row['id']}")[1]
        assert post(f"{base}/ledger/{row['id']}/undo", {"key": "k"}) == 200
        assert json.loads(call(base + "/api/ledger")[1])["rows"][0]["decided_by"] is None


def test_a_correction_made_on_a_page_outlives_a_new_reading(tmp_path: Path) -> None:
    standard(tmp_path).close()
    with served(tmp_path, write=True, form_key="k", author="ada") as base:
        rows = json.loads(call(base + "/api/statements")[1])["rows"]
        (row,) = [row for row in rows if row["content"] == "the new grain tariff would hurt both peoples"]
        fields = {"key": "k", "field": "speaker", "speaker": "Luo Jian"}
        assert post(f"{base}/statements/{row['id']}/corrections", fields) == 200
        again = Scribe(
            "news/harbour.txt", f"Another beginning. He warned that {row['content']}.", outlet="Harbour Times"
        )
        again.statement(row["content"], "He", "warned", speaker="Pavel Orlin")
        make(tmp_path, [again]).close()
        (found,) = json.loads(call(base + "/api/search?q=tariff")[1])["rows"]
        assert found["id"] != row["id"]
        page = call(f"{base}/statements/{found['id']}")[1]
        assert "Luo Jian" in page
        assert "by ada" in page
