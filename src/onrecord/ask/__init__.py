"""ask: what a register holds, as views for a reader: plain data, nothing printed."""

from onrecord.ask.changes import Change, ChangeKind, changes
from onrecord.ask.claims import ClaimTelling, ClaimView, claims
from onrecord.ask.conflicts import ConflictView, Quote, SideView, conflicts
from onrecord.ask.context import Context
from onrecord.ask.entry import Entry, TellingView, entry
from onrecord.ask.frame import as_frame
from onrecord.ask.judgements import JudgementView, Standing, judgements
from onrecord.ask.judging import correction, judgement, undoing
from onrecord.ask.lineage import Edge, Family, Source, lineage
from onrecord.ask.listing import ListedPosition, positions
from onrecord.ask.matrix import Cell, Mark, Matrix, matrix
from onrecord.ask.needing import Needing, Reason, needing_a_look
from onrecord.ask.search import Hit, Hits, Piece, search
from onrecord.ask.statements import StatementCounts, StatementView, statement_counts, statements

__all__ = [
    "Cell",
    "Change",
    "ChangeKind",
    "ClaimTelling",
    "ClaimView",
    "ConflictView",
    "Context",
    "Edge",
    "Entry",
    "Family",
    "Hit",
    "Hits",
    "JudgementView",
    "ListedPosition",
    "Mark",
    "Matrix",
    "Needing",
    "Piece",
    "Quote",
    "Reason",
    "SideView",
    "Source",
    "Standing",
    "StatementCounts",
    "StatementView",
    "TellingView",
    "as_frame",
    "changes",
    "claims",
    "conflicts",
    "correction",
    "entry",
    "judgement",
    "judgements",
    "lineage",
    "matrix",
    "needing_a_look",
    "positions",
    "search",
    "statement_counts",
    "statements",
    "undoing",
]
