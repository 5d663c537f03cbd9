"""Where one telling names a thing alone that another names with more: tariffs on steel, or on steel and aluminum."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.compare.bounded import few
from onrecord.compare.phrases import side, summary
from onrecord.compare.sources import Sources
from onrecord.compare.weights import function_words
from onrecord.compare.words import Words, stem, words_of
from onrecord.lexicon import load_yaml
from onrecord.model import Conflict, ConflictKind, Passage, Reading, Span, Story

_JOINING = frozenset({"and", "or"})
_FEWEST_LETTERS = 3
_VERBS = ("ed", "ing")  # more often what is done next than a second thing

# what is told of, by which preposition, and the first thing named: "tariff", "on", "steel"
_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True, eq=False)
class _Named:
    """What stands after a noun and its preposition: one thing, or one ``beside`` another."""

    document: str
    span: Span
    beside: str | None


def enumeration_conflicts(story: Story, readings: Sequence[Reading], sources: Sources) -> Iterator[Conflict]:
    """The same words with one thing here, and with two there of which the first document never has the second."""
    told: dict[_Key, list[_Named]] = defaultdict(list)
    vocabulary: dict[str, frozenset[str]] = {}
    for reading in sorted(readings, key=lambda each: each.text.id):
        words = words_of(reading.text)
        vocabulary[reading.text.id] = frozenset(map(stem, words.forms))
        for key, named in _named(words):
            told[key].append(named)
    for key, found in sorted(told.items()):
        kept = few(found, lambda each: each.beside)
        for more in sorted({each.beside for each in kept if each.beside is not None}):
            both = [each for each in kept if each.beside == more]
            one = [each for each in kept if each.beside is None and more not in vocabulary[each.document]]
            if one:
                yield _conflict(story, key, both, one, sources)


def _named(words: Words) -> Iterator[tuple[_Key, _Named]]:
    prepositions = frozenset(load_yaml("wordings")["enumerating"])
    forms = words.forms
    for index in range(1, len(forms) - 1):
        if forms[index] not in prepositions or not _in_a_row(words, index - 1, index + 1):
            continue
        head, first = stem(forms[index - 1]), stem(forms[index + 1])
        if not (_telling(head) and _telling(first)):
            continue
        last = index + 1
        beside = None
        if index + 3 < len(forms) and forms[index + 2] in _JOINING and _in_a_row(words, index + 1, index + 3):
            beside, last = stem(forms[index + 3]), index + 3
            if not _telling(beside) or beside.endswith(_VERBS) or _capital(words, last) != _capital(words, index + 1):
                continue  # "at people and opened fire", "on Tuesday and he said"
        yield (
            (head, forms[index], first),
            _Named(words.document, words.span(index - 1, last), beside),
        )


def _capital(words: Words, index: int) -> bool:
    return words.text[words.places[index][0]].isupper()


def _telling(word: str) -> bool:
    return word.isalpha() and len(word) >= _FEWEST_LETTERS and word not in function_words()


def _in_a_row(words: Words, first: int, last: int) -> bool:
    """Whether nothing but a space stands between the words."""
    places = words.places[first : last + 1]
    return all(words.text[end:start].isspace() for (_, end), (start, _) in pairwise(places))


def _conflict(story: Story, key: _Key, both: Sequence[_Named], one: Sequence[_Named], sources: Sources) -> Conflict:
    head, preposition, first = key
    sides = tuple(
        side(
            f"“{' '.join(found[0].span.exact.split())}”",
            {f"{each.document}:{each.span.start}": Passage(each.document, each.span) for each in found},
            sources,
        )
        for found in (one, both)
    )
    about = f"what is told of {head} {preposition} {first}"
    note = "both can be true: the one names less"
    return Conflict(story.id, ConflictKind.SCOPE, about, summary(about[0].upper() + about[1:], sides), sides, note=note)
