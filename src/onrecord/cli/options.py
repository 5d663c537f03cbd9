"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def register_option(command: Command) -> Command:
    """``--register FILE``."""
    return click.option(
        "--register",
        "register_path",
        type=click.Path(path_type=Path),
        required=True,
        envvar="ONRECORD_REGISTER",
        show_envvar=True,
        metavar="FILE",
        help="The register, one file.",
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
