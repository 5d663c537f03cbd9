"""Where the parties of a marked sentence stand."""

from __future__ import annotations

import pytest

from onrecord.extract.coding.marks import Part, read_marked


def told(sentence: str) -> tuple[str, str, str]:
    """The text without marks, and what of it belongs to the source and to the target."""
    marked = read_marked(sentence)
    pairs = list(zip(marked.text, marked.parts, strict=True))
    source, target = ("".join(c for c, part in pairs if part is wanted) for wanted in (Part.SOURCE, Part.TARGET))
    return marked.text, source, target


def test_marks_are_taken_out_and_remembered() -> None:
    assert told("<s>France</s> met <t>Chad</t>.") == ("France met Chad.", "France", "Chad")


def test_the_target_may_come_first_or_be_missing_or_stand_twice() -> None:
    assert told("<t>Chad</t> was met by <s>France</s>.")[1:] == ("France", "Chad")
    assert told("<s>France</s> resigned.")[1:] == ("France", "")
    assert told("<s>France</s> left <t>Chad</t> to <t>Mali</t>.")[2] == "ChadMali"


def test_a_party_within_the_other_is_told_apart() -> None:
    assert told("<s>Envoys of <t>Chad</t> now</s> spoke.")[1:] == ("Envoys of  now", "Chad")


@pytest.mark.parametrize(
    "sentence",
    ["", "France met Chad.", "<s>France met", "France</s> met", "<s>France</t> met", "<s> </s> met", "<s><t>A</s></t>"],
)
def test_what_is_not_marked_properly_is_refused(sentence: str) -> None:
    with pytest.raises(ValueError, match=r"mark|stand"):
        read_marked(sentence)
