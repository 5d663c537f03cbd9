"""The part of the bench that sets onrecord's attribution beside textacy's: what is run, its table and its targets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

Figures = dict[str, float]
Check = tuple[str, bool]
Measure = Callable[..., Figures]  # the figures of one run on a folder or file, in a process of its own

_ROOT = Path(__file__).resolve().parent.parent
_SHARED = _ROOT.parent / "shared"
_READINGS = (
    _ROOT / "src" / "onrecord" / "sample",
    *(_SHARED / "coverage" / name for name in ("netanyahu-iran-2018", "paris-2025", "pompeo-kim-2018")),
)
_MARKED = _SHARED / "data" / "attribution" / "dev.jsonl"

ONRECORD, BY_ARTICLE, BY_PARAGRAPH = "onrecord", "textacy by article", "textacy by paragraph"
_LEAST_RECALL = 5  # times textacy's by article, as its documentation has it read: it knows direct quotations alone
_LEAST_SPEED = 0.5  # of textacy's speed on the same text, whichever way is faster


def bench_quotations(measured: Measure, turns: int) -> list[Check]:
    """Prints what both tools find and how fast; the targets, each with whether it is met."""
    print("\n".join(_direct(measured, turns)))
    if not _MARKED.is_file():
        print("all attributions: skipped, as ../shared/data/attribution is not beside the repository")
        return []
    figures = measured("attributions", _MARKED, turns)
    print("\n".join(table("all attributions of dev.jsonl", figures, ("found", "right"))))
    return list(checks(figures))


def table(title: str, figures: Figures, scores: tuple[str, str]) -> Iterator[str]:
    """A line a tool. What it gave up on are strings with an odd number of quotation marks."""
    by = "" if figures["models"] else " (onrecord by rules alone: its token models cannot be run here)"
    yield title + ": {articles:.0f} articles, {words:.0f} words, {expected:.0f} expected".format_map(figures) + by
    heads = ("statements", "statements/s", "words/s", "gave up on", *scores)
    yield f"{'':24}" + "".join(f"{head:>13}" for head in heads)
    for tool in (ONRECORD, BY_ARTICLE, BY_PARAGRAPH):
        if f"{tool}: seconds" in figures:
            seconds, statements = figures[f"{tool}: seconds"], figures[f"{tool}: statements"]
            rates = f"{statements:13.0f}{statements / seconds:13.1f}{figures['words'] / seconds:13.0f}"
            shares = "".join(f"{figures[f'{tool}: {score}']:13.2f}" for score in scores)
            yield f"  {tool:22}{rates}{figures[f'{tool}: refused']:13.0f}{shares}"
    if f"{BY_ARTICLE}: seconds" not in figures:
        yield "  textacy is not installed (requirements/bench.txt): onrecord alone is measured"


def checks(figures: Figures) -> Iterator[Check]:
    """onrecord's recall and speed as multiples of textacy's; nothing is checked where that is not installed."""
    if f"{BY_ARTICLE}: seconds" not in figures:
        return
    own, other, by_paragraph = (figures[f"{tool}: found"] for tool in (ONRECORD, BY_ARTICLE, BY_PARAGRAPH))
    found = f"attributions found: {own:.3f}, {_times(own, other)} textacy's {other:.3f}"
    aside = f"{_times(own, by_paragraph)} its {by_paragraph:.3f} by paragraph"
    yield f"{found}, target at least {_LEAST_RECALL} ({aside})", own >= _LEAST_RECALL * other
    fastest = min(figures[f"{tool}: seconds"] for tool in (BY_ARTICLE, BY_PARAGRAPH))
    speed = fastest / figures[f"{ONRECORD}: seconds"]
    yield f"speed {speed:.2f} of textacy's, target at least {_LEAST_SPEED}", speed >= _LEAST_SPEED


def _direct(measured: Measure, turns: int) -> Iterator[str]:
    for folder in _READINGS:
        title = f"direct quotations of {folder.name}"
        if (folder / "reading.yaml").is_file():
            yield from table(title, measured("quotations", folder, turns), ("found", "speakers"))
        else:
            yield f"{title}: skipped, as ../shared/coverage is not beside the repository"


def _times(own: float, other: float) -> str:
    return f"{own / other:.1f} times" if other else "beside"
