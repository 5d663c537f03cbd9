"""What the syntax model's table of exceptions tells of each word, remembered instead of matched anew.

spaCy's attribute ruler matches some 180 patterns against every text, which takes a sixth of its time. Nearly all of
them ask one word alone for its tag, its spelling and its relation, so that they tell the same of all words alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from spacy.language import Language

_LOOKED_AT = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
_MOST_REMEMBERED = 50_000

_MODELS_OWN, RULER = "attribute_ruler", "remembered_attributes"

Key = tuple[int, int, int]


def remember(model: Language) -> None:
    """From now on let the pipeline look up what its attribute ruler told of such words before."""
    Language.factory(RULER, func=lambda nlp, name: RememberingRuler(nlp.get_pipe(_MODELS_OWN)))
    model.add_pipe(RULER, after=_MODELS_OWN)
    model.disable_pipe(_MODELS_OWN)


class _Told(NamedTuple):
    part_of_speech: int
    morphology: Any
    lemma: int


class RememberingRuler:
    """Gives every word what the attribute ruler gives it; texts that ask for more than single words it does itself.

    ``ruler`` is spaCy's ``AttributeRuler``. Where its patterns look at more than this remembers words by, it does all.
    """

    def __init__(self, ruler: Any) -> None:
        self._ruler = ruler
        patterns = [pattern for entry in ruler.patterns for pattern in entry["patterns"]]
        self._spelt = _Spellings(word["LOWER"] for pattern in patterns for word in pattern if "LOWER" in word)
        beyond = [pattern[0] for pattern in patterns if len(pattern) > 1]
        self._begins = _Spellings(word["LOWER"] for word in beyond if "LOWER" in word)
        relations = [word.get("DEP") for word in beyond if "LOWER" not in word]
        self._remembers = all(set(word) <= _LOOKED_AT for pattern in patterns for word in pattern) and all(
            isinstance(each, str) for each in relations
        )
        self._begins_by = {ruler.vocab.strings[each] for each in relations if isinstance(each, str)}
        self._known: dict[Key, _Told] = {}

    def __call__(self, document: Any) -> Any:
        """The document, its words told."""
        if not self._remembers or any(self._needs_ruler(word) for word in document):
            return self._ruler(document)
        keys = [self._key(word) for word in document]
        if not all(key in self._known for key in keys):
            document = self._ruler(document)
            if len(self._known) < _MOST_REMEMBERED:
                told = (_Told(word.pos, word.morph, word.lemma) for word in document)
                self._known.update(zip(keys, told, strict=True))
            return document
        for word, key in zip(document, keys, strict=True):
            word.pos, word.morph, word.lemma = self._known[key]
        return document

    @property
    def forms(self) -> tuple[re.Pattern[str], ...]:
        """The expressions that words are held against, each word once."""
        return tuple(self._spelt.forms)

    def pipe(self, documents: Iterable[Any], **_: Any) -> Iterator[Any]:
        """Each document in turn."""
        return map(self, documents)

    def _needs_ruler(self, word: Any) -> bool:
        """White space, whose tag it sets, and a word with which a pattern of several words may begin."""
        return word.is_space or word.dep in self._begins_by or self._begins.hold(word)

    def _key(self, word: Any) -> Key:
        return word.tag, word.lower if self._spelt.hold(word) else 0, word.dep


class _Spellings:
    """The words, in small letters, that patterns ask for by their spelling."""

    def __init__(self, asked: Iterable[Any]) -> None:
        self._words: set[str] = set()
        self.forms: list[re.Pattern[str]] = []
        for each in asked:
            if isinstance(each, str):
                self._words.add(each)
            elif set(each) == {"IN"}:
                self._words.update(each["IN"])
            else:
                self.forms.append(re.compile(each.get("REGEX", "")))
        self._held: dict[int, bool] = {}

    def hold(self, word: Any) -> bool:
        spelling: int = word.lower
        held = self._held.get(spelling)
        if held is None:
            text = word.lower_
            held = text in self._words or any(form.search(text) for form in self.forms)
            if len(self._held) < _MOST_REMEMBERED:
                self._held[spelling] = held
        return held
