"""What is undertaken: the class of action that a phrase tells."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord import lexicon
from onrecord.model import Action, Sentence, Token

_PAIR, _HEAD_VERB, _VERB, _HEAD_NOUN, _NOUN, _FAR_NOUN = 4.0, 4.0, 3.0, 3.0, 2.0, 0.9
_LEAST = 0.5  # a far noun that says little by itself tells no action
_NEAR = 2  # steps below the head within which a noun is what the verb acts on
_DEEPEST = 12  # steps below the head: what hangs farther off, as in a long list, tells nothing about it
_CIRCUMSTANCE = frozenset({"after", "before", "until", "following", "despite", "during", "amid", "since"})
_ENUMERATES = frozenset({"include", "such"})


@dataclass(slots=True)
class _Words:
    verbs: dict[str, list[Action]] = field(default_factory=dict)
    nouns: dict[str, list[Action]] = field(default_factory=dict)
    pairs: dict[str, dict[str, list[Action]]] = field(default_factory=dict)
    weak: frozenset[str] = frozenset()


@functools.cache
def _words() -> _Words:
    words = _Words()
    for name, entry in lexicon.load_yaml("actions").items():
        if name == "weak":
            words.weak = frozenset(map(str, entry))
            continue
        action = Action(name)
        for verb in entry["verbs"]:
            words.verbs.setdefault(str(verb), []).append(action)
        for noun in entry["nouns"]:
            words.nouns.setdefault(str(noun), []).append(action)
        for verb, nouns in entry.get("pairs", {}).items():
            for noun in nouns:
                words.pairs.setdefault(str(verb).rstrip("_"), {}).setdefault(str(noun), []).append(action)
    return words


@functools.cache
def _order() -> dict[Action, int]:
    return {Action(name): place for place, name in enumerate(lexicon.load_yaml("actions")) if name != "weak"}


def tells_action(lemma: str) -> bool:
    """Whether a verb tells an action by itself."""
    return lemma in _words().verbs


def classify(
    sentence: Sentence, head: Token, leave_out: Iterable[int] = (), governor: Token | None = None
) -> tuple[Action, ...]:
    """The actions that a phrase undertakes, strongest first and those coordinated with it; () for none.

    ``head`` is the verb or noun of the undertaking; ``leave_out`` are heads of branches that belong
    to something else (a coordinated clause, a condition). ``governor`` is the word of stance, where
    it tells the action together with what it governs ("committed to the deal").
    """
    depths = _depths(sentence, head, set(leave_out))
    listed = _enumerated(sentence, depths)
    if listed:
        return listed
    scores = _scores(sentence, head, depths)
    for action in _words().pairs.get(governor.lemma, {}).get(head.lemma, ()) if governor is not None else ():
        scores[action] = scores.get(action, 0.0) + _PAIR
    if not scores:
        # "troops would remain", "tariffs will rise": only the subject tells what it is about
        for subject in sentence.below(head, "nsubj", "nsubjpass"):
            depths[subject.index] = 1
            depths.update({index: depth + 2 for index, depth in _depths(sentence, subject, set(leave_out)).items()})
        scores = _scores(sentence, head, depths)
    order = _order()
    best = min(scores, key=lambda action: (-scores[action], order[action]), default=None)
    if best is None or scores[best] < _LEAST:
        return ()
    return (best, *_coordinated(sentence, head, best, depths))


def _scores(sentence: Sentence, head: Token, depths: dict[int, int]) -> dict[Action, float]:
    scores: dict[Action, float] = {}
    for index, depth in depths.items():
        for action, weight in _evidence(sentence, sentence.tokens[index], head, depth, depths):
            scores[action] = scores.get(action, 0.0) + weight
    return scores


def _depths(sentence: Sentence, head: Token, leave_out: set[int]) -> dict[int, int]:
    """Words below the head with their distance to it; clauses of circumstance left out."""
    depths, waiting = {head.index: 0}, [head]
    while waiting:
        token = waiting.pop()
        for child in sentence.below(token) if depths[token.index] < _DEEPEST else ():
            if child.index in leave_out or child.dep in {"advcl", "relcl", "punct", "parataxis", "mark"}:
                continue
            if child.dep == "nsubj" and token.pos != "ADJ":  # of "keep the deal alive" the deal is what is kept
                continue
            if child.dep == "prep" and child.lemma in _CIRCUMSTANCE:
                continue
            if child.dep == "conj" and child.pos in {"VERB", "AUX"} and token.index == head.index:
                continue
            depths[child.index] = depths[token.index] + 1
            waiting.append(child)
    return depths


def _evidence(
    sentence: Sentence, token: Token, head: Token, depth: int, depths: dict[int, int]
) -> list[tuple[Action, float]]:
    words, lemma = _words(), token.lemma
    found: list[tuple[Action, float]] = []
    fading = 1.0 if depth <= _NEAR else 0.45
    alone = fading * (0.5 if lemma in words.weak else 1.0)
    if token.pos in {"VERB", "AUX", "NOUN", "ADJ", "PROPN"}:
        below = words.pairs.get(lemma)
        if below:
            for index, other_depth in depths.items():
                for action in below.get(sentence.tokens[index].lemma, ()):
                    if index != token.index and other_depth - depth <= 4:
                        found.append((action, _PAIR * fading))
    if token.pos == "VERB":
        names = [lemma, *(f"{lemma} {particle.lemma}" for particle in sentence.below(token, "prt", "advmod", "prep"))]
        told = _HEAD_VERB if depth == 0 else _VERB
        found.extend((action, told * alone) for name in names for action in words.verbs.get(name, ()))
    elif token.pos in {"NOUN", "PROPN", "ADJ"}:
        weight = _HEAD_NOUN if depth == 0 else _NOUN if depth <= _NEAR else _FAR_NOUN
        weight *= 0.5 if lemma in words.weak else 1.0
        found.extend((action, weight) for action in words.nouns.get(lemma, ()))
    return found


def own(sentence: Sentence, token: Token) -> tuple[Action, ...]:
    """What a word tells by itself."""
    words = _words()
    if token.pos == "VERB":
        return tuple(words.verbs.get(token.lemma, ())[:1])
    named = words.nouns.get(token.lemma)
    if named:
        return tuple(named[:1])
    for child in sentence.below(token, "compound", "amod"):
        named = words.nouns.get(child.lemma)
        if named:
            return tuple(named[:1])
    return tuple(words.verbs.get(token.lemma, ())[:1])


def _enumerated(sentence: Sentence, depths: dict[int, int]) -> tuple[Action, ...]:
    """ "Guarantees, including financing, arms and training": what is listed is what is undertaken."""
    found: list[Action] = []
    for index in sorted(depths):
        token = sentence.tokens[index]
        if token.lemma in _ENUMERATES and token.dep == "prep":
            for first in sentence.below(token, "pobj", "pcomp"):
                for member in _chain(sentence, first):
                    found.extend(action for action in own(sentence, member) if action not in found)
    return tuple(found) if len(found) > 1 else ()


def _chain(sentence: Sentence, first: Token) -> list[Token]:
    """A word and all that are coordinated with it."""
    chain = [first]
    for member in chain:  # grows as it is gone through
        chain.extend(sentence.below(member, "conj"))
    return chain


def _coordinated(sentence: Sentence, head: Token, best: Action, depths: dict[int, int]) -> tuple[Action, ...]:
    """Other actions told by nouns coordinated with one that tells the best ("training and supplies")."""
    found: list[Action] = []
    for index in depths:
        token = sentence.tokens[index]
        if token.pos not in {"NOUN", "PROPN"} or token.dep == "conj":
            continue
        members = [member for member in _chain(sentence, token) if member.pos in {"NOUN", "PROPN"}]
        told = [action for member in members for action in _member(sentence, member)]
        if len(members) > 1 and best in told:
            found.extend(action for action in told if action != best and action not in found)
    return tuple(found)


def _member(sentence: Sentence, noun: Token) -> tuple[Action, ...]:
    """What one of several coordinated nouns tells, with its own modifiers only ("weapons supplies")."""
    pairs = _words().pairs.get(noun.lemma, {})
    for child in sentence.below(noun, "compound", "amod", "nmod"):
        if child.lemma in pairs:
            return tuple(pairs[child.lemma][:1])
    return own(sentence, noun)
