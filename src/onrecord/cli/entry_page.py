"""One position in full on a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import click

from onrecord.ask import Context, Entry
from onrecord.cli.lists import one_conflict
from onrecord.cli.marks import coloured, shape
from onrecord.cli.review_lines import judgement_lines
from onrecord.cli.terminal import paragraph, printable
from onrecord.cli.wording import chain, counted, parties, quoted, short_id, undertaking
from onrecord.model import DERIVED_ROLES, Position, Stance, Term

_INDENT = "  "


def entry_lines(entry: Entry) -> Iterator[str]:
    """A sentence; the terms; who said so; the words in context; other tellings; conflicts."""
    position = entry.position
    yield from paragraph(_headline(position))
    yield from paragraph(_basis(entry))
    yield ""
    yield from _details(entry)
    yield ""
    yield from in_context(entry.context)
    yield from _judgements(entry)
    yield from _tellings(entry)
    for conflict in entry.conflicts:
        yield ""
        yield from one_conflict(conflict)


def _headline(position: Position) -> str:
    mark = coloured(shape(position.stance), position.stance)
    who = click.style(parties(position.parties), bold=True)
    return f"{mark} {who}: {position.stance.value}, {undertaking(position)}"


def _basis(entry: Entry) -> str:
    """What the stance was read from, and how many bear it out or do not."""
    position = entry.position
    others = Counter(telling.stance for telling in entry.tellings)
    told = "".join(
        f"; {counted(others[stance], 'other telling')} {'says' if others[stance] == 1 else 'say'} {stance.value}"
        for stance in Stance
        if others[stance]
    )
    origins = counted(entry.origins, "independent origin")
    return f"Read as {position.stance.value} from {quoted(position.cue.exact)}. {origins}{told}."


def _details(entry: Entry) -> Iterator[str]:
    position = entry.position
    facts = [(term.kind.value, _term(term)) for term in position.terms]
    facts.append(("said by", chain(position.said_by, position.relay, entry.document.publisher or entry.document.name)))
    if position.role in DERIVED_ROLES:
        facts.append(("taken from", position.role.value.replace("_", " ")))
    if position.score is not None:
        facts.append(("sure", f"{position.score:.0%}"))
    if position.restates is not None:
        facts.append(("tells again", short_id(position.restates)))
    if position.superseded_by is not None:
        facts.append(("superseded by", short_id(position.superseded_by)))
    facts.append(("document", printable(entry.document.name)))
    about = (entry.document.title, entry.document.publisher, entry.document.published, entry.document.url)
    facts.extend(("", printable(part)) for part in about if part)
    facts.append(("place", f"characters {position.span.start} to {position.span.end}"))
    facts.append(("id", entry.id))
    width = max(len(name) for name, _ in facts)
    for name, fact in facts:
        label = f"{_INDENT}{name:<{width}}  "
        yield from paragraph(fact, label, " " * len(label))


def _judgements(entry: Entry) -> Iterator[str]:
    """What people hold of it; and what the machine read, where that is something else."""
    if entry.judgements:
        yield ""
        yield click.style("Judged by people", bold=True)
    for view in entry.judgements:
        yield from judgement_lines(view, _INDENT)
    if entry.as_read is not None:
        read = entry.as_read
        yield from paragraph(f"The machine read: {parties(read.parties)}, {read.stance.value}, {undertaking(read)}.")


def _term(term: Term) -> str:
    return quoted(term.span.exact) + (f" ({printable(term.value)})" if term.value else "")


def in_context(context: Context, indent: str = _INDENT) -> list[str]:
    """The words between marks, with what stands around them."""
    before = ("… " if context.cut_before else "") + printable(context.before).lstrip()
    after = printable(context.after).rstrip() + (" …" if context.cut_after else "")
    exact = click.style(f"⟦{printable(context.exact)}⟧", bold=True)
    return paragraph(f"{before}{exact}{after}", indent)


def _tellings(entry: Entry) -> Iterator[str]:
    if entry.tellings:
        yield ""
        yield click.style("Other tellings", bold=True)
    for telling in entry.tellings:
        mark = coloured(shape(telling.stance), telling.stance)
        yield f"{mark} {telling.stance.value}, {printable(telling.document)}, {short_id(telling.id)}"
        yield from in_context(telling.context)
