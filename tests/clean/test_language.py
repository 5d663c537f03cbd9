"""Which language a text is in."""

from __future__ import annotations

import pytest

from onrecord.clean.language import identified_language
from onrecord.model.language import language_code


@pytest.mark.parametrize(("tag", "code"), [("en-US", "en"), ("de_AT", "de"), ("FR", "fr"), (" ar ", "ar")])
def test_a_tag_is_reduced_to_the_language_code(tag: str, code: str) -> None:
    assert language_code(tag) == code


@pytest.mark.parametrize("tag", [None, "", "english", "e", "x-klingon", "en US"])
def test_what_is_no_tag_gives_no_language(tag: str | None) -> None:
    assert language_code(tag) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The two neighbours agreed on Monday to pull their soldiers back from the valley.", "en"),
        ("Die beiden Nachbarn einigten sich am Montag darauf, ihre Soldaten aus dem Tal abzuziehen.", "de"),
        ("Les deux voisins ont convenu lundi de retirer leurs soldats de la vallée.", "fr"),
        ("اتفق الجاران يوم الاثنين على سحب جنودهما من الوادي قبل حلول فصل الشتاء.", "ar"),
    ],
)
def test_the_language_of_a_sentence_is_identified(text: str, code: str) -> None:
    assert identified_language([text]) == code


def test_too_few_letters_identify_nothing() -> None:
    assert identified_language(["They left.", "12,000,000,000,000,000 ___________________________"]) is None


def test_short_passages_are_taken_together() -> None:
    assert identified_language(["The two neighbours agreed on Monday", "to pull their soldiers back"]) == "en"
