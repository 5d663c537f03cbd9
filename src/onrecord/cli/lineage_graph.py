"""Lineage on a terminal: each story's documents with their origins, and who has it from whom."""

from __future__ import annotations

from collections.abc import Iterator

import click

from onrecord.ask import Edge, Family, Source
from onrecord.cli.terminal import paragraph, printable
from onrecord.cli.wording import counted, quoted

_ARROW, _LINE = "←", "—"


def lineage_lines(found: tuple[Family, ...]) -> Iterator[str]:
    """Stories, one below the other."""
    if not found:
        yield "No lineage: every document stands alone and credits nobody."
    for number, family in enumerate(found):
        if number:
            yield ""
        documents = counted(len(family.documents), "document")
        yield click.style(f"{documents}, {counted(family.origins, 'independent origin')}", bold=True)
        for source in family.documents:
            yield from paragraph(_document(source), "  ", "    ")
        for edge in family.edges:
            yield from _edge(edge)


def _document(source: Source) -> str:
    own = "its own" if source.origin == source.document else f"that of {printable(source.origin)}"
    named = f"; credits {', '.join(map(printable, source.named))}" if source.named else ""
    return f"{printable(source.document)}: origin {own}{named}"


def _edge(edge: Edge) -> Iterator[str]:
    """Who has it from whom ("←"), or merely who hangs together ("—"), how, and the words that show it."""
    mark = _ARROW if edge.directed else _LINE
    how = f", told by {edge.direction.value}" if edge.direction else ""
    kind = edge.kind.value.replace("_", " ")
    yield from paragraph(
        f"{printable(edge.derived)} {mark} {printable(edge.source)}: {kind}, {edge.score:.2f}{how}", "  ", "    "
    )
    for quote in edge.quotes:
        yield from paragraph(f"{printable(quote.document)}: {quoted(quote.exact)}", "      ", "        ")
