"""How a register's tables come to be: named steps in order, each applied once and never edited again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection

# "onre": how SQLite's header tells a register from other databases
APPLICATION_ID = 0x6F6E7265

_TABLES = (
    """CREATE TABLE schema_version (
        version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL)""",
    """CREATE TABLE readings (
        number INTEGER PRIMARY KEY, document TEXT NOT NULL, name TEXT NOT NULL, published TEXT,
        extractor TEXT NOT NULL, extractor_rank INTEGER NOT NULL, recorded_at TEXT NOT NULL,
        body TEXT NOT NULL, UNIQUE (document, name, extractor))""",
    "CREATE INDEX readings_by_name ON readings (name, document)",
    # Copies of one document under two names give one reading: the first name's, whichever was read first.
    """CREATE VIEW current_readings AS SELECT * FROM readings AS held WHERE NOT EXISTS (
        SELECT 1 FROM readings AS better WHERE better.document = held.document AND (
            better.extractor_rank > held.extractor_rank
            OR (better.extractor_rank = held.extractor_rank AND better.name < held.name)
            OR (better.extractor_rank = held.extractor_rank AND better.name = held.name
                AND better.number > held.number)))""",
    """CREATE TABLE records (
        number INTEGER PRIMARY KEY, reading INTEGER NOT NULL REFERENCES readings (number),
        kind TEXT NOT NULL, id TEXT NOT NULL, start INTEGER NOT NULL,
        action TEXT, stance TEXT, mode TEXT, speaker TEXT, body TEXT NOT NULL,
        UNIQUE (reading, kind, id))""",
    "CREATE INDEX records_by_id ON records (id)",
    "CREATE INDEX records_by_action ON records (action, stance)",
    """CREATE TABLE record_parties (
        reading INTEGER NOT NULL REFERENCES readings (number), record TEXT NOT NULL,
        party TEXT NOT NULL, folded TEXT NOT NULL, body TEXT NOT NULL,
        PRIMARY KEY (reading, record, party, folded))""",
    "CREATE INDEX record_parties_by_party ON record_parties (party)",
    """CREATE TABLE rejections (
        number INTEGER PRIMARY KEY, reading INTEGER REFERENCES readings (number), id TEXT NOT NULL,
        name TEXT NOT NULL, stage TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL,
        recorded_at TEXT NOT NULL, UNIQUE (reading, id))""",
    "CREATE UNIQUE INDEX rejections_of_documents ON rejections (id) WHERE reading IS NULL",
    """CREATE TABLE comparisons (
        generation INTEGER PRIMARY KEY, extractor TEXT NOT NULL, basis TEXT NOT NULL,
        recorded_at TEXT NOT NULL)""",
    """CREATE TABLE compared (
        generation INTEGER NOT NULL REFERENCES comparisons (generation), kind TEXT NOT NULL,
        id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (generation, kind, id))""",
)
_APPEND_ONLY = (
    "schema_version",
    "readings",
    "records",
    "record_parties",
    "rejections",
    "comparisons",
    "compared",
)


def _guards(table: str) -> tuple[str, ...]:
    """Triggers that let a table only grow."""
    return tuple(
        f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END"
        for event in ("UPDATE", "DELETE")
    )


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: the version that it leads to, its name, and the statements that do it."""

    version: int
    name: str
    statements: tuple[str, ...]


MIGRATIONS = (
    Migration(
        1,
        "readings with their records, rejections and comparisons",
        (
            f"PRAGMA application_id = {APPLICATION_ID}",
            *_TABLES,
            *(guard for table in _APPEND_ONLY for guard in _guards(table)),
        ),
    ),
)


def applied(connection: Connection) -> int:
    """The version of the schema that the tables have; 0 where there are none."""
    tables = "SELECT count(*) FROM sqlite_master WHERE name = 'schema_version'"
    if not connection.exec_driver_sql(tables).scalar_one():
        return 0
    return int(connection.exec_driver_sql("SELECT max(version) FROM schema_version").scalar_one())


def migrate(connection: Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Apply the steps that the tables lack, in order, within the caller's transaction."""
    found = applied(connection)
    for migration in migrations:
        if migration.version > found:
            for statement in migration.statements:
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql(
                "INSERT INTO schema_version VALUES (?, ?, ?)",
                (migration.version, migration.name, datetime.now(UTC).isoformat(timespec="seconds")),
            )
