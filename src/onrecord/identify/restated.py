"""Within one article: which position restates which, and which one a later word of the same party replaces."""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord import lexicon
from onrecord.model import DERIVED_ROLES, PartyKind, Position, Sentence

_SAME = 0.5  # share of the shorter undertaking's words that two tellings of one position have in common
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_MOST = 12  # first tellings of one party, action and stance that a further one is held against
_NEAR = 4  # sentences within which a later word takes back an earlier one


def restated(sentences: Sequence[Sentence], positions: Sequence[Position]) -> tuple[Position, ...]:
    """The positions, in their order, with ``restates`` and ``superseded_by`` told.

    The first telling in the body is the one that others restate; what a headline or a key point tells is derived
    from the body where the body tells it too. "Initially said … but later said …": the later word of the same party
    on the same undertaking supersedes the earlier. The work grows with the tellings of one party and action only.
    """
    ordered = sorted(positions, key=lambda each: (each.role in DERIVED_ROLES, each.span.start, each.span.end, each.id))
    told = _Undertakings(sentences)
    firsts: dict[tuple[object, ...], list[Position]] = defaultdict(list)
    restating: dict[str, str] = {}
    for position in ordered:
        key = (position.parties, position.action, position.stance)
        first = next((each for each in firsts[key][:_MOST] if told.alike(each, position)), None)
        if first is None:
            firsts[key].append(position)
        else:
            restating[position.id] = first.id
    replaced = dict(_superseded(sentences, told, ordered))
    return tuple(
        replace(each, restates=restating.get(each.id), superseded_by=replaced.get(each.id)) for each in positions
    )


class _Undertakings:
    """The words of content of each undertaking, by which two tellings of it are known."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._known: dict[str, frozenset[str]] = {}
        self._by_start = [sentence.start for sentence in sentences]

    def alike(self, one: Position, other: Position) -> bool:
        """Whether the two undertakings share most of the words of the shorter."""
        mine, theirs = self._words(one), self._words(other)
        fewer = min(len(mine), len(theirs))
        return fewer > 0 and len(mine & theirs) >= _SAME * fewer

    def sentence(self, position: Position) -> int:
        """The index of the sentence that a position stands in."""
        return max(0, bisect_right(self._by_start, position.span.start) - 1)

    def _words(self, position: Position) -> frozenset[str]:
        if position.id not in self._known:
            span = position.object or position.span
            within = self._sentences[self.sentence(position)].tokens
            cue = position.cue
            self._known[position.id] = frozenset(
                token.lemma.lower()
                for token in within
                if span.start <= token.start < span.end
                and token.pos in _CONTENT
                and not (cue.start <= token.start < cue.end)
            )
        return self._known[position.id]


def _superseded(
    sentences: Sequence[Sentence], told: _Undertakings, ordered: Sequence[Position]
) -> Iterator[tuple[str, str]]:
    """Earlier positions told as such, each with the later one of the same party that replaces it.

    Both tellings must say which is which ("initially", "later"), and tell one undertaking or have one speaker: else
    every policy that an article sets beside an older one would take that back.
    What somebody says of a group he may take back of its parts: "the 26 nations would deploy", "some countries
    would provide guarantees".
    """
    by_speaker: dict[str, list[Position]] = defaultdict(list)
    by_party: dict[tuple[object, ...], list[Position]] = defaultdict(list)
    for position in sorted(ordered, key=lambda each: each.span.start):
        by_party[position.parties].append(position)
        if position.said_by is not None and all(each.kind is PartyKind.GROUP for each in position.parties):
            by_speaker[position.said_by.name].append(position)
    for positions in (*by_speaker.values(), *by_party.values()):  # of two, the word of the same party counts
        for place, earlier in enumerate(positions):
            at = told.sentence(earlier)
            if not _says(sentences[at], earlier, "earlier"):
                continue
            for later in positions[place + 1 :]:
                if told.sentence(later) - at > _NEAR:
                    break
                differs = later.stance is not earlier.stance or later.action is not earlier.action
                linked = told.alike(earlier, later) or _same_speaker(earlier, later)
                if differs and linked and _says(sentences[told.sentence(later)], later, "later"):
                    yield earlier.id, later.id
                    break


def _same_speaker(one: Position, other: Position) -> bool:
    return one.said_by is not None and other.said_by is not None and one.said_by.name == other.said_by.name


def _says(sentence: Sentence, position: Position, when: str) -> bool:
    """Whether the sentence tells, outside the undertaking, that it was so earlier, or that it is so later."""
    span = position.object or position.span
    outside = [token.text.lower() for token in sentence.tokens if not span.start <= token.start < span.end]
    told = f" {' '.join(outside)} "
    return any(f" {phrase} " in told for phrase in _phrases(when))


@functools.cache
def _phrases(when: str) -> tuple[str, ...]:
    return tuple(map(str, lexicon.load_yaml("stances")["changing"][when]))
