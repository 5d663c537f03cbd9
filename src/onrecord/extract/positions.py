"""Positions: every way in which a sentence commits somebody, cut to its clause and given its terms."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from onrecord.extract import commitments, undertakings
from onrecord.extract.auxiliaries import by_auxiliary, by_infinitive, by_phrase, by_progressive, modal_name
from onrecord.extract.circumstances import opened_kind, sets_terms
from onrecord.extract.clauses import SUBJECTS, extent, negated, own_subject, passage, subject
from onrecord.extract.found import Found
from onrecord.extract.predicates import by_adjective, by_coming_event, by_noun, by_participle
from onrecord.extract.signs import governed, signs
from onrecord.extract.tagged import Clause, Tagged, Words, top
from onrecord.extract.tagging.passages import ReadPassage
from onrecord.extract.terms import terms
from onrecord.extract.verbs import by_verb
from onrecord.extract.weighing import BOTH, RULES, TAGGED, Evidence, judged
from onrecord.model import Action, Sentence, Span, Stance, Term, TermKind, Text, Token
from onrecord.model.candidate import Place, PositionCandidate, StatementCandidate

_HARM = frozenset({Action.ATTACK, Action.RETALIATE, Action.SANCTION, Action.TRADE_MEASURE, Action.PRESSURE})
_VIOLENCE = frozenset({Action.ATTACK, Action.RETALIATE})
_SUPPOSING = frozenset({TermKind.CONDITION, TermKind.TRIGGER})
_ASKING = frozenset({"how", "what", "why", "who", "which"})
_DOUBTED = 3  # steps above a clause in which a word of doubt takes it back
_TOGETHER = 5  # words: auxiliaries farther off do not make one expression with the word of stance
_NEAR = 25  # words: a party named farther from its clause is not drawn into the evidence
_SURE = 0.4  # how sure a position must be to be kept
_MOSTLY = 0.7  # share of a clause that must lie in an attribution's content to be said there

# the attributions that touch a sentence: index in the document's list, and the candidate
Enclosing = Sequence[tuple[int, StatementCandidate]]


def positions(
    text: Text,
    sentences: Sequence[Sentence],
    statements: Sequence[StatementCandidate],
    passages: Sequence[ReadPassage] | None,
) -> tuple[PositionCandidate, ...]:
    """Every candidate of a document in order of the text; ``passages`` as the token model read them, if it did."""
    if passages is None:
        return tuple(_by_rules(text, sentences, _by_sentence(sentences, statements)))
    return tuple(judged(evidence(text, sentences, statements, passages), _SURE))


def _by_rules(
    text: Text, sentences: Sequence[Sentence], touching: Mapping[int, Enclosing]
) -> Iterator[PositionCandidate]:
    for index, sentence in enumerate(sentences):
        yield from _in_sentence(text, index, sentence, touching.get(index, ()))


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
            for clause in _committing(sentence, clauses.get(index, ()))
        ]
        for candidate in by_rule.get(index, ()):
            words = _words(sentence, candidate)
            same = next((other for _, other in told if _overlap(candidate.span, other.span)), None)
            if same is not None:
                candidate = _confirmed(sentence, candidate, same)
            by = RULES if same is None else BOTH
            found.append(Evidence(candidate, by, signs(sentence, words, candidate, by_rule=True), tagged.weigh(words)))
        for clause, candidate in told:
            alone = not any(_overlap(candidate.span, other.span) for other in by_rule.get(index, ()))
            if alone and not _guessed(sentence, clause, candidate) and not _valued(sentence, clause):
                own = signs(sentence, clause.words, candidate, by_rule=False)
                found.append(Evidence(candidate, TAGGED, own, clause.weighed))
    return found


def _committing(sentence: Sentence, clauses: Sequence[Clause]) -> Iterator[Clause]:
    """The clauses that can commit: no question, nothing that is only supposed or foreseen, nothing that is in doubt."""
    if not clauses or sentence.tokens[-1].text == "?":
        return
    supposed = _supposed(sentence)
    for clause in clauses:
        above = top(sentence, clause.words)
        governing = itertools.islice(sentence.above(above), _DOUBTED)
        doubted = any(token.lemma in commitments.words("doubting") for token in governing)
        words = range(clause.words.first, clause.words.last + 1)
        opens = clause.words.first in supposed and 2 * sum(index in supposed for index in words) > len(words)
        if above.index not in supposed and not opens and not doubted:
            yield clause


def _guessed(sentence: Sentence, clause: Clause, candidate: PositionCandidate) -> bool:
    """Whether the clause is the teller's own guess: "Russia seems to be delaying", "may use the talks to strike"."""
    above = top(sentence, clause.words)
    helped = {token.lemma.lower() for token in sentence.below(above, "aux")}
    guess = above.lemma in commitments.words("guessing") or bool(helped & commitments.words("guessed"))
    return guess and candidate.statement is None


def _valued(sentence: Sentence, clause: Clause) -> bool:
    """Whether the clause says only what something would be worth: "a peace treaty will be a great thing"."""
    above = top(sentence, clause.words)
    valuing = commitments.words("valuing")
    return above.lemma == "be" and any(thing.lemma in valuing for thing in sentence.below(above, "attr"))


def _words(sentence: Sentence, candidate: PositionCandidate) -> Words:
    span = candidate.span
    inside = [token.index for token in sentence.tokens if token.start < span.end and token.end > span.start]
    return Words(candidate.sentence, inside[0], inside[-1])


def _confirmed(sentence: Sentence, by_rule: PositionCandidate, tagged: PositionCandidate) -> PositionCandidate:
    """What the rules read, with further places where its party may be named, and its condition, by the token model.

    Of a clause that describes people ("terrorists who want to strike us") they alone are meant.
    """
    cue = by_rule.cue
    described = any(_describes(sentence, token) for token in sentence.tokens if cue.start <= token.start < cue.end)
    more = () if described else tuple(place for place in tagged.holders if place not in by_rule.holders)
    supposed = any(term.kind in _SUPPOSING for term in by_rule.terms)
    further = () if supposed else tuple(term for term in tagged.terms if term.kind in _SUPPOSING)
    return replace(by_rule, holders=(*by_rule.holders, *more), terms=(*by_rule.terms, *further))


def _overlap(one: Span, other: Span) -> bool:
    """Whether two clauses share half of the shorter: then they tell one position."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return common > 0 and 2 * common >= min(one.end - one.start, other.end - other.start)


def of_clause(text: Text, sentences: Sequence[Sentence], clause: Clause, statements: Enclosing) -> PositionCandidate:
    """A candidate from a clause that the token model tagged."""
    index = clause.words.sentence
    sentence = sentences[index]
    above = top(sentence, clause.words)
    undertaking = _made_target(sentence, clause) or governed(sentence, above, clause.words.last)
    span = passage(text.text, sentence, clause.words.first, clause.words.last)
    said_in = _enclosing(span, statements)
    apart = [above.index] if undertaking.index != above.index else []
    actions = undertakings.classify(sentence, undertaking, apart, above if apart else None)
    told = terms(text.text, sentence, undertaking, above)
    return PositionCandidate(
        sentence=index,
        span=span,
        cue=_cue(text.text, sentence, above),
        cue_name=TAGGED,
        stance=clause.stance,
        actions=actions[:1] or (Action.OTHER,),
        holders=tuple(_holders(sentences, clause, above, said_in)),
        object=passage(text.text, sentence, *extent(sentence, undertaking, ("punct",))),
        terms=(*told, *_condition(text, sentences, clause, told)),
        demanding=None,
        statement=said_in[0] if said_in is not None else None,
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
    people = any(_describes(sentence, verb) for verb in sentence.below(above, "relcl"))
    who = above if people else subject(sentence, above)
    within = named is not None and named.sentence == words.sentence and words.first <= named.first <= words.last
    mention = Place(named.sentence, top(sentences[named.sentence], named).index) if named is not None else None
    if mention is not None and mention.sentence == words.sentence and mention.token in _supposed(sentence):
        mention = None  # "if Germany agrees, the mission can begin" commits Germany to nothing
    own = Place(words.sentence, who.index) if who is not None else None
    source = said_in[1].source if said_in is not None else None
    places: tuple[Place | None, ...] = (mention, own, source)
    if clause.stance is Stance.DEMANDED:
        entry = commitments.verb_entry(sentence, above)
        places = (mention, None if entry is not None and entry.asks else own)
    elif people or _describes(sentence, above):
        places = (mention if within else None, own)
    elif who is not None and words.first <= who.index <= words.last and not within:
        places = (own, mention, source)
    yield from (place for place in places if place is not None)


def _describes(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb stands in a clause that describes people, by "who"."""
    return verb.dep == "relcl" and any(child.lemma.lower() == "who" for child in sentence.below(verb, *SUBJECTS))


def _condition(text: Text, sentences: Sequence[Sentence], clause: Clause, told: Sequence[Term]) -> Iterator[Term]:
    """The condition that the token model tags, where none was read; what opens it tells whether it is a trigger."""
    if clause.condition is None or any(term.kind in _SUPPOSING for term in told):
        return
    words, sentence = clause.condition, sentences[clause.condition.sentence]
    if sets_terms(sentence, words.first, words.last):
        yield Term(opened_kind(sentence, words.first), passage(text.text, sentence, words.first, words.last))


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


def _in_sentence(text: Text, index: int, sentence: Sentence, enclosing: Enclosing) -> Iterator[PositionCandidate]:
    taken: set[int] = set()
    for found in sorted(readings(sentence), key=lambda f: (not f.strong, f.cue.index)):
        if found.cue.index in taken:
            continue  # within another's undertaking: "committed to offering"
        for undertaking, first in _coordinated(sentence, found):
            if undertaking.index in taken:
                continue
            candidate = _candidate(text, index, sentence, replace(found, undertaking=undertaking), first, enclosing)
            if candidate is not None:
                taken.add(undertaking.index)
                taken.update(t.index for t in _chained(sentence, undertaking))
                yield candidate


def _coordinated(sentence: Sentence, found: Found) -> Iterator[tuple[Token, bool]]:
    """The undertaking and the verbs coordinated with it that have no subject of their own."""
    yield found.undertaking, True
    waiting = [found.undertaking]
    while waiting:
        for other in sentence.below(waiting.pop(), "conj"):
            if own_subject(sentence, other) is None and _undertakes(sentence, other) and not _turns(sentence, other):
                waiting.append(other)
                yield other, False


def _undertakes(sentence: Sentence, other: Token) -> bool:
    """Whether a coordinated word is a verb; the tagger takes some for nouns ("to fund, arm and train")."""
    bare = not any(True for _ in sentence.below(other, "det", "amod", "compound", "poss"))
    return other.pos in {"VERB", "AUX"} or (other.tag == "NN" and bare and undertakings.tells_action(other.lemma))


def _turns(sentence: Sentence, other: Token) -> bool:
    """Whether a coordinated verb has a stance of its own: "would not deploy troops but could monitor"."""
    above = sentence.head_of(other)
    joined = [c.lemma for c in sentence.below(above, "cc") if c.index < other.index]
    own = any(modal_name(helper) for helper in sentence.below(other, "aux"))
    return own or (bool(joined) and joined[-1] == "but") or negated(sentence, other) != negated(sentence, above)


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
    supposed = _supposed(sentence)
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
        elif token.pos == "NOUN":
            if token.lemma in commitments.nouns():
                yield from by_noun(sentence, token)
            yield from by_coming_event(sentence, token)


def _by_any_verb(sentence: Sentence, verb: Token) -> Iterator[Found]:
    entry = commitments.verb_entry(sentence, verb)
    if entry is not None:
        yield from by_verb(sentence, verb, entry)
    elif verb.lemma in {"go", "need", "have", "depend"}:
        yield from by_phrase(sentence, verb)
    yield from by_infinitive(sentence, verb)
    yield from by_participle(sentence, verb)
    yield from by_progressive(sentence, verb)


def _supposed(sentence: Sentence) -> frozenset[int]:
    """Words within conditions, and within clauses that only ask or foresee: "if they agree", "how he would respond"."""
    found: set[int] = set()
    for token in sentence.tokens:
        if token.index in found:
            continue
        supposes = token.dep in {"advcl", "ccomp", "pcomp"} and _opens_condition(sentence, token)
        foreseen = token.dep == "ccomp" and sentence.head_of(token).lemma in commitments.words("foreseeing")
        if supposes or foreseen or (token.dep in {"ccomp", "pcomp"} and _only_asks(sentence, token)):
            found.update(inner.index for inner in sentence.subtree(token))
    return frozenset(found)


def _opens_condition(sentence: Sentence, clause: Token) -> bool:
    openers = {"if", "unless", "until", "once", "lest", "whether"}
    return any(child.lemma in openers for child in sentence.below(clause, "mark", "advmod"))


def _only_asks(sentence: Sentence, clause: Token) -> bool:
    first = min(clause.index, *(child.index for child in sentence.below(clause)), clause.index)
    opening = sentence.tokens[first]
    while opening.index > 0 and not opening.tag.startswith("W") and sentence.children[opening.index]:
        inner = min(sentence.children[opening.index])
        if inner >= opening.index:
            break
        opening = sentence.tokens[inner]
    return opening.tag in {"WRB", "WP", "WDT"} and opening.lemma in _ASKING


# --- from a reading to a candidate ------------------------------------------------------------


def _candidate(
    text: Text, index: int, sentence: Sentence, found: Found, first: bool, statements: Enclosing
) -> PositionCandidate | None:
    actions = _actions(sentence, found, first)
    if not actions:
        return None
    span = _span(text.text, sentence, found, first)
    said_in = _enclosing(span, statements)
    stance_word = sentence.head_of(found.cue) if found.cue.pos == "AUX" else found.cue
    told = terms(text.text, sentence, found.undertaking, stance_word)
    holders = tuple(Place(index, token.index) for token in found.holders)
    if found.by_speaker or not holders:
        holders = (*holders, *_speaker(index, sentence, found, said_in))
    return PositionCandidate(
        sentence=index,
        span=span,
        cue=_cue(text.text, sentence, found.cue),
        cue_name=found.name,
        stance=_adjusted(sentence, found, actions, {term.kind for term in told}, span),
        actions=actions,
        holders=holders,
        object=passage(text.text, sentence, *extent(sentence, found.undertaking, ("punct",))),
        terms=told,
        demanding=Place(index, found.demanding.index) if found.demanding is not None else None,
        statement=said_in[0] if said_in is not None else None,
        told_by_another=found.told_by_another,
    )


def _actions(sentence: Sentence, found: Found, first: bool) -> tuple[Action, ...]:
    """The classes of what is undertaken; () where neither they nor the words are clear enough to keep."""
    if found.name == "accept" and found.undertaking.pos not in {"VERB", "AUX"}:
        return (Action.ACCEPT,)
    apart = [found.cue.index] if found.cue.pos != "AUX" else []
    governor = found.cue if apart else None
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
    """Deferred decisions and conditional harm, told by what stands around the cue."""
    if found.stance not in {Stance.PLEDGED, Stance.WILLING}:
        return found.stance
    _, phrases = commitments.deferral()
    lowered = span.exact.lower()
    if any(phrase in lowered for phrase in phrases):
        return Stance.UNDECIDED
    warned = any(above.lemma in {"warn", "threaten"} for above in sentence.above(found.cue))
    conditional = TermKind.CONDITION in kinds and found.stance is Stance.PLEDGED
    if actions[0] in _HARM and (warned or conditional):
        return Stance.THREATENED
    if actions[0] in _VIOLENCE and found.name in commitments.words("menacing"):
        return Stance.THREATENED
    return found.stance


def _cue(text: str, sentence: Sentence, cue: Token) -> Span:
    """The words of stance with what turns them: "will be decided", "has not ruled out", "is not ready"."""
    verb = sentence.head_of(cue) if cue.dep in {"aux", "auxpass", "acomp"} else cue
    around = [cue, verb, *sentence.below(verb, "aux", "auxpass", "neg", "prt"), *sentence.below(cue, "neg")]
    # the parser takes the "to" of "have to date ruled out" for an auxiliary; its tag tells otherwise
    places = [t.index for t in around if t.tag != "IN" and abs(t.index - cue.index) <= _TOGETHER] or [cue.index]
    return passage(text, sentence, min(places), max(places))


def _span(text: str, sentence: Sentence, found: Found, first: bool) -> Span:
    """The clause: from the party, where it stands near, to the end of the undertaking."""
    low, high = _own_extent(sentence, found.undertaking)
    if found.undertaking.dep in SUBJECTS and found.cue.dep == "aux":
        # told of its subject ("the talks will resume on Monday"): the clause goes on to its end
        high = max(high, _own_extent(sentence, sentence.head_of(found.cue))[1])
    if first:
        verb = sentence.head_of(found.cue) if found.cue.pos == "AUX" else found.cue
        low, high = min(low, found.cue.index, verb.index), max(high, found.cue.index, verb.index)
        for holder in found.holders:
            start = min(t.index for t in sentence.subtree(holder)) if holder.index < low else low
            low = min(low, start if low - start < _NEAR else holder.index)
            high = max(high, holder.index)
    while low < high and sentence.tokens[low].dep == "mark" and sentence.tokens[low].lemma == "that":
        low += 1
    return passage(text, sentence, low, high)


def _own_extent(sentence: Sentence, head: Token) -> tuple[int, int]:
    """The extent of an undertaking without verbs coordinated with it and without what stands before it."""
    waiting, found = [head.index], []
    while waiting:
        index = waiting.pop()
        found.append(index)
        for child in sentence.below(sentence.tokens[index]):
            at_head = index == head.index
            apart = at_head and child.dep == "conj" and child.pos in {"VERB", "AUX"}
            loose = at_head and child.dep in {"ccomp", "parataxis"} and child.index < head.index
            beside = child.dep == "advcl" and any(
                mark.lemma in commitments.words("beside") for mark in sentence.below(child, "mark")
            )
            if not apart and not loose and not beside and child.dep not in {"punct", "cc"}:
                waiting.append(child.index)
    return min(found), max(found)


def _enclosing(span: Span, statements: Enclosing) -> tuple[int, StatementCandidate] | None:
    """The innermost attribution whose content holds the clause."""
    best: tuple[int, int, StatementCandidate] | None = None
    for number, candidate in statements:
        for content in candidate.statement.content:
            shared = min(content.end, span.end) - max(content.start, span.start)
            size = content.end - content.start
            if shared >= _MOSTLY * (span.end - span.start) and (best is None or size < best[0]):
                best = (size, number, candidate)
    return best[1:] if best is not None else None


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
