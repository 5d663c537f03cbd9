"""The flat tables hold what the lines hold, in every format that writes them, and no cell is a formula."""

import csv
import io
import json
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from onrecord.errors import UsageError
from onrecord.model import Comparison, Reading
from onrecord.publish import FORMATS, KINDS, export
from onrecord.publish.harmless import as_it_was, harmless
from onrecord.publish.tables import tables
from onrecord.register import open_register

openpyxl = pytest.importorskip("openpyxl")
parquet = pytest.importorskip("pyarrow.parquet")
frictionless = pytest.importorskip("frictionless")

TRAPS = ("=1+1", "+1", "-cmd|'/C calc'!A0", "@SUM(A1)", " =1", "\t=1", "a;=1", "a\n=1", "＝1", "'=1", "no; -5 degrees")


def read_csv(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_sheet(book, name):
    head, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def as_shown(value):
    if value is None or isinstance(value, bool):
        return {None: "", True: "true", False: "false"}[value]
    return str(value)


@pytest.fixture
def trapped(tmp_path, summit):
    """A register with an article of which every trap is a title."""
    with open_register(tmp_path / "trapped.register") as register:
        for number, trap in enumerate(TRAPS):
            text = summit.evening.text
            metadata = replace(text.metadata, name=f"{number:02}.txt", title=trap)
            register.record(Reading(replace(text, id=f"document-{number:016x}", metadata=metadata)), "1.0.0")
        register.record_comparison(Comparison(), "1.0.0")
        yield register


def test_each_line_is_a_row_and_each_entry_of_a_list_a_row_of_its_own(register, tmp_path):
    counts = export(register, tmp_path / "csv", "csv")
    lines = export(register, tmp_path / "jsonl")
    assert {kind: counts[kind] for kind in KINDS} == lines
    told = [json.loads(line) for line in (tmp_path / "jsonl" / "positions.jsonl").read_text().splitlines()]
    assert counts["positions_parties"] == sum(len(line["parties"]) for line in told)
    assert counts["positions_terms"] == sum(len(line["terms"]) for line in told)


def test_a_row_says_what_its_line_says(register, tmp_path, summit):
    export(register, tmp_path / "out", "csv")
    (row,) = (
        each
        for each in read_csv(tmp_path / "out" / "positions.csv")
        if (each["document"], each["action"]) == ("morning.txt", "deploy")
    )
    assert (row["parties"], row["stance"], row["terms"]) == ("Germany", "pledged", "condition: if the truce holds")
    assert (row["said_by_name"], row["said_by_party_id"], row["derived"]) == ("Anna Holt", "DEU", "false")
    text = summit.morning.text.text
    assert text[int(row["object_start"]) : int(row["object_end"])] == row["object_exact"] == "send troops"
    (party,) = (
        each for each in read_csv(tmp_path / "out" / "positions_parties.csv") if each["positions_id"] == row["id"]
    )
    assert (party["number"], party["id"], party["kind"], party["size"]) == ("1", "DEU", "state", "")


def test_csv_workbook_and_parquet_say_the_same(register, tmp_path):
    counts = [export(register, tmp_path / each, each) for each in ("csv", "xlsx", "parquet")]
    assert counts[0] == counts[1] == counts[2]
    book = openpyxl.load_workbook(tmp_path / "xlsx" / "register.xlsx")
    sheets = book.sheetnames[1:]  # after the codebook, in the order of the tables; long names are cut
    for table, sheet in zip(tables(), sheets, strict=True):
        stored = parquet.read_table(tmp_path / "parquet" / f"{table.name}.parquet")
        assert stored.schema.names == [column.name for column in table.columns]
        typed = [{name: value for name, value in row.items() if name != "text"} for row in stored.to_pylist()]
        assert read_sheet(book, sheet) == typed
        shown = [{name: as_shown(value) for name, value in row.items()} for row in typed]
        assert read_csv(tmp_path / "csv" / f"{table.name}.csv") == shown


def test_parquet_holds_the_texts_and_says_what_a_column_is(register, tmp_path, summit):
    export(register, tmp_path / "out", "parquet")
    documents = parquet.read_table(tmp_path / "out" / "documents.parquet")
    assert summit.evening.text.text in documents.column("text").to_pylist()
    assert documents.schema.field("sha256").metadata[b"description"].startswith(b"Digest")


def test_the_codebook_tells_every_column_with_what_it_may_say(register, tmp_path):
    export(register, tmp_path / "csv", "csv")
    export(register, tmp_path / "xlsx", "xlsx")
    book = read_csv(tmp_path / "csv" / "codebook.csv")
    for path in (tmp_path / "csv").glob("*.csv"):
        if path.stem != "codebook":
            with path.open(newline="") as file:
                head = next(csv.reader(file))
            assert [each["column"] for each in book if each["table"] == path.stem] == ["", *head]
    assert all(each["description"] for each in book)
    (stance,) = (each for each in book if (each["table"], each["column"]) == ("positions", "stance"))
    assert stance["values"] == "pledged; willing; undecided; refused; demanded; threatened"
    workbook = openpyxl.load_workbook(tmp_path / "xlsx" / "register.xlsx")
    assert workbook.sheetnames[0] == "codebook"
    shown = [{name: value or "" for name, value in row.items()} for row in read_sheet(workbook, "codebook")]
    assert shown == book


def test_the_tables_are_a_valid_data_package(register, tmp_path):
    export(register, tmp_path / "out", "csv")
    report = frictionless.validate(str(tmp_path / "out" / "datapackage.json"))
    assert report.flatten(["type", "fieldName", "note"]) == []
    assert len(report.tasks) == len(tables())


def test_no_cell_of_the_tables_is_a_formula(trapped, tmp_path):
    export(trapped, tmp_path / "csv", "csv")
    titles = [row["title"] for row in read_csv(tmp_path / "csv" / "documents.csv")]
    for delimiter in ",;\t":  # however a spreadsheet parts the cells
        with (tmp_path / "csv" / "documents.csv").open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file, delimiter=delimiter) for cell in row]
        assert [cell for cell in cells if cell.strip()[:1] in tuple("=+-@＝＋－＠")] == []
    assert [as_it_was(title) for title in titles] == list(TRAPS)
    export(trapped, tmp_path / "xlsx", "xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "xlsx" / "register.xlsx")["documents"]
    column = [cell.value for cell in sheet[1]].index("title")
    cells = [row[column] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == list(TRAPS)
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)


@given(some.text(alphabet=some.sampled_from("=+-@'; \t\n|a1＝")))
def test_what_was_made_harmless_can_be_had_back(text):
    made = harmless(text)
    assert as_it_was(made) == text
    for piece in made.replace(";", "\n").replace("\t", "\n").replace("|", "\n").splitlines():
        assert made == text or piece.strip()[:1] not in tuple("=+-@＝")


def test_the_same_register_gives_the_same_bytes(register, summit, tmp_path):
    with open_register(tmp_path / "other.register") as other:
        for reading in summit.readings[::-1]:
            other.record(reading, "1.0.0")
        other.record_comparison(summit.comparison, "1.0.0")
        other.reject(next(each for each in register.rejections() if each.name == "z.bin"))
        other.judge(register.judgements())
        for each in FORMATS:
            export(register, tmp_path / "one" / each, each)
            export(other, tmp_path / "other" / each, each)
    made = [path.relative_to(tmp_path / "one") for path in sorted((tmp_path / "one").glob("*/*"))]
    assert len(made) > 2 * len(tables())
    for path in made:
        assert (tmp_path / "one" / path).read_bytes() == (tmp_path / "other" / path).read_bytes(), path


@pytest.mark.parametrize(("file_format", "module"), [("xlsx", "xlsxwriter"), ("parquet", "pyarrow")])
def test_a_package_that_is_not_installed_is_told_in_one_line(register, tmp_path, monkeypatch, file_format, module):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UsageError, match=rf"{module} is not installed: .* pip install 'onrecord\[{file_format}\]'"):
        export(register, tmp_path / "out", file_format)


def test_a_format_that_is_not_known_is_told(register, tmp_path):
    with pytest.raises(UsageError, match="no format 'docx': there are jsonl, csv"):
        export(register, tmp_path / "out", "docx")


def test_text_too_long_for_a_cell_is_cut_and_marked(tmp_path, summit):
    text = summit.evening.text
    long = replace(text, metadata=replace(text.metadata, title="x" * 40_000))
    with open_register(tmp_path / "long.register") as register:
        register.record(Reading(long), "1.0.0")
        register.record_comparison(Comparison(), "1.0.0")
        export(register, tmp_path / "out", "xlsx")
    (row,) = read_sheet(
        openpyxl.load_workbook(io.BytesIO((tmp_path / "out" / "register.xlsx").read_bytes())), "documents"
    )
    assert row["title"] == "x" * 32_760 + "… [cut]"
