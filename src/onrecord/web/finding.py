"""The page of search: full text with the words found set apart, narrowed by fields."""

from __future__ import annotations

from onrecord import ask
from onrecord.errors import UsageError
from onrecord.model import Action
from onrecord.web import views
from onrecord.web.page import Asked, NotFoundError, Page, action_of, stance_of
from onrecord.web.shelf import Snapshot

_HITS, _LAST = 25, 20  # of a page, and pages
KINDS = ("position", "statement", "article")
_FIELDS = ("party", "stance", "action", "kind", "publisher", "since", "until")


def results(snapshot: Snapshot, address: str, asked: Asked) -> Page:
    """What fulfils the query. Raises UsageError for one that asks for what cannot be asked."""
    query = _query(asked)
    number = int(asked.get("page", "1"))
    if number > _LAST:
        raise NotFoundError(f"search shows {_LAST} pages: ask for less")
    found = ask.search(snapshot.holdings, query, number * _HITS) if query else ask.Hits("", (), more=False)
    hits = found.hits[(number - 1) * _HITS :]
    if number > 1 and not hits:
        raise NotFoundError(f"this search has no page {number}")
    fields = {name: asked.get(name, "") for name in ("q", *_FIELDS)}
    view = views.SearchPage(
        fields["q"],
        asked.get("party"),
        stance_of(asked),
        _action(asked),
        asked.get("kind"),
        asked.get("publisher"),
        asked.get("since"),
        asked.get("until"),
        hits,
        number,
        found.more,
        bool(query),
    )
    return Page("search.html", f"{fields['q']}: search" if fields["q"] else "Search", view, address)


def _query(asked: Asked) -> str:
    """The words typed with the fields beside them, as one query."""
    told = [f'{name}:"{_plain(asked[name])}"' for name in _FIELDS if name in asked]
    return " ".join([asked.get("q", ""), *told]).strip()


def _plain(value: str) -> str:
    """A value without what would end it."""
    return value.replace('"', " ").strip()


def _action(asked: Asked) -> Action | None:
    found = action_of(asked.get("action", ""))
    if found is None and "action" in asked:
        raise UsageError(f"no action {asked['action']!r}")
    return found
