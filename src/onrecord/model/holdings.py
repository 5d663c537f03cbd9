"""What a register holds, as those who ask and publish see it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from onrecord.model.act import Act
from onrecord.model.comparison import Comparison
from onrecord.model.document import Text
from onrecord.model.figure import Figure
from onrecord.model.judgement import Judgement
from onrecord.model.outcome import Rejected
from onrecord.model.party import Party
from onrecord.model.position import Action, Position, Stance
from onrecord.model.query import Match, Query
from onrecord.model.statement import Mode, Statement


@dataclass(frozen=True, slots=True)
class Counts:
    """How many records there are of the kinds that most of what is asked leaves aside."""

    statements: int
    figures: int
    acts: int


class Holdings(Protocol):
    """The newest reading of every document, and the comparison of all of them, as people hold them to be.

    What people reject is left out, what they correct is as they corrected it; a corrected record
    keeps the id of the machine's.

    Documents come by name and id, records by document, place and id: the same register gives the
    same order on every machine. ``document`` is a document's id or its name; ``party`` a party's id
    or name, ``speaker`` any part of a speaker's name, both without regard to case. Iterators read
    as they go, so a register larger than memory can be walked.
    """

    def names(self, documents: Collection[str] | None = None) -> dict[str, str]:
        """The name of each document, by its id: of those with these ids; of all where None."""

    def moments(self, documents: Collection[str] | None = None) -> dict[str, tuple[str | None, str]]:
        """For each document's id when it was published, as far as known, and when it was first recorded.

        Of those with these ids; of all where None.
        """

    def texts(self, *, document: str | None = None) -> Iterator[Text]:
        """The texts, each with its blocks."""

    def text(self, document: str) -> Text:
        """The text of the document with this id. Raises KeyError when there is none."""

    def statements(
        self,
        *,
        document: str | None = None,
        speaker: str | None = None,
        party: str | None = None,
        mode: Mode | None = None,
    ) -> Iterator[Statement]:
        """Who said what; ``party`` is the one that the speaker speaks for."""

    def statements_like(self, prefix: str) -> tuple[Statement, ...]:
        """The statements whose id begins so, rejected or not."""

    def positions(
        self,
        *,
        document: str | None = None,
        party: str | None = None,
        action: Action | None = None,
        stance: Stance | None = None,
    ) -> Iterator[Position]:
        """Who stands where on what."""

    def positions_like(self, prefix: str) -> tuple[Position, ...]:
        """The positions whose id begins so; a rejected one as the machine read it."""

    def positions_among(self, ids: Collection[str]) -> tuple[Position, ...]:
        """The positions with these ids; a rejected one as the machine read it."""

    def places(self, ids: Collection[str]) -> dict[str, tuple[str, str, int, str]]:
        """Where the records with these ids stand, as records are ordered: document's name and id, place and id."""

    def position_as_read(self, identity: str) -> Position:
        """The position with this id as the machine read it. Raises KeyError when there is none."""

    def figures(self, *, document: str | None = None) -> Iterator[Figure]:
        """The quantities told."""

    def acts(self, *, document: str | None = None) -> Iterator[Act]:
        """The deeds told."""

    def counts(self) -> Counts:
        """How many statements, figures and acts are held; none of them is read for it."""

    def parties(self) -> tuple[Party, ...]:
        """Everyone who takes a position or is spoken for, once for each name, sorted."""

    def comparison(self) -> Comparison:
        """What the last comparison gave; empty when none was made."""

    def comparison_as_read(self) -> Comparison:
        """What the last comparison gave, whatever people hold of it."""

    def comparison_by_story(self, *, as_read: bool = False) -> Iterator[Comparison]:
        """The same in parts, read as they are asked for: one for each story, by the stories' ids.

        What belongs to no story stands in parts without one: edges of lineage in the first part of all, claims and
        conflicts in the last. An edge is in the part of each story that holds all its documents. ``as_read``: whatever
        people hold of it.
        """

    def judgements(self) -> tuple[Judgement, ...]:
        """All that people hold of what is held, in the order in which they judged, taken back or not."""

    def supposing(self, made: Iterable[Judgement], compared: Comparison, documents: Collection[str]) -> Holdings:
        """These documents' records as they would be with these judgements too; nothing is recorded.

        ``compared`` is what is known of how they hang together: its stories are told anew where they are judged.
        """

    def search(self, query: Query) -> Iterator[Match]:
        """What fulfils the query: the newest first; in an article positions, statements, then itself."""

    def opened(self, matches: Sequence[Match]) -> list[tuple[Match, Text, Position | Statement | None]]:
        """What was found, in the same order: each with its text, a position or statement with its record too."""

    def prepared(
        self,
        view: str,
        first: str = "",
        last: str | None = None,
        *,
        start: int = 0,
        limit: int | None = None,
        places: tuple[int, int] | None = None,
    ) -> list[str] | None:
        """What is kept ready for a view from key ``first`` to ``last`` (that key alone where None), by key and place.

        Of these ``limit`` from number ``start`` on; or those at ``places``, from the first to the last of them.
        None where nothing is, or something has changed since: the view is then told from the records.
        """

    def kept_rows(self, view: str, key: str) -> list[tuple[int, str]]:
        """What is kept ready for a view by this key, each with its place; none where it does not stand."""

    def kept_places(self, view: str, key: str) -> list[int]:
        """The places at which something is kept ready for a view by this key; none where it does not stand."""

    def kept_under(self, view: str, keys: Collection[str]) -> dict[str, str]:
        """What is kept ready for a view by each of these keys, where that is one entry; none where nothing stands."""

    def kept_keys(self, view: str, body: str) -> list[str]:
        """The keys by which this very body is kept ready for a view; none where it does not stand."""

    def compared(self) -> bool:
        """Whether that comparison was made from the very readings held now."""

    def rejections(self) -> Iterator[Rejected]:
        """All that was refused, by name, stage, reason and detail: documents and what was read in them."""
