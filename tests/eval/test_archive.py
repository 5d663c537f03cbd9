"""The made archive has what a crawl has, and is read record by record with a reason for each that is no article."""

from collections import Counter

import pytest

from eval.archive import responses, write_archive
from eval.everyday import everyday_articles
from eval.triage import mixed_articles, passes
from onrecord.model import Document, Rejected
from onrecord.read import read


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    place = tmp_path_factory.mktemp("archive") / "made.warc.gz"
    write_archive(place, 300)
    return list(read([str(place)], max_bytes=10_000_000))


def test_every_response_is_a_document_or_refused_with_a_reason(found):
    reasons = Counter(each.reason for each in found if isinstance(each, Rejected))
    assert len(found) == 300
    assert set(reasons) == {"status not 200", "not text", "truncated WARC record"}
    assert reasons.total() < 60


def test_charsets_are_seen_through_and_some_documents_come_twice(found):
    documents = [each for each in found if isinstance(each, Document)]
    text = "".join(document.content for document in documents)
    for words in ("библиотек", "bibliothèque", "図書館", "المكتبة", "图书馆"):
        assert words.lower() in text.lower(), words
    assert len({document.id for document in documents}) < len(documents)


def test_the_same_seed_gives_the_same_responses():
    assert list(responses(50)) == list(responses(50))
    assert list(responses(50)) != list(responses(50, seed=1))


def test_of_the_mixed_stream_every_tenth_article_is_political_and_few_others_pass():
    stream = list(mixed_articles(60))
    assert all(passes(article) for article in stream[::10])
    assert sum(map(passes, everyday_articles(200))) < 30
