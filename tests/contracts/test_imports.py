"""Who may import what, beyond what import-linter holds."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import onrecord

PACKAGE = Path(__file__).parents[2] / "src" / "onrecord"
HEAVY = {"charset_normalizer", "feedparser", "lxml", "numpy", "rich", "spacy", "sqlalchemy", "trafilatura", "warcio"}


def imported(folder: Path) -> Iterator[str]:
    """The modules, and the names in them, that the files of a folder import."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


def strange(folder: str, *allowed: str) -> set[str]:
    """What a folder imports beside the standard library and what is allowed."""
    known = (*sys.stdlib_module_names, *allowed)
    return {
        module
        for module in imported(PACKAGE / folder)
        if not any(module == name or module.startswith(f"{name}.") for name in known)
    }


def test_the_nouns_stand_on_the_standard_library() -> None:
    assert strange("model", "onrecord.model", "onrecord.errors") == set()


def test_the_lexicon_is_data_and_what_loads_it() -> None:
    assert strange("lexicon", "yaml", "onrecord.lexicon", "onrecord.errors") == set()


def test_how_the_flow_runs_knows_nothing_of_what_it_does() -> None:
    assert strange("scale", "onrecord.scale", "onrecord.errors", "onrecord.__version__", "distributed") == set()


@pytest.mark.parametrize(
    "code",
    [
        "import onrecord",
        "from onrecord.cli import main",
        "from onrecord.cli import main; main(['--help'])",
        "from onrecord.cli import main; main(['--version'])",
        "from onrecord.cli import main; main(['build', '--help'])",
    ],
)
def test_nothing_heavy_is_loaded_before_there_is_work(code: str) -> None:
    show = f"{code}\nimport sys\nprint(*(name.split('.')[0] for name in sys.modules), file=sys.stderr)"
    outcome = subprocess.run([sys.executable, "-c", show], capture_output=True, text=True, check=True)
    loaded = set(outcome.stderr.split())
    assert "onrecord" in loaded
    assert loaded & HEAVY == set()


def test_every_public_name_is_there() -> None:
    assert [name for name in onrecord.__all__ if getattr(onrecord, name, None) is None] == []


def test_a_name_that_is_not_public_is_refused_as_python_refuses_it() -> None:
    with pytest.raises(AttributeError, match="no attribute 'verdict'"):
        _ = onrecord.verdict
