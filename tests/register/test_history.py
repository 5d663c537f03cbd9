"""Nothing is lost with time: a register of any earlier schema is upgraded whole, and answers as it stood on any day."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, insert, select

from onrecord.errors import RegisterError
from onrecord.model import Decision, Judgement, Rejected
from onrecord.model.query import Clause, Query
from onrecord.register import indexing, open_register
from onrecord.register.indexing import index_all
from onrecord.register.migrations import MIGRATIONS
from onrecord.register.schema import tables
from onrecord.tokens import word_token

ADDED_IN = {"judgements": 2, "search_entries": 3, "prepared": 4, "prepared_from": 4}


class Days:
    """A clock that stands at noon of a day in March until it is set to another."""

    day = 1

    def __call__(self):
        return datetime(2025, 3, self.day, 12, tzinfo=UTC)


@pytest.fixture
def days():
    return Days()


def everything(register):
    """All that a register answers."""
    return (
        list(register.readings()),
        register.comparison(),
        list(register.rejections()),
        register.parties(),
        register.moments(),
        list(register.search(Query((Clause((word_token("troops"),)),)))),
    )


def count_on(connection, table):
    """Have PostgreSQL number the next rows after those copied, as SQLite does."""
    if connection.dialect.name == "postgresql" and "number" in table.c:
        sequence = func.pg_get_serial_sequence(table.name, "number")
        connection.execute(select(func.setval(sequence, select(func.max(table.c.number)).scalar_subquery())))


@pytest.mark.parametrize("version", [each.version for each in MIGRATIONS[:-1]])
def test_a_register_of_every_earlier_schema_is_upgraded_and_loses_nothing(
    version, place, summit, tmp_path, days, monkeypatch
):
    with open_register(tmp_path / "new.register", clock=days) as new:
        for reading in summit.readings:
            new.record(reading, "1.0.0")
        new.reject(Rejected("z.bin", "read", "binary"))
        new.record_comparison(summit.comparison, "1.0.0")
        with open_register(place, migrations=MIGRATIONS[:version]) as old:
            for table in tables.tables.values():
                if (
                    table.name != "search_entries"
                    and ADDED_IN.get(table.name, 1) <= version
                    and (found := [row._asdict() for row in new._connection.execute(select(table))])
                ):
                    old._connection.execute(insert(table), found)
                    count_on(old._connection, table)
            # SQLite gives its codes of words to nobody: indexed once more, before schema 6 without times
            if version >= ADDED_IN["search_entries"]:
                with monkeypatch.context() as then:
                    then.setattr(indexing, "time_token", lambda _: "wnone")
                    index_all(old._connection)
        with open_register(place, clock=days) as upgraded:
            assert everything(upgraded) == everything(new)
            assert list(upgraded.search(Query((Clause((word_token("troops"),)),)))) != []
            upgraded.record(replace(summit.morning, rejected=()), "2.0.0")
            assert len(list(upgraded.readings())) == 3


def test_the_register_answers_as_it_stood_on_any_day(place, summit, days):
    refusal = summit.evening.positions[0].id
    with open_register(place, clock=days) as register:
        register.record(summit.morning, "1.0.0")
        days.day = 2
        register.record(summit.evening, "1.0.0")
        register.record(summit.copied, "1.0.0")
        days.day = 3
        register.record_comparison(summit.comparison, "1.0.0")
        days.day = 4
        register.judge([Judgement(Decision.REJECT, (refusal,), "kim", "2025-03-04T00:00:00.000000+00:00")])
        days.day = 5
        register.record(replace(summit.morning, positions=()), "2.0.0")

    def stood(day):
        with open_register(place, as_of=f"2025-03-0{day}T23:59:59.999999+00:00") as then:
            comparison, positions = then.comparison(), [each.id for each in then.positions()]
            search = list(then.search(Query((Clause((word_token("ruled"),)),))))
            return len(then.names()), len(positions), len(comparison.claims), refusal in positions, len(search)

    with open_register(place, as_of="2025-02-28T00:00:00.000000+00:00") as before:
        assert (list(before.readings()), before.judgements()) == ([], ())
    assert [stood(day) for day in range(1, 6)] == [
        (1, 2, 0, False, 0),
        (3, 6, 0, True, 2),
        (3, 6, 2, True, 2),
        (3, 5, 2, False, 1),
        (3, 3, 2, False, 1),
    ]


def test_a_register_seen_as_of_a_day_cannot_be_written(place, summit):
    open_register(place).close()
    with (
        open_register(place, as_of="2025-03-01T00:00:00.000000+00:00") as then,
        pytest.raises(RegisterError, match="cannot be written"),
    ):
        then.record(summit.morning, "1.0.0")


def test_moments_tell_when_it_was_said_and_when_it_was_first_recorded(place, summit, days):
    with open_register(place, clock=days) as register:
        register.record(summit.morning, "1.0.0")
        days.day = 2
        register.record(summit.morning, "2.0.0")
        assert register.moments() == {
            summit.morning.text.id: ("2025-03-01", "2025-03-01T12:00:00.000000+00:00"),
        }
