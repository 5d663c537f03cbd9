"""What a judgement would do to the matrix, before it is made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

from onrecord import ask
from onrecord.model import Action, Judgement, Position, Stance, Term, TermKind
from onrecord.model.holdings import Holdings
from onrecord.web.shelf import Snapshot
from onrecord.web.views import Effect


def effects(snapshot: Snapshot, position: Position, changed: Position | None) -> tuple[Effect, ...]:
    """The cells that change when the position is held to be otherwise; with None when it is left out.

    Where tellings part is worked out when a judgement is made: here it is taken to stay as it is.
    """
    story = snapshot.story_with(position.document)
    whole = snapshot.within(story) if story else snapshot.holdings
    only = ask.Only() if story else ask.Only(document=position.document)
    before, after = ask.matrix(whole, only), ask.matrix(cast(Holdings, _Otherwise(whole, position.id, changed)), only)
    named = {party.id: party for party in (*before.parties, *after.parties)}
    old, new = _cells(before), _cells(after)
    touched = sorted({*old, *new}, key=lambda key: (list(named).index(key[0]), list(Action).index(key[1])))
    return tuple(
        Effect(named[party], action, old.get((party, action)), new.get((party, action)))
        for party, action in touched
        if _marks(old.get((party, action))) != _marks(new.get((party, action)))
    )


def corrected(position: Position, made: Judgement) -> Position:
    """The position as a correction would have it."""
    if made.field == "stance":
        changed = replace(position, stance=Stance(made.value or ""))
    elif made.field == "action":
        changed = replace(position, action=Action(made.value or ""))
    elif made.field == "party":
        changed = replace(position, parties=made.parties)
    elif made.field in set(TermKind):
        kind = TermKind(made.field)
        added = (Term(kind, made.span),) if made.span else ()
        changed = replace(position, terms=(*(term for term in position.terms if term.kind is not kind), *added))
    else:
        return position  # who says so and in which words: the matrix tells neither
    return replace(changed, corrects=position.id)


class _Otherwise:
    """Holdings in which one position is otherwise, or left out."""

    def __init__(self, holdings: Holdings, identity: str, changed: Position | None) -> None:
        self._holdings, self._identity, self._changed = holdings, identity, changed

    def __getattr__(self, name: str) -> Any:
        return getattr(self._holdings, name)

    def positions(self, **wanted: Any) -> Iterator[Position]:
        for each in self._holdings.positions(**wanted):
            if each.id != self._identity:
                yield each
            elif self._changed is not None:
                yield self._changed


def _cells(found: ask.Matrix) -> dict[tuple[str, Action], ask.Cell]:
    return {(cell.party, cell.action): cell for cell in found.cells}


def _marks(cell: ask.Cell | None) -> tuple[ask.Mark, ...]:
    return () if cell is None else cell.marks
