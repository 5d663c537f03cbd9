"""Bytes to text: by byte order mark, by declaration, as UTF-8, by guess, in this order.

The mark itself is not part of the text. Line ends stay as they are: offsets count what the input holds.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from onrecord.read.refusal import Reason, Refusal

_MARKS = (  # those of UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The encodings of the web (https://encoding.spec.whatwg.org), by Python's names: no other codec may be chosen by a
# document, for some run away on long input or are no encodings of text.
_ONE_BYTE = (
    *(f"cp{page}" for page in (866, 874, *range(1250, 1259))),
    *(f"iso8859-{part}" for part in (*range(2, 9), 10, *range(13, 17))),
    *("koi8-r", "koi8-u", "mac-roman", "mac-cyrillic"),
)
_MANY_BYTES = ("cp932", "euc_jp", "iso2022_jp", "cp949", "gb18030", "big5hkscs")
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
# what browsers take a name to mean, where it is more than the name says
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "utf-16": "utf-16-le",
    "utf-32": "utf-32-le",
}
_READABLE = frozenset((*_ONE_BYTE, *_MANY_BYTES, *_WIDE, "utf-8"))
_GUESSED = [name.replace("-", "_") for name in (*_ONE_BYTE, *_MANY_BYTES)]

_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,39}")
_IN_XML = re.compile(rb"""<\?xml[^>]{1,200}?encoding\s{0,20}=\s{0,20}["']([\w.:-]{1,40})""")
_IN_META = re.compile(rb"""<meta[^>]{1,400}?charset\s{0,20}=\s{0,20}["']?\s{0,20}([\w.:-]{1,40})""", re.IGNORECASE)
_DECLARED_WITHIN = 4096  # bytes; browsers look at the first 1024, some sites declare later
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS = 0.05  # of all characters; wire services put a handful around a message


def decode(data: bytes, *declared: str | None) -> str | Refusal:
    """The text that the bytes stand for, or why there is none; declarations count in the order given."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_strictly(data[len(mark) :], encoding))
    if b"\0" in data:
        wide = _wide(data, declared)
        return Refusal(Reason.BINARY) if wide is None else _checked(wide)
    return _checked(_as_declared(data, declared) or _as_utf8(data) or _as_guessed(data))


def declared_in(data: bytes) -> str | None:
    """The encoding that a page's ``<meta>`` or an XML declaration names."""
    head = data[:_DECLARED_WITHIN]
    found = _IN_XML.match(head.lstrip()) or _IN_META.search(head)
    return found.group(1).decode("ascii") if found and found.group(1).isascii() else None


def _checked(text: str | None) -> str | Refusal:
    if text is None:
        return Refusal(Reason.UNDECODABLE)
    if "\0" in text or sum(1 for _ in _CONTROL.finditer(text)) > _MOST_CONTROLS * len(text):
        return Refusal(Reason.BINARY)
    return text


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _codec(label: str) -> str | None:
    """Python's name for the encoding of this label, if it is one of the web's."""
    if not _LABEL.fullmatch(label):
        return None
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    name = _WIDER.get(name, name)
    return name if name in _READABLE else None


def _codecs(declared: tuple[str | None, ...]) -> list[str]:
    return [codec for label in declared if label and (codec := _codec(label.strip()))]


def _wide(data: bytes, declared: tuple[str | None, ...]) -> str | None:
    """Two or four bytes a character without a mark: other text has no NUL in it."""
    for codec in [codec for codec in _codecs(declared) if codec in _WIDE] or _by_position(data):
        text = _strictly(data, codec)
        if text is not None:
            return text
    return None


def _by_position(data: bytes) -> list[str]:
    """UTF-16 of mostly western text has its NULs at every second place, all on one side."""
    first, second = data[0:_DECLARED_WITHIN:2], data[1:_DECLARED_WITHIN:2]
    for zeros, others, codec in ((second, first, "utf-16-le"), (first, second, "utf-16-be")):
        if zeros.count(0) > len(zeros) // 2 and not others.count(0):
            return [codec]
    return []


def _as_declared(data: bytes, declared: tuple[str | None, ...]) -> str | None:
    for codec in _codecs(declared):
        if codec in _WIDE or (codec in _ONE_BYTE and not data.isascii() and _strictly(data, "utf-8") is not None):
            continue  # declared in vain: without a NUL it is not wide, and only UTF-8 looks like UTF-8
        text = _strictly(data, codec)
        if text is not None:
            return text
    return None


def _as_utf8(data: bytes) -> str | None:
    """Also where a few bytes are damaged: more good sequences than bad ones do not come about by chance."""
    text = _strictly(data, "utf-8")
    if text is not None:
        return text
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for character in text if not character.isascii()) - bad
    return text if bad < good else None


def _as_guessed(data: bytes) -> str | None:
    best = from_bytes(data, cp_isolation=_GUESSED).best()
    return None if best is None else _strictly(data, best.encoding)
