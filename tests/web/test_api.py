"""The API: lists in pages, filters, one shape of error, ETags, and a description that is so."""

from __future__ import annotations

import jsonschema
import pytest

from onrecord.web.openapi import openapi


def validator(schema: dict) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator({**schema, "components": openapi()["components"]})


def test_positions_are_filtered_as_on_the_command_line(client) -> None:
    found = client.get("/api/v1/positions?party=germany&stance=refused").json()
    assert [each["position"]["span"]["exact"] for each in found["items"]] == ["Germany ruled out sending troops"]
    assert found["next"] is None


def test_lists_come_in_pages_that_together_are_the_whole(client) -> None:
    whole = client.get("/api/v1/positions").json()["items"]
    pages, after = [], 0
    while after is not None:
        page = client.get(f"/api/v1/positions?limit=3&after={after}").json()
        pages += page["items"]
        after = page["next"]
    assert pages == whole
    assert len(whole) == 6


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=501",
        "limit=x",
        "after=-1",
        "limit=9999999999999",
        "stance=sure",
        "action=x",
        "party=XXX",
        "nonsense=1",
    ],
)
def test_what_cannot_be_asked_is_refused_in_the_one_shape(client, query) -> None:
    answer = client.get(f"/api/v1/positions?{query}")
    assert answer.status_code == 400
    assert answer.json()["error"].keys() == {"status", "code", "message", "hint"}
    assert answer.json()["error"]["code"] == "bad_request"


@pytest.mark.parametrize("path", ["nothing", "", "positions/position-0", "stories/x", "documents/x/2", "parties/none"])
def test_what_is_not_there_is_told_in_the_one_shape(client, path) -> None:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 404
    assert answer.json()["error"]["status"] == 404


def test_an_answer_not_changed_is_not_sent_again(client) -> None:
    for path in ("/", "/api/v1/conflicts"):
        tag = client.get(path).headers["etag"]
        again = client.get(path, headers={"if-none-match": f'"other", {tag}'})
        assert (again.status_code, again.content) == (304, b"")
        assert client.get(path, headers={"if-none-match": '"other"'}).status_code == 200


def test_the_description_holds_for_every_list_and_view(client, client_of, conditional) -> None:
    """Each path is asked, with ids that the lists give, and the answer held to its schema."""
    story = client.get("/api/v1/stories").json()["items"][0]
    documents = [each["id"] for each in story["documents"]]
    given = {
        "story": story["id"],
        "document": documents[0],
        "one": documents[0],
        "other": documents[1],
        "position": client.get("/api/v1/positions").json()["items"][0]["id"],
        "conflict": client.get("/api/v1/conflicts").json()["items"][0]["id"],
        "party": "DEU",
        "action": "deploy",
        "part": "1",
        "proposition": "ceasefire",
        "value": "yes",
    }
    wanted = {"/api/v1/review/merge": {"one": story["id"]}, "/api/v1/review/split": {"one": documents[0]}}
    paths = openapi()["paths"]
    assert len(paths) >= 17
    for path, operations in paths.items():
        answer = (client_of(conditional) if "{proposition}" in path else client).get(
            path.format(**given), params=wanted.get(path)
        )
        assert answer.status_code == 200, path
        schema = operations["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        validator(schema).validate(answer.json())


def test_errors_fulfil_their_description(client) -> None:
    validator({"$ref": "#/components/schemas/Error"}).validate(client.get("/api/v1/nothing").json())


def test_the_description_is_served(client) -> None:
    assert client.get("/api/v1/openapi.json").json() == openapi()


def test_every_page_links_the_same_as_json(client) -> None:
    from tests.web.conftest import crawl

    for address, page in crawl(client).items():
        link = next(each for each in page.links if each.startswith("/api/v1/"))
        assert client.get(link).headers["content-type"] == "application/json", address
