"""``/api/v1/``: what the pages show, as JSON; lists in pages, filtered as on the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from onrecord import ask
from onrecord.ask import serving
from onrecord.errors import UsageError
from onrecord.model import Action, ClaimKind, Mode, Stance, Verdict
from onrecord.model.codec import encode
from onrecord.web import views
from onrecord.web.page import NotFoundError
from onrecord.web.pages import is_filter, page_at, party_lines
from onrecord.web.parted import Parted
from onrecord.web.shelf import Snapshot

USUAL, MOST = 50, 500  # items of a list
_FURTHEST = 10**14  # what is asked for after it

Kind = TypeVar("Kind", Action, ClaimKind, Mode, Stance, Verdict)
Asked = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of the API: how it is found, what it holds, and by what it can be filtered."""

    about: str
    find: Callable[[Snapshot, Asked], Iterable[Any] | Parted[Any]]
    item: type
    filters: tuple[str, ...] = ()


def answer(snapshot: Snapshot, address: str, asked: Asked) -> Any:
    """What stands at an address of the API, as values that JSON can hold.

    A list is ``{"items": [...], "next": N | null}``. Raises NotFoundError for an address and UsageError
    for a filter that is not known or cannot be fulfilled.
    """
    if address in LISTS:
        return _listed(snapshot, LISTS[address], asked)
    if unknown := sorted(name for name in asked if not is_filter(name)):
        raise UsageError(f"no filter {unknown[0]!r} here")
    if address in SINGLE:
        return encode(SINGLE[address].find(snapshot))
    if not address:
        raise NotFoundError("there is no such address; /api/v1/openapi.json lists all")
    return encode(page_at(snapshot, address, asked).view)


def _listed(snapshot: Snapshot, listing: Listing, asked: Asked) -> Any:
    allowed = {*listing.filters, "limit", "after"}
    if unknown := sorted(asked.keys() - allowed):
        raise UsageError(f"no filter {unknown[0]!r} here; known are {', '.join(sorted(allowed))}")
    limit, after = _number(asked, "limit", USUAL, 1, MOST), _number(asked, "after", 0, 0, _FURTHEST)
    whole = listing.find(snapshot, asked)
    if isinstance(whole, Parted):
        found, more = whole.page(after, limit)
    else:
        end = after + limit
        found = list(whole[after : end + 1] if isinstance(whole, Sequence) else islice(whole, after, end + 1))
        more = end if len(found) > limit else None
    return {"items": [encode(each) for each in found[:limit]], "next": more}


def _number(asked: Asked, name: str, usual: int, least: int, most: int) -> int:
    value = asked.get(name)
    if value is None:
        return usual
    if not (value.isascii() and value.isdigit() and len(value) <= len(str(_FURTHEST)) and least <= int(value) <= most):
        raise UsageError(f"{name} must be a number from {least} to {most}")
    return int(value)


def _kind(asked: Asked, name: str, kind: type[Kind]) -> Kind | None:
    value = asked.get(name)
    if value is None:
        return None
    if value not in set(kind):
        raise UsageError(f"no {name} {value!r}; known are {', '.join(kind)}")
    return kind(value)


def _positions(snapshot: Snapshot, asked: Asked) -> Iterable[ask.ListedPosition]:
    action, stance = _kind(asked, "action", Action), _kind(asked, "stance", Stance)
    only = ask.Only(asked.get("party"), action, stance, document=asked.get("document"))
    return serving.kept_positions(snapshot.holdings, only)


def _statements(snapshot: Snapshot, asked: Asked) -> Parted[ask.DocumentListed]:
    """Document by document."""
    speaker, party, mode = asked.get("speaker"), asked.get("party"), _kind(asked, "mode", Mode)
    named = asked.get("document")
    serving.check(snapshot.holdings, party, named)
    documents = snapshot.documents
    if named is not None:
        texts = snapshot.holdings.texts(document=named)
        documents = tuple(ask.DocumentListed(text.id, text.metadata) for text in texts)

    def told(document: ask.DocumentListed) -> Sequence[ask.StatementView]:
        return ask.statements(snapshot.holdings, speaker=speaker, party=party, mode=mode, document=document.id)

    return Parted(documents, told, lambda _: 1)


def _claims(snapshot: Snapshot, asked: Asked) -> Parted[ask.StoryView]:
    """Story by story."""
    kind, verdict, party = _kind(asked, "kind", ClaimKind), _kind(asked, "verdict", Verdict), asked.get("party")
    serving.check(snapshot.holdings, party, None)

    def told(story: ask.StoryView) -> Sequence[ask.ClaimView]:
        return ask.claims(snapshot.within(story), kind=kind, verdict=verdict, party=party)

    return Parted(snapshot.stories, told, lambda story: len(story.documents))


@dataclass(frozen=True, slots=True)
class Single:
    """A view of the API that is no list."""

    about: str
    find: Callable[[Snapshot], Any]
    item: type


LISTS = {
    "stories": Listing("The stories, the latest first.", lambda snapshot, _: snapshot.stories, ask.StoryView),
    "positions": Listing(
        "The positions, by document and place.",
        _positions,
        ask.ListedPosition,
        ("party", "action", "stance", "document"),
    ),
    "statements": Listing(
        "Who said what, document by document.", _statements, ask.StatementView, ("speaker", "party", "mode", "document")
    ),
    "claims": Listing("What is claimed, story by story.", _claims, ask.ClaimView, ("kind", "verdict", "party")),
    "conflicts": Listing("Where tellings part.", lambda snapshot, _: snapshot.conflicts, ask.ConflictView),
    "lineage": Listing(
        "Who has it from whom.", lambda snapshot, _: serving.kept_lineage(snapshot.holdings), ask.Family
    ),
    "parties": Listing("Everyone who takes a position.", lambda snapshot, _: party_lines(snapshot), views.PartyLine),
    "documents": Listing("The articles.", lambda snapshot, _: snapshot.documents, ask.DocumentListed),
}
SINGLE = {
    "matrix": Single(
        "Who stands where on what, in all stories.", lambda snapshot: ask.matrix(snapshot.holdings), ask.Matrix
    ),
    "contents": Single("The register in numbers.", lambda snapshot: snapshot.contents, ask.Contents),
}
