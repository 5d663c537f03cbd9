"""What a sentence says of a thing, as values of which only one can be so: abstained or against, fell or pushed."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.compare.phrases import shortened
from onrecord.compare.retold import english
from onrecord.lexicon import load_yaml
from onrecord.model import ConflictKind, Span

_TOKEN = re.compile(r"[A-Za-z]+?(?=n['’]t\b)|n['’]t\b|[A-Za-z]+(?:['’]s\b)?|[^\w\s]")
_NEGATIONS = frozenset(
    {"not", "no", "never", "nor", "neither", "none", "nobody", "nothing", "without", "hardly", "n't", "n’t"}
)
_REACH = 3  # words between a negation and what it denies
_CUTS = frozenset('.;:,—–()"“”')


@dataclass(frozen=True, slots=True)
class Value:
    """A value told in a sentence: of which family, and the words that tell it. ``denied``: as not so."""

    family: str
    name: str
    denied: bool
    span: Span

    def excludes(self, other: Value) -> bool:
        """Whether the two cannot both be so."""
        if self.family != other.family:
            return False
        if self.denied or other.denied:
            return self.name == other.name and self.denied != other.denied
        return self.name != other.name

    def opposes(self, other: Value) -> bool:
        """Whether the one is the other denied: "will", "will not"."""
        return self.denied != other.denied or f"{self.name} not" == other.name or self.name == f"{other.name} not"

    @property
    def label(self) -> str:
        """Such as "not put off"."""
        return f"not {self.name}" if self.denied else self.name

    @property
    def told(self) -> str:
        """The value with the words that tell it: "against (“said no”)"."""
        return f"{self.label} (“{shortened(self.span.exact)}”)"


def values_in(text: str, span: Span) -> tuple[Value, ...]:
    """The values told in a stretch of text, in order; each word tells but one of each family."""
    tokens = [(found.group(), span.start + found.start()) for found in _TOKEN.finditer(span.exact)]
    codes = [_code(word) for word, _ in tokens]
    found: list[Value] = []
    taken: dict[str, int] = {}
    for at, code in enumerate(codes):
        for phrase, family, name in _phrases().get(code, ()):
            if at > taken.get(family, -1) and tuple(codes[at : at + len(phrase)]) == phrase:
                taken[family] = at + len(phrase) - 1
                denied = not _negative(phrase) and _is_denied(tokens, at)
                last, start = tokens[taken[family]]
                found.append(_value(family, name, denied, Span.of(text, tokens[at][1], start + len(last))))
    return tuple(sorted(found, key=lambda each: (each.span, each.family)))


def kind_of(family: str) -> ConflictKind:
    """Of what kind a conflict between two values of a family is."""
    return ConflictKind(load_yaml("told_apart")["families"][family]["kind"])


def _value(family: str, name: str, denied: bool, span: Span) -> Value:
    """In a family of two, what denies the one tells the other."""
    names = [*load_yaml("told_apart")["families"][family]["values"]]
    if denied and len(names) == 2:
        return Value(family, next(other for other in names if other != name), False, span)
    return Value(family, name, denied, span)


def _is_denied(tokens: list[tuple[str, int]], at: int) -> bool:
    for word, _ in reversed(tokens[max(0, at - _REACH) : at]):
        if word in _CUTS:
            return False
        if word.lower() in _NEGATIONS:
            return True
    return False


@functools.lru_cache(maxsize=50_000)
def _code(word: str) -> str:
    """What a word is compared by; its own where it is a month or only looks like one of the words of a family."""
    if word.endswith(("'t", "’t")):
        return english("not")
    if word == "May" or word.lower() in load_yaml("told_apart")["others"]:
        return f"={word}"
    return english(word)


def _negative(phrase: tuple[str, ...]) -> bool:
    return not _negation_codes().isdisjoint(phrase)


@functools.cache
def _negation_codes() -> frozenset[str]:
    return frozenset(map(english, _NEGATIONS))


_Phrase = tuple[tuple[str, ...], str, str]


@functools.cache
def _phrases() -> Mapping[str, list[_Phrase]]:
    """By first word the phrases, each with its family and the value that it tells, the longest first."""
    found: dict[str, list[_Phrase]] = defaultdict(list)
    for family, each in load_yaml("told_apart")["families"].items():
        for name, phrases in each["values"].items():
            for phrase in phrases:
                words = tuple(_code(word.group()) for word in _TOKEN.finditer(phrase))
                found[words[0]].append((words, family, name))
    for same in found.values():
        same.sort(key=lambda each: (-len(each[0]), each))
    return dict(found)
