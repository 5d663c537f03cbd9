"""A careful reader's account of some articles, against which a register is scored.

A reading is a YAML file beside a folder ``articles``. ``positions``, ``not_positions`` and ``statements``
are lists of items that each name a document (``doc``) and its words (``quote``, or ``span`` in code points).
``docs`` maps the short names of documents to files; without it a file's first three characters name it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


class ReadingError(Exception):
    """A reading does not fit its articles."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: a document's short name, and code points into its text, end exclusive."""

    document: str
    start: int
    end: int

    def overlaps(self, other: Place, share: float = 0.5) -> bool:
        """Whether the two share at least that part of the shorter one."""
        if self.document != other.document:
            return False
        common = min(self.end, other.end) - max(self.start, other.start)
        return common > 0 and common >= share * min(self.end - self.start, other.end - other.start)


@dataclass(frozen=True, slots=True)
class ExpectedParty:
    """A party that the reader lists: its name, and its number of members where told by it."""

    id: str
    name: str
    size: int | None = None


@dataclass(frozen=True, slots=True)
class ExpectedPosition:
    """A position that the reader found.

    ``stances`` and ``actions`` hold every label that the reader would defend. ``root`` is the position
    that this one restates, or itself; ``demanded`` tells whether a register must have the root.
    """

    id: str
    root: str
    place: Place
    parties: frozenset[str]
    stances: frozenset[str]
    actions: frozenset[str]
    unsure: bool
    demanded: bool


@dataclass(frozen=True, slots=True)
class ExpectedStatement:
    """A direct quotation with its marks, and who said it, where the article tells."""

    place: Place
    speaker: str | None


@dataclass(frozen=True, slots=True)
class ReferenceReading:
    """One reading: its articles by short name, and all that the reader found in them."""

    files: Mapping[str, str]
    texts: Mapping[str, str]
    parties: Mapping[str, ExpectedParty]
    positions: tuple[ExpectedPosition, ...]
    not_positions: tuple[Place, ...]
    statements: tuple[ExpectedStatement, ...]

    def document_of(self, file: str) -> str | None:
        """The short name of an article, from its file name."""
        return next((document for document, name in self.files.items() if name == file), None)


def load_reading(path: Path) -> ReferenceReading:
    """The reading at ``path``; its plain text articles are in the folder ``articles`` beside it.

    Raises ReadingError when a quotation does not stand in its article.
    """
    folder = path.parent / "articles"
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    files: dict[str, str] = content.get("docs") or {file.name[:3]: file.name for file in sorted(folder.iterdir())}
    texts = {document: (folder / file).read_text(encoding="utf-8") for document, file in files.items()}
    parties: dict[str, Any] = content.get("parties") or {}
    return ReferenceReading(
        files,
        texts,
        {key: ExpectedParty(key, spec.get("name", key), spec.get("size")) for key, spec in parties.items()},
        tuple(_position(item, texts) for item in content.get("positions", [])),
        tuple(_place(item, texts) for item in content.get("not_positions", [])),
        tuple(ExpectedStatement(_place(item, texts), item.get("speaker")) for item in content.get("statements", [])),
    )


def values(entry: str | list[str] | None) -> frozenset[str]:
    """None, one value or a list of values, as a set."""
    if entry is None:
        return frozenset()
    return frozenset(entry) if isinstance(entry, list) else frozenset({entry})


def _position(item: dict[str, Any], texts: Mapping[str, str]) -> ExpectedPosition:
    root = item.get("same_as") or item["id"]
    unsure = bool(item.get("unsure"))
    return ExpectedPosition(
        id=item["id"],
        root=root,
        place=_place(item, texts),
        parties=values(item["party"]),
        stances=values(item["stance"]) | values(item.get("stance_alt")),
        actions=values(item["action"]) | values(item.get("action_alt")),
        unsure=unsure,
        demanded=not unsure and not item.get("superseded_by") and root == item["id"],
    )


def _place(item: dict[str, Any], texts: Mapping[str, str]) -> Place:
    document = item["doc"]
    if "span" in item:
        start, end = item["span"]
        return Place(document, start, end)
    at = texts[document].find(item["quote"])
    if at < 0:
        raise ReadingError(f"the quotation does not stand in article {document}: {item['quote']!r}")
    return Place(document, at, at + len(item["quote"]))
