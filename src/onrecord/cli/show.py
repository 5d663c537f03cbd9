"""``onrecord show``: what a register holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.json_output import say_json
from onrecord.cli.options import as_of_option, document_option, json_option, party_option, register_option
from onrecord.cli.terminal import say, tell
from onrecord.model import Action, ClaimKind, Mode, Stance, Verdict

if TYPE_CHECKING:
    from onrecord.model.holdings import Holdings


class _MatrixFirst(click.Group):
    """``show --register FILE`` shows the matrix."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in ctx.help_option_names):
            args = ["matrix", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_MatrixFirst)
def show() -> None:
    """Show the matrix, positions, conflicts, claims, lineage, statements, or one position in full."""


@show.command()
@register_option
@as_of_option
@json_option
def matrix(register_path: str | Path, as_of: str | None, as_json: bool) -> None:
    """Who stands where on what: parties by actions."""
    from onrecord import ask
    from onrecord.cli.matrix_table import matrix_lines

    with _opened(register_path, as_of) as holdings:
        _answer(ask.matrix(holdings), matrix_lines, as_json)


@show.command()
@register_option
@as_of_option
@party_option
@click.option(
    "--action", type=click.Choice([action.value for action in Action]), metavar="ACTION", help="Only this action."
)
@click.option("--stance", type=click.Choice([stance.value for stance in Stance]), help="Only this stance.")
@document_option
@json_option
def positions(
    register_path: str | Path,
    as_of: str | None,
    party: str | None,
    action: str | None,
    stance: str | None,
    document: str | None,
    as_json: bool,
) -> None:
    """Every position, with its words."""
    from onrecord import ask
    from onrecord.cli.lists import position_lines

    with _opened(register_path, as_of) as holdings:
        found = ask.positions(
            holdings,
            party=party,
            action=Action(action) if action else None,
            stance=Stance(stance) if stance else None,
            document=document,
        )
    _answer(found, position_lines, as_json)


@show.command()
@register_option
@as_of_option
@json_option
def conflicts(register_path: str | Path, as_of: str | None, as_json: bool) -> None:
    """Where the tellings part, with the words of each side."""
    from onrecord import ask
    from onrecord.cli.lists import conflict_lines

    with _opened(register_path, as_of) as holdings:
        _answer(ask.conflicts(holdings), conflict_lines, as_json)


@show.command()
@register_option
@as_of_option
@json_option
def lineage(register_path: str | Path, as_of: str | None, as_json: bool) -> None:
    """Who has it from whom: copies, rewrites, bylines and credits, with the words that show it.

    ← points from a document to where it has its text from; — joins two of which that is not known.
    """
    from onrecord import ask
    from onrecord.cli.lineage_graph import lineage_lines

    with _opened(register_path, as_of) as holdings:
        _answer(ask.lineage(holdings), lineage_lines, as_json)


@show.command()
@register_option
@as_of_option
@click.option("--kind", type=click.Choice([kind.value for kind in ClaimKind]), help="Only this kind of claim.")
@click.option("--verdict", type=click.Choice([verdict.value for verdict in Verdict]), help="Only with this verdict.")
@party_option
@json_option
def claims(
    register_path: str | Path,
    as_of: str | None,
    kind: str | None,
    verdict: str | None,
    party: str | None,
    as_json: bool,
) -> None:
    """What is claimed, by how many independent origins, and how far it is borne out."""
    from onrecord import ask
    from onrecord.cli.claim_list import claim_lines

    with _opened(register_path, as_of) as holdings:
        found = ask.claims(
            holdings,
            kind=ClaimKind(kind) if kind else None,
            verdict=Verdict(verdict) if verdict else None,
            party=party,
        )
        _answer(found, claim_lines, as_json)


@show.command()
@register_option
@as_of_option
@click.option("--speaker", metavar="NAME", help="Only this speaker: whole words of the name.")
@party_option
@click.option("--mode", type=click.Choice([mode.value for mode in Mode]), help="Only this way of telling.")
@document_option
@json_option
def statements(
    register_path: str | Path,
    as_of: str | None,
    speaker: str | None,
    party: str | None,
    mode: str | None,
    document: str | None,
    as_json: bool,
) -> None:
    """Who said what, in which words."""
    from onrecord import ask
    from onrecord.cli.statement_list import statement_lines

    with _opened(register_path, as_of) as holdings:
        found = ask.statements(
            holdings, speaker=speaker, party=party, mode=Mode(mode) if mode else None, document=document
        )
    _answer(found, statement_lines, as_json)


@show.command()
@click.argument("position_id", metavar="ID")
@register_option
@as_of_option
@json_option
def position(position_id: str, register_path: str | Path, as_of: str | None, as_json: bool) -> None:
    """One position in full: its words in context, its terms, who said so, who tells it otherwise.

    ID is a position's id, or as much of it as tells it from the others.
    """
    from onrecord import ask
    from onrecord.cli.entry_page import entry_lines

    with _opened(register_path, as_of) as holdings:
        _answer(ask.entry(holdings, position_id), entry_lines, as_json)


@contextmanager
def _opened(register_path: str | Path, as_of: str | None) -> Iterator[Holdings]:
    from onrecord.flow import open_register

    with open_register(register_path, read_only=True, as_of=as_of) as register:
        if not register.compared():
            tell("the last build was stopped before everything was compared: build again to see all conflicts")
        yield register


def _answer(view: Any, lines: Callable[[Any], Iterable[str]], as_json: bool) -> None:
    if as_json:
        say_json(view)
        return
    for line in lines(view):
        say(line)
