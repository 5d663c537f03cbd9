"""One person's name across the documents of a story."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from onrecord.model.holdings import Holdings
from onrecord.model.party import Speaker
from onrecord.model.story import Story

#: gives the speaker of a document by the fullest name
Naming = Callable[[str, Speaker], Speaker]


def full_names(names: Iterable[str]) -> dict[str, str]:
    """For each name of one word the one longer name that ends or, as in Korean, begins with it.

    A name that several longer ones share is left alone: who is meant is not told.
    """
    longer: dict[str, set[str]] = {}
    for name in names:
        words = name.split()
        if len(words) > 1:
            for word in {words[0], words[-1]}:
                longer.setdefault(word, set()).add(name)
    return {name: next(iter(found)) for name, found in longer.items() if len(found) == 1}


def story_names(holdings: Holdings, stories: Iterable[Story] | None = None) -> Naming:
    """Speakers by the full name that any document of their story gives: a surname may be all that one has.

    ``stories`` are those of the documents that will be asked about; all stories where None.
    """
    known_stories = holdings.comparison().stories if stories is None else stories
    story_of = {document: story.documents for story in known_stories for document in story.documents}
    known: dict[tuple[str, ...], dict[str, str]] = {}

    def named(document: str, speaker: Speaker) -> Speaker:
        together = story_of.get(document, (document,))
        if not speaker.named or " " in speaker.name or len(together) == 1:
            return speaker
        if speaker.party is not None and speaker.name == speaker.party.name:
            return speaker
        if together not in known:
            known[together] = full_names(_people(holdings, together))
        return replace(speaker, name=known[together].get(speaker.name, speaker.name))

    return named


def _people(holdings: Holdings, documents: Iterable[str]) -> Iterable[str]:
    for document in documents:
        for statement in holdings.statements(document=document):
            speaker = statement.speaker
            if speaker is not None and speaker.named and (speaker.party is None or speaker.name != speaker.party.name):
                yield speaker.name
