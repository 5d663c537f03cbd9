"""A made-up register of any size, the same every time: ``write`` puts it through the register's own writer.

Stories of one to six documents on one to three days; ten positions and two statements a document; parties and
actions as unequal in number as in news (the n-th of them 1/(n+2) as often as another). A quarter of the positions has a
condition, four in five of those of a class, the others in words of their own. Nothing is read or compared: the
records and the comparison are made as reading and comparing would give them, so that only the register is measured.
"""

from __future__ import annotations

import hashlib
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from operator import attrgetter

from onrecord import lexicon
from onrecord.model import (
    POLARITY,
    Action,
    Block,
    Claim,
    Comparison,
    Conflict,
    ConflictKind,
    Lineage,
    LineageKind,
    Metadata,
    Mode,
    Party,
    PartyKind,
    Passage,
    Polarity,
    Position,
    Proposition,
    Reading,
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
from onrecord.register import Register

POSITIONS_A_DOCUMENT = 10
_STATEMENTS_A_DOCUMENT = 2
FIRST_DAY, DAYS = date(2022, 1, 1), 1_095
_PUBLISHERS = 40
_STANCES = {
    Stance.PLEDGED: (40, "will"),
    Stance.DEMANDED: (18, "must"),
    Stance.WILLING: (14, "is ready to"),
    Stance.REFUSED: (14, "will not"),
    Stance.UNDECIDED: (8, "has not decided to"),
    Stance.THREATENED: (6, "threatens to"),
}
_CLASSES = ("ceasefire", "peace_treaty", "agreement", "talks", "fighting_over", "talks_succeed")
_OF_A_PARTY = ("participation", "backing", "compliance", "violation")
_WORDS = ("budget", "winter", "harvest", "tribunal", "election", "pipeline", "summit", "envoy", "border", "convoy")
_PLACES = ("inside UKR", "outside UKR", "inside ISR")
_EXTRACTOR = "1.0.0"


@dataclass(frozen=True, slots=True)
class _Choices:
    """Things with how often each comes up."""

    of: tuple[object, ...]
    weights: tuple[float, ...]

    @classmethod
    def falling(cls, of: Sequence[object]) -> _Choices:
        return cls(tuple(of), tuple(accumulate(1 / (place + 2) for place in range(len(of)))))


def parties() -> tuple[Party, ...]:
    """States, the most told of first, and a few counted groups among them."""
    table = lexicon.load_table("states")
    states = [Party(str(row["id"]), str(row["name"]), PartyKind.STATE) for row in table]
    random.Random(1).shuffle(states)
    groups = [Party(f"nations-{size}", f"{size} nations", PartyKind.GROUP, size) for size in (12, 26)]
    return (*states[:8], *groups, *states[8:])


class Made:
    """Documents with their records, story by story, and what comparing them gives."""

    def __init__(self, documents: int, seed: int = 7) -> None:
        self.documents = documents
        self._random = random.Random(seed)
        self._parties = parties()
        self._by_weight = _Choices.falling(self._parties)
        self._actions = _Choices.falling(tuple(Action))
        self._stances = _Choices(tuple(_STANCES), tuple(accumulate(float(each) for each, _ in _STANCES.values())))
        self._stories: list[Story] = []
        self._lineage: list[Lineage] = []
        self._claims: list[Claim] = []
        self._conflicts: list[Conflict] = []

    def readings(self) -> Iterator[Reading]:
        """Every document once; the comparison is known when all are made."""
        made = 0
        while made < self.documents:
            size = min(self._random.choices((1, 2, 3, 4, 6), (30, 25, 20, 15, 10))[0], self.documents - made)
            day = FIRST_DAY + timedelta(days=self._random.randrange(DAYS))
            subjects = self._some(self._by_weight, 5), self._some(self._actions, 3)
            story = [self._reading(made + place, day, subjects) for place in range(size)]
            self._compare(story)
            made += size
            yield from story

    def comparison(self) -> Comparison:
        """What comparing all the readings gives."""
        by_id = attrgetter("id")
        return Comparison(
            tuple(sorted(self._stories, key=by_id)),
            tuple(sorted(self._lineage, key=by_id)),
            tuple(sorted(self._claims, key=by_id)),
            tuple(sorted(self._conflicts, key=by_id)),
        )

    def _some(self, choices: _Choices, count: int) -> list[object]:
        return self._random.choices(choices.of, cum_weights=choices.weights, k=count)

    def _reading(self, number: int, day: date, subjects: tuple[list[object], list[object]]) -> Reading:
        when = datetime(day.year, day.month, day.day, self._random.randrange(24), tzinfo=UTC)
        when += timedelta(days=self._random.randrange(3))
        writer = _Writer(f"Summit on day {day.isoformat()} number {number}")
        plans = [self._plan(writer, subjects) for _ in range(POSITIONS_A_DOCUMENT)]
        quoted = [self._quotation(writer) for _ in range(_STATEMENTS_A_DOCUMENT)]
        text = writer.text(f"{number:07d}.txt", f"Outlet {number % _PUBLISHERS}", when.isoformat())
        positions = tuple(dict.fromkeys(plan.position(text) for plan in plans))
        return Reading(text, tuple(each.statement(text) for each in quoted), positions)

    def _plan(self, writer: _Writer, subjects: tuple[list[object], list[object]]) -> _Plan:
        luck, pick = self._random, self._random.choice
        party = pick(subjects[0]) if luck.random() < 0.8 else self._some(self._by_weight, 1)[0]
        action = pick(subjects[1]) if luck.random() < 0.8 else self._some(self._actions, 1)[0]
        stance = self._some(self._stances, 1)[0]
        assert isinstance(party, Party)
        assert isinstance(action, Action)
        assert isinstance(stance, Stance)
        speaks_for = party if stance is not Stance.DEMANDED else self._some(self._by_weight, 1)[0]
        assert isinstance(speaks_for, Party)
        speaker = _speaker(speaks_for, luck.randrange(3)) if luck.random() < 0.5 else None
        condition = self._condition() if luck.random() < 0.25 else None
        place = pick(_PLACES) if action is Action.DEPLOY and luck.random() < 0.5 else None
        return writer.position(party, action, stance, speaker, condition, place)

    def _condition(self) -> Proposition:
        luck = self._random
        if luck.random() < 0.2:
            return Proposition("_".join(luck.sample(_WORDS, 3)), luck.random() < 0.8)
        if luck.random() < 0.5:
            return Proposition(luck.choice(_CLASSES), luck.random() < 0.8)
        party = self._some(self._by_weight, 1)[0]
        assert isinstance(party, Party)
        return Proposition(f"{party.id.casefold()}_{luck.choice(_OF_A_PARTY)}", luck.random() < 0.8)

    def _quotation(self, writer: _Writer) -> _Quotation:
        party = self._some(self._by_weight, 1)[0]
        assert isinstance(party, Party)
        return writer.quotation(_speaker(party, self._random.randrange(3)), self._random.choice(_WORDS))

    def _compare(self, readings: Sequence[Reading]) -> None:
        """One story; a claim for each party, action, place and side; a conflict where both sides are told."""
        story = Story(tuple(sorted(reading.text.id for reading in readings)))
        self._stories.append(story)
        copied = tuple(sorted(reading.text.id for reading in readings[:2])) if self._random.random() < 0.3 else ()
        texts = {reading.text.id: reading.text for reading in readings}
        if len(copied) == 2:
            shown = tuple(Passage(each, Span.of(texts[each].text, 0, 9)) for each in copied)
            self._lineage.append(Lineage(copied, LineageKind.NEAR_COPY, 0.9, shown))
        told: defaultdict[tuple[Party, Action, str | None], list[Position]] = defaultdict(list)
        for reading in readings:
            for position in reading.positions:
                places = [term.value for term in position.terms if term.kind is TermKind.WHERE]
                told[position.parties[0], position.action, places[0] if places else None].append(position)
        for (party, action, place), positions in told.items():
            self._claim(story, party, action, place, positions, set(copied))

    def _claim(
        self, story: Story, party: Party, action: Action, place: str | None, held: list[Position], copied: set[str]
    ) -> None:
        sides: defaultdict[Polarity, list[Position]] = defaultdict(list)
        for position in held:
            sides[POLARITY[position.stance]].append(position)
        claims = {}
        for polarity, positions in sides.items():
            tellings = tuple(sorted(Telling(each.id, each.document, each.stance) for each in positions))
            documents = {each.document for each in positions}
            origins = len(documents) - (copied <= documents and len(copied) == 2)
            claims[polarity] = Claim(story.id, party, action, place, tellings, origins, polarity=polarity)
        self._claims += claims.values()
        parted = [each for each in (Polarity.FOR, Polarity.AGAINST) if each in sides]
        if len(parted) == 2 and len({each.document for one in parted for each in sides[one]}) > 1:
            about = f"{party.name}, {action.value}"
            shown = tuple(_side(one.value, sides[one]) for one in parted)
            self._conflicts.append(
                Conflict(story.id, ConflictKind.STANCE, about, f"{about}: tellings part.", shown, claims[parted[0]].id)
            )


def _side(label: str, held: Sequence[Position]) -> Side:
    passages = tuple(sorted(Passage(each.document, each.span) for each in held))
    return Side(label, tuple(sorted(each.id for each in held)), passages, len({each.document for each in held}))


def _speaker(party: Party, number: int) -> Speaker:
    return Speaker(f"{('Anna', 'Boris', 'Chen')[number]} {party.name.split()[-1]}son", role="Minister", party=party)


@dataclass(frozen=True, slots=True)
class _Plan:
    """A position whose document is still being written: places are code points of the text to be."""

    start: int
    end: int
    party: Party
    action: Action
    stance: Stance
    cue: tuple[int, int]
    name: tuple[int, int]
    condition: tuple[int, int, Proposition] | None
    place: tuple[int, int, str] | None
    speaker: Speaker | None

    def position(self, text: Text) -> Position:
        terms = []
        if self.condition is not None:
            start, end, asked = self.condition
            value = asked.key if asked.holds else f"not {asked.key}"
            terms.append(Term(TermKind.CONDITION, Span.of(text.text, start, end), value, (asked,)))
        if self.place is not None:
            start, end, where = self.place
            terms.append(Term(TermKind.WHERE, Span.of(text.text, start, end), where))
        return Position(
            text.id,
            Span.of(text.text, self.start, self.end),
            (self.party,),
            self.action,
            self.stance,
            Span.of(text.text, *self.cue),
            Span.of(text.text, *self.name),
            terms=tuple(terms),
            said_by=self.speaker,
        )


@dataclass(frozen=True, slots=True)
class _Quotation:
    """A statement whose document is still being written."""

    content: tuple[int, int]
    source: tuple[int, int]
    speaker: Speaker

    def statement(self, text: Text) -> Statement:
        content = (Span.of(text.text, *self.content),)
        return Statement(text.id, Mode.DIRECT, content, Span.of(text.text, *self.source), speaker=self.speaker)


class _Writer:
    """Writes a document sentence by sentence."""

    def __init__(self, headline: str) -> None:
        self._written = f"{headline}\n"
        self._body = len(self._written)
        self._headline = len(headline)

    def _add(self, words: str) -> tuple[int, int]:
        start = len(self._written)
        self._written += words
        return start, len(self._written)

    def position(
        self,
        party: Party,
        action: Action,
        stance: Stance,
        speaker: Speaker | None,
        condition: Proposition | None,
        place: str | None,
    ) -> _Plan:
        start, _ = name = self._add(party.name)
        self._add(" ")
        cue = self._add(_STANCES[stance][1])
        self._add(f" {action.value.replace('_', ' ')} as agreed")
        where = hangs = None
        if place is not None:
            self._add(" ")
            where = (*self._add(place), place)
        if condition is not None:
            self._add(" ")
            word = "if" if condition.holds else "unless"
            hangs = (*self._add(f"{word} {condition.key.replace('_', ' ')} is so"), condition)
        _, end = self._add(f", says {speaker.name}" if speaker else "")
        self._add(".\n")
        return _Plan(start, end, party, action, stance, cue, name, hangs, where, speaker)

    def quotation(self, speaker: Speaker, word: str) -> _Quotation:
        source = self._add(speaker.name)
        self._add(" said ")
        content = self._add(f'"the {word} is what {speaker.name} was asked about"')
        self._add(".\n")
        return _Quotation(content, source, speaker)

    def text(self, name: str, publisher: str, published: str) -> Text:
        digest = hashlib.sha256(self._written.encode()).hexdigest()
        blocks = (Block(0, self._headline, Role.HEADLINE), Block(self._body, len(self._written.rstrip()), Role.BODY))
        metadata = Metadata(name, title=self._written[: self._headline], publisher=publisher, published=published)
        return Text(content_id("document", name, digest), metadata, digest, self._written, blocks)


@dataclass(frozen=True, slots=True)
class Written:
    """How many records were recorded, and the seconds that the register took: on the clock, and the processor's."""

    records: int
    recording: float
    processor: float


def write(register: Register, positions: int) -> Written:
    """Fill an empty register with so many positions, as near as whole documents come."""
    made, records, seconds, processor = Made(max(1, positions // POSITIONS_A_DOCUMENT)), 0, 0.0, 0.0
    for reading in made.readings():
        begun, before = time.perf_counter(), time.process_time()
        register.record(reading, _EXTRACTOR)
        seconds += time.perf_counter() - begun
        processor += time.process_time() - before
        records += len(reading.records)
    register.record_comparison(made.comparison(), _EXTRACTOR)
    return Written(records, seconds, processor)
