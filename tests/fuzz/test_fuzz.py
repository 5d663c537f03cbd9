"""A few damaged inputs to every target, and every input that was ever found to do harm."""

from __future__ import annotations

import pytest

pytest.importorskip("starlette", reason="pages need the extra web")
pytest.importorskip("httpx2", reason="Starlette's test client needs httpx2")

from tests.fuzz.mutation import mutated
from tests.fuzz.run import CORPUS, try_one
from tests.fuzz.targets import TARGETS

# about half a second each; the many are tried by make fuzz
FEW = dict.fromkeys(TARGETS, 60) | {"article": 4, "html": 8, "api_requests": 20, "export_lines": 30}


@pytest.mark.filterwarnings("ignore")  # parsers warn of what is broken: it is meant to be
@pytest.mark.parametrize("name", TARGETS)
def test_damaged_input_does_no_harm(name: str) -> None:
    seeds = TARGETS[name].seeds()
    for number in range(FEW[name]):
        try_one(name, mutated(name, seeds, number, TARGETS[name].usual))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", sorted(CORPUS.iterdir()), ids=lambda path: path.name)
def test_what_once_did_harm_does_none(path) -> None:
    try_one(path.name.rpartition("-")[0], path.read_bytes())


def test_the_same_number_is_the_same_input() -> None:
    seeds = TARGETS["feed"].seeds()
    assert [mutated("feed", seeds, n) for n in range(9)] == [mutated("feed", seeds, n) for n in range(9)]
    assert len({mutated("feed", seeds, n) for n in range(99)}) > 90
