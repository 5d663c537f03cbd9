"""What one register exports another takes over, and then exports the same bytes."""

import json
from dataclasses import replace

import pytest

from onrecord.cli import main
from onrecord.errors import EvidenceError, UsageError
from onrecord.flow import build, import_export
from onrecord.model import Comparison, Reading, Rejected, content_id
from onrecord.publish import KINDS, export, take
from onrecord.register import open_register
from onrecord.settings import Settings


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


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


def test_an_import_exports_the_same_bytes(exported, tmp_path):
    with open_register(tmp_path / "other.register") as other:
        summary = import_export(exported, other)
        export(other, tmp_path / "again")
    assert (summary.recorded, summary.positions, len(summary.rejected)) == (3, 6, 1)
    assert content(tmp_path / "again") == content(exported)


def test_what_was_read_from_articles_comes_through_whole(shared, tmp_path):
    with open_register(tmp_path / "read.register") as register:
        build([shared / "coverage" / "paris-2025" / "articles"], register, Settings(workers=1, models=False))
        register.reject(Rejected("x.bin", "read", "binary"))
        export(register, tmp_path / "out")
    assert all((tmp_path / "out" / f"{kind}.jsonl").stat().st_size for kind in KINDS)
    assert main(["import", str(tmp_path / "out"), "--register", str(tmp_path / "other.register")]) == 0
    with open_register(tmp_path / "other.register") as other:
        export(other, tmp_path / "again")
    assert content(tmp_path / "again") == content(tmp_path / "out")


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
    (exported / "figures.jsonl").write_bytes(b"\xff\xfe\n")
    with pytest.raises(UsageError, match=r"figures\.jsonl cannot be read: it is not UTF-8"):
        take(exported)
