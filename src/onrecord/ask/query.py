"""From what a person types to a query: words, "phrases", beginnings*, fields, and what must not be there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches

from onrecord.errors import UsageError
from onrecord.model import Action, Mode, Stance, TermKind
from onrecord.model.moment import day
from onrecord.model.query import Clause, Found, Query
from onrecord.tokens import field_token, prefix_token, words

_LONGEST = 1_000  # characters: nobody types more
_PIECE = re.compile(r'(?=\S)(-?)(?:([A-Za-z_]+):)?(?:"([^"]*)"?|(\S*))')
_DATES = ("since", "until")
_FREE = ("party", "speaker", "document", "publisher")
_CLOSED: dict[str, tuple[str, ...]] = {
    "stance": tuple(each.value for each in Stance),
    "action": tuple(each.value for each in Action),
    "mode": tuple(each.value for each in Mode),
    "kind": tuple(each.value for each in Found),
    "has": tuple(each.value for each in TermKind),
}
FIELDS = (*_FREE, *_CLOSED, *_DATES)


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with what of it is to be shown: ``shown`` are codes of words, ``beginnings`` the codes' beginnings.

    ``phrases`` are folded words that must stand side by side.
    """

    query: Query
    shown: frozenset[str]
    beginnings: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """One thing asked for."""

    without: bool
    field: str | None
    quoted: bool
    text: str


def parse_query(text: str, held: Callable[[str, str], str] = lambda _, value: value) -> Asked:
    """What the text asks for. The same field twice asks for either. Raises UsageError, saying what can be asked.

    ``held`` gives for "party" or "document" and a value the one that is meant by it.
    """
    if len(text) > _LONGEST:
        raise UsageError(f"the query is longer than {_LONGEST} characters")
    pieces = [
        _Piece(bool(found[1]), found[2] and found[2].casefold(), found[3] is not None, found[3] or found[4] or "")
        for found in _PIECE.finditer(text)
    ]
    clauses = [clause for piece in pieces if piece.field is None for clause in _of_words(piece)]
    phrases = tuple(_folded(piece) for piece in pieces if piece.quoted and not piece.field and not piece.without)
    clauses += _of_fields([piece for piece in pieces if piece.field and piece.field not in _DATES], held)
    if not any(not clause.without for clause in clauses):
        raise UsageError("a query needs at least one word or field that is to be there, such as party:DEU deploy")
    told = [clause for piece in pieces if not piece.field and not piece.without for clause in _of_words(piece)]
    return Asked(
        Query(tuple(clauses), _date(pieces, "since"), _date(pieces, "until")),
        frozenset(token for clause in told if not clause.prefix for token in clause.tokens),
        tuple(token for clause in told if clause.prefix for token in clause.tokens),
        tuple(phrase for phrase in phrases if len(phrase) > 1),
    )


def _folded(piece: _Piece) -> tuple[str, ...]:
    return tuple(word.folded for word in words(piece.text))


def _of_words(piece: _Piece) -> list[Clause]:
    found = list(words(piece.text))
    if piece.without and len(found) > 1:
        raise UsageError(f"-{piece.text!r}: only single words can be left out")
    if found and not piece.quoted and piece.text.endswith("*"):
        *before, last = found
        beginning = Clause((prefix_token(last.folded),), prefix=True, without=piece.without)
        return [*(Clause((word.token,)) for word in before), beginning]
    return [Clause((word.token,), without=piece.without) for word in found]


def _of_fields(pieces: list[_Piece], held: Callable[[str, str], str]) -> list[Clause]:
    clauses: list[Clause] = []
    either: dict[tuple[str, bool], list[str]] = {}
    for piece in pieces:
        name, value = str(piece.field), piece.text
        if name not in FIELDS:
            raise UsageError(f"{name}: is no field{_like(name)}; these are: {', '.join(FIELDS)}")
        if not value:
            raise UsageError(f"{name}: what is asked for?")
        if name == "speaker":
            tokens = [field_token(name, word.token) for word in words(value)]
            clauses += [Clause((token,), without=piece.without) for token in tokens]
            continue
        if name in _CLOSED and (value := value.casefold()) not in _CLOSED[name]:
            raise UsageError(f"{name}:{value} is none of {', '.join(_CLOSED[name])}")
        if name in ("party", "document"):
            value = held(name, value)
        either.setdefault((name, piece.without), []).append(field_token(name, value))
    return clauses + [Clause(tuple(tokens), without=without) for (_, without), tokens in either.items()]


def _like(name: str) -> str:
    found = get_close_matches(name, FIELDS, n=1)
    return f", did you mean {found[0]}:" if found else ""


def _date(pieces: list[_Piece], name: str) -> str | None:
    """The date after ``since:`` or ``until:``; of several the last."""
    found = [piece.text for piece in pieces if piece.field == name]
    return day(found[-1]) if found else None
