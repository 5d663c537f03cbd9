"""Names of states, organisations and their leaders in running text, by longest match."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from enum import StrEnum

from onrecord import lexicon
from onrecord.model import Party, PartyKind, Sentence

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PIECE = re.compile(r"\w+|[^\w\s]")
_AFTER_PLACE = frozenset({"(", "-", "—", "–", "/", ","})  # what stands after a line that tells where
_LONGEST_PLACE = 5  # words of it
_LOUD_LETTERS = 5  # of a name that is known in capitals as well: shorter ones are words, too ("MAY", "MALI")


class FormKind(StrEnum):
    """How a form stands for its party."""

    NAME = "name"
    DEMONYM = "demonym"
    SEAT = "seat"
    LEADER = "leader"


_LOUD = frozenset({FormKind.NAME, FormKind.LEADER})


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing a party; ``person`` is the full name where the form names a leader.

    ``short``: others are called so too ("the South", "the bloc"), so it needs the name in full beside it. ``times``:
    when a leader spoke for the party, each from one month or year (ISO 8601, "" where it is not known) to another.
    """

    party: Party
    kind: FormKind
    person: str | None = None
    short: bool = False
    times: tuple[tuple[str, str], ...] = ()

    def known_at(self, published: str | None) -> bool:
        """Whether the leader is known to have spoken for the party when an article was published."""
        return published is not None and bool(self.times) and self.stood(published)

    def stood(self, published: str | None) -> bool:
        """Whether the leader may have spoken for the party when an article was published: where nothing tells, so."""
        if published is None or not self.times or not _DAY.match(published):
            return True
        return any(
            begun <= published[: len(begun)] and (not ended or published[: len(ended)] <= ended)
            for begun, ended in self.times
        )


@dataclass(frozen=True, slots=True)
class Match:
    """A form found in a sentence: tokens ``first`` to ``last``, both included."""

    first: int
    last: int
    form: Form


type_forms = dict[tuple[str, ...], Form]


@functools.cache
def parties() -> dict[str, Party]:
    """All parties of the lexicon by id."""
    found = {row["id"]: Party(row["id"], row["name"], PartyKind.STATE) for row in lexicon.load_table("states")}
    for key, entry in lexicon.load_yaml("organisations").items():
        found[key] = Party(key, entry["name"], PartyKind(entry["kind"]))
    return found


@functools.cache
def _forms() -> tuple[type_forms, dict[str, int], frozenset[tuple[str, ...]]]:
    """Every form by its pieces, the longest form that begins with a piece, and which are names put in capitals."""
    forms: type_forms = {}
    short = set(lexicon.load_yaml("offices")["short"])

    def add(text: str, form: Form) -> None:
        pieces = tuple(_PIECE.findall(text))
        if pieces:
            called = pieces[0] == "the" and " ".join(pieces[1:]).lower() in short
            forms.setdefault(pieces, replace(form, short=called))

    known = parties()
    for row in lexicon.load_table("states"):
        party = known[row["id"]]
        for kind, column in ((FormKind.NAME, "aliases"), (FormKind.DEMONYM, "demonyms"), (FormKind.SEAT, "seats")):
            for text in (row["name"], *row["aliases"].split(";")) if column == "aliases" else row[column].split(";"):
                add(text, Form(party, kind))
                if kind is FormKind.DEMONYM and text.endswith(("n", "i")):
                    add(f"{text}s", Form(party, kind))  # the people: "Ecuadorians", "Emiratis"
    for key, entry in lexicon.load_yaml("organisations").items():
        for text in entry["forms"]:
            add(text, Form(known[key], FormKind.NAME))
            if text[0].islower() and not text.startswith("the "):
                add(text[0].upper() + text[1:], Form(known[key], FormKind.NAME))
    for row in lexicon.load_table("leaders"):
        form = Form(known[row["party"]], FormKind.LEADER, row["name"], times=_times(row["times"] or ""))
        for text in (row["name"], *(row["aliases"] or "").split(";")):
            add(text, form)
    capitals: type_forms = {}
    for pieces, form in forms.items():  # "NEVER THREATEN THE UNITED STATES"
        loud = tuple(piece.upper() for piece in pieces)
        if form.kind in _LOUD and not form.short and sum(map(len, pieces)) >= _LOUD_LETTERS and loud not in forms:
            capitals.setdefault(loud, form)
    forms.update(capitals)
    longest: dict[str, int] = {}
    for pieces in forms:
        longest[pieces[0]] = max(longest.get(pieces[0], 0), len(pieces))
    return forms, longest, frozenset(capitals)


def _times(told: str) -> tuple[tuple[str, str], ...]:
    """ "2009-01/2017-01;2021-01/" """
    pairs = (each.partition("/") for each in filter(None, told.split(";")))
    return tuple((begun, ended) for begun, _, ended in pairs)


@functools.cache
def ending_with(word: str) -> frozenset[Party]:
    """The organisations that are named by several words of which this is the last: "Commission", "Fund"."""
    forms = _forms()[0]
    return frozenset(
        form.party
        for pieces, form in forms.items()
        if len(pieces) > 1 and pieces[-1] == word and form.party.kind is PartyKind.ORGANISATION and not form.short
    )


def leader_called(*words: str) -> Form | None:
    """The leader of just this name: of "Hillary Rodham Clinton" the first word and the last."""
    form = _forms()[0].get(words)
    return form if form is not None and form.kind is FormKind.LEADER else None


@functools.lru_cache(maxsize=50_000)
def _pieces(word: str) -> tuple[str, ...]:
    return tuple(_PIECE.findall(word))


def find(sentence: Sentence) -> tuple[Match, ...]:
    """All names in a sentence, leftmost and longest first, none overlapping another."""
    forms, longest, capitals = _forms()
    pieces: list[str] = []
    owner: list[int] = []
    for token in sentence.tokens:
        for piece in _pieces(token.text):
            pieces.append(piece)
            owner.append(token.index)
    found, at = [], 0
    while at < len(pieces):
        for length in range(min(longest.get(_the(pieces[at], at), 0), len(pieces) - at), 0, -1):
            key = (_the(pieces[at], at), *pieces[at + 1 : at + length])
            form = forms.get(key)
            where = key in capitals and _tells_where(pieces, at + length)
            if form and _whole(owner, at, length) and not where:
                found.append(Match(owner[at], owner[at + length - 1], form))
                at += length - 1
                break
        at += 1
    return tuple(found)


def _tells_where(pieces: list[str], end: int) -> bool:
    """Whether a sentence's first words in capitals are the line that tells where it was written: "BRUSSELS (AP) —"."""
    opening = pieces[:_LONGEST_PLACE]
    after = next((at for at, piece in enumerate(opening) if piece in _AFTER_PLACE), None)
    return after is not None and end <= after and all(piece.isupper() for piece in opening[:after] if piece.isalpha())


def _the(piece: str, at: int) -> str:
    return "the" if piece == "The" else piece


def _whole(owner: list[int], at: int, length: int) -> bool:
    """Whether the pieces are whole words: no form is found inside a longer one ("US" in "US-led" is)."""
    after = at + length
    return (at == 0 or owner[at - 1] != owner[at]) and (after == len(owner) or owner[after] != owner[after - 1])
