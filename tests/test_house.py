"""The house rules that can be checked by reading the code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "detente"
# The straight line: what stands left may be imported by what stands right, never the other way round.
LINE = [
    {"model", "errors", "config", "edtf", "plover", "data"},
    {"read"},
    {"language"},
    {"extract"},
    {"link"},
    {"travel"},
    {"relate"},
    {"foresee"},
    {"engine", "engine_ray"},
    {"store"},
    {"pipeline"},
    {"tell"},
    {"faces"},
]
RANK = {room: rank for rank, rooms in enumerate(LINE) for room in rooms}
FILES = sorted(PACKAGE.rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    """Yield the full names of our own modules that a file imports, wherever in the file it does."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("detente."))
        elif isinstance(node, ast.ImportFrom) and node.module == "detente":
            yield from (f"detente.{alias.name}" for alias in node.names if not alias.name.startswith("__"))
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("detente."):
            yield node.module


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_never_point_back_up_the_line(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if room == "__init__":
        return
    for name in imports(path):
        other = name.split(".")[1]
        assert RANK[other] <= RANK[room], f"{path.name} in {room} imports {name}"
        if {room, other} & {"model", "errors", "config", "edtf", "plover"}:
            assert room == other or RANK[other] < RANK[room] or other in {"model", "errors", "config", "edtf", "plover"}


def test_the_nouns_import_nothing_of_ours() -> None:
    assert list(imports(PACKAGE / "model.py")) == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_file_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 450


def test_only_the_store_knows_duckdb() -> None:
    for path in FILES:
        nodes = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Import)]
        uses = any(alias.name == "duckdb" for node in nodes for alias in node.names)
        assert not uses or path.relative_to(PACKAGE).parts[0] == "store", path


def test_no_module_is_called_after_nothing() -> None:
    assert not {"utils.py", "helpers.py", "common.py", "misc.py"} & {path.name for path in FILES}


def test_every_dictionary_says_its_source_and_licence() -> None:
    for path in (PACKAGE / "data").glob("*.tsv"):
        comments = [
            line for line in path.read_text(encoding="utf-8").splitlines()[:30] if line.startswith(("# ", "// "))
        ]
        head = "\n".join(comments).lower()
        assert any(word in head for word in ("licence", "cc0", "cc by")), path.name


def test_the_line_is_listed_once() -> None:
    rooms = [room for rooms in LINE for room in rooms]
    assert len(rooms) == len(set(rooms))
    assert all(a is not b for a, b in pairwise(LINE))
