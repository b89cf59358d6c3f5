"""Whether words that look like a date are one: what stands before and after them.

"May" and "March" are verbs, "April" and "Friday" people, "2000" counts soldiers, "the 19th" may be a congress. The
checks look at a bounded stretch of text on either side.
"""

from __future__ import annotations

import re

from detente.extract.dates.words import END, MONTH_NAMES, NAME_LIKE, SP, WEEKDAY_NAMES

_WORD_BEFORE = re.compile(r"(\w{1,30}(?:['’]\w{1,3})?)(['’]?[^\w]{1,4})\Z")
_SENTENCE_START = re.compile(r"(?:\A|[.!?”\"\n]\s{0,3})\Z")

# What counts of people and things are made of; a year before one of these needs a firmer context.
_COUNTED = re.compile(
    rf"{SP}(?:soldiers|troops|people|men|women|children|civilians|fighters|militants|personnel|officers|delegates|guests"
    r"|journalists|refugees|migrants|protesters|demonstrators|workers|employees|tanks|aircraft|ships|missiles"
    r"|warheads|yuan|yen|days|weeks|months|years|villages|homes|houses|deaths|cases|casualties|times|copies|words"
    rf"|pages|companies|members|seats|votes|students|participants|others|hours|GMT|UTC){END}"
)
_PLURAL = re.compile(rf"{SP}(?!(?:was|is|as|its|his|this|has|does|across)\b)[a-z]{{2,20}}(?<![su])s{END}")
_LOWER_AFTER = re.compile(rf"{SP}[a-z]")
_CAPITAL_AFTER = re.compile(rf"{SP}[A-Z]")

# Cues for a month that is also a name or a verb; after the weak ones a name may stand as well.
_FIRM = {"in", "since", "until", "till", "during", "throughout", "last", "next", "this", "that", "early", "late", "mid"}
_WEAK = {"by", "before", "after", "from", "of", "to", "between", "through", "for"}
_ATTRIBUTIVE = {"the", "a", "its", "their", "his", "her", "our", "this", "that"}
_POSSESSIVE = ("'s", "’s", "s'", "s’")
_DAY_CUES = {"on", "since", "until", "till", "by", "from", "to", "of", "before", "after", "between", "through"}
_YEAR_CUES = {"in", "since", "until", "till", "during", "throughout", "circa"}
_LOOSE_YEAR_CUES = {"by", "before", "after", "from", "of", "through", "to", "than", "between", "least", "around"}
# Before a round number these speak of an amount as often as of a year.
_AMOUNT_CUES = {"of", "than", "least", "around", "from", "to"}

_NOUN_AFTER = re.compile(rf"{SP}(?!(?:on|to|for|of|through|by|from|in|at|against|and|or|was|is|said)\b)[a-z]")
_MONTH_BEFORE = re.compile(rf"(?:{'|'.join(MONTH_NAMES)})(?:,|,?\s(?:and|or|to|through))\s\Z")
_PROPER_AFTER = re.compile(
    rf"(?:{SP}|-)(?:Revolution|War|Crisis|Surprise|Day|Days|Fourth|Manifesto|Group|Declaration){END}"
)
_YEAR_BEFORE = re.compile(r"[12][0-9]{3}(?:,|,?\s(?:and|or|to))\s\Z")
_WORD_AFTER = re.compile(rf"(?:{SP}|-)[A-Za-z]")
_VERB_AFTER = re.compile(rf"{SP}(?:was|is|will|would|saw|has|had|marked|brought|began|ended|may|could){END}")
_AFTER_ORDINAL = re.compile(
    r"\s{0,3}(?:\Z|[.,;:!?)\]\"”’—–]|\n)|\s(?:and|or|that|in|at|when|where|to|with|by|for|from|he|she|it|they|we|i"
    r"|said|says|told|but|as|after|before|during|between|is|was|will|would|has|had|have|against|a|an|the|local|about)\b",
    re.IGNORECASE,
)
_ORDINAL_NOUN = re.compile(
    rf"{SP}(?:Congress|Parallel|Party|Century|Session|Plenum|Anniversary|Army|Division|Fleet|Central|National|Meeting"
    rf"|Round|Summit|Amendment|Brigade|Corps|Regiment|International|Annual|President|Street|Avenue){END}"
)

_LOOKS_AHEAD = re.compile(
    r"\b(?:will|would|shall|could|may|might|must|can|plans?|planned|expects?|expected|hopes?|hoped|due|set|likely"
    r"|going\sto|promised|vows?|vowed|aims?|intends?|scheduled|forecasts?|predicts?|predicted)\b[^.!?;\n]{0,80}\Z"
)
_LOOKS_BACK = re.compile(r"\b(?:first|once|only|times?|best|worst|most|[a-z]{3,12}est)(?:\s\w{1,20})?\s\Z")

# Words that start a sentence with a capital and are no given name.
_NO_GIVEN_NAME = {
    *_FIRM,
    *_WEAK,
    *_ATTRIBUTIVE,
    *{"on", "and", "or", "but", "as", "when", "while", "with", "at", "around", "about", "every", "each", "both", "if"},
    *{"some", "only", "also", "then", "yet", "so", "where", "once", "it", "he", "she", "they", "we", "who", "which"},
    *(name.lower() for name in WEEKDAY_NAMES),
}
_TITLES = {"mr", "mrs", "ms", "miss", "dr", "sir", "lady", "lord", "dame", "inspector", "sergeant", "officer"} | {
    *{"detective", "captain", "colonel", "general", "senator", "minister", "president", "professor", "judge"}
}
# What makes a feast, an event or a figure of speech of a weekday.
_WEEKDAY_NAMED = {"Good", "Black", "Bloody", "Ash", "Palm", "Easter", "Holy", "Super", "Cyber", "Fat", "Man", "Girl"}
_PERSON_AFTER = re.compile(
    r"\s(?:said|says|told|added|adds|replied|asked|argued|wrote|writes|insisted|nodded|smiled|laughed|thinks|believes"
    r"|himself|herself)\b|,\s(?:who|whose|aged)\b"
)


def word_before(text: str, start: int) -> str:
    """Return the word before ``start`` as it is written, or "" at the start of a sentence, clause or bracket."""
    match = _WORD_BEFORE.search(text, max(0, start - 40), start)
    if match is None or match[2].strip().strip("'’"):
        return ""
    return match[1] + match[2].strip()


def starts_sentence(text: str, start: int) -> bool:
    """Say whether a sentence, line or quotation starts here."""
    return _SENTENCE_START.search(text, max(0, start - 5), start) is not None and not text[start - 1 : start].isalnum()


def counts_things(text: str, end: int, number: int) -> bool:
    """Say whether the words after a number that might be a year show that it counts things ("2000 soldiers")."""
    return bool(_COUNTED.match(text, end) or (number % 100 == 0 and _PLURAL.match(text, end)))


def is_count(text: str, span: tuple[int, int]) -> bool:
    """Say whether "May 12" is a month and a number of something: "in May 12 soldiers". A day stands "on" its month."""
    preceding = word_before(text, span[0]).lower()
    if preceding == "in":
        return _LOWER_AFTER.match(text, span[1]) is not None
    return preceding not in _DAY_CUES and counts_things(text, span[1], 1)


def is_noun(text: str, start: int) -> bool:
    """Say whether what stands before makes a noun of "fall": "in fall 2021", not "prices fall"."""
    return word_before(text, start).lower() in _FIRM | _WEAK


def is_month(text: str, span: tuple[int, int], names: frozenset[str]) -> bool:
    """Say whether a month's name without day and year means the month."""
    start, end = span
    preceding = word_before(text, start)
    lower = preceding.lower()
    if _PROPER_AFTER.match(text, end) or preceding in {"Black", "Red"}:
        return False
    if lower in _FIRM or _MONTH_BEFORE.search(text, max(0, start - 24), start):
        return True
    word = text[start:end]
    if word not in NAME_LIKE:
        return not word.endswith(".")
    if word in names:
        return False
    if lower in _WEAK:
        return _CAPITAL_AFTER.match(text, end) is None
    return (lower in _ATTRIBUTIVE or lower.endswith(_POSSESSIVE)) and _NOUN_AFTER.match(text, end) is not None


def is_year(text: str, span: tuple[int, int]) -> bool:
    """Say whether a number of four digits that stands alone is a year."""
    start, end = span
    year = int(text[start:end])
    if not 1600 <= year <= 2099:
        return False
    preceding = word_before(text, start).lower()
    counted = counts_things(text, end, year)
    if preceding in _YEAR_CUES:
        return not (counted and year % 100 == 0)
    if counted:
        return False
    if preceding in _LOOSE_YEAR_CUES:
        return preceding not in _AMOUNT_CUES or year % 100 != 0
    if preceding in _ATTRIBUTIVE or preceding.endswith(_POSSESSIVE):
        return year >= 1900 and _WORD_AFTER.match(text, end) is not None
    return _is_bracketed(text, span) or _heads_sentence(text, span) or _continues(text, start)


def _is_bracketed(text: str, span: tuple[int, int]) -> bool:
    return text[span[0] - 1 : span[0]] == "(" and text[span[1] : span[1] + 1] == ")"


def _heads_sentence(text: str, span: tuple[int, int]) -> bool:
    return starts_sentence(text, span[0]) and _VERB_AFTER.match(text, span[1]) is not None


def _continues(text: str, start: int) -> bool:
    return _YEAR_BEFORE.search(text, max(0, start - 12), start) is not None


def is_day_of_month(text: str, start: int, end: int) -> bool:
    """Say whether "the 28th" is a day: "on the 28th, he said", not "on the 28th floor"."""
    cue = word_before(text, start).lower()
    if cue not in _DAY_CUES or _ORDINAL_NOUN.match(text, end):
        return False
    return bool(_AFTER_ORDINAL.match(text, end) or (cue == "on" and _CAPITAL_AFTER.match(text, end)))


def is_name(text: str, span: tuple[int, int]) -> bool:
    """Say whether one of ``NAME_LIKE`` is somebody's name here: "Theresa May", "Mr Friday", "Friday, who"."""
    start, end = span
    word = text[start:end]
    preceding = word_before(text, start)
    titled = preceding.lower() in _TITLES or _titled_with_point(text, start)
    if titled:
        return not re.compile(r"\s[0-9]").match(text, end)
    if word in WEEKDAY_NAMES:
        if preceding in _WEEKDAY_NAMED:
            return True
        return starts_sentence(text, start) and _PERSON_AFTER.match(text, end) is not None
    given = preceding[:1].isupper() and preceding[1:].islower() and preceding.lower() not in _NO_GIVEN_NAME
    return given and not re.compile(r"\s[0-9]").match(text, end)


_TITLE_POINT = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sen|Gen|Col|Capt|Sgt|Prof|Rep|Gov)\.\s\Z")


def _titled_with_point(text: str, start: int) -> bool:
    return _TITLE_POINT.search(text, max(0, start - 8), start) is not None


def speaks_of_future(text: str, start: int) -> bool:
    """Say whether the clause before looks ahead: "will fly in two years", not "the first in two years"."""
    low = max(0, start - 100)
    return _LOOKS_AHEAD.search(text, low, start) is not None and _LOOKS_BACK.search(text, low, start) is None
