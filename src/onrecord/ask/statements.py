"""Who said what: statements with their place and their words, and how many they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.ask.choice import EVERYTHING, Only, check, chosen_documents
from onrecord.ask.kept import comparison_about
from onrecord.errors import UsageError
from onrecord.model import Mode, Statement
from onrecord.model.holdings import Holdings
from onrecord.model.people import Naming, story_names
from onrecord.tokens import folded

_BETWEEN = " … "  # pieces of one statement
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement with the name of its document.

    ``start`` and ``end`` are code points from the first of its words to behind the last; ``words``
    are all its pieces, exact, with " … " between them.
    """

    id: str
    document: str
    start: int
    end: int
    words: str
    statement: Statement


@dataclass(frozen=True, slots=True)
class StatementCounts:
    """How many statements, by how they are told and by whom.

    ``speakers`` counts names; ``unnamed`` the statements of a source that is only described, only a
    pronoun, or missing.
    """

    statements: int
    speakers: int
    direct: int
    indirect: int
    mixed: int
    unnamed: int


def statements(
    holdings: Holdings,
    *,
    speaker: str | None = None,
    party: str | None = None,
    mode: Mode | None = None,
    document: str | None = None,
    only: Only = EVERYTHING,
) -> tuple[StatementView, ...]:
    """The statements, by document and place.

    ``speaker`` is any whole words of a speaker's name, without regard to case or accents; of ``only``
    the story, publisher and dates count. Raises UsageError when it holds no word, and for what is not held.
    """
    wanted = None if speaker is None else _wanted(speaker)
    check(holdings, party, document)
    held = _held(holdings, party, mode, document)
    if only != EVERYTHING:
        documents = chosen_documents(holdings, only)
        held = tuple(each for each in held if each.document in documents)
    within = {each.document for each in held}
    names = holdings.names(within)
    # of one document its own story is enough to know who is who in it
    stories = (
        None if len(within) > 1 else [story for each in within for story in comparison_about(holdings, each).stories]
    )
    named = story_names(holdings, stories)
    found = (_view(each, names[each.document], named) for each in held)
    return tuple(each for each in found if wanted is None or _words_of_speaker(each.statement).issuperset(wanted))


def statement_counts(found: Sequence[StatementView]) -> StatementCounts:
    """How many there are of each kind."""
    modes = Counter(view.statement.mode for view in found)
    named = [view.statement.speaker.name for view in found if view.statement.speaker and view.statement.speaker.named]
    return StatementCounts(
        statements=len(found),
        speakers=len({folded(name) for name in named}),
        direct=modes[Mode.DIRECT],
        indirect=modes[Mode.INDIRECT],
        mixed=modes[Mode.MIXED],
        unnamed=len(found) - len(named),
    )


def _held(holdings: Holdings, party: str | None, mode: Mode | None, document: str | None) -> tuple[Statement, ...]:
    if document is None or party is None:
        return tuple(holdings.statements(party=party, mode=mode, document=document))
    # a document has few, a party may have a hundred thousand: these are not looked through for one document
    means = Only(party=party).means
    within = holdings.statements(mode=mode, document=document)
    return tuple(each for each in within if each.speaker and each.speaker.party and means(each.speaker.party))


def _view(statement: Statement, document: str, named: Naming) -> StatementView:
    if statement.speaker is not None:
        statement = replace(statement, speaker=named(statement.document, statement.speaker))
    content = statement.content
    return StatementView(
        statement.id,
        document,
        min((span.start for span in content), default=0),
        max((span.end for span in content), default=0),
        _BETWEEN.join(span.exact for span in content),
        statement,
    )


def _wanted(speaker: str) -> frozenset[str]:
    """The words to look for in names: none at all would be found in every name."""
    words = _words(speaker)
    if not words:
        raise UsageError(f"no name in {speaker!r}")
    return words


def _words_of_speaker(statement: Statement) -> frozenset[str]:
    return _words(statement.speaker.name) if statement.speaker else frozenset()


def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(folded(name)))
