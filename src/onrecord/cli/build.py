"""``onrecord build``: read documents into a register."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import json_option, register_option
from onrecord.cli.terminal import say, tell
from onrecord.cli.wording import counted

if TYPE_CHECKING:
    from onrecord.tally import BuildSummary, Progress

_REJECTED, _STOPPED = 3, 130


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@register_option
@click.option("--workers", type=click.IntRange(min=1), help="Processes that read; one a processor unless told.")
@click.option("--max-bytes", type=click.IntRange(min=1), help="Largest document to read; 10 MB unless told.")
@click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    default="local",
    help="What reads: processes of this machine, or the workers of a Dask cluster. local unless told.",
)
@click.option("--scheduler", metavar="ADDRESS", help="With --engine dask: the scheduler, tcp://HOST:PORT.")
@click.option("--triage", is_flag=True, help="Leave out, counted, documents whose words show no position; for crawls.")
@click.option(
    "--shards",
    metavar="DIR",
    help="Write down in DIR what each worker reads: after a stop the same command takes it from there.",
)
@click.option("--rules-only", is_flag=True, help="Read without the token models, by rules alone.")
@json_option
def build(
    paths: tuple[str, ...],
    register_path: str | Path,
    workers: int | None,
    max_bytes: int | None,
    engine: str,
    scheduler: str | None,
    triage: bool,
    shards: str | None,
    rules_only: bool,
    as_json: bool,
) -> int:
    """Read articles into a register.

    PATH is a file, a folder, a glob, or - for standard input: text, HTML, JSON Lines, RSS or Atom,
    WARC. What the register holds already is not read again. The exit status is 3 when some
    documents were rejected; each is named.
    """
    from onrecord.flow import build as build_register
    from onrecord.flow import open_register
    from onrecord.settings import Settings

    default = Settings()
    place = str(register_path)
    settings = Settings(
        max_bytes or default.max_bytes,
        workers or default.workers,
        models=not rules_only,
        engine=engine,
        scheduler=scheduler,
        triage=triage,
        shards=shards,
    )
    try:
        with open_register(register_path) as register, _progress() as progress:
            place = register.place
            summary = build_register(paths, register, settings, progress, sys.stdin.buffer)
    except KeyboardInterrupt:
        tell(f"stopped; what was read is safe in {place}: the same command takes up where this one stopped")
        return _STOPPED
    return _report(summary, place, as_json)


def _report(summary: BuildSummary, place: str, as_json: bool) -> int:
    if as_json:
        from onrecord.cli.json_output import say_json

        say_json(summary)
    else:
        _say(summary, place)
    if summary.missing:
        tell(
            f"{summary.missing} is not installed: rules alone read these documents, and found less "
            "(pip install 'onrecord[models]' brings it)"
        )
    for rejected in summary.rejected:
        tell(f"{rejected.name}: rejected by {rejected.stage}: {rejected.reason}{_in_brackets(rejected.detail)}")
    if summary.rejected:
        tell(f"{counted(len(summary.rejected), 'document')} rejected; the others are recorded")
    return _REJECTED if summary.rejected else 0


def _say(summary: BuildSummary, place: str) -> None:
    held = f", {summary.held} held already" if summary.held else ""
    say(f"{counted(summary.recorded, 'document')} recorded{held}")
    if summary.unread:
        say(f"         {summary.unread} of them in a language that is not read: kept, with nothing found in them")
    if summary.left_out:
        reasons = ", ".join(f"{number} {reason}" for reason, number in summary.left_out.items())
        say(f"left out {counted(sum(summary.left_out.values()), 'document')}: {reasons}")
    if summary.recorded:
        found = ((summary.positions, "position"), (summary.statements, "statement"), (summary.figures, "figure"))
        say(f"found    {', '.join(counted(*each) for each in (*found, (summary.acts, 'act')))}")
    compared = ((summary.stories, "story"), (summary.claims, "claim"), (summary.conflicts, "conflict"))
    say(f"in all   {', '.join(counted(*each) for each in compared)}")
    say(f"next     onrecord show matrix --register {shlex.quote(place)}")


def _in_brackets(detail: str) -> str:
    return f" ({detail})" if detail else ""


@contextmanager
def _progress() -> Iterator[Callable[[Progress], None] | None]:
    """A bar on a terminal; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from onrecord.cli.progress import progress_bar

    with progress_bar() as advance:
        yield advance
