"""Which two "both countries" and "the sides" are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from onrecord.identify.gazetteer import FormKind, Match
from onrecord.identify.mentions import SUBJECTS, Mentions
from onrecord.identify.titles import offices
from onrecord.model import Party, PartyKind
from onrecord.model.candidate import Place

_BACK = 8  # sentences searched for the two


class Pairs:
    """The two parties that a document told of last, from any of its words."""

    def __init__(self, mentions: Mentions) -> None:
        self._mentions = mentions

    def last_two(self, place: Place) -> tuple[Party, ...]:
        """ "The two countries", "both sides": the two states told of last, not who is speaking to them."""
        found: list[Party] = []
        fighting = self._mentions.token(place).lemma in {"side", "party"}
        above = {token.index for token in self._mentions.sentences[place.sentence].above(self._mentions.token(place))}
        for index in range(place.sentence, max(-1, place.sentence - _BACK), -1):
            told = [
                match
                for match in self._mentions.matches[index]
                if (index < place.sentence or (match.first < place.token and not self._governs(match, index, above)))
                and not self._is_where(match, index)  # "met in Cairo. Both sides agreed"
                and (match.form.party.kind is PartyKind.STATE or (fighting and self._takes_sides(match.form.party)))
            ]
            together = self._named_together(told, index) if not found else ()
            if together:
                return together
            for match in reversed(told):
                if match.form.party not in found:
                    found.append(match.form.party)
                if len(found) == 2:
                    return tuple(sorted(found))
        return ()

    def _named_together(self, told: Sequence[Match], index: int) -> tuple[Party, ...]:
        """Two that a sentence names side by side, the last such: "urged Japan and South Korea to buy more"."""
        sentence = self._mentions.sentences[index]
        named = [match for match in told if match.form.kind is not FormKind.DEMONYM]
        for one, other in reversed(list(pairwise(named))):
            token = sentence.tokens[other.last]
            joined = token.dep == "conj" and one.first <= token.head <= one.last
            if joined and next(sentence.below(token, "conj"), None) is None and one.form.party != other.form.party:
                return tuple(sorted((one.form.party, other.form.party)))
        return ()

    def _is_where(self, match: Match, index: int) -> bool:
        """Whether a capital only tells where something was."""
        sentence = self._mentions.sentences[index]
        token = sentence.tokens[match.last]
        return match.form.kind is FormKind.SEAT and token.dep == "pobj" and sentence.head_of(token).lemma == "in"

    @staticmethod
    def _takes_sides(party: Party) -> bool:
        """Whether an organisation may be one of two sides, as an armed group or the European Union; few mediate."""
        return party.kind is PartyKind.ORGANISATION and party.id not in offices()["mediating"]

    def _governs(self, match: Match, index: int, above: set[int]) -> bool:
        """Whether a name is within the subject of a verb above: "Oslo called on both sides"."""
        sentence = self._mentions.sentences[index]
        token = sentence.tokens[match.last]
        while token.dep not in SUBJECTS and token.head != token.index:
            token = sentence.head_of(token)
        return token.dep in SUBJECTS and token.head in above
