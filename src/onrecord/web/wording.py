"""How records read in a few plain words on a page. All is text still: nothing here is HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from difflib import SequenceMatcher

from onrecord.ask import ClaimView, Outcome, Status, Truth
from onrecord.ask.serving import claimed as claimed
from onrecord.ask.serving import held as held
from onrecord.ask.serving import undertaking as undertaking
from onrecord.model import (
    Act,
    Action,
    Bound,
    Claim,
    Decision,
    Figure,
    Party,
    Position,
    Relay,
    Role,
    Speaker,
    Stance,
    Statement,
)
from onrecord.model.judgement import FIELDS as FIELDS
from onrecord.web.scores import Measure

STANCE_WORDS = {
    Stance.PLEDGED: "pledged",
    Stance.WILLING: "open to",
    Stance.UNDECIDED: "undecided",
    Stance.REFUSED: "ruled out",
    Stance.DEMANDED: "asked by others",
    Stance.THREATENED: "threatened",
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
DONE = {
    Decision.ACCEPT: "accepted",
    Decision.REJECT: "rejected",
    Decision.CORRECT: "corrected",
    Decision.MERGE: "merged",
    Decision.SPLIT: "split",
    Decision.NOTE: "noted",
    Decision.UNDO: "taken back",
}
_STANDS = {Truth.YES: "stands", Truth.NO: "lapses"}
_STANDINGS = (
    "In force",
    "Willing, not pledged: would be called upon",
    "Threatened: would apply",
    "Undetermined",
    "Not in force",
    "Ruled out: in force in no scenario",
    "Asked by others: in force in no scenario",
)
_IN_FORCE = {Stance.PLEDGED: 0, Stance.WILLING: 1, Stance.THREATENED: 2}
_NEVER = {Stance.REFUSED: 5, Stance.DEMANDED: 6}
_LONGEST_COMPARED = 400  # words: comparing takes the square of it
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def action_words(action: Action) -> str:
    """The name of an action in words, as it heads a column."""
    return action.value.replace("_", " ")


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 story", "2 stories"."""
    plural = noun.removesuffix("y") + "ies" if noun.endswith("y") and noun != "day" else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def party_names(parties: Iterable[Party]) -> str:
    """The names of parties, joined."""
    return ", ".join(party.name for party in parties) or "nobody named"


def position_label(position: Position) -> str:
    """A position in a few words: "Germany: undecided on deploying forces"."""
    return f"{party_names(position.parties)}: {held(position.stance, position.action)}"


def role_words(role: Role) -> str:
    """What a part of a page is."""
    return "page furniture" if role is Role.CHROME else role.value.replace("_", " ")


def score(measure: Measure) -> str:
    """A share with two places after the point, as scores are written ("0.80"); a count as it is."""
    return f"{measure.value:.0f}" if measure.name.endswith("(count)") else f"{measure.value:.2f}"


def counted_words(told: str) -> str:
    """What a claim of no party is about: of a figure without the words that tell it from others alike."""
    return told.partition(" (")[0]


def claim_label(claim: Claim | ClaimView) -> str:
    """What a claim of positions says in a few words: "Germany: ruled out deploying forces, outside UKR"."""
    told = claimed(claim.polarity, claim.action) if claim.polarity and claim.action else ""
    parts = ", ".join(part for part in (told, claim.object, claim.where) if part)
    return f"{claim.party.name if claim.party else 'nobody named'}: {parts}"


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


def standing_words(outcome: Outcome) -> str:
    """The status of a position in a scenario; of a refusal or demand whether it stands."""
    if outcome.undertaking.stance in _NEVER:
        return _STANDS.get(outcome.terms, "may stand")
    return outcome.status.value.replace("_", " ")


def drawn_as(outcome: Outcome) -> str:
    """How a position is drawn in a scenario: a refusal or a demand that stands as what is in force."""
    if outcome.undertaking.stance not in _NEVER:
        return outcome.status.value
    drawn = {Truth.YES: Status.IN_FORCE, Truth.NO: Status.NOT_IN_FORCE}
    return drawn.get(outcome.terms, Status.UNDETERMINED).value


def by_standing(outcomes: Sequence[Outcome]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """The places of the positions under what becomes of them."""
    places: list[list[int]] = [[] for _ in _STANDINGS]
    for place, each in enumerate(outcomes):
        stance = each.undertaking.stance
        if each.status is Status.IN_FORCE:
            places[_IN_FORCE[stance]].append(place)
        elif each.status is Status.UNDETERMINED:
            places[3].append(place)
        else:
            places[_NEVER.get(stance, 4)].append(place)
    return tuple(zip(_STANDINGS, map(tuple, places), strict=True))


def figure_label(figure: Figure) -> str:
    """The quantity as read: "at least 26 nations"."""
    parts = (figure.value, figure.unit or "", figure.counted.exact if figure.counted else "")
    return _BOUNDS[figure.bound] + " ".join(part for part in parts if part)


def act_label(act: Act) -> str:
    """A deed as coded: "France REJECT Ruritania"."""
    sides = (party_names(act.source) if act.source else "someone", act.code.value)
    return " ".join((*sides, party_names(act.target) if act.target else "")).strip()


def apart(words: str, other: str) -> tuple[tuple[str, bool], ...]:
    """The words in pieces, each with whether it differs from the other wording; capitals and stops do not count."""
    mine, theirs = words.split(), other.split()
    if max(len(mine), len(theirs)) > _LONGEST_COMPARED:
        return ((words, False),)
    matcher = SequenceMatcher(None, [_bare(each) for each in mine], [_bare(each) for each in theirs], autojunk=False)
    pieces = []
    for tag, start, end, _, _ in matcher.get_opcodes():
        if start < end:
            pieces.append((" ".join(mine[start:end]), tag != "equal"))
    return tuple(pieces)


def _bare(word: str) -> str:
    return "".join(filter(str.isalnum, word)).casefold()


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
