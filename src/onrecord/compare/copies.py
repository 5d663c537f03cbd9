"""Which documents might copy each other: pairs worth comparing word by word."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rensa import RMinHash

from onrecord.compare.blocking import neighbours
from onrecord.compare.components import Components
from onrecord.compare.words import Words

Shingle = tuple[str, ...]
LINKS = 10  # copies that a document is shown beside: all in a story of ordinary size

_WIDTH = 5  # words in a row: long enough that two writers seldom hit on the same
_PERMUTATIONS = 128
_SEED = 1
_ROWS = 2  # bands of two: of pairs with a Jaccard similarity of .2, 93 in 100 share one; of .3, all but 2 in 1,000
_SAMPLE = 4  # every fourth shingle, by its digest, finds the short text within a long one


def shingles(words: Words) -> dict[Shingle, int]:
    """Every run of five words that is not in quotation marks, with the index of its first word.

    What people say is quoted by all who heard them: only the outlet's own words tell whose text it is.
    """
    own = [index for index in range(len(words.forms)) if not words.quoted[index]]
    forms = [words.forms[index] for index in own]
    found: dict[Shingle, int] = {}
    for first, run in zip(own, zip(*(forms[at:] for at in range(_WIDTH)), strict=False), strict=False):
        found.setdefault(run, first)
    return found


def candidates(documents: Sequence[Iterable[Shingle]]) -> list[tuple[int, int]]:
    """The pairs, by number, that share a band of their MinHash or a sampled shingle."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(documents):
        for key in dict.fromkeys(_keys(found)):
            holders[key].append(number)
    return sorted(set(neighbours(holders.values(), LINKS)))


def same(documents: Sequence[Words]) -> list[tuple[int, int]]:
    """The pairs, by number, whose words are the same from first to last."""
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, words in enumerate(documents):
        if words.forms:
            holders[words.forms].append(number)
    return sorted(neighbours(holders.values(), LINKS))


class Links:
    """The copies found so far: they tie all that belong together, without showing every pair of thousands."""

    def __init__(self, documents: int) -> None:
        self._components = Components(documents)
        self._count = [0] * documents

    def enough(self, one: int, other: int) -> bool:
        """Whether the two are known to hang together, and one of them has its links."""
        together = self._components.root(one) == self._components.root(other)
        return together and max(self._count[one], self._count[other]) >= LINKS

    def add(self, one: int, other: int) -> None:
        """Note that one copies the other."""
        self._components.join(one, other)
        self._count[one] += 1
        self._count[other] += 1


def _keys(found: Iterable[Shingle]) -> Iterator[str]:
    packed = [" ".join(shingle) for shingle in found]
    if not packed:
        return
    sketch = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    sketch.update(packed)
    digest = sketch.digest()
    for band in range(0, _PERMUTATIONS, _ROWS):
        yield f"{band}:{digest[band : band + _ROWS]}"
    for shingle in packed:
        sampled = hashlib.blake2b(shingle.encode(), digest_size=8).digest()
        if sampled[0] % _SAMPLE == 0:
            yield sampled.hex()
