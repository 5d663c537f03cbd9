"""A party's stance on an undertaking, with its terms."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.model.document import Role
from onrecord.model.identity import content_id
from onrecord.model.party import Party, Speaker
from onrecord.model.span import Span
from onrecord.model.statement import Relay


class Stance(StrEnum):
    """How far a party has gone. Defined with examples in ``lexicon/stances.yaml``."""

    PLEDGED = "pledged"
    WILLING = "willing"
    UNDECIDED = "undecided"
    REFUSED = "refused"
    DEMANDED = "demanded"
    THREATENED = "threatened"


class Action(StrEnum):
    """The class of an undertaking. Defined with examples in ``lexicon/actions.yaml``."""

    DEPLOY = "deploy"
    GUARANTEE = "guarantee"
    TRAIN = "train"
    EQUIP = "equip"
    FINANCE = "finance"
    SHARE_INTELLIGENCE = "share_intelligence"
    MONITOR = "monitor"
    INSPECT = "inspect"
    ATTACK = "attack"
    CEASEFIRE = "ceasefire"
    DISARM = "disarm"
    DEVELOP_WEAPONS = "develop_weapons"
    NEGOTIATE = "negotiate"
    COOPERATE = "cooperate"
    ACCEPT = "accept"
    COMPLY = "comply"
    WITHDRAW = "withdraw"
    RATIFY = "ratify"
    SANCTION = "sanction"
    EASE = "ease"
    EXEMPT = "exempt"
    PRESSURE = "pressure"
    RETALIATE = "retaliate"
    STOP_BUYING = "stop_buying"
    PURCHASE = "purchase"
    TRADE_MEASURE = "trade_measure"
    AID = "aid"
    RELEASE = "release"
    MIGRATION = "migration"
    CLIMATE = "climate"
    RELATIONS = "relations"
    LEGISLATE = "legislate"
    PROSECUTE = "prosecute"
    GOVERN = "govern"
    DISCLOSE = "disclose"
    OTHER = "other"


class TermKind(StrEnum):
    """What a term of a position fixes. A condition must hold; a trigger sets the undertaking off."""

    BENEFICIARY = "beneficiary"
    TARGET = "target"
    WITH = "with"
    WHERE = "where"
    DOMAIN = "domain"
    AMOUNT = "amount"
    DEADLINE = "deadline"
    CONDITION = "condition"
    TRIGGER = "trigger"


@dataclass(frozen=True, slots=True)
class Proposition:
    """What a condition or trigger says must be so, under a key that its other tellings share.

    ``key`` names an event class of ``lexicon/propositions.yaml``, with its party where one does it
    (``ceasefire``, ``russia_delays``), or else is made from the words. ``holds``: whether it must be
    so ("if"), or must not ("unless").
    """

    key: str
    holds: bool = True


@dataclass(frozen=True, slots=True)
class Term:
    """One term with the words it stands in.

    ``value`` is normalised where it can be: a party id, ``inside UKR`` / ``outside UKR``, a domain,
    the ``propositions`` in one line; else None, and the words are all there is. The propositions
    of a condition or trigger are alternatives: one of them is enough. Of several such terms each
    must be met.
    """

    kind: TermKind
    span: Span
    value: str | None = None
    propositions: tuple[Proposition, ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """A party's stance on an undertaking as one document tells it.

    ``span`` is the clause that carries it; ``cue`` the words the stance was read from; ``mention``
    the words that name the party; ``object`` the undertaking in the article's words. ``role`` is
    the block's: a headline's or key point's position is derived from the body. ``restates`` is the
    id of the position of the same document that this one tells again; ``superseded_by`` that of a
    later word of the same party by which the article says this one is replaced. ``score`` is how
    sure the reading is, from 0 to 1; None where only rules read. ``corrects`` is the id of the machine's
    reading where a person holds it to be otherwise: the two share it.
    """

    document: str
    span: Span
    parties: tuple[Party, ...]
    action: Action
    stance: Stance
    cue: Span
    mention: Span | None = None
    object: Span | None = None
    terms: tuple[Term, ...] = ()
    said_by: Speaker | None = None
    relay: tuple[Relay, ...] = ()
    statement: str | None = None
    role: Role = Role.BODY
    restates: str | None = None
    superseded_by: str | None = None
    score: float | None = None
    corrects: str | None = None

    @property
    def id(self) -> str:
        """Made from the document, the place, the party, the action and the stance, as the machine read them."""
        if self.corrects is not None:
            return self.corrects
        parties = tuple(party.id for party in self.parties)
        return content_id(
            "position", self.document, self.span.start, self.span.end, parties, self.action.value, self.stance.value
        )
