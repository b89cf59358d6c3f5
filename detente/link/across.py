"""Linking across articles: what one article's words say of a person, for the articles that do not say it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from detente.link.people import alike, people
from detente.model import Link, Role, Statement

SCORE = 0.5
# A name for which the articles give several states is left alone unless so large a share of them agree.
AGREED = 2 / 3


@dataclass(frozen=True, slots=True)
class Adopted:
    """The state that other articles' words give a person, the first of these articles by id, and the offices named."""

    state: str
    article: str
    offices: frozenset[str]


def across(links: Iterable[Link], roles: Iterable[Role]) -> list[Link]:
    """Return the links, those of people without a state given the one another article's words give to the full name.

    People of the dated dictionary are left alone, since it knew them when the article was linked; so is whoever the
    article itself gives another office, or one that speaks for no state. The order of links and roles does not matter;
    the links come back in the order they came in.
    """
    held = list(roles)
    adopted = _adopted(held)
    own: dict[tuple[str, str], set[str]] = defaultdict(set)
    for role in held:
        own[role.article, role.person].add(role.office)
    return [_with_state(link, adopted, own) for link in links]


def _adopted(roles: Iterable[Role]) -> dict[str, Adopted]:
    """Return what the articles agree on, by person."""
    said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    offices: dict[tuple[str, str], set[str]] = defaultdict(set)
    for role in roles:
        if role.state is not None:
            said[role.person][role.state].add(role.article)
            offices[role.person, role.state].add(role.office)
    adopted: dict[str, Adopted] = {}
    for person, by_state in said.items():
        state, articles = max(by_state.items(), key=lambda item: (len(item[1]), item[0]))
        if len(articles) >= AGREED * sum(len(each) for each in by_state.values()):
            adopted[person] = Adopted(state, min(articles), frozenset(offices[person, state]))
    return adopted


def _with_state(link: Link, adopted: Mapping[str, Adopted], own: Mapping[tuple[str, str], set[str]]) -> Link:
    known = adopted.get(link.actor)
    if link.state is not None or known is None or " " not in link.name or link.actor in people().by_id:
        return link
    here = own.get((link.article, link.actor), set())
    if here and not any(alike(office) & known.offices for office in here):
        return link
    reason = f"{link.reason}; the words of article {known.article}"
    return replace(link, state=known.state, reason=reason, score=min(link.score, SCORE))


def corrected(statements: Iterable[Statement], links: Iterable[Link]) -> Iterator[Statement]:
    """Yield the statements, those without an actor given the state that their speaker's link has meanwhile."""
    states = {link.mention: link.state for link in links if link.state is not None}
    for statement in statements:
        state = states.get(statement.speaker_mention or "")
        if statement.actor is None and state is not None:
            yield replace(statement, actor=state, about=tuple(c for c in statement.about if c != state))
        else:
            yield statement


__all__ = ["across", "corrected"]
