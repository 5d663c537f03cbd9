"""Writes docs/cli.md from the command line itself: ``make docs``. A test holds the page to it."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

import click

PAGE = Path(__file__).with_name("cli.md")
_HEAD = """# The command line

Written by `make docs` from the commands' own help.

Exit status: 0 when all went well, 1 for a failure, 2 for a command that cannot be carried out as given, 3 when
documents were rejected (each is named on standard error and kept in the register with its reason), 130 when Ctrl-C
stopped it: the register is then consistent, and the same build takes up where it was.
"""


def page(root: click.Command, name: str) -> str:
    """The whole page, as Markdown."""
    sections = [_HEAD, *(section for path, command in commands(root, name) for section in _section(path, command))]
    return "\n".join(sections)


def commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    """Every command that is not hidden, with the words that call it; the root first."""
    yield path, command
    if isinstance(command, click.Group):
        for name, child in sorted(command.commands.items()):
            if not child.hidden:
                yield from commands(child, f"{path} {name}")


def options(command: click.Command) -> Iterator[click.Option]:
    """The options of a command that are not hidden."""
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not parameter.hidden:
            yield parameter


def _section(path: str, command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=path)
    yield f"## {path}\n\n```\n{' '.join([path, *command.collect_usage_pieces(context)])}\n```\n"
    yield from (_paragraph(each) for each in inspect.cleandoc(command.help or "").split("\n\n") if each)
    rows = [_row(option, context) for option in options(command)]
    if rows:
        yield "\n".join(["| option | |", "|---|---|", *rows]) + "\n"


def _paragraph(text: str) -> str:
    """A paragraph of a command's help; what click is told to leave as it is, is code."""
    kept = text.removeprefix("\b\n")
    return f"{kept}\n" if kept == text else f"```\n{kept}\n```\n"


def _row(option: click.Option, context: click.Context) -> str:
    number = isinstance(option.type, click.types.IntParamType)
    value = "" if option.is_flag else f" {'NUMBER' if number else option.make_metavar(context)}"
    names = f"`{', '.join([*option.opts, *option.secondary_opts])}{value}`"
    cells = (cell.replace("|", r"\|") for cell in (names, " ".join(_notes(option, context))))
    return f"| {' | '.join(cells)} |"


def _notes(option: click.Option, context: click.Context) -> Iterator[str]:
    yield option.help or ""
    if option.required:
        yield f"Required, here or as `{option.envvar}` in the environment." if option.envvar else "Required."
    default = option.get_default(context)
    if option.show_default and isinstance(default, int | str):
        yield f"`{default}` unless told."


if __name__ == "__main__":
    from onrecord.cli.program import onrecord

    PAGE.write_text(page(onrecord, "onrecord"), encoding="utf-8")
