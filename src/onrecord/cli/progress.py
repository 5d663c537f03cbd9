"""The progress of a build on a terminal: how many, how fast, how long still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Display
from rich.text import Text

from onrecord.flow import Progress


class _RateColumn(ProgressColumn):
    """Documents a second."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:.1f}/s")


@contextmanager
def progress_bar() -> Iterator[Callable[[Progress], None]]:
    """Gives what takes the news of every document."""
    parts = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), _RateColumn(), TimeRemainingColumn())
    with Display(*parts, console=Console(stderr=True), transient=True) as display:
        task = display.add_task("reading", total=None)
        yield lambda progress: display.update(task, completed=progress.done, total=progress.total)
