"""Print a brief: Markdown, Word, PDF, or one HTML page that opens without a network and holds the articles it cites.

Everything that comes from an article is escaped, in HTML by the template's autoescape, in Markdown by :func:`literal`.
The page carries no script, loads nothing, and says so to the browser (Content-Security-Policy). Its citations are
links to the exact words in the evidence at its end; a second link opens the file itself with a text fragment
(https://wicg.github.io/scroll-to-text-fragment/).
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FunctionLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from detente.errors import DetenteError, UsageError
from detente.tell import dates, states, timeline
from detente.tell.brief import Brief
from detente.tell.evidence import BriefSentence, Citation, Name, Quote
from detente.tell.library import Source
from detente.tell.marking import Stretch, fit, marked

# What Markdown would read as its own: marks anywhere, list and heading signs at the beginning, bare addresses.
SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~&$^@]|:(?=//)|(?<=www)\.|^[-+=]|(?<=^\d)[.)]|(?<=^\d\d)[.)])")
UNSEEN = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
HTML, MARKDOWN = frozenset({".html", ".htm"}), frozenset({".md", ".markdown"})
WORD, PDF = frozenset({".docx"}), frozenset({".pdf"})
SUFFIXES = HTML | MARKDOWN | WORD | PDF
# A text fragment of a long passage names its first and last words only.
FRAGMENT_WORDS = 6
TIMELINE = "timeline"


def html(brief: Brief, near: Path | None = None) -> str:
    """Return the brief as one self-contained HTML page.

    Args:
        brief: the brief.
        near: the folder the page will lie in; links to the articles' files are made relative to it, absolute without.
    """
    css = _template("brief.css")
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    picture = timeline.svg(brief, inline=True)
    return (
        _environment()
        .get_template("brief.html.jinja")
        .render(
            **_context(brief, near),
            css=Markup(css),  # noqa: S704  (our own file, no text from outside)
            css_hash=f"sha256-{digest}",
            picture=Markup(picture) if picture else None,  # noqa: S704  (written by an XML serialiser, which escapes)
            marks=timeline.points(brief),
            pictures={
                section.key: Markup(timeline.drawn(section.picture, inline=True))  # noqa: S704  (as above)
                for section in brief.sections
                if section.picture
            },
            texts={key: _marked(brief, source) for key, source in brief.sources.items()},
        )
    )


def markdown(brief: Brief, near: Path | None = None, pictures: Mapping[str, str] | None = None) -> str:
    """Return the brief as Markdown (CommonMark).

    Args:
        brief: the brief.
        near: the folder the file will lie in, as for :func:`html`.
        pictures: file names of the pictures beside it by name, ``timeline`` and those of sections.
    """
    template = _environment().get_template("brief.md.jinja")
    return template.render(**_context(brief, near), pictures=pictures or {}, marks=timeline.points(brief))


def checked(output: Path) -> Path:
    """Return the path of a brief to be written.

    Raises:
        UsageError: its name ends as none of the kinds that are written.
    """
    if output.suffix.lower() not in SUFFIXES:
        raise UsageError(f"{output}: a brief is written as a .html, .md, .docx or .pdf file")
    return output


def write(brief: Brief, output: Path) -> list[Path]:
    """Write the brief to a ``.html``, ``.md``, ``.docx`` or ``.pdf`` file; return what was written.

    Beside a Markdown file its pictures are written; the others hold theirs.

    Raises:
        UsageError: the file's name ends otherwise, or what writes PDF is not installed.
        DetenteError: it cannot be written.
    """
    written = _written(brief, checked(output))
    try:
        for path, content in written.items():
            path.write_bytes(content.encode("utf-8", "replace") if isinstance(content, str) else content)
    except OSError as error:
        raise DetenteError(f"the brief could not be written to {output}: {error.strerror}") from error
    return list(written)


def _written(brief: Brief, output: Path) -> dict[Path, str | bytes]:
    """Return the content of each file, by path."""
    from detente.tell import printed, wordfile

    kind = output.suffix.lower()
    if kind in HTML:
        return {output: html(brief, output.parent)}
    if kind in WORD:
        return {output: wordfile.docx(brief)}
    if kind in PDF:
        return {output: printed.pdf(brief)}
    drawn = {name: text for name, text in _pictures(brief) if text}
    beside = {n: output.with_suffix(".svg" if n == TIMELINE else f".{n}.svg") for n in drawn}
    text = markdown(brief, output.parent, {name: path.name for name, path in beside.items()})
    return {output: text, **{beside[name]: svg for name, svg in drawn.items()}}


def _pictures(brief: Brief) -> list[tuple[str, str | None]]:
    """Return the pictures for files of their own: the timeline, then those of sections, by name."""
    own = [s.picture for s in brief.sections if s.picture]
    return [(TIMELINE, timeline.svg(brief, inline=False)), *((p.name, timeline.drawn(p, inline=False)) for p in own)]


def literal(text: object) -> str:
    """Return a text from outside so that Markdown shows it as it is, on one line.

    Marks that turn the reading direction are left out: on a plain page nothing would end what they begin.
    """
    return SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", UNSEEN.sub("", fit(str(text)))))


def fragment(words: str) -> str:
    """Return the part of an address that makes a browser scroll to the words."""
    parts = words.split()
    if len(parts) <= 2 * FRAGMENT_WORDS:
        return f"#:~:text={_percent(' '.join(parts))}"
    first, last = parts[:FRAGMENT_WORDS], parts[-FRAGMENT_WORDS:]
    return f"#:~:text={_percent(' '.join(first))},{_percent(' '.join(last))}"


def _percent(words: str) -> str:
    # The hyphen has a meaning of its own in a text fragment.
    return quote(words.encode("utf-8", "replace"), safe="").replace("-", "%2D")


def file_link(source: Source, near: Path | None) -> str | None:
    """Return an address of the article's file, or None where it is not there any more."""
    path = Path(source.path)
    try:
        if not path.is_file():
            return None
        if near is None:
            return path.resolve().as_uri()
        relative = os.path.relpath(path.resolve(), near.resolve())
    except (OSError, ValueError):
        return None
    # "./" keeps a name like "javascript:x.txt" from being read as an address of its own.
    return "./" + quote(Path(relative).as_posix().encode("utf-8", "surrogateescape"))


def _context(brief: Brief, near: Path | None) -> dict[str, Any]:
    from detente import __version__

    links = {key: file_link(source, near) for key, source in brief.sources.items()}
    return {"brief": brief, "links": links, "version": __version__}


def _marked(brief: Brief, source: Source) -> Markup:
    stretches = [Stretch(span.start, span.end, "residue") for span in source.boilerplate]
    support: dict[tuple[int, int], list[str]] = {}
    for citation in (c for c in brief.citations if c.article == source.id):
        stretches.append(Stretch(citation.start, citation.end, "cited", citation.number))
        for place, roles in citation.leans_on:
            support.setdefault((place.start, place.end), []).append(f"{roles} for [{citation.number}]")
    stretches += [Stretch(*place, "support", says="; ".join(said)) for place, said in support.items()]
    return marked(source.text, stretches)


def _parts(sentence: BriefSentence) -> list[tuple[str, Any]]:
    """Return a sentence's parts with their kind: ``plain``, ``name``, ``quote`` or ``citation``."""
    kinds = {str: "plain", Name: "name", Quote: "quote", Citation: "citation"}
    return [(kinds[type(part)], part) for part in sentence.parts]


def _published(source: Source) -> str | None:
    return source.published_in_words


def _web(source: Source) -> str | None:
    return source.address if re.match(r"https?://[^\s]+$", source.address) else None


@cache
def _template(name: str) -> str:
    return files("detente.tell").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_template),
        # Markdown has an escape of its own, ``literal``; HTML's would spoil it.
        autoescape=select_autoescape(enabled_extensions=(".html.jinja",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=lambda value: value if isinstance(value, Markup) else fit(str(value)),
    )
    filters: Mapping[str, Any] = {
        "literal": literal,
        "fragment": fragment,
        "parts": _parts,
        "date": lambda text: dates.in_words(text) or text,
        "state": states.name,
        "who": timeline.who,
        "published": _published,
        "web": _web,
    }
    environment.filters.update(filters)
    return environment
