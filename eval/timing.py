"""What one measured process does: ``python -m eval.timing RUN FOLDER [NUMBER]`` prints its figures as JSON.

Each run has a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.model import READ_ROLES, Document, Text
from onrecord.settings import Settings

_STAGES = ("read", "clean", "parse", "extract", "identify", "record", "compare")


def build(folder: Path, workers: int, triage: bool = False) -> dict[str, float]:
    """``onrecord build`` of a folder into a new register, from the first import to the last record."""
    with tempfile.TemporaryDirectory() as place, Stopwatch() as watch, watch.of("build"):
        from onrecord.flow import build as flow_build
        from onrecord.flow import open_register

        with open_register(Path(place) / "bench.register") as register:
            flow_build([str(folder)], register, Settings(workers=workers, triage=triage))
    return watch.seconds


def triaged(folder: Path, workers: int) -> dict[str, float]:
    """The same with ``--triage``."""
    return build(folder, workers, triage=True)


def spacy_alone(folder: Path, part: int, parts: int) -> dict[str, float]:
    """The same model over the same paragraphs, and nothing else: every ``parts``-th document from ``part``."""
    paragraphs = [paragraph for text in list(texts_of(folder))[part::parts] for paragraph in read_paragraphs(text)]
    with Stopwatch() as watch, watch.of("spacy"):
        import spacy

        from onrecord.parse.syntax import model_name

        for _ in spacy.load(model_name()).pipe(paragraphs):
            pass
    return watch.seconds


def stages(folder: Path) -> dict[str, float]:
    """The seconds that each stage takes; the model is loaded beforehand."""
    from onrecord.clean import clean
    from onrecord.compare import compare_kept
    from onrecord.extract import extract
    from onrecord.flow import EXTRACTOR, open_register
    from onrecord.identify import identify
    from onrecord.parse import parse
    from onrecord.parse.syntax import load
    from onrecord.read import read

    load()
    with tempfile.TemporaryDirectory() as place, open_register(Path(place) / "bench.register") as register:
        watch = Stopwatch()
        with watch.of("read"):
            documents = [
                each for each in read([str(folder)], max_bytes=Settings().max_bytes) if isinstance(each, Document)
            ]
        for document in documents:
            with watch.of("clean"):
                text = clean(document)
            if not isinstance(text, Text):
                continue
            with watch.of("parse"):
                sentences = parse(text)
            with watch.of("extract"):
                extraction = extract(text, sentences)
            with watch.of("identify"):
                reading = identify(text, sentences, extraction)
            with watch.of("record"):
                register.record(reading, EXTRACTOR)
        with watch.of("compare"):
            comparison = compare_kept(register.texts(), register.reading)
        with watch.of("record"):
            register.record_comparison(comparison, EXTRACTOR)
    return {stage: watch.seconds[stage] for stage in _STAGES}


def words(folder: Path) -> dict[str, float]:
    """How many documents there are, and words in the paragraphs that are read."""
    texts = list(texts_of(folder))
    paragraphs = [paragraph for text in texts for paragraph in read_paragraphs(text)]
    return {"articles": len(texts), "words": sum(len(paragraph.split()) for paragraph in paragraphs)}


def quotations(folder: Path, turns: int) -> dict[str, float]:
    """onrecord and textacy on the direct quotations of a folder with articles and a reading."""
    from eval.quotations import quotations

    return quotations(folder, turns)


def attributions(path: Path, turns: int) -> dict[str, float]:
    """onrecord and textacy on a file of passages with marked attributions."""
    from eval.quotations import attributions

    return attributions(path, turns)


def archive(path: Path) -> dict[str, float]:
    """A web archive with triage, stage by stage."""
    from eval.archive_bench import stages_of

    return stages_of(path)


def coverage(_: Path, count: int, reads: int) -> dict[str, float]:
    """So many made readings, recorded and compared; with ``reads`` their texts are read, too."""
    from eval.coverage_bench import stages_of

    return stages_of(count, bool(reads))


def texts_of(folder: Path) -> Iterator[Text]:
    """The cleaned texts of a folder."""
    from onrecord.clean import clean
    from onrecord.read import read

    for document in read([str(folder)], max_bytes=Settings().max_bytes):
        text = clean(document) if isinstance(document, Document) else document
        if isinstance(text, Text):
            yield text


def read_paragraphs(text: Text) -> Iterator[str]:
    """The blocks of a text that are read for positions."""
    for block in text.blocks:
        if block.role in READ_ROLES:
            yield text.text[block.start : block.end]


class Stopwatch:
    """Adds up seconds by name; under NAME_processor those of this process's processor time."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def __enter__(self) -> Stopwatch:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        started, worked = time.perf_counter(), time.process_time()
        yield
        self._add(name, time.perf_counter() - started)
        self._add(f"{name}_processor", time.process_time() - worked)

    def _add(self, name: str, seconds: float) -> None:
        self.seconds[name] = self.seconds.get(name, 0.0) + seconds


def _peaks() -> dict[str, float]:
    """The largest resident size, in bytes, of this process and of the largest of its workers."""
    unit = 1 if sys.platform == "darwin" else 1024  # getrusage counts bytes there, kibibytes elsewhere
    own, workers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return {"peak": own.ru_maxrss * unit, "worker_peak": workers.ru_maxrss * unit}


def main(run: str, folder: Path, *numbers: str) -> None:
    """Prints the figures of one run, with the peak memory."""
    runs: dict[str, Callable[..., dict[str, float]]] = {
        "build": build,
        "triaged": triaged,
        "spacy": spacy_alone,
        "stages": stages,
        "words": words,
        "quotations": quotations,
        "attributions": attributions,
        "archive": archive,
        "coverage": coverage,
    }
    print(json.dumps({**runs[run](folder, *map(int, numbers)), **_peaks()}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
