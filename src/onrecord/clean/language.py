"""Which language a text is in."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.model.language import language_code

_FEWEST = 40  # letters that an identification needs
_ENOUGH = 4000  # characters that it looks at


def identified_language(passages: Iterable[str]) -> str | None:
    """The language of some passages; None where there is too little to tell."""
    sample = _sample(passages)
    if sum(map(str.isalpha, sample)) < _FEWEST:
        return None
    import py3langid  # loads a model: only where it is needed

    code, _ = py3langid.classify(sample)
    return language_code(str(code))


def _sample(passages: Iterable[str]) -> str:
    taken, length = [], 0
    for passage in passages:
        if length >= _ENOUGH:
            break
        taken.append(passage[: _ENOUGH - length])
        length += len(taken[-1]) + 1
    return "\n".join(taken)
