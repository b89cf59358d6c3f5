"""Where something was said: in a call, a meeting, an interview, to the press, in a speech, a letter, in parliament.

The words of the sentence come first, then what the source is ("the letter said"), then the occasion the same speaker
was last heard on in the paragraph, then the one occasion of a readout.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from detente.extract.drafts import Draft
from detente.extract.mentions import Roster, Seat
from detente.extract.quotes import Quote
from detente.language.english import Block
from detente.model import Article

if TYPE_CHECKING:
    from spacy.tokens import Token

VENUES = frozenset(
    "call/meeting/interview/press conference/speech/statement/letter/visit/conference/social media/court/"
    "parliament".split("/")
)
USES = frozenset("occasion document platform verb hearer chamber source deed title".split())
# Of several occasions in one sentence the narrower one counts: a press conference is held on a visit.
NARROWEST = (
    *("social media", "press conference", "interview", "letter", "court", "parliament", "statement", "speech"),
    *("call", "meeting", "conference", "visit"),
)
ENCOUNTERS = frozenset({"call", "meeting", "conference", "interview", "visit"})
PARTICIPANTS = frozenset(
    "both two leader president side party minister participant counterpart official secretary head delegation country "
    "state government advisor adviser principal ally interlocutor".split()
)
LARGER = frozenset({"visit", "conference"})
# How many paragraphs may open a readout, and how many of their sentences.
OPENING, FIRST = 3, 2
BEHIND = r"(?:in|at|during|via|through|inside|opening|addressing|gave|giving|delivered|sent|issued|released)"
# No preposition: "in the run-up to the summit", "in view of the talks" were said elsewhere.
BETWEEN = r"(?:(?!(?:of|to|for|with|from|on|and|the\s+run)\b)[\w’'.-]+\s+){0,6}?"
HOUSE = r"(?:in|before|to|at)\s+(?:the\s+)?(?:\w+\s+)?"
TOLD = r"(?:told|tells|telling|addressed|addressing|informed|briefed|briefing|to|by)\s+(?:(?:the|a|state|foreign)\s+)*"
TITLED = re.compile(
    r"^(?:joint\s+)?(?:readout|statement|remarks|press|news|interview|communiqu|declaration|letter|message|telegram|"
    r"speech|address|transcript|telephone|meeting|call)\b|['’]s?\s+(?:\w+\s+)?(?:call|meeting)s?\s+with\b",
    re.IGNORECASE,
)
# A text that speaks of itself as "we" is a statement of its own.
OWN_VOICE = re.compile(r"\b(?:[Ww]e|[Oo]ur)\b")
# Verbs that say that an occasion was held or attended; under others its name tells only where something was said.
HOLDING = frozenset(
    "have hold conduct chair attend join participate take continue resume begin start open close conclude finish end "
    "make gather".split()
)
# How a verb of meeting names the occasion: "participated in the forum", "joined leaders for the summit".
HELD_IN = frozenset({"in", "at", "for", "during"})
PRESENT = frozenset({"VBP", "VBZ"})


@dataclass(frozen=True, slots=True)
class Words:
    """The dictionary: venue of each form by use, and the patterns that find them.

    Attributes:
        by_use: for each use, the venue of each form.
        patterns: find a form (group "form") in a sentence.
    """

    by_use: dict[str, dict[str, str]]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def words() -> Words:
    """Return data/venues.tsv.

    Raises:
        ValueError: a row names an unknown venue or use, or stands twice.
    """
    by_use: dict[str, dict[str, str]] = {use: {} for use in USES}
    text = files("detente.data").joinpath("venues.tsv").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line and not line.startswith("#")]
    for line in rows[1:]:
        form, venue, use = line.split("\t")
        if venue not in VENUES or use not in USES or form in by_use[use]:
            raise ValueError(f"venues.tsv: bad row {line!r}")
        by_use[use][form] = venue
    by_use["occasion"] |= by_use["document"]
    found = {
        "occasion": re.compile(rf"\b{BEHIND}\s+{BETWEEN}{_any(by_use['occasion'])}s?\b", re.IGNORECASE),
        "chamber": re.compile(rf"\b{HOUSE}{_any(by_use['chamber'])}\b", re.IGNORECASE),
        # A letter is a telegram, a network is Telegram: names keep their capital.
        "platform": re.compile(rf"\b{_any(by_use['platform'])}\b"),
        "hearer": re.compile(rf"\b{TOLD}{_any(by_use['hearer'])}\b", re.IGNORECASE),
    }
    return Words(by_use, tuple(found.items()))


def _any(forms: Iterable[str]) -> str:
    """Return alternatives, the longest first."""
    return rf"(?P<form>{'|'.join(re.escape(form) for form in sorted(forms, key=lambda f: (-len(f), f)))})"


@dataclass(slots=True)
class Venues:
    """Gives each statement of an article its venue, in the order of the text."""

    blocks: Sequence[Block]
    quotes: Sequence[Quote]
    readout: str | None = None
    met: frozenset[str] = frozenset()
    own: str | None = None
    heard: dict[str, tuple[int, str]] = field(default_factory=dict)

    @staticmethod
    def of(article: Article, blocks: Sequence[Block], quotes: Sequence[Quote], roster: Roster) -> Venues:
        """Return the venues of an article: what its title and first sentences say of all of it."""
        named = _of_title(article.title)
        if named is not None:
            return Venues(blocks, quotes, named, frozenset(), named if named == "statement" else None)
        block, opened = _opening(blocks)
        met = frozenset(s.cluster.entity for s in roster.in_block(block)) if opened else frozenset()
        return Venues(blocks, quotes, opened, met, _own_voice(blocks, quotes))

    def find(self, draft: Draft, speaker: Seat | None, *, interviewed: bool) -> str | None:
        """Return the venue of a statement.

        Args:
            draft: the attribution.
            speaker: who speaks.
            interviewed: whether it reached the text through an outlet that was told it.
        """
        entity = speaker.cluster.entity if speaker is not None else ""
        named = self._named(draft)
        if named in LARGER and self.readout is not None:
            # A readout of one meeting may speak of a visit or a summit around it.
            named = None
        if named is not None:
            self.heard[entity] = (draft.block, named)
            return named
        if interviewed:
            return "interview"
        block, before = self.heard.get(entity, (-1, ""))
        if before and draft.block == block:
            return before
        if self.readout is not None and (_takes_part(speaker) or not self.met or entity in self.met):
            return self.readout
        return self.own if draft.cue and _present(draft.cue[0]) else None

    def _named(self, draft: Draft) -> str | None:
        """Return the venue that the statement's own sentence names outside its content."""
        if not draft.cue:
            return None
        cue, lexicon = draft.cue[0], words()
        verb = lexicon.by_use["verb"].get(cue.lemma_.lower())
        if verb is not None:
            return verb
        told = self._around(draft)
        found = {
            lexicon.by_use[use][_form(lexicon, use, m["form"])]
            for use, pattern in lexicon.patterns
            for m in pattern.finditer(told)
        }
        if draft.source is not None:
            forms = (draft.source.lemma_.lower(), f"{_word_before(draft.source)} {draft.source.lower_}")
            found.update(
                v for u in ("document", "source") for f in forms if (v := lexicon.by_use[u].get(f)) is not None
            )
        return next((venue for venue in NARROWEST if venue in found), None)

    def _around(self, draft: Draft) -> str:
        """Return the words of the cue's sentence that are neither content nor quoted."""
        block, sentence = self.blocks[draft.block], draft.cue[0].sent
        start, end = block.start + sentence.start_char, block.start + sentence.end_char
        holes = [*draft.pieces, *(q.span for q in self.quotes if q.block == draft.block)]
        out, at = [], start
        for hole in sorted(holes):
            if hole.start > at:
                out.append(block.text[at - block.start : min(hole.start, end) - block.start])
            at = max(at, hole.end)
        out.append(block.text[at - block.start : end - block.start] if at < end else "")
        return " | ".join(out)


def _takes_part(speaker: Seat | None) -> bool:
    """Say whether a speaker without a name of its own is one of those who met: "they", "the minister", "both sides"."""
    if speaker is None or speaker.kind in {"pronoun", "office"} or speaker.cluster.kind == "office":
        return True
    return speaker.kind == "group" and speaker.head.lemma_.lower() in PARTICIPANTS


def _word_before(noun: Token) -> str:
    return noun.nbor(-1).lower_ if noun.i > 0 else ""


def _form(lexicon: Words, use: str, form: str) -> str:
    return form if form in lexicon.by_use[use] else next(f for f in lexicon.by_use[use] if f.lower() == form.lower())


def _of_title(title: str | None) -> str | None:
    """Return what the title of a readout, statement or interview says that the text is."""
    if title is None or TITLED.search(title) is None:
        return None
    forms = words().by_use["title"]
    found = {venue for form, venue in forms.items() if re.search(rf"\b{re.escape(form)}s?\b", title, re.IGNORECASE)}
    # "Statement on the Minister's call with": a readout of the call.
    order = ("call", "meeting", *NARROWEST)
    return next((venue for venue in order if venue in found), None)


def _opening(blocks: Sequence[Block]) -> tuple[int, str | None]:
    """Return the paragraph whose first sentences say that people met or spoke, with the venue."""
    for index, block in enumerate(blocks[:OPENING]):
        for sentence in block.sentences[:FIRST]:
            venue = _deed(sentence.root)
            if venue is not None:
                return index, venue
    return -1, None


def _deed(verb: Token) -> str | None:
    """Return what a verb in the past says was held: "met with", "had a telephone conversation", "talks took place"."""
    if verb.tag_ not in {"VBD", "VBN"}:
        return None
    lexicon = words().by_use
    parts = list(verb.children) if verb.lemma_.lower() in HOLDING | lexicon["deed"].keys() else []
    nouns = [c for c in parts if c.dep_ in {"dobj", "nsubj", "nsubjpass"}]
    nouns += [n for p in parts if p.dep_ == "prep" and p.lower_ in HELD_IN for n in p.children]
    nouns += [n for c in nouns for p in c.children if p.dep_ == "prep" and p.lower_ == "of" for n in p.children]
    held = next((v for n in nouns if n.pos_ != "PRON" and (v := _occasion(n)) is not None), None)
    deed = lexicon["deed"].get(verb.lemma_.lower())
    if deed is not None and not any(c.lower_ in {"reporters", "journalists"} for c in verb.subtree):
        return held if deed == "call" and held is not None else deed
    if verb.lemma_.lower() == "call" and any(c.dep_ == "dobj" and c.pos_ == "PROPN" for c in verb.children):
        return "call"
    if verb.lemma_.lower() == "welcome" and any(c.dep_ == "prep" and c.lower_ == "to" for c in verb.children):
        return "meeting"
    return held


def _occasion(noun: Token) -> str | None:
    lexicon = words().by_use["occasion"]
    venue = lexicon.get(noun.lower_) or lexicon.get(noun.lemma_.lower())
    return venue if venue in ENCOUNTERS else None


def _present(cue: Token) -> bool:
    return cue.tag_ in PRESENT or (cue.dep_ in {"acomp", "xcomp"} and cue.head.tag_ in PRESENT)


def _own_voice(blocks: Sequence[Block], quotes: Sequence[Quote]) -> str | None:
    """Return "statement" where a text speaks of itself as "we" outside quotation marks."""
    for index, block in enumerate(blocks):
        for match in OWN_VOICE.finditer(block.text):
            at = block.start + match.start()
            if not any(q.start <= at < q.end for q in quotes if q.block == index):
                return "statement"
    return None
