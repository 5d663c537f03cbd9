"""What is searched for, and what is found: the words coded as :mod:`onrecord.tokens` does."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum


class Found(StrEnum):
    """What full text is searched in."""

    POSITION = "position"
    STATEMENT = "statement"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Clause:
    """One of these codes must be there, or with ``without`` none; with ``prefix`` they are beginnings."""

    tokens: tuple[str, ...]
    prefix: bool = False
    without: bool = False

    def holds(self, told: Set[str]) -> bool:
        """Whether a text with these codes fulfils it."""
        if self.prefix:
            there = any(code.startswith(beginning) for beginning in self.tokens for code in told)
        else:
            there = any(code in told for code in self.tokens)
        return there is not self.without


@dataclass(frozen=True, slots=True)
class Query:
    """All clauses must hold. ``since`` and ``until`` are dates, YYYY-MM-DD, of what was published; both count."""

    clauses: tuple[Clause, ...]
    since: str | None = None
    until: str | None = None

    def holds(self, told: Set[str], published: str | None) -> bool:
        """Whether a text with these codes, published then, is found."""
        if self.since is not None and (published is None or published[:10] < self.since):
            return False
        if self.until is not None and (published is None or published[:10] > self.until):
            return False
        return all(clause.holds(told) for clause in self.clauses)


@dataclass(frozen=True, slots=True)
class Match:
    """Something found: a position or a statement with its document, or an article by its own id."""

    kind: Found
    id: str
    document: str
    start: int
