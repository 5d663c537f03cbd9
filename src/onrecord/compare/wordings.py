"""Where one utterance stands between quotation marks in different words, or is given to different speakers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from onrecord.compare.blocking import neighbours
from onrecord.compare.components import connected
from onrecord.compare.phrases import shortened, side, summary
from onrecord.compare.sources import Sources
from onrecord.compare.utterances import (
    Utterance,
    difference,
    meant,
    same_person,
    same_utterance,
    within,
)
from onrecord.lexicon import load_yaml
from onrecord.model import Conflict, ConflictKind, PartyKind, Reading, Speaker, Story

_REACH = 25
_LABEL = 90  # characters of a quotation that stand for its side
_SPOKEN_BY_ANOTHER = 6  # words: the same few words may be said by two


def wording_conflicts(
    story: Story,
    readings: Sequence[Reading],
    quoted: Sequence[Utterance],
    edges: Sequence[tuple[Utterance, Utterance]],
    sources: Sources,
) -> Iterator[Conflict]:
    """The drifts of a story: quotations of one utterance that differ in words, or in who said it.

    ``edges`` are the pairs of ``quoted`` that render one utterance (:func:`alike`).
    """
    told: dict[str, list[Utterance]] = defaultdict(list)
    for each in quoted:
        told[each.document].append(each)
    parted = {each for edge in edges if drifted(*edge, told) for each in edge}
    languages = {reading.text.id: reading.text.metadata.language for reading in readings}
    for group in connected(dict.fromkeys(each for edge in edges for each in edge), edges):
        if not parted.isdisjoint(group):
            yield _conflict(story, group, languages, sources)
        yield from _qualified(story, group, sources)


def _qualified(story: Story, group: Sequence[Utterance], sources: Sources) -> Iterator[Conflict]:
    """Words that one document quotes on a condition, and others without it."""
    bound = [each for each in group if _conditional(each)]
    bound_in = {each.document for each in bound}
    free = [each for each in group if each.document not in bound_in]
    if bound and free:
        about = f"the condition of {shortened(bound[0].span.exact, _LABEL)}"
        sides = tuple(
            side(
                label, {each.statement or f"{each.document}:{each.span.start}": each.passage for each in found}, sources
            )
            for label, found in (("on a condition", bound), ("without it", free))
        )
        yield Conflict(story.id, ConflictKind.SCOPE, about, summary(about[0].upper() + about[1:], sides), sides)


def _conditional(utterance: Utterance) -> bool:
    words = f" {' '.join(utterance.forms)} "
    return any(f" {marker} " in words for marker in load_yaml("wordings")["conditional"])


def alike(quoted: Sequence[Utterance]) -> Iterator[tuple[Utterance, Utterance]]:
    """The pairs that render one utterance; only those with telling words in common are looked at."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(quoted):
        for word in sorted(meant(each) or set(each.forms)):
            holders[word].append(number)
    for one, other in sorted(set(neighbours(holders.values(), _REACH))):
        if same_utterance(quoted[one], quoted[other]):
            yield quoted[one], quoted[other]


def drifted(one: Utterance, other: Utterance, told: Mapping[str, Sequence[Utterance]]) -> bool:
    """Whether two renderings part: in words that the other's document does not have, or in the speaker."""
    if "".join(_own(one.forms)) == "".join(_own(other.forms)):
        return _other_speaker(one, other)
    if _cut_unmarked(one, other) or _cut_unmarked(other, one):
        return True
    return not within(one, told[other.document]) and not within(other, told[one.document])


def _other_speaker(one: Utterance, other: Utterance) -> bool:
    """Whether the same words are given to two people by name; whom they were relayed by is no speaker."""
    if one.speaker is None or other.speaker is None or len(one.forms) < _SPOKEN_BY_ANOTHER:
        return False
    named = one.speaker.named and other.speaker.named
    relayed = one.speaker.name in other.relayed or other.speaker.name in one.relayed
    return named and not relayed and not same_person(one.speaker, other.speaker)


def _cut_unmarked(short: Utterance, long: Utterance) -> bool:
    """Whether a quotation begins, or ends, as a sentence where the other has more of it before, or after."""
    own, whole = _own(short.forms), _own(long.forms)
    if len(own) >= len(whole):
        return False
    return (short.begins and whole[-len(own) :] == own) or (short.ends and whole[: len(own)] == own)


def _own(forms: tuple[str, ...]) -> tuple[str, ...]:
    """The words without what joins them to those before: "and we have" says what "we have" does."""
    return forms[1:] if len(forms) > 1 and forms[0] in load_yaml("wordings")["joining"] else forms


def _conflict(
    story: Story, group: Sequence[Utterance], languages: Mapping[str, str | None], sources: Sources
) -> Conflict:
    speakers = {each.speaker.name for each in group if each.speaker is not None and each.speaker.named}
    told_by = dict.fromkeys(each.speaker for each in group)
    several = any(_told_apart(one, other) for one, other in combinations(told_by, 2))
    wordings: dict[tuple[tuple[str, ...], str], list[Utterance]] = defaultdict(list)
    for each in sorted(group, key=lambda each: (each.document, each.span)):
        who = (each.speaker.name if each.speaker else "no speaker told") if several else ""
        wordings[each.forms, who].append(each)
    first = next(iter(wordings))[0]
    sides = []
    for (forms, who), found in wordings.items():
        label = f"“{shortened(found[0].span.exact, _LABEL)}”" + (f" ({who})" if who else "")
        records = {each.statement or f"{each.document}:{each.span.start}": each.passage for each in found}
        made = side(label, records, sources)
        sides.append(made if forms == first else replace(made, difference=difference(first, forms)))
    about = f"the words of {min(speakers, key=lambda name: (-len(name), name))}" if speakers else "words quoted"
    told = summary(about[0].upper() + about[1:], sides)
    return Conflict(story.id, ConflictKind.WORDING, about, told, tuple(sides), note=_cause(group, languages))


def _told_apart(one: Speaker | None, other: Speaker | None) -> bool:
    """Whether the speakers of two quotations are two people by name, or one of them is not told."""
    if one is None or other is None:
        return one is not other
    return one.named and other.named and not same_person(one, other)


def _cause(group: Sequence[Utterance], languages: Mapping[str, str | None]) -> str | None:
    """Translation, where the articles or the speaker speak another language than each other."""
    written = {language for each in group if (language := languages[each.document])}
    if len(written) > 1:
        return f"likely a translation: the articles are in {' and '.join(sorted(written))}"
    for each in group:
        party = each.speaker.party if each.speaker else None
        if party and party.kind is PartyKind.STATE and party.id not in load_yaml("wordings")["english_speaking"]:
            return f"perhaps two translations: {party.name} is not an English-speaking state"
    return None
