"""Registers shown as pages: the made-up story, and one whose every word is hostile."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="pages need the extra web")
pytest.importorskip("httpx2", reason="Starlette's test client needs httpx2")
from starlette.testclient import TestClient

from onrecord import flow
from onrecord.model import (
    Action,
    Block,
    Comparison,
    Conflict,
    ConflictKind,
    Metadata,
    Party,
    PartyKind,
    Passage,
    Position,
    Proposition,
    Reading,
    Rejected,
    Role,
    Side,
    Span,
    Speaker,
    Stance,
    Statement,
    Story,
    Term,
    TermKind,
    Text,
    content_id,
)
from onrecord.model.statement import Mode, Relay
from onrecord.register import open_register
from onrecord.web.access import Access
from onrecord.web.app import create_app
from onrecord.web.tokens import Holder

SCRIPT = "<script>alert(1)</script>"
HANDLER = "\"'><img src=x onerror=alert(2)>"
OVERRIDE = "\u202eesrever\u202c"
LONG = "x" * 60_000


@pytest.fixture
def kept(tmp_path, summit) -> Path:
    """The register of the made-up story."""
    return record(tmp_path / "summit.register", summit.readings, summit.comparison)


@pytest.fixture
def conditional(tmp_path, summit) -> Path:
    """The same story, with the condition of Germany's pledge understood: it hangs on a ceasefire."""
    terms = {TermKind.CONDITION: (Proposition("ceasefire"),)}
    readings = [
        replace(
            reading,
            positions=tuple(
                replace(
                    each,
                    terms=tuple(replace(term, propositions=terms.get(term.kind, ())) for term in each.terms),
                    restates=None,
                )
                for each in reading.positions
            ),
        )
        for reading in summit.readings
    ]
    return record(tmp_path / "conditional.register", readings, Comparison(summit.comparison.stories, (), (), ()))


@pytest.fixture
def hostile(tmp_path) -> Path:
    """A register of two articles of which every word, name and address is meant to do harm."""
    readings = [hostile_reading(f"{SCRIPT}{number}.txt") for number in (1, 2)]
    texts = [reading.text for reading in readings]
    story = Story(tuple(sorted(text.id for text in texts)))
    sides = tuple(
        Side(HANDLER, (reading.positions[0].id,), (Passage(reading.text.id, reading.positions[0].span),), 1)
        for reading in readings
    )
    conflict = Conflict(story.id, ConflictKind.STANCE, SCRIPT, f"{SCRIPT} {OVERRIDE}", sides, note=HANDLER)
    return record(tmp_path / "hostile.register", readings, Comparison((story,), (), (), (conflict,)))


def hostile_reading(name: str) -> Reading:
    """An article with a position, a statement and a very long word."""
    said = f"{SCRIPT} {HANDLER} {OVERRIDE} will never yield"
    content = f"{SCRIPT} {name}\n{said}\n{LONG}\n"
    first, second = content.index("\n"), content.index("\n") + 1 + len(said)
    blocks = (
        Block(0, first, Role.HEADLINE),
        Block(first + 1, second, Role.BODY),
        Block(second + 1, len(content) - 1, Role.BODY),
    )
    metadata = Metadata(name, "javascript:alert(3)", SCRIPT, HANDLER, "2025-03-01", "en")
    text = Text(content_id("document", name), metadata, "0" * 64, content, blocks)
    span = Span.of(content, first + 1, second)
    word = Span.of(content, second + 1, len(content) - 1)
    party = Party(f"../{SCRIPT}", f"{SCRIPT}{OVERRIDE}", PartyKind.ORGANISATION)
    speaker = Speaker(HANDLER, role=SCRIPT, party=party)
    statement = Statement(text.id, Mode.DIRECT, (span,), speaker=speaker, relay=(Relay(SCRIPT, span),))
    terms = (Term(TermKind.CONDITION, span, HANDLER),)
    position = Position(text.id, span, (party,), Action.OTHER, Stance.REFUSED, span, terms=terms, said_by=speaker)
    long = replace(position, span=word, cue=word, object=word, stance=Stance.PLEDGED)
    refused = (Rejected(name, "identify", SCRIPT, HANDLER),)
    return Reading(text, (statement,), (position, long), (), (), refused)


def record(place: Path, readings, comparison: Comparison) -> Path:
    """A register with these readings."""
    with open_register(place) as register:
        for reading in readings:
            register.record(reading, "1.0.0")
        register.record_comparison(comparison, "1.0.0")
    return place


@pytest.fixture
def client_of() -> Iterator[Callable[..., TestClient]]:
    """Makes a client of a register's pages."""
    clients = []

    def client_of(place: Path, access: Access | None = None, reviewers: tuple[Holder, ...] = ()) -> TestClient:
        app = create_app(
            place,
            lambda: flow.open_register(place, read_only=True),
            access,
            reviewers,
            lambda: flow.open_register(place, must_exist=True),
            hold=0,
        )
        client = TestClient(app, base_url="http://localhost", raise_server_exceptions=True)
        clients.append(client.__enter__())
        return client

    yield client_of
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture
def client(client_of, kept) -> TestClient:
    """The pages of the made-up story."""
    return client_of(kept)


class Page(HTMLParser):
    """What is in a page: its elements with their attributes, its links, its ids and its text."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(content)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    @property
    def tags(self) -> set[str]:
        return {tag for tag, _ in self.elements}

    @property
    def ids(self) -> set[str]:
        return {str(attributes["id"]) for _, attributes in self.elements if "id" in attributes}

    @property
    def links(self) -> list[str]:
        return [str(attributes["href"]) for tag, attributes in self.elements if tag == "a"]

    @property
    def loads(self) -> list[str]:
        """What a browser fetches with the page."""
        named = [attributes.get("src") for _, attributes in self.elements]
        named += [attributes.get("href") for tag, attributes in self.elements if tag == "link"]
        return [str(each) for each in named if each]

    def said(self) -> str:
        """The text of the page with white space as single spaces."""
        return re.sub(r"\s+", " ", self.words)


def crawl(client: TestClient) -> dict[str, Page]:
    """Every page that can be reached by links from the front page, by its path."""
    found: dict[str, Page] = {}
    waiting = ["/"]
    for path in waiting:
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.text[-300:])
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        found[path] = Page(answer.text)
        links = {link.partition("#")[0] for link in found[path].links}
        waiting += sorted(link for link in links if link.startswith("/") and link not in waiting)
    return found
