"""Search finds words in any form and fields, the same in every database, and shows what it found where it stands."""

from dataclasses import replace

import pytest

from eval.registers import Made
from onrecord import ask
from onrecord.ask.query import parse_query
from onrecord.compare import retell
from onrecord.errors import UsageError
from onrecord.model import Block, Metadata, Reading, Role, Text
from onrecord.model.query import Found
from onrecord.register import open_register, searching
from onrecord.tokens import folded, word_token, words

STØRE = """Oslo svarer: Jens Støre i Київ
Norway's prime minister called the 26-nation talks “a start”.
"""


@pytest.fixture
def register(place, summit):
    """The made-up story, and a page of another outlet on another day, with a teaser that is not read."""
    title = STØRE.index("\n")
    blocks = (Block(0, title, Role.HEADLINE), Block(title + 1, len(STØRE) - 1, Role.TEASER))
    late = Text("document-1", Metadata("late.html", publisher="The Quill", published="2025-04-02"), "", STØRE, blocks)
    with open_register(place, retell=retell) as opened:
        for reading in (*summit.readings, Reading(late)):
            opened.record(reading, "1.0.0")
        opened.record_comparison(summit.comparison, "1.0.0")
        yield opened


def found(register, query):
    """What is found: the kind and the document of each hit."""
    return [(hit.kind.value, hit.document) for hit in ask.search(register, query).hits]


@pytest.mark.parametrize("word", ["troops", "troop", "TROOPS", "Troops’"])
def test_a_word_is_found_in_every_form_in_articles_statements_and_positions(register, word):
    assert found(register, word) == [
        ("position", "copied.txt"),
        ("statement", "copied.txt"),
        ("article", "copied.txt"),
        ("position", "evening.txt"),
        ("article", "evening.txt"),
        ("position", "morning.txt"),
        ("statement", "morning.txt"),
        ("article", "morning.txt"),
    ]


def test_all_words_must_be_there(register):
    assert found(register, "ruled troops") == [("position", "evening.txt"), ("article", "evening.txt")]
    assert found(register, "ruled truce") == []


def test_fields_narrow_it(register):
    assert found(register, "party:DEU stance:refused send") == [("position", "evening.txt")]
    assert found(register, 'party:"12 allies" kind:position') == [
        ("position", f"{name}.txt") for name in ("copied", "evening", "morning")
    ]
    assert found(register, "stance:refused stance:pledged document:evening.txt") == [("position", "evening.txt")] * 2
    assert found(register, "speaker:holt mode:direct document:morning.txt") == [("statement", "morning.txt")]
    assert found(register, "has:condition document:morning.txt") == [("position", "morning.txt")]
    assert found(register, 'publisher:"the quill"') == [("article", "late.html")]
    assert found(register, "action:guarantee kind:position until:2025-02-28") == []


def test_dates_narrow_it_and_the_newest_comes_first(register):
    assert found(register, "kind:article")[0] == ("article", "late.html")
    assert found(register, "kind:article since:2025-03-02") == [("article", "late.html")]
    assert len(found(register, "kind:article until:2025-03-01")) == 3


def test_a_phrase_stands_as_it_is(register):
    assert found(register, '"ruled out sending"') == [("position", "evening.txt"), ("article", "evening.txt")]
    assert found(register, '"sending out ruled"') == []
    assert found(register, '"ruled out send"') == []


def test_a_beginning_and_what_must_not_be_there(register):
    assert found(register, "guarant* kind:position document:morning.txt") == [("position", "morning.txt")]
    assert found(register, "troops -truce kind:position") == [("position", "evening.txt")]
    assert found(register, "kind:position -stance:pledged") == [("position", "evening.txt")]


@pytest.mark.parametrize("word", ["støre", "Store", "STØRE", "київ", "Киї*"])
def test_accents_strokes_and_other_alphabets_are_found(register, word):
    assert found(register, word) == [("article", "late.html")]


def test_what_is_not_read_is_not_found(register):
    assert found(register, "minister publisher:quill") == found(register, "nation") == []


def test_words_found_stand_apart_in_their_surroundings(register, summit):
    hit = ask.search(register, "stance:refused troop").hits[0]
    text = summit.evening.text.text
    assert "".join(piece.text for piece in hit.pieces) == text[hit.start : hit.end]
    assert [piece.text for piece in hit.pieces if piece.found] == ["troops"]
    assert (hit.cut_before, hit.cut_after, hit.position) == (False, True, summit.evening.positions[0])


def test_as_many_as_asked_for_and_whether_there_are_more(register):
    assert (len(ask.search(register, "troops", 3).hits), ask.search(register, "troops", 3).more) == (3, True)
    assert ask.search(register, "troops", 8).more is False


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", "at least one word or field"),
        ("-troops", "at least one word or field"),
        ("…", "at least one word or field"),
        ("stanze:refused", "stanze: is no field, did you mean stance:"),
        ("stance:maybe", "stance:maybe is none of pledged"),
        ("party:Germny troops", "did you mean Germany"),
        ("document:noon.txt", "no document"),
        ("troops since:soon", "'soon' is no date"),
        ("party:", "party: what is asked for"),
        ('troops -"two words"', "only single words"),
        ("x" * 1001, "longer than 1000"),
    ],
)
def test_what_cannot_be_asked_is_told(register, query, told):
    with pytest.raises(UsageError, match=told):
        ask.search(register, query)


@pytest.mark.parametrize(
    "hostile", ["' OR 1=1 --", '"unclosed', "troops' | '*", "a AND b NOT (", "\x00troops", "%_*", "w:*", "𝕏" * 70]
)
def test_whatever_is_typed_is_only_looked_for(register, hostile):
    try:
        ask.search(register, hostile)
    except UsageError:
        return
    assert len(list(register.texts())) == 4


def test_what_a_reading_no_longer_tells_is_not_found(register, summit):
    register.record(Reading(summit.evening.text), "2.0.0")
    assert found(register, "ruled") == [("article", "evening.txt")]


def test_words_are_coded_in_letters_that_every_database_takes_alike():
    assert word_token("deploying") == word_token("deployed") == word_token("deploys") == "wdeploy"
    codes = [word.token for word in words("Zoé’s Київ, 26 nations; straße & ﬁne ½")]
    assert all(code.isascii() and code.isalnum() for code in codes)
    assert folded("Jens Støre") == "jens store"
    assert [(word.start, word.end) for word in words("a Zoe\u0301!")] == [(0, 1), (2, 6)]


def test_a_query_is_taken_apart():
    asked = parse_query('deploy* "send troops" party:DEU -maybe')
    assert (len(asked.query.clauses), asked.phrases) == (5, (("send", "troops"),))
    assert asked.query.holds({"wdeployment", "wsend", "wtroop", *_party("DEU")}, None)
    assert not asked.query.holds({"wdeployment", "wsend", "wtroop", "wmayb", *_party("DEU")}, None)
    assert {each.value for each in Found} == {"position", "statement", "article"}


def _party(name):
    return [token for clause in parse_query(f"party:{name}").query.clauses for token in clause.tokens]


@pytest.mark.parametrize(
    ("first", "few", "wanted", "times", "even"),
    [
        (1, 0, 1, 400, 9),
        (2, 3, 5, 2, 0),
        (1, 0, 1_000, 400, 1_000),
        (20, 0, 5, 1, 0),
        (1, 1_000, 5, 400, 1_000),
        (9, 0, 5, 400, 0),
    ],
)
def test_what_is_found_day_by_day_is_what_sorting_all_finds(place, monkeypatch, first, few, wanted, times, even):
    queries = (
        "agreed",
        "party:USA",
        "agreed -budget",
        "kind:article",
        "agreed until:2023-06-30",
        "will since:2022-06-30",
    )
    made = Made(24, seed=3)
    with open_register(place, retell=retell) as register:
        for number, reading in enumerate(made.readings()):
            day = ("2023-06-30", "2022-02-03", reading.text.metadata.published)[number % 3]
            published = (None, day, f"{day}T09:30:00Z", f"{day}T21:15:00Z", f"{day}T21:50:00Z")[number % 5]
            metadata = replace(reading.text.metadata, published=published)
            dated = replace(reading, text=replace(reading.text, metadata=metadata))
            register.record(dated, "1.0.0")
            if number % 3 == 0:  # a newer version read it anew: only that reading's entries are found
                register.record(replace(dated, positions=dated.positions[1:]), "1.1.0")
        monkeypatch.setattr(searching, "_FIRST_ARTICLES", first)
        monkeypatch.setattr(searching, "_FEW", few)
        monkeypatch.setattr(searching, "_WANTED", wanted)
        monkeypatch.setattr(searching, "_MOST_TIMES", times)
        monkeypatch.setattr(searching, "_EVEN", even)
        monkeypatch.setattr(searching, "_STRETCH", 2)
        for query in queries:
            sorted_at_once = [row.id for row in register._counting(register._sorted(parse_query(query).query))]
            assert [hit.id for hit in ask.search(register, query, 1_000).hits] == sorted_at_once, query
            assert sorted_at_once, query
