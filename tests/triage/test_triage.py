"""Triage lets pass what may hold a position, and says why of what it leaves out."""

import time

import pytest

from onrecord.model import Document, Media, Metadata, Rejected
from onrecord.triage import triage, triage_text
from onrecord.triage.markup import lines_of_page
from tests.conftest import text_of

PLEDGE = "Germany pledged to send 400 soldiers to Mali if a ceasefire holds."
FOOD = "For the stew, heat the oil in a heavy pan and cook the onions for twenty minutes until they are soft. "
GERMAN = (
    "Die Bibliothek in der Altstadt bleibt wegen Bauarbeiten bis zum Herbst geschlossen, und die Bücher werden "
    "solange in der alten Schule am Fluss ausgeliehen. "
)


def document(content, media=Media.PLAIN, language=None):
    return Document(Metadata("a.txt", language=language), media, content, "0")


def reason(content, **kwargs):
    left_out = triage(document(content, **kwargs))
    return left_out.reason if left_out else None


@pytest.mark.parametrize(
    "sentence",
    [
        PLEDGE,
        "France ruled out sanctions.",
        "The U.S. will withdraw its troops.",
        "NATO is ready to deploy a mission.",
        "He urged Saudi Arabia to release the prisoners.",
        "Merkel refused to sell the tanks.",
    ],
)
def test_a_short_text_with_a_position_passes(sentence):
    assert reason(f"A headline\n\n{sentence}\n") is None


@pytest.mark.parametrize("content", ["", "A headline", FOOD, 9 * FOOD, "Germany will play France on Friday."])
def test_what_has_no_words_of_a_position_is_left_out(content):
    assert reason(content) == "no words of a position"


def test_more_is_asked_of_longer_texts_and_of_none_more_than_four_sentences():
    assert reason(6 * FOOD + PLEDGE) is None
    assert triage(document(12 * FOOD + PLEDGE)) == Rejected(
        "a.txt", "triage", "no words of a position", "1 of 2 sentences"
    )
    assert reason(200 * FOOD + 4 * f"{PLEDGE} ") is None


def test_signs_count_only_within_one_sentence():
    assert reason("Germany won. They pledged it. The troops came.") == "no words of a position"


def test_another_language_is_told_from_its_words_or_by_what_the_document_says_of_itself():
    assert reason(GERMAN) == "language not read"
    assert reason(PLEDGE, language="de-DE") == "language not read"
    assert reason(PLEDGE, language="en-GB") is None


def test_of_a_page_the_words_between_the_tags_count_and_scripts_do_not():
    assert reason("<html><p>Germany <b>pledged</b> to send<br/> <a href='x'>troops</a>.</p>", media=Media.HTML) == (
        "no words of a position"
    ), "a break ends a line"
    assert reason("<p>Germany <b>pledged</b> to <a href='x'>send troops</a>.</p>", media=Media.HTML) is None
    assert reason("<p>Germany&nbsp;pledged to send troops.</p>", media=Media.HTML) is None
    silent = f"<script>var a = '{PLEDGE}'</script><style>{PLEDGE}</style><p>{FOOD}</p>"
    assert reason(silent, media=Media.HTML) == "no words of a position"
    assert lines_of_page("<p>kept<script>never closed") == ["", "kept"]


def test_of_a_cleaned_text_only_what_is_read_counts(summit):
    morning = summit.morning.text
    assert triage_text(morning) is None
    assert triage_text(text_of("a.txt", "Headline\nNothing of note was said.\n")).reason == "no words of a position"


@pytest.mark.parametrize("piece", ["<", "<a ", "<script", "<!--", "&#", '."', ". ", "\n", "U.", "Saudi ", "<b></b>"])
def test_time_stays_linear_on_hostile_pages(piece):
    content = piece * (300_000 // len(piece))
    began = time.process_time()
    triage(document(content, media=Media.HTML))
    triage(document(content))
    assert time.process_time() - began < 5
