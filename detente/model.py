"""The nouns of detente: plain frozen rows, each one a table of the store.

This module imports nothing of ours. Every finding carries the offsets of its evidence: for an article ``a`` and a
finding ``f``, ``a.text[f.start:f.end]`` is the exact words. Offsets are characters (Unicode code points) of the decoded
text and ``end`` is exclusive.

Dates are strings in EDTF (ISO 8601-2:2019): ``2021-05-24``, ``2021-05``, ``2021``, ``2021-05-17/2021-05-23`` for a
week, ``XXXX-05-24`` where the year is not known. Precision says how much of it is meant.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

StatementKind = Literal["direct", "indirect", "mixed"]
MentionKind = Literal["person", "state", "organisation", "office", "group", "document", "pronoun"]
ActorKind = Literal["state", "organisation", "office", "person"]
Precision = Literal["day", "week", "month", "season", "year", "decade"]
# Wiebe, Wilson and Cardie (2005) part speech events from private states; an intention binds the one who has it.
Mode = Literal["saying", "belief", "intention"]
Stance = Literal["cooperative", "neutral", "conflictual"]
Certainty = Literal["certain", "probable", "possible", "unknown"]
EventStatus = Literal["happened", "scheduled", "denied", "hypothetical"]
# What lies between two articles; the last two are no retellings.
PairKind = Literal[
    "exact copy",
    "trimmed",
    "edited",
    "paraphrase",
    "translation",
    "machine-spun",
    "common source",
    "same quotation",
    "same story",
]
CommitmentKind = Literal["agreement", "promise", "next step"]


def content_id(*parts: object) -> str:
    """Return 16 hexadecimal characters that depend on the parts alone (SHA-256, parts joined by U+001F)."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text, ``text[start:end]``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """Return the words this span points at."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Say whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def within(self, other: Span) -> bool:
        """Say whether this span lies inside the other."""
        return other.start <= self.start and self.end <= other.end


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A span together with its words: ``article.text[start:end] == text``."""

    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        """The span without its words."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Article:
    """One text by one outlet, never altered: page residue is marked in ``boilerplate``, not deleted.

    ``id`` is the hash of ``address`` and ``text``: the same text under another address is another article.
    ``address`` is the web address the page names as its own, else the file's name. ``path`` is the file as the user
    gave it. ``source`` is the hash of the raw bytes and the file's name: what has been read need not be read again.
    ``language`` is an ISO 639-1 code or ``und``; ``published`` is EDTF. ``as_of`` is when the bytes were fetched, or
    the file last changed (ISO 8601, UTC). Texts met at one web address, or one absolute path, at several times are
    versions of one article, counted from 1: ``supersedes`` is the one before, ``superseded_by`` the one after.
    """

    id: str
    path: str
    address: str
    source: str
    media_type: str
    text: str
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published: str | None = None
    language: str = "und"
    boilerplate: tuple[Span, ...] = ()
    words: int = 0
    as_of: str | None = None
    version: int = 1
    supersedes: str | None = None
    superseded_by: str | None = None

    def body(self) -> tuple[Span, ...]:
        """Return the stretches of the text that are no boilerplate, in order."""
        out, at = [], 0
        for hole in sorted(self.boilerplate):
            if hole.start > at:
                out.append(Span(at, hole.start))
            at = max(at, hole.end)
        return (*out, Span(at, len(self.text))) if at < len(self.text) else tuple(out)


@dataclass(frozen=True, slots=True)
class Reject:
    """A source that gave no article, or an article no further reader: counted and listed, with the reason.

    ``code`` is one word of a closed list (see ``detente.read``); ``reason`` is a sentence for a person.
    """

    path: str
    source: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name an actor. Mentions of one actor within an article share ``entity``.

    ``entity`` is the id of the first mention of its cluster, for a group that of those who make it up together
    ("both sides"); ``name`` is the fullest name the cluster has ("Sergey Lavrov" for "he"), ``title`` the role words
    met with the name anywhere in the cluster ("Russian Foreign Minister"), or None.
    """

    id: str
    article: str
    start: int
    end: int
    text: str
    kind: MentionKind
    entity: str
    name: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts: a state (``RUS``), an organisation (``org:NATO``), an office or a person (``person:...``).

    ``state`` is the ISO 3166 alpha-3 code it acts for, ``EUU`` for the European Union, or None.
    """

    id: str
    kind: ActorKind
    name: str
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A claim that a mention means an actor, with its reason and score (0 to 1): an edge that can be undone."""

    mention: str
    article: str
    actor: str
    name: str
    state: str | None
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class Role:
    """A person held an office for a state, as the words at ``article[start:end]`` say."""

    article: str
    start: int
    end: int
    person: str
    office: str
    state: str | None


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that name a date, resolved: ``on`` is EDTF, or None where nothing can resolve it."""

    article: str
    start: int
    end: int
    text: str
    on: str | None
    precision: Precision | None


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim that, in this article, someone expressed something. A claim made by a source, never a fact.

    ``pieces`` are the parts of the content where it is in several; ``start`` and ``end`` enclose them. ``relay`` names
    through whom it reached the article, outermost last. ``about`` lists alpha-3 codes and ``stance``, one for one, the
    speaker's stance toward each. ``negated`` says that the saying is denied, or is a denial; ``venue`` is the occasion
    ("interview", "call"). ``parent`` is the statement in whose content this one stands (None for an outermost one).
    ``speaker_mention`` and ``relay_mentions`` point at mentions, so that a corrected link corrects the statement.
    ``confidence`` is a probability. ``utterance_reason`` says why it was joined to the others of its utterance.
    """

    id: str
    article: str
    start: int
    end: int
    content: str
    pieces: tuple[Span, ...]
    kind: StatementKind
    source: Excerpt | None
    cue: Excerpt | None
    speaker: str | None = None
    actor: str | None = None
    relay: tuple[str, ...] = ()
    said_on: str | None = None
    said_on_precision: Precision | None = None
    about: tuple[str, ...] = ()
    confidence: float = 0.5
    utterance: str | None = None
    parent: str | None = None
    speaker_mention: str | None = None
    relay_mentions: tuple[str, ...] = ()
    mode: Mode = "saying"
    venue: str | None = None
    stance: tuple[Stance, ...] = ()
    negated: bool = False
    certainty: Certainty = "certain"
    utterance_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, as the words at ``article[start:end]`` report it.

    ``type``, ``mode`` and ``context`` are codes of PLOVER (Open Event Data Alliance), ``cameo`` the two-digit root of
    CAMEO. ``source`` and ``target`` list alpha-3 codes; an event between equals is a row each way. ``date`` is EDTF.
    ``intensity`` is PLOVER's published score, -10 to 10. ``statement`` is the statement in whose content it stands:
    such an event is what a source claims. ``happening`` joins the reports of one event; ``confidence`` is a
    probability.
    """

    id: str
    article: str
    start: int
    end: int
    content: str
    type: str
    mode: str | None
    context: tuple[str, ...]
    cameo: str | None
    source: tuple[str, ...]
    target: tuple[str, ...]
    date: str | None
    precision: Precision | None
    place: str | None
    status: EventStatus
    intensity: float
    confidence: float
    statement: str | None = None
    happening: str | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """What states bind themselves to: an agreement, a promise, an announced next step.

    ``parties`` lists alpha-3 codes, ``subject`` the words that say to what, ``due`` is EDTF. ``event`` is the event of
    the same words, if there is one.
    """

    id: str
    article: str
    start: int
    end: int
    content: str
    kind: CommitmentKind
    parties: tuple[str, ...]
    subject: str
    due: str | None
    due_precision: Precision | None
    confidence: float
    statement: str | None = None
    event: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: ``text[start:cut]`` leads up to its head and holds it, ``text[cut:end]`` follows."""

    start: int
    cut: int
    end: int


@dataclass(frozen=True, slots=True)
class Deed:
    """An event, and a commitment where it is one, before it is known which states its words mean.

    ``sources`` and ``targets`` are the phrases that may name each end, the likeliest first; the phrases of one entry
    are coordinated ("Paris and Berlin"). ``mutual`` says that each side does it to the other, ``together`` that several
    on one side do it to each other where no other side is named, ``implied`` that the one addressed may be left out,
    ``nominal`` that a noun reports it. ``at`` is the place of the word that reports it and ``sentence`` the bounds of
    its sentence, for ends that no phrase gives. The rows' own ends are empty until they are linked.
    """

    event: Event
    commitment: Commitment | None
    sources: tuple[tuple[Phrase, ...], ...]
    targets: tuple[tuple[Phrase, ...], ...]
    at: int
    sentence: Span
    mutual: bool = False
    together: bool = False
    implied: bool = False
    nominal: bool = False


@dataclass(frozen=True, slots=True)
class Forecast:
    """A claim whose truth the future decides. ``holder`` is ``author`` or a name; ``wording`` the words that hedge."""

    id: str
    article: str
    start: int
    end: int
    content: str
    holder: str
    wording: str
    condition: str | None
    confidence: float
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one article gave: the container every stage from reading to linking passes on.

    ``deeds`` become events and commitments in linking; those without a state on each side do not.
    """

    article: Article
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    statements: tuple[Statement, ...] = ()
    forecasts: tuple[Forecast, ...] = ()
    events: tuple[Event, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    links: tuple[Link, ...] = ()
    roles: tuple[Role, ...] = ()
    deeds: tuple[Deed, ...] = ()


@dataclass(frozen=True, slots=True)
class Retelling:
    """A passage of article ``a`` and the passage of article ``b`` that renders it (``a < b`` by id)."""

    a: str
    a_start: int
    a_end: int
    b: str
    b_start: int
    b_end: int
    score: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles that render one text: ``probability`` of it and the share of each one's words that is shared.

    ``kind`` says how. ``first`` is the article that was there first, None where that cannot be known, and ``a_first``
    the probability that it was ``a`` (0.5 where nothing is known); ``reason`` says in words what it rests on.
    """

    a: str
    b: str
    probability: float
    share_a: float
    share_b: float
    kind: PairKind = "paraphrase"
    first: str | None = None
    a_first: float = 0.5
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """An article's place among those about the same happening; ``id`` and ``title`` are the same for all of them."""

    id: str
    title: str
    article: str
