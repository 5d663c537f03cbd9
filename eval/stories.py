"""How well the documents of one event are put into one story, by BCubed (Bagga & Baldwin 1998).

    python -m eval.stories [FILE.jsonl] [--undated] [--folds N]

One article a line: ``id``, ``event``, ``title``, ``text`` and, where known, ``date``. Precision is the share of a
document's story that tells its event, recall the share of its event that is in its story, both averaged over
documents; F1 is the harmonic mean of the two averages. ``--folds`` sets the threshold by all but one part of the
events and scores the part left out, in turn. Fails below the floor.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.compare.stories import ALIKE, Told, find_stories
from onrecord.model import Block, Metadata, Role, Text

DEV = Path(__file__).resolve().parents[2] / "shared" / "data" / "stories" / "dev.jsonl"
FLOOR = 0.965
THRESHOLDS = tuple(round(0.14 + 0.01 * step, 2) for step in range(17))


@dataclass(frozen=True, slots=True)
class BCubed:
    """Averages over documents, from 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of the two averages."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __str__(self) -> str:
        return f"precision {self.precision:.4f}  recall {self.recall:.4f}  F1 {self.f1:.4f}"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document with the event that it is known to tell."""

    event: str
    told: Told


def read_labelled(path: Path, *, dated: bool = True) -> list[Labelled]:
    """The articles of a file. Raises ValueError, with the line, for one that lacks a field."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            article = json.loads(line)
            text = _text(article["id"], article["title"] or "", article["text"], article.get("date") if dated else None)
            found.append(Labelled(article["event"], Told.of(text)))
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path.name}, line {number}: {error!r}") from error
    return found


def by_document(labelled: Sequence[Labelled], clusters: Iterable[Sequence[str]]) -> list[BCubed]:
    """The scores of each document, for clusters that hold every one of them once."""
    members: dict[str, set[str]] = defaultdict(set)
    for each in labelled:
        members[each.event].add(each.told.document)
    cluster_of = {document: set(cluster) for cluster in clusters for document in cluster}
    found = []
    for each in labelled:
        cluster, event = cluster_of[each.told.document], members[each.event]
        right = len(cluster & event)
        found.append(BCubed(right / len(cluster), right / len(event)))
    return found


def bcubed(labelled: Sequence[Labelled], clusters: Iterable[Sequence[str]]) -> BCubed:
    """The averages over all documents."""
    return _mean(by_document(labelled, clusters))


def score(labelled: Sequence[Labelled]) -> BCubed:
    """Of the stories found among all of them."""
    return bcubed(labelled, _clusters(labelled))


def sensitivity(labelled: Sequence[Labelled]) -> list[tuple[float, BCubed]]:
    """The scores at other thresholds of likeness."""
    return [(at, bcubed(labelled, _clusters(labelled, at))) for at in THRESHOLDS]


def cross_validated(labelled: Sequence[Labelled], folds: int) -> BCubed:
    """Scores of the documents of each part of the events, at the threshold that is best for those of the others.

    All documents are grouped together each time: the events left out keep their rivals.
    """
    parts = {event: number % folds for number, event in enumerate(sorted({each.event for each in labelled}))}
    by_threshold = {at: by_document(labelled, _clusters(labelled, at)) for at in THRESHOLDS}
    found: list[BCubed] = []
    for fold in range(folds):
        inside = [number for number, each in enumerate(labelled) if parts[each.event] != fold]
        f1 = {at: _mean([scores[number] for number in inside]).f1 for at, scores in by_threshold.items()}
        best = [at for at in THRESHOLDS if f1[at] >= max(f1.values()) - 1e-9]
        scores = by_threshold[best[len(best) // 2]]
        found += [scores[number] for number, each in enumerate(labelled) if parts[each.event] == fold]
    return _mean(found)


def _mean(scores: Sequence[BCubed]) -> BCubed:
    number = max(1, len(scores))
    return BCubed(sum(each.precision for each in scores) / number, sum(each.recall for each in scores) / number)


def _clusters(labelled: Sequence[Labelled], alike: float = ALIKE) -> list[tuple[str, ...]]:
    return [story.documents for story in find_stories([each.told for each in labelled], alike=alike)]


def _text(document: str, title: str, body: str, published: str | None) -> Text:
    """The article as cleaning makes it: the title as headline, every line of the text as a paragraph."""
    lines = [(Role.HEADLINE, title), *((Role.BODY, line) for line in body.split("\n"))]
    content, blocks = "", []
    for role, line in lines:
        if line.strip():
            blocks.append(Block(len(content), len(content) + len(line), role))
            content += f"{line}\n"
    return Text(document, Metadata(document, published=published), "", content, tuple(blocks))


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0 when F1 reaches the floor, 2 where the file cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m eval.stories", description="BCubed of the stories found.")
    parser.add_argument("file", nargs="?", type=Path, default=DEV)
    parser.add_argument("--undated", action="store_true", help="as if no date were known")
    parser.add_argument("--folds", type=int, default=0, help="cross-validate the threshold over so many parts")
    options = parser.parse_args(arguments)
    try:
        labelled = read_labelled(options.file, dated=not options.undated)
    except (OSError, ValueError) as error:
        print(f"stories: {error}", file=sys.stderr)
        return 2
    found = score(labelled)
    print(f"{len(labelled)} articles, {len({each.event for each in labelled})} events: {found}")
    if options.folds:
        for threshold, at in sensitivity(labelled):
            print(f"  threshold {threshold:.2f}  {at}")
        print(f"threshold set on other events, {options.folds} parts: {cross_validated(labelled, options.folds)}")
    return 0 if found.f1 >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
