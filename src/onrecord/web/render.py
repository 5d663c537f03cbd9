"""Pages as HTML. Text from documents is escaped everywhere, and characters that are not seen are named."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.model import DERIVED_ROLES, Stance
from onrecord.model.characters import is_hidden
from onrecord.model.codec import encode
from onrecord.web import addresses, wording
from onrecord.web.assets import assets
from onrecord.web.desk import Reviewer
from onrecord.web.judging import Last
from onrecord.web.page import Page
from onrecord.web.shelf import Snapshot

_LONGEST = 1_200  # characters of a quotation that a list or an entry shows; the document shows all
_TAIL = 120
_WHITE = frozenset("\t\n\r")


class Links(Protocol):
    """How pages lead to each other: a server's paths, or the files of a static site."""

    site: bool

    def page(self, address: str) -> str:
        """What leads to the page at this address."""

    def data(self, address: str) -> str:
        """What leads to the same as JSON."""

    def file(self, address: str) -> str:
        """What leads to a file to take away."""

    def asset(self, name: str) -> str:
        """What leads to a static file."""


@dataclass(frozen=True, slots=True)
class Reviewing:
    """Whether review is open here, who is signed in to it, and what they judged last."""

    is_open: bool = False
    reviewer: Reviewer | None = None
    last: Last | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a template sees beside its view: where things are, and how the request was made."""

    links: Links
    snapshot: Snapshot | None
    query: str = ""
    reviewing: Reviewing = Reviewing()

    def page(self, address: str) -> str:
        """What leads to a page."""
        return self.links.page(address)

    def words(self, document: str, start: int, record: str) -> str:
        """What leads to a record's words in its document, on the part of it that shows them."""
        part = 1 if self.snapshot is None else self.snapshot.part_of(document, start)
        return f"{self.links.page(addresses.document(document, part))}#{record}"

    def named(self, name: str) -> str | None:
        """The id of the document of this name, where there is one."""
        return None if self.snapshot is None else self.snapshot.document_named(name)


def html(
    page: Page,
    links: Links,
    snapshot: Snapshot | None = None,
    query: str = "",
    reviewing: Reviewing | None = None,
) -> str:
    """The page as an HTML document."""
    template = _environment().get_template(page.template)
    drawn = Drawn(links, snapshot, query, reviewing or Reviewing())
    return template.render(page=page, view=page.view, at=drawn, site=links.site)


def visible(value: object) -> object:
    """Text with every unseen or direction-changing character named ("⟨U+202E⟩"); anything else as it is."""
    if not isinstance(value, str) or isinstance(value, Markup) or (value.isascii() and value.isprintable()):
        return value
    hidden = {ord(each): f"⟨U+{ord(each):04X}⟩" for each in set(value) if each not in _WHITE and is_hidden(each)}
    return value.translate(hidden) if hidden else value


def web_address(url: str | None) -> str | None:
    """The address, when it leads to the web: "javascript:" and the like are only ever shown as text."""
    try:
        parts = urlsplit(url or "")
        return url if parts.scheme in {"http", "https"} and parts.hostname else None
    except ValueError:
        return None


def clipped(text: str) -> str:
    """The text, a very long one without its middle."""
    if len(text) <= _LONGEST:
        return text
    left = len(text) - _LONGEST
    return f"{text[: _LONGEST - _TAIL]} […{left:,} more characters…] {text[-_TAIL:]}"


def as_json(view: object) -> str:
    """A view as JSON, to stand in an attribute that a script reads; very long words as a list shows them."""
    return json.dumps(_all_clipped(encode(view)), ensure_ascii=False, separators=(",", ":"))


def _all_clipped(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _all_clipped(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_all_clipped(each) for each in value]
    return clipped(value) if isinstance(value, str) else value


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("onrecord.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=visible,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        Stance=Stance,
        stance_words=wording.STANCE_WORDS,
        derived_roles=DERIVED_ROLES,
        address=addresses,
        say=wording,
        assets=assets,
    )
    environment.filters.update(
        web_address=web_address,
        clipped=clipped,
        counted=wording.counted,
        day=wording.day,
        action=wording.action_words,
        as_json=as_json,
    )
    return environment
