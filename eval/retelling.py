"""Made coverage of any size with its readings: the sample's articles, retold in other words of the same length.

What matters to comparing and recording is how many documents there are, how many tell one event, and which words they
have in common; to read them all for that would take days. So a few articles are read once, and each event is these
with words of its own: every word that is not among the commonest of English gives way to another English word, a name
to a made-up one, of as many letters, so that all spans stay where they are; figures get other digits. Tellings of one
event share seven of ten such words. What they say is nonsense. The same numbers give the same readings.

An event has from 1 to 50 tellings, few have many (eval/corpus.py).
"""

from __future__ import annotations

import functools
import hashlib
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from wordfreq import get_frequency_dict

from eval.corpus import event_size, kept_words, made_name
from eval.gate import SAMPLE
from onrecord.flow import read_document
from onrecord.model import Document, Reading
from onrecord.model.codec import decode, encode
from onrecord.model.identity import content_id
from onrecord.read import read
from onrecord.settings import Settings

_SHARED = 7  # of ten words of an event, those that all its tellings have
_WORD = re.compile(r"[A-Za-z]{4,}|\d")
_REFERENCE = re.compile(r"(?:statement|position|figure|act)-[0-9a-f]{16}")


def sample_readings(models: bool) -> list[Reading]:
    """The sample's articles as they are read, with the token models or by rules alone."""
    documents = read([str(SAMPLE / "articles")], max_bytes=Settings().max_bytes)
    found = (read_document(each, models) for each in documents if isinstance(each, Document))
    return [each for each in found if isinstance(each, Reading)]


def retold(sources: Sequence[Reading], count: int, seed: int = 0) -> Iterator[Reading]:
    """That many readings, event after event; each tells one of ``sources`` in words of its event and its own."""
    chance = random.Random(f"events-{seed}")
    told = event = 0
    while told < count:
        day = f"2031-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        first = chance.randrange(len(sources))
        for telling in range(min(count - told, event_size(chance))):
            source = sources[(first + telling) % len(sources)]
            yield _retold(source, f"{seed}:{event}", telling // len(sources), f"{told:07}.txt", day)
            told += 1
        event += 1


def _retold(reading: Reading, event: str, turn: int, name: str, day: str) -> Reading:
    def word(found: re.Match[str]) -> str:
        return _other(found.group(), event, turn)

    text = _WORD.sub(word, reading.text.text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    identity = content_id("document", name, digest)

    def told(value: Any) -> Any:
        if isinstance(value, list):
            return [told(each) for each in value]
        if not isinstance(value, dict):
            return identity if value == reading.text.id else value
        made = {key: told(each) for key, each in value.items()}
        if "exact" in made:
            made["exact"] = text[made["start"] : made["end"]]
        elif isinstance(made.get("name"), str):
            made["name"] = _WORD.sub(word, made["name"])
        return made

    made = told(encode(reading))
    made["text"] |= {"text": text, "id": identity, "sha256": digest}
    made["text"]["metadata"] |= {"name": name, "published": day, "title": None, "publisher": f"outlet-{turn}"}
    records = zip(reading.records, decode(Reading, made).records, strict=True)
    return decode(Reading, _renamed(made, {before.id: after.id for before, after in records}))


def _renamed(value: Any, ids: dict[str, str]) -> Any:
    """The same with records referred to by their new ids."""
    if isinstance(value, list):
        return [_renamed(each, ids) for each in value]
    if isinstance(value, dict):
        return {key: _renamed(each, ids) for key, each in value.items()}
    if isinstance(value, str) and _REFERENCE.fullmatch(value):
        return ids.get(value, value)
    return value


def _other(word: str, event: str, turn: int) -> str:
    """What stands for a word or digit in a telling of this event."""
    if word.lower() in kept_words():
        return word
    key = f"{event}:{word.lower()}"
    if int(hashlib.blake2b(key.encode(), digest_size=2).hexdigest(), 16) % 10 >= _SHARED:
        key += f":{turn}"
    return _drawn(key, word)


@functools.lru_cache(maxsize=100_000)
def _drawn(key: str, word: str) -> str:
    chance = random.Random(key)
    if word.isdigit():
        return str(chance.randrange(1, 10))
    if word[0].isupper():
        made = made_name(chance, len(word))
        return made.upper() if word.isupper() else made
    return chance.choice(_of_length().get(len(word)) or [word])


@functools.cache
def _of_length() -> dict[int, list[str]]:
    """Other words of English by their number of letters."""
    found: dict[int, list[str]] = defaultdict(list)
    for word in sorted(get_frequency_dict("en", "small")):
        if word.isascii() and word.isalpha() and word not in kept_words():
            found[len(word)].append(word)
    return dict(found)
