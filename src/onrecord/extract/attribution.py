"""Who said what: quotations with their speaker, and clauses below a verb of speech."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord import lexicon
from onrecord.extract import quotations
from onrecord.extract.clauses import ancestors, extent, own_subject, passage, subject
from onrecord.extract.quotations import Quotation
from onrecord.model import Mode, Relay, Sentence, Span, Statement, Text, Token
from onrecord.model.candidate import Place, StatementCandidate

_NEAR = 14  # words between a quotation and the verb that attributes it
_LEAST_WORDS = 5  # a shorter fragment without a verb, a cue or a final mark is a way of speaking
_CLAUSE_FINAL = {",", ".", "!", "?", "…"}


@functools.cache
def cues() -> dict[str, frozenset[str]]:
    """The word lists of ``lexicon/cues.yaml`` as sets of lemmas."""
    return {name: frozenset(words) for name, words in lexicon.load_yaml("cues").items()}


@dataclass(frozen=True, slots=True)
class Attributed:
    """What attributes a passage: the verb or words, the head of its source, and where."""

    sentence: int
    cue: Token
    source: Token | None


def attributions(text: Text, sentences: Sequence[Sentence]) -> tuple[StatementCandidate, ...]:
    """Every statement of a document, in order of the text."""
    quoted = quotations.find(text)
    direct = _direct(text, sentences, quoted)
    inside = [(q.start, q.end) for q in quoted]
    covered = [span for candidate in direct for span in candidate.statement.content]
    indirect = [
        candidate
        for index, sentence in enumerate(sentences)
        for candidate in _indirect(text, index, sentence, inside)
        if not any(span.covers(candidate.statement.content[0]) or _mostly(candidate, span) for span in covered)
    ]
    found = {candidate.statement.id: candidate for candidate in [*indirect, *direct]}
    return tuple(sorted(found.values(), key=lambda c: (c.statement.content[0].start, c.statement.content[0].end)))


def _mostly(candidate: StatementCandidate, span: Span) -> bool:
    own = candidate.statement.content[0]
    shared = min(own.end, span.end) - max(own.start, span.start)
    return shared > 0.7 * (own.end - own.start)


# --- between quotation marks ------------------------------------------------------------------


def _direct(text: Text, sentences: Sequence[Sentence], quoted: tuple[Quotation, ...]) -> list[StatementCandidate]:
    found: list[StatementCandidate] = []
    last: tuple[Quotation, Attributed] | None = None
    for number, quotation in enumerate(quoted):
        if not _speaks(text, sentences, quotation):
            continue
        attributed = _attributed(text.text, sentences, quotation, quoted)
        if attributed is None or attributed.source is None:
            attributed = _carried_on(sentences, quotation, last, number, quoted) or attributed
        if attributed is not None and attributed.source is not None:
            last = (quotation, attributed)
        found.append(_statement(text, sentences, quotation, attributed))
    return found


def _statement(
    text: Text, sentences: Sequence[Sentence], quotation: Quotation, attributed: Attributed | None
) -> StatementCandidate:
    content = Span.of(text.text, quotation.start, quotation.end)
    statement = Statement(text.id, Mode.DIRECT, (content,), note=quotation.note)
    if attributed is None:
        return StatementCandidate(statement, None)
    sentence = sentences[attributed.sentence]
    cue = Span.of(text.text, attributed.cue.start, attributed.cue.end)
    if attributed.source is None:
        return StatementCandidate(replace(statement, cue=cue), None)
    statement = replace(statement, cue=cue, source=source_span(text.text, sentence, attributed.source))
    statement = replace(statement, relay=relays(text.text, sentence, attributed.cue))
    return StatementCandidate(statement, Place(attributed.sentence, attributed.source.index))


def source_span(text: str, sentence: Sentence, source: Token) -> Span:
    """The words that name a source: its noun phrase without clauses that hang from it."""
    first, last = extent(sentence, source, ("relcl", "acl", "appos", "advcl", "punct", "conj", "cc"))
    return passage(text, sentence, first, last)


def _speaks(text: Text, sentences: Sequence[Sentence], quotation: Quotation) -> bool:
    """Whether the marks hold somebody's words rather than a name, a title or a way of speaking."""
    inner = text.text[quotation.start + 1 : quotation.end - 1].strip()
    words = inner.split()
    if len(words) < 2:
        return False
    if len(words) >= _LEAST_WORDS or inner[-1] in _CLAUSE_FINAL:
        return True
    inside = [
        token
        for sentence in sentences
        if sentence.start < quotation.end and quotation.start < sentence.end
        for token in sentence.tokens
        if quotation.start < token.start < quotation.end
    ]
    return any(token.pos in {"VERB", "AUX"} and token.tag != "VBN" for token in inside)


def _attributed(
    text: str, sentences: Sequence[Sentence], quotation: Quotation, quoted: tuple[Quotation, ...]
) -> Attributed | None:
    """What attributes a quotation within its own sentences: after it, before it, then by who acts there."""
    touching = [
        (index, sentence)
        for index, sentence in enumerate(sentences)
        if sentence.paragraph == quotation.paragraph
        and sentence.start < quotation.end + 2
        and quotation.start < sentence.end
    ]
    if not touching:
        return None
    inside = [(q.start, q.end) for q in quoted if q.paragraph == quotation.paragraph]
    return (
        _after(text, sentences, touching[-1], quotation, inside)
        or _before(touching[0], quotation, inside)
        or _according(touching, inside)
        or _actor(touching[0], quotation, inside)
    )


def _outside(token: Token, inside: Sequence[tuple[int, int]]) -> bool:
    return not any(start <= token.start < end for start, end in inside)


def _is_cue(token: Token, names: str = "say") -> bool:
    return token.pos in {"VERB", "AUX"} and token.lemma in cues()[names]


def _after(
    text: str,
    sentences: Sequence[Sentence],
    at: tuple[int, Sentence],
    quotation: Quotation,
    inside: Sequence[tuple[int, int]],
) -> Attributed | None:
    """ "…," she said; "…," said the minister."""
    index, sentence = at
    following = [token for token in sentence.tokens if token.start >= quotation.end]
    open_ended = text[quotation.end - 2] in ",!?"
    if not following and index + 1 < len(sentences) and sentences[index + 1].paragraph == sentence.paragraph:
        # the parser may end the sentence at the closing mark: "…!" he tweeted.
        if sentences[index + 1].tokens[0].text[0].islower() or open_ended:
            index, sentence = index + 1, sentences[index + 1]
            following = list(sentence.tokens)
    for count, token in enumerate(following):
        if count > _NEAR or not _outside(token, inside) or (token.text in {".", ";"} and count):
            break
        if token.lemma == "accord":
            source = _according_source(sentence, token)
            if source is not None:
                return Attributed(index, token, source)
        if _is_cue(token):
            source = own_subject(sentence, token) or _neighbour(sentence, token, inside)
            if source is not None and source.start >= quotation.end and source.pos != "VERB":
                return Attributed(index, token, source)
    return None


def _neighbour(sentence: Sentence, cue: Token, inside: Sequence[tuple[int, int]]) -> Token | None:
    """The noun next to a verb of speech, for when the parser lost the inverted subject ("said Green")."""
    for token in sentence.tokens[cue.index + 1 : cue.index + 8]:
        if token.pos in {"PROPN", "NOUN", "PRON"} and _outside(token, inside):
            head = sentence.head_of(token)
            while (
                head.index != cue.index
                and head.pos in {"PROPN", "NOUN"}
                and head.index > cue.index
                and head.index != token.index
            ):
                token, head = head, sentence.head_of(head)
            return token
        if token.pos in {"VERB", "PUNCT"}:
            break
    return None


def _before(at: tuple[int, Sentence], quotation: Quotation, inside: Sequence[tuple[int, int]]) -> Attributed | None:
    """She said, "…"; the nearest verb of speech before the marks, with the subject it has or shares."""
    index, sentence = at
    preceding = [token for token in sentence.tokens if token.end <= quotation.start]
    for token in reversed(preceding):
        if token.text in {";"}:
            break
        if _is_cue(token) and _outside(token, inside):
            source = subject(sentence, token)
            if source is not None and _outside(source, inside) and source.start < quotation.start:
                return Attributed(index, token, source)
    return None


def _according(touching: Sequence[tuple[int, Sentence]], inside: Sequence[tuple[int, int]]) -> Attributed | None:
    """ "…", according to the ministry."""
    for index, sentence in touching:
        for token in sentence.tokens:
            if token.lemma == "accord" and _outside(token, inside):
                source = _according_source(sentence, token)
                if source is not None:
                    return Attributed(index, token, source)
    return None


def _according_source(sentence: Sentence, token: Token) -> Token | None:
    for preposition in sentence.tokens[token.index + 1 : token.index + 2]:
        if preposition.lemma == "to":
            return next(sentence.below(preposition, "pobj"), None)
    return None


def _actor(at: tuple[int, Sentence], quotation: Quotation, inside: Sequence[tuple[int, int]]) -> Attributed | None:
    """Zelenskyy called it "…": whoever does what the quoted words hang from."""
    index, sentence = at
    first = next((token for token in sentence.tokens if token.start > quotation.start), None)
    if first is None:
        return None
    for above in ancestors(sentence, first):
        if above.pos in {"VERB", "AUX"} and _outside(above, inside):
            source = subject(sentence, above)
            if source is not None and _outside(source, inside):
                return Attributed(index, above, source)
    return None


def _carried_on(
    sentences: Sequence[Sentence],
    quotation: Quotation,
    last: tuple[Quotation, Attributed] | None,
    number: int,
    quoted: tuple[Quotation, ...],
) -> Attributed | None:
    """A quotation without a cue of its own goes on with the speaker of the one before it in the paragraph.

    A paragraph that is all quotation goes on with the paragraph before; a subject at the end of that
    paragraph ("…, he argued:") counts too.
    """
    if last is not None and quotation.paragraph - last[0].paragraph in {0, 1}:
        return last[1]
    return None


# --- retold ------------------------------------------------------------------------------------


def _indirect(
    text: Text, index: int, sentence: Sentence, inside: Sequence[tuple[int, int]]
) -> Iterator[StatementCandidate]:
    for token in sentence.tokens:
        if token.lemma == "accord":
            yield from _by_account(text, index, sentence, token)
        elif _is_cue(token, "plain") and _outside(token, inside):
            yield from _content_clauses(text, index, sentence, token, inside)


def _by_account(text: Text, index: int, sentence: Sentence, token: Token) -> Iterator[StatementCandidate]:
    source = _according_source(sentence, token)
    root = next((above for above in ancestors(sentence, token) if above.pos in {"VERB", "AUX"}), None)
    if source is None or root is None:
        return
    first, last = extent(sentence, root, ("punct",))
    low, high = extent(sentence, token)
    if low <= first:
        first = high + 1
    elif high >= last:
        last = low - 1
    if first < last:
        yield _retold(text, index, sentence, token, source, first, last)


def _content_clauses(
    text: Text, index: int, sentence: Sentence, cue: Token, inside: Sequence[tuple[int, int]]
) -> Iterator[StatementCandidate]:
    source = subject(sentence, cue)
    for clause in sentence.below(cue, "ccomp"):
        if not _outside(clause, inside) and clause.index < cue.index:
            continue
        first, last = extent(sentence, clause, ("punct",))
        if first <= cue.index <= last:  # the parser hung the cue inside its own content
            continue
        if source is not None and first <= source.index <= last:
            continue
        yield _retold(text, index, sentence, cue, source, first, last)


def _retold(
    text: Text, index: int, sentence: Sentence, cue: Token, source: Token | None, first: int, last: int
) -> StatementCandidate:
    content = passage(text.text, sentence, first, last)
    mixed = any(mark in content.exact for mark in '“”"«„')
    statement = Statement(
        text.id,
        Mode.MIXED if mixed else Mode.INDIRECT,
        (content,),
        cue=Span.of(text.text, cue.start, cue.end),
        source=source_span(text.text, sentence, source) if source is not None else None,
        relay=relays(text.text, sentence, cue),
    )
    return StatementCandidate(statement, Place(index, source.index) if source is not None else None)


def relays(text: str, sentence: Sentence, cue: Token) -> tuple[Relay, ...]:
    """Who passed the words on: a further teller above the cue, "according to …", "told Reuters"."""
    found: list[Relay] = []
    for above in ancestors(sentence, cue):
        if _is_cue(above, "plain"):
            teller = own_subject(sentence, above)
            if teller is not None and teller.pos != "PRON":
                span = source_span(text, sentence, teller)
                found.append(Relay(span.exact, span))
    for token in sentence.tokens:
        if token.lemma == "accord" and token.index != cue.index:
            source = _according_source(sentence, token)
            if source is not None:
                span = source_span(text, sentence, source)
                found.append(Relay(span.exact, span))
    if cue.lemma == "tell":
        heard = next(sentence.below(cue, "dobj", "dative"), None)
        if heard is not None and heard.pos == "PROPN" and heard.entity in {"ORG", ""}:
            span = source_span(text, sentence, heard)
            found.append(Relay(span.exact, span))
    return tuple(found)
