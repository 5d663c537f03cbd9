"""The register as people hold it to be: what they judged is laid over what the machine read, never written over it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from heapq import merge
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, func, select

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
from onrecord.model.judgement import Settled, in_order
from onrecord.model.outcome import REVIEW
from onrecord.model.prepared import ADJUSTED_FORM, FORM, Ready
from onrecord.model.query import Found, Match, Query
from onrecord.register import schema
from onrecord.register.finding import counted, finding, finding_along, finding_among, hit, hit_key
from onrecord.register.indexing import position_tokens
from onrecord.register.judged import Judged, Judgements, Retell
from onrecord.register.reader import Kept, MachineReader, Place, begins, in_parts
from onrecord.register.rows import kind_of, unpack
from onrecord.register.schema import comparisons, judgements, readings, record_parties, records

# Articles looked at one after the other, the newest first, before all that a query finds is sorted. Where few entries
# have its words they are sorted at once. SQLite counts quickly; PostgreSQL finds all before it counts any, so it looks
# at some articles first.
_STRETCHES = (25, 50, 100, 200, 400, 800, 1_600)
_FIRST_FOUND = 200  # of what is sorted: all take long
_BEFORE_COUNTING, _FEW = {"sqlite": 0, "postgresql": 75}, {"sqlite": 2_000, "postgresql": 12_000}
# As many are found at once, in SQLite, and looked for in so many of the newest articles. Of more, some stand in most.
_MANY, _AMONG = 20_000, 800
_BY_A_PERSON = "rejected by a person"
_DATED = (readings, judgements, comparisons)
_READY = schema.prepared
_OF_ONE_KEY = (  # made once, as it is asked for many times for a page
    select(_READY.c.body)
    .where(_READY.c.view == bindparam("of"), _READY.c.key == bindparam("at"))
    .order_by(_READY.c.key, _READY.c.place)
)
NEWEST = (select(func.max(judgements.c.number)), select(func.max(readings.c.number)))


@dataclass(frozen=True, slots=True)
class _Touched:
    """A position that people have judged: where it stands, as the machine read it, and as they hold it to be."""

    place: Place
    read: Position
    judged: Judged

    @property
    def held_otherwise(self) -> bool:
        """Whether people hold it to be something else than the machine read, or apart from what it was put to."""
        return self.judged.position != self.read or self.judged.apart or self.judged.into is not None


@dataclass(frozen=True, slots=True)
class _Overlay:
    """What judgements make of all that is held."""

    judgements: Judgements
    touched: dict[str, _Touched]
    in_document: dict[str, list[_Touched]]  # by the document's id and by its name
    dropped: dict[str, Place]  # statements, figures and acts that people reject
    gone: frozenset[str]  # all records that they reject

    def around(self, document: str | None) -> Iterable[_Touched]:
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
class _Settling:
    """What people settled of how records hang together, and the documents in which they judged something."""

    settled: Settled
    concerned: frozenset[str]

    def concerns(self, story: Story) -> bool:
        """Whether it holds any of the documents."""
        return not self.concerned.isdisjoint(story.documents)


class RegisterReader(MachineReader):
    """The questions that a register answers; see :class:`onrecord.model.holdings.Holdings`."""

    def __init__(self, connection: Connection, as_of: str | None = None, retell: Retell | None = None) -> None:
        super().__init__(connection, as_of)
        self._retell = retell
        self._seen: tuple[tuple[int | None, ...], _Overlay] | None = None
        self._told: tuple[tuple[int | None, ...], Comparison] | None = None
        self._anew: tuple[tuple[int | None, ...], dict[str | None, Comparison]] | None = None
        self._known: tuple[tuple[int | None, ...], tuple[Party, ...]] | None = None
        self._ready: frozenset[int] | None = None
        self._still = False
        self._moment: tuple[int | None, ...] | None = None

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
        asked = _Asked(document, party, action, stance)
        judged = sorted(
            ((each.place, each.judged.position) for each in overlay.around(document) if asked.wants(each)),
            key=_first,
        )
        others = ((place, position) for place, position in read if place[3] not in overlay.touched)
        for _, position in merge(others, judged, key=_first):
            if position is not None:
                yield _without(overlay.gone, position)

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
        return tuple(_without(overlay.gone, each) for each in held)

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
            (each, text, _without(overlay.gone, record) if isinstance(record, Position) else record)
            for each, text, record in found
        ]

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
        """What is kept ready for a view, by key and place; None where it does not stand for what is held."""
        if not self.is_kept_ready():
            return None
        ready = _READY
        if last is None and places is None and not start and limit is None:
            return list(self._connection.execute(_OF_ONE_KEY, {"of": view, "at": first}).scalars())
        keys = ready.c.key == first if last is None else ready.c.key.between(first, last)
        query = select(ready.c.body).where(ready.c.view == view, keys).order_by(ready.c.key, ready.c.place)
        if places is not None:
            query = query.where(ready.c.place.between(*places))
        if start or limit is not None:
            query = query.offset(start).limit(limit)
        return list(self._connection.execute(query).scalars())

    def kept_rows(self, view: str, key: str) -> list[tuple[int, str]]:
        """What is kept ready for a view by this key, each with its place; none where it does not stand."""
        if not self.is_kept_ready():
            return []
        query = select(_READY.c.place, _READY.c.body).where(_READY.c.view == view, _READY.c.key == key)
        return [(row.place, row.body) for row in self._connection.execute(query.order_by(_READY.c.place))]

    def kept_places(self, view: str, key: str) -> list[int]:
        """The places at which something is kept ready for a view by this key; none where it does not stand."""
        if not self.is_kept_ready():
            return []
        query = select(_READY.c.place).where(_READY.c.view == view, _READY.c.key == key).order_by(_READY.c.place)
        return list(self._connection.execute(query).scalars())

    def kept_under(self, view: str, keys: Collection[str]) -> dict[str, str]:
        """What is kept ready for a view by each of these keys, where that is one entry; none where nothing stands."""
        if not self.is_kept_ready():
            return {}
        query = select(_READY.c.key, _READY.c.body).where(_READY.c.view == view)
        parts = (query.where(_READY.c.key.in_(some)) for some in in_parts(sorted(keys)))
        return {row.key: row.body for part in parts for row in self._connection.execute(part)}

    def kept_keys(self, view: str, body: str) -> list[str]:
        """The keys by which this very body is kept ready for a view; none where it does not stand."""
        if not self.is_kept_ready():
            return []
        query = select(_READY.c.key).where(_READY.c.view == view, _READY.c.body == body).order_by(_READY.c.key)
        return list(self._connection.execute(query).scalars())

    def is_prepared(self) -> bool:
        """Whether all that is kept ready was made from all that is held, in the form that is read now."""
        return FORM in self._standing()

    def is_kept_ready(self) -> bool:
        """Whether what is kept ready stands for all that is held: made from it, or adjusted to each judgement since."""
        return bool(self._standing())

    def _standing(self) -> frozenset[int]:
        """The forms in which what is kept ready stands for what is held."""
        if not (self._reads_only or self._still):
            return self._looked_up()
        if self._ready is None:  # what is seen of one moment never changes
            self._ready = self._looked_up()
        return self._ready

    def _looked_up(self) -> frozenset[int]:
        made = schema.prepared_from
        rows = self._connection.execute(select(made).where(made.c.form.in_((FORM, ADJUSTED_FORM)))).all()
        if not rows or self._past():
            return frozenset()
        newest = select(func.max(comparisons.c.generation)), *NEWEST
        state = [self._connection.execute(query).scalar() or 0 for query in newest]
        return frozenset(row.form for row in rows if [row.generation, row.judgement, row.reading] == state)

    @contextmanager
    def _standing_still(self) -> Iterator[None]:
        """While nobody writes, not from here either: what stands at this moment is looked up once."""
        self._still = True
        try:
            yield
        finally:
            self._still, self._ready, self._moment = False, None, None

    def _past(self) -> bool:
        """Whether a day is asked for since when something was recorded."""
        if self._as_of is None:
            return False
        later = (select(each.c.recorded_at).where(each.c.recorded_at > self._as_of) for each in _DATED)
        return any(self._connection.execute(query.limit(1)).first() is not None for query in later)

    def _found(self, query: Query) -> Iterator[Row[Any]]:
        """What the machine read and the query finds: along the newest articles, then, of fewer, sorted as a whole."""
        dialect, looked_at, given = self._connection.dialect.name, 0, 0
        for articles in _STRETCHES:
            if looked_at == _BEFORE_COUNTING[dialect]:
                count = self._connection.execute(counted(query, dialect, _MANY)).scalar_one()
                if count <= _FEW[dialect]:
                    break
                if dialect == "sqlite" and count <= _MANY:
                    found = self._connection.execute(finding_among(query, self._current, dialect, _AMONG)).all()
                    yield from found
                    given = len(found)
                    break
            along = self._connection.execute(finding_along(query, self._current, dialect, looked_at, articles)).all()
            found = [row for row in along if row.id is not None]
            yield from found
            given, looked_at = given + len(found), looked_at + articles
            if len({(row.name, row.document) for row in along}) < articles:
                return
        yield from self._sorted(query, given)

    def _sorted(self, query: Query, given: int) -> Iterator[Row[Any]]:
        """All that the query finds but for the first ``given``: at first some, as few are asked for more."""
        dialect, most = self._connection.dialect.name, given + _FIRST_FOUND
        first = self._connection.execute(finding(query, self._current, dialect, most)).all()
        counting = [row for row in first if row.counts]
        yield from counting[given:]
        if len(first) == most:
            everything = (row for row in self._rows(finding(query, self._current, dialect)) if row.counts)
            yield from islice(everything, max(given, len(counting)), None)

    def _judged_hits(self, query: Query, overlay: _Overlay) -> Iterator[tuple[tuple[Any, ...], Match]]:
        for each in overlay.touched.values():
            if (position := each.judged.position) is None:
                continue
            metadata = self.text(position.document).metadata
            if query.holds(position_tokens(position, metadata), metadata.published):
                match = Match(Found.POSITION, position.id, position.document, each.place[2])
                yield hit_key(metadata.published, *each.place[:2], match), match

    def _version(self) -> tuple[int | None, ...]:
        """What tells one state of the judgements and the readings from the next."""
        if self._moment is not None:
            return self._moment
        found = tuple(self._connection.execute(query).scalar() for query in NEWEST)
        if self._reads_only or self._still:  # what is seen of one moment never changes
            self._moment = found
        return found

    def _overlay(self) -> _Overlay:
        version = self._version()
        if self._seen is None or self._seen[0] != version:
            held = Judgements.of(self.judgements())
            touched = self._touched(held)
            dropped = {place[3]: place for place in self._places(sorted(held.dropped))}
            rejected = {identity for identity, each in touched.items() if each.judged.position is None}
            within: defaultdict[str, list[_Touched]] = defaultdict(list)
            for each in touched.values():
                for reference in set(each.place[:2]):
                    within[reference].append(each)
            self._seen = (version, _Overlay(held, touched, dict(within), dropped, frozenset(rejected | dropped.keys())))
        return self._seen[1]

    def _touched(self, held: Judgements) -> dict[str, _Touched]:
        """The positions that a judgement concerns, directly or through a party's merger."""
        tests: list[ColumnElement[bool]] = [records.c.id.in_(ids) for ids in in_parts(sorted(held.positions))]
        if held.merged:
            told = select(record_parties.c.record).where(
                record_parties.c.reading == records.c.reading,
                record_parties.c.record == records.c.id,
                record_parties.c.party.in_(held.merged),
            )
            tests.append(told.exists())
        found: dict[str, _Touched] = {}
        for test in tests:
            for place, position in self._placed(Position, None, None, [test, *self._within()]):
                found[position.id] = _Touched(place, position, held.judged(position))
        return found

    def _within(self) -> list[ColumnElement[bool]]:
        """Which documents' records can be touched by judgements: all."""
        return []

    def _retold(self, overlay: _Overlay) -> Comparison:
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

    def _part_retold(self, part: Comparison, settling: _Settling) -> Comparison:
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

    def _settling(self, overlay: _Overlay) -> _Settling:
        concerned = {each.read.document for each in overlay.touched.values()}
        concerned |= {place[1] for place in overlay.dropped.values()}
        judged = {identity: each.judged for identity, each in overlay.touched.items()}
        settled = overlay.judgements.settled(judged)
        otherwise = tuple((each.place[1], each.read.span) for each in overlay.touched.values() if each.held_otherwise)
        return _Settling(replace(settled, otherwise=otherwise), frozenset(concerned))

    def _told_anew(
        self, story: Story, lineage: Sequence[Lineage], settling: _Settling
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
    read: Comparison, claims: Iterable[Claim], conflicts: Iterable[Conflict], settling: _Settling
) -> Comparison:
    """The same with these claims, and these conflicts but for those refused."""
    kept = (each for each in conflicts if not settling.settled.refuses(each))
    return replace(
        read,
        claims=tuple(sorted(claims, key=lambda each: each.id)),
        conflicts=tuple(sorted(kept, key=lambda each: each.id)),
    )


def _without(gone: frozenset[str], position: Position) -> Position:
    """The position without what it says of records that people reject: a word that is none takes none back."""
    ties = (position.statement, position.restates, position.superseded_by)
    if gone.isdisjoint(ties):
        return position
    statement, restates, superseded_by = (None if each in gone else each for each in ties)
    return replace(position, statement=statement, restates=restates, superseded_by=superseded_by)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What positions are asked for."""

    document: str | None
    party: str | None
    action: Action | None
    stance: Stance | None

    def wants(self, touched: _Touched) -> bool:
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


def _parties_of(touched: _Touched) -> tuple[Party, ...]:
    return touched.judged.position.parties if touched.judged.position else ()


def _first(pair: tuple[Any, object]) -> Any:
    return pair[0]
