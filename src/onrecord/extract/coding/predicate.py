"""The words that tell what a source does to a target: those between the two in the syntax."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.extract.coding.marks import Part
from onrecord.model import Sentence, Token

_PARTICLES_AND_OBJECTS = frozenset(
    {"prt", "prep", "dobj", "xcomp", "acomp", "attr", "neg", "aux", "auxpass", "oprd", "ccomp", "dative", "agent"}
)
_ADVERBS = frozenset({"not", "never", "no"})
_GOES_ON = frozenset({"xcomp", "ccomp", "prep"})
_MOST_GOVERNORS = 6


@dataclass(frozen=True, slots=True)
class Predicate:
    """``path``: the words from source to target in the syntax tree; ``words``: these with their particles,
    auxiliaries and objects, in order of the text. Both are indices into the words of the whole text.
    """

    path: tuple[int, ...]
    words: tuple[int, ...]


def predicate(sentences: Sequence[Sentence], parts: Sequence[Part]) -> Predicate:
    """What stands between the parties; it is read in the first sentence that holds most of them."""
    offset, best = 0, (0, 0, 0)
    for number, sentence in enumerate(sentences):
        here = parts[offset : offset + len(sentence.tokens)]
        held = 2 * (Part.SOURCE in here) + (Part.TARGET in here)
        if held > best[0]:
            best = (held, number, offset)
        offset += len(sentence.tokens)
    held, number, offset = best
    if not held:
        return Predicate((), ())
    clause = _Clause(sentences[number], parts[offset : offset + len(sentences[number].tokens)])
    path = clause.path()
    return Predicate(
        tuple(offset + index for index in path), tuple(offset + index for index in sorted(clause.around(path)))
    )


@dataclass(frozen=True, slots=True)
class _Clause:
    sentence: Sentence
    parts: Sequence[Part]

    def path(self) -> list[int]:
        source, target = (self._upwards(part) for part in (Part.SOURCE, Part.TARGET))
        if not source or not target:
            return [index for index in (source or target)[1:] if not self.parts[index]][:1]
        meeting = next((index for index in source if index in target), None)
        if meeting is None:
            ways = source[1:]
        else:
            # from what governs the source up to where the two meet, then down to the target
            ways = source[1 : source.index(meeting) + 1] + target[1 : target.index(meeting)][::-1]
        between = [index for index in ways if not self.parts[index]]
        if between or meeting is None:
            return between
        return [meeting] if not self.parts[meeting] else [index for index in source if not self.parts[index]][:1]

    def around(self, path: Sequence[int]) -> set[int]:
        """The path with particles, auxiliaries, objects and what they take in turn; the parties left out."""
        found, seen, waiting = set(path), set[int](), list(path)
        while waiting:
            index = waiting.pop()
            if index in seen:
                continue
            seen.add(index)
            for child in self.sentence.children[index]:
                token = self.sentence.tokens[child]
                if self.parts[child] or not self._belongs(token, self.sentence.tokens[index]):
                    continue
                found.add(child)
                if token.dep == "pcomp" or (token.dep in _GOES_ON and len(seen) < _MOST_GOVERNORS):
                    waiting.append(child)
        return found

    @staticmethod
    def _belongs(token: Token, governor: Token) -> bool:
        if token.dep == "advmod":
            return token.lemma in _ADVERBS
        return token.dep in _PARTICLES_AND_OBJECTS or (token.dep in {"pobj", "pcomp"} and governor.dep == "prep")

    def _upwards(self, part: Part) -> list[int]:
        """The head of a party and all that is above it, nearest first; nothing where it is not named here."""
        for token in self.sentence.tokens:
            above = self.sentence.tokens[token.head]
            if self.parts[token.index] == part and (self.parts[above.index] != part or above.index == token.index):
                return [token.index, *(each.index for each in self.sentence.above(token))]
        return []
