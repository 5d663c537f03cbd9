"""``onrecord watch``: take in articles as they come."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

import click

from onrecord.cli.json_output import say_json_line
from onrecord.cli.options import json_option, register_option
from onrecord.cli.terminal import paragraph, printable, say, tell
from onrecord.cli.wording import counted

if TYPE_CHECKING:
    from onrecord.watching import Taken

_STOPPED = 130
_LISTED = 5


class Interrupt:
    """Within it Ctrl-C is not lost: Python drops a KeyboardInterrupt raised while it clears up after an object."""

    def __init__(self) -> None:
        self._pressed = threading.Event()
        # not where it is ignored, or handled otherwise, by whoever began this process
        self._ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler

    def __enter__(self) -> Self:
        if self._ours:
            signal.signal(signal.SIGINT, self._press)
        return self

    def __exit__(self, *_: object) -> None:
        if self._ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)

    def rest(self, seconds: float) -> None:
        """Wait so long. Raises KeyboardInterrupt where Ctrl-C is pressed meanwhile, or was before."""
        if self._pressed.wait(seconds):
            raise KeyboardInterrupt

    def _press(self, *_: object) -> None:
        self._pressed.set()
        raise KeyboardInterrupt


@click.command()
@click.argument("place", metavar="FOLDER|FILE", type=click.Path())
@register_option
@click.option("--once", is_flag=True, help="Look once, take in what is there, and end.")
@click.option("--for", "until", type=click.FloatRange(min=0), metavar="SECONDS", help="End after so long.")
@click.option(
    "--interval", type=click.FloatRange(min=0.05), default=2.0, show_default=True, help="Seconds between two looks."
)
@click.option(
    "--settle",
    type=click.FloatRange(min=0),
    default=2.0,
    show_default=True,
    help="Seconds for which a file must have been left alone before it is read.",
)
@click.option("--workers", type=click.IntRange(min=1), help="Processes that read; one a processor unless told.")
@click.option("--max-bytes", type=click.IntRange(min=1), help="Largest document to read; 10 MB unless told.")
@click.option("--rules-only", is_flag=True, help="Read without the token models, by rules alone.")
@json_option
def watch(
    place: str,
    register_path: str | Path,
    once: bool,
    until: float | None,
    interval: float,
    settle: float,
    workers: int | None,
    max_bytes: int | None,
    rules_only: bool,
    as_json: bool,
) -> int:
    """Read articles into a register as they come, and say what each changed.

    FOLDER holds articles, FILE is a feed or JSON Lines that grows. A file is read once it has been left
    alone for a while; what is held already is not read again, nor are stories compared to which nothing
    came. The register holds in the end what one build of the same files would have put into it. Ctrl-C
    ends it. With --json, one object a line for each look that brought something.
    """
    from onrecord.settings import Settings
    from onrecord.watching import PACE
    from onrecord.watching import watch as taken_in

    default = Settings()
    settings = Settings(max_bytes or default.max_bytes, workers or default.workers, models=not rules_only)
    pace = replace(PACE, interval=interval, settle=settle, until=0.0 if once else until)
    try:
        with Interrupt() as pressed:
            for taken in taken_in(place, register_path, settings, pace, pressed.rest):
                if as_json:
                    say_json_line(taken)
                else:
                    for line in taken_lines(taken):
                        say(line)
                sys.stdout.flush()
    except KeyboardInterrupt:
        tell("stopped; what was read is safe: the same command takes up where this one stopped")
        return _STOPPED
    return 0


def taken_lines(taken: Taken) -> Iterator[str]:
    """What one look brought, in a line, and below it what changed."""
    from onrecord.cli.changes import change_lines

    summary = taken.summary
    parts = [counted(len(taken.documents), "new document")]
    for number, thing in ((len(taken.stories), "new story"), (len(taken.grown), "story"), (summary.held, "held")):
        if number:
            told = {"story": f"{counted(number, 'story')} grown", "held": f"{number} held already"}
            parts.append(told.get(thing, counted(number, thing)))
    if taken.waiting:
        parts.append(f"{counted(taken.waiting, 'file')} still being written")
    when = datetime.fromisoformat(taken.at).astimezone(UTC).strftime("%H:%M:%S UTC")
    yield from paragraph(f"{click.style(when, bold=True)}  {', '.join(parts)}")
    yield from _some("came", taken.documents)
    yield from _some("gone, and kept on record", taken.gone)
    for rejected in summary.rejected:
        yield from paragraph(f"rejected  {printable(rejected.name)}: {printable(rejected.reason)}", "  ", "    ")
    for conflict in taken.conflicts:
        yield from paragraph(f"conflict  {conflict.kind.value}: {printable(conflict.summary)}", "  ", "    ")
    if taken.changes:
        yield from (f"  {line}" if line else "" for line in change_lines(taken.changes))


def _some(what: str, names: tuple[str, ...]) -> Iterator[str]:
    if names:
        more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
        yield from paragraph(f"{what}  {printable(', '.join(names[:_LISTED]))}{more}", "  ", "    ")
