"""What stands named in a document: states and organisations, people, and what is between quotation marks."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from onrecord.identify.gazetteer import FormKind, Match, ending_with, find
from onrecord.identify.groups import definite
from onrecord.identify.people import People, Person, holds_state_office
from onrecord.identify.titles import offices, sentence_text
from onrecord.model import Party, PartyKind, Sentence, Span, Speaker, Token
from onrecord.model.candidate import Place

# what a description goes on with after its noun, and shares of those asked
_FURTHER = re.compile(r" (?:of|for|from|in|at) ")
_SHARE = re.compile(r"[0-9]%\Z|-(?:thirds?|fourths?|quarters?|fifths?)\Z|\Apercent\Z|\Amajority\Z")
_BEFORE = ("amod", "compound", "poss", "nummod", "det", "nmod")
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_PLAIN = frozenset({"council", "commission", "assembly"})  # short names that need no capital


class Mentions:
    """The names of one document by place, before any pronoun or description is resolved."""

    def __init__(self, sentences: Sequence[Sentence], published: str | None = None) -> None:
        self.sentences = sentences
        self.matches: list[tuple[Match, ...]] = list(_meant([find(sentence) for sentence in sentences]))
        self._at: list[dict[int, Match]] = [
            {index: match for match in found for index in range(match.first, match.last + 1)} for found in self.matches
        ]
        self.people = People(sentences, self.matches, published)
        self._short: dict[str, list[tuple[Place, Party]]] = {}
        #: for each word of each sentence, whether it stands between quotation marks
        self.quoted: list[tuple[bool, ...]] = list(_quoted(sentences))

    @functools.cached_property
    def main_party(self) -> Party | None:
        """The state whose leaders are named most: what a bare "the administration" falls back on."""
        return next(iter(_most(self._states(FormKind.LEADER))), None)

    @functools.cached_property
    def most_named(self) -> tuple[Party, ...]:
        """The states, the one named most first, by itself or by its leaders."""
        return _most(self._states(*FormKind))

    def _states(self, *kinds: FormKind) -> Iterator[Party]:
        for found in self.matches:
            for match in found:
                if match.form.kind in kinds and match.form.party.kind is PartyKind.STATE:
                    yield match.form.party

    def token(self, place: Place) -> Token:
        """The word at a place."""
        return self.sentences[place.sentence].tokens[place.token]

    def match(self, place: Place) -> Match | None:
        """The name of a party that covers this word, if any."""
        return self._at[place.sentence].get(place.token)

    def matches_in(self, index: int, span: Span) -> tuple[Match, ...]:
        """The names of parties of a sentence that begin within those words."""
        tokens, found = self.sentences[index].tokens, self.matches[index]
        first = bisect_left(found, span.start, key=lambda match: tokens[match.first].start)
        last = bisect_left(found, span.end, key=lambda match: tokens[match.first].start)
        return found[first:last]

    def short_name(self, place: Place) -> Party | None:
        """The organisation that the last word of its name stands for, where it is named: "the Commission"."""
        token = self.token(place)
        plain = token.text in _PLAIN
        if not (token.text[:1].isupper() or plain) or token.pos not in {"NOUN", "PROPN"} or token.index == 0:
            return None
        meant = ending_with(token.text.capitalize() if plain else token.text)
        sentence = self.sentences[place.sentence]
        if not meant or not definite(sentence, token) or next(sentence.below(token, "amod", "compound", "nmod"), None):
            return None  # "the Commission", not "the Secretary of State" where the Islamic State is named
        named = self._named(token.text)
        before = bisect_left(named, place, key=lambda each: each[0])
        return named[before - 1][1] if before else None

    def _named(self, word: str) -> list[tuple[Place, Party]]:
        """Where organisations are named that a word may stand for; of one in small letters those named by it."""
        if word not in self._short:
            meant = ending_with(word.capitalize() if word in _PLAIN else word)
            self._short[word] = [
                (Place(index, match.first), match.form.party)
                for index, found in enumerate(self.matches)
                for match in found
                if match.form.party in meant
                and (word not in _PLAIN or self.sentences[index].tokens[match.last].text.lower() == word)
            ]
        return self._short[word]

    def heads_name(self, place: Place) -> bool:
        """Whether this word heads a person's name."""
        return place.token in self.people.names[place.sentence]

    def person(self, place: Place) -> Person | None:
        """The person named by the words around this one, if it heads a personal name.

        The parser may hang another of its words from the verb: the "al" of "al-Maliki", the "Jae" of "Moon Jae-in".
        """
        names, sentence = self.people.names[place.sentence], self.sentences[place.sentence]
        span = names.get(place.token)
        if span is None and self.token(place).pos == "PROPN":
            around = next((each for each in names.values() if each[0] <= place.token <= each[1]), None)
            span = around if around is not None and not around[0] <= self.token(place).head <= around[1] else None
        if span is None:
            return None
        return self.people.find(sentence_text(sentence, *span).split())

    def phrase(self, place: Place) -> tuple[int, int]:
        """First and last word of the name or noun phrase that this word heads, what follows it left out."""
        name = self.people.names[place.sentence].get(place.token)
        if name is not None:
            return name
        sentence, token = self.sentences[place.sentence], self.token(place)
        before = [
            inner.index
            for child in sentence.below(token, *_BEFORE)
            for inner in sentence.subtree(child)
            if inner.index < token.index
        ]
        return min([*before, token.index]), token.index

    def is_private(self, speaker: Speaker) -> bool:
        """Whether a speaker is a person of this document who holds no office of a government, or told as private.

        "Critics", "some candidates", "47%".
        """
        person = self.people.find(speaker.name.split())
        if person is None and not speaker.named:
            return _told_as_private(speaker.name)
        return person is not None and (person.private or not holds_state_office(person))


def _told_as_private(description: str) -> bool:
    """Whether the noun of an unnamed source's description is one for private persons, or tells a share of them."""
    noun = _FURTHER.split(description, maxsplit=1)[0].split()[-1].lower()
    words = offices()["private"] | offices()["running"]
    return noun in words or noun.removesuffix("s") in words or _SHARE.search(noun) is not None


def _meant(found: Sequence[tuple[Match, ...]]) -> Iterator[tuple[Match, ...]]:
    """The names without the short ones of parties that the document never names in full."""
    named = {match.form.party for matches in found for match in matches if not match.form.short}
    for matches in found:
        yield tuple(match for match in matches if not match.form.short or match.form.party in named)


def _most(parties: Iterable[Party]) -> tuple[Party, ...]:
    counts = Counter(parties)
    return tuple(sorted(counts, key=lambda party: (-counts[party], party.id)))


def words_of(sentence: Sentence, span: Span) -> list[Token]:
    """The words of a sentence that begin within a span."""
    first = bisect_left(sentence.tokens, span.start, key=lambda token: token.start)
    last = bisect_left(sentence.tokens, span.end, key=lambda token: token.start)
    return list(sentence.tokens[first:last])


def _quoted(sentences: Sequence[Sentence]) -> Iterator[tuple[bool, ...]]:
    """For each word whether it stands between quotation marks; a paragraph starts outside them."""
    paragraph, inside = -1, False
    for sentence in sentences:
        if sentence.paragraph != paragraph:
            paragraph, inside = sentence.paragraph, False
        flags = []
        for token in sentence.tokens:
            if token.text in {"“", "«", "„", "``"}:
                inside = True
            elif token.text in {"”", "»", "''"}:
                inside = False
            elif token.text == '"':
                inside = not inside
            flags.append(inside)
        yield tuple(flags)
