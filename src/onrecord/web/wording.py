"""How records read in a few plain words on a page. All is text still: nothing here is HTML."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from onrecord.model import Act, Action, Bound, Figure, Party, Position, Relay, Speaker, Stance, Statement

STANCE_WORDS = {
    Stance.PLEDGED: "pledged",
    Stance.WILLING: "open to",
    Stance.UNDECIDED: "undecided",
    Stance.REFUSED: "ruled out",
    Stance.DEMANDED: "asked by others",
    Stance.THREATENED: "threatened",
}
# in a sentence: "Germany: undecided on deploy"
_LINKS = {
    Stance.PLEDGED: "pledged to {}",
    Stance.WILLING: "open to: {}",
    Stance.UNDECIDED: "undecided on: {}",
    Stance.REFUSED: "ruled out: {}",
    Stance.DEMANDED: "asked to {}",
    Stance.THREATENED: "threatens: {}",
}
_BOUNDS = {
    Bound.EXACT: "",
    Bound.AT_LEAST: "at least ",
    Bound.MORE_THAN: "more than ",
    Bound.AT_MOST: "at most ",
    Bound.LESS_THAN: "less than ",
    Bound.ABOUT: "about ",
}
ACTIONS = tuple(Action)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def action_words(action: Action) -> str:
    """The name of an action in words."""
    return action.value.replace("_", " ")


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 story", "2 stories"."""
    plural = noun.removesuffix("y") + "ies" if noun.endswith("y") and noun != "day" else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def party_names(parties: Iterable[Party]) -> str:
    """The names of parties, joined."""
    return ", ".join(party.name for party in parties) or "nobody named"


def position_label(position: Position) -> str:
    """A position in a few words: "Germany: undecided on: deploy"."""
    return f"{party_names(position.parties)}: {_LINKS[position.stance].format(action_words(position.action))}"


def statement_label(statement: Statement) -> str:
    """Who says it, and how it is told."""
    return f"{speaker_words(statement.speaker)}, {statement.mode.value}"


def speaker_words(speaker: Speaker | None) -> str:
    """Who says so, with office and party: "Anna Holt (Foreign Minister, Germany)"."""
    if speaker is None:
        return "the outlet itself"
    known = [part for part in (speaker.role, speaker.party and speaker.party.name) if part and part != speaker.name]
    return speaker.name + (f" ({', '.join(known)})" if known else "")


def chain(speaker: Speaker | None, relay: Iterable[Relay], outlet: str) -> tuple[str, ...]:
    """The way of the words, from who said them to the outlet."""
    first = () if speaker is None else (speaker_words(speaker),)
    return (*first, *(link.name for link in relay), outlet)


def figure_label(figure: Figure) -> str:
    """The quantity as read: "at least 26 nations"."""
    parts = (figure.value, figure.unit or "", figure.counted.exact if figure.counted else "")
    return _BOUNDS[figure.bound] + " ".join(part for part in parts if part)


def act_label(act: Act) -> str:
    """A deed as coded: "France REJECT Ruritania"."""
    sides = (party_names(act.source) if act.source else "someone", act.code.value)
    return " ".join((*sides, party_names(act.target) if act.target else "")).strip()


def day(moment: str | None) -> str:
    """An ISO 8601 day as people write it ("5 Sep 2025"); what is none stays as it is."""
    try:
        found = date.fromisoformat((moment or "")[:10])
    except ValueError:
        return moment or ""
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


def span_of_days(first: str | None, last: str | None) -> str:
    """From when to when."""
    return day(first) if first == last else f"{day(first)} to {day(last)}"
