"""Made coverage of any size, for measuring: real paragraphs recombined, with other numbers and other countries.

The same seed gives the same articles. They read like news to the parser, and no two are copies; what they
say is nonsense, so nothing but speed and memory is measured with them.
"""

from __future__ import annotations

import functools
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from wordfreq import get_frequency_dict

from onrecord.lexicon import load_table

_PARAGRAPHS = 10
_SHORTEST = 80  # characters: shorter lines are headings and furniture
_COUNTRIES = tuple(row["name"] for row in load_table("states"))
_COUNTRY = re.compile(rf"\b(?:{'|'.join(map(re.escape, _COUNTRIES))})\b")
_NUMBER = re.compile(r"\d+")
_NAME = re.compile(r"\b[A-Z][a-z]{3,}\b")
_FORMS = ("name", "aliases", "demonyms")
_SYLLABLES = ("ba", "do", "fen", "gri", "hal", "jo", "kem", "lu", "mor", "nit", "os", "pra", "qui", "rud", "sel", "tov")
_COMMON = 2_000  # words of English
_OF_EVENT = 14  # paragraphs that the tellings of an event choose from
_MOST_TELLINGS, _POWER = 50, 1.6  # as in 178 articles on 33 events, five on average


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


def event_articles(paragraphs: Sequence[str], count: int, seed: int = 0) -> Iterator[str]:
    """That many articles on events, one event after the other, each told by 1 to 50 of them, by few mostly.

    An event has names of its own, and some of the paragraphs; each telling has most of these, in their order. Made of
    all paragraphs alike, as :func:`made_articles` does, thousands of articles tell one event.
    """
    chance = random.Random(f"events-{seed}")
    names = _names(paragraphs)
    told = 0
    while told < count:
        mapped = {name: made_name(chance, len(name)) for name in names}
        own = chance.sample(range(len(paragraphs)), min(_OF_EVENT, len(paragraphs)))
        headline = [made_name(chance, 7) for _ in range(3)]
        for _ in range(min(count - told, event_size(chance))):
            chosen = sorted(chance.sample(own, min(_PARAGRAPHS, len(own))))
            body = [_renamed(_varied(paragraphs[each], chance), mapped) for each in chosen]
            yield "\n\n".join(["{} and {} meet over {}".format(*headline), *body]) + "\n"
            told += 1


def event_size(chance: random.Random) -> int:
    """How many articles tell an event: the share of events with n tellings falls with a power of n, five on average."""
    sizes = range(1, _MOST_TELLINGS + 1)
    return chance.choices(sizes, [size**-_POWER for size in sizes])[0]


def made_name(chance: random.Random, letters: int) -> str:
    """A name of so many letters that nobody has."""
    return "".join(chance.choice(_SYLLABLES) for _ in range(letters))[:letters].capitalize()


@functools.cache
def kept_words() -> frozenset[str]:
    """The commonest words of English and those of states, in lower case: they stand in all news."""
    states = {form for row in load_table("states") for key in _FORMS for form in re.split(r"\W+", row[key])}
    words = sorted(get_frequency_dict("en", "small").items(), key=lambda each: (-each[1], each[0]))
    return frozenset(word for word, _ in words[:_COMMON]) | {form.lower() for form in states}


def _names(paragraphs: Sequence[str]) -> list[str]:
    """The capitalised words that are never written small, but for those in all news."""
    text = " ".join(paragraphs)
    small = kept_words() | set(re.findall(r"\b[a-z]+\b", text))
    return sorted(each for each in set(_NAME.findall(text)) if each.lower() not in small)


def _renamed(paragraph: str, mapped: Mapping[str, str]) -> str:
    return _NAME.sub(lambda found: mapped.get(found[0], found[0]), paragraph)


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
