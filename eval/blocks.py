"""How many lines of a text have the role that a reader gave them.

    python -m eval.blocks [FOLDER]

FOLDER holds ``articles/*.txt`` and ``reading.yaml`` with ``blocks`` (default: ../shared/coverage/paris-2025
beside the repository). Prints right and total for every document, and the lines that are wrong.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import yaml

from onrecord.clean import clean
from onrecord.model import Document, Media, Metadata, Role, Text

Roles = Mapping[str, Sequence[int | str | Sequence[int]]]


def block_accuracy(texts: Mapping[str, Text], blocks: Mapping[str, Roles]) -> tuple[int, int]:
    """Right and total over the lines that are not blank.

    ``blocks`` gives each document's lines by role, numbered from 1; a range is ``"51-108"`` or
    ``[51-108]``. Every other line is body. A line's role is that of the block that its first character is in.
    """
    right = total = 0
    for name, roles in sorted(blocks.items()):
        for _, expected, found in compared_lines(texts[name], roles):
            right += expected == found
            total += 1
    return right, total


def compared_lines(text: Text, roles: Roles) -> Iterator[tuple[int, Role, Role | None]]:
    """Number, expected role and found role of every line that is not blank."""
    expected = {line: Role(role) for role, lines in roles.items() for line in _numbers(lines)}
    found = {block.start: block.role for block in text.blocks}
    start = 0
    for number, line in enumerate(text.text.split("\n"), 1):
        first = start + len(line) - len(line.lstrip())
        if line.strip():
            yield number, expected.get(number, Role.BODY), found.get(first)
        start += len(line) + 1


def _numbers(lines: Sequence[int | str | Sequence[int]]) -> Iterator[int]:
    for entry in lines:
        if isinstance(entry, int):
            yield entry
        elif isinstance(entry, str):
            first, _, last = entry.partition("-")
            yield from range(int(first), int(last or first) + 1)
        else:
            yield from _numbers(entry)


def text_of(path: Path) -> Text:
    """A plain text file, cleaned."""
    content = path.read_bytes()
    document = Document(Metadata(path.name), Media.PLAIN, content.decode("utf-8"), hashlib.sha256(content).hexdigest())
    text = clean(document)
    if not isinstance(text, Text):
        sys.exit(f"{path.name}: {text.reason}")
    return text


def main(folder: Path) -> None:
    """Prints the accuracy of each document of a reading and of all."""
    if not folder.is_dir():
        sys.exit(f"no such folder: {folder}")
    blocks = yaml.safe_load((folder / "reading.yaml").read_text(encoding="utf-8"))["blocks"]
    texts = {path.name[:3]: text_of(path) for path in sorted((folder / "articles").glob("*.txt"))}
    for name, roles in sorted(blocks.items()):
        right, total = block_accuracy(texts, {name: roles})
        print(f"{name}  {right}/{total}")
        for number, expected, found in compared_lines(texts[name], roles):
            if expected != found:
                print(f"     line {number}: {found} instead of {expected}")
    right, total = block_accuracy(texts, blocks)
    print(f"all  {right}/{total}  {right / total:.3f}")


if __name__ == "__main__":
    here = Path(__file__).resolve().parent.parent
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else here.parent / "shared" / "coverage" / "paris-2025")
