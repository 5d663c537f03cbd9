"""A view told from what is kept ready is the one that is told from the records, whatever was recorded and judged."""

import random
import tempfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from eval.registers import Made, write
from onrecord import ask
from onrecord.ask import serving
from onrecord.ask.adjust import adjust
from onrecord.ask.filed import Filed
from onrecord.ask.prepare import prepare
from onrecord.ask.sorting import Sorting
from onrecord.compare import retell
from onrecord.errors import UsageError
from onrecord.model import (
    Action,
    Decision,
    Judgement,
    Lineage,
    LineageKind,
    Party,
    PartyKind,
    Passage,
    Role,
    Span,
    Stance,
)
from onrecord.model.comparison import by_story
from onrecord.model.prepared import FORM
from onrecord.register import open_register, schema

ASSUMED = ((), ("ceasefire=yes",), ("ceasefire=no", "peace_treaty=no"), ("talks_succeed=yes", "nothing_such=no"))
ALLIES = Party("allies-2", "Two allies", PartyKind.GROUP, 2)


def varied(reading, luck):
    """The reading with positions of several parties, told again, replaced, told in the headline, or undated."""
    positions = []
    for position in reading.positions:
        others = tuple(one for each in reading.positions for one in each.parties if one not in position.parties)
        if others and luck.random() < 0.2:
            position = replace(position, parties=(*position.parties, luck.choice(others)))
        if luck.random() < 0.1:
            position = replace(position, parties=tuple(replace(each, name="The other") for each in position.parties))
        if luck.random() < 0.1:
            position = replace(position, parties=(ALLIES,))
        if luck.random() < 0.05:
            position = replace(position, parties=())
        if luck.random() < 0.2:
            position = replace(position, role=Role.HEADLINE)
        if positions and luck.random() < 0.3:
            position = replace(position, restates=luck.choice(positions).id)
        if positions and luck.random() < 0.1:
            positions[-1] = replace(positions[-1], superseded_by=position.id)
        positions.append(position)
    metadata = reading.text.metadata
    if luck.random() < 0.2:
        metadata = replace(metadata, published=luck.choice((None, "Thursday")))
    return replace(reading, text=replace(reading.text, metadata=metadata), positions=tuple(positions))


def byline(reading):
    shown = (Passage(reading.text.id, Span.of(reading.text.text, 0, 6)),)
    document = reading.text.id
    return Lineage((document,), LineageKind.BYLINE, 1.0, shown, derived=document, source="Agency")


def fill(register, seed, documents):
    """A register of so many documents, of which some have no story and some come from one agency."""
    luck, made = random.Random(seed), Made(documents, seed)
    readings = [varied(reading, luck) for reading in made.readings()]
    for reading in readings:
        register.record(reading, "1.0.0")
    compared = made.comparison()
    stories = tuple(each for each in compared.stories if luck.random() < 0.8)
    held = {each.id for each in stories}
    bylines = tuple(byline(reading) for reading in readings if luck.random() < 0.3)
    compared = replace(
        compared,
        stories=stories,
        lineage=tuple(sorted((*compared.lineage, *bylines), key=lambda each: each.id)),
        claims=tuple(each for each in compared.claims if each.story in held),
        conflicts=tuple(each for each in compared.conflicts if each.story in held),
    )
    register.record_comparison(compared, "1.0.0")
    return luck


def judge(register, luck):
    """Some judgements of every kind on what is there."""
    positions, parties = list(register.positions()), list(register.parties())
    for number in range(6):
        at = f"2025-03-02T00:00:{number:02}.000000+00:00"
        target = luck.choice(positions).id
        verdict = luck.choice((Decision.ACCEPT, Decision.REJECT, Decision.CORRECT, Decision.MERGE, Decision.NOTE))
        if verdict is Decision.CORRECT:
            stance = luck.choice(tuple(Stance))
            made = Judgement(verdict, (target,), "kim", at, field="stance", value=stance.value)
        elif verdict is Decision.MERGE:
            pair = luck.sample(parties, 2)
            if pair[0].id == pair[1].id:
                continue
            made = Judgement(verdict, tuple(f"party:{each.id}" for each in pair), "kim", at, parties=tuple(pair))
        else:
            made = Judgement(verdict, (target,), "kim", at)
        register.judge([made])


def views(register, number=0, of=1):
    """All that is kept ready, as the views tell it, and views narrowed to a part; of every so many parties one."""
    parties = sorted({each.id for each in register.parties()})[number % of :: of]
    return {
        "parties": register.parties(),
        "matrix": ask.matrix(register),
        "scenarios": [ask.scenario(register, assumed) for assumed in ASSUMED],
        "compared": ask.compare_scenarios(register, ("ceasefire=yes",), ("ceasefire=no",)),
        "page": ask.scenario(register, ("ceasefire=yes",), start=3, limit=4),
        "pages": [ask.party_page(register, each) for each in parties],
        "short pages": [ask.party_page(register, each, start=1, limit=2) for each in parties],
        "narrowed": [ask.party_page(register, each, ask.Only(stance=Stance.PLEDGED)) for each in parties[:3]],
        "changes": ask.changes(register, "0001-01-01"),
        "a year of changes": ask.changes(register, "2023-01-01", "2023-12-31"),
        "changes recorded": ask.changes(register, "0001-01-01", recorded=True),
        "timeline": ask.timeline(register),
    } | lists(register, parties)


def lists(register, parties):
    """What pages show of lists, of single stories, positions and conflicts."""
    stories, conflicts = tuple(serving.kept_stories(register)), tuple(serving.kept_conflicts(register))
    needing, positions = serving.kept_needing(register), list(register.positions())
    documents = tuple(serving.kept_documents(register))
    lanes = {each: serving.lanes(register, each) for each in parties[:4]}
    return {
        "contents": ask.contents(register),
        "stories": stories,
        "a page of stories": tuple(serving.kept_stories(register)[1:3]),
        "conflicts": conflicts,
        "kinds": serving.conflict_kinds(register),
        "lineage": tuple(serving.kept_lineage(register)),
        "documents": documents,
        "named": [serving.document_named(register, each.metadata.name) for each in documents],
        "named so by none": serving.document_named(register, "none"),
        "needing": tuple(needing),
        "needing first": ask.needing_a_look(register, 3),
        "places": [serving.place_among(needing, register, each.id) for each in positions[:5]],
        "positions": [positions_kept(register, only) for only in asked(parties)],
        "entries": [ask.entry(register, each.id) for each in positions[:5]],
        "lanes": lanes,
        "lane": [serving.lane(register, each, (found and found.actions) or ()) for each, found in lanes.items()],
        "within": [ask.matrix(ask.of_story(register, each)) for each in stories[:3]],
        "conflicts within": [ask.conflicts(ask.of_story(register, each)) for each in stories[:3]],
        "evidence": ask.by_stance(register, positions[:20]),
        "lately": serving.changed_lately(register),
        "hanging": [
            serving.hanging(register, keys) for keys in (("ceasefire",), ("ceasefire", "peace_treaty"), ("none",))
        ],
        "compared within": [ask.of_story(register, each).comparison() for each in stories[:3]],
        "timelines within": [ask.timeline(ask.of_story(register, each)) for each in stories[:3]],
        "told as one": [told_as_one(register, *pair) for pair in pairwise(stories[:4])],
    }


def asked(parties):
    """Positions by party, action and stance, each alone and together; and by what is kept ready of none."""
    parted = [
        ask.Only(party, action, stance)
        for party in (None, *parties[:4])
        for action in (None, Action.DEPLOY)
        for stance in (None, Stance.PLEDGED, Stance.REFUSED)
    ]
    return [*parted, ask.Only("The other"), ask.Only(since="2024-01-01")]


def positions_kept(register, only):
    """All of them, some from the middle, the last, and what is behind it."""
    try:
        found = serving.kept_positions(register, only)
    except UsageError as error:
        return str(error)
    middle = len(found) // 2
    assert tuple(found[:]) == ask.positions(
        register, **{name: getattr(only, name) for name in ("party", "action", "stance", "since")}
    )
    return len(found), tuple(found), tuple(found[middle : middle + 3]), tuple(found[-1:]), tuple(found[len(found) :])


def told_as_one(register, one, other):
    """Two stories as they would be if they were one."""
    both = ask.of_story(register, replace(one, documents=(*one.documents, *other.documents)))
    return both.comparison(), ask.matrix(both), ask.conflicts(both)


def same_as_from_the_records(register):
    """Ask before anything is kept ready and after."""
    assert not register.is_prepared()
    plain = views(register)
    register._prepare = prepare
    register.prepare()
    assert register.is_prepared()
    ready = views(register)
    for name in plain:
        assert ready[name] == plain[name], name
    assert plain["matrix"].positions


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 1_000_000), documents=st.integers(1, 12))
def test_views_of_random_registers_are_the_same_from_what_is_kept_ready(seed, documents):
    with (
        tempfile.TemporaryDirectory() as folder,
        open_register(Path(folder) / "random.register", retell=retell) as register,
    ):
        luck = fill(register, seed, documents)
        same_as_from_the_records(register)
        register._prepare = None
        judge(register, luck)
        if register.is_prepared():  # nothing that can be judged was drawn
            return
        same_as_from_the_records(register)


@pytest.mark.parametrize("seed", [1, 2])
def test_views_are_the_same_from_what_is_kept_ready_in_every_database(seed, place):
    with open_register(place, retell=retell) as register:
        judge(register, fill(register, seed, 8))
        same_as_from_the_records(register)


@pytest.mark.parametrize("seed", [3, 4])
def test_views_are_the_same_when_all_that_is_put_in_order_waits_on_disk(seed, tmp_path, monkeypatch):
    class OnDisk(Sorting):
        def __init__(self, kind, key, at_once=0):
            super().__init__(kind, key, at_once=2)

    for module in ("prepare", "prepare_lists"):
        monkeypatch.setattr(f"onrecord.ask.{module}.Sorting", OnDisk)
    with open_register(tmp_path / "aside.register", retell=retell) as register:
        judge(register, fill(register, seed, 12))
        same_as_from_the_records(register)


@pytest.mark.parametrize("seed", [5, 6, 7])
def test_a_comparison_in_parts_is_the_whole_story_by_story(seed, place):
    with open_register(place, retell=retell) as register:
        luck = fill(register, seed, 9)
        for _ in range(2):
            assert list(register.comparison_by_story()) == list(by_story(register.comparison()))
            read = list(by_story(register.comparison_as_read()))
            assert list(register.comparison_by_story(as_read=True)) == read
            assert any(part.claims for part in read)
            judge(register, luck)
        assert list(register.comparison_by_story()) == list(register.comparison_by_story())


def test_parts_tell_what_belongs_to_no_story_first_and_last(place):
    with open_register(place) as register:
        made = Made(6, 1)
        readings = list(made.readings())
        for reading in readings:
            register.record(reading, "1.0.0")
        whole = made.comparison()
        gone = whole.stories[0]
        edges = tuple(byline(reading) for reading in readings)
        kept = replace(whole, stories=whole.stories[1:], lineage=tuple(sorted(edges, key=lambda each: each.id)))
        register.record_comparison(kept, "1.0.0")
        first, *stories, last = register.comparison_by_story()
        assert [part.stories for part in stories] == [(each,) for each in kept.stories]
        assert {each.documents[0] for each in first.lineage} == set(gone.documents)
        assert last.claims == tuple(each for each in whole.claims if each.story == gone.id)
        assert sum(len(part.claims) for part in (first, *stories, last)) == len(whole.claims)
        assert last.claims


def test_records_are_counted_as_people_hold_them_to_be(place):
    with open_register(place, retell=retell) as register:
        judge(register, fill(register, 8, 9))
        told = ask.contents(register)
        statements, figures, acts = register.statements(), register.figures(), register.acts()
        counts = tuple(sum(1 for _ in records) for records in (statements, figures, acts))
        assert (told.statements, told.figures, told.acts) == counts
        statement = next(register.statements())
        reject = Judgement(Decision.REJECT, (statement.id,), "kim", "2025-05-01T00:00:00.000000+00:00")
        register.judge([reject])
        assert register.counts().statements == counts[0] - 1


def test_what_is_kept_ready_does_not_outlive_what_it_was_made_from(place, summit):
    with open_register(place, retell=retell, prepare=prepare) as register:
        register.record(summit.morning, "1.0.0")
        register.record_comparison(replace(summit.comparison, conflicts=(), lineage=(), claims=(), stories=()), "1.0.0")
        assert register.is_prepared()
        register.record(summit.evening, "1.0.0")
        assert not register.is_prepared()
        assert ask.matrix(register).positions == 4
        register.record(summit.copied, "1.0.0")
        register.record_comparison(summit.comparison, "1.0.0")
        assert register.is_prepared()
        rejected = Judgement(
            Decision.REJECT, (summit.evening.positions[0].id,), "kim", "2025-03-02T00:00:00.000000+00:00"
        )
        register.judge([rejected])
        assert ask.matrix(register).positions == 5
        register.prepare()
        assert register.is_prepared()
        assert ask.matrix(register).positions == 5


def test_an_earlier_day_is_told_from_the_records(place, summit):
    with open_register(place, prepare=prepare) as register:
        for reading in summit.readings:
            register.record(reading, "1.0.0")
        register.record_comparison(summit.comparison, "1.0.0")
    with open_register(place, as_of="2020-01-01T00:00:00.000000+00:00") as before:
        assert not before.is_prepared()
        assert ask.matrix(before).positions == 0
    with open_register(place, as_of="9999-01-01T00:00:00.000000+00:00") as after:
        assert after.is_prepared()
        assert ask.matrix(after).positions == 6


def judge_within_stories(register, luck):
    """One or two judgements that touch records of some stories alone, or take an earlier one of these back."""
    positions, conflicts = list(register.positions()), register.comparison().conflicts
    made = register.judgements()
    at = f"2025-04-{1 + len(register.judgements()):02}T00:00:00.000000+00:00"
    targets = tuple(each.id for each in luck.sample(positions, min(len(positions), luck.choice((1, 2)))))
    choice = luck.randrange(8)
    if choice == 0 and made:
        return [Judgement(Decision.UNDO, (luck.choice(made).id,), "kim", at)]
    if choice == 1 and conflicts:
        conflict = luck.choice(conflicts)
        records = tuple(sorted({record for side in conflict.sides for record in side.records}))
        verdict = luck.choice((Decision.REJECT, Decision.ACCEPT))
        return [Judgement(verdict, (conflict.id,), "kim", at, field=conflict.kind.value, records=(records,))]
    if choice == 2 and (claims := [each for each in register.comparison().claims if each.tellings]):
        claim = luck.choice(claims)
        records = tuple(each.position for each in claim.tellings)
        return [Judgement(luck.choice((Decision.REJECT, Decision.ACCEPT)), (claim.id,), "kim", at, records=(records,))]
    if choice == 3:
        spoken = luck.choice(list(register.statements()) or [None])
        verdict = luck.choice((Decision.REJECT, Decision.REJECT, Decision.ACCEPT))
        return [Judgement(verdict, (spoken.id,), "kim", at)] if spoken else []
    if choice == 4:
        field, value = luck.choice(
            (("stance", luck.choice(tuple(Stance)).value), ("action", luck.choice(tuple(Action)).value))
        )
        return [Judgement(Decision.CORRECT, targets[:1], luck.choice(("kim", "lee")), at, field=field, value=value)]
    verdict = luck.choice((Decision.ACCEPT, Decision.REJECT, Decision.SPLIT, Decision.NOTE))
    return [Judgement(verdict, targets if verdict is not Decision.SPLIT else targets[:1], "kim", at)]


def same_after_each_judgement(register, luck, judgements):
    """What is kept ready with each judgement is what would be told from the records; how often it was kept ready."""
    register._prepare, register._adjust = prepare, adjust
    register.prepare()
    kept = 0
    for _ in range(judgements):
        register.judge(judge_within_stories(register, luck))
        if not register.is_kept_ready():
            register.prepare()
            continue
        kept += 1
        ready = views(register, kept, 5)
        register._standing = frozenset
        plain = views(register, kept, 5)
        del register._standing
        for name in plain:
            assert ready[name] == plain[name], name
    return kept


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 1_000_000), documents=st.integers(1, 8))
def test_what_is_kept_on_with_judgements_is_what_the_records_tell(seed, documents):
    with (
        tempfile.TemporaryDirectory() as folder,
        open_register(Path(folder) / "random.register", retell=retell) as register,
    ):
        luck = fill(register, seed, documents)
        if luck.random() < 0.5:
            judge(register, luck)
        same_after_each_judgement(register, luck, 3)


@pytest.mark.parametrize("seed", [3, 4])
def test_most_judgements_are_kept_on_with_in_every_database(seed, place):
    with open_register(place, retell=retell) as register:
        assert same_after_each_judgement(register, fill(register, seed, 6), 6) > 3


def test_lists_of_positions_stay_ready_whatever_comes_into_them(place):
    with open_register(place, retell=retell) as register:
        fill(register, 3, 6)
        register._prepare, register._adjust = prepare, adjust
        register.prepare()
        position = next(each for each in register.positions() if each.parties)
        other = next(each for each in Stance if each is not position.stance)
        was, becomes = (ask.Only(action=position.action, stance=each) for each in (position.stance, other))
        rejected = judged(position, 1, Decision.REJECT)
        for made, within in (
            (judged(position, 0, Decision.ACCEPT), (True, False, True)),
            (rejected, (False, False, False)),
            (Judgement(Decision.UNDO, (rejected.id,), "kim", "2025-04-03T00:00:00.000000+00:00"), (True, False, True)),
            (judged(position, 3, Decision.CORRECT, field="stance", value=other.value), (False, True, True)),
            (judged(position, 4, Decision.REJECT), (False, False, False)),
            (judged(position, 5, Decision.ACCEPT), (True, False, True)),
        ):
            register.judge([made])
            for only, holds in zip((was, becomes, ask.EVERYTHING), within, strict=True):
                assert is_kept(register, only)
                ids = ids_kept(register, only)
                assert (position.id in ids) is holds
                assert ids == [each.id for each in ask.positions(register, action=only.action, stance=only.stance)]


def test_the_page_of_a_party_stays_ready_when_its_last_position_is_gone_and_when_it_is_back(place, summit):
    with open_register(place, retell=retell, prepare=prepare, adjust=adjust) as register:
        for reading in summit.readings:
            register.record(reading, "1.0.0")
        register.record_comparison(summit.comparison, "1.0.0")
        party = register.parties()[0].id
        before = ask.party_page(register, party), serving.lanes(register, party)
        told = list(register.positions(party=party))
        made = [judged(each, 0, Decision.REJECT) for each in told]
        register.judge(made)
        assert register.is_kept_ready()
        page = ask.party_page(register, party)
        assert (page.row.positions, page.own, serving.lanes(register, party)) == (0, (), None)
        register.judge([judged(each, 1, Decision.ACCEPT) for each in told])
        register.judge(
            Judgement(Decision.UNDO, (each.id,), "kim", "2025-04-07T00:00:00.000000+00:00")
            for each in register.judgements()
        )
        assert register.is_kept_ready()
        assert (ask.party_page(register, party), serving.lanes(register, party)) == before


def test_what_was_kept_ready_in_another_form_is_made_anew_by_the_next_build(place):
    with open_register(place, retell=retell) as register:
        write(register, 40)
        register._prepare, register._adjust = prepare, adjust
        register.prepare()
        ready = views(register, 0, 5)
        with register._writing():
            register._connection.execute(update(schema.prepared_from).values(form=FORM - 1))
        assert not register.is_kept_ready()
        assert views(register, 0, 5) == ready
        register.prepare()
        assert register.is_prepared()
        assert views(register, 0, 5) == ready


def judged(position, day, verdict, **further):
    return Judgement(verdict, (position.id,), "kim", f"2025-04-0{1 + day}T00:00:00.000000+00:00", **further)


def ids_kept(register, only):
    return [each.id for each in serving.kept_positions(register, only)]


def is_kept(register, only):
    """Whether only what is looked at of these positions is opened."""
    return isinstance(serving.kept_positions(register, only), Filed)


def test_after_a_merger_all_is_told_from_the_records_until_the_next_build(place):
    with open_register(place, retell=retell) as register:
        fill(register, 5, 6)
        register._prepare, register._adjust = prepare, adjust
        register.prepare()
        one, other, *_ = [party for party in register.parties() if party.kind is PartyKind.STATE]
        at = "2025-04-01T00:00:00.000000+00:00"
        targets = (f"party:{one.id}", f"party:{other.id}")
        register.judge([Judgement(Decision.MERGE, targets, "kim", at, parties=(one, other))])
        assert not register.is_kept_ready()
        register.prepare()
        assert register.is_prepared()
