"""No regular expression of ours takes more than linear time, whatever it is given."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest

from tests.hostile.patterns import compiled, hostile, places

PATTERNS = compiled()
SIZE = 1_500  # characters; twice as many beside it
NEGLIGIBLE = 0.015  # seconds: what takes less at the larger size is not looked at more closely
HOPELESS = 0.5  # seconds: no few thousand characters may take so long
GROWTH = 3.0  # linear doubles, quadratic quadruples
TURNS = 5  # how often both sizes are measured, before what grew too much is believed


def seconds(pattern: re.Pattern[Any], text: Any) -> float:
    """The least of three: what else the machine does only adds. Looked for everywhere, and from the start."""
    least = float("inf")
    for _ in range(3):
        started = time.process_time()
        for _ in pattern.finditer(text):
            pass
        pattern.fullmatch(text)
        least = min(least, time.process_time() - started)
        if least < NEGLIGIBLE or least > HOPELESS:
            break
    return least


def grows_little(pattern: re.Pattern[Any], small: str, large: str) -> bool:
    """Whether the least time at the larger size is within bounds; in turns, as something else may run beside one."""
    shorter = longer = float("inf")
    for _ in range(TURNS):
        shorter, longer = min(shorter, seconds(pattern, small)), min(longer, seconds(pattern, large))
        if longer < GROWTH * shorter:
            return True
    return False


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda each: f"{PATTERNS[each]}:{str(each.pattern)[:40]!a}")
def test_twice_as_much_takes_about_twice_as_long(pattern: re.Pattern[Any]) -> None:
    # nothing exponential is begun with: it would show at a length where it still ends
    for small, text in zip(hostile(pattern, 20), hostile(pattern, 26), strict=True):
        assert seconds(pattern, text) < max(NEGLIGIBLE, 8 * seconds(pattern, small)), repr(text)
    for small, text in zip(hostile(pattern, SIZE), hostile(pattern, 2 * SIZE), strict=True):
        took = seconds(pattern, text)
        assert took < HOPELESS, (took, text[:60], text[-20:])
        assert took < NEGLIGIBLE or grows_little(pattern, small, text), (took, text[:60], text[-20:])


def test_every_place_that_uses_an_expression_is_known() -> None:
    """A pattern made from data is collected by calling what makes it: a new one must be found so, too."""
    made = {place.module for place, pattern in places().items() if pattern is None}
    assert made <= {*PATTERNS.values(), *BOUNDED}
    assert len(PATTERNS) > 60


# made from escaped words or from one already collected: nothing in them repeats
BOUNDED = {"onrecord.ask.judging", "onrecord.compare.roles", "onrecord.clean.wording", "onrecord.web.pages"}


@pytest.mark.parametrize("slow", [r"(a+)+b", r"\s+$", r"(?:\w+\s?)*!", r"[A-Z][\w.]*\s[^/]{2,40}/"])
def test_the_strings_find_out_what_is_slow(slow: str) -> None:
    with pytest.raises(AssertionError):
        test_twice_as_much_takes_about_twice_as_long(re.compile(slow))
