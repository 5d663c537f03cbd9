"""Within one article: what is told again, what a headline derives from, what a later word supersedes."""

from __future__ import annotations

from onrecord.flow import read_document
from onrecord.model import Document, Media, Metadata, Position, Reading, Role


def positions(text: str) -> tuple[Position, ...]:
    reading = read_document(Document(Metadata("article"), Media.PLAIN, text, "article"), models=False)
    assert isinstance(reading, Reading)
    return reading.positions


def test_a_restatement_joins_its_first_telling() -> None:
    first, second = positions(
        "Germany will send tanks to Ukraine, the government announced on Monday in Berlin after long talks.\n\n"
        "It was raining. Reporters waited outside for hours and nobody else came to the door.\n\n"
        "Germany will send the tanks to Ukraine in June, officials confirmed on Tuesday afternoon."
    )
    assert first.restates is None
    assert second.restates == first.id


def test_another_undertaking_of_the_same_party_is_no_restatement() -> None:
    first, second = positions(
        "Germany will send tanks to Ukraine, the government announced on Monday in Berlin after long talks.\n\n"
        "Germany will send missiles to Israel as well, the foreign ministry announced on Tuesday afternoon."
    )
    assert (first.restates, second.restates) == (None, None)


def test_a_headline_is_derived_from_the_body_that_tells_it() -> None:
    told = positions(
        "France will send troops to Mali\n\n"
        "France will send troops to Mali in June, President Emmanuel Macron said on Monday in Paris after a meeting "
        "with ministers who had argued about it for weeks."
    )
    headline = next(each for each in told if each.role is Role.HEADLINE)
    body = next(each for each in told if each.role is Role.BODY)
    assert headline.restates == body.id
    assert body.restates is None


def test_a_later_word_supersedes_what_was_said_at_first() -> None:
    told = positions(
        "President Emmanuel Macron initially said that France would deploy troops to Ukraine, officials recalled.\n\n"
        "He later said that France would train Ukrainian troops instead, and that nobody should expect more of it."
    )
    earlier = next(each for each in told if each.action.value == "deploy")
    later = next(each for each in told if each.action.value == "train")
    assert earlier.superseded_by == later.id
    assert later.superseded_by is None


def test_what_was_said_of_a_group_is_superseded_by_what_is_said_of_its_parts() -> None:
    told = positions(
        "President Emmanuel Macron initially said the 26 nations would deploy troops to Ukraine. But he later said "
        "some countries would provide guarantees while remaining outside Ukraine."
    )
    earlier = next(each for each in told if each.action.value == "deploy")
    later = next(each for each in told if each.action.value == "guarantee")
    assert earlier.superseded_by == later.id
    assert later.superseded_by is None


def test_what_others_say_of_other_groups_supersedes_nothing() -> None:
    told = positions(
        "President Emmanuel Macron initially said the 26 nations would deploy troops to Ukraine. President Donald "
        "Trump later said some countries would provide guarantees."
    )
    assert [each.superseded_by for each in told] == [None] * len(told)
    assert len(told) > 1


def test_an_older_policy_beside_a_newer_one_is_not_taken_back() -> None:
    told = positions(
        "Norway had pledged to send troops to Mali, officials recalled at the conference in Oslo on Monday.\n\n"
        "Norway will now accept refugees from Sudan, the government announced on Tuesday afternoon in Bergen."
    )
    assert len(told) == 2
    assert [each.superseded_by for each in told] == [None, None]


def test_a_condition_that_is_still_to_come_is_no_earlier_word() -> None:
    told = positions(
        "Germany will send troops to Mali once a ceasefire is signed, Chancellor Friedrich Merz said in Berlin.\n\n"
        "But Germany will not send troops to Niger, Chancellor Friedrich Merz said later in the same interview."
    )
    assert len(told) == 2
    assert [each.superseded_by for each in told] == [None, None]
