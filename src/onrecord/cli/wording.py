"""How parties, speakers and quotations read in a sentence on the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.cli.terminal import printable
from onrecord.model import Party, Position, Relay, Speaker

_ID_SHOWN = 8  # digits of an id: enough to tell some ten thousand positions apart


def short_id(identity: str) -> str:
    """As much of an id as a reader has to type."""
    return identity.partition("-")[2][:_ID_SHOWN]


def quoted(words: str) -> str:
    """Words between quotation marks, in one line."""
    return f"“{printable(words)}”"


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 story", "2 stories"."""
    plural = noun.removesuffix("y") + "ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"


def parties(found: Iterable[Party]) -> str:
    """The names of parties, joined."""
    return ", ".join(printable(party.name) for party in found) or "nobody named"


def speaker(said_by: Speaker | None) -> str:
    """Who says so, with office and party: "Anna Holt (Foreign Minister, Germany)"."""
    if said_by is None:
        return "the outlet itself"
    known = (said_by.role, said_by.party and said_by.party.name)
    about = [printable(part) for part in known if part and part != said_by.name]
    return printable(said_by.name) + (f" ({', '.join(about)})" if about else "")


def chain(said_by: Speaker | None, relay: Iterable[Relay], outlet: str) -> str:
    """The way of the words, from who said them to the outlet."""
    links = [] if said_by is None else [speaker(said_by)]
    return " → ".join([*links, *(printable(link.name) for link in relay), printable(outlet)])


def undertaking(position: Position) -> str:
    """The class of action, and the article's own words for it where they are known."""
    action = position.action.value.replace("_", " ")
    return action if position.object is None else f"{action}, {quoted(position.object.exact)}"
