"""How many of a reading's conflicts the comparison finds, and how many of what it finds the reading has.

    python -m eval.conflicts [FOLDER …] [--show]

Two conflicts count as the same when they are of kinds that a reader may take for one another, and their
evidence meets: words of the found one, on either side, stand in a document that the reading lists, and

- on two of its sides overlap different passages that the reading quotes (one, where it quotes only one); or
- where the reading quotes no words, both conflicts part the documents alike: two sides of the found one
  each share a document with a different side of the reading; of a conflict within one article, a side of
  the found one stands in it and holds a name of what the conflict is about.

A found conflict stands for one of the reading: of those that match, one not found yet before others, one
that the reader was sure of before others, one of its own kind before others, then the first. What the reader
marked ``unsure`` is neither demanded nor held against what is found.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from onrecord.compare import compare
from onrecord.flow import read_document
from onrecord.model import Conflict, ConflictKind, Passage, Reading, Rejected
from onrecord.read import read
from onrecord.settings import Settings

_COVERAGE = Path(__file__).resolve().parent.parent.parent / "shared" / "coverage"
# The words of the others are not printed: rules written to them could not be tried on them.
_SHOWN = frozenset({"sample", "paris-2025", "pompeo-kim-2018"})
_WRITTEN = Path(__file__).resolve().parent / "tellings"
_LIKE = {
    "condition": {ConflictKind.SCOPE, ConflictKind.STANCE},
    "fact": {ConflictKind.STANCE, ConflictKind.SCOPE, ConflictKind.ACTOR},
    "certainty": {ConflictKind.STANCE, ConflictKind.SCOPE},
    "stance": {ConflictKind.STANCE, ConflictKind.SCOPE},
    "scope": {ConflictKind.SCOPE, ConflictKind.STANCE, ConflictKind.WORDING},
    "actor": {ConflictKind.ACTOR, ConflictKind.ROLE},
    "role": {ConflictKind.ROLE, ConflictKind.ACTOR},
}
_OVERLAP = 12  # code points: as long as two words


@dataclass(frozen=True, slots=True)
class Expected:
    """A conflict of the reading: its sides as documents, and its quoted passages, where any are."""

    id: str
    kind: str
    kinds: frozenset[ConflictKind]
    about: str
    sides: tuple[frozenset[str], ...]
    quoted: tuple[tuple[str, int, int], ...]
    unsure: bool


@dataclass(frozen=True, slots=True)
class Score:
    """Of one folder: the ids found and missed, and what was found beside them."""

    name: str
    found: tuple[str, ...]
    missed: tuple[str, ...]
    unsure: tuple[str, ...]
    others: tuple[Conflict, ...]
    right: int

    @property
    def recall(self) -> float:
        """Of the conflicts that the reader was sure of."""
        return len(self.found) / max(1, len(self.found) + len(self.missed))

    @property
    def precision(self) -> float:
        """Of those found that the reader was sure of, or that the reader has not at all."""
        return self.right / max(1, self.right + len(self.others))


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints a line a folder; exit status 0, or 2 where there is nothing to read."""
    parser = argparse.ArgumentParser(
        prog="python -m eval.conflicts", description=__doc__.split("\n")[0] if __doc__ else ""
    )
    parser.add_argument("folders", nargs="*", type=Path, help="folders with reading.yaml and articles")
    parser.add_argument(
        "--show", action="store_true", help="what was missed, and found beside (not of unseen readings)"
    )
    options = parser.parse_args(arguments)
    folders = options.folders or [*(path.parent for path in sorted(_COVERAGE.glob("*/reading.yaml"))), *written("*")]
    if not folders:
        print("conflicts: no readings: name a folder with reading.yaml", file=sys.stderr)
        return 2
    scores: dict[Path, Score] = {}
    for folder in map(Path.resolve, folders):
        scores[folder] = score = scored(folder)
        print(_line(score))
        if options.show and (score.name in _SHOWN or folder in written("seen")):
            print("\n".join(details(score)))
    for kind in ("seen", "kept"):
        held = [score for folder, score in scores.items() if folder in written(kind)]
        if len(held) > 1:
            print(_line(together(f"written, {kind}", held)))
    return 0


def _line(score: Score) -> str:
    counts = f"found {len(score.found)} of {len(score.found) + len(score.missed)}, {len(score.others)} others"
    return f"{score.name:22} recall {score.recall:.2f} precision {score.precision:.2f}  {counts}"


def together(name: str, scores: Sequence[Score]) -> Score:
    """The score of all conflicts of some folders as one."""
    return Score(
        name,
        tuple(each for score in scores for each in score.found),
        tuple(each for score in scores for each in score.missed),
        tuple(each for score in scores for each in score.unsure),
        tuple(each for score in scores for each in score.others),
        sum(score.right for score in scores),
    )


def written(kind: str) -> list[Path]:
    """Folders of events written for the project: those "seen" while rules are made, those "kept" from all, or both."""
    return sorted(path.parent for path in _WRITTEN.glob(f"{kind}/*/reading.yaml"))


def details(score: Score) -> Iterator[str]:
    """What was found, what was missed, and what was found beside."""
    yield f"  found: {' '.join(score.found)}; of the unsure: {' '.join(score.unsure)}"
    yield f"  missed: {' '.join(score.missed)}"
    yield from (f"  other: {each.kind.value}: {each.summary}" for each in score.others)


def scored(folder: Path) -> Score:
    """The score of the comparison of a folder's articles against its reading."""
    content: dict[str, Any] = yaml.safe_load((folder / "reading.yaml").read_text(encoding="utf-8"))
    readings = list(_readings(folder / "articles"))
    files = content.get("docs") or {each.text.metadata.name[:3]: each.text.metadata.name for each in readings}
    texts = {name: each.text for name, file in files.items() for each in readings if each.text.metadata.name == file}
    names = {text.id: name for name, text in texts.items()}
    expected = list(_expected(content, {name: text.text for name, text in texts.items()}))
    return score_of(folder.name, expected, compare(readings).conflicts, names)


def _readings(articles: Path) -> Iterator[Reading]:
    for document in read([str(articles)], max_bytes=Settings().max_bytes):
        found = document if isinstance(document, Rejected) else read_document(document)
        if isinstance(found, Reading):
            yield found


def score_of(name: str, expected: Sequence[Expected], found: Sequence[Conflict], names: Mapping[str, str]) -> Score:
    """Matches what was found to what was expected; ``names`` are the reading's of the documents, by id."""
    matched: dict[str, bool] = {each.id: False for each in expected}
    others, right = [], 0
    for conflict in found:
        same = [each for each in expected if matches(each, conflict, names)]
        if not same:
            others.append(conflict)
            continue
        free = [each for each in same if not matched[each.id]] or same
        one = min(free, key=lambda each: (each.unsure, conflict.kind.value != each.kind))
        matched[one.id] = True
        right += not one.unsure
    sure = [each.id for each in expected if not each.unsure]
    return Score(
        name,
        tuple(each for each in sure if matched[each]),
        tuple(each for each in sure if not matched[each]),
        tuple(each.id for each in expected if each.unsure and matched[each.id]),
        tuple(others),
        right,
    )


def matches(expected: Expected, conflict: Conflict, names: Mapping[str, str]) -> bool:
    """Whether a found conflict is the expected one, as the head of this module defines it."""
    if conflict.kind not in expected.kinds:
        return False
    sides = [[(names.get(each.document, ""), each) for each in side.passages] for side in conflict.sides]
    if expected.quoted:
        met = [
            {number for number, side in enumerate(sides) if any(_overlaps(each, name, place) for name, each in side)}
            for place in expected.quoted
        ]
        needed = min(2, len(expected.quoted))
        return sum(1 for numbers in met if numbers) >= needed and len(set().union(*met)) >= needed
    documents = [{name for name, _ in side} for side in sides]
    if len(expected.sides) < 2:
        told = set(re.findall(r"[A-Z]\w+", expected.about))
        within = frozenset().union(*expected.sides)
        return any(
            name in within and told & set(re.findall(r"\w+", passage.span.exact))
            for side in sides
            for name, passage in side
        )
    return any(
        documents[one] & expected.sides[its] and documents[other] & expected.sides[others]
        for one in range(len(documents))
        for other in range(len(documents))
        for its in range(len(expected.sides))
        for others in range(len(expected.sides))
        if one != other and its != others
    )


def _overlaps(passage: Passage, name: str, place: tuple[str, int, int]) -> bool:
    document, start, end = place
    common = min(end, passage.span.end) - max(start, passage.span.start)
    return name == document and common >= min(_OVERLAP, end - start, passage.span.end - passage.span.start)


def _expected(content: Mapping[str, Any], texts: Mapping[str, str]) -> Iterator[Expected]:
    for item in content.get("conflicts", []):
        yield _conflict(item, texts)
    for number, item in enumerate(content.get("quote_drift", []), 1):
        renderings = {name: str(words) for name, words in item["renderings"].items()}
        quoted = tuple(place for name, words in renderings.items() for place in _places(name, [words], texts))
        sides = tuple(frozenset({name}) for name in renderings)
        kinds = frozenset({ConflictKind.WORDING})
        yield Expected(
            f"drift{number}", "wording", kinds, str(item.get("speaker") or item.get("note")), sides, quoted, False
        )


def _conflict(item: Mapping[str, Any], texts: Mapping[str, str]) -> Expected:
    sides = [frozenset(map(_document, docs)) for docs in (item.get("sides") or {}).values() if docs] or [
        frozenset(item["docs"])
    ]
    quotes = {_document(name): words for name, words in (item.get("quotes") or {}).items()}
    quoted = tuple(
        place
        for name, words in quotes.items()
        for place in _places(name, words if isinstance(words, list) else [words], texts)
    )
    kind = str(item["kind"])
    kinds = _LIKE.get(kind) or {ConflictKind(kind)}
    return Expected(
        item["id"], kind, frozenset(kinds), str(item["about"]), tuple(sides), quoted, bool(item.get("unsure"))
    )


def _document(name: Any) -> str:
    return str(name).split(",")[0]


def _places(name: str, words: Sequence[str], texts: Mapping[str, str]) -> Iterator[tuple[str, int, int]]:
    for each in words:
        at = texts[name].find(str(each)) if name in texts else -1
        if at >= 0:
            yield name, at, at + len(str(each))


if __name__ == "__main__":
    sys.exit(main())
