"""Review in the browser: who may judge, what a judgement does, and what a page elsewhere cannot make it do."""

from __future__ import annotations

import re

import pytest

from onrecord import ask, flow
from onrecord.compare import compare
from onrecord.model import ClaimKind, Decision, Judgement
from onrecord.web import meant
from onrecord.web.desk import Desk, TooManyTriesError
from onrecord.web.shelf import Snapshot
from onrecord.web.tokens import Holder, digest
from tests.web.conftest import Page

ANN = Holder("ann", digest("right"))


@pytest.fixture
def reviewing(client_of, kept):
    """Pages at which ann may judge."""
    return client_of(kept, reviewers=(ANN,))


@pytest.fixture
def refused(kept) -> str:
    """The id of Germany's refusal."""
    with flow.open_register(kept, read_only=True) as register:
        return next(each.id for each in register.positions() if each.stance == "refused")


def signed_in(client, token: str = "right"):
    return client.post("/review/sign-in", data={"token": token}, follow_redirects=False)


def secret(client) -> str:
    return re.search(r'name="form" value="([^"]+)"', client.get("/review").text)[1]


def judge(client, **sent):
    return client.post("/review", data={"form": secret(client)} | sent, follow_redirects=False)


def made(place) -> list[tuple[str, Decision, str | None]]:
    with flow.open_register(place, read_only=True) as register:
        return [(each.who, each.verdict, each.why) for each in register.judgements()]


def cell(client) -> str:
    story = re.search(r'href="(/stories/story-[0-9a-f]+)"', client.get("/").text)[1]
    return re.search(r"Germany.*?(?=Where the|Told by)", Page(client.get(story).text).said())[0]


def test_what_needs_a_look_is_read_by_everyone_and_judged_by_none_without_a_token(reviewing, refused) -> None:
    assert "tellings part" in Page(reviewing.get("/review").text).said()
    shown = reviewing.get(f"/review/{refused}").text
    assert "<button>reject" not in shown
    answer = reviewing.post("/review", data={"decision": "reject", "target": refused}, follow_redirects=False)
    assert answer.status_code == 403


def test_a_rejection_is_foretold_applied_at_once_and_taken_back(reviewing, kept, refused) -> None:
    signed_in(reviewing)
    foretold = re.search(r"Not there(.*?)why", Page(reviewing.get(f"/review/{refused}").text).said())[1]
    assert re.search(r"Germany, deploy:.*ruled out.*→.*pledged, 1 origin", foretold)
    assert "ruled out" not in foretold.partition("→")[2]
    assert "1 ruled out" in cell(reviewing)
    assert judge(reviewing, decision="reject", target=refused, why="a headline").status_code == 303
    assert made(kept) == [("ann", Decision.REJECT, "a headline")]
    assert "ruled out" not in cell(reviewing)
    assert "contested" not in cell(reviewing)
    assert "Last rejected: Germany: ruled out deploying forces" in Page(reviewing.get("/review").text).said()
    back = judge(reviewing, decision="undo")
    assert back.headers["location"] == f"/review/{refused}"
    assert "1 ruled out" in cell(reviewing)


def test_a_correction_is_tried_before_it_is_made(reviewing, kept, refused) -> None:
    signed_in(reviewing)
    tried = Page(reviewing.get(f"/review/{refused}?field=stance&value=undecided").text).said()
    assert re.search(r"stance is undecided.*undecided, 1 origin", tried)
    assert made(kept) == []
    assert judge(reviewing, decision="correct", target=refused, field="stance", value="undecided").status_code == 303
    assert "undecided, 1 origin" in cell(reviewing)
    assert "1 judged by a person" in cell(reviewing)
    shown = Page(reviewing.get(f"/positions/{refused}").text).said()
    assert "corrected : stance is undecided by ann" in shown.replace("corrected:", "corrected :")
    assert "The machine read: Germany: ruled out deploying forces" in shown
    assert reviewing.get(f"/review/{refused}?field=stance&value=sure").status_code == 400
    assert reviewing.get(f"/review/{refused}?field=mood&value=good").status_code == 400


def test_accepting_and_noting_go_on_with_what_is_next(reviewing, kept, refused) -> None:
    signed_in(reviewing)
    onward = judge(reviewing, decision="accept", target=refused, next="position-0123456789abcdef")
    assert onward.headers["location"] == "/review/position-0123456789abcdef"
    onward = judge(reviewing, decision="note", target=refused, why="<b>look again</b>", next="//evil.example")
    assert onward.headers["location"] == "/review"
    assert [each[1] for each in made(kept)] == [Decision.ACCEPT, Decision.NOTE]
    assert "&lt;b&gt;look again&lt;/b&gt;" in reviewing.get(f"/positions/{refused}").text


@pytest.mark.parametrize(
    "sent",
    [
        {"decision": "reject", "target": "position-"},
        {"decision": "reject", "target": "party:DEU"},
        {"decision": "merge", "target": "position-00"},
        {"decision": "note", "why": " "},
        {"decision": "undo", "judgement": "judgement-00"},
        {"decision": "note", "why": "x" * 3_000},
        {},
    ],
)
def test_what_cannot_be_judged_is_refused_and_nothing_recorded(reviewing, kept, refused, sent) -> None:
    signed_in(reviewing)
    assert judge(reviewing, **{"target": refused} | sent).status_code == 400
    assert made(kept) == []


def test_a_form_from_elsewhere_judges_nothing(reviewing, kept, refused) -> None:
    signed_in(reviewing)
    sent = {"form": secret(reviewing), "decision": "reject", "target": refused}
    for headers in ({"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
        assert reviewing.post("/review", data=sent, headers=headers).status_code == 403
        assert reviewing.post("/review/sign-in", data={"token": "right"}, headers=headers).status_code == 403
    for form in ("", "guessed"):
        assert reviewing.post("/review", data=sent | {"form": form}).status_code == 403
    assert made(kept) == []


def test_the_cookie_is_for_this_site_alone_and_ends_with_signing_out(reviewing, refused) -> None:
    answer = signed_in(reviewing)
    told = answer.headers["set-cookie"].lower()
    assert "httponly" in told
    assert "samesite=strict" in told
    assert "right" not in told
    assert "Signed in as ann" in Page(reviewing.get("/review").text).said()
    sent = {"form": secret(reviewing)}
    kept_cookie = reviewing.cookies["onrecord-review"]
    reviewing.post("/review/sign-out", data=sent)
    reviewing.cookies.set("onrecord-review", kept_cookie)
    assert "Signed in as" not in Page(reviewing.get("/review").text).said()


def test_wrong_tokens_have_to_wait_even_for_the_right_one(reviewing) -> None:
    assert [signed_in(reviewing, str(number)).status_code for number in range(9)] == [403] * 8 + [429]
    assert signed_in(reviewing).status_code == 429


def test_two_reviewers_at_a_desk_have_secrets_of_their_own() -> None:
    desk = Desk((ANN, Holder("ben", digest("other"))))
    one, other = (desk.reviewer(desk.sign_in(token, "here") or "") for token in ("right", "other"))
    assert (one.name, other.name) == ("ann", "ben")
    assert not one.sent(other.secret)
    assert desk.sign_in("wrong", "here") is None
    for _ in range(7):
        desk.sign_in("wrong", "here")
    with pytest.raises(TooManyTriesError):
        desk.sign_in("right", "here")


def test_a_form_that_is_too_long_or_none_is_refused(reviewing) -> None:
    assert reviewing.post("/review", content=b"x" * 20_000).status_code == 413
    assert reviewing.post("/review", content=b"\xff\xfe").status_code == 400


def test_without_reviewers_nobody_signs_in(client) -> None:
    assert signed_in(client, "").status_code == 403
    assert "Nobody can judge here" in Page(client.get("/review").text).said()


def test_all_that_needs_a_look_stands_in_the_queue(reviewing, kept) -> None:
    with flow.open_register(kept, read_only=True) as register:
        wanted = {f"/review/{each.id}" for each in ask.needing_a_look(register)}
    assert wanted <= set(Page(reviewing.get("/review").text).links)


@pytest.fixture
def compared(kept, summit):
    """The made-up story, compared as a build does: its claims have sides."""
    with flow.open_register(kept) as register:
        register.record_comparison(compare(summit.readings), "1.0.0")
    return kept


def claims(place) -> dict[tuple[str, str], tuple[str, int]]:
    """The claims by party and side: id, and how many tell it."""
    with flow.open_register(place, read_only=True) as register:
        return {
            (each.party.id, each.polarity.value): (each.id, len(each.tellings))
            for each in register.comparison().claims
            if each.kind is ClaimKind.POSITION
        }


def test_what_a_judged_claim_means_is_told_from_its_own_story_alone(compared, monkeypatch) -> None:
    with flow.open_register(compared) as register:
        found = register.comparison().claims
        for number, claim in enumerate(found):
            records = (tuple(each.position for each in claim.tellings),)
            at = f"2025-04-01T00:00:{number:02}.000000+00:00"
            flow.judge(register, [Judgement(Decision.ACCEPT, (claim.id,), "ann", at, records=records)])
        assert {each.kind for each in found} > {ClaimKind.POSITION}
        assert register.is_kept_ready()
    with flow.open_register(compared, read_only=True) as register:
        monkeypatch.setattr(type(register), "comparison", None)
        shown = meant.made(Snapshot(register), ask.judgements(register))
        assert [each.about[0].kind for each in shown] == ["claim"] * len(found)


def test_claims_are_merged_after_it_was_shown_what_that_does(reviewing, compared, refused) -> None:
    signed_in(reviewing)
    told = claims(compared)
    allies, germany = told["allies-12", "for"][0], told["DEU", "against"][0]
    offered = Page(reviewing.get(f"/review/{refused}").text)
    assert allies in [attributes.get("value") for tag, attributes in offered.elements if tag == "option"]
    foretold = Page(reviewing.get(f"/review/merge?one={allies}&other={germany}").text).said()
    assert re.search(r"What that does.*Germany, deploy:.*ruled out.*→.*pledged", foretold)
    assert re.search(r"12 allies, guarantee: .*→.*ruled out", foretold)
    assert "Would no longer part" in foretold
    assert made(compared) == []
    sent = {"decision": "merge", "target": allies, "other": germany, "why": "one bloc"}
    assert judge(reviewing, **sent).headers["location"] == "/review"
    assert made(compared) == [("ann", Decision.MERGE, "one bloc")]
    assert ("DEU", "against") not in claims(compared)
    assert claims(compared)["allies-12", "against"][1] == 1
    assert "Last merged: 12 allies" in Page(reviewing.get("/review").text).said()
    story = re.search(r'href="(/stories/story-[0-9a-f]+)"', reviewing.get("/").text)[1]
    assert re.search(r"What people hold of it.*merged.*by ann.*one bloc", Page(reviewing.get(story).text).said())
    judge(reviewing, decision="undo")
    assert claims(compared) == told


def test_a_telling_is_split_off_and_what_that_does_is_shown_before(reviewing, compared) -> None:
    signed_in(reviewing)
    with flow.open_register(compared, read_only=True) as register:
        pledged = next(each.id for each in register.positions(party="DEU") if each.stance == "pledged")
    assert f"/review/split?one={pledged}" in Page(reviewing.get(f"/review/{pledged}").text).links
    assert "What that does" in Page(reviewing.get(f"/review/split?one={pledged}").text).said()
    assert claims(compared)["DEU", "for"][1] == 2
    assert judge(reviewing, decision="split", target=pledged).status_code == 303
    with flow.open_register(compared, read_only=True) as register:
        assert [each.apart for each in register.comparison().claims if each.apart] == [pledged]


def test_what_is_foretold_of_the_matrix_is_what_comes_of_it(reviewing, compared, refused) -> None:
    signed_in(reviewing)
    told = claims(compared)
    allies, germany = told["allies-12", "for"][0], told["DEU", "against"][0]
    foretold = {}
    for decision, path in {
        "reject": f"review/{refused}",
        "merge": f"review/merge?one={allies}&other={germany}",
        "correct": f"review/{refused}?field=action&value=train",
    }.items():
        shown = reviewing.get(f"/api/v1/{path}").json()
        outlook = shown.get("outlook") or (shown["proposal"] or {}).get("outlook") or shown["rejecting"]
        foretold[decision] = {(each["party"]["id"], each["action"]): each["after"] for each in outlook["cells"]}
    sent = {
        "reject": {"target": refused},
        "merge": {"target": allies, "other": germany},
        "correct": {"target": refused, "field": "action", "value": "train"},
    }
    for decision, more in sent.items():
        judge(reviewing, decision=decision, **more)
        now = {(each["party"], each["action"]): each for each in reviewing.get("/api/v1/matrix").json()["cells"]}
        assert foretold[decision]
        for key, after in foretold[decision].items():
            assert (now.get(key) or {"marks": None})["marks"] == (after or {"marks": None})["marks"], (decision, key)
        judge(reviewing, decision="undo")


def test_parties_are_merged_and_split_from_their_page(reviewing, compared) -> None:
    signed_in(reviewing)
    assert "/review/merge?one=party%3ADEU" in Page(reviewing.get("/parties/DEU").text).links
    foretold = Page(reviewing.get("/review/merge?one=party%3ADEU&other=12 allies").text).said()
    assert re.search(r"Germany, guarantee: nothing told →\s*becomes\s*\d pledged", foretold)
    judge(reviewing, decision="merge", target="party:DEU", other="12 allies")
    assert reviewing.get("/parties/allies-12").status_code == 404
    assert re.search(
        r"12 allies, guarantee: nothing told →\s*becomes",
        Page(reviewing.get("/review/split?one=party%3ADEU").text).said(),
    )
    judge(reviewing, decision="split", target="party:DEU")
    assert reviewing.get("/parties/allies-12").status_code == 200


def test_conditions_are_said_otherwise_and_it_is_told_what_hangs_on_them(client_of, conditional) -> None:
    client = client_of(conditional, reviewers=(ANN,))
    signed_in(client)
    foretold = Page(client.get("/review/merge?one=armistice&other=proposition:ceasefire").text).said()
    assert "armistice: 0 positions hang on it →becomes 1" in foretold
    assert "ceasefire: 1 position hangs on it →becomes none" in foretold
    judge(client, decision="merge", target="proposition:armistice", other="proposition:ceasefire")
    story = re.search(r'href="/(stories/story-[0-9a-f]+)"', client.get("/").text)[1].replace("stories", "/scenarios")
    assert [each["key"] for each in client.get(f"/api/v1{story}").json()["switches"]] == ["armistice"]


def test_stories_are_parted_and_joined_again_and_their_page_says_who_did(reviewing, compared) -> None:
    signed_in(reviewing)
    before = ask_stories(compared)
    (story,) = before
    document = story.documents[-1].id
    shown = Page(reviewing.get(f"/review/merge?one={story.id}").text)
    assert f"/review/split?one={document}" in shown.links
    assert "the story that it leaves" in Page(reviewing.get(f"/review/split?one={document}").text).said()
    assert judge(reviewing, decision="split", target=document, why="another day").status_code == 303
    assert document not in {
        each.id for one in ask_stories(compared) for each in one.documents if len(one.documents) > 1
    }
    rest = next(one for one in ask_stories(compared) if len(one.documents) > 1)
    assert re.search(r"split.*by ann.*another day", Page(reviewing.get(f"/stories/{rest.id}").text).said())
    judge(reviewing, decision="undo")
    assert {each.id for each in ask_stories(compared)[0].documents} == {each.id for each in story.documents}


def ask_stories(place):
    with flow.open_register(place, read_only=True) as register:
        return ask.stories(register)


@pytest.mark.parametrize(
    "path",
    [
        "merge",
        "merge?one=claim-0",
        "merge?one=story-0",
        "merge?one=party:nobody",
        "merge?one=position-0&other=position-1",
        "merge?one=proposition:A&other=proposition:B",
        "split?one=document-0",
        "split",
        "merge?one=%00&other=%00",
    ],
)
def test_what_cannot_be_merged_or_split_is_refused_with_a_page(reviewing, path) -> None:
    assert reviewing.get(f"/review/{path}").status_code == 400


@pytest.fixture
def parted(compared):
    """The conflict over Germany's stance."""
    with flow.open_register(compared, read_only=True) as register:
        return next(each for each in ask.conflicts(register) if each.kind == "stance")


def test_a_conflict_is_rejected_after_it_was_shown_what_that_does_and_taken_back(reviewing, compared, parted) -> None:
    open_to_all = reviewing.get(f"/conflicts/{parted.id}").text
    assert f'href="/review/conflicts/{parted.id}"' in open_to_all
    assert "<button>reject" not in reviewing.get(f"/review/conflicts/{parted.id}").text
    signed_in(reviewing)
    foretold = Page(reviewing.get(f"/review/conflicts/{parted.id}").text).said()
    assert re.search(r"They do not part.*Germany, deploy:.*contested.*becomes.*Would no longer part", foretold)
    assert "contested" in cell(reviewing)
    sent = judge(reviewing, decision="reject", target=parted.id, why="two different forces")
    assert sent.headers["location"] == "/review"
    assert made(compared) == [("ann", Decision.REJECT, "two different forces")]
    assert "contested" not in cell(reviewing)
    assert parted.id not in [each["id"] for each in reviewing.get("/api/v1/conflicts").json()["items"]]
    gone = Page(reviewing.get(f"/conflicts/{parted.id}").text).said()
    assert "A conflict that is rejected" in gone
    assert "two different forces" in gone
    assert "Germany: ruled out deploying forces" in gone
    assert "two different forces" in Page(reviewing.get("/conflicts").text).said()
    back = judge(reviewing, decision="undo")
    assert back.headers["location"] == f"/review/conflicts/{parted.id}"
    assert "contested" in cell(reviewing)
    again = Page(reviewing.get(f"/conflicts/{parted.id}").text).said()
    assert "A conflict that is rejected" not in again
    assert "undone" in again


def test_what_is_foretold_of_a_conflict_is_what_comes_of_it(reviewing, compared, parted) -> None:
    with flow.open_register(compared, read_only=True) as register:
        before = ask.matrix(register)
    foretold = reviewing.get(f"/api/v1/review/conflicts/{parted.id}").json()["rejecting"]
    signed_in(reviewing)
    judge(reviewing, decision="reject", target=parted.id)
    with flow.open_register(compared, read_only=True) as register:
        after = ask.matrix(register)
        summaries = {each.summary for each in ask.conflicts(register)}
    then = {(cell.party, cell.action): cell.marks for cell in after.cells}
    changed = {(cell.party, cell.action) for cell in before.cells if then[cell.party, cell.action] != cell.marks}
    assert {(each["party"]["id"], each["action"]) for each in foretold["cells"]} == changed != set()
    assert foretold["gone"] == [parted.summary]
    assert summaries.isdisjoint(foretold["gone"])


def test_a_conflict_is_accepted_and_noted_and_says_so(reviewing, compared, parted) -> None:
    signed_in(reviewing)
    following = "conflict-0123456789abcdef"
    onward = judge(reviewing, decision="accept", target=parted.id, next=following)
    assert onward.headers["location"] == f"/review/conflicts/{following}"
    assert judge(reviewing, decision="note", target=parted.id, why="ask the ministry").status_code == 303
    shown = Page(reviewing.get(f"/conflicts/{parted.id}").text).said()
    assert re.search(r"accepted by ann.*noted by ann.*ask the ministry", shown)
    assert "contested" in cell(reviewing)
    story = re.search(r'href="(/stories/story-[0-9a-f]+)"', reviewing.get("/").text)[1]
    assert "accepted by ann" in Page(reviewing.get(story).text).said()
    assert reviewing.get(f"/review/conflicts/{following}").status_code == 404


@pytest.mark.parametrize("decision", ["correct", "split", "merge", "doubt"])
def test_a_conflict_takes_no_other_judgement(reviewing, compared, parted, decision) -> None:
    signed_in(reviewing)
    sent = {"decision": decision, "target": parted.id, "field": "stance", "value": "pledged", "other": parted.id}
    assert judge(reviewing, **sent).status_code == 400
    assert made(compared) == []
    unsigned = {"decision": "reject", "target": parted.id, "form": "guessed"}
    assert reviewing.post("/review", data=unsigned).status_code == 403
