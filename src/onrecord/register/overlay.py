"""What people's judgements make of the records held: which are touched, and what they are then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from onrecord.model import Action, Party, Position, Stance, Story
from onrecord.model.judgement import Settled
from onrecord.register.judged import Judged, Judgements
from onrecord.register.reader import Place


@dataclass(frozen=True, slots=True)
class Touched:
    """A position that people have judged: where it stands, as the machine read it, and as they hold it to be."""

    place: Place
    read: Position
    judged: Judged

    @property
    def held_otherwise(self) -> bool:
        """Whether people hold it to be something else than the machine read, or apart from what it was put to."""
        return self.judged.position != self.read or self.judged.apart or self.judged.into is not None


@dataclass(frozen=True, slots=True)
class Overlay:
    """What judgements make of all that is held."""

    judgements: Judgements
    touched: dict[str, Touched]
    in_document: dict[str, list[Touched]]  # by the document's id and by its name
    dropped: dict[str, Place]  # statements, figures and acts that people reject
    gone: frozenset[str]  # all records that they reject

    def around(self, document: str | None) -> Iterable[Touched]:
        """The positions touched in a document, by its id or name; all where None."""
        return self.touched.values() if document is None else self.in_document.get(document, ())

    def named(self, party: str | None) -> str | None:
        """The party that is meant, where one was merged with another."""
        for each in self.touched.values():
            for known in each.read.parties:
                if party is not None and known.id in self.judgements.merged and _is(known, party):
                    return self.judgements.merged[known.id].id
        return party


@dataclass(frozen=True, slots=True)
class Settling:
    """What people settled of how records hang together, and the documents in which they judged something."""

    settled: Settled
    concerned: frozenset[str]

    def concerns(self, story: Story) -> bool:
        """Whether it holds any of the documents."""
        return not self.concerned.isdisjoint(story.documents)


@dataclass(frozen=True, slots=True)
class Asked:
    """What positions are asked for."""

    document: str | None
    party: str | None
    action: Action | None
    stance: Stance | None

    def wants(self, touched: Touched) -> bool:
        """Whether this one, as people hold it to be, answers it."""
        position = touched.judged.position
        return (
            position is not None
            and self.document in (None, *touched.place[:2])
            and self.action in (None, position.action)
            and self.stance in (None, position.stance)
            and (self.party is None or any(_is(party, self.party) for party in position.parties))
        )


def _is(party: Party, asked: str) -> bool:
    return asked.casefold() in (party.id.casefold(), party.name.casefold())


def without(gone: frozenset[str], position: Position) -> Position:
    """The position without what it says of records that people reject: a word that is none takes none back."""
    ties = (position.statement, position.restates, position.superseded_by)
    if gone.isdisjoint(ties):
        return position
    statement, restates, superseded_by = (None if each in gone else each for each in ties)
    return replace(position, statement=statement, restates=restates, superseded_by=superseded_by)
