"""Who is counted among those whose office nobody gives him, or is told by two offices that exclude each other."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from onrecord.compare.phrases import side, summary
from onrecord.compare.sources import Sources
from onrecord.compare.utterances import same_person
from onrecord.lexicon import load_table, load_yaml
from onrecord.model import (
    READ_ROLES,
    Conflict,
    ConflictKind,
    Passage,
    Reading,
    Side,
    Span,
    Speaker,
    Story,
)

_CLASS = r"(?:heads of (?:state|government)(?: (?:and|or) (?:state|government))?|presidents|prime ministers)"
_PERSON = r"[A-Z][\w'’-]{1,40}(?: [A-Z][\w'’-]{1,40}){1,3}"
# "Anna Holt and Jan Berg, among other heads of state"; one person and at most three more
_AMONG = re.compile(
    rf"({_PERSON}(?:(?:, | and |, and ){_PERSON}){{0,3}}),? among (?:the |several |many )?other {_CLASS}"
)
_INCLUDING = re.compile(rf"{_CLASS},? (?:including|such as|among them) ([^.;]{{3,200}})")
_NAME = re.compile(_PERSON)


def role_conflicts(story: Story, readings: Sequence[Reading], sources: Sources) -> Iterator[Conflict]:
    """The conflicts of role in a story: of people counted among the heads of states, and of offices."""
    known = _speakers(readings)
    counted: dict[str, list[Passage]] = defaultdict(list)
    for reading in readings:
        for name, passage in _counted(reading):
            counted[name].append(passage)
    for name, passages in sorted(counted.items()):
        person = Speaker(name)
        own = [each for each, _ in known if same_person(person, each)]
        if any(_heads(each.role) for each in own) or any(_told_as_head(name, each) for each in readings):
            continue
        parties = {each.party.id for each in own if each.party is not None} | {*_known_of().get(name, ())}
        heads = [
            (each, passage)
            for each, passage in known
            if each.party is not None
            and each.party.id in parties
            and _heads(each.role)
            and not same_person(person, each)
        ]
        offices = sorted({each.role for each in own if each.role})
        if heads or offices:
            yield _not_one_of_them(story, name, passages, heads, sources)
    yield from _two_offices(story, known, sources)


def _not_one_of_them(
    story: Story,
    name: str,
    passages: Sequence[Passage],
    heads: Sequence[tuple[Speaker, Passage]],
    sources: Sources,
) -> Conflict:
    among = side("counted among the heads", _records(passages), sources)
    if heads:
        head = heads[0][0]
        other = side(f"{head.name} is the {head.role}", _records([each for _, each in heads]), sources)
    else:
        other = Side("no article gives such an office", (), (), 0)
    about = f"the office of {name}"
    return Conflict(
        story.id, ConflictKind.ROLE, about, summary(f"The office of {name}", (among, other)), (among, other)
    )


def _two_offices(story: Story, known: Sequence[tuple[Speaker, Passage]], sources: Sources) -> Iterator[Conflict]:
    """Two people who are told as the same head of the same state, or one person with two such offices."""
    offices: dict[tuple[str, str], dict[str, list[Passage]]] = defaultdict(lambda: defaultdict(list))
    for speaker, passage in known:
        office = _heads(speaker.role)
        if office and speaker.named and speaker.party is not None and len(speaker.name.split()) > 1:
            offices[speaker.party.id, speaker.name][office].append(passage)
    for (_, name), told in sorted(offices.items()):
        if len(told) < 2:
            continue
        sides = tuple(side(office, _records(passages), sources) for office, passages in sorted(told.items()))
        if any(set(_documents(one)) != set(_documents(other)) for one, other in combinations(sides, 2)):
            about = f"the office of {name}"
            yield Conflict(story.id, ConflictKind.ROLE, about, summary(f"The office of {name}", sides), sides)


def _documents(held: Side) -> list[str]:
    return [passage.document for passage in held.passages]


def _records(passages: Sequence[Passage]) -> dict[str, Passage]:
    return {f"{each.document}:{each.span.start}": each for each in passages}


def _speakers(readings: Sequence[Reading]) -> list[tuple[Speaker, Passage]]:
    found = []
    for reading in readings:
        seen: set[Speaker] = set()
        for statement in reading.statements:
            speaker, source = statement.speaker, statement.source
            if speaker is not None and source is not None and speaker not in seen:
                seen.add(speaker)
                found.append((speaker, Passage(reading.text.id, source)))
    return found


def _heads(role: str | None) -> str | None:
    """The office of a head of state or government that a role is; None for others, and for former ones."""
    if role is None:
        return None
    words = re.findall(r"[\w'-]+", role.casefold())
    if set(words) & set(load_yaml("offices")["not_now"]):
        return None
    said = " ".join(words)
    return next((office for form, office in _OFFICES if re.search(rf"\b{form}$", said)), None)


# Only offices that one and the same person cannot hold at a time, by the end of how they are told.
_OFFICES = (
    ("prime minister", "prime minister"),
    ("premier", "prime minister"),
    ("chancellor", "chancellor"),
    ("president", "president"),
    ("king", "monarch"),
    ("queen", "monarch"),
    ("emir", "monarch"),
)


@functools.cache
def _known_of() -> dict[str, tuple[str, ...]]:
    """The ids of the parties that people of note speak for, by their names."""
    found: dict[str, tuple[str, ...]] = {}
    for row in load_table("leaders"):
        found[row["name"]] = (*found.get(row["name"], ()), row["party"])
    return found


def _told_as_head(name: str, reading: Reading) -> bool:
    """Whether a text gives the name such an office: "Prime Minister Anna Holt", "Holt, the Danish prime minister"."""
    last, office = re.escape(name.split()[-1]), "|".join(form for form, _ in _OFFICES)
    before = rf"\b(?i:{office}) (?:[A-Z][\w'’-]{{1,40}} ){{0,3}}{last}\b"
    after = rf"\b{last}, (?:[\w'’-]{{1,40}} ){{0,4}}(?i:{office})\b"
    return re.search(f"{before}|{after}", reading.text.text) is not None


def _counted(reading: Reading) -> Iterator[tuple[str, Passage]]:
    """The people whom a document counts among the heads of states, each with the words."""
    text = reading.text
    for block in text.blocks:
        if block.role not in READ_ROLES:
            continue
        for pattern in (_AMONG, _INCLUDING):
            for found in pattern.finditer(text.text, block.start, block.end):
                for name in _NAME.findall(found.group(1)):
                    speaks = any(same_person(Speaker(name), each.speaker) for each in reading.statements)
                    if speaks or name in _known_of():
                        yield name, Passage(text.id, Span.of(text.text, *found.span()))
