"""``onrecord import``: an export into an empty register."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from onrecord.cli.options import register_option
from onrecord.cli.terminal import say
from onrecord.cli.wording import counted


@click.command("import")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@register_option
def import_export(folder: Path, register_path: str | Path) -> None:
    """Take over what another register exported, into an empty one.

    DIR is a folder that onrecord export --format jsonl wrote. Every line is checked first: a damaged
    file, or words that do not stand in their document, leave the register as it was. What people
    judged comes along; an export without what a person rejected is refused.
    """
    from onrecord import flow

    with flow.open_register(register_path) as register:
        place = register.place  # a URL without its password
        summary = flow.import_export(folder, register)
    held = f", {summary.held} held already" if summary.held else ""
    refused = f"; {counted(len(summary.rejected), 'refused file')} noted" if summary.rejected else ""
    say(f"{counted(summary.recorded, 'document')} recorded{held}{refused}")
    found = ((summary.positions, "position"), (summary.statements, "statement"), (summary.figures, "figure"))
    say(f"found    {', '.join(counted(*each) for each in (*found, (summary.acts, 'act')))}")
    say(f"next     onrecord show matrix --register {shlex.quote(place)}")
