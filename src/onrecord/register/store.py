"""Writing the register: rows are added, each document in one transaction, and never changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from datetime import datetime
from functools import lru_cache
from itertools import islice
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from onrecord.model import Claim, Comparison, Conflict, Judgement, Lineage, Reading, Rejected, Story
from onrecord.model.evidence import check_comparison, check_reading, check_record
from onrecord.model.judgement import in_order, reach
from onrecord.model.moment import written
from onrecord.model.prepared import ADJUSTED_FORM, FORM, Adjust, Adjusted, Prepare, Prepared, TooFarReachingError
from onrecord.register.adding import add, add_reading, is_held
from onrecord.register.aside import Aside, Mark
from onrecord.register.indexing import entries_of, put_together
from onrecord.register.judged import Retell
from onrecord.register.judged_reader import RegisterReader
from onrecord.register.ready import NEWEST
from onrecord.register.rows import Record, Row, kind_of, pack, party_rows, reading_row, record_row, rejection_row
from onrecord.register.schema import (
    compared,
    comparisons,
    judgements,
    prepared,
    prepared_from,
    record_parties,
    records,
    rejections,
)
from onrecord.register.transactions import transaction

_AT_ONCE = 1_000  # rows in one statement
_TEXTS = 256  # kept while passages are checked: those of a story, but for very large ones
_GENERATION = select(func.max(comparisons.c.generation))


class Register(RegisterReader):
    """An open register. ``with open_register(path) as register:`` closes it.

    ``place`` is its file or its URL, without a password.
    """

    def __init__(
        self,
        connection: Connection,
        place: str,
        *,
        clock: Callable[[], datetime],
        as_of: str | None = None,
        retell: Retell | None = None,
        prepare: Prepare | None = None,
        adjust: Adjust | None = None,
    ) -> None:
        super().__init__(connection, as_of, retell)
        self._prepare, self._adjust = prepare, adjust
        self.place = place
        self._clock = clock

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let the file or the server go."""
        self._connection.close()
        self._connection.engine.dispose()

    def holds(self, document: str, name: str, extractor: str) -> bool:
        """Whether this version's reading of the document, come by this name, is recorded."""
        return is_held(self._connection, document, name, extractor)

    def record(self, reading: Reading, extractor: str) -> None:
        """Add a document and all that this version read in it, unless it is held.

        Raises EvidenceError, and records nothing, where a span does not stand in the text.
        """
        check_reading(reading)
        kept, refused = _told_apart(reading)
        with transaction(self._connection, at_once=False, together=True):
            self._add(reading, kept, refused, extractor)

    def reject(self, rejected: Rejected) -> None:
        """Add a document that was refused, unless the same is already recorded."""
        with transaction(self._connection, at_once=False):
            known = select(rejections.c.number).where(rejections.c.id == rejected.id, rejections.c.reading.is_(None))
            if self._connection.execute(known).first() is None:
                self._connection.execute(insert(rejections), [rejection_row(rejected, self._now())])

    def record_comparison(
        self, comparison: Comparison | Iterable[Comparison], extractor: str, basis: str | None = None
    ) -> None:
        """Add a comparison of all readings held, whole or in parts, unless it is the one already recorded.

        Of parts, memory holds one at a time; the right to write is taken when the last has come. ``basis`` is what
        :meth:`basis` gave before the readings were read: should another process
        have added to them since, the register knows that they are not compared. Raises
        EvidenceError where a passage does not stand in its document.
        """
        basis = basis or self.basis()
        text_of = lru_cache(maxsize=_TEXTS)(self.text)
        with Aside() as aside:
            for part in (comparison,) if isinstance(comparison, Comparison) else comparison:
                check_comparison(part, text_of)
                aside.add(_compared_rows(part))
            with self._writing():
                if self.compared_basis() != basis or not aside.same(self._compared_mark()):
                    self._add_comparison(aside, extractor, basis)
        self.prepare()

    def prepare(self) -> None:
        """Make what is kept ready for the views anew, unless it stands for what is held.

        It is no part of the record: a register that was stopped before it was made answers the same, slower.
        """
        if self._prepare is None or self.is_prepared():
            return
        with self._writing():
            self._connection.execute(delete(prepared_from))
            self._connection.execute(delete(prepared))
            made = self._prepare(self)
            while some := list(islice(made, _AT_ONCE)):
                add(self._connection, prepared, list(map(_prepared_row, some)))
            self._stamp(FORM)
            put_together(self._connection)

    def _add_comparison(self, rows: Aside, extractor: str, basis: str) -> None:
        generation = 1 + int(self._connection.execute(_GENERATION).scalar() or 0)
        head = {"generation": generation, "extractor": extractor, "basis": basis, "recorded_at": self._now()}
        self._connection.execute(insert(comparisons), [head])
        for some in rows.rows(_AT_ONCE):
            add(self._connection, compared, [{"generation": generation, **row} for row in some])

    def _compared_mark(self) -> Mark:
        """What stands for the rows of the last comparison."""
        mark = Mark()
        query = select(compared.c.kind, compared.c.id, compared.c.body)
        for row in self._rows(query.where(compared.c.generation == self._generation())):
            mark.add(row.kind, row.id, row.body)
        return mark

    def judge(self, made: Iterable[Judgement]) -> int:
        """Add people's judgements, those of another register too; gives how many were not held yet.

        Raises EvidenceError, and adds none, where words that one rests on do not stand in their document.
        """
        made, added = in_order(made), dict[str, Row]()
        with self._writing():
            for judgement in made:
                known = select(judgements.c.number).where(judgements.c.id == judgement.id)
                if judgement.id not in added and self._connection.execute(known).first() is None:
                    self._check(judgement)
                    added[judgement.id] = {
                        "id": judgement.id,
                        "recorded_at": self._now(),
                        "body": pack(judgement),
                    }
            new = [each for each in made if each.id in added]
            with self._standing_still():
                adjusted = self._adjusted(new)
            add(self._connection, judgements, list(added.values()))
            if adjusted is not None:
                self._keep(adjusted)
        return len(added)

    def _adjusted(self, made: Sequence[Judgement]) -> list[Adjusted] | None:
        """What changes with these judgements of what is kept ready; None where all of it has to be made anew."""
        if self._adjust is None or not made or not self.is_kept_ready():
            return None
        touched = reach(made, self.judgements())
        if touched is None:
            return None
        held = {record: document for _, document, _, record in self._places(sorted(touched))}
        if not all(record in held or record.startswith(("claim-", "conflict-")) for record in touched):
            return None  # of what is not held it is not known what else it bears on
        try:
            return list(self._adjust(self, made, set(held.values())))
        except TooFarReachingError:
            return None

    def _keep(self, adjusted: Sequence[Adjusted]) -> None:
        """Put what changed in its place, and note that it stands for what is held now."""
        at = [prepared.c[name] == bindparam(f"of_{name}") for name in ("view", "key", "place")]
        gone = [{"of_view": each.view.value, "of_key": each.key, "of_place": each.place} for each in adjusted]
        if gone:
            self._connection.execute(delete(prepared).where(*at), gone)
        add(self._connection, prepared, [_prepared_row(each) for each in adjusted if each.body is not None])
        self._connection.execute(delete(prepared_from).where(prepared_from.c.form == ADJUSTED_FORM))
        self._stamp(ADJUSTED_FORM)

    def _stamp(self, form: int) -> None:
        """Note that what is kept ready stands for what is held now."""
        state = [self._connection.execute(query).scalar() or 0 for query in (_GENERATION, *NEWEST)]
        stamp = dict(zip(("generation", "judgement", "reading"), state, strict=True))
        self._connection.execute(insert(prepared_from), [{"form": form, **stamp}])

    def _check(self, judgement: Judgement) -> None:
        """The words, where their document is held: of one that is not, judgements may come before it."""
        if judgement.span is not None and judgement.document is not None:
            with suppress(KeyError):
                text = self.text(judgement.document)
                for words in (judgement.span, *(term.span for term in judgement.terms)):
                    check_record(words, text)

    def _add(self, reading: Reading, kept: dict[str, Record], refused: list[Rejected], extractor: str) -> None:
        now = self._now()
        parts = {
            records: [record_row(*each) for each in kept.items()],
            record_parties: [row for each in kept.items() for row in party_rows(*each)],
            rejections: [rejection_row(each, now) for each in refused],
        }
        add_reading(self._connection, reading_row(reading, extractor, now), parts, entries_of(reading.text, kept))

    def _writing(self) -> AbstractContextManager[None]:
        return transaction(self._connection)

    def _now(self) -> str:
        return written(self._clock())


def _prepared_row(each: Prepared | Adjusted) -> Row:
    return {"view": each.view.value, "key": each.key, "place": each.place, "body": each.body}


def _told_apart(reading: Reading) -> tuple[dict[str, Record], list[Rejected]]:
    """The records to keep, by their ids, one for each; others under the same id are refused, not lost.

    The same record twice is one record.
    """
    kept: dict[str, Record] = {}
    refused = list(dict.fromkeys(reading.rejected))
    for record in reading.records:
        identity = record.id
        if kept.setdefault(identity, record) != record:
            refused.append(Rejected(reading.text.metadata.name, "record", "another record has this id", identity))
    return kept, list(dict.fromkeys(refused))


def _compared_rows(comparison: Comparison) -> Iterator[Row]:
    found: tuple[Story | Lineage | Claim | Conflict, ...] = (
        *comparison.stories,
        *comparison.lineage,
        *comparison.claims,
        *comparison.conflicts,
    )
    for each in found:
        yield {"kind": kind_of(type(each)), "id": each.id, "body": pack(each)}
