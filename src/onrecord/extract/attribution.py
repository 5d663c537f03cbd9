"""Who said what: quotations with their speaker, and clauses below a verb of speech."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract import quotations
from onrecord.extract.quoted import Quoted, direct_speech
from onrecord.extract.retold import indirect_speech
from onrecord.model import Sentence, Text
from onrecord.model.candidate import StatementCandidate

_MOSTLY = 0.7  # share of a retelling that lies in one quotation: the quotation tells it already


def attributions(text: Text, sentences: Sequence[Sentence]) -> tuple[StatementCandidate, ...]:
    """Every statement of a document, in order of the text."""
    quoted = Quoted(quotations.find(text))
    retold = [
        candidate
        for index, sentence in enumerate(sentences)
        for candidate in indirect_speech(text, index, sentence, quoted)
        if not _quoted_already(candidate, quoted)
    ]
    found = {candidate.statement.id: candidate for candidate in [*retold, *direct_speech(text, sentences, quoted)]}
    return tuple(sorted(found.values(), key=_place))


def _quoted_already(candidate: StatementCandidate, quoted: Quoted) -> bool:
    content = candidate.statement.content[0]
    quotation = quoted.around(content.start) or quoted.around(content.end - 1)
    if quotation is None:
        return False
    shared = min(content.end, quotation.end) - max(content.start, quotation.start)
    return shared > _MOSTLY * (content.end - content.start)


def _place(candidate: StatementCandidate) -> tuple[int, int]:
    content = candidate.statement.content[0]
    return content.start, content.end
