"""What reaches the terminal, and how: text from documents never controls it."""

from __future__ import annotations

import os
import re
import shutil
import sys
import unicodedata

import click

from onrecord.model.characters import JOINERS, is_hidden

_NARROWEST = 40
_SPACES = re.compile(r"[ \t\r\n\f\v\u00a0]+")
_PLAIN = str.maketrans({"…": "...", "⟦": "[[", "⟧": "]]", "“": '"', "”": '"', "→": "->", "·": "|", "–": "-"})


def prepare_streams() -> None:
    """Whatever the terminal's encoding, printing never fails: it prints an escape instead."""
    for stream in (sys.stdout, sys.stderr):
        if not _is_unicode(stream.encoding) and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def unicode_output() -> bool:
    """Whether standard output can show any character."""
    return _is_unicode(sys.stdout.encoding)


def _is_unicode(encoding: str | None) -> bool:
    return (encoding or "").lower().replace("-", "").startswith("utf")


def say(line: str = "") -> None:
    """A line on standard output; colours only on a terminal, and not with NO_COLOR."""
    click.echo(line if unicode_output() else line.translate(_PLAIN), color=_colour())


def tell(message: str) -> None:
    """One line on standard error."""
    click.echo(f"onrecord: {printable(message)}", err=True, color=_colour())


def _colour() -> bool | None:
    return False if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" else None


def printable(text: str) -> str:
    """The text in one line: control, direction and other unseen characters as escapes, white space as a space."""
    return "".join(map(_visible, _SPACES.sub(" ", text)))


def _visible(character: str) -> str:
    if character.isascii() and character.isprintable():
        return character
    if is_hidden(character):
        return character.encode("unicode_escape").decode("ascii")
    return character


def columns(text: str) -> int:
    """How many columns of a terminal the text takes; colours take none."""
    return sum(_width(character) for character in click.unstyle(text))


def _width(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.combining(character) or character in JOINERS:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def fit(text: str, width: int) -> str:
    """The text in exactly this many columns: filled up with spaces, or cut with an ellipsis."""
    if columns(text) > width:
        while columns(text) > width - 1:
            text = text[:-1]
        text += "…" if unicode_output() else "~"
    return text + " " * (width - columns(text))


def screen_width() -> int:
    """Columns to print in: the terminal's, 80 in a pipe."""
    return max(_NARROWEST, shutil.get_terminal_size((80, 24)).columns)


def paragraph(text: str, indent: str = "", hanging: str | None = None) -> list[str]:
    """The text, already printable, in lines that fit the screen."""
    lines: list[str] = []
    line, first = indent, True
    for word in text.split(" "):
        if not first and columns(line) + 1 + columns(word) > screen_width():
            lines.append(line)
            line, first = indent if hanging is None else hanging, True
        line += word if first else f" {word}"
        first = False
    return [*lines, line]
