"""Deeds between parties, coded after PLOVER."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.model import Reading

Understand = Callable[..., Reading]


@pytest.mark.parametrize(
    ("sentence", "code", "source", "target"),
    [
        ("Norway expelled a Russian diplomat.", "SANCTION", "NOR", "RUS"),
        ("Iran was attacked by Israel on Sunday.", "ASSAULT", "ISR", "IRN"),
        ("Canada held talks with Mexico.", "CONSULT", "CAN", "MEX"),
        ("Turkey accused Greece of bad faith.", "ACCUSE", "TUR", "GRC"),
    ],
)
def test_a_past_deed_has_a_code_and_both_parties(
    understand: Understand, sentence: str, code: str, source: str, target: str
) -> None:
    (act,) = understand(sentence).acts
    assert (act.code.value, act.source[0].id, act.target[0].id) == (code, source, target)


def test_what_did_not_happen_is_no_act(understand: Understand) -> None:
    assert understand("Norway did not expel the Russian diplomat.").acts == ()
    assert understand("Norway may expel a Russian diplomat.").acts == ()
