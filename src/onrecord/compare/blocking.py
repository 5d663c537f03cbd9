"""Pairs worth comparing, without comparing all with all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence


def neighbours(groups: Iterable[Sequence[int]], reach: int) -> Iterator[tuple[int, int]]:
    """Each member of a group with the next ``reach`` members: every pair of a small group.

    The work grows with the number of members even where one group has thousands.
    """
    for members in groups:
        for index, one in enumerate(members):
            for other in members[index + 1 : index + 1 + reach]:
                yield one, other
