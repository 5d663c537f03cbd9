"""What the rules alone read, as tests of them ask for it."""

from __future__ import annotations

import functools
from collections.abc import Callable

import pytest

from onrecord.model import Reading

Understand = Callable[..., Reading]


@pytest.fixture(name="understand")
def by_rules_alone(understand: Understand) -> Understand:
    """What the rules read; what the token model adds is tested in test_weighing.py."""
    return functools.partial(understand, models=False)


def told(reading: Reading) -> set[tuple[str, str, str]]:
    """Party, action and stance of every position."""
    return {(p.parties[0].id, p.action.value, p.stance.value) for p in reading.positions}
