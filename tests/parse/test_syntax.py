"""Sentences keep the offsets of the text and leave furniture out."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_info

from onrecord.model import Block, Metadata, Role, Text
from onrecord.parse import parse
from onrecord.parse.arithmetic import on_one_thread
from onrecord.parse.headings import Headings
from onrecord.parse.syntax import load, model_name


def text_of(content: str, *roles: Role, language: str | None = None) -> Text:
    blocks, start = [], 0
    for line, role in zip(content.split("\n"), roles, strict=True):
        if line:
            blocks.append(Block(start, start + len(line), role))
        start += len(line) + 1
    return Text("document-1", Metadata("a.txt", language=language), "0", content, tuple(blocks))


def test_only_blocks_that_are_read_are_parsed() -> None:
    text = text_of("Norway agreed.\nThe council pledged $5.", Role.BODY, Role.TEASER)
    assert [text.text[s.start : s.end] for s in parse(text)] == ["Norway agreed."]


def test_sentences_never_run_across_blocks() -> None:
    text = text_of("Norway says\nSweden agrees", Role.HEADLINE, Role.BODY)
    assert [(s.paragraph, s.role) for s in parse(text)] == [(0, Role.HEADLINE), (1, Role.BODY)]


def test_a_very_long_paragraph_is_cut_and_loses_nothing() -> None:
    content = "Norway agreed to talk. " * 1500
    text = text_of(content.strip(), Role.BODY)
    assert sum(token.text == "Norway" for s in parse(text) for token in s.tokens) == 1500


@pytest.mark.parametrize(
    ("dateline", "rest"),
    [
        ("KABUL (AP) — ", "Norway hopes to sign."),
        ("BRUSSELS, March 17 (Reuters) - ", "Donors pledged aid."),
        ("ST. PETERSBURG, Russia — ", "They shook hands."),
        ("BOGOTÁ – ", "Norway agreed."),
        ("London (CNN) -- ", "Norway agreed."),
    ],
)
def test_a_dateline_is_no_part_of_the_first_sentence(dateline: str, rest: str) -> None:
    text = text_of(dateline + rest, Role.BODY)
    assert [text.text[s.start : s.end] for s in parse(text)] == [dateline.strip(), rest]
    assert {s.paragraph for s in parse(text)} == {0}


@pytest.mark.parametrize(
    "content",
    [
        "Norway — which had waited — agreed.",
        "Prime Minister Berg (Labour) — who lost — left.",
        "NATO-led troops left.",
    ],
)
def test_what_only_looks_like_a_dateline_stays_in_its_sentence(content: str) -> None:
    assert len(parse(text_of(content, Role.BODY))) == 1


@pytest.mark.parametrize(
    ("heading", "body", "verb"),
    [
        ("Berg Presses Moscow to Strike Peace Deal", "A deal is near, Ada Berg told Moscow.", "Presses"),
        ("Norway Vows to Strike Back at Smugglers", "The navy of Norway sails.", "Vows"),
        ("Finland Will Not Send Tanks to Kyiv", "Nobody will send a tank.", "Send"),
    ],
)
def test_a_heading_in_capitals_is_parsed_as_running_text(heading: str, body: str, verb: str) -> None:
    first, *_ = parse(text_of(f"{heading}\n{body}", Role.HEADLINE, Role.BODY))
    assert heading.startswith(" ".join(token.text for token in first.tokens[:2]))
    assert next(token.pos for token in first.tokens if token.text == verb) == "VERB"


@pytest.mark.parametrize(
    "line", ["Norwegian Foreign Secretary Ingrid Solheim", "Prime Minister Ingrid Solheim Arrived.", "NORWAY VOWS"]
)
def test_names_keep_their_capitals(line: str) -> None:
    headings = Headings(line, [Block(0, len(line), Role.BODY)], load())
    assert headings.as_running_text(0, len(line)) == line


def test_another_language_is_not_parsed() -> None:
    assert parse(text_of("Norwegen sagt nein.", Role.BODY, language="de")) == ()


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.characters(exclude_characters="\n", exclude_categories=["Cs"]), min_size=1, max_size=120))
def test_every_word_stands_where_its_offsets_say(content: str) -> None:
    text = text_of(content, Role.BODY)
    for sentence in parse(text):
        for token in sentence.tokens:
            assert text.text[token.start : token.end] == token.text
            assert 0 <= token.head < len(sentence.tokens)


def test_what_is_remembered_of_words_is_what_the_syntax_model_tells() -> None:
    import spacy

    told = [
        "There is a man whom nobody knows, said the envoy; there's another that we ain't gonna name.",
        "It was, however, more than the ministers could accept: they'd rather leave than be left out.",
        "Norway, which had said no, said yes.  Its own ships   would sail, if need be, on 14 May.",
        "Let's go, y'all. C'mon! Nothin' that is said here, to whoever asks, will be, or has been, kept.",
    ]
    whole, remembering = spacy.load(model_name()), load()
    for _ in range(2):  # what is met for the first time, and what is remembered
        for one, other in zip(whole.pipe(told), remembering.pipe(told), strict=True):
            assert [(w.pos_, str(w.morph), w.lemma_, w.tag_, w.dep_, w.ent_type_) for w in one] == [
                (w.pos_, str(w.morph), w.lemma_, w.tag_, w.dep_, w.ent_type_) for w in other
            ]


def test_the_syntax_model_multiplies_with_numpy_on_one_thread_and_others_as_before() -> None:
    import spacy

    def multiplies(model: Any) -> set[bool]:
        networks = [each.model for _, each in model.pipeline if hasattr(getattr(each, "model", None), "walk")]
        return {layer.ops.use_blis for network in networks for layer in network.walk()}

    assert multiplies(load()) == {False}
    assert multiplies(spacy.load(model_name())) == {True}
    with on_one_thread():
        assert {each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas"} == {1}


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("hoped", "hope"), ("hopes", "hope"), ("hopped", "hop"), ("planned", "plan"), ("signed", "sign")],
)
def test_verbs_have_their_base_form(form: str, lemma: str) -> None:
    (sentence,) = parse(text_of(f"Norway {form} for peace.", Role.BODY))
    assert sentence.tokens[1].lemma == lemma
