"""What a register holds in all, and what was refused and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.ask.kept import one
from onrecord.model import READ_LANGUAGES, Comparison, Metadata, Rejected
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
    about = [text.metadata for text in holdings.texts()]
    found = counted(holdings, holdings.comparison(), about, sum(1 for _ in holdings.positions()))
    return replace(found, refusals=_refusals(holdings))


def counted(holdings: Holdings, comparison: Comparison, about: Sequence[Metadata], positions: int) -> Contents:
    """The register in numbers, without what was refused; ``about`` are its documents."""
    names = holdings.names()
    days = sorted(each.published[:10] for each in about if each.published)
    return Contents(
        documents=len(names),
        origins=Origins(comparison.lineage).count(names),
        stories=len(comparison.stories),
        statements=sum(1 for _ in holdings.statements()),
        positions=positions,
        figures=sum(1 for _ in holdings.figures()),
        acts=sum(1 for _ in holdings.acts()),
        claims=len(comparison.claims),
        conflicts=len(comparison.conflicts),
        compared=holdings.compared(),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        languages=_languages(Counter(each.language for each in about)),
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
