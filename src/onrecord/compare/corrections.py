"""What a document itself tells as said first and corrected later."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model import Position, Statement

_FIRST = frozenset({"initially", "originally", "first", "earlier", "previously"})
_LATER = frozenset({"later", "then", "subsequently", "now", "afterwards", "since"})
_NEXT = 3  # attributions within which the correction follows


def superseded(statements: Sequence[Statement], positions: Sequence[Position]) -> frozenset[str]:
    """The ids of positions that a document's speaker took back: "initially said …, but later said …"."""
    order = sorted(statements, key=lambda each: (each.cue.start if each.cue else 0, each.id))
    withdrawn = set()
    for index, each in enumerate(order):
        if not _words(each) & _FIRST:
            continue
        following = order[index + 1 : index + 1 + _NEXT]
        if any(each.speaker == other.speaker and _words(other) & _LATER for other in following):
            withdrawn.add(each.id)
    spans = [span for each in statements if each.id in withdrawn for span in each.content]
    return frozenset(each.id for each in positions if any(span.covers(each.span) for span in spans))


def _words(statement: Statement) -> set[str]:
    return set(re.findall(r"\w+", statement.cue.exact.casefold())) if statement.cue else set()
