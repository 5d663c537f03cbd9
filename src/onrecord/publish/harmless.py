"""Text from the web in spreadsheets: nothing in it may be calculated.

A cell that begins with = + - or @ is a formula to a spreadsheet, and so is what follows a semicolon or a tab where
these part cells (https://owasp.org/www-community/attacks/CSV_Injection). An apostrophe before it makes it text.
"""

from __future__ import annotations

import re

_BEGINS = "=+\\-@＝＋－＠"
_CALCULATED = re.compile(rf"(^|[;\t\r\n|])([^\S\t\r\n]*)('*[{_BEGINS}])")
_QUOTED = re.compile(rf"(^|[;\t\r\n|])([^\S\t\r\n]*)'('*[{_BEGINS}])")
_NUMERAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def harmless(text: str) -> str:
    """The text with an apostrophe before all that a spreadsheet could take for a formula; numerals stay."""
    return text if _NUMERAL.fullmatch(text) else _CALCULATED.sub(r"\1\2'\3", text)


def as_it_was(text: str) -> str:
    """The text that :func:`harmless` gave this for."""
    return _QUOTED.sub(r"\1\2\3", text)


def is_calculated(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula."""
    return harmless(text) != text
