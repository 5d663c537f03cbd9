"""The shape of a line: how long it is, how it begins and ends, how it is capitalised."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_CLOSERS = "\"'”’»)]}›"
_ENDS = ".!?…:。！？؟۔।։"
_BULLET = re.compile(r"(?:[•·▪‣◦●■]\s*|[*–—-]{1,2}\s+)(?=[^\W_]|[\"“‘'])")
_ADDRESS = re.compile(
    r"https?://|www\.|\w@\w|^[\"'“(.]?@\w|^[a-z0-9-]+/[a-z0-9-]+/[a-z0-9-]+$|\.(?:com|org|net)(?:/|$)"
)
_SIGNED_POST = re.compile(r"\(@\w{1,30}\)")
_SENTENCE_INSIDE = re.compile(r"[^\W\d_A-Z]{2}[.!?…][\"'”’)]{0,3}\s+[\"'“‘(]{0,2}[^\W\d_a-z]")
# six words at least before the dash: fewer are the place of a dateline ("NEW YORK, N.Y. — ")
_JOINED_BY_DASH = re.compile(r"(?:\S{1,60}\s){5,40}?\S{0,60}[.!?]\s[-–—|]\s[\"“‘']?[^\W\d_a-z]")
_GLUED_LABEL = re.compile(r"[^\W_][^:.!?]{0,40}[^\W\d_][)]?:[^\W\d_a-z\"“‘']")
_PLAYING_TIME = re.compile(r"\b\d{1,2}:\d\d$")
_REMARK = re.compile(r"\s[(\[][^()\[\]]{1,120}[)\]]$")
_EDGE = 200  # characters at either end of a line in which marks of its shape are looked for
_MOST, _ALL = 0.8, 0.95  # share of capitalised words in a title, and in one that ends as a sentence does
_LONG_SCRIPT = 12  # letters a "word": above this the script does not part its words by spaces


@dataclass(frozen=True, slots=True)
class Shape:
    """What a line looks like, whatever its words mean.

    ``words`` counts words, or pairs of letters in scripts that do not part words. ``mark`` is the
    punctuation that ends it, "" for none. ``title_case`` is the share of capitalised words among
    those that a title capitalises.
    """

    words: int
    mark: str
    bullet: bool
    quoted: bool
    sentences: bool
    joined: bool
    title_case: float
    capitals: bool
    lower_start: bool
    comma: bool
    signed_post: bool
    glued_label: bool
    bracketed: bool
    playing_time: bool

    @property
    def ended(self) -> bool:
        """Whether the line ends as a sentence does, a cut-off one excepted."""
        return bool(self.mark) and self.mark != "…"

    @property
    def titled(self) -> bool:
        """Whether the line is capitalised as a title; a sentence may well have four capitals in five words."""
        return self.title_case > (_ALL if self.ended else _MOST)


def shape_of(text: str, words: Sequence[str], small: frozenset[str], item: bool = False) -> Shape:
    """The shape of a line, given with its words in lower case; ``item`` that it is an item of a list."""
    head, tail = text[:_EDGE], text[-_EDGE:]
    return Shape(
        words=_length(words),
        mark=_mark(tail),
        bullet=item or bool(_BULLET.match(head)),
        quoted=head[0] in "\"'“‘«„",
        sentences=bool(_SENTENCE_INSIDE.search(text)),
        joined=bool(_JOINED_BY_DASH.match(head)),
        title_case=_title_case(head, small),
        capitals=text.isupper() and any(len(word) > 3 for word in words),
        lower_start=head[0].islower(),
        comma=tail[-1] in ",;-–—",
        signed_post=bool(_SIGNED_POST.search(tail)),
        glued_label=bool(_GLUED_LABEL.match(head)),
        bracketed=head[0] in "[(" and tail[-1] in "])",
        playing_time=bool(_PLAYING_TIME.search(tail)),
    )


def is_address(token: str) -> bool:
    """Whether a stretch without spaces is a web address, a mail address, a path or an account's handle."""
    return bool(_ADDRESS.search(token[:_EDGE]))


def _length(words: Sequence[str]) -> int:
    letters = sum(map(len, words))
    return letters // 2 if letters > _LONG_SCRIPT * len(words) else len(words)


def _mark(tail: str) -> str:
    """The end mark of the line; a remark in brackets behind the last sentence does not hide it."""
    return _end(tail) or _end(_REMARK.sub("", tail))


def _end(tail: str) -> str:
    bare = tail.rstrip(_CLOSERS + " ")
    if bare.endswith("..."):
        return "…"
    return bare[-1] if bare and bare[-1] in _ENDS else ""


def _title_case(head: str, small: frozenset[str]) -> float:
    cased = [word for word in re.findall(r"[^\W\d_][\w’'.-]*", head) if word.lower() not in small]
    cased = [word for word in cased if word.lower() != word.upper()]
    return sum(not word[0].islower() for word in cased) / len(cased) if cased else 0.0
