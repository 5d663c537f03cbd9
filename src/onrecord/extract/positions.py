"""Positions: from words of commitment, refusal, demand and threat, by syntax and lexicon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.extract import commitments, undertakings
from onrecord.extract.clauses import SUBJECTS, ancestors, auxiliaries, extent, negated, own_subject, passage, subject
from onrecord.extract.commitments import Commitment, Modal
from onrecord.extract.terms import terms
from onrecord.model import Action, Sentence, Span, Stance, TermKind, Text, Token
from onrecord.model.candidate import Place, PositionCandidate, StatementCandidate

_HARM = frozenset({Action.ATTACK, Action.RETALIATE, Action.SANCTION, Action.TRADE_MEASURE, Action.PRESSURE})
_WEAK = frozenset({"could", "may", "might", "can"})
_MUST = frozenset({"must", "should", "ought"})
_LIGHT = frozenset({"express", "signal", "indicate", "voice", "show", "make", "have", "reiterate", "repeat", "give", "state", "renew", "reaffirm", "issue",
    "stress", "emphasize", "emphasise", "highlight", "announce", "outline", "unveil", "be", "hold", "take", "detail", "lay", "confirm", "convey", "echo", "welcome", "release", "present", "draw"})  # fmt: skip
_VIOLENCE = frozenset({Action.ATTACK, Action.RETALIATE})
_COMPLEMENTS = ("xcomp", "ccomp", "dobj", "prep", "advcl", "pcomp", "oprd", "acl")
_TO_WHOM = frozenset({"on", "upon", "to", "from", "with", "at"})
# under "will" and "would" these still leave it open
_STILL_WILLING = frozenset(
    {"consider", "like", "love", "prefer", "explore", "weigh", "want", "hope", "favor", "favour", "support", "welcome"}
)
_FUTURE = frozenset({"will", "would", "ll", "wo", "shall", "must", "should", "ought"})
# words so common that without a known action below them they tell a figure of speech
_NEED_ACTION = frozenset(
    {"want", "want to", "look", "seek", "set", "schedule", "encourage", "decide", "warn", "ask", "hope", "like"}
)
_TELLS_NOTHING = Modal(None, None)
_VICTIMS = frozenset({"face", "suffer", "regret", "pay"})


@dataclass(frozen=True, slots=True)
class _Found:
    """One reading before its span is cut: the cue, what is undertaken, by whom."""

    cue: Token
    name: str
    stance: Stance
    undertaking: Token
    holders: tuple[Token, ...]
    demanding: Token | None
    strong: bool
    by_speaker: bool = False
    told_by_another: bool = False


def positions(
    text: Text, sentences: Sequence[Sentence], statements: Sequence[StatementCandidate]
) -> tuple[PositionCandidate, ...]:
    """Every candidate of a document in order of the text."""
    found: list[PositionCandidate] = []
    for index, sentence in enumerate(sentences):
        found.extend(_in_sentence(text, index, sentence, statements))
    return tuple(found)


def _in_sentence(
    text: Text, index: int, sentence: Sentence, statements: Sequence[StatementCandidate]
) -> Iterator[PositionCandidate]:
    taken: set[int] = set()
    for found in sorted(_readings(sentence), key=lambda f: (not f.strong, f.cue.index)):
        for undertaking, first in _coordinated(sentence, found):
            if undertaking.index in taken:
                continue
            candidate = _candidate(text, index, sentence, replace(found, undertaking=undertaking), first, statements)
            if candidate is not None:
                taken.add(undertaking.index)
                taken.update(t.index for t in _chained(sentence, undertaking))
                yield candidate


def _coordinated(sentence: Sentence, found: _Found) -> Iterator[tuple[Token, bool]]:
    """The undertaking and the verbs coordinated with it that have no subject of their own."""
    yield found.undertaking, True
    waiting = [found.undertaking]
    while waiting:
        for other in sentence.below(waiting.pop(), "conj"):
            if other.pos in {"VERB", "AUX"} and own_subject(sentence, other) is None:
                waiting.append(other)
                yield other, False


def _chained(sentence: Sentence, undertaking: Token) -> Iterator[Token]:
    """Words of commitment within an undertaking: "plans to offer to send" is one position."""
    token = undertaking
    for _ in range(4):
        inner = next(sentence.below(token, "xcomp"), None)
        if inner is None:
            return
        yield inner
        token = inner


# --- readings --------------------------------------------------------------------------------


def _readings(sentence: Sentence) -> Iterator[_Found]:
    if sentence.tokens[-1].text == "?":
        return  # a question commits nobody
    supposed = _supposed(sentence)
    for token in sentence.tokens:
        if token.index in supposed:
            continue
        if token.dep in {"aux", "auxpass"}:
            modal = _modal_name(token)
            if modal is not None:
                yield from _by_modal(sentence, token, modal)
        elif token.pos in {"VERB", "AUX"}:
            entry = commitments.verb_entry(sentence, token)
            if entry is not None:
                yield from _by_verb(sentence, token, entry)
            elif token.lemma in {"go", "need", "have", "depend"}:
                yield from _by_phrase(sentence, token)
            yield from _by_headline(sentence, token)
            yield from _by_participle_adjective(sentence, token)
            yield from _by_progressive(sentence, token)
        elif token.pos == "ADJ" and token.lemma in commitments.adjectives():
            yield from _by_adjective(sentence, token)
        elif token.pos == "NOUN":
            if token.lemma in commitments.nouns():
                yield from _by_noun(sentence, token)
            yield from _by_coming_event(sentence, token)


def _supposed(sentence: Sentence) -> frozenset[int]:
    """Words within conditions and within clauses that only ask ("if they agree", "how he would respond")."""
    found: set[int] = set()
    for token in sentence.tokens:
        if (token.dep == "advcl" and _opens_condition(sentence, token)) or (token.dep in {"ccomp", "pcomp"} and _only_asks(sentence, token)):
            found.update(inner.index for inner in sentence.subtree(token))
    return frozenset(found)


def _opens_condition(sentence: Sentence, clause: Token) -> bool:
    return any(
        child.lemma in {"if", "unless", "until", "once", "lest"} for child in sentence.below(clause, "mark", "advmod")
    )


def _only_asks(sentence: Sentence, clause: Token) -> bool:
    return any(
        child.tag in {"WRB", "WP"} and child.index < clause.index and child.lemma in {"how", "what", "why", "who"}
        for child in sentence.below(clause, "advmod", "dobj", "attr", "nsubj")
    )


def _modal_name(token: Token) -> str | None:
    text = token.text.lower().strip("'’")
    if text == "d":
        return None
    known = {*commitments.modals(), *_WEAK}
    name = text if text in known else token.lemma
    return name if name in known and token.tag in {"MD", "VB", "VBP"} else None


def _by_modal(sentence: Sentence, auxiliary: Token, name: str) -> Iterator[_Found]:
    """A bare auxiliary: "Europe will increase the pressure", "Moscow must leave"."""
    verb = sentence.head_of(auxiliary)
    if name in _WEAK:
        yield from _by_doubt(sentence, auxiliary, verb)
    modal = commitments.modals().get(name, _TELLS_NOTHING)
    stance = modal.denied if negated(sentence, verb) else modal.affirmed
    holder = subject(sentence, verb)
    if stance is None or holder is None or holder.dep == "expl":
        return
    deferring, _ = commitments.deferral()
    passive = any(child.dep == "auxpass" for child in sentence.below(verb))
    if passive and verb.lemma in deferring and name in {"will", "would", "ll"}:
        yield _Found(auxiliary, "deferred", Stance.UNDECIDED, holder, (holder, *_owners(sentence, holder)), None, True)
        return
    if verb.lemma == "depend":
        yield _Found(
            auxiliary, "depend", Stance.UNDECIDED, holder, (holder, *_owners(sentence, holder)), None, True, True
        )
        return
    if verb.lemma == "be":
        for attribute in sentence.below(verb, "attr"):
            if attribute.lemma == "target":
                yield _Found(auxiliary, "be target", Stance.THREATENED, attribute, (), None, True, True)
        return
    if verb.lemma in _VICTIMS and stance is Stance.PLEDGED:
        if any(
            child.lemma in {"consequence", "price", "sanction", "penalty", "tariff", "it", "response"}
            for child in sentence.below(verb, "dobj")
        ):
            yield _Found(auxiliary, "face", Stance.THREATENED, verb, (), None, True, True)
        return
    if passive:
        holders = (*_agents(sentence, verb), *_owners(sentence, holder))
    else:
        holders = (holder, *_owners(sentence, holder))
    if holder.pos == "NOUN" and _is_event(sentence, holder) and not passive:
        if verb.lemma not in commitments.words("happening"):
            return
        yield _Found(
            auxiliary,
            f"{name} (thing)",
            stance,
            holder,
            _parties_to(sentence, holder),
            None,
            False,
            True,
            name in _MUST,
        )
        return
    entry = commitments.verb_entry(sentence, verb)
    if entry is not None and name not in _MUST and entry.name in _STILL_WILLING:
        stance = Stance.WILLING if stance is Stance.PLEDGED else Stance.REFUSED
    yield _Found(auxiliary, name, stance, verb, holders, None, False, passive, name in _MUST)


def _by_doubt(sentence: Sentence, auxiliary: Token, verb: Token) -> Iterator[_Found]:
    """ "The summit might be called off": an event that its own parties leave open."""
    thing = own_subject(sentence, verb)
    if thing is None or thing.pos != "NOUN" or verb.lemma not in commitments.words("called_off"):
        return
    if _is_event(sentence, thing):
        yield _Found(auxiliary, "called off", Stance.UNDECIDED, thing, _parties_to(sentence, thing), None, True, True)


def _parties_to(sentence: Sentence, event: Token) -> tuple[Token, ...]:
    """Whose an event is, and between whom: "the talks between Iran and the E3"."""
    found = list(_owners(sentence, event))
    governors = [event, sentence.head_of(event)] if event.dep in {*SUBJECTS, "dobj"} else [event]
    below = [child for child in sentence.below(event) if child.dep in {"acl", "relcl"}]
    for governor in (*governors, *below):
        for preposition in sentence.below(governor, "prep"):
            if preposition.lemma in {"between", "with", "among"}:
                found.extend(sentence.below(preposition, "pobj"))
    return tuple(found)


def _is_event(sentence: Sentence, noun: Token) -> bool:
    """Whether a noun tells an undertaking, and not who undertakes it ("sanctions", not "diplomats")."""
    return noun.lemma not in commitments.actors() and bool(undertakings.own(sentence, noun))


def _agents(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    """Who does it, in a passive: "by some states"."""
    return tuple(inner for by in sentence.below(verb, "agent") for inner in sentence.below(by, "pobj"))


def _owners(sentence: Sentence, noun: Token) -> tuple[Token, ...]:
    """Whose a thing is: "Germany's engagement", "European sanctions", "the contribution of the USA"."""
    found = list(sentence.below(noun, "poss"))
    if noun.pos == "NOUN" and (noun.lemma in commitments.actors() or undertakings.own(sentence, noun)):
        # "Syrian refugees", "Chinese goods": whose they are tells nothing of who acts on them
        found.extend(t for t in sentence.below(noun, "compound", "amod", "nmod") if t.text[:1].isupper())
    for preposition in sentence.below(noun, "prep", "agent"):
        if preposition.lemma in {"of", "from", "by"}:
            found.extend(sentence.below(preposition, "pobj"))
    return tuple(found)


def _by_verb(sentence: Sentence, verb: Token, entry: Commitment) -> Iterator[_Found]:
    denied = negated(sentence, verb)
    stance = entry.denied if denied else entry.stance
    if stance is None:
        return
    modal = next((name for a in auxiliaries(sentence, verb) if (name := _modal_name(a))), None)
    if entry.asks:
        if modal not in _WEAK or entry.name == "need":
            yield from _demands(sentence, verb, entry)
        return
    if modal in _FUTURE or modal in _WEAK:
        return  # the auxiliary tells it, or leaves it to speculation
    if verb.tag == "VB" and not _governed(sentence, verb):
        return  # a purpose: "in order to offer …"
    passive = any(child.dep == "auxpass" for child in sentence.below(verb)) or (verb.dep == "acl" and verb.tag == "VBN")
    if passive:
        yield from _passive(sentence, verb, entry, stance)
        return
    holder = subject(sentence, verb)
    if holder is None:
        return
    for undertaking in _complements(sentence, verb, entry.takes):
        inner = own_subject(sentence, undertaking) if undertaking.dep == "ccomp" else None
        holders = (holder,)
        if inner is not None and inner.index != holder.index and inner.pos != "PRON":
            if undertaking.dep == "ccomp" and undertaking.pos in {"VERB", "AUX"} and auxiliaries(sentence, undertaking):
                continue  # "said that X will": the auxiliary tells it
            if undertaking.lemma in commitments.nouns():
                continue
            if entry.name == "want":
                yield _Found(verb, "want", Stance.DEMANDED, undertaking, (inner,), holder, True)
                continue
        yield _Found(
            verb, entry.name, _composed(sentence, stance, undertaking, denied), undertaking, holders, None, True
        )
        return
    if entry.name in {"accept", "refuse"}:
        yield _Found(verb, entry.name, stance, verb, (holder,), None, False)


def _governed(sentence: Sentence, verb: Token) -> bool:
    """Whether a bare form has an auxiliary that asserts it: "does not want"."""
    return any(child.lemma == "do" for child in auxiliaries(sentence, verb))


def _passive(sentence: Sentence, verb: Token, entry: Commitment, stance: Stance) -> Iterator[_Found]:
    """ "Tariffs were announced", "a meeting is planned", "was scheduled to meet"."""
    thing = own_subject(sentence, verb) or (sentence.head_of(verb) if verb.dep == "acl" else None)
    if thing is None:
        return
    clause = next(sentence.below(verb, "xcomp"), None)
    if clause is not None:
        yield _Found(
            verb,
            entry.name,
            _composed(sentence, stance, clause, False),
            clause,
            (thing, *_owners(sentence, thing)),
            None,
            True,
            True,
        )
        return
    if entry.takes == "clause" and entry.name not in {"agree", "plan", "schedule", "decide"}:
        return
    if entry.name not in {
        "plan",
        "schedule",
        "announce",
        "promise",
        "pledge",
        "agree",
        "propose",
        "offer",
        "consider",
        "weigh",
        "reject",
        "rule out",
    }:
        return
    holders = (*_agents(sentence, verb), *_parties_to(sentence, thing))
    yield _Found(verb, f"{entry.name} (passive)", stance, thing, holders, None, False, True)


def _complements(sentence: Sentence, verb: Token, takes: str) -> Iterator[Token]:
    """What a word of commitment governs, clauses first."""
    clauses, things = [], []
    for child in sentence.below(verb, *_COMPLEMENTS):
        if child.index < verb.index and child.dep in {"dobj", "prep", "advcl"}:
            continue
        if child.dep in {"xcomp", "ccomp", "oprd", "acl"} or (child.dep == "advcl" and _infinitive(sentence, child)):
            clauses.append(child)
        elif child.dep == "dobj":
            things.append(child)
        elif child.dep == "prep" and child.lemma in {
            "to",
            "on",
            "for",
            "with",
            "about",
            "against",
            "of",
            "in",
            "from",
            "at",
            "toward",
            "towards",
        }:
            clauses.extend(sentence.below(child, "pcomp"))
            things.extend(sentence.below(child, "pobj"))
    if takes != "thing":
        yield from clauses
    if takes != "clause" or (
        not clauses and verb.lemma in {"agree", "commit", "decide", "work", "prepare", "look", "hope", "plan"}
    ):
        yield from things


def _infinitive(sentence: Sentence, verb: Token) -> bool:
    return any(child.tag == "TO" for child in sentence.below(verb, "aux"))


def _composed(sentence: Sentence, stance: Stance, undertaking: Token, denied: bool) -> Stance:
    """The stance when what is undertaken is itself denied, or is a word of commitment ("refused to rule out")."""
    turned = undertaking.pos in {"VERB", "AUX"} and negated(sentence, undertaking)
    inner: Commitment | None = None
    if undertaking.pos in {"VERB", "AUX"}:
        inner = commitments.verb_entry(sentence, undertaking)
    elif undertaking.pos == "NOUN":
        inner = next(iter(commitments.nouns().get(undertaking.lemma, ())), None)
    if stance in {Stance.PLEDGED, Stance.WILLING}:
        if turned:
            return Stance.REFUSED
        if any(child.lemma in {"whether", "if"} for child in sentence.below(undertaking, "mark")):
            return Stance.UNDECIDED
        if inner is not None and not inner.asks and stance is Stance.PLEDGED and inner.name in _STILL_WILLING:
            return Stance.WILLING
        if inner is not None and not inner.asks and inner.stance is Stance.THREATENED:
            return Stance.THREATENED
        if inner is not None and not inner.asks and inner.stance is Stance.REFUSED:
            return Stance.REFUSED
    if stance is Stance.REFUSED and inner is not None and inner.stance is Stance.REFUSED:
        return Stance.WILLING
    return stance


def _demands(sentence: Sentence, verb: Token, entry: Commitment) -> Iterator[_Found]:
    """ "Urged Putin to …", "called on … to", "demanded that …", "asked for …"."""
    passive = any(child.dep == "auxpass" for child in sentence.below(verb))
    demanding = None if passive else subject(sentence, verb)
    addressed: list[Token] = [own for own in [own_subject(sentence, verb)] if passive and own is not None]
    undertakings_found: list[Token] = []
    for child in sentence.below(verb):
        if child.dep in {"xcomp", "ccomp", "advcl"} and child.index > verb.index:
            if child.dep == "advcl" and not _infinitive(sentence, child):
                continue
            undertakings_found.append(child)
            addressed.extend(own for own in [own_subject(sentence, child)] if own is not None)
        elif child.dep in {"dobj", "dative"}:
            (addressed if child.pos in {"PROPN", "PRON"} else undertakings_found).append(child)
            if child.pos == "NOUN":
                addressed.append(child)
            undertakings_found.extend(sentence.below(child, "acl") if child.pos != "PRON" else ())
        elif child.dep == "prep":
            inner = list(sentence.below(child, "pobj", "pcomp"))
            if child.lemma in _TO_WHOM:
                addressed.extend(inner)
                undertakings_found.extend(below for word in inner for below in sentence.below(word, "acl"))
            elif child.lemma in {"for", "against"}:
                undertakings_found.extend(inner)
                addressed.extend(owner for word in inner for owner in (word, *_owners(sentence, word)))
    clauses = [token for token in undertakings_found if token.pos in {"VERB", "AUX"}]
    if (
        entry.name
        in {
            "ask",
            "want",
            "tell",
            "warn",
            "expect",
            "require",
            "order",
            "need",
            "call",
            "advise",
            "direct",
            "invite",
            "press",
            "insist",
        }
        and not clauses
    ):
        if entry.name not in {"call", "require", "ask", "press"} or not undertakings_found:
            return
        if entry.name in {"call", "ask", "press"} and not any(c.lemma == "for" for c in sentence.below(verb, "prep")):
            return
    if entry.name in {"expect", "tell", "need"} and not (clauses and any(_infinitive(sentence, c) for c in clauses)):
        return
    if (
        entry.name in {"insist", "warn"}
        and clauses
        and any(_modal_name(a) for c in clauses for a in auxiliaries(sentence, c))
    ):
        return  # the clause's own auxiliary tells it
    if entry.name in {"want", "need", "expect"} and not addressed:
        holder = subject(sentence, verb)
        if entry.name == "want" and holder is not None:
            yield _Found(
                verb,
                "want to",
                Stance.REFUSED if negated(sentence, verb) else Stance.WILLING,
                clauses[0],
                (holder,),
                None,
                True,
            )
        elif entry.name == "need" and holder is not None:
            yield _Found(verb, "need to", Stance.DEMANDED, clauses[0], (holder,), None, False, told_by_another=True)
        return
    if negated(sentence, verb):
        return
    for undertaking in [*clauses, *undertakings_found][:1]:
        owners = _owners(sentence, undertaking) if undertaking.pos not in {"VERB", "AUX"} else ()
        yield _Found(verb, entry.name, entry.stance, undertaking, (*addressed, *owners), demanding, True)


def _by_phrase(sentence: Sentence, verb: Token) -> Iterator[_Found]:
    """ "Is going to", "needs to", "has to", "depends on"."""
    holder = subject(sentence, verb)
    if holder is None:
        return
    clause = next((c for c in sentence.below(verb, "xcomp") if _infinitive(sentence, c)), None)
    if verb.lemma == "go" and verb.tag == "VBG" and clause is not None:
        stance = Stance.REFUSED if negated(sentence, verb) else Stance.PLEDGED
        yield _Found(verb, "going to", stance, clause, (holder,), None, False)
    elif (
        verb.lemma in {"need", "have"}
        and clause is not None
        and verb.tag in {"VBP", "VBZ", "VB"}
        and not negated(sentence, verb)
    ):
        yield _Found(verb, f"{verb.lemma} to", Stance.DEMANDED, clause, (holder,), None, False, told_by_another=True)
    elif verb.lemma == "depend" and verb.tag in {"VBZ", "VBP"}:
        yield _Found(verb, "depend", Stance.UNDECIDED, holder, _owners(sentence, holder), None, True, True)


def _by_progressive(sentence: Sentence, verb: Token) -> Iterator[_Found]:
    """ "Are negotiating", "is weighing": what a party is set on now."""
    stance = commitments.progressive().get(verb.lemma)
    if stance is None or verb.tag != "VBG" or negated(sentence, verb):
        return
    being = next((a for a in auxiliaries(sentence, verb) if a.lemma == "be"), None)
    holder = subject(sentence, verb)
    if being is None or holder is None or any(a.lemma == "have" for a in auxiliaries(sentence, verb)):
        return
    yield _Found(verb, f"{verb.lemma} (progressive)", stance, verb, (holder,), None, False)


def _by_coming_event(sentence: Sentence, noun: Token) -> Iterator[_Found]:
    """ "The planned summit", "next week's talks with Seoul", "his upcoming meeting"."""
    marks = [c for c in sentence.below(noun, "amod", "poss") if c.text.lower() in commitments.words("coming")]
    marks += [c for c in sentence.below(noun, "poss") if c.entity == "DATE" and _next(sentence, c)]
    if marks and _is_event(sentence, noun):
        yield _Found(marks[0], "coming", Stance.PLEDGED, noun, _parties_to(sentence, noun), None, False, True)


def _next(sentence: Sentence, date: Token) -> bool:
    return any(word.lemma in {"next", "this"} for word in sentence.subtree(date))


def _by_headline(sentence: Sentence, verb: Token) -> Iterator[_Found]:
    """ "US to send troops", "the two leaders are to meet": an infinitive for a future."""
    if verb.tag != "VB" or not _infinitive(sentence, verb):
        return
    holder = own_subject(sentence, verb)
    if verb.dep == "ROOT" and holder is not None and holder.index < verb.index:
        yield _Found(verb, "to", Stance.PLEDGED, verb, (holder,), None, False)
    elif verb.dep == "xcomp":
        above = sentence.head_of(verb)
        holder = own_subject(sentence, above)
        if above.lemma == "be" and above.tag in {"VBZ", "VBP", "VBD"} and holder is not None:
            yield _Found(verb, "be to", Stance.PLEDGED, verb, (holder,), None, False)


def _by_participle_adjective(sentence: Sentence, verb: Token) -> Iterator[_Found]:
    """ "Is committed to", "are prepared to": participles that the tagger takes for verbs."""
    if verb.tag not in {"VBN", "VBD"} or verb.text.lower() not in commitments.adjectives():
        return
    if any(child.dep == "auxpass" for child in sentence.below(verb)):
        yield from _by_adjective(sentence, verb, verb.text.lower())


def _by_adjective(sentence: Sentence, adjective: Token, name: str | None = None) -> Iterator[_Found]:
    entry = commitments.adjectives()[name or adjective.lemma][0]
    predicate = sentence.head_of(adjective) if adjective.dep in {"acomp", "ccomp", "oprd"} else adjective
    denied = negated(sentence, adjective) or (predicate.index != adjective.index and negated(sentence, predicate))
    stance = entry.denied if denied else entry.stance
    holder = subject(sentence, predicate) if adjective.dep != "amod" else sentence.head_of(adjective)
    if stance is None or holder is None:
        return
    if any(_modal_name(a) in _MUST for a in auxiliaries(sentence, predicate)):
        stance = Stance.DEMANDED
    for undertaking in _complements(sentence, adjective, "either"):
        yield _Found(
            adjective, entry.name, _composed(sentence, stance, undertaking, denied), undertaking, (holder,), None, True
        )
        return


def _by_noun(sentence: Sentence, noun: Token) -> Iterator[_Found]:
    """ "Its readiness to support", "preparedness from 26 countries to intervene", "the need for Europe to stop"."""
    entry = commitments.nouns()[noun.lemma][0]
    clauses = [c for c in sentence.below(noun, "acl", "xcomp", "ccomp") if c.tag != "VBN" and c.index > noun.index]
    things: list[Token] = []
    from_whom: list[Token] = []
    for preposition in sentence.below(noun, "prep"):
        inner = list(sentence.below(preposition, "pobj", "pcomp"))
        if preposition.lemma in {"from", "by"} or (entry.asks and preposition.lemma in {"on", "to", "for"}):
            from_whom.extend(inner)
            clauses.extend(c for word in inner for c in sentence.below(word, "acl") if _infinitive(sentence, c))
        if preposition.lemma in {"of", "for", "to", "on", "against", "with"}:
            clauses.extend(word for word in inner if word.pos == "VERB")
            things.extend(word for word in inner if word.pos != "VERB")
    above = sentence.head_of(noun)
    if not clauses and above.lemma in _LIGHT and noun.dep == "dobj":
        clauses.extend(
            c for c in sentence.below(above, "xcomp", "advcl") if _infinitive(sentence, c) and c.index > noun.index
        )
    undertaking = next(iter([*clauses, *things]), None)
    if undertaking is None:
        return
    stance, demanding = _noun_stance(sentence, noun, entry), None
    if stance is None:
        return
    possessors = [
        *sentence.below(noun, "poss"),
        *(t for t in sentence.below(noun, "compound", "amod", "nmod") if t.text[:1].isupper()),
    ]
    governing = (
        subject(sentence, above) if noun.dep in {"dobj", "attr", "pobj"} and above.pos in {"VERB", "AUX"} else None
    )
    if entry.asks:
        demanding = next(iter([*possessors, *([governing] if governing is not None else [])]), None)
        subjects = [own for own in [own_subject(sentence, undertaking)] if own is not None] if clauses else []
        holders = (*subjects, *from_whom, *_owners(sentence, undertaking))
    else:
        holders = (
            *possessors,
            *from_whom,
            *(
                [governing]
                if governing is not None and (above.lemma in _LIGHT or commitments.verb_entry(sentence, above))
                else []
            ),
        )
    stance = _composed(sentence, stance, undertaking, False)
    yield _Found(noun, f"{entry.name} (noun)", stance, undertaking, holders, demanding, bool(clauses), not holders)


def _noun_stance(sentence: Sentence, noun: Token, entry: Commitment) -> Stance | None:
    above = sentence.head_of(noun)
    denied = negated(sentence, noun) or (noun.dep == "dobj" and above.lemma in _LIGHT and negated(sentence, above))
    if denied:
        return entry.denied
    if noun.dep in {"dobj", "pobj"} and above.pos == "VERB":
        outer = commitments.verb_entry(sentence, above)
        if outer is not None and outer.stance is Stance.REFUSED and not outer.asks:
            return None if entry.asks else Stance.REFUSED
    return entry.stance


# --- from a reading to a candidate ------------------------------------------------------------


def _candidate(
    text: Text,
    index: int,
    sentence: Sentence,
    found: _Found,
    first: bool,
    statements: Sequence[StatementCandidate],
) -> PositionCandidate | None:
    apart = [found.cue.index] if found.cue.pos != "AUX" else []
    actions = undertakings.classify(sentence, found.undertaking, apart)
    if not actions and found.undertaking.dep in SUBJECTS:
        actions = undertakings.classify(sentence, sentence.head_of(found.undertaking))
    if not actions:
        if not found.strong or found.name in _NEED_ACTION or found.undertaking.pos not in {"VERB", "AUX"}:
            return None
        if not first:
            return None
        # "agreed to do so": the class is read from what else the sentence is about
        actions = undertakings.classify(sentence, _root(sentence), apart)[:1] or (Action.OTHER,)
    span = _span(text.text, sentence, found, first)
    head = found.undertaking
    conditions = terms(text.text, sentence, head, found.cue if found.cue.pos != "AUX" else sentence.head_of(found.cue))
    enclosing = _enclosing(span, statements)
    stance = _adjusted(sentence, found, actions, {term.kind for term in conditions}, span)
    holders = tuple(Place(index, token.index) for token in found.holders)
    if found.by_speaker or not holders:
        holders = (*holders, *_speaker(index, sentence, found, enclosing, statements))
    low, high = extent(sentence, head, ("punct",))
    return PositionCandidate(
        sentence=index,
        span=span,
        cue=passage(text.text, sentence, found.cue.index, found.cue.index),
        cue_name=found.name,
        stance=stance,
        actions=actions,
        holders=holders,
        object=passage(text.text, sentence, low, high),
        terms=conditions,
        demanding=Place(index, found.demanding.index) if found.demanding is not None else None,
        statement=enclosing,
        told_by_another=found.told_by_another,
    )


def _root(sentence: Sentence) -> Token:
    return next((token for token in sentence.tokens if token.head == token.index), sentence.tokens[0])


def _adjusted(
    sentence: Sentence, found: _Found, actions: tuple[Action, ...], kinds: set[TermKind], span: Span
) -> Stance:
    """Deferred decisions and conditional harm, told by what stands around the cue."""
    stance = found.stance
    if stance in {Stance.PLEDGED, Stance.WILLING}:
        lowered = span.exact.lower()
        _, phrases = commitments.deferral()
        if any(phrase in lowered for phrase in phrases):
            return Stance.UNDECIDED
        warned = any(above.lemma in {"warn", "threaten"} for above in ancestors(sentence, found.cue))
        if actions[0] in _HARM and (warned or (TermKind.CONDITION in kinds and stance is Stance.PLEDGED)):
            return Stance.THREATENED
        if actions[0] in _VIOLENCE and found.name in {"vow", "would", "swear", "prepared"}:
            return Stance.THREATENED
    return stance


def _span(text: str, sentence: Sentence, found: _Found, first: bool) -> Span:
    """The clause: from the party, where it stands near, to the end of the undertaking."""
    apart = [c.index for c in sentence.below(found.undertaking, "conj") if c.pos in {"VERB", "AUX"}]
    low, high = _extent_without(sentence, found.undertaking, apart)
    if first:
        verb = sentence.head_of(found.cue) if found.cue.pos == "AUX" else found.cue
        low, high = min(low, found.cue.index, verb.index), max(high, found.cue.index, verb.index)
        for holder in found.holders:
            start = min(t.index for t in sentence.subtree(holder)) if holder.index < low else low
            low = min(low, start if low - start < 25 else holder.index)
            high = max(high, holder.index)
    return passage(text, sentence, low, high)


def _extent_without(sentence: Sentence, head: Token, apart: Sequence[int]) -> tuple[int, int]:
    waiting, found = [head.index], []
    while waiting:
        index = waiting.pop()
        found.append(index)
        for child in sentence.children[index]:
            token = sentence.tokens[child]
            loose = index == head.index and token.dep in {"ccomp", "parataxis"} and token.index < head.index
            if child not in apart and token.dep not in {"punct", "cc"} and not loose:
                waiting.append(child)
    return min(found), max(found)


def _enclosing(span: Span, statements: Sequence[StatementCandidate]) -> int | None:
    """The innermost attribution whose content holds the clause."""
    best: tuple[int, int] | None = None
    for number, candidate in enumerate(statements):
        for content in candidate.statement.content:
            shared = min(content.end, span.end) - max(content.start, span.start)
            if shared >= 0.7 * (span.end - span.start):
                size = content.end - content.start
                if best is None or size < best[0]:
                    best = (size, number)
    return best[1] if best is not None else None


def _speaker(
    index: int, sentence: Sentence, found: _Found, enclosing: int | None, statements: Sequence[StatementCandidate]
) -> tuple[Place, ...]:
    """Who says it: for undertakings told without their party ("tariffs will be imposed")."""
    if enclosing is not None and statements[enclosing].source is not None:
        return tuple(place for place in [statements[enclosing].source] if place is not None)
    for above in ancestors(sentence, found.cue):
        if above.pos == "VERB" and above.lemma in {
            "say",
            "announce",
            "warn",
            "clarify",
            "state",
            "declare",
            "threaten",
        }:
            source = subject(sentence, above)
            if source is not None:
                return (Place(index, source.index),)
    return ()
