"""Deeds between parties: past events by verb, coded after PLOVER."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from onrecord import lexicon
from onrecord.extract.clauses import auxiliaries, extent, negated, passage, subject
from onrecord.model import ActCode, Sentence, Text, Token
from onrecord.model.candidate import ActCandidate, Place


@functools.cache
def _codes(kind: str) -> dict[str, ActCode]:
    entries = lexicon.load_yaml("acts").items()
    return {word: ActCode(name) for name, entry in entries if name.isupper() for word in entry[kind]}


@functools.cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon.load_yaml("acts")[name])


def acts(text: Text, sentences: Sequence[Sentence]) -> tuple[ActCandidate, ...]:
    """Every deed of a document in order of the text; who did it to whom is resolved later."""
    return tuple(act for index, sentence in enumerate(sentences) for act in _in_sentence(text, index, sentence))


def _in_sentence(text: Text, index: int, sentence: Sentence) -> Iterator[ActCandidate]:
    for verb in sentence.tokens:
        if verb.pos != "VERB" or not _happened(sentence, verb):
            continue
        told = _told(sentence, verb)
        if told is None:
            continue
        code, thing = told
        passive = any(child.dep == "auxpass" for child in sentence.below(verb))
        source = _agent(sentence, verb) if passive else subject(sentence, verb)
        target = subject(sentence, verb) if passive else _target(sentence, verb, thing)
        if source is None or source.index == verb.index:
            continue
        first, last = extent(sentence, verb, ("punct", "advcl", "conj", "cc", "ccomp", "parataxis"))
        yield ActCandidate(
            span=passage(text.text, sentence, min(first, source.index), last),
            cue=passage(text.text, sentence, verb.index, verb.index),
            code=code,
            source=Place(index, source.index),
            target=Place(index, target.index) if target is not None else None,
        )


def _happened(sentence: Sentence, verb: Token) -> bool:
    """Whether the verb tells what took place: past or perfect, not denied, not under a modal."""
    if verb.tag not in {"VBD", "VBN"} or negated(sentence, verb):
        return False
    helpers = auxiliaries(sentence, verb)
    if any(helper.tag in {"MD", "TO"} for helper in helpers):
        return False
    return verb.tag == "VBD" or any(helper.lemma in {"have", "be"} for helper in helpers)


def _told(sentence: Sentence, verb: Token) -> tuple[ActCode, Token | None] | None:
    """The code that a verb, or a plain verb with its object, tells; and that object."""
    code = _codes("verbs").get(verb.lemma)
    if code is not None:
        return code, None
    if verb.lemma not in _words("plain"):
        return None
    for thing in sentence.below(verb, "dobj", "nsubjpass"):
        code = _codes("nouns").get(thing.lemma)
        if code is not None:
            return code, thing
    return None


def _agent(sentence: Sentence, verb: Token) -> Token | None:
    return next((inner for by in sentence.below(verb, "agent") for inner in sentence.below(by, "pobj")), None)


def _target(sentence: Sentence, verb: Token, thing: Token | None) -> Token | None:
    """To whom: the object, else the noun of a preposition of direction, below the verb or its object."""
    if thing is None:
        own = next(sentence.below(verb, "dobj", "dative"), None)
        if own is not None and own.pos in {"PROPN", "PRON"}:
            return own
        owner = next(sentence.below(own, "poss", "amod", "compound"), None) if own is not None else None
        if owner is not None and owner.text[:1].isupper():
            return owner
    places = [verb, *([thing] if thing is not None else list(sentence.below(verb, "dobj")))]
    for place in places:
        for preposition in sentence.below(place, "prep", "dative"):
            if preposition.lemma in _words("towards"):
                inner = next(sentence.below(preposition, "pobj"), None)
                if inner is not None and inner.entity not in {"DATE", "TIME"}:
                    return inner
    if thing is not None:
        return next((owner for owner in sentence.below(thing, "amod", "compound") if owner.text[:1].isupper()), None)
    return next(sentence.below(verb, "dobj"), None)
