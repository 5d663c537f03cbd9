"""How many independent sources stand behind some documents: those that share a text count once."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.model import Lineage


class Origins:
    """Documents grouped by the lineage that joins them."""

    def __init__(self, lineage: Iterable[Lineage]) -> None:
        self._leads: dict[str, str] = {}
        for each in lineage:
            one, other = (self._origin(document) for document in each.documents)
            self._leads[max(one, other)] = min(one, other)

    def count(self, documents: Iterable[str]) -> int:
        """The number of independent sources among the documents."""
        return len({self._origin(document) for document in documents})

    def _origin(self, document: str) -> str:
        while (lead := self._leads.get(document, document)) != document:
            document = lead
        return document
