"""Which sentences commit whom to what, and which commit nobody."""

from __future__ import annotations

import pytest

from onrecord.model import Stance, TermKind
from tests.extract.by_rules import Understand, by_rules_alone, told

__all__ = ["by_rules_alone"]  # the fixture of the tests below


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Norway pledged to send troops to Moldova.", ("NOR", "deploy", "pledged")),
        ("Canada has promised $40 million in aid.", ("CAN", "aid", "pledged")),
        ("Japan agreed to share intelligence with Seoul.", ("JPN", "share_intelligence", "pledged")),
        ("Sweden will train Ukrainian soldiers next year.", ("SWE", "train", "pledged")),
        ("Iran is ready to resume negotiations.", ("IRN", "negotiate", "willing")),
        ("Finland expressed willingness to host the talks.", ("FIN", "negotiate", "willing")),
        ("Leaders announced the readiness from 26 countries to send troops.", ("26_states", "deploy", "willing")),
        ("The willingness of Germany to send troops to Mali was welcomed.", ("DEU", "deploy", "willing")),
        ("Turkey offered to mediate between the two sides.", ("TUR", "negotiate", "willing")),
        ("Brazil is considering sanctions against the company.", ("BRA", "sanction", "willing")),
        ("Poland has not decided whether to accept the refugees.", ("POL", "migration", "undecided")),
        (
            "Denmark's contribution to the security guarantees will be decided later.",
            ("DNK", "guarantee", "undecided"),
        ),
        ("Spain ruled out sending troops.", ("ESP", "deploy", "refused")),
        ("Hungary refused to ratify the treaty.", ("HUN", "ratify", "refused")),
        ("Egypt will not accept refugees from the camp.", ("EGY", "migration", "refused")),
        ("Greece is not willing to lift the embargo.", ("GRC", "ease", "refused")),
        ("Canada urged Israel to halt the strikes.", ("ISR", "ceasefire", "demanded")),
        ("France called on Iran to release the prisoners.", ("IRN", "release", "demanded")),
        ("Iran threatened to attack the base.", ("IRN", "attack", "threatened")),
        ("China warned that it would retaliate against the tariffs.", ("CHN", "retaliate", "threatened")),
        ("No Norwegian soldier will leave the island.", ("NOR", "withdraw", "refused")),
        ("Sweden would send no troops to Mali.", ("SWE", "deploy", "refused")),
        ("Sweden does not, and never will, accept refugees from the camp.", ("SWE", "migration", "refused")),
        ("Norway was no longer going to stop migrants.", ("NOR", "migration", "refused")),
        ("Denmark will not hesitate to impose sanctions.", ("DNK", "sanction", "pledged")),
        ("Denmark will have no choice but to impose sanctions.", ("DNK", "sanction", "pledged")),
        ("Denmark will not stand by the agreement.", ("DNK", "comply", "refused")),
        ("Denmark will not sit idly by.", ("DNK", "retaliate", "threatened")),
        ("“Such acts will not be left without consequences,” Denmark said.", ("DNK", "retaliate", "threatened")),
        ("Denmark will respond to any attack on its ships.", ("DNK", "attack", "threatened")),
        ("Denmark repeated its vow to strike the base.", ("DNK", "attack", "threatened")),
        ("Denmark will strike the base if it is attacked.", ("DNK", "attack", "threatened")),
        ("Iran said it would begin ignoring the terms of the accord.", ("IRN", "comply", "refused")),
        ("Iran vowed it would not breach the agreement.", ("IRN", "comply", "pledged")),
        ("Iran said it will stop violating the deal.", ("IRN", "comply", "pledged")),
        ("Canada pledged to keep its troops out of Mali.", ("CAN", "deploy", "refused")),
        ("Canada pledged to keep its troops in Mali.", ("CAN", "deploy", "pledged")),
        ("Canada warned that it was ready to impose sanctions.", ("CAN", "sanction", "threatened")),
        ("There will be no troops on the ground, President Donald Trump said.", ("USA", "deploy", "refused")),
    ],
)
def test_a_stance_is_read_from_the_words_that_commit(
    understand: Understand, sentence: str, expected: tuple[str, str, str]
) -> None:
    assert expected in told(understand(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "Russia attacked the port last night.",
        "Will Germany send troops?",
        "Analysts say the spiralling dispute could chill growth.",
        "If Germany agrees to send troops, the mission can begin.",
        "Officials discussed how Sweden would respond.",
        "The company promised to deliver the parcels on Friday.",
        "Turkey considers the group a threat to its borders.",
        "China confirmed that it had lost control of the station.",
        "Japan fears it will be drawn into the war.",
        "Sweden offered its condolences to the families of the troops.",
        "Sweden has offered few details of the deal to send troops.",
        "Sweden warned that Iran was violating the deal.",
    ],
)
def test_deeds_questions_suppositions_and_companies_commit_no_party(understand: Understand, sentence: str) -> None:
    assert told(understand(sentence)) == set()


@pytest.mark.parametrize(
    ("sentence", "exact"),
    [
        ("Mexico pledged to stop the migrants after Canada threatened tariffs.", "Mexico pledged to stop the migrants"),
        ("Norway would lift the sanctions after Serbia withdrew its troops.", None),
        ("Norway promised to send troops once a ceasefire was in place.", None),
    ],
)
def test_a_clause_ends_before_what_had_happened_but_not_before_its_terms(
    understand: Understand, sentence: str, exact: str | None
) -> None:
    assert understand(sentence).positions[0].span.exact == (exact or sentence.rstrip("."))


def test_whoever_wishes_to_is_nobody_and_takes_nothing_from_who_does(understand: Understand) -> None:
    assert not told(understand("Turkey said anyone who wants to send ships must pay."))
    assert ("NOR", "deploy", "pledged") in told(understand("Anyone can see that Norway plans to send troops to Mali."))


def test_coordinated_parties_each_take_the_position(understand: Understand) -> None:
    reading = understand("France and the United Kingdom are open to deploying troops after the war ends.")
    assert told(reading) == {("FRA", "deploy", "willing"), ("GBR", "deploy", "willing")}


def test_a_long_list_of_parties_loses_none(understand: Understand) -> None:
    reading = understand(
        "France, Germany, Italy, Spain, Poland, Norway, Sweden, Denmark, Finland, Estonia and Latvia pledged troops."
    )
    assert len(told(reading)) == 11


def test_coordinated_verbs_are_each_undertaken(understand: Understand) -> None:
    reading = understand("Canada pledged to train Ukrainian soldiers and to fund the police.")
    assert told(reading) == {("CAN", "train", "pledged"), ("CAN", "finance", "pledged")}


def test_listed_undertakings_are_all_read(understand: Understand) -> None:
    reading = understand("Germany is ready to contribute, including financing, armament and training.")
    assert {action for _, action, _ in told(reading)} == {"finance", "equip", "train"}


def test_the_verb_after_but_has_a_stance_of_its_own(understand: Understand) -> None:
    reading = understand("Italy would not deploy troops but will monitor the ceasefire.")
    assert {("ITA", "deploy", "refused"), ("ITA", "monitor", "pledged")} <= told(reading)


def test_a_refusal_to_rule_out_leaves_it_open(understand: Understand) -> None:
    assert told(understand("Norway refused to rule out new sanctions.")) == {("NOR", "sanction", "willing")}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Norway would not rule out new sanctions.", ("NOR", "sanction", "willing")),
        ("Norway will not dismiss talks with Iran.", ("NOR", "negotiate", "willing")),
        ("Norway will reject the treaty.", ("NOR", "accept", "refused")),
        ("Norway would consider sanctions.", ("NOR", "sanction", "willing")),
        ("Norway would like to negotiate with Iran.", ("NOR", "negotiate", "willing")),
        ("Norway will gladly negotiate with Iran.", ("NOR", "negotiate", "willing")),
        ("The government in Oslo isn't prepared to negotiate with Iran.", ("NOR", "negotiate", "refused")),
        ("Norway has no plans to send troops.", ("NOR", "deploy", "refused")),
        ("Norway has no immediate plans to send troops.", ("NOR", "deploy", "undecided")),
        ("Norway is due to decide whether to send troops.", ("NOR", "deploy", "undecided")),
        ("Norway would not say whether it will send troops.", ("NOR", "deploy", "undecided")),
    ],
)
def test_a_future_of_a_word_of_commitment_is_read_through(
    understand: Understand, sentence: str, expected: tuple[str, str, str]
) -> None:
    assert told(understand(sentence)) == {expected}


def test_doubt_about_a_willingness_is_not_a_willingness(understand: Understand) -> None:
    assert told(understand("There is doubt about Iran's willingness to negotiate.")) == set()


def test_obligations_count_only_when_another_party_says_them(understand: Understand) -> None:
    demanded = ("RUS", "withdraw", "demanded")
    assert demanded in told(understand("Canadian Prime Minister Ada Roy said Russia must withdraw its troops."))
    assert demanded not in told(understand("Russia must withdraw its troops."))
    assert demanded in told(understand("Canadian Prime Minister Ada Roy said Russia will have to withdraw its troops."))


def test_a_decision_that_is_yet_to_come_is_no_demand(understand: Understand) -> None:
    found = told(understand("Sweden has yet to determine whether it will send troops to Cyprus."))
    assert ("SWE", "deploy", "undecided") in found
    assert all(stance != "demanded" for _, _, stance in found)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # its own people are told what is decided
        ("President Ada Berg of Norway ordered the military to withdraw its troops.", ("NOR", "withdraw", "pledged")),
        ("The Swedish prime minister instructed her ministers to impose sanctions.", ("SWE", "sanction", "pledged")),
        ("Norway urged the Swedish military to withdraw its troops.", ("SWE", "withdraw", "demanded")),
        ("U.S. President Donald Trump ordered the Pentagon to withdraw troops.", ("USA", "withdraw", "pledged")),
        ("The Pentagon was ordered by President Donald Trump to withdraw troops.", ("USA", "withdraw", "pledged")),
        ("Norway ordered Sweden to withdraw its troops.", ("SWE", "withdraw", "demanded")),
        # told as settled, only not yet made known
        ("Swedish sanctions on Iran will be announced on Monday.", ("SWE", "sanction", "pledged")),
        # what one would like another to do is asked of the other
        ("Norway would like Sweden to withdraw its troops.", ("SWE", "withdraw", "demanded")),
        # settled and to come
        ("Norway is to withdraw its troops from Mali.", ("NOR", "withdraw", "pledged")),
        ("Norway is not to withdraw its troops from Mali.", ("NOR", "withdraw", "refused")),
        # how it stands with whoever says so
        ("Sanctions are not on the table, Swedish Foreign Minister Ada Berg said.", ("SWE", "sanction", "refused")),
        ("Swedish Foreign Minister Ada Berg said sanctions are not off the table.", ("SWE", "sanction", "willing")),
        ("Swedish Foreign Minister Ada Berg said sanctions are off the table.", ("SWE", "sanction", "refused")),
        ("Sanctions are on the table, Swedish Foreign Minister Ada Berg said.", ("SWE", "sanction", "willing")),
        (
            "Swedish Foreign Minister Ada Berg said withdrawing troops was not an option.",
            ("SWE", "withdraw", "refused"),
        ),
        # no decision
        ("Norway has not made a decision on sending troops to Mali.", ("NOR", "deploy", "undecided")),
        (
            "No decision on sanctions has been made, Swedish Foreign Minister Ada Berg said.",
            ("SWE", "sanction", "undecided"),
        ),
        ("A decision on sanctions will be taken later, the Swedish government said.", ("SWE", "sanction", "undecided")),
        # on one condition alone
        ("Norway will only resume talks if the shelling stops.", ("NOR", "negotiate", "willing")),
        ("Norway would resume talks only after a ceasefire.", ("NOR", "negotiate", "willing")),
        ("Norway will only send troops.", ("NOR", "deploy", "pledged")),
        # a guess about one's own doing leaves it open
        (
            "“Maybe we will withdraw our troops,” Swedish Foreign Minister Ada Berg said.",
            ("SWE", "withdraw", "undecided"),
        ),
        ("It is possible that Norway will withdraw its troops.", ("NOR", "withdraw", "undecided")),
        ("Norway gave its blessing to the talks.", ("NOR", "negotiate", "willing")),
        ("Sweden has Norway's blessing to negotiate with Finland.", ("NOR", "negotiate", "willing")),
        ("Norway would agree to negotiate.", ("NOR", "negotiate", "willing")),
        ("Norway will oppose sanctions on Iran.", ("NOR", "sanction", "refused")),
        ("Norway would veto the resolution.", ("NOR", "legislate", "threatened")),
        # another's proposal is what is turned down
        ("Moscow rejected plans for a Western military presence in Ukraine.", ("RUS", "accept", "refused")),
    ],
)
def test_what_is_decided_what_is_left_open_and_whose_plans_are_rejected(
    understand: Understand, sentence: str, expected: tuple[str, str, str]
) -> None:
    assert expected in told(understand(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "The aim of Norway is to withdraw its troops.",
        "It is in the interest of Norway to withdraw its troops.",
        "Ada Berg is the third president of Norway to withdraw troops.",
        "Norway made a decision on the withdrawal of its troops.",
        "Sanctions, Norway said, must be on the table.",
    ],
)
def test_aims_interests_and_decisions_that_were_made_are_not_to_come(understand: Understand, sentence: str) -> None:
    assert told(understand(sentence)) == set()


def test_a_private_persons_view_binds_nobody(understand: Understand) -> None:
    reading = understand("“Germany will send troops,” said Peter Blank, a professor of history.")
    assert told(reading) == set()
    assert "a private person's view" in {rejected.reason for rejected in reading.rejected}


def test_we_in_a_quotation_is_the_speakers_party(understand: Understand) -> None:
    reading = understand("“We will not send troops,” Spanish Defence Minister Ana Ruiz said.")
    assert told(reading) == {("ESP", "deploy", "refused")}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Iran will withdraw from the accord if the sanctions are not lifted.", ("IRN", "withdraw", "threatened")),
        ("Iran will withdraw its troops if the sanctions are lifted.", ("IRN", "withdraw", "pledged")),
        ("Russia will develop missiles if Norway leaves the treaty.", ("RUS", "develop_weapons", "threatened")),
        ("Norway is ready to impose sanctions if the shelling goes on.", ("NOR", "sanction", "threatened")),
        ("Norway is ready to impose sanctions.", ("NOR", "sanction", "willing")),
        ("Norway promised “consequences” for Iran.", ("NOR", "retaliate", "threatened")),
        ("Norwegian Prime Minister Ada Berg said Norway would retaliate.", ("NOR", "retaliate", "threatened")),
        ("Norwegian Prime Minister Ada Berg said Norway would bomb only the rebels.", ("NOR", "attack", "pledged")),
    ],
)
def test_what_would_harm_another_threatens_and_what_would_not_is_promised(
    understand: Understand, sentence: str, expected: tuple[str, str, str]
) -> None:
    assert expected in told(understand(sentence))


def test_harm_on_a_condition_is_a_threat(understand: Understand) -> None:
    reading = understand("Europe will impose sanctions if Moscow delays the talks.")
    (position,) = reading.positions
    assert position.stance is Stance.THREATENED
    assert [(t.kind, t.span.exact) for t in position.terms if t.kind is TermKind.CONDITION] == [
        (TermKind.CONDITION, "if Moscow delays the talks")
    ]


def test_condition_trigger_and_place_are_kept_apart(understand: Understand) -> None:
    reading = understand("Norway will train Ukrainian troops outside Ukraine once the fighting ends.")
    (position,) = reading.positions
    kinds = {term.kind: term for term in position.terms}
    assert kinds[TermKind.TRIGGER].span.exact == "once the fighting ends"
    assert kinds[TermKind.WHERE].value == "outside UKR"
    assert TermKind.CONDITION not in kinds


def test_every_span_of_a_position_stands_in_its_text(understand: Understand) -> None:
    reading = understand("Norway pledged to send 40 tanks to Moldova by May, provided that Romania agrees.")
    for position in reading.positions:
        spans = [position.span, position.cue, position.object, position.mention, *(t.span for t in position.terms)]
        assert all(span.stands_in(reading.text.text) for span in spans if span is not None)


def test_a_text_in_another_language_is_kept_and_counted(understand: Understand) -> None:
    reading = understand("Norwegen hat zugesagt, Truppen zu entsenden.", language="de")
    assert reading.positions == ()
    assert [(r.stage, r.reason, r.detail) for r in reading.rejected] == [("extract", "language not read", "de")]


def test_things_are_given_to_a_state_and_people_sent_to_its_place(understand: Understand) -> None:
    given = understand("Norway will send 40 tanks to Moldova.").positions[0].terms
    assert {(t.kind, t.value) for t in given} >= {(TermKind.BENEFICIARY, "MDA")}
    sent = understand("Norway will send troops to Moldova.").positions[0].terms
    assert {(t.kind, t.value) for t in sent} == {(TermKind.WHERE, "inside MDA")}


def test_the_day_on_which_it_was_said_is_no_deadline(understand: Understand) -> None:
    (position,) = understand("Norway pledged on Monday to send troops by May.").positions
    assert [t.span.exact for t in position.terms if t.kind is TermKind.DEADLINE] == ["by May"]


def test_a_threat_taken_away_is_none(understand: Understand) -> None:
    said = "Russian President Vladimir Putin said foreign troops would {}be legitimate targets."
    assert ("RUS", "attack", "threatened") in told(understand(said.format("")))
    assert told(understand(said.format("not "))) == set()


def test_the_mention_is_the_whole_phrase_that_names_the_party(understand: Understand) -> None:
    (position,) = understand("The Italian government pledged to send troops.").positions
    assert position.mention is not None
    assert position.mention.exact == "The Italian government"


@pytest.mark.parametrize(
    ("sentence", "cue"),
    [
        ("Denmark's part in the mission will be decided later.", "will be decided"),
        ("Canada has not ruled out sending troops.", "has not ruled out"),
        ("Greece is not ready to lift the embargo.", "is not ready"),
        ("Norway pledged to send troops.", "pledged"),
    ],
)
def test_the_cue_is_the_whole_expression_of_the_stance(understand: Understand, sentence: str, cue: str) -> None:
    assert understand(sentence).positions[0].cue.exact == cue


def test_what_befalls_a_party_is_not_its_undertaking(understand: Understand) -> None:
    said = "Japanese Prime Minister Shinzo Abe said Japan will be {} in a trade war with tariffs on all sides."
    assert told(understand(said.format("caught"))) == set()
    taken = "Japanese Prime Minister Shinzo Abe said tariffs will be imposed on steel."
    assert ("JPN", "trade_measure", "pledged") in told(understand(taken))


def test_what_an_enterprise_undertakes_is_no_states(understand: Understand) -> None:
    said = "The United States welcomed it. {} will train soldiers, the American ambassador said."
    assert told(understand(said.format("The company"))) == set()
    assert ("USA", "train", "pledged") in told(understand(said.format("The American army")))


def test_whomever_a_clause_describes_is_no_state(understand: Understand) -> None:
    told_of = 'President Emmanuel Macron spoke of France. "{} must be trained by soldiers," he said.'
    assert told(understand(told_of.format("Those who wish to join"))) == set()


def test_people_described_are_not_who_speaks_of_them(understand: Understand) -> None:
    said = '"We are at war with {} who want to attack us," said French President Emmanuel Macron.'
    assert ("FRA", "attack", "willing") not in told(understand(said.format("terrorists")))
