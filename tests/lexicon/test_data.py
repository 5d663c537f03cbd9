"""The knowledge files agree with the vocabulary and with themselves."""

from __future__ import annotations

import re

from onrecord import lexicon
from onrecord.lexicon.numerals import whole_number
from onrecord.model import ActCode, Action, Bound, ConflictKind, PartyKind, Stance


def test_every_action_of_the_vocabulary_is_defined_with_its_plover_counterpart() -> None:
    entries = lexicon.load_yaml("actions")
    assert set(entries) - {"weak"} == {action.value for action in Action}
    assert all(entry["definition"] for name, entry in entries.items() if name != "weak")
    assert {entry["plover"] for name, entry in entries.items() if name != "weak"} <= {code.value for code in ActCode}


def test_every_stance_of_the_vocabulary_is_defined() -> None:
    assert set(lexicon.load_yaml("stances")["stances"]) == {stance.value for stance in Stance}


def test_words_of_commitment_name_stances_of_the_vocabulary() -> None:
    known = {stance.value for stance in Stance}
    data = lexicon.load_yaml("stances")
    for kind in ("verbs", "adjectives", "nouns"):
        assert {stance for frame in data[kind].values() for stance in frame} <= known
    assert set(data["denied"].values()) <= known


def test_states_have_three_letter_codes_once_each() -> None:
    codes = [row["id"] for row in lexicon.load_table("states")]
    assert len(codes) == len(set(codes)) > 190
    assert all(re.fullmatch("[A-Z]{3}", code) for code in codes)


def test_no_state_name_stands_for_two_states() -> None:
    owner: dict[str, str] = {}
    for row in lexicon.load_table("states"):
        for name in (row["name"], *filter(None, row["aliases"].split(";"))):
            assert owner.setdefault(name, row["id"]) == row["id"], name


def test_leaders_and_organisations_belong_to_known_parties() -> None:
    organisations = lexicon.load_yaml("organisations")
    known = {row["id"] for row in lexicon.load_table("states")} | set(organisations)
    assert {row["party"] for row in lexicon.load_table("leaders")} <= known
    assert {entry["kind"] for entry in organisations.values()} <= {kind.value for kind in PartyKind}


def test_no_name_of_a_leader_is_anybody_elses() -> None:
    owner: dict[str, str] = {}
    for row in lexicon.load_table("states"):
        for column in ("aliases", "demonyms", "seats"):
            owner.update(dict.fromkeys((row["name"], *row[column].split(";")), row["id"]))
    for key, entry in lexicon.load_yaml("organisations").items():
        owner.update(dict.fromkeys(entry["forms"], key))
    for row in lexicon.load_table("leaders"):
        for name in (row["name"], *filter(None, row["aliases"].split(";"))):
            assert owner.setdefault(name, row["name"]) == row["name"], name


def test_act_codes_and_bounds_are_those_of_the_model() -> None:
    codes = {name for name in lexicon.load_yaml("acts") if name.isupper()}
    assert codes == {code.value for code in ActCode}
    assert set(lexicon.load_yaml("numbers")["bounds"]) | {"exact"} == {bound.value for bound in Bound}


def test_whole_numbers_in_words_and_digits() -> None:
    assert [whole_number(w) for w in ("26", "1,200", "Twenty-six", "six", "many", "1" * 40, "twenty-ten")] == [
        26,
        1200,
        26,
        6,
        None,
        None,
        None,
    ]


def test_what_a_word_tells_when_denied_belongs_to_a_word_of_the_file() -> None:
    data = lexicon.load_yaml("stances")
    words: set[str] = set()
    for kind in ("verbs", "adjectives", "nouns"):
        for frame in data[kind].values():
            for entry in frame.values():
                lists = entry.values() if isinstance(entry, dict) else [entry]
                words.update(word for listed in lists for word in listed)
    assert {word.removesuffix("_noun") for word in data["denied"]} <= words


def test_no_list_names_a_word_twice() -> None:
    for name in ("stances", "offices", "cues", "terms"):
        for key, words in lexicon.load_yaml(name).items():
            assert not isinstance(words, list) or len(words) == len(set(words)), (name, key)


def test_weak_words_are_words_of_some_action() -> None:
    entries = lexicon.load_yaml("actions")
    known = {str(w) for name, e in entries.items() if name != "weak" for w in [*e["verbs"], *e["nouns"]]}
    assert set(map(str, entries["weak"])) <= known


def test_entailments_are_between_keys_that_conditions_are_given() -> None:
    data = lexicon.load_yaml("propositions")
    keys = {f"{{party}}_{key}" if concept.get("party") else key for key, concept in data["concepts"].items()}
    table = [*data["entails"], *data["presumes"]]
    assert {line[side].removeprefix("not ") for line in table for side in ("when", "then")} <= keys
    assert all(line["because"] for line in table)


def test_each_phrase_tells_one_value_of_a_family_of_a_kind_of_conflict() -> None:
    data = lexicon.load_yaml("told_apart")
    for family, each in data["families"].items():
        assert each["kind"] in {kind.value for kind in ConflictKind}
        phrases = [phrase for told in each["values"].values() for phrase in told]
        assert len(each["values"]) > 1
        assert len(phrases) == len(set(phrases)), family
    assert set(data["common"]) <= set(data["families"])


def test_offices_that_only_some_states_have_name_states_and_offices_that_are_known() -> None:
    told, offices = lexicon.load_yaml("office_states"), lexicon.load_yaml("offices")
    codes = {row["id"] for row in lexicon.load_table("states")}
    assert set(told) == {"only", "lacking"}
    for having in told.values():
        assert set(having) <= {*offices["holders"], *offices["bodies"]}
        assert {state for states in having.values() for state in states} <= codes
