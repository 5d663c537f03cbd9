"""How the terms of positions are read over the marked articles: ``python -m eval.terms [--rules] [--show KIND]``.

Reads ../shared/data/positions. Only positions that are found count: a mark's term is reached when a position that
overlaps the mark has a term of that kind which overlaps it (half of the shorter). A position's term is right when a
mark that the position overlaps has one there. Condition and trigger share one mark, so they are scored as one. Some
readers of the articles marked beneficiary, target, with, where, amount and deadline and others did not: the second
precision counts only articles in which the kind is marked at all, and is still too low for what readers left out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.flow import read_document
from onrecord.model import Document, Media, Metadata, Position, Reading, Span, Term, TermKind

_MARKED = Path(__file__).resolve().parents[2] / "shared" / "data" / "positions" / "articles.jsonl"
_UNREAD = 5  # every fifth article is scored apart, see eval.marked
KINDS = ("condition", "beneficiary", "target", "with", "where", "amount", "deadline")
Mark = dict[str, Any]


@dataclass(slots=True)
class TermTally:
    """Counts by kind of term, and what was missed or stands nowhere in the marks, in words."""

    marked: Counter[str] = field(default_factory=Counter)
    reached: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    told_where_marked: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[str, str, str]] = field(default_factory=list)
    beside: list[tuple[str, str, str]] = field(default_factory=list)

    def count(self, marks: Sequence[Mark], positions: Sequence[Position]) -> None:
        """Adds one article."""
        kinds = {kind for mark in marks for kind in KINDS if kind in mark}
        hits = [(mark, [each for each in positions if overlaps(each.span, mark)]) for mark in marks]
        for mark, found in hits:
            if found and not mark.get("unsure"):
                self._count_mark(mark, [term for each in found for term in each.terms])
        seen: set[tuple[str, int, int]] = set()
        for position in positions:
            own = [mark for mark, found in hits if position in found]
            for term in position.terms if own else ():
                key = (kind_of(term), term.span.start, term.span.end)
                if key not in seen and key[0] in KINDS:
                    seen.add(key)
                    self._count_term(key[0], term, own, key[0] in kinds, position)

    def _count_mark(self, mark: Mark, terms: Sequence[Term]) -> None:
        for kind in KINDS:
            for wanted in _listed(mark.get(kind)):
                self.marked[kind] += 1
                if any(kind_of(term) == kind and overlaps(term.span, wanted) for term in terms):
                    self.reached[kind] += 1
                else:
                    self.missed.append((kind, wanted["exact"], mark["exact"]))

    def _count_term(self, kind: str, term: Term, own: Iterable[Mark], marked_here: bool, position: Position) -> None:
        right = any(overlaps(term.span, wanted) for mark in own for wanted in _listed(mark.get(kind)))
        self.told[kind] += 1
        self.told_where_marked[kind] += marked_here
        self.right[kind] += right
        if marked_here and not right:
            self.beside.append((kind, term.span.exact, position.span.exact))

    def lines(self) -> Iterator[str]:
        """A table, one row a kind of term."""
        yield f"{'term':12}{'marked':>8}{'reached':>9}{'R':>8}{'told':>7}{'right':>7}{'P':>7}{'P where marked':>16}"
        for kind in KINDS:
            shares = (
                self.reached[kind] / max(1, self.marked[kind]),
                self.right[kind] / max(1, self.told[kind]),
                self.right[kind] / max(1, self.told_where_marked[kind]),
            )
            counts = f"{kind:12}{self.marked[kind]:8}{self.reached[kind]:9}{shares[0]:8.3f}"
            yield f"{counts}{self.told[kind]:7}{self.right[kind]:7}{shares[1]:7.3f}{shares[2]:16.3f}"


def kind_of(term: Term) -> str:
    """The name that a term is marked under."""
    return "condition" if term.kind is TermKind.TRIGGER else term.kind.value


def overlaps(span: Span, mark: Mark) -> bool:
    """Whether words and mark share half of the shorter."""
    common = min(span.end, mark["end"]) - max(span.start, mark["start"])
    return bool(common > 0 and 2 * common >= min(span.end - span.start, mark["end"] - mark["start"]))


def _listed(entry: Any) -> list[Mark]:
    if entry is None:
        return []
    return [each for each in (entry if isinstance(entry, list) else [entry]) if isinstance(each, dict)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints both tables; the exit status is 2 where the marked articles are not there."""
    parser = argparse.ArgumentParser(prog="python -m eval.terms", description="Terms of positions against marks.")
    parser.add_argument("--rules", action="store_true", help="without token models")
    parser.add_argument("--show", choices=KINDS, help="print what was missed, of the articles that were read")
    options = parser.parse_args(arguments)
    if not _MARKED.is_file():
        print("no ../shared/data/positions beside the repository: nothing is scored", file=sys.stderr)
        return 2
    tallies = {"read": TermTally(), "scored only": TermTally()}
    with _MARKED.open(encoding="utf-8") as lines:
        for number, article in enumerate(map(json.loads, lines)):
            document = Document(
                Metadata(article["id"], published=article["date"]), Media.PLAIN, article["text"], article["id"]
            )
            reading = read_document(document, not options.rules)
            found = reading.positions if isinstance(reading, Reading) else ()
            tallies["scored only" if number % _UNREAD == 0 else "read"].count(article["positions"], found)
    for name, tally in tallies.items():
        print("\n".join((f"{name}:", *tally.lines())))
    if options.show:
        shown = (each for each in tallies["read"].missed if each[0] == options.show)
        print("\n".join(f"missed {words!r} of {clause!r}" for _, words, clause in shown))
    return 0


if __name__ == "__main__":
    sys.exit(main())
