"""ask: what a register holds, as views for a reader: plain data, nothing printed."""

from onrecord.ask.assumptions import Assumptions, Known, Truth
from onrecord.ask.changes import Change, ChangeKind, changes
from onrecord.ask.choice import EVERYTHING, Only
from onrecord.ask.claims import ClaimTelling, ClaimView, claims
from onrecord.ask.conflicts import ConflictView, Quote, SideView, conflicts
from onrecord.ask.contents import Contents, LanguageCount, Refusal, contents
from onrecord.ask.context import Context
from onrecord.ask.document import BlockView, DocumentListed, DocumentView, Segment, breaks, document, documents
from onrecord.ask.entry import Entry, TellingView, entry
from onrecord.ask.evidence import Evidence, StanceEvidence, by_stance, evidence
from onrecord.ask.frame import as_frame
from onrecord.ask.judgements import JudgementView, Standing, judgements
from onrecord.ask.judging import correction, judgement, renaming, undoing
from onrecord.ask.lineage import Edge, Family, Source, lineage
from onrecord.ask.listing import ListedPosition, positions
from onrecord.ask.matrix import Cell, Mark, Matrix, matrix
from onrecord.ask.needing import Needing, Reason, needing_a_look
from onrecord.ask.parties import PartyPage, PartyRow, StanceCount, Voice, parties, party_page
from onrecord.ask.reasons import NO_CONDITION
from onrecord.ask.scenario import Compared, Outcome, Scenario, Status, Unknown, Unused, compare_scenarios, scenario
from onrecord.ask.search import Hit, Hits, Piece, search
from onrecord.ask.statements import StatementCounts, StatementView, statement_counts, statements
from onrecord.ask.stories import Choice, StoryDocument, StoryView, of_story, stories
from onrecord.ask.timeline import TimelineEntry, Turn, timeline
from onrecord.ask.undertakings import Requirement, Undertaking, undertakings

__all__ = [
    "EVERYTHING",
    "NO_CONDITION",
    "Assumptions",
    "BlockView",
    "Cell",
    "Change",
    "ChangeKind",
    "Choice",
    "ClaimTelling",
    "ClaimView",
    "Compared",
    "ConflictView",
    "Contents",
    "Context",
    "DocumentListed",
    "DocumentView",
    "Edge",
    "Entry",
    "Evidence",
    "Family",
    "Hit",
    "Hits",
    "JudgementView",
    "Known",
    "LanguageCount",
    "ListedPosition",
    "Mark",
    "Matrix",
    "Needing",
    "Only",
    "Outcome",
    "PartyPage",
    "PartyRow",
    "Piece",
    "Quote",
    "Reason",
    "Refusal",
    "Requirement",
    "Scenario",
    "Segment",
    "SideView",
    "Source",
    "StanceCount",
    "StanceEvidence",
    "Standing",
    "StatementCounts",
    "StatementView",
    "Status",
    "StoryDocument",
    "StoryView",
    "TellingView",
    "TimelineEntry",
    "Truth",
    "Turn",
    "Undertaking",
    "Unknown",
    "Unused",
    "Voice",
    "as_frame",
    "breaks",
    "by_stance",
    "changes",
    "claims",
    "compare_scenarios",
    "conflicts",
    "contents",
    "correction",
    "document",
    "documents",
    "entry",
    "evidence",
    "judgement",
    "judgements",
    "lineage",
    "matrix",
    "needing_a_look",
    "of_story",
    "parties",
    "party_page",
    "positions",
    "renaming",
    "scenario",
    "search",
    "statement_counts",
    "statements",
    "stories",
    "timeline",
    "undertakings",
    "undoing",
]
