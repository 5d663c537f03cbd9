"""The register as the machine read it: the newest reading of every document, in an order that never varies."""

from __future__ import annotations

import functools
import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from heapq import merge
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any, TypeVar

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Row,
    Select,
    Subquery,
    bindparam,
    cast,
    collate,
    func,
    select,
    tuple_,
)
from sqlalchemy.dialects import postgresql

from onrecord.model import (
    Act,
    Claim,
    Comparison,
    Conflict,
    Figure,
    Judgement,
    Lineage,
    Position,
    Reading,
    Rejected,
    Statement,
    Story,
    Text,
)
from onrecord.model.judgement import in_order
from onrecord.register.rows import LAST_CHARACTER, kind_of, unpack
from onrecord.register.schema import (
    compared,
    comparisons,
    judgements,
    readings,
    record_parties,
    records,
    rejections,
)
from onrecord.register.transactions import WRITING

READS_ONLY = "onrecord.reads_only"  # said of a connection that sees one moment
_MANY = 10_000  # ids that are looked up one by one; of more, all are read and the others left out
_AT_ONCE = 500  # ids in one question
_STORIES_AT_ONCE = 50

Kept = TypeVar("Kept", Statement, Position, Figure, Act)
Compared = TypeVar("Compared", Story, Lineage, Claim, Conflict)
Place = tuple[str, str, int, str]


class MachineReader:
    """What is held, whatever people hold of it; with ``as_of`` as it was held then."""

    def __init__(self, connection: Connection, as_of: str | None = None) -> None:
        self._connection = connection
        self._as_of = as_of
        self._current = _current_readings(as_of)
        self._forms: tuple[int | None, list[tuple[str, str]]] | None = None
        # made once: a page asks for dozens of texts, and SQLAlchemy takes longer to make this than SQLite to answer it
        self._text = select(self._current.c.body).where(self._current.c.document == bindparam("document"))

    def names(self, documents: Collection[str] | None = None) -> dict[str, str]:
        """The name of each document, by its id: of those with these ids; of all where None."""
        query = select(self._current.c.document, self._current.c.name)
        if documents is not None and len(documents) > _MANY:  # a statement holds only so many
            return {document: name for document, name in self.names().items() if document in documents}
        if documents is not None:
            query = query.where(self._current.c.document.in_(sorted(documents)))
        rows = self._connection.execute(query.order_by(self._current.c.name, self._current.c.document))
        return {row.document: row.name for row in rows}

    def moments(self, documents: Collection[str] | None = None) -> dict[str, tuple[str | None, str]]:
        """For each document when it was published, as far as known, and when it was first recorded."""
        if documents is not None and len(documents) > _MANY:
            return {document: told for document, told in self.moments().items() if document in documents}
        first = select(readings.c.document, func.min(readings.c.recorded_at).label("recorded_at"))
        if documents is not None:
            first = first.where(readings.c.document.in_(sorted(documents)))
        first_seen = self._then(first, readings.c.recorded_at).group_by(readings.c.document).subquery()
        query = select(self._current.c.document, self._current.c.published, first_seen.c.recorded_at)
        rows = self._connection.execute(query.join(first_seen, first_seen.c.document == self._current.c.document))
        return {row.document: (row.published, row.recorded_at) for row in rows}

    def texts(self, *, document: str | None = None) -> Iterator[Text]:
        """The texts, by name and id."""
        query = select(self._current.c.body).order_by(self._current.c.name, self._current.c.document)
        for row in self._rows(self._of_document(query, document)):
            yield unpack(Text, row.body)

    def text(self, document: str) -> Text:
        """The text of the document with this id; KeyError when there is none."""
        row = self._connection.execute(self._text, {"document": document}).first()
        if row is None:
            raise KeyError(document)
        return unpack(Text, row.body)

    def _texts_of(self, documents: Collection[str]) -> dict[str, Text]:
        """The texts of the documents with these ids."""
        query = select(self._current.c.document, self._current.c.body)
        rows = self._connection.execute(query.where(self._current.c.document.in_(sorted(documents))))
        return {row.document: unpack(Text, row.body) for row in rows}

    def readings(self) -> Iterator[Reading]:
        """Every document with all that the machine read in it, by name and id."""
        for text in self.texts():
            yield self._reading(text)

    def reading(self, document: str) -> Reading:
        """All that the machine read in the document with this id, whatever people hold of it; else KeyError."""
        return self._reading(self.text(document))

    def _reading(self, text: Text) -> Reading:
        return Reading(
            text,
            tuple(self._records(Statement, text.id, None, [])),
            tuple(self._records(Position, text.id, None, [])),
            tuple(self._records(Figure, text.id, None, [])),
            tuple(self._records(Act, text.id, None, [])),
        )

    def statements_like(self, prefix: str) -> tuple[Statement, ...]:
        """The statements whose id begins so, whatever people hold of them."""
        return tuple(self._records(Statement, None, None, [begins(prefix)]))

    def position_as_read(self, identity: str) -> Position:
        """The position with this id as the machine read it; KeyError when there is none."""
        found = tuple(self._records(Position, None, None, [records.c.id == identity]))
        if not found:
            raise KeyError(identity)
        return found[0]

    def figures(self, *, document: str | None = None) -> Iterator[Figure]:
        """The quantities told."""
        return self._records(Figure, document, None, [])

    def acts(self, *, document: str | None = None) -> Iterator[Act]:
        """The deeds told."""
        return self._records(Act, document, None, [])

    def _count_of(self, kind: type) -> int:
        """How many records of a kind the readings that count hold."""
        held = select(func.count()).select_from(records)
        query = held.join(self._current, self._current.c.number == records.c.reading)
        return int(self._connection.execute(query.where(records.c.kind == kind_of(kind))).scalar_one())

    def judgements(self) -> tuple[Judgement, ...]:
        """All that people hold of what is held, by when they judged it, taken back or not."""
        query = self._then(select(judgements.c.body), judgements.c.recorded_at)
        return in_order(unpack(Judgement, row.body) for row in self._connection.execute(query))

    def compared(self) -> bool:
        """Whether the last comparison was made from the very readings held now."""
        return self.compared_basis() == self.basis()

    def compared_basis(self) -> str:
        """The digest of the readings that the last comparison was made from; of none before the first."""
        query = self._then(select(comparisons.c.basis), comparisons.c.recorded_at)
        row = self._connection.execute(query.order_by(comparisons.c.generation.desc()).limit(1)).first()
        return row.basis if row else _basis_of([])

    def comparison_extractor(self) -> str | None:
        """The version whose comparison is the last one recorded; None before the first."""
        query = self._then(select(comparisons.c.extractor), comparisons.c.recorded_at)
        row = self._connection.execute(query.order_by(comparisons.c.generation.desc()).limit(1)).first()
        return row.extractor if row else None

    def compared_by(self, extractor: str) -> bool:
        """Whether the last comparison is this version's, of the very readings held now."""
        return self.comparison_extractor() == extractor and self.compared()

    def basis(self) -> str:
        """A digest of which readings count now."""
        query = select(self._current.c.document, self._current.c.name, self._current.c.extractor)
        return _basis_of(sorted("\t".join(row) for row in self._connection.execute(query)))

    def rejections(self) -> Iterator[Rejected]:
        """All that was refused: documents, and candidates in the readings that count."""
        kept = select(self._current.c.number)
        columns = (rejections.c.name, rejections.c.stage, rejections.c.reason, rejections.c.detail)
        query = select(*columns).where(rejections.c.reading.is_(None) | rejections.c.reading.in_(kept))
        for row in self._rows(self._then(query, rejections.c.recorded_at).order_by(*columns)):
            yield Rejected(row.name, row.stage, row.reason, row.detail)

    def _then(self, query: Select[Any], recorded_at: ColumnElement[str]) -> Select[Any]:
        """Only what was recorded at the time that is asked for."""
        return query if self._as_of is None else query.where(recorded_at <= self._as_of)

    def _rows(self, query: Select[Any]) -> Iterable[Row[Any]]:
        """The rows as they are asked for, where the database hands them out so: PostgreSQL within a transaction."""
        within = self._reads_only or bool(self._connection.info.get(WRITING))
        streams = self._connection.dialect.name == "postgresql" and within
        return self._connection.execute(query.execution_options(stream_results=streams))

    @property
    def _reads_only(self) -> bool:
        return bool(self._connection.info.get(READS_ONLY))

    def _of_document(self, query: Select[Any], document: str | BindParameter[str] | None) -> Select[Any]:
        if document is None:
            return query
        meant = select(readings.c.document).where((readings.c.document == document) | (readings.c.name == document))
        return query.where(self._current.c.document.in_(meant))

    def _records(
        self, kind: type[Kept], document: str | None, party: str | None, tests: list[ColumnElement[bool]]
    ) -> Iterator[Kept]:
        return (record for _, record in self._placed(kind, document, party, tests))

    def _placed(
        self, kind: type[Kept], document: str | None, party: str | None, tests: list[ColumnElement[bool]]
    ) -> Iterator[tuple[Place, Kept]]:
        """The records as the machine read them, each with its place in the order of all."""
        if document is not None and party is None and not tests:
            asked = {"kind": kind_of(kind), "document": document}
            rows: Iterable[Row[Any]] = self._connection.execute(self._of_one_document, asked)
        else:
            query = self._in_order().where(records.c.kind == kind_of(kind), *tests)
            if party is not None:
                query = query.where(self._of_party(party))
            rows = self._rows(self._of_document(query, document))
        for row in rows:
            yield (row.name, row.document, row.start, row.id), unpack(kind, row.body)

    def _in_order(self) -> Select[Any]:
        """Records by document and place."""
        order = (self._current.c.name, self._current.c.document, records.c.start, records.c.id)
        found = select(*order, records.c.body).join(self._current, self._current.c.number == records.c.reading)
        return found.order_by(*order)

    @functools.cached_property
    def _of_one_document(self) -> Select[Any]:
        """A document's records: made once, as all are asked for document by document."""
        document: BindParameter[str] = bindparam("document")
        return self._of_document(self._in_order().where(records.c.kind == bindparam("kind")), document)

    def _of_party(self, party: str) -> ColumnElement[bool]:
        """Records of a party by id or name, without regard to case: which rows are meant is known beforehand."""
        newest = self._connection.execute(select(func.max(readings.c.number))).scalar()
        if self._forms is None or self._forms[0] != newest:
            self._forms = (newest, sorted(self._named_as()))
        ids = {each for each, _ in self._forms[1] if each.lower() == party.lower()}
        named = {each for each, folded in self._forms[1] if folded == party.casefold()} - ids
        by_id = record_parties.c.party.in_(sorted(ids))
        by_name = record_parties.c.party.in_(sorted(named)) & (record_parties.c.folded == party.casefold())
        meant = by_id | by_name if named else by_id
        held = select(record_parties.c.reading, record_parties.c.record).where(meant)
        return tuple_(records.c.reading, records.c.id).in_(held)

    def _named_as(self) -> Iterable[tuple[str, str]]:
        """The parties that the machine read, by id, each with every name in one case."""
        rows = self._connection.execute(select(record_parties.c.party, record_parties.c.folded).distinct())
        return [(row.party, row.folded) for row in rows]

    def _generation(self) -> int | None:
        query = select(func.max(comparisons.c.generation))
        return self._connection.execute(self._then(query, comparisons.c.recorded_at)).scalar()

    def _compared_by_machine(self) -> Comparison:
        """What the last comparison gave, from the machine's readings alone."""
        generation = self._generation()
        return Comparison(
            stories=self._compared(Story, generation),
            lineage=self._compared(Lineage, generation),
            claims=self._compared(Claim, generation),
            conflicts=self._compared(Conflict, generation),
        )

    def _parts_by_machine(self) -> Iterator[Comparison]:
        """The same in parts: see :meth:`onrecord.model.holdings.Holdings.comparison_by_story`."""
        generation = self._generation()
        stories = self._compared(Story, generation)
        edges, others = self._edges(stories, generation)
        yield Comparison(lineage=self._edges_among(others, generation))
        lineage = self._edges_of_each(stories, edges, generation)
        stray = Comparison()
        placed: Iterator[tuple[str, Story | Claim | Conflict]] = merge(
            ((each.id, each) for each in stories), self._told_of_stories(generation), key=itemgetter(0)
        )
        for _, found in groupby(placed, key=itemgetter(0)):
            told = [each for _, each in found]
            story = tuple(each for each in told if isinstance(each, Story))
            part = Comparison(
                story,
                next(lineage) if story else (),
                tuple(each for each in told if isinstance(each, Claim)),
                tuple(each for each in told if isinstance(each, Conflict)),
            )
            if part.stories:
                yield part
            else:
                stray = replace(
                    stray, claims=(*stray.claims, *part.claims), conflicts=(*stray.conflicts, *part.conflicts)
                )
        yield replace(stray, claims=_by_id(stray.claims), conflicts=_by_id(stray.conflicts))

    def _told_of_stories(self, generation: int | None) -> Iterator[tuple[str, Claim | Conflict]]:
        """All claims and conflicts with their story's id, story by story and by id: the database puts them in order."""
        story = told_in(compared.c.body, "story", self._connection.dialect.name)
        query = select(compared.c.kind, compared.c.body, story.label("story")).where(
            compared.c.generation == generation, compared.c.kind.in_((kind_of(Claim), kind_of(Conflict)))
        )
        for row in self._rows(query.order_by(story, compared.c.kind, compared.c.id)):
            claims = row.kind == kind_of(Claim)
            yield row.story, unpack(Claim, row.body) if claims else unpack(Conflict, row.body)

    def _edges(self, stories: Iterable[Story], generation: int | None) -> tuple[defaultdict[str, list[str]], list[str]]:
        """The ids of the edges of lineage within each story, by its id, and of all others."""
        held: defaultdict[str, list[str]] = defaultdict(list)
        for story in stories:
            for document in story.documents:
                held[document].append(story.id)
        within: defaultdict[str, list[str]] = defaultdict(list)
        others: list[str] = []
        documents = told_in(compared.c.body, "documents", self._connection.dialect.name)
        query = select(compared.c.id, documents.label("documents")).where(
            compared.c.generation == generation, compared.c.kind == kind_of(Lineage)
        )
        for row in self._rows(query.order_by(compared.c.id)):
            joined = json.loads(row.documents)
            around = [each for each in held.get(joined[0], ()) if all(each in held.get(one, ()) for one in joined)]
            for each in around:
                within[each].append(row.id)
            if not around:
                others.append(row.id)
        return within, others

    def _edges_of_each(
        self, stories: Sequence[Story], edges: Mapping[str, Sequence[str]], generation: int | None
    ) -> Iterator[tuple[Lineage, ...]]:
        """The edges within each of the stories, in order; those of some are read at once."""
        for start in range(0, len(stories), _STORIES_AT_ONCE):
            within = [edges.get(story.id, ()) for story in stories[start : start + _STORIES_AT_ONCE]]
            wanted = sorted({identity for ids in within for identity in ids})
            found = dict(zip(wanted, self._edges_among(wanted, generation), strict=True))
            yield from (tuple(found[identity] for identity in ids) for ids in within)

    def _edges_among(self, ids: Sequence[str], generation: int | None) -> tuple[Lineage, ...]:
        """The edges with these ids, in the same order."""
        query = select(compared.c.body).where(compared.c.generation == generation, compared.c.kind == kind_of(Lineage))
        found: list[Lineage] = []
        for some in in_parts(ids):
            rows = self._connection.execute(query.where(compared.c.id.in_(some)).order_by(compared.c.id))
            found += (unpack(Lineage, row.body) for row in rows)
        return tuple(found)

    def _compared(self, kind: type[Compared], generation: int | None) -> tuple[Compared, ...]:
        query = select(compared.c.body).where(compared.c.generation == generation, compared.c.kind == kind_of(kind))
        rows = self._connection.execute(query.order_by(compared.c.id))
        return tuple(unpack(kind, row.body) for row in rows)


def _current_readings(as_of: str | None) -> Subquery:
    """The reading that counts for each document: the newest version's, by the first of its names."""
    held, better = readings.alias("held"), readings.alias("better")
    ranked = better.c.extractor_rank == held.c.extractor_rank
    beats = (better.c.extractor_rank > held.c.extractor_rank) | (
        ranked & ((better.c.name < held.c.name) | ((better.c.name == held.c.name) & (better.c.number > held.c.number)))
    )
    beaten = select(better.c.number).where(better.c.document == held.c.document, beats)
    query = select(held)
    if as_of is not None:
        beaten = beaten.where(better.c.recorded_at <= as_of)
        query = query.where(held.c.recorded_at <= as_of)
    return query.where(~beaten.exists()).subquery("current_readings")


def told_in(body: ColumnElement[str], name: str, dialect: str) -> ColumnElement[str]:
    """What stands under this name in the JSON of a row: text as it is, all else as JSON."""
    if dialect == "postgresql":
        return collate(cast(body, postgresql.JSON)[name].astext, "C")
    return func.json_extract(body, f"$.{name}")


def in_parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """So many as may stand in one question."""
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]


def _by_id(found: Iterable[Compared]) -> tuple[Compared, ...]:
    return tuple(sorted(found, key=attrgetter("id")))


def begins(prefix: str) -> ColumnElement[bool]:
    """Records whose id begins so."""
    return records.c.id.between(prefix, prefix + LAST_CHARACTER)  # unlike LIKE, this uses the index


def _basis_of(readings: list[str]) -> str:
    return hashlib.sha256("\n".join(readings).encode()).hexdigest()
