"""How the figures of readings are told by a register: ``python -m eval.figures [READING ...]``.

A figure of a reading names what it counts, its value (or a text for each document: "more than 30 heads of state"),
perhaps a unit, and its documents. It is found where each of its documents has a figure with that value, unit and
bound whose counted words, or their surroundings for a plain measure, share a word with what the reader says is
counted; where the reader quotes the words, the figure must stand in them instead.
What a reader lists without a number, as times and dates, is no figure here, and is printed as such.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from onrecord import lexicon
from onrecord.flow import read_document
from onrecord.lexicon.numerals import whole_number
from onrecord.model import Bound, Document, Figure, Media, Metadata, Reading

_COVERAGE = Path(__file__).resolve().parents[2] / "shared" / "coverage"
_KEPT_ASIDE = "netanyahu-iran-2018"
_BOUNDS = {"more than": Bound.MORE_THAN, "at least": Bound.AT_LEAST, "about": Bound.ABOUT, "up to": Bound.AT_MOST}
_YEARS = re.compile(r"(?:year|time|when|date|day)\b")
_WORD = re.compile(r"[a-z]{3,}")


@dataclass(frozen=True, slots=True)
class Expected:
    """A figure as the reader gives it for one document: value, bound, unit, and the words for what is counted."""

    id: str
    document: str
    value: Decimal
    bound: Bound
    unit: str | None
    counted: frozenset[str]
    quotes: tuple[str, ...] = ()


def expected(item: dict[str, Any]) -> list[Expected]:
    """What the reader expects of each document; nothing where no number is given, or a year or a time."""
    if _YEARS.match(str(item["what"])):
        return []
    values: dict[str, Any] = item.get("values") or dict.fromkeys(item["docs"], item.get("value"))
    found = []
    for documents, told in values.items():
        words = str(told).lower()
        bound = next((each for phrase, each in _BOUNDS.items() if words.startswith(phrase)), Bound.EXACT)
        number = next((n for n in map(_number, re.findall(r"[\w.,]+", words)) if n is not None), None)
        if number is None:
            return []
        # where the text names the thing itself ("35 leaders"), that is what is counted
        named = _content(words) or _content(str(item["what"]).lower())
        unit = item.get("unit")
        for document in documents.split(", "):
            quotes = (item.get("quotes") or {}).get(document, ())
            listed = (quotes,) if isinstance(quotes, str) else tuple(quotes)
            one = unit and str(unit).removesuffix("s")
            found.append(Expected(item["id"], document, number, bound, one, named, listed))
    return found


def _number(word: str) -> Decimal | None:
    whole = whole_number(word.strip(".,"))
    return Decimal(word) if word.isdigit() else None if whole is None else Decimal(whole)


def _content(words: str) -> frozenset[str]:
    known = set(lexicon.load_yaml("counted")["numerals"]) | {
        "more",
        "than",
        "the",
        "and",
        "least",
        "about",
        "for",
        "none",
    }
    return frozenset(_same(word) for word in _WORD.findall(words) if word not in known)


def _same(word: str) -> str:
    """One word for all words of the same thing, in the singular."""
    single = word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")
    return next((group[0] for group in lexicon.load_yaml("counted")["same"] if single in group), single)


def tells(figure: Figure, wanted: Expected, text: str) -> bool:
    """Whether a figure is the one that the reader expects."""
    if (Decimal(figure.value), figure.bound, figure.unit) != (wanted.value, wanted.bound, wanted.unit):
        return False
    if wanted.quotes:
        places = [(text.find(quote), len(quote)) for quote in wanted.quotes]
        return any(at >= 0 and at <= figure.span.start < at + length for at, length in places)
    if figure.counted is not None:
        words = figure.counted.exact
    elif figure.unit is not None:
        words = text[max(0, figure.span.start - 120) : figure.span.end + 120]
    else:
        return False
    return bool(_content(words.lower()) & wanted.counted)


def score(folder: Path) -> Iterator[str]:
    """Lines for one reading: how many of its figures are found, and each miss."""
    content: dict[str, Any] = yaml.safe_load((folder / "reading.yaml").read_text(encoding="utf-8"))
    articles = sorted((folder / "articles").iterdir())
    files: dict[str, str] = content.get("docs") or {file.name[:3]: file.name for file in articles}
    readings = {name: _read(folder / "articles" / file) for name, file in files.items()}
    items = content.get("figures", [])
    wanted = {item["id"]: expected(item) for item in items}
    lines: list[str] = []
    found = 0
    for item in items:
        missed = [each for each in wanted[item["id"]] if not _told(readings.get(each.document), each)]
        found += bool(wanted[item["id"]]) and not missed
        lines.extend(f"  missed {each.id} in {each.document}: {each.value} {item['what']}" for each in missed)
        if not wanted[item["id"]]:
            lines.append(f"  no quantity: {item['id']} {item['what']}")
    yield f"{folder.name}: {found} of {sum(bool(each) for each in wanted.values())} figures found"
    yield from lines


def _told(reading: Reading | None, wanted: Expected) -> bool:
    return reading is not None and any(tells(each, wanted, reading.text.text) for each in reading.figures)


def _read(path: Path) -> Reading | None:
    """The article as read by rules: figures need no model."""
    content = path.read_text(encoding="utf-8")
    reading = read_document(Document(Metadata(path.name), Media.PLAIN, content, path.name), models=False)
    return reading if isinstance(reading, Reading) else None


def main(arguments: Sequence[str]) -> int:
    """Prints a reading after another; the exit status is 2 where there is none."""
    folders = [_COVERAGE / name for name in arguments] or [
        path.parent for path in sorted(_COVERAGE.glob("*/reading.yaml")) if path.parent.name != _KEPT_ASIDE
    ]
    if not folders:
        print("no ../shared/coverage beside the repository: nothing is scored", file=sys.stderr)
        return 2
    for folder in folders:
        print("\n".join(score(folder)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
