from __future__ import annotations

from collections.abc import Callable

from onrecord.compare.lineage import find_lineage
from onrecord.compare.words import words_of
from onrecord.model import LineageKind, Reading

AGENCY = (
    "Ministers from nine coastal states met in the old customs house of Turku to settle who may fish for herring. "
    "The talks ran past midnight because the smaller fleets wanted a share of the spring catch. "
    "A draft gives each fleet forty days at sea and shuts the spawning grounds in May. "
    "Denmark asked for ten more days for its trawlers near Bornholm. "
    "Scientists from Kiel warned that the stock has shrunk by a third since 2019. "
    "Fishermen burned nets on the quay while the delegations ate. "
    "Poland wants money for boats that are scrapped. "
    "The next round begins in Gdansk after Easter."
)
REWRITE = (
    "Nine coastal states sent their ministers to Turku, where the old customs house hosted a quarrel over herring. "
    "It was past midnight when the talks broke up, for smaller fleets insisted on their share of the spring catch. "
    "Forty days at sea for every fleet are foreseen by a draft, which also closes spawning grounds during May. "
    "For trawlers off Bornholm, Denmark demanded another ten days. "
    "The stock is a third smaller than in 2019, Kiel scientists cautioned. "
    "On the quay, nets were burned by fishermen as delegations had dinner. "
    "Money for scrapped boats is what Poland is after. "
    "Gdansk is to host another round once Easter is over."
)
SHUFFLED = " ".join(reversed([f"{sentence.strip()}." for sentence in REWRITE.split(".") if sentence.strip()]))
OTHER = (
    "Crews left Turku disappointed. Nobody would say what had been agreed about herring. An official spoke of quotas. "
    "Divers counted fewer shoals this winter. The mayor wants the customs house back. Prices rose in Helsinki. "
    "A cook from Aland served the ministers soup. Protesters slept in their vans."
)


def kinds(read: Callable[..., Reading], *texts: str) -> list[LineageKind]:
    words = [words_of(read(f"{number}.txt", text).text) for number, text in enumerate(texts)]
    return [each.kind for each in find_lineage(words)]


def test_the_same_content_in_the_same_order_in_other_words_is_a_rewrite(read: Callable[..., Reading]) -> None:
    assert kinds(read, AGENCY, REWRITE) == [LineageKind.REWRITE]


def test_the_same_facts_in_another_order_are_two_reports(read: Callable[..., Reading]) -> None:
    assert kinds(read, AGENCY, SHUFFLED) == []


def test_another_report_of_the_event_is_no_rewrite(read: Callable[..., Reading]) -> None:
    assert kinds(read, AGENCY, OTHER) == []


def test_a_copy_is_told_as_a_copy_and_not_as_a_rewrite_too(read: Callable[..., Reading]) -> None:
    assert kinds(read, AGENCY, f"{AGENCY} The mayor was pleased.") == [LineageKind.NEAR_COPY]


def test_a_wire_story_within_a_longer_one_is_a_partial_copy(read: Callable[..., Reading]) -> None:
    assert kinds(read, AGENCY, f"{OTHER} {AGENCY} {OTHER.replace('Turku', 'Vaasa')}") == [LineageKind.PARTIAL_COPY]
