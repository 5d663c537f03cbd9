"""What the weighing of readings is fitted on: candidates of the marked articles, with what is right for each.

    python -m train.positions.evidence OUT CORPUS [CORPUS ...] [--model FOLDER [--aside 0]]

Of the articles aside, all unless a fold is named, every candidate is told as the token model in FOLDER reads it, which
must not have seen them; of the others the rules' candidates, and the marked clauses themselves as if the model had
tagged them.
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
from onrecord.extract.positions import evidence
from onrecord.extract.signs import signs
from onrecord.extract.tagged import UNREAD, Clause, Words
from onrecord.extract.tagged_positions import of_clause
from onrecord.extract.tagging import meaning, passages
from onrecord.extract.tagging.model import load_from
from onrecord.extract.tagging.passages import read_passages
from onrecord.extract.weighing import TAGGED, Evidence
from onrecord.identify import identify
from onrecord.model import Document, Media, Metadata, Rejected, Sentence, Stance, Text
from onrecord.model.candidate import Extraction
from onrecord.parse import parse
from train.positions.corpus import fold
from train.positions.judged import Judged
from train.positions.written import rows


def main() -> None:
    """Read the articles and write what was found."""
    asked = argparse.ArgumentParser(prog="python -m train.positions.evidence", description=__doc__)
    asked.add_argument("out", type=Path)
    asked.add_argument("corpora", type=Path, nargs="+")
    asked.add_argument("--model", type=Path, help="a shipped model that has not seen the articles aside")
    asked.add_argument("--aside", type=int, help="their fold")
    given = asked.parse_args()
    found: list[Judged] = []
    model = load_from(given.model) if given.model else None
    with patch.object(passages, "load", lambda _: model):
        for row in (row for corpus in given.corpora for row in rows(corpus)):
            aside = given.aside is None or fold(row["id"]) == given.aside
            found.extend(judged(row, with_model=model is not None and aside))
    given.out.write_bytes(pickle.dumps(found))
    print(f"{len(found)} examples, {sum(each.marked for each in found)} of them marked clauses")


def judged(row: dict[str, Any], with_model: bool) -> Iterator[Judged]:
    """The examples of one article."""
    text = clean(Document(Metadata(row["id"]), Media.PLAIN, row["text"], row["id"]))
    if isinstance(text, Rejected):
        return
    sentences = parse(text)
    read = read_passages(sentences) if with_model else []
    statements = attributions(text, sentences, read if with_model else None)
    candidates = evidence(text, sentences, statements, read)
    extraction = Extraction(statements, tuple(each.candidate for each in candidates))
    kept = {position.span for position in identify(text, sentences, extraction).positions}
    for each in candidates:
        span = each.candidate.span
        hit = [mark for mark in row["positions"] if _overlap((span.start, span.end), (mark["start"], mark["end"]))]
        yield _example(row["id"], each, hit, resolved=span in kept, marked=False)
    for mark in row["positions"]:
        clause = _clause(text, sentences, mark)
        if clause is not None:
            yield _example(row["id"], clause, [mark], resolved=True, marked=True)


def _example(article: str, each: Evidence, hit: Sequence[dict[str, Any]], resolved: bool, marked: bool) -> Judged:
    sure = [mark for mark in hit if not mark.get("unsure")]
    return Judged(
        article,
        fold(article),
        each,
        meaning.load().of(each.candidate.span.exact),
        True if sure else None if hit else False,
        resolved,
        marked,
        frozenset(mark["stance"] for mark in sure or hit),
        frozenset(mark["action"] for mark in sure or hit),
    )


def _clause(text: Text, sentences: Sequence[Sentence], mark: dict[str, Any]) -> Evidence | None:
    for index, sentence in enumerate(sentences):
        if sentence.start <= mark["start"] < sentence.end:
            inside = [t.index for t in sentence.tokens if t.start < mark["end"] and t.end > mark["start"]]
            if not inside:
                return None
            words = Words(index, inside[0], inside[-1])
            candidate = of_clause(text, sentences, Clause(words, Stance(mark["stance"]), None, None, UNREAD), ())
            return Evidence(candidate, TAGGED, signs(sentence, words, candidate, by_rule=False), UNREAD)
    return None


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common > 0 and 2 * common >= min(one[1] - one[0], other[1] - other[0])


if __name__ == "__main__":
    main()
