"""How many independent sources stand behind some documents: those that share a text count once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from onrecord.model.story import Lineage, LineageKind

# A credit gives a passage to another outlet, not the whole document.
_SHARED_TEXT = frozenset(LineageKind) - {LineageKind.CREDIT}


class Origins:
    """Documents grouped by the lineage that joins them: copies, rewrites, and texts of one agency."""

    def __init__(self, lineage: Iterable[Lineage] = ()) -> None:
        self._leads: dict[str, str] = {}
        self._credited: dict[str, set[str]] = defaultdict(set)
        self._issued: dict[str, str] = {}
        for each in lineage:
            self.add(each)

    def add(self, edge: Lineage) -> None:
        """Count an edge in; in which order they come makes no difference."""
        if edge.source is not None and edge.derived is not None:
            self._credited[edge.derived].add(edge.source)
        if edge.kind not in _SHARED_TEXT:
            return
        members = list(edge.documents)
        if edge.source is not None:
            members.append(self._issued.setdefault(edge.source, members[0]))
        for other in members[1:]:
            self._join(members[0], other)

    def of(self, document: str) -> str:
        """The document, by id, that stands for the origin of this one."""
        while (lead := self._leads.get(document, document)) != document:
            document = lead
        return document

    def count(self, documents: Iterable[str]) -> int:
        """The number of independent sources among the documents."""
        return len({self.of(document) for document in documents})

    def named(self, document: str) -> tuple[str, ...]:
        """The outlets to which the document gives its text or a part of it, sorted."""
        return tuple(sorted(self._credited.get(document, ())))

    def _join(self, one: str, other: str) -> None:
        one, other = self.of(one), self.of(other)
        if one != other:
            self._leads[max(one, other)] = min(one, other)
