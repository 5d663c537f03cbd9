"""The scorer: what counts as found, as right and as wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import yaml

from eval.export import ExportError, read_positions, read_statements
from eval.reading import ReadingError, ReferenceReading, load_reading
from eval.scoring import Level, PositionScores, score_positions, score_quotations

ARTICLE = """Berlin pledged to train 400 soldiers.
Rome ruled out sending troops.
"We will decide later," a Polish minister said.
The team promised its fans a win.
"""

READING = """
parties: {poland: {name: Polish government, kind: organisation}}
positions:
  - {id: p1, doc: one, party: DEU, action: train, stance: pledged, quote: Berlin pledged to train 400 soldiers}
  - {id: p2, doc: one, party: ITA, action: deploy, stance: refused, quote: Rome ruled out sending troops}
  - {id: p3, doc: one, party: poland, action: deploy, stance: undecided, unsure: true, quote: We will decide later}
not_positions:
  - {doc: one, quote: The team promised its fans a win}
statements:
  - {doc: one, speaker: a Polish minister, quote: '"We will decide later,"'}
"""

Record = dict[str, object]
Write = Callable[[Sequence[Record], Sequence[Record]], Path]


@pytest.fixture
def reading(tmp_path: Path) -> ReferenceReading:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "one.txt").write_text(ARTICLE)
    (tmp_path / "reading.yaml").write_text(READING)
    return load_reading(tmp_path / "reading.yaml")


@pytest.fixture
def export(tmp_path: Path) -> Write:
    def write(positions: Sequence[Record], statements: Sequence[Record] = ()) -> Path:
        for name, records in (("positions", positions), ("statements", statements)):
            (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
        return tmp_path

    return write


def place(exact: str) -> Record:
    return {"start": ARTICLE.index(exact), "end": ARTICLE.index(exact) + len(exact), "exact": exact}


def position(exact: str, party: str, action: str, stance: str) -> Record:
    parties = [{"id": party, "name": party.title(), "kind": "state"}]
    return {"document": "one.txt", **place(exact), "parties": parties, "action": action, "stance": stance}


GERMANY = position("pledged to train 400 soldiers", "DEU", "train", "pledged")
ITALY = position("Rome ruled out sending troops", "ITA", "deploy", "refused")


def scored(reading: ReferenceReading, folder: Path) -> PositionScores:
    return score_positions(reading, read_positions(folder, reading))


def test_a_perfect_export_scores_one_at_every_level(reading: ReferenceReading, export: Write) -> None:
    scores = scored(reading, export([GERMANY, ITALY]))
    assert [scores.levels[level].f1 for level in Level] == [1.0, 1.0, 1.0, 1.0]
    assert scores.false_alarms == ()


def test_nothing_found_scores_zero_and_names_what_was_missed(reading: ReferenceReading, export: Write) -> None:
    full = scored(reading, export([])).levels[Level.FULL]
    assert (full.precision, full.recall, full.f1) == (0.0, 0.0, 0.0)
    assert full.missed == ("p1", "p2")


def test_each_level_asks_for_more_than_the_one_before(reading: ReferenceReading, export: Write) -> None:
    willing = position("Rome ruled out sending troops", "ITA", "deploy", "willing")
    scores = scored(reading, export([GERMANY, willing]))
    assert [scores.levels[level].recall for level in Level] == [1.0, 1.0, 0.5, 0.5]
    assert [wrong.stance for wrong in scores.levels[Level.FULL].wrong] == ["willing"]


def test_a_passage_that_shares_less_than_half_is_not_found(reading: ReferenceReading, export: Write) -> None:
    beside = position("soldiers.\nRome ruled out", "ITA", "deploy", "refused")
    longer = position("out sending troops", "ITA", "deploy", "refused")
    assert scored(reading, export([beside])).levels[Level.FOUND].missed == ("p1",)
    assert scored(reading, export([longer])).levels[Level.FOUND].missed == ("p1",)
    assert scored(reading, export([position("400 soldiers.\nRome ", "DEU", "train", "pledged")])).levels[
        Level.FOUND
    ].missed == ("p2",)


def test_one_prediction_serves_only_one_expected_position(reading: ReferenceReading, export: Write) -> None:
    both = position("Berlin pledged to train 400 soldiers.\nRome ruled out sending troops", "DEU", "train", "pledged")
    found = scored(reading, export([both])).levels[Level.FOUND]
    assert (found.precision, found.recall) == (1.0, 0.5)


def test_what_the_reader_is_unsure_of_is_neither_demanded_nor_punished(
    reading: ReferenceReading, export: Write
) -> None:
    unsure = position("We will decide later", "fra", "train", "pledged")
    full = scored(reading, export([GERMANY, ITALY, unsure])).levels[Level.FULL]
    assert (full.precision, full.recall) == (1.0, 1.0)


def test_a_party_that_is_no_state_is_known_by_a_word_of_its_name(reading: ReferenceReading, export: Write) -> None:
    poland = position("We will decide later", "polish-cabinet", "deploy", "undecided")
    nobody = position("Rome ruled out sending troops", "polish-cabinet", "deploy", "refused")
    scores = scored(reading, export([poland, nobody]))
    assert [wrong.exact for wrong in scores.levels[Level.PARTY].wrong] == ["Rome ruled out sending troops"]


def test_a_position_read_where_there_is_none_is_a_false_alarm(reading: ReferenceReading, export: Write) -> None:
    scores = scored(reading, export([position("The team promised its fans a win", "team", "other", "pledged")]))
    assert [alarm.exact for alarm in scores.false_alarms] == ["The team promised its fans a win"]


def test_a_quotation_needs_four_fifths_of_its_words_and_the_speakers_name(
    reading: ReferenceReading, export: Write
) -> None:
    def quotation(exact: str, speaker: str | None, mode: str = "direct") -> Record:
        named = None if speaker is None else {"name": speaker}
        return {"document": "one.txt", "mode": mode, "speaker": named, "content": [place(exact)]}

    def figures(*statements: Record) -> tuple[float, float]:
        scores = score_quotations(reading, read_statements(export([], statements), reading))
        return scores.recall, scores.speaker

    assert figures(quotation('"We will decide later,"', "Polish minister")) == (1.0, 1.0)
    assert figures(quotation("We will decide later", None)) == (1.0, 0.0)
    assert figures(quotation('later," a Polish minister', "Polish minister")) == (0.0, 0.0)
    assert figures(quotation('"We will decide later,"', "Polish minister", mode="indirect")) == (0.0, 0.0)


def test_evidence_that_does_not_stand_in_the_article_stops_the_score(reading: ReferenceReading, export: Write) -> None:
    shifted = {**GERMANY, "start": 0}
    with pytest.raises(ExportError, match=r"one\.txt"):
        read_positions(export([shifted]), reading)


def test_documents_that_the_reading_does_not_know_are_left_out(reading: ReferenceReading, export: Write) -> None:
    elsewhere = {**GERMANY, "document": "folder/two.txt"}
    inside = {**GERMANY, "document": "folder/one.txt"}
    assert len(read_positions(export([elsewhere, inside]), reading)) == 1


def test_a_quotation_of_the_reading_must_stand_in_its_article(tmp_path: Path, reading: ReferenceReading) -> None:
    content = yaml.safe_load(READING)
    content["statements"][0]["quote"] = "never said"
    (tmp_path / "broken.yaml").write_text(yaml.safe_dump(content))
    with pytest.raises(ReadingError, match="never said"):
        load_reading(tmp_path / "broken.yaml")
