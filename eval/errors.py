"""What is missed and what is wrongly found, by kind: ``python -m eval.errors`` writes ``eval/errors.md``.

Of the readings, as shipped, by level. Of ../shared/data/positions by rules alone, since the token model has learnt from
them, and without every fifth article, which nobody reads. No words are copied: an example is the id of its article and
a place in it, so that one can go and look.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.export import PredictedPosition
from eval.gate import COVERAGE, SAMPLE, readings
from eval.marked import APART, articles, is_there, overlaps
from eval.measure import measure
from eval.scoring import Level
from onrecord.flow import read_document
from onrecord.model import Document, Media, Metadata, Position, Reading

_OUT = Path(__file__).resolve().parent / "errors.md"
_EXAMPLES = 4
_ROWS = 25


@dataclass(slots=True)
class Kinds:
    """How often each kind of error was met, with some places of each."""

    times: Counter[str] = field(default_factory=Counter)
    places: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, kind: str, article: str, start: int) -> None:
        """One more of a kind."""
        self.times[kind] += 1
        if len(self.places[kind]) < _EXAMPLES:
            self.places[kind].append(f"{article}:{start}")

    def lines(self) -> Iterator[str]:
        """A table, most frequent first."""
        yield "| kind | times | for example |"
        yield "|---|---|---|"
        for kind, number in sorted(self.times.items(), key=lambda each: (-each[1], each[0]))[:_ROWS]:
            yield f"| {kind} | {number} | {', '.join(self.places[kind])} |"


def main() -> int:
    """Writes the file; the exit status is 2 where the marked articles are not there."""
    if not is_there():
        print("no ../shared/data/positions beside the repository: nothing is listed", file=sys.stderr)
        return 2
    missed, found_wrong, read_wrong = Kinds(), Kinds(), Kinds()
    for number, article in enumerate(articles()):
        if number % APART:
            _one(article, missed, found_wrong, read_wrong)
    told = ["# What is missed, and what is wrongly found", "", "Made by `make errors`; do not edit.", ""]
    told += ["## The readings, as shipped", "", *_readings(), ""]
    told += ["# The marked articles, by rules alone", ""]
    for title, kinds in (
        ("Missed, by what became of the clause", missed),
        ("Found where no position is marked, by the words of stance", found_wrong),
        ("Found, and read otherwise than marked (marked → read)", read_wrong),
    ):
        told += [f"## {title}", "", f"{kinds.times.total()} in all.", "", *kinds.lines(), ""]
    _OUT.write_text("\n".join(told), encoding="utf-8")
    return 0


def _readings() -> Iterator[str]:
    """Of each reading and level, how many are missed and how many found are wrong; each counted at its first level."""
    yield "| reading | level | missed | of them by stance | wrong | of them by action |"
    yield "|---|---|---|---|---|---|"
    for name, folder in readings(SAMPLE, COVERAGE):
        measured = measure(folder, name)
        expected = {position.id: position for position in measured.reading.positions}
        before: set[str] = set()
        known: set[tuple[str, int, int]] = set()
        for level in Level:
            score = measured.positions.levels[level]
            missed = [each for each in score.missed if each not in before]
            wrong = [each for each in score.wrong if _key(each) not in known]
            before.update(missed)
            known.update(map(_key, wrong))
            stances = Counter("/".join(sorted(expected[each].stances)) for each in missed)
            actions = Counter("/".join(sorted(each.actions)) for each in wrong)
            yield f"| {name} | {level} | {len(missed)} | {_most(stances)} | {len(wrong)} | {_most(actions)} |"


def _key(position: PredictedPosition) -> tuple[str, int, int]:
    return position.place.document, position.place.start, position.place.end


def _most(counted: Counter[str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in counted.most_common(5))


def _one(article: dict[str, Any], missed: Kinds, found_wrong: Kinds, read_wrong: Kinds) -> None:
    document = Document(Metadata(article["id"]), Media.PLAIN, article["text"], article["id"])
    reading = read_document(document, models=False)
    if not isinstance(reading, Reading):
        return
    for mark in article["positions"]:
        if mark.get("unsure") or mark.get("repeat") or any(overlaps(each, mark) for each in reading.positions):
            continue
        rejected = (r for r in reading.rejected if r.detail and _within(r.detail, mark["exact"]))
        reason = next((r.reason for r in rejected), "no candidate, or not sure enough")
        missed.add(f"{reason}: {mark['stance']}", article["id"], mark["start"])
    for position in reading.positions:
        hit = [mark for mark in article["positions"] if overlaps(position, mark)]
        if not hit:
            found_wrong.add(position.cue.exact.lower().split()[0], article["id"], position.span.start)
        else:
            _compare(position, hit, article["id"], read_wrong)


def _compare(position: Position, hit: list[dict[str, Any]], article: str, kinds: Kinds) -> None:
    place = position.span.start
    if not any({party.id for party in position.parties} & set(mark["parties"]) for mark in hit):
        kinds.add("party", article, place)
    if not any(mark["stance"] == position.stance.value for mark in hit):
        kinds.add(f"stance: {hit[0]['stance']} → {position.stance.value}", article, place)
    if not any(mark["action"] == position.action.value for mark in hit):
        kinds.add(f"action: {hit[0]['action']} → {position.action.value}", article, place)


def _within(one: str, other: str) -> bool:
    return one in other or other in one


if __name__ == "__main__":
    sys.exit(main())
