"""Where tellings give one person two ages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from onrecord.compare.phrases import side, summary
from onrecord.compare.sources import Sources
from onrecord.model import READ_ROLES, Conflict, ConflictKind, Passage, Reading, Span, Story

_NAME = r"[A-Z][\w’'-]{1,40}(?: [A-Z]\.)?(?: (?:(?:de|la|bin|al|van|von) )?[A-Z][\w’'-]{1,40}){1,3}"
_AGE = re.compile(
    rf"\b(?:(?P<name>{_NAME}), (?:aged )?(?P<age>\d{{1,2}})(?=[,.;)])"
    rf"|(?P<before>\d{{1,2}})-year-old (?:[a-z-]{{2,20}} ){{0,3}}(?P<after>{_NAME}))"
)


def age_conflicts(story: Story, readings: Sequence[Reading], sources: Sources) -> Iterator[Conflict]:
    """People whose age differs from one document to another, by their full name; the year of a birthday is noted."""
    told: dict[str, dict[int, dict[str, Passage]]] = defaultdict(lambda: defaultdict(dict))
    for reading in sorted(readings, key=lambda each: each.text.id):
        for name, age, span in _ages(reading):
            told[name][age][f"{reading.text.id}:{span.start}"] = Passage(reading.text.id, span)
    for name, ages in sorted(told.items()):
        documents = {age: {passage.document for passage in records.values()} for age, records in ages.items()}
        if len(ages) < 2 or any(documents[one] & documents[other] for one, other in pairwise(sorted(ages))):
            continue  # two of one name in one document
        sides = tuple(side(str(age), records, sources) for age, records in sorted(ages.items()))
        note = "a birthday may lie between the two" if max(ages) - min(ages) == 1 else None
        about = f"how old {name} is"
        yield Conflict(
            story.id, ConflictKind.NUMBER, about, summary(about[0].upper() + about[1:], sides), sides, note=note
        )


def _ages(reading: Reading) -> Iterator[tuple[str, int, Span]]:
    text = reading.text.text
    for block in reading.text.blocks:
        if block.role in READ_ROLES:
            for found in _AGE.finditer(text, block.start, block.end):
                age = int(found["age"] or found["before"])
                yield found["name"] or found["after"], age, Span.of(text, *found.span())
