"""What a register holds in all, and what was refused and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from onrecord.model import READ_LANGUAGES, Rejected
from onrecord.model.holdings import Holdings
from onrecord.model.origins import Origins

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
    comparison = holdings.comparison()
    names = holdings.names()
    about = [text.metadata for text in holdings.texts()]
    days = sorted(each.published[:10] for each in about if each.published)
    return Contents(
        documents=len(names),
        origins=Origins(comparison.lineage).count(names),
        stories=len(comparison.stories),
        statements=sum(1 for _ in holdings.statements()),
        positions=sum(1 for _ in holdings.positions()),
        figures=sum(1 for _ in holdings.figures()),
        acts=sum(1 for _ in holdings.acts()),
        claims=len(comparison.claims),
        conflicts=len(comparison.conflicts),
        compared=holdings.compared(),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        languages=_languages(Counter(each.language for each in about)),
        refusals=_refusals(holdings),
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
