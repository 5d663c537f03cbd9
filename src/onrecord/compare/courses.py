"""Where one telling has a thing under way that by another is over, or puts it before an occasion and not at it."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.compare.bounded import few
from onrecord.compare.components import connected
from onrecord.compare.phrases import shortened, side, summary
from onrecord.compare.retold import Retold, english, pairs, telling
from onrecord.compare.sources import Sources
from onrecord.lexicon import load_yaml
from onrecord.model import Conflict, ConflictKind, Passage, Span, Story

_BETWEEN = r"(?:[\w'’“\"-]+\s){0,3}"
_UNDER_WAY, _OVER = "under way", "over"
_NOT = re.compile(r"\b(?:not|never|no|if|whether|will|would|may|might|could|until)\b|n['’]t\b")
_LEAST = 3.0  # weight of the words beside it that two tellings of one course share
_RELATIONS = re.compile(
    r"\b(?:(?P<before>before|ahead of|prior to|in advance of)|(?P<after>after|following|in the wake of)"
    r"|(?P<at>during|as part of|in the course of|at))\s(?P<occasion>(?:[\w'’.-]+\s){0,3}?)"
)
_ALIKE = 0.3  # of the weight of what is told to be before an occasion, or at it
_NAMES = 2  # that tell which occasion


@dataclass(frozen=True, slots=True, eq=False)
class _Course:
    """A thing that takes its time, and how far it has come; or what is told of an occasion, and on which side of it.

    ``words`` are the telling words around it, ``names`` those of the occasion.
    """

    document: str
    thing: str
    state: str
    span: Span
    words: frozenset[str]
    names: frozenset[str] = frozenset()


def course_conflicts(story: Story, retold: Retold, sources: Sources) -> Iterator[Conflict]:
    """Things under way in some documents and over in others; and what is before an occasion here, and at it there."""
    sentences = [
        (document, sentence)
        for document, parts in sorted(retold.parts.items())
        for sentence in dict.fromkeys(part.sentence for part in parts)
    ]
    courses = [each for document, sentence in sentences for each in _courses(document, sentence)]
    told = [each for document, sentence in sentences for each in _at_occasions(document, sentence)]

    def one_course(one: _Course, other: _Course) -> bool:
        shared = one.words & other.words
        return len(shared) > 1 and retold.weights.of(shared) >= _LEAST

    def one_thing(one: _Course, other: _Course) -> bool:
        weight, share = retold.weights.shared(one.words, other.words)
        return len(one.names & other.names) >= _NAMES and weight >= _LEAST and share >= _ALIKE

    yield from _parted(story, courses, one_course, "how far it is", sources)
    yield from _parted(story, told, one_thing, "on which side of an occasion", sources)


def _parted(
    story: Story, courses: Sequence[_Course], same: Callable[[_Course, _Course], bool], asked: str, sources: Sources
) -> Iterator[Conflict]:
    """Those of one thing of which some documents have one state only, and others only another."""
    kept = few(courses, lambda each: (each.thing, each.state, each.words))
    edges = [
        (kept[one], kept[other])
        for one, other in pairs([[f"{each.thing} {word}" for word in each.words] for each in kept])
        if kept[one].document != kept[other].document and same(kept[one], kept[other])
    ]
    for group in connected(dict.fromkeys(each for edge in edges for each in edge), edges):
        states: dict[str, set[str]] = defaultdict(set)
        for each in group:
            states[each.document].add(each.state)
        held: dict[str, dict[str, Passage]] = defaultdict(dict)
        for each in group:
            if len(states[each.document]) == 1:
                held[each.state][f"{each.document}:{each.span.start}"] = Passage(each.document, each.span)
        if len(held) > 1:
            sides = tuple(side(label, records, sources) for label, records in sorted(held.items()))
            about = f"{asked}: “{shortened(group[0].span.exact)}”"
            yield Conflict(story.id, ConflictKind.TIME, about, summary(about[0].upper() + about[1:], sides), sides)


def _courses(document: str, sentence: Span) -> Iterator[_Course]:
    if not _any_noun().search(sentence.exact):
        return
    for state, pattern in ((_UNDER_WAY, _under_way()), (_OVER, _over())):
        for found in pattern.finditer(sentence.exact):
            if _NOT.search(sentence.exact[max(0, found.start() - 25) : found.end()]):
                continue
            noun = english(next(filter(None, found.groups())))
            start = sentence.start + found.start()
            span = Span(start, start + len(found.group()), found.group())
            words = telling(sentence.exact[max(0, found.start() - 80) : found.end() + 60]) - {noun}
            yield _Course(document, noun, state, span, words)


def _at_occasions(document: str, sentence: Span) -> Iterator[_Course]:
    for found in _occasions().finditer(sentence.exact):
        relation = next(name for name in ("before", "after", "at") if found[name])
        rest = sentence.exact[found.end() :]
        cut = re.search(r"[,;:]|\s[—–-]\s", rest)
        rest = rest[: cut.start()] if cut else rest
        names = frozenset(english(each) for each in re.findall(r"\b[A-Z][\w’-]+", rest))
        words = telling(sentence.exact[: found.start()])
        end = found.end() + len(rest)
        span = Span(sentence.start + found.start(), sentence.start + end, sentence.exact[found.start() : end])
        yield _Course(document, "occasion", f"{relation} it", span, words, names)


@functools.cache
def _under_way() -> re.Pattern[str]:
    nouns = _nouns()
    be = r"(?:\b(?:is|are|was|were|am)|['’](?:re|s|m))\s(?:(?:currently|now|still|already|also)\s)*"
    lasting = "under way|underway|ongoing|continuing|being held|going on|in progress"
    doing = "in|holding|having|conducting|engaged in|carrying out|pursuing|continuing|running"
    return re.compile(
        rf"{be}(?:{doing})\s{_BETWEEN}({nouns})\b"
        rf"|\b({nouns})[”\"’]?\s(?:[a-z]+\s){{0,3}}?{be}(?:{lasting})\b"
    )


@functools.cache
def _over() -> re.Pattern[str]:
    nouns = _nouns()
    have = r"(?:\b(?:have|has|had)|['’]ve)\s(?:already\s)?"
    done = "taken place|been (?:held|completed|halted|called off)|ended|concluded|finished"
    return re.compile(
        rf"{have}(?:had|held|completed|concluded|finished|ended|halted)\s{_BETWEEN}({nouns})\b"
        rf"|\b({nouns})[”\"’]?\s(?:[a-z]+\s){{0,3}}?{have}(?:{done})\b"
        rf"|\b({nouns})[”\"’]?\s(?:is|are|was|were)\s(?:already\s)?(?:over|completed|finished|halted|called off)\b"
    )


@functools.cache
def _any_noun() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_nouns()})\b")


def _nouns() -> str:
    return "|".join(rf"{noun}s?" for noun in load_yaml("events")["going_on"])


@functools.cache
def _occasions() -> re.Pattern[str]:
    nouns = "|".join(load_yaml("counted")["occasions"])
    return re.compile(rf"{_RELATIONS.pattern}\b(?:{nouns})\b")
