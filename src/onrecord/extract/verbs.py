"""Stances told by verbs of commitment, refusal and threat: the subject takes them itself."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.extract import commitments
from onrecord.extract.auxiliaries import FUTURE, WEAK, left_open, modal_name, secured
from onrecord.extract.clauses import auxiliaries, complements, negated, own_subject, passive, states_fact, subject
from onrecord.extract.commitments import Commitment
from onrecord.extract.demands import asked_of_another, by_demand
from onrecord.extract.found import Found
from onrecord.extract.holders import agents, owners, parties_to
from onrecord.extract.supposing import hopes_for_anothers, only_hoped
from onrecord.model import Sentence, Stance, Token


def by_verb(sentence: Sentence, verb: Token, entry: Commitment) -> Iterator[Found]:
    """ "Pledged to send", "ruled out troops", "threatened tariffs"; for verbs of asking, the demand."""
    entry = asked_of_another(sentence, verb) or entry
    denied = negated(sentence, verb)
    stance = entry.denied if denied else entry.stance
    if stance is None:
        return
    if entry.name == "consider" and any(c.pos != "VERB" for c in sentence.below(verb, "oprd", "ccomp")):
        return  # "considers it a threat"
    modal = next((name for a in auxiliaries(sentence, verb) if (name := modal_name(a))), None)
    if entry.asks:
        if modal not in WEAK or entry.name == "need":
            yield from by_demand(sentence, verb, entry)
    elif modal in FUTURE | WEAK:
        return  # the auxiliary tells it, or leaves it to speculation
    elif verb.dep == "pcomp" and sentence.head_of(verb).lemma in {"for", "from", "of", "without", "despite"}:
        return  # a reason: "for supporting the war"; what governs it tells the stance
    elif verb.tag == "VB" and not any(child.lemma == "do" for child in auxiliaries(sentence, verb)):
        return  # a purpose: "in order to offer …"
    elif passive(sentence, verb) or (verb.dep == "acl" and verb.tag == "VBN"):
        yield from _by_passive(sentence, verb, entry, stance)
    else:
        yield from _by_active(sentence, verb, entry, stance)


def _by_active(sentence: Sentence, verb: Token, entry: Commitment, stance: Stance) -> Iterator[Found]:
    holder = subject(sentence, verb)
    if holder is None or hopes_for_anothers(sentence, verb):
        return
    for undertaking in complements(sentence, verb, entry.takes, entry.particle):
        if undertaking.lemma == "decide" or (
            stance is Stance.REFUSED and undertaking.lemma in commitments.words("telling")
        ):
            yield from left_open(sentence, verb, undertaking, holder)
            return
        if only_hoped(sentence, undertaking):
            return  # "hopes all sides stay calm"
        if stance is Stance.REFUSED and _asserted(sentence, undertaking):
            return  # "rejected the notion that Oslo had lied"
        if any(secured(sentence, clause) for clause in sentence.below(undertaking, "acl", "relcl")):
            continue  # "wants assurances that Oslo will act": asked of Oslo
        if entry.name in commitments.words("light") and _inner(sentence, undertaking) is not None:
            continue  # "signalled that he plans to": the inner word tells it
        inner = own_subject(sentence, undertaking) if undertaking.dep == "ccomp" else None
        if undertaking.dep == "ccomp" and states_fact(sentence, undertaking):
            continue  # "confirmed that it had lost control"
        another = inner is not None and inner.index != holder.index and inner.pos != "PRON"
        if another and auxiliaries(sentence, undertaking):
            continue  # "announced that X will": the auxiliary tells it, of X
        yield Found(cue=verb, name=entry.name, stance=composed(sentence, stance, undertaking),
                    undertaking=undertaking, holders=(holder,), strong=True)  # fmt: skip
        return
    if entry.name in {"accept", "refuse"}:
        yield Found(cue=verb, name=entry.name, stance=stance, undertaking=verb, holders=(holder,))


def _asserted(sentence: Sentence, thing: Token) -> bool:
    """Whether what is rejected is what others say is so: "the allegations", "the notion that Oslo had lied"."""
    if thing.pos != "NOUN":
        return False
    clauses = (
        clause
        for clause in sentence.below(thing, "acl")
        if not any(modal_name(helper) for helper in auxiliaries(sentence, clause))
    )
    said = any(mark.lemma == "that" for clause in clauses for mark in sentence.below(clause, "mark"))
    return said or thing.lemma in commitments.words("asserted")


def _by_passive(sentence: Sentence, verb: Token, entry: Commitment, stance: Stance) -> Iterator[Found]:
    """ "Tariffs were announced", "a meeting is planned", "was scheduled to meet"."""
    thing = own_subject(sentence, verb) or (sentence.head_of(verb) if verb.dep == "acl" else None)
    if thing is None:
        return
    clause = next(sentence.below(verb, "xcomp"), None)
    if entry.name not in commitments.words("foreseen"):
        return  # "was intended to" tells a purpose
    if clause is not None:
        yield Found(cue=verb, name=entry.name, stance=composed(sentence, stance, clause), undertaking=clause,
                    holders=(thing, *owners(sentence, thing)), strong=True, by_speaker=True)  # fmt: skip
    else:
        holders = (*agents(sentence, verb), *parties_to(sentence, thing))
        yield Found(cue=verb, name=f"{entry.name} (passive)", stance=stance, undertaking=thing,
                    holders=holders, by_speaker=True)  # fmt: skip


def composed(sentence: Sentence, stance: Stance, undertaking: Token) -> Stance:
    """The stance when what is undertaken is itself denied, or is a word of commitment ("refused to rule out")."""
    inner = _inner(sentence, undertaking)
    if stance is Stance.REFUSED:
        return Stance.WILLING if inner is not None and inner.stance is Stance.REFUSED else stance
    if stance not in {Stance.PLEDGED, Stance.WILLING}:
        return stance
    if undertaking.pos in {"VERB", "AUX"} and negated(sentence, undertaking):
        return Stance.REFUSED
    if any(child.lemma in {"whether", "if"} for child in sentence.below(undertaking, "mark")):
        return Stance.UNDECIDED
    if inner is None or inner.asks:
        return stance
    if inner.stance in {Stance.THREATENED, Stance.REFUSED}:
        return inner.stance
    open_still = inner.name in commitments.words("still_willing")
    return Stance.WILLING if open_still and stance is Stance.PLEDGED else stance


def _inner(sentence: Sentence, undertaking: Token) -> Commitment | None:
    if undertaking.pos in {"VERB", "AUX"}:
        return commitments.verb_entry(sentence, undertaking)
    if undertaking.pos == "NOUN":
        return next(iter(commitments.nouns().get(undertaking.lemma, ())), None)
    return None
