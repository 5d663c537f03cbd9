"""``onrecord show``: what a register holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.json_output import say_json
from onrecord.cli.options import as_of_option, json_option, narrowing_options, register_option
from onrecord.cli.terminal import say, tell
from onrecord.model import ClaimKind, Mode, Verdict

if TYPE_CHECKING:
    from onrecord.ask import Only
    from onrecord.model.holdings import Holdings


class _MatrixFirst(click.Group):
    """``show --register FILE`` shows the matrix."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in ctx.help_option_names):
            args = ["matrix", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_MatrixFirst)
def show() -> None:
    """Show the matrix, positions, timeline, parties, conflicts, claims, lineage, statements, or one in full."""


@show.command()
@register_option
@as_of_option
@narrowing_options()
@json_option
def matrix(register_path: str | Path, as_of: str | None, only: Only, as_json: bool) -> None:
    """Who stands where on what: parties by actions."""
    from onrecord import ask
    from onrecord.cli.matrix_table import matrix_lines

    with opened(register_path, as_of) as holdings:
        found = ask.matrix(holdings, only)
    narrowed_to_nothing = only != ask.EVERYTHING and not found.parties
    answer(found, (lambda _: ["No positions."]) if narrowed_to_nothing else matrix_lines, as_json)


@show.command()
@register_option
@as_of_option
@narrowing_options()
@json_option
def positions(register_path: str | Path, as_of: str | None, only: Only, as_json: bool) -> None:
    """Every position, with its words."""
    from onrecord import ask
    from onrecord.cli.lists import position_lines

    with opened(register_path, as_of) as holdings:
        answer(ask.positions(holdings, **asdict(only)), position_lines, as_json)


@show.command()
@register_option
@as_of_option
@narrowing_options()
@json_option
def timeline(register_path: str | Path, as_of: str | None, only: Only, as_json: bool) -> None:
    """Positions by when they were said, with what each hardened, softened, withdrew or contradicted.

    A position counts as said on the date of its article; those of articles without a date come last.
    """
    from onrecord import ask
    from onrecord.cli.timeline_list import timeline_lines

    with opened(register_path, as_of) as holdings:
        answer(ask.timeline(holdings, only), timeline_lines, as_json)


@show.command()
@register_option
@as_of_option
@narrowing_options("party", "document")
@json_option
def parties(register_path: str | Path, as_of: str | None, only: Only, as_json: bool) -> None:
    """Who is in the register: positions by stance, statements, and independent origins of each."""
    from onrecord import ask
    from onrecord.cli.party_page import party_table

    with opened(register_path, as_of) as holdings:
        answer(ask.parties(holdings, only), party_table, as_json)


@show.command()
@click.argument("name", metavar="PARTY")
@register_option
@as_of_option
@narrowing_options("party", "document")
@json_option
def party(name: str, register_path: str | Path, as_of: str | None, only: Only, as_json: bool) -> None:
    """One party: its positions, what is demanded of it and what it demands, who speaks for it, where tellings part.

    PARTY is a name, or an id (DEU).
    """
    from onrecord import ask
    from onrecord.cli.party_page import party_lines

    with opened(register_path, as_of) as holdings:
        answer(ask.party_page(holdings, name, only), party_lines, as_json)


@show.command()
@register_option
@as_of_option
@narrowing_options()
@json_option
def conflicts(register_path: str | Path, as_of: str | None, only: Only, as_json: bool) -> None:
    """Where the tellings part, with the words of each side."""
    from onrecord import ask
    from onrecord.cli.lists import conflict_lines

    with opened(register_path, as_of) as holdings:
        answer(ask.conflicts(holdings, only), conflict_lines, as_json)


@show.command()
@register_option
@as_of_option
@narrowing_options("party", "action", "stance")
@json_option
def lineage(register_path: str | Path, as_of: str | None, only: Only, as_json: bool) -> None:
    """Who has it from whom: copies, rewrites, bylines and credits, with the words that show it.

    ← points from a document to where it has its text from; — joins two of which that is not known.
    """
    from onrecord import ask
    from onrecord.cli.lineage_graph import lineage_lines

    with opened(register_path, as_of) as holdings:
        answer(ask.lineage(holdings, only), lineage_lines, as_json)


@show.command()
@register_option
@as_of_option
@click.option("--kind", type=click.Choice([kind.value for kind in ClaimKind]), help="Only this kind of claim.")
@click.option("--verdict", type=click.Choice([verdict.value for verdict in Verdict]), help="Only with this verdict.")
@narrowing_options()
@json_option
def claims(
    register_path: str | Path, as_of: str | None, kind: str | None, verdict: str | None, only: Only, as_json: bool
) -> None:
    """What is claimed, by how many independent origins, and how far it is borne out."""
    from onrecord import ask
    from onrecord.cli.claim_list import claim_lines

    with opened(register_path, as_of) as holdings:
        found = ask.claims(
            holdings,
            kind=ClaimKind(kind) if kind else None,
            verdict=Verdict(verdict) if verdict else None,
            party=only.party,
            only=replace(only, party=None),
        )
        answer(found, claim_lines, as_json)


@show.command()
@register_option
@as_of_option
@click.option("--speaker", metavar="NAME", help="Only this speaker: whole words of the name.")
@click.option("--mode", type=click.Choice([mode.value for mode in Mode]), help="Only this way of telling.")
@narrowing_options("action", "stance")
@json_option
def statements(
    register_path: str | Path, as_of: str | None, speaker: str | None, mode: str | None, only: Only, as_json: bool
) -> None:
    """Who said what, in which words."""
    from onrecord import ask
    from onrecord.cli.statement_list import statement_lines

    with opened(register_path, as_of) as holdings:
        found = ask.statements(
            holdings,
            speaker=speaker,
            party=only.party,
            mode=Mode(mode) if mode else None,
            document=only.document,
            only=only,
        )
    answer(found, statement_lines, as_json)


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

    with opened(register_path, as_of) as holdings:
        answer(ask.entry(holdings, position_id), entry_lines, as_json)


@contextmanager
def opened(register_path: str | Path, as_of: str | None) -> Iterator[Holdings]:
    from onrecord.flow import open_register

    with open_register(register_path, read_only=True, as_of=as_of) as register:
        if not register.compared():
            tell("the last build was stopped before everything was compared: build again to see all conflicts")
        yield register


def answer(view: Any, lines: Callable[[Any], Iterable[str]], as_json: bool) -> None:
    if as_json:
        say_json(view)
        return
    for line in lines(view):
        say(line)
