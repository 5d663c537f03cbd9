"""Conflicts in words that a reader takes in at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.compare.sources import Sources
from onrecord.lexicon import load_yaml
from onrecord.model import Action, Passage, Side, Stance


def side(label: str, records: Mapping[str, Passage], sources: Sources) -> Side:
    """One side of a conflict from the records that hold it, by id, with their words and whose these are."""
    passages = tuple(sorted(set(records.values())))
    found = [sources.of(passage.document, passage.span) for passage in passages]
    named = tuple(sorted({name for _, name in found if name is not None}))
    return Side(label, tuple(sorted(records)), passages, len({origin for origin, _ in found}), named)


def summary(about: str, sides: Sequence[Side]) -> str:
    """Such as "Germany on deploying forces: undecided in 2 articles (1 origin), ruled out in 1."."""
    return f"{about}: {', '.join(_told(side, first=index == 0) for index, side in enumerate(sides))}."


def shortened(words: str, most: int = 80) -> str:
    """Words of an article on one line, cut after ``most`` characters."""
    words = " ".join(words.split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def stance_in_words(stance: Stance) -> str:
    """What the party is said to be: "ruled out", "open to it"."""
    return str(load_yaml("wordings")["stances"][stance.value])


def action_in_words(action: Action) -> str:
    """The undertaking as it stands after "on": "deploying forces"."""
    return str(load_yaml("wordings")["actions"][action.value])


def _told(side: Side, *, first: bool) -> str:
    articles = len({passage.document for passage in side.passages})
    counted = f" {_counted(articles, 'article')}" if first else f" {articles}"
    origins = f" ({_counted(side.origins, 'origin')})" if side.origins != articles else ""
    return f"{side.label} in{counted}{origins}"


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
