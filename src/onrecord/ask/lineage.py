"""Who has it from whom: the documents of each story, their origins, and the edges between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.ask.choice import EVERYTHING, Only, chosen_documents
from onrecord.ask.conflicts import Quote, quote
from onrecord.ask.kept import listed, reading
from onrecord.model import Comparison, Direction, Lineage, LineageKind, Story
from onrecord.model.holdings import Holdings
from onrecord.model.origins import Origins
from onrecord.model.prepared import Ready


@dataclass(frozen=True, slots=True)
class Edge:
    """How two documents, or a document and an outlet, hang together, with the passages that show it.

    ``derived`` has it from ``source``: a document's name or an outlet's. Where that cannot be told they
    are merely the two, in the order of the alphabet, and ``directed`` is False.
    """

    id: str
    kind: LineageKind
    derived: str
    source: str
    directed: bool
    direction: Direction | None
    score: float
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A document with its origin set: the document that stands for its origin, and the outlets that it credits."""

    document: str
    origin: str
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """The lineage of one story: its documents, how many independent origins they have, and the edges."""

    story: str
    origins: int
    documents: tuple[Source, ...]
    edges: tuple[Edge, ...]


def lineage(holdings: Holdings, only: Only = EVERYTHING) -> tuple[Family, ...]:
    """The stories of more than one document or with any edge, by their first document; whole, if any is asked for."""
    return families(holdings.comparison(), holdings.names(), chosen_documents(holdings, only))


def kept_lineage(holdings: Holdings) -> Sequence[Family]:
    """The lineage of all stories, read as it is asked for where it is kept ready."""
    kept = listed(holdings, Ready.FAMILY, reading(Family))
    return lineage(holdings) if kept is None else kept


def families(comparison: Comparison, names: dict[str, str], wanted: frozenset[str]) -> tuple[Family, ...]:
    """The stories that hold any of the documents wanted, by their first document."""
    edges: dict[str, list[Lineage]] = {}
    for each in comparison.lineage:
        edges.setdefault(each.documents[0], []).append(each)
    origins = Origins(comparison.lineage)
    found = []
    for story in comparison.stories:
        held = [each for document in story.documents for each in edges.get(document, ())]
        if not wanted.isdisjoint(story.documents) and (family := family_of(story, held, names, origins)):
            found.append(family)
    return tuple(sorted(found, key=by_first_document))


def by_first_document(family: Family) -> tuple[str, str]:
    """By what the lineage of stories is put in order."""
    return (family.documents[0].document, family.story)


def family_of(story: Story, edges: Sequence[Lineage], names: Mapping[str, str], origins: Origins) -> Family | None:
    """The lineage of a story of more than one document or with any edge, else None; ``edges`` are its."""
    if len(story.documents) == 1 and not edges:
        return None
    documents = [
        Source(names[document], names[origins.of(document)], origins.named(document)) for document in story.documents
    ]
    documents.sort(key=lambda source: source.document)
    views = sorted((_edge(each, names) for each in edges), key=lambda edge: (edge.derived, edge.source, edge.id))
    return Family(story.id, origins.count(story.documents), tuple(documents), tuple(views))


def _edge(each: Lineage, names: Mapping[str, str]) -> Edge:
    ends = sorted(names[document] for document in each.documents)
    if each.derived is not None:
        derived = names[each.derived]
        others = [names[document] for document in each.documents if document != each.derived]
        source = each.source or others[0]
        if each.source and others:
            source = f"{each.source} ({others[0]})"
    else:
        derived, source = ends[0], ends[-1]
    quotes = tuple(quote(passage, names.__getitem__) for passage in each.passages)
    return Edge(each.id, each.kind, derived, source, each.derived is not None, each.direction, each.score, quotes)
