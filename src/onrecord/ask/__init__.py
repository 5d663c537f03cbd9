"""ask: what a register holds, as views for a reader: plain data, nothing printed."""

from onrecord.ask.claims import ClaimTelling, ClaimView, claims
from onrecord.ask.conflicts import ConflictView, Quote, SideView, conflicts
from onrecord.ask.contents import Contents, LanguageCount, Refusal, contents
from onrecord.ask.context import Context
from onrecord.ask.document import BlockView, DocumentListed, DocumentView, Segment, breaks, document, documents
from onrecord.ask.entry import Entry, TellingView, entry
from onrecord.ask.evidence import Evidence, StanceEvidence, by_stance, evidence
from onrecord.ask.lineage import Edge, Family, Source, lineage
from onrecord.ask.listing import ListedPosition, positions
from onrecord.ask.matrix import Cell, Mark, Matrix, matrix
from onrecord.ask.statements import StatementCounts, StatementView, statement_counts, statements
from onrecord.ask.stories import Choice, StoryDocument, StoryView, of_story, stories

__all__ = [
    "BlockView",
    "Cell",
    "Choice",
    "ClaimTelling",
    "ClaimView",
    "ConflictView",
    "Contents",
    "Context",
    "DocumentListed",
    "DocumentView",
    "Edge",
    "Entry",
    "Evidence",
    "Family",
    "LanguageCount",
    "ListedPosition",
    "Mark",
    "Matrix",
    "Quote",
    "Refusal",
    "Segment",
    "SideView",
    "Source",
    "StanceEvidence",
    "StatementCounts",
    "StatementView",
    "StoryDocument",
    "StoryView",
    "TellingView",
    "breaks",
    "by_stance",
    "claims",
    "conflicts",
    "contents",
    "document",
    "documents",
    "entry",
    "evidence",
    "lineage",
    "matrix",
    "of_story",
    "positions",
    "statement_counts",
    "statements",
    "stories",
]
