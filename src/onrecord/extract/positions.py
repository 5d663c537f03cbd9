"""Positions of a document: what rules find and what the token model tags, joined and weighed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from onrecord.extract.ruled_positions import in_sentence
from onrecord.extract.supposing import SUPPOSING
from onrecord.extract.surroundings import Enclosing, words_of
from onrecord.extract.tagged import Clause, Tagged, Words
from onrecord.extract.tagged_positions import committing, describes, guessed, of_clause, valued
from onrecord.extract.tagging.passages import ReadPassage
from onrecord.extract.tagging.second import Setting
from onrecord.extract.weighing import BOTH, RULES, TAGGED, Evidence, believed
from onrecord.model import Sentence, Span, Text
from onrecord.model.candidate import PositionCandidate, StatementCandidate

Believed = Callable[[int], PositionCandidate | None]

#: how sure a position must be to be kept, by who found it
SURE = {RULES: 0.3, BOTH: 0.3, TAGGED: 0.3}


def positions(
    text: Text,
    sentences: Sequence[Sentence],
    statements: Sequence[StatementCandidate],
    passages: Sequence[ReadPassage] | None,
) -> tuple[tuple[PositionCandidate, ...], Believed | None]:
    """Every candidate of a document in order of the text, and what weighs the one at a place.

    ``passages`` as the token model read them, if it did; else rules alone find them, and nothing weighs them.
    """
    if passages is None:
        return tuple(_by_rules(text, sentences, _by_sentence(sentences, statements))), None
    found = evidence(text, sentences, statements, passages)
    return tuple(each.candidate for each in found), lambda place: believed(found[place], SURE)


def _by_rules(
    text: Text, sentences: Sequence[Sentence], touching: Mapping[int, Enclosing]
) -> Iterator[PositionCandidate]:
    for index, sentence in enumerate(sentences):
        yield from in_sentence(text, index, sentence, touching.get(index, ()))


def evidence(
    text: Text,
    sentences: Sequence[Sentence],
    statements: Sequence[StatementCandidate],
    passages: Sequence[ReadPassage],
) -> list[Evidence]:
    """Every candidate of the rules and of the token model, in order of the text, with what it is weighed by."""
    touching = _by_sentence(sentences, statements)
    tagged = Tagged(passages)
    clauses: dict[int, list[Clause]] = {}
    for clause in tagged.clauses():
        clauses.setdefault(clause.words.sentence, []).append(clause)
    by_rule: dict[int, list[PositionCandidate]] = {}
    for candidate in _by_rules(text, sentences, touching):
        by_rule.setdefault(candidate.sentence, []).append(candidate)
    found: list[Evidence] = []
    for index, sentence in enumerate(sentences):
        told = [
            (clause, of_clause(text, sentences, clause, touching.get(index, ())))
            for clause in committing(sentence, clauses.get(index, ()))
        ]
        for candidate in by_rule.get(index, ()):
            words = _words(sentence, candidate)
            same = next((other for _, other in told if _overlap(candidate.span, other.span)), None)
            if same is not None:
                candidate = _confirmed(sentence, candidate, same)
            by = RULES if same is None else BOTH
            found.append(Evidence(candidate, by, setting(text, sentence, candidate.span), tagged.actions(words)))
        for clause, candidate in told:
            alone = not any(_overlap(candidate.span, other.span) for other in by_rule.get(index, ()))
            if alone and not guessed(sentence, clause, candidate) and not valued(sentence, clause):
                around = setting(text, sentence, candidate.span)
                found.append(Evidence(candidate, TAGGED, around, clause.actions))
    return found


def setting(text: Text, sentence: Sentence, span: Span) -> Setting:
    """A clause with what stands before and after it in its sentence."""
    return Setting.of(text.text, (span.start, span.end), (sentence.start, sentence.end))


def _words(sentence: Sentence, candidate: PositionCandidate) -> Words:
    return Words(candidate.sentence, *words_of(sentence, candidate.span))


def _confirmed(sentence: Sentence, by_rule: PositionCandidate, tagged: PositionCandidate) -> PositionCandidate:
    """What the rules read, with further places where its party may be named, and its condition, by the token model.

    Of a clause that describes people ("terrorists who want to strike us") they alone are meant.
    """
    cue = by_rule.cue
    described = any(describes(sentence, token) for token in sentence.tokens if cue.start <= token.start < cue.end)
    known = {*by_rule.holders, by_rule.demanding}  # who asks for something is not who is to do it
    more = () if described else tuple(place for place in tagged.holders if place not in known)
    supposed = any(term.kind in SUPPOSING for term in by_rule.terms)
    further = () if supposed else tuple(term for term in tagged.terms if term.kind in SUPPOSING)
    return replace(
        by_rule,
        holders=(*by_rule.holders, *more),
        terms=(*by_rule.terms, *further),
        menaces=by_rule.menaces or tagged.menaces,
    )


def _overlap(one: Span, other: Span) -> bool:
    """Whether two clauses share half of the shorter: then they tell one position."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return common > 0 and 2 * common >= min(one.end - one.start, other.end - other.start)


def _by_sentence(
    sentences: Sequence[Sentence], statements: Sequence[StatementCandidate]
) -> dict[int, list[tuple[int, StatementCandidate]]]:
    """Which attributions touch which sentence. Both come in order, so one pass will do."""
    found: dict[int, list[tuple[int, StatementCandidate]]] = {}
    first = 0
    for number, candidate in enumerate(statements):
        start = min(span.start for span in candidate.statement.content)
        end = max(span.end for span in candidate.statement.content)
        while first < len(sentences) and sentences[first].end <= start:
            first += 1
        index = first
        while index < len(sentences) and sentences[index].start < end:
            found.setdefault(index, []).append((number, candidate))
            index += 1
    return found
