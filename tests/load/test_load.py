"""A few seconds of many readers and two reviewers beside a build: nothing fails, and no judgement is lost."""

import pytest

pytest.importorskip("uvicorn", reason="pages need the extra web")

from tests.load.run import load


@pytest.mark.parametrize("kill", [False, True], ids=["undisturbed", "killed"])
def test_nothing_that_was_answered_as_done_is_lost(kill: bool) -> None:
    result = load(4, readers=8, kill=kill)
    assert result.errors == []
    assert result.answers
    assert result.judged
    assert result.lost == []
