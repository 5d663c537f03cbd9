"""Positions on a terminal in the order in which they were said."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import click

from onrecord.ask import ChangeKind, TimelineEntry, Turn
from onrecord.cli.marks import JUDGED, coloured, conditional, shape
from onrecord.cli.terminal import paragraph, printable, unicode_output
from onrecord.cli.wording import quoted, short_id

_WORDS = " " * 6
_ARROWS = {
    ChangeKind.HARDENED: "↑",
    ChangeKind.SOFTENED: "↓",
    ChangeKind.WITHDRAWN: "↔",
    ChangeKind.CONTRADICTED: "≠",
}


def timeline_lines(found: tuple[TimelineEntry, ...]) -> Iterator[str]:
    """Positions by day, each with what it changed and its words."""
    if not found:
        yield "No positions."
    for number, (day, group) in enumerate(groupby(found, key=lambda each: each.day)):
        if number:
            yield ""
        yield click.style(day or "no date told", bold=True)
        for each in group:
            yield from _entry(each)


def _entry(each: TimelineEntry) -> Iterator[str]:
    mark = coloured(shape(each.stance), each.stance)
    who = click.style(printable(each.party.name), bold=True)
    sign = (conditional() if each.conditional else "") + (JUDGED if each.judged else "")
    turns = "".join(f"  {_turn(turn)}" for turn in each.turns if turn.kind in _ARROWS)
    replaced = "  (superseded in its own article)" if each.superseded else ""
    action = each.action.value.replace("_", " ")
    yield from paragraph(f"{mark} {who}: {each.stance.value}, {action}{sign}{turns}{replaced}", "  ", _WORDS)
    said_by = f", {printable(each.said_by)}" if each.said_by else ""
    yield from paragraph(
        f"{short_id(each.id)}, {printable(each.quote.document)}{said_by}: {quoted(each.quote.exact)}", _WORDS
    )


def _turn(turn: Turn) -> str:
    arrow = f"{_ARROWS[turn.kind]} " if unicode_output() else ""
    before = f", was {turn.stance.value}, {short_id(turn.before)}" if turn.stance and turn.before else ""
    return click.style(f"{arrow}{turn.kind.value}", bold=True) + before
