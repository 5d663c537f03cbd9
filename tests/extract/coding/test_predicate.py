"""Which words tell what one party does to another."""

from __future__ import annotations

import pytest

from onrecord.extract.coding.marks import read_marked
from onrecord.extract.coding.predicate import predicate
from onrecord.model import Block, Metadata, Role, Text
from onrecord.parse import parse


def told(sentence: str) -> tuple[str, str]:
    """The words of the path, and all words of the predicate."""
    marked = read_marked(sentence)
    sentences = parse(Text("x", Metadata("x"), "", marked.text, (Block(0, len(marked.text), Role.BODY),)))
    found = predicate(sentences, marked.of_words(sentences))
    words = [token.text for each in sentences for token in each.tokens]
    return " ".join(words[i] for i in found.path), " ".join(words[i] for i in found.words)


@pytest.mark.parametrize(
    ("sentence", "path", "words"),
    [
        ("<s>France</s> condemned <t>the attack</t>.", "condemned", "condemned"),
        ("<s>France</s> has refused to meet <t>Chad</t>.", "refused meet", "has refused to meet"),
        ("<t>Chad</t> was invaded by <s>France</s>.", "by invaded", "was invaded by"),
        ("<s>France</s> resigned.", "resigned", "resigned"),
    ],
)
def test_the_predicate_leads_from_the_source_to_the_target(sentence: str, path: str, words: str) -> None:
    assert told(sentence) == (path, words)


def test_what_other_sentences_say_is_no_part_of_it() -> None:
    assert told("Rain fell. <s>France</s> invaded <t>Chad</t>. Mali watched.") == ("invaded", "invaded")
