"""The words of a web page without parsing it: enough to see whether they can matter."""

from __future__ import annotations

import html
import re

# Each match ends at the next opening bracket: time stays linear on brackets that are never closed.
_TAG = re.compile(r"<[^<>]*>")
# within a line of text, these break no sentence
_INLINE = re.compile(
    r"</?(?:a|abbr|b|cite|em|font|i|mark|q|small|span|strong|sub|sup|time|u)(?:\s[^<>]*)?>", re.IGNORECASE
)
_SILENT = re.compile(r"<(script|style|noscript|template|svg)\b", re.IGNORECASE)


def lines_of_page(markup: str) -> list[str]:
    """The text between the tags, a line for each element that breaks one; scripts and styles left out."""
    return html.unescape(_TAG.sub("\n", _INLINE.sub("", _without_silent(markup)))).splitlines()


def _without_silent(markup: str) -> str:
    kept, at = [], 0
    lower = markup.lower()
    if len(lower) != len(markup):  # a capital whose small letter is longer: places would no longer fit
        lower = markup
    for found in _SILENT.finditer(markup):
        if found.start() < at:
            continue  # within one that was left out already
        kept.append(markup[at : found.start()])
        end = lower.find(f"</{found[1].lower()}", found.end())
        if end < 0:
            return "".join(kept)
        at = end
    kept.append(markup[at:])
    return "".join(kept)
