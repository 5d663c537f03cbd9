"""Headings written with a capital to every word, as running text would spell them.

A syntax model that learnt from running text takes "Presses" in "Obama Presses Putin to Strike Ukraine Peace Deal" for a
name. Which words are names, the article itself tells; of words that it has nowhere else, names of the lexicon are, and
what is no verb and no word of grammar may be.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from onrecord import lexicon
from onrecord.model import READ_ROLES, Block
from onrecord.parse.lemmas import lemmas_of

_WORD = re.compile(r"[^\W\d_]+")
_TELLING = 4  # letters: shorter words are written small in such headings, too
_LEAST = 3  # words of that length that a heading has
_SHARE = 0.8  # of them begin with a capital
_LONGEST = 300  # characters: no heading is longer
_ENDS_SENTENCE = frozenset('.!?:“”"‘(—–\n•')


class Headings:
    """The headings of one article; ``model`` is the spaCy pipeline, whose lemmatizer knows verbs."""

    def __init__(self, text: str, blocks: Sequence[Block], model: Any) -> None:
        self._text = text
        self._plain = functools.partial(_plain, model)
        self._blocks = [block for block in blocks if block.role in READ_ROLES]
        self._told: Counter[str] | None = None

    def as_running_text(self, start: int, end: int) -> str:
        """A heading's words as they would stand in a sentence, each as long as it is; other pieces as they are."""
        piece = self._text[start:end]
        if not _is_title(piece):
            return piece
        capitals = self._capitals()
        words = list(_WORD.finditer(piece))
        known = _known_among([word.group() for word in words])
        spelt = list(piece)
        for number, word in list(enumerate(words))[1:]:
            lowered = word.group().lower()
            often = capitals[lowered]
            named = often > 0 or (often == 0 and (number in known or not self._plain(lowered)))
            if not word.group().isupper() and len(lowered) == len(word.group()) and not named:
                spelt[word.start() : word.end()] = lowered
        return "".join(spelt)

    def _capitals(self) -> Counter[str]:
        """How much oftener each word stands with a capital within the article's sentences than small."""
        if self._told is None:
            self._told = Counter()
            for block in self._blocks:
                running = self._text[block.start : block.end]
                if _is_title(running):
                    continue
                for word in _WORD.finditer(running):
                    if word.group().islower():
                        self._told[word.group()] -= 1
                    elif not _begins(running, word.start()):
                        self._told[word.group().lower()] += 1
        return self._told


def _is_title(piece: str) -> bool:
    """Whether every telling word begins with a capital and goes on small."""
    if len(piece) > _LONGEST or piece.rstrip().endswith("."):
        return False
    telling = [word for word in _WORD.findall(piece) if len(word) >= _TELLING]
    capital = sum(word[0].isupper() and not word.isupper() for word in telling)
    return len(telling) >= _LEAST and capital >= _SHARE * len(telling)


def _begins(running: str, at: int) -> bool:
    """Whether a word stands where any word is written with a capital."""
    before = at - 1
    while before >= 0 and running[before] in " \t":
        before -= 1
    return before < 0 or running[before] in _ENDS_SENTENCE


def _plain(model: Any, word: str) -> bool:
    """Whether a word in small letters is a form of a verb, or a word of grammar."""
    return bool(model.vocab[word].is_stop) or lemmas_of(model).is_verb(word)


def _known_among(words: Sequence[str]) -> frozenset[int]:
    """The words of a heading, by their number, that are names of states, organisations, places or leaders in full."""
    names, longest = _names()
    return frozenset(
        number
        for first in range(len(words))
        for last in range(first + 1, min(first + longest, len(words)) + 1)
        if tuple(words[first:last]) in names
        for number in range(first, last)
    )


@functools.cache
def _names() -> tuple[frozenset[tuple[str, ...]], int]:
    """Names by their words, and the number of words of the longest."""
    rows = [*lexicon.load_table("states"), *lexicon.load_table("leaders")]
    told = [value for row in rows for column, value in row.items() if column in _NAMING and value]
    told += [form for entry in lexicon.load_yaml("organisations").values() for form in entry["forms"]]
    names = frozenset(tuple(_WORD.findall(name)) for each in told for name in each.split(";"))
    return names, max(len(name) for name in names)


_NAMING = frozenset({"name", "aliases", "demonyms", "seats"})
