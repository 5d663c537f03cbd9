"""What a register keeps ready for the views: made from what is recorded, and made anew whenever that changes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from onrecord.model.holdings import Holdings
from onrecord.model.judgement import Judgement

#: raised whenever the bodies change: what was prepared in another form is not read
FORM = 6
ADJUSTED_FORM = -FORM  # of what was told anew with judgements since


LAST_KEY = "\U0010ffff"  # after every key


class Ready(StrEnum):
    """What is kept ready, and by which key it is looked up.

    totals: one entry. known: the parties, one each. row: a row of the matrix, by party. party: what heads a party's
    page, by party. line: positions told as one, by party's name and id, in order. open: how many lines each
    proposition leaves open, one entry. shape: what lines hang on together, by each of its propositions, one entry.
    demand, conflict: those on a party's page, by party. change: by the moment at which it was told. story,
    conflicts, family, document, needing: the whole list of each, in order. length: how long each of these lists is,
    and of a party's what left it and came into it since it was made. place: by the id of a story or conflict its
    place in its list; by a document's id the place of its story. origin: by a document's id that of the document of
    its origin. named: the document that comes by a name. compared: what the comparison gave of a story, by its id;
    the story's id, by a document's. unjudged: the same of a story that people have judged otherwise, as the machine
    compared it. positions: the ids of those asked for by party, action and stance, in stretches, and how many they
    are. contents: the register in numbers. lanes: what heads a party's positions over time, by party; lane: those
    shown, by party and action; track: all of these in a few words. lately: what changed last. tally: what the
    matrix counts, by party and action. forms: by what names a party is told, by party. voices: who speaks for a
    party, how often and in which role, by party.
    """

    TOTALS = "totals"
    KNOWN = "known"
    ROW = "row"
    PARTY = "party"
    LINE = "line"
    OPEN = "open"
    SHAPE = "shape"
    DEMAND = "demand"
    CONFLICT = "conflict"
    CHANGE = "change"
    STORY = "story"
    CONFLICTS = "conflicts"
    FAMILY = "family"
    DOCUMENT = "document"
    NEEDING = "needing"
    LENGTH = "length"
    PLACE = "place"
    NAMED = "named"
    COMPARED = "compared"
    POSITIONS = "positions"
    CONTENTS = "contents"
    LANES = "lanes"
    LANE = "lane"
    LATELY = "lately"
    TALLY = "tally"
    FORMS = "forms"
    ORIGIN = "origin"
    UNJUDGED = "unjudged"
    VOICES = "voices"
    TRACK = "track"


@dataclass(frozen=True, slots=True)
class Prepared:
    """One entry: ``place`` is its number among those with the same key, ``body`` JSON that only the views read."""

    view: Ready
    key: str
    place: int
    body: str


@dataclass(frozen=True, slots=True)
class Totals:
    """What is counted over all that is held; positions that have no line of their own, and why."""

    documents: int
    origins: int
    positions: int
    conflicts: int
    judged: int
    superseded: int
    restating: int


@dataclass(frozen=True, slots=True)
class Adjusted:
    """An entry as it is now, where there was one or none; with no ``body`` there is none any more."""

    view: Ready
    key: str
    place: int
    body: str | None


class TooFarReachingError(Exception):
    """Something changes more than a part of what is kept ready: all of it has to be made anew."""


#: tells what judgements change that touch records of these documents alone; see :func:`onrecord.ask.adjust.adjust`
Adjust = Callable[[Holdings, Sequence[Judgement], Collection[str]], Iterator[Adjusted]]

#: makes all that is to be kept ready from what is held
Prepare = Callable[[Holdings], Iterator[Prepared]]
