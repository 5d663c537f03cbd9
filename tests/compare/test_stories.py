from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np
import pytest

from eval.stories import DEV, FLOOR, Labelled, read_labelled, score, sensitivity
from onrecord.compare import stories as stories_module
from onrecord.compare.stories import ALIKE, Judged, Told, find_stories
from onrecord.compare.stories import _candidates as candidates
from onrecord.compare.vectors import Sparse
from onrecord.model import Reading, Story

FLOOD = "Rescuers in Larvik pulled forty hikers from the flooded Numedal valley after the Tunhovd dam overflowed."
FLOOD_AGAIN = "The Tunhovd dam overflowed and flooded the Numedal valley, where forty hikers were rescued near Larvik."
MORE = (
    "Helicopters lifted families from rooftops while engineers opened the gates.",
    "Farmers lost cattle; insurers count barns, tractors and fences.",
    "Schools in the county stay closed until Thursday, the governor said.",
)
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
        "The dam at Tunhovd overflowed. Boats reached the stranded campers. Roads stayed shut overnight.",
        "Engineers inspected the Tunhovd dam for cracks. Residents fear a repeat of the disaster, a poll says.",
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


def test_a_judgement_joins_what_is_not_alike(read: Callable[..., Reading]) -> None:
    readings = [read("a", FLOOD), read("c", CUP)]
    judged = Judged(together=frozenset({(readings[0].text.id, readings[1].text.id)}))
    assert [len(story.documents) for story in find_stories(list(map(told, readings)), judged)] == [2]


def test_a_judgement_keeps_apart_what_is_alike(read: Callable[..., Reading]) -> None:
    readings = [read("a", FLOOD), read("b", FLOOD_AGAIN), read("d", f"{FLOOD} Roads stayed shut.")]
    judged = Judged(apart=frozenset({(readings[0].text.id, readings[1].text.id)}))
    stories = find_stories(list(map(told, readings)), judged)
    assert sorted(len(story.documents) for story in stories) == [1, 2]
    assert not any({reading.text.id for reading in readings[:2]} <= set(story.documents) for story in stories)


def test_a_judgement_on_unknown_documents_says_nothing(read: Callable[..., Reading]) -> None:
    judged = Judged(together=frozenset({("nobody", "no one")}), apart=frozenset({("nobody", "no one")}))
    assert len(find_stories([told(read("a", FLOOD)), told(read("c", CUP))], judged)) == 2


def test_a_new_document_joins_a_known_story_or_opens_one(read: Callable[..., Reading]) -> None:
    readings = [read("a", FLOOD), read("b", FLOOD_AGAIN), read("c", CUP)]
    known = find_stories([told(readings[0])])
    stories = find_stories(list(map(told, readings)), known=known)
    assert sorted(len(story.documents) for story in stories) == [1, 2]


def test_a_new_document_never_makes_one_story_of_two_known_ones(read: Callable[..., Reading]) -> None:
    first, second = read("a", FLOOD), read("b", FLOOD_AGAIN)
    known = [Story((first.text.id,)), Story((second.text.id,))]
    documents = [told(first), told(second), told(read("d", f"{FLOOD} {FLOOD_AGAIN}"))]
    assert sorted(len(story.documents) for story in find_stories(documents, known=known)) == [1, 2]
    assert len(find_stories(documents)) == 1
    judged = Judged(together=frozenset({(first.text.id, second.text.id)}))
    assert len(find_stories(documents, judged, known)) == 1


def test_a_short_telling_joins_the_one_story_that_it_is_near(read: Callable[..., Reading]) -> None:
    """It shares few words with each telling, but none with anything else."""
    flood = [read(f"f{n}", f"{FLOOD} {FLOOD_AGAIN} {more}") for n, more in enumerate(MORE)]
    short = read(
        "s", "Wall gives way above Larvik; Tunhovd council blames cheap concrete, thin budgets, lazy inspectors."
    )
    other = read("c", CUP)
    assert names([*flood, short, other]) == [{"c"}, {"f0", "f1", "f2", "s"}]


def test_a_headline_counts_for_more_than_a_mention(read: Callable[..., Reading]) -> None:
    headed = told(read("a", f"Tunhovd dam overflows\n{CUP}", headed=True))
    mention = told(read("b", f"{CUP}\nTunhovd dam overflows"))
    assert headed.counts["tunhovd"] > mention.counts["tunhovd"]


def test_blocking_loses_nothing_against_comparing_all_with_all(
    labelled: list[Labelled], monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = [each.told for each in labelled]
    fast = find_stories(documents)
    monkeypatch.setattr(
        stories_module, "_candidates", lambda vectors, _: (list(range(number)) for number in range(len(vectors)))
    )
    slow = find_stories(documents)
    assert len({story.id for story in fast} & {story.id for story in slow}) >= 0.95 * len(slow)


def test_stories_of_real_coverage_are_found(labelled: list[Labelled]) -> None:
    found = score(labelled)
    assert found.f1 >= FLOOR
    assert found.precision >= 0.98


def test_the_threshold_stands_on_a_plateau(labelled: list[Labelled]) -> None:
    around = [found.f1 for at, found in sensitivity(labelled) if abs(at - ALIKE) < 0.025]
    assert len(around) == 5
    assert min(around) >= 0.95


def test_a_few_words_are_shared_by_a_bounded_number_of_pairs() -> None:
    """The pairs of a thousand documents on one thing are no more for each than of a hundred."""
    one = Sparse(np.array([0, 1], np.int32), np.array([0.7, 0.7]))
    hundred, thousand = (sum(map(len, candidates([one] * n, ["dam", "flood"]))) / n for n in (100, 1000))
    assert thousand <= 1.2 * hundred


@pytest.fixture(scope="module")
def labelled() -> list[Labelled]:
    if not DEV.is_file():
        pytest.skip("../shared/data/stories is not beside the repository")
    return read_labelled(DEV)
