"""What is known of each outlet, and how far it is to be relied on: a proposal from its record, and people's ratings.

The Admiralty code (NATO AJP-2.1, STANAG 2511) keeps two things apart: how **reliable** a source has been, A to F, and
how **credible** one piece of information is, 1 to 6, whoever brings it. A reliability is proposed from what an outlet's
articles did here (``propose``): the rule is a convention of this project, shown with its reason, and A is never
proposed, since no count of articles can vouch for a source. A credibility is proposed from how many independent
origins report the same utterance: that it was said, not that it is true. A person's rating stands above any proposal.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.errors import UsageError
from detente.model import Article
from detente.store.decisions import Decision, Decisions
from detente.travel.credits import credits_to

if TYPE_CHECKING:
    from detente.store import Store

Row = dict[str, Any]
RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
CREDIBILITY = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "cannot be judged",
}
# Fewer articles than this tell nothing of an outlet.
FEWEST = 5
# Echoes whose credit is looked for, the surest first: over the whole store, and on one outlet's page.
MOST, SHOWN = 2_000, 200
# Shares from which an outlet is proposed a lower letter: machine-spun; echoes, and echoes that name no source.
SPUN, MANY, SOME = 0.2, 0.6, 0.3
_OUTLET, _STATEMENT = "outlet:", "statement:"


@dataclass(frozen=True, slots=True)
class Record:
    """What an outlet's articles did here.

    Attributes:
        outlet: its name, else the host of its addresses.
        articles: how many there are.
        echoes: of these, how many render a text that another article is known to have had first.
        spun: of the echoes, how many a machine reworded.
        unsettled: render one text with another, and it cannot be known which was first.
        retold: others took their text from them.
        statements: how many there are in them, and ``named`` those whose speaker is named.
        credited: echoes that name the outlet they took their text from, of ``looked`` at.
        first: date of the earliest article, EDTF; ``last`` of the latest.
        proposed: the letter proposed, ``why`` the reason.
        rated: a person's rating, if one is in force.
    """

    outlet: str
    articles: int
    echoes: int
    spun: int
    unsettled: int
    retold: int
    statements: int
    named: int
    credited: int
    looked: int
    first: str | None
    last: str | None
    proposed: str
    why: str
    rated: Decision | None

    @property
    def origins(self) -> int:
        """Articles that are not known to render another's text."""
        return self.articles - self.echoes - self.unsettled

    @property
    def reliability(self) -> str:
        """The letter that holds: a person's, else the one proposed."""
        return str(self.rated.value["letter"]) if self.rated else self.proposed

    def row(self) -> Row:
        """Return it as a row of a table."""
        return {
            "outlet": self.outlet,
            "reliability": self.reliability,
            "proposed": self.proposed,
            "why": self.why,
            "rated_by": self.rated.author if self.rated else None,
            "articles": self.articles,
            "origins": self.origins,
            "echoes": self.echoes,
            "machine_spun": self.spun,
            "unsettled": self.unsettled,
            "retold_by_others": self.retold,
            "echoes_looked_at": self.looked,
            "source_credited": self.credited,
            "statements": self.statements,
            "speaker_named": self.named,
            "first": self.first,
            "last": self.last,
        }


def records(store: Store) -> list[Record]:
    """Return the record of every outlet, the one with most articles first."""
    credited: Counter[str] = Counter()
    looked: Counter[str] = Counter()
    for row in echoes(store, None, MOST):
        looked[row["outlet"]] += 1
        credited[row["outlet"]] += row["credited"]
    rated = Decisions(store.folder).standing("rating")
    found = []
    for row in store.query("answer_outlet_records", {}).to_pylist():
        name = row["outlet"]
        letter, why = propose(row, credited[name], looked[name])
        kept = "outlet articles echoes spun unsettled statements named first last".split()
        facts: Row = {key: row[key] for key in kept} | {"retold": row["retold_by_others"]}
        facts |= {"credited": credited[name], "looked": looked[name], "proposed": letter, "why": why}
        found.append(Record(**facts, rated=rated.get(_OUTLET + name)))
    return found


def propose(row: Row, credited: int, looked: int) -> tuple[str, str]:
    """Return the reliability that a record speaks for, B to F, and why.

    Args:
        row: ``articles``, ``echoes`` and ``spun`` of an outlet.
        credited: echoes that name their source.
        looked: echoes that were looked at for it.
    """
    count = row["articles"]
    if count < FEWEST:
        return "F", f"{count} article{'s' if count != 1 else ''}; fewer than {FEWEST} tell nothing"
    if row["spun"] / count > SPUN:
        return "E", f"{row['spun'] / count:.0%} of its articles are others' texts reworded by a machine"
    share = row["echoes"] / count
    silent = (1 - credited / looked) * share if looked else 0.0
    told = f"{share:.0%} of its articles render others' texts"
    told += f", {credited} of {looked} name the source" if looked else ""
    letter = "D" if silent > MANY else "C" if silent > SOME or share > MANY else "B"
    return letter, told


def echoes(store: Store, outlet: str | None, most: int = SHOWN) -> list[Row]:
    """Return articles that took their text from another, of one outlet or of all, the surest first.

    Keys: echo, first (article ids), kind, probability, outlet, title, published, path, address, the same of the first
    with ``first_``, and ``credited``: whether the echo names the outlet it took its text from.
    """
    rows: list[Row] = store.query("answer_echo_pairs", {"outlet": outlet, "most": most}).to_pylist()
    ids = sorted({row[key] for row in rows for key in ("echo", "first")})
    held = {row["id"]: _article(row) for row in store.query("answer_sources", {"articles": ids}).to_pylist()}
    return [row | {"credited": credits_to(held[row["echo"]], held[row["first"]])} for row in rows]


def _article(row: Row) -> Article:
    return Article(row["id"], row["path"], row["address"], "", "", row["text"], outlet=row["outlet"])


def rate(store: Store, subject: str, value: str, *, author: str, reason: str | None = None) -> Decision:
    """Log a rating: of an outlet's reliability (``outlet:<name>``), or a statement's credibility (``statement:<id>``).

    Raises:
        UsageError: the subject or the grade is none there is.
    """
    if subject.startswith(_OUTLET) and value in RELIABILITY:
        known = {row["outlet"] for row in store.query("answer_outlet_records", {}).to_pylist()}
        if subject.removeprefix(_OUTLET) in known:
            return Decisions(store.folder).record("rating", subject, {"letter": value}, author=author, reason=reason)
    if subject.startswith(_STATEMENT) and value in CREDIBILITY:
        asked = {"ids": [subject.removeprefix(_STATEMENT)]}
        if store.query("answer_statements_of", asked).num_rows:
            return Decisions(store.folder).record("rating", subject, {"number": value}, author=author, reason=reason)
    raise UsageError("a rating is a letter A to F for an outlet of the store, or a number 1 to 6 for a statement of it")


def undo(store: Store, subject: str, *, author: str) -> Decision:
    """Undo the rating in force; one that it replaced holds again.

    Raises:
        UsageError: nothing was rated so.
    """
    log = Decisions(store.folder)
    made = log.standing("rating").get(subject)
    if made is None:
        raise UsageError(f"no rating of {subject!r} is in force")
    return log.undo(made.id, author=author)


@dataclass(frozen=True, slots=True)
class Credibility:
    """How credible it is that something was said: ``number`` holds, ``why`` says on what grounds."""

    number: str
    why: str
    rated: Decision | None


def credibility(store: Store, statement: str, articles: list[str]) -> Credibility:
    """Return the credibility of a statement's having been made.

    Args:
        store: the store.
        statement: its id.
        articles: ids of the articles that report the same utterance.
    """
    made = Decisions(store.folder).standing("rating").get(_STATEMENT + statement)
    if made is not None:
        return Credibility(str(made.value["number"]), made.reason or "a person's rating", made)
    held = set(articles)
    parent = {article: article for article in held}
    rows = store.query("answer_pairs_among", {"articles": sorted(held)}).to_pylist()
    for row in rows:
        one, other = parent[row["a"]], parent[row["b"]]
        parent = {article: one if root == other else root for article, root in parent.items()}
    origins = len(set(parent.values()))
    why = (
        f"{len(held)} article{'s' if len(held) != 1 else ''}, {origins} independent origin{'s' if origins != 1 else ''}"
    )
    return Credibility("1" if origins > 2 else "2" if origins == 2 else "6", why, None)
