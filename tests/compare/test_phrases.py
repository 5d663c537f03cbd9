from __future__ import annotations

from onrecord.compare.phrases import action_in_words, side, stance_in_words, summary
from onrecord.compare.sources import Sources
from onrecord.lexicon import load_yaml
from onrecord.model import Action, Block, Metadata, Passage, Reading, Role, Span, Stance, Text


def test_every_stance_and_action_can_be_put_in_words() -> None:
    assert [stance_in_words(stance) for stance in Stance][:4] == ["pledged", "open to it", "undecided", "ruled out"]
    assert len({action_in_words(action) for action in Action}) == len(Action)


def test_no_word_is_both_a_function_word_and_an_everyday_word() -> None:
    words = load_yaml("common_words")
    assert all(isinstance(word, str) and word == word.lower() for kind in words.values() for word in kind)
    assert not set(words["function"]) & set(words["news"])


def test_a_summary_counts_articles_and_names_origins_where_they_are_fewer() -> None:
    def passages(*documents: str) -> dict[str, Passage]:
        return {f"position-{name}": Passage(name, Span(0, 4, "will")) for name in documents}

    def reading(name: str) -> Reading:
        return Reading(Text(name, Metadata(name), "", "will", (Block(0, 4, Role.BODY),)))

    sources = Sources(map(reading, "abc"), (), {"a": "a", "b": "a", "c": "c"})
    sides = (side("undecided", passages("a", "b"), sources), side("ruled out", passages("c"), sources))
    assert summary("Germany on deploying forces", sides) == (
        "Germany on deploying forces: undecided in 2 articles (1 origin), ruled out in 1."
    )
