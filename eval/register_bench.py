"""How fast a large register is written and asked: ``python -m eval.register_bench [--positions 1000000]``.

Writes the made-up register of :mod:`eval.registers` through the real writer into a file and into PostgreSQL, and asks
each view again and again, each time with another subject drawn by chance. Prints a table with the targets, the size of
a record on disk and the plans of the queries. What is asked is what a page of the program shows: the whole matrix, a
party's page with 50 lines of each list, the first 20 found, a scenario with its first 100 outcomes, a week's changes.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from eval.register_pages import SEARCHED, Timed, most_of, show
from eval.registers import DAYS, FIRST_DAY, write
from eval.server import initdb, server
from onrecord import ask
from onrecord.flow import open_register
from onrecord.model import Action, Party, Stance
from onrecord.register import Register

WRITTEN_A_SECOND = 3_000  # at least
ASKED_WITHIN = 0.1  # seconds, of which nineteen in twenty are faster
CHANGES_WITHIN = 0.3
_TIMES = 40
_WARM_UP = 3
_PAGE = 50
_OUTCOMES = 100
_SCENARIOS = (("ceasefire=yes",), ("ceasefire=no",), ("us_participation=no", "ceasefire=yes"), ("talks_succeed=yes",))


@dataclass(frozen=True, slots=True)
class Measured(Timed):
    """A view, with the seconds that it is given."""

    within: float


def questions(parties: tuple[Party, ...], seed: int = 3) -> dict[str, tuple[float, Callable[[Register], object]]]:
    """What is asked, each with its target in seconds; another subject each time."""
    luck = random.Random(seed)

    def week(register: Register) -> object:
        first = FIRST_DAY + timedelta(days=luck.randrange(DAYS - 7))
        return ask.changes(register, first.isoformat(), (first + timedelta(days=6)).isoformat())

    def found(register: Register) -> object:
        party, stance = luck.choice(parties[:60]).id, luck.choice(tuple(Stance)).value
        asked = (
            f"party:{party} stance:{stance} {luck.choice(SEARCHED)}",
            f"{luck.choice(SEARCHED)} {luck.choice(SEARCHED)}",
        )
        return ask.search(register, luck.choice((*asked, luck.choice(SEARCHED), f"action:{luck.choice(list(Action))}")))

    return {
        "matrix": (ASKED_WITHIN, lambda register: ask.matrix(register)),
        "a party's page": (
            ASKED_WITHIN,
            lambda register: ask.party_page(register, luck.choice(parties).id, limit=_PAGE),
        ),
        "the page of the party most told of": (
            ASKED_WITHIN,
            lambda register: ask.party_page(register, parties[0].id, limit=_PAGE),
        ),
        "a search": (ASKED_WITHIN, found),
        "a scenario": (
            ASKED_WITHIN,
            lambda register: ask.scenario(register, luck.choice(_SCENARIOS), limit=_OUTCOMES),
        ),
        "a week's changes": (CHANGES_WITHIN, week),
    }


def asked(place: str) -> Iterator[Measured]:
    """Ask all that is asked, on one open register."""
    with open_register(place, read_only=True) as register:
        rows = ask.matrix(register)
        parties = tuple(sorted(rows.parties, key=lambda party: -_told(rows, party)))
        for name, (within, question) in questions(parties).items():
            for _ in range(_WARM_UP):
                question(register)
            seconds, processor = [], []
            for _ in range(_TIMES):
                begun, before = time.perf_counter(), time.process_time()
                question(register)
                seconds.append(time.perf_counter() - begun)
                processor.append(time.process_time() - before)
            yield Measured(name, tuple(seconds), tuple(processor), within)


def _told(rows: ask.Matrix, party: Party) -> int:
    return sum(mark.tellings for cell in rows.cells if cell.party == party.id for mark in cell.marks)


def plans(place: str) -> Iterator[str]:
    """The plan of every query that the views send, each once."""
    with open_register(place, read_only=True) as register:
        parties = ask.matrix(register).parties
        connection = register._connection
        for name, (_, question) in questions(parties).items():
            with _sent(connection) as statements:
                question(register)
            for statement, values in statements.items():
                yield f"-- {name}: {' '.join(statement.split())[:160]}"
                how = "EXPLAIN QUERY PLAN " if connection.dialect.name == "sqlite" else "EXPLAIN (COSTS OFF) "
                for row in connection.exec_driver_sql(how + statement, values):
                    yield f"   {row[-1]}"


@contextmanager
def _sent(connection: Connection) -> Iterator[dict[str, Any]]:
    """The statements sent meanwhile, with the values of the last of each."""
    from sqlalchemy import event

    found: dict[str, Any] = {}

    def note(_: object, __: object, statement: str, values: Any, *___: object) -> None:
        if statement.startswith("SELECT"):
            found[statement] = values

    event.listen(connection, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(connection, "before_cursor_execute", note)


def size_of(place: str) -> int:
    """Bytes on disk."""
    if "://" not in place:
        return sum(each.stat().st_size for each in Path(place).parent.glob(f"{Path(place).name}*"))
    with open_register(place, read_only=True) as register:
        return int(register._connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())


def measure(place: str, positions: int) -> bool:
    """Write and ask one register, print what it took; whether all targets are met."""
    print(f"\n{'PostgreSQL' if '://' in place else 'SQLite'}, {positions:,} positions", flush=True)
    begun = time.perf_counter()
    with open_register(place) as register:
        written = write(register, positions)
    took = time.perf_counter() - begun
    rate = written.records / written.recording
    print(
        f"  written: {written.records:,} records in {written.recording:.0f} s, {rate:,.0f} a second (at least "
        f"{WRITTEN_A_SECOND:,}), {written.records / written.processor:,.0f} a second of the processor; "
        f"with comparison and what is kept ready {took:.0f} s"
    )
    print(f"  {size_of(place) / written.records:,.0f} bytes a record", flush=True)
    return told(place) and rate >= WRITTEN_A_SECOND


def told(place: str) -> bool:
    """Ask every view and every kind of page of a register that is written; whether all answered in time."""
    met = True
    for found in asked(place):
        met &= found.most <= found.within
        print(
            f"  {found.name:36} p50 {found.half * 1000:7.1f} ms   p95 {found.most * 1000:7.1f} ms "
            f"(processor {most_of(found.processor) * 1000:7.1f} ms)   "
            f"(target {found.within * 1000:.0f} ms){'' if found.most <= found.within else '   missed'}",
            flush=True,
        )
    return show(place) and met


def made_ready(place: str) -> None:
    """Make what the views are kept ready with, where a register that was written lacks it."""
    begun, before = time.perf_counter(), time.process_time()
    with open_register(place) as register:
        register.prepare()
    took, processor = time.perf_counter() - begun, time.process_time() - before
    print(f"  made ready in {took:.0f} s ({processor:.0f} s of the processor)", flush=True)


def main(arguments: list[str] | None = None) -> int:
    """Measure; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--positions", type=int, default=1_000_000)
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    parser.add_argument("--plans", action="store_true", help="show the plan of every query")
    parser.add_argument("--place", help="ask this register, which an earlier run wrote, instead of writing one")
    options = parser.parse_args(arguments)
    met = True
    if options.place:
        made_ready(options.place)
        return 0 if told(options.place) else 1
    if options.only != "postgresql":
        with tempfile.TemporaryDirectory() as folder:
            place = str(Path(folder) / "bench.register")
            met &= measure(place, options.positions)
            if options.plans:
                print("\n".join(plans(place)))
    if options.only != "sqlite":
        if initdb() is None:
            print("no PostgreSQL 15 or newer is installed: registers on a server are not measured", file=sys.stderr)
            return 1
        with server("shared_buffers=512MB", "max_wal_size=4GB") as new_database:
            place = new_database()
            met &= measure(place, options.positions)
            if options.plans:
                print("\n".join(plans(place)))
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
