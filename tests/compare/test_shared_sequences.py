"""Copies on real articles, against a brute-force oracle that knows nothing of the method."""

from __future__ import annotations

import json
import re
from itertools import combinations
from pathlib import Path

import pytest

from onrecord.compare import compare
from onrecord.model import Block, LineageKind, Metadata, Reading, Role, Text

COPIES = {LineageKind.EXACT_COPY, LineageKind.NEAR_COPY, LineageKind.PARTIAL_COPY}


@pytest.fixture(scope="module")
def articles() -> list[dict[str, str]]:
    place = Path(__file__).parents[3] / "shared/data/stories/dev.jsonl"
    if not place.is_file():
        pytest.skip("no ../shared beside the repository: copies of real articles are not tested here")
    return [json.loads(line) for line in place.read_text(encoding="utf-8").splitlines()]


def grams(words: list[str], width: int = 8) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + width]) for at in range(len(words) - width + 1)}


def covered(short: list[str], theirs: set[tuple[str, ...]], width: int = 8) -> float:
    """How much of some words stands in sequences of eight that are among these."""
    shared: set[int] = set()
    for at in range(len(short) - width + 1):
        if tuple(short[at : at + width]) in theirs:
            shared.update(range(at, at + width))
    return len(shared) / max(1, len(short))


def expected_pairs(articles: list[dict[str, str]]) -> set[tuple[str, str]]:
    """The pairs of one event that share sequences of eight words over half of the shorter: each pair is looked at."""
    plain = {each["id"]: re.findall(r"\w+", each["text"].lower()) for each in articles}
    sequences = {identity: grams(words) for identity, words in plain.items()}
    event = {each["id"]: each["event"] for each in articles}
    found = set()
    for one, other in combinations(sorted(plain), 2):
        short, long = sorted((one, other), key=lambda each: len(plain[each]))
        shared = event[one] == event[other] and not sequences[short].isdisjoint(sequences[long])
        if shared and covered(plain[short], sequences[long]) > 0.5:
            found.add((one, other))
    return found


def reading_of(article: dict[str, str]) -> Reading:
    content, blocks, start = article["text"], [], 0
    for line in content.split("\n"):
        if line.strip():
            blocks.append(Block(start, start + len(line), Role.BODY))
        start += len(line) + 1
    metadata = Metadata(article["id"], publisher=article["source"], published=article["date"])
    return Reading(Text(article["id"], metadata, "", content, tuple(blocks)))


def test_articles_that_share_most_of_the_shorter_are_found_and_no_two_of_different_events(
    articles: list[dict[str, str]],
) -> None:
    event = {each["id"]: each["event"] for each in articles}
    expected = expected_pairs(articles)
    lineage = [each for each in compare([reading_of(each) for each in articles]).lineage if len(each.documents) == 2]
    found = {each.documents for each in lineage if each.kind in COPIES}
    assert len(expected) > 15
    assert len(expected & found) >= 0.98 * len(expected)
    assert [each.documents for each in lineage if event[each.documents[0]] != event[each.documents[1]]] == []
