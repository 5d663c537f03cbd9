"""The project's scorer agrees with the independent one beside the repository, to the digit."""

from __future__ import annotations

import importlib.util
import json
import random
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from eval.export import read_positions, read_statements
from eval.reading import ExpectedPosition, Place, ReferenceReading, load_reading
from eval.scoring import Level, score_positions, score_quotations

STANCES = ("pledged", "willing", "undecided", "refused", "demanded", "threatened")
ACTIONS = ("deploy", "guarantee", "sanction", "negotiate", "withdraw", "other")
PARTIES = (("USA", "United States"), ("european-leaders", "European leaders"), ("nations-26", "26 nations"))


@pytest.fixture
def oracle(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("oracle", shared / "score" / "reading.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def perturbed(reading: ReferenceReading, chance: random.Random) -> Iterator[dict[str, Any]]:
    """The reader's positions with some left out, moved, said twice, or given other labels."""
    for expected in reading.positions:
        for _ in range(chance.choice((0, 1, 1, 1, 2))):
            yield position_record(expected, reading, chance)
    for place in reading.not_positions:
        if chance.random() < 0.3:
            yield {**piece(place, reading, chance), **labels(chance), "parties": [party(*chance.choice(PARTIES))]}


def position_record(expected: ExpectedPosition, reading: ReferenceReading, chance: random.Random) -> dict[str, Any]:
    right = {"stance": min(expected.stances), "action": sorted(expected.actions)}
    known = [
        party(key, reading.parties[key].name if key in reading.parties else key) for key in sorted(expected.parties)
    ]
    return {
        **piece(expected.place, reading, chance),
        **(right if chance.random() < 0.6 else labels(chance)),
        "parties": known if chance.random() < 0.7 else [party(*chance.choice(PARTIES))],
    }


def quotations(reading: ReferenceReading, chance: random.Random) -> Iterator[dict[str, Any]]:
    for expected in reading.statements:
        if chance.random() < 0.8:
            name = chance.choice((expected.speaker, "Emmanuel Macron", None))
            place = piece(expected.place, reading, chance)
            yield {
                "document": place["document"],
                "mode": chance.choice(("direct", "mixed", "indirect")),
                "speaker": None if name is None else {"name": name},
                "content": [place],
            }


def piece(place: Place, reading: ReferenceReading, chance: random.Random) -> dict[str, Any]:
    text = reading.texts[place.document]
    start = max(0, place.start + chance.choice((0, 0, 0, -20, 15, 40)))
    end = min(len(text), max(start + 5, place.end + chance.choice((0, 0, 0, -15, 30))))
    return {"document": reading.files[place.document], "start": start, "end": end, "exact": text[start:end]}


def labels(chance: random.Random) -> dict[str, str]:
    return {"stance": chance.choice(STANCES), "action": chance.choice(ACTIONS)}


def party(identity: str, name: str) -> dict[str, str]:
    return {"id": identity, "name": name}


def by_oracle(oracle: ModuleType, path: Path, export: Path) -> dict[str, Any]:
    gold, files, texts = oracle.load(path, path.parent / "articles")
    document_of = {file: document for document, file in files.items()}
    scores = oracle.score_positions(gold, oracle.predictions(export / "positions.jsonl", document_of, texts))
    said = oracle.score_statements(gold, oracle.predictions(export / "statements.jsonl", document_of, texts))
    figures = {level: [scores[level][name] for name in ("precision", "recall", "f1")] for level in oracle.LEVELS}
    return {
        **figures,
        "missed": {level: scores[level]["missed"] for level in oracle.LEVELS},
        "wrong": {level: len(scores[level]["wrong"]) for level in oracle.LEVELS},
        "false alarms": len(scores["false_alarms"]),
        "quotations": [said["recall"], said["speaker"], said["gold"]],
    }


def by_project(path: Path, export: Path) -> dict[str, Any]:
    reading = load_reading(path)
    scores = score_positions(reading, read_positions(export, reading))
    said = score_quotations(reading, read_statements(export, reading))
    levels = {level.value: scores.levels[level] for level in Level}
    return {
        **{level: [score.precision, score.recall, score.f1] for level, score in levels.items()},
        "missed": {level: list(score.missed) for level, score in levels.items()},
        "wrong": {level: len(score.wrong) for level, score in levels.items()},
        "false alarms": len(scores.false_alarms),
        "quotations": [said.recall, said.speaker, said.expected],
    }


@pytest.mark.parametrize("seed", range(3))
def test_both_scorers_give_the_same_figures_for_every_reading(
    shared: Path, oracle: ModuleType, tmp_path: Path, seed: int
) -> None:
    readings = sorted((shared / "coverage").glob("*/reading.yaml"))
    assert readings
    for path in readings:
        reading, chance = load_reading(path), random.Random(seed)
        for name, records in (("positions", perturbed), ("statements", quotations)):
            lines = [json.dumps(record) for record in records(reading, chance)]
            (tmp_path / f"{name}.jsonl").write_text("\n".join(lines) + "\n")
        assert by_project(path, tmp_path) == by_oracle(oracle, path, tmp_path), path.parent.name


def test_the_perturbed_readings_are_neither_perfect_nor_empty(shared: Path, tmp_path: Path) -> None:
    path = min((shared / "coverage").glob("*/reading.yaml"))
    reading, chance = load_reading(path), random.Random(0)
    for name, records in (("positions", perturbed), ("statements", quotations)):
        lines = [json.dumps(record) for record in records(reading, chance)]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(lines) + "\n")
    figures = by_project(path, tmp_path)
    assert all(0.1 < figure < 0.95 for level in Level for figure in figures[level.value])
