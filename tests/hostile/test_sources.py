"""No SQL is made from text, and no word of a document becomes a path: held by reading our own source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import onrecord

SOURCE = Path(onrecord.__file__).parent
FILES = sorted(SOURCE.rglob("*.py"))
TREES = {path.relative_to(SOURCE).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in FILES}
# the constructs of SQL text that a database's own dialect needs: names of ours alone, no word from outside
_RUNS_SQL = {"execute", "executemany", "executescript", "exec_driver_sql", "text", "DDL", "literal_column"}


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            yield name, node


def is_made(value: ast.expr) -> bool:
    """Whether a string is put together where it stands: by +, %, format, join or braces that hold a value."""
    if isinstance(value, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in value.values)
    if isinstance(value, ast.BinOp):
        return isinstance(value.op, ast.Add | ast.Mod)
    function = getattr(value, "func", None)
    of_string = isinstance(function, ast.Attribute) and isinstance(function.value, ast.Constant)
    return of_string and function.attr in {"format", "join", "replace"}


def sql_made(tree: ast.AST) -> list[int]:
    """The lines that hand a string made on the spot to a database."""
    return [node.lineno for name, node in calls(tree) if name in _RUNS_SQL and node.args and is_made(node.args[0])]


@pytest.mark.parametrize("name", TREES)
def test_no_sql_is_made_from_text(name: str) -> None:
    assert sql_made(TREES[name]) == []


@pytest.mark.parametrize("made", ['f"select {x}"', '"select " + x', '"select %s" % x', '"select {}".format(x)'])
def test_what_is_made_is_seen(made: str) -> None:
    assert sql_made(ast.parse(f"connection.execute({made})"))
    assert sql_made(ast.parse(f"connection.execute(text({made}))"))


def test_only_the_register_speaks_sql() -> None:
    speaking = {name for name, tree in TREES.items() for at, _ in calls(tree) if at in _RUNS_SQL - {"text"}}
    assert {name.partition("/")[0] for name in speaking} <= {"register"}


# where files are opened: each is given a path by who calls onrecord, or one of the package's own
OPENS = {"open", "Path", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink", "rmdir", "rename"}
OPENING = {
    "cli": "paths that the user types",
    "flow.py": "hands them on",
    "lexicon": "the package's own data",
    "scale/shards.py": "the folder that the user names, with names of ours",
    "scale/worker.py": "the null device, in place of standard input",
    "extract/tagging": "the package's own models",
    "extract/coding": "the package's own models",
    "publish": "the folder that the user types, with names of ours",
    "read": "the files that the user names, and what folders among them hold",
    "register": "the register that the user names",
    "watching.py": "the folder or file that the user names, and what it holds",
    "web": "the folder or file that the user names; addresses of pages are cut to harmless letters",
    "model": "nothing but names",
    "sample": "the package's own articles",
}


def test_files_are_opened_only_where_a_user_names_them() -> None:
    opening = {name for name, tree in TREES.items() for at, _ in calls(tree) if at in OPENS}
    strange = {name for name in opening if not any(name.startswith(place) for place in OPENING)}
    assert strange == set()


# the parts of reading, cleaning and understanding that have the document in hand
@pytest.mark.parametrize(
    "name",
    [
        name
        for name in TREES
        if name.startswith(("clean/", "parse/", "identify/", "compare/", "ask/"))
        or (name.startswith("read/") and name not in {"read/__init__.py", "read/paths.py", "read/sniff.py"})
    ],
)
def test_where_documents_are_in_hand_nothing_is_opened(name: str) -> None:
    assert [node.lineno for at, node in calls(TREES[name]) if at in OPENS] == []
