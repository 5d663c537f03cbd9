"""Marks for stances: shape first, colour second, and letters where the terminal has no shapes."""

from __future__ import annotations

from dataclasses import dataclass

import click

from onrecord.cli.terminal import unicode_output
from onrecord.model import Stance


@dataclass(frozen=True, slots=True)
class _Look:
    shape: str
    letter: str
    colour: int  # of the 256 that every terminal knows


_LOOKS = {
    Stance.PLEDGED: _Look("●", "P", 36),
    Stance.WILLING: _Look("◐", "W", 32),
    Stance.UNDECIDED: _Look("○", "U", 245),
    Stance.REFUSED: _Look("✕", "R", 166),
    Stance.DEMANDED: _Look("▷", "D", 133),
    Stance.THREATENED: _Look("▲", "T", 172),
}
CONTESTED = "!"
DERIVED = "~"
JUDGED = "+"


def shape(stance: Stance) -> str:
    """The mark of a stance, one column wide."""
    look = _LOOKS[stance]
    return look.shape if unicode_output() else look.letter


def coloured(text: str, stance: Stance) -> str:
    """Text in the colour of a stance."""
    return click.style(text, fg=_LOOKS[stance].colour)


def conditional() -> str:
    """The mark of a condition."""
    return "·" if unicode_output() else "*"


def legend(judged: bool = False) -> list[str]:
    """What the marks mean; that of people's judgements where there are any."""
    others = f"{CONTESTED} tellings part  {conditional()} has a condition  {DERIVED} headline only"
    others += f"  {JUDGED} judged by people" if judged else ""
    return [
        "  ".join(f"{coloured(shape(stance), stance)} {stance.value}" for stance in Stance),
        f"number: independent origins  {others}",
    ]
