"""Stances told by a plain *be*: what somebody is to do, what is off the table."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.extract import commitments, undertakings
from onrecord.extract.auxiliaries import modal_name
from onrecord.extract.clauses import SUBJECTS, auxiliaries, infinitive, negated, own_subject, passive
from onrecord.extract.found import Found
from onrecord.extract.holders import agents, owners, parties_to
from onrecord.model import Sentence, Stance, Token

_WITHIN = 7  # words after *be* in which its expression stands, adverbs among them
_BETWEEN = frozenset({"ADV", "PART"})


def by_copula(sentence: Sentence, verb: Token) -> Iterator[Found]:
    """ "Britain is to send troops", "a postponement is not on the table"."""
    if verb.lemma != "be":
        return
    yield from _to_come(sentence, verb)
    yield from _as_it_stands(sentence, verb)


def _to_come(sentence: Sentence, verb: Token) -> Iterator[Found]:
    """ "Ships are to escort them", "troops are to be sent": settled and to come. "The aim is to" tells an aim."""
    clause = next((c for c in sentence.below(verb, "xcomp") if infinitive(sentence, c)), None)
    holder = own_subject(sentence, verb)
    if clause is None or holder is None or holder.index > verb.index or verb.tag not in {"VBZ", "VBP"}:
        return
    to = next(helper for helper in sentence.below(clause, "aux") if helper.tag == "TO")
    if any(token.pos not in _BETWEEN for token in sentence.tokens[verb.index + 1 : to.index]):
        return  # "it is in our interest to fight", "is the fourth president to order strikes"
    done = passive(sentence, clause)
    if not done and holder.pos == "NOUN" and holder.lemma not in commitments.actors():
        return
    stance = Stance.REFUSED if negated(sentence, verb) else Stance.PLEDGED
    whose = owners(sentence, holder)
    holders = (*agents(sentence, clause), *whose) if done else (holder, *whose)
    yield Found(cue=verb, name="be to", stance=stance, undertaking=clause, holders=holders, by_speaker=done)


def _as_it_stands(sentence: Sentence, verb: Token) -> Iterator[Found]:
    """ "Sending troops is out of the question", "talks are not on the table": told of it by the speaker."""
    stood = standing(sentence, verb)
    told = next(sentence.below(verb, *SUBJECTS, "csubj"), None)
    if stood is not None and told is not None and undertakings.classify(sentence, told):
        yield Found(cue=verb, name=stood[0], stance=stood[1], undertaking=told, holders=parties_to(sentence, told),
                    clause=verb, by_speaker=True, stands_with_speaker=True)  # fmt: skip


def standing(sentence: Sentence, verb: Token) -> tuple[str, Stance] | None:
    """What follows a plain *be* and tells how something stands, with its stance: "not off the table" leaves it open."""
    if verb.lemma != "be" or any(modal_name(helper) for helper in auxiliaries(sentence, verb)):
        return None  # "must be on the table": demanded
    after = sentence.tokens[verb.index + 1 : verb.index + 1 + _WITHIN]
    # "not", "no longer", "firmly"; but the tagger may take the "off" of "off the table" for an adverb
    opening = {phrase[0] for phrase in commitments.standing()}
    words = [t.text.lower() for t in after if t.pos not in _BETWEEN or t.text.lower() in opening]
    for phrase, (affirmed, denied) in commitments.standing().items():
        if words[: len(phrase)] == list(phrase):
            stance = denied if negated(sentence, verb) or negated(sentence, after[0]) else affirmed
            return (" ".join(phrase), stance) if stance is not None else None
    return None
