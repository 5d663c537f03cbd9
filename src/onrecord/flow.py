"""The whole way from articles to a register, in the order of the stages."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Container, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from typing import Any, BinaryIO

from onrecord import __version__
from onrecord import register as registers
from onrecord.ask.adjust import adjust
from onrecord.ask.prepare import prepare
from onrecord.clean import clean
from onrecord.compare import Judged, compare_kept, retell
from onrecord.errors import UsageError
from onrecord.extract import extract, missing
from onrecord.identify import identify, normalise
from onrecord.model import Comparison, Document, Judgement, Reading, Rejected, Term, Text
from onrecord.model.codec import decode, encode
from onrecord.model.identity import content_id
from onrecord.model.judgement import story_pairs
from onrecord.model.moment import moment
from onrecord.parse import parse
from onrecord.publish import Taken, take
from onrecord.read import read
from onrecord.register import Register
from onrecord.scale import Engine, Shards, engine_for, keep, run
from onrecord.settings import Settings
from onrecord.tally import BuildSummary, Progress, Tally
from onrecord.triage import triage, triage_text

__all__ = [
    "EXTRACTOR",
    "BuildSummary",
    "Progress",
    "Register",
    "build",
    "import_export",
    "judge",
    "open_register",
    "read_document",
    "read_term",
    "recompare",
]

# A reading is kept with the version that made it: another version, or other means, reads the document anew.
EXTRACTOR = __version__
_BY_RULES = "rules"
# Stands behind every version: a build that has the articles themselves reads them anew.
_IMPORTED = "imported"
_STANDARD_INPUT = "-"
# The same whichever way the processes ended, as not every engine knows it. The next build tries the document again.
_LOST = "ends every process that reads it"


def open_register(
    place: str | os.PathLike[str], *, read_only: bool = False, as_of: str | None = None, must_exist: bool = False
) -> Register:
    """The register in this file, or in the PostgreSQL database with this URL; made when there is none.

    Use it in a ``with`` block. With ``read_only`` it must exist, and is seen as it stood when
    opened; with ``as_of``, a date (its end, UTC) or a date with time, as it stood then, read-only
    too; with ``must_exist`` none is made. Raises RegisterError for what is no register or was made by
    a newer version, and leaves it as it is; UsageError for what is no date.
    """
    then = None if as_of is None else moment(as_of)
    return registers.open_register(
        place, read_only=read_only, as_of=then, must_exist=must_exist, retell=retell, prepare=prepare, adjust=adjust
    )


def read_document(document: Document, models: bool = True, triaged: bool = False) -> Reading | Rejected:
    """All that one document says, with the evidence; or why it cannot be read.

    ``models``: with the token models, which must be runnable; else with rules alone. ``triaged``: only where its words
    show that it may hold a position.
    """
    left_out = triage(document) if triaged else None
    text = left_out or clean(document)
    if isinstance(text, Rejected):
        return text
    left_out = triage_text(text) if triaged else None
    if left_out is not None:
        return left_out
    sentences = parse(text)
    extraction = extract(text, sentences, models)
    return identify(text, sentences, extraction)


def read_term(text: Text, term: Term) -> tuple[Term, ...]:
    """What the machine makes of a term's words, as a reading of the document does.

    A condition gets what it says must be so, as two terms where two things must.
    """
    return normalise(parse(text), term)


def build(
    paths: Sequence[str | os.PathLike[str]],
    register: Register,
    settings: Settings | None = None,
    progress: Callable[[Progress], None] | None = None,
    standard_input: BinaryIO | None = None,
    wanted: Callable[[str], bool] | None = None,
) -> BuildSummary:
    """Record what the documents say that the register does not hold yet, and compare all it holds.

    "-" among the paths reads ``standard_input``; files at paths that are not ``wanted`` are passed over. Stories
    to which nothing came are not compared again. Stopped at any moment, the register is consistent;
    the same build again takes up where this one stopped.
    """
    settings = settings or Settings()
    engine = engine_for(settings.engine, settings.processes(), settings.scheduler)
    places = [os.fspath(path) for path in paths]
    absent = missing() if settings.models else None
    models = settings.models and absent is None
    extractor = EXTRACTOR if models else f"{EXTRACTOR}+{_BY_RULES}"
    tally = Tally(progress, _how_many(places, settings) if progress else None, absent)
    compared = register.compared_by(extractor)
    added: set[str] = set()
    shards = None if settings.shards is None else Shards(settings.shards)

    def note(outcome: Reading | Rejected) -> None:
        if isinstance(outcome, Rejected):
            _refuse(outcome, register, tally)
        else:
            register.record(outcome, extractor)
            tally.record(outcome)
            added.add(outcome.text.id)

    def is_noted(document: Document) -> bool:
        known = shards and _unpacked(shards.take(_key(document, extractor, settings.triage)))
        if known:
            note(known)
        return bool(known)

    found = read(places, max_bytes=settings.max_bytes, standard_input=standard_input, wanted=wanted)
    fresh = (each for each in _new(found, register, tally, extractor) if not is_noted(each))
    with closing(_outcomes(fresh, engine, settings, models, extractor)) as outcomes:
        for outcome in outcomes:
            note(outcome)
    _compare(register, extractor, compared, added, tally.compared)
    return tally.summary()


def judge(register: Register, made: Iterable[Judgement]) -> int:
    """Record what people hold; gives how many judgements were not held yet.

    Where they hold documents to tell one event, or two, all that is held is compared once more.
    """
    before = story_pairs(register.judgements())
    added = register.judge(made)
    if story_pairs(register.judgements()) != before:
        recompare(register)
    return added


def recompare(register: Register) -> None:
    """Compare all that is held once more, as people now hold its documents to tell one event or two.

    Does nothing for a register that was never compared.
    """
    extractor = register.comparison_extractor()
    if extractor is not None:
        _compare(register, extractor, register.compared_by(extractor), frozenset())


def _compare(
    register: Register,
    extractor: str,
    compared: bool,
    added: Container[str],
    counted: Callable[[Iterable[Comparison]], Iterable[Comparison]] = iter,
) -> None:
    """Compare all that is held and record it by story; what was ``compared`` already but for documents ``added``."""
    basis = register.basis()
    judged = Judged(*story_pairs(register.judgements()))
    before = register.comparison_by_story(as_read=True) if compared else iter(())
    stories = compare_kept(register.texts(), register.reading, judged, before, added)
    register.record_comparison(counted(stories), extractor, basis)


def import_export(folder: str | os.PathLike[str], register: Register) -> BuildSummary:
    """Record what an export in JSON Lines holds in an empty register, which then exports the same bytes.

    Everything is checked before anything is recorded: UsageError for files that are damaged or a register that
    holds something else, EvidenceError for words that do not stand in their document. Stopped at any moment, the
    same import again takes up where this one stopped.
    """
    taken = take(os.fspath(folder))
    _check_empty(register, taken)
    tally = Tally(None, None)
    for reading in taken.readings():
        if register.holds(reading.text.id, reading.text.metadata.name, _IMPORTED):
            tally.hold()
            continue
        register.record(reading, _IMPORTED)
        tally.record(reading)
    for rejected in taken.rejected:
        _refuse(rejected, register, tally)
    register.record_comparison(tally.compared((taken.comparison,)), _IMPORTED)
    register.judge(taken.judgements)
    return tally.summary()


def _check_empty(register: Register, taken: Taken) -> None:
    """Raise UsageError where the register holds anything but documents of the same import."""
    for document, name in register.names().items():
        if taken.documents.get(document) != name or not register.holds(document, name, _IMPORTED):
            raise UsageError(f"the register holds {name} already: import into an empty one")
    if not register.names() and any(register.rejections()):
        raise UsageError("the register holds refused documents already: import into an empty one")
    if not set(register.judgements()) <= set(taken.judgements):
        raise UsageError("the register holds other judgements already: import into an empty one")


def _how_many(places: Sequence[str], settings: Settings) -> int | None:
    """The number of documents: reading them twice costs little beside understanding them once."""
    if _STANDARD_INPUT in places:
        return None
    return sum(1 for _ in read(places, max_bytes=settings.max_bytes))


def _new(found: Iterable[Document | Rejected], register: Register, tally: Tally, extractor: str) -> Iterator[Document]:
    """Each document once, without those that this version has read before."""
    seen: set[tuple[str, str]] = set()
    for each in found:
        if isinstance(each, Rejected):
            _refuse(each, register, tally)
            continue
        key = (each.id, each.metadata.name)
        if key in seen or register.holds(*key, extractor):
            tally.hold()
            continue
        seen.add(key)
        yield each


def _outcomes(
    documents: Iterable[Document], engine: Engine, settings: Settings, models: bool, extractor: str
) -> Generator[Reading | Rejected, None, None]:
    """The documents read, in their order, by what works for this build; closing it ends that."""
    reading: Callable[[Document], Reading | Rejected] = functools.partial(
        read_document, models=models, triaged=settings.triage
    )
    if settings.shards is not None:
        reading = functools.partial(
            _read_and_keep, models=models, triaged=settings.triage, shards=settings.shards, extractor=extractor
        )
    return run(
        reading,
        documents,
        engine=engine,
        batch=settings.batch,
        name=lambda document: document.metadata.name,
        lost=lambda document: Rejected(document.metadata.name, "scale", _LOST),
    )


def _read_and_keep(document: Document, models: bool, triaged: bool, shards: str, extractor: str) -> Reading | Rejected:
    """The same, written down by the worker."""
    outcome = read_document(document, models, triaged)
    keep(shards, _key(document, extractor, triaged), [isinstance(outcome, Reading), encode(outcome)])
    return outcome


def _unpacked(kept: Any) -> Reading | Rejected | None:
    """What a worker has written down; None where it is not what one writes: then it is read again."""
    try:
        is_reading, value = kept
        return decode(Reading, value) if is_reading else decode(Rejected, value)
    except (TypeError, ValueError):
        return None


def _key(document: Document, extractor: str, triaged: bool) -> str:
    """What was read and by which means: a shard is good for that alone."""
    return content_id("read", extractor, triaged, document.id, document.metadata.name)


def _refuse(rejected: Rejected, register: Register, tally: Tally) -> None:
    register.reject(rejected)
    tally.reject(rejected)
