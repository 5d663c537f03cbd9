"""Writes what the page about a register tells of the extractors: ``python -m eval.scores``, two minutes.

What the gate measured is taken from ``baseline.json``; attributions, conflicts, stories and the articles kept from
every network are scored now. What is measured while a model is fitted (acts) stands as it is in the file.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from eval import attribution, conflicts, marked, stories
from eval.baseline import Baseline, load_baseline
from eval.gate import BASELINE, COVERAGE, SAMPLE, readings

SHIPPED = Path(__file__).resolve().parent.parent / "src" / "onrecord" / "web" / "scores.json"
Entry = dict[str, Any]

POSITIONS, QUOTATIONS, BLOCKS = "positions", "quotations", "article text told from furniture"
ATTRIBUTIONS, CONFLICTS, STORIES = "attributions", "conflicts", "stories"
_SEEN = {
    "sample": "rules and models were made beside it",
    "paris-2025": "its articles were read while rules were written; no model learnt from them",
    "pompeo-kim-2018": "its articles were read while rules were written; no model learnt from them",
    "netanyahu-iran-2018": "its positions and conflicts were not read; settings were chosen with its figures in sight",
}
_KEPT = "never learnt from; the weight of one part in another was set on it"
_POSITIONS = {
    "found precision": "found_precision",
    "found recall": "found_recall",
    "found F1": "found_f1",
    "and of the right party F1": "party_f1",
    "and of the right stance F1": "stance_f1",
    "right in every respect F1": "full_f1",
    "false alarms (count)": "false_alarms",
}
_QUOTED = {"found recall": "quotations_recall", "of the right speaker": "quotations_speaker"}


def main() -> int:
    """Writes the file; the exit status is 2 where a corpus is not there, and nothing is written then."""
    if not (COVERAGE.is_dir() and attribution.DEVELOPMENT.is_file() and stories.DEV.is_file()):
        print("scores: ../shared is not there in full: nothing is measured", file=sys.stderr)
        return 2
    before = json.loads(SHIPPED.read_text(encoding="utf-8"))
    found = [*pinned(load_baseline(BASELINE)), *_measured()]
    again = {each["part"] for each in found}
    entries = sorted([*found, *(each for each in before if each["part"] not in again)], key=lambda each: each["part"])
    SHIPPED.write_text(json.dumps(entries, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def pinned(baseline: Baseline) -> Iterator[Entry]:
    """What the gate measured on each reading."""
    for name, reading in baseline.readings.items():
        corpus = f"{name}: {reading.counts['articles']} articles"
        yield _entry(
            POSITIONS,
            f"{corpus}, {reading.counts['positions']} positions",
            _SEEN[name],
            {label: reading.measured[figure] for label, figure in _POSITIONS.items()},
        )
        yield _entry(
            QUOTATIONS,
            f"{corpus}, {reading.counts['statements']} quotations",
            _SEEN[name],
            {label: reading.measured[figure] for label, figure in _QUOTED.items()},
        )
        if "blocks" in reading.measured:
            yield _entry(BLOCKS, corpus, _SEEN[name], {"paragraphs of the right kind": reading.measured["blocks"]})


def _measured() -> Iterator[Entry]:
    for name, tally in marked.kept():
        yield _entry(POSITIONS, f"{name}: {tally.marks} positions", _KEPT, tally.figures())
    counts, passages = attribution.development()
    yield _entry(
        ATTRIBUTIONS,
        f"PolNeAR, development: {passages:,} passages",
        "not learnt from; models were chosen by it",
        {f"{kind} F1, exact": attribution.f1(counts, kind) / 100 for kind in counts},
    )
    for name, folder in readings(SAMPLE, COVERAGE):
        yield _of_conflicts(name, conflicts.scored(folder), _SEEN[name])
    kept = [conflicts.scored(folder) for folder in conflicts.written("kept")]
    yield _of_conflicts(f"{len(kept)} written events", conflicts.together("kept", kept), "kept aside, never read")
    labelled = stories.read_labelled(stories.DEV)
    grouped = stories.score(labelled)
    yield _entry(
        STORIES,
        f"{len(labelled)} articles of {len({each.event for each in labelled})} events",
        "read while the grouping was made",
        {"BCubed precision": grouped.precision, "BCubed recall": grouped.recall, "BCubed F1": grouped.f1},
    )


def _of_conflicts(corpus: str, score: conflicts.Score, seen: str) -> Entry:
    expected = len(score.found) + len(score.missed)
    return _entry(
        CONFLICTS, f"{corpus}: {expected} conflicts", seen, {"recall": score.recall, "precision": score.precision}
    )


def _entry(part: str, corpus: str, seen: str, figures: Mapping[str, float]) -> Entry:
    return {
        "part": part,
        "corpus": corpus,
        "seen": seen,
        "measures": {name: round(x, 3) for name, x in figures.items()},
    }


if __name__ == "__main__":
    sys.exit(main())
