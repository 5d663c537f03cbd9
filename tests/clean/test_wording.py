"""The lexicon of furniture and how its phrases are found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.clean.wording import Phrases, wording, words_of
from onrecord.lexicon import load_yaml


def entries(node: Any) -> Iterator[Any]:
    """Everything that the lexicon lists."""
    if isinstance(node, dict | list):
        for child in node.values() if isinstance(node, dict) else node:
            yield from entries(child)
    else:
        yield node


def test_every_entry_is_a_word_in_lower_case() -> None:
    found = list(entries(load_yaml("furniture")))
    assert len(found) > 300
    assert [
        entry for entry in found if not isinstance(entry, str) or entry != entry.lower() or not words_of(entry)
    ] == []


def test_no_entry_is_an_address() -> None:
    assert [entry for entry in entries(load_yaml("furniture")) if ".com" in entry or "@" in entry or "/" in entry] == []


def test_the_longest_phrase_is_found_first() -> None:
    phrases = Phrases.of(["read", "read more", "read more about"])
    assert phrases.opening(["read", "more", "about", "it"]) == 3
    assert phrases.opening(["read", "on"]) == 1
    assert phrases.opening(["more"]) == 0
    assert phrases.opening([]) == 0


def test_coverage_counts_words_and_phrases_once() -> None:
    phrases = Phrases.of(["sign up", "newsletter"])
    assert phrases.covered(words_of("Sign up for the newsletter")) == (3, 2)


def test_words_are_found_in_any_script() -> None:
    assert words_of("L’essentiel: اعلان, Übersicht_2") == ["l", "essentiel", "اعلان", "übersicht", "2"]


def test_the_lexicon_is_read_once() -> None:
    assert wording() is wording()
