"""Stances told by adjectives and nouns: "is ready to", "its pledge to", "the planned summit"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from onrecord.extract import commitments
from onrecord.extract.auxiliaries import FUTURE, MUST, left_open, modal_name
from onrecord.extract.clauses import (
    SUBJECTS,
    auxiliaries,
    complements,
    infinitive,
    negated,
    own_subject,
    passive,
    subject,
)
from onrecord.extract.commitments import Commitment
from onrecord.extract.found import Found
from onrecord.extract.holders import agents, is_event, named_modifiers, owners, parties_to
from onrecord.extract.verbs import composed
from onrecord.model import Sentence, Stance, Token

_ABOUT = frozenset({"of", "for", "to", "on", "against", "with"})


def _about(entry: Commitment) -> frozenset[str]:
    """The prepositions that lead to what a noun undertakes: "a call for", not "a call with".

    A "threat to peace" is a danger, a "threat of war" a stance.
    """
    if entry.stance is Stance.THREATENED:
        return frozenset({"of"})
    return frozenset({"for", "to"}) if entry.asks else _ABOUT


def told_as_adjective(sentence: Sentence, verb: Token) -> bool:
    """Whether a participle after *be* is told as an adjective is: "are prepared to", a passive to the parser or not."""
    told = verb.tag in {"VBN", "VBD"} and verb.text.lower() in commitments.adjectives()
    return told and (verb.dep == "acomp" or passive(sentence, verb))


def by_participle(sentence: Sentence, verb: Token) -> Iterator[Found]:
    """ "Is committed to", "are prepared to": participles that the tagger takes for verbs."""
    if told_as_adjective(sentence, verb):
        yield from by_adjective(sentence, verb, verb.text.lower())


def by_adjective(sentence: Sentence, adjective: Token, name: str) -> Iterator[Found]:
    """ "Is ready to support", "remains open to talks", "opposed to troops"."""
    entry = commitments.adjectives()[name][0]
    predicate = sentence.head_of(adjective) if adjective.dep in {"acomp", "ccomp", "oprd"} else adjective
    denied = negated(sentence, adjective) or (predicate.index != adjective.index and negated(sentence, predicate))
    stance = entry.denied if denied else entry.stance
    holder = subject(sentence, predicate) if adjective.dep != "amod" else sentence.head_of(adjective)
    undertaking = next(complements(sentence, adjective, "either"), None)
    if stance is None or holder is None or undertaking is None:
        return
    if undertaking.lemma == "decide":
        yield from left_open(sentence, adjective, undertaking, holder)
        return
    if any(modal_name(a) in MUST for a in auxiliaries(sentence, predicate)):
        stance = Stance.DEMANDED
    if is_event(sentence, holder) and adjective.dep != "amod":
        yield Found(cue=adjective, name=f"{entry.name} (thing)", stance=stance, undertaking=holder,
                    holders=parties_to(sentence, holder), by_speaker=True)  # fmt: skip
        return
    yield Found(cue=adjective, name=entry.name, stance=composed(sentence, stance, undertaking),
                undertaking=undertaking, holders=(holder,), strong=True)  # fmt: skip


@dataclass(slots=True)
class _Governed:
    """What a noun of commitment governs: clauses, things, and from or of whom."""

    clauses: list[Token] = field(default_factory=list)
    things: list[Token] = field(default_factory=list)
    from_whom: list[Token] = field(default_factory=list)


def by_noun(sentence: Sentence, noun: Token) -> Iterator[Found]:
    """ "Its readiness to support", "preparedness from 26 countries to intervene", "the need for Europe to stop"."""
    entry = commitments.nouns()[noun.lemma][0]
    clauses = sentence.below(noun, "acl", "relcl")
    if noun.lemma in commitments.words("asks_with_clause") and any(infinitive(sentence, c) for c in clauses):
        entry = replace(entry, asks=True, stance=Stance.DEMANDED, denied=None)
    governed = _governed(sentence, noun, entry)
    stance = _noun_stance(sentence, noun, entry)
    undertaking = next(iter([*governed.clauses, *governed.things]), None)
    if undertaking is None and stance is not None and stance is entry.denied and noun.dep == "dobj":
        undertaking = noun  # "has made no commitment": to what, only the context tells
    if undertaking is None or stance is None or _doubted(sentence, noun):
        return
    possessors = [*sentence.below(noun, "poss"), *named_modifiers(sentence, noun)]
    above = sentence.head_of(noun)
    asking = commitments.verb_entry(sentence, above) if noun.dep in SUBJECTS else None
    if asking is not None and asking.asks:
        return  # "the ultimatum called for Kyiv to": the verb tells it
    governing: list[Token] = []
    if noun.dep in {"dobj", "attr", "pobj"} and above.pos in {"VERB", "AUX"}:
        governing = [token for token in [subject(sentence, above)] if token is not None]
    demanding: Token | None = None
    if entry.asks:
        demanding = next(iter([*possessors, *governing]), None)
        own = own_subject(sentence, undertaking) if governed.clauses else None
        addressed = above.lemma in commitments.words("addressing")
        whom = [*([own] if own is not None else []), *(sentence.below(above, "dative") if addressed else ())]
        holders = [*whom, *governed.from_whom, *owners(sentence, undertaking)]
    else:
        lends = above.lemma in commitments.words("light") or commitments.verb_entry(sentence, above) is not None
        holders = [*possessors, *governed.from_whom, *(governing if lends else [])]
    yield Found(cue=noun, name=f"{entry.name} (noun)", stance=composed(sentence, stance, undertaking),
                undertaking=undertaking, holders=tuple(holders), demanding=demanding,
                strong=bool(governed.clauses) or undertaking.index == noun.index, by_speaker=not holders)  # fmt: skip


def _doubted(sentence: Sentence, noun: Token) -> bool:
    """Whether the commitment is only what a doubt is about: "doubt about Putin's willingness"."""
    above = sentence.head_of(noun)
    if noun.dep == "pobj":
        above = sentence.head_of(above)
    return above.pos == "NOUN" and above.lemma in commitments.words("doubting")


def _governed(sentence: Sentence, noun: Token, entry: Commitment) -> _Governed:
    found = _Governed()
    found.clauses = [
        child
        for child in sentence.below(noun, "acl", "relcl", "xcomp", "ccomp", "advcl")
        if child.index > noun.index
        and (infinitive(sentence, child) or (child.dep not in {"advcl", "relcl"} and child.tag != "VBN"))
        and not (child.dep == "acl" and child.tag == "VBG" and commitments.only_asks(child.lemma))
    ]
    for preposition in sentence.below(noun, "prep"):
        inner = list(sentence.below(preposition, "pobj", "pcomp"))
        if preposition.lemma in {"from", "by", "between"} or (entry.asks and preposition.lemma in {"on", "to", "for"}):
            found.from_whom.extend(inner)
            found.clauses.extend(c for word in inner for c in sentence.below(word, "acl") if infinitive(sentence, c))
        if preposition.lemma == "of" and not entry.asks and any(infinitive(sentence, c) for c in found.clauses):
            found.from_whom.extend(inner)  # "the readiness of 26 countries to intervene"
        elif preposition.lemma in _about(entry):
            found.clauses.extend(word for word in inner if word.pos == "VERB")
            found.things.extend(word for word in inner if word.pos != "VERB")
    above = sentence.head_of(noun)
    if not found.clauses and noun.dep == "dobj" and above.lemma in commitments.words("light"):
        # "made a commitment to …": the parser may hang the clause on the plain verb
        below = sentence.below(above, "xcomp", "advcl")
        found.clauses.extend(c for c in below if infinitive(sentence, c) and c.index > noun.index)
        given = (each for each in sentence.below(above, "prep") if each.lemma == "to" and each.index > noun.index)
        if not found.clauses and not found.things and above.lemma == "give" and not entry.asks:
            found.things.extend(thing for each in given for thing in sentence.below(each, "pobj"))
    return found


def _noun_stance(sentence: Sentence, noun: Token, entry: Commitment) -> Stance | None:
    """The noun's stance where it stands: denied ("made no commitment"), or rejected ("rejected the offer to")."""
    above = sentence.head_of(noun)
    lent = noun.dep == "dobj" and above.lemma in commitments.words("light")
    if negated(sentence, noun) or (lent and negated(sentence, above)):
        for_now = any(child.lemma in commitments.words("for_now") for child in sentence.below(noun, "amod"))
        return Stance.UNDECIDED if for_now and entry.denied is Stance.REFUSED else entry.denied
    if noun.dep in {"dobj", "pobj"} and above.pos == "VERB":
        outer = commitments.verb_entry(sentence, above)
        if outer is not None and outer.stance is Stance.REFUSED and not outer.asks:
            return None if entry.asks else Stance.REFUSED
    return entry.stance


def by_open_decision(sentence: Sentence, noun: Token) -> Iterator[Found]:
    """ "No decision has been taken on troops", "a decision will be made next week", "has not made a decision to"."""
    verb = sentence.head_of(noun)
    if noun.lemma != "decision" or verb.lemma not in commitments.words("deciding"):
        return
    done = noun.dep == "nsubjpass"
    later = done and any(modal_name(helper) in FUTURE - MUST for helper in auxiliaries(sentence, verb))
    denied = negated(sentence, verb) or negated(sentence, noun)
    judged = any(child.lemma == "as" for child in sentence.below(verb, "prep"))  # "did not take his decision as a sign"
    if judged or not (denied or later) or not (done or noun.dep == "dobj"):
        return
    about = [inner for each in (noun, verb) for inner in sentence.below(each, "prep") if inner.lemma in {"on", "about"}]
    clauses = [*sentence.below(noun, "acl"), *(c for each in about for c in sentence.below(each, "pcomp"))]
    things = [thing for each in about for thing in sentence.below(each, "pobj")]
    deciding = (subject(sentence, verb),) if not done else agents(sentence, verb)
    holders = [*sentence.below(noun, "poss"), *(token for token in deciding if token is not None)]
    undertaking = next(iter([*clauses, *things]), noun)
    yield Found(cue=noun, name="open decision", stance=Stance.UNDECIDED, undertaking=undertaking, clause=verb,
                holders=tuple(holders), strong=True, by_speaker=True)  # fmt: skip


def by_coming_event(sentence: Sentence, noun: Token) -> Iterator[Found]:
    """ "The planned summit", "next week's talks with Seoul", "his upcoming meeting"."""
    marks = [
        child
        for child in sentence.below(noun, "amod", "poss")
        if child.text.lower() in commitments.words("coming") or _to_come(sentence, child)
    ]
    if marks and is_event(sentence, noun):
        yield Found(cue=marks[0], name="coming", stance=Stance.PLEDGED, undertaking=noun,
                    holders=parties_to(sentence, noun), by_speaker=True)  # fmt: skip


def _to_come(sentence: Sentence, date: Token) -> bool:
    return date.entity == "DATE" and any(word.lemma in {"next", "this"} for word in sentence.subtree(date))
