"""How well attributions are marked in the corpus's development passages: ``python -m eval.attribution``.

    --model FOLDER   another model than the shipped one, for example with its weights as they were fitted
    --rules-only     no model
    --all            the model shown every passage, also those without a word that can attribute
    --by-publisher   F1 by outlet as well

Exact match: a span counts when both ends and its kind are right, as in ../shared/score/attribution.py.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest.mock import patch

from eval.treebank import spans_of
from onrecord.extract.tagging import passages
from onrecord.extract.tagging.model import load_from
from onrecord.labelling import KINDS, label

DEVELOPMENT = Path(__file__).resolve().parents[2] / "shared" / "data" / "attribution" / "dev.jsonl"
_TOGETHER = 256

Counts = Mapping[str, tuple[int, int, int]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the scores; the exit status is 2 where the corpus is not there."""
    options = _parser().parse_args(arguments)
    if not DEVELOPMENT.is_file():
        print("no ../shared/data/attribution beside the repository: nothing is scored", file=sys.stderr)
        return 2
    rows = _rows()
    predicted = list(_labels(rows, options))
    print("\n".join(table(counts(predicted, [row["labels"] for row in rows]))))
    if options.by_publisher:
        print("\n".join(_by_publisher(rows, predicted)))
    return 0


def development() -> tuple[Counts, int]:
    """What the shipped model scores on the development passages, and how many these are."""
    rows = _rows()
    predicted = list(_labels(rows, _parser().parse_args([])))
    return counts(predicted, [row["labels"] for row in rows]), len(rows)


def counts(predicted: Sequence[Sequence[str]], right: Sequence[Sequence[str]]) -> Counts:
    """For each kind how many spans agree, how many are predicted and how many are marked."""
    found: Counter[tuple[str, int]] = Counter()
    for mine, marked in zip(predicted, right, strict=True):
        ours, theirs = set(spans_of(mine)), set(spans_of(marked))
        for place, spans in enumerate((ours & theirs, ours, theirs)):
            found.update((kind, place) for _, _, kind in spans)
    return {kind: (found[kind, 0], found[kind, 1], found[kind, 2]) for kind in KINDS}


def table(scored: Counts) -> Iterator[str]:
    """Precision, recall and F1 by kind."""
    for kind, (hit, predicted, marked) in scored.items():
        precision, recall = 100 * hit / max(1, predicted), 100 * hit / max(1, marked)
        yield f"{kind:8} precision {precision:.1f}  recall {recall:.1f}  F1 {f1(scored, kind):.1f}  of {marked}"


def f1(scored: Counts, kind: str) -> float:
    """The harmonic mean of precision and recall, in points."""
    hit, predicted, marked = scored[kind]
    return 200 * hit / max(1, predicted + marked)


def _rows() -> list[dict[str, Any]]:
    with DEVELOPMENT.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _labels(rows: Sequence[Mapping[str, Any]], options: argparse.Namespace) -> Iterator[list[str]]:
    with ExitStack() as stack:
        if options.all:
            stack.enter_context(patch.object(passages, "worth_reading", lambda _: True))
        if options.model:
            model = load_from(options.model)
            stack.enter_context(patch.object(passages, "load", lambda _: model))
        for start in range(0, len(rows), _TOGETHER):
            together = [row["tokens"] for row in rows[start : start + _TOGETHER]]
            yield from label(together, models=not options.rules_only)


def _by_publisher(rows: Sequence[Mapping[str, Any]], predicted: Sequence[Sequence[str]]) -> Iterator[str]:
    by_outlet: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        by_outlet.setdefault(str(row["id"]).split("_")[0], []).append(number)
    yield f"{'publisher':16}{'passages':>9}" + "".join(f"{kind:>9}" for kind in KINDS)
    for outlet, numbers in sorted(by_outlet.items()):
        scored = counts([predicted[n] for n in numbers], [rows[n]["labels"] for n in numbers])
        yield f"{outlet:16}{len(numbers):9}" + "".join(f"{f1(scored, kind):9.1f}" for kind in KINDS)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval.attribution", description="Attributions against marked ones.")
    parser.add_argument("--model", type=Path)
    parser.add_argument("--rules-only", action="store_true")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--by-publisher", action="store_true")
    return parser


if __name__ == "__main__":
    sys.exit(main())
