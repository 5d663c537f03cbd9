"""Short articles with hand-made readings, told in a line each."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from onrecord.model import (
    Action,
    Block,
    Bound,
    Figure,
    Metadata,
    Party,
    PartyKind,
    Position,
    Reading,
    Role,
    Span,
    Stance,
    Term,
    TermKind,
    Text,
    content_id,
)

STATES = {
    name: Party(code, name, PartyKind.STATE)
    for code, name in (("DEU", "Germany"), ("ITA", "Italy"), ("ESP", "Spain"), ("USA", "United States"))
}


@dataclass(frozen=True)
class Held:
    """A position as a test tells it: whose, which, and the words of the article that carry it."""

    party: str
    stance: Stance
    words: str
    action: Action = Action.DEPLOY
    terms: tuple[tuple[TermKind, str, str | None], ...] = ()
    object: str | None = None


@dataclass(frozen=True)
class Counted:
    """A figure as a test tells it."""

    words: str
    value: str
    counted: str | None = None
    bound: Bound = Bound.EXACT
    unit: str | None = None


@dataclass(frozen=True)
class Article:
    """One paragraph a line; the first is the headline when ``headed``."""

    name: str
    text: str
    held: Sequence[Held] = ()
    counted: Sequence[Counted] = ()
    published: str | None = None
    headed: bool = False
    furniture: frozenset[int] = field(default_factory=frozenset)


def reading_of(article: Article) -> Reading:
    """The reading that the article's hand-made records make."""
    text = _text(article)

    def span(words: str) -> Span:
        start = text.text.index(words)
        return Span.of(text.text, start, start + len(words))

    def role(place: Span) -> Role:
        return next(block.role for block in text.blocks if block.start <= place.start < block.end)

    positions = tuple(
        Position(
            text.id,
            span(held.words),
            tuple(STATES[name] for name in held.party.split(" and ")),
            held.action,
            held.stance,
            cue=span(held.words),
            object=span(held.object) if held.object else None,
            terms=tuple(Term(kind, span(words), value) for kind, words, value in held.terms),
            role=role(span(held.words)),
        )
        for held in article.held
    )
    figures = tuple(
        Figure(
            text.id,
            span(each.words),
            each.value,
            each.bound,
            each.unit,
            span(each.counted) if each.counted else None,
        )
        for each in article.counted
    )
    return Reading(text, positions=positions, figures=figures)


def _text(article: Article) -> Text:
    digest = hashlib.sha256(article.text.encode()).hexdigest()
    blocks, start = [], 0
    for number, line in enumerate(article.text.split("\n")):
        role = Role.HEADLINE if article.headed and number == 0 else Role.BODY
        if line:
            blocks.append(Block(start, start + len(line), Role.TEASER if number in article.furniture else role))
        start += len(line) + 1
    metadata = Metadata(article.name, published=article.published)
    return Text(content_id("document", article.name, digest), metadata, digest, article.text, tuple(blocks))


@pytest.fixture
def read() -> Callable[..., Reading]:
    """Makes a reading from an article told in a line or two."""

    def make(name: str, text: str, *records: Held | Counted, **rest: object) -> Reading:
        held = [record for record in records if isinstance(record, Held)]
        counted = [record for record in records if isinstance(record, Counted)]
        return reading_of(Article(name, text, held, counted, **rest))  # type: ignore[arg-type]

    return make


@pytest.fixture
def held() -> type[Held]:
    """A position as a test tells it."""
    return Held


@pytest.fixture
def counted() -> type[Counted]:
    """A figure as a test tells it."""
    return Counted
