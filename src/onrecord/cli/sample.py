"""``onrecord sample``: articles to try the other commands on."""

from __future__ import annotations

import shlex
from importlib.resources import files
from pathlib import Path

import click

from onrecord.cli.terminal import say
from onrecord.errors import UsageError


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def sample(folder: Path) -> None:
    """Copy the sample coverage, a few short articles about one made-up event, into DIR."""
    articles = sorted(files("onrecord").joinpath("sample", "articles").iterdir(), key=lambda article: article.name)
    in_the_way = [article.name for article in articles if (folder / article.name).exists()]
    if in_the_way:
        raise UsageError(f"{folder} holds {in_the_way[0]} already: name another folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for article in articles:
            (folder / article.name).write_bytes(article.read_bytes())
    except OSError as error:
        raise UsageError(f"{folder} cannot be written ({error.strerror}): name another folder") from error
    place = shlex.quote(str(folder))
    say(f"{len(articles)} articles in {place}; next: onrecord build {place} --register sample.register")
