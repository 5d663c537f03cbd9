"""Positions and conflicts as lists on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import click

from onrecord.ask import ConflictView, ListedPosition, SideView
from onrecord.cli.marks import coloured, shape
from onrecord.cli.review_lines import judgement_lines
from onrecord.cli.terminal import paragraph, printable
from onrecord.cli.wording import counted, parties, quoted, short_id, speaker
from onrecord.model import Position

_WORDS = " " * 10  # below the id and the mark


def position_lines(found: tuple[ListedPosition, ...]) -> Iterator[str]:
    """Positions by document, each with its words."""
    if not found:
        yield "No positions."
    for document, group in groupby(found, key=lambda each: each.document):
        yield click.style(printable(document), bold=True)
        for each in group:
            yield from _position(short_id(each.id), each.position)
            for view in each.judgements:
                yield from judgement_lines(view, _WORDS)


def _position(identity: str, position: Position) -> Iterator[str]:
    mark = coloured(shape(position.stance), position.stance)
    yield f"{identity}  {mark} {parties(position.parties)}: {position.stance.value}, {_action(position)}"
    yield from paragraph(quoted(position.span.exact), _WORDS)
    said_by = [f"says {speaker(position.said_by)}"] if position.said_by else []
    notes = said_by + [f"{term.kind.value}: {quoted(term.span.exact)}" for term in position.terms]
    if notes:
        yield from paragraph("; ".join(notes), _WORDS)


def _action(position: Position) -> str:
    return position.action.value.replace("_", " ")


def conflict_lines(found: tuple[ConflictView, ...]) -> Iterator[str]:
    """Conflicts, each side with its words."""
    if not found:
        yield "No conflicts: no two tellings part."
    for number, conflict in enumerate(found):
        if number:
            yield ""
        yield from one_conflict(conflict)


def one_conflict(conflict: ConflictView) -> Iterator[str]:
    """What a conflict is about, and what each side says."""
    yield from paragraph(click.style(f"{conflict.kind.value}: {printable(conflict.about)}", bold=True))
    yield from paragraph(printable(conflict.summary))
    if conflict.note:
        yield from paragraph(f"({printable(conflict.note)})")
    for side in conflict.sides:
        yield from _side(side)


def _side(side: SideView) -> Iterator[str]:
    named = f": {', '.join(map(printable, side.named))}" if side.named else ""
    yield from paragraph(f"{printable(side.label)} ({counted(side.origins, 'origin')}{named})", "  ")
    if side.difference:
        yield from paragraph(f"difference: {printable(side.difference)}", "    ", "      ")
    for quote in side.quotes:
        yield from paragraph(f"{printable(quote.document)}: {quoted(quote.exact)}", "    ", "      ")
