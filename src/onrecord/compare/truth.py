"""Which of several values is better supported, counting origins and not outlets; the others stay in view."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.compare.dependence import (
    COPIED,
    COPYING_ODDS,
    FALSE_VALUES,
    Belief,
    Held,
    contested,
    find_origins,
)
from onrecord.model import Conflict

_ACCURACY = 0.8  # of a source of which nothing is known
_KNOWN_AS = 4.0  # contested items that this stands for beside those that the source speaks of
_LEAST, _MOST = 0.05, 0.99
_ROUNDS = 20
_SETTLED = 1e-6
_TIE = 1e-9


@dataclass(frozen=True, slots=True, order=True)
class Assertion:
    """That a source gives an item a value. Values are compared as they are: normalise them beforehand."""

    item: str
    source: str
    value: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Sources that have a value from one another, or from the same third one; they count once.

    ``weight`` is the logarithm of the odds that the origin gives to the value against any one wrong value,
    from its sources' mean ``accuracy``.
    """

    sources: tuple[str, ...]
    accuracy: float
    weight: float


@dataclass(frozen=True, slots=True)
class Support:
    """What stands behind one value of an item.

    ``torn`` are sources that give the item other values as well: they are shown and count for none.
    ``weight`` is the sum over ``origins``; ``probability`` what follows from the weights of all values.
    """

    value: str
    origins: tuple[Origin, ...]
    torn: tuple[str, ...]
    weight: float
    probability: float

    @property
    def sources(self) -> tuple[str, ...]:
        """All that give the value, sorted."""
        return tuple(sorted([*self.torn, *(source for origin in self.origins for source in origin.sources)]))

    @property
    def explanation(self) -> str:
        """The arithmetic in words, such as "35: 3 sources, 2 origins: a with b 1.39 + c 1.39 = 2.77"."""
        told = f"{self.value}: {_counted(len(self.sources), 'source')}, {_counted(len(self.origins), 'origin')}"
        parts = " + ".join(f"{_together(each.sources)} {each.weight:.2f}" for each in self.origins)
        total = f"{self.weight:.2f} ({self.probability:.0%})"
        arithmetic = f": {parts} = {total}" if self.origins else f": {total}"
        return told + arithmetic + (f"; {', '.join(self.torn)}: also says otherwise" if self.torn else "")


@dataclass(frozen=True, slots=True)
class Verdict:
    """All values that an item is given, the best supported first, in the order of the alphabet where tied."""

    item: str
    values: tuple[Support, ...]

    @property
    def best(self) -> Support | None:
        """The value that is better supported than any other; None where two are as good."""
        first, *others = self.values
        return None if others and first.weight - others[0].weight <= _TIE else first

    @property
    def explanation(self) -> str:
        """Which value is better supported, and the arithmetic of each, the minority's too."""
        best = self.best
        verdict = f"{best.value} is better supported" if best else "no value is better supported than all others"
        return f"{verdict}. {'; '.join(each.explanation for each in self.values)}."


@dataclass(frozen=True, slots=True)
class Truth:
    """The verdict on each item, how far each source is right on contested items, and which sources copy."""

    verdicts: tuple[Verdict, ...]
    accuracy: Mapping[str, float]
    cliques: tuple[tuple[str, ...], ...]


def weigh(assertions: Iterable[Assertion], origins: Mapping[str, str] | None = None) -> Truth:
    """What is better supported, with the accuracy of sources and copying among them estimated together.

    ``origins`` names the origin of sources that are known to share one; further copying is found from the
    values, where sources share ten contested items or more. Two accounts are tried: that nobody copies until
    agreement is beyond what accuracy explains, and that all agreement beyond what others say is copying. The
    likelier one stands. The order of the assertions does not matter.
    """
    told: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for each in sorted(set(assertions)):
        told[each.item][each.source].add(each.value)
    held = {
        item: {source: next(iter(values)) for source, values in sources.items() if len(values) == 1}
        for item, sources in told.items()
    }
    sources = sorted({source for item in told.values() for source in item})
    known = origins or {}
    first: dict[str, str] = {}
    given = {source: first.setdefault(known.get(source, f"source {source}"), source) for source in sources}
    account = max((_Account(held, given, copying) for copying in (False, True)), key=lambda each: each.likelihood)
    verdicts = tuple(account.verdict(item, told[item]) for item in sorted(told))
    accuracy = {source: account.accuracy[source] for source in sources}
    return Truth(verdicts, accuracy, account.cliques())


def weigh_conflicts(conflicts: Sequence[Conflict], origins: Mapping[str, str]) -> dict[str, Verdict]:
    """The verdict on each conflict by its id: its sides are the values, the documents that hold them the sources.

    ``origins`` as the lineage gives them. The conflicts of a story are weighed together: a document that
    stands alone on one counts for less on the next.
    """
    assertions = [
        Assertion(conflict.id, passage.document, side.label)
        for conflict in conflicts
        for side in conflict.sides
        for passage in side.passages
    ]
    return {verdict.item: verdict for verdict in weigh(assertions, origins).verdicts}


@dataclass(frozen=True, slots=True)
class _Record:
    """How much of what a source says is right, of how much that counts."""

    right: float = 0.0
    counted: float = 0.0

    @classmethod
    def sum_of(cls, records: Sequence[_Record]) -> _Record:
        return cls(math.fsum(each.right for each in records), math.fsum(each.counted for each in records))

    def without(self, part: _Record) -> _Record:
        return _Record(self.right - part.right, self.counted - part.counted)

    @property
    def accuracy(self) -> float:
        """From 0 to 1, drawn to what is expected of a source of which little is known."""
        return min(_MOST, max(_LEAST, (self.right + _KNOWN_AS * _ACCURACY) / (self.counted + _KNOWN_AS)))


class _Account:
    """One account of who copies and who is right that is consistent with itself."""

    def __init__(self, held: Held, given: Mapping[str, str], copying: bool) -> None:
        self._held = dict(sorted(held.items()))
        self._contested = contested(held)
        self._given = given
        self.origin = dict(given)
        self.accuracy = dict.fromkeys(given, _ACCURACY)
        self._known: dict[str, dict[str, _Record]] = {}  # what each contested item adds to each source's record
        self._total = dict.fromkeys(given, _Record())
        if copying:
            self.origin = find_origins(held, given, self.origin, {}, self.accuracy)
        else:
            self._settle(copying=False)
        self._settle(copying=True)
        self.likelihood = self._likelihood()

    def cliques(self) -> tuple[tuple[str, ...], ...]:
        """The sources that share an origin, where it is more than one."""
        members: dict[str, list[str]] = defaultdict(list)
        for source in sorted(self.origin):
            members[self.origin[source]].append(source)
        return tuple(sorted(tuple(each) for each in members.values() if len(each) > 1))

    def verdict(self, item: str, told: Mapping[str, set[str]]) -> Verdict:
        """The values of one item with their support; ``told`` has those of torn sources too."""
        weights = self._weights(item, self._held[item])
        believed = _probabilities({value: math.fsum(each.weight for each in found) for value, found in weights.items()})
        torn = {value: [source for source in sorted(told) if len(told[source]) > 1 and value in told[source]]
                for value in sorted({value for values in told.values() for value in values})}  # fmt: skip
        found = []
        for value, undecided in torn.items():
            origins = weights.get(value, [])
            weight = math.fsum(each.weight for each in origins)
            found.append(Support(value, tuple(origins), tuple(undecided), weight, believed.get(value, 0.0)))
        return Verdict(item, tuple(sorted(found, key=lambda each: (-round(each.weight, 9), each.value))))

    def _settle(self, *, copying: bool) -> None:
        for _ in range(_ROUNDS):
            belief = self._belief()
            accuracy = self._accuracies(belief)
            moved = max((abs(accuracy[each] - self.accuracy[each]) for each in accuracy), default=0.0)
            self.accuracy = accuracy
            before = self.origin
            if copying:
                self.origin = find_origins(self._held, self._given, self.origin, belief, accuracy)
            if moved < _SETTLED and self.origin == before:
                return

    def _weights(self, item: str, told: Mapping[str, str]) -> dict[str, list[Origin]]:
        """For each value the origins behind it; a source that departs from its origin speaks for itself.

        How reliable a source is follows from the other items: none bears itself out.
        """
        known = self._known.get(item, {})
        groups: dict[tuple[str, str], list[str]] = defaultdict(list)
        for source in sorted(told):
            groups[told[source], self.origin[source]].append(source)
        found: dict[str, list[Origin]] = defaultdict(list)
        for (value, _), sources in sorted(groups.items()):
            accuracies = (self._total[source].without(known.get(source, _Record())).accuracy for source in sources)
            mean = math.fsum(accuracies) / len(sources)
            found[value].append(Origin(tuple(sources), mean, math.log(FALSE_VALUES * mean / (1 - mean))))
        return found

    def _belief(self) -> Belief:
        found = {}
        for item, told in self._contested.items():
            weights = self._weights(item, told)
            found[item] = _probabilities(
                {value: math.fsum(each.weight for each in weights[value]) for value in weights}
            )
        return found

    def _accuracies(self, belief: Belief) -> dict[str, float]:
        """How often each source is right, items counting by how far origins part on them (Gini's index).

        What nearly all agree on says nothing of who is reliable where it matters.
        """
        self._known = {}
        records: dict[str, list[_Record]] = {source: [] for source in self.origin}
        for item, told in self._contested.items():
            votes = Counter(value for value, _ in {(value, self.origin[source]) for source, value in told.items()})
            parted = 1 - math.fsum((votes[value] / votes.total()) ** 2 for value in sorted(votes))
            self._known[item] = {source: _Record(parted * belief[item][told[source]], parted) for source in told}
            for source, record in self._known[item].items():
                records[source].append(record)
        self._total = {source: _Record.sum_of(each) for source, each in records.items()}
        return {source: record.accuracy for source, record in self._total.items()}

    def _likelihood(self) -> float:
        """The logarithm of the probability of all that is said of contested items, and of so much copying."""
        found = len(set(self._given.values())) - len(set(self.origin.values()))
        return math.fsum([COPYING_ODDS * found, *(self._of_item(told) for told in self._contested.values())])

    def _of_item(self, told: Mapping[str, str]) -> float:
        groups: dict[str, list[str]] = defaultdict(list)
        for source in sorted(told):
            groups[self.origin[source]].append(source)
        values = sorted(set(told.values()))
        by_truth = [math.fsum(self._of_group(told, groups[each], true) for each in sorted(groups)) for true in values]
        unsaid = math.fsum(self._of_group(told, groups[each], None) for each in sorted(groups))
        others = max(_TIE, FALSE_VALUES + 1 - len(values))
        return _log_sum([*by_truth, unsaid + math.log(others)]) - math.log(FALSE_VALUES + 1)

    def _of_group(self, told: Mapping[str, str], sources: Sequence[str], true: str | None) -> float:
        """The first that gives the most common value speaks for itself, the others copy or depart."""
        votes = Counter(told[source] for source in sources)
        common = min(votes, key=lambda value: (-votes[value], value))
        first, *rest = sorted(sources, key=lambda source: (told[source] != common, source))

        def alone(source: str) -> float:
            right = self.accuracy[source]
            return right if told[source] == true else (1 - right) / FALSE_VALUES

        copied = (COPIED * (told[each] == common) + (1 - COPIED) * alone(each) for each in rest)
        return math.log(alone(first)) + math.fsum(map(math.log, copied))


def _probabilities(weights: Mapping[str, float]) -> dict[str, float]:
    """Of each value, where one of those said or of as many as can be wrong is true."""
    unsaid = max(0, FALSE_VALUES + 1 - len(weights))
    total = _log_sum([*(weights[value] for value in sorted(weights)), *([math.log(unsaid)] if unsaid else [])])
    return {value: math.exp(weight - total) for value, weight in weights.items()}


def _log_sum(logarithms: Sequence[float]) -> float:
    most = max(logarithms)
    return most + math.log(math.fsum(math.exp(each - most) for each in logarithms))


def _together(sources: Sequence[str]) -> str:
    first, *others = sources
    return f"{first} with {', '.join(others)}" if others else first


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
