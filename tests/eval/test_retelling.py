"""Readings made for measuring rest on their texts, and tell events as news does."""

from collections import Counter

import pytest

from eval.corpus import event_articles, paragraphs_of
from eval.gate import SAMPLE
from eval.retelling import retold
from onrecord.model.evidence import check_reading


@pytest.fixture
def made(summit):
    return list(retold((summit.morning, summit.evening), 60))


def test_every_record_stands_in_its_text_and_refers_to_records_of_its_own(made, summit):
    kinds = {len(summit.morning.records), len(summit.evening.records)}
    assert {len(each.records) for each in made} == kinds
    for reading in made:
        check_reading(reading)
        ids = {record.id for record in reading.records}
        assert {each.statement for each in reading.positions if each.statement} <= ids


def test_no_two_are_the_same_and_the_same_seed_gives_the_same(made, summit):
    assert len({each.text.id for each in made}) == 60
    assert list(retold((summit.morning, summit.evening), 60)) == made


def test_recombined_articles_tell_many_events_of_several_articles_each():
    articles = list(event_articles(paragraphs_of([SAMPLE / "articles"]), 300))
    tellings = Counter(article.partition("\n")[0] for article in articles)
    assert 30 < len(tellings) < 120
    assert 5 < max(tellings.values()) <= 50
    assert len(set(articles)) == 300
