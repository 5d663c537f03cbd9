"""Whose a body is that is told without a name: "the administration", "inspectors"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

from onrecord.identify import groups
from onrecord.identify.mentions import Mentions
from onrecord.identify.titles import offices
from onrecord.model import Party
from onrecord.model.candidate import Place

ADMINISTRATION = "administration"
_AMERICAN = "USA"  # in English news a bare "the administration" is that of the United States
_TRIED = 3  # of the administrations told of before so many are looked at


class Bodies:
    """The administrations and agencies of a document by place, looked for once, when first asked for."""

    def __init__(self, mentions: Mentions) -> None:
        self._mentions = mentions
        self._administrations: list[Place] | None = None
        self._agencies: list[tuple[Place, Party]] | None = None

    def administration(self, place: Place, parties: Callable[[Place], tuple[Party, ...]]) -> tuple[Party, ...]:
        """Whose "the administration" is: the one told of last by name, else the American, where that state is named.

        Else that of the state whose leaders are named most. ``parties`` tells what a noun phrase stands for.
        """
        if self._administrations is None:
            self._administrations = [
                Place(index, token.index)
                for index, sentence in enumerate(self._mentions.sentences)
                for token in sentence.tokens
                if token.lemma == ADMINISTRATION and next(groups.modifiers(sentence, token), None) is not None
            ]
        last = bisect_left(self._administrations, place)
        for told in reversed(self._administrations[max(0, last - _TRIED) : last]):
            found = parties(told)
            if found:
                return found
        named = (party for party in self._mentions.most_named if party.id == _AMERICAN)
        state = next(named, self._mentions.main_party)
        return (state,) if state is not None else ()

    def inspecting(self, place: Place) -> tuple[Party, ...]:
        """Of "inspectors" the agency that sends such, named last before or, where none was, first after."""
        if self._agencies is None:
            self._agencies = [
                (Place(index, match.first), match.form.party)
                for index, found in enumerate(self._mentions.matches)
                for match in found
                if match.form.party.id in offices()["inspecting"]
            ]
        before = bisect_left(self._agencies, place, key=lambda named: named[0])
        named = self._agencies[max(0, before - 1) : before] or self._agencies[:1]
        return tuple(party for _, party in named)
