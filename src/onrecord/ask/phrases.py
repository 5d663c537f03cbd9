"""What a party is said to hold, in a few words: "undecided on deploying forces"."""

from __future__ import annotations

from onrecord.lexicon import load_yaml
from onrecord.model import Action, Polarity, Stance


def held(stance: Stance, action: Action) -> str:
    """A stance on an undertaking: "pledged to deploy forces", "ruled out deploying forces"."""
    return _said(stance.value, action)


def claimed(polarity: Polarity, action: Action) -> str:
    """What the tellings of a claim agree on: "committed or open to deploying forces"."""
    return _said(load_yaml("wordings")["polarities"][polarity.value], action)


def undertaking(action: Action) -> str:
    """The undertaking as it stands after "on": "deploying forces"."""
    return str(load_yaml("wordings")["actions"][action.value])


def _said(form: str, action: Action) -> str:
    wordings = load_yaml("wordings")
    return str(wordings["held"][form]).format(do=wordings["deeds"][action.value], doing=undertaking(action))
