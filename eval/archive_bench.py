"""A made web archive read stage by stage: ``python -m eval.archive_bench [--responses 10000]``.

One process reads the archive (eval/archive.py) with triage and records what passes, each stage timed by itself: how
many responses it was given, how many a second it does, by processor time, and what was refused, by stage and reason;
then the peak of memory. A second process reads an archive of half as many: so it shows whether memory or time grows
faster than the archive. The exponent is that of time over size, 1 where twice as much takes twice as long.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from eval.archive import write_archive
from eval.bench import measured
from eval.quotations_bench import Figures
from eval.timing import Stopwatch
from onrecord.clean import clean
from onrecord.compare import compare_kept
from onrecord.extract import extract, missing
from onrecord.flow import EXTRACTOR, open_register
from onrecord.identify import identify
from onrecord.model import Document, Rejected
from onrecord.parse import parse
from onrecord.parse.syntax import load
from onrecord.read import read
from onrecord.register import Register
from onrecord.settings import Settings
from onrecord.triage import triage, triage_text

STAGES = ("read", "triage", "clean", "triage again", "parse", "extract", "identify", "record", "refuse", "compare")
_FLAT = 1.25  # the most that the whole may need, as a multiple of its half


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0 when memory stays flat."""
    parser = argparse.ArgumentParser(prog="python -m eval.archive_bench", description="A made web archive, by stage.")
    parser.add_argument("--responses", type=int, default=10_000, help="responses in the archive (default 10000)")
    count = parser.parse_args(arguments).responses
    with tempfile.TemporaryDirectory() as place:
        whole, half = Path(place, "whole.warc.gz"), Path(place, "half.warc.gz")
        write_archive(whole, count)
        write_archive(half, count // 2)
        size = whole.stat().st_size
        figures, before = measured("archive", whole), measured("archive", half)
    print(f"{count} responses, {size / 1e6:.1f} MB")
    print("\n".join(table(figures)))
    grown = figures["peak"] / before["peak"]
    print(f"peak {figures['peak'] / 1e6:.0f} MB, {before['peak'] / 1e6:.0f} MB with half as many: {grown:.2f} times")
    reading, everything = _exponent(figures, before, STAGES[:-1]), _exponent(figures, before, STAGES)
    print(f"time grows with exponent {reading:.2f} up to recording, {everything:.2f} with comparison")
    return 0 if grown <= _FLAT else 1


def _exponent(whole: Figures, half: Figures, stages: Sequence[str]) -> float:
    """Of the seconds of these stages over the number of documents that were read in full."""
    seconds = [sum(figures[f"{stage}_processor"] for stage in stages) for figures in (whole, half)]
    return math.log(seconds[0] / seconds[1]) / math.log(whole["given parse"] / half["given parse"])


def table(figures: Figures) -> Iterator[str]:
    """Each stage with what it was given and how fast it is; then what was refused."""
    total = sum(figures[f"{stage}_processor"] for stage in STAGES)
    yield f"{'stage':16}{'given':>8}{'seconds':>10}{'share':>8}{'a second':>11}"
    for stage in STAGES:
        seconds, given = figures[f"{stage}_processor"], figures[f"given {stage}"]
        yield f"{stage:16}{given:8.0f}{seconds:10.2f}{seconds / total:8.1%}{given / max(seconds, 1e-9):11.0f}"
    yield f"{'all':16}{figures['given read']:8.0f}{total:10.2f}{1:8.1%}{figures['given read'] / total:11.1f}"
    for name, number in figures.items():
        if name.startswith("refused "):
            yield f"{number:6.0f} {name}"


def stages_of(archive: Path) -> dict[str, float]:
    """The seconds of each stage for one archive, how many documents each was given, and how many were refused why."""
    load()
    models = missing() is None
    watch, given, refused = Stopwatch(), Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as place, open_register(Path(place) / "bench.register") as register:
        documents = iter(read([str(archive)], max_bytes=Settings().max_bytes))
        seen: set[tuple[str, str]] = set()
        while True:
            with watch.of("read"):
                found = next(documents, None)
            if found is None:
                break
            given["read"] += 1
            outcome = found
            if isinstance(found, Document):
                key = (found.id, found.metadata.name)
                refused["as held already"] += key in seen
                seen.add(key)
                outcome = _one(found, register, models, watch, given)
            if isinstance(outcome, Rejected):
                refused[f"refused by {outcome.stage}: {outcome.reason}"] += 1
                with watch.of("refuse"):
                    register.reject(outcome)
                given["refuse"] += 1
        given["compare"] = given["record"]
        with watch.of("compare"):
            register.record_comparison(compare_kept(register.texts(), register.reading), EXTRACTOR)
    counted = {f"given {stage}": float(given[stage]) for stage in STAGES}
    seconds = {f"{stage}_processor": watch.seconds.get(f"{stage}_processor", 0.0) for stage in STAGES}
    return {**counted, **seconds, **{name: float(number) for name, number in sorted(refused.items()) if number}}


def _one(
    document: Document, register: Register, models: bool, watch: Stopwatch, given: Counter[str]
) -> Document | Rejected:
    """As the flow does it, each step under its own watch."""
    given["triage"] += 1
    with watch.of("triage"):
        left_out = triage(document)
    if left_out is not None:
        return left_out
    given["clean"] += 1
    with watch.of("clean"):
        text = clean(document)
    if isinstance(text, Rejected):
        return text
    given["triage again"] += 1
    with watch.of("triage again"):
        left_out = triage_text(text)
    if left_out is not None:
        return left_out
    given.update(("parse", "extract", "identify", "record"))
    with watch.of("parse"):
        sentences = parse(text)
    with watch.of("extract"):
        extraction = extract(text, sentences, models)
    with watch.of("identify"):
        reading = identify(text, sentences, extraction)
    with watch.of("record"):
        register.record(reading, EXTRACTOR)
    return document


if __name__ == "__main__":
    sys.exit(main())
