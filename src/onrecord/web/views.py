"""What each page shows: one dataclass for each template, filled from the views of ``ask``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from onrecord import ask
from onrecord.ask import serving
from onrecord.model import Action, Party, Position, Stance, Term
from onrecord.web.scores import Score

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Slice(Generic[Item]):
    """A page of a list: its items, the numbers of this page and the last, and how many there are in all."""

    items: tuple[Item, ...]
    number: int
    last: int
    total: int


@dataclass(frozen=True, slots=True)
class FrontPage:
    """``front.html``: the stories, what the register holds, and what changed last, the latest first."""

    stories: Slice[ask.StoryView]
    contents: ask.Contents
    changes: tuple[ask.Change, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A party with its cell for each action of the matrix, None where nothing is told."""

    party: Party
    cells: tuple[ask.Cell | None, ...]


@dataclass(frozen=True, slots=True)
class CellPane:
    """The evidence of one cell, with the conflicts that touch it."""

    party: Party
    action: Action
    stances: tuple[ask.StanceEvidence, ...]
    conflicts: tuple[ask.ConflictView, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class StoryChoice:
    """What a story's matrix is narrowed to; None asks for all. ``since`` and ``until`` are dates, both included."""

    stance: Stance | None = None
    party: str | None = None
    document: str | None = None
    publisher: str | None = None
    origin: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class StoryPage:
    """``story.html``: the matrix, and beside it the evidence of a cell or what else there is to see.

    ``publishers`` are those of its documents, ``origins`` the documents that stand for several. ``made``: what
    people hold of which articles belong here, and of what in them is told together.
    """

    story: ask.StoryView
    actions: tuple[Action, ...]
    rows: Slice[Row]
    parties: tuple[Party, ...]
    conflicts: tuple[ask.ConflictView, ...]
    lineage: tuple[ask.Family, ...]
    cell: CellPane | None
    choice: StoryChoice
    publishers: tuple[str, ...]
    origins: tuple[str, ...]
    made: tuple[Made, ...]


@dataclass(frozen=True, slots=True)
class PositionPage:
    """``position.html``: one position in full. ``document`` is its document's id.

    ``origins`` are the documents that tell the same stance, by the origin that they share; ``history`` is what its
    party was told to hold on the action in this story, in order of time.
    """

    entry: ask.Entry
    document: str
    title: str | None
    story: ask.StoryView | None
    origins: tuple[tuple[str, ...], ...]
    history: tuple[ask.TimelineEntry, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A record in the margin of a document: what kind it is, and in a few words what it says."""

    id: str
    kind: str
    label: str
    stance: Stance | None = None
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """``document.html``: a document's text with its marks, and a note for each record."""

    document: ask.DocumentView
    story: ask.StoryView | None
    notes: tuple[Note, ...]

    def by_record(self) -> dict[str, Note]:
        """The notes by the id of their record."""
        return {note.id: note for note in self.notes}


@dataclass(frozen=True, slots=True)
class ConflictsPage:
    """``conflicts.html``: all conflicts, by kind, and beside their first page the judgements on any."""

    conflicts: Slice[ask.ConflictView]
    kinds: tuple[tuple[str, int], ...]
    made: tuple[Made, ...]


@dataclass(frozen=True, slots=True)
class ConflictPage:
    """``conflict.html``: one conflict, with what people hold of it.

    ``conflict`` is None once it is no longer told: ``rejected`` by somebody, or taken over by one with more
    tellings. ``stood_on`` are then the records that it stood on when it was judged last.
    """

    id: str
    conflict: ask.ConflictView | None
    story: ask.StoryView | None
    judgements: tuple[ask.JudgementView, ...]
    rejected: bool
    stood_on: tuple[Meant, ...]


@dataclass(frozen=True, slots=True)
class LineagePage:
    """``lineage.html``: who has it from whom, in every story of more than one document."""

    families: Slice[ask.Family]


@dataclass(frozen=True, slots=True)
class PositionsPage:
    """``positions.html``: positions in a list, as far as they fulfil what was asked for."""

    positions: Slice[ask.ListedPosition]
    party: str | None
    action: Action | None
    stance: Stance | None


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A party in the list of all: how many positions it takes, by stance."""

    party: Party
    positions: int
    stances: tuple[tuple[Stance, int], ...]


@dataclass(frozen=True, slots=True)
class PartiesPage:
    """``parties.html``: everyone who takes a position."""

    parties: Slice[PartyLine]


@dataclass(frozen=True, slots=True)
class Told:
    """One telling, with what it changed: the position became harder or softer, was taken back or contradicted.

    ``judged``: a person has accepted it, or holds it to be otherwise than the machine read.
    """

    evidence: ask.Evidence
    turns: tuple[ask.Turn, ...]
    judged: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """What a party was told to hold on one action on one day (None: not dated), by evidence."""

    day: str | None
    tellings: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """What a party was told to hold on one action, in order of time; what is not dated comes last.

    ``positions`` is how many it takes on it, which may be more than are shown.
    """

    action: Action
    positions: int
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class DrawnMark:
    """What was told in one stance at about one time: ``x`` in hundredths of the width, ``y`` in pixels.

    ``ids`` are the positions, ``label`` says in words when, what and how often.
    """

    x: float
    y: int
    stance: Stance
    ids: tuple[str, ...]
    label: str
    conditional: bool
    judged: bool


@dataclass(frozen=True, slots=True)
class DrawnTurn:
    """A line from one mark to the next: it hardened, softened, was withdrawn or contradicted."""

    x1: float
    y1: int
    x2: float
    y2: int
    kind: ask.ChangeKind
    label: str


@dataclass(frozen=True, slots=True)
class DrawnLane:
    """A lane with its marks and lines; ``line`` is where its label stands, ``bottom`` where it ends, in pixels."""

    label: str
    line: int
    bottom: int
    marks: tuple[DrawnMark, ...]
    turns: tuple[DrawnTurn, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Positions over time; ``ticks`` are places across with the day that stands there; ``dated``: any day is told."""

    lanes: tuple[DrawnLane, ...]
    ticks: tuple[tuple[float, str], ...]
    height: int
    dated: bool


@dataclass(frozen=True, slots=True)
class PartyPage:
    """``party.html``: a party's positions over time, a lane for each action, drawn and in words."""

    party: Party
    positions: int
    lanes: Slice[Lane]
    drawing: Drawing


@dataclass(frozen=True, slots=True)
class PartyTimeline:
    """A party's positions on one action, the earliest first."""

    party: Party
    entries: tuple[ask.TimelineEntry, ...]


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """``timeline.html``: the positions of a story on one action over time, a lane for each party.

    ``left_out`` counts parties beyond those that are shown.
    """

    story: ask.StoryView
    action: Action
    actions: tuple[Action, ...]
    drawing: Drawing
    parties: tuple[PartyTimeline, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class SharedClaim:
    """What several documents tell: for each document its words, none where it does not tell it."""

    claim: ask.ClaimView
    tellings: tuple[tuple[ask.ClaimTelling, ...], ...]


@dataclass(frozen=True, slots=True)
class BesidePage:
    """``beside.html``: two documents of a story side by side, shared claims level with each other."""

    story: ask.StoryView
    documents: tuple[ask.StoryDocument, ...]
    shared: tuple[SharedClaim, ...]
    alone: tuple[SharedClaim, ...]
    conflicts: tuple[ask.ConflictView, ...]


@dataclass(frozen=True, slots=True)
class AboutPage:
    """``about.html``: what was read, what was refused and why, by which version, and how well that reads."""

    contents: ask.Contents
    documents: Slice[ask.DocumentListed]
    version: str
    scores: tuple[Score, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """A cell of the matrix as it is and as it would be; None where nothing is told."""

    party: Party
    action: Action
    before: ask.Cell | None
    after: ask.Cell | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a judgement would do: to cells, to conflicts (in their own words), to what positions hang on.

    ``hanging``: for each proposition how many positions hang on it now, and would.
    """

    cells: tuple[Effect, ...] = ()
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    hanging: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Meant:
    """What a reference means: of what kind it is, in a few words which one, its own words, and where it is shown."""

    reference: str
    kind: str
    label: str
    words: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A judgement with what it is about."""

    judgement: ask.JudgementView
    about: tuple[Meant, ...]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """``review.html``: what needs a look, and the judgements made last, the latest first.

    ``conflicts`` is how many there are, ``conflict`` the id of the first.
    """

    needing: Slice[ask.Needing]
    made: tuple[Made, ...]
    conflicts: int
    conflict: str | None


@dataclass(frozen=True, slots=True)
class MergePage:
    """``merge.html``: what is told as ``one`` if merged, and what that would do.

    ``others`` are what may be meant; ``parts`` the articles of a story, each of which can be split off instead.
    """

    one: Meant
    other: Meant | None
    others: tuple[Meant, ...]
    parts: tuple[Meant, ...]
    outlook: Outlook | None


@dataclass(frozen=True, slots=True)
class SplitPage:
    """``split.html``: what would stand by itself, and what that would do."""

    one: Meant
    outlook: Outlook


@dataclass(frozen=True, slots=True)
class Proposal:
    """A correction that is not made yet: the field, what it is to be, and what that would do to the matrix.

    ``terms`` are the words of a term as they were understood.
    """

    field: str
    value: str
    outlook: Outlook
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """``review_item.html``: one position to judge.

    ``reasons`` say why it needs a look; ``place`` is its place among all that do (0: it does not) and
    their number; ``following`` the id of the next; ``rejecting`` what its rejection would do. ``claim`` is what
    it tells, ``others`` the claims that it may be told as instead.
    """

    entry: ask.Entry
    story: ask.StoryView | None
    reasons: tuple[ask.Reason, ...]
    place: tuple[int, int]
    following: str | None
    rejecting: Outlook
    proposal: Proposal | None
    claim: Meant | None
    others: tuple[Meant, ...]


@dataclass(frozen=True, slots=True)
class ReviewConflict:
    """``review_conflict.html``: one conflict to judge.

    ``place`` is its place among all conflicts (0: it is no longer told) and their number; ``following`` the id of
    the next; ``rejecting`` what its rejection would do, None where it is no longer told.
    """

    held: ConflictPage
    place: tuple[int, int]
    following: str | None
    rejecting: Outlook | None


@dataclass(frozen=True, slots=True)
class Switch:
    """A proposition: whether it is assumed to hold (None: nothing is assumed), and how many positions hang on it.

    ``words`` are those in which a telling asks it, None where it is asked of others only.
    """

    key: str
    holds: bool | None
    positions: int
    words: str | None


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    """A party with, for each action, the places of its outcomes."""

    party: Party
    cells: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class ScenarioPage:
    """``scenario.html``: a story under assumptions; ``differing`` are the places that they make otherwise.

    ``logic`` is what a browser needs to tell the same under any other assumptions.
    """

    story: ask.StoryView
    found: ask.Scenario
    switches: tuple[Switch, ...]
    actions: tuple[Action, ...]
    rows: tuple[ScenarioRow, ...]
    differing: tuple[int, ...]
    logic: serving.Logic


@dataclass(frozen=True, slots=True)
class Placed:
    """A party with its stances on an action."""

    party: Party
    cell: ask.Cell


@dataclass(frozen=True, slots=True)
class Pinned:
    """A state with its stances and its place on the map, in the map's units; ``path`` is "" of very small ones."""

    party: Party
    cell: ask.Cell
    x: int
    y: int
    path: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of the map that is shown, in the map's units; ``whole``: all of it."""

    x: int
    y: int
    width: int
    height: int
    whole: bool

    def holds(self, state: Pinned) -> bool:
        """Whether the state's mark is within."""
        return self.x <= state.x <= self.x + self.width and self.y <= state.y <= self.y + self.height


@dataclass(frozen=True, slots=True)
class MapPage:
    """``map.html``: who stands where on an action; where marks are crowded first a part closer, then the world.

    ``width`` and ``height`` are the whole map's, in its units.
    """

    story: ask.StoryView
    action: Action
    actions: tuple[Action, ...]
    states: tuple[Pinned, ...]
    others: tuple[Placed, ...]
    frames: tuple[Frame, ...]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class SearchPage:
    """``search.html``: what was asked (``asked``: anything was) and the hits; ``more``: there is another page."""

    q: str
    party: str | None
    stance: Stance | None
    action: Action | None
    kind: str | None
    publisher: str | None
    since: str | None
    until: str | None
    hits: tuple[ask.Hit, ...]
    number: int
    more: bool
    asked: bool


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """``error.html``: what happened, what is safe, what to do."""

    status: int
    what: str
    do: str
