"""A condition that a person corrects is understood like one that was read: a scenario can ask what hangs on it."""

from __future__ import annotations

import pytest

from onrecord import ask, flow
from onrecord.ask import serving
from onrecord.errors import UsageError
from onrecord.model import Decision, Judgement, Proposition, Span, Term, TermKind
from onrecord.publish.review import judgement_line
from tests.conftest import text_of

AT = "2025-03-02T00:00:00.000000+00:00"
ARTICLE = """Troops for Ukraine
Germany is ready to send troops to Ukraine.
That will happen if a ceasefire is signed and parliament agrees, unless Russia attacks again, officials said.
"""


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    place = tmp_path_factory.mktemp("terms") / "terms.register"
    article = place.with_name("article.txt")
    article.write_text(ARTICLE)
    with flow.open_register(place) as opened:
        flow.build([article], opened)
        yield opened


@pytest.fixture
def position(register) -> str:
    """The id of Germany's position on sending troops."""
    return next(each.id for each in register.positions(party="DEU"))


def corrected(register, position: str, assignment: str) -> Judgement:
    return ask.correction(register, position, assignment, flow.read_term, who="kim", at=AT)


@pytest.mark.parametrize(
    ("words", "propositions"),
    [
        ("if a ceasefire is signed", [[("ceasefire", True)]]),
        ("unless Russia attacks again", [[("russia_attack", False)]]),
    ],
)
def test_the_words_of_a_condition_become_propositions(register, position, words, propositions) -> None:
    made = corrected(register, position, f"condition={words}")
    assert [[(each.key, each.holds) for each in term.propositions] for term in made.terms] == propositions
    assert {term.kind for term in made.terms} == {TermKind.CONDITION}


def test_what_must_both_be_so_becomes_two_terms_as_in_a_reading(register, position) -> None:
    made = corrected(register, position, "condition=if a ceasefire is signed and parliament agrees")
    assert next(term.propositions[0].key for term in made.terms) == "ceasefire"
    assert len(made.terms) == 2
    text = register.text(made.document).text
    assert all(term.span.stands_in(text) for term in made.terms)


def test_a_scenario_hangs_on_the_corrected_condition(register, position) -> None:
    made = corrected(register, position, "condition=if a ceasefire is signed")
    before = serving.hanging(register, ["ceasefire"])
    flow.judge(register, [made])
    assert serving.hanging(register, ["ceasefire"]) == before + 1
    assert register.judgements() == (made,)
    assert "ceasefire" in {each.key for each in ask.scenario(register).unknown}
    (line,) = [each for each in ask.scenario(register, ["ceasefire=yes"]).outcomes if each.undertaking.judged]
    assert line.undertaking.tellings == (position,)
    assert "as assumed" in line.reason
    assert judgement_line(made)["terms"][0]["propositions"] == [{"holds": True, "key": "ceasefire"}]
    moment = next(each for each in ask.timeline(register) if each.id == position)
    assert moment.judged


def test_a_place_is_normalised_too_and_none_takes_the_term_away(register, position) -> None:
    assert [term.value for term in corrected(register, position, "where=to Ukraine").terms] == ["inside UKR"]
    assert corrected(register, position, "condition=none").terms == ()
    with pytest.raises(UsageError, match="does not stand in the document"):
        corrected(register, position, "condition=if pigs fly")


def test_terms_that_are_not_of_the_corrected_words_are_no_judgement() -> None:
    text = text_of("article.txt", ARTICLE)
    span = Span.of(text.text, 0, 6)
    elsewhere = Term(TermKind.CONDITION, Span.of(text.text, 7, 10), None, (Proposition("ceasefire"),))
    for terms, field in ((elsewhere,), "condition"), ((Term(TermKind.TRIGGER, span),), "condition"):
        with pytest.raises(ValueError, match="corrected"):
            Judgement(
                Decision.CORRECT,
                ("position-0",),
                "kim",
                AT,
                field=field,
                value=span.exact,
                document=text.id,
                span=span,
                terms=terms,
            )
