"""Who takes positions: states, organisations, groups; and the people who speak for them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PartyKind(StrEnum):
    """A state, an organisation (with members or fighters), or a group of parties."""

    STATE = "state"
    ORGANISATION = "organisation"
    GROUP = "group"


@dataclass(frozen=True, slots=True, order=True)
class Party:
    """One who can commit itself.

    ``id`` is ISO 3166-1 alpha-3 for states and a lower-case slug for the rest; ``size`` is the
    number of members where a group is told by it ("26 nations").
    """

    id: str
    name: str
    kind: PartyKind
    size: int | None = None


@dataclass(frozen=True, slots=True, order=True)
class Speaker:
    """Who said something: a person, an office or an institution, and the party spoken for.

    ``name`` is the fullest name in the document, or the description of an unnamed source as
    printed ("a White House official"); ``named`` tells the two apart. ``role`` is the office as
    printed, where given.
    """

    name: str
    named: bool = True
    role: str | None = None
    party: Party | None = None
