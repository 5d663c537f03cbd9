"""Events for event coders and investigators: by PLOVER's names and codes, and valid by FollowTheMoney's schema."""

import csv
import hashlib
import json
import re
from dataclasses import replace

import pytest

from onrecord.lexicon import load_yaml
from onrecord.model import ActCode, Action, Comparison, Reading, Stance
from onrecord.publish import export
from onrecord.publish.plover import QUAD, event_of
from onrecord.register import open_register

# the manual's tables of fields (PLOVER_MANUAL, 0.7b1), and our one beside them
FIELDS = {
    *("id", "has_event", "date", "time", "enddate", "endtime", "source", "recipient", "event", "event_loc"),
    *("event_text", "quad_code", "event_scale", "mode", "context", "link", "text", "text_info", "cite_info", "coder"),
    *("coded_date", "coded_time", "comment", "onrecord"),
}
ACTOR = {"code", "sector", "actor_text", "identifier_id", "identifier_text", "actor_loc", "office"}
CITED = {"corpus", "citation", "url", "title", "language", "publication", "license", "coder", "codebook", "version"}


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def events(register, tmp_path):
    export(register, tmp_path / "out", "plover")
    return lines(tmp_path / "out" / "events.jsonl")


def test_events_have_plovers_fields_and_codes(events, register):
    assert len(events) == len([*register.acts(), *register.positions()])
    for event in events:
        assert {"id", "date", "source", "event"} <= event.keys() <= FIELDS
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", event["date"])
        assert set(event["event"]) <= set(ActCode)
        assert event["source"]
        assert all(actor.keys() <= ACTOR for actor in [*event["source"], *event.get("recipient", [])])
        assert event["cite_info"].keys() <= CITED
    assert len({event["id"] for event in events}) == len(events)


def test_a_deed_keeps_its_code_and_a_position_its_stance_and_terms(events):
    (act,) = (
        event
        for event in events
        if event["onrecord"]["kind"] == "act" and event["cite_info"]["citation"] == "morning.txt"
    )
    assert (act["event"], act["quad_code"], act["source"][0]["code"]) == (["REJECT"], 3, "FRA")
    pledge, refusal = (
        next(
            event
            for event in events
            if event["onrecord"].get("stance") == stance and event["onrecord"]["action"] == "deploy"
        )
        for stance in ("pledged", "refused")
    )
    assert (pledge["event"], refusal["event"]) == (["AGREE"], ["REJECT"])
    (term,) = pledge["onrecord"]["terms"]
    assert (term["kind"], term["value"], term["text"]) == ("condition", "ceasefire", "if the truce holds")
    assert pledge["source"] == [
        {"actor_text": "Germany", "code": "DEU", "identifier_id": "DEU", "office": "Foreign Minister"}
    ]


@pytest.mark.parametrize("action", Action)
def test_every_stance_on_every_action_is_an_event_or_openly_none(action):
    codes = {stance: event_of(stance, action) for stance in Stance}
    assert codes[Stance.UNDECIDED] is None
    assert codes[Stance.DEMANDED] == "REQUEST"
    assert codes[Stance.THREATENED] == "THREATEN"
    assert codes[Stance.PLEDGED] == codes[Stance.WILLING]
    hostile = codes[Stance.PLEDGED] == "THREATEN"
    assert codes[Stance.REFUSED] == (None if hostile else "REJECT")
    assert hostile == (load_yaml("actions")[action]["plover"] in {"ASSAULT", "COERCE", "SANCTION", "THREATEN"})


def test_every_code_has_a_quad_category():
    assert set(QUAD) == set(ActCode)


def test_what_plover_has_no_event_for_is_told_as_such(tmp_path, summit):
    undecided = replace(summit.evening.positions[0], stance=Stance.UNDECIDED)
    text = replace(summit.evening.text, metadata=replace(summit.evening.text.metadata, published=None))
    with open_register(tmp_path / "one.register") as register:
        register.record(Reading(text, positions=(undecided,)), "1.0.0")
        register.record_comparison(Comparison(), "1.0.0")
        export(register, tmp_path / "out", "plover")
    (event,) = lines(tmp_path / "out" / "events.jsonl")
    assert (event["event"], event["has_event"], event["date"]) == ([], False, None)
    assert event["onrecord"]["stance"] == "undecided"


@pytest.fixture
def entities(register, tmp_path):
    export(register, tmp_path / "out", "followthemoney")
    return lines(tmp_path / "out" / "entities.ftm.json")


def test_every_entity_is_valid_by_followthemoneys_schema(entities, register):
    model = pytest.importorskip("followthemoney").model
    known = {entity["id"]: entity["schema"] for entity in entities}
    assert len(known) == len(entities) > 10
    for entity in entities:
        schema = model.get(entity["schema"])
        schema.validate(entity)
        proxy = model.get_proxy(entity, cleaned=False)
        kept = {name: sorted(values) for name, values in proxy.to_dict()["properties"].items()}
        assert kept == {
            name: sorted(value.strip() for value in values) for name, values in entity["properties"].items()
        }
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert model.get(known[value]).is_a(prop.range)
    assert set(known.values()) == {"Article", "Event", "LegalEntity", "PublicBody", "Representation"}


def test_statements_make_up_the_same_entities(entities, tmp_path):
    model = pytest.importorskip("followthemoney").model
    built = {}
    with (tmp_path / "out" / "statements.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, dialect=csv.unix_dialect))
    for row in rows:
        entity = built.setdefault(
            row["entity_id"], {"id": row["canonical_id"], "schema": row["schema"], "properties": {}}
        )
        if row["prop"] == "id":
            assert row["value"] == row["entity_id"]
            continue
        entity["properties"].setdefault(row["prop"], []).append(row["value"])
        assert row["prop_type"] == model.get(row["schema"]).get(row["prop"]).type.name
    assert list(built.values()) == entities
    assert len({row["id"] for row in rows}) == len(rows)
    proofs = {entity["id"]: entity["properties"].get("proof", [""])[0] for entity in entities}
    assert all(row["origin"] == proofs[row["entity_id"]] for row in rows)
    (first, *_) = (row for row in rows if row["prop"] == "title" or row["prop"] == "name")
    key = f"onrecord.{first['entity_id']}.{first['prop']}.{first['value']}"
    assert first["id"] == hashlib.sha1(key.encode()).hexdigest()


def test_an_entity_that_lacks_what_it_must_have_is_found():
    followthemoney = pytest.importorskip("followthemoney")
    with pytest.raises(followthemoney.exc.InvalidData):
        followthemoney.model.get("Event").validate({"id": "x", "schema": "Event", "properties": {"date": ["soon"]}})


def test_an_event_is_proved_by_its_article_in_its_words(entities, summit):
    events = {entity["id"]: entity["properties"] for entity in entities if entity["schema"] == "Event"}
    articles = {entity["id"]: entity["properties"] for entity in entities if entity["schema"] == "Article"}
    for properties in events.values():
        (proof,) = properties["proof"]
        assert properties["summary"][0] in articles[proof]["bodyText"][0]
    refused = events[summit.evening.positions[0].id]
    assert (refused["name"], refused["date"]) == (["Germany: refused, deploy"], ["2025-03-01"])
    assert refused["keywords"] == ["refused", "deploy"]


def test_a_minister_speaks_for_her_state(entities):
    by_id = {entity["id"]: entity["properties"] for entity in entities}
    (link,) = (entity["properties"] for entity in entities if entity["schema"] == "Representation")
    assert by_id[link["agent"][0]]["name"] == ["Anna Holt"]
    assert by_id[link["client"][0]]["name"] == ["Germany"]
    assert link["role"] == ["Foreign Minister"]
