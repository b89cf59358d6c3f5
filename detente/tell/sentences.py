"""The sentences a brief is made of: each from findings, with the citations that carry every word of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Literal

from detente import edtf
from detente.extract.cues import lexicon
from detente.tell import dates, states
from detente.tell.evidence import GAP, BriefSentence, Citation, Name, Part, Quote, Support, SupportRole, quotable
from detente.tell.library import Named, Source

Row = Mapping[str, Any]

# The only words a sentence may hold without evidence. Every template below is made of these.
VOCABULARY = frozenset(
    """
    a also and as author be by cannot carried condition corresponding denied first for forecast from happening has in it
    known later line named no not of on one only passage passages read render renders reported said scheduled second
    settled source stand subject tell text the through undated was what which wording words year
    """.split()
)
IRREGULAR = frozenset(
    "said told thought knew held felt found saw foresaw spoke swore wrote understood meant kept made put gave took "
    "called set foretold withheld withdrew".split()
)
AUXILIARIES = frozenset("has have had did does do is was were are will would can could may might must".split())
# Verbs that make no sentence without one who is told.
TO_SOMEBODY = frozenset("told informed assured reminded notified convinced persuaded tells informs assures".split())
LONGEST_VERB = 4
# Characters of an event's words, which tell in a clause what happened.
LONGEST_EVENT = 240


def said(row: Row, source: Source, joint: Sequence[Row] = ()) -> BriefSentence:
    """Return who said what and when, in the words of one article; ``joint`` are the rows of those who said it too."""
    support = [*_source_support(row)]
    parts: list[Part] = [_when(row, source, support), *_who(row, source, support)]
    for each in joint:
        support += _source_support(each)
        parts += [" and ", *_who(each, source, support)]
    verb = _verb(row, support)
    parts.append(f" {verb}{_relay(row, source, support)}")
    if row["kind"] != "direct" and (source.outlet or source.author):
        parts.append(f", as {source.label} has it")
    elif row["kind"] != "direct" and verb != "reported":
        parts.append(", as reported")
    parts += [": ", quote(row, source), _citation(row, source, support), "."]
    return BriefSentence(tuple(parts))


def worded(row: Row, source: Source) -> BriefSentence:
    """Return how another article names the speaker and words what was said."""
    support = [*_source_support(row)]
    who = _who(row, source, support)[0]
    verb = _verb(row, support)
    parts = [
        f"{_label_and_date(source)}: ",
        who,
        f" {verb}: ",
        quote(row, source),
        _citation(row, source, support),
        ".",
    ]
    return BriefSentence(tuple(parts))


def also(verb: Literal["Carried", "Reported"], rows: Sequence[tuple[Row, Source]]) -> BriefSentence:
    """Return which other articles carry the same words, or report the same in words of their own."""
    parts: list[Part] = [f"{verb} also by "]
    for index, (row, source) in enumerate(rows):
        parts.append(_joint(index, len(rows)) + _label_and_date(source))
        parts.append(_citation(row, source, []))
    return BriefSentence((*parts, "."))


def happened(row: Row, source: Source, others: Sequence[Citation], figure: str | None) -> BriefSentence:
    """Return what happened, is scheduled or is denied, and who claims it where it stands in what somebody said.

    ``row`` is an event with ``said_by``, ``speaker`` and ``actor`` of its statement; ``others`` are places that report
    it too, ``figure`` how many articles of how many origins.
    """
    support: list[Support] = []
    when = _when({**row, "said_on": row["date"]}, source, support).rstrip(" ,:")
    parts: list[Part] = [when if row["status"] == "happened" else f"{row['status'].capitalize()}, {_lower(when)}"]
    if row["statement"] is not None:
        claim = {**row, "source": row["said_by"]}
        support += _source_support(claim)
        parts += [", as ", *_who(claim, source, support), " has it"]
    parts += [": ", quotable(row["content"], LONGEST_EVENT), _citation({**row, "pieces": ()}, source, support), *others]
    return BriefSentence((*parts, f" ({figure})." if figure else "."))


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def figure(before: str, figures: str, cited: Sequence[Citation]) -> BriefSentence:
    """Return what a measure says of the places cited; ``before`` are words that need no evidence, or are names."""
    return BriefSentence((before, figures, *cited, "."))


def forecast(row: Row, source: Source, figure: str = "") -> BriefSentence:
    """Return what was predicted, by whom, with the words that hedge it and its condition.

    ``figure`` says how sure its words are read as, by when it is due, and how it stands.
    """
    support: list[Support] = []
    if row["holder"] != "author":
        parts: list[Part] = ["Forecast by ", *_holder(row, source, support), f", in {_label_and_date(source)}: "]
    elif source.author in (None, source.label):
        parts = [f"Forecast by {'' if source.author else 'the author of '}{_label_and_date(source)}: "]
    else:
        parts = ["Forecast by ", Name(source.author), f", in {_label_and_date(source)}: "]
    parts.append(quote(row, source))
    for name in ("wording", "condition"):
        place = _beside(source.text, row[name], row, "wording" if name == "wording" else "condition")
        if place is not None and (name == "wording" or not row["start"] <= place.start < row["end"]):
            support.append(place)
            parts += [f"; {name} ", quotable(place.text)]
    return BriefSentence((*parts, _citation(row, source, support), f"; {figure}." if figure else "."))


def settling(row: Row, source: Source, figure: str) -> BriefSentence:
    """Return what would settle a forecast, in ``figure``, and the condition it hangs on."""
    support: list[Support] = []
    place = _beside(source.text, row["condition"], row, "condition")
    inside = place is not None and row["start"] <= place.start < row["end"]
    tail: list[Part] = []
    if place is not None and not inside:
        support.append(place)
        tail = ["; only ", quotable(place.text, LONGEST_EVENT)]
    head = (quotable(row["content"], LONGEST_EVENT), _citation(row, source, support))
    return BriefSentence((*head, f": {figure}", *tail, "."))


def evidence(citation: Citation, source: Source, figure: str) -> BriefSentence:
    """Return words proposed as evidence of what came of a forecast; ``figure`` says of which outcome, how surely."""
    return BriefSentence(
        (f"{figure}: ", quotable(citation.text, LONGEST_EVENT), f", {_label_and_date(source)}", citation, ".")
    )


def retold(first: Citation, second: Citation, sources: Mapping[str, Source], figures: Sequence[str]) -> BriefSentence:
    """Return that two articles render one text. ``figures`` are the first's share, the second's, and the passages."""
    one, other = sources[first.article], sources[second.article]
    later = one.published is not None and other.published is not None and one.published != other.published
    return BriefSentence(
        (
            _label_and_date(one),
            first,
            f"{' and later' if later else ' and'} {_label_and_date(other)}",
            second,
            f" render one text: {figures[0]} of the words of the first and {figures[1]} of the second stand in "
            f"{figures[2]}.",
        )
    )


def together(cited: Sequence[Citation], sources: Mapping[str, Source], figures: Sequence[str]) -> BriefSentence:
    """Return that articles tell of one happening. ``figures`` are how many articles and how many origins."""
    parts: list[Part] = []
    for index, citation in enumerate(cited):
        parts += [_joint(index, len(cited)) + _label_and_date(sources[citation.article]), citation]
    return BriefSentence((*parts, f" tell of one happening: {figures[0]} of {figures[1]}."))


def taken(earlier: Citation, later: Citation, sources: Mapping[str, Source], figure: str | None) -> BriefSentence:
    """Return which of two articles renders the other; ``figure`` is the probability, None where it cannot be known."""
    one, two = sources[earlier.article].label, sources[later.article].label
    if figure is None:
        tail = (one, earlier, " and ", two, later)
        return BriefSentence(("It cannot be known which was first: ", *tail, " render one text."))
    return BriefSentence((two, later, " renders ", one, earlier, f", which was first by {figure}."))


def passage(citation: Citation, source: Source) -> BriefSentence:
    """Return one article's wording of a passage."""
    return BriefSentence((f"{_label_and_date(source)}: ", quotable(citation.text), citation, "."))


def quote(row: Row, source: Source) -> Quote:
    """Return the content of a statement or forecast as it is quoted; left-out words between pieces are marked."""
    pieces = [source.text[piece["start"] : piece["end"]] for piece in row.get("pieces") or ()]
    return quotable(f" {GAP} ".join(pieces) if len(pieces) > 1 else row["content"])


def _citation(row: Row, source: Source, support: Sequence[Support]) -> Citation:
    pieces = row.get("pieces") or ()
    words = source.text[row["start"] : row["end"]] if len(pieces) > 1 else row["content"]
    return Citation(row["article"], row["start"], row["end"], words, tuple(sorted(set(support))))


def _source_support(row: Row) -> Iterator[Support]:
    if row["source"]:
        yield Support(row["source"]["start"], row["source"]["end"], row["source"]["text"], "source")


def _when(row: Row, source: Source, support: list[Support]) -> str:
    """Return the date a sentence opens with: the one it was said on, else that of the article, said to be so."""
    on = row["said_on"]
    words = dates.in_words(on) if on else None
    place = source.dated(on, row["start"]) if words else None
    if words and (place is not None or words == source.published_in_words):
        support += [place] if place is not None else []
        yearless = "" if edtf.bounds(on) else " (no year)"
        return f"{_preposition(on)} {words}{yearless}, "
    if source.published_in_words:
        return f"Reported {source.published_in_words}: "
    return "Undated: "


def _preposition(on: str) -> str:
    match edtf.parse(on):
        case edtf.Point(day=int()):
            return "On"
        case edtf.Interval(start=edtf.Point(), end=edtf.Point()):
            return "From"
        case edtf.Interval():
            return "Reported"
        case _:
            return "In"


def _who(row: Row, source: Source, support: list[Support]) -> list[Part]:
    mention = source.mention(row["speaker_mention"])
    if row["speaker"] is None:
        return [quotable(row["source"]["text"])] if row["source"] else [Name("a source not named")]
    if mention is None:
        return [Name(_called(row))]
    support.append(Support(mention.span.start, mention.span.end, mention.span.text, "speaker"))
    support += filter(None, [source.naming(mention, row["speaker"], row["start"])])
    return [Name(_called(row)), *_state_of(row, mention, source, support)]


def _called(row: Row) -> str:
    """Return the speaker's name with the article it has in the text or in English ("the Chinese government")."""
    name = str(row["speaker"])
    written = " ".join(row["source"]["text"].split()) if row["source"] else ""
    return f"the {name}" if written.casefold() == f"the {name}".casefold() else states.spoken(name)


def _state_of(row: Row, person: Named, source: Source, support: list[Support]) -> list[Part]:
    """Return the state spoken for in brackets, where words of the article tie the speaker to it."""
    if row["actor"] is None or states.named(row["speaker"]):
        return []
    place = source.for_state(person, row["actor"], row["start"])
    if place is None:
        return []
    support.append(place)
    return [f" ({states.name(row['actor'])})"]


def _holder(row: Row, source: Source, support: list[Support]) -> list[Part]:
    """Return the holder of a forecast, in the words of the statement that holds it where there is one."""
    support += _source_support(row)
    return _who({**row, "speaker": row["holder"]}, source, support)


def _relay(row: Row, source: Source, support: list[Support]) -> str:
    """Return ``, through X and Y``: those of the relay whom the article names, without the article's own outlet."""
    named = []
    for name, identifier in zip(row["relay"], row["relay_mentions"], strict=False):
        mention = source.mention(identifier)
        # A name has capitals; "the American part" of a communiqué tells a reader nothing out of its place.
        if mention is not None and name not in (source.outlet, row["speaker"]) and name.split()[-1][:1].isupper():
            support.append(Support(mention.span.start, mention.span.end, mention.span.text, "relay"))
            full = source.naming(mention, name, row["start"])
            support += [full] if full else []
            named.append(name)
    joined = "".join(_joint(index, len(named)) + name for index, name in enumerate(named))
    return f", through {joined}" if joined else ""


def _verb(row: Row, support: list[Support]) -> str:
    """Return the article's own verb of saying where it can stand in a sentence, else ``said``."""
    cue = row["cue"]
    words = cue["text"].split() if cue else []
    if not 0 < len(words) <= LONGEST_VERB or not all(word.isalpha() for word in words):
        return "said"
    if words[0].casefold() not in _finite_forms() - TO_SOMEBODY:
        return "said"
    support.append(Support(cue["start"], cue["end"], cue["text"], "cue"))
    return " ".join(words).casefold()


@cache
def _finite_forms() -> frozenset[str]:
    """Return what a cue verb looks like in the third person or the past: by the regular rules, and the exceptions."""
    forms = set(IRREGULAR | AUXILIARIES)
    for lemma, pos in lexicon():
        if pos == "V" and lemma.isalpha():
            stem = re.sub("(?<=[^aeiou])y$", "i", lemma).removesuffix("e")
            forms |= {f"{stem}ed", f"{lemma}{lemma[-1]}ed", f"{lemma}s", f"{stem}es"}
    # A form that is as often a noun ("reports", "remarks", "views") would make nonsense of the sentence.
    return frozenset(forms - {f"{lemma}s" for lemma, pos in lexicon() if pos == "N"})


def _beside(text: str, words: str | None, row: Row, role: SupportRole) -> Support | None:
    """Return where the words stand in the finding, or else nearest to it."""
    if not words:
        return None
    start = text.find(words, row["start"], row["end"])
    if start < 0:
        found = [text.rfind(words, 0, row["start"]), text.find(words, row["end"])]
        start = min((at for at in found if at >= 0), key=lambda at: abs(at - row["start"]), default=-1)
    return None if start < 0 else Support(start, start + len(words), words, role)


def _label_and_date(source: Source) -> str:
    return f"{source.label} ({source.published_in_words})" if source.published_in_words else source.label


def _joint(index: int, count: int) -> Literal["", ", ", " and "]:
    return "" if index == 0 else " and " if index == count - 1 else ", "
