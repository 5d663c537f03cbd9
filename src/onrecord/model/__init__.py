"""The nouns: frozen dataclasses on the standard library alone, the only things that travel between stages."""

from onrecord.model.act import Act, ActCode
from onrecord.model.claim import POLARITY, Claim, ClaimKind, Conflict, ConflictKind, Polarity, Side, Telling, Verdict
from onrecord.model.comparison import Comparison
from onrecord.model.document import (
    DERIVED_ROLES,
    READ_LANGUAGES,
    READ_ROLES,
    Block,
    Document,
    Media,
    Metadata,
    Role,
    Text,
)
from onrecord.model.figure import Bound, Figure
from onrecord.model.identity import content_id
from onrecord.model.judgement import Decision, Judgement
from onrecord.model.outcome import Rejected
from onrecord.model.party import Party, PartyKind, Speaker
from onrecord.model.position import Action, Position, Proposition, Stance, Term, TermKind
from onrecord.model.reading import Reading
from onrecord.model.sentence import Sentence, Token
from onrecord.model.span import Span
from onrecord.model.statement import Mode, Relay, Statement
from onrecord.model.story import Direction, Lineage, LineageKind, Passage, Story

__all__ = [
    "DERIVED_ROLES",
    "POLARITY",
    "READ_LANGUAGES",
    "READ_ROLES",
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
    "Decision",
    "Direction",
    "Document",
    "Figure",
    "Judgement",
    "Lineage",
    "LineageKind",
    "Media",
    "Metadata",
    "Mode",
    "Party",
    "PartyKind",
    "Passage",
    "Polarity",
    "Position",
    "Proposition",
    "Reading",
    "Rejected",
    "Relay",
    "Role",
    "Sentence",
    "Side",
    "Span",
    "Speaker",
    "Stance",
    "Statement",
    "Story",
    "Telling",
    "Term",
    "TermKind",
    "Text",
    "Token",
    "Verdict",
    "content_id",
]
