"""The role of every line, as a careful reader would give it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Roles = Callable[..., list[str]]


def test_paragraphs_are_body(roles: Roles, story: list[str]) -> None:
    assert roles(*story) == ["body"] * 4


def test_a_title_before_the_first_paragraph_is_the_headline(roles: Roles, story: list[str]) -> None:
    assert roles("Neighbours to leave the Tobel valley", "", *story) == ["headline", *["body"] * 4]


def test_a_standfirst_is_headline_too(roles: Roles, story: list[str]) -> None:
    found = roles("Neighbours to leave the Tobel valley", "Border commission to meet in the autumn after all", *story)
    assert found[:3] == ["headline", "headline", "body"]


def test_a_headline_and_a_standfirst_in_one_line_are_headline(roles: Roles, story: list[str]) -> None:
    line = "Two neighbours leave the Tobel valley. - Officials in both capitals have told reporters they will go."
    assert roles(line, *story)[0] == "headline"


def test_a_dateline_is_no_headline(roles: Roles, story: list[str]) -> None:
    assert roles(f"ZENDA, Ruritania Prov. — {story[0]}", *story[1:]) == ["body"] * 4


def test_a_headline_printed_as_a_sentence_is_known_by_its_echo(roles: Roles, story: list[str]) -> None:
    line = "Ruritania and Borduria agreed to pull their soldiers back from the Tobel valley."
    assert roles(line, *story) == ["headline", *["body"] * 4]


def test_the_title_known_from_elsewhere_is_the_headline(roles: Roles, story: list[str]) -> None:
    assert roles("Two words.", *story, title="two  WORDS.")[0] == "headline"


def test_names_and_sections_around_the_headline_are_chrome(roles: Roles, story: list[str]) -> None:
    found = roles("Europe", "Neighbours to leave the Tobel valley", "Jane Roe and John Doe", "By Jane Roe", *story)
    assert found == ["chrome", "headline", "chrome", "chrome", *["body"] * 4]


def test_labelled_bullets_are_key_points_and_their_label_is_chrome(roles: Roles, story: list[str]) -> None:
    found = roles("Key Points", "  • Soldiers leave the valley.", "  • A commission meets.", *story)
    assert found == ["chrome", "key_points", "key_points", *["body"] * 4]


def test_unlabelled_lines_under_the_headline_are_key_points(roles: Roles, story: list[str]) -> None:
    points = ("The soldiers will leave before the winter", "A border commission will meet in the autumn")
    found = roles("Neighbours to leave the Tobel valley", *points, *story)
    assert found[:3] == ["headline", "key_points", "key_points"]


def test_a_short_title_between_paragraphs_is_a_heading(roles: Roles, story: list[str]) -> None:
    found = roles(*story[:2], "A commission without members", *story[2:])
    assert found == ["body", "body", "heading", "body", "body"]


@pytest.mark.parametrize(
    "caption",
    [
        "Prime Minister Anna Holt leaves the parliament. (Photo: Jane Roe/AFP)",
        "Prime Minister Anna Holt leaves the parliament. Source: Getty / Jane Roe",
        "Prime Minister Anna Holt in Zenda [Image by Jane Roe]",
        "Anna Holt (left) greets the Bordurian ambassador at the gate of the palace",
        "Anna Holt leaves the parliament in Zenda on Monday. REUTERS/Jane Roe",
        "Soldiers in the Tobel valley. | Jane Roe/AP Photo",
        "FILE PHOTO: Soldiers stand at a bridge in the Tobel valley",
    ],
)
def test_credits_and_pointing_words_make_a_caption(roles: Roles, story: list[str], caption: str) -> None:
    assert roles(*story[:2], caption, *story[2:]) == ["body", "body", "caption", "body", "body"]


def test_the_words_of_an_image_beside_its_caption_are_caption(roles: Roles, story: list[str]) -> None:
    image = "Anna Holt at the gate of the palace shaking hands"
    caption = "Anna Holt (left) greets an ambassador. Source: Getty / Jane Roe"
    assert roles(*story[:2], image, caption, *story[2:])[2:4] == ["caption", "caption"]


def test_a_paragraph_that_names_an_agency_is_body(roles: Roles, story: list[str]) -> None:
    line = (
        "Most Ruritanians back the withdrawal, according to a Reuters/Ipsos poll taken last week (with Bordurian help)."
    )
    assert roles(*story, line)[-1] == "body"


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Share this @example.com",
        "Share Tweet Email Print",
        "Log in",
        "Subscribe to get the latest posts sent to your email.",
        "Sign up for our newsletters",
        "Anzeige",
        "S’abonner",
        "اعلان",
        "___",
        "6/recent/posts",
        "Copyright 2024 The Example. All rights reserved.",
        "Jane Roe contributed to this report.",
        "Updated at 7:43 p.m.",
    ],
)
def test_the_interface_of_pages_is_chrome(roles: Roles, story: list[str], line: str) -> None:
    assert roles(*story[:2], line, *story[2:]) == ["body", "body", "chrome", "body", "body"]


def test_a_line_repeated_by_the_frame_is_chrome(roles: Roles, story: list[str]) -> None:
    frame = "The Zenda Messenger and Gazette"
    assert roles(*story[:2], frame, *story[2:], frame) == ["body", "body", "chrome", "body", "body", "chrome"]


def test_an_answer_repeated_in_an_interview_is_body(roles: Roles, story: list[str]) -> None:
    talk = ("Will you send soldiers?", "No.", "Will you pay for those of others?", "No.")
    assert roles(*story[:2], *talk, *story[2:]) == ["body"] * 8


@pytest.mark.parametrize(
    "line",
    [
        "More: Glaciers of the Alps shrink faster than feared",
        "READ MORE: Glaciers of the Alps shrink faster than feared",
        "Alps:Glaciers shrink faster than feared",
        "Glaciers of the Alps shrink faster than feared Read more",
        "[Glaciers of the Alps shrink faster than feared]",
        "GLACIERS OF THE ALPS SHRINK FASTER THAN FEARED",
    ],
)
def test_a_link_within_the_story_is_a_teaser_and_the_story_goes_on(roles: Roles, story: list[str], line: str) -> None:
    assert roles(*story[:2], line, *story[2:]) == ["body", "body", "teaser", "body", "body"]


TEASERS = (
    "Emergency landing",
    "Pilot turns round after knocking on the cockpit door",
    "A small aircraft made an emergency landing on…",
    "Hospital bought back by the state",
    "The state government has pledged millions for a hospital…",
)


def test_all_that_follows_a_label_at_the_end_is_teasers(roles: Roles, story: list[str]) -> None:
    assert roles(*story, "You may also like", *TEASERS) == ["body"] * 4 + ["chrome"] + ["teaser"] * 5


def test_titles_after_the_last_paragraph_are_teasers_without_a_label(roles: Roles, story: list[str]) -> None:
    assert roles(*story, *TEASERS) == ["body"] * 4 + ["teaser"] * 5


def test_whole_sentences_under_titles_are_teasers_when_their_subject_is_another(roles: Roles, story: list[str]) -> None:
    pairs = (
        "Emergency landing at a small airport",
        "A pilot turned his aircraft round yesterday after he heard knocking on the cockpit door in mid-air.",
        "Hospital bought back by the state",
        "The state government has pledged millions to bring a large hospital back into the hands of the public.",
    )
    assert roles(*story, *pairs) == ["body"] * 4 + ["teaser"] * 4


def test_a_story_that_goes_on_after_a_list_of_others_is_body_again(roles: Roles, story: list[str]) -> None:
    found = roles(*story[:2], "Related articles", *TEASERS[:2], *story[2:])
    assert found == ["body", "body", "chrome", "teaser", "teaser", "body", "body"]


def test_a_list_that_belongs_to_the_story_is_body(roles: Roles, story: list[str]) -> None:
    items = ("• Ruritania will leave the Tobel valley", "• Borduria will name its members of the border commission")
    assert roles(*story, "The agreement says:", *items) == ["body"] * 7


@pytest.mark.parametrize("line", ["“It is over,” she said.", "Nobody was hurt.", "What happens now?"])
def test_a_short_last_paragraph_is_body(roles: Roles, story: list[str], line: str) -> None:
    assert roles(*story, line)[-1] == "body"


def test_a_paragraph_cut_off_by_a_paywall_is_body(roles: Roles, story: list[str]) -> None:
    line = (
        "Anna Holt thanked the commission for its patience. She said Ruritania had always wanted peace in the valley "
        "and would name its members as soon as parliament had voted, but no one wants to…"
    )
    assert roles(*story, line)[-1] == "body"


def test_a_post_quoted_with_its_signature_is_body(roles: Roles, story: list[str]) -> None:
    post = "We will leave the Tobel valley. Good for all! pic.example.com/x — Anna Holt (@annaholt) May 3, 2024"
    assert roles(*story[:2], post, *story[2:])[2] == "body"


def test_text_wrapped_in_short_lines_stays_body(roles: Roles) -> None:
    wrapped = (
        "Ruritania and Borduria agreed on Monday to pull their soldiers back from",
        "the Tobel valley, officials said. Prime Minister Anna Holt told",
        "parliament that Ruritania would leave before the winter, and that the",
        "border commission could then meet for the first time since March.",
    )
    assert roles(*wrapped) == ["body"] * 4
