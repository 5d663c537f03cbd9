"""Speed and memory of a build beside spaCy alone: the same model, the same paragraphs, the same machine, one run.

    python -m eval.bench [--only build|attribution|growth|stories] [--articles 200] [--large 2000] [--repeat 2]

Seconds count from the first import, the loading of the model included. The two sides take turns, and each
one's fastest turn counts: whatever else the machine does slows both. A ratio of 1 would mean that everything
but parsing costs nothing. Attribution is set beside textacy's, see eval/quotations_bench.py; eval/stories_bench.py
measures how grouping into stories grows. Prints targets beside what was reached; fails when one is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from eval.corpus import made_articles, paragraphs_of, write_articles
from eval.growth import LINEAR
from eval.growth import measured as growth_up_to
from eval.quotations_bench import Check, Figures, bench_quotations
from eval.stories_bench import bench_stories

_ROOT = Path(__file__).resolve().parent.parent
_SAMPLE = _ROOT / "src" / "onrecord" / "sample" / "articles"
_COVERAGE = [_ROOT.parent / "shared" / "coverage" / name / "articles" for name in ("paris-2025", "pompeo-kim-2018")]
# Both sides with one thread a process, as onrecord runs its workers.
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
_LEAST_RATIO = 0.30  # of spaCy's speed: a build runs a token model of its own beside spaCy's
_MOST_MEMORY = 1.2e9  # bytes a process
_FLAT = 1.25  # the most that the larger set may need, as a multiple of the smaller one's peak


@dataclass(frozen=True, slots=True)
class Speeds:
    """What both sides took for the same text with as many processes."""

    processes: int
    articles: float
    words: float
    build: Figures
    spacy_seconds: float
    spacy_peak: float

    @property
    def ratio(self) -> float:
        """The build's speed as a share of spaCy's."""
        return self.spacy_seconds / self.build["build"]

    @property
    def peak(self) -> float:
        """The largest process of the build, in bytes."""
        return max(self.build["peak"], self.build["worker_peak"])


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0 when the targets are met."""
    options = _parser().parse_args(arguments)
    checks: list[Check] = []
    if options.only in {None, "build"}:
        checks += _bench_builds(options)
    if options.only in {None, "attribution"}:
        checks += bench_quotations(measured, options.repeat)
    if options.only in {None, "growth"}:
        checks += _bench_growth(options.longest)
    if options.only in {None, "stories"}:
        checks += bench_stories()
    for line, met in checks:
        print(f"{'met   ' if met else 'MISSED'}  {line}")
    return 0 if all(met for _, met in checks) else 1


def _bench_builds(options: argparse.Namespace) -> list[Check]:
    with tempfile.TemporaryDirectory() as place:
        small, large = Path(place, "small"), Path(place, "large")
        paragraphs = paragraphs_of([folder for folder in (_SAMPLE, *_COVERAGE) if folder.is_dir()])
        write_articles(made_articles(paragraphs, options.articles), small)
        write_articles(made_articles(paragraphs, options.large, seed=1), large)
        size = measured("words", small)
        speeds = [_side_by_side(small, size, processes, options.repeat) for processes in (1, 2)]
        print("\n".join(_speed_table(speeds)))
        print("\n".join(_stage_table(measured("stages", small), size)))
        grown = measured("build", large, 2)
    before, after = speeds[-1].build["peak"], grown["peak"]
    print(f"the process that records and compares: {before / 1e6:.0f} MB, then {after / 1e6:.0f}")
    return _build_checks(speeds, grown, options)


def _bench_growth(longest: int) -> Iterator[Check]:
    """That the time for long texts, long sentences and many names grows no worse than linearly."""
    for each in growth_up_to(longest):
        sizes = ", ".join(f"{size}: {seconds:.2f} s" for size, seconds in each.seconds)
        line = f"{each.name} ({sizes}): time grows with exponent {each.exponent:.2f}, target at most {LINEAR}"
        yield line, each.exponent <= LINEAR


def measured(run: str, place: Path, *numbers: int) -> Figures:
    """The figures of one run, on a folder or a file, in a process of its own with one thread."""
    command = [sys.executable, "-m", "eval.timing", run, str(place), *map(str, numbers)]
    environment = {**os.environ, **_ONE_THREAD}
    outcome = subprocess.run(command, capture_output=True, text=True, check=False, cwd=_ROOT, env=environment)
    if outcome.returncode:
        sys.exit(f"bench: {run} failed: {outcome.stderr.strip()}")
    figures: Figures = json.loads(outcome.stdout.splitlines()[-1])
    return figures


def _side_by_side(folder: Path, size: Figures, processes: int, turns: int) -> Speeds:
    builds, alone = [], []
    for _ in range(turns):
        builds.append(measured("build", folder, processes))
        alone.append(_spacy_shares(folder, processes))
    build = min(builds, key=lambda figures: figures["build"])
    spacy = min(alone, key=lambda figures: figures["spacy"])
    return Speeds(processes, size["articles"], size["words"], build, spacy["spacy"], spacy["peak"])


def _spacy_shares(folder: Path, processes: int) -> Figures:
    """The documents shared out among processes that run side by side: the slowest one's figures count."""
    with ThreadPoolExecutor(processes) as threads:
        shares = list(threads.map(lambda part: measured("spacy", folder, part, processes), range(processes)))
    return {name: max(share[name] for share in shares) for name in ("spacy", "peak")}


def _speed_table(speeds: Sequence[Speeds]) -> Iterator[str]:
    yield f"{speeds[0].articles:.0f} articles, {speeds[0].words:.0f} words"
    yield f"{'':28}{'seconds':>9}{'articles/s':>12}{'words/s':>10}{'ratio':>8}{'peak a process':>16}"
    for each in speeds:
        name = "1 process" if each.processes == 1 else f"{each.processes} processes"
        for side, seconds, peak in (
            ("onrecord build", each.build["build"], each.peak),
            ("spaCy alone", each.spacy_seconds, each.spacy_peak),
        ):
            ratio = f"{each.ratio:.2f}" if side == "onrecord build" else "1"
            rates = f"{each.articles / seconds:12.1f}{each.words / seconds:10.0f}"
            yield f"{side + ', ' + name:28}{seconds:9.1f}{rates}{ratio:>8}{peak / 1e6:13.0f} MB"


def _stage_table(seconds: Figures, size: Figures) -> Iterator[str]:
    stages = {name: value for name, value in seconds.items() if not name.endswith("peak")}
    total = sum(stages.values())
    yield f"{'stage':28}{'seconds':>9}{'share':>8}{'ms an article':>15}"
    for name, value in stages.items():
        yield f"{name:28}{value:9.2f}{value / total:8.0%}{1000 * value / size['articles']:15.2f}"


def _build_checks(speeds: Sequence[Speeds], grown: Figures, options: argparse.Namespace) -> list[Check]:
    alone, together = speeds
    largest = max(grown["peak"], grown["worker_peak"])
    most = max(alone.peak, together.peak, largest)
    sizes = f"{together.peak / 1e6:.0f} MB with {options.articles} articles, {largest / 1e6:.0f} with {options.large}"
    return [
        (f"ratio {alone.ratio:.2f} with one process, target at least {_LEAST_RATIO}", alone.ratio >= _LEAST_RATIO),
        (f"peak {most / 1e6:.0f} MB a process, target at most {_MOST_MEMORY / 1e6:.0f}", most <= _MOST_MEMORY),
        (f"the largest process: {sizes}, target at most {_FLAT} times", largest <= _FLAT * together.peak),
    ]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval.bench", description="Speed and memory beside spaCy alone.")
    parts = ("build", "attribution", "growth", "stories")
    parser.add_argument("--only", choices=parts, help="one part alone (default all)")
    parser.add_argument("--articles", type=int, default=200, help="articles for the speeds (default 200)")
    parser.add_argument("--large", type=int, default=2000, help="articles for the growth of memory (default 2000)")
    parser.add_argument("--longest", type=int, default=100_000, help="words of the longest text (default 100000)")
    parser.add_argument("--repeat", type=int, default=2, help="turns of each side (default 2)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
