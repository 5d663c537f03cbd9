"""From an address to what is shown there."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from onrecord import __version__, ask
from onrecord.ask import serving
from onrecord.errors import UsageError
from onrecord.model import Act, Action, Figure, Position, Stance, Statement
from onrecord.model.holdings import Holdings
from onrecord.web import addresses, finding, joining, maps, meant, parting, reviewing, switches, views
from onrecord.web.drawing import drawing
from onrecord.web.narrowing import choice_of, narrowed
from onrecord.web.page import Asked, NotFoundError, Page, action_of, one_of, sliced, stance_of, there
from onrecord.web.scores import scores
from onrecord.web.shelf import LONGEST_PART, Snapshot
from onrecord.web.wording import act_label, action_words, figure_label, position_label, statement_label

_STORIES, _ROWS, _CONFLICTS, _POSITIONS, _PARTIES, _DOCUMENTS = 25, 50, 25, 50, 100, 100
_FAMILIES, _LANES, _TELLINGS, _DRAWN = 10, 4, 40, 30
FILTERS = frozenset(
    [
        "party",
        "action",
        "stance",
        "document",
        "publisher",
        "origin",
        "since",
        "until",
        "q",
        "kind",
        "field",
        "value",
        "one",
        "other",
    ]  # of all pages
)
_PAGE = r"(?:/page/(?P<page>[1-9][0-9]{0,5}))?"
ID = r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}"


def page_at(snapshot: Snapshot, address: str, asked: Asked) -> Page:
    """The page at an address; ``asked`` are filters. Raises NotFoundError, and UsageError for a filter."""
    for pattern, build in _ROUTES:
        if found := pattern.fullmatch(address):
            given = {name: value for name, value in found.groupdict().items() if value is not None}
            return build(snapshot, address, {**_plain(asked), **given})
    raise NotFoundError("there is no such page")


def _plain(asked: Asked) -> dict[str, str]:
    """Filters that are set: an empty field of a form asks for everything."""
    return {name: value for name, value in asked.items() if value and is_filter(name)}


def is_filter(name: str) -> bool:
    """Whether a part of a query narrows a page: a known name, or an assumption of a scenario."""
    return name in FILTERS or switches.key_of(name) is not None


def _front(snapshot: Snapshot, address: str, asked: Asked) -> Page:
    stories = sliced(snapshot.stories, asked, _STORIES)
    changes = snapshot.once("changes", lambda: serving.changed_lately(snapshot.holdings)) if stories.number == 1 else ()
    return Page("front.html", "Stories", views.FrontPage(stories, snapshot.contents, changes), address)


def _story(snapshot: Snapshot, address: str, asked: Asked) -> Page:
    story = there(snapshot.story(asked["story"]), "story")
    choice, whole = choice_of(asked), snapshot.within(story)
    lineage = ask.lineage(whole)
    part = narrowed(story, choice, lineage)
    matrix = ask.matrix(ask.of_story(whole, part, ask.Choice(choice.stance, choice.party, choice.document)))
    cells = {(cell.party, cell.action): cell for cell in matrix.cells}
    rows = [
        views.Row(party, tuple(cells.get((party.id, action)) for action in matrix.actions)) for party in matrix.parties
    ]
    pane, page = None, asked
    if "holder" in asked:
        pane = _pane(snapshot, story, asked)
        at = next((number for number, row in enumerate(rows) if row.party.id == pane.party.id), 0)
        page = {"page": str(at // _ROWS + 1)}
    view = views.StoryPage(
        story,
        matrix.actions,
        sliced(rows, page, _ROWS),
        ask.matrix(whole).parties if choice != views.StoryChoice() else matrix.parties,
        ask.conflicts(whole),
        lineage,
        pane,
        choice,
        tuple(sorted({each.metadata.publisher for each in story.documents if each.metadata.publisher})),
        tuple(sorted({source.origin for family in lineage for source in family.documents})),
        meant.of_story(snapshot, story),
    )
    title = story.title if pane is None else f"{pane.party.name} on {serving.undertaking(pane.action)}: {story.title}"
    return Page("story.html", title, view, address)


def _pane(snapshot: Snapshot, story: ask.StoryView, asked: Asked) -> views.CellPane:
    within = snapshot.within(story)
    action = action_of(asked["deed"])
    if action is None:
        raise NotFoundError("there is no such page")
    held = list(within.positions(action=action))
    parties = {party.id: party for each in held for party in each.parties}
    party = next((one for one in parties.values() if addresses.segment(one.id) == asked["holder"]), None)
    if party is None:
        raise NotFoundError("nothing is told here of this party on this action")
    party = next(one for one in ask.matrix(within).parties if one.id == party.id)
    stances = ask.by_stance(within, [each for each in held if any(one.id == party.id for one in each.parties)])
    shown, more = _clip(stances)
    ids = {each.id for group in stances for each in group.tellings}
    return views.CellPane(party, action, shown, _touching(ask.conflicts(within), ids), more)


def _clip(stances: Sequence[ask.StanceEvidence]) -> tuple[tuple[ask.StanceEvidence, ...], int]:
    """The first tellings of each stance: a pane stays readable however many tell the same."""
    each = max(1, _TELLINGS // max(1, len(stances)))
    shown = tuple(ask.StanceEvidence(group.stance, group.origins, group.tellings[:each]) for group in stances)
    return shown, sum(len(group.tellings) for group in stances) - sum(len(group.tellings) for group in shown)


def _touching(conflicts: Iterable[ask.ConflictView], records: set[str]) -> tuple[ask.ConflictView, ...]:
    return tuple(each for each in conflicts if any(not records.isdisjoint(side.records) for side in each.sides))


def _position(snapshot: Snapshot, address: str, asked: Asked) -> Page:
    try:
        entry = ask.entry(snapshot.holdings, asked["position"])
    except UsageError as error:
        raise NotFoundError(str(error).partition(";")[0]) from error
    if addresses.position(entry.id) != address:
        raise NotFoundError("there is no such position; the address wants its whole id")
    story = snapshot.story_with(entry.position.document)
    title = (
        next((each.title for each in story.documents if each.id == entry.position.document), None) if story else None
    )
    within = snapshot.within(story) if story else snapshot.holdings
    view = views.PositionPage(
        entry, entry.position.document, title, story, _origins(within, entry), _history(within, entry) if story else ()
    )
    return Page("position.html", position_label(entry.position), view, address)


def _origins(holdings: Holdings, entry: ask.Entry) -> tuple[tuple[str, ...], ...]:
    """The documents that tell this stance, those that share an origin together."""
    same = (each.document for each in entry.tellings if each.stance is entry.position.stance)
    names = dict.fromkeys((entry.document.name, *same))
    if len(names) == 1:
        return (tuple(names),)
    origin_of = {each.document: each.origin for family in ask.lineage(holdings) for each in family.documents}
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        groups[origin_of.get(name, name)].append(name)
    return tuple(tuple(sorted(told, key=lambda name: (name != origin, name))) for origin, told in groups.items())


def _history(within: Holdings, entry: ask.Entry) -> tuple[ask.TimelineEntry, ...]:
    """What the position's first party was told to hold on its action."""
    if not entry.position.parties:
        return ()
    party = entry.position.parties[0].id
    if not any(one.id == party for each in within.positions() for one in each.parties):
        return ()  # rejected by a person
    told = ask.timeline(within, ask.Only(party=party, action=entry.position.action))
    return tuple(each for each in told if each.party.id == party)[:_TELLINGS]


def _document(snapshot: Snapshot, address: str, asked: Asked) -> Page:
    try:
        found = ask.document(snapshot.holdings, asked["document"], int(asked.get("part", "1")), LONGEST_PART)
    except UsageError as error:
        raise NotFoundError(str(error)) from error
    view = views.DocumentPage(found, snapshot.story_with(found.id), _notes(found))
    return Page("document.html", found.title or found.metadata.name, view, address)


def _notes(found: ask.DocumentView) -> tuple[views.Note, ...]:
    kinds = (found.positions, found.statements, found.figures, found.acts)
    return tuple(_note(each) for kind in kinds for each in kind)


def _note(record: Position | Statement | Figure | Act) -> views.Note:
    if isinstance(record, Position):
        return views.Note(record.id, "position", position_label(record), record.stance, record)
    if isinstance(record, Statement):
        return views.Note(record.id, "statement", statement_label(record))
    if isinstance(record, Figure):
        return views.Note(record.id, "figure", figure_label(record))
    return views.Note(record.id, "act", act_label(record))


def _conflicts(snapshot: Snapshot, address: str, asked: Asked) -> Page:
    found, kinds = sliced(snapshot.conflicts, asked, _CONFLICTS), serving.conflict_kinds(snapshot.holdings)
    view = views.ConflictsPage(found, kinds, parting.judged(snapshot) if found.number == 1 else ())
    return Page("conflicts.html", "Conflicts", view, address)


def _lineage(snapshot: Snapshot, address: str, asked: Asked) -> Page:
    families = sliced(snapshot.once("lineage", lambda: serving.kept_lineage(snapshot.holdings)), asked, _FAMILIES)
    return Page("lineage.html", "Lineage", views.LineagePage(families), address)


def _positions(snapshot: Snapshot, address: str, asked: Asked) -> Page:
    action = action_of(asked["action"]) if "action" in asked else None
    if "action" in asked and action is None:
        raise UsageError(f"no action {asked['action']!r}")
    party, stance = asked.get("party"), stance_of(asked)
    chosen = serving.kept_positions(snapshot.holdings, ask.Only(party, action, stance))
    found = sliced(chosen, asked, _POSITIONS)
    view = views.PositionsPage(found, party, action, stance)
    return Page("positions.html", "Positions", view, address)


def _parties(snapshot: Snapshot, address: str, asked: Asked) -> Page:
    return Page("parties.html", "Parties", views.PartiesPage(sliced(party_lines(snapshot), asked, _PARTIES)), address)


def party_lines(snapshot: Snapshot) -> tuple[views.PartyLine, ...]:
    """Everyone who takes a position: groups first, then by number of positions."""
    return snapshot.once("party lines", lambda: _party_lines(snapshot))


def _party_lines(snapshot: Snapshot) -> tuple[views.PartyLine, ...]:
    whole = ask.matrix(snapshot.holdings)
    stances: defaultdict[str, Counter[Stance]] = defaultdict(Counter)
    for cell in whole.cells:
        for mark in cell.marks:
            stances[cell.party][mark.stance] += mark.tellings
    return tuple(
        views.PartyLine(
            party,
            stances[party.id].total(),
            tuple((stance, stances[party.id][stance]) for stance in Stance if stances[party.id][stance]),
        )
        for party in whole.parties
    )


def _party(snapshot: Snapshot, address: str, asked: Asked) -> Page:
    known = (party for party in snapshot.holdings.parties() if addresses.segment(party.id) == asked["who"])
    party = next(known, None)
    if party is None:
        raise NotFoundError("there is no such party in this register")
    found = serving.lanes(snapshot.holdings, party.id) or serving.Lanes(party, 0, (), ())
    chosen = sliced(tuple(zip(found.actions, found.told, strict=True)), asked, _LANES)
    actions = [action for action, _ in chosen.items]
    told = dict(zip(actions, serving.lane(snapshot.holdings, party.id, actions), strict=True))
    drawn = drawing({action_words(action): [each for each in told[action] if not each.again] for action in actions})
    lanes = tuple(_lane(snapshot, action, count, told[action]) for action, count in chosen.items)
    lanes_page = views.Slice(lanes, chosen.number, chosen.last, chosen.total)
    shown = replace(party, name=found.party.name)
    return Page("party.html", shown.name, views.PartyPage(shown, found.positions, lanes_page, drawn), address)


def _lane(snapshot: Snapshot, action: Action, count: int, told: Sequence[serving.LaneTelling]) -> views.Lane:
    by_id = {each.id: each for each in told}
    days: defaultdict[str | None, list[views.Told]] = defaultdict(list)
    for group in ask.by_stance(snapshot.holdings, [each.position for each in told]):
        for telling in group.tellings:
            day = telling.document.published[:10] if telling.document.published else None
            days[day].append(views.Told(telling, by_id[telling.id].turns, by_id[telling.id].judged))
    order = sorted(days, key=lambda day: day or "~")
    return views.Lane(action, count, tuple(views.Moment(day, tuple(days[day])) for day in order))


def _timeline(snapshot: Snapshot, address: str, asked: Asked) -> Page:
    story = there(snapshot.story(asked["story"]), "story")
    within, action = snapshot.within(story), action_of(asked["deed"])
    matrix = ask.matrix(within)
    if action is None or action not in matrix.actions:
        raise NotFoundError("no position is told on that here")
    told: defaultdict[str, list[ask.TimelineEntry]] = defaultdict(list)
    for each in ask.timeline(within, ask.Only(action=action)):
        told[each.party.id].append(each)
    parties = [party for party in matrix.parties if party.id in told]
    lanes = tuple(views.PartyTimeline(party, tuple(told[party.id])) for party in parties[:_DRAWN])
    drawn = drawing({f"{number}": lane.entries for number, lane in enumerate(lanes)})
    named = (replace(lane, label=party.name) for lane, party in zip(drawn.lanes, parties, strict=False))
    view = views.TimelinePage(
        story, action, matrix.actions, replace(drawn, lanes=tuple(named)), lanes, len(parties) - len(lanes)
    )
    return Page("timeline.html", f"Timeline, {action_words(action)}: {story.title}", view, address)


def _beside(snapshot: Snapshot, address: str, asked: Asked) -> Page:
    story = there(snapshot.story(asked["story"]), "story")
    pair = tuple(one_of(story.documents, asked[side], "document") for side in ("one", "other"))
    if pair[0] == pair[1]:
        raise NotFoundError("a document cannot be set beside itself")
    within = snapshot.within(story)
    names = [document.metadata.name for document in pair]
    claims = [_told(claim, names) for claim in ask.claims(within)]
    conflicts = [each for each in ask.conflicts(within) if _parts(each, names)]
    view = views.BesidePage(
        story,
        pair,
        tuple(each for each in claims if all(each.tellings)),
        tuple(each for each in claims if any(each.tellings) and not all(each.tellings)),
        tuple(conflicts),
    )
    return Page("beside.html", f"Side by side: {story.title}", view, address)


def _told(claim: ask.ClaimView, names: Sequence[str]) -> views.SharedClaim:
    tellings = tuple(tuple(each for each in claim.tellings if each.quote.document == name) for name in names)
    return views.SharedClaim(claim, tellings)


def _parts(conflict: ask.ConflictView, names: Sequence[str]) -> bool:
    """Whether the conflict lies between the two documents: each stands on another side."""
    sides = [{quote.document for quote in side.quotes} for side in conflict.sides]
    return any(names[0] in one and names[1] in other for one in sides for other in sides if one is not other)


def _about(snapshot: Snapshot, address: str, asked: Asked) -> Page:
    listed = sliced(snapshot.documents, asked, _DOCUMENTS)
    view = views.AboutPage(snapshot.contents, listed, __version__, scores())
    return Page("about.html", "About this register", view, address)


Builder = Callable[[Snapshot, str, Asked], Page]
_ROUTES: tuple[tuple[re.Pattern[str], Builder], ...] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        (r"", _front),
        (r"stories/page/(?P<page>[1-9][0-9]{0,5})", _front),
        (rf"stories/(?P<story>{ID}){_PAGE}", _story),
        (rf"stories/(?P<story>{ID})/beside/(?P<one>{ID})/(?P<other>{ID})", _beside),
        (rf"stories/(?P<story>{ID})/(?P<holder>{ID})/(?P<deed>[a-z_]+)", _story),
        (rf"positions{_PAGE}", _positions),
        (rf"positions/(?P<position>{ID})", _position),
        (rf"documents/(?P<document>{ID})(?:/(?P<part>[1-9][0-9]{{0,5}}))?", _document),
        (rf"conflicts{_PAGE}", _conflicts),
        (rf"conflicts/(?P<conflict>{ID})", parting.shown),
        (rf"lineage{_PAGE}", _lineage),
        (rf"parties{_PAGE}", _parties),
        (rf"parties/(?P<who>{ID}){_PAGE}", _party),
        (rf"about{_PAGE}", _about),
        (rf"review{_PAGE}", reviewing.queue),
        (r"review/merge", joining.merging),
        (r"review/split", joining.splitting),
        (rf"review/conflicts/(?P<conflict>{ID})", parting.judging),
        (rf"review/(?P<position>{ID})", reviewing.item),
        (rf"search{_PAGE}", finding.results),
        (rf"timelines/(?P<story>{ID})/(?P<deed>[a-z_]+)", _timeline),
        (rf"maps/(?P<story>{ID})/(?P<deed>[a-z_]+)", maps.drawn),
        (rf"scenarios/(?P<story>{ID})", switches.scenario),
        (rf"scenarios/(?P<story>{ID})/(?P<key>{ID})/(?P<value>yes|no)", switches.scenario),
    )
)
