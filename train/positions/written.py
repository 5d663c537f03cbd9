"""Articles with every position in them marked, from wherever they come, as rows.

A row is as ../shared/data/positions has it: ``id, date, text, positions``, places in code points of ``text``, ends
exclusive. Three forms are read:

- JSON Lines of such rows;
- a folder of articles that were written for the project: plain text, several articles a file
  (``train/positions/written/README.md`` tells the form);
- marks without their articles (``train/positions/stories.jsonl``): first a line that tells in which file of
  ../shared/data the texts stand, then for each article its ``id`` and ``positions``, each place ``[start, end]``. Where
  that file holds passages as words set apart, an article's passages are put together, each a line.
"""

from __future__ import annotations

import gzip
import itertools
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from onrecord.model import Action, Stance
from train.positions.running import printed, running

#: how the ids of written articles begin
PREFIX = "written-"

# written after the first token models were fitted
_LATER = tuple(
    f"{PREFIX}{name}-"
    for name in ("abroad", "capital", "council", "days", "depth", "genre", "ledger", "retold", "truce", "wires")
)
_POLITICAL = re.compile(r"[a-z-]+_\d{4}-\d\d-\d\d_")  # how ../shared/data/attribution names its articles
_SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
_ARTICLE = re.compile(r"^### ID: (\S+)\n### DATE: (\d{4}-\d\d-\d\d)\n", re.MULTILINE)
_FLAGS = frozenset({"unsure", "repeat"})
_PARTS = 4  # of those that may be set aside one of so many is
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_PARTY = re.compile(r"[A-Z]{3}|[a-z][a-z0-9_]*")
_LEAST_FIELDS, _FIELDS = 5, 7
_TOGETHER = 20  # sentences that stand by themselves, in one text


class WrittenError(ValueError):
    """A written article that does not keep to the form: which, and what is wrong."""


def rows(corpus: Path) -> Iterator[dict[str, Any]]:
    """The articles of a corpus: of a JSON Lines file, or of a folder of written texts, in order of their files."""
    if corpus.is_dir():
        for file in sorted(corpus.glob("*.txt")):
            yield from _written(file.read_text(encoding="utf-8"))
        return
    with corpus.open(encoding="utf-8") as lines:
        told = (json.loads(line) for line in lines)
        first = next(told)
        if "texts" in first:
            yield from _of_texts(told, _SHARED / first["texts"])
            return
        yield first
        yield from told


def texts(corpus: Path) -> Iterator[dict[str, Any]]:
    """Rows without marks: of compressed JSON Lines (``train/positions/unmarked``), or of FrameNet's exemplars.

    Exemplars are sentences that stand by themselves: some of them in one row, each a line.
    """
    if corpus.suffix == ".gz":
        with gzip.open(corpus, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                yield {"id": row["id"], "date": row["date"], "text": row["text"], "positions": []}
        return
    with corpus.open(encoding="utf-8") as lines:
        told = list(dict.fromkeys(printed(json.loads(line)["text"]) for line in lines))
    for start in range(0, len(told), _TOGETHER):
        text = "\n".join(told[start : start + _TOGETHER]) + "\n"
        yield {"id": f"{corpus.stem}-{start}", "date": None, "text": text, "positions": []}


def set_aside(article: str) -> bool:
    """Whether no network learns from an article: a quarter of those marked after the first token models were fitted.

    How the word of one network counts beside another's is fitted on them.
    """
    later = article.startswith(_LATER) or _POLITICAL.match(article) is not None
    return later and zlib.crc32(article.encode()) % _PARTS == 0


def _of_texts(marked: Iterable[dict[str, Any]], corpus: Path) -> Iterator[dict[str, Any]]:
    """Marks put beside the articles that they are of."""
    with corpus.open(encoding="utf-8") as lines:
        known = dict(_put_together(map(json.loads, lines)))
    for article in marked:
        date, text = known[article["id"]]
        positions = [_placed(text, position) for position in article["positions"]]
        yield {"id": article["id"], "date": date, "text": text, "positions": positions}


def _put_together(told: Iterable[dict[str, Any]]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Each article's id with its date and text; one that is kept as passages of words has its date in its id."""
    for name, these in itertools.groupby(told, lambda row: str(row["id"])):
        rows = list(these)
        if "tokens" in rows[0]:
            date = _DATE.search(name)
            yield name, (date[0] if date else "", "\n".join(running(row["tokens"]) for row in rows))
        else:
            yield name, (rows[0]["date"][:10], rows[0]["text"])


def _placed(text: str, position: dict[str, Any]) -> dict[str, Any]:
    condition = position.get("condition")
    return {
        **_span(text, tuple(position["place"])),
        **{name: position[name] for name in ("parties", "action", "stance")},
        "mention": _span(text, tuple(position["mention"])),
        "condition": _span(text, tuple(condition)) if condition else None,
        **{flag: True for flag in sorted(_FLAGS) if position.get(flag)},
    }


def _written(content: str) -> Iterator[dict[str, Any]]:
    begun = list(_ARTICLE.finditer(content))
    ends = [each.start() for each in begun[1:]] + [len(content)]
    for head, end in zip(begun, ends, strict=True):
        name = head[1]
        text, line, marks = content[head.end() : end].partition("\n---\n")
        if not line:
            raise WrittenError(f"{name}: no line of three dashes after the text")
        text = text.strip("\n") + "\n"
        positions = [_position(name, text, row) for row in marks.splitlines() if row.strip()]
        yield {"id": PREFIX + name, "date": head[2], "text": text, "positions": positions}


def _position(name: str, text: str, row: str) -> dict[str, Any]:
    fields = [field.strip() for field in row.split("|")]
    if not _LEAST_FIELDS <= len(fields) <= _FIELDS:
        raise WrittenError(f"{name}: {len(fields)} fields: {row}")
    parties, stance, action, mention, clause, condition, flags = (*fields, *[""] * (_FIELDS - len(fields)))
    told = [party.strip() for party in parties.split(",")]
    marked = frozenset(re.split(r"[ ,]+", flags)) - {""}
    if not all(_PARTY.fullmatch(party) for party in told) or not marked <= _FLAGS:
        raise WrittenError(f"{name}: parties or flags: {row}")
    if text.count(clause) != 1:
        raise WrittenError(f"{name}: the clause stands {text.count(clause)} times: {row}")
    start = text.index(clause)
    place = (start, start + len(clause))
    return {
        **_span(text, place),
        "parties": told,
        "mention": _span(text, _nearest(name, text, mention, place)),
        "action": Action(action).value,
        "stance": Stance(stance).value,
        "condition": _span(text, _nearest(name, text, condition, place)) if condition else None,
        **dict.fromkeys(sorted(marked), True),
    }


def _span(text: str, place: tuple[int, int]) -> dict[str, Any]:
    return {"start": place[0], "end": place[1], "exact": text[place[0] : place[1]]}


def _nearest(name: str, text: str, words: str, clause: tuple[int, int]) -> tuple[int, int]:
    """Where words stand, as whole words where they do: within the clause, else nearest to its start, rather before."""
    found = [each.start() for each in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    found = found or [each.start() for each in re.finditer(re.escape(words), text)]
    if not words or not found:
        raise WrittenError(f"{name}: not in the text: {words!r}")

    def distance(start: int) -> tuple[int, int]:
        inside = clause[0] <= start and start + len(words) <= clause[1]
        return (0, start) if inside else (1, 2 * (clause[0] - start) if start < clause[0] else 4 * (start - clause[0]))

    start = min(found, key=distance)
    return start, start + len(words)
