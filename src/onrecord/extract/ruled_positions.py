"""Positions by rules: every word of stance in a sentence, cut to its clause and given its terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.extract import commitments, undertakings
from onrecord.extract.auxiliaries import by_auxiliary, by_infinitive, by_phrase, by_progressive, modal_name
from onrecord.extract.clauses import SUBJECTS, extent, negated, own_subject, passage, subject
from onrecord.extract.copulas import by_copula
from onrecord.extract.demands import by_necessity
from onrecord.extract.found import Found
from onrecord.extract.predicates import (
    by_adjective,
    by_coming_event,
    by_noun,
    by_open_decision,
    by_participle,
    told_as_adjective,
)
from onrecord.extract.supposing import SUPPOSING, menaces, of_anybody, only_speaks, supposed_words
from onrecord.extract.surroundings import Enclosing, cue_span, enclosing, words_of
from onrecord.extract.terms import terms
from onrecord.extract.verbs import by_verb
from onrecord.extract.weighing import HARM, VIOLENCE
from onrecord.model import Action, Sentence, Span, Stance, Term, TermKind, Text, Token
from onrecord.model.candidate import Place, PositionCandidate, StatementCandidate

#: what it comes to where the contrary is undertaken or refused
_TURNED = {Stance.PLEDGED: Stance.REFUSED, Stance.WILLING: Stance.REFUSED, Stance.REFUSED: Stance.PLEDGED}
_RETOLD = "would"  # of a plan of attack it tells as often as of a threat
_NEAR = 25  # words: a party named farther from its clause is not drawn into the evidence


def in_sentence(text: Text, index: int, sentence: Sentence, enclosing: Enclosing) -> Iterator[PositionCandidate]:
    taken: set[int] = set()
    for found in sorted(readings(sentence), key=lambda f: (not f.strong, f.cue.index)):
        if found.cue.index in taken or of_anybody(sentence, found.cue) or only_speaks(sentence, found.cue):
            continue  # within another's undertaking: "committed to offering"
        for undertaking, first in _coordinated(sentence, found):
            if undertaking.index in taken:
                continue
            candidate = _candidate(text, index, sentence, replace(found, undertaking=undertaking), first, enclosing)
            if candidate is not None:
                taken.add(undertaking.index)
                if found.demanding is not None and found.name in commitments.words("wanting"):
                    taken.add(found.cue.index)  # "is seeking help from Oslo" tells no aim besides
                taken.update(t.index for t in _chained(sentence, undertaking))
                yield candidate


def _coordinated(sentence: Sentence, found: Found) -> Iterator[tuple[Token, bool]]:
    """The undertaking and the verbs coordinated with it that have no subject of their own."""
    yield found.undertaking, True
    waiting = [found.undertaking]
    while waiting:
        for other in sentence.below(waiting.pop(), "conj"):
            told = found.undertaking.tag == "VB" and other.tag in {"VBD", "VBZ"}  # "should act and said it would"
            alone = own_subject(sentence, other) is None and not told
            if alone and _undertakes(sentence, other) and not _turns(sentence, other):
                waiting.append(other)
                yield other, False


def _undertakes(sentence: Sentence, other: Token) -> bool:
    """Whether a coordinated word is a verb; the tagger takes some for nouns ("to fund, arm and train")."""
    bare = not any(True for _ in sentence.below(other, "det", "amod", "compound", "poss"))
    return other.pos in {"VERB", "AUX"} or (other.tag == "NN" and bare and undertakings.tells_action(other.lemma))


def _turns(sentence: Sentence, other: Token) -> bool:
    """Whether a coordinated verb has a stance of its own, "would not deploy troops but could monitor", or tells what
    else befalls: "must withdraw or face sanctions".
    """
    above = sentence.head_of(other)
    joined = [c.lemma for c in sentence.below(above, "cc") if c.index < other.index]
    own = any(modal_name(helper) for helper in sentence.below(other, "aux"))
    if joined and (joined[-1] == "but" or (joined[-1] == "or" and other.lemma in commitments.words("suffering"))):
        return True
    return own or negated(sentence, other) != negated(sentence, above)


def _chained(sentence: Sentence, undertaking: Token) -> Iterator[Token]:
    """Words of commitment within an undertaking: "plans to offer to send" is one position."""
    token: Token | None = undertaking
    while token is not None:
        token = next(sentence.below(token, "xcomp"), None)
        if token is not None:
            yield token


def readings(sentence: Sentence) -> Iterator[Found]:
    """Every word of stance in a sentence, read where it stands."""
    if sentence.tokens[-1].text == "?":
        return  # a question commits nobody
    supposed = supposed_words(sentence)
    for token in sentence.tokens:
        if token.index in supposed:
            continue
        if token.dep in {"aux", "auxpass"}:
            name = modal_name(token)
            if name is not None:
                yield from by_auxiliary(sentence, token, name)
        elif token.pos in {"VERB", "AUX"}:
            yield from _by_any_verb(sentence, token)
        elif token.pos == "ADJ" and token.lemma in commitments.adjectives():
            yield from by_adjective(sentence, token, token.lemma)
        elif token.lemma in commitments.words("necessary"):
            yield from by_necessity(sentence, token)
        elif token.pos == "NOUN":
            if token.lemma in commitments.nouns():
                yield from by_noun(sentence, token)
            yield from by_coming_event(sentence, token)
            yield from by_open_decision(sentence, token)


def _by_any_verb(sentence: Sentence, verb: Token) -> Iterator[Found]:
    entry = commitments.verb_entry(sentence, verb)
    if entry is not None and (not told_as_adjective(sentence, verb) or entry.name in commitments.words("foreseen")):
        yield from by_verb(sentence, verb, entry)
    elif verb.lemma in {"go", "need", "have", "depend"}:
        yield from by_phrase(sentence, verb)
    yield from by_infinitive(sentence, verb)
    yield from by_copula(sentence, verb)
    yield from by_participle(sentence, verb)
    yield from by_progressive(sentence, verb)


def _candidate(
    text: Text, index: int, sentence: Sentence, found: Found, first: bool, statements: Enclosing
) -> PositionCandidate | None:
    actions = _actions(sentence, found, first)
    if not actions:
        return None
    told = terms(text.text, sentence, found.undertaking, _stance_word(sentence, found))
    span = _span(text.text, sentence, found, first, told)
    said_in = enclosing(span, statements)
    menacing = menaces(sentence, *words_of(sentence, span), told)
    menacing = menacing or (found.name != _RETOLD and found.name in commitments.words("menacing"))
    stance = _adjusted(sentence, found, actions, {term.kind for term in told}, span)
    if menacing and stance is Stance.PLEDGED and actions[0] in VIOLENCE:
        stance = Stance.THREATENED
    holders = tuple(Place(index, token.index) for token in found.holders)
    if found.by_speaker or not holders:
        saying = _speaker(index, sentence, found, said_in)
        # "troops from Oslo are out of the question": with whoever says so
        holders = (*saying, *holders) if found.stands_with_speaker else (*holders, *saying)
    return PositionCandidate(
        sentence=index,
        span=span,
        cue=cue_span(text.text, sentence, found.cue),
        cue_name=found.name,
        stance=stance,
        actions=actions,
        holders=holders,
        object=passage(text.text, sentence, *extent(sentence, found.undertaking, ("punct",))),
        terms=told,
        demanding=Place(index, found.demanding.index) if found.demanding is not None else None,
        statement=said_in[0] if said_in is not None else None,
        told_by_another=found.told_by_another,
        ordered=found.ordered,
        menaces=menacing,
        harmless=found.stance if stance is Stance.THREATENED and actions[0] in HARM else None,
    )


def _stance_word(sentence: Sentence, found: Found) -> Token:
    """The cue, or the verb that it is an auxiliary of."""
    return sentence.head_of(found.cue) if found.cue.dep in {"aux", "auxpass"} else found.cue


def _actions(sentence: Sentence, found: Found, first: bool) -> tuple[Action, ...]:
    """The classes of what is undertaken; () where neither they nor the words are clear enough to keep."""
    if found.name == "accept" and found.undertaking.pos not in {"VERB", "AUX"}:
        return (Action.ACCEPT,)
    apart = [found.cue.index] if found.cue.pos != "AUX" else []
    governor = found.cue if apart else None
    if found.name == commitments.NOT_IDLE:
        return (Action.RETALIATE,)  # the verb tells nothing of what will be done
    actions = undertakings.classify(sentence, found.undertaking, apart, governor)
    if actions and _anothers(sentence, found, actions[0]):
        return (Action.ACCEPT,)
    if not actions and found.undertaking.dep in SUBJECTS:
        actions = undertakings.classify(sentence, sentence.head_of(found.undertaking))
    if actions or not first or not found.strong or found.name in commitments.words("need_action"):
        return actions
    if found.undertaking.pos not in {"VERB", "AUX"} and found.undertaking.index != found.cue.index:
        # "rejects the mission": what is rejected is of no known class, rejecting it is
        if found.name == "deferred":
            return (Action.OTHER,)
        return tuple(action for action in undertakings.own(sentence, found.cue) if action is Action.ACCEPT)
    # "agreed to do so": the class is read from what else the sentence is about
    root = next((token for token in sentence.tokens if token.head == token.index), found.undertaking)
    return undertakings.classify(sentence, root, apart)[:1] or (Action.OTHER,)


def _anothers(sentence: Sentence, found: Found, action: Action) -> bool:
    """Whether what is rejected is another's doing: "rejected plans for a presence" deploys and refuses nothing."""
    thing = found.undertaking.pos not in {"VERB", "AUX"}
    return (
        thing
        and Action.ACCEPT in undertakings.own(sentence, found.cue)
        and action.value not in commitments.words("own_part")
    )


def _adjusted(
    sentence: Sentence, found: Found, actions: tuple[Action, ...], kinds: set[TermKind], span: Span
) -> Stance:
    """Deferred decisions, conditional harm and what ends a thing, told by what stands around the cue."""
    if found.stance in _TURNED and _turned_round(sentence, found.undertaking, actions[0]):
        return _TURNED[found.stance]
    if found.stance not in {Stance.PLEDGED, Stance.WILLING}:
        return found.stance
    _, phrases = commitments.deferral()
    lowered = span.exact.lower()
    if any(phrase in lowered for phrase in phrases):
        return Stance.UNDECIDED
    warned = any(above.lemma in {"warn", "threaten"} for above in sentence.above(found.cue))
    set_on_it = found.stance is Stance.PLEDGED or found.name in commitments.words("readiness")
    conditional = TermKind.CONDITION in kinds and set_on_it
    if (warned or conditional) and (actions[0] in HARM or _leaves(sentence, found.undertaking, actions[0])):
        return Stance.THREATENED
    violent = actions[0] is Action.RETALIATE if found.name == _RETOLD else actions[0] in VIOLENCE
    if violent and found.name in commitments.words("menacing"):
        return Stance.THREATENED
    if found.stance is Stance.PLEDGED and found.undertaking.lemma in commitments.words("harms"):
        return Stance.THREATENED  # "there will be consequences"
    if found.stance is Stance.PLEDGED and kinds & SUPPOSING and _only(sentence, found.undertaking):
        return Stance.WILLING
    return found.stance


def _turned_round(sentence: Sentence, undertaking: Token, action: Action) -> bool:
    """Whether what is undertaken is the contrary of its class: to break an accord, to keep troops out of a country."""
    if action is Action.COMPLY:
        return _breaks(sentence, undertaking)
    keeps = action is Action.DEPLOY and undertaking.lemma == "keep"
    return keeps and any(word.lemma == "out" for word in sentence.below(undertaking, "advmod", "prt", "prep"))


def _breaks(sentence: Sentence, undertaking: Token) -> bool:
    """Whether to undertake it is to keep to something no longer: "suspend its compliance", not "stop violating it"."""
    chain = (undertaking, *_chained(sentence, undertaking))
    return sum(token.lemma in commitments.words("breaking") for token in chain) % 2 == 1


def _only(sentence: Sentence, undertaking: Token) -> bool:
    """Whether it is undertaken on that condition alone: "will only return to the talks if", "would talk only after"."""
    near = (undertaking, *sentence.below(undertaking, "advcl", "prep"))
    return any(word.lemma == "only" for each in near for word in sentence.below(each, "advmod"))


def _leaves(sentence: Sentence, undertaking: Token, action: Action) -> bool:
    """Whether a party would leave what it is bound by, "withdraw from the accord"; to withdraw troops harms nobody."""
    left = (thing for away in sentence.below(undertaking, "prep") for thing in sentence.below(away, "pobj"))
    return action is Action.WITHDRAW and any(thing.lemma in commitments.words("bonds") for thing in left)


def _span(text: str, sentence: Sentence, found: Found, first: bool, told: Sequence[Term]) -> Span:
    """The clause: from the party, where it stands near, to the end of the undertaking."""
    terms_at = [term.span for term in told]
    low, high = _own_extent(sentence, found.undertaking, terms_at)
    if found.undertaking.dep in SUBJECTS and found.cue.dep == "aux":
        # told of its subject ("the talks will resume on Monday"): the clause goes on to its end
        high = max(high, _own_extent(sentence, sentence.head_of(found.cue), terms_at)[1])
    if found.clause is not None:
        begin, end = _own_extent(sentence, found.clause, terms_at)
        low, high = min(low, begin), max(high, end)
    if first:
        verb = _stance_word(sentence, found)
        low, high = min(low, found.cue.index, verb.index), max(high, found.cue.index, verb.index)
        for holder in found.holders:
            start = min(t.index for t in sentence.subtree(holder)) if holder.index < low else low
            low = min(low, start if low - start < _NEAR else holder.index)
            high = max(high, holder.index)
    while low < high and sentence.tokens[low].dep == "mark" and sentence.tokens[low].lemma == "that":
        low += 1
    return passage(text, sentence, low, high)


def _own_extent(sentence: Sentence, head: Token, terms_at: Sequence[Span]) -> tuple[int, int]:
    """The extent of an undertaking without verbs coordinated with it and without what stands before it.

    Nor with what only stands beside it, but for its terms.
    """
    waiting, found = [head.index], []
    while waiting:
        index = waiting.pop()
        found.append(index)
        for child in sentence.below(sentence.tokens[index]):
            at_head = index == head.index
            apart = at_head and child.dep == "conj" and child.pos in {"VERB", "AUX"}
            loose = at_head and child.dep in {"ccomp", "parataxis"} and child.index < head.index
            if not apart and not loose and not _beside(sentence, child, terms_at) and child.dep not in {"punct", "cc"}:
                waiting.append(child.index)
    return min(found), max(found)


def _beside(sentence: Sentence, clause: Token, terms_at: Sequence[Span]) -> bool:
    """Whether a clause only stands beside what is undertaken: "while others left", "after Oslo threatened to"."""
    if clause.dep != "advcl":
        return False
    openers = {opener.lemma for opener in sentence.below(clause, "mark", "advmod") if opener.index < clause.index}
    past = clause.tag == "VBD" and own_subject(sentence, clause) is not None
    told = any(span.start <= clause.start < span.end for span in terms_at)
    if past and not told and openers & commitments.words("past_beside"):
        return True
    return bool(openers & commitments.words("beside"))


def _speaker(
    index: int, sentence: Sentence, found: Found, said_in: tuple[int, StatementCandidate] | None
) -> tuple[Place, ...]:
    """Who says it: for undertakings told without their party ("tariffs will be imposed")."""
    if said_in is not None and said_in[1].source is not None:
        return (said_in[1].source,)
    for above in sentence.above(found.cue):
        if above.pos == "VERB" and above.lemma in commitments.words("announcing"):
            source = subject(sentence, above)
            if source is not None:
                return (Place(index, source.index),)
    return ()
