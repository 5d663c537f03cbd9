"""What is assumed to be so, what follows from it, and what is left open: three values, Kleene's strong logic.

S. C. Kleene, Introduction to Metamathematics (1952), section 64: "and" is no where one part is, "or" is
yes where one part is, and both are undetermined where the undetermined parts decide.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from onrecord import lexicon
from onrecord.errors import UsageError
from onrecord.model import Proposition

_VALUES = {"yes": True, "true": True, "no": False, "false": False}
_PARTY = "{party}"
_LONGEST = 200  # characters of an assumption: no key is longer


class Truth(StrEnum):
    """The three values."""

    YES = "yes"
    NO = "no"
    UNDETERMINED = "undetermined"


def negation(value: Truth) -> Truth:
    """Not so."""
    return {Truth.YES: Truth.NO, Truth.NO: Truth.YES}.get(value, value)


def conjunction(values: Iterable[Truth]) -> Truth:
    """Whether all are so; of none, yes."""
    found = set(values)
    return next((each for each in (Truth.NO, Truth.UNDETERMINED) if each in found), Truth.YES)


def disjunction(values: Iterable[Truth]) -> Truth:
    """Whether any is so; of none, no."""
    return negation(conjunction(map(negation, values)))


@dataclass(frozen=True, slots=True)
class Known:
    """A proposition that holds or does not, and why: ``because`` is None where it was assumed.

    ``since`` is what it follows from; ``presumed``: by what is only taken to follow.
    """

    key: str
    holds: bool
    because: str | None = None
    since: Proposition | None = None
    presumed: bool = False


@dataclass(frozen=True, slots=True)
class _Rule:
    """From one literal follows another; a key may stand for the same of any party."""

    when: Proposition
    then: Proposition
    because: str
    presumed: bool

    def apply(self, known: Known) -> Proposition | None:
        """What follows for this key, if anything."""
        party = _party(self.when.key, known.key)
        if party is None or known.holds != self.when.holds:
            return None
        return Proposition(_of_party(self.then.key, party), self.then.holds)


class Assumptions:
    """What is assumed, with all that follows from it. Raises UsageError for assumptions that exclude each other."""

    def __init__(self, assumed: Mapping[str, bool]) -> None:
        self.assumed = tuple(Known(key, holds) for key, holds in sorted(assumed.items()))
        self._known = {each.key: each for each in self.assumed}
        rules = _rules()
        self._close([rule for rule in rules if not rule.presumed])
        self._close(rules)
        self._holding = {each.key: each.holds for each in self._known.values()}

    @property
    def following(self) -> tuple[Known, ...]:
        """What was not assumed and yet is known, by key."""
        return tuple(each for key, each in sorted(self._known.items()) if each.because is not None)

    @property
    def holding(self) -> Mapping[str, bool]:
        """Whether it holds, for all that is known; what was assumed comes first."""
        return self._holding

    def known(self, key: str) -> Known | None:
        """What is known of a proposition; None where it is undetermined."""
        return self._known.get(key)

    def of(self, proposition: Proposition) -> Truth:
        """Whether it is as the proposition says."""
        known = self._known.get(proposition.key)
        if known is None:
            return Truth.UNDETERMINED
        return Truth.YES if known.holds is proposition.holds else Truth.NO

    def _close(self, rules: Iterable[_Rule]) -> None:
        """Add what follows, nearest first; what is only presumed never goes against what is known."""
        rules, waiting = tuple(rules), list(self._known.values())
        for known in waiting:  # grows as it is gone through
            for rule in rules:
                told = rule.apply(known)
                if told is None:
                    continue
                presumed = rule.presumed or known.presumed
                before = self._known.get(told.key)
                if before is None:
                    found = Known(told.key, told.holds, rule.because, Proposition(known.key, known.holds), presumed)
                    self._known[told.key] = found
                    waiting.append(found)
                elif before.holds is not told.holds and not presumed and not before.presumed:
                    raise UsageError(
                        f"these assumptions exclude each other: {_told(known)}, {_told(before)}, and {rule.because}"
                    )


@dataclass(frozen=True, slots=True)
class Following:
    """What follows from a proposition's being so, or not: the nearest first, in the order of the lexicon.

    ``presumed``: only taken to follow.
    """

    when: Proposition
    then: Proposition
    because: str
    presumed: bool


def following(keys: Iterable[str]) -> tuple[Following, ...]:
    """All that can follow, step by step, from these propositions' being so or not."""
    waiting = [Proposition(key, holds) for key in sorted(set(keys)) for holds in (True, False)]
    known, found = set(waiting), []
    for when in waiting:  # grows as it is gone through
        for rule in _rules():
            then = rule.apply(Known(when.key, when.holds))
            if then is not None:
                found.append(Following(when, then, rule.because, rule.presumed))
                if then not in known:
                    known.add(then)
                    waiting.append(then)
    return tuple(found)


def assumptions(told: Iterable[str], keys: Iterable[str] = ()) -> Assumptions:
    """The assumptions that "ceasefire=yes", "us_participation=no" tell. Raises UsageError for anything else.

    A name that is no key of the register (``keys``) is taken for the class that the lexicon has it in: "truce"
    for "ceasefire", "us_backstop" for "us_backing".
    """
    known = frozenset(keys)
    found: dict[str, bool] = {}
    for text in told:
        name, equals, value = text[:_LONGEST].partition("=")
        if not equals or value.strip().casefold() not in _VALUES or not _slug(name):
            raise UsageError(f"{text[:_LONGEST]!r} is no assumption: write it as ceasefire=yes or ceasefire=no")
        meant = named(name, known)
        holds = _VALUES[value.strip().casefold()] is meant.holds
        if found.setdefault(meant.key, holds) is not holds:
            raise UsageError(f"{meant.key} is assumed to hold and not to hold")
    return Assumptions(found)


def named(name: str, keys: frozenset[str] = frozenset()) -> Proposition:
    """The proposition that a person means by a name."""
    slug = _slug(name)
    if slug in keys:
        return Proposition(slug)
    first, _, rest = slug.partition("_")
    short = lexicon.load_yaml("propositions")["short"].get(first.upper())
    if short and rest:
        slug = f"{short}_{rest}"
    if slug in keys:
        return Proposition(slug)
    return next(_classes(slug), Proposition(slug))


def _classes(slug: str) -> Iterator[Proposition]:
    """The event classes that the words of a name tell, the surest first."""
    parts = frozenset(slug.split("_"))
    for key, concept in lexicon.load_yaml("propositions")["concepts"].items():
        if _party(f"{_PARTY}_{key}" if concept.get("party") else key, slug) is not None:
            yield Proposition(slug)
    for key, concept in lexicon.load_yaml("propositions")["concepts"].items():
        for holds, told in ((True, concept), (False, concept.get("fails", {}))):
            for word in map(_slug, map(str, told.get("words", ()))):
                party = _party(f"{_PARTY}_{word}", slug) if concept.get("party") else "" if slug == word else None
                if party is not None:
                    yield Proposition(_of_party(f"{_PARTY}_{key}", party), holds)
            pairs = () if concept.get("party") else told.get("pairs", ())
            if any(parts & set(map(str, one)) and parts & set(map(str, other)) for one, other in pairs):
                yield Proposition(key, holds)


@functools.cache
def _rules() -> tuple[_Rule, ...]:
    """The table of the lexicon, each line forwards and backwards."""
    data, rules = lexicon.load_yaml("propositions"), []
    for kind in ("entails", "presumes"):
        for line in data[kind]:
            when, then = _literal(line["when"]), _literal(line["then"])
            presumed, because = kind == "presumes", str(line["because"])
            rules.append(_Rule(when, then, because, presumed))
            rules.append(_Rule(_other(then), _other(when), because, presumed))
    return tuple(rules)


def _literal(text: str) -> Proposition:
    return Proposition(text.removeprefix("not "), not text.startswith("not "))


def _other(literal: Proposition) -> Proposition:
    return Proposition(literal.key, not literal.holds)


def _party(pattern: str, key: str) -> str | None:
    """Whose it is, "" where it is nobody's; None where the key is another one."""
    if not pattern.startswith(_PARTY):
        return "" if key == pattern else None
    rest = pattern.removeprefix(_PARTY)
    if key == rest.removeprefix("_"):
        return ""
    return key.removesuffix(rest) if key.endswith(rest) and key != rest else None


def _of_party(pattern: str, party: str) -> str:
    return pattern.replace(_PARTY, party) if party else pattern.removeprefix(f"{_PARTY}_")


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")


def _told(known: Known) -> str:
    return f"{known.key}={'yes' if known.holds else 'no'}"
