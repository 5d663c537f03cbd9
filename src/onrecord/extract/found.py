"""One way in which a sentence tells a position, before its words are cut and its party resolved."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model import Stance, Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A stance on an undertaking, by the words of one sentence.

    ``cue`` is the word of stance and ``name`` its entry in the lexicon; ``undertaking`` the verb or
    noun of what is undertaken; ``holders`` where the party may be named, best first; ``demanding``
    who demands it. ``strong``: the words commit even where the action is of no known class.
    ``by_speaker``: without a party in ``holders`` it is the speaker's. ``told_by_another``: the
    words bind nobody unless another party says them. ``clause``: the verb whose whole clause tells it,
    where that is more than the undertaking. ``ordered``: who demands it is in charge of
    whom it asks, if both are of one party. ``stands_with_speaker``: the words tell how something
    stands with whoever says so; the parties in ``holders`` come after.
    """

    cue: Token
    name: str
    stance: Stance
    undertaking: Token
    holders: tuple[Token, ...] = ()
    demanding: Token | None = None
    clause: Token | None = None
    strong: bool = False
    by_speaker: bool = False
    told_by_another: bool = False
    ordered: bool = False
    stands_with_speaker: bool = False
