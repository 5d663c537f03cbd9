from __future__ import annotations

import random
from collections.abc import Callable
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.compare.copies import candidates, shingles
from onrecord.compare.lineage import copied, find_lineage, origins
from onrecord.compare.words import Words, words_of
from onrecord.model import Block, Lineage, LineageKind, Metadata, Reading, Role, Text

AGENCY = (
    "Ministers from nine coastal states met in the old customs house of Turku to settle who may fish for herring "
    "south of the Aland islands. The talks ran past midnight because the smaller fleets wanted a share of the spring "
    "catch. A draft shown to reporters gives each fleet forty days at sea and shuts the spawning grounds in May."
)
EDITED = AGENCY.replace("Ministers from nine coastal states met", "Nine ministers gathered").replace("past", "beyond")
OTHER = (
    "Fishing crews left Turku disappointed after a long night of haggling over herring. Nobody from the smaller fleets "
    "would say what had been agreed, though an official spoke of forty days at sea for everyone. Spawning grounds may "
    "be closed for a month, a paper seen by this newspaper suggests. Divers and scientists had asked for two."
)
SPEECH = (
    "“We will not leave a single boat behind, and we will not let the sea be emptied while ministers argue about it "
    "over dinner and count what is left,”"
)


def words(read: Callable[..., Reading], *texts: str) -> list[Words]:
    return [words_of(read(f"{number}.txt", text).text) for number, text in enumerate(texts)]


def test_the_same_words_are_an_exact_copy_whatever_the_layout(read: Callable[..., Reading]) -> None:
    (found,) = find_lineage(words(read, AGENCY, AGENCY.replace(". ", ".\n").upper()))
    assert (found.kind, found.score) == (LineageKind.EXACT_COPY, 1.0)


def test_furniture_does_not_hide_a_copy(read: Callable[..., Reading]) -> None:
    plain = words_of(read("a", AGENCY).text)
    dressed = words_of(read("b", f"Share this\n{AGENCY}\nMore on fish", furniture=frozenset({0, 2})).text)
    (found,) = find_lineage([plain, dressed])
    assert found.kind is LineageKind.EXACT_COPY


def test_small_edits_make_a_near_copy_with_its_longest_shared_passage(read: Callable[..., Reading]) -> None:
    (found,) = find_lineage(words(read, AGENCY, EDITED))
    assert found.kind is LineageKind.NEAR_COPY
    assert 0.7 < found.score < 1
    one, other = (passage.span.exact for passage in found.passages)
    assert one == other
    assert one.startswith("midnight because the smaller fleets")
    assert one.endswith("in May")


def test_an_extract_of_a_long_article_is_a_near_copy(read: Callable[..., Reading]) -> None:
    long = " ".join([OTHER, AGENCY, OTHER.upper().replace("FISHING", "ANGLING")])
    (found,) = find_lineage(words(read, long, AGENCY[AGENCY.index("settle") :]))
    assert found.score == 1.0


def test_two_reports_of_one_event_are_no_copies(read: Callable[..., Reading]) -> None:
    assert find_lineage(words(read, AGENCY, OTHER)) == []


def test_quoting_the_same_speech_is_no_copying(read: Callable[..., Reading]) -> None:
    one, other = f"{SPEECH} the minister told the fleets of Turku.", f"He did not mince words. {SPEECH} he said."
    assert find_lineage(words(read, one, other)) == []
    spoken = str.maketrans({"“": None, "”": None})
    assert find_lineage(words(read, one.translate(spoken), other.translate(spoken)))


def test_a_shared_notice_at_the_foot_is_no_copy(read: Callable[..., Reading]) -> None:
    notice = "All rights reserved. This material may not be published, broadcast or redistributed."
    one, other = f"Herring is scarce. {notice}", f"Trophy goes to Zagreb. {notice}"
    assert find_lineage(words(read, one, other)) == []


def test_empty_documents_copy_nobody(read: Callable[..., Reading]) -> None:
    assert find_lineage(words(read, "...", "!!!")) == []


def test_documents_that_copy_each_other_share_one_origin(read: Callable[..., Reading]) -> None:
    told = words(read, AGENCY, EDITED, OTHER, AGENCY)
    origin = origins([each.document for each in told], find_lineage(told))
    assert len(set(origin.values())) == 2
    assert origin[told[0].document] == origin[told[1].document] == origin[told[3].document]
    assert origin[told[2].document] == told[2].document


def test_an_origin_is_shared_through_a_third_document() -> None:
    links = [Lineage(pair, LineageKind.NEAR_COPY, 0.5, ()) for pair in (("a", "b"), ("b", "c"))]
    assert origins("abcd", links) == {"a": "a", "b": "a", "c": "a", "d": "d"}
    assert origins("acd", links) == {"a": "a", "c": "c", "d": "d"}


def test_thousands_of_copies_are_tied_without_showing_every_pair() -> None:
    told = [_words(f"{number:04}", f"{AGENCY} Printed in town {number}.") for number in range(300)]
    found = find_lineage(told)
    assert len(found) < 300 * 20
    assert len(set(origins([each.document for each in told], found).values())) == 1


VOCABULARY = [f"{first}{second}" for first in "brtmkl" for second in ("ana", "eno", "iri", "osu", "uda", "yke", "alo")]


@st.composite
def _near_copies(draw: st.DrawFn) -> list[str]:
    """Texts of one source with words replaced or left out, and some of other sources."""
    chance = random.Random(draw(st.integers(0, 2**32)))
    sources = [[chance.choice(VOCABULARY) + str(chance.randrange(40)) for _ in range(120)] for _ in range(2)]
    texts = []
    for _ in range(draw(st.integers(2, 9))):
        kept = chance.choice(sources)[: chance.randrange(30, 121)]
        change = chance.choice([0.0, 0.02, 0.05, 0.1, 0.3])
        edited = [word if chance.random() >= change else chance.choice(VOCABULARY) for word in kept]
        texts.append(" ".join(edited))
    return texts


# Sketches miss a pair in a thousand by chance: the same texts are tried each time. How fast the machine is, is not
# asked.
@settings(deadline=None, derandomize=True)
@given(_near_copies())
def test_the_sketches_find_what_comparing_all_with_all_finds(texts: list[str]) -> None:
    told = [_words(str(number), text) for number, text in enumerate(texts)]
    runs = [shingles(each) for each in told]
    wanted = {pair for pair in combinations(range(len(told)), 2) if copied(runs[pair[0]], runs[pair[1]]) is not None}
    assert wanted <= set(candidates(runs))
    assert {found.documents for found in find_lineage(told)} == {(str(one), str(other)) for one, other in wanted}


def test_pairs_of_high_jaccard_similarity_are_candidates() -> None:
    chance = random.Random(5)
    base = [f"w{chance.randrange(10_000)}" for _ in range(200)]
    texts = [" ".join(word if chance.random() > 0.08 else f"x{n}" for n, word in enumerate(base)) for _ in range(10)]
    runs = [shingles(_words(str(number), text)) for number, text in enumerate(texts)]
    similar = {
        (one, other)
        for one, other in combinations(range(10), 2)
        if len(runs[one].keys() & runs[other].keys()) / len(runs[one].keys() | runs[other].keys()) >= 0.2
    }
    assert similar
    assert similar <= set(candidates(runs))


def _words(name: str, text: str) -> Words:
    return words_of(Text(name, Metadata(name), "", text, (Block(0, len(text), Role.BODY),)))
