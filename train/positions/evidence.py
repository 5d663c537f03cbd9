"""What the second network is fitted on: candidates of the marked articles, with what is right for each.

    python -m train.positions.evidence OUT CORPUS [CORPUS ...] [--model FOLDER] [--aside FOLD]

Every candidate is told as the rules and the token model in FOLDER read it (what ships, unless told), and every marked
clause that is none besides. Aside, for fitting how the second network's word is weighed, are the articles that are set
aside for that; with ``--aside`` those of a fold instead, which the model in FOLDER has not seen.
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

from onrecord.clean import clean
from onrecord.extract.attribution import attributions
from onrecord.extract.positions import evidence, setting
from onrecord.extract.tagging import passages
from onrecord.extract.tagging.model import load, load_from
from onrecord.extract.tagging.passages import read_passages
from onrecord.identify import identify
from onrecord.model import Document, Media, Metadata, Rejected, Sentence, Span, Text
from onrecord.model.candidate import Extraction
from onrecord.parse import parse
from train.positions.corpus import fold
from train.positions.judged import Judged
from train.positions.written import rows, set_aside


def main() -> None:
    """Read the articles and write what was found."""
    asked = argparse.ArgumentParser(prog="python -m train.positions.evidence", description=__doc__)
    asked.add_argument("out", type=Path)
    asked.add_argument("corpora", type=Path, nargs="+")
    asked.add_argument("--model", type=Path, help="a shipped token model; the one that ships unless told")
    asked.add_argument("--aside", type=int, help="the fold to hold aside, which the model has not seen")
    given = asked.parse_args()
    found: list[Judged] = []
    model = load_from(given.model) if given.model else load("reading")
    with patch.object(passages, "load", lambda _: model):
        for row in (row for corpus in given.corpora for row in rows(corpus)):
            name = row["id"]
            found.extend(judged(row, set_aside(name) if given.aside is None else fold(name) == given.aside))
    given.out.write_bytes(pickle.dumps(found))
    held = {each.article for each in found if each.aside}
    right = sum(bool(each.right) for each in found)
    print(f"{len(found)} examples, {right} of them positions; {len(held)} articles aside")


def judged(row: dict[str, Any], aside: bool) -> Iterator[Judged]:
    """The examples of one article."""
    text = clean(Document(Metadata(row["id"], published=row["date"] or None), Media.PLAIN, row["text"], row["id"]))
    if isinstance(text, Rejected):
        return
    sentences = parse(text)
    read = read_passages(sentences)
    statements = attributions(text, sentences, read)
    candidates = evidence(text, sentences, statements, read)
    extraction = Extraction(statements, tuple(each.candidate for each in candidates))
    kept = {position.span for position in identify(text, sentences, extraction).positions}
    places = {(each.candidate.span.start, each.candidate.span.end) for each in candidates}
    for each in candidates:
        span = each.candidate.span
        hit = [mark for mark in row["positions"] if _overlap((span.start, span.end), (mark["start"], mark["end"]))]
        sure = [mark for mark in hit if not mark.get("unsure")]
        right = True if sure else None if hit else False
        yield Judged(row["id"], each.setting, each, right, span in kept, aside, *_told(sure or hit))
    for mark in row["positions"]:
        stands = _sentence(text, sentences, mark["start"])
        if (mark["start"], mark["end"]) not in places and stands is not None:
            span = Span(mark["start"], mark["end"], text.text[mark["start"] : mark["end"]])
            right = None if mark.get("unsure") else True
            yield Judged(row["id"], setting(text, stands, span), None, right, True, aside, *_told([mark]))


def _told(marks: Sequence[dict[str, Any]]) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(mark["stance"] for mark in marks), frozenset(mark["action"] for mark in marks)


def _sentence(text: Text, sentences: Sequence[Sentence], start: int) -> Sentence | None:
    return next((sentence for sentence in sentences if sentence.start <= start < sentence.end), None)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common > 0 and 2 * common >= min(one[1] - one[0], other[1] - other[0])


if __name__ == "__main__":
    main()
