"""ask: what a register holds, as views for a reader: plain data, nothing printed."""

from onrecord.ask.claims import ClaimTelling, ClaimView, claims
from onrecord.ask.conflicts import ConflictView, Quote, SideView, conflicts
from onrecord.ask.context import Context
from onrecord.ask.entry import Entry, TellingView, entry
from onrecord.ask.frame import as_frame
from onrecord.ask.lineage import Edge, Family, Source, lineage
from onrecord.ask.listing import ListedPosition, positions
from onrecord.ask.matrix import Cell, Mark, Matrix, matrix
from onrecord.ask.statements import StatementCounts, StatementView, statement_counts, statements

__all__ = [
    "Cell",
    "ClaimTelling",
    "ClaimView",
    "ConflictView",
    "Context",
    "Edge",
    "Entry",
    "Family",
    "ListedPosition",
    "Mark",
    "Matrix",
    "Quote",
    "SideView",
    "Source",
    "StatementCounts",
    "StatementView",
    "TellingView",
    "as_frame",
    "claims",
    "conflicts",
    "entry",
    "lineage",
    "matrix",
    "positions",
    "statement_counts",
    "statements",
]
