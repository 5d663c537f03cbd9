"""Who said what, read by onrecord and by textacy's ``direct_quotations`` from the same clean texts, side by side.

Both read in one process with one spaCy model, parsing included; they take turns, and each one's fastest counts.
Seconds are the processor's: other programs do not count, and more threads than one gain nothing.
textacy is given a text in two ways, as it pairs quotation marks from the beginning of what it is given and gives up
on an odd number of them: a whole article, as its documentation does, and each paragraph by itself, as onrecord parses.
"""

from __future__ import annotations

import importlib
import tempfile
import time
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path, PurePath
from typing import Any

from eval.export import PredictedStatement, read_statements
from eval.measure import build_and_export
from eval.reading import Place, load_reading
from eval.scoring import score_quotations
from eval.treebank import read_articles
from onrecord.model import READ_ROLES, Statement, Text

Figures = dict[str, float]

_CONTENT_SHARE, _LONGER_SHARE = 0.8, 0.5
_BETWEEN = "\n\n"
_BATCH = 32  # as onrecord's own parsing


@dataclass(frozen=True, slots=True)
class Found:
    """What a tool found, and the number of strings that it gave up on."""

    statements: tuple[PredictedStatement, ...]
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Fed:
    """A string for the parser; what it holds from ``joints[i]`` on stands in the document from ``starts[i]`` on."""

    document: str
    string: str
    joints: tuple[int, ...]
    starts: tuple[int, ...]

    def place(self, start: int, end: int) -> Place:
        """The place in the document of ``string[start:end]``."""
        return Place(self.document, self._at(start), self._at(end - 1) + 1)

    def _at(self, index: int) -> int:
        stretch = bisect_right(self.joints, index) - 1
        return self.starts[stretch] + index - self.joints[stretch]


Tool = Callable[[Sequence[Text]], Found]


def quotations(folder: Path, turns: int) -> Figures:
    """Both tools' direct quotations in ``folder/articles``, scored against ``folder/reading.yaml``.

    onrecord's are those of a register, so that its speakers are resolved; its speed is that of parsing and attribution.
    """
    from eval.timing import texts_of

    reading = load_reading(folder / "reading.yaml")
    named = [(text, reading.document_of(PurePath(text.metadata.name).name)) for text in texts_of(folder / "articles")]
    texts = [replace(text, metadata=replace(text.metadata, name=name)) for text, name in named if name is not None]
    with tempfile.TemporaryDirectory() as place:
        exported = read_statements(build_and_export(folder / "articles", Path(place)), reading)
    figures = {**_size(texts), "expected": float(len(reading.statements))}
    for name, (found, seconds) in _timed(texts, turns).items():
        score = score_quotations(reading, exported if name == "onrecord" else found.statements)
        scores = {"found": score.recall, "speakers": score.speaker}
        figures |= _of(name, found, seconds, scores)
    return figures


def attributions(path: Path, turns: int) -> Figures:
    """Both tools' statements in a file of passages with marked attributions, direct and indirect."""
    articles = read_articles(path)
    texts = [article.text for article in articles]
    expected = [content for article in articles for content in article.contents]
    figures = {**_size(texts), "expected": float(len(expected))}
    for name, (found, seconds) in _timed(texts, turns).items():
        predicted = [piece for statement in found.statements for piece in statement.content]
        scores = {"found": share_hit(expected, predicted), "right": share_hit(predicted, expected)}
        figures |= _of(name, found, seconds, scores)
    return figures


def same_content(one: Place, other: Place) -> bool:
    """Whether two contents share four fifths of the shorter and at least half of the longer."""
    shorter, longer = sorted((one.end - one.start, other.end - other.start))
    common = min(one.end, other.end) - max(one.start, other.start)
    return one.document == other.document and common >= max(_CONTENT_SHARE * shorter, _LONGER_SHARE * longer)


def share_hit(contents: Sequence[Place], others: Iterable[Place]) -> float:
    """The share of contents that any of the others agrees with."""
    by_document: dict[str, list[Place]] = {}
    for other in others:
        by_document.setdefault(other.document, []).append(other)
    hit = sum(any(same_content(each, other) for other in by_document.get(each.document, ())) for each in contents)
    return hit / max(1, len(contents))


def fed_by_article(text: Text) -> list[Fed]:
    """The paragraphs that are read, as one string."""
    read = [block for block in text.blocks if block.role in READ_ROLES]
    paragraphs = [text.text[block.start : block.end] for block in read]
    joints = accumulate((len(paragraph) + len(_BETWEEN) for paragraph in paragraphs[:-1]), initial=0)
    return [Fed(text.metadata.name, _BETWEEN.join(paragraphs), tuple(joints), tuple(block.start for block in read))]


def fed_by_paragraph(text: Text) -> list[Fed]:
    """The paragraphs that are read, each as a string of its own."""
    return [
        Fed(text.metadata.name, text.text[block.start : block.end], (0,), (block.start,))
        for block in text.blocks
        if block.role in READ_ROLES
    ]


def _tools() -> Mapping[str, Tool]:
    """onrecord, and textacy where it is installed."""
    tools: dict[str, Tool] = {"onrecord": _read_by_onrecord}
    try:
        direct = importlib.import_module("textacy.extract.triples").direct_quotations
    except ImportError:
        return tools
    tools["textacy by article"] = lambda texts: _read_by_textacy(direct, texts, fed_by_article)
    tools["textacy by paragraph"] = lambda texts: _read_by_textacy(direct, texts, fed_by_paragraph)
    return tools


def _read_by_onrecord(texts: Sequence[Text]) -> Found:
    from onrecord.extract import missing
    from onrecord.extract.attribution import attributions
    from onrecord.extract.tagging.passages import read_passages
    from onrecord.parse import parse

    models = missing() is None
    found: list[PredictedStatement] = []
    for text in texts:
        sentences = parse(text)
        told = attributions(text, sentences, read_passages(sentences) if models else None)
        found.extend(_predicted(text, candidate.statement) for candidate in told)
    return Found(tuple(found))


def _predicted(text: Text, statement: Statement) -> PredictedStatement:
    pieces = tuple(Place(text.metadata.name, piece.start, piece.end) for piece in statement.content)
    return PredictedStatement(statement.mode.value, pieces, statement.source.exact if statement.source else "")


def _read_by_textacy(
    direct: Callable[[Any], Iterable[Any]], texts: Sequence[Text], feed: Callable[[Text], list[Fed]]
) -> Found:
    from onrecord.parse.syntax import load

    found, refused = [], 0
    strings = [(fed.string, fed) for text in texts for fed in feed(text)]
    for document, fed in load().pipe(strings, as_tuples=True, batch_size=_BATCH):
        try:
            triples = list(direct(document))
        except ValueError:  # an odd number of quotation marks
            refused += 1
            continue
        for triple in triples:
            place = fed.place(triple.content.start_char, triple.content.end_char)
            found.append(PredictedStatement("direct", (place,), " ".join(word.text for word in triple.speaker)))
    return Found(tuple(found), refused)


def _timed(texts: Sequence[Text], turns: int) -> dict[str, tuple[Found, float]]:
    """What each tool finds, with the seconds of its fastest turn; the model is loaded and warm beforehand."""
    tools, best = _tools(), dict[str, tuple[Found, float]]()
    for tool in tools.values():
        tool(texts[:1])
    for _ in range(turns):
        for name, tool in tools.items():
            started = time.process_time()
            found = tool(texts)
            seconds = time.process_time() - started
            if name not in best or seconds < best[name][1]:
                best[name] = found, seconds
    return best


def _size(texts: Sequence[Text]) -> Figures:
    """How much is read, and whether onrecord's token models read it (1) or its rules alone (0)."""
    from onrecord.extract import missing

    words = sum(len(fed.string.split()) for text in texts for fed in fed_by_paragraph(text))
    return {"articles": float(len(texts)), "words": float(words), "models": float(missing() is None)}


def _of(name: str, found: Found, seconds: float, scores: Mapping[str, float]) -> Figures:
    """The figures of one tool, each named after it."""
    counts = {"seconds": seconds, "statements": float(len(found.statements)), "refused": float(found.refused)}
    return {f"{name}: {figure}": value for figure, value in {**counts, **scores}.items()}
