"""What attributes words to somebody: verbs of speech, and "according to"."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from onrecord import lexicon
from onrecord.extract.clauses import extent, passage
from onrecord.model import Sentence, Span, Token
from onrecord.model.candidate import Place

_BESIDE_THE_NAME = ("relcl", "acl", "appos", "advcl", "punct", "conj", "cc")


@functools.cache
def cues() -> dict[str, frozenset[str]]:
    """The word lists of ``lexicon/cues.yaml`` as sets of lemmas."""
    return {name: frozenset(words) for name, words in lexicon.load_yaml("cues").items()}


@dataclass(frozen=True, slots=True)
class Attributed:
    """What attributes a passage: the words of source and cue, the head words of the source and of each relay.

    ``content`` is all that is attributed so, where that is known.
    """

    source: Span | None
    cue: Span | None
    place: Place | None
    relay: tuple[Place, ...] = ()
    content: tuple[Span, ...] = ()


def is_cue(token: Token, names: str = "say") -> bool:
    """Whether a word is a verb of speech: any that can introduce a quotation, or only the ``plain`` ones."""
    return token.pos in {"VERB", "AUX"} and token.lemma in cues()[names]


def source_span(text: str, sentence: Sentence, source: Token) -> Span:
    """The words that name a source: its noun phrase without clauses that hang from it."""
    return passage(text, sentence, *extent(sentence, source, _BESIDE_THE_NAME))


def according_to(sentence: Sentence, token: Token) -> Token | None:
    """The source of "according to …", where the word is its first."""
    following = token.index + 1
    if token.lemma != "accord" or following >= len(sentence.tokens) or sentence.tokens[following].lemma != "to":
        return None
    return next(sentence.below(sentence.tokens[following], "pobj"), None)
