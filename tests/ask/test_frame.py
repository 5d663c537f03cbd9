"""Views and records as data frames, of pandas and of polars alike."""

import sys
from importlib import import_module

import pytest

from onrecord import ask
from onrecord.errors import UsageError
from onrecord.register import open_register


@pytest.fixture
def register(tmp_path, summit):
    with open_register(tmp_path / "summit.register") as opened:
        for reading in summit.readings:
            opened.record(reading, "1.0.0")
        opened.record_comparison(summit.comparison, "1.0.0")
        yield opened


@pytest.fixture(params=["pandas", "polars"])
def library(request):
    pytest.importorskip(request.param)
    return request.param


def rows(frame):
    return frame.to_dicts() if hasattr(frame, "to_dicts") else frame.to_dict("records")


def test_a_list_of_positions_has_a_row_for_each(register, library):
    frame = ask.as_frame(ask.positions(register, party="Germany"), library)
    assert type(frame) is import_module(library).DataFrame
    assert [(row["document"], row["stance"], row["parties"]) for row in rows(frame)] == [
        ("copied.txt", "pledged", ["DEU"]),
        ("evening.txt", "refused", ["DEU"]),
        ("morning.txt", "pledged", ["DEU"]),
    ]
    (row,) = (row for row in rows(frame) if row["document"] == "morning.txt")
    assert (row["span_exact"], row["said_by_name"]) == ("we will send troops if the truce holds", "Anna Holt")
    assert row["terms"][0]["value"] == "ceasefire"


def test_a_matrix_has_a_row_for_each_mark(register, library):
    found = {
        (row["party"], row["action"], row["stance"]): row for row in rows(ask.as_frame(ask.matrix(register), library))
    }
    assert found["DEU", "deploy", "refused"]["contested"]
    pledge = found["allies-12", "guarantee", "pledged"]
    assert (pledge["name"], pledge["tellings"], pledge["documents"], pledge["origins"]) == ("12 allies", 3, 3, 2)
    assert {pledge[name] for name in ("derived", "contested", "conditional")} == {False}


@pytest.mark.parametrize("view", ["claims", "conflicts", "lineage", "statements", "positions"])
def test_every_view_makes_a_frame(register, library, view):
    found = getattr(ask, view)(register)
    frame = ask.as_frame(found, library)
    assert len(frame) == len(found) > 0


def test_records_have_their_ids(register, library):
    frame = ask.as_frame(register.acts(), library)
    assert [row["id"] for row in rows(frame)] == [act.id for act in register.acts()]


def test_nothing_found_is_an_empty_frame(library):
    assert len(ask.as_frame((), library)) == 0


def test_the_first_that_is_installed_is_taken(register, monkeypatch):
    polars = pytest.importorskip("polars")
    monkeypatch.setitem(sys.modules, "pandas", None)
    assert isinstance(ask.as_frame(register.acts()), polars.DataFrame)
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(UsageError, match="neither pandas nor polars is installed"):
        ask.as_frame(register.acts())
    with pytest.raises(UsageError, match="polars is not installed"):
        ask.as_frame(register.acts(), "polars")


def test_what_makes_no_frame_is_told():
    with pytest.raises(UsageError, match="no frames of 'dask'"):
        ask.as_frame((), "dask")
    with pytest.raises(UsageError, match="a str is no view"):
        ask.as_frame(["x"], "polars")
