"""A user's own export from Telegram Desktop (``result.json``): a message that holds words is an article.

The form is that of the application's "Export chat history" as "Machine-readable JSON": one chat, or all of them under
``chats.list``. Nothing is asked of Telegram.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from detente.read.codes import refuse
from detente.read.document import Metadata
from detente.read.files import Record, opened, too_large
from detente.read.records import Fault, Part, row_record

FORM = "telegram"
# The file is one JSON value, which is held in memory as a whole.
LARGEST = 256_000_000
_SIGN = b'"messages"'
_HEAD = 4096


def is_export(head: bytes) -> bool:
    """Say whether the first bytes of a JSON file are those of an export."""
    return head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{") and (
        (_SIGN in head and b'"type"' in head and b'"id"' in head) or b'"personal_information"' in head
    )


def records(file: Path) -> Iterator[Record | Fault]:
    """Give the messages in order. Codes: ``not_a_page`` (a notice of the service), ``empty`` (no words).

    Raises:
        OSError: the file cannot be read.
        UnreadableError: ``not_a_file``, ``too_large``, ``damaged``.
    """
    for at, message in enumerate(_messages(file, file.stat().st_mtime_ns)):
        if message.get("type") != "message":
            yield Fault(at, "not_a_page", "a notice of the service, and no message")
        elif not message["text"].strip():
            yield Fault(at, "empty", "a message without words")
        else:
            yield row_record(FORM, at, message, file.name)


def part(file: Path, record: Record) -> Part:
    """Return the words of a message, and who sent them where and when.

    Raises:
        OSError: the file cannot be read.
        UnreadableError: ``damaged`` where the file is no longer what it was.
    """
    messages = _messages(file, file.stat().st_mtime_ns)
    message = messages[record.at] if record.at < len(messages) else {}
    if row_record(FORM, record.at, message, file.name) != record:
        raise refuse("damaged", "what stands at this place of the export is not what was found there before")
    sender, chat = message["from"], message["chat"]
    said = Metadata(
        author=sender if sender != chat else None,
        outlet=chat,
        published=message["date"],
        address=message["address"],
    )
    return Part(message["text"].encode("utf-8", "replace"), "text", said=said)


@functools.lru_cache(maxsize=1)
def _messages(file: Path, _: int) -> list[dict[str, Any]]:
    """Return the messages of all chats; the last file is kept, since its messages are asked for one after another."""
    with opened(file) as stream:
        data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise too_large(len(data), LARGEST)
    try:
        export = json.loads(data)
        chats = export["chats"]["list"] if "chats" in export else [export]
        return [_plain(chat, message) for chat in chats for message in chat["messages"]]
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise refuse("damaged", f"no export of Telegram that can be read ({type(error).__name__}: {error})") from error


def _plain(chat: Mapping[str, Any], message: Mapping[str, Any]) -> dict[str, Any]:
    pieces = message.get("text") or ""
    texts = [pieces] if isinstance(pieces, str) else pieces
    name = _text(chat.get("name"))
    return {
        "type": message.get("type"),
        "text": "".join(each if isinstance(each, str) else str(each.get("text", "")) for each in texts),
        "date": _text(message.get("date"), 10),
        "from": _text(message.get("forwarded_from")) or _text(message.get("from")),
        "chat": name,
        # Private links of this form open the message for whoever may see the chat.
        "address": f"https://t.me/c/{int(chat['id'])}/{int(message['id'])}",
    }


def _text(value: object, most: int = 200) -> str | None:
    return " ".join(value.split())[:most] or None if isinstance(value, str) else None
