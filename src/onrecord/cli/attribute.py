"""``onrecord attribute``: who said what in bare passages, a line each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

import click

from onrecord.cli.terminal import tell
from onrecord.cli.wording import counted
from onrecord.errors import UsageError

_REJECTED = 3
_TOGETHER = 256  # lines in memory at a time


@click.command()
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
@click.option("--rules-only", is_flag=True, help="Read without the token model, by rules alone.")
def attribute(path: Path, out: Path, rules_only: bool) -> int:
    """Label source, cue and content in passages of a JSON Lines file.

    Each line of FILE is an object. One with "tokens", a list of words, gets "labels", one a word:
    O, or B- or I- with source, cue or content. One with "text" gets "spans": kind, start, end
    (code points, end exclusive) and exact. What else a line holds is kept, and so is the order. A
    line that cannot be read gets an "error" instead, is told of, and makes the exit status 3.
    """
    from onrecord.labelling import missing

    if out.exists() and out.samefile(path):
        raise UsageError(f"--out names the file that is read: {out}")
    absent = None if rules_only else missing()
    if absent:
        tell(f"{absent} is not installed: rules alone read these passages (pip install 'onrecord[models]' brings it)")
    rejected = 0
    try:
        with path.open("rb") as lines, out.open("w", encoding="utf-8", newline="\n") as written:
            for number, record in enumerate(_labelled(lines, models=not rules_only and not absent), 1):
                if "error" in record:
                    rejected += 1
                    tell(f"{path.name}#{number}: {record['error']}")
                written.write(json.dumps(record, ensure_ascii=False) + "\n")
    except OSError as error:
        raise UsageError(f"{error.filename}: {error.strerror}") from error
    if rejected:
        tell(f"{counted(rejected, 'line')} could not be read; the others are labelled")
    return _REJECTED if rejected else 0


def _labelled(lines: Any, models: bool) -> Iterator[dict[str, Any]]:
    from onrecord.labelling import label, mark

    while together := [_record(line) for line in islice(lines, _TOGETHER)]:
        labels = label([record["tokens"] for record in together if "tokens" in record], models)
        spans = mark([record["text"] for record in together if "text" in record and "tokens" not in record], models)
        for record in together:
            if "tokens" in record:
                yield {**record, "labels": next(labels)}
            elif "text" in record:
                yield {**record, "spans": [asdict(span) for span in next(spans)]}
            else:
                yield record


def _record(line: bytes) -> dict[str, Any]:
    """The object of a line, or one that says why there is none."""
    try:
        record = json.loads(line.decode("utf-8"))
        json.dumps(record, ensure_ascii=False).encode("utf-8")  # JSON can spell half of a surrogate pair
    except (ValueError, RecursionError) as error:
        return {"error": f"not JSON in UTF-8: {error}"}
    if not isinstance(record, dict):
        return {"error": "not an object"}
    tokens, text = record.get("tokens"), record.get("text")
    if isinstance(tokens, list) and all(isinstance(token, str) for token in tokens):
        return {name: value for name, value in record.items() if name not in {"labels", "error"}}
    if "tokens" not in record and isinstance(text, str):
        return {name: value for name, value in record.items() if name not in {"spans", "error"}}
    return {"error": 'no "tokens", a list of words, and no "text"'}
