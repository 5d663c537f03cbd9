"""Words as search sees them: without case, accents and endings, and in letters that every database takes alike.

A word is coded as "w" and its English stem (Snowball, https://snowballstem.org), one that is not in
ASCII as "x" and its UTF-8 bytes in hexadecimal; a field with its value as "f" and the bytes of both; the hour of
publication as "d" and its bytes, "u" where it is not known.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import snowballstemmer

# a letter or digit with the marks set on it, as often as they come
_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")
_PLAIN_WORD = re.compile(r"[0-9A-Za-z]+")  # the same where all is ASCII, in a third of the time
DAY, HOUR = 10, 13  # characters of an ISO 8601 date, and of one with its hour
_LONGEST = 64  # characters of a word that count: longer ones are no words
# letters that readers type without their stroke or as two, and that Unicode does not take apart
_UNMARKED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"})
_english = snowballstemmer.stemmer("english")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text with its place in code points: as it is coded, and as it is without case and accents."""

    token: str
    folded: str
    start: int
    end: int


def folded(text: str) -> str:
    """A text without case and accents: "Jens Støre" as "jens store"."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).translate(_UNMARKED)


def words(text: str) -> Iterator[Word]:
    """The words of a text, in order."""
    for found in _WORD.finditer(text):
        plain = _folded_word(found.group())
        if plain:
            yield Word(word_token(plain), plain, *found.span())


def word_tokens(text: str) -> Iterator[str]:
    """The codes of the words of a text, in order."""
    return filter(None, map(_token, (_PLAIN_WORD if text.isascii() else _WORD).findall(text)))


@functools.lru_cache(maxsize=100_000)
def _token(word: str) -> str:
    """A word of a text as it is coded; "" where nothing of it is left."""
    plain = _folded_word(word)
    return word_token(plain) if plain else ""


@functools.lru_cache(maxsize=100_000)
def _folded_word(word: str) -> str:
    return folded(word[: 4 * _LONGEST])[:_LONGEST]


@functools.lru_cache(maxsize=100_000)
def word_token(word: str) -> str:
    """A folded word as it is coded."""
    if word.isascii() and word.isalnum():
        return f"w{_english.stemWord(word)}"
    return f"x{word.encode('utf-8', 'replace').hex()}"


def prefix_token(beginning: str) -> str:
    """How the code of every word begins that begins so, as far as its ending is no part of it."""
    if beginning.isascii():
        return f"w{beginning}"
    return f"x{beginning.encode('utf-8', 'replace').hex()}"


@functools.lru_cache(maxsize=10_000)
def field_token(name: str, value: str) -> str:
    """A field with its value as it is coded; the value counts without case and accents."""
    return f"f{f'{name}={folded(value)[:_LONGEST]}'.encode('utf-8', 'replace').hex()}"


def time_token(published: str | None) -> str:
    """When something was published as it is coded, to the hour: so begin the codes of all within that day or hour."""
    return "u" if published is None else f"d{published[:HOUR].encode('utf-8', 'replace').hex()}"
