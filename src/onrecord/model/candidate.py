"""What extraction hands to identification: readings whose names are not yet resolved to parties."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from onrecord.model.act import ActCode
from onrecord.model.figure import Figure
from onrecord.model.outcome import Rejected
from onrecord.model.position import Action, Stance, Term
from onrecord.model.span import Span
from onrecord.model.statement import Statement


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A word of the document: the index of its sentence, and its index within that."""

    sentence: int
    token: int


@dataclass(frozen=True, slots=True)
class StatementCandidate:
    """An attribution whose source is known by its head word only (None: no source in the text).

    ``relay`` are the head words of those who passed it on, nearest to the source first.
    """

    statement: Statement
    source: Place | None
    relay: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class PositionCandidate:
    """A stance on an undertaking, and where its party may be named, best place first.

    ``demanding`` is the head word of who demands, where another does. ``statement`` is the index
    of the attribution that encloses the clause, if any. ``cue_name`` names the lexicon's entry that
    the stance was read from. ``told_by_another``: the words bind nobody ("Europe must …") unless
    another party is the one who says them. ``ordered``: where ``demanding`` is of the party itself, its own
    people are told to act, and it has decided. ``by_words``: the lexicon's words tell it, not the token model alone.
    ``harmless``: its stance should what is undertaken turn out to harm nobody. ``menaces``: it is undertaken on a
    condition or against whoever should attack, so that violence is threatened and not promised. ``score``: how sure
    it is, from 0 to 1, where that was weighed.
    """

    sentence: int
    span: Span
    cue: Span
    cue_name: str
    stance: Stance
    actions: tuple[Action, ...]
    holders: tuple[Place, ...]
    object: Span | None
    terms: tuple[Term, ...]
    demanding: Place | None
    statement: int | None
    told_by_another: bool = False
    ordered: bool = False
    by_words: bool = True
    harmless: Stance | None = None
    menaces: bool = False
    score: float | None = None


@dataclass(frozen=True, slots=True)
class ActCandidate:
    """A deed, with the head words of who did it and to whom.

    ``mutual``: ``source`` heads the names of both sides, and ``target`` is None. ``date`` are the
    words that tell when.
    """

    span: Span
    cue: Span
    code: ActCode
    source: Place
    target: Place | None
    mutual: bool = False
    place: Span | None = None
    date: Span | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that extraction found in one document.

    ``believed`` weighs the candidate at a place among ``positions``: what is made of it, or None where it is not sure
    enough. That may take time, so only those are weighed whose party is named. Without it all are believed.
    """

    statements: tuple[StatementCandidate, ...] = ()
    positions: tuple[PositionCandidate, ...] = ()
    figures: tuple[Figure, ...] = ()
    acts: tuple[ActCandidate, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    believed: Callable[[int], PositionCandidate | None] | None = None

    def weighed(self, place: int) -> PositionCandidate | None:
        """The candidate at a place as far as it is believed."""
        return self.positions[place] if self.believed is None else self.believed(place)
