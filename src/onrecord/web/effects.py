"""What a judgement would do, before it is made: the very register, asked as if it had been."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from onrecord import ask
from onrecord.ask import serving
from onrecord.model import Action, Comparison, Decision, Judgement
from onrecord.model.holdings import Holdings
from onrecord.web.shelf import Snapshot
from onrecord.web.views import Effect, Outlook

NOBODY = "nobody"
AT_LAST = "9999-12-31T23:59:59.999999+00:00"  # of what is only supposed: later than all that was judged


def supposed(
    decision: Decision, target: str, kind: str | None = None, records: tuple[tuple[str, ...], ...] = ()
) -> Judgement:
    """A judgement that nobody has made yet, on a position or on a conflict of this kind, which stands on records."""
    return Judgement(decision, (target,), NOBODY, AT_LAST, field=kind, records=records)


def within_document(snapshot: Snapshot, document: str, made: Judgement) -> Outlook:
    """What a judgement would do to the story of a document; of a document of no story, to what it tells itself."""
    story = snapshot.story_with(document)
    if story is not None:
        return within_story(snapshot, story, made)
    only = ask.Only(document=document)
    then = snapshot.holdings.supposing((made,), Comparison(), (document,))
    return Outlook(_changed(ask.matrix(snapshot.holdings, only), ask.matrix(then, only)))


def within_story(snapshot: Snapshot, story: ask.StoryView, made: Judgement) -> Outlook:
    """What a judgement would do to a story: its matrix, and where its tellings part, worked out anew."""
    now = snapshot.within(story)
    then = ask.of_story(_supposing(snapshot, now.comparison(), [each.id for each in story.documents], made), story)
    before, after = ask.conflicts(now), ask.conflicts(then)
    return Outlook(
        _changed(ask.matrix(now), ask.matrix(then)),
        gone=_not_among(before, after),
        new=_not_among(after, before),
    )


def of_parties(snapshot: Snapshot, parties: Iterable[str], made: Judgement) -> Outlook:
    """What a judgement on parties would do to their rows, over all stories; where tellings part stays out of it."""
    wanted = _ever_merged(snapshot.holdings, parties)
    told = (each for party in sorted(wanted) for each in snapshot.holdings.positions(party=party))
    documents = sorted({each.document for each in told})
    lineage = Comparison(lineage=snapshot.holdings.comparison().lineage)
    now, then = (_supposing(snapshot, lineage, documents, *more) for more in ((), (made,)))
    return Outlook(_changed(_rows(now, wanted), _rows(then, wanted)))


def of_stories(snapshot: Snapshot, one: ask.StoryView, other: ask.StoryView) -> Outlook:
    """What merging two stories would do to the first one's matrix."""
    both = replace(one, documents=(*one.documents, *other.documents))
    return Outlook(_changed(ask.matrix(snapshot.within(one)), ask.matrix(ask.of_story(snapshot.holdings, both))))


def of_document(snapshot: Snapshot, story: ask.StoryView, document: str) -> Outlook:
    """What splitting a document off would do to its story's matrix."""
    rest = replace(story, documents=tuple(each for each in story.documents if each.id != document))
    return Outlook(_changed(ask.matrix(snapshot.within(story)), ask.matrix(ask.of_story(snapshot.holdings, rest))))


def of_propositions(snapshot: Snapshot, one: str, other: str) -> Outlook:
    """How many positions hang on two propositions, and would hang on the first."""
    counts = {key: serving.hanging(snapshot.holdings, (key,)) for key in (one, other)}
    both = serving.hanging(snapshot.holdings, (one, other))
    return Outlook(hanging=((one, counts[one], both), (other, counts[other], 0)))


def _supposing(snapshot: Snapshot, compared: Comparison, documents: Collection[str], *made: Judgement) -> Holdings:
    return snapshot.holdings.supposing(made, compared, documents)


def _ever_merged(holdings: Holdings, parties: Iterable[str]) -> frozenset[str]:
    """These parties, and those that somebody has told as one with them."""
    found = set(parties)
    for made in holdings.judgements():
        merged = {party.id for party in made.parties} if made.verdict is Decision.MERGE else set()
        if not found.isdisjoint(merged):
            found |= merged
    return frozenset(found)


def _rows(holdings: Holdings, parties: Collection[str]) -> ask.Matrix:
    """The matrix with the rows of these parties alone; none of one that nothing is told of."""
    held = {party.id for party in holdings.parties()}
    found = [ask.matrix(holdings, ask.Only(party=each)) for each in sorted(parties) if each in held]
    empty = ask.Matrix((), (), (), 0, 0, 0, 0)
    return replace(
        empty,
        parties=tuple(dict.fromkeys(party for each in found for party in each.parties)),
        cells=tuple(dict.fromkeys(cell for each in found for cell in each.cells)),
    )


def _changed(before: ask.Matrix, after: ask.Matrix) -> tuple[Effect, ...]:
    """The cells whose marks change."""
    named = {party.id: party for party in (*before.parties, *after.parties)}
    named |= {party.id: party for party in before.parties}  # the name may be another once less is told
    old, new = _cells(before), _cells(after)
    order, actions = list(named), list(Action)
    touched = sorted({*old, *new}, key=lambda key: (order.index(key[0]), actions.index(key[1])))
    return tuple(
        Effect(named[party], action, old.get((party, action)), new.get((party, action)))
        for party, action in touched
        if _marks(old.get((party, action))) != _marks(new.get((party, action)))
    )


def _cells(found: ask.Matrix) -> dict[tuple[str, Action], ask.Cell]:
    return {(cell.party, cell.action): cell for cell in found.cells}


def _marks(cell: ask.Cell | None) -> tuple[ask.Mark, ...]:
    return () if cell is None else cell.marks


def _not_among(some: Sequence[Any], others: Sequence[Any]) -> tuple[str, ...]:
    """What the conflicts say that are not among the others."""
    known = {each.summary for each in others}
    return tuple(dict.fromkeys(each.summary for each in some if each.summary not in known))
