"""Find the files that a user names, and load their bytes, without ever opening what is not a plain file.

What stands in a folder is data somebody else arranged. Hence: links out of the folder are not followed, links that go
in a circle are reported, pipes, sockets and devices are reported and never opened, and a file is loaded only after the
opened handle itself (not its name) has been found to be a plain file of bounded size.
"""

from __future__ import annotations

import hashlib
import io
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from detente.errors import UnreadableError, UsageError
from detente.model import Reject, content_id
from detente.read.codes import Code, refuse

# What a store keeps in its folder, as ``detente.store`` says; a test holds the two together. It is known by its file,
# or while there is none yet, by its lock beside its shards.
STORE_FILE, STORE_LOCK, STORE_SHARDS = "detente.duckdb", "lock", "shards"
# Pages that were fetched, and shards found damaged and set aside.
STORE_FETCHED, STORE_DAMAGED = "fetched", "damaged"
STORE_INDEX = "search-"
STORE_NAMES = frozenset(
    {STORE_FILE, STORE_LOCK, STORE_SHARDS, STORE_FETCHED, STORE_DAMAGED, "building", "writer", "visits.sqlite"}
    | {f"decisions.sqlite{end}" for end in ("", "-wal", "-shm")}
)


@dataclass(frozen=True, slots=True)
class Record:
    """Where in a container file (a web archive, a table, a mailbox ...) one article stands.

    Attributes:
        form: what the container is, as ``detente.read.containers`` names it.
        at: where it begins: a byte of the file, or the place in the list that the file holds, from 0.
        size: its bytes, container and markup left out.
        digest: SHA-256 of those bytes.
        name: the address it is known by, else the file's name.
    """

    form: str
    at: int
    size: int
    digest: str
    name: str


@dataclass(frozen=True, slots=True)
class Source:
    r"""A file that may hold an article, or a record in a file that holds many.

    Attributes:
        path: the file as the user would write it: the given path, joined with the way below it, with ``/``. Bytes of a
            name that are no UTF-8 stand as ``\xNN``, so that every path can be written anywhere.
            A record's path has ``#`` and its place behind that of its file.
        file: where it is opened.
        size: bytes, when it was found.
        record: where in the file it stands; None for a file that is one article.
    """

    path: str
    file: Path
    size: int
    record: Record | None = None


def discover(paths: Sequence[Path]) -> Iterator[Source | Reject]:
    """Find every file under ``paths``, in order: folders recursively, by name.

    Hidden files and folders are skipped, and so is what a store keeps in its folder; other files beside it are found.
    A file that can be reached twice is given once. What cannot be a source (pipe, device, broken or circling link, a
    folder that may not be listed) is given as a ``Reject``. Only names are held in memory.

    Raises:
        UsageError: a path does not exist; raised at once, before anything is given.
    """
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError(f"no such file or folder: {printable(path)}")
    return _discover(paths)


def source_id(source: Source) -> str:
    """Return the hash of the raw bytes and the name of a file (read in pieces of one megabyte) or of a record.

    Raises:
        UnreadableError: ``unreadable`` or ``not_a_file``.
    """
    if source.record is not None:
        return content_id(source.record.digest, source.record.name)
    try:
        with opened(source.file) as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise refuse("unreadable", why(error)) from error
    return content_id(digest, source.file.name)


def load(source: Source, max_bytes: int) -> bytes:
    """Return the file's bytes, at most ``max_bytes`` of them.

    Raises:
        UnreadableError: ``unreadable``, ``not_a_file``, ``empty`` or ``too_large``.
    """
    try:
        with opened(source.file) as stream:
            size = os.fstat(stream.fileno()).st_size
            # One byte more than allowed: a file that grows, or that lies about its size, is found out.
            data = b"" if size > max_bytes else stream.read(max_bytes + 1)
    except OSError as error:
        raise refuse("unreadable", why(error)) from error
    size = max(size, len(data))
    if size > max_bytes:
        raise too_large(size, max_bytes)
    if not data:
        raise refuse("empty", "the file is empty")
    return data


def changed(path: Path) -> str | None:
    """Return when a file was last changed, ISO 8601 in UTC; None where the system does not say."""
    try:
        when = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return None
    return when.isoformat(timespec="seconds").replace("+00:00", "Z")


def opened(path: Path) -> io.BufferedReader:
    """Open a plain file for reading bytes.

    Raises:
        OSError: the system will not give it to us.
        UnreadableError: ``not_a_file``.
    """
    return os.fdopen(_open(path), "rb")


def too_large(size: int, max_bytes: int) -> UnreadableError:
    """Return the error for ``size`` bytes where ``max_bytes`` are allowed."""
    return refuse(
        "too_large", f"{_megabytes(size)} is more than the limit of {_megabytes(max_bytes)}; raise it with --max-size"
    )


def why(error: OSError) -> str:
    """Return what the system says is wrong, in lower case."""
    return (error.strerror or str(error) or type(error).__name__).lower()


def printable(path: Path) -> str:
    r"""Return the path with ``/`` and as text that can be encoded: bytes that are no UTF-8 become ``\xNN``."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def _discover(paths: Sequence[Path]) -> Iterator[Source | Reject]:
    seen: set[str] = set()
    for path in paths:
        try:
            mode = path.stat()
            real = os.path.realpath(path, strict=True)
        except OSError as error:
            yield _reject(path, "link" if path.is_symlink() else "unreadable", why(error))
            continue
        found: Iterator[tuple[str, Source | Reject]]
        if stat.S_ISDIR(mode.st_mode):
            found = _walk(path, real)
        elif stat.S_ISREG(mode.st_mode):
            found = iter([(real, Source(printable(path), path, mode.st_size))])
        else:
            found = iter([(real, _reject(path, "not_a_file", _kind(mode.st_mode)))])
        for where, item in found:
            if where not in seen:
                seen.add(where)
                yield item


def _walk(root: Path, real_root: str) -> Iterator[tuple[str, Source | Reject]]:
    """Give what is below ``root`` with its real path. By a stack: folders may be nested deeper than calls may be."""
    stack: list[tuple[str, bool]] = [("", True)]
    while stack:
        below, is_folder = stack.pop()
        path, real = root / below, os.path.join(real_root, below)  # noqa: PTH118 - a name, not a place on disk
        if not is_folder:
            yield from _entry(path, real, real_root)
            continue
        try:
            with os.scandir(path) as entries:
                names = {entry.name: entry.is_dir(follow_symlinks=False) for entry in entries}
        except OSError as error:
            yield real, _reject(path, "unreadable", why(error))
            continue
        own = STORE_NAMES if _holds_store(names) else frozenset()
        inside = [name for name in names if not name.startswith((".", STORE_INDEX) if own else ".") and name not in own]
        stack.extend((os.path.join(below, name), names[name]) for name in sorted(inside, reverse=True))  # noqa: PTH118


def _holds_store(names: Mapping[str, bool]) -> bool:
    """Say whether a folder of these names (True: a folder) holds a store of detente."""
    return names.get(STORE_FILE) is False or (names.get(STORE_LOCK) is False and names.get(STORE_SHARDS) is True)


def _entry(path: Path, real: str, real_root: str) -> Iterator[tuple[str, Source | Reject]]:
    try:
        mode = path.lstat()
        if stat.S_ISLNK(mode.st_mode):
            if wrong := _bad_link(path, real, real_root):
                yield real, _reject(path, "link", wrong)
        elif stat.S_ISREG(mode.st_mode):
            yield real, Source(printable(path), path, mode.st_size)
        else:
            yield real, _reject(path, "not_a_file", _kind(mode.st_mode))
    except OSError as error:
        yield real, _reject(path, "unreadable", why(error))


def _bad_link(path: Path, real: str, real_root: str) -> str | None:
    """Say what is wrong with a link in a folder; None if its target is in the folder, to be found by its own name."""
    try:
        target = os.path.realpath(path, strict=True)
    except OSError as error:
        return f"a symbolic link that leads nowhere: {why(error)}"
    if os.path.commonpath([target, real]) == target:
        return "a symbolic link back to a folder that holds it"
    if os.path.commonpath([target, real_root]) != real_root:
        return "a symbolic link that leads out of the folder; name its target to have it read"
    if any(part.startswith(".") for part in Path(target).relative_to(real_root).parts):
        return "a symbolic link to a hidden file; name its target to have it read"
    return None


def _open(path: Path) -> int:
    """Open a plain file for reading. The name is asked before opening and the handle after: names can be swapped."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise refuse("not_a_file", _kind(path.stat().st_mode))
    # O_NONBLOCK: were the name swapped for a pipe just now, opening it must not wait for a writer for ever.
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY)
    mode = os.fstat(handle).st_mode
    if not stat.S_ISREG(mode):
        os.close(handle)
        raise refuse("not_a_file", _kind(mode))
    return handle


def _reject(path: Path, code: Code, reason: str) -> Reject:
    name = printable(path)
    return Reject(path=name, source=content_id(code, name), code=code, reason=reason)


def _kind(mode: int) -> str:
    names = {
        stat.S_IFIFO: "a named pipe",
        stat.S_IFSOCK: "a socket",
        stat.S_IFCHR: "a device",
        stat.S_IFBLK: "a device",
        stat.S_IFDIR: "a folder",
    }
    return f"{names.get(stat.S_IFMT(mode), 'something')} and not a file; it was not opened"


def _megabytes(size: int) -> str:
    return f"{size:,} bytes" if size < 100_000 else f"{size / 1_000_000:,.1f} MB".replace(".0 MB", " MB")
