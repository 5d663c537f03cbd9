"""The matrix on a terminal: a table where it fits, else a list by party."""

from __future__ import annotations

from collections.abc import Iterator

import click

from onrecord.ask import Cell, Mark, Matrix
from onrecord.cli.marks import CONTESTED, DERIVED, JUDGED, coloured, conditional, legend, shape
from onrecord.cli.terminal import columns, fit, paragraph, printable, screen_width
from onrecord.cli.wording import counted
from onrecord.model import Action, Party

_NAME = 24  # columns for a party's name in the table
Cells = dict[tuple[str, Action], Cell]


def matrix_lines(matrix: Matrix) -> Iterator[str]:
    """The matrix with a summary above and the legend below."""
    if not matrix.parties:
        yield "No positions yet: onrecord build PATH... reads articles into the register."
        return
    yield from paragraph(_summary(matrix))
    yield ""
    yield from _body(matrix, {(cell.party, cell.action): cell for cell in matrix.cells})
    yield ""
    for line in legend(judged=matrix.judged > 0):
        yield from paragraph(line)


def _summary(matrix: Matrix) -> str:
    return (
        f"{counted(matrix.documents, 'document')}, {counted(matrix.origins, 'origin')} · "
        f"{counted(matrix.positions, 'position')} of {counted(len(matrix.parties), 'party')} · "
        f"{counted(matrix.conflicts, 'conflict')}" + (f" · {matrix.judged} judged by people" if matrix.judged else "")
    )


def _body(matrix: Matrix, cells: Cells) -> Iterator[str]:
    narrow = [
        max((columns(_shown(cells[key])) for key in cells if key[1] is action), default=1) for action in matrix.actions
    ]
    wide = [max(width, len(_heading(action))) for width, action in zip(narrow, matrix.actions, strict=True)]
    name = min(_NAME, max(columns(printable(party.name)) for party in matrix.parties))
    for widths, headings, gap in ((wide, _across, "  "), (narrow, _down, " ")):
        if name + sum(widths) + len(gap) * len(widths) <= screen_width():
            yield from (gap.join(line).rstrip() for line in headings(matrix.actions, widths, name))
            yield from (gap.join(_row(party, matrix.actions, widths, name, cells)).rstrip() for party in matrix.parties)
            return
    yield from _by_party(matrix, cells)


def _heading(action: Action) -> str:
    return action.value.replace("_", " ")


def _across(actions: tuple[Action, ...], widths: list[int], name: int) -> Iterator[list[str]]:
    yield [" " * name, *(fit(_heading(action), width) for action, width in zip(actions, widths, strict=True))]


def _down(actions: tuple[Action, ...], widths: list[int], name: int) -> Iterator[list[str]]:
    """Headings written downward, their ends on one line."""
    height = max(len(_heading(action)) for action in actions)
    for line in range(height):
        letters = (_heading(action).rjust(height)[line] for action in actions)
        yield [" " * name, *(letter + " " * (width - 1) for letter, width in zip(letters, widths, strict=True))]


def _row(party: Party, actions: tuple[Action, ...], widths: list[int], name: int, cells: Cells) -> list[str]:
    shown = []
    for action, width in zip(actions, widths, strict=True):
        marks = _shown(cells[party.id, action]) if (party.id, action) in cells else ""
        shown.append(marks + " " * (width - columns(marks)))
    return [click.style(fit(printable(party.name), name), bold=True), *shown]


def _shown(cell: Cell) -> str:
    marks = "".join(
        coloured(f"{shape(mark.stance)}{mark.origins}", mark.stance) + _derived(mark) for mark in cell.marks
    )
    return marks + _signs(cell)


def _signs(cell: Cell) -> str:
    signs = ((cell.contested, CONTESTED), (cell.conditional, conditional()), (cell.judged, JUDGED))
    return "".join(sign for holds, sign in signs if holds)


def _derived(mark: Mark) -> str:
    return DERIVED if mark.derived else ""


def _by_party(matrix: Matrix, cells: Cells) -> Iterator[str]:
    label = max(len(_heading(action)) for action in matrix.actions)
    for party in matrix.parties:
        yield from paragraph(click.style(printable(party.name), bold=True))
        for action in matrix.actions:
            if cell := cells.get((party.id, action)):
                yield f"  {_heading(action):<{label}}  {_spelled(cell)}"


def _spelled(cell: Cell) -> str:
    marks = "  ".join(
        f"{coloured(shape(mark.stance), mark.stance)} {mark.stance.value} {mark.origins}{_derived(mark)}"
        for mark in cell.marks
    )
    return f"{marks} {_signs(cell)}".rstrip()
