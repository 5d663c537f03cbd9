from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

from onrecord.compare.stories import Told, find_stories
from onrecord.compare.weights import product, vectors
from onrecord.model import Block, Metadata, Reading, Role, Text

FLOOD = "Rescuers in Larvik pulled forty hikers from the flooded Numedal valley after the Tunhovd dam overflowed."
FLOOD_AGAIN = "The Tunhovd dam overflowed and flooded the Numedal valley, where forty hikers were rescued near Larvik."
CUP = "Portugal's goalkeeper saved three penalties as the team lifted the handball trophy in Zagreb on Sunday."


def told(reading: Reading) -> Told:
    return Told.of(reading.text)


def names(readings: list[Reading]) -> list[set[str]]:
    name = {reading.text.id: reading.text.metadata.name for reading in readings}
    stories = find_stories([told(reading) for reading in readings])
    return sorted(({name[document] for document in story.documents} for story in stories), key=sorted)


def test_articles_on_one_event_are_one_story_and_another_event_stands_alone(read: Callable[..., Reading]) -> None:
    readings = [read("a", FLOOD), read("b", FLOOD_AGAIN), read("c", CUP)]
    assert names(readings) == [{"a", "b"}, {"c"}]


def test_a_single_article_is_a_story(read: Callable[..., Reading]) -> None:
    assert names([read("a", FLOOD)]) == [{"a"}]


def test_no_articles_make_no_story() -> None:
    assert find_stories([]) == []


def test_an_article_with_nothing_but_function_words_stands_alone(read: Callable[..., Reading]) -> None:
    assert names([read("a", "It is what it was."), read("b", "It is what it was, too.")]) == [{"a"}, {"b"}]


def test_furniture_does_not_join_stories(read: Callable[..., Reading]) -> None:
    flood = read("a", f"{FLOOD}\n{CUP}", furniture=frozenset({1}))
    assert names([flood, read("c", CUP)]) == [{"a"}, {"c"}]


def test_articles_of_different_years_are_different_stories(read: Callable[..., Reading]) -> None:
    apart = (
        "The dam at Tunhovd overflowed. Larvik sent boats to the campers. Roads stayed shut.",
        "Engineers inspected the Tunhovd dam for cracks. Larvik residents fear a repeat.",
    )
    close = [read(name, text, published="2031-05-02") for name, text in zip("ab", apart, strict=True)]
    years = [read("a", apart[0], published="2031-05-02"), read("b", apart[1], published="2033-08-30T10:00:00Z")]
    assert names(close) == [{"a", "b"}]
    assert names(years) == [{"a"}, {"b"}]


def test_near_copies_are_one_story_whatever_their_dates_say(read: Callable[..., Reading]) -> None:
    readings = [
        read("a", FLOOD, published="2031-05-02"),
        read("b", f"{FLOOD} Roads stayed shut.", published="2033-05-02"),
    ]
    assert names(readings) == [{"a", "b"}]


def test_a_date_that_is_none_counts_as_unknown(read: Callable[..., Reading]) -> None:
    readings = [read("a", FLOOD, published="yesterday"), read("b", FLOOD_AGAIN, published="2031-05-02")]
    assert names(readings) == [{"a", "b"}]


def test_the_order_of_the_documents_does_not_matter(read: Callable[..., Reading]) -> None:
    readings = [
        read(f"{letter}{n}", text)
        for n in range(4)
        for letter, text in zip("fgc", (FLOOD, FLOOD_AGAIN, CUP), strict=True)
    ]
    expected = names(readings)
    for seed in range(5):
        random.Random(seed).shuffle(readings)
        assert names(readings) == expected


def test_blocking_loses_nothing_against_comparing_all_with_all(shared: Path) -> None:
    """Average link over every pair, the plain way, gives the same stories."""
    documents = [each for _, each in _events(shared)]
    fast = {frozenset(story.documents) for story in find_stories(documents)}
    assert fast == _average_link(documents, 0.15)


def test_stories_of_real_coverage_are_found(shared: Path) -> None:
    documents = _events(shared)
    stories = find_stories([each for _, each in documents])
    event = {told.document: name for name, told in documents}
    assert _bcubed(event, [list(story.documents) for story in stories]) >= 0.9


def _events(shared: Path) -> list[tuple[str, Told]]:
    found = []
    for line in (shared / "data/stories/dev.jsonl").read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        content = f"{article['title']}\n{article['text']}"
        text = Text(article["id"], Metadata(article["id"]), "", content, (Block(0, len(content), Role.BODY),))
        found.append((article["event"], Told.of(text)))
    return found


def _average_link(documents: list[Told], threshold: float) -> set[frozenset[str]]:
    weights = vectors([each.counts for each in documents])
    groups = [[number] for number in range(len(documents))]
    alike = {pair: product(weights[pair[0]], weights[pair[1]]) for pair in combinations(range(len(documents)), 2)}
    for (one, other), _ in sorted(alike.items(), key=lambda item: -item[1]):
        first = next(group for group in groups if one in group)
        second = next(group for group in groups if other in group)
        if first is not second:
            between = [alike[min(a, b), max(a, b)] for a in first for b in second]
            if sum(between) / len(between) >= threshold:
                first += second
                groups.remove(second)
    return {frozenset(documents[number].document for number in group) for group in groups}


def _bcubed(event: dict[str, str], stories: list[list[str]]) -> float:
    members = defaultdict(set)
    for document, name in event.items():
        members[name].add(document)
    right = [(document, set(story)) for story in stories for document in story]
    precision = sum(len(members[event[d]] & story) / len(story) for d, story in right) / len(right)
    recall = sum(len(members[event[d]] & story) / len(members[event[d]]) for d, story in right) / len(right)
    return 2 * precision * recall / (precision + recall)
