"""onrecord keeps the sourced record of who has committed to what, read from news coverage.

with onrecord.open_register("summit.register") as register:
    onrecord.build(["articles"], register)
    for position in register.positions(party="Germany"):
        print(position.stance, position.action, position.span.exact)

``build``, ``import_export`` and ``export`` fill a register and write it out; ``matrix``, ``claims``, ``conflicts``,
``lineage``, ``positions``, ``statements`` and ``entry`` ask it, and give views; ``as_frame`` makes a data frame of
them. docs/library.md shows them at work.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.ask import (
        Cell,
        ClaimTelling,
        ClaimView,
        ConflictView,
        Context,
        Edge,
        Entry,
        Family,
        ListedPosition,
        Mark,
        Matrix,
        Quote,
        SideView,
        Source,
        StatementCounts,
        StatementView,
        TellingView,
        as_frame,
        claims,
        conflicts,
        entry,
        lineage,
        matrix,
        positions,
        statement_counts,
        statements,
    )
    from onrecord.errors import EvidenceError, OnrecordError, RegisterError, UsageError
    from onrecord.flow import BuildSummary, Progress, build, import_export
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
        Direction,
        Figure,
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
    from onrecord.register import Register, open_register
    from onrecord.settings import Settings

__version__ = "0.2.0"

__all__ = ["BuildSummary", "Progress", "Register", "Settings", "__version__"]
__all__ += ["build", "export", "import_export", "open_register"]
__all__ += ["EvidenceError", "OnrecordError", "RegisterError", "UsageError"]
# the nouns of the model
__all__ += [
    "Act",
    "ActCode",
    "Action",
    "Block",
    "Bound",
    "Claim",
    "ClaimKind",
    "Comparison",
    "Conflict",
    "ConflictKind",
]
__all__ += ["Direction", "Figure", "Lineage", "LineageKind", "Metadata", "Mode", "Party", "PartyKind", "Passage"]
__all__ += ["Polarity", "Position", "Proposition", "Reading", "Rejected", "Relay", "Role", "Side", "Span", "Speaker"]
__all__ += ["Stance", "Statement", "Story", "Telling", "Term", "TermKind", "Text", "Verdict"]
# the views, and what gives them
__all__ += ["Cell", "ClaimTelling", "ClaimView", "ConflictView", "Context", "Edge", "Entry", "Family", "ListedPosition"]
__all__ += ["Mark", "Matrix", "Quote", "SideView", "Source", "StatementCounts", "StatementView", "TellingView"]
__all__ += ["as_frame", "claims", "conflicts", "entry", "lineage", "matrix", "positions", "statement_counts"]
__all__ += ["statements"]

_HOMES = {
    "BuildSummary": "flow",
    "Progress": "flow",
    "Register": "register",
    "Settings": "settings",
    "build": "flow",
    "export": "publish",
    "import_export": "flow",
    "open_register": "register",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for: ``import onrecord`` itself costs nothing."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = "errors" if name.endswith("Error") else _HOMES.get(name)
    for module in (home,) if home else ("model", "ask"):
        found = getattr(import_module(f"{__name__}.{module}"), name, None)
        if found is not None:
            return found
    raise AttributeError(f"module {__name__!r} has lost {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
