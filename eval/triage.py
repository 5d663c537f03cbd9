"""What triage lets pass, what that costs in recall, and how fast a mixed stream is built: ``python -m eval.triage``.

- Recall: the readings of the sample and of ../shared/coverage, and ../shared/data/positions. What is lost is counted
  twice: all sure marks in articles that are left out, which bounds it, and those of them that rules find.
- The same of the beginnings of those articles, as a feed or a wire brief has them: there is less to go by.
- What passes of ../shared/data/stories, real articles of 33 events from sport to terror; no positions are marked there.
- Speed (``--speed``): a stream of which every tenth article is recombined from the sample's paragraphs and the rest
  is made from templates of everyday news (eval/everyday.py), built with triage in one process, beside spaCy alone on
  the same stream, by processor time: other work on the machine does not count.

Fails where more than a hundredth of the found recall is lost, or the speed misses its target.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.bench import measured
from eval.corpus import event_articles, paragraphs_of, write_articles
from eval.everyday import everyday_articles
from eval.gate import COVERAGE, SAMPLE, readings
from eval.marked import APART, articles, is_there, overlaps
from eval.reading import load_reading
from onrecord.flow import read_document
from onrecord.model import Document, Media, Metadata, Reading
from onrecord.settings import Settings
from onrecord.triage import triage

MOST_LOST = 0.01
LEAST_SPEED = 4.0  # times spaCy alone
_STORIES = COVERAGE.parent / "data" / "stories" / "dev.jsonl"
_BEGINNINGS = (2, 6, 15)  # paragraphs after the headline
_EVERY = 10  # one article in so many holds positions
_EVERY_PROCESSOR = 0  # as many processes as there are processors


@dataclass(frozen=True, slots=True)
class Passed:
    """Of a set of articles: how many pass, and of the marks in all of them how many are in those left out."""

    articles: int = 0
    passing: int = 0
    marks: int = 0
    lost: int = 0
    found_lost: int = 0

    def plus(self, passes: bool, marks: int, found: int) -> Passed:
        """With one article more, which has so many marks, of which rules find so many."""
        return Passed(
            self.articles + 1,
            self.passing + passes,
            self.marks + marks,
            self.lost + (0 if passes else marks),
            self.found_lost + (0 if passes else found),
        )

    def line(self) -> str:
        """The figures in one line."""
        share = f"{self.passing} of {self.articles} pass ({self.passing / max(1, self.articles):.1%})"
        if not self.marks:
            return share
        return f"{share}; of {self.marks} positions {self.lost} are lost, {self.found_lost} of them found by rules"


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0 when the targets are met."""
    parser = argparse.ArgumentParser(prog="python -m eval.triage", description="What triage passes, and what it costs.")
    parser.add_argument("--speed", action="store_true", help="build a mixed stream beside spaCy alone, too")
    parser.add_argument("--articles", type=int, default=3000, help="articles of the mixed stream (default 3000)")
    parser.add_argument("--repeat", type=int, default=2, help="turns of each side (default 2)")
    options = parser.parse_args(arguments)
    checks = list(_recall())
    if options.speed:
        checks.append(_speed(options.articles, options.repeat))
    for line, met in checks:
        print(f"{'met   ' if met else 'MISSED'}  {line}")
    return 0 if all(met for _, met in checks) else 1


def passes(content: str) -> bool:
    """Whether a plain text may hold a position."""
    return triage(_document(content)) is None


def _recall() -> Iterator[tuple[str, bool]]:
    for name, folder in readings(SAMPLE, COVERAGE):
        yield _check(name, _reading(folder))
    if is_there():
        marked = list(articles())
        yield _check("positions, every fifth article", _marked(marked[::APART]))
        yield _check("positions, all", _marked(marked))
        for paragraphs in _BEGINNINGS:
            begun = _marked(_begun(article, paragraphs) for article in marked)
            print(f"positions, headline and {paragraphs} paragraphs: {begun.line()}")
    else:
        print("no ../shared/data/positions beside the repository: its recall is not measured", file=sys.stderr)
    print(f"everyday articles, made: {_shares(everyday_articles(1000)).line()}")
    if _STORIES.is_file():
        with _STORIES.open(encoding="utf-8") as lines:
            print(f"stories: {_shares(json.loads(line)['text'] for line in lines).line()}")


def _check(name: str, passed: Passed) -> tuple[str, bool]:
    lost = passed.lost / max(1, passed.marks)
    return f"{name}: {passed.line()}: {lost:.2%} at most, target {MOST_LOST:.0%}", lost <= MOST_LOST


def _reading(folder: Path) -> Passed:
    reading = load_reading(folder / "reading.yaml")
    passed = Passed()
    for document, text in reading.texts.items():
        marks = sum(1 for each in reading.positions if each.demanded and each.place.document == document)
        passed = passed.plus(passes(text), marks, 0)
    return passed


def _marked(marked: Iterable[dict[str, Any]]) -> Passed:
    """What is left out is read by rules all the same, to see what they would have found."""
    passed = Passed()
    for article in marked:
        kept = passes(article["text"])
        marks = [mark for mark in article["positions"] if not mark.get("unsure") and not mark.get("repeat")]
        found = 0 if kept else _found(article["text"], marks)
        passed = passed.plus(kept, len(marks), found)
    return passed


def _found(content: str, marks: Sequence[dict[str, Any]]) -> int:
    reading = read_document(_document(content), models=False)
    told = reading.positions if isinstance(reading, Reading) else ()
    return sum(any(overlaps(position, mark) for position in told) for mark in marks)


def _begun(article: dict[str, Any], paragraphs: int) -> dict[str, Any]:
    text = "\n\n".join(article["text"].split("\n\n")[: paragraphs + 1])
    return {**article, "text": text, "positions": [mark for mark in article["positions"] if mark["end"] <= len(text)]}


def _shares(contents: Iterable[str]) -> Passed:
    passed = Passed()
    for content in contents:
        passed = passed.plus(passes(content), 0, 0)
    return passed


def _document(content: str) -> Document:
    return Document(Metadata("article"), Media.PLAIN, content, "article")


def mixed_articles(count: int) -> Iterator[str]:
    """The stream: every tenth article from the sample's paragraphs, with other numbers and countries."""
    political = event_articles(paragraphs_of([SAMPLE / "articles"]), count // _EVERY)
    everyday = everyday_articles(count)
    for number in range(count):
        yield next(everyday) if number % _EVERY else next(political)


def _speed(count: int, turns: int) -> tuple[str, bool]:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "mixed")
        write_articles(mixed_articles(count), folder)
        builds, alone, together = [], [], []
        for _ in range(turns):
            builds.append(measured("triaged", folder, 1))
            alone.append(measured("spacy", folder, 0, 1))
            together.append(measured("triaged", folder, _EVERY_PROCESSOR))
    share = _shares(mixed_articles(count))
    build, spacy = (
        min(each[name] for each in turn) for turn, name in ((builds, "build_processor"), (alone, "spacy_processor"))
    )
    clock, waited = (min(each[name] for each in turn) for turn, name in ((together, "build"), (alone, "spacy")))
    print(
        f"mixed stream of {count} articles: {share.line()}; build {build:.1f} s of processor time, spaCy {spacy:.1f} s"
    )
    print(
        f"on the clock: build with {Settings().processes()} processes, as many as there are processors, {clock:.1f} s, "
        f"spaCy in one process {waited:.1f} s: {waited / clock:.2f} times as fast (not the target's measure)"
    )
    line = f"mixed stream: {spacy / build:.2f} times as fast as spaCy alone, target {LEAST_SPEED}"
    return line, spacy / build >= LEAST_SPEED


if __name__ == "__main__":
    sys.exit(main())
