"""Finding files, and loading them without opening what is none."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from detente.config import Config
from detente.errors import UnreadableError, UsageError
from detente.model import Reject
from detente.read import CODES, Source, discover, read, source_id
from detente.read.files import STORE_FILE, STORE_INDEX, STORE_NAMES, STORE_SHARDS, load
from detente.store.build import SHARDS, build
from detente.store.decisions import FILE, Decisions
from detente.store.lock import writing
from detente.store.search import PREFIX
from detente.store.store import PUBLISHED
from read.makers import TALKS

AS_ROOT = os.geteuid() == 0


def found(paths: Sequence[Path]) -> tuple[list[str], dict[str, str]]:
    """Return the paths of the sources, in order, and the codes of the rejects by path."""
    items = list(discover(paths))
    sources = [item.path for item in items if isinstance(item, Source)]
    return sources, {item.path: item.code for item in items if isinstance(item, Reject)}


def write(folder: Path, *names: str) -> None:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(TALKS, encoding="utf-8")


def test_folders_are_walked_by_name_and_paths_are_written_as_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "news", "b.txt", "a/z.txt", "a/b/c.txt", "c.txt")
    monkeypatch.chdir(tmp_path)
    assert found([Path("news")]) == (["news/a/b/c.txt", "news/a/z.txt", "news/b.txt", "news/c.txt"], {})
    assert found([Path("../" + tmp_path.name + "/news/b.txt")])[0] == [f"../{tmp_path.name}/news/b.txt"]
    assert found([Path()])[0][0] == "news/a/b/c.txt"


def test_hidden_files_are_skipped_unless_they_are_named(tmp_path: Path) -> None:
    write(tmp_path, ".hidden.txt", ".git/config", "shown.txt", "a/.b/c.txt")
    assert found([tmp_path])[0] == [f"{tmp_path}/shown.txt"]
    assert found([tmp_path / ".hidden.txt"])[0] == [f"{tmp_path}/.hidden.txt"]


@pytest.mark.parametrize("held", [("detente.duckdb",), ("lock", "writer")])
def test_what_a_store_keeps_is_not_found(tmp_path: Path, held: tuple[str, ...]) -> None:
    write(tmp_path, "a.txt", "kept/b.txt", "kept/shards/000000-0/articles.parquet", "kept/building/c.txt")
    write(tmp_path / "kept", *held)
    assert found([tmp_path]) == ([f"{tmp_path}/a.txt", f"{tmp_path}/kept/b.txt"], {})


def test_folders_that_only_sound_like_a_store_are_read(tmp_path: Path) -> None:
    names = ["detente.duckdb/a.txt", "lock/b.txt", "shards/c.txt", "writer"]
    write(tmp_path, *names)
    assert found([tmp_path])[0] == [f"{tmp_path}/{name}" for name in names]


def test_a_store_is_known_by_the_names_it_uses(tmp_path: Path) -> None:
    names: set[str] = set()
    with writing(tmp_path):
        (tmp_path / SHARDS).mkdir()
        build(tmp_path, lambda _: names.update(file.name for file in tmp_path.iterdir()))
        names.update(file.name for file in tmp_path.iterdir())
    Decisions(tmp_path).record("search", "a", {}, author="b")
    names |= {file.name for file in tmp_path.iterdir()}
    assert {name for name in names if not name.startswith(STORE_INDEX)} <= STORE_NAMES
    assert {PUBLISHED, SHARDS, PREFIX, "decisions.sqlite"} == {STORE_FILE, STORE_SHARDS, STORE_INDEX, FILE}


def test_a_file_that_can_be_reached_twice_is_given_once(tmp_path: Path) -> None:
    write(tmp_path, "a/x.txt", "b.txt")
    (tmp_path / "a/again.txt").symlink_to("x.txt")
    sources, rejects = found([tmp_path / "a", tmp_path, tmp_path / "a/x.txt", tmp_path / "b.txt"])
    assert sources == [f"{tmp_path}/a/x.txt", f"{tmp_path}/b.txt"]
    assert rejects == {}


def test_a_missing_path_is_an_error_before_anything_is_given(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    with pytest.raises(UsageError, match=r"nowhere\.txt"):
        discover([tmp_path / "a.txt", tmp_path / "nowhere.txt"])


def test_links_that_circle_or_lead_out_are_rejected(tmp_path: Path) -> None:
    write(tmp_path, "in/a.txt", "out/secret.txt", "in/.hidden/b.txt")
    inside = tmp_path / "in"
    (inside / "loop").symlink_to(inside)
    (inside / "self").symlink_to("self")
    (inside / "gone").symlink_to("nothing-here")
    (inside / "escape").symlink_to(tmp_path / "out")
    (inside / "escape.txt").symlink_to(tmp_path / "out/secret.txt")
    (inside / "veiled.txt").symlink_to(".hidden/b.txt")
    (inside / "sub").mkdir()
    (inside / "sub/up").symlink_to("..")
    sources, rejects = found([inside])
    assert sources == [f"{inside}/a.txt"]
    names = ("loop", "self", "gone", "escape", "escape.txt", "veiled.txt", "sub/up")
    assert rejects == {f"{inside}/{name}": "link" for name in names}


def test_a_link_that_the_user_names_is_followed(tmp_path: Path) -> None:
    write(tmp_path, "real/a.txt")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert found([tmp_path / "link"])[0] == [f"{tmp_path}/link/a.txt"]
    (tmp_path / "broken").symlink_to("nothing-here")
    assert found([tmp_path / "broken"])[1] == {f"{tmp_path}/broken": "link"}


def test_pipes_sockets_and_devices_are_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    monkeypatch.chdir(tmp_path)  # the name of a socket may not be long
    with socket.socket(socket.AF_UNIX) as held:
        held.bind("socket.txt")
        assert set(found([tmp_path])[1].values()) == {"not_a_file"}
        # Opening a pipe that nobody writes to would wait for ever: these must answer at once.
        for name in ("pipe.txt", "socket.txt", "/dev/zero"):
            source = Source(name, tmp_path / name, 10)
            for act in (lambda: load(source, 100), lambda: source_id(source)):  # noqa: B023 - called right here
                with pytest.raises(UnreadableError) as caught:
                    act()
                assert caught.value.code == "not_a_file"
    assert found([Path("/dev/zero")])[1] == {"/dev/zero": "not_a_file"}


def test_a_file_that_vanishes_is_unreadable(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    source = next(iter(discover([tmp_path])))
    assert isinstance(source, Source)
    (tmp_path / "a.txt").unlink()
    with pytest.raises(UnreadableError, match="no such file") as caught:
        read(source, Config())
    assert caught.value.code == "unreadable"


@pytest.mark.skipif(AS_ROOT, reason="root may read everything")
def test_what_may_not_be_read_is_unreadable(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "closed/b.txt")
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "closed").chmod(0)
    sources, rejects = found([tmp_path])
    assert rejects == {f"{tmp_path}/closed": "unreadable"}
    with pytest.raises(UnreadableError, match="permission denied"):
        read(Source(sources[0], Path(sources[0]), 10), Config())
    (tmp_path / "closed").chmod(0o700)


def test_names_with_odd_characters_can_be_written_anywhere(tmp_path: Path) -> None:
    names = [
        b"caf\xe9.txt",
        b"new\nline.txt",
        "тест.txt".encode(),
        b"-rf.txt",
        b"a b.txt",
        b"\xed\xa0\x80.txt",
        b"%s.txt",
    ]
    for name in names:
        (Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))).write_text(TALKS, encoding="utf-8")
    items = list(discover([tmp_path]))
    assert len(items) == len(names)
    for item in items:
        assert isinstance(item, Source)
        article = read(item, Config())
        for text in (item.path, article.path, article.address, article.id, article.source):
            text.encode("utf-8")
    assert f"{tmp_path}/caf\\xe9.txt" in {item.path for item in items}


@pytest.fixture
def deep_folder(tmp_path: Path) -> Iterator[Path]:
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1_200):  # relative steps, as one path of them all would be too long for the system
        os.mkdir("d", dir_fd=here)
        there = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = there
    os.close(os.open("deep.txt", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)
    yield tmp_path
    # pytest's own clearing-up calls itself once a folder, and would not come back.
    subprocess.run(["rm", "-rf", str(tmp_path / "d")], check=True)


def test_folders_may_be_nested_deeper_than_calls(deep_folder: Path) -> None:
    sources, rejects = found([deep_folder])
    assert len(sources) + len(rejects) == 1


def test_source_id_is_of_the_bytes_and_the_name_alone(tmp_path: Path) -> None:
    write(tmp_path, "one/a.txt", "two/a.txt", "two/b.txt")
    ids = {item.path: source_id(item) for item in discover([tmp_path]) if isinstance(item, Source)}
    assert ids[f"{tmp_path}/one/a.txt"] == ids[f"{tmp_path}/two/a.txt"] != ids[f"{tmp_path}/two/b.txt"]
    (tmp_path / "one/a.txt").write_text(TALKS + " ", encoding="utf-8")
    assert source_id(Source("a", tmp_path / "one/a.txt", 0)) != ids[f"{tmp_path}/one/a.txt"]


def test_a_file_that_grows_past_the_limit_is_not_loaded(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"a" * 100)
    assert load(Source("a.txt", file, 100), 100) == b"a" * 100
    file.write_bytes(b"a" * 101)
    with pytest.raises(UnreadableError, match="--max-size") as caught:
        load(Source("a.txt", file, 100), 100)
    assert caught.value.code == "too_large"


def test_ten_thousand_empty_files_are_each_refused_in_little_memory(tmp_path: Path) -> None:
    for number in range(10_000):
        (tmp_path / f"{number:05d}.txt").touch()
    code = """
        import resource, sys, time
        from pathlib import Path
        from detente.config import Config
        from detente.errors import UnreadableError
        from detente.read import discover, read
        peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        before, codes, started = peak(), [], time.process_time()
        for source in discover([Path(sys.argv[1])]):
            try:
                read(source, Config())
            except UnreadableError as error:
                codes.append(error.code)
        print(len(codes), set(codes), peak() - before, time.process_time() - started)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(tmp_path)], capture_output=True, text=True, check=True
    )
    count, codes, grown, seconds = done.stdout.split()
    assert (count, codes) == ("10000", "{'empty'}")
    assert int(grown) < 20_000  # kilobytes: the names, and nothing of what was read
    assert float(seconds) < 20


def test_every_code_says_what_it_means() -> None:
    assert all(len(meaning) > 15 for meaning in CODES.values())
