"""Dates and languages come in the form that metadata promises, or not at all."""

import pytest

from onrecord.model.language import language_code
from onrecord.read.fields import iso_date


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2025-09-04", "2025-09-04"),
        (" 20250904 ", "2025-09-04"),
        ("2025-09-04T18:30:00+02:00", "2025-09-04T18:30:00+02:00"),
        ("2025-09-04T16:30:00Z", "2025-09-04T16:30:00+00:00"),
        ("Thu, 04 Sep 2025 18:30:00 +0200", "2025-09-04T18:30:00+02:00"),
        ("Thu, 99 Sep 2025 18:30:00 +0200", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_keep_the_offset_they_were_written_with(written, date):
    assert iso_date(written) == date


@pytest.mark.parametrize(
    ("tag", "code"), [("en", "en"), ("EN-gb", "en"), ("pt_BR", "pt"), ("eng", None), ("English", None), ("", None)]
)
def test_a_language_tag_gives_its_two_letters(tag, code):
    assert language_code(tag) == code
