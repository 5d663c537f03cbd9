"""The export says all that is held, by its schemas, in the same bytes every time."""

import json
from dataclasses import replace

import jsonschema
import pytest

from onrecord.errors import EvidenceError, RegisterError, UsageError
from onrecord.model import (
    ActCode,
    Action,
    Bound,
    ClaimKind,
    ConflictKind,
    Decision,
    Direction,
    Judgement,
    LineageKind,
    Mode,
    PartyKind,
    Polarity,
    Reading,
    Role,
    Span,
    Stance,
    TermKind,
    Verdict,
)
from onrecord.publish import KINDS, export, export_judgements, read_judgements, schema
from onrecord.register import open_register


@pytest.fixture
def exported(register, tmp_path):
    export(register, tmp_path / "out")
    return {kind: lines(tmp_path / "out" / f"{kind}.jsonl") for kind in KINDS}


def place_of(text, words):
    return Span.of(text, text.index(words), text.index(words) + len(words))


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def schemas_within(node):
    """Every schema of a value within a schema: properties, items, definitions."""
    if isinstance(node, dict):
        if "type" in node or "$ref" in node or "anyOf" in node:
            yield node
        for each in node.values():
            yield from schemas_within(each)
    elif isinstance(node, list):
        for each in node:
            yield from schemas_within(each)


@pytest.mark.parametrize("kind", KINDS)
def test_every_line_is_valid_by_the_schema_of_its_kind(exported, kind):
    validator = jsonschema.Draft202012Validator(schema(kind))
    assert exported[kind], f"the made-up story must show every kind; {kind} is empty"
    for line in exported[kind]:
        validator.validate(line)


@pytest.mark.parametrize("kind", KINDS)
def test_schemas_name_every_field_allow_no_other_and_describe_each(kind):
    content = schema(kind)
    jsonschema.Draft202012Validator.check_schema(content)
    objects = [each for each in schemas_within(content) if each.get("type") == "object"]
    for each in objects:
        assert each["additionalProperties"] is False
        assert each["required"] == list(each["properties"])
        assert all(field.get("description") for field in each["properties"].values())


def test_schemas_know_exactly_the_models_vocabulary():
    nouns = (
        *(Action, ActCode, Bound, ClaimKind, ConflictKind, Direction, LineageKind, Mode, PartyKind, Polarity, Role),
        *(Stance, TermKind, Verdict, Decision),
    )
    known = {tuple(word.value for word in noun) for noun in nouns}
    told = {
        tuple(filter(None, each["enum"])) for kind in KINDS for each in schemas_within(schema(kind)) if "enum" in each
    }
    assert told == known


def test_a_position_has_its_evidence_parties_terms_and_speaker(exported, summit):
    (line,) = (
        each for each in exported["positions"] if each["document"] == "morning.txt" and each["action"] == "deploy"
    )
    text = summit.morning.text.text
    assert text[line["start"] : line["end"]] == line["exact"] == "we will send troops if the truce holds"
    assert line["parties"] == [{"id": "DEU", "name": "Germany", "kind": "state", "size": None}]
    (term,) = line["terms"]
    assert (term["kind"], term["value"], term["exact"]) == ("condition", "ceasefire", "if the truce holds")
    assert (line["said_by"]["name"], line["said_by"]["party"]["id"]) == ("Anna Holt", "DEU")
    assert (line["mention"], line["role"], line["derived"]) == (None, "body", False)


def test_headlines_are_told_as_derived(register, summit, tmp_path):
    germany = replace(summit.evening.positions[0], role=Role.HEADLINE)
    register.record(replace(summit.evening, positions=(germany, *summit.evening.positions[1:])), "2.0.0")
    register.record_comparison(summit.comparison, "2.0.0")
    export(register, tmp_path / "out")
    positions = lines(tmp_path / "out" / "positions.jsonl")
    assert [each["derived"] for each in positions if each["document"] == "evening.txt"] == [True, False]


def test_an_export_can_be_verified_by_itself(exported):
    texts = {line["id"]: line["text"] for line in exported["documents"]}

    def check(node, document):
        if isinstance(node, dict):
            document = node.get("document_id", document)
            if "exact" in node:
                assert texts[document][node["start"] : node["end"]] == node["exact"]
        for each in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
            check(each, document)

    for kind in KINDS:
        for line in exported[kind]:
            check(line, None)


def test_claims_conflicts_and_lineage_refer_to_records_in_the_export(exported):
    records = {line["id"] for kind in ("positions", "acts", "figures", "statements") for line in exported[kind]}
    assert {telling["record"] for claim in exported["claims"] for telling in claim["tellings"]} <= records
    assert {record for conflict in exported["conflicts"] for side in conflict["sides"] for record in side["records"]}
    documents = {line["id"] for line in exported["documents"]}
    assert set(exported["stories"][0]["documents"]) == documents
    assert set(exported["lineage"][0]["documents"]) <= documents


def test_lines_are_sorted_by_document_and_place_the_rest_by_id(exported):
    names = [line["document"] for line in exported["documents"]]
    assert names == ["copied.txt", "evening.txt", "morning.txt"]
    places = [(line["document"], line["start"], line["id"]) for line in exported["positions"]]
    assert places == sorted(places)
    for kind in ("claims", "conflicts", "lineage", "stories", "rejections"):
        ids = [line["id"] for line in exported[kind]]
        assert ids == sorted(ids)


def test_the_order_of_recording_does_not_show(summit, tmp_path):
    for run, readings in (("one", summit.readings), ("other", summit.readings[::-1])):
        with open_register(tmp_path / f"{run}.register") as register:
            for reading in readings:
                register.record(reading, "1.0.0")
            register.record_comparison(summit.comparison, "1.0.0")
            export(register, tmp_path / run)
    for kind in KINDS:
        assert (tmp_path / "one" / f"{kind}.jsonl").read_bytes() == (tmp_path / "other" / f"{kind}.jsonl").read_bytes()


def test_an_empty_register_gives_empty_files(tmp_path):
    with open_register(tmp_path / "empty.register") as register:
        assert export(register, tmp_path / "out") == dict.fromkeys(KINDS, 0)
    assert {path.stat().st_size for path in (tmp_path / "out").glob("*.jsonl")} == {0}


def test_text_stays_readable_but_marks_that_end_lines_elsewhere_are_escaped(tmp_path, summit):
    text = replace(summit.evening.text, text="Zürich\u2028said\u0085no\x0bmore\n“ja”", blocks=())
    with open_register(tmp_path / "marks.register") as register:
        register.record(Reading(text), "1.0.0")
        register.record_comparison(replace(summit.comparison, claims=(), conflicts=(), lineage=()), "1.0.0")
        export(register, tmp_path / "out")
    content = (tmp_path / "out" / "documents.jsonl").read_text(encoding="utf-8")
    assert "Zürich" in content
    assert len(content.splitlines()) == 1
    assert json.loads(content)["text"] == text.text


class Forged:
    """A register whose text was changed behind its back."""

    def __init__(self, register):
        self._register = register

    def __getattr__(self, name):
        return getattr(self._register, name)

    def texts(self):
        for text in self._register.texts():
            yield replace(text, text=text.text.replace("Germany", "Ruritan"))


def test_the_evidence_is_checked_again_and_a_forged_text_leaves_the_last_export(register, tmp_path):
    out = tmp_path / "out"
    export(register, out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    with pytest.raises(EvidenceError, match=r"evening\.txt: 'Germany ruled out"):
        export(Forged(register), out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_an_unfinished_build_is_not_exported(register, summit, tmp_path):
    register.record(summit.morning, "2.0.0")
    with pytest.raises(RegisterError, match="build again, then export"):
        export(register, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_file_in_the_way_is_told(register, tmp_path):
    (tmp_path / "out").touch()
    with pytest.raises(UsageError, match="name another folder"):
        export(register, tmp_path / "out")


def test_a_corrected_position_is_told_as_corrected_with_what_the_machine_read(exported, summit):
    (line,) = [each for each in exported["positions"] if each["as_read"] is not None]
    assert (line["id"], line["object"]["exact"]) == (summit.morning.positions[0].id, "borders")
    assert line["as_read"]["object"] is None
    assert line["as_read"]["stance"] == line["stance"] == "pledged"


def test_judgements_of_one_register_are_taken_over_by_another_once(register, summit, tmp_path):
    refusal = summit.evening.positions[0].id
    register.judge([Judgement(Decision.NOTE, (refusal,), "lee", "2025-03-03T00:00:00.000000+00:00", why="“sic”\n")])
    assert export_judgements(register, tmp_path / "review.jsonl") == 2
    export(register, tmp_path / "out")
    assert (tmp_path / "out" / "review.jsonl").read_bytes() == (tmp_path / "review.jsonl").read_bytes()
    with open_register(tmp_path / "other.register") as other:
        for reading in summit.readings:
            other.record(reading, "1.0.0")
        made = tuple(read_judgements(tmp_path / "review.jsonl"))
        assert (other.judge(made), other.judge(made)) == (2, 0)
        assert other.judgements() == register.judgements()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("no json", "line 1 is no judgement"),
        ("[]", "line 1 is no judgement"),
        ("{}", "line 1 is no judgement"),
        ("[" * 100_000, "line 1 is no judgement"),
    ],
)
def test_a_file_that_holds_no_judgements_is_told_by_line(tmp_path, line, told):
    (tmp_path / "review.jsonl").write_text(line)
    with pytest.raises(UsageError, match=told):
        list(read_judgements(tmp_path / "review.jsonl"))


def test_a_judgement_that_was_changed_on_its_way_is_refused(register, tmp_path):
    file = tmp_path / "review.jsonl"
    export_judgements(register, file)
    file.write_text(file.read_text().replace('"who": "kim"', '"who": "lee"'))
    with pytest.raises(UsageError, match="is not what its id was made from"):
        list(read_judgements(file))
    with pytest.raises(UsageError, match="cannot be read: No such file"):
        list(read_judgements(tmp_path / "absent.jsonl"))
