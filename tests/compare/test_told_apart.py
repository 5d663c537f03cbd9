"""Stories made up for this: what is told apart in aligned words, beside what is alike and no conflict."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.compare import compare
from onrecord.model import Conflict, ConflictKind, Reading

FIRE = (
    "The fire at the ferry terminal of Port Halden, where the trawler Ingrid Moen lay, has set off a quarrel over "
    "harbour safety."
)
VOTE = "The coach drivers of Ostrava, whose union sits in Kolin Street, went on strike over the new night timetable."
BRIDGE = "The suspension bridge over the Lurra gorge, which the shepherds of Zubieta call the harp, is to be repaired."
LABORATORY = "The laboratory in Castelvento, where a vial of typhoid was mislaid, has been searched for a third time."

# the kind of conflict, what the second telling is put beside, and the two tellings
PARTED = [
    # the year of one deed, told in other words
    (
        ConflictKind.TIME,
        FIRE,
        "The ferry Ingrid Moen was built at the Stralsund yard in 1998 and carries 400 passengers.",
        "Built at the Stralsund yard in 2001, the ferry Ingrid Moen was to be sold this winter.",
    ),
    (
        ConflictKind.TIME,
        BRIDGE,
        "The gorge bridge was closed to lorries. Engineers shut the Lurra bridge in March 2016 for its cables.",
        "Engineers shuttered the Lurra bridge in June 2017, for its cables were worn.",
    ),
    # a bound that the other one breaks
    (
        ConflictKind.TIME,
        LABORATORY,
        "Work on the typhoid vaccine at Castelvento was halted in 2003, the inspectors said.",
        "Work on the typhoid vaccine at Castelvento was halted only after 2007, according to the inspectors.",
    ),
    (
        ConflictKind.TIME,
        FIRE,
        "Captain Erik Lund was arrested at Port Halden airport on Monday with a forged passport.",
        "Police arrested Captain Erik Lund at the Port Halden airport on Wednesday.",
    ),
    (
        ConflictKind.TIME,
        FIRE,
        "The blast at the Halden customs depot happened at around 11:30pm on the quay.",
        "The blast at the Halden customs depot happened at around 10 p.m. on the quay.",
    ),
    # under way or over; before an occasion or at it
    (
        ConflictKind.TIME,
        VOTE,
        "The union and the town are holding direct talks about the night timetable.",
        "The union and the town have already held direct talks about the night timetable.",
    ),
    (
        ConflictKind.TIME,
        VOTE,
        "Both companies will sign the timetable treaty at the summit of Jana Kralova and Petr Dusek.",
        "Both companies will sign the timetable treaty before the summit of Jana Kralova and Petr Dusek.",
    ),
    # places that lie apart, one within and outside, two sides of one
    (
        ConflictKind.PLACE,
        LABORATORY,
        "The stolen vials were hidden in a warehouse in Bergstad, the minister said.",
        "The stolen vials were hidden in a warehouse in Nordvik, the minister said.",
    ),
    (
        ConflictKind.PLACE,
        LABORATORY,
        "The stolen vials were hidden in a warehouse in Bergstad.",
        "The stolen vials were hidden in a warehouse outside Bergstad.",
    ),
    (
        ConflictKind.PLACE,
        LABORATORY,
        "The stolen vials were stored in a warehouse in southern Bergstad.",
        "The stolen vials were stored in a warehouse in northern Bergstad.",
    ),
    # so, or not so
    (
        ConflictKind.STANCE,
        FIRE,
        "Captain Lund spoke with the harbour master before the fire.",
        "Captain Lund has not spoken with the harbour master, his lawyer said.",
    ),
    (
        ConflictKind.STANCE,
        VOTE,
        "The drivers' union accepted the offer of the coach owners on Ostrava wages.",
        "The drivers' union rejected the offer of the coach owners on Ostrava wages.",
    ),
    (
        ConflictKind.STANCE,
        FIRE,
        "The prosecutor presented evidence that the ferry owners ordered the fire.",
        "The prosecutor did not present evidence that the ferry owners ordered the fire.",
    ),
    (
        ConflictKind.STANCE,
        FIRE,
        "Minister Kari Holm confirmed that the harbour master knew of the faulty pumps.",
        "Minister Kari Holm denied that the harbour master knew of the faulty pumps.",
    ),
    # who did it
    (
        ConflictKind.ACTOR,
        BRIDGE,
        "The rebels said that the blast at the bridge was revenge for American airstrikes near Zubieta.",
        "The rebels called the blast at the bridge revenge for Danish airstrikes near Zubieta.",
    ),
    (
        ConflictKind.ACTOR,
        VOTE,
        "The deal over the Ostrava timetable was brokered by Jana Kralova, officials said.",
        "The deal over the Ostrava timetable was brokered by Petr Dusek, officials said.",
    ),
    # what it was, and on which condition
    (
        ConflictKind.SCOPE,
        FIRE,
        "Two masked men rammed a stolen truck into the gate of the Halden customs depot.",
        "Two masked men rammed a stolen van into the gate of the Halden customs depot.",
    ),
    (
        ConflictKind.SCOPE,
        FIRE,
        "Norway will send inspectors to Halden if the owners pay for the repairs.",
        "Norway will send inspectors to Halden if Denmark lifts its tariffs.",
    ),
    # how many of what, and how old
    (
        ConflictKind.NUMBER,
        FIRE,
        "The harbour office found 1,200 pages on the sale of the ferry Ingrid Moen.",
        "The harbour office found 1,200 documents on the sale of the ferry Ingrid Moen.",
    ),
    (
        ConflictKind.NUMBER,
        FIRE,
        "The owner of the ferry is Karin Lindqvist, 47, of Halden.",
        "The ferry belongs to the 52-year-old shipowner Karin Lindqvist of Halden.",
    ),
]

COMPATIBLE = [
    # a part of the same time, or within its bound
    (
        FIRE,
        "The ferry Ingrid Moen was built at the Stralsund yard in 1998.",
        "The ferry Ingrid Moen was built at the Stralsund yard in May 1998.",
    ),
    (
        LABORATORY,
        "Work on the typhoid vaccine at Castelvento was halted in 2003, the inspectors said.",
        "Work on the typhoid vaccine at Castelvento was halted before 2007, according to the inspectors.",
    ),
    (
        FIRE,
        "The blast at the Halden customs depot happened at around 11pm on the quay.",
        "The blast at the Halden customs depot happened at 11.10 p.m. on the quay.",
    ),
    # two things that were built, by their names; and one telling that has both times
    (
        FIRE,
        "The ferry Ingrid Moen was built at the Stralsund yard in 1998.",
        "The ferry Olaf Tryggvason was built at the Rostock yard in 2001.",
    ),
    (
        FIRE,
        "The ferry Ingrid Moen was built at the Stralsund yard in 1998.",
        "The ferry Ingrid Moen was built at the Stralsund yard in 1998 and rebuilt at the Stralsund yard in 2001.",
    ),
    # what is to come has been put off; it is not told otherwise
    (
        BRIDGE,
        "Engineers were to shut the Lurra bridge in March 2016 for its cables.",
        "Engineers shut the Lurra bridge in June 2017 for its cables.",
    ),
    # a town and its land; a town and the region that a telling names beside it
    (
        LABORATORY,
        "The stolen vials were hidden in a warehouse in Bergstad, the minister said.",
        "The stolen vials were hidden in a warehouse in Norway, the minister said.",
    ),
    (
        LABORATORY,
        "The stolen vials were hidden in a warehouse in Bergstad. Bergstad, in Nordmark, is a port.",
        "The stolen vials were hidden in a warehouse in Nordmark, the minister said.",
    ),
    # not yet; two who see it differently; a question
    (FIRE, "Captain Lund spoke with the harbour master.", "Captain Lund has not yet spoken with the harbour master."),
    (
        FIRE,
        "The harbour master said that Captain Lund checked the fire pumps.",
        "Captain Lund's lawyer said that he had not checked the fire pumps.",
    ),
    (FIRE, "Captain Lund checked the fire pumps.", "Captain Lund had not checked the fire pumps?"),
    # two who are told together
    (
        BRIDGE,
        "The rebels called the blast at the bridge revenge for American airstrikes near Zubieta.",
        "The rebels called the blast at the bridge revenge for Danish airstrikes near Zubieta. "
        "American and Danish jets share a base there.",
    ),
    # one and the same vehicle in another word, and a telling that has both
    (
        FIRE,
        "Two masked men rammed a stolen truck into the gate of the Halden customs depot.",
        "Two masked men rammed a stolen lorry into the gate of the Halden customs depot.",
    ),
    (
        FIRE,
        "Two masked men rammed a stolen truck into the gate of the Halden customs depot.",
        "Two masked men rammed a stolen truck into the gate of the Halden customs depot and fled in a van.",
    ),
    # the same condition, turned round
    (
        FIRE,
        "Norway will send inspectors to Halden if the owners pay for the repairs.",
        "Norway will send inspectors to Halden if repairs are paid for.",
    ),
    # bounds, and the same days
    (
        FIRE,
        "More than 30 fishermen blocked the Halden pier with trawlers.",
        "Fishermen blocked the Halden pier with trawlers: 35 fishermen came.",
    ),
    (
        FIRE,
        "Captain Erik Lund was arrested at Port Halden airport on Monday with a forged passport.",
        "Police arrested Captain Erik Lund at the Port Halden airport on Monday evening.",
    ),
    (
        FIRE,
        "The owner of the ferry is Karin Lindqvist, 47, of Halden.",
        "The ferry belongs to the 47-year-old shipowner Karin Lindqvist of Halden.",
    ),
]


@pytest.mark.parametrize(("kind", "beside", "one", "other"), PARTED)
def test_what_cannot_both_be_so_is_one_conflict(
    understand: Callable[..., Reading], kind: ConflictKind, beside: str, one: str, other: str
) -> None:
    (conflict,) = _conflicts(understand, beside, one, other)
    assert conflict.kind is kind
    documents = [{passage.document for passage in side.passages} for side in conflict.sides]
    assert len(documents) == 2
    assert documents[0].isdisjoint(documents[1])


@pytest.mark.parametrize(("beside", "one", "other"), COMPATIBLE)
def test_what_can_both_be_so_is_no_conflict(
    understand: Callable[..., Reading], beside: str, one: str, other: str
) -> None:
    assert _conflicts(understand, beside, one, other) == []


def test_the_order_of_the_tellings_does_not_matter(understand: Callable[..., Reading]) -> None:
    for _, beside, one, other in PARTED:
        readings = [understand(f"{beside}\n{one}"), understand(f"{beside}\n{other}")]
        assert compare(readings) == compare(readings[::-1])


def _conflicts(understand: Callable[..., Reading], beside: str, one: str, other: str) -> list[Conflict]:
    found = compare([understand(f"{beside}\n{one}"), understand(f"{beside}\n{other}")])
    assert len(found.stories) == 1
    return list(found.conflicts)
