"""The desk a brief is written at: the sources at hand, the numbers given, the sentences refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from detente.model import Pair
from detente.relate.evidence import origins
from detente.tell import library, sentences
from detente.tell.brief import Item, Picture, Section, SectionKey
from detente.tell.evidence import BriefSentence, Citation, Numbering, unsupported
from detente.tell.library import Source

if TYPE_CHECKING:
    import pyarrow as pa

    from detente.store import Store

Row = Mapping[str, Any]


class Desk:
    """Where the sections of a brief are written; every sentence passes :meth:`accept` or is not printed."""

    def __init__(self, store: Store, pair: tuple[str, str]) -> None:
        self.store = store
        self.pair = pair
        self.sources: dict[str, Source] = {}
        self.measures: dict[str, list[tuple[str, str]]] = {}
        self.numbering = Numbering()
        self.unsupported = 0
        self.corrected: tuple[str, ...] = ()

    def table(self, name: str) -> pa.Table:
        """Return the answer to a question about the pair."""
        return self.store.query(name, {"one": self.pair[0], "other": self.pair[1]})

    def ask(self, name: str) -> list[Row]:
        """Return the rows of a question about the pair."""
        rows: list[Row] = self.table(name).to_pylist()
        return rows

    @cached_property
    def origin(self) -> dict[str, str]:
        """The origin of each article that renders another's text."""
        return origins(self.store.rows(Pair))

    def fetch(self, articles: Iterable[str]) -> None:
        """Have the articles at hand."""
        missing = set(articles) - self.sources.keys()
        if missing:
            self.sources |= library.load(self.store, missing)

    def measured(self, cited: Iterable[Citation], *figures: str) -> None:
        """Have figures at hand that were worked out from the places cited: a sentence that cites them may say so."""
        for article in {citation.article for citation in cited}:
            self.measures.setdefault(article, []).extend((article, figure) for figure in figures)

    def accept(self, *drafts: BriefSentence) -> tuple[BriefSentence, ...]:
        """Return those sentences that their citations support, numbered; count the others."""
        kept = []
        for draft in drafts:
            articles = {citation.article for citation in draft.citations}
            known = {key: self.sources[key].known(self.measures.get(key, ())) for key in articles}
            if unsupported(draft, known, sentences.VOCABULARY):
                self.unsupported += 1
            else:
                kept.append(self.numbering.accept(draft))
        return tuple(kept)

    def section(
        self,
        key: SectionKey,
        items: Sequence[Item],
        left_out: int,
        *,
        notes: Sequence[str] = (),
        picture: Picture | None = None,
    ) -> Section:
        """Return a section with its title, its lead and the commands that list what there was no room for."""
        one, other = self.pair
        title, lead, see = WORDS[key]
        commands = tuple(each.format(one=one, other=other) for each in see)
        return Section(key, title, lead, tuple(items), max(0, left_out), commands, tuple(notes), picture)


# For each section its title, what it holds, and the commands that list what there was no room for.
BOTH = ("detente statements --actor {one} --about {other}", "detente statements --actor {other} --about {one}")
WORDS: Mapping[SectionKey, tuple[str, str, tuple[str, ...]]] = {
    "stands": (
        "How the two are getting on",
        "A measure of this project’s own (docs/measures.md): what happened between the two, from -10, conflict, to 10, "
        "cooperation; copies count once.",
        ("detente relation {one} {other}",),
    ),
    "new": ("What is new", "The statements of the latest dates, the latest first.", BOTH),
    "happened": (
        "What happened",
        "Acts of one towards the other, the oldest first; each happening once, however many tell of it.",
        ("detente events --source {one} --target {other}", "detente events --source {other} --target {one}"),
    ),
    "said": (
        "Who said what",
        "Earlier statements, the oldest first; each in its oldest wording, then how others carried it.",
        BOTH,
    ),
    "moved": (
        "Lines and shifts",
        "Where one side’s line on a subject moved, both sentences side by side; then its first and its latest words on "
        "subjects it came back to.",
        ("detente shifts --actor {one}", "detente shifts --actor {other}"),
    ),
    "predicted": (
        "What to expect",
        "Claims whose truth the future decides, each once, with the range its words are read as (docs/outlook.md).",
        ("detente ledger",),
    ),
    "watch": (
        "What would change our mind",
        "What would settle the open forecasts, and what is scheduled.",
        ("detente ledger --outcome open",),
    ),
    "echoes": (
        "Echoes and origins",
        "Articles that tell of the same happening. Those that render one text count as one origin.",
        ("detente stories",),
    ),
    "retold": (
        "Who retells whom",
        "Articles that render one text. A shared source explains a likeness as well as copying does.",
        ("detente retellings --articles",),
    ),
}
