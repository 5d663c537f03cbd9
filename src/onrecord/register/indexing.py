"""Full text: the words of every article, statement and position, coded alike for every database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, takewhile

from sqlalchemy import ColumnElement, Connection, cast, column, select
from sqlalchemy.dialects.postgresql import TSQUERY

from onrecord.model import READ_ROLES, Metadata, Position, Speaker, Statement, Text
from onrecord.model.query import Clause, Found, Query
from onrecord.register.adding import add, add_entries
from onrecord.register.rows import Record, Row, kind_of, parties_of, place, unpack
from onrecord.register.schema import readings, records, search_entries, search_words
from onrecord.tokens import field_token, time_token, word_tokens

_MOST_BYTES = 900_000  # of the codes of one entry: PostgreSQL takes a megabyte
# how FTS5 is told so: https://www.sqlite.org/fts5.html#the_optimize_command
_PUT_TOGETHER = "INSERT INTO search_words (search_words) VALUES ('optimize')"


def entries_of(text: Text, found: Mapping[str, Record]) -> list[Row]:
    """What the document and its records, by their ids, are found by; ``words`` are codes with a space between."""
    entries = [(Found.ARTICLE, text.id, 0, article_tokens(text))]
    for identity, record in found.items():
        if isinstance(record, Position):
            entries.append((Found.POSITION, identity, place(record), position_tokens(record, text.metadata)))
        elif isinstance(record, Statement):
            entries.append((Found.STATEMENT, identity, place(record), _statement_tokens(record, text.metadata)))
    return [
        {"kind": kind.value, "id": identity, "start": start, "words": " ".join(_bounded(tokens))}
        for kind, identity, start, tokens in entries
    ]


def put_together(connection: Connection) -> None:
    """Make one piece of the pieces that an index in SQLite grows by, so that looking up a word looks in one place."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_PUT_TOGETHER)


def _bounded(tokens: Iterable[str]) -> list[str]:
    """Each code once, sorted; of an article without end as many as every database takes."""
    once = sorted(set(tokens))
    if sum(map(len, once)) + len(once) <= _MOST_BYTES:
        return once
    sizes = accumulate(len(token) + 1 for token in once)
    return [token for token, _ in takewhile(lambda pair: pair[1] <= _MOST_BYTES, zip(once, sizes, strict=True))]


def article_tokens(text: Text) -> set[str]:
    """What an article is found by: its title and what is read of it, its publisher, its name."""
    told = {*word_tokens(text.metadata.title or ""), *_fields(Found.ARTICLE, text.metadata)}
    for block in text.blocks:
        if block.role in READ_ROLES:
            told.update(word_tokens(text.text[block.start : block.end]))
    return told


def position_tokens(position: Position, metadata: Metadata) -> set[str]:
    """What a position is found by: its words and those of its terms, who takes it, who says so."""
    spans = (position.span, *(term.span for term in position.terms))
    told = {token for span in spans for token in word_tokens(span.exact)}
    for party in position.parties:
        told.update(word_tokens(party.name))
    told.update(_speaker_tokens(position.said_by))
    told.update(_party_fields(position))
    told.add(field_token("stance", position.stance))
    told.add(field_token("action", position.action))
    told.update(field_token("has", term.kind) for term in position.terms)
    return told | set(_fields(Found.POSITION, metadata))


def _statement_tokens(statement: Statement, metadata: Metadata) -> set[str]:
    told = {token for span in statement.content for token in word_tokens(span.exact)}
    told.update(_speaker_tokens(statement.speaker))
    told.update(_party_fields(statement))
    told.add(field_token("mode", statement.mode))
    return told | set(_fields(Found.STATEMENT, metadata))


def _speaker_tokens(speaker: Speaker | None) -> Iterator[str]:
    """The words of the name: among the others, and as a field of their own."""
    if speaker is not None:
        yield from word_tokens(speaker.name)
        yield from (field_token("speaker", token) for token in word_tokens(speaker.name))


def _party_fields(record: Record) -> Iterator[str]:
    for party in parties_of(record):
        yield field_token("party", party.id)
        yield field_token("party", party.name)


def _fields(kind: Found, metadata: Metadata) -> Iterator[str]:
    yield time_token(metadata.published)
    yield field_token("kind", kind)
    yield field_token("document", metadata.name)
    if metadata.publisher:
        yield field_token("publisher", metadata.publisher)


def index_all(connection: Connection) -> None:
    """Index what was recorded before there was an index."""
    for number, entries in _entries_of_all(connection):
        add_entries(connection, number, entries)


def index_words(connection: Connection) -> None:
    """Put the words of all entries into the index once more, which holds none."""
    for reading, entries in _entries_of_all(connection):
        held = select(search_entries).where(search_entries.c.reading == reading)
        numbers = {(row.kind, row.id): row.number for row in connection.execute(held)}
        found = ((numbers.get((each["kind"], each["id"])), each["words"]) for each in entries)
        add(connection, search_words, [{"rowid": number, "words": told} for number, told in found if number])
    put_together(connection)


def _entries_of_all(connection: Connection) -> Iterator[tuple[int, list[Row]]]:
    """The number of each reading, in order, with what it is found by."""
    kinds: dict[str, type[Position | Statement]] = {kind_of(kind): kind for kind in (Position, Statement)}
    for number in connection.execute(select(readings.c.number).order_by(readings.c.number)).scalars().all():
        body = connection.execute(select(readings.c.body).where(readings.c.number == number)).scalar_one()
        held = select(records.c.kind, records.c.body).where(records.c.reading == number).order_by(records.c.number)
        found = [unpack(kinds[row.kind], row.body) for row in connection.execute(held) if row.kind in kinds]
        yield number, entries_of(unpack(Text, body), {each.id: each for each in found})


def has_words(query: Query, dialect: str) -> ColumnElement[bool]:
    """Whether a row of words fulfils all clauses."""
    if dialect == "postgresql":
        asked = cast(_expression(query, " & ", " | ", "{} & !({})", "'{}':*"), TSQUERY)
        return search_words.c.words.bool_op("@@")(asked)
    # the whole table is matched: a single column cannot be where places are not kept
    return column(search_words.name).op("MATCH")(_expression(query, " AND ", " OR ", "{} NOT ({})", '"{}" *'))


def _expression(query: Query, all_of: str, any_of: str, without: str, prefix: str) -> str:
    """The clauses in a database's own language, to be handed to it as a value. Codes are letters and digits alone."""
    quotes = prefix[0]

    def said(clause: Clause) -> str:
        codes = [token for token in clause.tokens if token.isascii() and token.isalnum()]
        form = prefix if clause.prefix else f"{quotes}{{}}{quotes}"
        return f"({any_of.join(form.format(code) for code in codes)})"

    asked = all_of.join(said(clause) for clause in query.clauses if not clause.without)
    refused = any_of.join(said(clause) for clause in query.clauses if clause.without)
    return without.format(f"({asked})", refused) if refused else asked
