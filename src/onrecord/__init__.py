"""onrecord keeps the sourced record of who has committed to what, read from news coverage.

with onrecord.open_register("summit.register") as register:
    onrecord.build(["articles"], register)
    for position in register.positions(party="Germany"):
        print(position.stance, position.action, position.span.exact)

``build``, ``import_export`` and ``export`` fill a register and write it out; ``matrix``, ``claims``, ``conflicts``,
``lineage``, ``positions``, ``statements``, ``entry``, ``search`` and ``changes`` ask it, and give views; ``as_frame``
makes a data frame of them. What people hold of it goes in by ``Register.judge``. docs/library.md shows them at work.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # depending on where it enters a cycle of imports, mypy takes functions of ask for its modules of the same name
    from onrecord.ask import (  # type: ignore[no-redef,unused-ignore]
        EVERYTHING,
        NO_CONDITION,
        Assumptions,
        BlockView,
        Cell,
        Change,
        ChangeKind,
        Choice,
        ClaimTelling,
        ClaimView,
        Compared,
        ConflictView,
        Contents,
        Context,
        DocumentListed,
        DocumentView,
        Edge,
        Entry,
        Evidence,
        Family,
        Hit,
        Hits,
        JudgementView,
        Known,
        LanguageCount,
        ListedPosition,
        Mark,
        Matrix,
        Needing,
        Only,
        Outcome,
        PartyPage,
        PartyRow,
        Piece,
        Quote,
        Reason,
        Refusal,
        Requirement,
        Scenario,
        Segment,
        SideView,
        Source,
        StanceCount,
        StanceEvidence,
        Standing,
        StatementCounts,
        StatementView,
        Status,
        StoryDocument,
        StoryView,
        TellingView,
        TimelineEntry,
        Truth,
        Turn,
        Undertaking,
        Unknown,
        Unused,
        Voice,
        as_frame,
        breaks,
        by_stance,
        changes,
        claims,
        compare_scenarios,
        conflicts,
        contents,
        correction,
        document,
        documents,
        entry,
        evidence,
        judgement,
        judgements,
        lineage,
        matrix,
        needing_a_look,
        of_story,
        parties,
        party_page,
        positions,
        renaming,
        scenario,
        search,
        statement_counts,
        statements,
        stories,
        timeline,
        undertakings,
        undoing,
    )
    from onrecord.errors import EvidenceError, OnrecordError, RegisterError, UsageError
    from onrecord.flow import BuildSummary, Progress, build, import_export, open_register
    from onrecord.model import (
        Act,
        ActCode,
        Action,
        Block,
        Bound,
        Claim,
        ClaimKind,
        Comparison,
        Conflict,
        ConflictKind,
        Decision,
        Direction,
        Figure,
        Judgement,
        Lineage,
        LineageKind,
        Metadata,
        Mode,
        Party,
        PartyKind,
        Passage,
        Polarity,
        Position,
        Proposition,
        Reading,
        Rejected,
        Relay,
        Role,
        Side,
        Span,
        Speaker,
        Stance,
        Statement,
        Story,
        Telling,
        Term,
        TermKind,
        Text,
        Verdict,
    )
    from onrecord.publish import export
    from onrecord.register import Register
    from onrecord.settings import Settings

__version__ = "0.6.0"

__all__ = ["BuildSummary", "Progress", "Register", "Settings", "__version__"]
__all__ += ["build", "export", "import_export", "open_register"]
__all__ += ["EvidenceError", "OnrecordError", "RegisterError", "UsageError"]
# the nouns of the model
__all__ += ["Act", "ActCode", "Action", "Block", "Bound", "Claim", "ClaimKind", "Comparison", "Conflict"]
__all__ += ["ConflictKind", "Decision", "Direction", "Figure", "Judgement", "Lineage", "LineageKind", "Metadata"]
__all__ += ["Mode", "Party", "PartyKind", "Passage", "Polarity", "Position", "Proposition", "Reading", "Rejected"]
__all__ += ["Relay", "Role", "Side", "Span", "Speaker", "Stance", "Statement", "Story", "Telling", "Term", "TermKind"]
__all__ += ["Text", "Verdict"]
# the views, and what gives them
__all__ += ["Cell", "Change", "ChangeKind", "ClaimTelling", "ClaimView", "ConflictView", "Context", "Edge", "Entry"]
__all__ += ["Family", "Hit", "Hits", "JudgementView", "ListedPosition", "Mark", "Matrix", "Needing", "Piece", "Quote"]
__all__ += ["Reason", "SideView", "Source", "Standing", "StatementCounts", "StatementView", "TellingView", "as_frame"]
__all__ += ["changes", "claims", "conflicts", "correction", "entry", "judgement", "judgements", "lineage", "matrix"]
__all__ += ["needing_a_look", "positions", "renaming", "search", "statement_counts", "statements", "undoing"]
__all__ += ["Assumptions", "BlockView", "Choice", "Compared", "Contents", "DocumentListed", "DocumentView"]
__all__ += ["EVERYTHING", "NO_CONDITION", "Evidence", "Known", "LanguageCount", "Only", "Outcome", "PartyPage"]
__all__ += ["PartyRow", "Refusal", "Requirement", "Scenario", "Segment", "StanceCount", "StanceEvidence", "Status"]
__all__ += ["StoryDocument", "StoryView", "TimelineEntry", "Truth", "Turn", "Undertaking", "Unknown", "Unused"]
__all__ += ["Voice", "breaks", "by_stance", "compare_scenarios", "contents", "document", "documents", "evidence"]
__all__ += ["of_story", "parties", "party_page", "scenario", "stories", "timeline", "undertakings"]

_HOMES = {
    "BuildSummary": "flow",
    "Progress": "flow",
    "Register": "register",
    "Settings": "settings",
    "build": "flow",
    "export": "publish",
    "import_export": "flow",
    "open_register": "flow",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for: ``import onrecord`` itself costs nothing."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = "errors" if name.endswith("Error") else _HOMES.get(name)
    if home is None:  # a module of the nouns may have the name of a view
        home = "model" if name in import_module(f"{__name__}.model").__all__ else "ask"
    return getattr(import_module(f"{__name__}.{home}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
