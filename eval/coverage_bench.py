"""How time and memory grow with the number of articles: ``python -m eval.coverage_bench [SIZE ...] [--read]``.

Readings are made (eval/retelling.py), recorded in a register, compared, and made ready for the views, each size in a
process of its own: seconds of the processor by stage, and the most memory that the process had held when the stage
ended. With ``--read`` the texts are also cleaned, parsed and extracted by rules, one after the other as a worker does:
that takes longest, and asks whether a worker grows slower or larger with what it has read. The exponent is the slope of
the logarithm of the seconds over that of the number of articles, from the smallest to the largest size.
"""

from __future__ import annotations

import argparse
import math
import resource
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from eval.bench import measured
from eval.quotations_bench import Figures
from eval.retelling import retold, sample_readings
from onrecord.compare import compare_kept
from onrecord.flow import EXTRACTOR, open_register, read_document
from onrecord.model import Comparison, Document, Media
from onrecord.register import open_register as open_unprepared

SIZES = (1_000, 10_000)
MOST_EXPONENT = 1.1
MOST_OF_READING = 1.05
MOST_MEMORY = 1.5e9  # bytes
STAGES = ("read", "record", "compare", "write", "prepare")


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0 when the targets are met."""
    parser = argparse.ArgumentParser(prog="python -m eval.coverage_bench", description="Growth with the articles.")
    parser.add_argument("sizes", type=int, nargs="*", default=SIZES, help="numbers of articles (default 1000 10000)")
    parser.add_argument("--read", action="store_true", help="read the texts by rules, too")
    options = parser.parse_args(arguments)
    place = Path(tempfile.gettempdir())
    found: dict[int, Figures] = {}
    for size in sorted(options.sizes):
        found[size] = measured("coverage", place, size, int(options.read))
        print("\n".join(table(size, found[size])), flush=True)
    checks = list(_checks(found, options.read))
    for line, met in checks:
        print(f"{'met   ' if met else 'MISSED'}  {line}")
    return 0 if all(met for _, met in checks) else 1


def table(size: int, figures: Figures) -> Iterator[str]:
    """The stages of one size."""
    yield f"{size} articles in {figures['stories']:.0f} stories, {figures['claims']:.0f} claims"
    yield f"{'stage':10}{'seconds':>10}{'ms an article':>15}{'peak, MB':>10}"
    for stage in STAGES:
        if figures.get(stage):
            seconds, peak = figures[stage], figures[f"{stage} peak"]
            yield f"{stage:10}{seconds:10.1f}{1000 * seconds / size:15.2f}{peak / 1e6:10.0f}"


def _checks(found: dict[int, Figures], read: bool) -> Iterator[tuple[str, bool]]:
    least, most = min(found), max(found)
    peak = max(found[most][f"{stage} peak"] for stage in STAGES if f"{stage} peak" in found[most])
    yield f"peak {peak / 1e6:.0f} MB with {most}, target {MOST_MEMORY / 1e6:.0f} MB", peak <= MOST_MEMORY
    if least == most:
        return
    wanted = [(("record", "compare", "write", "prepare"), MOST_EXPONENT), (("compare",), MOST_EXPONENT)]
    for stages, target in [(("read",), MOST_OF_READING)] * read + wanted:
        seconds = [sum(found[size][stage] for stage in stages) for size in (least, most)]
        grown = math.log(seconds[1] / seconds[0]) / math.log(most / least)
        yield f"{', '.join(stages)}: time grows by the power {grown:.2f}, target at most {target}", grown <= target


def stages_of(count: int, reads: bool) -> Figures:
    """The seconds of the processor of each stage, and the peak of memory, in bytes, when it ended."""
    figures: Figures = {}
    counted = {"stories": 0, "claims": 0}
    sources = sample_readings(models=False)

    def done(stage: str, seconds: float) -> None:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        figures.update({stage: seconds, f"{stage} peak": float(peak)})
        print(f"{count}: {stage} {seconds:.1f} s, {peak / 1e6:.0f} MB", file=sys.stderr, flush=True)

    def timed(parts: Iterable[Comparison]) -> Iterator[Comparison]:
        """The parts, with the seconds that making them takes."""
        waiting = iter(parts)
        while True:
            began = time.process_time()
            part = next(waiting, None)
            figures["compare"] = figures.get("compare", 0.0) + time.process_time() - began
            if part is None:
                return done("compare", figures["compare"])
            counted["stories"] += len(part.stories)
            counted["claims"] += len(part.claims)
            yield part

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "made.register")
        with open_unprepared(place) as register:
            seconds = {"read": 0.0, "record": 0.0}
            for reading in retold(sources, count):
                began = time.process_time()
                if reads:
                    text = reading.text
                    read_document(Document(text.metadata, Media.PLAIN, text.text, text.sha256), models=False)
                middle = time.process_time()
                register.record(reading, EXTRACTOR)
                seconds["read"] += middle - began
                seconds["record"] += time.process_time() - middle
            for stage in ("read", "record") if reads else ("record",):
                done(stage, seconds[stage])
            began = time.process_time()
            register.record_comparison(timed(compare_kept(register.texts(), register.reading)), EXTRACTOR)
            done("write", time.process_time() - began - figures["compare"])
        began = time.process_time()
        with open_register(place) as register:
            register.prepare()
        done("prepare", time.process_time() - began)
    return {**figures, **{name: float(number) for name, number in counted.items()}}


if __name__ == "__main__":
    sys.exit(main())
