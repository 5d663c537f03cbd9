"""What a register holds in all, and what was refused and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from onrecord.ask.kept import one
from onrecord.model import READ_LANGUAGES, Metadata, Rejected
from onrecord.model.codec import decode
from onrecord.model.holdings import Holdings
from onrecord.model.origins import Origins
from onrecord.model.prepared import Ready

_EXAMPLES = 5  # of what was refused for one reason


@dataclass(frozen=True, slots=True)
class Refusal:
    """How many were refused by a stage for one reason, with some of them."""

    stage: str
    reason: str
    count: int
    examples: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True)
class LanguageCount:
    """How many documents are in a language (ISO 639-1; None where it could not be told), and whether it is read."""

    language: str | None
    documents: int
    read: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """The register in numbers. ``compared``: the comparison was made from the very readings held now."""

    documents: int
    origins: int
    stories: int
    statements: int
    positions: int
    figures: int
    acts: int
    claims: int
    conflicts: int
    compared: bool
    first: str | None
    last: str | None
    languages: tuple[LanguageCount, ...]
    refusals: tuple[Refusal, ...]


def contents(holdings: Holdings) -> Contents:
    """The register in numbers."""
    kept = one(holdings, Ready.CONTENTS)
    if kept is not None:  # but for what was refused, as that is told of no reading
        return replace(decode(Contents, kept), refusals=_refusals(holdings))
    comparison, about = holdings.comparison(), About()
    for text in holdings.texts():
        about.take(text.metadata)
    documents = holdings.names()
    found = about.contents(
        holdings,
        documents=len(documents),
        origins=Origins(comparison.lineage).count(documents),
        stories=len(comparison.stories),
        positions=sum(1 for _ in holdings.positions()),
        claims=len(comparison.claims),
        conflicts=len(comparison.conflicts),
    )
    return replace(found, refusals=_refusals(holdings))


class About:
    """What is counted over the documents: the languages, and the first and the last day told."""

    def __init__(self) -> None:
        self._languages: Counter[str | None] = Counter()
        self._days: tuple[str, str] | None = None

    def take(self, metadata: Metadata) -> None:
        """Count a document in."""
        self._languages[metadata.language] += 1
        if metadata.published:
            day = metadata.published[:10]
            first, last = self._days or (day, day)
            self._days = min(first, day), max(last, day)

    def contents(
        self,
        holdings: Holdings,
        *,
        documents: int,
        origins: int,
        stories: int,
        positions: int,
        claims: int,
        conflicts: int,
    ) -> Contents:
        """The register in numbers, without what was refused."""
        first, last = self._days or (None, None)
        counts = holdings.counts()
        return Contents(
            documents=documents,
            origins=origins,
            stories=stories,
            statements=counts.statements,
            positions=positions,
            figures=counts.figures,
            acts=counts.acts,
            claims=claims,
            conflicts=conflicts,
            compared=holdings.compared(),
            first=first,
            last=last,
            languages=_languages(self._languages),
            refusals=(),
        )


def _languages(found: Counter[str | None]) -> tuple[LanguageCount, ...]:
    """By how many; a text whose language is not known is read."""
    order = sorted(found, key=lambda language: (-found[language], language or ""))
    return tuple(LanguageCount(each, found[each], each is None or each in READ_LANGUAGES) for each in order)


def _refusals(holdings: Holdings) -> tuple[Refusal, ...]:
    counts: Counter[tuple[str, str]] = Counter()
    examples: dict[tuple[str, str], list[Rejected]] = {}
    for each in holdings.rejections():
        key = (each.stage, each.reason)
        counts[key] += 1
        if counts[key] <= _EXAMPLES:
            examples.setdefault(key, []).append(each)
    order = sorted(counts, key=lambda key: (key[0], -counts[key], key[1]))
    return tuple(Refusal(*key, counts[key], tuple(examples[key])) for key in order)
