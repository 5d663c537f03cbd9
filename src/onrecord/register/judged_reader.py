"""The register as people hold it to be: what they judged is laid over what the machine read, never written over it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from heapq import merge
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from onrecord.model import (
    Act,
    Action,
    Claim,
    Comparison,
    Conflict,
    Figure,
    Judgement,
    Lineage,
    Mode,
    Party,
    Position,
    Reading,
    Rejected,
    Stance,
    Statement,
    Story,
    Text,
)
from onrecord.model.comparison import by_story
from onrecord.model.holdings import Counts
from onrecord.model.judgement import in_order
from onrecord.model.outcome import REVIEW
from onrecord.model.prepared import Ready
from onrecord.model.query import Found, Match, Query
from onrecord.register.finding import hit, hit_key
from onrecord.register.indexing import position_tokens
from onrecord.register.judged import Judgements, Retell
from onrecord.register.overlay import Asked, Overlay, Settling, Touched, without
from onrecord.register.reader import Kept, Place, begins, in_parts
from onrecord.register.rows import kind_of, unpack
from onrecord.register.schema import record_parties, records
from onrecord.register.searching import SearchReader

_BY_A_PERSON = "rejected by a person"


class RegisterReader(SearchReader):
    """The questions that a register answers; see :class:`onrecord.model.holdings.Holdings`."""

    def __init__(self, connection: Connection, as_of: str | None = None, retell: Retell | None = None) -> None:
        super().__init__(connection, as_of)
        self._retell = retell
        self._seen: tuple[tuple[int | None, ...], Overlay] | None = None
        self._told: tuple[tuple[int | None, ...], Comparison] | None = None
        self._anew: tuple[tuple[int | None, ...], dict[str | None, Comparison]] | None = None
        self._known: tuple[tuple[int | None, ...], tuple[Party, ...]] | None = None

    def statements(
        self,
        *,
        document: str | None = None,
        speaker: str | None = None,
        party: str | None = None,
        mode: Mode | None = None,
    ) -> Iterator[Statement]:
        """Who said what, without what people reject."""
        overlay = self._overlay()
        tests: list[ColumnElement[bool]] = []
        if speaker is not None:
            tests.append(records.c.speaker.contains(speaker.casefold(), autoescape=True))
        if mode is not None:
            tests.append(records.c.mode == mode.value)
        for found in self._records(Statement, document, party, tests):
            if not overlay.dropped or found.id not in overlay.dropped:
                yield found

    def figures(self, *, document: str | None = None) -> Iterator[Figure]:
        """The quantities told, without those that people reject."""
        gone = self._overlay().gone
        for found in self._records(Figure, document, None, []):
            if not gone:
                yield found
            elif found.id not in gone:
                parts = tuple(part for part in found.part_of if part not in gone)
                yield found if parts == found.part_of else replace(found, part_of=parts)

    def acts(self, *, document: str | None = None) -> Iterator[Act]:
        """The deeds told, without those that people reject."""
        gone = self._overlay().gone
        for found in self._records(Act, document, None, []):
            if not gone or found.id not in gone:
                yield found

    def counts(self) -> Counts:
        """How many statements, figures and acts there are, without those that people reject."""
        dropped = Counter(each.partition("-")[0] for each in self._overlay().dropped)
        held = (self._count_of(kind) - dropped[kind_of(kind)] for kind in (Statement, Figure, Act))
        return Counts(*held)

    def positions(
        self,
        *,
        document: str | None = None,
        party: str | None = None,
        action: Action | None = None,
        stance: Stance | None = None,
    ) -> Iterator[Position]:
        """Who stands where on what, as people hold it to be: without what they reject, corrected where they do."""
        tests: list[ColumnElement[bool]] = []
        if action is not None:
            tests.append(records.c.action == action.value)
        if stance is not None:
            tests.append(records.c.stance == stance.value)
        overlay = self._overlay()
        party = overlay.named(party)
        read = self._placed(Position, document, party, tests)
        if not overlay.touched and not overlay.gone:
            yield from (position for _, position in read)
            return
        asked = Asked(document, party, action, stance)
        judged = sorted(
            ((each.place, each.judged.position) for each in overlay.around(document) if asked.wants(each)),
            key=_first,
        )
        others = ((place, position) for place, position in read if place[3] not in overlay.touched)
        for _, position in merge(others, judged, key=_first):
            if position is not None:
                yield without(overlay.gone, position)

    def positions_like(self, prefix: str) -> tuple[Position, ...]:
        """The positions whose id begins so; what people reject as the machine read it."""
        return self._as_held(self._records(Position, None, None, [begins(prefix)]))

    def positions_among(self, ids: Collection[str]) -> tuple[Position, ...]:
        """The positions with these ids; what people reject as the machine read it."""
        tests = ([records.c.id.in_(some)] for some in in_parts(sorted(ids)))
        return self._as_held(each for test in tests for each in self._records(Position, None, None, [*test]))

    def places(self, ids: Collection[str]) -> dict[str, Place]:
        """Where the records with these ids stand, as records are ordered: document's name and id, place and id."""
        return {place[3]: place for place in self._places(sorted(ids))}

    def _as_held(self, found: Iterable[Position]) -> tuple[Position, ...]:
        """The positions as people hold them to be; what they reject as the machine read it."""
        overlay = self._overlay()
        touched = overlay.touched
        held = ((each.id in touched and touched[each.id].judged.position) or each for each in found)
        return tuple(without(overlay.gone, each) for each in held)

    def parties(self) -> tuple[Party, ...]:
        """Everyone who takes a position or is spoken for, once for each name, sorted."""
        version = self._version()
        if self._known is None or self._known[0] != version:
            ready = self.prepared(Ready.KNOWN)
            known = self._parties() if ready is None else tuple(unpack(Party, body) for body in ready)
            self._known = (version, known)
        return self._known[1]

    def _parties(self) -> tuple[Party, ...]:
        query = select(record_parties.c.body).join(self._current, self._current.c.number == record_parties.c.reading)
        found = {unpack(Party, row.body) for row in self._rows(query.distinct())}
        overlay = self._overlay()
        merged = overlay.judgements.merged  # a merged party's name is one more name of the one it is told as
        found = {replace(party, id=merged[party.id].id) if party.id in merged else party for party in found}
        found |= {party for each in overlay.touched.values() for party in _parties_of(each)}
        return tuple(sorted(found, key=lambda party: (party.name, party.id, party.size or 0)))

    def _named_as(self) -> Iterable[tuple[str, str]]:
        """The parties that the machine read, and those that people name instead."""
        if self._overlay().judgements.merged or self.prepared(Ready.TOTALS) is None:
            return super()._named_as()
        return [(party.id, party.name.casefold()) for party in self.parties()]

    def rejections(self) -> Iterator[Rejected]:
        """All that was refused, by the machine and by people."""
        yield from super().rejections()
        overlay = self._overlay()
        for identity in sorted(overlay.touched):
            if overlay.touched[identity].judged.position is None:
                yield Rejected(overlay.touched[identity].place[0], REVIEW, _BY_A_PERSON, identity)
        for identity in sorted(overlay.dropped):
            yield Rejected(overlay.dropped[identity][0], REVIEW, _BY_A_PERSON, identity)

    def comparison(self) -> Comparison:
        """What the last comparison gave, told anew where people have judged; empty when none was made."""
        overlay = self._overlay()
        if not overlay.judgements:
            return self._compared_by_machine()
        version = (*self._version(), self._generation())
        if self._told is None or self._told[0] != version:
            self._told = (version, self._retold(overlay))
        return self._told[1]

    def comparison_as_read(self) -> Comparison:
        """What the last comparison gave, from the machine's readings alone."""
        return self._compared_by_machine()

    def comparison_by_story(self, *, as_read: bool = False) -> Iterator[Comparison]:
        """The same in parts: memory holds one, and those that people's judgements made anew."""
        overlay = self._overlay()
        if as_read or not overlay.judgements:
            yield from self._parts_by_machine()
            return
        version = (*self._version(), self._generation())
        if self._anew is None or self._anew[0] != version:
            self._anew = (version, {})
        known, settling = self._anew[1], self._settling(overlay)
        for part in self._parts_by_machine():
            story = part.stories[0].id if part.stories else None
            told = known.get(story) or self._part_retold(part, settling)
            if told is not part and story is not None:
                known[story] = told
            yield told

    def supposing(self, made: Iterable[Judgement], compared: Comparison, documents: Collection[str]) -> RegisterReader:
        """These documents' records as they would be with these judgements too; nothing is recorded."""
        return _Supposing(self, tuple(made), compared, documents)

    def search(self, query: Query) -> Iterator[Match]:
        """What fulfils the query, as people hold it to be, in the order of :func:`finding`."""
        overlay = self._overlay()
        hidden = overlay.touched.keys() | overlay.dropped.keys()
        read = (hit(row) for row in self._found(query) if row.id not in hidden)
        judged = sorted(self._judged_hits(query, overlay), key=_first)
        for _, match in merge(read, judged, key=_first):
            yield match

    def opened(self, matches: Sequence[Match]) -> list[tuple[Match, Text, Position | Statement | None]]:
        """What was found, each with its text and its record."""
        texts = self._texts_of({each.document for each in matches})
        overlay = self._overlay()
        held: dict[str, Position | Statement] = {}
        for ids in in_parts(sorted({each.id for each in matches if each.kind is not Found.ARTICLE})):
            told: list[ColumnElement[bool]] = [records.c.id.in_(ids)]
            held |= {each.id: each for each in self._records(Position, None, None, told)}
            held |= {each.id: each for each in self._records(Statement, None, None, told)}
        for identity in held.keys() & overlay.touched.keys():
            held[identity] = overlay.touched[identity].judged.position or held[identity]
        found = ((each, texts[each.document], held.get(each.id)) for each in matches)
        return [
            (each, text, without(overlay.gone, record) if isinstance(record, Position) else record)
            for each, text, record in found
        ]

    def _judged_hits(self, query: Query, overlay: Overlay) -> Iterator[tuple[tuple[Any, ...], Match]]:
        for each in overlay.touched.values():
            if (position := each.judged.position) is None:
                continue
            metadata = self.text(position.document).metadata
            if query.holds(position_tokens(position, metadata), metadata.published):
                match = Match(Found.POSITION, position.id, position.document, each.place[2])
                yield hit_key(metadata.published, *each.place[:2], match), match

    def _overlay(self) -> Overlay:
        version = self._version()
        if self._seen is None or self._seen[0] != version:
            held = Judgements.of(self.judgements())
            touched = self._touched(held)
            dropped = {place[3]: place for place in self._places(sorted(held.dropped))}
            rejected = {identity for identity, each in touched.items() if each.judged.position is None}
            within: defaultdict[str, list[Touched]] = defaultdict(list)
            for each in touched.values():
                for reference in set(each.place[:2]):
                    within[reference].append(each)
            self._seen = (version, Overlay(held, touched, dict(within), dropped, frozenset(rejected | dropped.keys())))
        return self._seen[1]

    def _touched(self, held: Judgements) -> dict[str, Touched]:
        """The positions that a judgement concerns, directly or through a party's merger."""
        tests: list[ColumnElement[bool]] = [records.c.id.in_(ids) for ids in in_parts(sorted(held.positions))]
        if held.merged:
            told = select(record_parties.c.record).where(
                record_parties.c.reading == records.c.reading,
                record_parties.c.record == records.c.id,
                record_parties.c.party.in_(held.merged),
            )
            tests.append(told.exists())
        found: dict[str, Touched] = {}
        for test in tests:
            for place, position in self._placed(Position, None, None, [test, *self._within()]):
                found[position.id] = Touched(place, position, held.judged(position))
        return found

    def _within(self) -> list[ColumnElement[bool]]:
        """Which documents' records can be touched by judgements: all."""
        return []

    def _retold(self, overlay: Overlay) -> Comparison:
        """The comparison with every story told anew that holds something judged."""
        read, settling = self._compared_by_machine(), self._settling(overlay)
        refused = {each.story for each in read.conflicts if settling.settled.refuses(each)}
        stories = [each for each in read.stories if each.id in refused or settling.concerns(each)]
        anew = {story.id for story in stories} if self._retell else set()
        claims = [each for each in read.claims if each.story not in anew]
        conflicts = [each for each in read.conflicts if each.story not in anew]
        for story in stories:
            within = [each for each in read.lineage if set(each.documents) <= set(story.documents)]
            told = self._told_anew(story, within, settling)
            claims += told[0]
            conflicts += told[1]
        return _put_together(read, claims, conflicts, settling)

    def _part_retold(self, part: Comparison, settling: Settling) -> Comparison:
        """A part of the comparison as people hold it to be; itself where they judged nothing in it."""
        claims: Sequence[Claim] = part.claims
        conflicts: Sequence[Conflict] = part.conflicts
        touched = any(map(settling.settled.refuses, conflicts)) or any(map(settling.concerns, part.stories))
        if not touched:
            return part
        if self._retell is not None:
            for story in part.stories:  # there is one at most
                claims, conflicts = self._told_anew(story, part.lineage, settling)
        return _put_together(part, claims, conflicts, settling)

    def _settling(self, overlay: Overlay) -> Settling:
        concerned = {each.read.document for each in overlay.touched.values()}
        concerned |= {place[1] for place in overlay.dropped.values()}
        judged = {identity: each.judged for identity, each in overlay.touched.items()}
        settled = overlay.judgements.settled(judged)
        otherwise = tuple((each.place[1], each.read.span) for each in overlay.touched.values() if each.held_otherwise)
        return Settling(replace(settled, otherwise=otherwise), frozenset(concerned))

    def _told_anew(
        self, story: Story, lineage: Sequence[Lineage], settling: Settling
    ) -> tuple[Sequence[Claim], Sequence[Conflict]]:
        """The claims and conflicts of a story as people hold its readings to be; none without a way to tell them."""
        if self._retell is None:
            return (), ()
        readings = [self._as_judged(document) for document in story.documents]
        return self._retell(story, readings, lineage, settling.settled)

    def _as_judged(self, document: str) -> Reading:
        """The reading of a document as people hold it to be."""
        return Reading(
            self.text(document),
            tuple(self.statements(document=document)),
            tuple(self.positions(document=document)),
            tuple(self.figures(document=document)),
            tuple(self.acts(document=document)),
        )

    def _places(self, ids: Sequence[str]) -> Iterator[Place]:
        """Where the records with these ids stand."""
        order = (self._current.c.name, self._current.c.document, records.c.start, records.c.id)
        held = select(*order).join(self._current, self._current.c.number == records.c.reading)
        for some in in_parts(ids):
            for row in self._connection.execute(held.where(records.c.id.in_(some)).order_by(*order)):
                yield row.name, row.document, row.start, row.id


class _Supposing(RegisterReader):
    """A register as it would be; only what is judged in some documents is worked out."""

    def __init__(
        self, held: RegisterReader, made: tuple[Judgement, ...], compared: Comparison, documents: Collection[str]
    ) -> None:
        super().__init__(held._connection, held._as_of, held._retell)
        self._current = held._current
        self._made, self._compared_before, self._documents = made, compared, sorted(documents)
        self._moment = held._version()  # it is told of one moment
        self._read: dict[type, defaultdict[str, list[tuple[Place, Any]]]] = {}

    def judgements(self) -> tuple[Judgement, ...]:
        """Those made, and those supposed."""
        return in_order((*super().judgements(), *self._made))

    def _standing(self) -> frozenset[int]:
        """Nothing is kept ready of what is supposed."""
        return frozenset()

    def _placed(
        self, kind: type[Kept], document: str | None, party: str | None, tests: list[ColumnElement[bool]]
    ) -> Iterator[tuple[Place, Kept]]:
        """As it is held; all of the documents, which are told anew and then shown, is read once."""
        if document not in self._documents or party is not None or tests:
            yield from super()._placed(kind, document, party, tests)
            return
        if kind not in self._read:
            self._read[kind] = defaultdict(list)
            for place, found in super()._placed(kind, None, None, self._within()):
                self._read[kind][found.document].append((place, found))
        yield from self._read[kind][document]

    def _compared_by_machine(self) -> Comparison:
        return self._compared_before

    def _parts_by_machine(self) -> Iterator[Comparison]:
        return by_story(self._compared_before)

    def _within(self) -> list[ColumnElement[bool]]:
        return [self._current.c.document.in_(self._documents)]


def _put_together(
    read: Comparison, claims: Iterable[Claim], conflicts: Iterable[Conflict], settling: Settling
) -> Comparison:
    """The same with these claims, and these conflicts but for those refused."""
    kept = (each for each in conflicts if not settling.settled.refuses(each))
    return replace(
        read,
        claims=tuple(sorted(claims, key=lambda each: each.id)),
        conflicts=tuple(sorted(kept, key=lambda each: each.id)),
    )


def _parties_of(touched: Touched) -> tuple[Party, ...]:
    return touched.judged.position.parties if touched.judged.position else ()


def _first(pair: tuple[Any, object]) -> Any:
    return pair[0]
