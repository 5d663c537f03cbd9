"""From words to parties: states, organisations, people and groups."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from onrecord.lexicon import load_table
from onrecord.model import PartyKind, Reading
from onrecord.model.candidate import Place
from tests.identify.naming import names_of, parties

Understand = Callable[..., Reading]


@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        ("Norway agreed.", "Norway", "NOR"),
        ("Washington agreed.", "Washington", "USA"),
        ("The Kremlin agreed.", "Kremlin", "RUS"),
        ("Downing Street agreed.", "Street", "GBR"),
        ("The Italian government agreed.", "government", "ITA"),
        ("French President Emmanuel Macron agreed.", "Macron", "FRA"),
        ("King Salman agreed.", "Salman", "SAU"),
        ("Japanese officials agreed.", "officials", "JPN"),
        ("Ukraine's army agreed.", "army", "UKR"),
        ("The European Commission agreed.", "Commission", "eu"),
        ("NATO agreed.", "NATO", "nato"),
        ("European leaders agreed.", "leaders", "europe"),
        ("26 nations agreed.", "nations", "26_states"),
        ("Twenty-six countries agreed.", "countries", "26_states"),
        ("26 of Ukraine's allies agreed.", "26", "26_states"),
        ("A coalition of 26 nations agreed.", "coalition", "26_states"),
        ("Some countries agreed.", "countries", "some_states"),
        ("US allies agreed.", "allies", "allies_of_usa"),
        ("The coalition of the willing agreed.", "coalition", "coalition_of_the_willing"),
    ],
)
def test_every_way_of_naming_a_party_is_resolved(sentence: str, word: str, expected: str) -> None:
    assert parties(sentence, word) == [expected]


def test_a_person_introduced_once_is_known_by_surname() -> None:
    content = "Moldovan President Irina Codreanu spoke.\nLater Codreanu left."
    assert parties(content, "Codreanu") == ["MDA"]


def test_the_articles_own_words_win_over_the_list_of_leaders() -> None:
    assert parties("Canadian Prime Minister Emmanuel Macron spoke.\nMacron left.", "Macron") == ["CAN"]


def test_what_only_stands_beside_a_known_name_gives_it_no_other_party() -> None:
    assert parties("From Vienna Secretary of State John Kerry warned Iran.", "Kerry") == ["USA"]
    assert parties("U.N. General Assembly repudiates Trump on Jerusalem.", "Trump") == ["USA"]


@pytest.mark.parametrize(
    ("content", "word", "expected"),
    [
        ("President Moon Jae-in has proposed holding talks.", "Jae", ["KOR"]),
        ("South Korean adviser Chung Eui-yong spoke. Chung agreed.", "Chung", ["KOR"]),
        ("But al-Maliki agreed to step down Thursday night.", "al", ["IRQ"]),
        ("Chinese Commerce Minister Gao Lin spoke. Mr. Gao agreed.", "Gao", ["CHN"]),
        ("Norwegian Trade Minister Gao Lin spoke. Mr. Gao agreed.", "Gao", []),
    ],
)
def test_names_of_several_parts_and_of_the_family_first_are_told(content: str, word: str, expected: list[str]) -> None:
    assert parties(content, word) == expected


def test_a_leader_is_known_with_a_middle_name_too() -> None:
    assert parties("Hillary Rodham Clinton spoke in Kabul. Later Clinton left.", "Clinton") == ["USA"]
    assert parties("George Rodham Clinton spoke in Kabul. Later Clinton left.", "Clinton") == []


def test_a_secretary_of_state_without_a_country_is_of_one_that_has_such(understand: Understand) -> None:
    content = "Kenya is a friend. Secretary of State Ada Berg said in Nairobi: “We will send troops.”"
    assert [p for each in understand(content).positions for p in each.parties if p.id == "KEN"] == []


@pytest.mark.parametrize(
    ("content", "word", "expected"),
    [
        ("The Venezuelan opposition leader agreed.", "leader", []),
        ("Venezuelan opposition leader Ana Ruiz spoke. Ruiz agreed.", "Ruiz", []),
        ("Yemeni rebels agreed.", "rebels", []),
        ("Bahrain's main opposition group agreed.", "group", []),
        ("Syria's main opposition group agreed.", "group", ["syrian_opposition"]),
        ("Houthi rebels agreed.", "rebels", ["houthis"]),
        ("The Syrian opposition agreed.", "opposition", ["syrian_opposition"]),
        ("The militant group Hamas agreed.", "group", ["hamas"]),
    ],
)
def test_who_stands_against_a_government_does_not_speak_for_the_state(
    content: str, word: str, expected: list[str]
) -> None:
    assert parties(content, word) == expected


def test_an_outlet_is_no_person() -> None:
    names = names_of("A South Korean newspaper, Munhwa Ilbo, reported that Norway will act.")
    assert "Munhwa Ilbo" not in {person.name for person in names.people.all()}


def test_a_ministry_that_many_states_have_is_of_the_one_that_is_told() -> None:
    for content in ("Ukraine's Ministry of Defence agreed.", "The Indian Ministry of Defence agreed."):
        names = names_of(content)
        told = {p.id for at in range(len(names.sentences[0].tokens)) for p in names.parties(Place(0, at))}
        assert "GBR" not in told


def test_a_private_person_speaks_for_no_party() -> None:
    assert parties("Michael Green, a professor at a Canadian university, spoke.\nGreen left.", "Green") == []


def test_the_president_is_who_held_the_office_last() -> None:
    assert parties("Turkish President Kemal Aydin spoke.\nThe president left.", "president") == ["TUR"]


def test_a_place_in_a_longer_name_is_not_the_state() -> None:
    assert parties("The Paris agreement held.", "agreement") == []


def test_the_party_of_a_group_keeps_its_size(understand: Understand) -> None:
    (position,) = understand("Twenty-six nations pledged to send troops to Moldova.").positions
    assert (position.parties[0].size, position.parties[0].kind) == (26, PartyKind.GROUP)
    assert "26" in position.parties[0].name


def test_an_office_with_a_name_of_its_own_is_not_that_of_the_name_before(understand: Understand) -> None:
    content = (
        "In the call, made at the request of Greece's Dimitris Laskaris, Foreign Minister Orhan Tezcan of Turkey told "
        'him that Ankara would not accept it.\nIn Athens, Laskaris said Greece "will go to Ankara".\n'
        "Anna Holt, a spokeswoman for President Per Dahl of Norway, said Norway would wait."
    )
    said = {each.speaker.name: each.speaker.role for each in understand(content).statements if each.speaker}
    assert said["Dimitris Laskaris"] is None
    assert "spokeswoman" in (said["Anna Holt"] or "")


def test_a_speaker_has_full_name_role_and_party(understand: Understand) -> None:
    reading = understand(
        "Norwegian Prime Minister Ingrid Solheim came.\n“We have a plan for the winter,” Solheim said."
    )
    speaker = reading.statements[0].speaker
    assert speaker is not None
    assert (speaker.name, speaker.role) == ("Ingrid Solheim", "Norwegian Prime Minister")
    assert speaker.party is not None
    assert speaker.party.id == "NOR"


def test_an_adjective_alone_is_a_company_or_a_person_and_a_people_is_a_party() -> None:
    assert parties("American pledged to hire more pilots.", "American") == []
    assert parties("The Americans agreed.", "Americans") == ["USA"]
    assert parties("The French agreed.", "French") == ["FRA"]


@pytest.mark.parametrize(
    ("content", "word", "expected"),
    [
        # the state that did something last in the paragraph
        ("Sweden signed. Norway waited. The foreign ministry declined to comment.", "ministry", ["NOR"]),
        # the only one that the paragraph tells of, before the one that the article is about
        ("Sweden signed, and Sweden paid.\nIn Norway it was quiet. The cabinet will meet.", "cabinet", ["NOR"]),
        ("Sweden signed, and Sweden paid.\nIt was a quiet day. The cabinet will meet.", "cabinet", ["SWE"]),
        # no ministry is American
        ("The United States asked Norway for help. The defence ministry will send a ship.", "ministry", ["NOR"]),
        # and no republic has a king, only some states a chancellor
        ("Norway asked France for help. France waited. The king will travel on Friday.", "king", ["NOR"]),
        ("Austria met envoys of Poland. Poland waited. The chancellor will travel on Friday.", "chancellor", ["AUT"]),
        # a party named later in the sentence is no sign of whose office it is
        ("It was a quiet day. The cabinet will meet envoys of Norway.", "cabinet", ["NOR"]),
    ],
)
def test_an_office_without_a_country_is_that_of_the_state_told_of(content: str, word: str, expected: list[str]) -> None:
    assert parties(content, word) == expected


def test_somebody_in_office_speaks_for_the_state_that_the_first_mention_is_about() -> None:
    content = (
        "Norway raised its offer, finance minister Ingrid Solheim said.\nSweden refused. Sweden is angry. "
        "Solheim will travel on Friday."
    )
    assert parties(content, "Solheim") == ["NOR"]


def test_quoted_words_without_a_speaker_are_those_of_whoever_was_quoted_last(understand: Understand) -> None:
    reading = understand(
        "“The bridge is ours,” President Recep Tayyip Erdogan said in a speech on Sunday.\n"
        "“We will reopen the bridge if Greece withdraws its ships.”"
    )
    assert {party.id for position in reading.positions for party in position.parties} == {"TUR"}


@pytest.mark.parametrize(
    ("content", "word", "expected"),
    [
        # whose somebody in office is, told by name alone; an athlete speaks for nobody
        ("President Tomislav Petrov agreed.\nSerbia's Petrov would travel on Friday.", "Petrov", ["SRB"]),
        ("Serbia's Tomislav Petrov won. Petrov would travel on Friday.", "Petrov", []),
        # where somebody spoke is no office of theirs
        ("Emmanuel Macron, at a meeting with Brazil's president, agreed.", "Macron", ["FRA"]),
        # a sentence that is set in a capital tells whose office it is
        ("Norway asked for help. Norway waited. In Ottawa the prime minister agreed.", "minister", ["CAN"]),
        # the last word of a name, once the name was told
        ("The European Union met on Monday. Later the Commission agreed.", "Commission", ["eu"]),
        ("The European Union met on Monday. Later the Commission's president agreed.", "president", ["eu"]),
        ("Norway met on Monday. Later the Commission agreed.", "Commission", []),
        ("Islamic State fled. The Secretary of State agreed.", "Secretary", []),
        ("The Workers' Party of Korea agreed.", "Party", ["PRK"]),
        ("Officials said NATO agreed.", "Officials", []),
        ("The regional bloc ECOWAS agreed. The African Union did not.", "bloc", ["ecowas"]),
        # short names stand for those that the text names in full
        ("South Korea waited. The South agreed.", "South", ["KOR"]),
        ("Sudan waited. The South agreed.", "South", []),
        # whose members they are
        ("NATO met on Monday. Members agreed.", "Members", ["nato"]),
        ("Sweden and Norway met. Neither government agreed.", "government", ["NOR", "SWE"]),
        ("Sweden and Norway met. The two presidents agreed.", "presidents", ["NOR", "SWE"]),
        ("Sweden and Norway met. Two ministers agreed.", "ministers", []),
        # an unnamed source belongs to whoever acts in the paragraph, an adviser to whom he advises
        ("Norway refused. A spokesman said that talks would go on.", "spokesman", ["NOR"]),
        ("Norway refused. An airline spokesman said that flights would go on.", "spokesman", []),
        ("Norway refused. Norway is angry. Airline officials are reviewing the matter.", "officials", []),
        ("Sweden waited. An adviser to the French president agreed.", "adviser", ["FRA"]),
    ],
)
def test_what_is_told_in_short_is_the_party_that_the_text_names(content: str, word: str, expected: list[str]) -> None:
    assert parties(content, word) == expected


def test_we_in_words_retold_without_marks_is_who_says_them(understand: Understand) -> None:
    reading = understand("We will reopen the bridge, Norwegian Prime Minister Ingrid Solheim said on Monday.")
    assert {party.id for position in reading.positions for party in position.parties} == {"NOR"}


def test_somebody_in_office_whose_country_is_not_told_speaks_for_no_private_view(understand: Understand) -> None:
    said = "{} said on Monday that Norway will send 200 troops to Cyprus."
    speakers = ("Foreign Minister Ada Lund", "Ada Lund", "Analyst Ada Lund", "Lufthansa spokeswoman Ada Lund")
    told = [understand(said.format(who)) for who in speakers]
    found = [[party.id for each in reading.positions for party in each.parties] for reading in told]
    assert found == [["NOR"], [], [], []]


@pytest.mark.parametrize(
    ("told", "parties"),
    [
        (
            "Republican presidential nominee Donald Trump spoke in Ohio. Trump said he would impose tariffs on Mexico.",
            [],
        ),
        ("Mrs. Clinton, the Democratic candidate, promised to send 500 troops to Syria.", []),
        ("President Donald Trump, the Republican nominee, said he would impose tariffs on Mexico.", ["USA"]),
        (
            "As then-candidate Trump promised, it left the accord. Trump said he would impose tariffs on Mexico.",
            ["USA"],
        ),
        # who is somebody's candidate is another
        ("The candidate of Obama lost. Obama said he would send 250 troops to Syria.", ["USA"]),
        ("Prime Minister Erna Holm, a candidate for re-election, said Norway would send 200 troops to Mali.", ["NOR"]),
        # who left an office
        ("Former President Bill Clinton said he would send 250 troops to Syria.", []),
        ("Hillary Clinton, a former secretary of state, promised to send 500 troops to Syria.", []),
        ("The former president of Mexico, Felipe Calderón, said he would refuse to pay for the wall.", []),
        ("A former Israeli intelligence chief said Israel would send 40 troops to Cyprus. He promised to go.", ["ISR"]),
        ("Former Norwegian ministers promised to send 200 troops to Mali.", []),
        ("Ex-President Barack Obama said he would send 250 troops to Syria.", []),
        ("A former adviser to President Barack Obama spoke. Obama said he would send 250 troops to Syria.", ["USA"]),
        ("Vladimir Putin, a former spy, said he would send 250 troops to Syria.", ["RUS"]),
        ("President Vladimir Putin, a former prime minister, said he would send 250 troops to Syria.", ["RUS"]),
    ],
)
def test_who_runs_for_office_or_left_it_and_holds_none_speaks_for_no_state(
    told: str, parties: list[str], understand: Understand
) -> None:
    found = {party.id for position in understand(told, models=False).positions for party in position.parties}
    assert sorted(found) == parties


@pytest.mark.parametrize(
    ("told", "published", "parties"),
    [
        ("Trump said he would impose tariffs on Mexico.", None, ["USA"]),
        ("Trump said he would impose tariffs on Mexico.", "2018-03-01T09:30:00Z", ["USA"]),
        ("Trump said he would impose tariffs on Mexico.", "2016-03-01", []),
        ("Trump said he would impose tariffs on Mexico.", "2024-09-30", []),
        ("Trump said he would impose tariffs on Mexico.", "2025-01-31", ["USA"]),
        ("Trump said he would impose tariffs on Mexico.", "last week", ["USA"]),
        # the article's own words win over the list
        ("President Donald Trump spoke. Trump said he would impose tariffs on Mexico.", "2016-03-01", ["USA"]),
        # whatever stands beside the whole name, while the office is held
        ("Iran envoy Donald Trump said he would impose tariffs on Mexico.", "2018-03-01", ["USA"]),
        ("Iranian Foreign Minister Donald Trump said he would impose tariffs on Mexico.", None, ["IRN"]),
        # of whom the list knows no time
        ("Robert Palladino said he would send 200 troops to Mali.", "2016-03-01", ["USA"]),
    ],
)
def test_a_name_known_for_an_office_speaks_for_it_while_it_is_held(
    told: str, published: str | None, parties: list[str], understand: Understand
) -> None:
    reading = understand(told, published=published)
    assert sorted({party.id for position in reading.positions for party in position.parties}) == parties


def test_a_relative_of_a_leader_is_somebody_else(understand: Understand) -> None:
    assert parties("Emmanuel Macron spoke.", "Macron") == ["FRA"]
    assert parties("Yair Netanyahu left Israel.", "Netanyahu") == []
    assert parties("Binyamin Netanyahu left Israel.", "Netanyahu") == ["ISR"]  # names are written in many ways


@pytest.mark.parametrize(
    "told",
    [
        "Critics said the United States should withdraw its troops from Syria.",
        "Some candidates have called for the United States to send troops to Syria.",
        "47% say the United States should send troops to Syria.",
    ],
)
def test_what_private_persons_ask_for_is_no_position(told: str, understand: Understand) -> None:
    reading = understand(told, models=False)  # the networks leave such clauses out before anybody is named
    assert reading.positions == ()
    assert "a private person's view" in {each.reason for each in reading.rejected}


def test_the_times_of_offices_are_months_or_years_in_order() -> None:
    time = r"(?:\d{4}(?:-(?:0[1-9]|1[0-2]))?)?"
    for row in load_table("leaders"):
        told = (row["times"] or "").split(";")
        ranges = [each.split("/") for each in told if each]
        assert all(re.fullmatch(rf"{time}/{time}", each) for each in told if each), row
        assert all(not begun or not ended or begun[:4] <= ended[:4] for begun, ended in ranges), row
        assert [begun for begun, _ in ranges] == sorted(begun for begun, _ in ranges), row
