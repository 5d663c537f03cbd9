"""A story under assumptions: a switch for each proposition, and what becomes of every position."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from onrecord import ask
from onrecord.ask import serving
from onrecord.errors import UsageError
from onrecord.model import Action
from onrecord.web import addresses, views
from onrecord.web.page import Asked, NotFoundError, Page, there
from onrecord.web.shelf import Snapshot

_KEY = re.compile(r"assume\[([a-z0-9_]{1,100})\]")
_VALUES = ("yes", "no")


def key_of(name: str) -> str | None:
    """The proposition that a part of a query is about: "ceasefire" of "assume[ceasefire]"."""
    found = _KEY.fullmatch(name)
    return found[1] if found else None


def scenario(snapshot: Snapshot, address: str, asked: Asked) -> Page:
    """What would be in force in a story. Raises UsageError for assumptions that exclude each other."""
    story = there(snapshot.story(asked["story"]), "story")
    within = snapshot.within(story)
    nothing = ask.scenario(within)
    keys = _hanging(nothing)
    compared = ask.compare_scenarios(within, (), _assumed(asked, keys))
    found = compared.other
    held = {each.key: each.holds for each in found.assumed}
    words = _words(nothing)
    switches = tuple(views.Switch(key, held.get(key), number, words.get(key)) for key, number in keys.items())
    actions, rows = _rows(ask.matrix(within), found.outcomes)
    view = views.ScenarioPage(story, found, switches, actions, rows, compared.differing, serving.logic(within))
    return Page("scenario.html", f"What if: {story.title}", view, address)


def _assumed(asked: Asked, keys: Iterable[str]) -> list[str]:
    """Assumptions as "ceasefire=yes", from the query or from the address of a single one."""
    if "key" in asked:
        key = next((each for each in keys if addresses.segment(each) == asked["key"]), None)
        if key is None:
            raise NotFoundError("no position here hangs on that")
        return [f"{key}={asked['value']}"]
    given = {key: value for name, value in asked.items() if (key := key_of(name))}
    for key, value in given.items():
        if value not in _VALUES:
            raise UsageError(f"{key} is {' or '.join(_VALUES)}, or left out: not {value!r}")
    return [f"{key}={value}" for key, value in sorted(given.items())]


def _hanging(found: ask.Scenario) -> dict[str, int]:
    """Every proposition with how many positions hang on it, the most weighty first."""
    hanging = Counter({each.key: each.positions for each in found.unknown})
    told = Counter(
        key
        for outcome in found.outcomes
        for key in {each.key for asked in outcome.undertaking.requirements for each in asked.propositions}
    )
    hanging |= told
    return dict(sorted(hanging.items(), key=lambda each: (-each[1], each[0])))


def _words(found: ask.Scenario) -> dict[str, str]:
    """The fewest words in which a telling asks each proposition: names made from words read badly without them."""
    words: dict[str, str] = {}
    for requirement in (each for outcome in found.outcomes for each in outcome.undertaking.requirements):
        for quote in requirement.quotes:
            for key in (each.key for each in requirement.propositions):
                words[key] = min(words.get(key, quote.exact), quote.exact, key=lambda told: (len(told), told))
    return words


def _rows(
    matrix: ask.Matrix, outcomes: Iterable[ask.Outcome]
) -> tuple[tuple[Action, ...], tuple[views.ScenarioRow, ...]]:
    """The matrix with the places of outcomes in its cells."""
    cells: defaultdict[tuple[str, Action], list[int]] = defaultdict(list)
    for place, outcome in enumerate(outcomes):
        cells[outcome.undertaking.party.id, outcome.undertaking.action].append(place)
    actions = tuple(action for action in matrix.actions if any(action is told for _, told in cells))
    rows = (
        views.ScenarioRow(party, tuple(tuple(cells.get((party.id, action), ())) for action in actions))
        for party in matrix.parties
    )
    return actions, tuple(row for row in rows if any(row.cells))
