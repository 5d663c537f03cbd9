"""Options that several commands share."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from onrecord.errors import UsageError
from onrecord.model import Action, Stance
from onrecord.model.moment import moment


class RegisterPlace(click.ParamType[str | Path]):
    """A file, or the URL of a PostgreSQL database."""

    name = "register"

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> str | Path:
        """A URL as it is, anything else as a path."""
        return value if isinstance(value, Path) or "://" in value else Path(value)


class Moment(click.ParamType[str]):
    """A date, or a date with time; checked, and handed on as it was written."""

    name = "date"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text, once it is known to be a date."""
        try:
            moment(value)
        except UsageError as error:
            self.fail(str(error), param, ctx)
        return value


Command = TypeVar("Command", bound=Callable[..., Any])


def register_option(command: Command) -> Command:
    """``--register FILE``, or the URL of a database."""
    return click.option(
        "--register",
        "register_path",
        type=RegisterPlace(),
        required=True,
        envvar="ONRECORD_REGISTER",
        show_envvar=True,
        metavar="FILE",
        help="The register: one file, or a PostgreSQL database (postgresql://USER@HOST/DATABASE).",
    )(command)


def json_option(command: Command) -> Command:
    """``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, not a table.")(command)


def party_option(command: Command) -> Command:
    """``--party NAME``."""
    return click.option("--party", metavar="NAME", help="Only this party: its name, or its id (DEU).")(command)


def document_option(command: Command) -> Command:
    """``--document NAME``."""
    return click.option("--document", metavar="NAME", help="Only this document: its name or its id.")(command)


def as_of_option(command: Command) -> Command:
    """``--as-of DATE``."""
    return click.option(
        "--as-of",
        type=Moment(),
        metavar="DATE",
        help="Answer from the register as it stood then: 2025-09-04 (its end, UTC) or 2025-09-04T15:30.",
    )(command)


def narrowing_options(*left_out: str) -> Callable[[Command], Command]:
    """``--party``, ``--action``, ``--stance``, ``--story``, ``--document``, ``--publisher``, ``--since``, ``--until``.

    The command gets them as one ``only``; those named in ``left_out`` are not offered.
    """

    def narrowed(command: Command) -> Command:
        @functools.wraps(command)
        def run(*arguments: Any, **asked: Any) -> Any:
            from onrecord.ask import Only

            told = {name: asked.pop(name) for name in _NARROWING if name in asked}
            for name, kind in (("action", Action), ("stance", Stance)):
                if told.get(name) is not None:
                    told[name] = kind(told[name])
            return command(*arguments, only=Only(**told), **asked)

        for name in reversed(_NARROWING):
            if name not in left_out:
                run = _NARROWING[name](run)
        return run  # type: ignore[return-value]  # the wrapper has the command's place, not its type

    return narrowed


def _choice(name: str, values: type[Action] | type[Stance], help_text: str) -> Callable[[Any], Any]:
    metavar = "ACTION" if values is Action else None
    return click.option(
        f"--{name}", type=click.Choice([each.value for each in values]), metavar=metavar, help=help_text
    )


_NARROWING: dict[str, Callable[[Any], Any]] = {
    "party": party_option,
    "action": _choice("action", Action, "Only this action."),
    "stance": _choice("stance", Stance, "Only this stance."),
    "story": click.option("--story", metavar="ID", help="Only this story: its id, or a document of it."),
    "document": document_option,
    "publisher": click.option("--publisher", metavar="NAME", help="Only this outlet."),
    "since": click.option("--since", type=Moment(), metavar="DATE", help="Said on this date or later: 2025-09-04."),
    "until": click.option("--until", type=Moment(), metavar="DATE", help="Said on this date or earlier."),
}
