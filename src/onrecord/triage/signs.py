"""Words that show a position, taken from the lexicon: of stance, of action, and the names of parties."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from onrecord import lexicon
from onrecord.tokens import folded, word_token

_WORD = re.compile(r"(?:[A-Z]\.){2,}|\w+")
# not after initials: "the U.S. will"
_SENTENCE_END = re.compile(r"(?<=[^A-Z][.!?])[\"'”’)]*\s+")
_FULL = 12  # words: shorter ones are headings and furniture, which make a text no longer
_FEWEST = 3  # words: one for each sign
_STANCE, _ACTION, _PARTY, _FIRST, _PAIR, _ENGLISH = 1, 2, 4, 8, 16, 32
_SHOWING = _STANCE | _ACTION | _PARTY


@dataclass(slots=True)
class Count:
    """Of some text: ``showing`` sentences with all three signs, full ``sentences``, ``words``, of them ``english``."""

    showing: int = 0
    sentences: int = 0
    words: int = 0
    english: int = 0


def count_signs(lines: Iterable[str], enough: int) -> Count:
    """What the sentences of these lines show; no further than the sentence that makes it ``enough``."""
    count = Count()
    for line in lines:
        for sentence in _SENTENCE_END.split(line):
            found = _WORD.findall(sentence)
            count.words += len(found)
            count.sentences += len(found) >= _FULL
            count.showing += len(found) >= _FEWEST and _shows(found, count)
            if count.showing >= enough:
                return count
    return count


def _shows(words: list[str], count: Count) -> bool:
    """Whether a sentence has all three signs; its English words are counted."""
    signs = 0
    for at, word in enumerate(words):
        sign = _sign(word)
        if sign:
            count.english += sign >= _ENGLISH
            if sign & _FIRST and not signs & _PARTY and _opens_name(words, at):
                signs |= _PARTY
            signs |= sign
    if signs & _SHOWING == _STANCE | _PARTY and signs & _PAIR:
        return _has_pair(words)
    return signs & _SHOWING == _SHOWING


@functools.lru_cache(maxsize=100_000)
def _sign(word: str) -> int:
    """All that one word can be a sign of."""
    known = _known()
    stem = _stem(word)
    lower = word.lower()
    return (
        _STANCE * (stem in known.stances or lower in known.modals)
        | _ACTION * (stem in known.actions)
        | _PARTY * ((word,) in known.names)
        | _FIRST * (word in known.longer)
        | _PAIR * (stem in known.pairs)
        | _ENGLISH * (lower in known.function_words)
    )


def _has_pair(words: list[str]) -> bool:
    """Whether two words tell an action together, neither alone: "send" and "troops"."""
    stems = {_stem(word) for word in words}
    pairs = _known().pairs
    return any(not pairs[stem].isdisjoint(stems) for stem in stems if stem in pairs)


@functools.lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    return word_token(folded(word[:64]))


def _opens_name(words: list[str], at: int) -> bool:
    return any(tuple(words[at : at + len(name)]) == name for name in _known().longer[words[at]])


@dataclass(frozen=True, slots=True)
class _Known:
    """The lexicon's words.

    Stems of stance and of action, and those that tell an action with others; modals; names by their words, and longer
    ones by their first; the words that hold English sentences together.
    """

    stances: frozenset[str]
    modals: frozenset[str]
    actions: frozenset[str]
    pairs: dict[str, set[str]]
    names: frozenset[tuple[str, ...]]
    longer: dict[str, list[tuple[str, ...]]]
    function_words: frozenset[str]


@functools.cache
def _known() -> _Known:
    stances = lexicon.load_yaml("stances")
    committing = [stances[kind] for kind in ("verbs", "adjectives", "nouns")] + [
        stances["progressive"],
        stances["coming"],
    ]
    actions = {name: entry for name, entry in lexicon.load_yaml("actions").items() if name != "weak"}
    acting = [entry[kind] for entry in actions.values() for kind in ("verbs", "nouns")]
    pairs: dict[str, set[str]] = defaultdict(set)
    for entry in actions.values():
        for word, others in entry.get("pairs", {}).items():
            pairs[_stem(str(word).rstrip("_"))] |= _stems(others)
    weak = _stems(lexicon.load_yaml("actions")["weak"])
    names = frozenset(tuple(_WORD.findall(name)) for name in _names())
    longer: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for name in sorted(names):
        if len(name) > 1:
            longer[name[0]].append(name)
    return _Known(
        _stems(_leaves(committing)),
        frozenset(map(str, stances["modals"])),
        _stems(_leaves(acting)) - weak,
        dict(pairs),
        names,
        dict(longer),
        frozenset(map(str, lexicon.load_yaml("common_words")["function"])),
    )


def _names() -> Iterator[str]:
    for row in lexicon.load_table("states"):
        for column in ("name", "aliases", "demonyms", "seats"):
            yield from filter(None, (row[column] or "").split(";"))
        yield from (f"{form}s" for form in (row["demonyms"] or "").split(";") if form.endswith(("n", "i")))
    for entry in lexicon.load_yaml("organisations").values():
        yield from entry["forms"]
    for row in lexicon.load_table("leaders"):
        yield row["name"]
        yield from filter(None, (row["aliases"] or "").split(";"))


def _leaves(entry: Any) -> Iterator[str]:
    """The words at the ends of nested lists and tables."""
    if isinstance(entry, dict):
        entry = list(entry.values())
    if isinstance(entry, list):
        for each in entry:
            yield from _leaves(each)
    else:
        yield str(entry)


def _stems(words: Iterable[Any]) -> frozenset[str]:
    """Of each word, or the first of several ("rule out"), the stem."""
    return frozenset(_stem(str(word).split()[0]) for word in words)
