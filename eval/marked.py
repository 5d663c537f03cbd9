"""How many articles with marked positions are read: ``python -m eval.marked [--kept | --held FOLDER [--fold 0]]``.

What ships has learnt from these articles, so rules alone read them; with ``--held``, two networks in FOLDER
that have not seen one fold (``make train-positions`` leaves them in build/reading-0) read that fold instead.
With ``--kept``, what ships reads the marked articles that no network may learn from: train/positions/kept, some written
for the project, some of ../shared/data/stories and ../shared/data/attribution, which are real and hold few positions.

Reads ../shared/data/positions. Every fifth article is scored apart: those were never read while the rules were made.
A prediction is right when it overlaps a mark (half of the shorter), found when a sure mark that repeats none is hit.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from eval.scoring import LevelScore
from onrecord.extract import weighing
from onrecord.extract.tagging import passages, second
from onrecord.extract.tagging.model import load_from
from onrecord.flow import read_document
from onrecord.model import Document, Media, Metadata, Position, Reading
from train.positions.corpus import fold
from train.positions.written import rows

_SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
_MARKED = _SHARED / "positions" / "articles.jsonl"
_KEPT = Path(__file__).resolve().parents[1] / "train" / "positions" / "kept"
# marks kept, and where the texts that they are of stand
_KEPT_NEWS = (
    ("news articles", "stories.jsonl", "stories/dev.jsonl"),
    ("political news articles", "attribution.jsonl", "attribution/train.jsonl"),
)
#: every so manieth article is only scored
APART = 5


@dataclass(slots=True)
class Tally:
    """Counts over a set of articles; the last three are of the predictions that are right."""

    right: int = 0
    wrong: int = 0
    marks: int = 0
    found: int = 0
    agreeing: dict[str, int] = field(default_factory=lambda: {"party": 0, "stance": 0, "full": 0})

    def line(self) -> str:
        """The figures in one line."""
        score = self._score()
        shares = "  ".join(f"{name} {count / max(1, self.right):.3f}" for name, count in self.agreeing.items())
        found = f"found P {score.precision:.3f} R {score.recall:.3f} F1 {score.f1:.3f}"
        return f"{found}; of what is right: {shares}"

    def figures(self) -> dict[str, float]:
        """The same by name, as shares."""
        score = self._score()
        found = {"found precision": score.precision, "found recall": score.recall, "found F1": score.f1}
        agreeing = {"full": "right in every respect, of what is right"}
        shares = {agreeing.get(name, f"right {name}, of what is right"): count for name, count in self.agreeing.items()}
        return found | {name: count / max(1, self.right) for name, count in shares.items()}

    def _score(self) -> LevelScore:
        return LevelScore(self.right / max(1, self.right + self.wrong), self.found / max(1, self.marks), (), ())


def main(arguments: Sequence[str] | None = None) -> int:
    """Scores both sets, or a fold; the exit status is 2 where the marked articles are not there."""
    asked = argparse.ArgumentParser(prog="python -m eval.marked", description=__doc__)
    asked.add_argument("--held", type=Path, help="a folder with two networks that did not see the fold")
    asked.add_argument("--fold", type=int, default=0)
    asked.add_argument("--kept", action="store_true", help="read the articles that were kept from every network")
    given = asked.parse_args(arguments)
    if given.kept:
        for models in (False, True):
            for name, tally in kept(models=models):
                print(f"{name}, {'as shipped' if models else 'rules alone'}: {tally.line()}")
        return 0
    if not is_there():
        print("no ../shared/data/positions beside the repository: nothing is scored", file=sys.stderr)
        return 2
    if given.held:
        _held_out(given.held, given.fold)
        return 0
    tallies = {"read while the rules were made": Tally(), "scored only": Tally()}
    for number, article in enumerate(articles()):
        name = "scored only" if number % APART == 0 else "read while the rules were made"
        reading = read_document(_document(article), models=False)
        _count(tallies[name], article["positions"], reading.positions if isinstance(reading, Reading) else ())
    for name, tally in tallies.items():
        print(f"{name}: {tally.line()}")
    return 0


def kept(*, models: bool = True) -> Iterator[tuple[str, Tally]]:
    """How the articles that are kept from every network are read, as shipped or by rules alone."""
    corpora = {"written articles": _KEPT}
    for name, file, texts in _KEPT_NEWS:
        if (_SHARED / texts).is_file():
            corpora[name] = _KEPT / file
    for name, corpus in corpora.items():
        tally = Tally()
        for article in rows(corpus):
            reading = read_document(_document(article), models=models)
            _count(tally, article["positions"], reading.positions if isinstance(reading, Reading) else ())
        yield f"kept aside, {name}", tally


def _held_out(folder: Path, which: int) -> None:
    """Prints how a fold is read by rules alone, and with the two networks of a folder."""
    network = load_from(folder)
    weighed = weighing.Weighing(second.load_from(folder / "second", folder / "tokenizer.json"))
    tallies = {"rules alone": Tally(), "with the model": Tally()}
    with patch.object(passages, "load", lambda _: network), patch.object(weighing, "load", lambda: weighed):
        for article in articles():
            if fold(article["id"]) != which:
                continue
            for models, tally in zip((False, True), tallies.values(), strict=True):
                reading = read_document(_document(article), models=models)
                _count(tally, article["positions"], reading.positions if isinstance(reading, Reading) else ())
    for name, tally in tallies.items():
        print(f"{name}: {tally.line()}")


def is_there() -> bool:
    """Whether the marked articles stand beside the repository."""
    return _MARKED.is_file()


def articles() -> Iterator[dict[str, Any]]:
    """The marked articles, in their order."""
    with _MARKED.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _document(article: dict[str, Any]) -> Document:
    metadata = Metadata(article["id"], published=article["date"] or None)
    return Document(metadata, Media.PLAIN, article["text"], article["id"])


def _count(tally: Tally, marks: list[dict[str, Any]], positions: tuple[Position, ...]) -> None:
    for position in positions:
        hit = [mark for mark in marks if overlaps(position, mark)]
        sure = [mark for mark in hit if not mark.get("unsure")]
        tally.wrong += not hit
        if sure:
            tally.right += 1
            for level in tally.agreeing:
                tally.agreeing[level] += any(_agrees(level, position, mark) for mark in sure)
    for mark in marks:
        if not mark.get("unsure") and not mark.get("repeat"):
            tally.marks += 1
            tally.found += any(overlaps(position, mark) for position in positions)


def overlaps(position: Position, mark: dict[str, Any]) -> bool:
    """Whether a position and a mark share half of the shorter."""
    common = min(position.span.end, mark["end"]) - max(position.span.start, mark["start"])
    shorter = min(position.span.end - position.span.start, mark["end"] - mark["start"])
    return bool(common > 0 and 2 * common >= shorter)


def _agrees(level: str, position: Position, mark: dict[str, Any]) -> bool:
    if not {party.id for party in position.parties} & set(mark["parties"]):
        return False
    if level == "party":
        return True
    actions = mark["action"] if isinstance(mark["action"], list) else [mark["action"]]
    return bool(position.stance.value == mark["stance"]) and (level == "stance" or position.action.value in actions)


if __name__ == "__main__":
    sys.exit(main())
