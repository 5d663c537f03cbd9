"""``onrecord search``: full text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.json_output import say_json
from onrecord.cli.options import as_of_option, json_option, register_option
from onrecord.cli.terminal import paragraph, printable, say

if TYPE_CHECKING:
    from onrecord.ask import Hit, Hits

_WORDS = " " * 10  # below the id


@click.command()
@click.argument("query", nargs=-1, required=True, metavar="QUERY...")
@register_option
@as_of_option
@click.option("--limit", type=click.IntRange(min=1, max=1000), default=20, show_default=True, help="How many at most.")
@json_option
def search(query: tuple[str, ...], register_path: str | Path, as_of: str | None, limit: int, as_json: bool) -> None:
    """Find positions, statements and articles by their words, the newest first.

    All words of QUERY must be there, in any form (deploy finds deployed); "a phrase" as it is;
    deplo* by its beginning; -word not. Fields narrow it: party:DEU, stance:undecided, action:deploy,
    speaker:NAME, mode:direct, has:condition, kind:position (statement, article), document:NAME,
    publisher:NAME, since:2025-09-01, until:2025-09-30. One field twice asks for either. Put -- before
    a QUERY that begins with a dash.
    """
    from onrecord import ask
    from onrecord.flow import open_register

    asked = " ".join(_as_typed(part) for part in query)
    with open_register(register_path, read_only=True, as_of=as_of) as register:
        found = ask.search(register, asked, limit)
    if as_json:
        say_json(found)
        return
    for line in hit_lines(found):
        say(line)


def _as_typed(part: str) -> str:
    """An argument of several words was quoted for the shell: it is one phrase, or one field's value."""
    if not any(mark.isspace() for mark in part) or '"' in part:
        return part
    name, colon, value = part.partition(":")
    return f'{name}:"{value}"' if colon and name.isalpha() else part


def hit_lines(found: Hits) -> Iterator[str]:
    """Each hit with its words, what was searched for set apart."""
    if not found.hits:
        yield "Nothing found."
        return
    for hit in found.hits:
        yield from paragraph(_head(hit))
        before, after = "… " if hit.cut_before else "", " …" if hit.cut_after else ""
        words = "".join(
            click.style(f"⟦{printable(piece.text)}⟧", bold=True) if piece.found else printable(piece.text)
            for piece in hit.pieces
        )
        yield from paragraph(f"{before}{words.strip()}{after}", _WORDS)
    if found.more:
        yield ""
        yield f"More than {len(found.hits)} found: --limit shows more."


def _head(hit: Hit) -> str:
    from onrecord.cli.marks import coloured, shape
    from onrecord.cli.wording import parties, short_id, speaker

    when = f", {printable(hit.published[:10])}" if hit.published else ""
    where = f"{printable(hit.document)}{when}"
    if hit.position is not None:
        mark = coloured(shape(hit.position.stance), hit.position.stance)
        action = hit.position.action.value.replace("_", " ")
        who = f"{mark} {parties(hit.position.parties)}"
        return f"{short_id(hit.id)}  {who}: {hit.position.stance.value}, {action} · {where}"
    if hit.statement is not None:
        said_by = speaker(hit.statement.speaker) if hit.statement.speaker else "speaker not known"
        return f"{short_id(hit.id)}  “ {said_by} · {where}"
    return f"{short_id(hit.id)}  {where}" + (f" · {printable(hit.title)}" if hit.title else "")
