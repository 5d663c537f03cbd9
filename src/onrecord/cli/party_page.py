"""Parties on a terminal: a table of all, and one in full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from onrecord.ask import PartyPage, PartyRow, Undertaking
from onrecord.cli.lists import one_conflict
from onrecord.cli.marks import coloured, shape
from onrecord.cli.scenario_lines import undertaking_head
from onrecord.cli.terminal import columns, fit, paragraph, printable, screen_width
from onrecord.cli.wording import counted, parties, quoted, short_id, speaker
from onrecord.model import Stance

_NAME = 24  # columns for a party's name in the table
_WORDS = " " * 6
_QUOTED = 3  # tellings of a line that are quoted; the list of positions has all


def party_table(found: tuple[PartyRow, ...]) -> Iterator[str]:
    """A row for each party, the most told first."""
    if not found:
        yield "No parties."
        return
    name = min(_NAME, max(columns(printable(row.party.name)) for row in found))
    ids = min(_NAME, max(columns(printable(row.party.id)) for row in found))
    if name + ids + 50 > screen_width():
        ids = max(8, screen_width() - name - 50)
    yield click.style(f"{fit('party', name)}  {fit('id', ids)}  positions  statements  origins  stances", bold=True)
    for row in found:
        numbers = f"{row.positions:>9}  {row.statements:>10}  {row.origins:>7}"
        who = f"{fit(printable(row.party.name), name)}  {fit(printable(row.party.id), ids)}"
        yield f"{who}  {numbers}  {_stances(row)}".rstrip()
    yield ""
    yield from paragraph("  ".join(f"{coloured(shape(stance), stance)} {stance.value}" for stance in Stance))


def _stances(row: PartyRow) -> str:
    return "".join(coloured(f"{shape(each.stance)}{each.positions}", each.stance) for each in row.stances)


def party_lines(page: PartyPage) -> Iterator[str]:
    """Who it is; its positions; what is demanded of it, and by it; who speaks for it; where the tellings part."""
    row = page.row
    yield from paragraph(click.style(f"{printable(row.party.name)} ({printable(row.party.id)})", bold=True))
    also = f"; also: {', '.join(map(printable, row.names))}" if row.names else ""
    yield from paragraph(f"{row.party.kind.value}{also}")
    yield from paragraph(
        f"{counted(row.positions, 'position')}, {counted(row.statements, 'statement')} in "
        f"{counted(row.documents, 'document')} of {counted(row.origins, 'origin')}"
    )
    yield from _section("Positions", page.own)
    yield from _section("Demanded of it", page.asked)
    yield from _demands(page)
    if page.hanging:
        yield from _heading("Hangs on")
        for each in page.hanging:
            yield from paragraph(f"{printable(each.key)} ({counted(each.positions, 'position')})", "  ", _WORDS)
    if page.voices:
        yield from _heading("Who speaks for it")
        for voice in page.voices:
            role = f", {printable(voice.role)}" if voice.role else ""
            yield from paragraph(f"{printable(voice.name)}{role}: {counted(voice.statements, 'statement')}", "  ")
    if page.conflicts:
        yield from _heading("Where the tellings part")
    for number, conflict in enumerate(page.conflicts):
        if number:
            yield ""
        yield from one_conflict(conflict)


def _heading(words: str) -> list[str]:
    return ["", click.style(words, bold=True)]


def _section(heading: str, lines: Iterable[Undertaking]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if not number:
            yield from _heading(heading)
        yield from paragraph(undertaking_head(line, named=False), "  ", _WORDS)
        for each in line.requirements:
            told = " or ".join(p.key if p.holds else f"not {p.key}" for p in each.propositions)
            words = quoted(each.quotes[0].exact)
            yield from paragraph(
                f"needs {printable(told)}: {words}" if told else f"needs {words}", _WORDS, _WORDS + "  "
            )
        for identity, quote in list(zip(line.tellings, line.quotes, strict=True))[:_QUOTED]:
            words = f"{short_id(identity)}, {printable(quote.document)}: {quoted(quote.exact)}"
            yield from paragraph(words, _WORDS, _WORDS + "  ")
        if len(line.tellings) > _QUOTED:
            yield from paragraph(f"and {counted(len(line.tellings) - _QUOTED, 'more telling')}", _WORDS)


def _demands(page: PartyPage) -> Iterator[str]:
    for number, each in enumerate(page.demands):
        if not number:
            yield from _heading("Demands of others")
        position = each.position
        action = position.action.value.replace("_", " ")
        mark = coloured(shape(position.stance), position.stance)
        yield from paragraph(f"{mark} of {parties(position.parties)}: {action}", "  ", _WORDS)
        yield from paragraph(
            f"{short_id(each.id)}, {printable(each.document)}, {speaker(position.said_by)}: "
            f"{quoted(position.span.exact)}",
            _WORDS,
            _WORDS + "  ",
        )
