"""Marked sentences made from predicates that tell each PLOVER code: knowledge for the act coder to learn from."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import yaml

_HERE = Path(__file__).parent


def made(times: int, seed: int = 7) -> Iterator[tuple[str, str]]:
    """For each predicate so many marked sentences, with its code; parties and circumstances by chance."""
    phrases = yaml.safe_load((_HERE / "acts_phrases.yaml").read_text(encoding="utf-8"))
    around = yaml.safe_load((_HERE / "acts_actors.yaml").read_text(encoding="utf-8"))
    chance = random.Random(seed)
    for code, predicates in phrases.items():
        for predicate in predicates:
            for _ in range(times):
                yield _sentence(predicate, {name: chance.choice(each) for name, each in around.items()}), code


def _sentence(predicate: str, around: dict[str, str]) -> str:
    whole = predicate if "{s}" in predicate else f"{{s}} {predicate}"
    first = whole.startswith("{s}") and not around["before"]
    named = {"s": _within(around["sources"], first), "t": around["targets"]}
    if whole.startswith("{t}") and not around["before"]:
        named["t"] = named["t"][0].upper() + named["t"][1:]
    told = whole.format(s=f"<s>{named['s']}</s>", t=f"<t>{named['t']}</t>")
    return f"{around['before']}{told}{around['after']}."


def _within(source: str, first: bool) -> str:
    """A source as it is written where it does not stand first: no capital on an article or a plain noun."""
    article = source.split()[0] in {"The", "A", "Police", "Rebel", "Hundreds", "Workers", "Lawmakers", "Gunmen"}
    return source[0].lower() + source[1:] if article and not first else source
