"""What stands around a position: the words of its stance, and the attribution that it is said in."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.clauses import passage
from onrecord.model import Sentence, Span, Token
from onrecord.model.candidate import StatementCandidate

_TOGETHER = 5  # words: auxiliaries farther off do not make one expression with the word of stance
_MOSTLY = 0.7  # share of a clause that must lie in an attribution's content to be said there

# the attributions that touch a sentence: index in the document's list, and the candidate
Enclosing = Sequence[tuple[int, StatementCandidate]]


def cue_span(text: str, sentence: Sentence, cue: Token) -> Span:
    """The words of stance with what turns them: "will be decided", "has not ruled out", "is not ready"."""
    verb = sentence.head_of(cue) if cue.dep in {"aux", "auxpass", "acomp"} else cue
    around = [cue, verb, *sentence.below(verb, "aux", "auxpass", "neg", "prt"), *sentence.below(cue, "neg")]
    # the parser takes the "to" of "have to date ruled out" for an auxiliary; its tag tells otherwise
    places = [t.index for t in around if t.tag != "IN" and abs(t.index - cue.index) <= _TOGETHER] or [cue.index]
    return passage(text, sentence, min(places), max(places))


def words_of(sentence: Sentence, span: Span) -> tuple[int, int]:
    """First and last index of the words that a span touches."""
    inside = [token.index for token in sentence.tokens if token.start < span.end and token.end > span.start]
    return inside[0], inside[-1]


def enclosing(span: Span, statements: Enclosing) -> tuple[int, StatementCandidate] | None:
    """The innermost attribution whose content holds the clause."""
    best: tuple[int, int, StatementCandidate] | None = None
    for number, candidate in statements:
        for content in candidate.statement.content:
            shared = min(content.end, span.end) - max(content.start, span.start)
            size = content.end - content.start
            if shared >= _MOSTLY * (span.end - span.start) and (best is None or size < best[0]):
                best = (size, number, candidate)
    return best[1:] if best is not None else None
