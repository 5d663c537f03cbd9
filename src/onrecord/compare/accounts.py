"""Where tellings part on who holds what was said, and on whether somebody spoke of it at all."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.compare.blocking import neighbours
from onrecord.compare.phrases import shortened, side, summary
from onrecord.compare.sources import Sources
from onrecord.compare.utterances import same_person
from onrecord.compare.weights import function_words
from onrecord.compare.words import stem, stems
from onrecord.lexicon import load_yaml
from onrecord.model import Conflict, ConflictKind, Passage, Reading, Speaker, Statement, Story

_REACH = 25
_SHARED = 2  # words that tell anything, of those of the shorter one
_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class _Said:
    statement: Statement
    cue: str
    telling: frozenset[str]
    silent: bool
    affirms: bool | None

    @property
    def document(self) -> str:
        return self.statement.document

    @property
    def speaker(self) -> Speaker | None:
        return self.statement.speaker


def account_conflicts(story: Story, readings: Sequence[Reading], sources: Sources) -> Iterator[Conflict]:
    """Who holds a view, another or the one who tells of it; and silence in one document on what another reports."""
    said = [each for reading in readings for each in _said(reading)]
    held: dict[tuple[ConflictKind, str], dict[str, dict[str, Passage]]] = defaultdict(lambda: defaultdict(dict))
    for one, other in _pairs(said):
        for its, others in ((one, other), (other, one)):
            found = _holder(its, others) or _silence(its, others) or _contradiction(its, others)
            if found is not None:
                kind, about, labels = found
                for label, each in zip(labels, (its, others), strict=True):
                    held[kind, about][label][each.statement.id] = Passage(each.document, each.statement.content[0])
    for (kind, about), told in sorted(held.items()):
        sides = tuple(side(label, records, sources) for label, records in told.items())
        yield Conflict(story.id, kind, about, summary(about[0].upper() + about[1:], sides), sides)


def _pairs(said: Sequence[_Said]) -> Iterator[tuple[_Said, _Said]]:
    """The pairs with telling words in common, of one kind of saying: by a verb of view, or of yes and no, or silent."""
    views: dict[tuple[str, str], list[int]] = defaultdict(list)
    kept_silent = {word for each in said if each.silent for word in each.telling}
    told: dict[str, list[int]] = defaultdict(list)
    silent: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(said):
        for word in sorted(each.telling):
            if each.cue:
                views[word, each.cue].append(number)
            if each.affirms is not None:
                views[word, "so"].append(number)
            if word in kept_silent:
                (silent if each.silent else told)[word].append(number)
    pairs = set(neighbours(views.values(), _REACH))
    for word, numbers in silent.items():
        pairs |= {(one, other) for one in numbers[:_REACH] for other in told[word][:_REACH]}
    return ((said[one], said[other]) for one, other in sorted(pairs))


# what kind of conflict two statements make, what it is about, and what each of them holds
_Found = tuple[ConflictKind, str, tuple[str, str]]


def _holder(its: _Said, others: _Said) -> _Found | None:
    """One tells it as his own view; by another document he tells that somebody else holds it."""
    teller, holder = its.speaker, others.speaker
    if its.document == others.document or teller is None or holder is None or same_person(teller, holder):
        return None
    if not its.cue or its.cue != others.cue or len(its.telling & others.telling) < _SHARED:
        return None
    if not any(same_person(teller, Speaker(link.name)) for link in others.statement.relay):
        return None
    about = f"who {others.cue}s it: {_short(its.statement)}"
    return ConflictKind.ACTOR, about, (teller.name, holder.name)


def _silence(its: _Said, others: _Said) -> _Found | None:
    """Somebody would not speak of a thing; another document has it from him, or of him."""
    speaker = its.speaker
    if not its.silent or others.silent or its.document == others.document or speaker is None or not speaker.named:
        return None
    shared = its.telling & others.telling
    if len(shared) < _SHARED or len(shared) < _SHARE * len(its.telling):
        return None
    told = {word for span in others.statement.content for word in stems(span.exact)}
    if not same_person(speaker, others.speaker) and stem(speaker.name.split()[-1]) not in told:
        return None
    about = f"{speaker.name} on {_short(its.statement)}"
    return ConflictKind.STANCE, about, ("not answered", "told")


def _contradiction(its: _Said, others: _Said) -> _Found | None:
    """One document has it that somebody confirmed a thing, another that he denied it."""
    if its.affirms is not True or others.affirms is not False or its.document == others.document:
        return None
    shared = its.telling & others.telling
    if not same_person(its.speaker, others.speaker) or len(shared) < _SHARED:
        return None
    if len(shared) < _SHARE * min(len(its.telling), len(others.telling)):
        return None
    about = f"{its.speaker.name if its.speaker else 'who spoke'} on {_short(its.statement)}"
    return ConflictKind.STANCE, about, ("confirmed", "denied")


def _said(reading: Reading) -> Iterator[_Said]:
    for statement in reading.statements:
        telling = frozenset(word for span in statement.content for word in stems(span.exact)) - function_words()
        cue = statement.cue.exact if statement.cue else ""
        if len(telling) >= _SHARED:
            word = _word(cue)
            view = word if word in load_yaml("wordings")["views"] else ""
            yield _Said(statement, view, telling, bool(_silent().search(cue)), _affirms(cue, word))


def _word(cue: str) -> str:
    """The cue's last word without its ending."""
    word = cue.split()[-1].casefold() if cue else ""
    for ending in ("ing", "ied", "ies", "ed", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)]
    return word


def _affirms(cue: str, word: str) -> bool | None:
    """Whether a cue says that a thing is so (True) or not so (False); None where it only says that it was said."""
    lists = load_yaml("wordings")
    if word in lists["affirming"]:
        return None if re.search(r"\b(?:not|never|neither|nor)\b|n['’]t\b", cue) else True
    return False if word in lists["denying"] and cue.split()[0].casefold() == cue.split()[-1].casefold() else None


@functools.cache
def _silent() -> re.Pattern[str]:
    """Ways of telling that somebody kept silent: the words of the cue."""
    verbs = "|".join(load_yaml("wordings")["silent"])
    no = r"(?:did|does|do|would|will|has|have|had)(?: not|n['’]t)(?: \w+)?"
    return re.compile(rf"\b(?:{no}|(?:declin|refus)\w+ to) (?:{verbs})")


def _short(statement: Statement) -> str:
    return f"“{shortened(statement.content[0].exact)}”"
