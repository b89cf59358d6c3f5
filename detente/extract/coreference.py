"""Who a source is: pronouns, titles, "the journalist", and phrases that stand for themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.extract import parties
from detente.extract.clauses import noun_phrase
from detente.extract.mentions import OFFICES, Cluster, Roster, Seat
from detente.language.english import Block
from detente.model import MentionKind, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

SINGULAR = frozenset({"he", "she", "him", "her", "himself", "herself", "his"})
GENDERS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "herself": "f"}
PLURAL = frozenset({"they", "them", "their", "themselves", "both"})
NEUTER = frozenset({"it", "its", "itself"})
FIRST = frozenset({"i", "we", "me", "us", "my", "our", "you", "your"})
NAMES = frozenset({"person", "organisation"})
# Words for the one whose page it is, alone or with others.
OWN = frozenset({"i", "we", "our", "my"})
DOCUMENTS = frozenset(
    "statement communique communiqué readout report article editorial document letter declaration text message poll "
    "survey study resolution treaty agreement release paper commentary dispatch memorandum transcript speech".split()
)
INTERVIEWERS = frozenset({"reporter", "journalist", "interviewer", "correspondent"})
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
# Words for several, of any number and of two.
ANY, BOTH = "the leaders", "both"
# What an outlet does, and no state: "it quoted critics".
PRINTS = frozenset({"quote", "cite", "publish", "print", "broadcast"})
# What it counts, in words of distance, that somebody acts in a clause, or spoke last.
ACTS, SPOKE = 60, 20
# How many paragraphs back a pronoun may look.
REACH = 3


def resolve(
    roster: Roster,
    blocks: Sequence[Block],
    index: int,
    source: Token,
    last: Seat | None,
    content: Sequence[Span] = (),
) -> Seat:
    """Return the mention a source's head token belongs to, made if it is not there yet.

    Args:
        roster: the article's mentions; a mention is added for a source that has none.
        blocks: the parsed paragraphs.
        index: the block the source stands in.
        source: head of the source's noun phrase.
        last: the mention of the statement before, whose speaker is the likeliest meaning of a pronoun.
        content: what the source says; nobody named only there is meant by a pronoun outside.
    """
    seat = roster.at(index, source)
    if seat is not None:
        return seat
    for other in source.children:
        if other.dep_ == "appos" and (named := roster.at(index, other)) is not None and named.kind in NAMES:
            return named
    # A source that the parser made of a stray mark has no phrase of its own.
    tokens, place = noun_phrase(source) or [source], (index, blocks[index])
    behind = _name_behind(roster, index, tokens)
    if behind is not None:
        return behind
    lower = source.lower_
    if lower in PLURAL and source.tag_ not in NOUNS:
        return roster.add(place, [source], "pronoun", _plural(roster, blocks, (index, source), last, content))
    if lower in FIRST:
        return roster.add(place, [source], "pronoun", None)
    words = place[1].text[tokens[0].idx : tokens[-1].idx + len(tokens[-1])]
    joint = parties.meant(roster, blocks, (index, source), words)
    if joint is not None:
        return roster.add(place, tokens, "group", joint)
    if lower in SINGULAR or lower in NEUTER:
        cluster = _antecedent(roster, index, source, last, content)
        if cluster is not None and cluster.gender is None:
            cluster.gender = GENDERS.get(lower)
        return roster.add(place, [source], "pronoun", cluster)
    if source.lemma_.lower() in OFFICES and source.tag_ in {"NN", "NNP"}:
        return roster.add(place, tokens, "office", _holder(roster, index, source, tokens))
    kind: MentionKind = "document" if source.lemma_.lower() in DOCUMENTS else "group"
    return roster.add(place, tokens, kind, None)


def _name_behind(roster: Roster, index: int, tokens: Sequence[Token]) -> Seat | None:
    """Return the person whose name ends a phrase of role words: "ambassador to Germany Anna Berg".

    "A spokesman for President Berg" ends in a name as well, but that of somebody else: a preposition governs it.
    """
    seat = roster.at(index, tokens[-1])
    if seat is None or seat.kind != "person" or tokens[0].lemma_.lower() in DOCUMENTS:
        return None
    before = [t for t in tokens if t.idx < seat.head.doc[seat.head.left_edge.i].idx or t.ent_type_ != "PERSON"]
    prep = next((n for n in range(len(before) - 1, -1, -1) if before[n].dep_ == "prep"), None)
    if any(t.tag_ == "POS" or t.dep_ == "cc" for t in before):
        return None
    between = before[prep + 1 :] if prep is not None else []
    parted = prep is None or any(t.ent_type_ in {"GPE", "ORG", "NORP"} for t in between)
    return seat if parted and before else None


def _antecedent(
    roster: Roster, index: int, pronoun: Token, last: Seat | None, content: Sequence[Span]
) -> Cluster | None:
    """Choose what a pronoun stands for: the nearest acting mention of a fitting kind, the last speaker first."""
    kinds: frozenset[str]
    if pronoun.lower_ in SINGULAR:
        kinds = frozenset({"person", "office"})
    elif pronoun.lower_ in NEUTER and pronoun.head.lemma_.lower() in PRINTS:
        kinds = frozenset({"organisation", "document"})
    elif pronoun.lower_ in NEUTER:
        kinds = frozenset({"state", "organisation", "document"})
    else:
        kinds = frozenset({"state", "organisation"})
    gender = GENDERS.get(pronoun.lower_)
    best: tuple[float, Seat] | None = None
    for seat in roster.seats:
        back = index - seat.block
        here = seat.block == index
        if any(seat.span.within(piece) for piece in content):
            continue
        if gender is not None and seat.cluster.gender not in {gender, None}:
            continue
        if seat.cluster.kind not in kinds or not 0 <= back <= REACH or (here and seat.head.i >= pronoun.i):
            continue
        distance = pronoun.i - seat.head.i if here else 40 * back + len(seat.head.doc) - seat.head.i
        score = distance - (ACTS if seat.acts else 0) - (SPOKE if last and last.cluster is seat.cluster else 0)
        if here and seat.head.sent.start != pronoun.sent.start:
            score += 10
        if best is None or score < best[0]:
            best = (score, seat)
    return best[1].cluster if best else None


def _plural(
    roster: Roster, blocks: Sequence[Block], place: tuple[int, Token], last: Seat | None, content: Sequence[Span]
) -> Cluster | None:
    """Choose what "they" stands for: whoever spoke last in the plural, a plural that acts, those who met or act."""
    index, pronoun = place
    if last is not None and 0 <= index - last.block <= REACH and _is_plural(last):
        return last.cluster
    near = (s for back in (index, index - 1) for s in reversed(roster.in_block(back)))
    before = [s for s in near if s.block < index or s.head.i < pronoun.i]
    groups = [
        s
        for s in before
        if s.acts and _is_plural(s) and s.kind != "person" and not any(s.span.within(piece) for piece in content)
    ]
    if groups:
        return max(groups, key=lambda s: s.span.start).cluster
    joint = parties.meant(roster, blocks, place, BOTH if pronoun.lower_ == "both" else ANY)
    return joint if joint is not None else _antecedent(roster, index, pronoun, last, content)


def _is_plural(seat: Seat) -> bool:
    return seat.head.tag_ in {"NNS", "NNPS"} or seat.text.lower() in PLURAL or parties.APART in seat.cluster.name


def _holder(roster: Roster, index: int, head: Token, tokens: list[Token]) -> Cluster | None:
    """Find the person whose title the words repeat: "the Russian foreign minister", "the spokesman"."""
    wanted = {t.lower_ for t in tokens if t.pos_ in {"NOUN", "PROPN", "ADJ"}}
    found: Cluster | None = None
    for seat in roster.seats:
        title = seat.cluster.title
        if (
            seat.kind != "person"
            or title is None
            or seat.block > index
            or (seat.block == index and seat.head.i > head.i)
        ):
            continue
        words = {w.casefold() for w in title.replace("-", " ").split()}
        if wanted <= words:
            found = seat.cluster
    return found
