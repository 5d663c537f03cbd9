"""A small made-up story, read and compared by hand, for the tests of what comes after reading."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from eval.server import initdb
from eval.server import server as own_server
from onrecord.extract import extract
from onrecord.identify import identify
from onrecord.model import (
    Act,
    ActCode,
    Action,
    Block,
    Bound,
    Claim,
    Comparison,
    Conflict,
    ConflictKind,
    Figure,
    Lineage,
    LineageKind,
    Metadata,
    Mode,
    Party,
    PartyKind,
    Passage,
    Position,
    Reading,
    Rejected,
    Role,
    Side,
    Span,
    Speaker,
    Stance,
    Statement,
    Story,
    Telling,
    Term,
    TermKind,
    Text,
    content_id,
)
from onrecord.parse import parse

GERMANY = Party("DEU", "Germany", PartyKind.STATE)
FRANCE = Party("FRA", "France", PartyKind.STATE)
ALLIES = Party("allies-12", "12 allies", PartyKind.GROUP, 12)
MINISTER = Speaker("Anna Holt", role="Foreign Minister", party=GERMANY)

MORNING = """Allies back Ruritania
Twelve allies pledged to guarantee Ruritania's borders.
Foreign Minister Anna Holt said "we will send troops if the truce holds".
France called off its talks with 12 envoys.
"""
EVENING = """Berlin says no
Germany ruled out sending troops, Anna Holt told reporters.
Twelve allies pledged to guarantee Ruritania's borders.
"""


def text_of(name: str, content: str) -> Text:
    """A text whose first line is the headline and the rest body."""
    digest = hashlib.sha256(content.encode()).hexdigest()
    first = content.index("\n")
    blocks = (Block(0, first, Role.HEADLINE), Block(first + 1, len(content.rstrip()), Role.BODY))
    return Text(content_id("document", name, digest), Metadata(name, published="2025-03-01"), digest, content, blocks)


def words(text: Text, exact: str) -> Span:
    """Where these words first stand."""
    start = text.text.index(exact)
    return Span.of(text.text, start, start + len(exact))


def morning(name: str = "morning.txt") -> Reading:
    """Germany pledges on a condition, the allies pledge, France breaks off talks."""
    text = text_of(name, MORNING)
    said = Statement(
        text.id,
        Mode.DIRECT,
        (words(text, '"we will send troops if the truce holds"'),),
        source=words(text, "Foreign Minister Anna Holt"),
        cue=words(text, "said"),
        speaker=MINISTER,
    )
    germany = Position(
        text.id,
        words(text, "we will send troops if the truce holds"),
        (GERMANY,),
        Action.DEPLOY,
        Stance.PLEDGED,
        cue=words(text, "will"),
        object=words(text, "send troops"),
        terms=(Term(TermKind.CONDITION, words(text, "if the truce holds"), "ceasefire"),),
        said_by=MINISTER,
        statement=said.id,
    )
    figure = Figure(text.id, words(text, "12"), "12", Bound.EXACT, counted=words(text, "envoys"))
    act = Act(text.id, words(text, "called off its talks"), ActCode.REJECT, words(text, "called off"), (FRANCE,), ())
    refused = (Rejected(name, "identify", "no party", "envoys"),)
    return Reading(text, (said,), (_allies(text), germany), (figure,), (act,), refused)


def evening(name: str = "evening.txt") -> Reading:
    """Germany refuses; the allies pledge as before."""
    text = text_of(name, EVENING)
    germany = Position(
        text.id,
        words(text, "Germany ruled out sending troops"),
        (GERMANY,),
        Action.DEPLOY,
        Stance.REFUSED,
        cue=words(text, "ruled out"),
        mention=words(text, "Germany"),
        said_by=MINISTER,
    )
    return Reading(text, positions=(germany, _allies(text)))


def _allies(text: Text) -> Position:
    clause = words(text, "Twelve allies pledged to guarantee Ruritania's borders")
    return Position(
        text.id,
        clause,
        (ALLIES,),
        Action.GUARANTEE,
        Stance.PLEDGED,
        words(text, "pledged"),
        words(text, "Twelve allies"),
    )


def compare_by_hand(readings: Sequence[Reading]) -> Comparison:
    """One story; a claim for each party and action; one stance conflict; copies by equal text."""
    if not readings:
        return Comparison()
    story = Story(tuple(sorted(reading.text.id for reading in readings)))
    positions = [position for reading in readings for position in reading.positions]
    contents = {reading.text.id: reading.text.text for reading in readings}
    claims = tuple(_claim(story, party, positions, contents) for party in (ALLIES, GERMANY))
    sides = tuple(_side(stance, positions) for stance in (Stance.PLEDGED, Stance.REFUSED))
    conflicts = [
        Conflict(
            story.id, ConflictKind.STANCE, "Germany, deploy", "Germany: pledged here, refused there.", sides, each.id
        )
        for each in claims
        if each.party == GERMANY and all(side.records for side in sides)
    ]
    return Comparison((story,), _copies(readings), tuple(sorted(claims, key=lambda each: each.id)), tuple(conflicts))


def _claim(story: Story, party: Party, positions: Sequence[Position], contents: dict[str, str]) -> Claim:
    held = [position for position in positions if party in position.parties]
    tellings = tuple(sorted(Telling(each.id, each.document, each.stance) for each in held))
    return Claim(story.id, party, held[0].action, None, tellings, len({contents[each.document] for each in held}))


def _side(stance: Stance, positions: Sequence[Position]) -> Side:
    held = [each for each in positions if each.stance is stance and each.action is Action.DEPLOY]
    passages = tuple(sorted(Passage(each.document, each.span) for each in held))
    return Side(stance.value, tuple(sorted(each.id for each in held)), passages, 1)


def _copies(readings: Sequence[Reading]) -> tuple[Lineage, ...]:
    texts = sorted((reading.text for reading in readings), key=lambda text: text.id)
    return tuple(
        Lineage(
            (one.id, other.id),
            LineageKind.EXACT_COPY,
            1.0,
            tuple(Passage(text.id, Span.of(text.text, 0, 20)) for text in (one, other)),
        )
        for index, one in enumerate(texts)
        for other in texts[index + 1 :]
        if one.text == other.text
    )


@dataclass(frozen=True)
class Summit:
    """The made-up story and how to read it."""

    morning: Reading
    evening: Reading
    copied: Reading
    comparison: Comparison

    @property
    def readings(self) -> tuple[Reading, ...]:
        """All three documents."""
        return (self.morning, self.evening, self.copied)


@pytest.fixture
def summit() -> Summit:
    """Three documents: a morning paper, an evening paper, and a copy of the morning paper."""
    readings = (morning(), evening(), morning("copied.txt"))
    return Summit(*readings, compare_by_hand(readings))


@pytest.fixture
def shared() -> Path:
    """The folder of real coverage beside the repository."""
    place = Path(__file__).parents[2] / "shared"
    if not place.is_dir():
        pytest.skip("no ../shared beside the repository: real coverage is not tested here")
    return place


def body(content: str, name: str = "article.txt", language: str | None = None) -> Text:
    """A text all of whose lines are body paragraphs."""
    digest = hashlib.sha256(content.encode()).hexdigest()
    blocks, start = [], 0
    for line in content.split("\n"):
        if line.strip():
            blocks.append(Block(start, start + len(line), Role.BODY))
        start += len(line) + 1
    return Text(content_id("document", name, digest), Metadata(name, language=language), digest, content, tuple(blocks))


def _understand(
    content: str, language: str | None = None, models: bool = True, published: str | None = None
) -> Reading:
    text = body(content, language=language)
    text = replace(text, metadata=replace(text.metadata, published=published))
    sentences = parse(text)
    return identify(text, sentences, extract(text, sentences, models))


@pytest.fixture(scope="session")
def understand() -> Callable[..., Reading]:
    """Parses, extracts and identifies a text of body paragraphs."""
    return _understand


@pytest.fixture(scope="session")
def server() -> Iterator[Callable[[], str]]:
    """A PostgreSQL server of the tests' own, on a Unix socket; gives the URL of a new database whenever asked."""
    if initdb() is None:
        pytest.skip("no PostgreSQL 15 or newer is installed: registers on a server are not tested here")
    pytest.importorskip("psycopg", reason="psycopg is not installed: registers on a server are not tested")
    with own_server("fsync=off", "shared_buffers=32MB") as new_database:
        yield new_database


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str | Path:
    """Where a register may be: a file, or a database on a server. What is tested with it holds for both."""
    if request.param == "sqlite":
        return tmp_path / "summit.register"
    return str(request.getfixturevalue("server")())
