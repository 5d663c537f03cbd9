"""What pages are served from, beside the views: pieces that are kept ready, and where things stand among them."""

from __future__ import annotations

from onrecord.ask.assumptions import Following
from onrecord.ask.choice import check, dates
from onrecord.ask.conflicts import conflict_kinds, kept_conflicts
from onrecord.ask.document import document_named, kept_documents
from onrecord.ask.judgements import judgement_views
from onrecord.ask.kept import place_of
from onrecord.ask.lately import changed_lately
from onrecord.ask.lineage import kept_lineage
from onrecord.ask.listing import kept_positions
from onrecord.ask.logic import Line, Logic, Needed, logic
from onrecord.ask.needing import kept_needing, place_among
from onrecord.ask.phrases import claimed, held, undertaking
from onrecord.ask.scenario import hanging
from onrecord.ask.stories import kept_stories
from onrecord.ask.timeline import Lanes, LaneTelling, lane, lanes

__all__ = [
    "Following",
    "LaneTelling",
    "Lanes",
    "Line",
    "Logic",
    "Needed",
    "changed_lately",
    "check",
    "claimed",
    "conflict_kinds",
    "dates",
    "document_named",
    "hanging",
    "held",
    "judgement_views",
    "kept_conflicts",
    "kept_documents",
    "kept_lineage",
    "kept_needing",
    "kept_positions",
    "kept_stories",
    "lane",
    "lanes",
    "logic",
    "place_among",
    "place_of",
    "undertaking",
]
