"""Where each page is: addresses made of content ids, the same on a server and in a static site.

An address is a path without a leading slash; the front page's is empty. Every part of it is safe as
the name of a file.
"""

from __future__ import annotations

import re
from urllib.parse import urlencode

from onrecord.model import Action, content_id

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
_JUDGED = re.compile(r"(position|conflict)-[0-9a-f]{1,90}")

FRONT = ""
ABOUT = "about"
CONFLICTS = "conflicts"
POSITIONS = "positions"
PARTIES = "parties"
LINEAGE = "lineage"
REVIEW = "review"
SEARCH = "search"


def segment(name: str) -> str:
    """A name as a part of an address: itself where that is safe, else made from it."""
    return name if _SAFE.fullmatch(name) else content_id("named", name)


def story(identity: str) -> str:
    """A story with its matrix."""
    return f"stories/{segment(identity)}"


def cell(story_id: str, party: str, action: Action) -> str:
    """A story's matrix with the evidence of one cell beside it."""
    return f"{story(story_id)}/{segment(party)}/{action.value}"


def side_by_side(story_id: str, one: str, other: str) -> str:
    """Two documents of a story beside each other."""
    return f"{story(story_id)}/beside/{segment(one)}/{segment(other)}"


def timeline(party: str) -> str:
    """What a party has said, in order of time."""
    return f"{PARTIES}/{segment(party)}"


def position(identity: str) -> str:
    """One position in full."""
    return f"{POSITIONS}/{segment(identity)}"


def review(identity: str) -> str:
    """One position to judge."""
    return f"{REVIEW}/{segment(identity)}"


def review_conflict(identity: str) -> str:
    """One conflict to judge."""
    return f"{REVIEW}/conflicts/{segment(identity)}"


def to_judge(target: str) -> str | None:
    """Where a position or a conflict is judged; None for anything else."""
    kind = _JUDGED.fullmatch(target)
    return None if kind is None else (review if kind[1] == "position" else review_conflict)(target)


def merging(one: str, other: str | None = None) -> str:
    """What two things would be as one; without the other, what it may be."""
    return f"{REVIEW}/merge?{urlencode({'one': one} | ({'other': other} if other else {}))}"


def splitting(one: str) -> str:
    """What would be if something stood by itself."""
    return f"{REVIEW}/split?{urlencode({'one': one})}"


def scenario(story_id: str, key: str | None = None, holds: bool = True) -> str:
    """A story under assumptions: the switches, or what follows from a single one."""
    whole = f"scenarios/{segment(story_id)}"
    return whole if key is None else f"{whole}/{segment(key)}/{'yes' if holds else 'no'}"


def over_time(story_id: str, action: Action) -> str:
    """The positions of a story on an action over time."""
    return f"timelines/{segment(story_id)}/{action.value}"


def world(story_id: str, action: Action) -> str:
    """A map of who stands where on an action in a story."""
    return f"maps/{segment(story_id)}/{action.value}"


def document(identity: str, part: int = 1) -> str:
    """A document, or a further part of a long one."""
    return f"documents/{segment(identity)}" + (f"/{part}" if part > 1 else "")


def conflict(identity: str) -> str:
    """One conflict."""
    return f"{CONFLICTS}/{segment(identity)}"


def listing(kind: str, page: int) -> str:
    """A list, or a further page of a long one."""
    return kind if page == 1 else f"{kind or 'stories'}/page/{page}"
