"""Mentions: words that name an actor, clustered within the article.

Names come from the entity recogniser, mended by the article itself: a surname that once stood with its first name is
that person wherever it stands, whatever label the recogniser gave it. Sources that are no names (pronouns, "the
foreign minister", "analysts") become mentions when a statement needs them (``coreference``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from detente.extract import titled
from detente.extract.clauses import SUBJECTS, child
from detente.language.english import Block
from detente.model import Mention, MentionKind, Span, content_id

if TYPE_CHECKING:
    from spacy.tokens import Token

    from detente.extract.parties import Party

KINDS: dict[str, MentionKind] = {"PERSON": "person", "ORG": "organisation", "GPE": "state", "NORP": "state"}
# Words that stand before a name without being part of it or of a role.
HONORIFICS = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sir", "dame", "lord", "lady", "miss"})
DETERMINER = re.compile(r"^(?:the|a|an|this|that|these|those|its|his|her|their)\s+", re.IGNORECASE)
LONGEST_TITLE = 12
MALE = frozenset("mr sir lord king prince emperor sultan spokesman chairman statesman".split())
FEMALE = frozenset("mrs ms miss dame lady madam madame queen princess empress spokeswoman chairwoman".split())
# Nouns for whoever holds an office.
OFFICES = frozenset(
    "minister president premier chancellor secretary spokesman spokeswoman spokesperson ambassador leader chairman "
    "chairwoman director envoy diplomat official adviser advisor senator governor general king queen prince chief "
    "councillor counselor commissioner representative head commander marshal".split()
)


@dataclass(slots=True)
class Cluster:
    """One actor of the article: the fullest name and title that stand anywhere in it, and what "he" or "she" tells."""

    entity: str
    kind: MentionKind
    name: str
    title: str | None = None
    gender: str | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """A mention in its place: its block, its tokens, and whether it acts in its clause."""

    id: str
    span: Span
    text: str
    kind: MentionKind
    cluster: Cluster
    block: int
    head: Token
    acts: bool


@dataclass(slots=True)
class Roster:
    """The article's mentions, growing while statements are read."""

    article: str
    seats: list[Seat] = field(default_factory=list)
    by_token: dict[tuple[int, int], Seat] = field(default_factory=dict)
    by_block: dict[int, list[Seat]] = field(default_factory=dict)
    parties: dict[int, tuple[Party, ...]] = field(default_factory=dict)

    def mentions(self) -> tuple[Mention, ...]:
        """Return the mentions in the order of the text, each with its cluster's fullest name and title."""
        rows = [
            Mention(
                s.id,
                self.article,
                s.span.start,
                s.span.end,
                s.text,
                s.kind,
                s.cluster.entity,
                s.cluster.name,
                s.cluster.title,
            )
            for s in self.seats
        ]
        return tuple(sorted(rows, key=lambda m: (m.start, m.end)))

    def at(self, block: int, token: Token) -> Seat | None:
        """Return the mention that holds the token."""
        return self.by_token.get((block, token.i))

    def in_block(self, index: int) -> Sequence[Seat]:
        """Return the mentions of a paragraph, the names first, each in the order they were found."""
        return self.by_block.get(index, ())

    def add(
        self, place: tuple[int, Block], tokens: Sequence[Token], kind: MentionKind, cluster: Cluster | None
    ) -> Seat:
        """Add a mention over the tokens of a block, to a cluster or to a new one of its own."""
        index, block = place
        span = block.span(tokens[0], tokens[-1])
        text = block.text[tokens[0].idx : tokens[-1].idx + len(tokens[-1])]
        ident = content_id(self.article, "mention", span.start, span.end)
        inside = {t.i for t in tokens}
        head = next((t for t in tokens if t.head.i not in inside or t.head is t), tokens[-1])
        cluster = cluster or Cluster(ident, kind, DETERMINER.sub("", text))
        seat = Seat(ident, span, text, kind, cluster, index, head, _acts(head))
        self.seats.append(seat)
        self.by_block.setdefault(index, []).append(seat)
        for token in tokens:
            self.by_token.setdefault((index, token.i), seat)
        return seat


def _acts(head: Token) -> bool:
    """Say whether a noun is who does something; a name beside a role ("the spokeswoman, Anna Berg") acts with it."""
    if head.dep_ == "appos" and head.head.dep_ != "appos":
        head = head.head
    return head.dep_ in SUBJECTS or (head.dep_ == "pobj" and head.head.dep_ == "agent")


def named(article: str, blocks: Sequence[Block]) -> Roster:
    """Return the roster of all names of the article, clustered, titles collected."""
    behind = [list(titled.people(block)) for block in blocks]
    surnames = _surnames(blocks, behind)
    roster = Roster(article)
    clusters: dict[str, Cluster] = {}
    for index, block in enumerate(blocks):
        for tokens, kind in _names(block, surnames, behind[index]):
            key, name = _key(block, tokens, kind, surnames)
            seat = roster.add((index, block), tokens, kind, clusters.get(key))
            cluster = clusters.setdefault(key, seat.cluster)
            cluster.name = max(cluster.name, name, key=len)
            if kind == "person":
                title = title_of(tokens)
                cluster.title = _longer(cluster.title, title)
                cluster.gender = cluster.gender or _gender(title, tokens[0])
    return roster


def _surnames(blocks: Sequence[Block], behind: Sequence[Sequence[list[Token]]]) -> dict[str, str]:
    """Map each surname that stands somewhere with a first name to that full name; an ambiguous one to nothing."""
    full: dict[str, str] = {}
    for block, titled_names in zip(blocks, behind, strict=True):
        recognised = (_bare(list(e)) for e in block.doc.ents if e.label_ == "PERSON")
        for tokens in (*titled_names, *recognised):
            if len(tokens) > 1 and all(t.text[0].isalpha() for t in tokens) and _may_be_person(tokens):
                name = block.text[tokens[0].idx : tokens[-1].idx + len(tokens[-1])]
                # Chinese, Korean and Vietnamese names put the family name first: both ends may stand alone.
                for part in (tokens[-1].text, tokens[0].text):
                    known = full.get(part)
                    if known is None or known == name or len(known.split()) < 2:
                        full[part] = name
    return full


def _bare(tokens: list[Token]) -> list[Token]:
    """Strip determiners and honorifics from an entity's tokens, and all from a possessive on ("Berg's Visit")."""
    cut = next((n for n, t in enumerate(tokens) if t.tag_ == "POS" or t.lower_ in {"'s", "’s"}), len(tokens))
    tokens = tokens[:cut] if tokens and tokens[0].ent_type_ == "PERSON" else tokens
    while tokens and (tokens[0].lower_ in HONORIFICS or tokens[0].dep_ == "det" or not tokens[0].text.strip()):
        tokens = tokens[1:]
    while tokens and (tokens[-1].tag_ == "POS" or tokens[-1].is_punct or tokens[-1].is_space):
        tokens = tokens[:-1]
    return tokens


def _may_be_person(tokens: Sequence[Token]) -> bool:
    return not any(c.isdigit() for t in tokens for c in t.text)


def _names(
    block: Block, surnames: dict[str, str], behind: Sequence[list[Token]]
) -> Iterator[tuple[list[Token], MentionKind]]:
    taken: set[int] = set()
    for tokens in behind:
        # A name that the recogniser knows is left to it, unless it took the state before the name with it.
        known = tokens[-1].ent_type_ == tokens[0].ent_type_ == "PERSON"
        if not known or tokens[0].ent_iob_ == "I":
            taken.update(t.i for t in tokens)
            yield tokens, "person"
    for entity in block.doc.ents:
        if any(t.i in taken for t in entity):
            continue
        kind = KINDS.get(entity.label_)
        tokens = _bare(list(entity))
        if tokens and len(tokens) == 1 and tokens[0].text in surnames and kind != "state":
            kind = "person"
        if kind == "person" and not _may_be_person(tokens):
            kind = "organisation"
        if kind is not None and tokens and any(t.text[0].isalpha() for t in tokens):
            taken.update(t.i for t in tokens)
            yield tokens, kind
    for token in block.doc:
        if token.i not in taken and token.pos_ == "PROPN" and token.text in surnames and token.text[0].isupper():
            yield [token], "person"


def _key(block: Block, tokens: list[Token], kind: MentionKind, surnames: dict[str, str]) -> tuple[str, str]:
    """Return what a name is clustered by, and the fullest form known of it."""
    text = " ".join(block.text[tokens[0].idx : tokens[-1].idx + len(tokens[-1])].split())
    if kind != "person":
        return f"{kind}:{text.casefold()}", text
    name = surnames.get(tokens[-1].text) or surnames.get(tokens[0].text) or text
    compatible = len(tokens) == 1 or name.split()[0] == tokens[0].text or name.split()[-1] == tokens[-1].text
    full = name if compatible else text
    return f"person:{full.casefold()}", full


def title_of(tokens: Sequence[Token]) -> str | None:
    """Return the role words beside a person's name: before it in the phrase, or behind it in apposition."""
    first, last = tokens[0], tokens[-1]
    edge = min((t.left_edge.i for t in tokens), default=first.i)
    before = [t for t in first.doc[max(edge, first.i - LONGEST_TITLE) : first.i] if not t.is_space]
    while before and (before[0].dep_ in {"det", "poss", "case"} or before[0].is_punct or before[0].tag_ == "IN"):
        before = before[1:]
    if before and not any(t.dep_ in {"nsubj", "punct"} and t.text not in {"-", "'", "’", "."} for t in before):
        return first.doc.text[before[0].idx : before[-1].idx + len(before[-1])]
    apposition = child(last, "appos") or (child(first, "appos") if first is not last else None)
    if apposition is not None and apposition.pos_ == "NOUN":
        phrase = [t for t in apposition.subtree if t.i - apposition.left_edge.i < LONGEST_TITLE]
        return first.doc.text[phrase[0].idx : phrase[-1].idx + len(phrase[-1])]
    if last.dep_ == "appos" and last.head.pos_ == "NOUN" and last.head.i < first.i:
        phrase = list(last.doc[last.head.left_edge.i : first.i])
        return DETERMINER.sub("", first.doc.text[phrase[0].idx : first.idx].strip(" ,")) or None
    return None


def _gender(title: str | None, first: Token) -> str | None:
    """Return "m" or "f" where a form of address or a role word tells it."""
    before = first.nbor(-1).lower_.rstrip(".") if first.i > 0 else ""
    words = {before, *(title or "").lower().split()}
    return "m" if words & MALE else "f" if words & FEMALE else None


def _longer(a: str | None, b: str | None) -> str | None:
    return max((x for x in (a, b) if x), key=len, default=None)
