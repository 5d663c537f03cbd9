"""What attributes words to somebody: verbs of speech, "according to", and the chain of relays."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from onrecord import lexicon
from onrecord.extract.clauses import extent, own_subject, passage
from onrecord.model import Relay, Sentence, Span, Token

_BESIDE_THE_NAME = ("relcl", "acl", "appos", "advcl", "punct", "conj", "cc")


@functools.cache
def cues() -> dict[str, frozenset[str]]:
    """The word lists of ``lexicon/cues.yaml`` as sets of lemmas."""
    return {name: frozenset(words) for name, words in lexicon.load_yaml("cues").items()}


@dataclass(frozen=True, slots=True)
class Attributed:
    """What attributes a passage: the index of the sentence, the cue in it, and the head of its source."""

    sentence: int
    cue: Token
    source: Token


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


def relays(text: str, sentence: Sentence, cue: Token) -> tuple[Relay, ...]:
    """Who passed the words on: a further teller above the cue, "according to …", "told Reuters"."""
    tellers: list[Token] = []
    for above in sentence.above(cue):
        teller = own_subject(sentence, above) if is_cue(above, "plain") else None
        if teller is not None and teller.pos != "PRON":
            tellers.append(teller)
    for token in sentence.tokens:
        source = according_to(sentence, token) if token.index != cue.index else None
        if source is not None:
            tellers.append(source)
    if cue.lemma == "tell":
        heard = next(sentence.below(cue, "dobj", "dative"), None)
        if heard is not None and heard.pos == "PROPN" and heard.entity in {"ORG", ""}:
            tellers.append(heard)
    spans = (source_span(text, sentence, teller) for teller in tellers)
    return tuple(Relay(span.exact, span) for span in spans)
