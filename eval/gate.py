"""The quality gate: scores a register of every reading and fails below the pinned floors.

    python -m eval.gate [--update [--allow-lower REASON]] [--show READING]

Floors stand in ``baseline.json`` beside this file. ``--update`` writes what was measured there and raises
the floors that it allows; a floor is lowered only with a reason, which is kept in the file.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from eval.baseline import (
    Baseline,
    Figures,
    Pinned,
    holds,
    load_baseline,
    lowering,
    promised,
    reached,
    save_baseline,
    shortfalls,
    stricter,
)
from eval.measure import BuildError, Measured, measure
from eval.scoring import Level

_ROOT = Path(__file__).resolve().parent.parent
BASELINE = _ROOT / "eval" / "baseline.json"
SAMPLE = _ROOT / "src" / "onrecord" / "sample"
COVERAGE = _ROOT.parent / "shared" / "coverage"
# The words of the other readings are not printed: rules written to them could not be tried on them.
_SHOWN = ("sample", "paris-2025")


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0 when every reading holds its floors."""
    options = _parser().parse_args(arguments)
    try:
        measured = [measure(folder, name) for name, folder in readings(SAMPLE, COVERAGE)]
    except BuildError as error:
        print(f"gate: {error}", file=sys.stderr)
        return 1
    baseline = load_baseline(BASELINE)
    print("\n".join(table(measured, baseline)))
    if options.show:
        print("\n".join(details(next(each for each in measured if each.name == options.show))))
    if options.update:
        baseline = updated(baseline, measured, options.allow_lower)
        save_baseline(BASELINE, baseline)
    problems = [line for each in measured for line in check(each, baseline)]
    print("\n".join(problems) if problems else f"gate: {len(measured)} readings hold their floors")
    return 1 if problems else 0


def readings(sample: Path, coverage: Path) -> Iterator[tuple[str, Path]]:
    """The sample coverage's own reading, and those in ../shared/coverage where that is present."""
    yield "sample", sample
    if not coverage.is_dir():
        print("gate: no ../shared/coverage beside the repository: only the sample coverage is scored")
        return
    for path in sorted(coverage.glob("*/reading.yaml")):
        yield path.parent.name, path.parent


def check(measured: Measured, baseline: Baseline) -> list[str]:
    """What is wrong with one reading's figures; nothing, when it holds its floors."""
    pinned = baseline.readings.get(measured.name)
    if pinned is None:
        return [f"{measured.name}: not in baseline.json yet: run python -m eval.gate --update"]
    if (pinned.corpus, dict(pinned.counts)) != (measured.corpus, dict(measured.counts)):
        return [f"{measured.name}: the articles or the reading changed: run python -m eval.gate --update"]
    return shortfalls(measured.name, measured.figures, pinned.floors)


def updated(baseline: Baseline, measured: Sequence[Measured], allow_lower: str | None) -> Baseline:
    """The baseline with new figures. Floors only rise, unless a reason to lower those that fail is given."""
    for each in measured:
        allowed = reached(each.figures)
        pinned = baseline.readings.get(each.name)
        before = pinned.floors if pinned else {}
        kept = before
        if allow_lower:
            kept = {figure: bound for figure, bound in before.items() if holds(figure, each.figures[figure], bound)}
        floors = stricter(kept, allowed)
        lowered = lowering(each.name, before, floors, allow_lower or "")
        baseline = baseline.with_reading(each.name, Pinned(each.corpus, each.counts, floors, each.figures), lowered)
    return baseline


def table(measured: Sequence[Measured], baseline: Baseline) -> Iterator[str]:
    """One row a reading with its figures, and under it the floors."""
    levels = "".join(f"{level + ' P R F1':>18}" for level in Level)
    yield f"{'':22}{'blocks':>7}{'quoted':>8}{'speaker':>9}{levels}{'false alarms':>14}"
    for each in measured:
        pinned = baseline.readings.get(each.name)
        floors = stricter(pinned.floors if pinned else {}, promised(each.name))
        yield f"{each.name:22}{_row(each.figures)}"
        yield f"{'  floor':22}{_row(floors)}"


def details(measured: Measured) -> Iterator[str]:
    """What the register missed of a reading and what it has wrong, in the articles' words."""
    reading = measured.reading
    places = {position.id: position.place for position in reading.positions}
    for level in (Level.FOUND, Level.FULL):
        for identity in measured.positions.levels[level].missed:
            place = places[identity]
            yield f"missed at {level}: {identity}: {reading.texts[place.document][place.start : place.end]}"
    for position in measured.positions.levels[Level.FULL].wrong:
        parties = ", ".join(party.id for party in position.parties)
        action = "/".join(sorted(position.actions))
        yield f"wrong: {position.place.document}: {parties} {action} {position.stance}: {position.exact}"


def _row(figures: Figures) -> str:
    levels = "".join(
        f"{' '.join(_cell(figures, f'{level}_{part}') for part in ('precision', 'recall', 'f1')):>18}"
        for level in Level
    )
    alarms = f"{figures['false_alarms']:.0f}" if "false_alarms" in figures else ""
    blocks, quoted, speaker = (_cell(figures, name) for name in ("blocks", "quotations_recall", "quotations_speaker"))
    return f"{blocks:>7}{quoted:>8}{speaker:>9}{levels}{alarms:>14}"


def _cell(figures: Figures, name: str) -> str:
    return f"{figures[name]:.3f}" if name in figures else "    "


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval.gate", description="Score every reading, hold the floors.")
    parser.add_argument("--update", action="store_true", help="write what was measured to baseline.json; floors rise")
    parser.add_argument("--allow-lower", metavar="REASON", help="with --update: let floors fall, for this reason")
    parser.add_argument("--show", choices=_SHOWN, help="also print what was missed and what is wrong")
    return parser


if __name__ == "__main__":
    sys.exit(main())
