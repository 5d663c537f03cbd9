"""Made coverage: as much as is asked for, the same every time, and no two articles alike."""

from __future__ import annotations

from pathlib import Path

from eval.corpus import made_articles, paragraphs_of, write_articles

PARAGRAPHS = [
    "France promised 26 tanks to Ukraine on Monday, and France said that 4 of them were already on their way.",
    "Germany ruled out sending troops before the truce, which it expects to be signed in 12 days in Geneva.",
    "Italy said it would train 400 soldiers at home, but only if parliament agrees to the plan in the autumn.",
]


def test_the_same_seed_makes_the_same_articles() -> None:
    assert list(made_articles(PARAGRAPHS, 5, seed=1)) == list(made_articles(PARAGRAPHS, 5, seed=1))
    assert list(made_articles(PARAGRAPHS, 5, seed=1)) != list(made_articles(PARAGRAPHS, 5, seed=2))


def test_no_two_articles_are_alike() -> None:
    assert len(set(made_articles(PARAGRAPHS, 200))) == 200


def test_countries_and_numbers_change_and_the_other_words_stay() -> None:
    article = next(made_articles(PARAGRAPHS[:1], 1))
    assert "promised" in article
    assert "already on their way" in article
    assert "26 tanks" not in article or "Ukraine" not in article


def test_a_country_is_exchanged_for_one_other_within_a_paragraph() -> None:
    for article in made_articles(PARAGRAPHS[:1], 20):
        paragraph = article.split("\n\n")[1]
        assert paragraph.count(paragraph.split(" promised")[0]) >= 2


def test_only_paragraphs_are_taken_from_articles(tmp_path: Path) -> None:
    write_articles(iter([f"A headline\n\n{PARAGRAPHS[0]}\n", PARAGRAPHS[0]]), tmp_path / "made")
    assert paragraphs_of([tmp_path / "made"]) == [PARAGRAPHS[0]]
