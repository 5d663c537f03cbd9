"""Builds a register of a reading's articles as a user would, and measures it against the reading."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from eval.blocks import block_accuracy
from eval.export import read_positions, read_statements
from eval.reading import ReferenceReading, load_reading
from eval.scoring import Level, PositionScores, score_positions, score_quotations
from onrecord.model import Block, Metadata, Role, Text


class BuildError(Exception):
    """The command line failed on a reading's articles."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One reading's corpus (a hash), its counts, its figures, and the positions behind them."""

    name: str
    corpus: str
    counts: Mapping[str, int]
    figures: Mapping[str, float]
    reading: ReferenceReading
    positions: PositionScores


def measure(folder: Path, name: str) -> Measured:
    """What a register of ``folder/articles`` scores against ``folder/reading.yaml``."""
    reading = load_reading(folder / "reading.yaml")
    with tempfile.TemporaryDirectory() as place:
        export = build_and_export(folder / "articles", Path(place))
        documents = _documents(export)
        positions = score_positions(reading, read_positions(export, reading))
        quotations = score_quotations(reading, read_statements(export, reading))
    figures = {
        **_blocks(folder, documents, reading),
        "quotations_recall": quotations.recall,
        "quotations_speaker": quotations.speaker,
        **_position_figures(positions),
    }
    return Measured(name, corpus_hash(folder), _counts(reading), figures, reading, positions)


def build_and_export(articles: Path, place: Path) -> Path:
    """Runs the command line on a folder of articles; the folder that holds the export."""
    register, export = str(place / "gate.register"), place / "export"
    _onrecord("build", str(articles), "--register", register)
    _onrecord("export", "--register", register, "--format", "jsonl", "--out", str(export))
    return export


def corpus_hash(folder: Path) -> str:
    """A digest of the articles and of the reading: figures of another corpus cannot be compared."""
    digest = hashlib.sha256()
    for path in (*sorted((folder / "articles").iterdir()), folder / "reading.yaml"):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _onrecord(*arguments: str) -> None:
    command = [sys.executable, "-c", "import sys; from onrecord.cli import main; sys.exit(main())", *arguments]
    outcome = subprocess.run(command, capture_output=True, text=True, check=False)
    if outcome.returncode:
        raise BuildError(f"onrecord {arguments[0]} ended with status {outcome.returncode}: {outcome.stderr.strip()}")


def _position_figures(positions: PositionScores) -> dict[str, float]:
    figures: dict[str, float] = {}
    for level in Level:
        score = positions.levels[level]
        figures |= {f"{level}_precision": score.precision, f"{level}_recall": score.recall, f"{level}_f1": score.f1}
    return {**figures, "false_alarms": float(len(positions.false_alarms))}


def _documents(export: Path) -> dict[str, dict[str, Any]]:
    """The documents of the export by file name."""
    lines = (export / "documents.jsonl").read_text(encoding="utf-8").split("\n")
    records = [json.loads(line) for line in lines if line.strip()]
    return {Path(record["document"]).name: record for record in records}


def _blocks(folder: Path, documents: Mapping[str, dict[str, Any]], reading: ReferenceReading) -> dict[str, float]:
    """The share of lines with the right role, where the reading tells their roles."""
    blocks = yaml.safe_load((folder / "reading.yaml").read_text(encoding="utf-8")).get("blocks")
    if not blocks:
        return {}
    texts = {document: _text(documents[file], reading.texts[document]) for document, file in reading.files.items()}
    right, total = block_accuracy(texts, blocks)
    return {"blocks": right / total}


def _text(record: dict[str, Any], text: str) -> Text:
    blocks = tuple(Block(block["start"], block["end"], Role(block["role"])) for block in record["blocks"])
    return Text(record["id"], Metadata(record["document"]), record["sha256"], text, blocks)


def _counts(reading: ReferenceReading) -> dict[str, int]:
    return {
        "articles": len(reading.texts),
        "positions": sum(position.demanded for position in reading.positions),
        "not_positions": len(reading.not_positions),
        "statements": len(reading.statements),
    }
