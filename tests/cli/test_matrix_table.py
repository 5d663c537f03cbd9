"""The matrix fits the screen, whatever it takes."""

import pytest
from click import unstyle

from onrecord.ask import Cell, Mark, Matrix
from onrecord.cli.matrix_table import matrix_lines
from onrecord.cli.terminal import columns
from onrecord.model import Action, Party, PartyKind, Stance

GERMANY = Party("DEU", "Germany", PartyKind.STATE)
ALLIES = Party("x", "Allies of the great Ruritanian coalition of the willing", PartyKind.GROUP)


def made(actions, parties=(ALLIES, GERMANY)):
    """A matrix in which every party takes two stances on every action."""
    marks = (Mark(Stance.WILLING, 2, 2, 2, True), Mark(Stance.REFUSED, 1, 1, 1, False))
    cells = tuple(
        Cell(party.id, action, marks, contested=True, conditional=False) for party in parties for action in actions
    )
    return Matrix(tuple(parties), tuple(actions), cells, 5, 4, 41, 3)


def shown(matrix):
    """The lines as they look."""
    return [unstyle(line) for line in matrix_lines(matrix)]


@pytest.fixture(autouse=True)
def screen(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")


def test_few_actions_have_their_names_across():
    lines = shown(made([Action.DEPLOY, Action.STOP_BUYING]))
    assert lines[2].split() == ["deploy", "stop", "buying"]
    assert "Allies of the great Rur…" in lines[3]
    assert "◐2~✕1!" in lines[4]


def test_more_actions_have_their_names_downward():
    lines = shown(made(list(Action)[:9], [GERMANY]))
    heading = [line[8:] for line in lines[2:-4]]
    read_down = ["".join(letters).strip() for letters in zip(*(line.ljust(72) for line in heading), strict=True)]
    assert [name for name in read_down if name] == [action.value.replace("_", " ") for action in list(Action)[:9]]


def test_too_many_actions_make_a_list_by_party():
    lines = shown(made(list(Action)))
    assert "  share intelligence  ◐ willing 2~  ✕ refused 1 !" in lines
    assert [line for line in lines if line.startswith("Germany")]


@pytest.mark.parametrize("count", [1, 3, 7, 9, 36])
def test_no_line_is_wider_than_the_screen(count):
    assert max(columns(line) for line in matrix_lines(made(list(Action)[:count]))) <= 80
