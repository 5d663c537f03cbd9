"""Review in the browser: who may judge, what a judgement does, and what a page elsewhere cannot make it do."""

from __future__ import annotations

import re

import pytest

from onrecord import ask, flow
from onrecord.model import Decision
from onrecord.web.desk import Desk, TooManyTriesError
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
    assert "Last rejected: Germany: ruled out: deploy" in Page(reviewing.get("/review").text).said()
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
    assert "The machine read: Germany: ruled out: deploy" in shown
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
