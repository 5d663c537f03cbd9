"""What stands between quotation marks, and which of it is the same utterance in several documents."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from onrecord.compare.retold import english
from onrecord.compare.weights import function_words
from onrecord.compare.words import Words, stem, words_of
from onrecord.model import Mode, Passage, Reading, Span, Speaker, Statement

_FEWEST = 3  # words: shorter ones ("legitimate targets") are terms that anyone may use
_SAME_SPEAKER = 0.5  # of the shorter one's words, in order, that the other has too
_SAME_CONTENT = 0.5  # or, of long ones, of the shorter one's words that tell anything
_LONG = 6
_OTHER_SPEAKER = 0.7
_IN_A_ROW = 3
_LIKENESS = 0.35  # Jaccard similarity of the words that tell anything
_CONTENT = 2  # words that tell anything
_WITHIN = 0.9
_SPELT_APART = 6  # letters: shorter words ("four", "size") are left as they are
_SINGLE_ENDS = re.compile(r"[.,!?]['’]|\s['‘]")
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1")
_STOPS = frozenset(".!?")
_SHORT = {
    "won't": "will not",
    "can't": "can not",
    "n't": " not",
    "'ll": " will",
    "'ve": " have",
    "'re": " are",
    "'m": " am",
}
_SAID_AT_LENGTH = 8  # words: so much in common was said once, whoever is read as the speaker
_VERBATIM = 0.8
_SAME_MEANT = 0.6


@dataclass(frozen=True, slots=True, eq=False)  # thousands are joined: told apart by identity
class Utterance:
    """A quotation: its words, where it stands, and who is given as its speaker.

    ``statement`` is the attribution that holds it, ``relayed`` by whom. ``begins`` tells whether it begins with
    a capital, as a sentence of its own, ``ends`` whether with a full stop; ``telling`` are the stems of the words
    that tell anything.
    """

    document: str
    span: Span
    forms: tuple[str, ...]
    begins: bool
    ends: bool
    speaker: Speaker | None
    statement: str | None
    relayed: frozenset[str]
    telling: frozenset[str]

    @property
    def passage(self) -> Passage:
        """The words as evidence."""
        return Passage(self.document, self.span)


def utterances(reading: Reading) -> Iterator[Utterance]:
    """The quotations of a document, sentence by sentence, in order."""
    words = words_of(reading.text)
    for first, last in _runs(words):
        span = words.span(first, last)
        statement = _attribution(span, reading.statements)
        forms = tuple(form for each in words.forms[first : last + 1] for form in _spelled(each).split())
        yield Utterance(
            words.document,
            span,
            forms,
            not span.exact[0].islower(),
            words.text[span.end : span.end + 1] in _STOPS,
            statement.speaker if statement and statement.mode is not Mode.INDIRECT else None,
            statement.id if statement else None,
            frozenset(link.name for link in statement.relay) if statement else frozenset(),
            frozenset(stem(form) for form in forms if stem(form) not in function_words()),
        )


def same_utterance(one: Utterance, other: Utterance) -> bool:
    """Whether two quotations of different documents render one utterance, in whatever words."""
    if one.document == other.document or one.forms == other.forms:
        return one.document != other.document
    same = same_person(one.speaker, other.speaker)
    fewer, more = sorted((one.forms, other.forms), key=len)
    if not same and named(one.speaker) and named(other.speaker) and len(fewer) < _SAID_AT_LENGTH:
        return False
    words = set(more)
    most = sum(word in words for word in fewer) / len(fewer)
    if most < (_SAME_SPEAKER if same else _OTHER_SPEAKER) and len(one.telling & other.telling) <= _CONTENT:
        return False  # whatever the order
    matcher = SequenceMatcher(None, one.forms, other.forms, autojunk=False)
    blocks = [one.forms[block.a : block.a + block.size] for block in matcher.get_matching_blocks()]
    shared = [word for block in blocks for word in block]
    content = len({stem(word) for word in shared} - function_words())
    part = len(shared) / min(len(one.forms), len(other.forms))
    if not same and named(one.speaker) and named(other.speaker):
        return part >= _VERBATIM and content > _CONTENT
    if not same or not named(one.speaker):
        likeness = content / max(1, len(one.telling | other.telling))
        run = max(map(len, blocks))
        return part >= _OTHER_SPEAKER and content >= _CONTENT and run >= _IN_A_ROW and likeness >= _LIKENESS
    if len(meant(one) & meant(other)) >= max(_IN_A_ROW, _SAME_MEANT * min(len(meant(one)), len(meant(other)))):
        return True  # in whatever order and forms
    if part >= _SAME_SPEAKER:
        if not one.telling or not other.telling:
            return part >= _SAME_MEANT and max(map(len, blocks)) >= _IN_A_ROW
        return content >= _CONTENT or (content > 0 and len(shared) >= _FEWEST)
    long = min(len(one.forms), len(other.forms)) >= _LONG
    return long and content > _CONTENT and content >= _SAME_CONTENT * min(len(one.telling), len(other.telling))


@functools.lru_cache(maxsize=20_000)
def _meant(telling: frozenset[str]) -> frozenset[str]:
    return frozenset(map(english, telling))


def meant(utterance: Utterance) -> frozenset[str]:
    """What forms of its telling words have in common: "paid" and "pay", "refused" and "refusing"."""
    return _meant(utterance.telling)


def named(speaker: Speaker | None) -> bool:
    """Whether a speaker is told by name: two unnamed witnesses are seldom one."""
    return speaker is not None and speaker.named


def same_person(one: Speaker | None, other: Speaker | None) -> bool:
    """Whether two names may be of one person: their last words, or any word of a name of one word."""
    if one is None or other is None:
        return False
    return one.name == other.name or _same_name(one.name.casefold(), other.name.casefold())


@functools.lru_cache(maxsize=100_000)
def _same_name(one: str, other: str) -> bool:
    its, others = (re.findall(r"\w+", name) for name in (one, other))
    within = set(its) <= set(others) or set(others) <= set(its)
    return bool(its and others) and (within or its[-1] == others[-1])


def within(utterance: Utterance, others: Iterable[Utterance]) -> bool:
    """Whether nearly all of a quotation's words stand in a row in one of the others."""
    needed = _WITHIN * len(utterance.forms)
    for other in others:
        matcher = SequenceMatcher(None, utterance.forms, other.forms, autojunk=False)
        if matcher.find_longest_match().size >= needed:
            return True
    return False


def difference(one: Sequence[str], other: Sequence[str]) -> str:
    """Where the words of two quotations part: "the [day → instant] the [conflict → war] stops"."""
    parts = []
    for kind, start, end, begin, stop in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        its, others = " ".join(one[start:end]), " ".join(other[begin:stop])
        parts.append(its if kind == "equal" else f"[{its or '…'} → {others or '…'}]")
    return " ".join(parts)


def _spelled(form: str) -> str:
    """A word as British and American spelling agree on it, as far as letters tell; "we'll" in two words."""
    form = form.replace("’", "'")
    if "'" in form:
        return _in_full(form)
    if len(form) < _SPELT_APART:
        return form
    return re.sub(r"our(?=\b|s\b|ed\b|ing\b)", "or", re.sub(r"(?<=[iy])z(?=[aei])", "s", _DOUBLED.sub(r"\1", form)))


def _in_full(form: str) -> str:
    """What a short form stands for, where it stands for one thing alone: "'s" and "'d" stand for several."""
    for ending, full in _SHORT.items():
        if form.endswith(ending):
            return form.removesuffix(ending) + full
    return form


def _runs(words: Words) -> Iterator[tuple[int, int]]:
    """Words in a row between the same quotation marks; sentences within them stand apart."""
    first: int | None = None
    for index in range(len(words.forms) + 1):
        ends = index == len(words.forms) or not words.quoted[index]
        if first is not None and (ends or _parts(words, index)):
            if index - first >= _FEWEST:
                yield first, index - 1
            first = None
        if not ends and first is None:
            first = index


def _parts(words: Words, index: int) -> bool:
    between = words.text[words.places[index - 1][1] : words.places[index][0]]
    if words.blocks[index] != words.blocks[index - 1] or set(between) & set('“”„«»"') or _SINGLE_ENDS.search(between):
        return True
    return bool(re.search(r"[.!?]\s", between)) and not words.text[words.places[index][0]].islower()


def _attribution(span: Span, statements: Sequence[Statement]) -> Statement | None:
    """The attribution that holds a quotation most closely, direct ones first."""
    holding = [each for each in statements if any(content.covers(span) for content in each.content)]
    return min(holding, key=lambda each: (each.mode is not Mode.DIRECT, _length(each), each.id), default=None)


def _length(statement: Statement) -> int:
    return sum(span.end - span.start for span in statement.content)
