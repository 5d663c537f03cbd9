"""A page before it is drawn, and what its builders share: lists in slices, things looked up by address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from onrecord.errors import UsageError
from onrecord.model import Action, Stance
from onrecord.web import addresses, views

Item = TypeVar("Item")
Asked = Mapping[str, str]


class NotFoundError(UsageError):
    """There is nothing at this address."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page before it is drawn: its template, its title, what it shows, and the question that JSON answers too."""

    template: str
    title: str
    view: Any
    address: str


def sliced(items: Sequence[Item], asked: Asked, size: int) -> views.Slice[Item]:
    """The page of the items that is asked for. Raises NotFoundError behind the last one."""
    number, last = int(asked.get("page", "1")), max(1, -(-len(items) // size))
    if number > last:
        raise NotFoundError(f"this list has no page {number}: it ends with page {last}")
    return views.Slice(tuple(items[(number - 1) * size : number * size]), number, last, len(items))


def there(found: Item | None, noun: str) -> Item:
    """What was found at an address. Raises NotFoundError where nothing was."""
    if found is None:
        raise NotFoundError(f"there is no such {noun} in this register")
    return found


def one_of(items: Iterable[Any], identity: str, noun: str) -> Any:
    """The one that the part of an address stands for. Raises NotFoundError."""
    return there(next((each for each in items if addresses.segment(each.id) == identity), None), noun)


def stance_of(asked: Asked) -> Stance | None:
    """The stance that is asked for. Raises UsageError for what is none."""
    if "stance" not in asked:
        return None
    if asked["stance"] not in set(Stance):
        raise UsageError(f"no stance {asked['stance']!r}; known are {', '.join(Stance)}")
    return Stance(asked["stance"])


def action_of(name: str) -> Action | None:
    """The action of this name, where there is one."""
    return Action(name) if name in set(Action) else None
