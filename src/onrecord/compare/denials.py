"""Where one telling has it that a thing is so, and another in the same words that it is not."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.compare.bounded import few
from onrecord.compare.components import connected
from onrecord.compare.phrases import shortened, side, summary
from onrecord.compare.retold import Part, Retold, english, pairs, telling
from onrecord.compare.sources import Sources
from onrecord.compare.utterances import same_person
from onrecord.lexicon import load_yaml
from onrecord.model import Conflict, ConflictKind, Passage, Reading, Span, Speaker, Statement, Story

_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]{2,}")
_NOT = re.compile(
    r"(?:\b(?:not|never)|n['’]t)\s(?:(?:\w+ly|been|be|have|even|ever)\s)*(?P<verb>[A-Za-z]{3,})"
    r"|\bno\s(?:\w+\s)?(?P<noun>[A-Za-z]{3,})"
)
_ANY_NOT = re.compile(r"\b(?:not|never|no|none|nor|neither|nobody|nothing|without|den(?:y|ied|ies))\b|n['’]t\b", re.I)
# what is not so yet, or only perhaps, is denied by nobody who tells it later or as a fact
_OPEN = re.compile(r"\b(?:yet|if|whether|unless|until|only|just|may|might|could|would|should|will|to|must|can)\b|\bca$")
# Chosen on articles of 33 events. Of clauses of the same words of which one is negated one in twenty tells the same:
# a subject in common, and nothing that is open, leaves hardly any.
_SHARE = 0.45
_LEAST = 3.8


@dataclass(frozen=True, slots=True, eq=False)
class _Held:
    """A word that is told as so or as not so: ``word`` stands for it and its opposite, ``so`` which of the two.

    ``at`` is its place in the document, ``words`` are the telling words of its part.
    """

    part: Part
    word: str
    so: bool
    at: int
    words: frozenset[str]

    @property
    def subject(self) -> frozenset[str]:
        """The telling words before it in its sentence."""
        sentence = self.part.sentence
        return telling(sentence.exact[: self.at - sentence.start])


def denial_conflicts(story: Story, readings: Sequence[Reading], retold: Retold, sources: Sources) -> Iterator[Conflict]:
    """The same told of the same subject and denied, by two documents of which neither has the other's word."""
    ordered = sorted(readings, key=lambda each: each.text.id)
    parts = [part for reading in ordered for part in retold.parts[reading.text.id] if not _open(part)]
    denied = {part: found for part in parts if (found := _denied(part))}
    words = frozenset[str]().union(*denied.values(), _opposites())
    told = [each for part in parts for each in _held(part, denied.get(part, frozenset()), words)]
    told = few(told, lambda each: (each.word, each.so, each.part.telling))
    both: Mapping[tuple[str, str], set[bool]] = defaultdict(set)
    for each in told:
        both[each.part.document, each.word].add(each.so)
    statements = {reading.text.id: reading.statements for reading in ordered}
    edges = [
        (told[one], told[other])
        for one, other in pairs([[f"{each.word} {word}" for word in each.words] for each in told])
        if both[told[one].part.document, told[one].word] != both[told[other].part.document, told[one].word]
        and _part(told[one], told[other], retold)
        and not _two_speakers(*(_speaker(told[each].part, statements) for each in (one, other)))
    ]
    for group in connected(dict.fromkeys(each for edge in edges for each in edge), edges):
        sides = []
        for label, so in (("told as so", True), ("told as not so", False)):
            records = {f"{each.part.document}:{each.part.span.start}": each.part for each in group if each.so is so}
            passages = {name: Passage(part.document, part.span) for name, part in records.items()}
            sides.append(side(label, passages, sources))
        about = f"whether: “{shortened(next(each for each in group if each.so).part.span.exact)}”"
        yield Conflict(story.id, ConflictKind.STANCE, about, summary(about[0].upper() + about[1:], sides), tuple(sides))


def _part(one: _Held, other: _Held, retold: Retold) -> bool:
    if one.part.document == other.part.document or one.word != other.word or one.so is other.so:
        return False
    weight, share = retold.weights.shared(one.words, other.words)
    if weight < _LEAST or share < _SHARE or not one.subject & other.subject:
        return False
    more = one.part.names - telling(other.part.sentence.exact)
    less = other.part.names - telling(one.part.sentence.exact)
    return not (more and less)


def _two_speakers(one: Speaker | None, other: Speaker | None) -> bool:
    """Whether two hold different views, each his own."""
    return one is not None and other is not None and not same_person(one, other)


def _speaker(part: Part, statements: Mapping[str, Sequence[Statement]]) -> Speaker | None:
    own = statements[part.document]
    return next((each.speaker for each in own if any(_holds(content, part.span) for content in each.content)), None)


def _holds(content: Span, part: Span) -> bool:
    """Whether a part of a sentence is for the most part within what was said."""
    return 2 * (min(content.end, part.end) - max(content.start, part.start)) >= part.end - part.start


def _open(part: Part) -> bool:
    """Whether a part leaves open what it tells, or asks."""
    return bool(_OPEN.search(part.span.exact)) or part.sentence.exact.rstrip('"”’)').endswith("?")


def _denied(part: Part) -> frozenset[str]:
    """The words that a part says are not so."""
    found = (each["verb"] or each["noun"] for each in _NOT.finditer(part.span.exact))
    return frozenset(english(word) for word in found if english(word) in {english(each) for each in part.stems})


def _held(part: Part, denied: frozenset[str], asked: frozenset[str]) -> Iterator[_Held]:
    """Which of the words that are asked for a part says are so, or not so."""
    own = {english(word) for word in part.stems} & asked
    if not own or (not denied and _ANY_NOT.search(part.span.exact)):
        return
    for each in _WORD.finditer(part.span.exact):
        word = english(each.group())
        if word not in own or (denied and word not in denied):
            continue
        at = part.span.start + each.start()
        words = part.telling - telling(each.group())
        yield _Held(part, word, word not in denied, at, words | {word})
        for other, its in () if denied else _opposites().get(word, ()):
            yield _Held(part, other, its, at, words | {other})


@functools.cache
def _opposites() -> dict[str, list[tuple[str, bool]]]:
    """For each word the words that stand for it and its opposite, and whether it is the first of the two."""
    found: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for one, other in load_yaml("events")["opposites"]:
        name = f"{english(one)}/{english(other)}"
        found[english(one)].append((name, True))
        found[english(other)].append((name, False))
    return dict(found)
