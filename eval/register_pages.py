"""How fast a large register's pages answer: ``python -m eval.register_pages REGISTER [--judged 24]``.

Asks the server that ``onrecord serve`` runs, without a network between, for each kind of page again and again, each
time for another subject drawn by chance, and prints the times and the weight of the heaviest. The first answer of each
kind, which may work out what later ones are told from, is printed apart. Times are on the clock; beside them stands
what the processor took, which others on the machine do not lengthen as much.

With ``--judged`` so many judgements are made first, of every kind and on every kind of record, and what each took is
printed. They stay in the register: give a copy.
"""

from __future__ import annotations

import argparse
import itertools
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from starlette.testclient import TestClient

from onrecord import ask
from onrecord.ask import serving
from onrecord.flow import judge, open_register
from onrecord.model import Action, ClaimKind, Decision, Judgement, Stance
from onrecord.model.moment import written
from onrecord.register import Register
from onrecord.web import addresses, pages
from onrecord.web.app import create_app
from onrecord.web.parted import PART
from onrecord.web.shelf import Snapshot

ANSWERED_WITHIN = 0.15  # seconds, of which nineteen in twenty are faster
_TIMES = 40
#: words that are searched for
SEARCHED = ("troops", "deploy", "budget", "winter", "ready", "threatens", "ceasefire", "agreed")


@dataclass(frozen=True, slots=True)
class Timed:
    """What was asked again and again: the seconds of each answer, on the clock and the processor's."""

    name: str
    seconds: tuple[float, ...]
    processor: tuple[float, ...]

    @property
    def half(self) -> float:
        """The median."""
        return statistics.median(self.seconds)

    @property
    def most(self) -> float:
        """Nineteen in twenty are faster."""
        return most_of(self.seconds)


@dataclass(frozen=True, slots=True)
class Answered(Timed):
    """A kind of page: beside its times the first answer's seconds, the heaviest's bytes, how many were not there."""

    first: float
    bytes: int
    absent: int


def most_of(seconds: tuple[float, ...]) -> float:
    """What nineteen in twenty are faster than."""
    return statistics.quantiles(seconds, n=20)[-1]


def subjects(register: Register, seed: int = 11) -> dict[str, Callable[[], str]]:
    """For each kind of page what gives the path of another one each time."""
    luck = random.Random(seed)
    stories, conflicts, parties = serving.kept_stories(register), serving.kept_conflicts(register), register.parties()
    told = serving.kept_documents(register)

    def story() -> ask.StoryView:
        return luck.choice(stories)

    def position() -> str:
        document = luck.choice(told).id
        return luck.choice([each.id for each in register.positions(document=document)])

    def cell() -> str:
        found = story()
        drawn = luck.choice(ask.matrix(ask.of_story(register, found)).cells)
        return addresses.cell(found.id, drawn.party, drawn.action)

    def beside() -> str:
        found = story()
        while len(found.documents) < 2:
            found = story()
        one, other = luck.sample([each.id for each in found.documents], 2)
        return addresses.side_by_side(found.id, one, other)

    def over_time(at: Callable[[str, Action], str]) -> str:
        found = story()
        return at(found.id, luck.choice(ask.matrix(ask.of_story(register, found)).actions))

    def narrowed() -> str:
        wanted = {"party": luck.choice(parties).id, "action": luck.choice(tuple(Action)).value}
        kept = luck.choice((("party",), ("action",), ("party", "action")))
        return urlencode({name: wanted[name] for name in kept})

    def api(kind: str, most: int, *asked: str) -> str:
        return f"api/v1/{kind}?{'&'.join((*asked, f'after={luck.randint(0, most)}'))}"

    def searched() -> str:
        words = luck.choice(SEARCHED), f"{luck.choice(SEARCHED)} {luck.choice(SEARCHED)}"
        fields = {"party": luck.choice(parties).id, "stance": luck.choice(tuple(Stance)).value}
        return f"search?{urlencode({'q': luck.choice(words)} | luck.choice(({}, fields)))}"

    def scenario() -> str:
        return f"{addresses.scenario(story().id)}?{urlencode({'ceasefire': luck.choice(('yes', 'no'))})}"

    return {
        "the front page": lambda: f"stories/page/{luck.randint(1, 40)}",
        "a story": lambda: addresses.story(story().id),
        "a cell of a story": cell,
        "side by side": beside,
        "positions of a story over time": lambda: over_time(addresses.over_time),
        "a map": lambda: over_time(addresses.world),
        "a position": lambda: addresses.position(position()),
        "a document": lambda: addresses.document(luck.choice(told).id, 1),
        "conflicts": lambda: f"conflicts/page/{luck.randint(1, max(1, len(conflicts) // 25))}",
        "a conflict": lambda: f"conflicts/{luck.choice(conflicts).id}",
        "lineage": lambda: "lineage",
        "a party over time": lambda: addresses.timeline(luck.choice(parties).id),
        "the parties": lambda: "parties",
        "all positions": lambda: f"positions/page/{luck.randint(1, 1_000)}",
        "positions of a party on an action": lambda: (
            f"positions?{urlencode({'party': luck.choice(parties).id, 'action': luck.choice(tuple(Action)).value})}"
        ),
        "a scenario": scenario,
        "a search": searched,
        "the queue of review": lambda: f"review/page/{luck.randint(1, 40)}",
        "an item of review": lambda: addresses.review(position()),
        "a conflict to judge": lambda: addresses.review_conflict(luck.choice(conflicts).id),
        "about": lambda: "about",
        "API: stories": lambda: api("stories", 2_000),
        "API: a story": lambda: f"api/v1/{addresses.story(story().id)}",
        "API: all positions": lambda: api("positions", 100_000),
        "API: positions narrowed": lambda: f"api/v1/positions?{narrowed()}",
        "API: positions narrowed, further on": lambda: api("positions", 3_000, narrowed()),
        "API: a position": lambda: f"api/v1/{addresses.position(position())}",
        "API: a document": lambda: f"api/v1/{addresses.document(luck.choice(told).id, 1)}",
        "API: documents": lambda: api("documents", 50_000),
        "API: conflicts": lambda: api("conflicts", len(conflicts)),
        "API: statements": lambda: f"api/v1/statements?after={luck.randrange(len(told)) * PART}",
        "API: statements narrowed": lambda: (
            f"api/v1/statements?after={luck.randrange(len(told)) * PART}&party={luck.choice(parties).id}"
        ),
        "API: claims": lambda: f"api/v1/claims?after={luck.randrange(len(stories)) * PART}",
        "API: claims narrowed": lambda: (
            f"api/v1/claims?after={luck.randrange(len(stories)) * PART}&kind={luck.choice(tuple(ClaimKind))}"
        ),
        "API: lineage": lambda: api("lineage", 1_000),
        "API: parties": lambda: api("parties", 200),
        "API: a party": lambda: f"api/v1/{addresses.timeline(luck.choice(parties).id)}",
        "API: a scenario": lambda: f"api/v1/{addresses.scenario(story().id)}",
        "API: a search": lambda: f"api/v1/{searched()}",
        "API: the queue of review": lambda: f"api/v1/review/page/{luck.randint(1, 40)}",
        "API: an item of review": lambda: f"api/v1/{addresses.review(position())}",
        "API: contents": lambda: "api/v1/contents",
    }


def answered(place: str) -> Iterator[Answered]:
    """Ask for every kind of page."""

    def opened() -> Register:
        return open_register(place, read_only=True)

    app = create_app(place if "://" in place else Path(place), opened)
    with opened() as register, TestClient(app, base_url="http://localhost") as client:
        for name, subject in subjects(register).items():
            seconds, processor, heaviest, absent = [], [], 0, 0
            for _ in range(_TIMES + 1):
                path = subject()
                begun, before = time.perf_counter(), time.process_time()
                answer = client.get(f"/{path}")
                seconds.append(time.perf_counter() - begun)
                processor.append(time.process_time() - before)
                if answer.status_code not in (200, 404):
                    raise SystemExit(f"{path} answered {answer.status_code}: {answer.text[:300]}")
                heaviest, absent = max(heaviest, len(answer.content)), absent + (answer.status_code == 404)
            yield Answered(name, tuple(seconds[1:]), tuple(processor[1:]), seconds[0], heaviest, absent)


def show(place: str) -> bool:
    """Print what every kind of page took; whether all answered in time."""
    met = True
    for found in answered(place):
        met &= found.most <= ANSWERED_WITHIN
        print(
            f"  {found.name:36} p50 {found.half * 1000:6.1f} ms   p95 {found.most * 1000:6.1f} ms (processor "
            f"{most_of(found.processor) * 1000:6.1f} ms)   first {found.first * 1000:7.1f} ms   "
            f"{found.bytes / 1000:5.1f} kB{f'   {found.absent} not there' if found.absent else ''}"
            f"{'' if found.most <= ANSWERED_WITHIN else '   missed'}",
            flush=True,
        )
    return met


def judgements(register: Register, seed: int = 5) -> Iterator[tuple[str, Judgement]]:
    """Judgements of every kind, again and again: on positions of the party most told of and of one told of little."""
    luck = random.Random(seed)

    def position(party: str) -> str:
        held = serving.kept_positions(register, ask.Only(party))
        return held[luck.randrange(len(held))].id

    def made(verdict: Decision, target: str, **further: Any) -> Judgement:
        return Judgement(verdict, (target,), "the measuring", written(datetime.now(UTC)), **further)

    def statement() -> str:
        documents = serving.kept_documents(register)
        return next(each.id for _ in documents for each in register.statements(document=luck.choice(documents).id))

    def conflict() -> Judgement:
        found = luck.choice(serving.kept_conflicts(register))
        records = tuple(sorted({each for side in found.sides for each in side.records}))
        return made(Decision.REJECT, found.id, field=found.kind.value, records=(records,))

    def claim() -> Judgement:
        found = luck.choice(ask.of_story(register, luck.choice(serving.kept_stories(register))).comparison().claims)
        return made(Decision.REJECT, found.id, records=(tuple(each.position for each in found.tellings),))

    def stance() -> dict[str, Any]:
        return {"field": "stance", "value": luck.choice(tuple(Stance)).value}

    for _ in itertools.count():
        lines = sorted(pages.party_lines(Snapshot(register)), key=lambda each: each.positions)
        for party, told in ((lines[-1].party.id, "most"), (lines[0].party.id, "least")):
            subject = position(party)
            for verdict in (Decision.ACCEPT, Decision.REJECT, Decision.CORRECT, Decision.NOTE):
                further = {"why": "A remark"} if verdict is Decision.NOTE else {}
                further |= stance() if verdict is Decision.CORRECT else {}
                yield f"{verdict.value}, the party {told} told of", made(verdict, subject, **further)
            yield f"undo, the party {told} told of", made(Decision.UNDO, register.judgements()[-2].id)
        yield "reject a statement", made(Decision.REJECT, statement())
        yield "reject a conflict", conflict()
        yield "undo that", made(Decision.UNDO, register.judgements()[-1].id)
        yield "reject a claim", claim()


def show_judged(place: str, count: int) -> None:
    """Make so many judgements and print what they took, by kind."""
    took: dict[str, list[tuple[float, float]]] = {}
    with open_register(place) as register:
        for name, each in itertools.islice(judgements(register), count):
            begun, before = time.perf_counter(), time.process_time()
            judge(register, [each])
            took.setdefault(name, []).append((time.perf_counter() - begun, time.process_time() - before))
        for name, seconds in took.items():
            clock, processor = (max(each) for each in zip(*seconds, strict=True))
            print(f"  {name:36} at most {clock:6.2f} s (processor {processor:6.2f} s)", flush=True)
        print(f"  all is kept ready: {'yes' if register.is_kept_ready() else 'no'}", flush=True)


def main(given: Sequence[str] | None = None) -> int:
    """Ask the register that is given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("register")
    parser.add_argument("--judged", type=int, default=0, metavar="N", help="make N judgements first")
    asked = parser.parse_args(given)
    if asked.judged:
        show_judged(asked.register, asked.judged)
    return 0 if show(asked.register) else 1


if __name__ == "__main__":
    sys.exit(main())
