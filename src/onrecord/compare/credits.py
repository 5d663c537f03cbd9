"""The outlets that a document gives its text, or a part of it, to: bylines, agency marks, credits."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from onrecord.lexicon import load_yaml
from onrecord.model import (
    READ_ROLES,
    Lineage,
    LineageKind,
    Metadata,
    Passage,
    Position,
    Reading,
    Role,
    Span,
    Statement,
    Text,
)

_NAME = r"(?:[A-Z][\w.&'’-]{0,30}|dpa)(?: (?:of |de |the )?[A-Z][\w.&'’-]{0,30}){0,4}"
# "PARIS (AP) — …", "(The Post News) – …"; at the beginning of a paragraph, so that it is about all that follows
_DATELINE = re.compile(rf"(?:[\w.,'’ /-]{{2,60}} )?\(({_NAME})\) ?[—–-]")
# "By Anna Holt, Associated Press", "Copyright 2018 The Associated Press", "Source: Reuters": a line of its own
_BYLINE = re.compile(rf"(?:By [^,|\n]{{3,60}}[,|] ?|By |Source: )(?:[Tt]he )?({_NAME})\.?")
_RIGHTS = re.compile(rf"(?:©|Copyright)[ ©]{{0,3}}(?:\d{{4}},? )?(?:[Tt]he )?({_NAME})")
# "The Associated Press contributed to this report", "With files from Reuters"
_CONTRIBUTED = re.compile(
    rf"(?:[Tt]he )?({_NAME}) (?:\w+ )?contributed to this"
    rf"|(?:files|reporting|material|agencies|input) (?:from|by) (?:[Tt]he )?({_NAME})"
)
_LINE = 100  # characters: longer blocks are no bylines


def find_credits(readings: Iterable[Reading]) -> list[Lineage]:
    """Bylines and credits of the documents of one story, each once for an outlet and a document.

    Where a document of the story is from that outlet, by its publisher, its address or its dateline,
    the edge leads to it; else to the outlet alone.
    """
    held = sorted(readings, key=lambda each: each.text.id)
    issued = {reading.text.id: _first(issued_by(reading.text)) for reading in held}
    own = {reading.text.id: _own(reading.text, issued[reading.text.id]) for reading in held}
    found = []
    for reading in held:
        document = reading.text.id
        for name, span in issued[document].items():
            found.append(
                Lineage((document,), LineageKind.BYLINE, 1.0, (Passage(document, span),), document, None, name)
            )
        for name, span in _first(_credited(reading)).items():
            if key(name) not in own[document]:
                found.append(_credit(document, name, span, own))
    return found


def issued_by(text: Text) -> Iterator[tuple[str, Span]]:
    """The outlet that the whole text is by, where a dateline or a line of its own says so."""
    for block in text.blocks:
        content = text.text[block.start : block.end]
        if block.role is Role.CAPTION:
            continue  # the picture's
        dateline = _DATELINE.match(content) if block.role is Role.BODY else None
        if dateline is not None and (name := outlet(dateline.group(1))):
            yield name, Span.of(text.text, block.start + dateline.start(1), block.start + dateline.end(1))
            continue
        line = _RIGHTS.match(content) or (_BYLINE.fullmatch(content.strip()) if len(content) <= _LINE else None)
        if line is not None and (name := _agency(line.group(1))):
            yield name, Span.of(text.text, block.start, min(block.end, block.start + _LINE))


def outlet_of(record: Statement | Position) -> str | None:
    """The outlet nearest to the words, through which the record says that they came; None where it names none."""
    return next((name for link in record.relay if (name := outlet(link.name))), None)


def outlet(name: str) -> str | None:
    """The outlet that a name is of, by the list or by its last word; None for anything else."""
    return known(name) or _ending(name)


def known(name: str) -> str | None:
    """The name that the list of outlets gives an outlet, under any of its forms."""
    return _listed().get(key(name))


def key(name: str) -> str:
    """A name by its letters and digits alone, without "the": how two forms are compared."""
    return re.sub(r"[\W_]+", "", re.sub(r"^[Tt]he ", "", name.strip())).casefold()


def _agency(name: str) -> str | None:
    """The agency that a name begins with: what stands after it ("Associated Press. All rights …") may be anything."""
    words = name.split()
    found = (known(" ".join(words[:count]).rstrip(".")) for count in range(len(words), 0, -1))
    return next((each for each in found if each in _agencies()), None)


def _ending(name: str) -> str | None:
    words = re.sub(r"^[Tt]he ", "", name.strip().rstrip(".")).split()
    owner = max((index + 1 for index, word in enumerate(words) if word.endswith(("'s", "’s"))), default=0)
    words = words[owner:]
    if len(words) < 2 or words[-1] not in load_yaml("outlets")["endings"]:
        return None
    return " ".join(words) if all(word[0].isupper() for word in words) else None


def _credited(reading: Reading) -> Iterator[tuple[str, Span]]:
    for statement in reading.statements:
        if statement.speaker is not None and statement.source is not None:
            name = outlet(statement.speaker.name)
            if name is not None:
                yield name, _sentence(reading.text, statement.source, statement.cue)
        for link in statement.relay:
            name = outlet(link.name)
            if name is not None:
                yield name, _sentence(reading.text, link.span, statement.cue)
    text = reading.text
    for block in text.blocks:
        if block.role in READ_ROLES:
            for found in _CONTRIBUTED.finditer(text.text, block.start, block.end):
                name = outlet(found.group(1) or found.group(2))
                if name is not None:
                    yield name, Span.of(text.text, *found.span())


def _sentence(text: Text, name: Span, cue: Span | None) -> Span:
    """The name with the words that credit it, where these stand near."""
    if cue is None:
        return name
    start, end = min(name.start, cue.start), max(name.end, cue.end)
    return Span.of(text.text, start, end) if end - start <= _LINE else name


def _credit(document: str, name: str, span: Span, own: Mapping[str, frozenset[str]]) -> Lineage:
    from_it = [other for other, names in own.items() if other != document and key(name) in names]
    documents = tuple(sorted((document, from_it[0]))) if len(from_it) == 1 else (document,)
    return Lineage(documents, LineageKind.CREDIT, 1.0, (Passage(document, span),), document, None, name)


def _first(found: Iterable[tuple[str, Span]]) -> dict[str, Span]:
    first: dict[str, Span] = {}
    for name, span in found:
        if name not in first or span < first[name]:
            first[name] = span
    return dict(sorted(first.items()))


def _own(text: Text, issued: Mapping[str, Span]) -> frozenset[str]:
    """Keys of the names by which a document's own outlet may be told."""
    names = {*issued, *_published(text.metadata)}
    return frozenset(key(name) for name in names) | frozenset(_mastheads(text))


def _published(metadata: Metadata) -> Iterator[str]:
    if metadata.publisher:
        yield metadata.publisher
        yield known(metadata.publisher) or metadata.publisher
    for address in filter(None, (metadata.url, metadata.publisher)):
        host = (urlsplit(address).hostname if "//" in address else address) or ""
        labels = host.removeprefix("www.").split(".")
        if len(labels) > 1:
            yield labels[-3] if len(labels) > 2 and len(labels[-2]) <= 3 else labels[-2]


def _mastheads(text: Text) -> Iterator[str]:
    """Short lines of page furniture: the outlet's name may stand there."""
    for block in text.blocks:
        if block.role in {Role.CHROME, Role.HEADING} and block.end - block.start <= _LINE:
            yield from (key(part) for part in re.split(r"[|·•]", text.text[block.start : block.end]))


@functools.cache
def _listed() -> dict[str, str]:
    lists = load_yaml("outlets")
    return {
        key(form): name
        for kind in ("agencies", "outlets")
        for name, forms in lists[kind].items()
        for form in (name, *forms)
    }


@functools.cache
def _agencies() -> frozenset[str]:
    return frozenset(load_yaml("outlets")["agencies"])
