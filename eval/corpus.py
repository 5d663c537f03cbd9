"""Made coverage of any size, for measuring: real paragraphs recombined, with other numbers and other countries.

The same seed gives the same articles. They read like news to the parser, and no two are copies; what they
say is nonsense, so nothing but speed and memory is measured with them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from onrecord.lexicon import load_table

_PARAGRAPHS = 10
_SHORTEST = 80  # characters: shorter lines are headings and furniture
_COUNTRIES = tuple(row["name"] for row in load_table("states"))
_COUNTRY = re.compile(rf"\b(?:{'|'.join(map(re.escape, _COUNTRIES))})\b")
_NUMBER = re.compile(r"\d+")


def paragraphs_of(folders: Sequence[Path]) -> list[str]:
    """The paragraphs of the plain text articles in these folders, each once."""
    files = [path for folder in folders for path in sorted(folder.glob("*.txt"))]
    lines = [line.strip() for path in files for line in path.read_text(encoding="utf-8").split("\n")]
    return list(dict.fromkeys(line for line in lines if len(line) >= _SHORTEST))


def made_articles(paragraphs: Sequence[str], count: int, seed: int = 0) -> Iterator[str]:
    """That many articles: a headline, a date line and some paragraphs in a new order."""
    chance = random.Random(seed)
    for number in range(count):
        chosen = chance.sample(paragraphs, min(_PARAGRAPHS, len(paragraphs)))
        body = [_varied(paragraph, chance) for paragraph in chosen]
        country = chance.choice(_COUNTRIES)
        yield "\n\n".join([f"{country} and partners meet for round {number}", *body]) + "\n"


def write_articles(articles: Iterator[str], folder: Path) -> None:
    """One file an article."""
    folder.mkdir(parents=True)
    for number, article in enumerate(articles):
        (folder / f"{number:05}.txt").write_text(article, encoding="utf-8")


def _varied(paragraph: str, chance: random.Random) -> str:
    """The paragraph with its countries exchanged for others, each for one, and with other numbers."""
    others: dict[str, str] = {}

    def country(found: re.Match[str]) -> str:
        return others.setdefault(found[0], chance.choice(_COUNTRIES))

    def number(found: re.Match[str]) -> str:
        return str(chance.randrange(10 ** (len(found[0]) - 1), 10 ** len(found[0])))

    return _NUMBER.sub(number, _COUNTRY.sub(country, paragraph))
