"""Every regular expression of ours, and strings made from its own parts that are meant to make it slow."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from re import _constants as kinds  # type: ignore[attr-defined]  # the only parser of Python's own expressions
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any
from unittest.mock import patch

import onrecord
from onrecord.parse.syntax import load
from onrecord.parse.word_classes import RULER, RememberingRuler

SOURCE = Path(onrecord.__file__).parent
_USES = ("compile", "match", "search", "sub", "fullmatch", "finditer", "findall", "split", "subn")
_REPEATS = {kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT}
_FAR = 50  # repeats beyond this have no bound that helps
_LETTERS = "aA0 \t.,;:!?'\"“”‘’()[]<>/-–—_$%&=@#*|©\nÉé½德\u200b\x00"


@dataclass(frozen=True)
class Place:
    """A call of ``re`` in our source."""

    module: str
    line: int


def places() -> dict[Place, str | bytes | None]:
    """Every call with its pattern; None where the pattern is made from data."""
    found: dict[Place, str | bytes | None] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        module = ".".join(("onrecord", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                of_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
                if of_re and node.func.attr in _USES:
                    given = node.args[0]
                    value = given.value if isinstance(given, ast.Constant) else None
                    found[Place(module, node.lineno)] = value if isinstance(value, str | bytes) else None
    return found


def compiled() -> dict[re.Pattern[Any], str]:
    """Every expression by itself, with the module it is in: those compiled on import, and those built from data."""
    found: dict[re.Pattern[Any], str] = {}
    real = re.compile

    def recording(pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        made = real(pattern, flags)
        module = sys._getframe(1).f_globals.get("__name__", "")
        if module.startswith("onrecord."):
            found[made] = module
        return made

    for each in pkgutil.walk_packages([str(SOURCE)], "onrecord."):
        module = importlib.import_module(each.name)
        for value in vars(module).values():
            for part in value if isinstance(value, tuple) else (value,):
                if isinstance(part, re.Pattern):
                    found[part] = each.name
                for inner in part if isinstance(part, tuple) else ():
                    if isinstance(inner, re.Pattern):
                        found[inner] = each.name
    with patch.object(re, "compile", recording):
        for each in pkgutil.walk_packages([str(SOURCE)], "onrecord."):
            for builder in _builders(sys.modules[each.name]):
                for pattern in _patterns_in(builder()):
                    found[pattern] = each.name
    found |= dict.fromkeys(load().get_pipe(RULER).forms, RememberingRuler.__module__)  # of the syntax model's table
    for place, pattern in places().items():
        if pattern is not None and re.compile(pattern) not in found:
            found[re.compile(pattern)] = place.module
    return found


def _builders(module: Any) -> Iterator[Any]:
    """The functions of a module that make expressions from the lexicon, and need nothing for it."""
    for value in list(vars(module).values()):
        function = inspect.unwrap(value) if callable(value) else None
        if inspect.isfunction(function) and function.__module__ == module.__name__:
            signature = inspect.signature(function)
            makes = "Pattern" in str(signature.return_annotation) or signature.return_annotation == "Wording"
            if makes and not signature.parameters:
                yield function


def _patterns_in(value: Any) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _patterns_in(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _patterns_in(part)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from _patterns_in(getattr(value, name))


def hostile(pattern: re.Pattern[Any], size: int) -> Iterator[Any]:
    """Strings of about this length: each repeated part of the expression repeated, with and without what precedes
    it, the whole repeated, and one character repeated; each ended so that the expression fails at the end."""
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    whole = _example(tree)
    pieces = {("", part) for part in _repeated(tree)} | {(before, part) for before, part in _with_before(tree)}
    pieces |= {("", whole), ("", f"{whole} "), (whole, " "), (whole, "a")}
    pieces |= {("", letter) for letter in {*whole, *"aA0 ."}}
    for before, piece in sorted(pieces):
        if piece:
            for end in ("", "\x00", "!"):
                text = before + piece * (size // len(piece)) + end
                yield text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace")


def _with_before(tree: Any) -> Iterator[tuple[str, str]]:
    before = ""
    for kind, value in tree:
        if kind in _REPEATS and value[1] > _FAR:
            yield before, _example(value[2]) or " "
        before += _example([(kind, value)])


def _repeated(tree: Any) -> Iterator[str]:
    """What each repeat without a near bound repeats, at any depth."""
    for kind, value in tree:
        if kind in _REPEATS:
            if value[1] > _FAR:
                yield from _characters(value[2])
                yield _example(value[2])
            yield from _repeated(value[2])
        elif kind is kinds.SUBPATTERN:
            yield from _repeated(value[3])
        elif kind is kinds.BRANCH:
            for branch in value[1]:
                yield from _repeated(branch)


def _characters(tree: Any) -> Iterator[str]:
    """Different characters that a repeated class takes: the ones that other parts take too are the dangerous ones."""
    if len(tree) == 1 and tree[0][0] in {kinds.IN, kinds.ANY, kinds.NOT_LITERAL, kinds.LITERAL}:
        yield from (letter for letter in _LETTERS if _takes(tree[0], letter))


def _takes(node: Any, letter: str) -> bool:
    kind, value = node
    if kind is kinds.ANY:
        return letter != "\n"
    if kind is kinds.LITERAL:
        return value == ord(letter)
    if kind is kinds.NOT_LITERAL:
        return value != ord(letter)
    negated, hit = False, False
    for part, of in value:
        if part is kinds.NEGATE:
            negated = True
        elif part is kinds.LITERAL:
            hit = hit or of == ord(letter)
        elif part is kinds.RANGE:
            hit = hit or of[0] <= ord(letter) <= of[1]
        elif part is kinds.CATEGORY:
            hit = hit or _in_category(str(of), letter)
    return hit != negated


def _in_category(name: str, letter: str) -> bool:
    tests = {"DIGIT": letter.isdigit(), "SPACE": letter.isspace(), "WORD": letter.isalnum() or letter == "_"}
    word = name.rpartition("_")[2]
    return tests[word] != ("NOT" in name)


def _example(tree: Any) -> str:
    """A string that this part takes, as short as it may be."""
    return "".join(_example_of(kind, value) for kind, value in tree)


def _example_of(kind: Any, value: Any) -> str:
    if kind is kinds.LITERAL:
        return chr(value)
    if kind in {kinds.IN, kinds.ANY, kinds.NOT_LITERAL}:
        return next((letter for letter in _LETTERS if _takes((kind, value), letter)), None) or _first_of(value)
    if kind in _REPEATS:
        return _example(value[2]) * min(max(value[0], 1), _FAR)
    if kind is kinds.SUBPATTERN:
        return _example(value[3])
    if kind is kinds.BRANCH:
        return _example(value[1][0])
    return _example(value) if kind is kinds.ATOMIC_GROUP else ""


def _first_of(value: Any) -> str:
    """The first character that a class names."""
    for part, of in value:
        if part is kinds.LITERAL:
            return chr(of)
        if part is kinds.RANGE:
            return chr(of[0])
    return "a"
