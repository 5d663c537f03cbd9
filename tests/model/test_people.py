"""One person's name across the documents of a story."""

from __future__ import annotations

from onrecord.model.people import full_names


def test_a_surname_stands_for_the_one_full_name_that_ends_with_it() -> None:
    assert full_names(["Solheim", "Ingrid Solheim", "Carl Berg"])["Solheim"] == "Ingrid Solheim"


def test_a_name_told_first_as_in_korean_stands_for_the_whole() -> None:
    assert full_names(["Moon Jae-in"])["Moon"] == "Moon Jae-in"


def test_a_surname_that_two_people_share_stands_for_neither() -> None:
    assert "Solheim" not in full_names(["Ingrid Solheim", "Per Solheim"])


def test_names_of_one_word_complete_nothing() -> None:
    assert full_names(["Solheim", "Berg"]) == {}
