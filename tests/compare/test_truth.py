"""Cases made so that the right answer can be argued."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest

from onrecord.compare.truth import Assertion, Truth, Verdict, weigh, weigh_conflicts
from onrecord.model import Conflict, ConflictKind, Passage, Side, Span

ITEMS = 40
RIGHT = "right"


def told(item: str, **values: str) -> list[Assertion]:
    """What each source says of one item."""
    return [Assertion(item, source, value) for source, value in values.items()]


def only(truth: Truth) -> Verdict:
    (verdict,) = truth.verdicts
    return verdict


def weights(verdict: Verdict) -> dict[str, float]:
    return {support.value: support.weight for support in verdict.values}


def made(independent: int, copies: int, *, bad: float, rate: float = 1.0, seed: int = 0) -> list[Assertion]:
    """Sources that are right four times of five, and one that is right less often and has copies."""
    chance = random.Random(seed)

    def draw(accuracy: float) -> str:
        return RIGHT if chance.random() < accuracy else f"wrong {chance.randrange(5)}"

    found = []
    for number in range(ITEMS):
        item = f"item {number:02}"
        found += [Assertion(item, f"independent {each}", draw(0.8)) for each in range(independent)]
        original = draw(bad)
        found.append(Assertion(item, "copied", original))
        for each in range(copies):
            found.append(Assertion(item, f"copy {each}", original if chance.random() < rate else draw(bad)))
    return found


def share_right(truth: Truth) -> float:
    return sum(verdict.values[0].value == RIGHT for verdict in truth.verdicts) / len(truth.verdicts)


def majority_right(assertions: Iterable[Assertion]) -> float:
    votes: dict[str, list[str]] = {}
    for each in assertions:
        votes.setdefault(each.item, []).append(each.value)
    return sum(max(sorted(set(found)), key=found.count) == RIGHT for found in votes.values()) / len(votes)


def test_more_independent_sources_support_a_value_better() -> None:
    verdict = only(weigh(told("leaders", a="35", b="35", c="30")))
    assert verdict.best is not None
    assert verdict.best.value == "35"
    assert len(verdict.best.origins) == 2


def test_outlets_of_one_origin_count_once() -> None:
    """Three outlets carry one agency's number, two reporters counted for themselves."""
    origins = {"a": "agency", "b": "agency", "c": "agency", "d": "d", "e": "e"}
    verdict = only(weigh(told("leaders", a="30", b="30", c="30", d="35", e="35"), origins))
    assert verdict.best is not None
    assert verdict.best.value == "35"
    assert [len(support.sources) for support in verdict.values] == [2, 3]
    assert [len(support.origins) for support in verdict.values] == [2, 1]


def test_one_origin_against_one_is_a_tie_whatever_the_number_of_outlets() -> None:
    verdict = only(weigh(told("leaders", a="30", b="30", c="30", d="35"), {"a": "x", "b": "x", "c": "x"}))
    assert verdict.best is None
    assert "no value is better supported" in verdict.explanation
    assert weights(verdict)["30"] == pytest.approx(weights(verdict)["35"])


def test_a_single_independent_minority_is_kept_with_its_weight() -> None:
    verdict = only(weigh(told("leaders", a="35", b="35", c="35", d="30")))
    minority = verdict.values[-1]
    assert (minority.value, minority.sources) == ("30", ("d",))
    assert minority.weight > 0
    assert 0 < minority.probability < 0.5
    assert "30: 1 source, 1 origin: d 3.69" in verdict.explanation


def test_the_arithmetic_is_shown_and_adds_up() -> None:
    verdict = only(weigh(told("leaders", a="35", b="35", c="30"), {"a": "x", "b": "x"}))
    assert verdict.explanation == (
        "no value is better supported than all others. "
        "30: 1 source, 1 origin: c 3.69 = 3.69 (45%); 35: 2 sources, 1 origin: a with b 3.69 = 3.69 (45%)."
    )
    for support in verdict.values:
        assert support.weight == pytest.approx(sum(origin.weight for origin in support.origins))


def test_few_sources_on_few_items_are_never_taken_for_copies() -> None:
    """Two reporters who agree three times against a third are no clique: that is what the truth looks like."""
    truth = weigh(each for item in "xyz" for each in told(item, a="1", b="1", c="2"))
    assert truth.cliques == ()


def test_copiers_of_a_bad_source_do_not_outvote_independent_ones() -> None:
    for seed in range(5):
        assertions = made(3, 4, bad=0.4, seed=seed)
        truth = weigh(assertions)
        assert truth.cliques == (("copied", *(f"copy {each}" for each in range(4))),)
        assert share_right(truth) >= majority_right(assertions) + 0.2


def test_copiers_who_now_and_then_depart_are_found() -> None:
    truth = weigh(made(5, 5, bad=0.4, rate=0.95, seed=1))
    assert any("copied" in clique and len(clique) >= 5 for clique in truth.cliques)
    assert not any(source.startswith("independent") for clique in truth.cliques for source in clique)
    assert share_right(truth) >= 0.9


def test_independent_sources_that_agree_because_they_are_right_are_no_clique() -> None:
    truth = weigh(made(6, 0, bad=0.4, seed=2))
    assert truth.cliques == ()
    assert truth.accuracy["copied"] < min(truth.accuracy[f"independent {each}"] for each in range(6))


def test_a_copier_that_departs_speaks_for_itself() -> None:
    assertions = [each for each in made(5, 2, bad=0.4, seed=3) if each.item != "item 00"]
    origins = {"copied": "x", "copy 0": "x", "copy 1": "x"}
    there = [Assertion("item 00", source, "a" if source == "copy 1" else "b") for source in origins]
    truth = weigh([*assertions, *there], origins)
    first = truth.verdicts[0]
    assert {support.value: [origin.sources for origin in support.origins] for support in first.values} == {
        "a": [("copy 1",)],
        "b": [("copied", "copy 0")],
    }


def test_what_all_agree_on_says_nothing_of_who_is_reliable() -> None:
    contested = told("x", a="1", b="1", c="2")
    agreed = [each for number in range(50) for each in told(f"same {number:02}", a="0", b="0", c="0")]
    assert weigh(contested).accuracy == weigh([*contested, *agreed]).accuracy


def test_a_source_that_says_both_is_shown_and_counts_for_neither() -> None:
    verdict = only(weigh([*told("leaders", a="35", b="30"), Assertion("leaders", "c", "35"), *told("leaders", c="30")]))
    assert verdict.best is None
    assert all(support.torn == ("c",) for support in verdict.values)
    assert "c: also says otherwise" in verdict.explanation


def test_nothing_asserted_is_no_verdict() -> None:
    assert weigh([]) == Truth((), {}, ())


def test_an_item_that_only_a_torn_source_speaks_of_is_undecided() -> None:
    verdict = only(weigh([Assertion("x", "a", "1"), Assertion("x", "a", "2")]))
    assert verdict.best is None
    assert [support.value for support in verdict.values] == ["1", "2"]


def test_the_order_of_what_is_asserted_does_not_matter() -> None:
    assertions = made(4, 3, bad=0.5, rate=0.9)
    expected = weigh(assertions)
    for seed in range(3):
        random.Random(seed).shuffle(assertions)
        assert weigh(assertions) == expected


def test_a_conflict_of_numbers_is_weighed_by_its_origins() -> None:
    def side(label: str, *documents: str) -> Side:
        passages = tuple(Passage(document, Span.of(label, 0, len(label))) for document in documents)
        return Side(label, (), passages, len(documents))

    sides = (side("35", "a", "b"), side("30", "c", "d", "e"))
    conflict = Conflict("story", ConflictKind.NUMBER, "leaders", "", sides)
    origins = {"a": "a", "b": "b", "c": "c", "d": "c", "e": "c"}
    verdict = weigh_conflicts([conflict], origins)[conflict.id]
    assert verdict.best is not None
    assert verdict.best.value == "35"
    assert verdict.values[1].sources == ("c", "d", "e")
