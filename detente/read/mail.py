"""E-mail: one message (.eml, RFC 5322) to the document it carries, and a mailbox (mbox, RFC 4155) to its messages."""

from __future__ import annotations

import contextlib
import email.policy
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

from detente.read.codes import refuse
from detente.read.document import Document, Metadata
from detente.read.files import Record, opened, too_large
from detente.read.records import Fault, Part, whole_lines

FORM = "mbox"
_FROM = b"From "
_LONGEST_HEADER = 500


def read_mail(data: bytes, max_chars: int) -> Document:
    """Return the text of a message, its HTML taken before its plain text; attachments are left aside.

    The outlet is the sender as named, the date the day the message states, the address its Message-ID as ``mid:``
    (RFC 2392).

    Raises:
        UnreadableError: ``damaged``, ``no_text`` (attachments alone), or as a page is refused.
    """
    try:
        message = email.message_from_bytes(data, _class=EmailMessage, policy=email.policy.default)
        body = message.get_body(preferencelist=("html", "plain"))
        content = body.get_content() if body is not None else ""
        is_html = body is not None and body.get_content_type() == "text/html"
        said = _metadata(message)
    except Exception as error:  # a hostile message can make the parser raise nearly anything
        raise refuse("damaged", f"the message cannot be taken apart ({type(error).__name__})") from error
    if not isinstance(content, str) or not content.strip():
        raise refuse("no_text", "a message without any text of its own")
    if is_html:
        from detente.read.html import read_html

        document = read_html(content, max_chars)
    else:
        document = Document(content.replace("\r\n", "\n"))
    return replace(document, metadata=said.filled_from(document.metadata))


def _metadata(message: EmailMessage) -> Metadata:
    return Metadata(
        title=_header(message, "Subject"),
        outlet=_sender(message),
        published=_sent_on(message),
        address=_address(message),
    )


def _header(message: EmailMessage, name: str) -> str | None:
    # A header that breaks the standard raises when it is asked for; what it would say is then not known.
    with contextlib.suppress(Exception):
        return " ".join(str(message[name] or "").split())[:_LONGEST_HEADER] or None
    return None


def _sender(message: EmailMessage) -> str | None:
    with contextlib.suppress(Exception):
        sender = message["From"].addresses[0]
        return " ".join((sender.display_name or sender.domain).split())[:_LONGEST_HEADER] or None
    return None


def _sent_on(message: EmailMessage) -> str | None:
    with contextlib.suppress(Exception):
        return str(message["Date"].datetime.date().isoformat())
    return None


def _address(message: EmailMessage) -> str | None:
    identity = _header(message, "Message-ID")
    return f"mid:{identity.strip('<>')}" if identity and identity.strip("<> ") else None


def records(file: Path, max_bytes: int) -> Iterator[Record | Fault]:
    """Give the messages of a mailbox in order; one of more bytes than the limit is ``too_large``.

    Raises:
        OSError: the file cannot be read.
        UnreadableError: ``not_a_file``.
    """
    with opened(file) as stream:
        start, size, digest, blank, last = 0, 0, hashlib.sha256(), True, 0
        for at, line in whole_lines(stream, max_bytes):
            if blank and line is not None and line.startswith(_FROM):
                if size:
                    yield _message(file, start, size, digest.hexdigest(), max_bytes)
                start, size, digest = at + len(line), 0, hashlib.sha256()
            else:
                size += len(line) if line is not None else max_bytes + 1
                digest.update(line or b"")
            blank, last = line is not None and not line.strip(), at
        if size:
            yield _message(file, start, size, digest.hexdigest(), max_bytes)
        elif not last:
            yield Fault(0, "empty", "the mailbox holds no message")


def _message(file: Path, start: int, size: int, digest: str, max_bytes: int) -> Record | Fault:
    if size > max_bytes:
        return Fault(start, "too_large", too_large(size, max_bytes).reason)
    return Record(FORM, start, size, digest, file.name)


def part(file: Path, record: Record) -> Part:
    """Return one message.

    Raises:
        OSError: the file cannot be read.
        UnreadableError: ``damaged`` where the file is no longer what it was.
    """
    with opened(file) as stream:
        stream.seek(record.at)
        data = stream.read(record.size)
    if hashlib.sha256(data).hexdigest() != record.digest:
        raise refuse("damaged", "what stands at this place of the mailbox is not what was found there before")
    return Part(data, "mail")
