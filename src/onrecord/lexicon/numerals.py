"""Numbers in words and digits, from ``lexicon/numbers.yaml``."""

from __future__ import annotations

import functools

from onrecord.lexicon import load_yaml

_MOST_DIGITS = 9


@functools.cache
def _words() -> tuple[dict[str, int], frozenset[str]]:
    data = load_yaml("numbers")
    units = {word: value for word, value in data["words"].items() if isinstance(value, int)}
    return units, frozenset(data["tens"])


def whole_number(word: str) -> int | None:
    """The whole number that "26", "1,200", "six" or "twenty-six" gives; None for any other word."""
    plain = word.lower().replace(",", "")
    if plain.isascii() and plain.isdigit() and len(plain) <= _MOST_DIGITS:
        return int(plain)
    units, tens = _words()
    if plain in units:
        return units[plain]
    ten, _, unit = plain.partition("-")
    if ten in tens and unit in units and 0 < units[unit] < 10:
        return units[ten] + units[unit]
    return None
