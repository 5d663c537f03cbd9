"""What a view is narrowed to: a party, an action, a stance, a story, documents, an outlet, a stretch of time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, fields
from difflib import get_close_matches

from onrecord.errors import UsageError
from onrecord.model import Action, Party, Position, Stance, Story
from onrecord.model.holdings import Holdings
from onrecord.model.moment import beginning, moment

_PREFIX = "story-"


@dataclass(frozen=True, slots=True)
class Only:
    """What is asked for; None asks for all.

    ``party`` is an id or a name. ``story`` is a story's id, enough of it, or a document of the story.
    ``since`` and ``until`` are dates, both included, of when it was said: when its document was
    published, or where that is not known recorded.
    """

    party: str | None = None
    action: Action | None = None
    stance: Stance | None = None
    story: str | None = None
    document: str | None = None
    publisher: str | None = None
    since: str | None = None
    until: str | None = None

    def means(self, party: Party) -> bool:
        """Whether this party is asked for."""
        return self.party is None or self.party.casefold() in (party.id.casefold(), party.name.casefold())

    @property
    def of_positions(self) -> bool:
        """Whether it asks for something that only positions have."""
        return any(each is not None for each in (self.party, self.action, self.stance))


EVERYTHING = Only()


@dataclass(frozen=True, slots=True)
class _Settled(Only):
    """One whose party is an id that is held: not looked up again."""


def settled(holdings: Holdings, only: Only) -> Only:
    """The same with the party's id, so that it is found under all its names. Raises UsageError when it is not held."""
    if only.party is None or isinstance(only, _Settled):
        return only
    check(holdings, only.party, None)
    ids = sorted({each.id for each in holdings.parties() if only.means(each)})
    asked = {field.name: getattr(only, field.name) for field in fields(only)}
    return _Settled(**asked | {"party": ids[0]}) if len(ids) == 1 else only


def chosen(holdings: Holdings, only: Only = EVERYTHING) -> Iterator[Position]:
    """The positions asked for, by document and place. Raises UsageError for a name that is not held."""
    only = settled(holdings, only)
    documents = chosen_documents(holdings, only)
    held = holdings.positions(party=only.party, action=only.action, stance=only.stance, document=only.document)
    return (each for each in held if each.document in documents)


def check(holdings: Holdings, party: str | None, document: str | None) -> None:
    """Raises UsageError for a party or document not held.

    An empty list should mean that nothing was said, not that a name was mistyped.
    """
    if document is not None and next(holdings.texts(document=document), None) is None:
        raise UsageError(f"no document {document!r} in this register")
    if party is not None:
        known = {name.casefold(): name for each in holdings.parties() for name in (each.id, each.name)}
        if party.casefold() not in known:
            like = get_close_matches(party.casefold(), known, n=3)
            hint = (
                f": did you mean {', '.join(known[each] for each in like)}?" if like else "; see: onrecord show parties"
            )
            raise UsageError(f"no party {party!r} in this register{hint}")


def chosen_documents(holdings: Holdings, only: Only) -> frozenset[str]:
    """The ids of the documents asked for. Raises UsageError for a party, document, story or outlet not held."""
    only = settled(holdings, only)
    check(holdings, None, only.document)
    names = holdings.names()
    found = frozenset(names)
    if only.document is not None:
        found = frozenset(each for each, name in names.items() if only.document in (each, name))
    if only.story is not None:
        found &= frozenset(_story(holdings, only.story, names).documents)
    if only.publisher is not None:
        found &= _of_publisher(holdings, only.publisher)
    if only.since is not None or only.until is not None:
        found &= _said_between(holdings, only.since, only.until)
    return found


def keeps(holdings: Holdings, only: Only) -> Callable[[Iterable[str], Iterable[str]], bool]:
    """Whether something that rests on these records, of these documents, is asked for."""
    if only == EVERYTHING:
        return lambda records, of: True
    documents = chosen_documents(holdings, only)
    positions = {each.id for each in chosen(holdings, only)} if only.of_positions else frozenset()

    def kept(records: Iterable[str], of: Iterable[str]) -> bool:
        return not positions.isdisjoint(records) if only.of_positions else not documents.isdisjoint(of)

    return kept


def dates(
    holdings: Holdings, *, recorded: bool = False, documents: Collection[str] | None = None
) -> dict[str, tuple[str, bool]]:
    """When each document's content was said, ISO 8601 UTC; False where that is not told: when it was recorded.

    With ``recorded`` always the latter. Of all ``documents``, or of those with these ids.
    """
    return {
        document: _date(None if recorded else published, recorded_at)
        for document, (published, recorded_at) in holdings.moments(documents).items()
    }


def _date(published: str | None, recorded_at: str) -> tuple[str, bool]:
    if published is not None:
        try:
            return beginning(published), True
        except UsageError:  # what an outlet gave for a date is none
            pass
    return recorded_at, False


def _said_between(holdings: Holdings, since: str | None, until: str | None) -> frozenset[str]:
    first, last = since and beginning(since), until and moment(until)
    if first and last and last < first:
        raise UsageError(f"{until} is before {since}: name the earlier date first")
    said = dates(holdings)
    return frozenset(each for each, (at, _) in said.items() if (not first or first <= at) and (not last or at <= last))


def _story(holdings: Holdings, reference: str, names: dict[str, str]) -> Story:
    stories = holdings.comparison().stories
    digits = reference.strip().removeprefix(_PREFIX)
    found = [story for story in stories if digits and story.id.startswith(_PREFIX + digits)]
    if not found:
        found = [s for s in stories if any(reference in (each, names.get(each)) for each in s.documents)]
    if len(found) != 1:
        raise UsageError(
            f"{len(found) or 'no'} {'stories begin with' if found else 'story'} {reference!r}: "
            "name a story by its id or by one of its documents"
        )
    return found[0]


def _of_publisher(holdings: Holdings, publisher: str) -> frozenset[str]:
    wanted, known = publisher.casefold(), set()
    found = set()
    for text in holdings.texts():
        told = text.metadata.publisher
        if told is not None:
            known.add(told)
            if told.casefold() == wanted:
                found.add(text.id)
    if not found:
        held = f"these are: {', '.join(sorted(known)[:6])}" if known else "no document here names one"
        raise UsageError(f"no publisher {publisher!r} in this register; {held}")
    return frozenset(found)
