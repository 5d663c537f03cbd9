"""Inputs made from seeds by small damage: the same target, seeds and number give the same input on every machine.

Not a coverage-guided fuzzer: atheris, which is one, has no wheels for macOS, and most of what is tried here (lxml,
spaCy, zlib) would not be instrumented. Damage is of the usual kinds: flips, cuts, repeats, splices, words of the form.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

# What has broken readers of text before: NUL, halves of pairs, marks without width, odd line ends, numbers at a limit.
_WORDS = tuple(
    word.encode("utf-8", "surrogatepass")
    for word in (
        *("\0", "\ud83d", "\udc00", "\u200b", "\u202e", "\ufeff", "\u2028", "\r", "\r\n", "\x85", "\x1f", "\U0010ffff"),
        *("“", "”", '"', "'", "‘", "’", "«", "»", "„", "(", ")", "[", "{", "}", "<", ">", "&", "\\", "/", ".."),
        *("-1", "0", "9" * 20, "1e999", "NaN", "null", "true", "٣", "²", "½", "İ", "ß", "ﬀ", "é", "德国", "ألمانيا"),
        *(
            "&#xD800;",
            "&lt;",
            "<!--",
            "]]>",
            "<![CDATA[",
            "\\ud83d",
            "\\u0000",
            "%00",
            "%2e%2e%2f",
            ":",
            ",",
            "|",
            "\t",
        ),
        *("2025-02-30", "31 April", "week", "0001-01-01", "9999-12-31T23:59:60Z", "+25:00", "US$", "£1.5bn", "a third"),
    )
)
MOST = 20_000  # bytes: what grows beyond is cut
_LONG = 8  # one input in so many may grow so long where a target is usually given shorter ones
_REPEATS = (2, 3, 10, 100, 1000)


def mutated(target: str, seeds: Sequence[bytes], number: int, usual: int = MOST) -> bytes:
    """The input of this number: a seed with one to eight pieces of damage; most have ``usual`` bytes or fewer."""
    chance = random.Random(f"{target}:{number}")  # reproducible, and no secret
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.choice((1, 1, 2, 2, 3, 4, 6, 8))):
        _damage(data, seeds, chance)
    return bytes(data[: MOST if number % _LONG == 0 else usual])


def _damage(data: bytearray, seeds: Sequence[bytes], chance: random.Random) -> None:
    start = chance.randint(0, len(data))
    end = min(len(data), start + chance.choice((1, 1, 2, 4, 8, 16, 64, 256)))
    kind = chance.randrange(8)
    if kind == 0 and end > start:
        data[start] ^= 1 << chance.randrange(8)
    elif kind == 1:
        del data[start:end]
    elif kind == 2:
        data[start:start] = data[start:end] * chance.choice(_REPEATS)
    elif kind == 3:
        data[start:start] = chance.choice(_WORDS)
    elif kind == 4:
        data[start:end] = chance.choice(_WORDS) * chance.choice((1, 1, 1, *_REPEATS))
    elif kind == 5:
        other = chance.choice(seeds)
        at = chance.randint(0, len(other))
        data[start:end] = other[at : at + chance.choice((4, 16, 64, 256))]
    elif kind == 6:
        data[start:end] = chance.randbytes(end - start)
    else:
        other_start = chance.randint(0, len(data))
        moved = data[start:end]
        del data[start:end]
        data[other_start:other_start] = moved
