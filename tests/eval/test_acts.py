"""The measure of coded acts."""

from __future__ import annotations

import pytest

from eval.acts import QUAD, macro_f1, table
from onrecord.model import ActCode


def test_every_code_has_its_quad_class() -> None:
    assert set(QUAD) == set(ActCode)


def test_each_label_counts_alike_however_often_it_is_met() -> None:
    pairs = [("AID", "AID")] * 9 + [("AID", "YIELD")]
    assert macro_f1(pairs) == pytest.approx((18 / 19 + 0) / 2)


def test_codes_of_one_quad_class_are_right_together() -> None:
    assert table([(ActCode.AID, "YIELD", "2"), (ActCode.ACCUSE, "ACCUSE", "3")])[1] == "quad macro-f1 1.000"
