"""Base forms of verbs, by the tables of the syntax model's lemmatizer."""

from __future__ import annotations

import functools
import re
from typing import Any

# a short stem whose last consonant is doubled before an ending ("hopped"): where it is not, an e is lost ("hoped")
_DOUBLES = re.compile(r"(?:[^aeiou]|qu){0,6}[aeiou][bdglmnprt]")
_ENDINGS = ("ed", "es", "ing")


class Lemmas:
    """What the lemmatizer of a spaCy pipeline knows of verbs; nothing where it has no tables."""

    def __init__(self, model: Any) -> None:
        tables = model.get_pipe("lemmatizer").lookups
        known = tables.has_table("lemma_index")
        self._verbs = frozenset(tables.get_table("lemma_index")["verb"]) if known else frozenset()
        self._irregular = frozenset(tables.get_table("lemma_exc")["verb"]) if known else frozenset()
        self._rules = [tuple(rule) for rule in tables.get_table("lemma_rules")["verb"]] if known else []

    def is_verb(self, word: str) -> bool:
        """Whether a word in small letters is a form of a verb."""
        bare = (word[: -len(ending)] + base for ending, base in self._rules if word.endswith(ending))
        return word in self._verbs or word in self._irregular or any(each in self._verbs for each in bare)

    def mended(self, word: str, lemma: str) -> str:
        """The base form of a verb's form, both in small letters: of "hoped" the lemmatizer tells "hop"."""
        undoubled = any(word == lemma + ending for ending in _ENDINGS)
        return f"{lemma}e" if undoubled and _DOUBLES.fullmatch(lemma) and f"{lemma}e" in self._verbs else lemma


@functools.cache
def lemmas_of(model: Any) -> Lemmas:
    """Of a pipeline, once."""
    return Lemmas(model)
