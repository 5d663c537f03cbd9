"""The words of page furniture, compiled from ``lexicon/furniture.yaml``."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.lexicon import load_yaml

_WORD = re.compile(r"[^\W_]+")
_ABBREVIATION = 3  # letters of an agency's name that is always printed in capitals

Phrase = tuple[str, ...]


def words_of(text: str) -> list[str]:
    """The words of a text in lower case; apostrophes and hyphens part them."""
    return _WORD.findall(text.lower())


@dataclass(frozen=True, slots=True)
class Phrases:
    """A set of phrases, found by their first word."""

    by_first: dict[str, tuple[Phrase, ...]]

    @classmethod
    def of(cls, entries: Iterable[str]) -> Phrases:
        """The phrases, longest first under each first word."""
        by_first: dict[str, set[Phrase]] = {}
        for entry in entries:
            phrase = tuple(words_of(entry))
            if phrase:
                by_first.setdefault(phrase[0], set()).add(phrase)
        return cls({first: tuple(sorted(found, key=lambda p: (-len(p), p))) for first, found in by_first.items()})

    def at(self, words: Sequence[str], index: int) -> int:
        """How many words the longest phrase that begins here has; 0 for none."""
        for phrase in self.by_first.get(words[index], ()):
            if tuple(words[index : index + len(phrase)]) == phrase:
                return len(phrase)
        return 0

    def opening(self, words: Sequence[str]) -> int:
        """How many words the phrase has that the words begin with; 0 for none."""
        return self.at(words, 0) if words else 0

    def covered(self, words: Sequence[str]) -> tuple[int, int]:
        """How many of the words belong to phrases, and how many phrases there are."""
        index = covered = found = 0
        while index < len(words):
            length = self.at(words, index)
            covered, found = covered + length, found + bool(length)
            index += length or 1
        return covered, found

    def anywhere(self, words: Sequence[str]) -> bool:
        """Whether a phrase stands among the words."""
        return any(self.at(words, index) for index in range(len(words)))


@dataclass(frozen=True, slots=True)
class Wording:
    """The lexicon of furniture, by what its words are evidence of."""

    interface: Phrases
    invitations: Phrases
    byline_openings: Phrases
    bylines_anywhere: Phrases
    by: frozenset[str]
    related: Phrases
    leads: Phrases
    key_points: Phrases
    credit_labels: Phrases
    agencies: Phrases
    credit: re.Pattern[str]
    agency_first: re.Pattern[str]
    pictured_asides: Phrases
    pictured_openings: Phrases
    pictured_labels: Phrases
    pictured_phrases: Phrases
    finite: frozenset[str]
    not_participles: frozenset[str]
    small: frozenset[str]


@functools.cache
def wording() -> Wording:
    """The lexicon, read once a process."""
    data = load_yaml("furniture")
    return Wording(
        interface=Phrases.of(entry for row in data["interface"] for entry in row),
        invitations=Phrases.of(entry for row in data["invitations"] for entry in row),
        byline_openings=Phrases.of(data["bylines"]["openings"]),
        bylines_anywhere=Phrases.of(data["bylines"]["anywhere"]),
        by=frozenset(data["bylines"]["by"]),
        related=Phrases.of(data["related"]),
        leads=Phrases.of(data["leads"]),
        key_points=Phrases.of(data["key_points"]),
        credit_labels=Phrases.of(data["credits"]["labels"]),
        agencies=Phrases.of(data["credits"]["agencies"]),
        credit=_credit(data["credits"]["labels"], data["credits"]["agencies"]),
        agency_first=_agency_first(data["credits"]["agencies"]),
        pictured_asides=Phrases.of(data["pictured"]["asides"]),
        pictured_openings=Phrases.of(data["pictured"]["openings"]),
        pictured_labels=Phrases.of(data["pictured"]["labels"]),
        pictured_phrases=Phrases.of(data["pictured"]["phrases"]),
        finite=frozenset(data["finite"]),
        not_participles=frozenset(data["not_participles"]),
        small=frozenset(data["small"]),
    )


def _credit(labels: Iterable[str], agencies: Iterable[str]) -> re.Pattern[str]:
    """A credit without brackets: "Source: Name", "Name/AGENCY", "AGENCY/Name", "Name | Agency" at the end, ©."""
    label = _any_of(entry[0].upper() + entry[1:] for entry in labels)
    agency = _any_of(_printed(agencies))
    return re.compile(
        rf"\b{label}\s?(?:[:/]|\.\.\.|…)\s?\S|[^\W\d_][.’']?\s?/\s?{agency}\b|(?:^|[.|)\]”\"]\s){agency}\s?/\s?[^\W\d_a-z]"
        rf"|\|\s{agency}\b|(?:[/©–—]|\b[^\W\d_a-z][\w’-]{{1,20}}|\bvia)\s{agency}$|\S\s?©"
    )


def _agency_first(agencies: Iterable[str]) -> re.Pattern[str]:
    """A line that begins with an agency's name and goes on with another capital: "AGENCY Two men leave a house"."""
    return re.compile(rf"{_any_of(_printed(agencies))}:?\s?[^\W\d_a-z]")


def _printed(agencies: Iterable[str]) -> Iterator[str]:
    """Agencies as they are printed: in capitals, or with a capital each where they are no abbreviation."""
    for entry in agencies:
        yield entry.upper()
        if len(entry) > _ABBREVIATION:
            yield entry.title()


def _any_of(entries: Iterable[str]) -> str:
    return f"(?:{'|'.join(re.escape(entry) for entry in sorted(set(entries), key=lambda e: (-len(e), e)))})"
