"""What people hold of the machine's reading is applied at once, shown as theirs, and can be taken back."""

from dataclasses import replace

import pytest

from onrecord import ask, flow
from onrecord.ask.judgements import held_by_people
from onrecord.compare import compare, retell
from onrecord.errors import EvidenceError, UsageError
from onrecord.model import (
    Action,
    ClaimKind,
    ConflictKind,
    Decision,
    Judgement,
    Party,
    PartyKind,
    Polarity,
    Span,
    Speaker,
    Stance,
    TermKind,
    Verdict,
)
from onrecord.register import open_register
from onrecord.register.judged import Judgements

AT, LATER = (f"2025-03-02T00:0{minute}:00.000000+00:00" for minute in (0, 1))


@pytest.fixture
def register(place, summit):
    with open_register(place, retell=retell) as opened:
        for reading in summit.readings:
            opened.record(reading, "1.0.0")
        opened.record_comparison(summit.comparison, "1.0.0")
        yield opened


@pytest.fixture
def judge(register):
    """Judge, a minute later each time."""
    made = []

    def _judge(verdict, *references, who="kim", why=None, to=None):
        at = f"2025-03-02T00:{len(made):02}:00.000000+00:00"
        verdict = Decision(verdict)
        if verdict is Decision.CORRECT:
            judgement = ask.correction(register, *references, to, flow.read_term, who=who, at=at, why=why)
        elif verdict is Decision.UNDO:
            judgement = ask.undoing(register, *(references or (None,)), who=who, at=at, why=why)
        else:
            judgement = ask.judgement(register, verdict, references, who=who, at=at, why=why)
        made.append(judgement)
        register.judge([judgement])
        return judgement

    return _judge


@pytest.fixture
def refusal(summit):
    return summit.evening.positions[0].id


@pytest.fixture
def pledge(summit):
    return summit.morning.positions[1].id


def position_claims(register, party=None):
    """The claims of positions, or only those of a party."""
    held = [each for each in register.comparison().claims if each.kind is ClaimKind.POSITION]
    return [each for each in held if party in (None, each.party.id)]


def place_of(text, words):
    """Where these words first stand."""
    return Span.of(text, text.index(words), text.index(words) + len(words))


def stances(register, party="DEU"):
    """Each stance of a party on deploying, with its number of tellings, in the matrix."""
    cells = {(cell.party, cell.action): cell for cell in ask.matrix(register).cells}
    cell = cells.get((party, Action.DEPLOY))
    return {mark.stance.value: mark.tellings for mark in cell.marks} if cell else {}


def test_what_is_rejected_leaves_the_matrix_the_claims_the_conflicts_and_the_search_at_once(register, judge, refusal):
    assert stances(register) == {"pledged": 2, "refused": 1}
    judge("reject", refusal, why="satire")
    assert stances(register) == {"pledged": 2}
    assert ask.matrix(register).conflicts == 0
    assert all(telling.position != refusal for claim in register.comparison().claims for telling in claim.tellings)
    assert refusal not in {each.id for each in ask.search(register, "ruled").hits}
    assert [(each.stage, each.detail) for each in register.rejections() if each.stage == "review"] == [
        ("review", refusal)
    ]
    (view,) = ask.entry(register, refusal).judgements
    assert (view.who, view.why, view.standing) == ("kim", "satire", ask.Standing.STANDS)


def test_what_is_rejected_or_corrected_is_so_in_the_timeline_the_scenarios_and_the_party_s_page(
    register, judge, refusal
):
    def told():
        timeline = {each.stance for each in ask.timeline(register, ask.Only(party="DEU"))}
        outcomes = {each.undertaking.stance for each in ask.scenario(register, (), ask.Only(party="DEU")).outcomes}
        page = {line.stance for line in ask.party_page(register, "DEU").own}
        assert timeline == outcomes == page
        return timeline

    assert told() == {Stance.PLEDGED, Stance.REFUSED}
    judge("correct", refusal, to="stance=undecided")
    assert told() == {Stance.PLEDGED, Stance.UNDECIDED}
    assert [each.id for each in ask.positions(register, stance=Stance.UNDECIDED)] == [refusal]
    judge("reject", refusal)
    assert told() == {Stance.PLEDGED}


def test_demands_and_narrowed_positions_show_what_people_hold_of_them(register, judge, refusal, summit):
    france = Party("FRA", "France", PartyKind.STATE)
    told = summit.evening.positions[0]
    demand = replace(told, stance=Stance.DEMANDED, said_by=Speaker("Jean Martin", party=france))
    own = replace(told, parties=(france,), stance=Stance.WILLING)
    register.record(replace(summit.evening, positions=(demand, own)), "1.0.1")
    judge("accept", demand.id, why="as he said")
    (shown,) = ask.party_page(register, "France").demands
    (listed,) = ask.positions(register, stance=Stance.DEMANDED, since="2025-03-01")
    assert [view.why for view in shown.judgements] == [view.why for view in listed.judgements] == ["as he said"]


def test_a_correction_is_told_as_the_position_with_what_the_machine_read_beside_it(register, judge, refusal, summit):
    judge("correct", refusal, to="stance=undecided")
    assert stances(register) == {"pledged": 2, "undecided": 1}
    found = ask.entry(register, refusal)
    assert (found.position.stance, found.as_read) == (Stance.UNDECIDED, summit.evening.positions[0])
    assert found.position.id == refusal
    assert ask.matrix(register).judged == 1
    assert [each.id for each in ask.positions(register, stance=Stance.UNDECIDED)] == [refusal]
    assert ask.positions(register, stance=Stance.REFUSED) == ()
    assert [each.id for each in ask.search(register, "stance:undecided troops").hits] == [refusal]
    assert ask.search(register, "stance:refused").hits == ()


def test_corrected_to_agree_the_conflict_is_gone_and_the_claim_gains_an_origin(register, judge, refusal):
    judge("correct", refusal, to="stance=pledged")
    assert ask.matrix(register).conflicts == 0
    (claim,) = position_claims(register, "DEU")
    assert (len(claim.tellings), claim.origins, claim.verdict) == (3, 2, Verdict.CORROBORATED)


def test_corrected_to_differ_a_conflict_comes_up(register, judge, refusal, pledge):
    judge("reject", refusal)
    assert ask.conflicts(register) == ()
    judge("correct", pledge, to="stance=refused")
    judge("correct", pledge, to="condition=none")
    (conflict,) = ask.conflicts(register)
    assert "Germany" in conflict.about


def test_a_term_is_corrected_to_words_of_the_document_or_to_none(register, judge, pledge, summit):
    judge("correct", pledge, to="condition=none")
    assert ask.entry(register, pledge).position.terms == ()
    made = judge("correct", pledge, to="trigger=if the truce holds")
    (term,) = ask.entry(register, pledge).position.terms
    assert (term.kind, term.span.exact, term.span) == (TermKind.TRIGGER, "if the truce holds", made.span)
    assert term.span.stands_in(summit.morning.text.text)
    with pytest.raises(UsageError, match="does not stand in the document"):
        judge("correct", pledge, to="deadline=by tomorrow")


def test_a_party_is_corrected_to_one_that_is_held_or_to_a_new_one(register, judge, refusal):
    judge("correct", refusal, to="party=12 allies")
    assert stances(register, "allies-12") == {"refused": 1}
    judge("correct", refusal, to="party=NOR Norway")
    assert stances(register, "NOR") == {"refused": 1}
    assert Party("NOR", "Norway", PartyKind.STATE) in register.parties()
    assert [each.id for each in ask.positions(register, party="norway")] == [refusal]


@pytest.mark.parametrize(
    ("to", "told"),
    [
        ("stance=maybe", "is no stance; it is one of pledged"),
        ("action=fly", "is no action"),
        ("party=Atlantis", "no party 'Atlantis'"),
        ("colour=red", "FIELD=VALUE"),
        ("stance", "FIELD=VALUE"),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(register, judge, refusal, to, told):
    with pytest.raises(UsageError, match=told):
        judge("correct", refusal, to=to)
    assert register.judgements() == ()


def test_accepting_puts_the_machines_reading_back(register, judge, refusal):
    judge("correct", refusal, to="stance=willing")
    judge("reject", refusal)
    judge("accept", refusal)
    assert stances(register) == {"pledged": 2, "refused": 1}
    assert refusal in held_by_people(register)


def test_what_is_undone_is_as_if_never_judged_and_undoing_can_be_undone(register, judge, refusal):
    judge("reject", refusal)
    taken_back = judge("undo")
    assert stances(register) == {"pledged": 2, "refused": 1}
    assert [view.standing for view in ask.judgements(register)] == [ask.Standing.UNDONE, ask.Standing.STANDS]
    judge("undo", taken_back.id)
    assert stances(register) == {"pledged": 2}
    with pytest.raises(UsageError, match="lee has judged nothing"):
        judge("undo", who="lee")


def test_two_who_contradict_are_both_shown_and_the_later_stands(register, judge, refusal):
    judge("accept", refusal, who="kim")
    judge("reject", refusal, who="lee")
    assert stances(register) == {"pledged": 2}
    first, second = ask.entry(register, refusal).judgements
    assert (first.standing, first.against) == (ask.Standing.CONTRADICTED, second.id)
    assert second.standing is ask.Standing.STANDS
    judge("reject", refusal, who="lee", why="again")
    judge("accept", refusal, who="lee")
    assert [view.standing.value for view in ask.entry(register, refusal).judgements] == [
        "contradicted",
        "changed",
        "changed",
        "stands",
    ]


def test_merged_parties_are_told_as_the_first_until_they_are_split(register, judge, summit):
    judge("merge", "Germany", "12 allies")
    assert [party.id for party in ask.matrix(register).parties] == ["DEU"]
    assert {claim.party.id for claim in position_claims(register)} == {"DEU"}
    assert len(ask.positions(register, party="12 allies")) == len(ask.positions(register)) == 6
    judge("split", "party:DEU")
    assert {party.id for party in ask.matrix(register).parties} == {"DEU", "allies-12"}
    assert register.comparison() == replace(
        summit.comparison, claims=register.comparison().claims, conflicts=register.comparison().conflicts
    )


def test_merged_claims_are_one_with_all_tellings_of_both(register, judge, summit):
    germany, allies = sorted(register.comparison().claims, key=lambda claim: claim.party.id)
    judge("merge", germany.id, allies.id)
    told = {(each.party.id, each.action, each.polarity): len(each.tellings) for each in position_claims(register)}
    assert told == {("DEU", germany.action, Polarity.FOR): 5, ("DEU", germany.action, Polarity.AGAINST): 1}
    judge("undo")
    assert {each.id for each in register.comparison().claims} == {germany.id, allies.id}


def test_a_telling_is_split_from_its_claim_and_no_longer_contradicts_it(register, judge, refusal):
    judge("split", refusal)
    together, apart = sorted(position_claims(register, "DEU"), key=lambda claim: claim.apart or "")
    assert (len(together.tellings), together.apart, together.verdict) == (2, None, Verdict.SINGLE_ORIGIN)
    assert (len(apart.tellings), apart.apart, apart.verdict) == (1, refusal, Verdict.SINGLE_ORIGIN)
    assert replace(apart, apart=None).id != apart.id
    assert ask.conflicts(register) == ()
    assert stances(register) == {"pledged": 2, "refused": 1}


def test_a_rejected_conflict_is_gone_until_there_is_new_evidence(register, judge, refusal, summit):
    (conflict,) = ask.conflicts(register)
    judge("reject", conflict.id)
    assert ask.conflicts(register) == ()
    text = replace(
        summit.evening.text, id="document-0", metadata=replace(summit.evening.text.metadata, name="late.txt")
    )
    late = replace(summit.evening.positions[0], document="document-0")
    register.record(replace(summit.evening, text=text, positions=(late,)), "1.0.0")
    side = replace(summit.comparison.conflicts[0].sides[1], records=(refusal, late.id))
    grown = replace(summit.comparison.conflicts[0], sides=(summit.comparison.conflicts[0].sides[0], side))
    register.record_comparison(replace(summit.comparison, conflicts=(grown,)), "1.0.0")
    assert len(ask.conflicts(register)) == 1


def test_with_a_conflict_rejected_its_claims_are_no_longer_contested(register, judge):
    (conflict,) = ask.conflicts(register)
    judge("note", conflict.id, why="at once")  # nothing is told anew by a remark alone
    judge("reject", conflict.id)
    assert {claim.verdict for claim in position_claims(register, "DEU")} == {Verdict.SINGLE_ORIGIN}
    judge("undo")
    assert len(ask.conflicts(register)) == 1


def test_of_two_conflicts_of_the_same_records_only_the_one_meant_is_rejected(register, judge, summit):
    (stance,) = summit.comparison.conflicts
    place = replace(stance, kind=ConflictKind.PLACE)
    register.record_comparison(replace(summit.comparison, conflicts=(stance, place)), "1.0.0")
    (meant,) = [each for each in ask.conflicts(register) if each.kind is ConflictKind.STANCE]
    made = judge("reject", meant.id)
    held = Judgements.of([made]).settled({})
    assert (held.refuses(stance), held.refuses(place)) == (True, False)
    of_any_kind = Judgements.of([replace(made, field=None)]).settled({})
    assert of_any_kind.refuses(place)


def test_what_tells_a_rejected_claim_of_another_kind_is_left_out_and_counted(register, judge, summit):
    (said,), (figure,), (act,) = summit.morning.statements, summit.morning.figures, summit.morning.acts
    machine = register.reading(summit.morning.text.id)
    register.record_comparison(compare(summit.readings), "1.0.0")
    kinds = {each.kind: each for each in register.comparison().claims if each.kind is not ClaimKind.POSITION}
    assert set(kinds) >= {ClaimKind.ACT, ClaimKind.QUOTATION}
    for kind, record in ((ClaimKind.ACT, act), (ClaimKind.QUOTATION, said)):
        assert any(telling.position == record.id for telling in kinds[kind].tellings)
        judge("reject", kinds[kind].id)
    assert list(register.acts()) == []
    assert list(register.statements()) == []
    assert figure in list(register.figures())
    assert {each.kind for each in register.comparison().claims}.isdisjoint({ClaimKind.ACT, ClaimKind.QUOTATION})
    rejected = [each.detail for each in register.rejections() if each.stage == "review"]
    assert len(rejected) == len(set(rejected)) == 4  # of the article and of its copy
    assert all(position.statement is None for position in register.positions())
    assert register.reading(summit.morning.text.id).records == machine.records
    judge("undo")
    assert said in list(register.statements())


def test_a_word_that_a_person_rejects_takes_none_back(place, summit):
    first, later = summit.morning.positions
    taken_back = replace(first, superseded_by=later.id, restates=later.id)
    with open_register(place, retell=retell) as register:
        register.record(replace(summit.morning, positions=(taken_back, later)), "1.0.0")
        register.record_comparison(compare([register.reading(summit.morning.text.id)]), "1.0.0")
        superseded = [each for each in position_claims(register) if each.verdict is Verdict.SUPERSEDED]
        assert [each.party.id for each in superseded] == ["allies-12"]
        register.judge([ask.judgement(register, Decision.REJECT, [later.id], who="kim", at=AT)])
        (left,) = register.positions()
        assert left == first
        assert [each.verdict for each in position_claims(register)] == [Verdict.SINGLE_ORIGIN]


def test_claims_of_one_undertaking_in_other_words_are_merged(place, summit):
    morning, evening = summit.morning, summit.evening
    first = replace(
        morning.positions[1], action=Action.OTHER, object=place_of(morning.text.text, "send troops"), terms=()
    )
    other = replace(
        evening.positions[1],
        parties=first.parties,
        action=Action.OTHER,
        object=place_of(evening.text.text, "guarantee Ruritania's borders"),
    )
    with open_register(place, retell=retell) as register:
        register.record(replace(morning, positions=(first,)), "1.0.0")
        register.record(replace(evening, positions=(other,)), "1.0.0")
        register.record_comparison(compare(list(register.readings())), "1.0.0")
        pledges = [each.id for each in position_claims(register)]
        assert len(pledges) == 2
        made = ask.judgement(register, Decision.MERGE, pledges, who="kim", at=AT)
        register.judge([made])
        (claim,) = position_claims(register)
        assert {each.position for each in claim.tellings} == {first.id, other.id}
        register.judge([ask.judgement(register, Decision.SPLIT, [made.records[1][0]], who="kim", at=LATER)])
        assert sorted(each.id for each in position_claims(register)) == sorted(pledges)


def test_only_what_people_can_tell_otherwise_is_merged_or_split(register, judge, summit):
    register.record_comparison(compare(summit.readings), "1.0.0")
    claims = register.comparison().claims
    act = next(each.id for each in claims if each.kind is ClaimKind.ACT)
    quotation = next(each.id for each in claims if each.kind is ClaimKind.QUOTATION)
    pledge, refusal = sorted(each.id for each in position_claims(register, "DEU"))
    for verdict, references, told in (
        ("merge", [act, quotation], "only claims of positions are merged"),
        ("split", [act], "only claims of positions are split"),
        ("merge", [pledge, refusal], "part only in the stance"),
    ):
        with pytest.raises(UsageError, match=told):
            judge(verdict, *references)


def test_judgements_hold_over_another_reading_and_new_documents(register, judge, refusal, summit):
    judge("correct", refusal, to="stance=undecided", why="the minister said so")
    register.record(replace(summit.evening, statements=()), "2.0.0")
    register.record(replace(summit.morning, rejected=()), "2.0.0")
    register.record_comparison(summit.comparison, "2.0.0")
    assert stances(register) == {"pledged": 2, "undecided": 1}


def test_a_note_changes_nothing_and_is_shown(register, judge, refusal):
    before = ask.matrix(register)
    judge("note", refusal, why="check the transcript")
    assert ask.matrix(register) == before
    assert ask.entry(register, refusal).judgements[0].why == "check the transcript"


def test_what_cannot_be_judged_so_is_told(register, judge, refusal):
    for verdict, references, told in (
        ("accept", ["Germany"], "a party is nothing to accept"),
        ("merge", [refusal, refusal], "a position is nothing to merge"),
        ("merge", ["Germany", "DEU"], "two different parties"),
        ("reject", ["claim-ffff"], "no claim 'claim-ffff'"),
        ("undo", ["judgement-ffff"], "no judgement"),
    ):
        with pytest.raises(UsageError, match=told):
            judge(verdict, *references)


def test_words_that_do_not_stand_in_their_document_are_refused(register, refusal, summit):
    made = Judgement(
        Decision.CORRECT,
        (refusal,),
        "kim",
        "2025-03-02T00:00:00.000000+00:00",
        field="object",
        value="xyz",
        document=summit.evening.text.id,
        span=Span(0, 3, "xyz"),
    )
    with pytest.raises(EvidenceError):
        register.judge([made])
    assert register.judgements() == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"at": "yesterday"},
        {"who": " "},
        {"targets": ()},
        {"verdict": Decision.CORRECT, "field": "stance", "value": "maybe"},
        {"verdict": Decision.CORRECT, "field": "colour"},
        {"verdict": Decision.MERGE},
        {"verdict": Decision.REJECT, "field": "colour"},
    ],
)
def test_what_is_no_judgement_cannot_be_made(wrong):
    right = {"verdict": Decision.ACCEPT, "targets": ("x",), "who": "kim", "at": "2025-03-02T00:00:00.000000+00:00"}
    Judgement(**right)
    with pytest.raises(ValueError, match=r"\S"):
        Judgement(**(right | wrong))


def test_what_needs_a_look_comes_by_how_urgent_it_is_until_it_is_judged(register, judge, refusal, pledge):
    found = ask.needing_a_look(register)
    assert {each.id for each in found if ask.Reason.CONTESTED in each.reasons} >= {refusal, pledge}
    assert [each.weight for each in found] == sorted((each.weight for each in found), reverse=True)
    judge("accept", refusal)
    assert refusal not in {each.id for each in ask.needing_a_look(register)}
    judge("reject", pledge, who="lee")
    judge("accept", pledge, who="kim")
    assert ask.needing_a_look(register)[0].id == pledge
    assert ask.Reason.DISPUTED in ask.needing_a_look(register)[0].reasons


def test_a_reading_that_is_not_sure_needs_a_look(place, summit):
    allies, germany = summit.morning.positions
    with open_register(place) as register:
        unsure, sure = replace(allies, score=0.45), replace(germany, score=0.9)
        register.record(replace(summit.morning, positions=(unsure, sure)), "1.0.0")
        reasons = {each.id: each.reasons for each in ask.needing_a_look(register)}
        assert ask.Reason.UNSURE in reasons[unsure.id]
        assert ask.Reason.UNSURE not in reasons.get(sure.id, ())
