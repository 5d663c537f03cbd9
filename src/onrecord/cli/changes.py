"""``onrecord changes``: what became of positions in a stretch of time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.json_output import say_json
from onrecord.cli.options import Moment, as_of_option, json_option, party_option, register_option
from onrecord.cli.terminal import paragraph, printable, say
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.ask import Change
    from onrecord.ask.changes import Told

_WORDS = " " * 4


@click.command()
@register_option
@click.option("--since", type=Moment(), metavar="DATE", help="From this date on, the day itself included.")
@click.option(
    "--between", type=(Moment(), Moment()), metavar="DATE DATE", help="From one date to another, both included."
)
@click.option("--recorded", is_flag=True, help="By when the register came to know of it, not by when it was said.")
@party_option
@as_of_option
@json_option
def changes(
    register_path: str | Path,
    since: str | None,
    between: tuple[str, str] | None,
    recorded: bool,
    party: str | None,
    as_of: str | None,
    as_json: bool,
) -> None:
    """What became of positions: new, hardened, softened, withdrawn, contradicted, each with both passages.

    A position counts as said on the date of its article, where that is known. It changes from one
    event to the next: what the tellings of one event tell differently is a contradiction.
    """
    from onrecord import ask
    from onrecord.flow import open_register

    if (since is None) == (between is None):
        raise UsageError("name a time: --since DATE, or --between DATE DATE")
    first, last = between or (since or "", None)
    with open_register(register_path, read_only=True, as_of=as_of) as register:
        found = ask.changes(register, first, last, party=party, recorded=recorded)
    if as_json:
        say_json(found)
        return
    for line in change_lines(found):
        say(line)


def change_lines(found: tuple[Change, ...]) -> Iterator[str]:
    """Changes by kind, each with what was told before and what is told now."""
    if not found:
        yield "Nothing changed."
    for number, (kind, group) in enumerate(groupby(found, key=lambda change: change.kind)):
        if number:
            yield ""
        yield click.style(kind.value, bold=True)
        for change in group:
            action = change.action.value.replace("_", " ")
            before = f"{change.before.stance.value} → " if change.before else ""
            yield from paragraph(f"{printable(change.party.name)}, {action}: {before}{change.now.stance.value}", "  ")
            for told in filter(None, (change.before, change.now)):
                yield from _passage(told)


def _passage(told: Told) -> Iterator[str]:
    from onrecord.cli.marks import coloured, shape
    from onrecord.cli.wording import quoted, short_id

    when = told.at[:10] if told.dated else f"recorded {told.at[:10]}"
    head = f"{coloured(shape(told.stance), told.stance)} {when}, {printable(told.document)}, {short_id(told.id)}"
    yield from paragraph(f"{head}: {quoted(told.exact)}", _WORDS, _WORDS + "  ")
