"""When something is told to have happened or to be due, and which times exclude each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord.compare.bounded import few
from onrecord.compare.components import connected
from onrecord.compare.phrases import side, summary
from onrecord.compare.sources import Sources
from onrecord.compare.words import stem
from onrecord.model import Act, Conflict, ConflictKind, Passage, Position, Reading, Span, Stance, Story, TermKind

_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = "|".join(month.title() for month in _MONTHS)
_DAY = "|".join(day.title() for day in _DAYS)
_TIME = re.compile(
    rf"\b(?:(?P<month>{_MONTH})\b\.?(?: (?P<date>[0-3]?\d)(?!\d))?(?:,? (?P<year>(?:19|20)\d\d))?"
    rf"|(?P<day>{_DAY})\b"
    r"|(?P<feast>Easter|Christmas|Thanksgiving|Ramadan|Passover|New Year(?:['’]s)?)\b"
    r"|(?P<relative>(?:last|this|next) (?:week|month|year))\b"
    r"|(?<=\b[Ii]n )(?P<alone>(?:19|20)\d\d)\b)"
)
_AROUND = 60  # characters after a deed in which its time is told
_STOP = re.compile(r"[.;!?\n]")
_FOR = frozenset({Stance.PLEDGED, Stance.WILLING})


@dataclass(frozen=True, slots=True)
class When:
    """A time as told: ``kind`` is month, date, day, feast or relative; ``value`` compares within a kind."""

    kind: str
    value: tuple[str, ...]
    span: Span

    def excludes(self, other: When) -> bool:
        """Whether the two cannot be of one event, whatever the date of the articles."""
        if {self.kind, other.kind} <= {"month", "date"}:
            return any(one and two and one != two for one, two in zip(self.value, other.value, strict=False))
        if self.kind == other.kind == "relative":
            return False  # they depend on the day of each article
        return self.kind == other.kind and self.value != other.value

    def apart(self, other: When) -> bool:
        """Whether a named feast and a week told from the day of speaking stand against each other."""
        return {self.kind, other.kind} == {"feast", "relative"}


@dataclass(frozen=True, slots=True, eq=False)
class _Deed:
    record: str
    document: str
    label: str
    span: Span
    when: When


def time_conflicts(story: Story, readings: Sequence[Reading], sources: Sources) -> Iterator[Conflict]:
    """Deeds and undertakings of the same parties that are given different times."""
    alike: dict[tuple[str, ...], list[_Deed]] = defaultdict(list)
    for reading in sorted(readings, key=lambda each: each.text.id):
        for act in reading.acts:
            if act.source and act.target and (when := when_of(reading, act)):
                key = (act.code.value, _verb(act), _ids(act.source), _ids(act.target))
                alike[key].append(_Deed(act.id, act.document, _told(act), act.span, when))
        for position in reading.positions:
            for deed in _due(position):
                alike["due", position.action.value, _ids(position.parties), _with(position)].append(deed)
    for _, told in sorted(alike.items()):
        deeds = few(told, lambda each: each.when.value)
        values: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for each in deeds:
            values[each.document].add(each.when.value)
        edges = [pair for pair in combinations(deeds, 2) if _part(*pair, values)]
        for group in connected(dict.fromkeys(each for edge in edges for each in edge), edges):
            yield _conflict(story, group, sources)


def times_in(text: str, start: int, end: int) -> Iterator[When]:
    """The times told in a stretch of text."""
    for found in _TIME.finditer(text, start, end):
        span = Span.of(text, *found.span())
        if found["month"]:
            kind = "date" if found["date"] else "month"
            yield When(kind, (found["month"], found["date"] or "", found["year"] or ""), span)
        elif found["alone"]:
            yield When("date", ("", "", found["alone"]), span)
        else:
            kind = next(name for name in ("day", "feast", "relative") if found[name])
            yield When(kind, (found[kind].casefold(),), span)


def _part(one: _Deed, other: _Deed, values: Mapping[str, set[tuple[str, ...]]]) -> bool:
    if one.document != other.document and one.when.excludes(other.when):
        # where they agree on another time of the same deed, it was done twice
        return values[one.document].isdisjoint(values[other.document])
    return one.when.apart(other.when)


def when_of(reading: Reading, act: Act) -> When | None:
    """The one time told with a deed, in its clause or right after it; None where several are."""
    text = reading.text.text
    stop = _STOP.search(text, act.span.end)
    end = min(act.span.end + _AROUND, stop.start() if stop else len(text))
    found = list(times_in(text, act.span.start, end))
    return found[0] if len(found) == 1 else None


def _due(position: Position) -> Iterator[_Deed]:
    if position.stance in _FOR:
        for term in position.terms:
            if term.kind is TermKind.DEADLINE:
                for when in times_in(term.span.exact, 0, len(term.span.exact)):
                    label = ", ".join(party.name for party in position.parties) + f": {position.action.value}"
                    yield _Deed(position.id, position.document, label, position.span, when)


def _with(position: Position) -> str:
    return " ".join(sorted(term.value for term in position.terms if term.kind is TermKind.WITH and term.value))


def _ids(parties: Sequence[object]) -> str:
    return " ".join(sorted(str(getattr(party, "id", party)) for party in parties))


def _verb(act: Act) -> str:
    return stem(act.cue.exact.split()[-1])


def _told(act: Act) -> str:
    source, target = (", ".join(party.name for party in parties) for parties in (act.source, act.target))
    return f"{source} and {target}: “{act.cue.exact}”"


def _conflict(story: Story, group: Sequence[_Deed], sources: Sources) -> Conflict:
    held: dict[str, dict[str, Passage]] = defaultdict(dict)
    for each in group:
        held[each.when.span.exact][each.record] = Passage(each.document, each.span)
    sides = tuple(side(label, records, sources) for label, records in held.items())
    about = f"when: {group[0].label}"
    depends = any(one.when.apart(other.when) for one, other in combinations(group, 2))
    note = "whether the two agree depends on the day on which the second was said" if depends else None
    return Conflict(story.id, ConflictKind.TIME, about, summary(about[0].upper() + about[1:], sides), sides, note=note)
