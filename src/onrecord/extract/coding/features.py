"""What an act is coded from: lemmas of the predicate and their pairs, and which words fill which place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from onrecord.extract.coding.marks import Part
from onrecord.extract.coding.predicate import Predicate, predicate
from onrecord.model import Sentence, Token

_HELPERS = frozenset({"aux", "auxpass"})
_EMPTY = _HELPERS | {"det", "punct", "cc"}
_TELLING = frozenset({"VERB", "NOUN", "ADJ"})
_THINGS = frozenset({"dobj", "pobj", "attr", "acomp", "oprd"})
_MOST_PAIRED = 6
_PARTY, _PAIR = 0.5, 0.3  # weights of what is told less reliably than by the predicate

#: places whose words a model looks up in its table of meanings
PLACES = ("first", "last", "second_verb", "object", "predicate", "telling", "source", "target", "elsewhere")


@dataclass(frozen=True, slots=True)
class Features:
    """``named``: signs and how much each counts. ``lemmas``: for each of PLACES the lemmas that stand there."""

    named: dict[str, float]
    lemmas: tuple[tuple[str, ...], ...]


def features(sentences: Sequence[Sentence], parts: Sequence[Part]) -> Features:
    """The features of a text whose words belong to those parts."""
    tokens = [token for sentence in sentences for token in sentence.tokens]
    found = predicate(sentences, parts)
    named = dict(_of_predicate(tokens, found))
    named.update(_of_parties(tokens, parts))
    named.update(_of_rest(tokens, parts))
    return Features(named, _places(tokens, parts, found))


def _of_predicate(tokens: Sequence[Token], found: Predicate) -> Iterator[tuple[str, float]]:
    words = [tokens[index] for index in found.words]
    for token in words:
        if token.dep in _HELPERS or token.tag == "MD":
            yield f"helper={token.lemma}", 1
            continue
        yield f"word={token.lemma}", 1
        if token.pos in _TELLING:
            yield f"place={token.lemma}/{token.dep}", 1
    plain = [token for token in words if token.dep not in _HELPERS]
    yield from ((f"next={one.lemma}_{other.lemma}", 1) for one, other in pairwise(plain))
    paired = [token for token in words if token.pos in {"VERB", "NOUN"}][:_MOST_PAIRED]
    yield from ((f"pair={one.lemma}_{other.lemma}", 1) for one, other in combinations(paired, 2))
    path = [tokens[index] for index in found.path]
    if path:
        yield f"first={path[0].lemma}", 1
        yield f"form={path[0].tag}", 1
        yield f"last={path[-1].lemma}", 1
        yield f"path={'_'.join(token.lemma for token in path[:4])}", 1
    yield from ((sign, 1) for dep, sign in (("neg", "denied"), ("auxpass", "passive")) if dep in {t.dep for t in words})


def _of_parties(tokens: Sequence[Token], parts: Sequence[Part]) -> Iterator[tuple[str, float]]:
    source, target = ([i for i, part in enumerate(parts) if part == wanted] for wanted in (Part.SOURCE, Part.TARGET))
    if source and target:
        yield "order", 1 if source[0] < target[0] else -1
    if not target:
        yield "no target", 1
    for name, places in (("source", source), ("target", target)):
        for token in (tokens[index] for index in places):
            if token.pos in _TELLING:
                yield f"{name}={token.lemma}", _PARTY
            if token.entity:
                yield f"{name} is {token.entity}", _PARTY


def _of_rest(tokens: Sequence[Token], parts: Sequence[Part]) -> Iterator[tuple[str, float]]:
    for token, part in zip(tokens, parts, strict=True):
        if not part and token.pos in {*_TELLING, "ADV"}:
            yield f"said={token.lemma}", _PARTY
    for (one, before), (other, after) in pairwise(zip(tokens, parts, strict=True)):
        if not before and not after:
            yield f"said={one.lemma}_{other.lemma}", _PAIR


def _places(tokens: Sequence[Token], parts: Sequence[Part], found: Predicate) -> tuple[tuple[str, ...], ...]:
    path = [tokens[index] for index in found.path]
    told = [token for token in path if token.pos in _TELLING] or path
    words = [tokens[index] for index in found.words if tokens[index].dep not in _EMPTY]
    telling = [token for token in words if token.pos in _TELLING]
    inside = set(found.words)

    def of(part: Part) -> list[Token]:
        chosen = (i for i, each in enumerate(parts) if each == part and i not in inside)
        return [tokens[i] for i in chosen if tokens[i].pos in _TELLING]

    verbs = [token for token in words if token.pos == "VERB"]
    things = [token for token in words if token.dep in _THINGS]
    filled = (told[:1], told[-1:], verbs[1:2], things[:1], words, telling)
    parties = (of(Part.SOURCE), of(Part.TARGET), of(Part.NEITHER))
    return tuple(tuple(token.lemma for token in each) for each in (*filled, *parties))
