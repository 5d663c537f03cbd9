"""The documentation says what is so: commands, options, paths and examples."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from docs import make_cli, make_library, make_readme
from eval.contested import contested
from onrecord.cli import main
from onrecord.cli.program import onrecord
from onrecord.publish import FORMATS
from onrecord.read import jsonl

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def code(page: Path) -> list[str]:
    """What stands in backquotes within the lines of a page."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", page.read_text(), flags=re.DOTALL))


def test_the_readme_shows_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text()
    assert "make demo" in readme
    assert "make test" in readme


def test_the_page_of_the_command_line_is_what_the_commands_say() -> None:
    assert make_cli.PAGE.read_text() == make_cli.page(onrecord, "onrecord"), "run make docs"


def test_every_command_and_option_is_on_the_page_of_the_command_line() -> None:
    text = make_cli.PAGE.read_text()
    for path, command in make_cli.commands(onrecord, "onrecord"):
        section = text.partition(f"## {path}\n")[2].partition("\n## ")[0]
        assert section, path
        missing = [option.opts for option in make_cli.options(command) if f"`{option.opts[0]}" not in section]
        assert missing == [], path


def test_every_command_that_the_makefile_has_is_explained_by_make_help() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^\.PHONY: (.*)$", makefile, flags=re.MULTILINE)[0].split())
    explained = set(re.findall(r'@echo "make ([\w-]+)', makefile))
    assert targets - explained == {"help", "lint", "types", "imports", "unit", "gate"}, "parts of make test"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_path_that_a_page_names_is_there(page: Path) -> None:
    named = [words for words in code(page) if re.fullmatch(r"(?:src|docs|eval|tests|requirements)/[\w./-]*", words)]
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_within_the_documentation_leads_somewhere(page: Path) -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)", page.read_text()) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_make_target_that_a_page_names_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text()
    named = {target for page in PAGES for target in re.findall(r"`make ([\w-]+)`", page.read_text())}
    assert {target for target in named if not re.search(rf"^{target}:", makefile, flags=re.MULTILINE)} == set()


def test_the_readme_shows_what_the_program_prints_and_what_was_measured() -> None:
    page = make_readme.PAGE.read_text()
    assert page == make_readme.filled(page), "run make docs"


def test_the_page_of_the_library_prints_what_it_says() -> None:
    pytest.importorskip("polars")
    page = make_library.PAGE.read_text()
    assert page == make_library.filled(page), "run make docs"


def test_every_format_is_explained() -> None:
    page = (ROOT / "docs" / "exchange.md").read_text()
    assert re.findall(r"^## `([\w.]+)`", page, flags=re.MULTILINE) == list(FORMATS)


def test_the_readme_names_the_fields_of_json_lines_that_are_read() -> None:
    table = (ROOT / "README.md").read_text().partition("JSON Lines input")[2].partition("\n\nThe exit status")[0]
    assert re.findall(r"^\| `(\w+)`", table, flags=re.MULTILINE) == re.findall(
        r"^    (\w+) ", str(jsonl.__doc__), flags=re.MULTILINE
    )


def block(after: str) -> str:
    """The first block of code in the README after a heading."""
    return (ROOT / "README.md").read_text().partition(f"## {after}\n")[2].split("```")[1].partition("\n")[2]


def test_the_readmes_commands_and_its_python_do_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    identity = None
    for line in block("From the shell").splitlines():
        arguments = [identity if word == "ID" and identity else word for word in line.split()[1:]]
        assert main(arguments) == 0, line
        if arguments[:2] == ["show", "conflicts"]:
            capsys.readouterr()
            assert main([*arguments, "--json"]) == 0
            identity = contested(json.loads(capsys.readouterr().out))
    assert (tmp_path / "summit" / "positions.jsonl").read_text()
    outcome = subprocess.run(
        [sys.executable, "-W", "error", "-c", block("From Python")], capture_output=True, text=True, check=False
    )
    assert outcome.returncode == 0, outcome.stderr
    assert " refused to " in outcome.stdout
