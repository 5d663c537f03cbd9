"""What the model of positions learns from: labels, folds, parts of paragraphs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from onrecord.extract.tagging.features import COLUMNS, Words
from onrecord.extract.tagging.labels import Labels
from train.positions.corpus import FOLDS, TAGGED, Example, apart, fold
from train.positions.written import PREFIX, rows, texts

pytest.importorskip("tokenizers")

from train.positions.passages import parts, whole
from train.positions.score import nearest, overlap

UNMARKED = Path(__file__).parents[2] / "train" / "positions" / "unmarked"
STANCES = Labels(TAGGED["stance"])


def example(texts: str, spans: list[tuple[int, int, str]], ends: tuple[int, ...]) -> Example:
    words = tuple(texts.split())
    length = len(words)
    told = Words(words, np.zeros((length, len(COLUMNS)), dtype=np.int64), np.arange(length), ends)
    offsets = np.array([(10 * word, 10 * word + 5) for word in range(length)])
    clauses = tuple((first, end, 0) for first, end, _ in spans)
    return Example(told, offsets, {"stance": STANCES.of(spans, length)}, clauses)


def test_of_two_overlapping_clauses_the_longer_is_learnt_and_the_other_counted() -> None:
    lost: Counter[str] = Counter()
    kept = apart([(0, 3, "pledged"), (2, 9, "refused"), (9, 11, "willing")], lost, "stance")
    assert kept == [(2, 9, "refused"), (9, 11, "willing")]
    assert lost == {"stance overlapped": 1}


def test_a_clause_marked_twice_with_one_stance_is_one_and_nothing_is_lost() -> None:
    lost: Counter[str] = Counter()
    assert apart([(0, 3, "pledged"), (0, 3, "pledged")], lost, "stance") == [(0, 3, "pledged")]
    assert not lost


def test_near_copies_are_in_one_fold() -> None:
    assert fold("7M9Re8emMPUGS7JG") == fold("yrybrgKcCC5w9apY") == fold("trybrgKcCC5w9apY")


def test_a_long_paragraph_is_cut_between_sentences_and_keeps_its_clauses() -> None:
    whole_one = example("a b c d e f g h", [(1, 3, "pledged"), (5, 8, "refused")], (4, 8))
    first, second = parts(whole_one, lambda word: [1] * 60)
    assert (first.words.texts, second.words.texts) == (("a", "b", "c", "d"), ("e", "f", "g", "h"))
    assert STANCES.spans(first.labels["stance"]) == [(1, 3, "pledged")]
    assert STANCES.spans(second.labels["stance"]) == [(1, 4, "refused")]
    assert (first.clauses, second.clauses) == (((1, 3, 0),), ((1, 4, 0),))
    assert second.offsets[0, 0] == 40


def test_a_span_cut_in_two_is_learnt_in_neither_part() -> None:
    labels = STANCES.of([(0, 2, "willing"), (3, 8, "pledged")], 8)
    assert STANCES.spans(whole(labels[:5])) == [(0, 2, "willing")]
    assert not whole(labels[5:]).any()


def test_a_clause_is_given_the_mention_within_it_before_one_that_stands_before_it() -> None:
    mentions = [(0, 1, "mention"), (4, 6, "mention"), (9, 10, "mention")]
    assert nearest(mentions, 3, 8) == (4, 6, "mention")
    assert nearest(mentions, 1, 4) == (0, 1, "mention")
    assert nearest([], 1, 4) is None


def test_half_of_the_shorter_is_an_overlap() -> None:
    assert overlap((0, 100), (95, 105))
    assert not overlap((0, 100), (96, 106))


ARTICLE = """### ID: made-1
### DATE: 2020-05-06
Oslo to pay

Norway will pay if others do, its envoy said. "We will pay," he said.

Sweden has not decided.
---
NOR | pledged | finance | Norway | Norway will pay | if others do |
NOR | pledged | finance | We | We will pay | | repeat
SWE | undecided | finance | Sweden | Sweden has not decided

### ID: made-2
### DATE: 2020-05-07
Rain

It rained.
---
"""


def test_written_articles_are_read_as_marked_ones_are(tmp_path: Path) -> None:
    (tmp_path / "made.txt").write_text(ARTICLE, encoding="utf-8")
    first, second = rows(tmp_path)
    assert (first["id"], first["date"]) == ("written-made-1", "2020-05-06")
    assert first["text"].startswith("Oslo to pay\n\nNorway")
    paid, again, undecided = first["positions"]
    assert first["text"][paid["start"] : paid["end"]] == "Norway will pay"
    assert paid["mention"]["exact"] == "Norway"
    assert paid["condition"]["exact"] == "if others do"
    assert again["repeat"]
    assert "repeat" not in paid
    assert undecided["stance"] == "undecided"
    assert undecided["condition"] is None
    assert second["positions"] == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("pledged | finance | Norway |", "promised | finance | Norway |", "promised"),
        ("| Norway will pay |", "| Norway shall pay |", "0 times"),
        ("| Norway will pay |", "| will pay |", "2 times"),
        ("finance | Norway |", "finance | Denmark |", "Denmark"),
        ("| repeat", "| again", "flags"),
        ("---\nNOR", "NOR", "no line of three dashes"),
    ],
)
def test_a_written_article_that_does_not_keep_to_the_form_is_refused(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    (tmp_path / "made.txt").write_text(ARTICLE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=told):
        list(rows(tmp_path))


def test_a_mention_is_the_nearest_whole_word(tmp_path: Path) -> None:
    content = "### ID: a\n### DATE: 2020-01-01\nUS\n\nThe US asked. Then bus drivers heard that the US will go.\n---\n"
    (tmp_path / "a.txt").write_text(content + "USA | pledged | withdraw | US | will go", encoding="utf-8")
    (article,) = rows(tmp_path)
    (position,) = article["positions"]
    assert article["text"][position["mention"]["start"] - 4 :].startswith("the US will go")


def test_no_written_article_is_held_aside() -> None:
    assert fold(PREFIX + "made-1") not in range(FOLDS)


Beside = Callable[[list[dict[str, Any]], dict[str, Any]], dict[str, Any]]


@pytest.fixture
def marked_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Beside:
    """The one article whose mark stands apart from these texts, as it is read."""
    monkeypatch.setattr("train.positions.written._SHARED", tmp_path)

    def written(name: str, told: Iterable[dict[str, Any]]) -> Path:
        (tmp_path / name).write_text("".join(json.dumps(each) + "\n" for each in told), encoding="utf-8")
        return tmp_path / name

    def read(texts: list[dict[str, Any]], mark: dict[str, Any]) -> dict[str, Any]:
        written("texts.jsonl", texts)
        marked = {"id": texts[0]["id"], "positions": [{"parties": ["NOR"], "action": "finance"} | mark]}
        (article,) = rows(written("marks.jsonl", [{"texts": "texts.jsonl"}, marked]))
        return article

    return read


def test_marks_without_their_texts_are_put_beside_them(marked_beside: Beside) -> None:
    text = {"id": "a", "date": "2020-01-02T03:04:05", "text": "Norway will pay if asked."}
    mark = {"place": [0, 15], "mention": [0, 6], "stance": "pledged", "condition": [16, 24], "unsure": True}
    article = marked_beside([text], mark)
    (position,) = article["positions"]
    assert (article["id"], article["date"]) == ("a", "2020-01-02")
    assert (position["exact"], position["mention"]["exact"]) == ("Norway will pay", "Norway")
    assert position["condition"]["exact"] == "if asked"
    assert position["unsure"]


def test_passages_of_words_are_put_together_as_running_text(marked_beside: Beside) -> None:
    passages = [
        {"id": "post_2016-01-02_a", "tokens": ["Oslo", "'s", "envoy", ":", "''", "We", "wo", "n't", "pay", ".", "''"]},
        {"id": "post_2016-01-02_a", "tokens": ["It", "-LRB-", "still", "-RRB-", "may", "."]},
        {"id": "post_2016-01-03_b", "tokens": ["Nothing", "."]},
    ]
    article = marked_beside(passages, {"place": [15, 28], "mention": [0, 4], "stance": "refused"})
    assert article["text"] == "Oslo's envoy: “We won't pay.”\nIt (still) may."
    assert article["date"] == "2016-01-02"
    assert article["positions"][0]["exact"] == "We won't pay."


def test_what_is_kept_from_every_network_is_not_among_what_they_learn() -> None:
    folder = Path(__file__).parents[2] / "train" / "positions"
    kept = [article["id"] for article in rows(folder / "kept")]
    assert len(set(kept)) == len(kept) > 50
    assert not set(kept) & {article["id"] for article in rows(folder / "written")}
    for name in ("stories.jsonl", "attribution.jsonl"):
        learnt, aside = (_marked_elsewhere(folder / place) for place in (name, f"kept/{name}"))
        assert len(aside) > 20
        assert not learnt & aside


def _marked_elsewhere(marks: Path) -> set[str]:
    return {json.loads(line)["id"] for line in marks.read_text(encoding="utf-8").splitlines()[1:]}


def test_the_written_articles_keep_to_their_form() -> None:
    found = list(rows(Path(__file__).parents[2] / "train" / "positions" / "written"))
    assert len({article["id"] for article in found}) == len(found) > 500
    assert sum(len(article["positions"]) for article in found) > 6500


def test_articles_without_marks_are_many_and_each_is_told_once() -> None:
    found = list(texts(UNMARKED / "articles.jsonl.gz"))
    assert len({row["id"] for row in found}) == len({row["text"] for row in found}) == len(found)
    assert not any(row["positions"] for row in found)
    told = (UNMARKED / "README.md").read_text(encoding="utf-8")
    assert f"{len(found)} articles in English, {sum(len(row['text'].split()) for row in found):,} words" in told


def test_exemplars_are_joined_as_they_are_printed_and_each_told_once(tmp_path: Path) -> None:
    corpus = tmp_path / "exemplars.jsonl"
    told = ["The bloc ( of 27 ) did n't agree , it said .", "It 's Oslo 's .", "It 's Oslo 's ."]
    corpus.write_text("".join(json.dumps({"text": each}) + "\n" for each in told))
    assert [row["text"] for row in texts(corpus)] == ["The bloc (of 27) didn't agree, it said.\nIt's Oslo's.\n"]
