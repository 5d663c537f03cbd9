"""Lists told part by part: together the pages are the whole, and none goes through more than some documents."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import ask, flow
from onrecord.web.parted import Parted


def walked(listed: Parted[Sequence[int]], limit: int) -> tuple[list[int], int]:
    """All items, and how many pages they took."""
    found, after, pages = [], 0, 0
    while after is not None:
        items, after = listed.page(after, limit)
        assert len(items) <= limit
        found += items
        pages += 1
    return found, pages


@given(st.lists(st.lists(st.integers(), max_size=7), max_size=90), st.integers(1, 9))
def test_the_pages_together_are_the_whole(parts, limit) -> None:
    whole = [each for part in parts for each in part]
    assert walked(Parted(parts, lambda part: part, len), limit)[0] == whole


def test_a_page_goes_through_some_parts_alone_though_it_finds_nothing() -> None:
    opened: list[int] = []

    def told(part: int) -> tuple[int, ...]:
        opened.append(part)
        return ()

    items, after = Parted(range(10_000), told, lambda _: 1).page(0, 50)
    assert items == []
    assert after is not None
    assert len(opened) <= 100
    assert Parted(range(10_000), told, lambda _: 1).page(10**14, 50) == ([], None)


@pytest.mark.parametrize("kind", ["statements", "claims"])
def test_statements_and_claims_come_in_pages_that_together_are_all(client, kept, kind) -> None:
    found, after = [], 0
    while after is not None:
        page = client.get(f"/api/v1/{kind}?limit=1&after={after}").json()
        found += [each["id"] for each in page["items"]]
        after = page["next"]
    with flow.open_register(kept, read_only=True) as register:
        told = ask.statements(register) if kind == "statements" else ask.claims(register)
        assert sorted(found) == sorted(each.id for each in told)
    assert len(found) > 1


def test_statements_of_a_document_and_of_a_party_are_those_of_the_command_line(client, kept) -> None:
    with flow.open_register(kept, read_only=True) as register:
        names = register.names()
        for identity, name in names.items():
            expected = [each.id for each in ask.statements(register, document=identity)]
            for asked in (identity, name):
                items = client.get("/api/v1/statements", params={"document": asked}).json()["items"]
                assert [each["id"] for each in items] == expected
        parties = {each.statement.speaker.party.id for each in ask.statements(register) if each.statement.speaker.party}
        assert parties
        for party in parties:
            items = client.get("/api/v1/statements", params={"party": party}).json()["items"]
            assert [each["id"] for each in items] == [each.id for each in ask.statements(register, party=party)]
    assert client.get("/api/v1/statements?document=none").status_code == 400
    assert client.get("/api/v1/statements?speaker=.").status_code == 400
    assert client.get("/api/v1/claims?party=none").status_code == 400
