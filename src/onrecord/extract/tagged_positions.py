"""Positions from the clauses that the token model tagged."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from onrecord.extract import commitments, undertakings
from onrecord.extract.circumstances import opened_kind, sets_terms
from onrecord.extract.clauses import SUBJECTS, asks_whether, extent, governed, own_subject, passage, subject
from onrecord.extract.copulas import standing
from onrecord.extract.demands import asked_by
from onrecord.extract.supposing import (
    SUPPOSING,
    hopes_for_anothers,
    menaces,
    of_anybody,
    only_hoped,
    only_speaks,
    supposed_words,
)
from onrecord.extract.surroundings import Enclosing, cue_span, enclosing
from onrecord.extract.tagged import Clause, top
from onrecord.extract.terms import terms
from onrecord.extract.weighing import TAGGED
from onrecord.model import Action, Sentence, Stance, Term, Text, Token
from onrecord.model.candidate import Place, PositionCandidate, StatementCandidate

_DOUBTED = 3  # steps above a clause in which a word of doubt takes it back


def committing(sentence: Sentence, clauses: Sequence[Clause]) -> Iterator[Clause]:
    """The clauses that can commit: no question, nothing that is only supposed or foreseen, nothing that is in doubt."""
    if not clauses or sentence.tokens[-1].text == "?":
        return
    supposed = supposed_words(sentence)
    for clause in clauses:
        above = top(sentence, clause.words)
        governing = itertools.islice(sentence.above(above), _DOUBTED)
        doubted = any(token.lemma in commitments.words("doubting") for token in governing)
        words = range(clause.words.first, clause.words.last + 1)
        opens = clause.words.first in supposed and 2 * sum(index in supposed for index in words) > len(words)
        hoped = clause.stance is not Stance.DEMANDED and only_hoped(sentence, above)
        hoped = hoped or hopes_for_anothers(sentence, above)
        out = above.index in supposed or opens or doubted or hoped
        if not out and not of_anybody(sentence, above) and not only_speaks(sentence, above):
            yield clause


def guessed(sentence: Sentence, clause: Clause, candidate: PositionCandidate) -> bool:
    """Whether the clause is the teller's own guess: "Russia seems to be delaying", "may use the talks to strike"."""
    above = top(sentence, clause.words)
    helped = {token.lemma.lower() for token in sentence.below(above, "aux")}
    guess = above.lemma in commitments.words("guessing") or bool(helped & commitments.words("guessed"))
    return guess and candidate.statement is None


def valued(sentence: Sentence, clause: Clause) -> bool:
    """Whether the clause says only what something would be worth: "a peace treaty will be a great thing"."""
    above = top(sentence, clause.words)
    valuing = commitments.words("valuing")
    return above.lemma == "be" and any(thing.lemma in valuing for thing in sentence.below(above, "attr"))


def of_clause(text: Text, sentences: Sequence[Sentence], clause: Clause, statements: Enclosing) -> PositionCandidate:
    """A candidate from a clause that the token model tagged."""
    index = clause.words.sentence
    sentence = sentences[index]
    above = top(sentence, clause.words)
    undertaking = _made_target(sentence, clause) or governed(sentence, above, clause.words.last)
    span = passage(text.text, sentence, clause.words.first, clause.words.last)
    said_in = enclosing(span, statements)
    apart = [above.index] if undertaking.index != above.index else []
    actions = undertakings.classify(sentence, undertaking, apart, above if apart else None)
    told = terms(text.text, sentence, undertaking, above)
    found = (*told, *_condition(text, sentences, clause, told))
    stood = standing(sentence, above)
    return PositionCandidate(
        sentence=index,
        span=span,
        cue=cue_span(text.text, sentence, above),
        cue_name=TAGGED,
        stance=stood[1] if stood is not None else clause.stance,
        actions=actions[:1] or (Action.OTHER,),
        holders=tuple(_holders(sentences, clause, above, said_in)),
        object=passage(text.text, sentence, *extent(sentence, undertaking, ("punct",))),
        terms=found,
        demanding=None,
        statement=said_in[0] if said_in is not None else None,
        by_words=False,
        menaces=menaces(sentence, clause.words.first, clause.words.last, found),
    )


def _made_target(sentence: Sentence, clause: Clause) -> Token | None:
    """What a threat is about where it calls something a target: "declared any troops there legitimate targets"."""
    inside = sentence.tokens[clause.words.first : clause.words.last + 1] if clause.stance is Stance.THREATENED else ()
    return next((token for token in inside if token.lemma == "target" and token.pos == "NOUN"), None)


def _holders(
    sentences: Sequence[Sentence], clause: Clause, above: Token, said_in: tuple[int, StatementCandidate] | None
) -> Iterator[Place]:
    """Where the party of a tagged clause may be named, the likeliest first.

    A subject of the clause's own comes before a party named elsewhere, and people whom the clause describes
    ("terrorists who want to strike us") are alone meant. Who must act is never who asks for it.
    """
    words, sentence = clause.words, sentences[clause.words.sentence]
    named = clause.mention
    people = any(describes(sentence, verb) for verb in sentence.below(above, "relcl"))
    who = above if people else _asked_about(sentence, above) or subject(sentence, above)
    within = named is not None and named.sentence == words.sentence and words.first <= named.first <= words.last
    mention = Place(named.sentence, top(sentences[named.sentence], named).index) if named is not None else None
    if mention is not None and mention.sentence == words.sentence and mention.token in supposed_words(sentence):
        mention = None  # "if Germany agrees, the mission can begin" commits Germany to nothing
    if mention is not None and _question(sentences[mention.sentence], mention.token) is not None:
        mention = None
    own = Place(words.sentence, who.index) if who is not None else None
    source = said_in[1].source if said_in is not None else None
    places: tuple[Place | None, ...] = (mention, own, source)
    if source is not None and standing(sentence, above) is not None:
        places = (source, mention)  # "is not off the table" is how it stands with whoever says so
    elif clause.stance is Stance.THREATENED and (
        above.lemma in commitments.words("suffering") or _warned_of(sentence, above)
    ):
        places = (source, mention if mention != own else None)  # "Mexico faces tariffs": not Mexico's threat
    elif clause.stance is Stance.DEMANDED:
        asked = asked_by(sentence, above)
        asks = asked is not None or commitments.can_ask(above.lemma) or above.lemma in commitments.words("hoping")
        whom = Place(words.sentence, asked.index) if asked is not None else None
        places = (whom, None if asks and mention == own else mention, None if asks else own)
    elif people or describes(sentence, above):
        places = (mention if within else None, own)
    elif who is not None and words.first <= who.index <= words.last and not within:
        places = (own, mention, source)
    if who is not None and places[-1] == source and _acts(who):
        places = places[:-1]  # "the dictator had promised, he said": whoever that is, it is not who says so
    yield from (place for place in places if place is not None)


def _asked_about(sentence: Sentence, verb: Token) -> Token | None:
    """Whose deed is in question where "it" stands for the question: "it was not clear if the cabinet will comply"."""
    told = own_subject(sentence, verb)
    question = _question(sentence, told.index) if told is not None else None
    return own_subject(sentence, question) if question is not None else None


def _question(sentence: Sentence, index: int) -> Token | None:
    """The question, told behind, that an "it" stands for: "it is not clear whether"; None for any other word."""
    word = sentence.tokens[index]
    verb = sentence.head_of(word)
    if word.text.lower() != "it" or word.dep not in SUBJECTS or verb.lemma not in {"be", "remain"}:
        return None
    below = (*sentence.below(verb, "acomp", "attr"), verb)
    clauses = (clause for each in below for clause in sentence.below(each, "ccomp", "advcl", "csubj"))
    return next((clause for clause in clauses if asks_whether(sentence, clause)), None)


def _warned_of(sentence: Sentence, verb: Token) -> bool:
    """Whether a clause tells how another would stand, of which it is warned: "warned that Iran would be in danger"."""
    warning = sentence.head_of(verb)
    return verb.lemma == "be" and verb.dep == "ccomp" and warning.lemma in {"warn", "threaten"}


def _acts(word: Token) -> bool:
    """Whether a word is an office or a pronoun for somebody who is not speaking."""
    return word.lemma in commitments.office_holders() or word.text.lower() in {"he", "she", "they"}


def describes(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb stands in a clause that describes people, by "who"."""
    return verb.dep == "relcl" and any(child.lemma.lower() == "who" for child in sentence.below(verb, *SUBJECTS))


def _condition(text: Text, sentences: Sequence[Sentence], clause: Clause, told: Sequence[Term]) -> Iterator[Term]:
    """The condition that the token model tags, where none was read; what opens it tells whether it is a trigger."""
    if clause.condition is None or any(term.kind in SUPPOSING for term in told):
        return
    words, sentence = clause.condition, sentences[clause.condition.sentence]
    if sets_terms(sentence, words.first, words.last):
        yield Term(opened_kind(sentence, words.first), passage(text.text, sentence, words.first, words.last))
