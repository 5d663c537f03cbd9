"""Judgements, and what needs one, on a terminal."""

from __future__ import annotations

from collections.abc import Iterator

import click

from onrecord.ask import JudgementView, Needing, Standing
from onrecord.cli.marks import coloured, shape
from onrecord.cli.terminal import paragraph, printable
from onrecord.cli.wording import counted, parties, quoted, short_id
from onrecord.model import Decision

_WORDS = " " * 10  # below the id
_DONE = {
    Decision.ACCEPT: "accepted",
    Decision.REJECT: "rejected",
    Decision.CORRECT: "corrected",
    Decision.MERGE: "merged",
    Decision.SPLIT: "split",
    Decision.NOTE: "noted",
    Decision.UNDO: "taken back",
}


def needing_lines(found: tuple[Needing, ...]) -> Iterator[str]:
    """What needs a look, each with its words and why."""
    if not found:
        yield "Nothing needs a look."
    for each in found:
        mark = coloured(shape(each.stance), each.stance)
        action = each.action.value.replace("_", " ")
        yield f"{short_id(each.id)}  {mark} {parties(each.parties)}: {each.stance.value}, {action}"
        yield from paragraph("; ".join(each.reasons), _WORDS)
        yield from paragraph(f"{printable(each.document)}: {quoted(each.words)}", _WORDS)
        for view in each.judgements:
            yield from judgement_lines(view, _WORDS)
    if found:
        yield ""
        yield from paragraph(f"{counted(len(found), 'position')}, the most urgent first; see: onrecord review --help")


def judgement_lines(view: JudgementView, indent: str = "", targets: bool = False) -> Iterator[str]:
    """One judgement: what, who, when, why, and what stands against it."""
    what = _DONE[view.verdict]
    if view.verdict is Decision.CORRECT:
        what += f": {view.field} is {quoted(view.value) if view.value else 'none'}"
    about = f" {', '.join(map(printable, view.targets))}" if targets else ""
    text = f"{short_id(view.id)}  {what}{about}, by {printable(view.who)} on {view.at[:10]}"
    if view.why:
        text += f": {printable(view.why)}"
    if view.standing is not Standing.STANDS:
        text += f" [{view.standing.value} by {short_id(view.against or '')}]"
    shown = paragraph(text, indent, indent + "  ")
    yield from shown if view.standing is Standing.STANDS else (click.style(line, dim=True) for line in shown)
