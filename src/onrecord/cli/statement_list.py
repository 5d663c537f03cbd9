"""Statements on a terminal: who said what, by document, with the sum below."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import click

from onrecord.ask import StatementView, statement_counts
from onrecord.cli.terminal import columns, fit, paragraph, printable, screen_width
from onrecord.cli.wording import counted, quoted, speaker
from onrecord.model import Statement

_SAID = "    "  # before the words
_SEEN = 4  # characters looked at for each column: more are combining marks that nobody reads


def statement_lines(found: tuple[StatementView, ...]) -> Iterator[str]:
    """Statements by document, each with its words in one line; how many there are."""
    if not found:
        yield "No statements."
        return
    for document, group in groupby(found, key=lambda view: view.document):
        yield click.style(printable(document), bold=True)
        for view in group:
            yield from _statement(view)
    yield ""
    yield from paragraph("numbers: where the words stand, in characters of the document")
    yield from paragraph(_summary(found))


def _statement(view: StatementView) -> Iterator[str]:
    yield from _head(view)
    yield _SAID + _in_one_line(view.words, screen_width() - len(_SAID))
    if view.statement.note:
        yield from paragraph(f"note: {printable(view.statement.note)}", _SAID)


def _head(view: StatementView) -> Iterator[str]:
    """Who said it, and how and where: in one line, or each from a line of its own."""
    statement = view.statement
    cue = [quoted(statement.cue.exact)] if statement.cue else []
    who, how = _way(statement), " · ".join([*cue, statement.mode.value, f"{view.start}–{view.end}"])
    if columns(both := f"  {who} · {how}") <= screen_width():
        yield both
    else:
        yield from paragraph(who, "  ", _SAID * 2)
        yield from paragraph(how, _SAID * 2)


def _way(statement: Statement) -> str:
    """From who said it through those who passed it on."""
    return " → ".join([_source(statement), *(printable(link.name) for link in statement.relay)])


def _source(statement: Statement) -> str:
    if statement.speaker is not None:
        return speaker(statement.speaker)
    if statement.source is not None:
        return f"{quoted(statement.source.exact)} (speaker not known)"
    return "no source found"


def _in_one_line(words: str, width: int) -> str:
    """The words in at most so many columns, cut between two of them where they are more."""
    reach = _SEEN * width
    shown = printable(words[:reach]).strip()
    if len(words) <= reach and columns(shown) <= width:
        return shown
    cut = fit(shown[:reach] + " " * (width + 1), width).rstrip()
    whole, ellipsis = cut[:-1].rpartition(" ")[0].rstrip(), cut[-1]
    return f"{whole} {ellipsis}" if whole else cut


def _summary(found: tuple[StatementView, ...]) -> str:
    sums = statement_counts(found)
    return (
        f"{counted(sums.statements, 'statement')} · {counted(sums.speakers, 'named speaker')} · "
        f"{sums.direct} direct, {sums.indirect} indirect, {sums.mixed} mixed · "
        f"{sums.unnamed} without a named speaker"
    )
