"""Who said what: quotations with their speaker, and what is retold.

Quotations are told by their marks, posts by who signs them. What attributes words that stand in no quotation is read
by the token model, if it is to be run; else only clauses below a verb of speech are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.extract.attribution import quotations
from onrecord.extract.attribution.by_model import read
from onrecord.extract.attribution.posts import posts
from onrecord.extract.attribution.quoted import Quoted, direct_speech
from onrecord.extract.attribution.retold import indirect_speech
from onrecord.extract.attribution.told import Told
from onrecord.extract.tagging.passages import ReadPassage
from onrecord.model import Sentence, Text
from onrecord.model.candidate import StatementCandidate

__all__ = ["attributions"]


def attributions(
    text: Text, sentences: Sequence[Sentence], passages: Sequence[ReadPassage] | None
) -> tuple[StatementCandidate, ...]:
    """Every statement of a document, in order of the text; ``passages`` as the token model read them, if it did."""
    quoted = Quoted(quotations.find(text))
    told = Told(text, sentences, read(passages)) if passages is not None else None
    direct = direct_speech(text, sentences, quoted, told.of if told is not None else _nothing)
    retold = told.retold(quoted) if told is not None else _by_rule(text, sentences, quoted)
    signed = list(posts(text, sentences))
    kept = [each for each in [*retold, *direct] if each.source is not None or not _within(each, signed)]
    found = {candidate.statement.id: candidate for candidate in [*kept, *signed]}
    return tuple(sorted(found.values(), key=_place))


def _nothing(_: quotations.Quotation) -> None:
    """Nothing but its own sentences tells whose a quotation is."""


def _by_rule(text: Text, sentences: Sequence[Sentence], quoted: Quoted) -> Iterator[StatementCandidate]:
    for index, sentence in enumerate(sentences):
        for candidate in indirect_speech(text, index, sentence, quoted):
            if not quoted.mostly_holds(candidate.statement.content[0]):
                yield candidate


def _within(candidate: StatementCandidate, signed: Sequence[StatementCandidate]) -> bool:
    """Whether all that is attributed stands in a signed post, which tells whose it is."""
    pieces = candidate.statement.content
    return any(all(whole.covers(each) for each in pieces) for post in signed for whole in post.statement.content)


def _place(candidate: StatementCandidate) -> tuple[int, int]:
    content = candidate.statement.content
    return content[0].start, content[-1].end
