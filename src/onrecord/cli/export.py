"""``onrecord export``: the register as files."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.options import as_of_option, register_option
from onrecord.cli.terminal import say
from onrecord.publish.formats import FORMATS


@click.command()
@register_option
@as_of_option
@click.option(
    "--format", "file_format", type=click.Choice(FORMATS), default="jsonl", show_default=True, help="Kind of files."
)
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="DIR", help="Folder to write into.")
def export(register_path: str | Path, as_of: str | None, file_format: str, out: Path) -> None:
    """Write all that a register holds, with the exact words, in a format that others read.

    See docs/exchange.md for what each format holds.
    """
    from onrecord import publish
    from onrecord.flow import open_register

    with open_register(register_path, read_only=True, as_of=as_of) as register:
        counts = publish.export(register, out, file_format)
    for kind, count in counts.items():
        say(f"{count:>7}  {out / FORMATS[file_format].file.format(kind)}")
