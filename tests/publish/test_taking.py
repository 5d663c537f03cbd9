"""What one register exports another takes over, and then exports the same bytes."""

import json
from dataclasses import replace

import pytest

from onrecord import ask, flow
from onrecord.cli import main
from onrecord.errors import EvidenceError, UsageError
from onrecord.flow import build, import_export
from onrecord.model import Comparison, Decision, Judgement, PartyKind, Reading, Rejected, Stance, content_id
from onrecord.model.judgement import party_target
from onrecord.publish import KINDS, export, take
from onrecord.register import open_register
from onrecord.settings import Settings


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def moment(day):
    return f"2025-03-{day:02}T00:00:00.000000+00:00"


@pytest.fixture
def exported(register, tmp_path):
    export(register, tmp_path / "out")
    return tmp_path / "out"


def changed(folder, kind, change):
    """The export with its first line of a kind changed."""
    path = folder / f"{kind}.jsonl"
    first, *rest = path.read_text().split("\n")
    line = json.loads(first)
    change(line)
    path.write_text("\n".join([json.dumps(line), *rest]))
    return folder


def test_an_import_exports_the_same_bytes(exported, tmp_path, place):
    with open_register(place) as other:
        summary = import_export(exported, other)
        export(other, tmp_path / "again")
    assert (summary.recorded, summary.positions, len(summary.rejected)) == (3, 6, 1)
    assert content(tmp_path / "again") == content(exported)


def test_what_was_read_from_articles_comes_through_whole(shared, tmp_path):
    with open_register(tmp_path / "read.register") as register:
        build([shared / "coverage" / "paris-2025" / "articles"], register, Settings(workers=1, models=False))
        register.reject(Rejected("x.bin", "read", "binary"))
        position = next(register.positions())
        register.judge([Judgement(Decision.ACCEPT, (position.id,), "kim", moment(1))])
        export(register, tmp_path / "out")
    assert all((tmp_path / "out" / f"{kind}.jsonl").stat().st_size for kind in KINDS)
    assert main(["import", str(tmp_path / "out"), "--register", str(tmp_path / "other.register")]) == 0
    with open_register(tmp_path / "other.register") as other:
        export(other, tmp_path / "again")
    assert content(tmp_path / "again") == content(tmp_path / "out")


def test_what_people_hold_comes_along_and_is_told_the_same_way(shared, tmp_path):
    with flow.open_register(tmp_path / "read.register") as register:
        build([shared / "coverage" / "paris-2025" / "articles"], register, Settings(workers=1, models=False))
        register.reject(Rejected("x.bin", "read", "binary"))
        one, other = list(register.positions(stance=Stance.PLEDGED))[:2]
        parties = [party for party in register.parties() if party.kind is PartyKind.STATE]
        made = [
            Judgement(Decision.CORRECT, (one.id,), "kim", moment(1), field="stance", value="undecided"),
            Judgement(Decision.CORRECT, (one.id,), "kim", moment(2), field="speaker", value=""),
            Judgement(Decision.CORRECT, (other.id,), "lee", moment(3), field="condition", document=other.document),
            Judgement(Decision.NOTE, (other.id,), "lee", moment(4), why="see page 2"),
            Judgement(
                Decision.MERGE,
                tuple(party_target(party.id) for party in parties[:2]),
                "lee",
                moment(5),
                parties=tuple(parties[:2]),
            ),
        ]
        assert register.judge(made) == len(made)
        export(register, tmp_path / "out")
        judged = ask.judgements(register)
    assert '"as_read": {' in (tmp_path / "out" / "positions.jsonl").read_text()
    with flow.open_register(tmp_path / "other.register") as again:
        import_export(tmp_path / "out", again)
        export(again, tmp_path / "again")
        assert ask.judgements(again) == judged
        assert again.position_as_read(one.id).stance is Stance.PLEDGED
    assert content(tmp_path / "again") == content(tmp_path / "out")


def test_an_export_without_what_a_person_rejected_is_refused(register, summit, tmp_path):
    rejected = summit.evening.positions[1].id
    with flow.open_register(register.place) as judged:
        judged.judge([Judgement(Decision.REJECT, (rejected,), "kim", moment(1))])
    with open_register(register.place) as judged, open_register(tmp_path / "other.register") as other:
        judged.record_comparison(Comparison(), "1.0.0")
        export(judged, tmp_path / "out")
        with pytest.raises(UsageError, match=f"{rejected} was rejected by a person.* build from the articles") as error:
            import_export(tmp_path / "out", other)
        assert "\n" not in str(error.value)
        assert other.names() == {}


def test_a_correction_by_words_that_do_not_stand_there_is_told(exported, tmp_path):
    changed(exported, "review", lambda line: line["span"].update(exact="frontier"))
    with open_register(tmp_path / "other.register") as other:
        with pytest.raises(EvidenceError, match=r"morning\.txt: 'frontier' does not stand at"):
            import_export(exported, other)
        assert other.names() == {}


def test_a_stopped_import_of_judgements_is_taken_up_but_no_others_are_mixed_in(exported, register, tmp_path):
    with open_register(tmp_path / "other.register") as other:
        other.judge(register.judgements())
        import_export(exported, other)
        export(other, tmp_path / "again")
        assert content(tmp_path / "again") == content(exported)
    with open_register(tmp_path / "third.register") as third:
        third.judge([Judgement(Decision.NOTE, (register.judgements()[0].id,), "lee", moment(1), why="no")])
        with pytest.raises(UsageError, match="holds other judgements already: import into an empty one"):
            import_export(exported, third)


def test_an_empty_export_is_taken_over(tmp_path):
    with open_register(tmp_path / "empty.register") as empty, open_register(tmp_path / "other.register") as other:
        export(empty, tmp_path / "out")
        import_export(tmp_path / "out", other)
        export(other, tmp_path / "again")
    assert content(tmp_path / "again") == content(tmp_path / "out")


def test_a_stopped_import_is_taken_up_again(exported, tmp_path, summit):
    with open_register(tmp_path / "other.register") as other:
        reading = next(take(exported).readings())
        other.record(reading, "imported")
        summary = import_export(exported, other)
        assert (summary.recorded, summary.held) == (2, 1)
        export(other, tmp_path / "again")
    assert content(tmp_path / "again") == content(exported)


def test_one_refusal_in_two_documents_of_a_name_stays_two(tmp_path, summit):
    def renamed(reading):
        """The document under another name, at an address of its own, with nothing found but one refusal."""
        metadata = replace(reading.text.metadata, name="a.txt", url=f"https://example.org/{reading.text.id}")
        identity = content_id("document", metadata.url, reading.text.sha256)
        refused = (Rejected("a.txt", "identify", "no party", "envoys"),)
        return Reading(replace(reading.text, id=identity, metadata=metadata), rejected=refused)

    readings = [renamed(each) for each in summit.readings]
    with open_register(tmp_path / "one.register") as register, open_register(tmp_path / "other.register") as other:
        for reading in readings:
            register.record(reading, "1.0.0")
        register.record_comparison(Comparison(), "1.0.0")
        assert export(register, tmp_path / "out")["rejections"] == 3
        import_export(tmp_path / "out", other)
        export(other, tmp_path / "again")
    assert content(tmp_path / "again") == content(tmp_path / "out")


def test_a_register_that_holds_something_is_left_as_it_is(exported, register, tmp_path):
    with pytest.raises(UsageError, match=r"holds copied\.txt already: import into an empty one"):
        import_export(exported, register)
    with open_register(tmp_path / "other.register") as other:
        other.reject(Rejected("x.bin", "read", "binary"))
        with pytest.raises(UsageError, match="holds refused documents already"):
            import_export(exported, other)


@pytest.mark.parametrize(
    ("kind", "change", "told"),
    [
        (
            "positions",
            lambda line: line.update(stance="denied"),
            "positions.jsonl, line 1 cannot be taken over: 'denied'",
        ),
        ("positions", lambda line: line.update(as_read=[]), "line 1 cannot be taken over"),
        ("positions", lambda line: line.pop("as_read"), "line 1 cannot be taken over: it has no 'as_read'"),
        ("review", lambda line: line.update(who="lee"), "review.jsonl, line 1 is not what its id was made from"),
        ("positions", lambda line: line.update(stance="refused"), "line 1 .* is not what its id was made from"),
        ("positions", lambda line: line.pop("terms"), "line 1 cannot be taken over: it has no 'terms'"),
        ("positions", lambda line: line.update(start="0"), "line 1 cannot be taken over: '0' cannot stand"),
        ("positions", lambda line: line.update(terms=None), "line 1 cannot be taken over"),
        ("documents", lambda line: line.update(sha256=None), "documents.jsonl, line 1 .* None cannot stand"),
        ("documents", lambda line: line.update(id="../../etc/passwd"), "is no document's id"),
        ("stories", lambda line: line.update(documents=[]), "stories.jsonl, line 1 .* made from"),
        ("rejections", lambda line: line.update(detail="x"), "rejections.jsonl, line 1 .* made from"),
    ],
)
def test_a_line_that_is_damaged_or_changed_is_told_and_nothing_recorded(exported, tmp_path, kind, change, told):
    changed(exported, kind, change)
    with open_register(tmp_path / "other.register") as other:
        with pytest.raises(UsageError, match=told):
            import_export(exported, other)
        assert other.names() == {}


@pytest.mark.parametrize("line", ["no json", "[]", "null", "[" * 100_000, ""])
def test_what_is_no_line_is_told(exported, line):
    (exported / "acts.jsonl").write_text(f"{line}\n")
    with pytest.raises(UsageError, match=r"acts\.jsonl, line 1 cannot be taken over"):
        take(exported)


def test_words_that_do_not_stand_in_their_document_are_told(exported):
    changed(exported, "documents", lambda line: line.update(text=line["text"].replace("Twelve", "Eleven")))
    with pytest.raises(EvidenceError, match=r"copied\.txt: .* does not stand at"):
        take(exported)


def test_passages_that_do_not_stand_in_their_document_are_told(exported):
    changed(exported, "lineage", lambda line: line["evidence"][0].update(exact="x" * 20))
    with pytest.raises(EvidenceError, match="'xxxxxxxxxxxxxxxxxxxx' does not stand at 0:20"):
        take(exported)


@pytest.mark.parametrize("kind", ["documents", "positions", "stories"])
def test_an_export_that_is_not_whole_is_told(exported, kind):
    path = exported / f"{kind}.jsonl"
    path.write_text(path.read_text().split("\n", 1)[1])
    with pytest.raises(UsageError, match=r"is of no document|referred to but not there"):
        take(exported)


def test_a_folder_that_is_no_export_is_told(tmp_path, exported):
    with pytest.raises(UsageError, match=r"stories\.jsonl is not there: name a folder"):
        take(tmp_path)
    review = (exported / "review.jsonl").rename(exported / "elsewhere")
    with pytest.raises(UsageError, match=r"review\.jsonl is not there: name a folder"):
        take(exported)
    review.rename(exported / "review.jsonl")
    (exported / "figures.jsonl").write_bytes(b"\xff\xfe\n")
    with pytest.raises(UsageError, match=r"figures\.jsonl cannot be read: it is not UTF-8"):
        take(exported)
