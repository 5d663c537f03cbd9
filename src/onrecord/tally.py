"""What a build does, counted as it goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from onrecord.extract import LANGUAGE_NOT_READ
from onrecord.model import Comparison, Reading, Rejected
from onrecord.triage import STAGE as TRIAGE


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is: documents done with, and documents in all, where that can be counted."""

    done: int
    total: int | None


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a build did.

    ``recorded`` documents were added, with so many statements, positions, figures and acts;
    ``held`` were in the register already; ``unread`` of the recorded ones are in a language that is
    not read; ``rejected`` are the documents refused, with reasons. ``missing`` names the package for want of
    which rules alone read them. ``left_out``: how many triage left out, by its reasons; they are none of the rejected.
    Stories, claims and conflicts are counted over the whole register.
    """

    recorded: int
    held: int
    unread: int
    rejected: tuple[Rejected, ...]
    statements: int
    positions: int
    figures: int
    acts: int
    stories: int
    claims: int
    conflicts: int
    missing: str | None = None
    left_out: Mapping[str, int] = field(default_factory=dict)


class Tally:
    """The count so far; tells ``progress`` of every document."""

    def __init__(
        self, progress: Callable[[Progress], None] | None, total: int | None, missing: str | None = None
    ) -> None:
        self._progress = progress
        self._total = total
        self._missing = missing
        self._recorded = 0
        self._held = 0
        self._unread = 0
        self._rejected: list[Rejected] = []
        self._left_out: Counter[str] = Counter()
        self._statements = 0
        self._positions = 0
        self._figures = 0
        self._acts = 0
        self._compared = Counter[str]()
        self._tell()

    def hold(self) -> None:
        """Count a document that was there already."""
        self._held += 1
        self._tell()

    def reject(self, rejected: Rejected) -> None:
        """Count a document that was refused; of those that triage left out, the number alone."""
        if rejected.stage == TRIAGE:
            self._left_out[rejected.reason] += 1
        else:
            self._rejected.append(rejected)
        self._tell()

    def record(self, reading: Reading) -> None:
        """Count a document that was added, and what it says."""
        self._recorded += 1
        self._unread += any(rejected.reason == LANGUAGE_NOT_READ for rejected in reading.rejected)
        self._statements += len(reading.statements)
        self._positions += len(reading.positions)
        self._figures += len(reading.figures)
        self._acts += len(reading.acts)
        self._tell()

    def compared(self, parts: Iterable[Comparison]) -> Iterator[Comparison]:
        """The parts of a comparison, counted as they go by."""
        for part in parts:
            self._compared["stories"] += len(part.stories)
            self._compared["claims"] += len(part.claims)
            self._compared["conflicts"] += len(part.conflicts)
            yield part

    def summary(self) -> BuildSummary:
        """The count at the end."""
        return BuildSummary(
            recorded=self._recorded,
            held=self._held,
            unread=self._unread,
            rejected=tuple(self._rejected),
            statements=self._statements,
            positions=self._positions,
            figures=self._figures,
            acts=self._acts,
            stories=self._compared["stories"],
            claims=self._compared["claims"],
            conflicts=self._compared["conflicts"],
            missing=self._missing,
            left_out=dict(sorted(self._left_out.items())),
        )

    def _tell(self) -> None:
        if self._progress:
            done = self._recorded + self._held + len(self._rejected) + self._left_out.total()
            self._progress(Progress(done, self._total))
