"""Sentences that tell the same in other words, and part in what they say of a thing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import permutations

import pytest

from onrecord.compare import compare
from onrecord.compare.lines import aligned, lines_of
from onrecord.compare.retold import Retold
from onrecord.compare.values import values_in
from onrecord.model import Conflict, ConflictKind, Reading, Span

SETTING = (
    "The salt works of Villa Tarsa, where the union of Bruna Oleari and the firm Salmarina have quarrelled since the "
    "spring, are to be sold.\nThe mayor, Piero Daneo, called it a sad day for the lagoon and its herons."
)
# the kind of conflict, and the two tellings
PARTED = [
    # both values are told by phrases
    (
        ConflictKind.STANCE,
        "Salmarina would look into a loan for the flooded evaporation ponds, the firm's spokeswoman Carla Menin said.",
        "Carla Menin, spokeswoman of Salmarina, ruled out a loan for the flooded evaporation ponds.",
    ),
    (
        ConflictKind.STANCE,
        "The harbour office of Tarsa was told in advance of the sluice opening by engineer Livio Brandt.",
        "Engineer Livio Brandt said that the harbour office of Tarsa had not been told of the sluice opening.",
    ),
    (
        ConflictKind.STANCE,
        "The regatta of the salt barges will go ahead on the lagoon as planned, said its steward Enzo Valli.",
        "The regatta of the salt barges on the lagoon has been put off, according to its steward Enzo Valli.",
    ),
    # what is denied of one is the other value
    (
        ConflictKind.STANCE,
        "The pumping inspectors had full access to the brine tunnel under the Salmarina warehouse.",
        "The pumping inspectors were kept out of the brine tunnel under the Salmarina warehouse.",
    ),
    # on a condition, and without one
    (
        ConflictKind.SCOPE,
        "The union of Bruna Oleari would return to the ponds provided that the night bonus were paid.",
        "Bruna Oleari's union would return to the ponds without any conditions, whatever became of the night bonus.",
    ),
]
ALIKE = [
    # the same value in other words
    (
        "The regatta of the salt barges will go ahead on the lagoon as planned, said its steward Enzo Valli.",
        "The regatta of the salt barges on the lagoon is still on, according to its steward Enzo Valli.",
    ),
    # other things of which two values are told
    (
        "The regatta of the salt barges will go ahead on the lagoon as planned, said its steward Enzo Valli.",
        "The auction of the copper vats has been put off, the notary Ugo Ferrin wrote to the creditors.",
    ),
    # a document that tells the other's value too
    (
        "The regatta of the salt barges will go ahead on the lagoon as planned, said its steward Enzo Valli.",
        "The regatta of the salt barges on the lagoon has been put off, said its steward Enzo Valli.\n"
        "Enzo Valli had said that the regatta of the salt barges would go ahead on the lagoon.",
    ),
    # a question tells nothing
    (
        "Would the regatta of the salt barges on the lagoon go ahead as planned, asked its steward Enzo Valli?",
        "The regatta of the salt barges on the lagoon has been put off, according to its steward Enzo Valli.",
    ),
    # single words tell of anything
    (
        "Salmarina may sell the flooded evaporation ponds, the firm's spokeswoman Carla Menin said.",
        "Salmarina will mend the pier beside the flooded evaporation ponds, said spokeswoman Carla Menin.",
    ),
]


def conflicts_of(*readings: Reading) -> Sequence[Conflict]:
    return compare(readings).conflicts


@pytest.mark.parametrize(("kind", "one", "other"), PARTED)
def test_what_excludes_each_other_parts(
    understand: Callable[..., Reading], kind: ConflictKind, one: str, other: str
) -> None:
    found = conflicts_of(understand(f"{SETTING}\n{one}"), understand(f"{SETTING} Read on.\n{other}"))
    assert kind in {each.kind for each in found}
    (parted,) = [each for each in found if each.kind is kind]
    assert len(parted.sides) == 2
    assert len({passage.document for side in parted.sides for passage in side.passages}) == 2


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_what_can_both_be_so_does_not(understand: Callable[..., Reading], one: str, other: str) -> None:
    assert not conflicts_of(understand(f"{SETTING}\n{one}"), understand(f"{SETTING} Read on.\n{other}"))


def test_a_conflict_says_which_words_part(understand: Callable[..., Reading]) -> None:
    _, one, other = PARTED[2]
    (found,) = conflicts_of(understand(f"{SETTING}\n{one}"), understand(f"{SETTING} Read on.\n{other}"))
    assert found.summary.startswith("What is told: “")
    assert {side.label.split(" (")[0] for side in found.sides} == {"going ahead", "put off"}
    for side in found.sides:
        assert all(side.label.split("“")[1][:-2] in passage.span.exact for passage in side.passages)


def test_the_order_of_the_documents_changes_nothing(understand: Callable[..., Reading]) -> None:
    readings = [
        understand(f"{SETTING} {number}.\n{told}") for number, (_, *both) in enumerate(PARTED[:3]) for told in both
    ]
    expected = compare(readings).conflicts
    assert expected
    for order in list(permutations(readings))[::240]:
        assert compare(order).conflicts == expected


def test_each_sentence_is_aligned_with_the_likeliest_of_the_other_document(understand: Callable[..., Reading]) -> None:
    one = understand(f"{SETTING}\n{PARTED[0][1]}\n{PARTED[1][1]}")
    other = understand(f"{SETTING} Read on.\n{PARTED[1][2]}\n{PARTED[0][2]}")
    first = {
        (pair.one.span.exact, pair.other.span.exact)
        for pair in aligned(lines_of(Retold.of([one, other])))
        if pair.rank == 0
    }
    told = {frozenset(pair) for pair in first}
    for _, its, others in PARTED[:2]:
        assert any({its.rstrip("."), others.rstrip(".")} == {each.rstrip(".") for each in pair} for pair in told)


@pytest.mark.parametrize(
    ("words", "family", "labels"),
    [
        ("Slovenia abstained and Malta said no.", "vote", ["abstaining", "against"]),
        ("The letter was not answered.", "reply", ["not answered"]),
        ("They wouldn't pay for it.", "intention", ["will not"]),
        ("In May the pier is mended.", "intention", []),
        ("The firm had not been told of it.", "knowledge", ["not informed"]),
        ("It is not postponed.", "course", ["not put off"]),
    ],
)
def test_values_are_read_with_what_denies_them(words: str, family: str, labels: list[str]) -> None:
    assert [each.label for each in values_in(words, Span(0, len(words), words)) if each.family == family] == labels
