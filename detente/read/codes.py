"""Why a source gave no article: the closed list of codes, each with what it means."""

from __future__ import annotations

from typing import Final, Literal

from detente.errors import UnreadableError

Code = Literal[
    "unreadable",
    "not_a_file",
    "link",
    "empty",
    "too_large",
    "too_long",
    "too_complex",
    "binary",
    "unsupported",
    "undecodable",
    "damaged",
    "encrypted",
    "archive_bomb",
    "no_text",
    "not_a_page",
    "private",
    "robots",
    "unreachable",
    "slow",
    "redirects",
    "answer",
]

CODES: Final[dict[Code, str]] = {
    "unreadable": "the system will not give it to us: no permission, vanished, or a fault of the disk",
    "not_a_file": "a pipe, socket or device; such things are never opened",
    "link": "a symbolic link found in a folder that is broken, goes in a circle, or leads out of the folder",
    "empty": "it holds no byte",
    "too_large": "it holds more bytes than the limit",
    "too_long": "its text holds more characters, or it holds more pages, than the limit",
    "too_complex": "its markup is nested deeper, or holds more tags, than any page made for readers",
    "binary": "its bytes are no text and no document that is read here",
    "unsupported": "a kind of file that is known but not read here",
    "undecodable": "it looks like text, but in no character encoding that can be told",
    "damaged": "it begins like a document of its kind but cannot be read as one",
    "encrypted": "it is locked with a password",
    "archive_bomb": "it would unpack to more bytes than the limit",
    "no_text": "it can be read, but too few words are in it to be an article",
    "not_a_page": "a record of an archive that holds no article: an error, a redirection, a notice of the service",
    "private": "its address leads into a private network or to this machine",
    "robots": "the site asks programs not to read it, or cannot be asked",
    "unreachable": "no connection could be made",
    "slow": "it took longer than the limit",
    "redirects": "it leads on to other addresses more often than the limit",
    "answer": "the server answered with an error, or not in HTTP",
}


def refuse(code: Code, reason: str) -> UnreadableError:
    """Return the error for one source; ``code`` is checked by the type checker to be of the list."""
    return UnreadableError(code, reason)


def too_long(length: int, limit: int) -> UnreadableError:
    """Return the error for a text of at least ``length`` characters where ``limit`` are allowed."""
    return refuse("too_long", f"its text has {length:,} characters or more; {limit:,} is the limit; split it")
