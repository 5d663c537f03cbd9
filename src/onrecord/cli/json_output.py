"""Views as JSON, for programs."""

from __future__ import annotations

import json

import click

from onrecord.model.codec import encode


def say_json(view: object) -> None:
    """A view on standard output. Marks outside ASCII are escaped: no character can act on a terminal."""
    click.echo(json.dumps(encode(view), indent=2, sort_keys=True))


def say_json_line(view: object) -> None:
    """The same in one line, for views that come one after another."""
    click.echo(json.dumps(encode(view), sort_keys=True))
