"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from onrecord.errors import UsageError
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
