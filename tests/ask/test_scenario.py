"""What would be in force under assumptions: made-up positions with the propositions that reading gives."""

from dataclasses import replace

import pytest

from onrecord import ask
from onrecord.ask.choice import Only
from onrecord.errors import UsageError
from onrecord.model import (
    Action,
    Comparison,
    Conflict,
    ConflictKind,
    Decision,
    Lineage,
    LineageKind,
    Metadata,
    Party,
    PartyKind,
    Position,
    Proposition,
    Reading,
    Role,
    Side,
    Span,
    Speaker,
    Stance,
    Story,
    Term,
    TermKind,
    Text,
)
from onrecord.register import open_register

WORDS = "Norway will send troops there, and so on and on and on."
NORWAY, SPAIN = Party("NOR", "Norway", PartyKind.STATE), Party("ESP", "Spain", PartyKind.STATE)
NATIONS = Party("26_states", "26 nations", PartyKind.GROUP, 26)
SOME = Party("some_states", "some countries", PartyKind.GROUP)
CEASEFIRE, TREATY, OVER = map(Proposition, ("ceasefire", "peace_treaty", "fighting_over"))
US = Proposition("us_participation")


def needs(*alternatives, kind=TermKind.CONDITION):
    """A term that one of these propositions meets."""
    return Term(kind, Span.of(WORDS, 24, 29), None, alternatives)


def place(value):
    return Term(TermKind.WHERE, Span.of(WORDS, 24, 29), value)


class Told:
    """Positions of a document, each on words of its own."""

    def __init__(self, name, published=None, publisher=None):
        metadata = Metadata(name, publisher=publisher, published=published)
        self.text = Text(f"document-{name}", metadata, name, WORDS, ())
        self.positions = []

    def tell(self, party, stance, *terms, action=Action.DEPLOY, **more):
        start = len(self.positions)
        span = Span.of(WORDS, start, start + 11)
        position = Position(self.text.id, span, (party,), action, stance, span, terms=terms, **more)
        self.positions.append(position)
        return position


@pytest.fixture
def register(tmp_path):
    """A register of these documents, all of one story."""
    opened = []

    def made(*told, comparison=None):
        register = open_register(tmp_path / f"{len(opened)}.register")
        opened.append(register)
        for each in told:
            register.record(Reading(each.text, positions=tuple(each.positions)), "1.0.0")
        story = Story(tuple(sorted(each.text.id for each in told)))
        register.record_comparison(replace(comparison or Comparison(), stories=(story,)), "1.0.0")
        return register

    yield made
    for each in opened:
        each.close()


def outcome(register, *assumed, **only):
    """The one outcome there is."""
    (found,) = ask.scenario(register, assumed, Only(**only)).outcomes
    return found


def status(register, *assumed):
    return outcome(register, *assumed).status.value


def one(register, stance, *terms):
    told = Told("a.txt")
    told.tell(NORWAY, stance, *terms)
    return register(told)


@pytest.mark.parametrize(
    ("terms", "assumed", "found"),
    [
        ([], [], "in_force"),
        ([needs(CEASEFIRE)], [], "undetermined"),
        ([needs(CEASEFIRE)], ["ceasefire=yes"], "in_force"),
        ([needs(CEASEFIRE)], ["ceasefire=no"], "not_in_force"),
        ([needs(OVER, kind=TermKind.TRIGGER)], ["ceasefire=yes"], "in_force"),
        ([needs(OVER, kind=TermKind.TRIGGER)], ["ceasefire=no"], "not_in_force"),
        ([needs(OVER, kind=TermKind.TRIGGER)], ["peace_treaty=no"], "undetermined"),
        ([needs(CEASEFIRE, TREATY)], ["peace_treaty=yes"], "in_force"),
        ([needs(US, TREATY)], ["us_participation=no"], "undetermined"),
        ([needs(US, TREATY)], ["us_participation=no", "peace_treaty=no"], "not_in_force"),
        ([needs(CEASEFIRE), needs(US)], ["ceasefire=yes"], "undetermined"),
        ([needs(CEASEFIRE), needs(US)], ["us_participation=no"], "not_in_force"),
        ([needs(CEASEFIRE), needs(US)], ["us_participation=yes", "ceasefire=yes"], "in_force"),
        ([needs(Proposition("iran_compliance", holds=False))], ["iran_compliance=no"], "in_force"),
        ([needs(Proposition("iran_compliance", holds=False))], ["iran_compliance=yes"], "not_in_force"),
        ([needs()], ["ceasefire=yes"], "undetermined"),
    ],
)
def test_a_pledge_is_in_force_when_each_of_its_terms_is_met_by_one_of_its_propositions(register, terms, assumed, found):
    assert status(one(register, Stance.PLEDGED, *terms), *assumed) == found


@pytest.mark.parametrize("stance", [Stance.REFUSED, Stance.DEMANDED])
@pytest.mark.parametrize("assumed", [[], ["ceasefire=yes"], ["ceasefire=no"]])
def test_a_refusal_and_a_demand_are_never_in_force(register, stance, assumed):
    for terms in ([], [needs(CEASEFIRE)]):
        assert status(one(register, stance, *terms), *assumed) == "not_in_force"


def test_a_refusal_tells_when_it_stands_no_longer(register):
    until = needs(Proposition("ceasefire", holds=False))
    found = outcome(one(register, Stance.REFUSED, until), "ceasefire=yes")
    assert found.terms is ask.Truth.NO
    assert found.reason == "refused, but no longer: depends on not ceasefire, which holds, as assumed"


@pytest.mark.parametrize("assumed", [[], ["us_participation=yes"], ["us_participation=no"]])
def test_who_is_undecided_has_still_to_decide_whatever_holds(register, assumed):
    assert status(one(register, Stance.UNDECIDED, needs(US)), *assumed) == "undetermined"


def test_the_reason_names_what_is_undetermined_and_how_the_rest_is_known(register):
    told = one(register, Stance.PLEDGED, needs(US), needs(OVER))
    assert outcome(told, "ceasefire=yes").reason == "depends on us_participation, undetermined"
    assert outcome(told, "ceasefire=yes", "us_participation=yes").reason == (
        "us_participation holds, as assumed; fighting_over holds, as ceasefire does: a ceasefire ends the fighting"
    )
    assert outcome(told, "us_backing=no").reason == (
        "depends on us_participation, which does not hold, as us_backing does not: who takes part backs it"
    )
    assert outcome(one(register, Stance.UNDECIDED, needs(US))).reason == (
        "undecided yet: depends on us_participation, undetermined"
    )
    assert outcome(one(register, Stance.PLEDGED)).reason == "no condition told"


def test_a_condition_that_was_not_understood_is_told_in_its_words(register):
    assert outcome(one(register, Stance.PLEDGED, needs())).reason == "depends on “there”, which was not understood"


def test_several_documents_tell_one_line_whose_copies_count_once(register):
    papers = [Told(name) for name in ("a.txt", "b.txt", "c.txt")]
    for paper in papers:
        paper.tell(NORWAY, Stance.PLEDGED)
    copy = Lineage((papers[0].text.id, papers[1].text.id), LineageKind.NEAR_COPY, 0.9, ())
    (found,) = ask.scenario(register(*papers, comparison=Comparison(lineage=(copy,)))).outcomes
    assert (found.undertaking.documents, found.undertaking.origins) == (("a.txt", "b.txt", "c.txt"), 2)


def test_a_telling_that_is_silent_on_a_condition_does_not_deny_it(register):
    short, long = Told("a.txt"), Told("b.txt")
    short.tell(NORWAY, Stance.PLEDGED)
    long.tell(NORWAY, Stance.PLEDGED, needs(CEASEFIRE))
    assert status(register(short, long)) == "undetermined"


def test_a_willingness_is_a_line_of_its_own(register):
    told = Told("a.txt")
    told.tell(NORWAY, Stance.WILLING)
    told.tell(NORWAY, Stance.PLEDGED, needs(CEASEFIRE))
    found = ask.scenario(register(told)).outcomes
    assert [(each.undertaking.stance.value, each.status.value) for each in found] == [
        ("pledged", "undetermined"),
        ("willing", "in_force"),
    ]


def test_what_names_no_place_belongs_to_the_only_place_there_is(register):
    told = Told("a.txt")
    told.tell(NORWAY, Stance.PLEDGED)
    told.tell(NORWAY, Stance.PLEDGED, place("inside UKR"))
    (found,) = ask.scenario(register(told)).outcomes
    assert (found.undertaking.where, len(found.undertaking.tellings)) == (("inside UKR",), 2)
    told.tell(NORWAY, Stance.PLEDGED, place("outside UKR"))
    lines = [each.undertaking.where for each in ask.scenario(register(told)).outcomes]
    assert lines == [(), ("inside UKR",), ("outside UKR",)]


def test_what_tells_again_or_is_replaced_within_its_article_is_not_counted_twice(register):
    told = Told("a.txt")
    first = told.tell(NORWAY, Stance.PLEDGED)
    told.tell(NORWAY, Stance.PLEDGED, needs(CEASEFIRE), restates=first.id, role=Role.HEADLINE)
    later = told.tell(SPAIN, Stance.REFUSED)
    earlier = told.tell(SPAIN, Stance.PLEDGED, superseded_by=later.id)
    told.tell(SPAIN, Stance.PLEDGED, restates=earlier.id)
    found = ask.scenario(register(told))
    assert (found.restating, found.superseded) == (1, 2)
    lines = {each.undertaking.party.id: each for each in found.outcomes}
    assert lines["NOR"].undertaking.tellings == (first.id,)
    assert lines["NOR"].status is ask.Status.UNDETERMINED, "what it tells again may tell more of it"
    assert lines["ESP"].undertaking.stance is Stance.REFUSED


def joint(register, party, *terms, stance=Stance.PLEDGED):
    told = Told("a.txt")
    told.tell(NATIONS, Stance.PLEDGED, needs(OVER))
    told.tell(party, stance, *terms)
    return register(told)


@pytest.mark.parametrize(
    ("party", "assumed", "found"),
    [
        (SOME, "ceasefire=yes", "in_force"),
        (SOME, "ceasefire=no", "not_in_force"),
        (SOME, "us_participation=yes", "undetermined"),
        (NORWAY, "ceasefire=yes", "in_force"),
        (NORWAY, "ceasefire=no", "undetermined"),
    ],
)
def test_what_sets_off_the_whole_sets_off_its_parts(register, party, assumed, found):
    told = joint(register, party)
    (line,) = (each for each in ask.scenario(told, [assumed]).outcomes if each.undertaking.party == party)
    assert (line.status.value, line.part_of) == (found, "26 nations")
    assert outcome(told, assumed, party=party.id) == line, "whatever else is shown"


def test_a_condition_of_its_own_counts_alone(register):
    assert outcome(joint(register, NORWAY, needs(US)), "us_participation=yes", party="NOR").status.value == "in_force"
    assert outcome(joint(register, NORWAY, stance=Stance.REFUSED), party="NOR").part_of is None


def test_unknown_propositions_come_with_how_many_positions_hang_on_them(register):
    told = Told("a.txt")
    told.tell(NORWAY, Stance.PLEDGED, needs(US), needs(CEASEFIRE))
    told.tell(SPAIN, Stance.UNDECIDED, needs(US))
    told.tell(SPAIN, Stance.REFUSED, needs(TREATY))
    held = register(told)
    assert ask.scenario(held).unknown == (ask.Unknown("us_participation", 2), ask.Unknown("ceasefire", 1))
    assert ask.scenario(held, ["ceasefire=no"]).unknown == (ask.Unknown("us_participation", 1),)


def test_an_assumption_on_which_nothing_hangs_is_told_with_what_may_have_been_meant(register):
    held = one(register, Stance.PLEDGED, needs(US))
    assert ask.scenario(held, ["us_particpation=no"]).unused == (ask.Unused("us_particpation", ("us_participation",)),)
    assert ask.scenario(held, ["us_backing=no"]).unused == ()


def test_two_scenarios_stand_side_by_side(register):
    told = Told("a.txt")
    told.tell(NORWAY, Stance.PLEDGED, needs(CEASEFIRE))
    told.tell(SPAIN, Stance.PLEDGED)
    found = ask.compare_scenarios(register(told), ["ceasefire=yes"], ["ceasefire=no"])
    assert [each.undertaking.party.id for each in found.one.outcomes] == ["NOR", "ESP"]
    assert found.differing == (0,)
    assert found.other.outcomes[0].status is ask.Status.NOT_IN_FORCE


def test_positions_on_which_tellings_part_are_marked(register):
    told = Told("a.txt")
    pledge = told.tell(NORWAY, Stance.PLEDGED)
    told.tell(SPAIN, Stance.PLEDGED)
    conflict = Conflict("s", ConflictKind.STANCE, "", "", (Side("pledged", (pledge.id,), (), 1),))
    found = ask.scenario(register(told, comparison=Comparison(conflicts=(conflict,)))).outcomes
    assert [each.undertaking.contested for each in found] == [True, False]


def test_demands_name_who_makes_them(register):
    told = Told("a.txt")
    told.tell(NORWAY, Stance.DEMANDED, said_by=Speaker("Anna Holt"))
    assert outcome(register(told)).reason == "demanded by Anna Holt"


def test_views_are_narrowed_to_what_is_asked_for(register):
    early, late = Told("a.txt", "2025-03-01", "The Times"), Told("b.txt", "2025-03-09", "Le Monde")
    early.tell(NORWAY, Stance.PLEDGED)
    late.tell(SPAIN, Stance.REFUSED, action=Action.TRAIN)
    held = register(early, late)
    for only, party in (
        ({"party": "spain"}, "ESP"),
        ({"action": Action.DEPLOY}, "NOR"),
        ({"stance": Stance.REFUSED}, "ESP"),
        ({"document": "a.txt"}, "NOR"),
        ({"publisher": "le monde"}, "ESP"),
        ({"since": "2025-03-09"}, "ESP"),
        ({"until": "2025-03-01"}, "NOR"),
        ({"since": "2025-02-01", "until": "2025-03-02"}, "NOR"),
    ):
        only = Only(**only)
        assert [each.undertaking.party.id for each in ask.scenario(held, (), only).outcomes] == [party], only
        assert [party.id for party in ask.matrix(held, only).parties] == [party], only
        assert [each.party.id for each in ask.timeline(held, only)] == [party], only
        assert [each.party.id for each in ask.parties(held, only)] == [party], only
    assert len(ask.scenario(held, (), Only(story="b.txt")).outcomes) == 2


@pytest.mark.parametrize(
    ("only", "told"),
    [
        ({"party": "Noway"}, "did you mean Norway"),
        ({"document": "c.txt"}, "no document"),
        ({"publisher": "The Time"}, "no publisher 'The Time'.*these are: The Times"),
        ({"story": "zzz"}, "no story 'zzz'"),
        ({"since": "yesterday"}, "is no date"),
        ({"since": "2025-03-02", "until": "2025-03-01"}, "name the earlier date first"),
    ],
)
def test_what_is_asked_for_and_not_held_is_told(register, only, told):
    paper = Told("a.txt", "2025-03-01", "The Times")
    paper.tell(NORWAY, Stance.PLEDGED)
    held = register(paper)
    for view in (ask.matrix, ask.timeline, ask.parties, ask.undertakings):
        with pytest.raises(UsageError, match=told):
            view(held, Only(**only))


def test_a_party_is_asked_for_under_all_its_names(register):
    one, other = Told("a.txt"), Told("b.txt")
    one.tell(NATIONS, Stance.PLEDGED)
    other.tell(replace(NATIONS, name="26 countries"), Stance.WILLING)
    found = ask.scenario(register(one, other), (), Only(party="26 countries"))
    assert [each.undertaking.stance for each in found.outcomes] == [Stance.PLEDGED, Stance.WILLING]


def test_a_proposition_is_said_as_people_name_it(register):
    truce = Proposition("two_side_put_name_truce")
    first, second = Told("a.txt"), Told("b.txt")
    first.tell(NORWAY, Stance.PLEDGED, needs(truce))
    second.tell(SPAIN, Stance.PLEDGED, needs(CEASEFIRE))
    held = register(first, second)
    assert [each.key for each in ask.scenario(held, ()).unknown] == ["ceasefire", "two_side_put_name_truce"]

    made = ask.renaming(held, truce.key, "ceasefire", who="Ada", at="2026-01-01T00:00:00.000000+00:00")
    held.judge([made])
    found = ask.scenario(held, ("ceasefire=yes",))
    assert [each.status.value for each in found.outcomes] == ["in_force", "in_force"]
    assert [(each.key, each.positions) for each in ask.scenario(held, ()).unknown] == [("ceasefire", 2)]

    again = ask.renaming(held, "ceasefire", "truce", who="Ada", at="2026-01-02T00:00:00.000000+00:00")
    held.judge([again])
    assert [(each.key, each.positions) for each in ask.scenario(held, ()).unknown] == [("truce", 2)]

    held.judge([ask.undoing(held, again.id, who="Ada", at="2026-01-03T00:00:00.000000+00:00")])
    held.judge([ask.undoing(held, made.id, who="Ada", at="2026-01-04T00:00:00.000000+00:00")])
    assert [each.key for each in ask.scenario(held, ()).unknown] == ["ceasefire", "two_side_put_name_truce"]


@pytest.mark.parametrize(
    ("key", "name", "told"),
    [
        ("peace_treaty", "treaty", "no position hangs on peace_treaty"),
        ("ceasefire", "Cease Fire!", "is no name for a proposition"),
        ("ceasefire", "ceasefire", "is said so already"),
    ],
)
def test_a_proposition_that_cannot_be_said_so_is_told(register, key, name, told):
    held = one(register, Stance.PLEDGED, needs(CEASEFIRE))
    with pytest.raises(UsageError, match=told):
        ask.renaming(held, key, name, who="Ada", at="2026-01-01T00:00:00.000000+00:00")


def test_two_propositions_are_merged_and_the_first_is_said(register):
    told = Told("a.txt")
    told.tell(NORWAY, Stance.PLEDGED, needs(OVER))
    told.tell(SPAIN, Stance.PLEDGED, needs(US))
    held = register(told)
    references = ["proposition:us_participation", "proposition:fighting_over"]
    held.judge([ask.judgement(held, Decision.MERGE, references, who="Ada", at="2026-01-01T00:00:00.000000+00:00")])
    assert [(each.key, each.positions) for each in ask.scenario(held, ()).unknown] == [("us_participation", 2)]
