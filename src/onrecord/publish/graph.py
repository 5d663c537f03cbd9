"""JSON-LD files: a context and the nodes of a graph, a line for each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from onrecord.publish.files import json_line, text_file


class GraphWriter:
    """Writes nodes, and counts them by name."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.counts: dict[str, int] = {}

    def write(self, kind: str, node: dict[str, Any]) -> None:
        """One node; what is None or empty is left out."""
        self._file.write((",\n" if any(self.counts.values()) else "\n") + json_line(present(node)))
        self.counts[kind] = self.counts.get(kind, 0) + 1


@contextmanager
def graph_writer(path: Path, context: Any) -> Iterator[GraphWriter]:
    """A file to write a graph in."""
    with text_file(path) as file:
        file.write(f'{{"@context": {json.dumps(context, sort_keys=True)},\n"@graph": [')
        yield GraphWriter(file)
        file.write("\n]}\n")


def present(value: Any) -> Any:
    """A value without what is None or empty in it."""
    if isinstance(value, dict):
        kept = {name: present(each) for name, each in value.items()}
        return {name: each for name, each in kept.items() if each is not None and each != [] and each != {}}
    return [present(each) for each in value] if isinstance(value, list) else value
