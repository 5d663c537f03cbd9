"""Comparing what careful readers found: the conflicts that remain are those that a reader would name."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord.compare import compare, origins
from onrecord.model import (
    Action,
    Block,
    Bound,
    Comparison,
    ConflictKind,
    Figure,
    LineageKind,
    Metadata,
    Party,
    PartyKind,
    Position,
    Reading,
    Role,
    Span,
    Stance,
    Term,
    TermKind,
    Text,
)

VALUES = ("beneficiary", "target", "with", "where", "domain")
WORDS = ("condition", "trigger", "amount", "deadline")


@pytest.fixture
def sample() -> Path:
    """The sample coverage of the package."""
    return Path(str(files("onrecord").joinpath("sample")))


def compared(folder: Path) -> Comparison:
    """The comparison of the articles in a folder, by what its reading says that they hold."""
    return compare(list(read_by_hand(folder)))


def read_by_hand(folder: Path) -> Iterator[Reading]:
    """The reading of each article, with the positions about which the reader was sure."""
    found = yaml.safe_load((folder / "reading.yaml").read_text(encoding="utf-8"))
    articles = sorted((folder / "articles").iterdir())
    names = found.get("docs") or {article.name[:3]: article.name for article in articles}
    for key, name in names.items():
        content = (folder / "articles" / name).read_text(encoding="utf-8")
        blocks = tuple(_blocks(content, (found.get("blocks") or {}).get(key, {})))
        text = Text(key, Metadata(name), "", content, blocks)
        yield Reading(text, positions=tuple(_positions(text, found["positions"])))


def _blocks(content: str, roles: dict[str, list[int | str]]) -> Iterator[Block]:
    role_of = {line: Role(role) for role, lines in roles.items() for line in _lines(lines)}
    start = 0
    for number, line in enumerate(content.split("\n"), 1):
        if line.strip():
            yield Block(start, start + len(line), role_of.get(number, Role.BODY))
        start += len(line) + 1


def _lines(lines: list[int | str]) -> Iterator[int]:
    for line in lines:
        first, _, last = str(line).partition("-")
        yield from range(int(first), int(last or first) + 1)


def _positions(text: Text, items: list[dict[str, Any]]) -> Iterator[Position]:
    for item in items:
        if item["doc"] != text.id or item.get("unsure") or item.get("superseded_by"):
            continue
        start = text.text.index(item["quote"])
        span = Span.of(text.text, start, start + len(item["quote"]))
        role = next(block.role for block in text.blocks if block.start <= start < block.end)
        values = [Term(TermKind(kind), span, value) for kind in VALUES for value in _several(item.get(kind))]
        words = [Term(TermKind(kind), span, str(item[kind])) for kind in WORDS if item.get(kind)]
        parties = tuple(Party(party, party, PartyKind.STATE) for party in _several(item["party"]))
        for action in _several(item["action"]):
            stance = Stance(_several(item["stance"])[0])
            yield Position(text.id, span, parties, Action(action), stance, span, terms=(*values, *words), role=role)


def _several(item: Any) -> list[str]:
    return [] if item is None else item if isinstance(item, list) else [item]


def test_the_sample_is_one_story_with_a_near_copy_and_a_rewrite_of_one_agency(sample: Path) -> None:
    found = compared(sample)
    (story,) = found.stories
    assert story.documents == ("AL", "BW", "HG", "LW", "MD", "TQ")
    edges = {(each.kind, each.documents): each for each in found.lineage}
    assert edges.keys() == {
        (LineageKind.BYLINE, ("BW",)),
        (LineageKind.NEAR_COPY, ("BW", "HG")),
        (LineageKind.REWRITE, ("BW", "MD")),
        (LineageKind.REWRITE, ("HG", "MD")),
    }
    assert len(set(origins(story.documents, found.lineage).values())) == 4


def test_the_sample_has_the_conflict_of_stance_that_its_reader_names(sample: Path) -> None:
    (conflict,) = compared(sample).conflicts
    assert conflict.summary == "CAN on deploying forces: undecided in 3 articles (1 origin), ruled out in 1."


def test_the_sample_has_the_conflict_of_number_that_its_reader_names(sample: Path) -> None:
    strength = {"BW": "1,800", "HG": "1,800", "TQ": "2,400"}
    leaders = {"BW": "22", "HG": "22", "TQ": "20"}
    readings = []
    for reading in read_by_hand(sample):
        key = reading.text.id
        bound = Bound.MORE_THAN if key == "TQ" else Bound.EXACT
        told = [(strength, "observers", Bound.EXACT), (leaders, "heads" if key == "TQ" else "leaders", bound)]
        figures = [_figure(reading.text, values[key], thing, within) for values, thing, within in told if key in values]
        readings.append(Reading(reading.text, figures=tuple(figures)))
    (conflict,) = compare(readings).conflicts
    assert conflict.summary == "How many: observers: 1,800 in 2 articles (1 origin), 2,400 in 1."


def _figure(text: Text, number: str, counted: str, bound: Bound) -> Figure:
    start = text.text.index(f"{number} {counted}")
    middle = start + len(number)
    thing = Span.of(text.text, middle + 1, middle + 1 + len(counted))
    return Figure(text.id, Span.of(text.text, start, middle), number.replace(",", ""), bound, counted=thing)


def test_real_coverage_of_one_summit_is_one_story_with_its_conflicts_of_stance(shared: Path) -> None:
    found = compared(shared / "coverage/paris-2025")
    assert [story.documents for story in found.stories] == [("000", "001", "002", "003", "004")]
    assert sorted(conflict.summary for conflict in found.conflicts) == [
        "DEU on deploying forces: undecided in 2 articles, ruled out in 1.",
        "USA on giving guarantees: open to it in 2 articles (1 origin), undecided in 3.",
        "Words quoted: “such serious concrete progress” in 1 article, “the first such serious, concrete step” in 1.",
    ]


def test_real_coverage_of_a_secret_visit_is_one_story_without_silly_conflicts(shared: Path) -> None:
    found = compared(shared / "coverage/pompeo-kim-2018")
    assert [len(story.documents) for story in found.stories] == [5]
    assert sorted(conflict.about for conflict in found.conflicts if conflict.kind is not ConflictKind.WORDING) == [
        "USA on granting exemptions",
        "USA on ratifying or joining",
        "how far it is: “was in direct talks”",
        "on which side of an occasion: “as part of the summit meeting planned between Mr. Kim and President "
        "Moon Jae-in…”",
        "what PRK is ready for",
        "what is told of tariff on steel",
    ]


def test_every_quotation_of_the_sample_reading_stands_once_in_its_article(sample: Path) -> None:
    found = yaml.safe_load((sample / "reading.yaml").read_text(encoding="utf-8"))
    texts = {key: (sample / "articles" / name).read_text(encoding="utf-8") for key, name in found["docs"].items()}
    for kind in ("positions", "not_positions", "statements"):
        for item in found[kind]:
            assert texts[item["doc"]].count(item["quote"]) == 1, item
