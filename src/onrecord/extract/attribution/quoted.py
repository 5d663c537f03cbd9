"""Direct speech: quotations that hold somebody's words, each with what attributes it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from onrecord.extract.attribution.quotations import Quotation
from onrecord.extract.attribution.relays import relays
from onrecord.extract.attribution.sources import Attributed, according_to, is_cue, source_span
from onrecord.extract.clauses import SUBJECTS, own_subject, subject
from onrecord.model import Mode, Sentence, Span, Statement, Text, Token
from onrecord.model.candidate import Place, StatementCandidate

_NEAR = 14  # words between a quotation and the verb that attributes it
_LEAST_WORDS = 5  # a shorter fragment without a verb or a final mark is a way of speaking
_SENTENCE_FINAL = frozenset({".", "!", "?", "…"})

_MOSTLY = 0.7  # share of a retelling that lies in one quotation: the quotation tells it already

_I = frozenset({"I", "me", "my", "myself"})

Located = tuple[int, Sentence]
# what attributes a quotation, as somebody else reads the paragraph
Attributing = Callable[[Quotation], Attributed | None]


class Quoted:
    """The quotations of a document, and quick answers to what stands inside them."""

    __slots__ = ("_starts", "all")

    def __init__(self, quotations: Sequence[Quotation]) -> None:
        self.all = tuple(quotations)
        self._starts = [quotation.start for quotation in self.all]

    def holds(self, token: Token) -> bool:
        """Whether a word stands between quotation marks."""
        return self.around(token.start) is not None

    def around(self, place: int) -> Quotation | None:
        """The quotation that covers a place of the text."""
        number = bisect_right(self._starts, place) - 1
        if number >= 0 and place < self.all[number].end:
            return self.all[number]
        return None

    def mostly_holds(self, piece: Span) -> bool:
        """Whether one quotation holds most of a retelling, and so tells it already."""
        quotation = self.around(piece.start) or self.around(piece.end - 1)
        if quotation is None:
            return False
        shared = min(piece.end, quotation.end) - max(piece.start, quotation.start)
        return shared > _MOSTLY * (piece.end - piece.start)


def direct_speech(
    text: Text, sentences: Sequence[Sentence], quoted: Quoted, told: Attributing
) -> list[StatementCandidate]:
    """A candidate for every quotation that holds words; one without a cue goes on with the last speaker.

    ``told`` gives the attribution that somebody else found for a quotation, if any.
    """
    found: list[StatementCandidate] = []
    last: tuple[Quotation, Attributed] | None = None
    persons = frozenset(token.text for sentence in sentences for token in sentence.tokens if token.entity == "PERSON")
    starts = [sentence.start for sentence in sentences]
    for quotation in quoted.all:
        touching = _touching(sentences, starts, quotation)
        if not _holds_words(text.text, touching, quotation):
            continue
        whose = _whose(text.text, sentences, touching, quotation, quoted, told, persons)
        if whose is None and last is not None and quotation.paragraph - last[0].paragraph in {0, 1}:
            whose = last[1]
        if whose is not None:
            last = (quotation, whose)
        found.append(_candidate(text, quotation, whose))
    return found


def _touching(sentences: Sequence[Sentence], starts: Sequence[int], quotation: Quotation) -> list[Located]:
    index = max(0, bisect_right(starts, quotation.start) - 1)
    found: list[Located] = []
    while index < len(sentences) and sentences[index].start < quotation.end + 2:
        sentence = sentences[index]
        if sentence.paragraph == quotation.paragraph and quotation.start < sentence.end:
            found.append((index, sentence))
        index += 1
    return found


def _holds_words(text: str, touching: Sequence[Located], quotation: Quotation) -> bool:
    """Whether the marks hold somebody's words rather than a name, a title or a way of speaking."""
    inner = text[quotation.start + 1 : quotation.end - 1].strip()
    words = inner.split(None, _LEAST_WORDS)
    if len(words) < 2 or not touching:
        return False
    if len(words) >= _LEAST_WORDS or inner[-1] in _SENTENCE_FINAL:
        return True
    if inner[-1] == "," and _opens_clause(text, touching[0][1], quotation):
        return True  # elsewhere American printers set the comma within any marks: the so-called “areas of action,”
    inside = (t for _, sentence in touching for t in sentence.tokens if quotation.start < t.start < quotation.end)
    return any(token.pos in {"VERB", "AUX"} and token.tag != "VBN" for token in inside)


def _opens_clause(text: str, sentence: Sentence, quotation: Quotation) -> bool:
    """Whether a quotation begins its sentence, or stands after a comma or colon."""
    before = text[sentence.start : quotation.start].rstrip()
    return not before or before[-1] in ",:"


def _candidate(text: Text, quotation: Quotation, whose: Attributed | None) -> StatementCandidate:
    content = (Span.of(text.text, quotation.start, quotation.end),)
    if whose is None:
        return StatementCandidate(Statement(text.id, Mode.DIRECT, content, note=quotation.note), None)
    statement = Statement(text.id, Mode.DIRECT, content, whose.source, whose.cue, note=quotation.note)
    return StatementCandidate(statement, whose.place, whose.relay)


def _by(
    text: str, sentences: Sequence[Sentence], index: int, cue: Token | None, source: Token, quotation: Quotation
) -> Attributed:
    """What attributes a quotation, from the cue's word and the source's head word in one sentence."""
    sentence = sentences[index]
    inside = [token.index for token in sentence.tokens if quotation.start <= token.start < quotation.end]
    content = [range(inside[0], inside[-1] + 1)] if inside else []
    links = relays(sentence, cue, source, content) if cue is not None else ()
    return Attributed(
        source_span(text, sentence, source),
        Span.of(text, cue.start, cue.end) if cue is not None else None,
        Place(index, source.index),
        tuple(Place(index, link.index) for link in links),
    )


def _whose(
    text: str,
    sentences: Sequence[Sentence],
    touching: Sequence[Located],
    quotation: Quotation,
    quoted: Quoted,
    told: Attributing,
    persons: frozenset[str],
) -> Attributed | None:
    """What attributes a quotation: the words beside its marks, else as told, else who acts in its sentence."""
    beside = _after(text, sentences, touching[-1], quotation, quoted) or _before(
        text, sentences, touching[0], quotation, quoted
    )
    other = told(quotation)
    if other is not None and beside is not None and (other.place == beside.place or _told_by(other, beside)):
        return other
    if beside is not None:
        return beside
    found = (
        other
        or _according(text, sentences, touching, quotation, quoted)
        or _announced(text, sentences, touching[0], quotation, quoted)
        or _actor(text, sentences, touching[0], quotation, quoted)
    )
    if found is not None and _no_person(sentences, found, persons) and _says_i(touching, quotation):
        return None
    return found


def _says_i(touching: Sequence[Located], quotation: Quotation) -> bool:
    inside = (t for _, sentence in touching for t in sentence.tokens if quotation.start < t.start < quotation.end)
    return any(token.text in _I for token in inside)


def _no_person(sentences: Sequence[Sentence], found: Attributed, persons: frozenset[str]) -> bool:
    """Whether a place or a body is told as the source: it never says "I", and who spoke last goes on.

    A name that is a person's elsewhere in the document (``persons``) is one here too, whatever this once is read.
    """
    if found.place is None:
        return False
    source = sentences[found.place.sentence].tokens[found.place.token]
    return source.entity in {"GPE", "LOC", "ORG"} and source.text not in persons


def _told_by(other: Attributed, beside: Attributed) -> bool:
    """Whether the words beside the marks stand within what the other tells: "outlined “areas,” such as a truce"."""
    return beside.cue is not None and any(piece.covers(beside.cue) for piece in other.content)


def _after(
    text: str, sentences: Sequence[Sentence], at: Located, quotation: Quotation, quoted: Quoted
) -> Attributed | None:
    """ "…," she said; "…," said the minister; "…", according to the ministry."""
    index, sentence = at
    following = [token for token in sentence.tokens if token.start >= quotation.end]
    if not following and index + 1 < len(sentences) and sentences[index + 1].paragraph == sentence.paragraph:
        # the parser may end the sentence at the closing mark: "…!" he tweeted.
        if text[quotation.end - 2] not in ",!?" and not sentences[index + 1].tokens[0].text[0].islower():
            return None
        index, sentence = index + 1, sentences[index + 1]
        following = list(sentence.tokens)
    if text[quotation.end - 2] == "." and following and following[0].text[0].isupper():
        return None  # the quotation ended its sentence, whatever the parser says: the next one tells of something else
    for count, token in enumerate(following):
        if count > _NEAR or quoted.holds(token) or (token.text in {".", ";"} and count):
            break
        source = according_to(sentence, token)
        if source is None and is_cue(token):
            source = own_subject(sentence, token) or _neighbour(sentence, token, quoted)
        if source is not None and source.start >= quotation.end and source.pos != "VERB":
            return _by(text, sentences, index, token, source, quotation)
    if text[quotation.end - 2] == "," and following and following[0].pos == "PROPN":
        # a name in the place of a speaker, its verb left out: "…," Prime Minister Ann Holm during a speech.
        return _by(text, sentences, index, None, _phrase_head(sentence, following[0], following[0]), quotation)
    return None


def _neighbour(sentence: Sentence, cue: Token, quoted: Quoted) -> Token | None:
    """The noun next to a verb of speech, for when the parser lost the inverted subject ("said Green")."""
    for token in sentence.tokens[cue.index + 1 : cue.index + 8]:
        if token.pos in {"PROPN", "NOUN", "PRON"} and not quoted.holds(token):
            return _phrase_head(sentence, token, cue)
        if token.pos in {"VERB", "PUNCT"}:
            break
    return None


def _phrase_head(sentence: Sentence, token: Token, cue: Token) -> Token:
    head = sentence.head_of(token)
    while head.pos in {"PROPN", "NOUN"} and head.index > cue.index and head.index != token.index:
        token, head = head, sentence.head_of(head)
    return token


def _before(
    text: str, sentences: Sequence[Sentence], at: Located, quotation: Quotation, quoted: Quoted
) -> Attributed | None:
    """She said, "…": the nearest verb of speech before the marks, with the subject it has or shares."""
    index, sentence = at
    for token in reversed([token for token in sentence.tokens if token.end <= quotation.start]):
        if token.text == ";":
            break
        if is_cue(token) and not quoted.holds(token):
            source = subject(sentence, _teller(sentence, token))
            if source is not None and not quoted.holds(source) and source.start < quotation.start:
                return _by(text, sentences, index, token, source, quotation)
    return None


def _teller(sentence: Sentence, cue: Token) -> Token:
    """The verb whose subject speaks: "expressed the need for talks, saying" hangs from the need, but is not its."""
    if cue.tag == "VBG" and cue.dep == "acl":
        thing = sentence.head_of(cue)
        if thing.pos == "NOUN" and thing.dep not in SUBJECTS:
            return next((above for above in sentence.above(thing) if above.pos in {"VERB", "AUX"}), cue)
    return cue


def _according(
    text: str,
    sentences: Sequence[Sentence],
    touching: Sequence[Located],
    quotation: Quotation,
    quoted: Quoted,
) -> Attributed | None:
    """According to the ministry, "…"."""
    for index, sentence in touching:
        for token in sentence.tokens:
            source = according_to(sentence, token)
            if source is not None and not quoted.holds(token):
                return _by(text, sentences, index, token, source, quotation)
    return None


def _announced(
    text: str, sentences: Sequence[Sentence], at: Located, quotation: Quotation, quoted: Quoted
) -> Attributed | None:
    """Whose a quotation is that is a paragraph by itself after a colon: "The ministry said in a statement:"."""
    index, first = at[0] - 1, at[1]
    if index < 0 or text[first.start : quotation.start].strip():
        return None
    before = sentences[index]
    if before.paragraph != quotation.paragraph - 1 or before.tokens[-1].text != ":":
        return None
    by_cue = _before(text, sentences, (index, before), quotation, quoted)
    if by_cue is not None:
        return by_cue
    root = next(token for token in before.tokens if token.head == token.index)
    source = subject(before, root)
    return _by(text, sentences, index, root, source, quotation) if source is not None else None


def _actor(
    text: str, sentences: Sequence[Sentence], at: Located, quotation: Quotation, quoted: Quoted
) -> Attributed | None:
    """Zelenskyy called it "…": whoever does what the quoted words hang from."""
    index, sentence = at
    first = next((token for token in sentence.tokens if token.start > quotation.start), None)
    for above in sentence.above(first) if first is not None else ():
        if above.pos in {"VERB", "AUX"} and not quoted.holds(above):
            source = subject(sentence, above)
            if source is not None and not quoted.holds(source):
                return _by(text, sentences, index, above, source, quotation)
    return None
