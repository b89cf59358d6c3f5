"""The assistant's door, asked by the SDK's own client: in process, over standard input, over HTTP."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from detente.faces.mcp import LONGEST, MOST, server
from detente.store import Store

ARGUMENTS: dict[str, dict[str, Any]] = {
    "search_statements": {"query": "pact"},
    "who_said": {"speaker": "orlin", "about": "China"},
    "forecasts": {},
    "list_articles": {},
    "retellings": {},
    "brief": {"one": "Russia", "other": "CHN"},
    "positions": {"actor": "Russia", "subject": "pact"},
    "forecast_ledger": {},
}


# Asked in tests of their own, or with nothing to tell in the small store.
OTHERS = ("read_article", "compare", "events", "relation")


def ask(folder: Path, question: Callable[[Client], Awaitable[Any]]) -> Any:
    async def asked() -> Any:
        with Store.open(folder) as store:
            async with Client(server(store)) as client:
                return await question(client)

    return asyncio.run(asked())


def call(folder: Path, name: str, arguments: dict[str, Any]) -> dict[str, Any]:
    async def question(client: Client) -> Any:
        return await client.call_tool(name, arguments)

    result = ask(folder, question)
    assert not result.is_error, result.content
    content: dict[str, Any] = result.structured_content
    return content


def test_every_tool_is_listed_as_reading_only(folder: Path) -> None:
    async def question(client: Client) -> Any:
        return await client.list_tools()

    tools = ask(folder, question).tools
    assert {tool.name for tool in tools} == {*ARGUMENTS, *OTHERS}
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools)


@pytest.mark.parametrize("name", ARGUMENTS)
def test_every_tool_answers(folder: Path, name: str) -> None:
    found = call(folder, name, ARGUMENTS[name])
    assert found.get("rows") or found.get("text")


@pytest.mark.parametrize("name", ["search_statements", "who_said"])
def test_every_statement_carries_the_exact_words(folder: Path, name: str) -> None:
    with Store.open(folder) as store:
        for row in call(folder, name, ARGUMENTS[name])["rows"]:
            cited = row["citation"]
            assert store.text(cited["article"])[cited["start"] : cited["end"]] == cited["words"]


def test_an_article_is_read_with_its_findings(folder: Path) -> None:
    for row in call(folder, "list_articles", {})["rows"]:
        read = call(folder, "read_article", {"article": row["id"]})
        for found in read["found"]:
            assert read["text"][found["start"] : found["end"]] == found["words"]


def test_two_tellings_are_compared(folder: Path) -> None:
    pair = call(folder, "retellings", {})["rows"][0]
    by_path = {row["path"]: row["id"] for row in call(folder, "list_articles", {})["rows"]}
    assert call(folder, "compare", {"a": by_path[pair["a"]], "b": by_path[pair["b"]]})["rows"]


def test_what_is_not_told_is_an_empty_answer(folder: Path) -> None:
    assert call(folder, "events", {})["total"] == 0
    assert call(folder, "relation", {"one": "Russia", "other": "China"})["rows"] == []


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("search_statements", {"query": "pact AND"}, "cannot be read"),
        ("who_said", {"actor": "Atlantis"}, "no state is called"),
        ("read_article", {"article": "nothing"}, "holds no article"),
        ("brief", {"one": "RUS", "other": "Russia"}, "Russia"),
        ("forecasts", {"limit": MOST + 1}, "50"),
    ],
)
def test_what_was_wrong_is_told(folder: Path, name: str, arguments: dict[str, Any], said: str) -> None:
    async def question(client: Client) -> Any:
        return await client.call_tool(name, arguments)

    result = ask(folder, question)
    assert result.is_error
    assert said in result.content[0].text


def test_resources_give_counts_and_texts(folder: Path) -> None:
    with Store.open(folder) as store:
        identity = store.query("answer_articles", {}).column("id")[0].as_py()
        text, counts = store.text(identity), store.counts()

    async def question(client: Client) -> Any:
        return (
            await client.read_resource("detente://counts"),
            await client.read_resource(f"detente://articles/{identity}"),
        )

    held, read = ask(folder, question)
    assert json.loads(held.contents[0].text) == counts
    assert read.contents[0].text == text


def test_long_texts_are_cut(folder: Path) -> None:
    from detente.faces.mcp import answer

    row = answer([{"a": "x" * 3 * LONGEST, "b": {"words": "y" * 3 * LONGEST}}], 1, more=False)["rows"][0]
    assert len(row["a"]) < LONGEST + 10
    assert len(row["b"]["words"]) < LONGEST + 10


def test_it_answers_over_standard_input(folder: Path) -> None:
    started = StdioServerParameters(
        command=sys.executable, args=["-m", "detente.faces.cli", "mcp", "--store", str(folder)], env=dict(os.environ)
    )

    async def asked() -> Any:
        async with Client(started) as client:
            return await client.call_tool("search_statements", {"query": "pact"})

    assert asyncio.run(asked()).structured_content["rows"]


def test_it_answers_over_http_on_loopback(folder: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "detente.faces.cli", "mcp", "--http", "--port", str(port), "--store", str(folder)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as running:
        try:
            _wait_for(port)

            async def asked() -> Any:
                async with Client(f"http://127.0.0.1:{port}/mcp") as client:
                    return await client.list_tools()

            assert len(asyncio.run(asked()).tools) == len(ARGUMENTS) + len(OTHERS)
        finally:
            running.terminate()


def _wait_for(port: int) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("the server did not begin to listen")
