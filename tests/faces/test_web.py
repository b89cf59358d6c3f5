"""The workbench as a program calls it: what every answer carries, who may call, and that no call breaks it."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import positive_data_acceptance

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


def test_no_call_breaks_the_api(folder: Path) -> None:
    described = schemathesis.openapi.from_asgi("/api/openapi.json", create(Settings(folder, hosts=("*",))))
    operations = [found.ok() for found in described.get_all_operations() if isinstance(found, Ok)]
    assert len(operations) >= 6
    for operation in operations:

        @settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def calls(case: Any) -> None:
            # A text that is no date or no search is refused with 400, which no schema of a text can say beforehand.
            case.call_and_validate(excluded_checks=[positive_data_acceptance])

        calls()
