"""``onrecord scenario``: what would be in force if given propositions held."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import as_of_option, json_option, narrowing_options, register_option
from onrecord.cli.show import answer, opened

if TYPE_CHECKING:
    from onrecord.ask import Only

_ASSUME, _COMPARE, _AGAINST = "--assume", "--compare", "--against"


class _TwoSets(click.Command):
    """What is assumed before ``--compare`` is one scenario, what is assumed after it the other."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if _COMPARE in args:
            at = args.index(_COMPARE) + 1
            args = args[:at] + [_after(each) for each in args[at:]]
        return super().parse_args(ctx, args)


def _after(argument: str) -> str:
    name, equals, value = argument.partition("=")
    return f"{_AGAINST}{equals}{value}" if name == _ASSUME else argument


@click.command(cls=_TwoSets)
@register_option
@as_of_option
@click.option(
    _ASSUME,
    multiple=True,
    metavar="NAME=VALUE",
    help="A proposition that holds or does not: ceasefire=yes. May be given more than once.",
)
@click.option(_COMPARE, is_flag=True, help="Set two scenarios side by side: what is assumed before this, and after it.")
@click.option(_AGAINST, multiple=True, hidden=True, help="What --assume means after --compare.")
@narrowing_options()
@json_option
def scenario(
    register_path: str | Path,
    as_of: str | None,
    assume: tuple[str, ...],
    compare: bool,
    against: tuple[str, ...],
    only: Only,
    as_json: bool,
) -> None:
    """What would be in force if given propositions held: in force, not in force, or undetermined, and why.

    \b
    onrecord scenario --assume ceasefire=yes --assume us_participation=no --register summit.register
    onrecord scenario --assume ceasefire=yes --compare --assume ceasefire=no --register summit.register

    Without --assume it tells on which propositions the positions hang. A refusal and a demand are never in
    force; what a party is only willing to do is shown apart from what it pledged.
    """
    from onrecord import ask
    from onrecord.cli.scenario_lines import compared_lines, scenario_lines

    with opened(register_path, as_of) as holdings:
        if compare:
            answer(ask.compare_scenarios(holdings, assume, against, only), compared_lines, as_json)
        else:
            answer(ask.scenario(holdings, assume, only), scenario_lines, as_json)
